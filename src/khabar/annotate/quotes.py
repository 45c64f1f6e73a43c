"""Quotation marks, paired as a reader pairs them: nested, mixed, carried over paragraphs, never closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_CLOSER = {"«": "»", "“": "”", "„": "‟", "‹": "›", "‘": "’", "『": "』"}
_OPENERS = frozenset(_CLOSER)
_CLOSERS = {close: open_ for open_, close in _CLOSER.items()}
_STRAIGHT = frozenset("\"'＂")
MAX_DEPTH = 12  # marks open at once: deeper nesting is damage, and the oldest mark is given up
MAX_QUOTE = 4000  # characters: a mark that opens more than this was never closed


class Quote(NamedTuple):
    """A stretch in quotation marks: ``start:end`` with them, ``inner_start:inner_end`` without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    mark: str
    depth: int
    closed: bool


def find_quotes(text: str, blocks: Sequence[tuple[int, int]]) -> list[Quote]:
    """The quotations in the coded stretches ``blocks`` of ``text``, in order of their beginning.

    A quotation may go on over blocks: where the next block opens with the same mark, or closes it.
    """
    quotes: list[Quote] = []
    stack: list[tuple[int, str, int]] = []  # offset, mark, block number
    for number, (start, end) in enumerate(blocks):
        stack = _carried(text, stack, number, start, end, quotes)
        for at in range(start, end):
            mark = text[at]
            if mark in _OPENERS or mark in _CLOSERS or mark in _STRAIGHT:
                _take(text, at, mark, number, stack, quotes)
    for at, mark, _ in stack:
        quotes.append(_unclosed(text, at, mark, blocks))
    return sorted((q for q in quotes if q.inner_end > q.inner_start), key=lambda q: (q.start, -q.end))


def _carried(
    text: str, stack: list[tuple[int, str, int]], number: int, start: int, end: int, quotes: list[Quote]
) -> list[tuple[int, str, int]]:
    """Marks left open by the blocks before: kept where this block goes on with them or a later one closes them."""
    kept = []
    for at, mark, opened in stack:
        first = text[start:end].lstrip()[:1]
        goes_on = first == mark and mark in _OPENERS | {'"'}
        closes = _closes_first(text, start, at + MAX_QUOTE, mark) if mark in _CLOSER else number - opened == 1 and _closes_straight(text, start, end, mark)
        if number - opened <= 6 and start - at <= MAX_QUOTE and (goes_on or closes):
            kept.append((at, mark, number if goes_on else opened))
        else:
            quotes.append(_ended(text, at, mark, _line_end(text, at)))
    return kept


def _closes_first(text: str, start: int, end: int, mark: str) -> bool:
    """What follows closes the mark before it opens another."""
    close = text.find(_CLOSER[mark], start, end)
    opened = text.find(mark, start, end)
    return close >= 0 and (opened < 0 or close < opened)


def _closes_straight(text: str, start: int, end: int, mark: str) -> bool:
    """The block's straight marks are odd in number and the first stands at the end of a word: it closes."""
    first = text.find(mark, start, end)
    return first > start and text.count(mark, start, end) % 2 == 1 and not text[first - 1].isspace() and not text[first + 1 : first + 2].isalnum()


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _ended(text: str, at: int, mark: str, end: int) -> Quote:
    """A quotation whose closing mark is missing: it runs to ``end``."""
    return _quote(text, at, end, end, mark, 0, False)


def _unclosed(text: str, at: int, mark: str, blocks: Sequence[tuple[int, int]]) -> Quote:
    last = max((end for start, end in blocks if start <= at), default=len(text))
    return _ended(text, at, mark, min(_line_end(text, at), last))


def _take(text: str, at: int, mark: str, number: int, stack: list[tuple[int, str, int]], quotes: list[Quote]) -> None:
    if mark in _STRAIGHT:
        _take_straight(text, at, mark, number, stack, quotes)
    elif mark in _OPENERS:
        if stack and stack[-1][1] == mark and stack[-1][0] + 1 < at and _paragraph_start(text, at):
            return  # the mark repeated at the head of a paragraph goes on with the quotation
        _push(text, at, mark, number, stack, quotes)
    else:
        _close(text, at, _CLOSERS[mark], stack, quotes)


def _paragraph_start(text: str, at: int) -> bool:
    at -= 1
    while at >= 0 and text[at] in " \t\u200f\u200e":
        at -= 1
    return at < 0 or text[at] == "\n"


def _take_straight(text: str, at: int, mark: str, number: int, stack: list[tuple[int, str, int]], quotes: list[Quote]) -> None:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark == "'" and before.isalnum() and after.isalnum():
        return  # an apostrophe
    opened = [i for i, (_, m, _) in enumerate(stack) if m == mark]
    if opened and _paragraph_start(text, at) and after.strip():
        return  # repeated at the head of a paragraph: the quotation goes on
    if opened:
        _close(text, at, mark, stack, quotes)
    elif after.strip() or not before.strip():
        _push(text, at, mark, number, stack, quotes)


def _push(text: str, at: int, mark: str, number: int, stack: list[tuple[int, str, int]], quotes: list[Quote]) -> None:
    if len(stack) >= MAX_DEPTH:
        lost_at, lost_mark, _ = stack.pop(0)
        quotes.append(_ended(text, lost_at, lost_mark, min(_line_end(text, lost_at), at)))
    stack.append((at, mark, number))


def _close(text: str, at: int, opener: str, stack: list[tuple[int, str, int]], quotes: list[Quote]) -> None:
    for i in range(len(stack) - 1, -1, -1):
        start, mark, _ = stack[i]
        if mark == opener:
            for lost_at, lost_mark, _ in stack[i + 1 :]:  # opened inside and never closed: ends with its parent
                quotes.append(_quote(text, lost_at, at, at, lost_mark, i + 1, False))
            quotes.append(_quote(text, start, at, at + 1, mark, i, True))
            del stack[i:]
            return


def _quote(text: str, start: int, at: int, end: int, mark: str, depth: int, closed: bool) -> Quote:
    """The quotation whose words lie between the mark at ``start`` and ``at``, without the blanks at their edges."""
    inner = text[start + 1 : at]
    lead = len(inner) - len(inner.lstrip())
    return Quote(start, end, start + 1 + lead, start + 1 + len(inner.rstrip()), mark, depth, closed)
