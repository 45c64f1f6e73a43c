"""The store as it stood at an earlier moment: nothing is lost, so it can be asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from khabar.errors import OptionError
from khabar.messages import say
from khabar.model import Record
from khabar.store.db import Store, in_utc

BEGINNING = "0001-01-01T00:00:00Z"
"""Before anything was kept."""


def moment(text: str) -> str:
    """A day or date-time as the store writes moments: UTC, to the second; a day is its first second.

    Raises:
        OptionError: it is neither.
    """
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        raise OptionError(say("bad_date", "en", value=text)) from None
    return in_utc(text)


def records_at(store: Store, at: str) -> Iterator[Record]:
    """The records as they stood just before ``at``, in the order they came.

    Args:
        store: the database.
        at: from `moment`.
    """
    found = (store.record_at(id, at) for id in store.ids())
    return (record for record in found if record is not None)


def briefed(database: Path, *, now: str | None = None) -> str:
    """When the last briefing of a store was made, and keep ``now`` as that; before the first one the beginning of time.

    It is kept in a file beside the database, ``NAME.briefed``: a briefing changes nothing in the store.

    Args:
        database: the store's file.
        now: UTC, as the store writes it.
    """
    file = database.with_name(database.name + ".briefed")
    if now is not None:
        file.write_text(now + "\n", "utf-8")
        return now
    return moment(file.read_text("utf-8").strip()) if file.exists() else BEGINNING
