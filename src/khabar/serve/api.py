"""The API under ``/api/v1``: the same records as everywhere, over HTTP. Here is what it reads; `changes` has what it takes in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from khabar.errors import OptionError
from khabar.explain import explain
from khabar.link import kept
from khabar.link.records import Identity, Linked, LinkedEvent, Story, Variants
from khabar.link.views import Relation, Row, rank, relations, timeline
from khabar.model import Actor, Event, Record, Statement
from khabar.pipeline import VERSION
from khabar.serve import examples
from khabar.serve.answers import cursor_of, fresh, key_of, reply
from khabar.serve.asked import Events, Filtered, Paged, Part
from khabar.serve.deps import Opened, Reading, Tongue
from khabar.serve.problems import ProblemError
from khabar.serve.schema import Listed, gives
from khabar.store import Store
from khabar.store.browse import (
    ArticleRow,
    Doings,
    EventRow,
    Key,
    StatementRow,
    doings,
    has,
    hits,
    last_row,
    listed,
    stamp,
)
from khabar.store.corrections import find
from khabar.store.db import Capture
from khabar.store.search import KINDS, Filters, Hit, Kind, Sort

router = APIRouter(prefix="/api/v1", default_response_class=Response)
T = TypeVar("T")
Id = Annotated[str, Path(max_length=500)]


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """That the server runs."""

    status: str
    version: str


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What the store holds."""

    counts: dict[str, int]
    """Rows by table."""
    linked: kept.State | None
    """When it was linked last, how long it took, and whether nothing was added since; null where it never was."""


class One(msgspec.Struct, frozen=True, kw_only=True):
    """What a statement or an event needs to be understood."""

    article: str
    actors: list[Actor]
    """Of the article."""
    why: str
    """Why it is there, in prose, in the language asked for."""


class OneStatement(One, frozen=True, kw_only=True):
    """A statement by itself."""

    statement: Statement


class OneEvent(One, frozen=True, kw_only=True):
    """An event by itself."""

    event: Event


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """An actor across articles."""

    identity: Identity
    doings: Doings


TYPES: tuple[Any, ...] = (Health, Counts, Record, ArticleRow, StatementRow, EventRow, OneStatement, OneEvent, Profile, Identity, Story, Linked, LinkedEvent, Variants, Row, Relation, Hit, Capture)
"""What the API gives, for its description."""


@router.get("/health", responses=gives(Health, example={"status": "ok", "version": VERSION}))
def health() -> Response:
    """Whether the server runs; needs no token."""
    return reply(Health(status="ok", version=VERSION))


@router.get("/counts", responses=gives(Counts))
def counts(request: Request, store: Opened, _: Reading) -> Response:
    """How many rows the store holds, and how old its links are."""
    return fresh(request, _linked_stamp(store), lambda: Counts(counts=store.counts(), linked=kept.state(store)))


# -- lists
def _list(request: Request, store: Store, kind: Kind, filters: Filters, part: Part) -> Response:
    """A page of articles, statements or events."""
    after = key_of(part.cursor, Key, kind, filters)

    def page() -> Listed:
        found = listed(store, kind, filters, limit=part.limit, after=after)
        return Listed(items=found.items, next=cursor_of(found.after, kind, filters))

    return fresh(request, stamp(store), page)


@router.get("/articles", responses=gives(Listed))
def articles(request: Request, store: Opened, _: Reading, filters: Filtered, part: Paged) -> Response:
    """Articles, the newest first; `items` are ArticleRow."""
    return _list(request, store, "article", filters, part)


@router.get("/statements", responses=gives(Listed, example={"items": [examples.STATEMENT], "next": None}))
def statements(request: Request, store: Opened, _: Reading, filters: Filtered, part: Paged) -> Response:
    """Statements, those of the newest articles first; `items` are StatementRow."""
    return _list(request, store, "statement", filters, part)


@router.get("/events", responses=gives(Listed))
def events(request: Request, store: Opened, _: Reading, filters: Filtered, part: Paged) -> Response:
    """Events as each article tells them, those of the newest articles first; `items` are EventRow."""
    return _list(request, store, "event", filters, part)


@router.get("/search", responses=gives(Listed))
def search(
    request: Request, store: Opened, _: Reading, filters: Filtered, part: Paged,
    q: Annotated[str, Query(max_length=500, description='Words, "phrases", begin*, -without; Arabic as it is read.')] = "",
    kinds: Annotated[list[Kind] | None, Query(alias="in", description="Where to look; everywhere unless given.")] = None,
    exact: Annotated[bool, Query(description="As spelled: hamzas, ta marbuta and clitics count.")] = False,
    sort: Annotated[Sort, Query(description="What comes first.")] = "best",
) -> Response:  # fmt: skip
    """Search articles, statements and events; `items` are Hit, `limit` of each kind. What is added meanwhile moves no page."""
    chosen = tuple(dict.fromkeys(kinds or KINDS))
    asked = (q, chosen, exact, sort, filters)
    offset, ceiling = key_of(part.cursor, tuple[int, int], *asked) or (0, last_row(store))

    def page() -> Listed:
        told = hits(store, q, msgspec.structs.replace(filters, upto=ceiling), kinds=chosen, exact=exact, sort=sort, limit=part.limit, offset=offset)
        full = any(sum(h.kind == kind for h in told) == part.limit for kind in chosen)
        return Listed(items=told, next=cursor_of((offset + part.limit, ceiling), *asked) if full else None)

    if offset < 0 or offset > 1_000_000:
        raise ProblemError("cursor", 422)
    return fresh(request, stamp(store), page)


# -- one of them
def known(store: Store, article: str) -> str:
    """The article's id.

    Raises:
        ProblemError: there is no such article.
    """
    if not has(store, article):
        raise ProblemError("no_article", 404, id=article)
    return article


@router.get("/articles/{id}", responses=gives(Record, errors=[404]))
def article(request: Request, store: Opened, _: Reading, id: Id, version: Annotated[int | None, Query(ge=1, le=1_000_000)] = None) -> Response:
    """The whole record of an article with its corrections; of an older `version` of its text the last coding as it was."""
    known(store, id)
    if version is None:
        return fresh(request, stamp(store, id), lambda: store.corrected(id).record)
    if all(capture.version != version for capture in store.captures(id)):
        raise ProblemError("no_article", 404, id=f"{id}, {version}")
    return fresh(request, stamp(store), lambda: store.record(id, version))


@router.get("/articles/{id}/history", responses=gives(list[Capture], errors=[404]))
def history(request: Request, store: Opened, _: Reading, id: Id) -> Response:
    """Every time that the article was met."""
    return fresh(request, stamp(store), lambda: store.captures(known(store, id)))


@router.get("/statements/{id:path}/tellings", responses=gives(Variants, errors=[404]))
def tellings(request: Request, store: Opened, _: Reading, id: Id) -> Response:
    """The tellings of a statement word by word: who had it first, what changed."""
    return _made(request, _linked_stamp(store), lambda: kept.variants(store, _uid(store, id)), ProblemError("no_tellings", 404, id=id))


@router.get("/statements/{id:path}", responses=gives(OneStatement, errors=[404]))
def statement(request: Request, store: Opened, _: Reading, lang: Tongue, id: Id) -> Response:
    """A statement by uid, or as ARTICLE/s1."""
    return _one(request, store, "statement", id, lang)


@router.get("/events/{id:path}/reports", responses=gives(LinkedEvent, errors=[404]))
def reports(request: Request, store: Opened, _: Reading, id: Id) -> Response:
    """The event, once, however many report it: its reports, independent sources, ranges of figures."""
    return _made(request, _linked_stamp(store), lambda: kept.event(store, _uid(store, id)), ProblemError("no_item", 404, id=id))


@router.get("/events/{id:path}", responses=gives(OneEvent, errors=[404]))
def event(request: Request, store: Opened, _: Reading, lang: Tongue, id: Id) -> Response:
    """An event by uid, or as ARTICLE/e1, as its article tells it."""
    return _one(request, store, "event", id, lang)


def found(store: Store, id: str) -> tuple[Record, Statement | Event]:
    """The record of an article and the statement or event in it that ``id`` means: a uid, or ARTICLE/s1.

    Raises:
        ProblemError: there is none.
    """
    article, item = _place(store, id)
    record = store.corrected(article).record
    return record, find(record, item)


def _place(store: Store, id: str) -> tuple[str, str]:
    """Article and id in it.

    Raises:
        ProblemError: there is none.
    """
    try:
        return store.find(id)
    except OptionError:
        raise ProblemError("no_item", 404, id=id) from None


def _uid(store: Store, id: str) -> str:
    """The uid of ARTICLE/s1; any other id as it is."""
    return found(store, id)[1].uid if "/" in id else id


def _one(request: Request, store: Store, kind: Kind, id: str, lang: Tongue) -> Response:
    article, item = _place(store, id)
    if item[0] != kind[0]:
        raise ProblemError("no_item", 404, id=id)

    def make() -> One:
        record = store.corrected(article).record
        told, why = find(record, item), explain(record, item, lang)
        if isinstance(told, Statement):
            return OneStatement(article=article, statement=told, actors=record.actors, why=why)
        return OneEvent(article=article, event=told, actors=record.actors, why=why)

    return fresh(request, stamp(store, article), make, of_language=True)


def _made(request: Request, stamp: str, make: Callable[[], object | None], missing: ProblemError) -> Response:
    """What ``make`` finds; where that is nothing, ``missing``."""

    def value() -> object:
        value = make()
        if value is None:
            raise missing
        return value

    return fresh(request, stamp, value)


# -- across articles
def _linked_stamp(store: Store) -> str:
    state = kept.state(store)
    return f"{stamp(store)} {state}"


@router.get("/stories", responses=gives(Listed))
def stories(
    request: Request, store: Opened, _: Reading, part: Paged, least: Annotated[int, Query(ge=1, le=1000, description="Articles that it has at least.")] = 1
) -> Response:
    """Stories, those with the newest articles first; `items` are Story."""
    after = key_of(part.cursor, tuple[str, str], "stories", least)

    def page() -> Listed:
        told = kept.stories(store, limit=part.limit + 1, after=after, least=least)
        shown = told[: part.limit]
        return Listed(items=shown, next=cursor_of(kept.place_of(shown[-1]), "stories", least) if len(told) > part.limit else None)

    return fresh(request, _linked_stamp(store), page)


@router.get("/stories/{id}", responses=gives(Linked, errors=[404]))
def story(request: Request, store: Opened, _: Reading, id: Id) -> Response:
    """All that was found in one story, by its id or that of an article: events once, tellings, copies, actors."""
    return _made(request, _linked_stamp(store), lambda: kept.story(store, id), ProblemError("no_story", 404, id=id))


@router.get("/actors", responses=gives(Listed))
def actors(
    request: Request, store: Opened, _: Reading, part: Paged,
    name: Annotated[str | None, Query(max_length=200, description="A part of a name, in any spelling.")] = None,
    kind: Annotated[str | None, Query(max_length=40, description="person, country, government …")] = None,
    country: Annotated[str | None, Query(max_length=3, description="ISO code of the country.")] = None,
) -> Response:  # fmt: skip
    """Actors across articles, those of most articles first; `items` are Identity."""
    asked = ("actors", name, kind, country)
    after = key_of(part.cursor, tuple[int, str], *asked)

    def page() -> Listed:
        people = kept.identities(store, limit=part.limit + 1, name=name, kind=kind, country=country, after=after)
        shown = people[: part.limit]
        last = (len(shown[-1].articles), shown[-1].id) if len(people) > part.limit else None
        return Listed(items=shown, next=cursor_of(last, *asked))

    return fresh(request, _linked_stamp(store), page)


@router.get("/actors/{id:path}", responses=gives(Profile, errors=[404]))
def actor(request: Request, store: Opened, _: Reading, id: Id) -> Response:
    """An actor: names, offices with their days, how much they say and do."""

    def make() -> Profile | None:
        person = kept.identity(store, id)
        return Profile(identity=person, doings=doings(store, sorted({person.id, *person.ids}))) if person else None

    return _made(request, _linked_stamp(store), make, ProblemError("no_actor", 404, id=id))


def _ranked(rows: Sequence[T], rank: Callable[[T], tuple[Any, ...]], after: tuple[Any, ...] | None, part: Part, *asked: object) -> Listed:
    """A page of rows that come in the order of their ranks."""
    rest = [row for row in rows if after is None or rank(row) > after]
    shown = rest[: part.limit]
    return Listed(items=shown, next=cursor_of(rank(shown[-1]), *asked) if len(rest) > part.limit else None)


@router.get("/timeline", responses=gives(Listed))
def timeline_(request: Request, store: Opened, _: Reading, wanted: Events, part: Paged) -> Response:
    """Events in time, each once however many report it; `items` are Row."""
    after = key_of(part.cursor, tuple[str, int, str], "timeline", wanted)

    def page() -> Listed:
        enough = kept.events(store, wanted, start=after[0] if after else "", days_of=part.limit + 1)
        return _ranked(timeline(enough, wanted), lambda r: (r.date, -r.sources, r.id), after, part, "timeline", wanted)

    return fresh(request, _linked_stamp(store), page)


@router.get("/relations", responses=gives(Listed))
def relations_(request: Request, store: Opened, _: Reading, wanted: Events, part: Paged) -> Response:
    """Who deals with whom, most events first, with the mean score from conflict (-10) to cooperation (10); `items` are Relation."""

    after = key_of(part.cursor, tuple[int, int, str, str, str, str], "relations", wanted)

    def page() -> Listed:
        rows = relations(kept.events(store, wanted), wanted)
        return _ranked(rows, rank, after, part, "relations", wanted)

    return fresh(request, _linked_stamp(store), page)
