"""The calendar of what is announced: planned events by the day they are announced for. A plan is no deed."""

from __future__ import annotations

import calendar
import datetime as dt

import msgspec

from khabar.coding.deeds import begins_after
from khabar.model import Struct
from khabar.serve.lines import EventLine, event_lines, events_where
from khabar.store import Store
from khabar.store.browse import asked

UNDATED = 20
"""Plans without a day."""
RECENT = 60
"""Days back from which plans without a date are shown."""
_DUE = "coalesce(json_extract(event, '$.planned.date.value'), json_extract(event, '$.date'))"
"""The day that a linked event is for: of a promise what is promised, where linking tells it, else the event's own date."""
_MAY_BE = """status IN ('actual', 'future') AND (day >= ? OR instr(event, '"planned":{') > 0)"""
"""What may be due from a day on, told without reading into every event."""


class Plan(Struct, frozen=True, kw_only=True):
    """An event that is announced."""

    day: str
    """That it is for, as far as the words tell; empty where they do not."""
    line: EventLine


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
    days: list[tuple[str, list[Plan]]]
    """Whole days in order, each with its plans."""
    loose: list[Plan]
    """Announced for the month, or a week that begins in it, without a day."""
    undated: list[Plan]
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
    first = dt.date.fromisoformat(f"{month}-01")
    due = msgspec.json.encode([month, *_weeks_of(first)]).decode()
    plans = _plans(store, f"{_MAY_BE} AND (substr(due, 1, 7) = ? OR due IN (SELECT value FROM json_each(?))) ORDER BY due, id", month, month, due)
    days: dict[str, list[Plan]] = {}
    for plan in plans:
        if _is_day(plan.day):
            days.setdefault(plan.day[:10], []).append(plan)
    return Month(
        month=month, before=(first - dt.timedelta(days=1)).isoformat()[:7], after=(first + dt.timedelta(days=32)).isoformat()[:7],
        weeks=_weeks(first, {day: len(found) for day, found in days.items()}), days=sorted(days.items()),
        loose=[p for p in plans if not _is_day(p.day)], undated=_undated(store, today),
    )  # fmt: skip


def _plans(store: Store, condition: str, *values: object) -> list[Plan]:
    """What is announced of the events for which a condition holds, in its order: what is due after its first report, or is to come without a day."""
    due = dict(asked(store, f"SELECT id, {_DUE} AS due FROM linked_events WHERE {condition}", *values))
    found = events_where(store, "id IN (SELECT value FROM json_each(?))", msgspec.json.encode(list(due)).decode())
    lines = {line.event.id: line for line in event_lines(found.events, found.people)}
    plans = [Plan(day=day or "", line=lines[id]) for id, day in due.items() if id in lines]
    return [p for p in plans if p.line.event.status == "future" or (p.day and begins_after(p.day, (p.line.first.published or "9999-12-31")[:10]))]


def _is_day(value: str) -> bool:
    """Whether an ISO value is a whole day, no week (2024-W20), month or year."""
    return len(value) >= 10


def _weeks_of(first: dt.date) -> list[str]:
    """The ISO weeks that begin in a month, of its first day."""
    days = (first + dt.timedelta(days=n) for n in range(31))
    return [f"{d.isocalendar().year}-W{d.isocalendar().week:02}" for d in days if d.month == first.month and d.isoweekday() == 1]


def _weeks(first: dt.date, plans: dict[str, int]) -> list[list[Day]]:
    """Weeks from Saturday to Friday, as most Arab states count them."""
    weeks = calendar.Calendar(calendar.SATURDAY).monthdatescalendar(first.year, first.month)
    return [[Day(day=d.isoformat(), plans=plans.get(d.isoformat(), 0), inside=d.month == first.month) for d in week] for week in weeks]


def _undated(store: Store, today: str) -> list[Plan]:
    since = (dt.date.fromisoformat(today) - dt.timedelta(days=RECENT)).isoformat()
    return _plans(store, "status = 'future' AND day >= ? AND due IS NULL ORDER BY day DESC, id LIMIT ?", since, UNDATED)


def coming(store: Store, today: str, most: int) -> list[Plan]:
    """The next plans after a day."""
    plans = _plans(store, f"{_MAY_BE} AND due > ? ORDER BY due, id LIMIT ?", today, today, most * 3)
    return [p for p in plans if begins_after(p.day, today)][:most]
