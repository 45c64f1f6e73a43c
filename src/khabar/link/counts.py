"""Events counted by any columns: each once however many report it, periods without any with a zero."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from khabar.lexicon.words import Lexicon
from khabar.link.records import Identity, Linked, LinkedEvent
from khabar.link.views import Wanted, chosen, date_of
from khabar.messages import wrong
from khabar.model import Record, Struct

PERIODS = ("day", "week", "month", "year")
"""Of them at most one is asked for: they are of one another."""
_ARTICLES_ONLY = "outlet"


class Count(Struct, frozen=True, kw_only=True):
    """One row of the table."""

    by: dict[str, str | None]
    """Column → value; None where the event does not tell it."""
    events: int
    reports: int
    """Articles that tell them, copies too."""
    dead: list[int]
    """The sum of the lowest and of the highest counts given for each event."""
    articles: int | None = None
    """How many articles the collection holds of this period, and outlet where that is a column: what to divide by."""


class Counted(Struct, frozen=True, kw_only=True):
    """A table with what it rests on."""

    rows: list[Count]
    outlets: list[str]
    """Whose articles were counted."""
    left_out: list[str]
    """Outlets that were left out, for a constant source."""
    undated: int
    """Events that no article dates, and so no period has."""


def count(
    records: Sequence[Record], link: Callable[[Iterable[Record]], Linked], by: Sequence[str], wanted: Wanted, *,
    constant: bool = False, lexicon: Lexicon | None = None,
) -> Counted:  # fmt: skip
    """Count the events of a collection.

    Args:
        records: its coded articles.
        link: how they are linked; of the articles that stay with a constant source.
        by: columns, of `COLUMNS`.
        wanted: which events.
        constant: only outlets of which the collection holds articles from ``wanted.since`` or before: a source that was
            added later makes no trend.
        lexicon: for P-codes.

    Raises:
        OptionError: an unknown column, two periods, or a constant source without a first day.
    """
    _check(by, wanted, constant)
    kept, left_out = _constant(records, wanted.since or "") if constant else (list(records), [])
    linked = link(kept)
    people = {i.id: i for i in linked.identities}
    cells: dict[tuple[str | None, ...], list[LinkedEvent]] = {}
    for event in chosen(linked, wanted):
        for key in product(*(_values(event, column, people, lexicon) for column in by)):
            cells.setdefault(key, []).append(event)
    total = _articles(kept, by, wanted)
    undated = sum(not date_of(event)[0] for event in linked.events)
    rows = [_row(by, key, cells.get(key, []), total) for key in _filled(list(cells), by, wanted)]
    outlets = sorted({r.article.outlet for r in kept if r.article.outlet})
    return Counted(rows=rows, outlets=outlets, left_out=left_out, undated=undated)


def _check(by: Sequence[str], wanted: Wanted, constant: bool) -> None:
    unknown = [column for column in by if column not in COLUMNS]
    if unknown or not by:
        raise wrong("count_column", name=", ".join(unknown) or "-", names=", ".join(COLUMNS))
    if len([column for column in by if column in PERIODS]) > 1:
        raise wrong("count_periods", names=", ".join(PERIODS))
    if constant and not wanted.since:
        raise wrong("missing_value", name="--from")


def _constant(records: Iterable[Record], since: str) -> tuple[list[Record], list[str]]:
    """The records of outlets that were there from the first day on, and the names of the other outlets."""
    records = list(records)
    first = first_days(records)
    stays = {outlet for outlet, day in first.items() if day <= since}
    return [r for r in records if r.article.outlet in stays], sorted(o for o in first if o not in stays)


def first_days(records: Iterable[Record]) -> dict[str, str]:
    """The first day of which the collection holds an article, for each outlet."""
    found: dict[str, str] = {}
    for record in records:
        outlet, day = record.article.outlet, (record.article.published or "")[:10]
        if outlet and day:
            found[outlet] = min(day, found.get(outlet, day))
    return found


# -- columns
def period(day: str, unit: str) -> str | None:
    """The period that a day (or month, or year) lies in; None where it is not told so finely."""
    if unit == "year":
        return day[:4] or None
    if unit == "month":
        return day[:7] if len(day) in (7, 10) else None
    if len(day) == 8 and unit == "week":
        return day
    if len(day) != 10:
        return None
    if unit == "day":
        return day
    year, week, _ = dt.date.fromisoformat(day).isocalendar()
    return f"{year}-W{week:02}"


def _periodic(unit: str) -> Callable[[LinkedEvent], list[str | None]]:
    return lambda event: [period(date_of(event)[0], unit)]


def _of(name: str) -> Callable[[LinkedEvent], list[str | None]]:
    def values(event: LinkedEvent) -> list[str | None]:
        value = getattr(event, name)
        return [None if value is None else str(value)]

    return values


def _outlets(event: LinkedEvent) -> list[str | None]:
    return [*dict.fromkeys(r.outlet for r in event.reports)]


COLUMNS: Mapping[str, Callable[[LinkedEvent], list[str | None]] | None] = {
    **{unit: _periodic(unit) for unit in PERIODS},
    **{name: _of(name) for name in ("country", "admin1", "place", "type", "mode", "quad", "status", "attribution")},
    "pcode": None, "actor": None, "recipient": None, "actor_country": None, "recipient_country": None, "outlet": _outlets,
}  # fmt: skip
"""What may be counted by; an event of several actors, recipients or outlets is counted under each of them."""


def _values(event: LinkedEvent, column: str, people: Mapping[str, Identity], lexicon: Lexicon | None) -> list[str | None]:
    values = COLUMNS[column]
    if values is not None:
        return values(event)
    if column == "pcode":
        division = lexicon.division(event.country, event.admin1) if lexicon and event.admin1 else None
        return [division.pcode or None if division else None]
    ids = event.actors if column.startswith("actor") else event.recipients
    if column.endswith("_country"):
        return [*dict.fromkeys(people[id].country if id in people else None for id in ids)] or [None]
    return [*dict.fromkeys(people[id].name_ar if id in people else id for id in ids)] or [None]


# -- rows
def _row(by: Sequence[str], key: tuple[str | None, ...], events: Sequence[LinkedEvent], total: Mapping[tuple[str | None, ...], int] | None) -> Count:
    cell = dict(zip(by, key, strict=True))
    dead = [event.sizes["dead"] for event in events if "dead" in event.sizes]
    divisor = None if total is None else total.get(tuple(cell[c] for c in by if c in (*PERIODS, _ARTICLES_ONLY)), 0)
    return Count(
        by=cell, events=len(events), reports=sum(len(e.reports) for e in events), dead=[sum(d.low for d in dead), sum(d.high for d in dead)], articles=divisor,
    )  # fmt: skip


def _articles(records: Iterable[Record], by: Sequence[str], wanted: Wanted) -> dict[tuple[str | None, ...], int] | None:
    """How many articles stand behind each period and outlet; None where neither is asked for."""
    columns = [c for c in by if c in (*PERIODS, _ARTICLES_ONLY)]
    if not columns:
        return None
    found: dict[tuple[str | None, ...], int] = {}
    for record in records:
        day = (record.article.published or "")[:10]
        if (wanted.since and day < wanted.since) or (wanted.until and day > wanted.until):
            continue
        key = tuple(record.article.outlet if c == _ARTICLES_ONLY else period(day, c) for c in columns)
        found[key] = found.get(key, 0) + 1
    return found


def _filled(keys: Sequence[tuple[str | None, ...]], by: Sequence[str], wanted: Wanted) -> list[tuple[str | None, ...]]:
    """The keys with every period between the first and the last, for everything else that was met."""
    at = next((n for n, column in enumerate(by) if column in PERIODS), None)
    if at is None:
        return sorted(keys, key=_order)
    told = sorted(p for key in keys if (p := key[at]))
    ends = [period(day, by[at]) for day in (wanted.since, wanted.until) if day]
    bounds = sorted([*(told[:1] if not wanted.since else []), *(told[-1:] if not wanted.until else []), *(e for e in ends if e)])
    if not bounds:
        return sorted(keys, key=_order)
    rest = dict.fromkeys((*key[:at], *key[at + 1 :]) for key in keys) or {tuple(None for _ in by[1:]): None}
    every = [(*r[:at], p, *r[at:]) for p in periods(bounds[0], bounds[-1], by[at]) for r in rest]
    return sorted(dict.fromkeys([*every, *(k for k in keys if k[at] is None)]), key=_order)


def _order(key: tuple[str | None, ...]) -> list[tuple[bool, str]]:
    return [(value is None, value or "") for value in key]


def periods(first: str, last: str, unit: str) -> Iterator[str]:
    """Every period from ``first`` to ``last``, both included."""
    day, found = _first_day(first, unit), ""
    while found < last:
        found = period(day.isoformat(), unit) or last
        yield found
        day = _next(day, unit)


def _first_day(value: str, unit: str) -> dt.date:
    if unit == "week":
        return dt.date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
    return dt.date.fromisoformat({"year": f"{value[:4]}-01-01", "month": f"{value[:7]}-01"}.get(unit, value))


def _next(day: dt.date, unit: str) -> dt.date:
    if unit == "year":
        return day.replace(year=day.year + 1)
    if unit == "month":
        return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return day + dt.timedelta(days=7 if unit == "week" else 1)


def flat(counted: Counted) -> list[dict[str, Any]]:
    """The rows as plain columns, for CSV."""
    return [{**row.by, "events": row.events, "reports": row.reports, "dead_low": row.dead[0], "dead_high": row.dead[1], "articles": row.articles} for row in counted.rows]
