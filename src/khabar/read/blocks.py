"""Label the lines of a page and cut it into blocks that tile the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from khabar.model import CODED_KINDS, Block, BlockKind
from khabar.read.body import after_marks, find_body, label_middle, label_tail
from khabar.read.draft import BULLET, FRESH, LINKING, NUMBERED, OPENERS, Draft, Words
from khabar.read.head import label_head, section_span
from khabar.read.lines import Line, line_key
from khabar.read.metadata import DateLine
from khabar.read.wording import by_words, find_menus


class Layout(NamedTuple):
    """The labelled lines of a page."""

    lines: list[Line]
    kinds: list[BlockKind]
    dates: dict[int, DateLine]
    title: int | None
    section: tuple[int, int] | None
    """The span of the section's name: a line, or the last part of a trail."""


def label(
    text: str, lines: list[Line], words: Words, title: str | None = None, hints: Mapping[int, BlockKind] | None = None
) -> Layout:
    """The kind of each line of a page, and which lines are its title and section.

    Args:
        text: The page.
        lines: Its lines.
        words: The tables that labels rest on.
        title: The title, where it is known from elsewhere.
        hints: What the build of an HTML page says of lines, by where they start; a page so read is no whole site page.
    """
    draft = Draft(text, lines, words, line_key(title) if title else "")
    for i in range(len(lines)):
        draft.kinds[i] = by_words(draft, i)
    if hints is None:
        find_menus(draft)
        draft.cluttered = _cluttered(draft)
    else:
        _take_hints(draft, hints)
    first, last = find_body(draft)
    after_marks(draft, first)
    first, last = find_body(draft)
    label_head(draft, first)
    label_middle(draft, first, last)
    label_tail(draft, last)
    kinds: list[BlockKind] = [kind or "paragraph" for kind in draft.kinds]
    return Layout(lines, kinds, draft.dates, draft.title, section_span(draft))


_SURE: frozenset[BlockKind] = frozenset({"embed", "related", "caption", "subhead", "byline", "credit", "furniture"})


def _take_hints(draft: Draft, hints: Mapping[int, BlockKind]) -> None:
    """What the build of the page says of a line, where the line's own words do not say that it is furniture."""
    for i, line in enumerate(draft.lines):
        hint = hints.get(line.start)
        if hint == "title":
            draft.kinds[i] = None
            draft.title_key = line.key
        elif hint in ("embed", "related") or (hint in _SURE and draft.kinds[i] is None):
            draft.kinds[i] = hint
        elif hint == "paragraph":
            draft.sure.add(i)


def _cluttered(draft: Draft) -> bool:
    """Whether most of the page is headlines and menus: a whole site page, not an article."""
    open_ = [i for i, kind in enumerate(draft.kinds) if kind is None]
    short = [i for i in open_ if not (draft.prose(i) or draft.lines[i].final or draft.listed(i))]
    return len(short) >= 15 and len(short) >= 0.6 * len(open_)


def build(text: str, layout: Layout) -> list[Block]:
    """The blocks of a page: they tile the text; blank lines belong to the block before them.

    A paragraph broken at a fixed width is one block a line. ``continues`` is the first block of the paragraph, however
    often it is cut.
    """
    if not layout.lines:
        return [Block(kind="furniture", start=0, end=len(text))] if text else []
    goes_on = _continuations(text, layout)
    pieces: list[tuple[BlockKind, int, int | None]] = []  # kind, start, first block of the paragraph
    head_of: dict[int, int] = {}
    for i, (line, kind) in enumerate(zip(layout.lines, layout.kinds, strict=True)):
        head = head_of[goes_on[i]] if i in goes_on else None
        head_of[i] = len(pieces) if head is None else head
        pieces.append((kind, line.start if i else 0, head))
        pieces += [(kind, start, head_of[i] if kind == "paragraph" else None) for start in line.more]
    ends = [*(start for _, start, _ in pieces[1:]), len(text)]
    return [
        Block(kind=kind, start=start, end=end, continues=before)
        for (kind, start, before), end in zip(pieces, ends, strict=True)
    ]


def _continuations(text: str, layout: Layout) -> dict[int, int]:
    """Paragraph → the paragraph that it goes on from, where an embed or a blank cut a sentence."""
    found: dict[int, int] = {}
    previous: int | None = None
    closed = [layout.lines[i].closed for i, kind in enumerate(layout.kinds) if kind == "paragraph"]
    punctuated = sum(closed) >= 0.6 * len(closed) if closed else False
    for i, kind in enumerate(layout.kinds):
        if kind == "paragraph" and previous is not None and _cut(text, layout, previous, i, punctuated):
            found[i] = previous
        if kind == "paragraph":
            previous = i
        elif kind in CODED_KINDS and kind != "caption":
            previous = None
    return found


def _cut(text: str, layout: Layout, previous: int, i: int, punctuated: bool) -> bool:
    before, line = layout.lines[previous], layout.lines[i]
    if before.closed or BULLET.match(text, line.start, line.end) or NUMBERED.match(line.key):
        return False
    if announces_text(before):
        return False
    if before.last in LINKING or before.final in {"،", ",", ":"}:
        return True
    first = line.key.split(" ", 1)[0]
    between = i - previous > 1 or line.gap == 0
    return (
        punctuated
        and between
        and not before.final
        and first not in OPENERS
        and first not in FRESH
        and not first.startswith("و")
    )


def announces_text(line: Line) -> bool:
    """Whether a line only says that a full text follows: ``فيما يلي نص البيان:``; the text is not the line going on."""
    return line.final == ":" and (line.last.rstrip(" :") in _TEXT_ITS or bool(_TEXT.search(line.key)))


_TEXT_ITS = frozenset(("نصه", "نصها"))
_TEXT = re.compile(r"(?:^|يلي |ياتي |هذا |اليكم |هنا )(?:ال)?نص(?: |:|$)")
