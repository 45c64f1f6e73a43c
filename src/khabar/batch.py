"""Code many inputs, in order, on one or several processes; one bad article never ends the run."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import msgspec

from khabar.model import Fault, Record
from khabar.read.inputs import Source

AHEAD = 4
"""Articles that wait for each worker: enough that none idles, few enough that a stream is not read into memory."""


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one input: its record, or only the faults that say why there is none."""

    id: str
    path: str
    record: Record | None = None
    extra: dict[str, Any] = {}
    faults: list[Fault] = []
    unread: bool = False

    def to_json(self) -> bytes:
        """The record as JSON on one line; without one ``{id, extra, faults}``, so that lines pair with the input's."""
        if self.record is not None:
            return msgspec.json.encode(self.record)
        return msgspec.json.encode({"id": self.id, "extra": self.extra, "faults": self.faults})


def code_source(source: Source, folder: str | None = None) -> Coded:
    """Code one input; an unexpected error becomes a fault of the article."""
    if source.article is None:
        return _without_record(source, source.faults)
    from khabar.pipeline import code

    try:
        record = code(source.article, id=source.id, extra=source.extra, faults=source.faults, folder=folder)
    except Exception as error:  # the promise: one bad article is a fault, never the end of a run
        fault = Fault(stage="code", code="internal", message=f"{source.path}: {type(error).__name__}: {error}")
        return _without_record(source, [*source.faults, fault])
    return Coded(id=source.id, path=source.path, record=record, extra=source.extra, faults=record.faults)


def _without_record(source: Source, faults: list[Fault]) -> Coded:
    return Coded(id=source.id, path=source.path, extra=source.extra, faults=faults, unread=source.unread)


def code_all(sources: Iterable[Source], *, workers: int = 1, folder: str | None = None) -> Iterator[Coded]:
    """Every source coded, in the order of the input.

    Args:
        sources: from `khabar.read.inputs.read_inputs`; read only a little ahead.
        workers: processes; with 1 everything happens in this one.
        folder: the user's own word tables.
    """
    if workers <= 1:
        for source in sources:
            yield code_source(source, folder)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Coded]] = deque()
        for source in sources:
            waiting.append(pool.submit(code_source, source, folder))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
