"""Relations: who deals with whom, two sides in time, where it happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from sqlite3 import Connection
from types import MappingProxyType

import msgspec

from khabar.model import Struct
from khabar.serve.figures import NOTHING, Bucket, Counts, Outline, Spot, Tie, buckets
from khabar.serve.lines import COUNTED, NAMELESS, Done, Person, done, ids_of, marks, names_of
from khabar.store import Store

LISTED = 40
"""Events that a list shows at once."""
PAIRS = 60
"""Pairs that the table shows."""
PLACES = 60
"""Places that the map shows."""


class Overview(Struct, frozen=True, kw_only=True):
    """Who deals with whom in a stretch of time."""

    ties: list[Tie]
    people: dict[str, Person]


class Side(Struct, frozen=True, kw_only=True):
    """One of two sides: what was asked for, and who that is."""

    asked: str
    ids: list[str]
    name: str
    name_en: str | None = None


class Dyad(Struct, frozen=True, kw_only=True):
    """Two sides."""

    a: Side
    b: Side
    counts: Counts
    mean: float | None
    """Mean score of what counts, -10 to 10."""
    forth: int
    """Events from a to b."""
    back: int
    buckets: list[Bucket]
    events: list[Done]
    others: list[Done]
    """Claimed, denied, supposed or to come: not counted."""
    more: bool


def ties(connection: Connection, *, since: str | None = None, until: str | None = None, most: int = PAIRS, same: Mapping[str, str] = MappingProxyType({})) -> list[Tie]:
    """Pairs of named actors by the number of events between them; ceremony is not told apart here.

    Args:
        connection: the store's.
        since: first day of publication.
        until: last day of publication.
        most: pairs.
        same: ids that are one actor, from `Links.same`.
    """
    query = f"""SELECT min(x.id, y.id), max(x.id, y.id), count(DISTINCT CASE e.quad WHEN 1 THEN e.row END), count(DISTINCT CASE e.quad WHEN 2 THEN e.row END),
            count(DISTINCT CASE e.quad WHEN 3 THEN e.row END), count(DISTINCT CASE e.quad WHEN 4 THEN e.row END), avg(e.score)
        FROM events e CROSS JOIN sides p ON p.event = e.row AND p.side = 'actor' CROSS JOIN actors x ON x.row = p.actor
            CROSS JOIN sides q ON q.event = e.row AND q.actor != p.actor AND (q.side = 'recipient' OR (e.type = 'CONSULT' AND q.actor > p.actor))
            CROSS JOIN actors y ON y.row = q.actor
        WHERE {COUNTED} AND e.day BETWEEN ? AND ? AND x.id != y.id AND x.kind NOT IN ({marks(len(NAMELESS))}) AND y.kind NOT IN ({marks(len(NAMELESS))})
        GROUP BY 1, 2 ORDER BY count(DISTINCT e.row) DESC, 1, 2 LIMIT ?"""
    rows = connection.execute(query, (since or "", until or "9999", *NAMELESS, *NAMELESS, most * 3))
    found: dict[tuple[str, str], Tie] = {}
    for a, b, q1, q2, q3, q4, score in rows:
        pair = (min(one := same.get(a, a), other := same.get(b, b)), max(one, other))
        if one != other:
            found[pair] = together(found.get(pair), Tie(a=pair[0], b=pair[1], counts=(q1, q2, q3, q4), score=score))
    return sorted(found.values(), key=lambda t: (-t.total, t.a, t.b))[:most]


def together(first: Tie | None, second: Tie) -> Tie:
    """Two ties of one pair as one."""
    if first is None:
        return second
    number = first.total + second.total
    score = (first.score * first.total + second.score * second.total) / number if number else 0.0
    a, b = first.counts, second.counts
    return Tie(a=first.a, b=first.b, counts=(a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]), score=score)


def overview(store: Store, *, since: str | None = None, until: str | None = None, same: Mapping[str, str] = MappingProxyType({})) -> Overview:
    """The pairs of these days with their names."""
    found = ties(store.connection, since=since, until=until, same=same)
    ids = [id for tie in found for id in (tie.a, tie.b)]
    return Overview(ties=found, people=names_of(store.connection, ids) if ids else {})


# -- two sides
def dyad(store: Store, a: str, b: str, *, since: str | None = None, until: str | None = None, page: int = 1) -> Dyad | None:
    """What lies between two sides; None where one of them is nobody.

    Args:
        store: the store.
        a: a name, a stable id or a country's code.
        b: the same.
        since: first day of publication.
        until: last day of publication.
        page: of the events, from 1.
    """
    left, right = side(store.connection, a), side(store.connection, b)
    if left is None or right is None:
        return None
    rows = _between(store.connection, left.ids, right.ids, since, until)
    counted = [r for r in rows if r[4]]
    shown = counted[(page - 1) * LISTED : page * LISTED]
    scores = [r[3] for r in counted]
    return Dyad(
        a=left, b=right, counts=_counts(r[2] for r in counted), mean=round(sum(scores) / len(scores), 2) if scores else None,
        forth=sum(r[5] for r in counted), back=sum(r[6] for r in counted), buckets=buckets((r[1], r[2], 1) for r in counted),
        events=done(store.connection, [r[0] for r in shown]), others=done(store.connection, [r[0] for r in rows if not r[4]][:LISTED]), more=len(counted) > page * LISTED,
    )  # fmt: skip


def side(connection: Connection, asked: str) -> Side | None:
    """Who is meant by a name, id or country's code."""
    ids = ids_of(connection, asked.strip()) if asked.strip() else []
    if not ids:
        return None
    if len(asked) == 3 and asked.isascii() and asked.isupper():
        return Side(asked=asked, ids=ids, name=asked)
    first = names_of(connection, ids[:1])[ids[0]]
    return Side(asked=asked, ids=ids, name=first.name, name_en=first.name_en)


def _counts(quads: object) -> Counts:
    found = list(NOTHING)
    for quad in quads:  # type: ignore[attr-defined]
        found[quad - 1] += 1
    return tuple(found)  # type: ignore[return-value]


_Row = tuple[int, str, int, float, int, int, int]
"""Event, day, quad, score, whether it counts, whether a is the actor and b the other, whether the other way round."""


def _between(connection: Connection, a: Sequence[str], b: Sequence[str], since: str | None, until: str | None) -> list[_Row]:
    """The events in which both sides take part, not both on the same side unless they meet; newest first."""
    query = f"""
        WITH x AS (SELECT p.event, p.side, p.actor FROM actors w CROSS JOIN sides p ON p.actor = w.row WHERE w.id IN ({marks(len(a))})),
             y AS (SELECT p.event, p.side, p.actor FROM actors w CROSS JOIN sides p ON p.actor = w.row WHERE w.id IN ({marks(len(b))}))
        SELECT e.row, coalesce(CASE WHEN length(e.date) >= 10 AND e.date <= e.day THEN substr(e.date, 1, 10) END, e.day, ''), e.quad, e.score, {COUNTED},
            max(x.side = 'actor' AND y.side = 'recipient'), max(x.side = 'recipient' AND y.side = 'actor')
        FROM x JOIN y ON y.event = x.event AND y.actor != x.actor CROSS JOIN events e ON e.row = x.event
        WHERE (x.side != y.side OR e.type = 'CONSULT') AND coalesce(e.day, '') BETWEEN ? AND ?
        GROUP BY e.row ORDER BY 2 DESC, 1 DESC LIMIT 5000"""
    return connection.execute(query, (*a, *b, since or "", until or "9999")).fetchall()


# -- where
def spots(store: Store, *, since: str | None = None, until: str | None = None, ids: Sequence[str] = ()) -> list[Spot]:
    """Places of what happened in these days, with their coordinates.

    The table of events has a place's name; where it lies is told by the record of the last article that tells of it.

    Args:
        store: the store.
        since: first day of publication.
        until: last day of publication.
        ids: only events of these actors; empty for all.
    """
    only = f"AND e.row IN (SELECT p.event FROM actors w JOIN sides p ON p.actor = w.row WHERE w.id IN ({marks(len(ids))}))" if ids else ""
    query = f"""SELECT e.place, e.country, sum(e.quad = 1), sum(e.quad = 2), sum(e.quad = 3), sum(e.quad = 4), max(e.article) FROM events e
        WHERE {COUNTED} AND e.place IS NOT NULL AND e.day BETWEEN ? AND ? {only} GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT ?"""
    found = []
    for place, country, q1, q2, q3, q4, article in store.connection.execute(query, (since or "", until or "9999", *ids, PLACES)).fetchall():
        at = _where(store, article, place)
        if at is not None:
            found.append(Spot(name=place, country=country, lat=at[0], lon=at[1], counts=(q1, q2, q3, q4)))
    return found


def _where(store: Store, article: int, place: str) -> tuple[float, float] | None:
    id = store.connection.execute("SELECT id FROM articles WHERE row = ?", (article,)).fetchone()[0]
    for p in store.corrected(id).record.places:
        if p.name_ar == place and p.lat is not None and p.lon is not None:
            return p.lat, p.lon
    return None


@cache
def outlines() -> tuple[Outline, ...]:
    """The outlines of the world's states, simplified (Natural Earth, public domain)."""
    data = resources.files("khabar.serve").joinpath("outlines.json").read_bytes()
    return tuple(msgspec.json.decode(data, type=list[list[tuple[float, float]]]))
