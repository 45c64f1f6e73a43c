"""The article page before it is HTML: a piece of the text in marked runs, and the cards of its records."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from khabar.model import CODED_KINDS, Record
from khabar.serve.article_cards import KINDS, Card, Spot, cards, spots
from khabar.serve.marking import Mark, Run, Shown, laid, marks_of, name_of, pieces, thinned
from khabar.serve.reader import Reader

LISTED = 400
"""Records that one page lists and marks."""
SIGNS = 20
"""Kinds of hidden signs that are named above the text."""
TAGS = {"title": "h1", "subhead": "h2"}
FIRST_ROLES = ("content", "evidence")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the address asks of an article page."""

    piece: int = 1
    skip: int = 0
    """Records of the piece that are passed over."""
    record: str = ""
    """Show the piece with this record."""
    kinds: tuple[str, ...] = ()
    speaker: str = ""
    """Key of an actor of the article."""
    type: str = ""
    status: str = ""

    def wants(self, card: Card) -> bool:
        """Whether the list shows the card."""
        return (
            (not self.kinds or card.kind in self.kinds)
            and (not self.speaker or self.speaker in card.people)
            and (not self.type or card.type == self.type)
            and (not self.status or card.status == self.status)
        )


class RunView(NamedTuple):
    """A run with what its element carries."""

    run: Run
    classes: str
    data: str
    """``s1:content e2:evidence``, the outermost first."""
    anchors: tuple[str, ...]
    """Ids of the records that begin here."""


class BlockView(NamedTuple):
    """A block with its element."""

    tag: str
    classes: str
    runs: tuple[RunView, ...]


class Page(NamedTuple):
    """Everything that the template shows of the article itself."""

    record: Record
    blocks: list[BlockView]
    groups: list[tuple[str, list[Card]]]
    """The listed cards by kind."""
    asked: Asked
    piece: int
    """From 1."""
    pieces: int
    listed: int
    there: int
    """Records of the piece."""
    undrawn: int
    """Marks that are left out where too many lie over one another."""
    hidden: int
    """Signs that are not seen or steer the page."""
    has_title: bool
    signs: list[str]
    """Which these are, by name and number."""

    @property
    def shown(self) -> int:
        """Cards that the filters let through."""
        return sum(self.asked.wants(c) for _, group in self.groups for c in group)

    @property
    def people(self) -> list[Card]:
        """The actors by which the list can be filtered: those who say or do something."""
        said = {k for _, group in self.groups for c in group if c.kind in ("statement", "event") for k in c.people}
        return [c for _, group in self.groups for c in group if c.kind == "actor" and c.id in said]

    @property
    def types(self) -> list[str]:
        """The types of its statements and events."""
        return sorted({c.type for _, group in self.groups for c in group if c.kind in ("statement", "event")})

    @property
    def statuses(self) -> list[str]:
        """The statuses of its events."""
        return sorted({c.status for _, group in self.groups for c in group if c.status})


def article_page(record: Record, reader: Reader, asked: Asked = Asked()) -> Page:  # noqa: B008 - frozen
    """One piece of an article with its records.

    Args:
        record: a coding with the corrections laid over it.
        reader: who reads.
        asked: which piece, and what the list shows.
    """
    text, blocks, every = record.article.text, record.article.blocks, spots(record)
    cut = pieces(text, blocks)
    number = _piece(cut, every, asked)
    start, end = cut[number]
    there = [s for s in every if any(a < end and b > start for a, b in s.spans) or (not s.spans and number == 0)]
    listed = cards(record, reader, there[asked.skip : asked.skip + LISTED])
    marks, undrawn = _marks(record, {c.id for c in listed}, start, end)
    shown = laid(text, blocks, marks, start, end)
    denied = {c.id for c in listed if c.denied}
    signs = Counter(p.text[0] for b in shown for r in b.runs for p in r.parts if p.label and not p.quiet for _ in p.text)
    return Page(
        record=record, blocks=_blocks(shown, marks, denied), groups=_grouped(listed), asked=asked, piece=number + 1, pieces=len(cut),
        listed=len(listed), there=len(there), undrawn=undrawn, has_title=any(b.kind == "title" for b in shown),
        hidden=signs.total(), signs=[f"{name_of(sign)} ×{count}" for sign, count in signs.most_common(SIGNS)],
    )  # fmt: skip


def _piece(cut: Sequence[tuple[int, int]], every: Iterable[Spot], asked: Asked) -> int:
    """Index of the piece that is asked for, or of the one that holds the record."""
    wanted = next((s for s in every if s.id == asked.record and s.spans), None) if asked.record else None
    if wanted is not None:
        return bisect_right([a for a, _ in cut], wanted.spans[0][0]) - 1
    return min(max(1, asked.piece), len(cut)) - 1


def _marks(record: Record, listed: set[str], start: int, end: int) -> tuple[list[Mark], int]:
    """The marks of the listed records in a piece, and how many are left out where they lie too deep."""
    marks = [m for m in marks_of(record, listed) if m.start < end and m.end > start]
    kept = thinned(marks)
    return kept, len(marks) - len(kept)


def _grouped(listed: Iterable[Card]) -> list[tuple[str, list[Card]]]:
    found: dict[str, list[Card]] = {kind: [] for kind in KINDS}
    for card in listed:
        found[card.kind].append(card)
    return [(kind, group) for kind, group in found.items() if group]


def _blocks(shown: Sequence[Shown], marks: Sequence[Mark], denied: set[str]) -> list[BlockView]:
    met: set[str] = set()
    found = []
    titled = False
    for block in shown:
        tag = TAGS.get(block.kind, "p")
        if tag == "h1":
            tag, titled = ("p", titled) if titled else ("h1", True)
        dim = "" if block.kind in CODED_KINDS else " dim"
        runs = tuple(_run(run, marks, denied, met) for run in block.runs)
        found.append(BlockView(tag, f"block b-{block.kind}{dim}", runs))
    return found


def _run(run: Run, marks: Sequence[Mark], denied: set[str], met: set[str]) -> RunView:
    if not run.marks:
        blank = all(p.text.isspace() for p in run.parts)
        return RunView(run, "r gap" if blank and any("\n" in p.text for p in run.parts) else "r", "", ())
    over = [marks[n] for n in run.marks]
    classes = ["r", "m", *dict.fromkeys(f"k-{m.role}" for m in over)]
    deep = sum(m.role == "content" for m in over)
    classes += [f"n{min(deep, 3)}"] if deep > 1 else []
    classes += ["no"] if any(m.record in denied and m.role in FIRST_ROLES for m in over) else []
    anchors = [m.record for m in over if m.role in FIRST_ROLES and m.record not in met]
    met.update(anchors)
    return RunView(run, " ".join(classes), " ".join(f"{m.record}:{m.role}" for m in over), tuple(dict.fromkeys(anchors)))
