"""The grammar of months, years and calendar dates."""

from __future__ import annotations

from typing import NamedTuple

from khabar.annotate.times_words import Line, Month, month_names
from khabar.language.numbers import parse_numbers
from khabar.script.fold import fold


class Spec(NamedTuple):
    """What a time expression says, before anything anchors it; None and "" stand for what it does not say."""

    form: str
    """day, week, month, year, decade, duration"""
    shift: int | None = None
    """Units of ``form`` from the anchor: أمس -1 day, الأسبوع المقبل +1 week."""
    weekday: int | None = None
    """0 is Monday."""
    qual: str = ""
    """past, next, this, past2 (قبل الماضي), next2, same (نفسه), before and after (السابق، التالي)"""
    day: int | None = None
    month: int | None = None
    year: int | None = None
    calendar: str = "gregorian"
    other_month: int | None = None
    """A second name of the month that names another month (تموز/يونيو)."""
    of_month: str = ""
    """The qualifier of الشهر in «12 من الشهر الجاري»."""
    of_year: str = ""
    """The qualifier of العام in «مايو من العام الماضي»."""
    of_week: str = ""
    until_day: int | None = None
    until_month: int | None = None
    until_year: int | None = None
    until_weekday: int | None = None
    duration: str = ""
    """ISO 8601"""
    direction: int = 0
    """-1 ago, +1 from now, 0 no direction"""
    linked: bool = False
    """The same day as the expression before it (الموافق)."""
    head: str = ""
    """The folded word before the expression, where it bears on the year (هجمات 11 سبتمبر)."""


class Hit(NamedTuple):
    """An expression: what it says, its first token, the letters of that token to leave out, and the token after it."""

    spec: Spec
    first: int
    skip: int
    after: int


FROM, TO_WORDS = fold("من"), frozenset(fold(w) for w in ("إلى", "حتى", "وحتى", "-", "–", "—"))
PLACES = frozenset({"/", "-", "–", "\\", "|"})
_COMMAS = frozenset({"،", ","})


def month_at(line: Line, i: int, *, first: bool = False) -> tuple[Month, int, int] | None:
    """The month name at token ``i``: the month, the letters of its clitics, the token after it."""
    form = line.form(i, "month", first=first)
    if form is None:
        return None
    for month in month_names(form.note):
        words = month.rest
        if all(line.key(i + 1 + n) == w for n, w in enumerate(words)):
            if form.note == _AB and not _spelled_ab(line, i, form.skip):
                continue
            return month, form.skip, i + 1 + len(words)
    return None


_AB = fold("آب")


def _spelled_ab(line: Line, i: int, skip: int) -> bool:
    """Whether آب is written as the month: with its madda, or as a bare اب with no clitic (باب); أب is father."""
    start, end = line.span(i, i)
    word = line.text[start:end]
    return "آ" in word or "ا\u0653" in word or (not skip and "أ" not in word)


class MonthRead(NamedTuple):
    """A month with its second name, if any."""

    month: Month
    skip: int
    after: int
    paired: bool = False
    other: int | None = None
    until: int | None = None


def month_pair(line: Line, i: int, *, first: bool = False) -> MonthRead | None:
    """A month and its name in another calendar, with /, brackets or nothing between: يونيو/حزيران, سبتمبر أيلول."""
    read = month_at(line, i, first=first)
    if read is None:
        return None
    month, skip, after = read
    mark = line.key(after)
    opened = mark == "("
    at = after + 1 if mark in PLACES or opened else after
    second = month_at(line, at)
    if second is None or (opened and line.key(second[2]) != ")"):
        return MonthRead(month, skip, after)
    end = second[2] + (1 if opened else 0)
    alike = second[0].number == month.number
    if alike and (second[0].family != month.family or at > after):
        return MonthRead(month, skip, end, True)
    if at == after or "hijri" in (month.calendar, second[0].calendar):
        return MonthRead(month, skip, after)
    if not opened and second[0].family == month.family:
        return MonthRead(month, skip, end, True, None, second[0].number)
    return MonthRead(month, skip, end, True, second[0].number)


def calendar_of(n: int, named: str) -> str:
    """The calendar of the year ``n``: the one named, else Hijri for 1400 to 1460, else Gregorian; "" for no year."""
    calendar = named or ("hijri" if 1400 <= n <= 1460 else "gregorian")
    low, high = (1300, 1500) if calendar == "hijri" else (1000, 2100)
    return calendar if low <= n <= high else ""


def era(line: Line, i: int) -> tuple[str, int]:
    """The calendar that an era sign at ``i`` names (م، هـ، للهجرة) and the token after it; bracketed signs too."""
    at = i + 1 if line.key(i) == "(" else i
    form = line.form(at, "era")
    if form is None or (at > i and line.key(at + 1) != ")"):
        return "", i
    return form.note, at + 1 + (at - i)


def year_number(line: Line, i: int, calendar: str = "") -> tuple[int, str, int] | None:
    """A year in digits with its era: the year, its calendar, the token after it."""
    n = line.number(i)
    if n is None or len(line.key(i)) != 4:
        return None
    name, after = era(line, i + 1)
    found = calendar_of(n, name or calendar)
    return (n, found, after) if found and line.key(i + 1) != fold("ق") else None


def year_words(line: Line, i: int) -> tuple[int, str, int] | None:
    """A year in words after عام: ألفين وثلاثة عشر."""
    if line.kind(i) != "w" or not 0 <= i < len(line.tokens):
        return None
    last = min(i + 8, len(line.tokens) - 1)
    start, end = line.span(i, last)
    found = parse_numbers(line.text, start, end)
    if not found or found[0].start != start or found[0].low != found[0].high or not 1000 <= found[0].low <= 2100:
        return None
    after = next((j for j in range(i, last + 1) if line.span(j, j)[0] >= found[0].end), last + 1)
    return found[0].low, "gregorian", after


def qualifier(line: Line, i: int) -> tuple[str, int]:
    """The qualifier at ``i`` (الماضي past, قبل الماضي past2, نفسه same …) and the token after it."""
    form = line.form(i, "qual")
    if form:
        return form.note, i + 1
    if line.form(i, "same"):
        return "same", i + 1
    at = i + 1 if line.key(i) == fold("ما") else i
    second = line.form(at + 1, "qual")
    if line.key(at) == fold("قبل") and second and second.note == "past":
        return "past2", at + 2
    if line.key(at) == fold("بعد") and second and second.note == "next":
        return "next2", at + 2
    return "", i


def unit_qualified(line: Line, i: int, unit: str, *, first: bool = False) -> tuple[str, int, int] | None:
    """الشهر الماضي, هذا العام, نفس الأسبوع, العام نفسه: the qualifier, clitic letters, and the token after it."""
    lead = line.form(i, "this", "that", "same_of", first=first)
    at = i + 1 if lead else i
    noun = line.form(at, "unit", first=first and not lead)
    if noun is None or not noun.definite or noun.note != unit or noun.value != 1:
        return None
    skip = (lead or noun).skip
    qual, after = qualifier(line, at + 1)
    if lead:
        kind = "this" if lead.kind == "this" else "same"
        return (qual if qual and kind == "this" else kind), skip, after
    if not qual and line.form(at + 1, "this"):
        return "this", skip, at + 2
    return (qual, skip, after) if qual else None


class Tail(NamedTuple):
    """What follows a month: a year, a qualifier, or العام with a qualifier."""

    after: int
    year: int | None = None
    calendar: str = ""
    qual: str = ""
    of_year: str = ""

    @property
    def found(self) -> bool:
        """Whether anything follows."""
        return bool(self.year or self.qual or self.of_year)


def tail(line: Line, i: int, calendar: str) -> Tail:
    """The year or qualifier that follows a month at token ``i``."""
    year = year_number(line, i, calendar) or (
        year_number(line, i + 1, calendar) if line.key(i) in PLACES | _COMMAS else None
    )
    if year and year[1] == calendar:
        return Tail(year[2], year[0], year[1])
    at = i + 1 if line.key(i) == FROM else i
    named = named_year(line, at)
    if named and (named[1] == calendar or calendar == "hijri"):
        return Tail(named[3], named[0], named[1])
    of_year = unit_qualified(line, at, "year", first=line.form(at, "unit", first=True) is not None)
    if of_year:
        return Tail(of_year[2], of_year=of_year[0])
    qual, after = qualifier(line, i)
    if calendar == "hijri" and line.key(i) in _HONOURS:
        qual, after = qualifier(line, i + 1)
        year = year_number(line, i + 1, calendar)
        return Tail(year[2], year[0], year[1]) if year else Tail(max(after, i + 1), qual=qual)
    return Tail(after, qual=qual)


_HONOURS = frozenset(fold(w) for w in ("المبارك", "الحرام", "الفضيل", "الكريم", "المكرم", "المحرم", "الخير"))


def named_year(line: Line, i: int, *, first: bool = True) -> tuple[int, str, int, int] | None:
    """عام 2011, العام ٢٠١١, سنة ألفين وثلاث: the year, its calendar, clitic letters, the token after it."""
    form = line.form(i, "unit", first=first)
    if form is None or form.note != "year" or form.value != 1:
        return None
    at = i + 2 if line.kind(i + 1) == "w" and line.key(i + 1) in _YEAR_KINDS else i + 1
    year = year_number(line, at) or year_words(line, at)
    return (year[0], year[1], form.skip, year[2]) if year else None


_YEAR_KINDS = frozenset(fold(w) for w in ("المالي", "المالية", "الدراسي", "الهجري", "الميلادي", "مالي", "دراسي"))


def day_number(line: Line, i: int, *, first: bool = False) -> tuple[int, int, int] | None:
    """A day of the month in digits or as an ordinal: the day, clitic letters, the token after it."""
    lead = line.form(i, "the", first=first)
    n = line.number(i + 1 if lead else i)
    if n is not None:
        at = i + 2 if lead else i + 1
        return (n, lead.skip if lead else 0, at) if 1 <= n <= 31 and len(line.key(at - 1)) <= 2 else None
    form = line.form(i, "ord", "first", first=first)
    if form is None:
        return None
    if form.value < 20 and line.form(i + 1, "ten"):
        return 10 + form.value if form.value < 10 else form.value, form.skip, i + 2
    tens = line.form(i + 1, "ord", first=True)
    if form.value < 10 or form.value == 11:
        unit = 1 if form.value == 11 else form.value
        if tens and tens.skip == 1 and tens.value >= 20:
            return tens.value + unit, form.skip, i + 2
    return (form.value, form.skip, i + 1) if form.value != 11 else None


def _second_day(line: Line, i: int) -> tuple[int | None, int]:
    """The last day of a range such as 12-15, 12 و13, 12 إلى 15; (None, i) where there is none."""
    last: int | None = None
    while True:
        at = i + 1 if line.key(i) in TO_WORDS or line.key(i) == fold("و") else None
        read = day_number(line, at) if at is not None else _joined_ordinal(line, i)
        if read is None:
            return last, i
        last, i = read[0], read[2]


def _joined_ordinal(line: Line, i: int) -> tuple[int, int, int] | None:
    read = day_number(line, i, first=True) if line.form(i, "ord", first=True) else None
    return read if read and read[1] == 1 else None


def date(line: Line, i: int, *, first: bool = False) -> Hit | None:
    """A day of a month: 12 مارس 2024, العاشر من شهر مايو المقبل, 12/6/2025, 20 من الشهر الجاري."""
    if line.kind(i) == "d":
        return _numeric(line, i, line.key(i), i + 1)
    if line.kind(i) == "n" and line.key(i + 1) == line.key(i + 3) == "/" and line.number(i + 2) and line.number(i + 4):
        return _numeric(line, i, "".join(line.key(i + n) for n in range(5)), i + 5)
    read = day_number(line, i, first=first)
    if read is None:
        return _month_first(line, i, first)
    day, skip, after = read
    until, after = _second_day(line, after)
    day_hit = _in_month(line, i, skip, after, day, until) or (_of_month(line, i, skip, after, day, until))
    if day_hit is None and until is not None:
        day_hit = _in_month(line, i, skip, read[2], day, None)
    return day_hit


def _month_first(line: Line, i: int, first: bool) -> Hit | None:
    """ديسمبر 25, 2020, as pages made after English ones write it."""
    read = month_pair(line, i, first=first)
    day = line.number(read.after) if read else None
    if read is None or day is None or not 1 <= day <= 31 or line.key(read.after + 1) not in _COMMAS:
        return None
    year = year_number(line, read.after + 2, read.month.calendar)
    if year is None:
        return None
    spec = Spec("day", day=day, month=read.month.number, year=year[0], calendar=read.month.calendar)
    return Hit(spec, i, read.skip, year[2])


def _in_month(line: Line, i: int, skip: int, after: int, day: int, until: int | None) -> Hit | None:
    at = after + 1 if line.key(after) in PLACES or line.key(after) == FROM else after
    noun = line.form(at, "unit")
    named = noun is not None and noun.note == "month" and noun.value == 1
    read = month_pair(line, at + 1 if named else at)
    if read is None or (read.month.calendar == "hijri" and (day > 30 or line.key(after) in PLACES)):
        return None  # 3 - صفر is a score
    end = tail(line, read.after, read.month.calendar)
    spec = Spec(
        "day", day=day, month=read.month.number, year=end.year, calendar=read.month.calendar, qual=end.qual,
        of_year=end.of_year, other_month=read.other, until_day=until, until_month=read.month.number if until else None,
    )  # fmt: skip
    if not spec.year and not spec.qual and not spec.of_year:
        spec = spec._replace(year=borrowed_year(line, end.after, read.month))
    return Hit(spec, i, skip, end.after)


def borrowed_year(line: Line, i: int, month: Month) -> int | None:
    """The year of the second date of a range when the first gives none: 28 مارس إلى 3 أبريل 2024."""
    joined = line.form(i, "month", first=True)
    if line.key(i) not in TO_WORDS and not (joined and joined.skip == 1):
        return None
    at = i if joined else i + 1
    after_day = day_number(line, at)
    read = month_pair(line, after_day[2] if after_day else at, first=joined is not None)
    if read is None or read.month.calendar != month.calendar:
        return None
    year = tail(line, read.after, read.month.calendar).year
    return year - 1 if year and month.number > read.month.number else year


def _of_month(line: Line, i: int, skip: int, after: int, day: int, until: int | None) -> Hit | None:
    """20 من الشهر الجاري, 20 الجاري."""
    at = after + 1 if line.key(after) == FROM else after
    of = unit_qualified(line, at, "month")
    if of:
        return Hit(Spec("day", day=day, of_month=of[0], until_day=until), i, skip, of[2])
    form = line.form(after, "qual")
    if form and form.note == "this" and line.kind(after - 1) == "n":
        return Hit(Spec("day", day=day, of_month="this", until_day=until), i, skip, after + 1)
    return None


def _numeric(line: Line, i: int, written: str, after: int) -> Hit | None:
    """12/6/2025, 2025-06-12, 12/08/1445هـ; day before month, as Arabic writes it."""
    digits = written.replace("-", "/").replace(".", "/").split("/")
    if not all(d.isdigit() for d in digits):
        return None
    day, month, year = (int(d) for d in (digits if len(digits[0]) < 3 else reversed(digits)))
    if len(digits[2]) == 2 and len(digits[0]) < 3:
        year += 2000
    if month > 12 >= day:
        day, month = month, day
    name, after = era(line, after)
    calendar = calendar_of(year, name)
    if not (1 <= day <= 31 and 1 <= month <= 12 and calendar):
        return None
    return Hit(Spec("day", day=day, month=month, year=year, calendar=calendar), i, 0, after)
