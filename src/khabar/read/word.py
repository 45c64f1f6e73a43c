"""Word files (DOCX): paragraphs and headings in their order, tables, and what the file's properties say, as hints."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from khabar.model import BlockKind
from khabar.read.extract import Extract, UnreadableError

_MAX_FILE = 50_000_000  # bytes
_MAX_OPEN = 200_000_000  # bytes of all parts once unpacked: more is a bomb
_MAX_PARTS = 10_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_CELL = 12  # words from which on a cell of a table is running text


def is_word(head: bytes) -> bool:
    """Whether a file begins as a Word file does: a zip whose first part is one of OOXML's."""
    return head.startswith(b"PK\x03\x04") and (b"[Content_Types].xml" in head[:200] or b"word/" in head)


def extract_word(data: bytes) -> Extract:
    """A Word file as text: paragraphs apart by a blank line; headers, footers, notes and deleted words are left out.

    Raises:
        UnreadableError: it is no Word file, is larger than it may be, or python-docx (extra ``documents``) is missing.
    """
    _check(data)
    try:
        import docx
    except ModuleNotFoundError:
        raise UnreadableError("unreadable", "Word files need the extra `documents`: pip install 'khabar[documents]'") from None
    try:
        document = docx.Document(BytesIO(data))
        body = document.element.body
        styles = {s.style_id: s.name or "" for s in document.styles if s.style_id}
    except Exception as error:  # python-docx raises whatever lxml and its own lookups raise
        raise UnreadableError("unreadable", f"no Word file, or a broken one ({type(error).__name__}); save it again as .docx or as text") from None
    text, hints, title = _text(list(_paragraphs(body, styles)))
    properties = document.core_properties
    return Extract(text, hints, title=title, author=(properties.author or "").strip() or None, dated=_day(properties))


def _check(data: bytes) -> None:
    """Refuse what is no zip, and what unpacks to more than any article."""
    if len(data) > _MAX_FILE:
        raise UnreadableError("too_large", f"more than {_MAX_FILE // 10**6} MB; give the article alone")
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise UnreadableError("unsupported", "no Word file (.docx); save it again as .docx or as text") from None
    if len(parts) > _MAX_PARTS or sum(p.file_size for p in parts) > _MAX_OPEN:
        raise UnreadableError("too_large", f"it unpacks to more than {_MAX_OPEN // 10**6} MB, as no article does")


def _paragraphs(body: Any, styles: dict[str, str]) -> Iterator[tuple[str, BlockKind | None]]:
    """Every paragraph with what its style says: those of text boxes and content controls too, each once."""
    for element in body.iter(f"{_W}p"):
        above = {a.tag for a in element.iterancestors()}
        text = "".join(_words(element)).strip()
        if not text or _FALLBACK in above:
            continue
        yield text, _kind(element, styles, text, f"{_W}tbl" in above)


def _words(paragraph: Any) -> Iterator[str]:
    """The letters of a paragraph's own runs: those put in by a tracked change, not those taken out."""
    for node in paragraph.iter(f"{_W}t", *_MARKS):
        owner = next((a for a in node.iterancestors() if a.tag in (f"{_W}p", f"{_W}tabs")), None)
        moved = any(a.tag == f"{_W}moveFrom" for a in node.iterancestors())
        if owner is paragraph and node.getparent().tag == f"{_W}r" and not moved:
            yield _MARKS.get(node.tag, node.text or "")


def _kind(paragraph: Any, styles: dict[str, str], text: str, in_table: bool) -> BlockKind | None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = styles.get(style.get(f"{_W}val") if style is not None else "", "").lower()
    if name == "title" or name == "heading 1":
        return "title"
    if name.startswith(("heading", "subtitle")):
        return "subhead"
    if name == "caption":
        return "caption"
    if in_table and len(text.split()) < _CELL:
        return "furniture"
    return "paragraph" if len(text.split()) >= _CELL else None


def _text(paragraphs: list[tuple[str, BlockKind | None]]) -> tuple[str, dict[int, BlockKind], str | None]:
    """The text, the hints by offset, and the title: the first heading above the running text; later ones are subheads."""
    parts: list[str] = []
    hints: dict[int, BlockKind] = {}
    title, size, begun = None, 0, False
    for text, kind in paragraphs:
        if kind == "title":
            kind = "subhead" if title or begun else "title"
            title = title or (text if kind == "title" else None)
        begun = begun or kind == "paragraph"
        if kind:
            hints[size] = kind
        parts.append(text)
        size += len(text) + 2
    return "\n\n".join(parts), hints, title


def _day(properties: Any) -> str | None:
    """The day on which the file was made; python-docx gives no date where the property is broken."""
    try:
        made = properties.created
    except (ValueError, KeyError):
        return None
    return made.date().isoformat() if isinstance(made, dt.datetime) else None
