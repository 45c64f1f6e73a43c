"""Glyphs on a page to lines of text in the order of reading: what PDF files keep is where each glyph stands, and no more.

Arabic lies in a PDF from left to right, as it is seen, often in presentation forms. A line is put together by where its
glyphs stand and then read from the right, its numbers and Latin words from the left: the bidirectional algorithm back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_GAP = 0.18  # of the letters' size: a wider gap between two glyphs is a blank
_RISE = 0.45  # of the letters' size: glyphs farther apart in height stand on two lines
_FEW_ROWS = 8  # a page with fewer rows has no columns that could be told
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_LEFT_TO_RIGHT = re.compile(
    r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9]*(?:[ .\-/&'@_:+]+[A-Za-z\u00c0-\u024f0-9]+)*|[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,:/\u066b\u066c][0-9\u0660-\u0669\u06f0-\u06f9]+)*"
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_RUNS = re.compile("[\u0600-\u06ff\u0750-\u077f](?:[^A-Za-z\u00c0-\u024f]*[\u0600-\u06ff\u0750-\u077f])?|[^\u0600-\u06ff\u0750-\u077f]+")
_PRESENTATION = re.compile("[\ufb50-\ufdfb\ufe70-\ufefc]")
PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"), ("‹", "›"), ("{", "}"))
_TATWEEL = re.compile("(?<=[\\w\u064b-\u0652])\u0640+(?=\\w)")
_STRAY = re.compile("[\ue000-\uf8ff\x00-\x08\x0b-\x1f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]")


class Glyph(NamedTuple):
    """What one code of a font shows, and where: points from the page's left and bottom."""

    x: float
    end: float
    y: float
    size: float
    text: str


class PdfLine(NamedTuple):
    """A line as it is read, and where it stands."""

    text: str
    x: float
    end: float
    y: float
    size: float
    left: float = 0.0
    """Where the column that it stands in begins, on the page's left."""


def lines_of(glyphs: Iterable[Glyph]) -> list[PdfLine]:
    """The lines of a page in the order of reading: from its head to its foot, of two columns the right one first."""
    rows: list[list[Glyph]] = []
    for glyph in sorted((g for g in glyphs if g.text), key=lambda g: -g.y):
        if rows and abs(rows[-1][0].y - glyph.y) <= _RISE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    rows = [row for row in map(_with_marks, rows) if any(g.text.strip() for g in row)]
    return [line for block in _columns(rows) for line in _block(block)]


def _block(rows: Sequence[Sequence[Glyph]]) -> list[PdfLine]:
    found = [line for line in map(_line, rows) if line.text]
    left = min((line.x for line in found), default=0.0)
    return [line._replace(left=left) for line in found]


def _columns(rows: Sequence[list[Glyph]]) -> Iterator[list[list[Glyph]]]:
    """The rows of a page cut where a blank gutter runs down it; rows that cross the gutter stand between."""
    gutter = _gutter(rows)
    if gutter is None:
        yield list(rows)
        return
    right: list[list[Glyph]] = []
    left: list[list[Glyph]] = []
    for row in rows:
        if _crosses(row, gutter):
            yield from (block for block in (right, left) if block)
            right, left = [], []
            yield [row]
            continue
        for column, part in ((right, [g for g in row if g.x >= gutter]), (left, [g for g in row if g.x < gutter])):
            if part:
                column.append(part)
    yield from (block for block in (right, left) if block)


def _gutter(rows: Sequence[Sequence[Glyph]]) -> float | None:
    """Where two columns part: half of all rows have words on both sides and none across."""
    if len(rows) < _FEW_ROWS:
        return None
    low, high = min(g.x for row in rows for g in row), max(g.end for row in rows for g in row)
    width = high - low
    rows = [[g for g in row if g.text.strip()] for row in rows]
    best, at = 0, 0.0
    for step in range(25, 76):
        x = low + width * step / 100
        both = sum(any(g.end <= x for g in row) and any(g.x >= x for g in row) and not _crosses(row, x) for row in rows)
        if both > best:
            best, at = both, x
    return at if best >= max(_FEW_ROWS - 2, 0.5 * len(rows)) else None


def _crosses(row: Sequence[Glyph], x: float) -> bool:
    """Whether a row has letters so near to ``x`` on both sides that they are one line."""
    before, after = max((g.end for g in row if g.x < x), default=None), min((g.x for g in row if g.x >= x), default=None)
    return before is not None and after is not None and after - before < row[0].size


def _line(row: Sequence[Glyph]) -> PdfLine:
    drawn = [g for g in row if g.text.strip()]
    if not drawn:
        return PdfLine("", 0.0, 0.0, 0.0, 1.0)
    size = max(g.size for g in drawn)
    text = _logical(_spaced(sorted(row, key=lambda g: g.x + g.end), size))  # by the middle: a letter's tail may run under the next
    return PdfLine(text, min(g.x for g in drawn), max(g.end for g in drawn), drawn[0].y, size)


def _with_marks(row: Sequence[Glyph]) -> list[Glyph]:
    """Vowel marks that are glyphs of their own joined to the letter that they stand over."""
    marks = [g for g in row if g.text.strip() and all(unicodedata.combining(c) for c in g.text)]
    letters = [g for g in row if g not in marks]
    bases = [n for n, g in enumerate(letters) if _ARABIC.search(g.text)]
    for mark in marks if bases else ():
        middle = (mark.x + mark.end) / 2
        n = min(bases, key=lambda n: abs((letters[n].x + letters[n].end) / 2 - middle))
        letters[n] = letters[n]._replace(text=letters[n].text + mark.text)
    return letters


def _spaced(row: Sequence[Glyph], size: float) -> list[str]:
    """The glyphs' letters from left to right, with a blank where there is a gap."""
    found: list[str] = []
    end = row[0].x
    for glyph in row:
        if glyph.x - end > _GAP * size and found and glyph.text.strip():
            found.append(" ")
        found.append(_STRAY.sub("", plain(glyph.text)))
        end = max(end, glyph.end)
    return [unit for unit in found if unit]


def plain(text: str) -> str:
    """Letters in place of their presentation forms; a ligature's letters come in the order of reading."""
    return _PRESENTATION.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)


def _logical(units: Sequence[str]) -> str:
    """A line seen from left to right as it is read: one of Arabic from the right, its numbers and Latin words not."""
    if not any(_ARABIC.search(u) for u in units):
        return "".join(units).strip()
    seen = "".join(u if len(u) == 1 else "\u0621" if _ARABIC.search(u) else "a" for u in units)  # a ligature is one letter here
    if len(_LATIN.findall(seen)) > len(_ARABIC.findall(seen)):
        found = [u for run in _RUNS.finditer(seen) for u in _run(units[run.start() : run.end()], run[0])]
    else:
        found = _from_the_right(units, seen)
    return _TATWEEL.sub("", " ".join("".join(found).split()))


def _run(units: Sequence[str], seen: str) -> list[str]:
    """A stretch of a line that is read from the left: its Arabic from the right."""
    return _from_the_right(units, seen) if _ARABIC.search(seen) else list(units)


def _from_the_right(units: Sequence[str], seen: str) -> list[str]:
    found: list[str] = []
    at = len(units)
    for match in reversed(list(_LEFT_TO_RIGHT.finditer(seen))):
        found += [*reversed(units[match.end() : at]), "".join(units[match.start() : match.end()])]
        at = match.start()
    return [*found, *reversed(units[:at])]


def mirrored(texts: Sequence[str]) -> frozenset[tuple[str, str]]:
    """The pairs of brackets and quotation marks that these lines have the wrong way round: their file mirrors the glyph."""
    found = []
    for opener, closer in PAIRS:
        right = wrong = depth = 0
        for c in (c for text in texts if _ARABIC.search(text) for c in text if c in (opener, closer)):
            if depth == 0:
                right, wrong, depth = (right + 1, wrong, 1) if c == opener else (right, wrong + 1, -1)
            else:
                depth = 0
        if wrong > right:
            found.append((opener, closer))
    return frozenset(found)


def turned(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    """``text`` with these brackets the other way round, where it holds Arabic."""
    table = {ord(a): b for pair in pairs for a, b in (pair, (pair[1], pair[0]))}
    return text.translate(table) if table and _ARABIC.search(text) else text
