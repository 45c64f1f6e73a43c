"""A page while its lines are being labelled."""

from __future__ import annotations

import re
from typing import NamedTuple

from khabar.model import BlockKind
from khabar.read.credits import Names
from khabar.read.furniture import Furniture
from khabar.read.lines import Line
from khabar.read.metadata import DateLine, Months
from khabar.script.fold import fold

LINKING = frozenset(
    fold(
        "أن إن بأن وأن وإن لأن إلى من في على عن مع و أو ثم بين حول ضد منذ حتى خلال بعد قبل الذي التي الذين"
        " كما حيث قال قائلا مؤكدا مضيفا"
    ).split()
)
FRESH = frozenset(fold("من في إلى هذا هذه غير على").split())
OPENERS = frozenset(fold("كما يذكر يشار جدير بدوره بدورها لكن إلا فيما بينما جانبه جانبها جهته").split())
_WAW = frozenset(
    fold(
        "وزير وزيرة وزراء وزارة وفد وفاة وفيات ولي والي والد والدة واشنطن وكالة وكالات وكيل وكيلة وسط وساطة وسيط وحدة"
        " وحدات وقفة وقف واحد واحدة وثيقة وثائق ورشة وباء ولاية ولد ولادة وصول وصل وقع وجه وجهة وعد وعود وضع وقت ورقة"
        " ورود ورد وداع وجوه وجدة وهران واتساب وديعة وجبة وزن وادي ولايات وظائف ورش وجود وحيد وليد وسام وائل وزيرا"
        " وزيران وفدان وصفة ورثة وشم"
    ).split()
)
BULLET = re.compile(r"\s*[-–—•▪●◆*✔✅➖🔹🔸▫️◾◽⬛⬜🔺▶️►]+\s*\S")
NUMBERED = re.compile(r"^\(?\d{1,2}\s*[.\-)]\s")


class Words(NamedTuple):
    """The word tables that labels rest on."""

    furniture: Furniture
    months: Months
    names: Names


class Draft:
    """The labels while they are being decided; None where a line waits for its place to tell."""

    def __init__(self, text: str, lines: list[Line], words: Words, title_key: str) -> None:
        self.text, self.lines, self.title_key = text, lines, title_key
        self.furniture, self.months, self.names = words
        self.kinds: list[BlockKind | None] = [None] * len(lines)
        self.dates: dict[int, DateLine] = {}
        self.strong: list[int] = []
        self.weak: list[int] = []
        self.lists: list[int] = []
        self.shown: list[int] = []
        self.title: int | None = None
        self.section: int | None = None
        self.sure: set[int] = set()
        """Lines that the build of an HTML page says are running text."""
        self.long = [i for i, line in enumerate(lines) if line.words >= 25]
        sample = self.long if len(self.long) >= 2 else [i for i, line in enumerate(lines) if line.words >= 12]
        self.cluttered = False
        self.punctuated = 2 * sum(lines[i].closed for i in sample) > len(sample)

    def listed(self, i: int) -> bool:
        """Whether the line is an item of a list: a bullet or a number stands before it."""
        line = self.lines[i]
        return bool(BULLET.match(self.text, line.start, line.end) or NUMBERED.match(line.key))

    def certain(self, i: int) -> bool:
        """Whether the build of an HTML page and the line's own end say that it is running text."""
        return i in self.sure and self.lines[i].final in {".", "؟", "!"}

    def is_section(self, i: int) -> bool:
        """Whether the whole line is the name of a section or of a state."""
        key = self.lines[i].key
        return self.furniture.is_section(key) or key in self.names.places

    def prose(self, i: int) -> bool:
        """Whether the line by itself reads as running text."""
        line = self.lines[i]
        if i in self.sure:
            return True
        if line.words >= 25 or (line.closed and line.words >= 7):
            return True
        if line.words >= 12 and (line.final in {":", "،"} or line.last in LINKING):
            return True
        return line.words >= (22 if self.punctuated else 12)


def ends_text(line: Line) -> bool:
    """Whether a short line below the paragraphs still belongs to them: closed, or ``وختم بقوله …``."""
    return (line.final == "." and line.words >= 2) or goes_on(line)


def goes_on(line: Line) -> bool:
    """Whether a line begins as a further sentence does, not as a headline."""
    first = line.key.split(" ", 1)[0]
    return line.words >= 5 and ((first.startswith("و") and first not in _WAW and len(first) > 2) or first in OPENERS)
