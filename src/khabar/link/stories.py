"""Which articles are about the same happening: alike in their telling words, within days of one another."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from khabar.link.cards import Card
from khabar.link.union import by_average

WINDOW = 3.0
"""Days within which two articles are compared."""
FLOOR = 0.18
"""Mean likeness from which on two groups are one story."""
STRONGEST = 60
"""How many of an article's words are compared: those that tell most."""
PRIOR = 60.0
"""Articles that every word is taken to have been looked for in before: a collection of three still has rare words."""
COMMON = 0.2
"""A word in a larger part of the collection finds no pairs, though it counts once a pair is found."""
SMALL = 200
"""Collections up to this size compare by every word."""


def vectors(cards: Sequence[Card]) -> list[dict[str, float]]:
    """The strongest words of each article, weighted by rarity, each vector of length 1."""
    counts: dict[str, int] = {}
    for card in cards:
        for word in card.words:
            counts[word] = counts.get(word, 0) + 1
    return [_vector(card.words, counts, len(cards)) for card in cards]


def _vector(words: Mapping[str, float], counts: Mapping[str, int], total: int) -> dict[str, float]:
    weights = {w: (1 + math.log(n)) * math.log((PRIOR + total) / (1 + counts[w])) for w, n in words.items()}
    strongest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:STRONGEST]
    length = math.sqrt(sum(weight * weight for _, weight in strongest)) or 1.0
    return {word: weight / length for word, weight in strongest}


def likeness(cards: Sequence[Card], copies: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """The likeness of pairs of articles within days of one another, 0 to 1; copies are as like as can be."""
    order = sorted((n for n, card in enumerate(cards) if card.moment is not None), key=lambda n: (cards[n].moment, n))
    weighted = vectors(cards)
    total = _Postings(cards, weighted)
    found = dict.fromkeys(copies, 1.0)
    for number in order:
        for other, value in total.near(number).items():
            pair = (min(number, other), max(number, other))
            if value >= FLOOR / 4 and pair not in found:
                found[pair] = value
    return found


class _Postings:
    """Articles by word, those that are too old for the one at hand forgotten."""

    def __init__(self, cards: Sequence[Card], weighted: Sequence[Mapping[str, float]]) -> None:
        self.cards, self.weighted = cards, weighted
        self.by_word: dict[str, list[int]] = {}
        counts: dict[str, int] = {}
        for vector in weighted:
            for word in vector:
                counts[word] = counts.get(word, 0) + 1
        limit = COMMON * len(cards)
        self.frequent = {w for w, n in counts.items() if n > limit} if len(cards) > SMALL else set()

    def near(self, number: int) -> dict[int, float]:
        """Likeness to each earlier article in the window; then the article itself is entered."""
        found: dict[int, float] = {}
        mine = self.weighted[number]
        for word, weight in mine.items():
            if word in self.frequent:
                continue
            known = self.by_word.setdefault(word, [])
            self._forget(known, number)
            for other in known:
                found[other] = found.get(other, 0.0) + weight * self.weighted[other][word]
            known.append(number)
        for other in found:
            found[other] += sum(mine[w] * self.weighted[other][w] for w in self.frequent if w in mine and w in self.weighted[other])
        return found

    def _forget(self, known: list[int], number: int) -> None:
        moment = self.cards[number].moment
        keep = 0
        while keep < len(known) and _days(moment, self.cards[known[keep]].moment) > WINDOW:
            keep += 1
        del known[:keep]


def _days(later: object, earlier: object) -> float:
    return (later - earlier).total_seconds() / 86400  # type: ignore[operator,no-any-return]


def group(cards: Sequence[Card], copies: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """The stories, as indexes of articles in the order of time; the earliest story first."""
    groups = by_average(range(len(cards)), likeness(cards, copies), FLOOR)
    ordered = [sorted(g, key=lambda n: cards[n].order) for g in groups]
    return sorted(ordered, key=lambda g: cards[g[0]].order)
