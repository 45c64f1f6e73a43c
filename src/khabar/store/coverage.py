"""What counts have to be divided by: articles read, coded, dropped and why, faulted, by outlet and day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from khabar.lexicon.schema import OutletRow
from khabar.lexicon.words import Lexicon
from khabar.script.fold import fold
from khabar.store.db import Store

Unit = Literal["day", "month", "year", "all"]
_LENGTH: dict[Unit, int] = {"day": 10, "month": 7, "year": 4, "all": 0}


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the articles of one outlet in one period."""

    outlet: str | None
    period: str | None
    """Of publication: 2024-05-06, 2024-05 or 2024; None where the articles have no date, empty where it is not asked for."""
    read: int
    """Articles that the store holds."""
    coded: int
    """Of them, those with at least one statement or event."""
    empty: int
    """Those in which neither was found."""
    dropped: dict[str, int]
    """Gate → articles from which it left something out."""
    faulted: int
    """Articles with a fault; they may be coded all the same."""


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """One outlet of the store, with what the table of outlets knows of it."""

    name: str
    kind: str | None
    country: str | None
    articles: int
    first: str | None
    """First day of publication that the store holds: counts from before cannot be compared with counts from after."""
    last: str | None


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """An input that gave no article."""

    source: str
    code: str
    message: str
    at: str


def coverage(store: Store, unit: Unit = "day", *, since: str | None = None, until: str | None = None) -> list[Coverage]:
    """What became of the articles, by outlet and period.

    Args:
        store: the database.
        unit: of the periods; ``all`` for none.
        since: first day of publication.
        until: last day of publication.
    """
    period = f"substr(a.published, 1, {_LENGTH[unit]})"
    where, values = _days(since, until)
    found = store.rows(
        f"""SELECT a.outlet, {period}, count(*), sum(c.found), sum(EXISTS (SELECT 1 FROM faults f WHERE f.article = a.row))
        FROM articles a JOIN (SELECT row, EXISTS (SELECT 1 FROM statements s WHERE s.article = articles.row)
        OR EXISTS (SELECT 1 FROM events e WHERE e.article = articles.row) AS found FROM articles) c ON c.row = a.row
        {where} GROUP BY 1, 2 ORDER BY a.outlet_key, 2""",
        *values,
    )
    gates: dict[tuple[str | None, str | None], dict[str, int]] = {}
    query = f"SELECT a.outlet, {period}, d.gate, count(DISTINCT a.row) FROM drops d JOIN articles a ON a.row = d.article {where} GROUP BY 1, 2, 3 ORDER BY 3"
    for outlet, at, gate, articles in store.rows(query, *values):
        gates.setdefault((outlet, at), {})[gate] = articles
    return [
        Coverage(outlet=o, period=p, read=read, coded=coded, empty=read - coded, dropped=gates.get((o, p), {}), faulted=faulted)
        for o, p, read, coded, faulted in found
    ]


def _days(since: str | None, until: str | None) -> tuple[str, list[Any]]:
    bounds = [(f"substr(a.published, 1, 10) {sign} ?", day) for sign, day in ((">=", since), ("<=", until)) if day]
    return ("WHERE " + " AND ".join(c for c, _ in bounds) if bounds else ""), [day for _, day in bounds]


def outlets(store: Store, lexicon: Lexicon) -> list[Outlet]:
    """The outlets that the store holds articles of, those of most first."""
    known: dict[str, OutletRow] = {fold(name): row for row in lexicon.tables["outlets"] for name in (row.name_ar, row.name_en, *row.aliases)}
    query = """SELECT outlet, count(*), min(substr(published, 1, 10)), max(substr(published, 1, 10)) FROM articles
        WHERE outlet IS NOT NULL GROUP BY outlet_key ORDER BY 2 DESC, outlet_key"""
    return [_outlet(row, known.get(fold(row[0]))) for row in store.rows(query)]


def _outlet(row: Sequence[Any], known: OutletRow | None) -> Outlet:
    name, articles, first, last = row
    return Outlet(name=name, kind=known.kind if known else None, country=known.country if known else None, articles=articles, first=first, last=last)


def unread(store: Store) -> list[Unread]:
    """The inputs that gave no article, with why, and when they were tried last."""
    return [Unread(source=s, code=c, message=m, at=at) for s, c, m, at in store.rows("SELECT source, code, message, at FROM unread ORDER BY at, source, code")]
