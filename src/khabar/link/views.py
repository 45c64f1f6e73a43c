"""A linked collection as rows: events in time, and who deals with whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from khabar.link.cards import moment
from khabar.link.records import Identity, Linked, LinkedEvent, Report
from khabar.model import Struct, When
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
    attribution: str
    """``outlet``, ``claimed``, ``contested`` or ``denied``."""
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
    actor_id: str
    """Identity id, which tells two of one name apart; for people without a name what they are called."""
    recipient_id: str


class Wanted(Struct, frozen=True, kw_only=True):
    """Which events are asked for; what is None does not matter."""

    actor: str | None = None
    type: str | None = None
    since: str | None = None
    until: str | None = None
    status: str | None = "actual"
    voice: str | None = "outlet"
    """Whose word counts, as `LinkedEvent.attribution`: of what is told as having happened what outlets tell in their own voice, or
    what is only claimed, denied or contested; None for anybody's."""


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
        if not _voiced(event, wanted):
            continue
        if (wanted.since and day < wanted.since[: len(day)]) or (wanted.until and day[:10] > wanted.until):
            continue
        if wanted.actor and not any(is_asked(people.get(id), id, wanted.actor) for id in (*event.actors, *event.recipients)):
            continue
        yield event


def _voiced(event: LinkedEvent, wanted: Wanted) -> bool:
    """Whether it is told by whose word counts."""
    return wanted.voice is None or anybodys(wanted) or event.attribution == wanted.voice


def anybodys(wanted: Wanted) -> bool:
    """Whether it is all one who tells it: of plans, denials and old stories that are asked for by status, unless a claim is asked for."""
    return wanted.voice == "outlet" and wanted.status != "actual"


def is_asked(person: Identity | None, id: str, asked: str) -> bool:
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
        id=event.id, date=date, date_from=source, type=event.type, mode=event.mode, status=event.status, attribution=event.attribution, quad=event.quad, score=event.score,
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
    return sorted((_relation(pair, people, events) for pair, events in pairs.items()), key=rank)


def rank(row: Relation) -> tuple[int, int, str, str, str, str]:
    """Where a row stands among others."""
    return -row.events, -row.sources, row.actor, row.recipient, row.actor_id, row.recipient_id


def _party(id: str, people: dict[str, Identity]) -> str:
    """Who stands in the table: an identity, or for people without a name (civilians) what they are."""
    return people[id].name_ar if "@" in id and id in people else id


def _pairs(event: LinkedEvent) -> set[tuple[str, str]]:
    if event.recipients:
        return {(a, b) for a in event.actors for b in event.recipients if a != b}
    return {(a, b) for a in event.actors for b in event.actors if a != b} if event.type == "CONSULT" else set()


def _relation(pair: tuple[str, str], people: dict[str, Identity], events: Sequence[LinkedEvent]) -> Relation:
    (actor,), (recipient,) = (names([id], people) for id in pair)
    days = sorted(date_of(e)[0] for e in events)
    scored = [e.score for e in events if not e.ceremonial]
    return Relation(
        actor=actor, recipient=recipient, events=len(events), mean=round(sum(scored) / len(scored), 2) if scored else 0.0,
        words=sum(e.quad in (1, 3) for e in events), deeds=sum(e.quad in (2, 4) for e in events),
        sources=len({o for e in events for o in e.origins}), first=days[0], last=days[-1],
        actor_id=pair[0], recipient_id=pair[1],
    )  # fmt: skip


class Announced(Struct, frozen=True, kw_only=True):
    """What is said to come, on its day."""

    id: str
    date: str
    """The day, week, month or year that it is announced for."""
    type: str | None
    """What is to be, where the words tell: CONSULT, AID, RETREAT …"""
    place: str | None
    actors: list[str]
    recipients: list[str]
    said_on: str
    sources: int
    words: str


def calendar(linked: Linked, since: str = "", until: str = "9") -> list[Announced]:
    """What articles announce, in the order of the days it is announced for; what has no day is left out."""
    people = {i.id: i for i in linked.identities}
    found = []
    for event in linked.events:
        day = event.planned.date if event.planned is not None else None
        if event.planned is None and event.status == "future" and event.date:
            day = When(value=event.date, precision="day")
        if day is None or not since[: len(day.value)] <= day.value or day.value[: len(until)] > until:
            continue
        place = event.planned.place.name_ar if event.planned is not None and event.planned.place is not None else event.place
        found.append(
            Announced(
                id=event.id, date=day.value, type=event.planned.type if event.planned is not None else event.type, place=place, actors=names(event.actors, people),
                recipients=names(event.recipients, people), said_on=date_of(event)[0] if event.planned is not None else "", sources=event.sources, words=first_report(event).evidence.text,
            )
        )  # fmt: skip
    return sorted(found, key=lambda a: (a.date, -a.sources, a.id))
