"""Opened stores, lent to one thread at a time: SQLite connections are not for two threads at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, LifoQueue

from khabar.serve.problems import ProblemError
from khabar.store import Store, open_store

MOST = 4
"""Connections; what they do is mostly Python's, which runs on one core anyway."""
STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock."""


class Stores:
    """A few connections to one store; made when they are needed, lent out, taken back."""

    def __init__(self, path: Path, *, seconds: float, most: int = MOST) -> None:
        self.path, self.seconds = path, seconds
        self._idle: LifoQueue[Store | None] = LifoQueue()
        for _ in range(most):
            self._idle.put(None)

    @contextmanager
    def lent(self) -> Iterator[Store]:
        """A store for this thread alone; one read of it takes at most the seconds that the limits allow.

        Raises:
            ProblemError: all are lent out for too long.
            StoreError: the database cannot be opened, or a read takes too long.
        """
        store = self.take()
        try:
            yield store
        finally:
            self.give(store)

    def take(self) -> Store:
        """Lend a store, to be given back whatever happens; raises what `lent` does."""
        try:
            store = self._idle.get(timeout=self.seconds)
        except Empty:
            raise ProblemError("busy", 503, headers={"Retry-After": "5"}) from None
        try:
            store = store or self._opened()
        except BaseException:
            self._idle.put(None)
            raise
        _limit(store, self.seconds)
        return store

    def give(self, store: Store) -> None:
        """Take a store back; blocks nobody."""
        store.connection.set_progress_handler(None, 0)
        self._idle.put(store)

    def _opened(self) -> Store:
        store = open_store(self.path, shared=True)
        store.connection.execute(f"PRAGMA busy_timeout = {round(self.seconds * 1000)}")
        return store

    def close(self) -> None:
        """Close those that are not lent out; whoever asks again gets new ones."""
        found: list[Store | None] = []
        with suppress(Empty):
            while True:
                found.append(self._idle.get_nowait())
        for store in found:
            if store is not None:
                store.close()
            self._idle.put(None)


def _limit(store: Store, seconds: float) -> None:
    """Interrupt whatever the store does once the time is over."""
    until = time.monotonic() + seconds
    store.connection.set_progress_handler(lambda: time.monotonic() > until, STEPS)
