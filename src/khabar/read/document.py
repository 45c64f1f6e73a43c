"""One document of the input, still unread, and what comes of it: an article, or the reason why there is none."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import structs

from khabar.errors import OptionError
from khabar.model import Article, Fault
from khabar.read.extract import Extract, UnreadableError, article_of
from khabar.read.text import read_text
from khabar.script.encoding import decode, entities, repair

Kind = Literal["text", "html", "entry", "message", "docx", "pdf"]
"""How a document is read; an ``entry`` is the content of a feed's item: HTML without a page around it."""
UNREADABLE = ("missing", "binary", "unreadable", "unsupported", "no_files", "visual_order", "too_large", "locked", "no_text_layer")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One article of the input, or the reason why there is none."""

    id: str
    """The caller's id (JSONL), a page's address (archives, feeds), else the file's name without its ending, or ``NAME:LINE``."""
    path: str
    article: Article | None = None
    extra: dict[str, Any] = {}
    faults: list[Fault] = []
    done: float | None = None
    """Share of the input's bytes that were read when this one came; None where the size is not known."""

    raw: bytes | None = None
    """The bytes that it was read from."""

    @property
    def unread(self) -> bool:
        """Whether the input could not be read at all (exit code 1), against a bad line or a page without an article."""
        return any(fault.code in UNREADABLE for fault in self.faults)


class Defaults(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller says of every input that does not say it itself."""

    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    fetched: str | None = None
    """When it was captured; an archive tells that of each page."""
    lexicon_folder: Path | None = None


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One document as it lies in the input: cheap to find and to send to another process, not read yet."""

    id: str
    path: str
    kind: Kind = "text"
    data: bytes | str = b""
    declared: str | None = None
    """The encoding that a header names."""
    fields: dict[str, str] = {}
    """What the input says of it: ``published``, ``outlet``, ``url``, ``title``, ``fetched``."""
    published_else: str | None = None
    """The date where neither the input nor the page tells one."""
    lexicon_folder: Path | None = None
    extra: dict[str, Any] = {}
    faults: list[Fault] = []
    """Why it cannot be read; then there is no data."""
    done: float | None = None


def given(defaults: Defaults, **fields: str | None) -> dict[str, str]:
    """What is known of a document: its own fields, and the caller's where it has none."""
    known = {name: getattr(defaults, name) for name in ("published", "outlet", "url", "fetched")}
    return {**{k: v for k, v in known.items() if v}, **{k: v for k, v in fields.items() if v}}


def shown_path(path: str | Path) -> str:
    """A path as it is written in records and messages: UTF-8, whatever the locale takes the bytes of file names for."""
    return os.fsencode(path).decode("utf-8", "replace")


def failed(path: str | Path, code: str, problem: str, *, id: str | None = None, done: float | None = None) -> Document:
    """A document that cannot be read, and why."""
    shown = shown_path(path)
    fault = Fault(stage="read", code=code, message=f"{shown}: {problem}")
    return Document(id=id or Path(shown).stem or shown, path=shown, faults=[fault], done=done)


def read_document(document: Document) -> Source:
    """The article of a document; what cannot be read of it is a fault, never an error."""
    if document.faults:
        return _source(document, None, document.faults)
    if document.kind in ("message", "docx", "pdf"):
        return _extracted(document)
    text, notes = _text(document)
    if text is None:
        return _source(
            document,
            None,
            [_fault(document, "binary", "not text in any encoding that Arabic is written in; convert it first")],
        )
    try:
        article, faults = _read(document, text)
    except OptionError as error:
        return _source(document, None, [_fault(document, "field", str(error))])
    told = [_fault(document, "encoding", note) for note in notes]
    if any(fault.code == "visual_order" for fault in faults):
        article = None
    if article is not None and article.published is None and document.published_else:
        article = structs.replace(article, published=document.published_else, published_from="option")
    if article is None:
        faults = [Fault(stage=f.stage, code=f.code, message=f"{document.path}: {f.message}") for f in faults]
    return _source(document, article, [*told, *faults])


def _read(document: Document, text: str) -> tuple[Article | None, list[Fault]]:
    fields = _fields(document)
    if document.kind == "text":
        return read_text(text, **fields, lexicon_folder=document.lexicon_folder)
    from khabar.read.html import read_html  # lxml is slow to load, and plain text does not need it

    if document.kind == "entry":
        text = f"<html><body><article>{text}</article></body></html>"
    return read_html(text, **fields, whole=document.kind == "entry", lexicon_folder=document.lexicon_folder)


def _fields(document: Document) -> dict[str, str | None]:
    return {name: document.fields.get(name) for name in ("published", "outlet", "url", "title", "fetched")}


# -- formats that are not text: taken apart first
def _extracted(document: Document) -> Source:
    """The article of a message, a Word file or a PDF."""
    try:
        found = _extract(document)
    except UnreadableError as error:
        return _source(document, None, [_fault(document, error.code, str(error))])
    try:
        article, faults = article_of(found, _fields(document), document.lexicon_folder)
    except OptionError as error:
        return _source(document, None, [_fault(document, "field", str(error))])
    if article.published is None and document.published_else:
        article = structs.replace(article, published=document.published_else, published_from="option")
    document = structs.replace(document, extra={**found.extra, **document.extra})
    return _source(document, article, [_fault(document, f.code, f.message) for f in faults])


def _extract(document: Document) -> Extract:
    data = document.data if isinstance(document.data, bytes) else document.data.encode()
    if document.kind == "message":
        from khabar.read.telegram import extract_message

        return extract_message(data)
    if document.kind == "docx":
        from khabar.read.word import extract_word

        return extract_word(data)
    from khabar.read.pdf import extract_pdf

    return extract_pdf(data)


def _text(document: Document) -> tuple[str | None, tuple[str, ...]]:
    """The document's text, and what had to be done to read it."""
    if isinstance(document.data, str):
        text, how = repair(document.data)
        notes: tuple[str, ...] = (how,) if how else ()
    else:
        found = decode(document.data, document.declared)
        if found is None:
            return None, ()
        text, notes = found.text, found.notes
    if document.kind == "text":
        text, had = entities(text)
        notes = (*notes, "HTML entities were turned into letters") if had else notes
    return text, notes


def _source(document: Document, article: Article | None, faults: list[Fault]) -> Source:
    return Source(
        id=document.id, path=document.path, article=article, extra=document.extra, faults=faults, done=document.done
    )


def _fault(document: Document, code: str, problem: str) -> Fault:
    return Fault(stage="read", code=code, message=f"{document.path}: {problem}")
