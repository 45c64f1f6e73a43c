"""A real browser on a server of its own: what the tests of the pages share."""

from __future__ import annotations

import shutil
import socket
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from khabar.serve.app import create_app
from khabar.serve.settings import Limits, Settings

MISSING = "no Chromium here: the pages are not tried in a browser; install it with `apt-get install chromium`"
NAMES = ("chromium", "chromium-browser", "google-chrome")
SIZES = {"phone": (360, 780), "desk": (1440, 900)}


def chromium() -> str:
    """The system's Chromium; where there is none, or nothing to drive it, the test is skipped and says what to do."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(MISSING)
    return found


@contextmanager
def launched() -> Iterator[Any]:
    """A browser."""
    path = chromium()
    from playwright.sync_api import sync_playwright

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
            try:
                yield browser
            finally:
                browser.close()


@contextmanager
def served(db: Path, settings: Settings | None = None) -> Iterator[str]:
    """The address of a server over ``db``."""
    import uvicorn

    settings = settings or Settings(link=False, limits=Limits(each_minute=100_000))
    with socket.create_server(("127.0.0.1", 0)) as door:
        config = uvicorn.Config(create_app(db, settings), log_level="error", ws="none", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        until = monotonic() + 10
        while not server.started and monotonic() < until:
            sleep(0.01)
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(5)


@contextmanager
def page_of(browser: Any, size: str = "desk", **options: Any) -> Iterator[Any]:
    """A fresh page; what its programs complain of ends the test."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=size == "phone", **{"locale": "ar", **options})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    try:
        yield page
    finally:
        context.close()
    assert wrong == []


def no_wider(page: Any) -> bool:
    """Whether the page fits the window: nothing to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
