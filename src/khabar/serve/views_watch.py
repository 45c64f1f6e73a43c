"""Watch lists: for each entry of a list what the store holds, the newest first."""

from __future__ import annotations

from urllib.parse import urlencode

from khabar.model import Struct
from khabar.store import Store
from khabar.store.desk import Watch, watched, watches
from khabar.store.search import Hit

EACH = 8
"""Hits of each entry."""
FILTERS = {"actor": "actor", "country": "actor", "type": "type", "words": "q"}
"""Kind of an entry → the field of the search page that asks for it."""


class Entry(Struct, frozen=True, kw_only=True):
    """One thing that is watched."""

    kind: str
    value: str
    hits: list[Hit]
    more: bool
    """There are others than those shown."""
    address: str
    """Where a search shows them; empty where the search page has no field for it."""


class WatchView(Struct, frozen=True, kw_only=True):
    """The page of watch lists."""

    names: list[str]
    chosen: str
    """The one that is shown; empty where there is none."""
    entries: list[Entry]


def watch_view(store: Store, name: str) -> WatchView:
    """A watch list with what is found for it; the first where there is none of that name."""
    names = list(dict.fromkeys(w.list for w in watches(store)))
    chosen = name if name in names else next(iter(names), "")
    found = watched(store, chosen, limit=EACH + 1) if chosen else []
    return WatchView(names=names, chosen=chosen, entries=[_entry(watch, hits) for watch, hits in found])


def _entry(watch: Watch, hits: list[Hit]) -> Entry:
    newest = sorted(hits, key=lambda h: h.published or "", reverse=True)
    field = FILTERS.get(watch.kind)
    address = "/search?" + urlencode({field: watch.value, "sort": "newest"}) if field else ""
    return Entry(kind=watch.kind, value=watch.value, hits=newest[:EACH], more=len(hits) > EACH, address=address)
