"""The progress line: rate, share and time left, on a terminal and elsewhere."""

from __future__ import annotations

import io

import pytest

from khabar.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def told(stream: io.StringIO, seconds: float, done: int, share: float | None) -> str:
    clock = Clock()
    progress = Progress(stream, "en", clock)
    for _ in range(done - 1):
        progress.step(share)
    clock.now = seconds
    progress.step(share)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("seconds", "share", "left"),
    [(10.0, 0.5, "0:10 left"), (30.0, 0.25, "1:30 left"), (3600.0, 0.25, "3:00:00 left"), (10.0, 1.0, "0:00 left")],
)
def test_progress_tells_rate_and_time_left(seconds: float, share: float, left: str) -> None:
    line = told(Terminal(), seconds, 20, share)
    assert f"{share:.0%}" in line
    assert left in line
    assert f"{20 / seconds:.0f} a second" in line


def test_progress_without_a_size_tells_no_time_left() -> None:
    line = told(Terminal(), 10.0, 20, None)
    assert "20 articles" in line
    assert "left" not in line


def test_progress_is_silent_in_the_first_second_and_sparse_in_a_file() -> None:
    assert told(Terminal(), 0.5, 3, 0.5) == ""
    assert told(io.StringIO(), 59.0, 3, 0.5) == ""
    assert told(io.StringIO(), 61.0, 3, 0.5).endswith("1:01 left\n")
