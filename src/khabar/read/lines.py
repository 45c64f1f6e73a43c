"""The lines of a text and their shape: what a reader sees of a line before reading its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from khabar.script.fold import INVISIBLE, fold

_BREAK = "\n\r\u2028\u2029\x85\x0b\x0c"
_LINE = re.compile(rf"[^{_BREAK}]*(?:\r\n|[{_BREAK}]|$)")
_HIDDEN = "".join(re.escape(chr(c)) for c in sorted(INVISIBLE))
_CLEAN = re.compile(rf"^[\s{_HIDDEN}\ufffc]+|[\s{_HIDDEN}\ufffc]+$")
_SPACES = re.compile(r"\s+")
_BEFORE_COLON = re.compile(r" +(?=[:؛،])")
_LEAD = re.compile(r"^[^\w(\[«“\"'#@<‹]+")
_WORD = re.compile(r"[^\W_]+(?:[^\W_]|_|')*")
_CLOSERS = "\"'”“»)]’›*_ " + "".join(chr(c) for c in (0x200E, 0x200F, 0x202B, 0x202C, 0x202E, 0x2069, 0x2067))
_WIDTH = 120  # letters; a page with a longer line is not broken by hand
_AFTER = re.compile(r"(?<=[.؟!\"”»])\s*(?:\([^()]{1,24}\)|(?:#\S+\s*)+|انتهى)\W*$")
LONG = 40
"""Words from which on a line is prose, whatever it holds."""


class Line(NamedTuple):
    """A line that holds more than blanks."""

    start: int
    """Where it begins in the text, its leading blanks included."""
    end: int
    """Where its last visible letter ends."""
    inner: int
    """Where its first visible letter stands."""
    key: str
    """Folded, one space between words, leading marks and emoji dropped; the first 400 letters of a long line."""
    words: int
    final: str
    """The mark that ends it, closing quotation marks left out: . ؟ ! … : ، or nothing."""
    gap: int
    """Blank lines before it."""

    @property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.final in {".", "؟", "?", "!", "…", "۔"}


def cut_lines(text: str) -> list[Line]:
    """Every line of ``text`` that is not blank, in order; linear in the length of the text."""
    lines: list[Line] = []
    gap = 0
    for start, stop in _raw_lines(text):
        raw = text[start:stop]
        visible = _CLEAN.sub("", raw)
        if not visible:
            gap += 1
            continue
        inner = start + raw.index(visible)
        lines.append(_line(start, inner, visible, gap))
        gap = 0
    return lines


def unwrap(lines: list[Line]) -> list[Line]:
    """Lines that were broken at a fixed width (mail, old wires) made whole: only where no line is longer than that."""
    width = max((line.end - line.start for line in lines), default=0)
    if not 40 <= width <= _WIDTH:
        return lines
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line.gap == 0 and _wraps(groups[-1][-1], width):
            groups[-1].append(line)
        else:
            groups.append([line])
    if sum(len(g) >= 3 and g[-1].closed for g in groups) < 2 and not any(len(g) >= 5 and g[-1].closed for g in groups):
        return lines
    return [_joined(g) if g[-1].closed else line for g in groups for line in (g[:1] if g[-1].closed else g)]


def _wraps(line: Line, width: int) -> bool:
    return not line.closed and line.end - line.start >= width - 20


def _joined(group: list[Line]) -> Line:
    first, last = group[0], group[-1]
    key = " ".join(line.key for line in group)[:400]
    return Line(first.start, last.end, first.inner, key, sum(line.words for line in group), last.final, first.gap)


def _raw_lines(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(text):
        if match.end() > match.start():
            yield match.start(), match.end()


def _line(start: int, inner: int, visible: str, gap: int) -> Line:
    head = visible if len(visible) <= 600 else visible[:400]
    words = len(_WORD.findall(visible)) if len(visible) <= 600 else visible.count(" ") + 1
    return Line(start, inner + len(visible), inner, line_key(head), words, _final(visible[-80:]), gap)


def _final(ending: str) -> str:
    """The mark that ends a line, whatever closing quotes, hashtags or «(النهاية)» follow it."""
    stripped = _AFTER.sub("", ending).rstrip(_CLOSERS)
    if stripped.endswith(".."):
        return "…"
    return stripped[-1:] if stripped and not stripped[-1].isalnum() else ""


def line_key(line: str) -> str:
    """The search key of a whole line: folded, blanks unified, leading marks and emoji left out.

    ``🔴 تابعونا  على :`` → ``تابعونا علي:``
    """
    key = _BEFORE_COLON.sub("", _SPACES.sub(" ", fold(line))).strip()
    return _LEAD.sub("", key) or key
