"""Statements and events as the pages list them: read by indexed queries, each with the people in it and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import Any, Literal

from khabar.model import Struct

COUNTED = "e.status = 'actual' AND e.attribution = 'outlet'"
"""Events that count as deeds: told as having happened, by the outlet itself. Claims, denials and plans are listed, never counted."""
NAMELESS = ("people", "unnamed")
"""Kinds of actors that are never one across articles."""
Side = Literal["actor", "recipient"]


class Person(Struct, frozen=True, kw_only=True):
    """An actor as a link."""

    id: str
    name: str
    name_en: str | None = None


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


class Done(Struct, frozen=True, kw_only=True):
    """An event."""

    id: str
    uid: str
    type: str
    mode: str | None
    quad: int
    score: float
    status: str
    attribution: str
    date: str | None
    """As the words give it."""
    place: str | None
    country: str | None
    words: str
    actors: list[Person]
    recipients: list[Person]
    source: Source

    @property
    def when(self) -> str | None:
        """Its date, else the day of publication."""
        return self.date or (self.source.published or "")[:10] or None

    @property
    def counted(self) -> bool:
        """Whether it counts as a deed."""
        return self.status == "actual" and self.attribution == "outlet"


_SOURCE = "a.id, a.title, a.outlet, a.published"
_SAID = f"SELECT s.row, s.id, s.uid, s.type, s.voice, s.content, {_SOURCE} FROM statements s JOIN articles a ON a.row = s.article"
_DONE = (
    "SELECT e.row, e.id, e.uid, e.type, e.mode, e.quad, e.score, e.status, e.attribution, e.date, e.place, e.country, e.evidence, "
    f"{_SOURCE} FROM events e JOIN articles a ON a.row = e.article"
)


def said(connection: Connection, rows: Sequence[int]) -> list[Said]:
    """The statements in these rows, in their order."""
    people = _people(connection, rows, "SELECT p.statement, 'actor', w.id, w.name_ar, w.name_en FROM speakers p JOIN actors w ON w.row = p.actor WHERE p.statement")
    found = {}
    for row, id, uid, type, voice, words, *source in _of(connection, f"{_SAID} WHERE s.row", rows):
        found[row] = Said(id=id, uid=uid, type=type, voice=voice, words=words, speakers=people.get((row, "actor"), []), source=_source(source))
    return [found[row] for row in rows if row in found]


def done(connection: Connection, rows: Sequence[int]) -> list[Done]:
    """The events in these rows, in their order."""
    people = _people(connection, rows, "SELECT p.event, p.side, w.id, w.name_ar, w.name_en FROM sides p JOIN actors w ON w.row = p.actor WHERE p.event")
    found = {}
    for row, id, uid, type, mode, quad, score, status, attribution, date, place, country, words, *source in _of(connection, f"{_DONE} WHERE e.row", rows):
        found[row] = Done(
            id=id, uid=uid, type=type, mode=mode, quad=quad, score=score, status=status, attribution=attribution, date=date, place=place, country=country,
            words=words, actors=people.get((row, "actor"), []), recipients=people.get((row, "recipient"), []), source=_source(source),
        )  # fmt: skip
    return [found[row] for row in rows if row in found]


def _source(row: Sequence[Any]) -> Source:
    article, title, outlet, published = row
    return Source(article=article, title=title, outlet=outlet, published=published)


def _people(connection: Connection, rows: Sequence[int], query: str) -> dict[tuple[int, str], list[Person]]:
    found: dict[tuple[int, str], list[Person]] = {}
    for row, side, id, name, english in _of(connection, query, rows, order="w.row"):
        found.setdefault((row, side), []).append(Person(id=id, name=name, name_en=english))
    return found


def _of(connection: Connection, query: str, rows: Sequence[int], order: str = "1") -> list[Any]:
    """The rows of a query that ends where the list of numbers begins."""
    marks = ",".join("?" * len(rows))
    return connection.execute(f"{query} IN ({marks}) ORDER BY {order}", tuple(rows)).fetchall()


def marks(count: int) -> str:
    """``?, ?, ?``: the places of values in a query."""
    return ", ".join("?" * count)


def ids_of(connection: Connection, asked: str) -> list[str]:
    """The stable ids that a name, an id (``kh:…``) or a country's code means; those told of most first, a hundred at most.

    Args:
        connection: the store's.
        asked: what a reader typed.
    """
    from khabar.store.search import Plan, who

    plan = Plan([], [])
    condition = who(plan, asked)
    query = f"SELECT w.id, count(*) FROM actors w WHERE {condition} GROUP BY w.id ORDER BY 2 DESC, 1 LIMIT 100"
    return [row[0] for row in connection.execute(query, plan.values)]


def names_of(connection: Connection, ids: Iterable[str]) -> dict[str, Person]:
    """The usual name behind each id."""
    asked = list(dict.fromkeys(ids))
    query = f"SELECT id, name_ar, max(name_en), count(*) FROM actors WHERE id IN ({marks(len(asked))}) GROUP BY id, name_ar ORDER BY 4"
    return {id: Person(id=id, name=name, name_en=english) for id, name, english, _ in connection.execute(query, asked)}
