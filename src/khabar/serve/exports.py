"""The API's exports: records as others read them, streamed."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from khabar.export.formats import ALIASES, FORMS
from khabar.link import kept
from khabar.messages import Lang
from khabar.serve.answers import reply
from khabar.serve.asked import Filtered
from khabar.serve.deps import Opened, Reading, Serving, Tongue, serving
from khabar.serve.problems import ProblemError
from khabar.serve.schema import gives
from khabar.serve.stores import Stores
from khabar.store import Store
from khabar.store.browse import ids
from khabar.store.search import Filters

router = APIRouter(prefix="/api/v1", default_response_class=Response)
RECORDS = "jsonl"
CHUNK = 65_536


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A form of export."""

    name: str
    told: str


TYPES: tuple[Any, ...] = (Form,)


def forms(lang: Lang) -> list[Form]:
    """The forms that there are, told in ``lang``; ``jsonl`` is our own: the records as they are."""
    own = Form(name=RECORDS, told="the records, one a line" if lang == "en" else "السجلات، سجل في كل سطر")
    return [own, *(Form(name=name, told=form.told_en if lang == "en" else form.told_ar) for name, form in FORMS.items())]


@router.get("/exports", responses=gives(list[Form]))
def list_forms(_: Reading, lang: Tongue) -> Response:
    """The forms of export."""
    return reply(forms(lang))


@router.get("/exports/{form}", responses=gives(bytes, what="The file; of several files, and with its data package, a zip.", errors=[404]))
def export(
    request: Request, store: Opened, _: Reading, form: str, filters: Filtered,
    q: Annotated[str, Query(max_length=500, description="Only articles that hold these words.")] = "",
    article: Annotated[list[str] | None, Query(max_length=200, description="Only these articles.")] = None,
    story: Annotated[str | None, Query(max_length=200, description="Only the articles of this story.")] = None,
    bom: Annotated[bool, Query(description="Begin CSV files with a byte-order mark, for Excel.")] = False,
) -> Response:  # fmt: skip
    """Write articles in one of the forms: all, or those that are as asked. `jsonl` is streamed; others come as a zip."""
    form = ALIASES.get(form, form)
    if form != RECORDS and form not in FORMS:
        raise ProblemError("no_form", 404, form=form, forms=", ".join(f.name for f in forms("en")))
    chosen = _chosen(store, filters, q, article, story)
    here = serving(request)
    if form == RECORDS:
        return StreamingResponse(_records(here.stores, chosen), media_type="application/x-ndjson", headers=_attached("khabar.jsonl"))
    return StreamingResponse(_packed(here, chosen, form, bom), media_type="application/zip", headers=_attached(f"khabar-{form}.zip"))


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}


def _chosen(store: Store, filters: Filters, q: str, articles: Sequence[str] | None, story: str | None) -> list[str]:
    """The articles that are asked for, each of several conditions holding."""
    chosen = ids(store, q, filters)
    for condition in (articles, _of_story(store, story)):
        if condition is not None:
            wanted = frozenset(condition)
            chosen = [id for id in chosen if id in wanted]
    return chosen


def _of_story(store: Store, id: str | None) -> list[str] | None:
    if id is None:
        return None
    found = kept.story(store, id)
    if found is None:
        raise ProblemError("no_story", 404, id=id)
    return [m.article for m in found.stories[0].articles]


def _records(stores: Stores, articles: Sequence[str]) -> Iterator[bytes]:
    """The records a line each; a store is lent for one at a time, so that a slow reader keeps none."""
    for id in articles:
        with stores.lent() as store:
            line = msgspec.json.encode(store.corrected(id).record) + b"\n"
        yield line


def _packed(here: Serving, articles: Sequence[str], form: str, bom: bool) -> Iterator[bytes]:
    """The files of an export, zipped; what can go wrong goes wrong before the first byte."""
    folder = Path(tempfile.mkdtemp(prefix="khabar-export-"))
    try:
        target = folder / "files" / (form if FORMS[form].folder else f"khabar.{ENDINGS[form]}")
        files = here.exporter.export(articles, form, target, bom=bom)
        path = folder / "all.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                archive.write(file, file.relative_to(folder / "files"))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return _read(path, folder)


def _read(path: Path, folder: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    finally:
        shutil.rmtree(folder, ignore_errors=True)


ENDINGS = {
    "plover": "jsonl", "polecat": "tsv", "acled-like": "csv", "gdelt": "tsv", "xlsx": "xlsx", "geojson": "geojson", "hxl": "csv",
    "webannotation": "jsonld", "ftm": "jsonl", "ninjs": "jsonl",
}  # fmt: skip
"""Form that is one file → how the file's name ends."""
