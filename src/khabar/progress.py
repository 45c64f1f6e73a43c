"""Progress on standard error: a live line on a terminal, a line a minute elsewhere, nothing in the first second."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from khabar.messages import Lang, say

FIRST = 1.0  # seconds before anything is shown
LIVE = 0.2  # seconds between two drawings on a terminal
LOG = 60.0  # seconds between two lines elsewhere
WIDTH = 20  # letters of the bar


class Progress:
    """Counts what is done and tells it on ``stream``."""

    def __init__(self, stream: TextIO, lang: Lang, clock: Callable[[], float] = time.perf_counter) -> None:
        self.stream, self.lang, self.clock = stream, lang, clock
        self.live = stream.isatty()
        self.began = clock()
        self.next = self.began + (FIRST if self.live else LOG)
        self.done = 0
        self.drawn = False

    def step(self, share: float | None = None, count: int = 1) -> None:
        """``count`` more are done; with ``share``, how much of the input that makes, the time left is told too."""
        self.done += count
        now = self.clock()
        if now < self.next:
            return
        self.next = now + (LIVE if self.live else LOG)
        line = self._line(now - self.began, share)
        self.stream.write(f"\r\x1b[K{line}" if self.live else f"{line}\n")
        self.stream.flush()
        self.drawn = self.live

    def _line(self, seconds: float, share: float | None) -> str:
        told = say("progress", self.lang, done=self.done, rate=self.done / max(seconds, 1e-9))
        if not share:
            return told
        left = max(0, round(seconds * (1 - share) / share))
        clock = f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02}" if left >= 3600 else f"{left // 60}:{left % 60:02}"
        filled = round(WIDTH * share)
        return f"[{'█' * filled}{'·' * (WIDTH - filled)}] {share:.0%} {told}, {say('left', self.lang, time=clock)}"

    def clear(self) -> None:
        """Take the live line away, so that what follows stands on a clean one."""
        if self.drawn:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
            self.drawn = False
