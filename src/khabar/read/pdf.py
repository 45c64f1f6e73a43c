"""PDF files with text in them: lines to paragraphs, repeated heads and feet as furniture, properties as hints."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from khabar.model import BlockKind
from khabar.read.extract import Extract, UnreadableError
from khabar.read.pdf_glyphs import glyphs_of
from khabar.read.pdf_lines import PdfLine, lines_of, mirrored, turned

_MAX_FILE = 50_000_000  # bytes
_MAX_PAGES = 200
_EDGE = 2  # lines at the head and foot of a page that may repeat on others
_HEAD = 12  # words that a head or foot has at most
_STAMP = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"^\W{0,8}+(?:صفحة|ص|page)?\W{0,8}+\d{1,4}(?:\s{0,4}+(?:/|من|of)\s{0,4}+\d{1,4})?\W{0,8}+$", re.IGNORECASE)
_CLOSED = re.compile(r"[.؟?!…:][\"'”“»)\]]*$")
_HYPHEN = re.compile(r"(?<=[A-Za-z])-$")


class _Row(NamedTuple):
    """A line of the file, and whether it is a head or foot that its pages share."""

    line: PdfLine
    page: int
    furniture: bool


def is_pdf(head: bytes) -> bool:
    """Whether a file begins as a PDF does."""
    return head.lstrip()[:5] == b"%PDF-"


def extract_pdf(data: bytes) -> Extract:
    """A PDF as text: paragraphs apart by a blank line, letters in place of presentation forms, in the order of reading.

    Raises:
        UnreadableError: no PDF, locked, scanned (no text in it), larger than it may be, or pypdf (extra ``documents``) is missing.
    """
    if len(data) > _MAX_FILE:
        raise UnreadableError("too_large", f"more than {_MAX_FILE // 10**6} MB; give the article's pages alone")
    try:
        import pypdf
    except ModuleNotFoundError:
        raise UnreadableError("unreadable", "PDF files need the extra `documents`: pip install 'khabar[documents]'") from None
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # what it finds odd in a file is no matter of the reader's
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("locked", "the PDF is locked by a password; save it without one")
        pages = len(reader.pages)
        if pages > _MAX_PAGES:
            raise UnreadableError("too_large", f"{pages} pages, more than {_MAX_PAGES}; give the article's pages alone")
        rows = _rows([lines_of(glyphs_of(page, reader)) for page in reader.pages])
        facts = reader.metadata
        made = _day(facts.creation_date_raw if facts else None)
        author = str(facts.author or "").strip() if facts else ""
    except UnreadableError:
        raise
    except Exception as error:  # pypdf raises whatever a broken file makes it stumble over
        raise UnreadableError("unreadable", f"no PDF, or a broken one ({type(error).__name__}); print it anew or take the text from another copy") from None
    if not any(row.line.text for row in rows):
        raise UnreadableError("no_text_layer", "the PDF holds pictures of pages and no text; run character recognition on it first")
    text, hints = _text(rows)
    return Extract(text, hints, author=author or None, dated=made)


def _day(stamp: str | None) -> str | None:
    """The day of a PDF's date (``D:20240506…``), whatever its writer put after it."""
    match = _STAMP.match(str(stamp or ""))
    try:
        return dt.date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None


# -- heads and feet
def _rows(pages: Sequence[Sequence[PdfLine]]) -> list[_Row]:
    """The lines of all pages; those at the edges that most pages share but for their numbers are furniture."""
    pairs = mirrored([line.text for page in pages for line in page])
    turn = [[line._replace(text=turned(line.text, pairs)) for line in page] for page in pages]
    met = Counter(key for page in turn for key in {_key(line) for line in _edges(page)})
    often = {key for key, n in met.items() if n >= 2 and 2 * n >= len(turn)}
    found = []
    for number, page in enumerate(turn):
        edges = {id(line) for line in _edges(page)}
        for line in page:
            short = len(line.text.split()) <= _HEAD and id(line) in edges
            same = short and (_key(line) in often or bool(_NUMBER.match(line.text)))
            found.append(_Row(line, number, same))
    return found


def _edges(page: Sequence[PdfLine]) -> Sequence[PdfLine]:
    return [*page[:_EDGE], *page[max(_EDGE, len(page) - _EDGE) :]]


def _key(line: PdfLine) -> str:
    return _DIGITS.sub("#", line.text)


# -- paragraphs
def _text(rows: Sequence[_Row]) -> tuple[str, dict[int, BlockKind]]:
    """The text, and its furniture by offset: what stands at a page's edge comes below the paragraph that runs over it."""
    ends = {id(p[-1]): p for p in _paragraphs([row for row in rows if not row.furniture])}
    order: list[tuple[str, bool]] = []
    held: list[tuple[str, bool]] = []
    open_ = False
    for row in rows:
        if row.furniture:
            (held if open_ else order).append((row.line.text, True))
            continue
        open_ = id(row) not in ends
        if not open_:
            order += [(_joined(ends[id(row)]), False), *held]
            held = []
    hints: dict[int, BlockKind] = {}
    size = 0
    for text, furniture in (*order, *held):
        if furniture:
            hints[size] = "furniture"
        size += len(text) + 2
    return "\n\n".join(text for text, _ in (*order, *held)), hints


def _paragraphs(body: Sequence[_Row]) -> list[list[_Row]]:
    """The running lines by paragraph."""
    gaps = [a.line.y - b.line.y for a, b in pairwise(body) if a.page == b.page and a.line.y > b.line.y]
    usual, size = median(gaps) if gaps else 0.0, median(row.line.size for row in body) if body else 0.0
    found: list[list[_Row]] = []
    for row in body:
        if found and _goes_on(found[-1][-1], row, usual, size):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _goes_on(before: _Row, row: _Row, usual: float, size: float) -> bool:
    """Whether a line is of the same paragraph as the one before it; ``usual`` is the distance of lines of letters of ``size``."""
    a, b = before.line, row.line
    large = max(1.0, a.size / size)
    full = large > 1.15 or a.x - a.left <= _first_word(b)
    if abs(a.size - b.size) > 0.05 * max(a.size, b.size) or not full:
        return False
    if before.page != row.page or b.y > a.y:
        return not _CLOSED.search(a.text)
    return a.y - b.y <= 1.35 * usual * large


def _first_word(line: PdfLine) -> float:
    """How wide a line's first word is, with a blank: a line that had room for it ended its paragraph."""
    return (len(line.text.split(" ", 1)[0]) + 1) * (line.end - line.x) / len(line.text)


def _joined(rows: Sequence[_Row]) -> str:
    """The lines of a paragraph in one; a Latin word that a hyphen parts is whole again."""
    text = ""
    for row in rows:
        part = row.line.text
        text = _HYPHEN.sub("", text) + part if _HYPHEN.search(text) and part[:1].islower() else f"{text} {part}" if text else part
    return text
