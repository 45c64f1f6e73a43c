"""What holds for every test: no network, a clock that can be stopped, one way to code an article."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import time_machine

from khabar.cli import main
from tests.web import Server

ROOT = Path(__file__).parent.parent
OPEN_GOLD = ROOT.parent / "shared" / "gold"
STOPPED = datetime(2013, 2, 12, 4, 30, tzinfo=UTC)
_LOOPBACK = ("127.", "::1", "localhost")


class NetworkBlockedError(RuntimeError):
    """A test tried to leave this machine."""


def _guard(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        local = isinstance(address, str | bytes) or str(address[0]).startswith(_LOOPBACK)
        if not local:
            raise NetworkBlockedError(f"no test may connect to {address!r}")
        return connect(self, address)

    return guarded


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine answers: a connection elsewhere is an error."""
    monkeypatch.setattr(socket.socket, "connect", _guard(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", _guard(socket.socket.connect_ex))


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The developer's own settings do not reach the tests."""
    for name in ("KHABAR_LEXICON", "KHABAR_LANG", "KHABAR_DB", "KHABAR_BY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def stopped_clock() -> Iterator[time_machine.Traveller]:
    """12 February 2013, 4:30: the clock stands still, and can be moved."""
    with time_machine.travel(STOPPED, tick=False) as traveller:
        yield traveller


class Result(NamedTuple):
    """What a run of the command left."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Run the command in this process."""

    def runner(*arguments: str | Path) -> Result:
        with pytest.raises(SystemExit) as ended:
            main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Result(ended.value.code, out, err)

    return runner


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def open_gold() -> Path:
    """The shared gold, where it lies beside the repository."""
    if not OPEN_GOLD.is_dir():
        pytest.skip("the shared gold is not beside the repository")
    return OPEN_GOLD


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real browser for all tests; skips them where there is none."""
    from tests.browser import launched

    with launched() as running:
        yield running
