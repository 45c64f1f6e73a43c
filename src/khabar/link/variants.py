"""Tellings of one statement across outlets, aligned word by word with the one that stood first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import Literal, NamedTuple

from khabar.link.cards import Card
from khabar.link.records import Change, Step, Telling, Variants
from khabar.link.union import by_average
from khabar.link.words import Piece, pieces, quoted
from khabar.model import Statement, span_of

ALIKE = 0.6
"""Share of the shorter content's telling words in common from which on two are one statement."""
FEWEST = 2
"""Telling words that both must share."""
TAKEN = 0.9
"""Likeness of two wordings from which on the later is taken from the earlier, or both from one source."""
SCARE = 3
"""Words in quotation marks up to which they are scare quotes or a word held up, not the quoted speech itself."""

Reason = Literal["first", "copy", "credit", "same words", "own"]


class Said(NamedTuple):
    """One statement of one article."""

    card: Card
    statement: Statement
    speaker: str
    words: frozenset[str]


def said(card: Card, people: Mapping[tuple[str, str], str]) -> list[Said]:
    """The statements of an article, by speaker; those of nobody are left out."""
    found = []
    for statement in card.statements:
        words = frozenset(p.stem for p in pieces(statement.content.text) if len(p.stem) > 1)
        found += [Said(card, statement, people[card.article, k], words) for k in statement.speaker[:1] if (card.article, k) in people]
    return found


def variants(story: str, items: Sequence[Said], origins: Mapping[str, tuple[str, Reason]]) -> list[Variants]:
    """The statements of one story that several articles tell.

    Args:
        story: its id.
        items: statements of its articles.
        origins: article → (article that it was taken from, why), of copies and of those that credit.
    """
    by_speaker: dict[str, list[Said]] = {}
    for item in items:
        by_speaker.setdefault(item.speaker, []).append(item)
    found = []
    for speaker, group in by_speaker.items():
        pairs = {(a, b): value for a, b in combinations(range(len(group)), 2) if (value := _alike(group[a], group[b])) > 0}
        for members in by_average(range(len(group)), pairs, ALIKE):
            chosen = _one_each([group[n] for n in members])
            if len(chosen) > 1:
                found.append(_variants(story, speaker, chosen, origins))
    return sorted(found, key=lambda v: (-len(v.tellings), v.id))


def _alike(left: Said, right: Said) -> float:
    """Share of the shorter content's words in common; statements of one article are two."""
    common = len(left.words & right.words)
    if left.card.article == right.card.article or common < min(FEWEST, len(left.words), len(right.words)):
        return 0.0
    return common / max(1, min(len(left.words), len(right.words)))


def _one_each(group: Sequence[Said]) -> list[Said]:
    """The group in the order of time, of each article its first."""
    ordered = sorted(group, key=lambda s: (s.card.order, s.statement.content.start))
    return list({s.card.article: s for s in reversed(ordered)}.values())[::-1]


def _variants(story: str, speaker: str, group: Sequence[Said], origins: Mapping[str, tuple[str, Reason]]) -> Variants:
    first = group[0]
    tellings = [_telling(item, group[:n], origins) for n, item in enumerate(group)]
    id = hashlib.sha256(f"{story}\x1f{first.statement.uid}".encode()).hexdigest()[:16]
    name = first.card.actor_names.get(first.statement.speaker[0], speaker)
    return Variants(id=f"va:{id}", story=story, speaker=speaker, speaker_name=name, tellings=tellings)


def _telling(item: Said, earlier: Sequence[Said], origins: Mapping[str, tuple[str, Reason]]) -> Telling:
    card, statement = item.card, item.statement
    steps = align(earlier[0], item) if earlier else []
    taken, reason = _taken(item, earlier, origins)
    return Telling(
        article=card.article, record=card.record, statement=statement.id, uid=statement.uid, outlet=card.outlet, published=card.published,
        content=statement.content, verbatim=statement.verbatim, taken_from=taken, reason=reason,
        likeness=round(_likeness(steps), 3) if earlier else 1.0, steps=steps,
    )  # fmt: skip


def _taken(item: Said, earlier: Sequence[Said], origins: Mapping[str, tuple[str, Reason]]) -> tuple[str | None, Reason]:
    """Where the wording comes from: a copied or credited article, else an earlier one with the same words."""
    if not earlier:
        return None, "first"
    known = origins.get(item.card.article)
    if known is not None and any(e.card.article == known[0] for e in earlier):
        return known
    best = max(earlier, key=lambda e: len(e.words & item.words) / max(1, len(e.words | item.words)))
    steps = align(best, item)
    if len(steps) >= 6 and _likeness(steps) >= TAKEN:
        return best.card.article, "same words"
    return None, "own"


def _likeness(steps: Sequence[Step]) -> float:
    kept = sum(s.change in ("same", "form") for s in steps)
    return kept / max(1, len(steps))


# -- alignment
def align(first: Said, other: Said) -> list[Step]:
    """The words of ``first`` against those of ``other``, in order; spans index the text of each article."""
    old, new = _words(first), _words(other)
    marks = (_marked(first), _marked(other))
    return [_step(first, other, change, a, b, marks) for change, a, b in _paired(old, new)]


def _words(item: Said) -> list[Piece]:
    content = item.statement.content
    return pieces(item.card.text, content.start, content.end)


def _paired(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[tuple[Change, Piece | None, Piece | None]]:
    """Word pairs; of stretches that differ the words stand against one another as far as they go."""
    matcher = SequenceMatcher(a=[_same_key(p) for p in old], b=[_same_key(p) for p in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from (("same" if x.key == y.key else "form", x, y) for x, y in zip(old[a:b], new[c:d], strict=True))
            continue
        both = min(b - a, d - c)
        yield from (("changed", x, y) for x, y in zip(old[a : a + both], new[c : c + both], strict=True))
        yield from (("dropped", x, None) for x in old[a + both : b])
        yield from (("added", None, y) for y in new[c + both : d])


def _same_key(piece: Piece) -> str:
    return piece.stem or piece.key


def _marked(item: Said) -> list[tuple[int, int]]:
    """Short stretches in quotation marks within the content."""
    content = item.statement.content
    return [(a, b) for a, b in quoted(item.card.text, content.start, content.end) if len(item.card.text[a:b].split()) <= SCARE]


def _step(first: Said, other: Said, change: Change, old: Piece | None, new: Piece | None, marks: tuple[list[tuple[int, int]], list[tuple[int, int]]]) -> Step:
    was, now = _within(old, marks[0]), _within(new, marks[1])
    differs = None if old is None or new is None or was == now else "added" if now else "removed"
    return Step(
        change=change, old=span_of(first.card.text, old.start, old.end) if old else None,
        new=span_of(other.card.text, new.start, new.end) if new else None, quoted=differs,  # type: ignore[arg-type]
    )  # fmt: skip


def _within(piece: Piece | None, stretches: Sequence[tuple[int, int]]) -> bool:
    return piece is not None and any(a <= piece.start and piece.end <= b for a, b in stretches)
