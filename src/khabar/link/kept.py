"""Linking, kept in the store: done once over all articles, then asked piece by piece.

What is kept is as old as the last `relink`; `state` tells how far behind it is. The questions give the same records as
`khabar.link.collection`, so that `khabar.link.views` works on what they return.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from khabar.link.collection import link
from khabar.link.records import Copy, Identity, Linked, LinkedEvent, Merge, Story, Variants, Verdicts
from khabar.link.views import Wanted, anybodys, date_of
from khabar.model import Struct
from khabar.script.fold import fold
from khabar.store import Store, database
from khabar.store.browse import asked, stamp
from khabar.store.desk import standing

T = TypeVar("T")
TABLES = ("joinings", "identity_ids", "identities", "tellings", "variants", "parties", "reports", "linked_events", "story_articles", "stories", "linkings")
"""In an order that foreign keys allow to empty them in."""


class State(Struct, frozen=True, kw_only=True):
    """The last linking."""

    at: str
    """UTC."""
    seconds: float
    """That it took."""
    current: bool
    """Nothing has been added, recoded or corrected since."""


# -- keeping
def relink(store: Store, apart: Iterable[tuple[str, str]] = ()) -> State:
    """Link every article of the store and keep what is found, in place of what was kept.

    Args:
        store: the database, with what people have said of pairs; what others add meanwhile is for the next time.
        apart: pairs of actors that a person has said are two.

    Raises:
        StoreError: the database cannot be written.
    """
    began, seen = time.monotonic(), stamp(store)
    linked = link(store.records(), apart, verdicts(store))
    with database.translated(store.path), database.transaction(store.connection):
        for table in TABLES:
            store.connection.execute(f"DELETE FROM {table}")
        _keep(store, linked)
        seconds = round(time.monotonic() - began, 2)
        store.connection.execute("INSERT INTO linkings VALUES (1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?, ?)", (seconds, seen))
    found = state(store)
    assert found is not None
    return found


def verdicts(store: Store, before: str | None = None) -> Verdicts:
    """What people have said of pairs of actors and events, or had said before a moment (UTC, ISO)."""
    return Verdicts(actors=standing(store, "actor", before=before), events=standing(store, "event", before=before))


def _keep(store: Store, linked: Linked) -> None:
    _many(store, "stories", 6, map(_story_row, linked.stories))
    _many(store, "story_articles", 2, ((m.article, s.id) for s in linked.stories for m in s.articles))
    _many(store, "linked_events", 7, ((e.id, e.story, e.type, e.status, date_of(e)[0][:10], _json(e), e.attribution) for e in linked.events))
    _many(store, "reports", 2, ((r.uid, e.id) for e in linked.events for r in e.reports))
    _many(store, "parties", 3, (row for e in linked.events for row in _sides(e)))
    _many(store, "variants", 5, ((v.id, v.story, v.speaker, len(v.tellings), _json(v)) for v in linked.variants))
    _many(store, "tellings", 2, ((t.uid, v.id) for v in linked.variants for t in v.tellings))
    _many(store, "identities", 7, map(_identity_row, linked.identities))
    _many(store, "identity_ids", 2, ((id, i.id) for i in linked.identities for id in {i.id, *i.ids}))
    _many(store, "joinings", 4, ((c.article, "copy", c.of, _json(c)) for c in linked.copies))
    _many(store, "joinings", 4, ((article, "merge", m.id, _json(m)) for m in linked.merges for article in m.articles))


def _many(store: Store, table: str, width: int, rows: Iterable[Sequence[object]]) -> None:
    store.connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * width)})", rows)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _story_row(story: Story) -> tuple[object, ...]:
    days = sorted(m.published[:10] for m in story.articles if m.published) or [""]
    return story.id, days[0], days[-1], len(story.articles), len(story.origins), _json(story)


def _sides(event: LinkedEvent) -> Iterator[tuple[str, str, str]]:
    yield from ((id, event.id, "actor") for id in event.actors)
    yield from ((id, event.id, "recipient") for id in event.recipients)


def _identity_row(person: Identity) -> tuple[object, ...]:
    names = "\n".join(dict.fromkeys(fold(n) for n in (person.name_ar, person.name_en or "", *person.names) if n))
    return person.id, person.kind, person.country, person.name_ar, names, len(person.articles), _json(person)


# -- asking
def state(store: Store) -> State | None:
    """When the store was linked last; None where it never was."""
    found = asked(store, "SELECT at, seconds, stamp FROM linkings")
    return State(at=found[0][0], seconds=found[0][1], current=found[0][2] == stamp(store)) if found else None


def stories(store: Store, *, limit: int, after: tuple[str, str] | None = None, least: int = 1) -> list[Story]:
    """The stories, those with the newest articles first.

    Args:
        store: the database.
        limit: how many.
        after: last day and id (`place_of`) of the story that the page before ended with.
        least: articles that a story has at least.
    """
    older = "AND (last, id) < (?, ?)" if after else ""
    query = f"SELECT story FROM stories WHERE articles >= ? {older} ORDER BY last DESC, id DESC LIMIT ?"
    return _decoded(store, Story, query, least, *(after or ()), limit)


def place_of(story: Story) -> tuple[str, str]:
    """Where a story stands in the list: the day of its newest article, and its id."""
    return max((m.published[:10] for m in story.articles if m.published), default=""), story.id


def story_id(store: Store, id: str) -> str | None:
    """The id of the story with this id, or the one that holds this article."""
    found = asked(store, "SELECT id FROM stories WHERE id = ? UNION ALL SELECT story FROM story_articles WHERE article = ?", id, id)
    return found[0][0] if found else None


def story(store: Store, id: str) -> Linked | None:
    """All that was found in one story, given by its id or that of an article; None where there is none."""
    at = story_id(store, id)
    if at is None:
        return None
    held = "(SELECT article FROM story_articles WHERE story = ?)"
    events = _decoded(store, LinkedEvent, "SELECT event FROM linked_events WHERE story = ? ORDER BY day, id", at)
    said = _decoded(store, Variants, "SELECT variants FROM variants WHERE story = ? ORDER BY tellings DESC, id", at)
    known = {id for e in events for id in (*e.actors, *e.recipients)} | {v.speaker for v in said}
    return Linked(
        stories=_decoded(store, Story, "SELECT story FROM stories WHERE id = ?", at), events=events, variants=said, identities=_people(store, known),
        copies=_decoded(store, Copy, f"SELECT joining FROM joinings WHERE kind = 'copy' AND article IN {held}", at),
        merges=_decoded(store, Merge, f"SELECT DISTINCT joining FROM joinings WHERE kind = 'merge' AND article IN {held}", at),
    )  # fmt: skip


def variants(store: Store, id: str) -> Variants | None:
    """The tellings with this id, or those that the statement with this uid is among."""
    query = "SELECT variants FROM variants WHERE id = ? OR id IN (SELECT variants FROM tellings WHERE uid = ?)"
    return next(iter(_decoded(store, Variants, query, id, id)), None)


def event(store: Store, id: str) -> LinkedEvent | None:
    """The linked event with this id, or the one that the event with this uid reports."""
    query = "SELECT event FROM linked_events WHERE id = ? OR id IN (SELECT event FROM reports WHERE uid = ?)"
    return next(iter(_decoded(store, LinkedEvent, query, id, id)), None)


def events(store: Store, wanted: Wanted, *, start: str = "", days_of: int | None = None) -> Linked:
    """The events that are asked for with those who take part in them: what `timeline`, `relations` and `chosen` work on.

    Args:
        store: the database.
        wanted: which events.
        start: only those of this day or later.
        days_of: only as many days after that day as hold so many events.
    """
    condition, values = _asked_for(wanted)
    condition, values = f"day != '' AND day >= ? AND {condition}", [start[:10], *values]
    if days_of is not None:
        last = f"coalesce((SELECT day FROM linked_events WHERE {condition} AND day > ? ORDER BY day LIMIT 1 OFFSET ?), '~')"
        condition, values = f"{condition} AND day <= {last}", [*values, *values, start[:10], days_of - 1]
    found = _decoded(store, LinkedEvent, f"SELECT event FROM linked_events WHERE {condition} ORDER BY day, id", *values)
    people = _people(store, {id for e in found for id in (*e.actors, *e.recipients)})
    return Linked(stories=[], events=found, variants=[], copies=[], identities=people, merges=[])


def _asked_for(wanted: Wanted) -> tuple[str, list[object]]:
    """The events that are asked for, as SQL."""
    where, values = ["1"], list[object]()
    voice, last = None if anybodys(wanted) else wanted.voice, wanted.until and wanted.until + "~"
    for column, sign, value in (("type", "=", wanted.type), ("status", "=", wanted.status), ("voice", "=", voice), ("day", "<=", last)):
        if value:
            where.append(f"{column} {sign} ?")
            values.append(value)
    if wanted.since:
        where.append("day >= substr(?, 1, length(day))")
        values.append(wanted.since)
    if wanted.actor:
        where.append("id IN (SELECT event FROM parties WHERE identity = ? OR identity IN (SELECT id FROM identities WHERE country = ? OR instr(names, ?)))")
        values += [wanted.actor, wanted.actor, fold(wanted.actor)]
    return " AND ".join(where), values


def identity(store: Store, id: str) -> Identity | None:
    """The actor with this id, across articles or in one of them."""
    query = "SELECT identity FROM identities WHERE id = ? OR id IN (SELECT identity FROM identity_ids WHERE id = ?) ORDER BY articles DESC LIMIT 1"
    return next(iter(_decoded(store, Identity, query, id, id)), None)


def identities(
    store: Store, *, limit: int, name: str | None = None, kind: str | None = None, country: str | None = None, after: tuple[int, str] | None = None
) -> list[Identity]:
    """The actors, those of most articles first.

    Args:
        store: the database.
        limit: how many.
        name: a part of a name, in any spelling.
        kind: as in `khabar.model.ActorKind`.
        country: its ISO code.
        after: articles and id of the actor that the page before ended with.
    """
    where, values = ["1"], list[object]()
    for condition, value in (("instr(names, ?)", name and fold(name)), ("kind = ?", kind), ("country = ?", country)):
        if value:
            where.append(condition)
            values.append(value)
    if after:
        where.append("(articles, id) < (?, ?)")
        values += after
    return _decoded(store, Identity, f"SELECT identity FROM identities WHERE {' AND '.join(where)} ORDER BY articles DESC, id DESC LIMIT ?", *values, limit)


def said_by(store: Store, identity: str, *, limit: int) -> list[Variants]:
    """The statements of an actor that several tell, those of most tellings first."""
    return _decoded(store, Variants, "SELECT variants FROM variants WHERE speaker = ? ORDER BY tellings DESC, id LIMIT ?", identity, limit)


def _people(store: Store, ids: Iterable[str]) -> list[Identity]:
    """The identities with these ids, those of most articles first."""
    wanted = _json(sorted(ids))
    return _decoded(store, Identity, "SELECT identity FROM identities WHERE id IN (SELECT value FROM json_each(?)) ORDER BY articles DESC, id", wanted)


def _decoded(store: Store, type: type[T], query: str, *values: Any) -> list[T]:
    return [msgspec.json.decode(row[0], type=type) for row in asked(store, query, *values)]
