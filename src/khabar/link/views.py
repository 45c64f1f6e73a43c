"""A linked collection as rows: events in time, and who deals with whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from khabar.link.cards import moment
from khabar.link.records import Identity, Linked, LinkedEvent, Report
from khabar.model import Struct
from khabar.script.fold import fold


class Row(Struct, frozen=True, kw_only=True):
    """One event in time."""

    id: str
    date: str
    date_from: str
    """``text`` where the words give it, ``published`` where it is the day of the first report."""
    type: str
    mode: str | None
    status: str
    quad: int
    score: float
    actors: list[str]
    recipients: list[str]
    place: str | None
    country: str | None
    sources: int
    reports: int
    dead: list[int] | None
    """Lowest and highest count."""
    contested: bool
    words: str


class Relation(Struct, frozen=True, kw_only=True):
    """What one actor did and said towards another."""

    actor: str
    recipient: str
    events: int
    """Each counted once, however many report it."""
    mean: float
    """Mean conflict–cooperation score, -10 to 10, ceremony left out."""
    words: int
    """Of them, in words (quad 1 and 3)."""
    deeds: int
    sources: int
    first: str
    last: str


class Wanted(Struct, frozen=True, kw_only=True):
    """Which events are asked for; what is None does not matter."""

    actor: str | None = None
    type: str | None = None
    since: str | None = None
    until: str | None = None
    status: str | None = "actual"


def timeline(linked: Linked, wanted: Wanted = Wanted()) -> list[Row]:  # noqa: B008 - frozen
    """The events in the order of time; those without any date are left out."""
    people = {i.id: i for i in linked.identities}
    rows = [_row(event, people) for event in chosen(linked, wanted)]
    return sorted(rows, key=lambda r: (r.date, -r.sources, r.id))


def chosen(linked: Linked, wanted: Wanted) -> Iterator[LinkedEvent]:
    """The events that are asked for."""
    people = {i.id: i for i in linked.identities}
    for event in linked.events:
        day = date_of(event)[0]
        if not day or (wanted.type and event.type != wanted.type) or (wanted.status and event.status != wanted.status):
            continue
        if (wanted.since and day < wanted.since[: len(day)]) or (wanted.until and day[:10] > wanted.until):
            continue
        if wanted.actor and not any(_is(people.get(id), id, wanted.actor) for id in (*event.actors, *event.recipients)):
            continue
        yield event


def _is(person: Identity | None, id: str, asked: str) -> bool:
    """Whether an actor is the one asked for: by id, by a country's code, or by part of a name."""
    if person is None or asked in (id, person.country):
        return person is not None or asked == id
    key = fold(asked)
    return any(key in fold(name) for name in (person.name_ar, person.name_en or "", *person.names))


def date_of(event: LinkedEvent) -> tuple[str, str]:
    """When it was, empty where nothing tells, and whether the words give it or the first report's day."""
    if event.date:
        return event.date, "text"
    return min((r.published[:10] for r in event.reports if r.published), default=""), "published"


def first_report(event: LinkedEvent) -> Report:
    """The report that stood first."""
    return min(event.reports, key=lambda r: (moment(r.published) or dt.datetime.max, r.article))


def _row(event: LinkedEvent, people: dict[str, Identity]) -> Row:
    date, source = date_of(event)
    dead = event.sizes.get("dead")
    return Row(
        id=event.id, date=date, date_from=source, type=event.type, mode=event.mode, status=event.status, quad=event.quad, score=event.score,
        actors=names(event.actors, people), recipients=names(event.recipients, people), place=event.place, country=event.country,
        sources=event.sources, reports=len(event.reports), dead=[dead.low, dead.high] if dead else None, contested=event.contested,
        words=first_report(event).evidence.text,
    )  # fmt: skip


def names(ids: Iterable[str], people: dict[str, Identity]) -> list[str]:
    """The names behind identity ids, each once."""
    return list(dict.fromkeys(people[id].name_ar if id in people else id for id in ids))


def relations(linked: Linked, wanted: Wanted = Wanted()) -> list[Relation]:  # noqa: B008 - frozen
    """Who deals with whom, most events first; parties of one meeting stand in both directions."""
    people = {i.id: i for i in linked.identities}
    pairs: dict[tuple[str, str], list[LinkedEvent]] = {}
    for event in chosen(linked, wanted):
        for pair in sorted({(_party(a, people), _party(b, people)) for a, b in _pairs(event)}):
            pairs.setdefault(pair, []).append(event)
    found = [_relation(names([a], people)[0], names([b], people)[0], events) for (a, b), events in pairs.items()]
    return sorted(found, key=lambda r: (-r.events, -r.sources, r.actor, r.recipient))


def _party(id: str, people: dict[str, Identity]) -> str:
    """Who stands in the table: an identity, or for people without a name (civilians) what they are."""
    return people[id].name_ar if "@" in id and id in people else id


def _pairs(event: LinkedEvent) -> set[tuple[str, str]]:
    if event.recipients:
        return {(a, b) for a in event.actors for b in event.recipients if a != b}
    return {(a, b) for a in event.actors for b in event.actors if a != b} if event.type == "CONSULT" else set()


def _relation(actor: str, recipient: str, events: Sequence[LinkedEvent]) -> Relation:
    days = sorted(date_of(e)[0] for e in events)
    scored = [e.score for e in events if not e.ceremonial]
    return Relation(
        actor=actor, recipient=recipient, events=len(events), mean=round(sum(scored) / len(scored), 2) if scored else 0.0,
        words=sum(e.quad in (1, 3) for e in events), deeds=sum(e.quad in (2, 4) for e in events),
        sources=len({o for e in events for o in e.origins}), first=days[0], last=days[-1],
    )  # fmt: skip
