"""The stories, events and actors across articles, for pages: linked in the background, kept until the store changes.

Linking takes two milliseconds an article, so pages do not wait for it: of a large store the newest articles are linked
in a thread of their own, and an older story when it is asked for, out of the articles of its days.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from khabar.link.collection import link
from khabar.link.records import Linked
from khabar.link.stories import WINDOW
from khabar.store import Store, open_store

NEWEST = 1500
"""Articles that are linked ahead."""
AROUND = 400
"""Articles that are linked to show one older story."""
KEPT = 4
"""Older stretches that are kept."""
State = tuple[int, int]


class Made(NamedTuple):
    """The newest articles linked."""

    state: State
    linked: Linked
    articles: frozenset[str]
    same: Mapping[str, str]
    """Stable id → the id of the actor that it is one with, where that is another."""


class Links:
    """What linking found in one store; for many threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._made: Made | None = None
        self._working: threading.Thread | None = None
        self._older: OrderedDict[tuple[State, str], Linked] = OrderedDict()

    def newest(self, store: Store, *, wait: float = 0.0) -> Linked | None:
        """The newest articles linked; what was linked before while anew is under way, None where nothing is ready yet.

        Args:
            store: the caller's, to see whether it has changed.
            wait: seconds to wait for it.
        """
        state = state_of(store)
        with self._lock:
            if self._made and self._made.state == state:
                return self._made.linked
            if self._working is None or not self._working.is_alive():
                self._working = threading.Thread(target=self._make, name="khabar-links", daemon=True)
                self._working.start()
            working = self._working
        working.join(wait)
        return self._made.linked if self._made else None

    def around(self, store: Store, article: str, *, wait: float = 0.0) -> Linked | None:
        """A linking that holds the article; None where there is no such article.

        Args:
            store: the caller's.
            article: its id.
            wait: seconds to wait for the newest to be linked.
        """
        newest = self.newest(store, wait=wait)
        if newest is not None and self._made and article in self._made.articles:
            return newest
        asked = (state_of(store), article)
        with self._lock:
            if asked in self._older:
                self._older.move_to_end(asked)
                return self._older[asked]
        near = _near(store, article)
        if not near:
            return None
        linked = _linked(store, near)
        with self._lock:
            self._older[asked] = linked
            while len(self._older) > KEPT:
                self._older.popitem(last=False)
        return linked

    @property
    def same(self) -> Mapping[str, str]:
        """Stable id → the id of the actor that it is one with, as far as the newest articles tell; empty before they are linked."""
        return self._made.same if self._made else {}

    def _make(self) -> None:
        with open_store(self.path, create=False) as store:
            state = state_of(store)
            ids = [row[0] for row in store.connection.execute("SELECT id FROM articles ORDER BY published DESC, row DESC LIMIT ?", (NEWEST,))]
            linked = _linked(store, ids)
        self._made = Made(state, linked, frozenset(ids), _same(linked))


def _same(linked: Linked) -> dict[str, str]:
    """For each id that linking has joined to another, the one that stands for them; what only one article tells apart is left out."""
    found = {}
    for identity in linked.identities:
        best = identity.id.partition("~")[0]
        found.update({id: best for id in identity.ids if id != best and "@" not in id and "@" not in best})
    return found


def state_of(store: Store) -> State:
    """What changes whenever the store's codings or corrections do."""
    query = "SELECT (SELECT coalesce(max(row), 0) FROM codings), (SELECT coalesce(max(row), 0) FROM corrections)"
    codings, corrections = store.connection.execute(query).fetchone()
    return codings, corrections


def _linked(store: Store, ids: Sequence[str]) -> Linked:
    return link(store.corrected(id).record for id in ids)


def _near(store: Store, article: str) -> list[str]:
    """The article and those published nearest to it, of the days within which two are compared."""
    found = store.connection.execute("SELECT substr(published, 1, 10) FROM articles WHERE id = ?", (article,)).fetchone()
    if found is None:
        return []
    if not found[0]:
        return [article]
    day, days = dt.date.fromisoformat(found[0]), dt.timedelta(days=int(WINDOW) + 1)
    query = """SELECT id FROM articles WHERE substr(published, 1, 10) BETWEEN ? AND ?
        ORDER BY id != ?, abs(julianday(substr(published, 1, 10)) - julianday(?)), row LIMIT ?"""
    asked = ((day - days).isoformat(), (day + days).isoformat(), article, day.isoformat(), AROUND)
    return [row[0] for row in store.connection.execute(query, asked)]
