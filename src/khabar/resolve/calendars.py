"""Days, weeks, months and years of the two calendars as ISO values."""

from __future__ import annotations

import calendar
import datetime as dt

from hijridate import Gregorian, Hijri


def iso_week(day: dt.date) -> str:
    """The ISO week of a day: 2019-W26."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def iso_month(year: int, month: int) -> str:
    """2019-10"""
    return f"{year:04d}-{month:02d}"


def real_day(year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian day, or None where the month has no such day."""
    return dt.date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def from_hijri(year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian day of a Hijri one (Umm al-Qura), or None outside the table (1343-1500) and for no real day."""
    try:
        return dt.date(*Hijri(year, month, day).to_gregorian().datetuple())
    except (ValueError, OverflowError):
        return None


def hijri_year(day: dt.date) -> int | None:
    """The Hijri year that a Gregorian day falls in, or None outside the table."""
    try:
        return Gregorian(day.year, day.month, day.day).to_hijri().year
    except (ValueError, OverflowError):
        return None


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """The month ``count`` months later."""
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1
