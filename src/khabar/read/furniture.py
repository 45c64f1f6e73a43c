"""What the word table says of a line: menu, share row, read-also, credit, byline, caption, embed, section."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from khabar.lexicon.schema import FurnitureRow
from khabar.lexicon.words import table
from khabar.read.lines import line_key

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_NOT_LETTERS = re.compile(r"[\W_\d]+")
_MAX_CONTAINS = 30  # words; a longer line that holds the phrase is prose
_MAX_START = 36
_MAX_END = 40


class Verdict(NamedTuple):
    """What a line is, by its words alone."""

    kind: str
    opens: bool
    match: str
    phrase: str


class Furniture:
    """The furniture table, ready for look-up."""

    def __init__(self, rows: list[FurnitureRow]) -> None:
        self.whole: dict[str, Verdict] = {}
        self.starts: dict[str, list[Verdict]] = {}
        self.ends: list[Verdict] = []
        contains: dict[str, Verdict] = {}
        for row in rows:
            verdict = Verdict(row.kind, row.opens, row.match, line_key(row.phrase))
            if row.match == "line":
                self.whole.setdefault(_EDGES.sub("", verdict.phrase), verdict)
            elif row.match == "start":
                self.starts.setdefault(verdict.phrase[:3], []).append(verdict)
            elif row.match == "end":
                self.ends.append(verdict)
            else:
                contains.setdefault(verdict.phrase, verdict)
        self.contains = contains
        for same in self.starts.values():
            same.sort(key=lambda v: -len(v.phrase))
        self._inside = re.compile("|".join(map(re.escape, sorted(contains, key=len, reverse=True))) or "(?!)")
        buttons = {_NOT_LETTERS.sub("", k) for k, v in self.whole.items() if v.kind == "furniture"} - {""}
        self._button_set = buttons
        self._longest = max(map(len, buttons), default=0)

    def look(self, key: str, words: int, *, sentence: bool = False) -> Verdict | None:
        """What the line with this key is, or None where its words do not tell; a ``sentence`` may hold any phrase."""
        found = self.whole.get(_EDGES.sub("", key))
        if found is None and words <= _MAX_START:
            found = self._start(key)
        if found is None and words <= _MAX_END:
            found = next((v for v in self.ends if key.endswith(v.phrase)), None)
        if found is None and words <= _MAX_CONTAINS and not (sentence and words >= 10):
            inside = self._inside.search(key)
            found = self.contains[inside.group()] if inside else None
        return found

    def _start(self, key: str) -> Verdict | None:
        for verdict in self.starts.get(key[:3], ()):
            size = len(verdict.phrase)
            if key.startswith(verdict.phrase) and not (verdict.phrase[-1].isalnum() and key[size : size + 1].isalnum()):
                return verdict
        return None

    def holds(self, key: str) -> bool:
        """Whether a line of any length holds a phrase of furniture."""
        found = self._inside.search(key)
        return found is not None and self.contains[found.group()].kind == "furniture"

    def is_section(self, key: str) -> bool:
        """Whether the whole line is the name of a section."""
        found = self.whole.get(_EDGES.sub("", key))
        return found is not None and found.kind == "section"

    def only_buttons(self, key: str) -> bool:
        """Whether the line is two or more button words, spaced or glued: ``فيسبوكتويترواتساب``."""
        letters = _NOT_LETTERS.sub("", key)
        if not 4 <= len(letters) <= 160:
            return False
        best = [0] + [-1] * len(letters)  # best[i]: most buttons that fill the first i letters
        for i in range(len(letters)):
            if best[i] < 0:
                continue
            for j in range(i + 2, min(len(letters), i + self._longest) + 1):
                if letters[i:j] in self._button_set:
                    best[j] = max(best[j], best[i] + 1)
        return best[-1] >= 2


@lru_cache(maxsize=8)
def load_furniture(folder: Path | None = None) -> Furniture:
    """The furniture table of ``folder`` (default: the one that ships); an absent table knows nothing.

    Raises:
        DataError: the table breaks its schema.
    """
    return Furniture(table(FurnitureRow, folder))
