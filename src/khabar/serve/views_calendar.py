"""The calendar of what is announced: planned events by the day they are announced for. A plan is no deed."""

from __future__ import annotations

import calendar
import datetime as dt

from khabar.model import Struct
from khabar.serve.lines import EventLine, Found, event_lines, events_where, is_planned
from khabar.store import Store

UNDATED = 20
"""Plans without a day."""
RECENT = 60
"""Days back from which plans without a date are shown."""


class Day(Struct, frozen=True, kw_only=True):
    """A day of the month."""

    day: str
    plans: int
    inside: bool
    """Of this month, not of one beside it."""


class Month(Struct, frozen=True, kw_only=True):
    """A month of plans."""

    month: str
    """``2026-04``."""
    before: str
    after: str
    weeks: list[list[Day]]
    days: list[tuple[str, list[EventLine]]]
    """Whole days in order, each with its plans."""
    loose: list[EventLine]
    """Announced for the month, without a day."""
    undated: list[EventLine]
    """Announced of late without any date."""


def month_of(value: str | None, otherwise: str) -> str:
    """``2026-04`` where that is a month, else the month of another date."""
    try:
        return dt.date.fromisoformat(f"{value}-01").isoformat()[:7] if value and len(value) == 7 else otherwise[:7]
    except ValueError:
        return otherwise[:7]


def month(store: Store, month: str, *, today: str) -> Month:
    """The plans of a month.

    Args:
        store: the store.
        month: ``2026-04``.
        today: ISO date, from which back those without a date are looked for.
    """
    plans = [p for p in _planned(events_where(store, "day >= ? AND day <= ? ORDER BY day, id", month, month + "~")) if p.event.date]
    days: dict[str, list[EventLine]] = {}
    for plan in plans:
        if len(plan.event.date or "") >= 10:
            days.setdefault(str(plan.event.date)[:10], []).append(plan)
    first = dt.date.fromisoformat(f"{month}-01")
    return Month(
        month=month, before=(first - dt.timedelta(days=1)).isoformat()[:7], after=(first + dt.timedelta(days=32)).isoformat()[:7],
        weeks=_weeks(first, {day: len(found) for day, found in days.items()}), days=sorted(days.items()),
        loose=[p for p in plans if len(p.event.date or "") < 10], undated=_undated(store, today),
    )  # fmt: skip


def _planned(found: Found) -> list[EventLine]:
    return event_lines([e for e in found.events if is_planned(e)], found.people)


def _weeks(first: dt.date, plans: dict[str, int]) -> list[list[Day]]:
    """Weeks from Saturday to Friday, as most Arab states count them."""
    weeks = calendar.Calendar(calendar.SATURDAY).monthdatescalendar(first.year, first.month)
    return [[Day(day=d.isoformat(), plans=plans.get(d.isoformat(), 0), inside=d.month == first.month) for d in week] for week in weeks]


def _undated(store: Store, today: str) -> list[EventLine]:
    since = (dt.date.fromisoformat(today) - dt.timedelta(days=RECENT)).isoformat()
    found = _planned(events_where(store, "status = 'future' AND day >= ? ORDER BY day DESC, id", since))
    return [p for p in found if not p.event.date][:UNDATED]


def coming(store: Store, today: str, most: int) -> list[EventLine]:
    """The next plans after a day."""
    found = _planned(events_where(store, "day > ? ORDER BY day, id LIMIT ?", today, most * 3))
    return [p for p in found if p.event.date][:most]
