"""Photograph the pages for docs/pictures, in the system's Chromium, over the store of the tests.

    python tools/pictures.py [NAME…]

Look at what it makes before it is committed: fonts differ from machine to machine (Noto is meant).
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from khabar import code_text, open_store

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
browsers, desk, pages = (import_module(f"tests.{name}") for name in ("browser", "desk", "test_serve_pages"))

DEMO = ROOT / "src" / "khabar" / "demo" / "article.txt"
PASTED = """قال وزير الزراعة التونسي سالم العيادي أمس في صفاقس إن بلاده ترفض أي قيود على صادراتها.

ونفى العيادي أن تكون حكومته قد طلبت قرضا من ليبيا، مؤكدا: "لم نطلب شيئا من أحد".
"""
TARGET = ROOT / "docs" / "pictures"
PHONE, DESK = (360, 1000), (1440, 1000)


def main() -> None:
    """Write the pictures that are named, all where none is, and print their sizes."""
    wanted = sys.argv[1:]
    with TemporaryDirectory() as folder, browsers.launched() as browser:
        db = desk.desk_db(Path(folder))
        with open_store(db) as store:
            store.add(demo := code_text(DEMO.read_text("utf-8"), published="2024-05-06", outlet="صحيفة المثال", url="https://example.org/talks"))
            telling = store.record(next(r.article.id for r in desk.records() if r.id == "pc-riwaq")).statements[4]
        shots = {
            "page-desk": ("/", DESK, "ar", "light"), "page-desk-dark": ("/", DESK, "en", "dark"), "page-desk-phone": ("/", PHONE, "ar", "light"),
            "page-search": ("/search?q=" + quote("السفيرين"), DESK, "ar", "light"), "page-actor": (f"/actor/{quote(desk.MINISTER)}", DESK, "ar", "light"),
            "page-relations": ("/relations?from=", DESK, "ar", "light"), "page-pair": ("/relations?a=EGY&b=SDN", DESK, "en", "light"),
            "page-map": ("/relations?view=map&from=", DESK, "ar", "light"), "page-story": (pages.story(db), DESK, "ar", "light"),
            "page-event": (pages.event(db, "ستة أشخاص"), DESK, "ar", "light"), "page-calendar": ("/calendar?month=2026-05", DESK, "ar", "light"),
            "page-article": (f"/article/{demo.article.id}#s3", (1360, 920), "ar", "light"), "page-statement": (f"/statement/{telling.uid}", (1440, 1290), "ar", "light"),
            "page-article-phone": (f"/article/{demo.article.id}#s6", PHONE, "ar", "light"), "page-paste": ("/paste", DESK, "ar", "light"),
        }  # fmt: skip
        with browsers.served(db) as home:
            for name, (path, (width, height), lang, theme) in shots.items():
                if wanted and name not in wanted:
                    continue
                context = browser.new_context(viewport={"width": width, "height": height})
                page = context.new_page()
                page.goto(f"{home}/?lang={lang}&theme={theme}")
                page.goto(home + path)
                if name == "page-paste":
                    _paste(page)
                page.wait_for_timeout(500)
                page.screenshot(path=TARGET / f"{name}.png")
                context.close()
                print(f"{name}: {(TARGET / f'{name}.png').stat().st_size // 1024} KB")


def _paste(page: Any) -> None:
    """Paste an article, and wait for what comes of it; twice, for the first waits until the words are loaded."""
    for _ in range(2):
        page.goto(page.url)
        page.fill("textarea", PASTED)
        page.click("[data-paste] .button--main")
        page.wait_for_selector("[data-result] .k-content", timeout=120_000)


if __name__ == "__main__":
    main()
