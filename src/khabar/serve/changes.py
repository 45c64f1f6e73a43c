"""What the API takes in: texts to code, articles to keep, corrections."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, NamedTuple, NoReturn

import msgspec
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from khabar.batch import Coded
from khabar.messages import Lang, say_fault, wrong
from khabar.model import Fault, Record, Span
from khabar.read.document import Defaults, Document, given
from khabar.read.inputs import read_jsonl
from khabar.serve import examples, security
from khabar.serve.answers import decoded, fresh, media_type, reply, wanted_media
from khabar.serve.api import Id, known
from khabar.serve.deps import Editing, Opened, Reading, Serving, Tongue, language, serving
from khabar.serve.problems import Detail, ProblemError
from khabar.serve.schema import gives, takes
from khabar.serve.texts import told
from khabar.store import Added, Origin, Store
from khabar.store.browse import stamp
from khabar.store.corrections import Changes, Correction, Person, State, added, find, newcomer, on, person_of, whole
from khabar.store.review import standings

router = APIRouter(prefix="/api/v1", default_response_class=Response)
OWN = [Depends(security.own_form)]
JSON, LINES, PLAIN, PAGE = "application/json", "application/x-ndjson", "text/plain", "text/html"


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """An article that is sent: a text or a page; fields that are not known are kept under `extra`."""

    text: str | None = None
    html: str | None = None
    id: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    fetched: str | None = None


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one article that was sent."""

    id: str
    """The caller's."""
    article: str | None
    """The article's own id; null where there is none in it."""
    version: int | None = None
    new_article: bool = False
    new_version: bool = False
    new_coding: bool = False
    faults: list[Fault] = []


class Wish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A correction that somebody makes."""

    action: Literal["accept", "change", "add", "remove"]
    record: str | None = None
    """``s1``, ``e2`` or a uid; null for the article as a whole, which can only be accepted, and where something is added."""
    kind: Literal["statement", "event"] | None = None
    """Of what is added."""
    changes: Changes = Changes()
    """What it should say; actors by ``name`` alone where the article has them, by its key or any of their names."""
    reason: str = ""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A correction and how it stands on the current coding."""

    correction: Correction
    state: State


TYPES: tuple[Any, ...] = (Given, Kept, Wish, Standing, Correction)
"""What the API takes, for its description."""


class Sent(NamedTuple):
    """The body of a request, and what its address says of the text."""

    kind: str
    body: bytes
    defaults: Defaults
    declared: str | None


async def sent(
    request: Request,
    published: Annotated[dt.date | None, Query(description="Date of publication where the input does not tell.")] = None,
    outlet: Annotated[str | None, Query(max_length=200, description="Who published it.")] = None,
    url: Annotated[str | None, Query(max_length=2000, description="Where it stood.")] = None,
) -> Sent:
    """What was sent; ``published``, ``outlet`` and ``url`` in the address hold where the body does not say otherwise."""
    charset = request.headers.get("content-type", "").partition("charset=")[2].strip(' "').partition(";")[0] or None
    defaults = Defaults(published=published.isoformat() if published else None, outlet=outlet, url=url)
    return Sent(media_type(request), await request.body(), defaults, charset)


def documents(sent: Sent) -> Iterator[Document]:
    """The documents of a body, not read yet.

    Raises:
        ProblemError: it is JSON and cannot be read as that.
    """
    if sent.kind in (PLAIN, PAGE):
        kind: Literal["html", "text"] = "html" if sent.kind == PAGE else "text"
        page = kind == "html"
        fields = given(msgspec.structs.replace(sent.defaults, published=None) if page else sent.defaults)
        yield Document(id="text", path="text", kind=kind, data=sent.body, declared=sent.declared, fields=fields, published_else=sent.defaults.published)
        return
    lines: Sequence[bytes] = [sent.body]
    if sent.kind == LINES:
        lines = sent.body.split(b"\n")
    elif sent.body.lstrip().startswith(b"["):
        lines = [bytes(raw) for raw in decoded(sent.body, list[msgspec.Raw])]
    yield from read_jsonl(lines, "article", "article", sent.defaults, lambda: None)


_BODY = takes((JSON, Given, examples.GIVEN), (PLAIN, str, examples.TEXT), (PAGE, str, f"<html><body><article><p>{examples.TEXT}</p></article></body></html>"))


@router.post("/code", dependencies=OWN, openapi_extra=_BODY, responses=gives(Record, errors=[403, 408, 413, 415]))
def code(request: Request, _: Reading, lang: Tongue, sent: Annotated[Sent, Depends(sent)]) -> Response:
    """Code an article without storing it: JSON with `text` or `html`, or the bare text or page."""
    wanted_media(request, JSON, PLAIN, PAGE)
    single = list(documents(sent))
    if len(single) != 1:
        raise ProblemError("no_text", 422, details=[Detail(where="$", problem=told("one_article", lang))])
    coded = serving(request).coder.code(single[0])
    if not holds_article(coded):
        nothing(coded.faults, lang)
    return reply(coded.record)


def holds_article(coded: Coded) -> bool:
    """Whether there was an article in what was sent, and not only blanks."""
    return coded.record is not None and bool(coded.record.article.text.strip())


def nothing(faults: Sequence[Fault], lang: Lang) -> NoReturn:
    """Tell why there is no article in what was sent.

    Raises:
        ProblemError: always.
    """
    raise ProblemError("no_text", 422, details=[Detail(where="$", problem=say_fault(f, lang)) for f in faults])


@router.post(
    "/articles", dependencies=OWN, responses=gives(list[Kept], errors=[403, 408, 413, 415]),
    openapi_extra=takes((JSON, Given | list[Given], examples.GIVEN), (LINES, str, '{"id": "1", "text": "…"}\n'), (PLAIN, str, examples.TEXT), (PAGE, str, "<html>…</html>")),
)  # fmt: skip
def add_articles(request: Request, person: Editing, lang: Tongue, sent: Annotated[Sent, Depends(sent)]) -> Response:
    """Code articles and keep them; the same article again is one more capture. One that cannot be read has its faults here."""
    wanted_media(request, JSON, LINES, PLAIN, PAGE)
    here = serving(request)
    several, most = list(documents(sent)), here.settings.limits.articles
    if not 1 <= len(several) <= most:
        raise ProblemError("invalid", 422, details=[Detail(where="$", problem=told("so_many", lang, count=len(several), most=most))])
    kept = _kept(here, several, person.name, sent)
    if len(kept) == 1 and kept[0].article is None:
        nothing(kept[0].faults, lang)
    return reply(kept)


def _kept(here: Serving, several: Sequence[Document], by: str, sent: Sent) -> list[Kept]:
    """Code and store, an article after the other, until the time is over."""
    until = time.monotonic() + here.settings.limits.code
    found: list[Kept] = []
    for document in several:
        try:
            coded = here.coder.code(document, until=until)
        except ProblemError as problem:
            if not found:
                raise
            fault = Fault(stage="code", code=problem.code, message=f"{document.id}: {problem.title('en')}; send it again")
            found.append(Kept(id=document.id, article=None, faults=[fault]))
            continue
        raw = document.data.encode(errors="replace") if isinstance(document.data, str) else document.data
        found.append(store_coded(here, coded, Origin(method="api", source=by, raw=raw)))
    return found


def store_coded(here: Serving, coded: Coded, origin: Origin) -> Kept:
    """Keep what was coded, where there is an article in it.

    Raises:
        StoreError: the database cannot be written.
    """
    if coded.record is None or not holds_article(coded):
        return Kept(id=coded.id, article=None, faults=coded.faults)
    with here.stores.lent() as store:
        made: Added = store.add(coded.record, origin)
    return Kept(
        id=coded.id, article=made.article, version=made.version, new_article=made.new_article, new_version=made.new_version,
        new_coding=made.new_coding, faults=coded.faults,
    )  # fmt: skip


# -- corrections
@router.get("/articles/{id}/corrections", responses=gives(list[Standing], errors=[404]))
def corrections(request: Request, store: Opened, _: Reading, id: Id) -> Response:
    """The corrections of an article, oldest first, with how each stands on the current coding."""
    known(store, id)
    return fresh(request, stamp(store, id), lambda: [Standing(correction=s.correction, state=s.state) for s in standings(store, id)])


async def wish(request: Request) -> Wish:
    """The correction that was sent."""
    wanted_media(request, JSON)
    body = await request.body()
    found = decoded(body, Wish)
    names = decoded(body, _Names).changes
    if unknown := sorted(set(names) - set(Changes.__struct_fields__)):
        raise ProblemError("invalid", 422, details=[Detail(where=f"$.changes.{name}", problem=told("no_field", language(request))) for name in unknown])
    return found


class _Names(msgspec.Struct):
    changes: dict[str, msgspec.Raw] = {}


@router.post(
    "/articles/{id}/corrections", dependencies=OWN, responses=gives(Standing, status=201, what="Kept.", errors=[403, 404, 408, 413, 415]),
    openapi_extra=takes((JSON, Wish, examples.ACCEPT)),
)  # fmt: skip
def correct(store: Opened, person: Editing, id: Id, wish: Annotated[Wish, Depends(wish)]) -> Response:
    """Accept, change, remove or add a statement or event; or accept the whole article as right and complete."""
    record = store.corrected(known(store, id)).record
    made = store.correct(meant(record, wish, person.name))
    return reply(Standing(correction=made, state=store.corrected(id).states[made.row]), 201)


def meant(record: Record, wish: Wish, by: str) -> Correction:
    """The correction that is wished of an article.

    Raises:
        OptionError: it makes no sense there.
        ProblemError: a span does not hold the words that it says.
    """
    changes = _settled(record, wish.changes)
    if wish.action == "add":
        return added(record, wish.kind or "statement", changes, by=by, reason=wish.reason)
    if wish.record is None:
        if wish.action != "accept":
            raise wrong("correction_which")
        return whole(record, by=by, reason=wish.reason)
    return on(record, find(record, wish.record), wish.action, by=by, reason=wish.reason, changes=changes if wish.action == "change" else Changes())


def _settled(record: Record, changes: Changes) -> Changes:
    """The changes with spans that were looked at and actors as the article has them."""
    fields: dict[str, Any] = {}
    for name in Changes.__struct_fields__:
        value = getattr(changes, name)
        if isinstance(value, Span):
            _check_span(record, name, value)
        elif isinstance(value, list):
            fields[name] = [_person(record, p) for p in value]
    return msgspec.structs.replace(changes, **fields)


def _check_span(record: Record, name: str, span: Span) -> None:
    text = record.article.text
    if not 0 <= span.start < span.end <= len(text) or text[span.start : span.end] != span.text:
        raise ProblemError("span", 422, details=[Detail(where=f"$.changes.{name}", problem=f"{span.start}:{span.end}")])


def _person(record: Record, person: Person) -> Person:
    """The article's own actor of this key or name; else somebody new, with an id."""
    if person.id:
        return person
    if not person.name.strip():
        raise wrong("missing_value", name="name")
    found = person_of(record, person.name.replace("|", " "))
    own = {actor.id for actor in record.actors}
    return found if found.id in own else newcomer(person.name.strip(), person.kind, person.country)


@router.delete("/articles/{id}/corrections/{row}", dependencies=OWN, responses=gives(Correction, errors=[403, 404, 409]))
def undo(store: Opened, person: Editing, id: Id, row: int, reason: Annotated[str, Query(max_length=1000)] = "") -> Response:
    """Take a correction back; it stays in the store, and so does the undo, which can be taken back in its turn."""
    own = [c for c in store.corrections(known(store, id)) if c.row == row]
    if not own:
        raise ProblemError("no_standing", 404, row=row)
    if _is_undone(store, id, row):
        raise ProblemError("undone", 409, row=row)
    return reply(store.undo(id, row, by=person.name, reason=reason))


def _is_undone(store: Store, article: str, row: int) -> bool:
    return store.corrected(article).states.get(row) == "undone"
