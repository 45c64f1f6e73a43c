"""Relations: who deals with whom, two sides in time, where it happened. Each event counts once, however many report it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources

import msgspec

from khabar.link.records import Identity, LinkedEvent
from khabar.model import Struct
from khabar.serve.figures import NOTHING, Bucket, Counts, Outline, Spot, Tie, buckets
from khabar.serve.lines import EventLine, Found, Person, day_of, event_lines, events_where, is_counted, meant, person_of
from khabar.store import Store

LISTED = 40
"""Events that a list shows at once."""
PAIRS = 40
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
    ids: frozenset[str]
    first: Person
    country: str | None = None
    """Where a country's code was asked for, with everybody of it."""
    state: str | None = None
    """The code where the state alone is meant, without its people and bodies."""


class Dyad(Struct, frozen=True, kw_only=True):
    """Two sides."""

    a: Side
    b: Side
    counts: Counts
    mean: float | None
    """Mean score of what counts, ceremony left out, -10 to 10."""
    forth: int
    """Events from a to b."""
    back: int
    buckets: list[Bucket]
    events: list[EventLine]
    others: list[EventLine]
    """Claimed, denied, supposed or to come: not counted."""
    more: bool


def counted(store: Store, since: str | None, until: str | None) -> Found:
    """What counts as done in these days, with those in it."""
    found = events_where(store, "status = 'actual' AND day > '' AND day >= ? AND day <= ?", since or "", (until or "9999") + "~")
    return Found(events=[e for e in found.events if is_counted(e)], people=found.people)


def overview(found: Found, most: int = PAIRS) -> Overview:
    """The pairs of a collection of events with their names.

    Args:
        found: from `counted`.
        most: pairs.
    """
    shown = ties(found.events)[:most]
    return Overview(ties=shown, people={id: found.people[id] for t in shown for id in (t.a, t.b)})


def ties(events: Iterable[LinkedEvent]) -> list[Tie]:
    """Pairs of named actors by the number of events between them, whichever of them acts."""
    found: dict[tuple[str, str], list[LinkedEvent]] = {}
    for event in events:
        for pair in {(min(a, b), max(a, b)) for a, b in pairs(event)}:
            found.setdefault(pair, []).append(event)
    made = [Tie(a=a, b=b, counts=quads(held), score=mean(held) or 0.0) for (a, b), held in found.items()]
    return sorted(made, key=lambda t: (-t.total, -abs(t.score), t.a, t.b))


def pairs(event: LinkedEvent) -> Iterator[tuple[str, str]]:
    """Who did something to whom; those who meet did it to one another. Those without a name are left out."""
    actors, recipients = ([id for id in ids if "@" not in id] for ids in (event.actors, event.recipients))
    others = recipients or (actors if event.type == "CONSULT" else [])
    return ((a, b) for a in actors for b in others if a != b)


def quads(events: Iterable[LinkedEvent]) -> Counts:
    """The number of events of each quad."""
    found = list(NOTHING)
    for event in events:
        found[event.quad - 1] += 1
    return found[0], found[1], found[2], found[3]


def mean(events: Sequence[LinkedEvent]) -> float | None:
    """The mean score of events, ceremony left out; None where there are none."""
    scores = [e.score for e in events if not e.ceremonial]
    return round(sum(scores) / len(scores), 2) if scores else None


# -- two sides
def dyad(store: Store, a: str, b: str, *, since: str | None = None, until: str | None = None, page: int = 1) -> Dyad | None:
    """What lies between two sides; None where one of them is nobody.

    Args:
        store: the store.
        a: a name, a stable id or a country's code.
        b: the same.
        since: first day.
        until: last day.
        page: of the events, from 1.
    """
    left, right = side(a, meant(store, a)), side(b, meant(store, b))
    if left is None or right is None:
        return None
    found = _between(store, left, right, since, until)
    done = [e for e in found.events if is_counted(e)]
    rest = [e for e in found.events if not is_counted(e)]
    shown = done[(page - 1) * LISTED : page * LISTED]
    return Dyad(
        a=left, b=right, counts=quads(done), mean=mean(done), forth=sum(_towards(e, left, right) for e in done), back=sum(_towards(e, right, left) for e in done),
        buckets=buckets((day_of(e), e.quad, 1) for e in done), events=event_lines(shown, found.people),
        others=event_lines(rest[:LISTED], found.people), more=len(done) > page * LISTED,
    )  # fmt: skip


def side(asked: str, found: Sequence[Identity]) -> Side | None:
    """Who is meant, as a side; None where nobody is."""
    if not found:
        return None
    country = asked.strip() if len(asked.strip()) == 3 and asked.isascii() and asked.isupper() else None
    state = found[0].country if country is None and found[0].kind == "country" else None
    return Side(asked=asked, ids=frozenset(i.id for i in found), first=person_of(found[0]), country=country, state=state)


def _towards(event: LinkedEvent, left: Side, right: Side) -> bool:
    return bool(left.ids & set(event.actors) and right.ids & set(event.recipients))


def _between(store: Store, left: Side, right: Side, since: str | None, until: str | None) -> Found:
    """The events in which both take part, not both on one side unless they meet; newest first."""
    one, other = (msgspec.json.encode(sorted(s.ids)).decode() for s in (left, right))
    own = "id IN (SELECT event FROM parties WHERE identity IN (SELECT value FROM json_each(?)))"
    found = events_where(store, f"{own} AND {own} AND day >= ? AND day <= ? ORDER BY day DESC, id", one, other, since or "", (until or "9999") + "~")
    return Found(events=[e for e in found.events if _joins(e, left, right)], people=found.people)


def _joins(event: LinkedEvent, left: Side, right: Side) -> bool:
    meet = event.type == "CONSULT" and len(set(event.actors) & (left.ids | right.ids)) > 1 and left.ids & set(event.actors) and right.ids & set(event.actors)
    return _towards(event, left, right) or _towards(event, right, left) or bool(meet)


# -- where
def spots(store: Store, events: Iterable[LinkedEvent]) -> list[Spot]:
    """The places of events, with their coordinates.

    A linked event has a place's name; where it lies is told by the record of a report.

    Args:
        store: the store.
        events: what happened.
    """
    found: dict[tuple[str, str | None], list[LinkedEvent]] = {}
    for event in events:
        if event.place:
            found.setdefault((event.place, event.country), []).append(event)
    shown = []
    for (place, country), held in sorted(found.items(), key=lambda item: (-len(item[1]), item[0][0]))[:PLACES]:
        at = next((w for e in held[:3] for r in e.reports[:3] if (w := _where(store, r.article, place)) is not None), None)
        if at is not None:
            shown.append(Spot(name=place, country=country, lat=at[0], lon=at[1], counts=quads(held)))
    return shown


def _where(store: Store, article: str, place: str) -> tuple[float, float] | None:
    return next(((p.lat, p.lon) for p in store.record(article).places if p.name_ar == place and p.lat is not None and p.lon is not None), None)


@cache
def outlines() -> tuple[Outline, ...]:
    """The outlines of the world's states, simplified (Natural Earth, public domain)."""
    data = resources.files("khabar.serve").joinpath("outlines.json").read_bytes()
    return tuple(msgspec.json.decode(data, type=list[list[tuple[float, float]]]))
