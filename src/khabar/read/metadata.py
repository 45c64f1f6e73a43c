"""The date line: when a page says that it was published, and never a date out of running text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from khabar.errors import OptionError
from khabar.lexicon.schema import MonthRow
from khabar.lexicon.words import table
from khabar.script.fold import fold

_ISO = re.compile(r"(?<!\d)(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
_DMY = re.compile(r"(?<!\d)(\d{1,2})\s?[-/.\\]\s?(\d{1,2})\s?[-/.\\]\s?(\d{4})(?!\d)")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\bt\d{2}:\d{2}")
_AGO = re.compile(r"\b(?:قبل|منذ) (\d{1,3} )?(دقيقه|دقائق|دقيقتين|ساعه|ساعات|ساعتين|يوم|يومين|ايام)\b")
_UNITS = {
    "دقيقه": (1, 1), "دقيقتين": (1, 2), "دقائق": (1, 5), "ساعه": (60, 1), "ساعتين": (60, 2), "ساعات": (60, 3),
    "يوم": (1440, 1), "يومين": (1440, 2), "ايام": (1440, 3),
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_YEARS = range(1990, 2100)
_HIJRI_YEARS = range(1400, 1525)
_FILL = frozenset(
    fold(
        "أحد اثنين ثلاثاء أربعاء خميس جمعة سبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت"
        " يوم نهار مساء صباح صباحا ظهرا عصرا ليلا فجر م ص ت هـ ه"
        " الموافق في من على إلى بتاريخ تاريخ التاريخ النشر نشر نشرت نشرة تم آخر أخر تحديث التحديث حدث حدثت"
        " حدثت تعديل الساعة"
        " عند غرينتش جرينتش غرينيتش المحلي محلي gmt utc am pm ksa"
        " محدث محدثة محدثا نسخ انسخ الرابط أمس اليوم س د دق ساعة ساعات وقت أضيف أضيفت كتب بواسطة عدد"
        " المشاهدات مشاهدة مشاهدات قراءة القراءات دقيقة دقائق دقيقتان للقراءة لـ ل و ال السنة"
        " العدد رقم published updated last on at by est edt sunday monday tuesday wednesday thursday friday saturday"
        " sun mon tue wed thu fri sat سنة عام شهر بعد قبل منتصف الليل تعليق تعليقات تعليقا مشاركة مشاركات"
        " الزيارات مرة لحظات"
    ).split()
)
_TYING = frozenset(fold("في من على إلى اليوم أمس عن يوم").split())
_ZONE = re.compile(r"\b(?:ب|ال)?توقيت (?:مكه المكرمه|\w+)(?: المحلي)?")
_ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


class Months:
    """The months of every calendar, ready to find dates with."""

    def __init__(self, rows: Iterable[MonthRow]) -> None:
        self.known: dict[str, tuple[int, bool]] = {}
        for row in rows:
            for name in (row.name, *row.aliases):
                self.known.setdefault(fold(name), (row.number, row.calendar == "hijri"))
        for number, name in enumerate(_ENGLISH, 1):
            self.known.setdefault(name, (number, False))
        names = "|".join(
            re.escape(n) + ("[a-z]*" if n in _ENGLISH else "") for n in sorted(self.known, key=len, reverse=True)
        )
        month = rf"(?<![^\W\d_])({names})\b"
        second = rf"(?:\s?[/\-(–،]?\s?(?:{names})\b\s?\)?)?"
        self.words = {w for name in self.known for w in _WORD.findall(name)}
        self._dmy = re.compile(
            rf"(?<!\d)(\d{{1,2}})\s?(?:من )?(?:شهر )?[-/،]?\s?{month}{second}"
            r"\s?[-/,،]?\s?(?:من )?(?:عام |سنه )?(\d{4})(?!\d)"
        )
        self._mdy = re.compile(rf"{month}{second}\s?(\d{{1,2}})\s?(?:st|nd|rd|th)?\s?[,،-]?\s?(\d{{4}})(?!\d)")
        self._dm = re.compile(rf"(?<!\d)(\d{{1,2}})\s?(?:من )?{month}{second}")

    def find(self, key: str) -> list[Found]:
        """Every full date (day, month, year) of a folded line, in order; a wrong day or month is no date."""
        found = [*self._numeric(key), *self._named(key)]
        return sorted(found, key=lambda f: f.start)

    def _numeric(self, key: str) -> list[Found]:
        found = [_found(m.span(), int(m[1]), int(m[2]), int(m[3])) for m in _ISO.finditer(key)]
        for m in _DMY.finditer(key):
            day, month = int(m[1]), int(m[2])
            if month > 12 >= day:
                day, month = month, day
            found.append(_found(m.span(), int(m[3]), month, day))
        return [f for f in found if f is not None]

    def _named(self, key: str) -> list[Found]:
        found = []
        for m in self._dmy.finditer(key):
            found.append(self._month(m.span(), m[2], int(m[1]), int(m[3])))
        for m in self._mdy.finditer(key):
            if not any(f and f.start < m.end() and m.start() < f.end for f in found):
                found.append(self._month(m.span(), m[1], int(m[2]), int(m[3])))
        return [f for f in found if f is not None]

    def _month(self, span: tuple[int, int], name: str, day: int, year: int) -> Found | None:
        number, hijri = self.known.get(name) or self.known[name[:3]]
        return _found(span, year, number, day, hijri=hijri)


class Found(NamedTuple):
    """A date in a folded line."""

    start: int
    end: int
    day: date | None
    hijri: bool


def _found(span: tuple[int, int], year: int, month: int, day: int, *, hijri: bool = False) -> Found | None:
    hijri = hijri or year in _HIJRI_YEARS
    if hijri:
        value = _from_hijri(year, month, day) if year in _HIJRI_YEARS else None
    else:
        value = _gregorian(year, month, day) if year in _YEARS else None
    return Found(*span, value, hijri) if value else None


def _gregorian(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_hijri(year: int, month: int, day: int) -> date | None:
    try:
        from hijridate import Hijri  # only pages with a Hijri date alone need it

        return Hijri(year, month, day).to_gregorian()
    except (ImportError, ValueError, OverflowError):
        return None


@lru_cache(maxsize=8)
def load_months(folder: Path | None = None) -> Months:
    """The months of the lexicon in ``folder``; without the table only numeric and English dates are read.

    Raises:
        DataError: the table breaks its schema.
    """
    return Months(table(MonthRow, folder))


class DateLine(NamedTuple):
    """A line that tells a date."""

    stamp: bool
    """The page's own time stamp, not the article's dateline."""
    day: date | None
    place: str
    """What stands before the date in a dateline, folded."""


def read_date_line(key: str, months: Months) -> DateLine | None:
    """What a short line says of the date of its page; None where the line is none of the kind.

    ``الاحد، 14 نوفمبر 2021 05:12 م`` is a stamp; ``الرياض 22 فبراير 2024 م واس`` is a dateline.
    """
    if len(key) > 160:
        return None
    dates = months.find(key)
    if not dates:
        return DateLine(True, None, "") if _clock_only(key, months) else None
    day = next((f.day for f in dates if not f.hijri), dates[0].day)
    before, after = key[: dates[0].start], key[dates[-1].end :]
    if any(_rest(key[a.end : b.start], months) for a, b in pairwise(dates)):
        return None
    return _date_line(key, before, after, day, months)


def _date_line(key: str, before: str, after: str, day: date | None, months: Months) -> DateLine | None:
    """Stamp or dateline, by what stands around the date; None where it is a sentence that holds a date."""
    head, tail = _rest(before, months), _rest(after, months)
    if _sentence(before) and not (len(head) <= 2 and len(tail) <= (3 if after.lstrip().startswith("/") else 1) and not _CLOCK.search(key)):
        return None
    if not head and len(tail) <= 4:
        return DateLine(True, day, "")
    parted = bool(re.search(r"[|•·–—\-:،]\s*$", before.strip())) or "|" in key
    if (parted and len(head) <= 5 and len(tail) <= 7) or (_CLOCK.search(key) and len(head) + len(tail) <= 3):
        return DateLine(True, day, "")
    if len(head) <= 2 or (len(head) <= 3 and tail):
        return DateLine(False, day, " ".join(head)) if len(tail) <= 3 else None
    return None


def _sentence(before: str) -> bool:
    """Whether a preposition or ``اليوم`` follows a word that is no part of a date line: ``هجوم على الميناء في``."""
    words = _WORD.findall(before)
    return any(word in _TYING and last not in _FILL for last, word in pairwise(words))


def _clock_only(key: str, months: Months) -> bool:
    """A time, a day without its year or ``منذ 3 ساعات``, and nothing else."""
    timed = any(c.isdigit() for c in key) or _AGO.search(key)
    return bool(timed) and bool(_WORD.search(key)) and not _rest(_AGO.sub(" ", key), months)


_HOUR = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::\d{2})?(?!\d)")
_HALF = re.compile(r"(?<!\w)(?:(م|مساء|pm|ظهرا|عصرا|بعد الظهر)|(ص|صباحا|am|فجرا))(?!\w)")
_OFFSET = re.compile(r"\s?\(?(?:gmt|utc|غرينتش|جرينتش)?\s?([+-])(\d{2}):?(\d{2})?(?!\d)")
_UTC = re.compile(r"\b(?:gmt|utc|غرينتش|جرينتش)\b|(?<=\d)z\b")


def read_clock(key: str) -> str | None:
    """The time of day that a folded date line tells, with its zone where it names one: ``10:30``, ``17:12+03:00``."""
    hour = _HOUR.search(key)
    if not hour or int(hour[1]) > 23 or int(hour[2]) > 59:
        return None
    half = _HALF.search(key, hour.end(), hour.end() + 14) or _HALF.search(key, max(0, hour.start() - 10), hour.start())
    number = int(hour[1])
    if half and half[1] and number < 12:
        number += 12
    elif half and half[2] and number == 12:
        number = 0
    zone = _OFFSET.match(key, hour.end())
    told = f"{zone[1]}{zone[2]}:{zone[3] or '00'}" if zone else "+00:00" if _UTC.search(key) else ""
    return f"{number:02}:{hour[2]}{told}"


def only_date_words(key: str) -> bool:
    """Whether every word of a folded stretch belongs to a date line (weekdays, ``نشر في``, ``م``)."""
    return not any(w not in _FILL for w in _WORD.findall(key))


def _rest(part: str, months: Months) -> list[str]:
    part = _ZONE.sub(" ", part)
    return [w for w in _WORD.findall(part) if w not in _FILL and w not in months.words]


def ago(key: str) -> timedelta | None:
    """How long ago a short line says its page was published: ``قبل 3 ساعات``."""
    match = _AGO.search(key)
    if not match or len(key) > 80:
        return None
    minutes, count = _UNITS[match[2]]
    return timedelta(minutes=minutes * (int(match[1]) if match[1] else count))


def check_published(value: str | None, *, option: str = "published") -> str | None:
    """``value`` when it is an ISO date or date-time that exists, or None.

    Raises:
        OptionError: any other value; the message names ``option`` and shows what is wanted.
    """
    if value is None:
        return None
    cleaned = value.strip()
    try:
        (date if len(cleaned) == 10 else datetime).fromisoformat(cleaned)
    except ValueError:
        cleaned = ""
    if not re.match(r"\d{4}-\d\d-\d\d(?:[T ]|$)", cleaned):
        raise OptionError(f"{option}: {value!r} is no date; write it as 2024-05-06 or 2024-05-06T10:30+03:00")
    return cleaned
