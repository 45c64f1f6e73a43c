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


def _raw_lines(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(text):
        if match.end() > match.start():
            yield match.start(), match.end()


def _line(start: int, inner: int, visible: str, gap: int) -> Line:
    head = visible if len(visible) <= 600 else visible[:400]
    words = len(_WORD.findall(visible)) if len(visible) <= 600 else visible.count(" ") + 1
    stripped = visible[-40:].rstrip(_CLOSERS)
    final = stripped[-1:] if stripped and not stripped[-1].isalnum() else ""
    return Line(start, inner + len(visible), inner, line_key(head), words, final, gap)


def line_key(line: str) -> str:
    """The search key of a whole line: folded, blanks unified, leading marks and emoji left out.

    ``🔴 تابعونا  على :`` → ``تابعونا علي:``
    """
    key = _BEFORE_COLON.sub("", _SPACES.sub(" ", fold(line))).strip()
    return _LEAD.sub("", key) or key
