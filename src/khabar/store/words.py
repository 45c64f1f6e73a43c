"""Words as search knows them: folded, with their place in the text, and what they may be without their clitics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from khabar.script.fold import Folded, bare

_LATIN = "a-z\u00df-\u024f\u0400-\u04ff"
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|[{_LATIN}]+|[^\W\d_{_LATIN}]+")
_ARABIC = re.compile("[\u0621-\u064a]+")
_CONJUNCTIONS = ("", "و", "ف")
_PARTICLES = ("ب", "ل", "ك", "س")
_PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "ه")  # ي and ني end adjectives, ك and كم roots: in news they mislead
_VERBAL = "يتان"  # what the س of the future stands before
SHORTEST = 3
"""Letters that must be left when a letter is taken off as a clitic: of لد and ولد, which is which cannot be seen."""
SHORTEST_DEFINITE = 2
"""Letters that must be left behind the article."""
LONGEST = 40
"""Letters of the longest run that is taken apart."""


class Word(NamedTuple):
    """A word of a text."""

    start: int
    end: int
    key: str
    """Folded: what is compared."""
    spelled: str
    """As written, marks and controls aside: what is compared in exact mode."""


def words(text: str) -> list[Word]:
    """The words of ``text`` in order; Arabic, Latin and digits that touch are words of their own (لـRT is two)."""
    folded = Folded(text)
    found = []
    for match in _WORD.finditer(folded.key):
        start, end = folded.span(*match.span())
        found.append(Word(start, end, match.group(), bare(text[start:end]).lower()))
    return found


def cores(word: Word) -> set[str]:
    """Every word that ``word`` may be once its conjunction, particle, article and pronoun are taken off; itself too.

    وبالتعاون may be بالتعاون، التعاون، تعاون. Whether a letter is a clitic or of the root is not decided here.
    """
    key = word.key
    if not _ARABIC.fullmatch(key) or len(key) > LONGEST:
        return {key}
    stems = set(_without_prefix(key))
    if word.spelled.endswith("ة"):  # no pronoun, though its key ends like one
        return stems
    return stems | {core for stem in stems for core in _without_pronoun(stem)}


def _without_prefix(key: str) -> Iterator[str]:
    for conjunction in _CONJUNCTIONS:
        rest = key.removeprefix(conjunction)
        if rest == key and conjunction:
            continue
        if conjunction and len(rest) < SHORTEST:
            continue
        yield from _without_particle(rest)


def _without_particle(rest: str) -> Iterator[str]:
    yield rest
    yield from _without_article(rest)
    if rest.startswith("لل") and len(rest) >= 2 + SHORTEST_DEFINITE:
        yield rest[2:]
    first, behind = rest[0], rest[1:]
    if first in _PARTICLES and len(behind) >= SHORTEST and (first != "س" or behind[0] in _VERBAL):
        yield behind
        yield from _without_article(behind)


def _without_article(rest: str) -> Iterator[str]:
    if rest.startswith("ال") and len(rest) >= 2 + SHORTEST_DEFINITE:
        yield rest[2:]


def _without_pronoun(stem: str) -> Iterator[str]:
    for pronoun in _PRONOUNS:
        left = stem.removesuffix(pronoun)
        if left != stem and len(left) >= SHORTEST:
            yield left
            if left.endswith("ت"):  # وزارتها is of وزارة
                yield left[:-1] + "ه"


def meant(key: str) -> set[str]:
    """The words that somebody who typed ``key`` looks for: itself, and without an article that can be seen."""
    found = {key}
    for opening in ("ال", *(c + p + "ال" for c in _CONJUNCTIONS for p in ("", "ب", "ك") if c + p), "لل", "ولل", "فلل"):
        rest = key.removeprefix(opening)
        if rest != key and len(rest) >= SHORTEST_DEFINITE:
            found.add(rest)
    return found


def joined(found: Iterable[Word]) -> tuple[str, str]:
    """Keys and spellings, each on one line: what the index is given."""
    listed = list(found)
    return " ".join(w.key for w in listed), " ".join(w.spelled for w in listed)
