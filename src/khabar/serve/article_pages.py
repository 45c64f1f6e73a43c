"""Pages: an article with its marks, a statement, pasting, corrections in place."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Annotated, Any, NamedTuple
from urllib.parse import quote, unquote, urlencode

from fastapi import APIRouter, Depends, Request
from starlette.background import BackgroundTask
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from khabar.batch import Coded
from khabar.errors import OptionError
from khabar.explain import explain
from khabar.messages import Lang, say_fault
from khabar.model import Record
from khabar.read.document import Document
from khabar.serve import pasting, security
from khabar.serve.access import Person
from khabar.serve.article_texts import word
from khabar.serve.article_view import Asked, article_page
from khabar.serve.background import Coder
from khabar.serve.correcting import Form as FixForm
from khabar.serve.correcting import correction_of, filled, form_of, new_form
from khabar.serve.deps import Editing, Opened, Reading, Tongue, serving
from khabar.serve.pasting import Given, Paste, Pastes
from khabar.serve.problems import ProblemError
from khabar.serve.reader import Reader, reader_of
from khabar.serve.render import render
from khabar.serve.speech import Speech
from khabar.serve.tellings import statement_view, web_link
from khabar.show import isolate, plain
from khabar.store import Store
from khabar.store.corrections import Item, find
from khabar.store.desk import Note, notes, tags
from khabar.store.overlay import Corrected
from khabar.store.review import Review, Standing

router = APIRouter(include_in_schema=False)
BY = "khabar_by"
"""The cookie with the name under which somebody corrects on their own machine."""


def page(request: Request, name: str, lang: Lang, status: int = 200, *, here: str = "", **context: Any) -> HTMLResponse:
    """A page of these templates: with the words of both languages and who reads."""
    return render(request, name, status, w=Speech(who_reads(request, lang)), here=here, **context)


def who_reads(request: Request, lang: Lang) -> Reader:
    """How numbers, dates and names are written for who reads."""
    return reader_of(request.url.path, request.query_params.multi_items(), request.cookies, lang)


class Remark(NamedTuple):
    """A note, and the record that it is on."""

    note: Note
    record: str
    """``s1``; empty where it is on the article."""


def _corrected(store: Store, id: str) -> Corrected:
    """An article with its corrections, and how these stand.

    Raises:
        ProblemError: there is none.
    """
    try:
        return store.corrected(id)
    except OptionError:
        raise ProblemError("no_article", 404, id=id) from None


def _record(store: Store, id: str) -> Record:
    return _corrected(store, id).record


def _base(article: str) -> str:
    return f"/article/{quote(article, safe='')}"


def _in_part(request: Request) -> bool:
    """Whether the page's own program asks for a part of a page."""
    return request.headers.get("x-part") == "1"


# -- the article
@router.get("/article/{id}")
def show_article(request: Request, id: str, store: Opened, person: Reading, lang: Tongue) -> Response:
    """An article with every record marked in its text."""
    record, states = _corrected(store, id)
    view = article_page(record, who_reads(request, lang), _asked(request))
    kept = [Standing(c, states[c.row]) for c in store.corrections(id) if c.row in states]
    return page(
        request, "article.html", lang, page=view, article=record.article, base=_base(id), link=web_link(record.article.url), notice=_notice(request, lang),
        standings=kept, corrected={s.correction.uid for s in kept if s.state == "held"}, editable=person.role == "editor",
        faults=[plain(say_fault(f, lang)) for f in record.faults], remarks=remarks(store, record), tags=list(dict.fromkeys(t.tag for t in tags(store, id))),
    )  # fmt: skip


def remarks(store: Store, record: Record) -> list[Remark]:
    """The notes on an article and its records, oldest first."""
    items: list[Item] = [*record.statements, *record.events]
    ids = {item.uid: item.id for item in items}
    return [Remark(note, ids.get(note.uid, "")) for note in notes(store, record.article.id)]


def _asked(request: Request) -> Asked:
    asked = request.query_params
    return Asked(
        piece=_number(asked.get("piece"), 1), skip=_number(asked.get("skip"), 0), record=asked.get("record", ""), kinds=tuple(asked.getlist("kind")),
        speaker=asked.get("speaker", ""), type=asked.get("type", ""), status=asked.get("status", ""),
    )  # fmt: skip


def _number(value: str | None, default: int) -> int:
    """A whole number from an address; what is none is passed over."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else default


def _notice(request: Request, lang: Lang) -> str:
    """What the last act did."""
    said = request.query_params.get("said", "")
    row = _number(request.query_params.get("row"), 0)
    return word(said, lang, row=row) if said in ("kept", "undone", "nothing_to_undo", "stored") else ""


@router.get("/article/{id}/why/{item}")
def show_why(request: Request, id: str, item: str, store: Opened, _: Reading, lang: Tongue) -> Response:
    """Why a record is there."""
    return _why(request, _record(store, id), item, lang, _base(id))


def _why(request: Request, record: Record, item: str, lang: Lang, base: str) -> Response:
    try:
        told = explain(record, item, lang)
    except OptionError:
        raise ProblemError("no_item", 404, id=item) from None
    lines = [{"depth": min(4, (len(line) - len(line.lstrip())) // 2), "text": line.strip()} for line in told.split("\n")]
    return page(request, "why_part.html" if _in_part(request) else "why.html", lang, lines=lines, id=item, base=base)


# -- correcting
@router.get("/article/{id}/correct")
def show_new(request: Request, id: str, store: Opened, person: Editing, lang: Tongue) -> Response:
    """The form for what was missed on chosen words."""
    asked = request.query_params
    kind = "event" if asked.get("kind") == "event" else "statement"
    record = _record(store, id)
    form = new_form(record, kind, _number(asked.get("start"), 0), _number(asked.get("end"), 0), lang)
    return _form(request, id, form, person, lang)


@router.get("/article/{id}/correct/{item}")
def show_form(request: Request, id: str, item: str, store: Opened, person: Editing, lang: Tongue) -> Response:
    """The form that corrects a record."""
    record = _record(store, id)
    try:
        form = form_of(record, find(record, item), lang)
    except OptionError:
        raise ProblemError("no_item", 404, id=item) from None
    return _form(request, id, form, person, lang)


def _form(request: Request, id: str, form: FixForm, person: Person, lang: Lang, *, problem: str = "", status: int = 200) -> Response:
    name = "correct_form.html" if _in_part(request) else "correct.html"
    return page(request, name, lang, status, form=form, base=_base(id), problem=problem, ask_name=person.via == "local", by=_name(request, person))


def _name(request: Request, person: Person, sent: str = "") -> str:
    """Under which name a correction is kept: on one's own machine as one says, else that of the token."""
    if person.via != "local":
        return person.name
    return plain(sent)[:80] or plain(unquote(request.cookies.get(BY, "")))[:80] or person.name


async def sent_fields(request: Request) -> dict[str, str]:
    """The fields of a sent form that are text."""
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


async def sent_file(request: Request) -> tuple[bytes, str]:
    """The file of a sent form and its name; empty where none was chosen."""
    file = (await request.form()).get("file")
    if not isinstance(file, UploadFile):
        return b"", ""
    data, name = await file.read(), file.filename or ""
    await file.close()
    return (data, name) if name else (b"", "")


Sent = Annotated[dict[str, str], Depends(sent_fields)]
OWN = [Depends(security.own_form)]


@router.post("/article/{id}/correct", dependencies=OWN)
def correct(request: Request, id: str, store: Opened, person: Editing, lang: Tongue, sent: Sent) -> Response:
    """Keep a correction and show the article with it."""
    record, by = _record(store, id), _name(request, person, sent.get("by", ""))
    try:
        kept = store.correct(correction_of(record, sent, by=by, lang=lang))
    except OptionError as error:
        return _form(request, id, _again(record, sent, lang), person, lang, problem=str(error), status=422)
    now = store.corrected(id).record
    items: list[Item] = [*now.statements, *now.events]
    item = next((i.id for i in items if i.uid == kept.uid), sent.get("record", ""))
    return _back(request, id, item, by, said="kept", row=kept.row)


def _again(record: Record, sent: dict[str, str], lang: Lang) -> FixForm:
    """The form with what was sent, where that could not be kept.

    Raises:
        ProblemError: the form was for a record that is not there, or for no words.
    """
    try:
        if sent.get("record"):
            return filled(form_of(record, find(record, sent["record"]), lang), sent)
        return filled(new_form(record, sent.get("kind", ""), _number(sent.get("start"), 0), _number(sent.get("end"), 0), lang), sent)
    except OptionError:
        raise ProblemError("no_item", 422, id=sent.get("record", "")) from None


@router.post("/article/{id}/undo", dependencies=OWN)
def undo(request: Request, id: str, store: Opened, person: Editing, sent: Sent) -> Response:
    """Take a correction back: that of the number sent, else one's own last."""
    _record(store, id)
    by = _name(request, person)
    row = _number(sent.get("row"), 0)
    done = store.undo(id, row, by=by) if row else Review(store, id, by=by).undo()
    said = {"said": "undone", "row": done.undoes} if done else {"said": "nothing_to_undo"}
    return _back(request, id, "", by, **said)


def _back(request: Request, id: str, item: str, by: str, **said: object) -> Response:
    """To the article, at the record."""
    told = urlencode({**({"record": item} if item else {}), **said})
    response = RedirectResponse(f"{_base(id)}?{told}" + (f"#{quote(item)}" if item else ""), 303)
    response.set_cookie(BY, quote(by), max_age=31_536_000, httponly=True, samesite="strict", secure=serving(request).settings.secure_cookies)
    return response


# -- the statement
@router.get("/statement/{uid}")
def show_statement(request: Request, uid: str, store: Opened, person: Reading, lang: Tongue) -> Response:
    """A statement with its chain and its tellings."""
    try:
        article, id = store.find(uid)
    except OptionError:
        raise ProblemError("no_item", 404, id=uid) from None
    record = store.corrected(article).record
    statement = next((s for s in record.statements if s.id == id), None)
    if statement is None:
        return RedirectResponse(f"{_base(article)}#{quote(id)}", 303)
    return page(
        request, "statement.html", lang, view=statement_view(store, record, statement, who_reads(request, lang)), article=record.article, base=_base(article),
        editable=person.role == "editor",
    )  # fmt: skip


# -- pasting
def pastes(request: Request) -> Pastes:
    """The pastes that this run of the server holds."""
    state = request.app.state
    if not hasattr(state, "pastes"):
        state.pastes = Pastes()
    held: Pastes = state.pastes
    return held


@router.get("/paste")
def show_paste(request: Request, _: Reading, lang: Tongue) -> Response:
    """The form to paste an article into; meanwhile the coder loads its words, so that it is ready when the article comes."""
    answer = _paste_page(request, lang)
    answer.background = BackgroundTask(warm, serving(request).coder)
    return answer


def warm(coder: Coder) -> None:
    """Let the coder load its words."""
    with suppress(ProblemError):
        coder.code(Document(id="first", path="first", data="قال الوزير إن الأمر قيد الدرس."))


@router.post("/paste", dependencies=OWN)
def paste(request: Request, person: Reading, lang: Tongue, sent: Sent, file: Annotated[tuple[bytes, str], Depends(sent_file)]) -> Response:
    """Code what was pasted, and show it."""
    data, name = file
    text = sent.get("text", "")
    given = _given(sent)
    if not data and not text.strip():
        return _paste_page(request, lang, 422, problem=word("paste_empty", lang), given=given)
    return _coded(request, person, lang, Paste(data=data or pasting.pasted(text), name=name, given=given))


def _given(sent: dict[str, str]) -> Given:
    told = {name: sent.get(name, "").strip()[:500] or None for name in ("published", "outlet", "url")}
    return Given(**told)


def _coded(request: Request, person: Person, lang: Lang, paste: Paste, token: str | None = None) -> Response:
    began = time.perf_counter()
    try:
        coded = pasting.code_paste(paste, coder(request))
    except OptionError as error:
        return _paste_page(request, lang, 422, problem=str(error), given=paste.given, text=_text(paste))
    token = pastes(request).keep(coded, token)
    seconds = f"{time.perf_counter() - began:.2f}"
    return _paste_page(request, lang, paste=coded, token=token, seconds=seconds, editable=person.role == "editor", given=paste.given)


def coder(request: Request) -> Callable[[Document], Coded]:
    """What codes the documents of one request, all of them within its time, in a process that can be ended."""
    here = serving(request)
    return partial(here.coder.code, until=time.monotonic() + here.settings.limits.code)


def _text(paste: Paste) -> str:
    """What was pasted, to be sent once more; of a file nothing, a browser does not take it back."""
    return "" if paste.name else paste.data.decode("utf-8", "replace")


def _paste_page(
    request: Request, lang: Lang, status: int = 200, *, paste: Paste | None = None, token: str = "", seconds: str = "", editable: bool = False,
    problem: str = "", given: Given = Given(), text: str = "",  # noqa: B008 - frozen
) -> Response:  # fmt: skip
    results = [_result(number, paste, who_reads(request, lang)) for number in range(len(paste.coded))] if paste else []
    many = len(results) + (paste.more if paste else 0)
    return page(
        request, "paste.html", lang, status, here="paste", results=results, many=many, token=token, seconds=seconds, editable=editable, problem=problem,
        given=given, text=text, kinds=isolate(".txt .html .jsonl .xml .mhtml .warc"), most=serving(request).settings.limits.body,
    )  # fmt: skip


def _result(number: int, paste: Paste, reader: Reader) -> dict[str, Any]:
    """One article of a paste for the template."""
    coded, lang = paste.coded[number], reader.lang
    record = coded.record
    known = Given(published=record.article.published, outlet=record.article.outlet, url=record.article.url) if record else Given()
    lacks = word("and", lang).join(word(f"asks_{name}", lang) for name in pasting.lacking(coded))
    view = article_page(record, reader) if record else None
    return {"number": number, "page": view, "lacks": lacks, "known": known, "faults": [plain(say_fault(f, lang)) for f in coded.faults]}


@router.post("/paste/{token}", dependencies=OWN)
def act_on_paste(request: Request, token: str, store: Opened, person: Reading, lang: Tongue, sent: Sent) -> Response:
    """Store what was pasted, or code it again with what is now known of it."""
    held = pastes(request).get(token)
    if held is None:
        return _paste_page(request, lang, 410, problem=word("paste_gone", lang))
    if sent.get("act") == "code" or _says_more(held, sent):
        again = Paste(data=held.data, name=held.name, given=_given(sent))
        if sent.get("act") == "code":
            return _coded(request, person, lang, again, token)
        held = pasting.code_paste(again, coder(request))
    if person.role != "editor":
        raise ProblemError("not_allowed", 403, name=person.name)
    numbers = range(len(held.coded)) if sent.get("act") == "store_all" else [_number(sent.get("number"), 0)]
    added = pasting.store_paste(store, held, numbers)
    if not added:
        return _paste_page(request, lang, 422, problem=word("cannot_read", lang))
    return RedirectResponse(f"{_base(added[0].article)}?said=stored", 303)


def _says_more(held: Paste, sent: dict[str, str]) -> bool:
    """Whether the form tells something that the coding did not know."""
    if not any(name in sent for name in ("published", "outlet", "url")):
        return False
    return _given(sent) != held.given and any(sent.get(name, "").strip() for name in ("published", "outlet", "url"))


@router.get("/paste/{token}/why/{number}/{item}")
def show_paste_why(request: Request, token: str, number: int, item: str, _: Reading, lang: Tongue) -> Response:
    """Why a record of a paste is there."""
    held = pastes(request).get(token)
    record = held.coded[number].record if held and 0 <= number < len(held.coded) else None
    if record is None:
        raise ProblemError("no_item", 404, id=item)
    return _why(request, record, item, lang, "/paste")

