"""So many requests a minute for each client."""

from __future__ import annotations

import time
from collections.abc import Callable

CLIENTS = 10_000
"""Clients that are remembered."""


class Rate:
    """So many a minute for each client: a bucket that fills steadily and is emptied by what is asked.

    Args:
        each_minute: how many, and how many at once.
        clock: seconds, never running back.
    """

    def __init__(self, each_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.clock = each_minute, clock
        self._left: dict[str, tuple[float, float]] = {}

    def wait(self, client: str) -> float:
        """Take one for the client; seconds to wait where there is none left, 0 where there was."""
        left, now = self._now(client)
        if left < 1:
            return (1 - left) * 60 / self.most
        self._left.pop(client, None)
        self._left[client] = left - 1, now
        if len(self._left) > CLIENTS:
            del self._left[next(iter(self._left))]
        return 0.0

    def full(self, client: str) -> float:
        """Seconds to wait before there is one, none taken."""
        left, _ = self._now(client)
        return 0.0 if left >= 1 else (1 - left) * 60 / self.most

    def _now(self, client: str) -> tuple[float, float]:
        now = self.clock()
        left, at = self._left.get(client, (float(self.most), now))
        return min(self.most, left + (now - at) * self.most / 60), now
