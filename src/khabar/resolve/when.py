"""Time expressions → calendar values, anchored to the day of publication or to the dates around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from khabar.annotate.times import TimeMatch
from khabar.annotate.times_dates import Spec
from khabar.model import Fault, Precision, Time, span_of
from khabar.resolve.calendars import add_months, from_hijri, hijri_year, iso_month, iso_week, real_day
from khabar.resolve.tense import landmark_year, tense_of

Tense = Callable[[int], str | None]


class Value(NamedTuple):
    """A resolved expression, and what in it disagrees."""

    value: str | None = None
    precision: Precision | None = None
    anchor: str | None = None
    until: str | None = None
    conflict: str = ""


class Given(NamedTuple):
    """A dated expression of the text: its place, its year, and its day or month where it has them."""

    at: int
    value: str

    @property
    def year(self) -> int:
        """Its Gregorian year."""
        return int(self.value[:4])


class Scope(NamedTuple):
    """What an expression is resolved against."""

    published: dt.date | None
    given: Sequence[Given]
    """Expressions with a year of their own."""
    before: Sequence[tuple[int, Value]]
    """Values so far, by place."""
    at: int
    tense: str | None
    tense_at: Callable[[], str | None] = lambda: None


def resolve_times(
    text: str, matches: Sequence[TimeMatch], *, published: dt.date | None, tense_at: Tense = lambda _: None
) -> tuple[list[Time], list[Fault]]:
    """The ``matches`` with their values, and a fault (code ``time-conflict``) for each whose parts disagree.

    ``published`` anchors relative expressions; without it they keep the value None. ``tense_at`` gives "past" or
    "future" for the verb that governs a text offset, None where unknown.
    """
    given = [
        Given(m.start, v.value) for m in matches if m.spec.form != "decade" and (v := absolute(m.spec)) and v.value
    ]
    times: list[Time] = []
    faults: list[Fault] = []
    done: list[tuple[int, Value]] = []
    for match in matches:
        tense = tense_of(text, match.start, tense_at(match.start))
        scope = Scope(published, given, done, match.start, tense)
        value = _resolve(match.spec, scope)
        done.append((match.start, value))
        times.append(_time(text, match, value))
        if value.conflict:
            faults.append(
                Fault(
                    stage="when",
                    code="time-conflict",
                    message=value.conflict,
                    span=span_of(text, match.start, match.end),
                )
            )
    return times, faults


def _time(text: str, match: TimeMatch, value: Value) -> Time:
    spec = match.spec
    return Time(
        start=match.start, end=match.end, text=text[match.start : match.end], value=value.value, until=value.until,
        duration=spec.duration or None, precision=value.precision if value.value else None,
        calendar="hijri" if spec.calendar == "hijri" else "gregorian", anchor=value.anchor if value.value else None,
    )  # fmt: skip


def absolute(spec: Spec) -> Value | None:
    """The value of an expression that gives its own year; None where it gives none or no such day exists."""
    if spec.year is None or spec.form == "duration":
        return None
    if spec.form == "decade":
        return Value(str(spec.year), "decade", "absolute", str(spec.year + 9))
    if spec.form == "year":
        return _year(spec.year, spec.calendar, spec.until_year)
    if spec.month is None:
        return None
    if spec.form == "month":
        return _month(spec, spec.year, "absolute")
    return _day(spec, spec.year, "absolute") if spec.day else None


def _year(year: int, calendar: str, until: int | None) -> Value:
    if calendar == "hijri":
        middle = from_hijri(year, 7, 1)
        return Value(str(middle.year), "year", "absolute") if middle else Value()
    return Value(str(year), "year", "absolute", str(until) if until else None)


def _month(spec: Spec, year: int, anchor: str) -> Value:
    assert spec.month
    if spec.calendar == "hijri":
        first = from_hijri(year, spec.month, 1)
        return Value(iso_month(first.year, first.month), "month", anchor) if first else Value()
    until = iso_month(year + (spec.until_month < spec.month), spec.until_month) if spec.until_month else None
    return Value(iso_month(year, spec.month), "month", anchor, until, _months_disagree(spec))


def _months_disagree(spec: Spec) -> str:
    return f"the two month names differ: {spec.month} and {spec.other_month}" if spec.other_month else ""


def _date(spec: Spec, year: int) -> dt.date | None:
    if not (spec.month and spec.day):
        return None
    return from_hijri(year, spec.month, spec.day) if spec.calendar == "hijri" else real_day(year, spec.month, spec.day)


def _day(spec: Spec, year: int, anchor: str) -> Value:
    day = _date(spec, year)
    if day is None:
        return Value(None, None, None, None, f"there is no day {spec.day} in month {spec.month} of {year}")
    last = (
        _date(spec._replace(day=spec.until_day, month=spec.until_month or spec.month), year) if spec.until_day else None
    )
    return Value(
        day.isoformat(),
        "day",
        anchor,
        last.isoformat() if last else None,
        _months_disagree(spec) or _weekday_disagrees(spec, day),
    )


_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _weekday_disagrees(spec: Spec, day: dt.date) -> str:
    slack = 1 if spec.calendar == "hijri" else 0
    if spec.weekday is None or any((day + dt.timedelta(n)).weekday() == spec.weekday for n in range(-slack, slack + 1)):
        return ""
    return f"{day} is a {_NAMES[day.weekday()]}, the text says {_NAMES[spec.weekday]}"


def _resolve(spec: Spec, scope: Scope) -> Value:
    value = absolute(spec) or _relative(spec, scope)
    return _check_pair(spec, value, scope) if spec.linked else value


def _check_pair(spec: Spec, value: Value, scope: Scope) -> Value:
    """A second date of the same day: conflict when it is more than a day off; a yearless one follows the first."""
    first = scope.before[-1][1] if scope.before else Value()
    if not first.value or first.precision != "day":
        return value
    other = dt.date.fromisoformat(first.value)
    if not spec.month:
        return first._replace(until=None, conflict=_weekday_disagrees(spec, other))
    if spec.year is None:
        near = [d for y in _years_near(spec, other) if (d := _date(spec, y))]
        best = min(near, key=lambda d: abs((d - other).days), default=None)
        value = value._replace(value=best.isoformat() if best else None, precision="day", anchor=first.anchor)
    if value.value and value.precision == "day" and abs((dt.date.fromisoformat(value.value) - other).days) > 1:
        return value._replace(conflict=f"the two dates differ: {first.value} and {value.value}")
    return value


def _years_near(spec: Spec, day: dt.date) -> list[int]:
    year = hijri_year(day) if spec.calendar == "hijri" else day.year
    return [year - 1, year, year + 1] if year else []


def _relative(spec: Spec, scope: Scope) -> Value:
    if spec.form == "duration":
        return Value()
    if spec.qual in ("same", "before", "after"):
        return _same(spec, scope)
    if spec.form in ("week", "year") or (spec.form == "month" and not spec.month):
        return _unit(spec, scope)
    if spec.form == "month":
        return _named_month(spec, scope)
    if spec.day:
        return _calendar_day(spec, scope)
    return _loose_day(spec, scope)


_STEPS = {"past": -1, "this": 0, "next": 1, "past2": -2, "next2": 2, "same": 0, "before": -1, "after": 1}


def _shifted(form: str, base: dt.date, count: int) -> Value:
    """The day, week, month or year that lies ``count`` of its kind from ``base``."""
    if form == "week":
        return Value(iso_week(base + dt.timedelta(weeks=count)), "week")
    if form == "month":
        return Value(iso_month(*add_months(base.year, base.month, count)), "month")
    if form == "year":
        return Value(str(base.year + count), "year")
    return Value((base + dt.timedelta(days=count)).isoformat(), "day")


def _unit(spec: Spec, scope: Scope) -> Value:
    if scope.published is None or (spec.direction > 0 and scope.tense != "future"):
        return Value()  # بعد عامين counts from today only for what is to come
    count = spec.shift if spec.shift is not None else _STEPS.get(spec.qual, 0)
    return _shifted(spec.form, scope.published, count)._replace(anchor="published")


def _same(spec: Spec, scope: Scope) -> Value:
    """العام نفسه, اليوم التالي: counted from the last value of the text that is fine enough."""
    if spec.month:
        year = _year_of(spec, "same", scope)
        return _month(spec, year, "context") if year else Value()
    for _, value in reversed(scope.before):
        base = _base(value)
        if base and _FINE[value.precision or "decade"] <= _FINE[spec.form]:
            return _shifted(spec.form, base, _STEPS[spec.qual])._replace(anchor="context")
    return Value()


_FINE = {"day": 0, "week": 1, "month": 2, "year": 3, "decade": 4}


def _base(value: Value) -> dt.date | None:
    """The first day of a value."""
    if not value.value:
        return None
    if value.precision == "week":
        return dt.date.fromisoformat(value.value + "-1")
    return dt.date.fromisoformat((value.value + "-01-01")[:10])


def _year_of(spec: Spec, qual: str, scope: Scope) -> int | None:
    """The year that العام with ``qual`` means."""
    if qual in ("same", "before", "after"):
        last = next((v for _, v in reversed(scope.before) if v.value), None)
        near = min(scope.given, key=lambda g: abs(g.at - scope.at), default=None)
        year = int(last.value[:4]) if last and last.value else near.year if near else None
        return year + _STEPS[qual] if year else None
    if scope.published is None:
        return None
    today = hijri_year(scope.published) if spec.calendar == "hijri" else scope.published.year
    return today + _STEPS[qual] if today else None


def _named_month(spec: Spec, scope: Scope) -> Value:
    """A month without a year of its own: آب المقبل, مايو من العام الماضي, في أكتوبر."""
    if spec.of_year:
        year = _year_of(spec, spec.of_year, scope)
        return _month(spec, year, "context" if spec.of_year == "same" else "published") if year else Value()
    if scope.published is None:
        return _context_year(spec, scope, lambda year: _month(spec, year, "context"))
    if spec.calendar == "hijri":
        return _hijri_month(spec, scope.published)
    assert spec.month
    year = _nearest_year(spec.month, scope.published.month, scope.published.year, spec.qual or scope.tense or "")
    return _month(spec, year, "published")


def _nearest_year(wanted: int, today: int, year: int, way: str) -> int:
    """The year of a month without one: the latest before (past), the next (next, future), or the nearest."""
    if way == "past":
        return year if wanted < today else year - 1
    if way == "next":
        return year if wanted > today else year + 1
    if way == "past2":
        return year - 1 if wanted < today else year - 2
    if way == "this":
        return year
    if way == "future" or (not way and (wanted - today) % 12 <= _SOON):
        return year if wanted >= today else year + 1
    return year if wanted <= today else year - 1


_SOON = 2
"""Months ahead within which a month without year and tense is taken to be the next one."""


def _hijri_month(spec: Spec, published: dt.date) -> Value:
    """A Hijri month with a qualifier; alone it spans two Gregorian months and stays open."""
    year = hijri_year(published)
    if not spec.qual or year is None or spec.month is None:
        return Value()
    starts = [d for y in (year - 1, year, year + 1) if (d := from_hijri(y, spec.month, 1))]
    past = [d for d in starts if d <= published]
    ahead = [d for d in starts if d > published]
    pool = ahead[:1] if spec.qual == "next" else past[-1:]
    if spec.qual == "past" and past and (published - past[-1]).days < 29:
        pool = past[-2:-1]
    return Value(iso_month(pool[0].year, pool[0].month), "month", "published") if pool else Value()


def _context_year(spec: Spec, scope: Scope, build: Callable[[int], Value]) -> Value:
    """Without a day of publication: the year of the nearest dated expression, days and months before bare years."""
    dated = [g for g in scope.given if len(g.value) > 4] or list(scope.given)
    near = min(dated, key=lambda g: abs(g.at - scope.at), default=None)
    if near is None:
        return Value()
    year = near.year
    if spec.calendar == "hijri":
        base = _base(Value(near.value, "week" if "W" in near.value else "day"))
        year = (base and hijri_year(base)) or 0
    return build(year) if year else Value()


def _calendar_day(spec: Spec, scope: Scope) -> Value:
    """A day of a month without a year: 12 ديسمبر المقبل, 20 من الشهر الجاري, 5 يونيو."""
    if spec.of_month:
        return _day_of_month(spec, scope)
    if spec.of_year:
        year = _year_of(spec, spec.of_year, scope)
        return _day(spec, year, "context" if spec.of_year == "same" else "published") if year else Value()
    if scope.published is None:
        return _context_year(spec, scope, lambda year: _day(spec, year, "context"))
    known = landmark_year(spec, scope.published)
    if known and not spec.qual:
        return _day(spec, known, "absolute")
    return _day(spec, _day_year(spec, scope, scope.published), "published")


def _day_year(spec: Spec, scope: Scope, published: dt.date) -> int:
    """The year of a day and month by qualifier, tense or nearness."""
    if spec.shift is not None or (spec.calendar == "hijri" and not spec.qual):
        near = [(d, y) for y in _years_near(spec, published) if (d := _date(spec, y))]
        return min(near, key=lambda item: abs((item[0] - published).days))[1] if near else published.year
    if spec.weekday is not None and not spec.qual:
        agreeing = [
            y for y in _years_near(spec, published) if (d := _date(spec, y)) and not _weekday_disagrees(spec, d)
        ]
        if agreeing:
            return min(agreeing, key=lambda y: abs((_date(spec, y) or published).toordinal() - published.toordinal()))
    way = spec.qual or scope.tense or ""
    near_days = [(d, y) for y in _years_near(spec, published) if (d := _date(spec, y))]
    past = [
        item
        for item in near_days
        if item[0] <= published and not (way == "past" and spec.qual and item[0] == published)
    ]
    ahead = [item for item in near_days if item[0] >= published and not (way == "next" and item[0] == published)]
    if way == "this":
        return next((y for d, y in near_days if d.year == published.year), published.year)
    if way in ("next", "future") and ahead:
        return ahead[0][1]
    if way == "" and ahead and past and (ahead[0][0] - published).days * 3 < (published - past[-1][0]).days:
        return ahead[0][1]
    return past[-1][1] if past else published.year


def _day_of_month(spec: Spec, scope: Scope) -> Value:
    base = scope.published
    if spec.of_month == "same":
        base = next((b for _, v in reversed(scope.before) if v.precision in ("day", "month") and (b := _base(v))), None)
    if base is None or spec.day is None:
        return Value()
    year, month = add_months(base.year, base.month, _STEPS.get(spec.of_month, 0))
    full = spec._replace(month=month)
    return _day(full, year, "context" if spec.of_month == "same" else "published")


def _loose_day(spec: Spec, scope: Scope) -> Value:
    """أمس, اليوم الاثنين, الثلاثاء المقبل, a bare weekday."""
    if scope.published is None:
        return Value()
    if spec.direction > 0 and scope.tense != "future":
        return Value()
    if spec.shift is not None:
        return _shifted_day(spec, scope.published)
    if spec.weekday is None:
        return Value()
    day = _weekday(spec, scope, scope.published)
    until = None
    if spec.until_weekday is not None:
        until = (day + dt.timedelta((spec.until_weekday - day.weekday()) % 7)).isoformat()
    return Value(day.isoformat(), "day", "published", until)


def _shifted_day(spec: Spec, published: dt.date) -> Value:
    """A day counted from today; where a weekday beside it disagrees, the weekday wins: the page may be a day late."""
    day = published + dt.timedelta(spec.shift or 0)
    conflict = _weekday_disagrees(spec, day)
    if conflict and spec.weekday is not None:
        off = (spec.weekday - day.weekday() + 3) % 7 - 3
        day += dt.timedelta(off)
    return Value(day.isoformat(), "day", "published", None, conflict)


def _weekday(spec: Spec, scope: Scope, published: dt.date) -> dt.date:
    assert spec.weekday is not None
    if spec.of_week:
        monday = published - dt.timedelta(published.weekday()) + dt.timedelta(weeks=_STEPS.get(spec.of_week, 0))
        return monday + dt.timedelta(spec.weekday)
    back = (published.weekday() - spec.weekday) % 7
    ahead = (spec.weekday - published.weekday()) % 7
    days = {
        "past": -(back or 7), "past2": -(back or 7) - 7, "next": ahead or 7, "next2": (ahead or 7) + 7,
        "this": (spec.weekday - published.weekday()),
    }  # fmt: skip
    if spec.qual in days:
        return published + dt.timedelta(days[spec.qual])
    return published + dt.timedelta(ahead if scope.tense == "future" else -back)
