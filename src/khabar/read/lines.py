"""The lines of a text and their shape: what a reader sees of a line before reading its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from khabar.script.fold import INVISIBLE, fold

_BREAK = "\n\r\u2028\u2029\x85\x0b\x0c"
_LINE = re.compile(rf"[^{_BREAK}]*(?:\r\n|[{_BREAK}]|$)")
_BLANK = (
    "".join(chr(c) for c in sorted(INVISIBLE) if not 0x0600 <= c < 0x0700)
    + " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\ufffc"
)
_BLANK += "\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(chr(c) for c in range(0x2000, 0x200B))
_SPACES = re.compile(r"\s+")
_BEFORE_COLON = re.compile(r" (?=[:؛،])")
_LEAD = re.compile(r"^(?:[^\w(\[«“\"'#@<‹]|<(?![a-z]))+")
_WORD = re.compile(r"[^\W_]+(?:[^\W_]|_|')*")
_CLOSERS = "\"'”“»)]’›*_ " + "".join(chr(c) for c in (0x200E, 0x200F, 0x202B, 0x202C, 0x202E, 0x2069, 0x2067))
_WHOLE = 400
_HEAD = 160  # letters of a long line that make its key
_WIDTH = 120  # letters; a page with a longer line is not broken by hand
_AFTER = re.compile(r"(?<=[.؟!\"”»])\s*(?:\([^()]{1,24}\)|(?:#[^\s#]+\s*)+|انتهى)\W*$")
TAGS = re.compile(r"<[^>]*>")
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
    """Folded, one space between words, leading marks and emoji dropped; of a long line only its first letters."""
    last: str
    """The folded last word."""
    words: int
    final: str
    """The mark that ends it, closing quotation marks left out: . ؟ ! … : ، or nothing."""
    gap: int
    """Blank lines before it."""
    more: tuple[int, ...] = ()
    """Where its further lines begin, if it was broken at a fixed width."""

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
        visible = raw.strip(_BLANK)
        if not visible:
            gap += 1
            continue
        inner = start + len(raw) - len(raw.lstrip(_BLANK))
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
    whole = [[_joined(g)] if len(g) > 1 and g[-1].closed else g for g in groups]
    return [line for g in whole for line in g]


def _wraps(line: Line, width: int) -> bool:
    return not line.closed and line.end - line.start >= width - 20


def _joined(group: list[Line]) -> Line:
    first, last = group[0], group[-1]
    words = sum(line.words for line in group)
    more = tuple(line.start for line in group[1:])
    return Line(first.start, last.end, first.inner, first.key, last.last, words, last.final, first.gap, more)


def _raw_lines(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(text):
        if match.end() > match.start():
            yield match.start(), match.end()


def _line(start: int, inner: int, visible: str, gap: int) -> Line:
    whole = len(visible) <= _WHOLE
    key = line_key(visible if whole else visible[:_HEAD])
    words = len(_WORD.findall(visible)) if whole else visible.count(" ") + 1
    last = (key if whole else fold(visible[-60:])).rstrip("«»\"“”'()[] ").rpartition(" ")[2]
    return Line(start, inner + len(visible), inner, key, last, words, _final(visible[-80:]), gap)


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


def untagged(text: str, tags: re.Pattern[str] = TAGS, instead: str = "") -> str:
    """The text with its tags taken out; a ``<`` after the last ``>`` begins none, and a thousand of them cost no more."""
    head, close, tail = text.rpartition(">")
    return tags.sub(instead, head + close) + tail
