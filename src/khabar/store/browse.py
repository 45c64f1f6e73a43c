"""Lists over the whole store, a page at a time: newest first, and what is added meanwhile moves nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from khabar.store import database
from khabar.store.db import Store
from khabar.store.search import KINDS, Filters, Hit, Kind, Matcher, Sort, planned, search

T = TypeVar("T")


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """An article in a list."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    version: int
    statements: int
    events: int
    faults: int
    corrections: int


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """An actor as a list names it."""

    key: str
    id: str
    name_ar: str
    name_en: str | None
    kind: str
    country: str | None


class StatementRow(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in a list."""

    uid: str
    article: str
    id: str
    type: str
    voice: str
    cue_lemma: str
    verbatim: str
    content: str
    start: int
    end: int
    day: str | None
    outlet: str | None
    title: str | None
    speakers: list[Party]


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
    """An event in a list."""

    uid: str
    article: str
    id: str
    type: str
    mode: str | None
    status: str
    attribution: str
    quad: int
    score: float
    date: str | None
    place: str | None
    country: str | None
    evidence: str
    start: int
    end: int
    day: str | None
    outlet: str | None
    title: str | None
    actors: list[Party]
    recipients: list[Party]


class Key(NamedTuple):
    """Where an item stands: by day, by article, by its place in the article."""

    day: str
    article: int
    start: int
    row: int


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a list, and where it goes on; None behind the last."""

    items: list[Any]
    after: Key | None


def asked(store: Store, query: str, *values: object) -> list[Any]:
    """The rows of a query that no method of the store has.

    Raises:
        StoreError: the database cannot be read.
    """
    return store.rows(query, *values)


def stamp(store: Store, article: str | None = None) -> str:
    """What changes whenever something is added, coded, corrected or judged: in an article, else in any."""
    if article is None:
        rows = store.rows(f"SELECT {', '.join(f'(SELECT max(row) FROM {table})' for table in _GROWING)}")
    else:
        rows = store.rows("SELECT coding, (SELECT max(row) FROM corrections c WHERE c.article = a.row) FROM articles a WHERE id = ?", article)
    return "-".join(str(n or 0) for row in rows for n in row)


_GROWING = ("captures", "codings", "corrections", "verdicts")
_DAYS: Mapping[Kind, str] = {"article": "coalesce(substr(a.published, 1, 10), '')", "statement": "coalesce(s.day, '')", "event": "coalesce(e.day, '')"}
_PLACES: Mapping[Kind, tuple[str, str, str]] = {
    "article": ("a.row", "0", "0"), "statement": ("s.article", "s.start", "s.row"), "event": ("e.article", "e.start", "e.row"),
}  # fmt: skip
_TABLES: Mapping[Kind, str] = {
    "article": "articles a", "statement": "statements s CROSS JOIN articles a ON a.row = s.article", "event": "events e CROSS JOIN articles a ON a.row = e.article",
}  # fmt: skip
_COLUMNS: Mapping[Kind, str] = {
    "article": "a.id, a.title, a.outlet, a.published, a.url, a.version, (SELECT count(*) FROM statements s WHERE s.article = a.row), "
    "(SELECT count(*) FROM events e WHERE e.article = a.row), (SELECT count(*) FROM faults f WHERE f.article = a.row), "
    "(SELECT count(*) FROM corrections c WHERE c.article = a.row)",
    "statement": 's.uid, a.id, s.id, s.type, s.voice, s.cue_lemma, s.verbatim, s.content, s.start, s."end", s.day, a.outlet, a.title',
    "event": "e.uid, a.id, e.id, e.type, e.mode, e.status, e.attribution, e.quad, e.score, e.date, e.place, e.country, e.evidence, e.start, "
    'e."end", e.day, a.outlet, a.title',
}


def listed(store: Store, kind: Kind, filters: Filters = Filters(), *, limit: int, after: Key | None = None) -> Page:  # noqa: B008 - frozen
    """A page of articles, statements or events, those of the newest articles first, in the order of the text.

    Args:
        store: the database.
        kind: what is listed: `ArticleRow`, `StatementRow` or `EventRow`.
        filters: what is asked of them.
        limit: items of the page.
        after: what the page before said.
    """
    plan = planned(kind, filters)
    if plan is None:
        return Page(items=[], after=None)
    day, (article, start, row) = _DAYS[kind], _PLACES[kind]
    where, values = [*plan.where], [*plan.values]
    if after is not None:
        where.append(f"({day}, {article}) <= (?, ?) AND NOT (({day}, {article}) = (?, ?) AND ({start}, {row}) <= (?, ?))")
        values += [after.day, after.article, *after]
    order = f"{day} DESC, {article} DESC" + (f", {start}, {row}" if kind != "article" else "")
    query = f"SELECT {day}, {article}, {start}, {row}, {_COLUMNS[kind]} FROM {_TABLES[kind]} WHERE {' AND '.join(where) or '1'} ORDER BY {order} LIMIT ?"
    found = asked(store, query, *values, limit + 1)
    shown = found[:limit]
    items = [_ITEMS[kind](store, f[3], f[4:]) for f in shown]
    return Page(items=items, after=Key(*shown[-1][:4]) if len(found) > limit else None)


def _article(_: Store, __: int, columns: Sequence[Any]) -> ArticleRow:
    return ArticleRow(**dict(zip(ArticleRow.__struct_fields__, columns, strict=True)))


def _statement(store: Store, row: int, columns: Sequence[Any]) -> StatementRow:
    fields = dict(zip(StatementRow.__struct_fields__, columns, strict=False))
    return StatementRow(**fields, speakers=_parties(store, "speakers p", "p.statement = ?", row))


def _event(store: Store, row: int, columns: Sequence[Any]) -> EventRow:
    fields = dict(zip(EventRow.__struct_fields__, columns, strict=False))
    actors, recipients = (_parties(store, "sides p", "p.event = ? AND p.side = ?", row, side) for side in ("actor", "recipient"))
    return EventRow(**fields, actors=actors, recipients=recipients)


_ITEMS: Mapping[Kind, Any] = {"article": _article, "statement": _statement, "event": _event}


def _parties(store: Store, table: str, condition: str, *values: object) -> list[Party]:
    query = f"SELECT w.key, w.id, w.name_ar, w.name_en, w.kind, w.country FROM {table} JOIN actors w ON w.row = p.actor WHERE {condition} ORDER BY w.row"
    return [Party(**dict(zip(Party.__struct_fields__, row, strict=True))) for row in asked(store, query, *values)]


def hits(
    store: Store, query: str, filters: Filters, *, kinds: Sequence[Kind] = KINDS, exact: bool = False, sort: Sort = "best", limit: int = 20, offset: int = 0
) -> list[Hit]:
    """What `khabar.store.search.search` finds."""
    with database.translated(store.path):
        return search(store.connection, query, filters, kinds=kinds, exact=exact, sort=sort, limit=limit, offset=offset)


def ids(store: Store, query: str = "", filters: Filters = Filters()) -> list[str]:  # noqa: B008 - frozen
    """The articles that hold the words of ``query`` and are as asked, in the order they came."""
    plan, match = planned("article", filters), Matcher(store.connection, query, exact=False).match()
    if plan is None or match is None:
        return []
    where, values = [*plan.where], [*plan.values]
    if match:
        where.append("a.row IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)")
        values.append(match)
    return [row[0] for row in asked(store, f"SELECT a.id FROM articles a WHERE {' AND '.join(where) or '1'} ORDER BY a.row", *values)]


def last_row(store: Store) -> int:
    """The row of the article that came last; 0 where there is none."""
    return int(asked(store, "SELECT coalesce(max(row), 0) FROM articles")[0][0])


def has(store: Store, article: str) -> bool:
    """Whether there is such an article."""
    return bool(asked(store, "SELECT 1 FROM articles WHERE id = ?", article))


class Doings(msgspec.Struct, frozen=True, kw_only=True):
    """How much an actor says and does in the store, by its stable ids; every telling counted."""

    statements: int
    events: dict[str, int]
    """As actor, by type."""
    received: dict[str, int]
    """As recipient, by type."""


def doings(store: Store, actors: Sequence[str]) -> Doings:
    """What the actors with these stable ids, who are one, say and do."""
    wanted = msgspec.json.encode(actors).decode()
    said = asked(store, f"SELECT count(DISTINCT p.statement) FROM speakers p WHERE p.actor IN ({_ROWS})", wanted)[0][0]
    query = f"SELECT e.type, count(DISTINCT e.row) FROM sides p JOIN events e ON e.row = p.event WHERE p.side = ? AND p.actor IN ({_ROWS}) GROUP BY e.type"
    return Doings(statements=said, events=dict(asked(store, query, "actor", wanted)), received=dict(asked(store, query, "recipient", wanted)))


_ROWS = "SELECT w.row FROM actors w WHERE w.id IN (SELECT value FROM json_each(?))"


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How often something occurs."""

    id: str
    name: str
    count: int


def busiest_speakers(store: Store, *, since: str | None = None, until: str | None = None, limit: int = 10) -> list[Tally]:
    """Who said most in the articles of these days: stable ids with a name of each."""
    query = """SELECT w.id, min(w.name_ar), count(*) AS many FROM statements s JOIN speakers p ON p.statement = s.row JOIN actors w ON w.row = p.actor
        WHERE coalesce(s.day, '') BETWEEN ? AND ? GROUP BY w.id ORDER BY many DESC, w.id LIMIT ?"""
    return [Tally(id=a, name=b, count=c) for a, b, c in asked(store, query, since or "", until or "~", limit)]


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """How much one actor did and said towards another."""

    actor: str
    actor_name: str
    recipient: str
    recipient_name: str
    count: int
    score: float
    """Mean conflict–cooperation score, -10 to 10."""


def busiest_pairs(store: Store, *, since: str | None = None, until: str | None = None, limit: int = 10) -> list[Pair]:
    """Who did most towards whom in the articles of these days, reports and not events counted: for a first look."""
    query = """SELECT a.id, min(a.name_ar), r.id, min(r.name_ar), count(*) AS many, round(avg(e.score), 2) FROM events e
        JOIN sides p ON p.event = e.row AND p.side = 'actor' JOIN actors a ON a.row = p.actor
        JOIN sides q ON q.event = e.row AND q.side = 'recipient' JOIN actors r ON r.row = q.actor
        WHERE coalesce(e.day, '') BETWEEN ? AND ? AND e.status = 'actual' AND a.id != r.id GROUP BY a.id, r.id ORDER BY many DESC, a.id, r.id LIMIT ?"""
    return [Pair(actor=a, actor_name=b, recipient=c, recipient_name=d, count=n, score=f) for a, b, c, d, n, f in asked(store, query, since or "", until or "~", limit)]


def newest_day(store: Store) -> str | None:
    """The last day on which an article was published; None where no article tells."""
    found = asked(store, "SELECT coalesce(substr(published, 1, 10), '') FROM articles ORDER BY coalesce(substr(published, 1, 10), '') DESC LIMIT 1")
    return found[0][0] or None if found else None
