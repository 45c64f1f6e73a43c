"""The store as it stood at an earlier moment: nothing is lost, so it can be asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from khabar.errors import OptionError
from khabar.messages import say
from khabar.model import Record
from khabar.store.db import Store, in_utc


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
