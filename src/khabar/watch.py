"""How long an article may take: asked between sentences, so that nothing is left half done."""

from __future__ import annotations

import time

from khabar.errors import TimeLimitError

LIMIT = 120.0
"""Seconds that an article may take unless told otherwise: hundreds of times what the longest of news takes."""


class Watch:
    """A stop watch that runs from when it is made."""

    def __init__(self, seconds: float = 0) -> None:
        """``seconds`` that the work may take; 0 for as long as it likes."""
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Raise `TimeLimitError` when the time is over."""
        if self.seconds > 0 and time.monotonic() > self._end:
            raise TimeLimitError(self.seconds)
