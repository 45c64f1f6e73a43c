"""Web archives (WARC), streamed and never held in memory, and pages that a browser saved in one file (MHTML)."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

from msgspec import structs

from khabar.read.document import Defaults, Document, failed, given

_PAGES = ("text/html", "application/xhtml+xml")
_MAX = 20_000_000  # bytes; a longer page is no page


def is_warc(head: bytes) -> bool:
    """Whether a file begins as a WARC archive does (uncompressed)."""
    return head.startswith(b"WARC/")


def read_warc(stream: BinaryIO, path: str, defaults: Defaults, at: Callable[[], float | None]) -> Iterator[Document]:
    """One document for each HTML page of an archive, in its order; other records are passed over.

    A page that cannot be read gives a fault that names its address; a broken archive is read up to the break.

    Args:
        stream: The archive, plain or compressed.
        path: The file's path, for messages.
        defaults: What holds where a page does not say otherwise.
        at: The share of the input that has been passed.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        yield failed(path, "unreadable", "web archives need the extra `archive`: pip install 'khabar[archive]'")
        return
    wanted = WarcRecordType.response | WarcRecordType.resource
    number = 0
    try:
        for record in ArchiveIterator(stream, record_types=wanted, parse_http=False, max_content_length=_MAX):
            if not _is_whole(record):
                raise EOFError("the last record is cut")
            number += 1
            found = _page(record, f"{path}:{number}", defaults, at())
            if found is not None:
                yield found
    except (OSError, EOFError, ValueError) as error:
        yield failed(
            path,
            "unreadable",
            f"the archive breaks off after record {number} ({error}); what comes before was read",
            done=at(),
        )
        return
    if number == 0:
        yield failed(path, "no_items", "the archive holds no pages", done=at())


def _is_whole(record: Any) -> bool:
    """Whether all of a record is there; it then lies in memory, and only it."""
    told = str(record.headers.get("Content-Length") or "")
    record.freeze()
    return told.isdigit() and int(told) == record.content_length


def _page(record: Any, path: str, defaults: Defaults, done: float | None) -> Document | None:
    """The document of a record; None where it is no page (a picture, an error, a redirect)."""
    url = str(record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    try:
        declared, data = _payload(record)
    except (OSError, EOFError, ValueError) as error:
        return failed(path, "unreadable_page", f"{url}: the page cannot be read ({error})", id=url, done=done)
    if data is None:
        return None
    if not data.strip():
        return failed(path, "unreadable_page", f"{url}: the page is empty", id=url, done=done)
    moment = record.record_date
    fetched = moment.isoformat(timespec="seconds") if isinstance(moment, datetime) else None
    known = given(structs.replace(defaults, published=None), url=url, fetched=fetched)
    return Document(
        id=url or path, path=path, kind="html", data=data, declared=declared, fields=known,
        published_else=defaults.published,
        lexicon_folder=defaults.lexicon_folder, done=done,
    )  # fmt: skip


def _payload(record: Any) -> tuple[str | None, bytes | None]:
    """The declared encoding and the bytes of a page; no bytes where the record is none."""
    if record.is_http:
        record.parse_http(auto_decode="all")
        if str(getattr(record.http_headers, "status_code", 200) or 200) != "200":
            return None, None
        kind, declared = record.http_content_type, record.http_charset
    else:
        kind, declared = str(record.headers.get("Content-Type") or "").split(";")[0].strip(), None
    if kind and kind.lower() not in _PAGES:
        return None, None
    data = record.reader.read(_MAX)
    if not kind and b"<" not in data[:2000]:
        return None, None
    return declared, bytes(data)


def read_mhtml(data: bytes, name: str, path: str, defaults: Defaults, done: float | None) -> Document:
    """The page of an MHTML file: its first HTML part."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    part = next((p for p in message.walk() if p.get_content_type() in _PAGES), None)
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes):
        return failed(path, "unsupported", "no page is in this file; save it again as HTML", done=done)
    url = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
    return Document(
        id=name, path=path, kind="html", data=payload, declared=part.get_content_charset(),
        fields=given(defaults, url=url if url.startswith("http") else None),
        lexicon_folder=defaults.lexicon_folder, done=done,
    )  # fmt: skip
