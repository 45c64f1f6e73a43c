"""The pages in a real browser, at the width of a phone and of a desk, in both languages, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.browser import no_wider, page_of, served
from tests.desk import MINISTER, desk_db
from tests.test_serve_pages import event, story


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk_db(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def home(db: Path) -> Iterator[str]:
    with served(db) as address:
        yield address


def paths(db: Path) -> list[str]:
    """One address of each kind of page."""
    return [
        "/", "/search?q=" + quote("السفيرين"), "/stories", story(db), event(db, "ستة أشخاص"), "/actors", f"/actor/{quote(MINISTER)}", f"/actor/{quote(MINISTER)}?part=said",
        "/relations", "/relations?view=map", "/relations?a=EGY&b=ETH", "/calendar?month=2026-05", "/faults", "/search?q=xyzzy",
    ]  # fmt: skip


@pytest.mark.parametrize(("size", "lang"), [("phone", "en"), ("desk", "ar")])
def test_serve_browser_every_page_fits(browser: Any, home: str, db: Path, size: str, lang: str) -> None:
    with page_of(browser, size) as page:
        page.goto(f"{home}/?lang={lang}")
        for path in paths(db):
            page.goto(home + path)
            assert no_wider(page), path


@pytest.mark.parametrize(("size", "lang", "theme"), [("phone", "ar", "dark"), ("desk", "en", "light")])
def test_serve_browser_every_page_hinders_nobody(browser: Any, home: str, db: Path, size: str, lang: str, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python").Axe()
    with page_of(browser, size) as page:
        page.goto(f"{home}/?lang={lang}&theme={theme}")
        for path in paths(db):
            page.goto(home + path)
            assert no_wider(page), path
            found = axe.run(page).response["violations"]
            serious = {v["id"]: v["nodes"][0]["html"][:200] for v in found if v["impact"] in ("serious", "critical")}
            assert serious == {}, path


def test_serve_browser_search_leads_to_the_words(browser: Any, home: str) -> None:
    with page_of(browser) as page:
        page.goto(home + "/?lang=ar")
        page.keyboard.press("/")
        page.keyboard.type("السفيرين")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=*")
        assert page.locator("mark").first.inner_text() == "السفيرين"
        page.select_option("#kind", "statement")
        page.fill("#outlet", "السهل")
        page.get_by_role("button", name="طبق").click()
        page.wait_for_url("**outlet=*")
        assert page.locator(".list > li").count() == 1
        page.get_by_role("link", name="في المقال").first.click()
        page.wait_for_url("**/article/*#s*")
        assert page.locator("h1").inner_text()


def test_serve_browser_language_and_colours_stay_chosen(browser: Any, home: str) -> None:
    with page_of(browser) as page:
        page.goto(home + "/actors?lang=ar")
        page.locator(".prefs summary").click()
        page.get_by_role("link", name="English").click()
        page.wait_for_selector('html[lang="en"][dir="ltr"]')
        page.locator(".prefs summary").click()
        page.get_by_role("link", name="dark", exact=True).click()
        page.wait_for_selector('html[data-theme="dark"]')
        page.keyboard.press("Escape")
        page.goto(home + "/calendar")
        assert page.locator("html").get_attribute("data-theme") == "dark"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 22, 29)"


def test_serve_browser_is_read_without_a_program(browser: Any, home: str, db: Path) -> None:
    with page_of(browser, java_script_enabled=False) as page:
        for path in paths(db):
            page.goto(home + path)
            assert page.locator("main").inner_text().strip()
        page.goto(home + "/search")
        page.fill("#speaker", "العشري")
        page.get_by_role("button", name="طبق").click()
        assert page.locator(".list > li").count() > 3


def test_serve_browser_keyboard_reaches_the_content_first(browser: Any, home: str) -> None:
    with page_of(browser) as page:
        page.goto(home + "/?lang=en")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_serve_browser_two_sides_are_compared(browser: Any, home: str) -> None:
    with page_of(browser) as page:
        page.goto(home + "/relations?lang=ar&from=")
        page.fill("#a", "مصر")
        page.fill("#b", "إثيوبيا")
        page.get_by_role("button", name="اعرض").click()
        page.wait_for_url("**a=*")
        page.get_by_role("link", name="مع وزرائها وأجهزتها وناسها").click()
        page.wait_for_url("**a=EGY*")
        assert page.locator("svg.chart rect").count() >= 3
        page.get_by_text("في جدول").click()
        assert page.locator("figure table tbody tr").count() >= 2


def test_serve_browser_prints_the_content_alone(browser: Any, home: str) -> None:
    with page_of(browser) as page:
        page.goto(home + "/?lang=ar")
        page.emulate_media(media="print")
        assert not page.locator(".top").is_visible()
        assert page.locator("h1").is_visible()
