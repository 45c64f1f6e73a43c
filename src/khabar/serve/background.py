"""What is done beside the requests, in processes that can be ended: coding, exporting, and linking what has been added."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore, Event, Thread

from khabar.batch import Coded, code_source
from khabar.errors import KhabarError
from khabar.export.formats import export
from khabar.link import kept
from khabar.pool import Died, Late, Single
from khabar.read.document import Document
from khabar.serve.problems import ProblemError
from khabar.serve.settings import Settings
from khabar.serve.stores import Stores
from khabar.store import open_store

LOG = logging.getLogger("khabar.serve")
WAITING = 12
"""Texts that wait for the coder; the server has 40 threads."""
LOOK = 5.0
"""Seconds between two looks at whether something was added."""
REST = 4.0
"""Times as long as linking took, until it is done again: it never takes more than a fifth of a core."""
LONGEST = 3600.0
"""Seconds that one linking may take."""


class _Queue:
    """So many may wait; whoever comes then is sent away at once, so that those who wait never take all threads."""

    def __init__(self, most: int) -> None:
        self._places = BoundedSemaphore(most)

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place in the queue.

        Raises:
            ProblemError: there is none.
        """
        if not self._places.acquire(blocking=False):
            raise ProblemError("busy", 503, headers={"Retry-After": "10"})
        try:
            yield
        finally:
            self._places.release()


class Coder:
    """Codes texts in a process of its own."""

    def __init__(self, settings: Settings) -> None:
        self.seconds, self._queue = settings.limits.code, _Queue(WAITING)
        self._process: Single[Document, Coded] = Single(partial(code_source, folder=settings.lexicon))

    def code(self, document: Document, *, until: float | None = None) -> Coded:
        """The document coded; what cannot be read of it is told by its faults.

        Args:
            document: as it came.
            until: a moment of `time.monotonic`; without one the seconds that the limits allow.

        Raises:
            ProblemError: too many wait, it takes too long, or the process was killed.
        """
        with self._queue.place():
            left = self.seconds if until is None else max(0.0, until - time.monotonic())
            coded = self._process.ask(document, seconds=left)
        if isinstance(coded, Late):
            raise ProblemError("code_slow", 503, headers={"Retry-After": "5"}, seconds=round(self.seconds))
        if isinstance(coded, Died):
            raise ProblemError("code_killed", 503, headers={"Retry-After": "5"})
        return coded

    def stop(self) -> None:
        """End the process."""
        self._process.stop()


class Exporter:
    """Writes exports in a process of its own, one at a time."""

    def __init__(self, db: Path, settings: Settings) -> None:
        self.db, self.seconds, self._queue = db, settings.limits.export, _Queue(2)
        self._process: Single[tuple[Path, Sequence[str], str, Path, bool], list[Path]] = Single(exported)

    def export(self, articles: Sequence[str], form: str, path: Path, *, bom: bool) -> list[Path]:
        """The files that the articles were written to.

        Raises:
            ProblemError: it takes too long, or the process was killed.
            KhabarError: the form cannot be written.
        """
        with self._queue.place():
            files = self._process.ask((self.db, articles, form, path, bom), seconds=self.seconds)
        if isinstance(files, Died | Late):
            raise ProblemError("export_slow", 503, headers={"Retry-After": "30"}, seconds=round(self.seconds))
        return files

    def stop(self) -> None:
        """End the process."""
        self._process.stop()


def exported(task: tuple[Path, Sequence[str], str, Path, bool]) -> list[Path]:
    """Write articles of a store in one of the export's forms; runs in a process of its own."""
    db, articles, form, path, bom = task
    with open_store(db) as store:
        return export((store.corrected(id).record for id in articles), form, path, bom=bom, verdicts=kept.verdicts(store))


def relinked(db: Path) -> float:
    """Link the store in ``db``, the seconds that it took; runs in a process of its own."""
    with open_store(db) as store:
        return kept.relink(store).seconds


class Linker:
    """Links the store again whenever something has been added, recoded or corrected; in a process of its own."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self._process: Single[Path, float] = Single(relinked)
        self._ended = Event()
        self._thread = Thread(target=self._run, name="khabar-linker", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End, in the middle of linking too: what was kept before stays."""
        self._ended.set()
        self._process.stop()
        if self._thread.is_alive():
            self._thread.join(10)

    def _run(self) -> None:
        pause = 0.0
        while not self._ended.wait(pause):
            pause = LOOK
            try:
                if not self._behind():
                    continue
                took = self._process.ask(self.stores.path, seconds=LONGEST)
                pause = max(LOOK, REST * took) if isinstance(took, float) else 60.0
            except (KhabarError, ProblemError) as error:
                LOG.warning("linking: %s", error)
                pause = 60.0

    def _behind(self) -> bool:
        """Whether the store holds what was not linked; an empty one does not."""
        with self.stores.lent() as store:
            state = kept.state(store)
            return store.counts()["articles"] > 0 if state is None else not state.current
