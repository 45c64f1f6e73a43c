"""Where sentences end: at full stops, question and exclamation marks and line ends, and nowhere else.

Never at a comma or colon, after an abbreviation of one or two letters (د. أ.م.), in a number, in brackets, or inside a
quotation: what a speaker said in one breath stays with its cue. Only the last words of a quotation after a colon end it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

_END = re.compile(r"[.!?؟…]+|\n")
_CLOSING = "»”\"’')]›"
_ABBREVIATED = re.compile(r"(?<![\u0621-\u065Fa-zA-Z])(?:[\u0621-\u064Aa-zA-Z]|[وف][دم])$")
_GOES_ON = re.compile(r"\s?[\u0621-\u064A]")
_NEW = re.compile(r"\s*[وف]")
MAX_SENTENCE = 6000  # characters: a longer stretch without an end is cut at its next blank

Ranges = tuple[tuple[int, int], ...]


def sentences(text: str, runs: Sequence[Ranges], quoted: Sequence[tuple[int, int]]) -> list[Ranges]:
    """The sentences of each run of stretches (a paragraph cut by an embed is one run of two), as rows of stretches.

    Args:
        text: the article's text.
        runs: the coded stretches, those of one paragraph together.
        quoted: spans of quotations; no sentence ends inside one.
    """
    inside = _Inside(quoted)
    return [part for run in runs for part in _split(text, run, inside)]


class _Inside:
    """Answers, for rising offsets, whether an offset is inside a quotation."""

    def __init__(self, quoted: Sequence[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(quoted):
            if self.ends and start < self.ends[-1]:
                continue
            self.starts.append(start)
            self.ends.append(end)

    def at(self, offset: int) -> bool:
        number = bisect_right(self.starts, offset) - 1
        return number >= 0 and offset < self.ends[number] - 1

    def opens(self, offset: int) -> bool:
        """Whether the mark at ``offset`` opens a quotation: a straight one looks the same at both ends."""
        number = bisect_right(self.starts, offset) - 1
        return number >= 0 and self.starts[number] == offset

    def last_words(self, text: str, offset: int) -> bool:
        """Whether a quotation whose cue went before (قال: «…») closes at ``offset``: its full stop is the sentence's."""
        number = bisect_right(self.starts, offset) - 1
        if number < 0 or offset != self.ends[number] - 1 or text[offset] not in _CLOSING:
            return False  # a quotation that is never closed ends with its text, not with a mark
        return text[max(0, self.starts[number] - 3) : self.starts[number]].rstrip().endswith(":")


def _split(text: str, run: Ranges, inside: _Inside) -> list[Ranges]:
    done: list[Ranges] = []
    held: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(run):
        begun = start
        for stop in _ends(text, start, end, inside):
            done.append((*held, (begun, stop)))
            held, begun = [], stop
        if text[begun:end].strip():
            held.append((begun, end))
        if number == len(run) - 1 and held:
            done.append(tuple(held))
    return [s for s in done if any(text[a:b].strip() for a, b in s)]


def _ends(text: str, start: int, end: int, inside: _Inside) -> list[int]:
    """Offsets after each sentence end in ``text[start:end]``."""
    found = []
    last = start
    for match in _END.finditer(text, start, end):
        at = match.start()
        if match.group() == "\n":
            if inside.at(at) and at - last < MAX_SENTENCE:
                continue
            found.append(match.end())
            last = match.end()
            continue
        if inside.at(at) and not inside.last_words(text, match.end()):
            continue
        if _within(text, at, match.end(), start) or _bracketed(text, last, at):
            continue
        stop = match.end()
        while stop < end and text[stop] in _CLOSING and not inside.opens(stop):
            stop += 1
        found.append(stop)
        last = stop
    return [s for s in found if s < end]


def _within(text: str, at: int, after: int, start: int) -> bool:
    """A point inside a number, a word (t.co) or after an abbreviation."""
    if text[at] != "." or after - at > 1:
        return False
    following = text[after : after + 1]
    if following and not following.isspace() and following not in _CLOSING:
        return following.isalnum() and text[at - 1 : at].isalnum() and (text[at - 1].isdigit() or text[at - 1].isascii() or _short(text, at, start))
    return _short(text, at, start)


def _short(text: str, at: int, start: int) -> bool:
    """The word before the point is one letter (د. سامي), or a title with its conjunction (ود. رائد; not بكل ود. وأضاف)."""
    found = _ABBREVIATED.search(text, max(start, at - 2), at)
    if found is None or len(found.group()) == 1:
        return found is not None
    return bool(_GOES_ON.match(text, at + 1)) and not _NEW.match(text, at + 1)


def _bracketed(text: str, last: int, at: int) -> bool:
    opened = text.rfind("(", max(last, at - 80), at)
    return opened >= 0 and text.find(")", opened, at) < 0 and text.find(")", at, at + 80) >= 0
