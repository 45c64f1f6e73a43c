"""An actor: what they said and did, to whom, over time; stance towards others; names and offices with dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from khabar.link import kept
from khabar.link.records import Identity, LinkedEvent
from khabar.model import Struct
from khabar.serve.figures import Bucket, Counts, Tie, buckets
from khabar.serve.lines import (
    NAMELESS,
    EventLine,
    Person,
    Said,
    day_of,
    event_lines,
    events_where,
    is_counted,
    person_of,
    said,
)
from khabar.serve.views_relations import mean, pairs, quads
from khabar.store import Store
from khabar.store.browse import asked

Part = Literal["said", "did", "met"]
PARTS: tuple[Part, ...] = ("said", "did", "met")
FEW, LISTED, PARTNERS, LISTING = 5, 30, 12, 60
"""Records of each part on the first page; on a page of one part; partners; actors in the list."""
RECENT = 80
"""Articles in which they spoke last, out of which stances are read: they stand in the records alone."""


class Naming(Struct, frozen=True, kw_only=True):
    """A name or an office, and when it was told."""

    text: str
    number: int
    first: str | None
    last: str | None


class Stand(Struct, frozen=True, kw_only=True):
    """What statements of theirs hold of another actor."""

    towards: Person
    pro: int
    contra: int
    concern: int
    last: str | None
    article: str
    statement: str
    """The latest that is not neutral."""


class Partner(Struct, frozen=True, kw_only=True):
    """Somebody they deal with."""

    person: Person
    tie: Tie


class Actor(Struct, frozen=True, kw_only=True):
    """The page of an actor."""

    id: str
    ids: list[str]
    """Those that articles give it."""
    person: Person
    kind: str
    country: str | None
    names: list[Naming]
    roles: list[Naming]
    articles: int
    totals: dict[str, int]
    """Statements, and counted events on each side."""
    others: int
    """Events that do not count."""
    counts: Counts
    buckets: list[Bucket]
    said: list[Said]
    did: list[EventLine]
    met: list[EventLine]
    partners: list[Partner]
    stands: list[Stand]


def identity_of(store: Store, id: str) -> Identity | None:
    """The actor with this id across articles; out of the articles alone where they are not linked yet."""
    found = kept.identity(store, id)
    if found is not None:
        return found
    query = "SELECT name_ar, max(name_en), kind, country, count(*) FROM actors WHERE id = ? GROUP BY name_ar ORDER BY 5 DESC LIMIT 1"
    rows = asked(store, query, id)
    if not rows:
        return None
    name, english, kind, country, number = rows[0]
    return Identity(id=id, kind=kind, name_ar=name, name_en=english, country=country, ids=[id], names={name: number}, roles=[], articles=[])


def actor(store: Store, identity: Identity) -> Actor:
    """The page of an actor.

    Args:
        store: the store.
        identity: from `identity_of`.
    """
    found = events_where(store, "id IN (SELECT event FROM parties WHERE identity = ?) ORDER BY day DESC, id", identity.id)
    done = [e for e in found.events if is_counted(e)]
    ids = _json(identity.ids)
    sides = {part: [e for e in found.events if identity.id in (e.actors if part == "did" else e.recipients)] for part in ("did", "met")}
    days = asked(store, f"SELECT coalesce(s.day, ''), count(DISTINCT s.row) {_SAID} GROUP BY 1", ids)
    return Actor(
        id=identity.id, ids=identity.ids, person=person_of(identity), kind=identity.kind, country=identity.country, names=_named(store, ids, "name_ar"), roles=_named(store, ids, "role"),
        articles=asked(store, f"SELECT count(DISTINCT w.article) FROM actors w WHERE {_OWN}", ids)[0][0],
        totals={"said": sum(n for _, n in days), **{part: sum(map(is_counted, found)) for part, found in sides.items()}}, others=len(found.events) - len(done),
        counts=quads(done), buckets=buckets(((day_of(e), e.quad, 1) for e in done), days), said=said(store, statements(store, identity, FEW)),
        did=event_lines(sides["did"][:FEW], found.people), met=event_lines(sides["met"][:FEW], found.people),
        partners=partners(identity.id, done, found.people), stands=stands(store, identity),
    )  # fmt: skip


_OWN = "w.id IN (SELECT value FROM json_each(?))"
_SAID = f"FROM actors w CROSS JOIN speakers p ON p.actor = w.row CROSS JOIN statements s ON s.row = p.statement WHERE {_OWN}"


def _json(ids: Sequence[str]) -> str:
    return msgspec.json.encode(ids).decode()


def statements(store: Store, identity: Identity, most: int, offset: int = 0) -> list[int]:
    """Rows of an actor's statements, newest first."""
    query = f"SELECT DISTINCT s.row, s.day {_SAID} ORDER BY 2 DESC, 1 DESC LIMIT ? OFFSET ?"
    return [row[0] for row in asked(store, query, _json(identity.ids), most, offset)]


def events(store: Store, identity: Identity, side: Literal["actor", "recipient"], most: int, offset: int = 0) -> list[EventLine]:
    """An actor's events on one side, newest first."""
    condition = "id IN (SELECT event FROM parties WHERE identity = ? AND side = ?) ORDER BY day DESC, id LIMIT ? OFFSET ?"
    found = events_where(store, condition, identity.id, side, most, offset)
    return event_lines(found.events, found.people)


def _named(store: Store, ids: str, column: Literal["name_ar", "role"]) -> list[Naming]:
    """Names or offices with the days on which they were first and last told."""
    query = f"""SELECT w.{column}, count(*), min(substr(a.published, 1, 10)), max(substr(a.published, 1, 10)) FROM actors w JOIN articles a ON a.row = w.article
        WHERE {_OWN} AND w.{column} IS NOT NULL AND w.{column} != '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12"""
    return [Naming(text=text, number=number, first=first, last=last) for text, number, first, last in asked(store, query, ids)]


# -- towards others
def partners(id: str, done: Iterable[LinkedEvent], people: Mapping[str, Person]) -> list[Partner]:
    """With whom they have most events, in either direction.

    Args:
        id: the actor's.
        done: counted events in which they take part.
        people: those in the events.
    """
    found: dict[str, list[LinkedEvent]] = {}
    for event in done:
        for other in {b if a == id else a for a, b in pairs(event) if id in (a, b)}:
            if people[other].kind not in NAMELESS:
                found.setdefault(other, []).append(event)
    ties = [Tie(a=id, b=other, counts=quads(held), score=mean(held) or 0.0) for other, held in found.items()]
    return [Partner(person=people[t.b], tie=t) for t in sorted(ties, key=lambda t: (-t.total, t.b))][:PARTNERS]


def stands(store: Store, identity: Identity) -> list[Stand]:
    """Whom their latest statements are for, against or concerned about, most statements first."""
    query = f"""SELECT DISTINCT a.id, a.published FROM actors w CROSS JOIN articles a ON a.row = w.article
        WHERE {_OWN} AND EXISTS (SELECT 1 FROM speakers p WHERE p.actor = w.row) ORDER BY a.published DESC LIMIT ?"""
    found: dict[str, Stand] = {}
    for article, published in asked(store, query, _json(identity.ids), RECENT):
        _stands_in(store, article, published, frozenset(identity.ids), found)
    return sorted(found.values(), key=lambda s: (-(s.pro + s.contra + s.concern), s.towards.id))


def _stands_in(store: Store, article: str, published: str | None, ids: frozenset[str], found: dict[str, Stand]) -> None:
    """Add the stances of one article; articles come newest first."""
    record = store.corrected(article).record
    actors = {a.key: a for a in record.actors}
    own = {a.key for a in record.actors if a.id in ids}
    for statement in record.statements:
        for about in statement.about:
            other = actors.get(about.actor)
            if other is None or about.stance == "neutral" or not own & set(statement.speaker) or other.key in own or other.kind in NAMELESS:
                continue
            towards = Person(id=other.id, name=other.name_ar, name_en=other.name_en)
            old = found.get(other.id) or Stand(towards=towards, pro=0, contra=0, concern=0, last=published, article=article, statement=statement.id)
            found[other.id] = msgspec.structs.replace(
                old, pro=old.pro + (about.stance == "for"), contra=old.contra + (about.stance == "against"), concern=old.concern + (about.stance == "concern")
            )
