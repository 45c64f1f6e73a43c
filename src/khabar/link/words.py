"""Words of a text as linking compares them: folded, without clitics where the lexicon knows the word, grammar left out."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from khabar.language.tokens import Reading, Tokenizer
from khabar.lexicon.words import lexicon
from khabar.script.fold import fold

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0640\u064B-\u065F\u0670\u200B-\u200F])*")
_FRONT = re.compile(r"(?:[وف]?(?:[بك]?ال|لل)|[وف](?=....))(?=..)")
_BACK = re.compile(r"(?<=...)(?:يون|يين|ياء|يه|ين|ون|ان|ات|ي|ه)$")
_OPEN, _CLOSE, _BOTH = "«“‹„‘", "»”›’", "\"'"


class Piece(NamedTuple):
    """One word at its place in a text."""

    start: int
    end: int
    key: str
    """As written, folded."""
    stem: str
    """What it has in common with its other forms; empty for words of grammar."""


def pieces(text: str, start: int = 0, end: int | None = None) -> list[Piece]:
    """The words of ``text[start:end]``, in order, with offsets into ``text``."""
    found = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        key = fold(match.group())
        found.append(Piece(match.start(), match.end(), key, stem(match.group())))
    return found


@cache
def _tokenizer() -> Tokenizer:
    return Tokenizer(lexicon())


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """What ``word`` has in common with its other forms: its lemma, else its letters without article and ending.

    >>> stem("والجزائرية") == stem("الجزائر")
    True
    """
    key = fold(word)
    readings = _tokenizer().word(word).readings
    if any(r.entry.pos == "particle" for r in readings):
        return ""
    nearest = min(readings, key=lambda r: (len(r.pre) + len(r.suffix), _RANK.get(r.entry.pos, 9)), default=None)
    if nearest is not None and not _doubtful(key, nearest):
        return fold(nearest.entry.lemma)
    return _BACK.sub("", _FRONT.sub("", key, count=1) if _FRONT.match(key) else key)


_RANK = {"masdar": 0, "noun": 1, "active": 2, "passive_part": 3, "adj": 4, "past": 5, "present": 6}


def _doubtful(key: str, reading: Reading) -> bool:
    """A short word of which a clitic would take a letter: وزير is no «and visited»."""
    return bool(reading.pre or reading.suffix) and len(key) < 5


def quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches of ``text[start:end]`` in quotation marks, marks excluded; a mark without its pair holds nothing."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for at in range(start, end):
        mark = text[at]
        if opened is not None and (mark in _CLOSE or mark in _BOTH):
            found.append((opened, at))
            opened = None
        elif opened is None and (mark in _OPEN or mark in _BOTH):
            opened = at + 1
    return found
