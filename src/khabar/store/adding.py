"""Inputs into the store: what is there already is captured once more, what is new is coded."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from khabar.batch import Coded, code_all
from khabar.model import Fault, Record
from khabar.read.document import Source
from khabar.store.db import Added, Origin, Store


class Stored(NamedTuple):
    """What became of one input."""

    path: str
    added: Added | None
    """None where there was no article in it."""
    faults: list[Fault]
    unread: bool


def add_sources(store: Store, sources: Iterable[Source], *, workers: int = 1, folder: str | None = None, method: str = "file") -> Iterator[Stored]:
    """Store every source, one transaction an article: stopped at any point, it is run again and goes on.

    Args:
        store: where to.
        sources: from `khabar.read.inputs.read_inputs`; read only a little ahead.
        workers: processes to code on; this one alone writes.
        folder: the user's own word tables.
        method: how the sources were come by: file, fetch.

    Raises:
        StoreError: the database cannot be written.
    """
    coding: deque[Source] = deque()
    met: deque[Stored] = deque()

    def fresh() -> Iterator[Source]:
        for source in sources:
            origin = Origin(method="stdin" if source.path.startswith("-") else method, source=source.path, raw=source.raw)
            added = store.meet(source.article, source.id, source.extra, origin) if source.article else None
            if added is not None:
                met.append(Stored(source.path, added, source.faults, False))
            else:
                coding.append(source)
                yield source

    for coded in code_all(fresh(), workers=workers, folder=folder):
        while met:
            yield met.popleft()
        yield _stored(store, coding.popleft(), coded, folder, method)
    yield from met


def _stored(store: Store, source: Source, coded: Coded, folder: str | None, method: str) -> Stored:
    record = coded.record or _uncoded(source, coded, folder)
    if record is None:
        store.failed(source.path, coded.faults)
        return Stored(source.path, None, coded.faults, coded.unread)
    origin = Origin(method="stdin" if source.path.startswith("-") else method, source=source.path, raw=source.raw)
    return Stored(source.path, store.add(record, origin), coded.faults, coded.unread)


def _uncoded(source: Source, coded: Coded, folder: str | None) -> Record | None:
    """An article that broke the coder is kept with its fault: a later coder may read it."""
    if source.article is None:
        return None
    from khabar.pipeline import coder

    return Record(id=source.id, coder=coder(folder), article=source.article, extra=source.extra, faults=coded.faults)
