"""What the tests of the server share: a client that is a browser or a program on this machine."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

from khabar.serve.app import create_app
from khabar.serve.settings import Settings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it asks for another name of httpx
    from fastapi.testclient import TestClient

HOME = "http://127.0.0.1:8377"
SECRET = b"x" * 32


def client(db: Path, settings: Settings | None = None, **options: object) -> TestClient:
    """A client of a new application over ``db``; use it in a ``with`` block."""
    app = create_app(db, settings or Settings(secret=SECRET))
    return TestClient(app, base_url=HOME, follow_redirects=False, **options)  # type: ignore[arg-type]


def csrf(page: str) -> str:
    """The token that a page carries for its forms."""
    found = re.search(r'<meta name="csrf" content="([0-9a-f]+)">', page)
    assert found is not None
    return found[1]
