"""The calendar of what is announced: planned events by the day they are announced for. A plan is no deed."""

from __future__ import annotations

import calendar
import datetime as dt

from khabar.model import Struct
from khabar.serve.lines import Done, done
from khabar.store import Store

MOST = 200
"""Plans of one month."""
UNDATED = 20
"""Plans without a day."""
RECENT = 60
"""Days back from which plans without a date are shown."""
_PLANNED = "(e.status = 'future' OR (e.status = 'actual' AND e.date > e.day))"
"""What is told as still to come, or was published before its day: PLOVER codes most plans as AGREE, of the day they are for."""


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
    days: list[tuple[str, list[Done]]]
    """Whole days in order, each with its plans."""
    loose: list[Done]
    """Announced for the month, without a day."""
    undated: list[Done]
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
    rows = store.connection.execute(f"SELECT e.row FROM events e WHERE {_PLANNED} AND substr(e.date, 1, 7) = ? ORDER BY e.date, e.row LIMIT ?", (month, MOST)).fetchall()
    plans = done(store.connection, [r[0] for r in rows])
    days: dict[str, list[Done]] = {}
    for plan in plans:
        if len(plan.date or "") >= 10:
            days.setdefault(str(plan.date)[:10], []).append(plan)
    first = dt.date.fromisoformat(f"{month}-01")
    return Month(
        month=month, before=(first - dt.timedelta(days=1)).isoformat()[:7], after=(first + dt.timedelta(days=32)).isoformat()[:7],
        weeks=_weeks(first, {day: len(found) for day, found in days.items()}), days=sorted(days.items()),
        loose=[p for p in plans if len(p.date or "") < 10], undated=_undated(store, today),
    )  # fmt: skip


def _weeks(first: dt.date, plans: dict[str, int]) -> list[list[Day]]:
    """Weeks from Saturday to Friday, as most Arab states count them."""
    weeks = calendar.Calendar(calendar.SATURDAY).monthdatescalendar(first.year, first.month)
    return [[Day(day=d.isoformat(), plans=plans.get(d.isoformat(), 0), inside=d.month == first.month) for d in week] for week in weeks]


def _undated(store: Store, today: str) -> list[Done]:
    since = (dt.date.fromisoformat(today) - dt.timedelta(days=RECENT)).isoformat()
    query = f"SELECT e.row FROM events e WHERE e.day >= ? AND {_PLANNED} AND e.date IS NULL ORDER BY e.day DESC, e.row DESC LIMIT ?"
    return done(store.connection, [r[0] for r in store.connection.execute(query, (since, UNDATED))])


def coming(store: Store, since: str, most: int) -> list[Done]:
    """The next plans from a day on."""
    query = f"SELECT e.row FROM events e WHERE {_PLANNED} AND e.date >= ? ORDER BY e.date, e.row LIMIT ?"
    return done(store.connection, [r[0] for r in store.connection.execute(query, (since, most))])
