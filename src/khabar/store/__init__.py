"""Where articles, records, their versions and the corrections are kept: one SQLite file."""

from khabar.store.db import Added, Origin, Store, open_store

__all__ = ["Added", "Origin", "Store", "open_store"]
