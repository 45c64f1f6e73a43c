"""The text of an article cut so that every record can be shown in place: text and marks in, flat runs out.

Marks nest and overlap as they like, HTML elements may not. So the text is cut wherever a mark begins or ends, and each
run tells which marks lie over it. All offsets are Unicode code points into the article's text, as everywhere.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, Protocol

from khabar.model import Block, Record, Statement

Role = Literal["content", "cue", "speaker", "quoted", "evidence", "trigger", "again", "actor", "time", "place"]
DEPTH = 24
"""Marks that may lie over one letter; more tell a reader nothing."""
PIECE = 60_000
"""Code points of an article that one page shows."""
SLACK = 2_000
"""Code points by which a piece may be shorter to end between two words."""
_HIDDEN = re.compile(
    "([\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff])\\1*"
)
"""What steers the page or is not seen: controls, directions, joiners, tags, halves of letters; a run of one of them."""
_NAMES = {
    0x00AD: "SHY", 0x061C: "ALM", 0x200B: "ZWSP", 0x200C: "ZWNJ", 0x200D: "ZWJ", 0x200E: "LRM", 0x200F: "RLM", 0x2028: "LS",
    0x2029: "PS", 0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO", 0x2060: "WJ", 0x2066: "LRI",
    0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0xFEFF: "BOM", 0x000D: "CR",
}  # fmt: skip


class Mark(NamedTuple):
    """A stretch of text that belongs to a record, and what it is to it."""

    record: str
    """``s1``, ``e2``, ``a3`` (an actor), ``t4`` and ``p5`` (the fourth time, the fifth place)."""
    role: Role
    start: int
    end: int


class Part(NamedTuple):
    """Letters that are shown as they are, or a run of one character that is shown by its name."""

    text: str
    label: str = ""
    """Empty for letters; ``RLO``, or ``U+E0041``."""

    @property
    def quiet(self) -> bool:
        """Whether it is only half of a line's end."""
        return self.text == "\r"


class Run(NamedTuple):
    """A stretch of text that the same marks lie over."""

    start: int
    end: int
    marks: tuple[int, ...]
    """Indices into the marks, the outermost first."""
    parts: tuple[Part, ...]


class Shown(NamedTuple):
    """A block, or as much of it as a page shows."""

    kind: str
    start: int
    end: int
    continues: bool
    runs: tuple[Run, ...]


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def marks_of(record: Record, ids: Collection[str]) -> list[Mark]:
    """Where the statements, events, actors, times and places with these ids stand, the outermost first.

    Each stretch stands once for each record and role.
    """
    found: list[Mark] = []
    for s in record.statements:
        found += _statement_marks(s) if s.id in ids else []
    for e in (e for e in record.events if e.id in ids):
        found += _marks(e.id, "evidence", [e.evidence]) + _marks(e.id, "again", e.mentions)
        found += _marks(e.id, "trigger", [e.trace.cue] if e.trace.cue else [])
    for m in record.mentions:
        found += _marks(m.actor, "actor", [m])
    found += [Mark(f"t{n}", "time", t.start, t.end) for n, t in enumerate(record.times, 1)]
    found += [Mark(f"p{n}", "place", p.start, p.end) for n, p in enumerate(record.places, 1)]
    return in_order(dict.fromkeys(m for m in found if m.record in ids))


def _statement_marks(s: Statement) -> list[Mark]:
    single: list[tuple[Role, _Spanned | None]] = [("cue", s.cue), ("speaker", s.speaker_span)]
    found = _marks(s.id, "content", s.parts or [s.content])
    found += [m for role, span in single if span for m in _marks(s.id, role, [span])]
    return found + (_marks(s.id, "quoted", s.quoted) if s.type == "mixed" else [])


def _marks(record: str, role: Role, spans: Iterable[_Spanned]) -> list[Mark]:
    return [Mark(record, role, s.start, s.end) for s in spans]


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """By their beginning, and of those that begin together the longest first."""
    return sorted(marks, key=lambda m: (m.start, -m.end))


def thinned(marks: Sequence[Mark], depth: int = DEPTH) -> list[Mark]:
    """The marks without those that begin where ``depth`` others already lie; they must be `in_order`."""
    ends: list[int] = []
    kept = []
    for mark in marks:
        while ends and ends[0] <= mark.start:
            heapq.heappop(ends)
        if len(ends) < depth:
            heapq.heappush(ends, mark.end)
            kept.append(mark)
    return kept


def pieces(text: str, blocks: Sequence[Block], size: int = PIECE) -> list[tuple[int, int]]:
    """The text in stretches of at most ``size``, cut between blocks where it can be, else between words.

    Returns:
        Spans that cover the text in order; one, perhaps empty, where it is short.
    """
    starts = [b.start for b in blocks if b.start > 0]
    found, at = [], 0
    while len(text) - at > size:
        cut = starts[near] if (near := bisect_right(starts, at + size) - 1) >= 0 else 0
        if cut <= at:
            cut = _between_words(text, at, at + size)
        found.append((at, cut))
        at = cut
    return [*found, (at, len(text))]


def _between_words(text: str, start: int, end: int) -> int:
    blank = text.rfind(" ", max(start + 1, end - SLACK), end)
    return blank + 1 if blank > 0 else end


def laid(text: str, blocks: Sequence[Block], marks: Sequence[Mark], start: int = 0, end: int | None = None) -> list[Shown]:
    """The blocks between two offsets with the runs of their text.

    Args:
        text: the article's.
        blocks: in order; a stretch that none of them covers is a paragraph.
        marks: `in_order`; those that lie wholly elsewhere are passed over.
        start: where to begin.
        end: where to stop; the end of the text where it is None.

    The runs' text joined is ``text[start:end]``, and the runs that name a mark joined are the part of the mark in it. The
    blanks at the end of a block are runs of their own.
    """
    end = len(text) if end is None else min(end, len(text))
    shown = _clipped(blocks, start, end)
    cuts = [c for b in shown for c in (b.start, b.start + len(text[b.start : b.end].rstrip()))]
    all_runs = list(_runs(text, marks, start, end, cuts))
    found, at = [], 0
    for block in shown:
        upto = bisect_left(all_runs, block.end, lo=at, key=lambda r: r.start)
        found.append(block._replace(runs=tuple(all_runs[at:upto])))
        at = upto
    return found


def _clipped(blocks: Sequence[Block], start: int, end: int) -> list[Shown]:
    found: list[Shown] = []
    at = start
    for b in blocks:
        first, last = max(b.start, at), min(b.end, end)
        if first >= last:
            continue
        if first > at:
            found.append(Shown("paragraph", at, first, False, ()))
        found.append(Shown(b.kind, first, last, b.continues is not None or b.start < first, ()))
        at = last
    return found if at >= end else [*found, Shown("paragraph", at, end, False, ())]


def _runs(text: str, marks: Sequence[Mark], start: int, end: int, cuts: Iterable[int]) -> Iterator[Run]:
    """A sweep over the places where a mark or block begins or ends."""
    here = [(n, max(m.start, start), min(m.end, end)) for n, m in enumerate(marks) if m.start < end and m.end > start and m.end > m.start]
    stops = sorted({start, end, *cuts, *(a for _, a, _ in here), *(b for _, _, b in here)})
    ends: list[tuple[int, int]] = []
    over: dict[int, None] = {}
    at = 0
    for left, right in pairwise(stops):
        while ends and ends[0][0] <= left:
            del over[heapq.heappop(ends)[1]]
        while at < len(here) and here[at][1] <= left:
            over[here[at][0]] = None
            heapq.heappush(ends, (here[at][2], here[at][0]))
            at += 1
        yield Run(left, right, tuple(over), parts(text[left:right]))


def parts(text: str) -> tuple[Part, ...]:
    """Letters apart from what cannot be seen or steers the page."""
    found, at = [], 0
    for match in _HIDDEN.finditer(text):
        if match.start() > at:
            found.append(Part(text[at : match.start()]))
        found.append(Part(match[0], _label(match[1])))
        at = match.end()
    return tuple(found) if at == len(text) and found else (*found, Part(text[at:]))


def name_of(character: str) -> str:
    """Code and full name of a character: ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}"


def _label(character: str) -> str:
    return _NAMES.get(ord(character)) or f"U+{ord(character):04X}"
