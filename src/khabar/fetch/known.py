"""What is remembered of a page that was fetched; the store keeps it, and needs no network for that."""

from __future__ import annotations

from typing import NamedTuple


class Known(NamedTuple):
    """What a server said of a page when it was fetched last: it is asked whether that still holds."""

    etag: str | None = None
    modified: str | None = None
