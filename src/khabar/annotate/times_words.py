"""The words of time expressions and the tokens that the grammar of times reads."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from khabar.lexicon.schema import MonthRow
from khabar.lexicon.words import table
from khabar.script.fold import INVISIBLE, Folded, fold


class Form(NamedTuple):
    """What a word may be in a time expression."""

    kind: str
    value: int = 0
    note: str = ""
    definite: bool = False
    skip: int = 0
    """Letters of و ف ب ل ك before it."""


class Tok(NamedTuple):
    """A word (w), number (n), numeric date (d), clock time (t), mark (m) or line end (l) of the folded text."""

    start: int
    end: int
    kind: str
    key: str
    forms: tuple[Form, ...] = ()


class Month(NamedTuple):
    """A month name: its words after the first, its number, and whether it is also another word."""

    rest: tuple[str, ...]
    number: int
    family: str
    """levantine, egyptian, maghrebi or hijri"""
    ambiguous: bool

    @property
    def calendar(self) -> str:
        """gregorian or hijri"""
        return "hijri" if self.family == "hijri" else "gregorian"


_CONJ = ("", "و", "ف")
_PREP = ("", "ب", "ل", "ك")
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_UNITS = {
    "day": ("يوم يوما", "يومان يومين", "أيام"),
    "week": ("أسبوع أسبوعا", "أسبوعان أسبوعين", "أسابيع"),
    "month": ("شهر شهرا", "شهران شهرين", "أشهر شهور"),
    "year": ("عام عاما سنة", "عامان عامين سنتان سنتين", "أعوام سنوات سنين"),
    "hour": ("ساعة", "ساعتان ساعتين", "ساعات"),
    "minute": ("دقيقة", "دقيقتان دقيقتين", "دقائق"),
    "decade": ("", "عقدان عقدين", "عقود"),
}
_QUALIFIERS = {
    "past": "ماضي ماضية ماضيين ماضيتين ماض فائت فائتة فارط فارطة منصرم منصرمة منصرمين منقضي منقضية سالف",
    "next": "مقبل مقبلة مقبلين مقبلتين قادم قادمة قادمين آتي آتية جاي",
    "this": "جاري جارية حالي حالية جاريين حاليين",
    "before": "سابق سابقة",
    "after": "تالي تالية موالي موالية لاحق",
}
_ORDINALS = {
    1: "أول أولى", 2: "ثاني ثانية", 3: "ثالث ثالثة", 4: "رابع رابعة", 5: "خامس خامسة", 6: "سادس سادسة", 7: "سابع سابعة",
    8: "ثامن ثامنة", 9: "تاسع تاسعة", 10: "عاشر عاشرة", 11: "حادي حادية واحد", 20: "عشرين عشرون", 30: "ثلاثين ثلاثون",
}  # fmt: skip
_PARTS = (
    "فجر صباح صبيحة ظهر ظهيرة عصر مساء أمسية ليل ليلة عشية غداة ضحى مغرب عشاء نهار سحر"
    " بعيد_ظهر بعد_ظهر قبل_ظهر قبيل_ظهر بعد_عصر بعد_منتصف_ليل بعد_منتصف_ليلة منتصف_ليل منتصف_ليلة منتصف_نهار قبيل_فجر"
)
_PHASES = "مطلع مطالع بداية بدايات أوائل منتصف أواسط نهاية نهايات أواخر آخر ختام مستهل موفى"
_DECADES = {20: "عشرين", 30: "ثلاثين", 40: "أربعين", 50: "خمسين", 60: "ستين", 70: "سبعين", 80: "ثمانين", 90: "تسعين"}
_SEASONS = "صيف شتاء خريف ربيع"


class _Table:
    """Collects forms with every proclitic they take."""

    def __init__(self) -> None:
        self.forms: dict[str, tuple[Form, ...]] = {}

    def add(
        self,
        kind: str,
        words: str,
        value: int = 0,
        note: str = "",
        *,
        bare: bool = True,
        article: bool = False,
        prep: str = "بلك",
    ) -> None:
        """Enter ``words`` without (``bare``) or with (``article``) ال and with the prepositions ``prep``."""
        for word in words.split():
            key = fold(word.split("_")[0])
            rest = word if "_" in word else note
            for conj in _CONJ:
                for p in _PREP:
                    if p and p not in prep:
                        continue
                    if bare:
                        self._put(conj + p + key, Form(kind, value, rest, False, len(conj + p)))
                    if article:
                        self._put(
                            conj + (p + "ال" if p != "ل" else "لل") + key, Form(kind, value, rest, True, len(conj + p))
                        )

    def _put(self, key: str, form: Form) -> None:
        self.forms[key] = (*self.forms.get(key, ()), form)


def _calendar_words(table: _Table) -> None:
    for n, name in enumerate(WEEKDAYS):
        table.add("weekday", name.removeprefix("ال"), n, bare=False, article=True)
        table.forms.setdefault(fold(name.removeprefix("ال")), (Form("weekday_bare", n),))
    table.add("weekday", "ثلثاء", 1, bare=False, article=True)
    table.add("weekday", "إثنين", 0, bare=False, article=True) if fold("إثنين") != fold("اثنين") else None
    for unit, (one, two, many) in _UNITS.items():
        table.add("unit", one, 1, unit, article=True)
        table.add("unit", two, 2, unit, article=True)
        table.add("unit", many, 3, unit, article=True)
    table.add("pair", "يومي ليلتي", 0, "day")
    table.add("pair", "عامي سنتي", 0, "year")
    table.add("pair", "شهري", 0, "month")
    for season in _SEASONS.split():
        table.add("season", season, article=True)
    for tens, stem in _DECADES.items():
        table.add("decade", f"{stem}يات {stem}ات", tens, article=True)


def _deictic_words(table: _Table) -> None:
    table.add("today", "يوم", 0, bare=False, article=True)
    table.add("yesterday", "أمس امبارح", -1, prep="ب")
    table.add("yesterday", "أمس بارحة", -1, bare=False, article=True)
    table.add("tomorrow", "غدا", 1, prep="")
    table.add("tomorrow", "غد", 1, "weak", article=True, prep="بل")
    table.add("tonight", "ليلة", 0, bare=False, article=True)
    for qualifier, words in _QUALIFIERS.items():
        table.add("qual", words, 0, qualifier, bare=False, article=True, prep="")
    table.add("same", "نفسه نفسها ذاته ذاتها عينه عينها", prep="")
    table.add("same_of", "نفس ذات", prep="بل")
    table.add("this", "هذا هذه", prep="بل")
    table.add("that", "ذلك تلك ذاك", prep="بل")


def _frame_words(table: _Table) -> None:
    for word in _PARTS.split():
        table.add("part", word)
    table.add("part_def", "صباح مساء فجر ظهيرة", bare=False, article=True)
    for word in _PHASES.split():
        table.add("phase", word)
    table.add("share", "نصف ربع ثلث", bare=False, article=True)
    for value, words in _ORDINALS.items():
        table.add("ord", words, value, bare=False, article=True)
    table.add("first", "فاتح غرة", 1)
    table.add("first_of", "أول")
    table.add("corr", "موافق موافقة مصادف مصادفة واقع", bare=False, article=True, prep="")
    table.add("corr", "موافق يوافق يصادف", prep="")
    table.add("era", "م ميلادي ميلادية للميلاد", 0, "gregorian", prep="")
    table.add("era", "ميلادي ميلادية", 0, "gregorian", bare=False, article=True, prep="")
    table.add("era", "ه هجري هجرية للهجرة", 0, "hijri", prep="")
    table.add("era", "هجري هجرية", 0, "hijri", bare=False, article=True, prep="")
    table.add("the", "ال")
    for word in _TEN:
        table.add("ten", word, prep="")


_TEN = ("عشر", "عشرة")


@cache
def _months() -> dict[str, tuple[Month, ...]]:
    """Month names by their first word, longest first."""
    found: dict[str, list[Month]] = {}
    for row in table(MonthRow):
        for name in (row.name, *row.aliases):
            first, *rest = fold(name).split()
            month = Month(tuple(rest), row.number, row.calendar, row.ambiguous)
            if month not in found.setdefault(first, []):
                found[first].append(month)
    return {first: tuple(sorted(names, key=lambda m: -len(m.rest))) for first, names in found.items()}


@cache
def month_names(first: str) -> tuple[Month, ...]:
    """The month names that begin with the folded word ``first``, longest first."""
    return _months().get(first, ())


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Every word that a time expression may hold, by folded spelling with proclitics."""
    table = _Table()
    _calendar_words(table)
    _deictic_words(table)
    _frame_words(table)
    for first in _months():
        for conj in _CONJ:
            for prep in _PREP:
                table._put(conj + prep + first, Form("month", 0, first, False, len(conj + prep)))
    return table.forms


_TOKEN = re.compile(
    r"(?P<d>(?<![\d/.-])(?:\d{1,2}([/.-])\d{1,2}\2\d{4}|\d{4}([/.-])\d{1,2}\3\d{1,2}|\d{1,2}([/-])\d{1,2}\4\d{2})(?![\d/]))"
    r"|(?P<t>\d{1,2}:\d{2}(?::\d{2})?)|(?P<n>\d+(?:[.,]\d+)*)|(?P<l>[\n\r\u2028\u2029])|(?P<w>[^\W\d_]+)|(?P<m>[^\w\s])"
)
_SHAPED = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_TABLE = {code: fold(chr(code)) for code in (*range(0x600, 0x700), *INVISIBLE) if fold(chr(code)) != chr(code)}


class Line:
    """The tokens of one stretch of text, and the way from their folded spelling back to the text."""

    __slots__ = ("at", "end", "start", "text", "tokens")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.at: list[int] | None = None
        key = self._key(text[start:end])
        known = forms()
        none: tuple[Form, ...] = ()
        self.tokens = [
            Tok(m.start(), m.end(), kind, word := m.group(), known.get(word, none) if kind == "w" else none)
            for m in _TOKEN.finditer(key)
            if (kind := m.lastgroup or "m")
        ]

    def _key(self, raw: str) -> str:
        if _SHAPED.search(raw):
            folded = Folded(raw)
            self.at = folded.at
            return folded.key
        key = raw.translate(_TABLE)
        if len(key) != len(raw):
            self.at = [i for i, c in enumerate(raw) if _TABLE.get(ord(c), c)]
        return key

    def span(self, first: int, last: int, skip: int = 0) -> tuple[int, int]:
        """The span of the text from token ``first`` (its first ``skip`` letters left out) to token ``last``."""
        return self.place(self.tokens[first].start + skip), self._close(self.place(self.tokens[last].end - 1) + 1)

    def place(self, offset: int) -> int:
        """The text offset of a letter of the folded stretch."""
        return self.start + (self.at[offset] if self.at else offset)

    def _close(self, end: int) -> int:
        while end < self.end and ("\u064b" <= self.text[end] <= "\u0652" or self.text[end] == "\u0640"):
            end += 1
        return end

    def form(self, i: int, *kinds: str, first: bool = False) -> Form | None:
        """The first form of token ``i`` of one of these kinds; clitics only where it may open an expression."""
        if not 0 <= i < len(self.tokens):
            return None
        for form in self.tokens[i].forms:
            if form.kind in kinds and (first or not form.skip):
                return form
        return None

    def key(self, i: int) -> str:
        """The folded spelling of token ``i``; empty outside the stretch."""
        return self.tokens[i].key if 0 <= i < len(self.tokens) else ""

    def kind(self, i: int) -> str:
        """The kind of token ``i``; empty outside the stretch."""
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else ""

    def number(self, i: int) -> int | None:
        """The whole number that token ``i`` writes, if it is one of at most four digits."""
        tok = self.tokens[i] if 0 <= i < len(self.tokens) else None
        return int(tok.key) if tok and tok.kind == "n" and len(tok.key) <= 4 and tok.key.isdigit() else None
