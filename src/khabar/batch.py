"""Code many inputs, in order, on one or several processes; one bad article never ends the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Any

import msgspec

from khabar.errors import TimeLimitError
from khabar.model import Fault, Record
from khabar.pool import Died, ordered
from khabar.read.document import Document, Source, read_document
from khabar.watch import LIMIT, Watch

AHEAD = 8
"""Articles that are under way for each worker: enough that none idles, few enough that a stream is not read into memory."""


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one input: its record, or only the faults that say why there is none."""

    id: str
    path: str
    record: Record | None = None
    extra: dict[str, Any] = {}
    faults: list[Fault] = []
    unread: bool = False
    done: float | None = None
    """Share of the input's bytes that were read when this one came."""

    def to_json(self) -> bytes:
        """The record as JSON on one line; without one ``{id, extra, faults}``, so that lines pair with the input's."""
        if self.record is not None:
            return msgspec.json.encode(self.record)
        return msgspec.json.encode({"id": self.id, "extra": self.extra, "faults": self.faults})


def code_source(source: Source | Document, folder: str | None = None, seconds: float = 0) -> Coded:
    """Read one input and code it within ``seconds`` (0: no limit); an unexpected error becomes a fault of the article."""
    if isinstance(source, Document):
        try:
            source = read_document(source)
        except Exception as error:  # the promise: one bad page is a fault, never the end of a run
            return _broken(source, "read", "internal", f"{type(error).__name__}: {error}")
    if source.article is None:
        return _without_record(source, source.faults)
    from khabar.pipeline import code

    _ready(folder)
    watch = Watch(seconds)
    try:
        record = code(source.article, id=source.id, extra=source.extra, faults=source.faults, folder=folder, watch=watch)
    except TimeLimitError as error:
        return _broken(source, "code", "time_limit", str(error))
    except Exception as error:  # the promise: one bad article is a fault, never the end of a run
        return _broken(source, "code", "internal", f"{type(error).__name__}: {error}")
    return Coded(
        id=source.id, path=source.path, record=record, extra=source.extra, faults=record.faults, done=source.done
    )


@cache
def _ready(folder: str | None) -> None:
    """Load what coding needs: that is once, and no article's own time."""
    from khabar.coding.match import index
    from khabar.lexicon.words import lexicon

    lexicon(folder)
    index()


def _without_record(source: Source, faults: list[Fault]) -> Coded:
    return Coded(
        id=source.id, path=source.path, extra=source.extra, faults=faults, unread=source.unread, done=source.done
    )


def _broken(source: Source | Document, stage: str, code: str, problem: str) -> Coded:
    """An input that broke the run of its own coding."""
    fault = Fault(stage=stage, code=code, message=f"{source.path}: {problem}")
    return Coded(id=source.id, path=source.path, extra=source.extra, faults=[*source.faults, fault], done=source.done)


def code_all(sources: Iterable[Source | Document], *, workers: int = 1, folder: str | None = None, seconds: float = LIMIT) -> Iterator[Coded]:
    """Every input coded, in the order of the input.

    Args:
        sources: from `khabar.read.inputs.documents`, read where they are coded, or `read_inputs`; taken only a little ahead.
        workers: processes; with 1 everything happens in this one. One that the system kills is replaced, and the article
            that it worked on gets the fault ``killed``.
        folder: the user's own word tables.
        seconds: what an article may take, 0 for as long as it likes; one that takes longer gets the fault ``time_limit``.
            It is asked for between sentences; a process that does not come to that in twice the time is ended.
    """
    work = partial(code_source, folder=folder, seconds=seconds)
    if workers <= 1:
        yield from map(work, sources)
        return
    decoder = msgspec.json.Decoder(Coded)
    for source, coded in ordered(partial(_packed, folder=folder, seconds=seconds), sources, workers=workers, ahead=workers * AHEAD, seconds=2 * seconds):
        yield _ended(source, coded, seconds) if isinstance(coded, Died) else decoder.decode(coded)


def _ended(source: Source | Document, died: Died, seconds: float) -> Coded:
    """An input whose process ended."""
    if died.slow:
        return _broken(source, "code", "time_limit", str(TimeLimitError(seconds)))
    problem = f"the process that worked on it ended (exit code {died.code}); give it alone, or fewer --workers"
    return _broken(source, "code", "killed", problem)


def _packed(source: Source | Document, folder: str | None, seconds: float) -> bytes:
    """What `code_source` gives, as it goes from one process to another: as JSON, which takes a third less than a pickle."""
    return msgspec.json.encode(code_source(source, folder, seconds))
