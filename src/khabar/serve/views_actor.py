"""An actor: what they said and did, to whom, over time; stance towards others; names and offices with dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from sqlite3 import Connection
from types import MappingProxyType
from typing import Literal

from khabar.link.records import Linked
from khabar.model import Struct
from khabar.serve.figures import NOTHING, Bucket, Counts, Tie, buckets
from khabar.serve.lines import COUNTED, NAMELESS, Done, Person, Said, done, ids_of, marks, names_of, said
from khabar.serve.views_relations import together
from khabar.store import Store

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
    """With those that linking has joined to it."""
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
    did: list[Done]
    met: list[Done]
    partners: list[Partner]
    stands: list[Stand]


class Listed(Struct, frozen=True, kw_only=True):
    """An actor in the list."""

    person: Person
    kind: str
    country: str | None
    articles: int
    last: str | None


def actor_list(store: Store, asked: str = "", *, kind: str | None = None) -> list[Listed]:
    """Actors that bear a name, or where none is asked those told of in most articles.

    Args:
        store: the store.
        asked: a name or part of it, or a country's code.
        kind: only of this kind.
    """
    ids = ids_of(store.connection, asked.strip()) if asked.strip() else _most(store.connection, kind)
    if not ids:
        return []
    query = f"""SELECT w.id, max(w.kind), max(w.country), count(DISTINCT w.article), max(substr(a.published, 1, 10)) FROM actors w JOIN articles a ON a.row = w.article
        WHERE w.id IN ({marks(len(ids))}) AND (? IS NULL OR w.kind = ?) GROUP BY w.id ORDER BY 4 DESC, 1 LIMIT ?"""
    rows = store.connection.execute(query, (*ids, kind, kind, LISTING)).fetchall()
    people = names_of(store.connection, [r[0] for r in rows])
    return [Listed(person=people[id], kind=kind, country=country, articles=articles, last=last) for id, kind, country, articles, last in rows]


def _most(connection: Connection, kind: str | None) -> list[str]:
    """Those told of in most of the articles that came last: of all, counting would take too long."""
    query = f"""SELECT id, count(*) FROM actors WHERE article > (SELECT coalesce(max(row), 0) - 3000 FROM articles) AND kind NOT IN ({marks(len(NAMELESS))})
        AND (? IS NULL OR kind = ?) GROUP BY id ORDER BY 2 DESC, 1 LIMIT ?"""
    return [row[0] for row in connection.execute(query, (*NAMELESS, kind, kind, LISTING))]


def joined(store: Store, linked: Linked | None, id: str) -> list[str]:
    """The stable ids of one actor: those that linking has found to be one, as far as the store has them."""
    identity = next((i for i in linked.identities if id == i.id or id in i.ids), None) if linked else None
    wanted = list(dict.fromkeys([id, *(identity.ids if identity else ())]))
    known = {row[0] for row in store.connection.execute(f"SELECT DISTINCT id FROM actors WHERE id IN ({marks(len(wanted))})", wanted)}
    return [i for i in wanted if i in known]


def actor(store: Store, id: str, ids: Sequence[str], same: Mapping[str, str] = MappingProxyType({})) -> Actor:
    """The page of the actor ``id``, in whom ``ids`` are one; there must be one of them in the store.

    Args:
        store: the store.
        id: the stable id that was asked for.
        ids: from `joined`.
        same: ids that are one actor, from `Links.same`.
    """
    c = store.connection
    kind, country, articles = c.execute(f"SELECT max(kind), max(country), count(DISTINCT article) FROM actors WHERE id IN ({marks(len(ids))})", ids).fetchone()
    people = names_of(c, ids)
    rows: dict[Part, list[int]] = {part: records(c, ids, part, FEW) for part in PARTS}
    days = _days(c, ids)
    return Actor(
        id=id, ids=list(ids), person=people.get(id) or next(iter(people.values())), kind=kind, country=country, names=_named(c, ids, "name_ar"), roles=_named(c, ids, "role"),
        articles=articles, totals={part: total(c, ids, part) for part in PARTS}, others=_uncounted(c, ids), counts=_sum(days), buckets=buckets(days, _said_days(c, ids)),
        said=said(c, rows["said"]), did=done(c, rows["did"]), met=done(c, rows["met"]), partners=partners(c, ids, same), stands=stands(store, ids),
    )  # fmt: skip


# -- records of one part
_ROWS: dict[Part, str] = {
    "said": "SELECT DISTINCT s.row, s.day FROM actors w CROSS JOIN speakers p ON p.actor = w.row CROSS JOIN statements s ON s.row = p.statement WHERE w.id IN ({ids})",
    "did": "SELECT DISTINCT e.row, e.day FROM actors w CROSS JOIN sides p ON p.actor = w.row AND p.side = 'actor' CROSS JOIN events e ON e.row = p.event WHERE w.id IN ({ids})",
    "met": "SELECT DISTINCT e.row, e.day FROM actors w CROSS JOIN sides p ON p.actor = w.row AND p.side = 'recipient' CROSS JOIN events e ON e.row = p.event WHERE w.id IN ({ids})",
}


def records(connection: Connection, ids: Sequence[str], part: Part, most: int, offset: int = 0) -> list[int]:
    """Rows of statements or events of an actor, newest first."""
    query = _ROWS[part].format(ids=marks(len(ids))) + " ORDER BY 2 DESC, 1 DESC LIMIT ? OFFSET ?"
    return [row[0] for row in connection.execute(query, (*ids, most, offset))]


def total(connection: Connection, ids: Sequence[str], part: Part) -> int:
    """How many statements, or counted events, of this part there are."""
    counted = "" if part == "said" else f" AND {COUNTED}"
    return int(connection.execute(f"SELECT count(*) FROM ({_ROWS[part].format(ids=marks(len(ids)))}{counted})", ids).fetchone()[0])


def _uncounted(connection: Connection, ids: Sequence[str]) -> int:
    query = f"SELECT count(DISTINCT e.row) FROM actors w CROSS JOIN sides p ON p.actor = w.row CROSS JOIN events e ON e.row = p.event WHERE w.id IN ({marks(len(ids))}) AND NOT ({COUNTED})"
    return int(connection.execute(query, ids).fetchone()[0])


# -- over time
def _days(connection: Connection, ids: Sequence[str]) -> list[tuple[str, int, int]]:
    query = f"""SELECT e.day, e.quad, count(DISTINCT e.row) FROM actors w CROSS JOIN sides p ON p.actor = w.row CROSS JOIN events e ON e.row = p.event
        WHERE w.id IN ({marks(len(ids))}) AND {COUNTED} AND e.day IS NOT NULL GROUP BY 1, 2"""
    return connection.execute(query, ids).fetchall()


def _said_days(connection: Connection, ids: Sequence[str]) -> list[tuple[str, int]]:
    query = f"""SELECT s.day, count(DISTINCT s.row) FROM actors w CROSS JOIN speakers p ON p.actor = w.row CROSS JOIN statements s ON s.row = p.statement
        WHERE w.id IN ({marks(len(ids))}) AND s.day IS NOT NULL GROUP BY 1"""
    return connection.execute(query, ids).fetchall()


def _sum(days: Sequence[tuple[str, int, int]]) -> Counts:
    found = list(NOTHING)
    for _, quad, number in days:
        found[quad - 1] += number
    return found[0], found[1], found[2], found[3]


def _named(connection: Connection, ids: Sequence[str], column: Literal["name_ar", "role"]) -> list[Naming]:
    """Names or offices with the days on which they were first and last told."""
    query = f"""SELECT w.{column}, count(*), min(substr(a.published, 1, 10)), max(substr(a.published, 1, 10)) FROM actors w JOIN articles a ON a.row = w.article
        WHERE w.id IN ({marks(len(ids))}) AND w.{column} IS NOT NULL AND w.{column} != '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12"""
    return [Naming(text=text, number=number, first=first, last=last) for text, number, first, last in connection.execute(query, ids)]


# -- towards others
def partners(connection: Connection, ids: Sequence[str], same: Mapping[str, str]) -> list[Partner]:
    """With whom they have most events, in either direction."""
    own = marks(len(ids))
    query = f"""SELECT o.id, count(DISTINCT CASE e.quad WHEN 1 THEN e.row END), count(DISTINCT CASE e.quad WHEN 2 THEN e.row END),
            count(DISTINCT CASE e.quad WHEN 3 THEN e.row END), count(DISTINCT CASE e.quad WHEN 4 THEN e.row END), avg(e.score)
        FROM actors w CROSS JOIN sides p ON p.actor = w.row CROSS JOIN events e ON e.row = p.event
            CROSS JOIN sides q ON q.event = e.row AND q.actor != p.actor AND (q.side != p.side OR e.type = 'CONSULT') CROSS JOIN actors o ON o.row = q.actor
        WHERE w.id IN ({own}) AND {COUNTED} AND o.id NOT IN ({own}) AND o.kind NOT IN ({marks(len(NAMELESS))})
        GROUP BY o.id ORDER BY count(DISTINCT e.row) DESC, 1 LIMIT ?"""
    found: dict[str, Tie] = {}
    for id, a, b, c, d, score in connection.execute(query, (*ids, *ids, *NAMELESS, PARTNERS * 3)):
        other = same.get(id, id)
        found[other] = together(found.get(other), Tie(a=ids[0], b=other, counts=(a, b, c, d), score=score))
    people = names_of(connection, found)
    return [Partner(person=people[id], tie=tie) for id, tie in sorted(found.items(), key=lambda item: (-item[1].total, item[0])) if id in people][:PARTNERS]


def stands(store: Store, ids: Sequence[str]) -> list[Stand]:
    """Whom their latest statements are for, against or concerned about, most statements first."""
    query = f"""SELECT DISTINCT a.id, a.published FROM actors w CROSS JOIN articles a ON a.row = w.article
        WHERE w.id IN ({marks(len(ids))}) AND EXISTS (SELECT 1 FROM speakers p WHERE p.actor = w.row) ORDER BY a.published DESC LIMIT ?"""
    found: dict[str, Stand] = {}
    for article, published in store.connection.execute(query, (*ids, RECENT)).fetchall():
        _stands_in(store, article, published, frozenset(ids), found)
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
            old = found.get(other.id) or Stand(
                towards=Person(id=other.id, name=other.name_ar, name_en=other.name_en), pro=0, contra=0, concern=0, last=published, article=article, statement=statement.id
            )
            found[other.id] = Stand(
                towards=old.towards, pro=old.pro + (about.stance == "for"), contra=old.contra + (about.stance == "against"),
                concern=old.concern + (about.stance == "concern"), last=old.last, article=old.article, statement=old.statement,
            )  # fmt: skip
