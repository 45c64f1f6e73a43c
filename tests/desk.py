"""A store with something to show on every page: the corpus of stories, eleven weeks of our own articles, one that is hostile."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from khabar.link import kept
from khabar.model import Record
from khabar.store import open_store
from tests.conftest import ROOT
from tests.stories import corpus, told

MINISTER = "kh:EGY:نبيل العشري"
HOSTILE = "<script>document.title='stolen'</script><img src=x onerror=alert(1)>"
EVIL = f"""{HOSTILE} بيان \u202eمقلوب\u202c

قال وزير الخارجية المصري نبيل العشري إن "{HOSTILE} لن يغير شيئا". [اضغط](javascript:alert(1))
"""


@cache
def records() -> tuple[Record, ...]:
    """The articles, coded."""
    rows = yaml.load((ROOT / "tests" / "corpus" / "desk.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    made = [told(f"desk-{n}", row["text"], row["outlet"], row["published"]) for n, row in enumerate(rows, 1)]
    evil = told("evil", EVIL, HOSTILE, "2026-04-21T10:00")
    return (*corpus()[0], *made, evil)


@cache
def _built() -> tuple[TemporaryDirectory[str], Path]:
    folder = TemporaryDirectory(prefix="khabar-desk-")
    path = Path(folder.name) / "desk.db"
    with open_store(path) as store:
        for record in records():
            store.add(record)
        kept.relink(store)
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder, path


def desk_db(folder: Path) -> Path:
    """A store of one's own with the articles, linked."""
    return Path(shutil.copy(_built()[1], folder / "desk.db"))
