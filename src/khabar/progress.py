"""Progress on standard error: a live line on a terminal, a line a minute elsewhere, nothing in the first second."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from khabar.messages import Lang, say

FIRST = 1.0  # seconds before anything is shown
LIVE = 0.2  # seconds between two drawings on a terminal
LOG = 60.0  # seconds between two lines elsewhere


class Progress:
    """Counts what is done and tells it on ``stream``."""

    def __init__(self, stream: TextIO, lang: Lang, clock: Callable[[], float] = time.perf_counter) -> None:
        self.stream, self.lang, self.clock = stream, lang, clock
        self.live = stream.isatty()
        self.began = clock()
        self.next = self.began + (FIRST if self.live else LOG)
        self.done = 0
        self.drawn = False

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        now = self.clock()
        if now < self.next:
            return
        self.next = now + (LIVE if self.live else LOG)
        line = say("progress", self.lang, done=self.done, rate=self.done / max(now - self.began, 1e-9))
        self.stream.write(f"\r\x1b[K{line}" if self.live else f"{line}\n")
        self.stream.flush()
        self.drawn = self.live

    def clear(self) -> None:
        """Take the live line away, so that what follows stands on a clean one."""
        if self.drawn:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
            self.drawn = False
