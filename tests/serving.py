"""What the tests of the server share: a store with stories, and a client that is a browser or a program on this machine."""

from __future__ import annotations

import re
import shutil
import warnings
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from khabar.link import kept
from khabar.serve.app import create_app
from khabar.serve.settings import Limits, Settings
from khabar.store import open_store
from tests.stories import corpus

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it asks for another name of httpx
    from fastapi.testclient import TestClient

HOME = "http://127.0.0.1:8377"
SECRET = b"x" * 32
SETTINGS = Settings(secret=SECRET, link=False, by="sara")
TEXT = (
    "قال وزير الزراعة الأردني نبيل الشرفاوي إن موسم الزيتون واعد. وأضاف أن بلاده تدعم المزارعين."
    " والتقى الشرفاوي وزير التجارة التونسي كريم البيطار في عمان أمس.\n"
)


@cache
def _built() -> tuple[TemporaryDirectory[str], Path]:
    folder = TemporaryDirectory(prefix="khabar-serving-")
    path = Path(folder.name) / "stories.db"
    with open_store(path) as store:
        for record in corpus()[0]:
            store.add(record)
        kept.relink(store)
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder, path


def stories_db(folder: Path) -> Path:
    """A store of one's own with the corpus of stories, linked."""
    return Path(shutil.copy(_built()[1], folder / "stories.db"))


def client(db: Path, settings: Settings = SETTINGS, *, home: str = HOME, lang: str = "en", strict: bool = True) -> TestClient:
    """A client of a new application over ``db``; use it in a ``with`` block.

    Args:
        db: the store.
        settings: of the run.
        home: the address that the client believes the server to have.
        lang: that it accepts.
        strict: whether an error of the server is raised here, or answered.
    """
    made = TestClient(create_app(db, settings), base_url=home, follow_redirects=False, raise_server_exceptions=strict)
    made.headers["accept-language"] = lang
    return made


def limited(**limits: float) -> Settings:
    """The settings with other limits."""
    return msgspec.structs.replace(SETTINGS, limits=Limits(**limits))  # type: ignore[arg-type]


def csrf(page: str) -> str:
    """The token that a page carries for its forms."""
    found = re.search(r'<meta name="csrf" content="([0-9a-f]+)">', page)
    assert found is not None
    return found[1]
