"""Pasted texts and dropped files: coded at once, held for a while, stored only when somebody says so."""

from __future__ import annotations

import re
import secrets
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from threading import Lock

import msgspec

from khabar.batch import Coded, code_source
from khabar.model import Fault
from khabar.read.inputs import Defaults, Document, documents
from khabar.store import Store
from khabar.store.db import Added, Origin

ARTICLES = 20
"""Articles of one file that are coded here."""
HELD = 16
"""Pastes that are held."""
BYTES = 64_000_000
"""Bytes of all pastes that are held."""
_NAME = re.compile(r"[^\w.() -]+")


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says of what was pasted."""

    published: str | None = None
    outlet: str | None = None
    url: str | None = None


class Paste(msgspec.Struct, frozen=True, kw_only=True):
    """What was pasted and what came of it."""

    data: bytes
    name: str
    """Of the file; empty for a pasted text."""
    given: Given = Given()
    coded: tuple[Coded, ...] = ()
    more: bool = False
    """The file holds more articles than are coded here."""


class Pastes:
    """The pastes of one run of the server: the last few, by a word that nobody guesses."""

    def __init__(self, held: int = HELD, bytes: int = BYTES) -> None:
        self._held: OrderedDict[str, Paste] = OrderedDict()
        self._lock, self._most, self._bytes = Lock(), held, bytes

    def keep(self, paste: Paste, token: str | None = None) -> str:
        """Hold a paste, in the place of an earlier one or as a new one; the word by which it is had again."""
        token = token or secrets.token_urlsafe(16)
        with self._lock:
            self._held[token] = paste
            self._held.move_to_end(token)
            while len(self._held) > 1 and (len(self._held) > self._most or sum(len(p.data) for p in self._held.values()) > self._bytes):
                self._held.popitem(last=False)
        return token

    def get(self, token: str) -> Paste | None:
        """The paste with this word; None where it is no longer held."""
        with self._lock:
            return self._held.get(token)


def code_paste(paste: Paste, code: Callable[[Document], Coded] = code_source) -> Paste:
    """The paste with what the coder finds in it.

    Args:
        paste: its bytes, name, and what was said of it.
        code: what codes one document.

    Raises:
        OptionError: the date that was given is none.
    """
    name = safe_name(paste.name)
    defaults = Defaults(**msgspec.structs.asdict(paste.given))
    with tempfile.TemporaryDirectory(prefix="khabar-") as place:
        path = Path(place) / name
        path.write_bytes(paste.data)
        found = list(islice(documents([path], defaults), ARTICLES + 1))
        coded = tuple(_without_folder(code(d), place) for d in found[:ARTICLES])
    return msgspec.structs.replace(paste, coded=coded, more=len(found) > ARTICLES)


def pasted(text: str) -> bytes:
    """A pasted text as bytes; a browser sends every line's end as two signs, the article has one."""
    return text.replace("\r\n", "\n").encode("utf-8", errors="replace")


def safe_name(name: str) -> str:
    """The file's own name without folders and strange letters; of a pasted text ``paste.txt``."""
    own = _NAME.sub("_", re.split(r"[/\\]", name)[-1]).strip(". ")[-100:]
    return own or "paste.txt"


def _without_folder(coded: Coded, place: str) -> Coded:
    """Its faults without the name of the folder that the file was read from."""

    def told(faults: Sequence[Fault]) -> list[Fault]:
        return [msgspec.structs.replace(f, message=f.message.replace(f"{place}/", "")) for f in faults]

    record = msgspec.structs.replace(coded.record, faults=told(coded.record.faults)) if coded.record else None
    return msgspec.structs.replace(coded, record=record, faults=told(coded.faults), path=Path(coded.path).name)


def store_paste(store: Store, paste: Paste, numbers: Sequence[int]) -> list[Added]:
    """Keep the articles with these numbers, with the bytes that they came in.

    Args:
        store: where to.
        paste: coded.
        numbers: from 0; those without an article are passed over.
    """
    origin = Origin(method="file" if paste.name else "paste", source=paste.name or None, raw=paste.data)
    records = [paste.coded[n].record for n in numbers if 0 <= n < len(paste.coded)]
    return [store.add(record, origin) for record in records if record is not None]


def lacking(coded: Coded) -> list[str]:
    """What neither the text nor the person tells: published, outlet, link."""
    if coded.record is None:
        return []
    article = coded.record.article
    told = {"published": article.published, "outlet": article.outlet, "link": article.url}
    return [name for name, value in told.items() if not value]
