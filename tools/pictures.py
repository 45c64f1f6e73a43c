"""Photograph the pages for docs/pictures, in the system's Chromium, over the store of the tests.

    python tools/pictures.py

Look at what it makes before it is committed: fonts differ from machine to machine (Noto is meant).
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
browsers, desk, pages = (import_module(f"tests.{name}") for name in ("browser", "desk", "test_serve_pages"))

TARGET = ROOT / "docs" / "pictures"
PHONE, DESK = (360, 1000), (1440, 1000)


def main() -> None:
    """Write the pictures and print their sizes."""
    with TemporaryDirectory() as folder, browsers.launched() as browser:
        db = desk.desk_db(Path(folder))
        shots = {
            "page-desk": ("/", DESK, "ar", "light"), "page-desk-dark": ("/", DESK, "en", "dark"), "page-desk-phone": ("/", PHONE, "ar", "light"),
            "page-search": ("/search?q=" + quote("السفيرين"), DESK, "ar", "light"), "page-actor": (f"/actor/{quote(desk.MINISTER)}", DESK, "ar", "light"),
            "page-relations": ("/relations?from=", DESK, "ar", "light"), "page-pair": ("/relations?a=EGY&b=SDN", DESK, "en", "light"),
            "page-map": ("/relations?view=map&from=", DESK, "ar", "light"), "page-story": (pages.story(db), DESK, "ar", "light"),
            "page-event": (pages.event(db, "ستة أشخاص"), DESK, "ar", "light"), "page-calendar": ("/calendar?month=2026-05", DESK, "ar", "light"),
        }  # fmt: skip
        with browsers.served(db) as home:
            for name, (path, (width, height), lang, theme) in shots.items():
                context = browser.new_context(viewport={"width": width, "height": height})
                page = context.new_page()
                page.goto(f"{home}/?lang={lang}&theme={theme}")
                page.goto(home + path)
                page.screenshot(path=TARGET / f"{name}.png")
                context.close()
                print(f"{name}: {(TARGET / f'{name}.png').stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
