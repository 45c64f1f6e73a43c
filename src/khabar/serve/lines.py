"""Statements and events as the pages list them, each with the people in it and the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from khabar.coding.deeds import is_deed
from khabar.link import kept
from khabar.link.records import Identity, LinkedEvent, Range, Report
from khabar.link.views import first_report
from khabar.model import Struct
from khabar.script.fold import fold
from khabar.store import Store
from khabar.store.browse import asked

NAMELESS = ("people", "unnamed")
"""Kinds of actors that are never one across articles."""
MANY = 300
"""Actors that one name or country may mean."""


class Person(Struct, frozen=True, kw_only=True):
    """An actor as a link."""

    id: str
    name: str
    name_en: str | None = None
    kind: str = ""


class Source(Struct, frozen=True, kw_only=True):
    """The article that a record stands in."""

    article: str
    title: str | None
    outlet: str | None
    published: str | None


class Said(Struct, frozen=True, kw_only=True):
    """A statement."""

    id: str
    uid: str
    type: str
    voice: str
    words: str
    speakers: list[Person]
    source: Source


class EventLine(Struct, frozen=True, kw_only=True):
    """An event, once however many report it."""

    event: LinkedEvent
    first: Report
    """The report that stood first: its uid is the event's lasting address."""
    actors: list[Person]
    recipients: list[Person]

    @property
    def tolls(self) -> dict[str, Range]:
        """The range of each quantity."""
        return self.event.sizes

    @property
    def counted(self) -> bool:
        """Whether it counts as done."""
        return is_counted(self.event)

    @property
    def attribution(self) -> str:
        """Who answers for it: the outlet where one tells it in its own voice."""
        return self.event.attribution


# -- what counts
def is_planned(event: LinkedEvent) -> bool:
    """Whether it is told before its day: as still to come, or with a date after the first report. PLOVER codes most plans as AGREE."""
    published = (first_report(event).published or "")[:10]
    return event.status == "future" or (event.status == "actual" and bool(event.date and published) and str(event.date)[:10] > published)


def is_counted(event: LinkedEvent) -> bool:
    """Whether it counts as done: told as having happened by some outlet in its own voice; a deed besides not before its day.

    Claims, denials, suppositions and plans are listed and never counted as deeds.
    """
    return is_deed(event) and (event.quad in (1, 3) or not is_planned(event))


def day_of(event: LinkedEvent) -> str:
    """The day that it is counted under: its own where the words give a whole one that had come, else that of its first report."""
    published = (first_report(event).published or "")[:10]
    own = (event.date or "")[:10]
    return own if len(own) == 10 and not (published and own > published) else published or own


# -- events
class Found(Struct, frozen=True, kw_only=True):
    """Events, and those in them by id."""

    events: list[LinkedEvent]
    people: dict[str, Person]


def event_lines(events: Iterable[LinkedEvent], people: Mapping[str, Person]) -> list[EventLine]:
    """Events with the names of those in them."""
    return [EventLine(event=e, first=first_report(e), actors=people_of(e.actors, people), recipients=people_of(e.recipients, people)) for e in events]


def people_of(ids: Sequence[str], people: Mapping[str, Person]) -> list[Person]:
    """The actors behind identity ids; those without a name (civilians) once for each thing that they are called."""
    found = {id if "@" not in id else people[id].name: people[id] for id in reversed(ids) if id in people}
    return list(reversed(found.values()))


def person_of(identity: Identity) -> Person:
    """An identity as a link."""
    return Person(id=identity.id, name=identity.name_ar, name_en=identity.name_en, kind=identity.kind)


def events_where(store: Store, condition: str, *values: object) -> Found:
    """The linked events for which a condition on the table `linked_events` holds, with those in them."""
    rows = asked(store, f"SELECT event FROM linked_events WHERE {condition}", *values)
    events = [msgspec.json.decode(row[0], type=LinkedEvent) for row in rows]
    return Found(events=events, people=people_with(store, {id for e in events for id in (*e.actors, *e.recipients)}))


class _Name(msgspec.Struct):
    """As much of an identity as a link needs: of a state that is told of everywhere the list of articles is long."""

    id: str
    name_ar: str
    kind: str
    name_en: str | None = None


def people_with(store: Store, ids: Iterable[str]) -> dict[str, Person]:
    """Actors by the ids that were asked for: their own, or those that articles give; of two men of one name the better known."""
    query = """SELECT n.id, i.identity, i.articles FROM json_each(?) j CROSS JOIN identity_ids n ON n.id = j.value CROSS JOIN identities i ON i.id = n.identity
        ORDER BY n.id, i.id = n.id, i.articles"""
    found: dict[str, Person] = {}
    for id, told, _ in asked(store, query, msgspec.json.encode(sorted(ids)).decode()):
        name = msgspec.json.decode(told, type=_Name)
        found[id] = Person(id=name.id, name=name.name_ar, name_en=name.name_en, kind=name.kind)
    return found


def meant(store: Store, text: str) -> list[Identity]:
    """Whom a name, an id (``kh:…``) or a country's code means, those of most articles first.

    Those that are called just so are meant before those that bear the name among others.
    """
    text = text.strip()
    if not text:
        return []
    if text.startswith("kh:"):
        one = kept.identity(store, text)
        return [one] if one else []
    if len(text) == 3 and text.isascii() and text.isupper():
        return kept.identities(store, limit=MANY, country=text)
    found = [i for i in kept.identities(store, limit=MANY, name=text) if i.kind not in NAMELESS]
    exact = [i for i in found if fold(text) in {fold(n) for n in (i.name_ar, i.name_en or "", *i.names)}]
    return exact or found


# -- statements
def said(store: Store, rows: Sequence[int]) -> list[Said]:
    """The statements in these rows, in their order."""
    wanted = msgspec.json.encode(rows).decode()
    people: dict[int, list[Person]] = {}
    query = """SELECT p.statement, w.id, w.name_ar, w.name_en FROM speakers p JOIN actors w ON w.row = p.actor
        WHERE p.statement IN (SELECT value FROM json_each(?)) ORDER BY w.row"""
    for row, id, name, english in asked(store, query, wanted):
        people.setdefault(row, []).append(Person(id=id, name=name, name_en=english))
    query = """SELECT s.row, s.id, s.uid, s.type, s.voice, s.content, a.id, a.title, a.outlet, a.published
        FROM statements s JOIN articles a ON a.row = s.article WHERE s.row IN (SELECT value FROM json_each(?))"""
    found = {row: _said(columns, people.get(row, [])) for row, *columns in asked(store, query, wanted)}
    return [found[row] for row in rows if row in found]


def _said(columns: Sequence[Any], speakers: list[Person]) -> Said:
    id, uid, type, voice, words, article, title, outlet, published = columns
    source = Source(article=article, title=title, outlet=outlet, published=published)
    return Said(id=id, uid=uid, type=type, voice=voice, words=words, speakers=speakers, source=source)
