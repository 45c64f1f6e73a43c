"""The article, statement and paste pages in a real browser: mouse, finger, keys, two languages, two sizes, evil texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import msgspec
import pytest

from khabar import code_text, open_store
from khabar.model import Record, span_of
from khabar.serve.access import add_token
from khabar.serve.settings import Limits, Settings
from tests.browser import no_wider, page_of, served

FIRST = """محادثات حول المياه

قال وزير الري المصري سامح البدري أمس في القاهرة: "لن نفرط في حقوقنا المائية أبدا".

ونفى الوزير أن تكون حكومته قد طلبت قرضا من ليبيا.
"""
SECOND = """الوزير يتمسك بالحقوق

قال وزير الري المصري سامح البدري في القاهرة إن بلاده لن تفرط في حقوقها المائية أبدا مهما طال الوقت.
"""
STRANGE = "خبر\U0001f600 عاجل\r\n\r\nقال\u202e وزير\u200b الري \U0001d400 سامح البدري إن الأمر خطير\u0000 جدا.\r\n\r\nوأضاف البدري أن «الوقت» ضيق."
EVIL = (
    '<script>window.hacked=1</script><img src=x onerror="window.hacked=1"><a href="javascript:window.hacked=1">رابط</a>'
    '<style>body{display:none}</style>"\'><svg/onload=window.hacked=1>{{7*7}}'
)


class Site(NamedTuple):
    """A running server and what it holds."""

    root: str
    records: dict[str, Record]

    def article(self, name: str) -> str:
        """Address of an article."""
        return f"{self.root}/article/{self.records[name].article.id}"

    def statement(self, name: str) -> str:
        """Address of its first statement."""
        return f"{self.root}/statement/{self.records[name].statements[0].uid}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[Site]:
    db = tmp_path_factory.mktemp("site") / "news.db"
    evil = f"{EVIL} عنوان\n\nقال وزير الري {EVIL} سامح البدري إن {EVIL} الأمر خطير {EVIL}."
    texts = {"first": FIRST, "second": SECOND, "strange": STRANGE, "evil": evil, "mine": FIRST.replace("المياه", "الري"), "undo": FIRST.replace("محادثات", "مباحثات")}
    records = {
        name: code_text(text, published=f"2024-05-0{n}", outlet=f"صحيفة {name}", url=f"https://example.org/{name}", id=name) for n, (name, text) in enumerate(texts.items(), 1)
    }
    records["evil"] = evil_record(records["evil"])
    records["huge"] = huge_record(records["first"])
    with open_store(db) as store:
        for record in records.values():
            store.add(record)
    with served(db) as root:
        yield Site(root, records)


def evil_record(record: Record) -> Record:
    """An article whose every field is hostile."""
    article = msgspec.structs.replace(record.article, title=EVIL, outlet=EVIL, author=EVIL, url="javascript:window.hacked=1", section=EVIL)
    actors = [msgspec.structs.replace(a, name_ar=EVIL, role_ar=EVIL, reason=EVIL, aliases=[EVIL]) for a in record.actors]
    return msgspec.structs.replace(record, article=article, actors=actors)


def huge_record(record: Record) -> Record:
    """Five megabytes of text with ten thousand statements."""
    text = "قال الوزير إن الأمر قيد الدرس. " * 90_000
    one = record.statements[0]
    statements = [
        msgspec.structs.replace(one, id=f"s{n}", uid=f"{n:016x}", cue=None, speaker_span=None, parts=[], parent=None, content=span_of(text, n * 270, n * 270 + 400))
        for n in range(10_000)
    ]
    article = msgspec.structs.replace(record.article, id="f" * 16, text=text, text_sha256="0" * 64, blocks=[], title="مقال طويل")
    return msgspec.structs.replace(record, id="huge", article=article, statements=statements, events=[], mentions=[], times=[], places=[])


def ready(page: Any, address: str) -> None:
    """Open an address and wait for its program."""
    page.goto(address)
    page.wait_for_load_state("load")


# -- reading
@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_browser_pages_fit_the_window(browser: Any, site: Site, size: str, lang: str) -> None:
    with page_of(browser, size) as page:
        for address in (site.article("first"), site.article("strange"), site.article("evil"), site.statement("first"), f"{site.root}/paste"):
            ready(page, f"{address}?lang={lang}")
            assert no_wider(page), address
            assert page.get_attribute("html", "dir") == ("rtl" if lang == "ar" else "ltr")


def test_browser_hover_tells_and_leaving_hides(browser: Any, site: Site) -> None:
    with page_of(browser) as page:
        ready(page, site.article("first"))
        page.hover(".k-content")
        pop = page.locator("#pop")
        pop.wait_for()
        assert "سامح البدري" in pop.inner_text()
        page.wait_for_selector("#pop .why .prose__line")
        assert "نسب إلى" in pop.inner_text()
        page.mouse.move(5, 5)
        pop.wait_for(state="hidden")


def test_browser_tap_opens_and_closes(browser: Any, site: Site) -> None:
    with page_of(browser, "phone") as page:
        ready(page, site.article("first"))
        page.tap(".k-content")
        page.wait_for_selector("#pop.pinned .why .prose__line")
        assert page.locator("#pop .denial").count() == 0
        page.tap("#pop [data-close]")
        page.locator("#pop").wait_for(state="hidden")


def test_browser_denied_words_are_told_with_their_cue(browser: Any, site: Site) -> None:
    with page_of(browser) as page:
        ready(page, site.article("first"))
        page.click(".k-content.no >> nth=0")
        assert "ونفى" in page.inner_text("#pop .denial")


@pytest.mark.parametrize("keys", ["jk", "تن"])
def test_browser_keys_walk_through_the_records(browser: Any, site: Site, keys: str) -> None:
    with page_of(browser) as page:
        ready(page, site.article("first"))
        press = (lambda key: page.keyboard.press(key)) if keys.isascii() else (lambda key: page.dispatch_event("body", "keydown", {"key": key, "code": {"ت": "KeyJ", "ن": "KeyK"}[key], "bubbles": True}))
        press(keys[0])
        first = page.inner_text("#pop .rec__id")
        press(keys[0])
        assert page.inner_text("#pop .rec__id") != first
        press(keys[1])
        assert page.inner_text("#pop .rec__id") == first
        assert page.locator(".m.on").count() > 0
        page.keyboard.press("Escape")
        assert page.locator("#pop").is_hidden()
        page.keyboard.press("?")
        assert page.locator("#keys").is_visible()


def test_browser_filters_change_the_address_and_hold(browser: Any, site: Site) -> None:
    with page_of(browser) as page:
        ready(page, site.article("first"))
        page.keyboard.press("f")
        page.select_option("select[name=type]", "direct")
        assert page.locator(".rec:visible").count() == 1
        assert "type=direct" in page.url
        page.reload()
        assert page.locator(".rec:visible").count() == 1
        page.click("[data-reset]")
        page.uncheck("input[value=statement]")
        assert page.locator(".rec--statement:visible").count() == 0
        assert page.locator(".k-content >> nth=0").evaluate("e => getComputedStyle(e).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_browser_search_to_article_to_explain(browser: Any, site: Site) -> None:
    with page_of(browser) as page:
        ready(page, f"{site.root}/search?q=حقوقنا")
        page.click('a[href*="/article/"][href*="#s1"] >> nth=0')
        page.wait_for_selector("#pop.pinned .why .prose__line")
        assert page.locator(".m.on").count() > 0
        assert page.locator(".rec.on").get_attribute("data-id") == "s1"


def test_browser_language_is_switched_on_the_page(browser: Any, site: Site) -> None:
    with page_of(browser) as page:
        ready(page, site.article("first"))
        page.click(".prefs summary")
        page.click('.prefs a[hreflang="en"]')
        assert page.inner_text(".kind__head >> nth=0") == "Statements"
        ready(page, site.article("second"))
        assert page.get_attribute("html", "lang") == "en"


def test_browser_without_programs_everything_is_there(browser: Any, site: Site) -> None:
    with page_of(browser, java_script_enabled=False) as page:
        page.goto(site.article("first"))
        assert "لن نفرط" in page.inner_text("#text")
        page.click("#r-s1 summary")
        page.click("#r-s1 a[data-why]")
        assert "نسب إلى" in page.inner_text("main")
        page.go_back()
        page.click("#r-s1 summary")
        page.click("#r-s1 a[data-correct]")
        assert page.input_value("input[name=speaker]") == "سامح البدري"


# -- offsets
@pytest.mark.parametrize("name", ["first", "strange", "evil"])
def test_browser_runs_hold_every_letter(browser: Any, site: Site, name: str) -> None:
    count = """() => [...document.querySelectorAll('#text .r')].map(run => [Number(run.dataset.s),
        [...run.childNodes].reduce((sum, n) => sum + (n.nodeType === 3 ? [...n.data].length : Number(n.dataset.n)), 0)])"""
    with page_of(browser) as page:
        ready(page, site.article(name))
        at = 0
        for start, letters in page.evaluate(count):
            assert start == at
            at += letters
        assert at == len(site.records[name].article.text)


SELECT = """([from, to]) => {
    const place = (at) => {
        for (const run of document.querySelectorAll('#text .r')) {
            let here = Number(run.dataset.s);
            for (const node of run.childNodes) {
                const count = node.nodeType === 3 ? [...node.data].length : Number(node.dataset.n);
                if (at <= here + count && node.nodeType === 3) return [node, [...node.data].slice(0, at - here).join('').length];
                here += count;
            }
        }
    };
    document.getSelection().setBaseAndExtent(...place(from), ...place(to));
}"""


@pytest.mark.parametrize("words", ["سامح البدري", "الوقت", "\U0001d400 سامح", "عاجل"])
def test_browser_chosen_words_become_code_points(browser: Any, site: Site, words: str) -> None:
    text = site.records["strange"].article.text
    start = text.index(words)
    with page_of(browser) as page:
        ready(page, site.article("strange"))
        page.evaluate(SELECT, [start, start + len(words)])
        page.click("#picked a")
        page.wait_for_selector("#panel form")
        sent = (page.input_value("#panel [name=start]"), page.input_value("#panel [name=end]"))
        assert sent == (str(start), str(start + len(words)))
        assert page.inner_text("#panel [data-words]").strip("«»") == words


# -- correcting
def test_browser_a_record_is_corrected_and_undone_with_keys(browser: Any, site: Site) -> None:
    with page_of(browser) as page:
        ready(page, site.article("undo"))
        page.keyboard.press("j")
        page.keyboard.press("e")
        page.wait_for_selector("#panel form")
        page.fill("#panel [name=speaker]", "وفد زائر|people|LBY")
        page.fill("#panel [name=by]", "ليلى")
        page.keyboard.press("Enter")
        page.wait_for_url("**said=kept**")
        assert "وفد زائر" in page.inner_text("#r-s1 summary")
        assert page.locator("#r-s1 .chip--on").count() == 1
        assert "ليلى" in page.inner_text("#corrections")
        page.keyboard.press("Escape")
        page.keyboard.press("u")
        page.wait_for_url("**said=undone**")
        assert "سامح البدري" in page.inner_text("#r-s1 summary")


def test_browser_what_was_missed_is_added_by_choosing_words(browser: Any, site: Site) -> None:
    record = site.records["mine"]
    start = record.article.text.index("محادثات حول الري")
    with page_of(browser) as page:
        ready(page, site.article("mine"))
        page.evaluate(SELECT, [start, start + len("محادثات")])
        page.click("#picked a")
        page.click("#panel a[data-panel]:has-text('حدث')")
        page.wait_for_selector("#panel select[name=mode]")
        page.evaluate(SELECT, [start, start + len("محادثات حول الري")])
        assert page.input_value("#panel [name=end]") == str(start + len("محادثات حول الري"))
        page.select_option("#panel [name=type]", "CONSULT")
        page.fill("#panel [name=actors]", "سامح البدري")
        page.click("#panel .button--main")
        page.wait_for_url("**said=kept**")
        assert "محادثات حول الري" in page.inner_text(f"#r-e{len(record.events) + 1} summary")


# -- the statement
def test_browser_tellings_stand_side_by_side(browser: Any, site: Site) -> None:
    with page_of(browser) as page:
        ready(page, site.statement("first"))
        assert page.locator(".telling").count() >= 2
        later = page.locator(".telling", has_text="صحيفة second")
        assert "طال" in " ".join(later.locator("ins").all_inner_texts())
        assert page.locator(".tree li[aria-current] .words").inner_text().strip("«»") == "لن نفرط في حقوقنا المائية أبدا"


def test_browser_quotation_is_copied(browser: Any, site: Site) -> None:
    with page_of(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        ready(page, site.statement("first"))
        page.click("[data-copy]")
        page.wait_for_selector("#said:not(:empty)")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.split("\n")[:2] == ["«لن نفرط في حقوقنا المائية أبدا»", "— سامح البدري، وزير الري المصري"]
        assert copied.endswith("https://example.org/first")
        ready(page, site.statement("second"))
        assert page.locator("[data-copy]").count() == 0


# -- pasting
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_browser_paste_to_records_to_store(browser: Any, site: Site, size: str) -> None:
    with page_of(browser, size) as page:
        ready(page, f"{site.root}/paste")
        page.fill("textarea", f"{FIRST}\nالنسخة {size}.")
        page.click("[data-paste] .button--main")
        page.wait_for_selector("[data-result] .k-content", timeout=90_000)
        assert no_wider(page)
        page.fill("[data-result] [name=published]", "2024-05-06")
        page.fill("[data-result] [name=outlet]", "جريدة الحقل")
        page.click("[data-result] [value=store]")
        page.wait_for_url("**/article/**", timeout=60_000)
        assert "جريدة الحقل" in page.inner_text(".head")
        assert page.locator(".k-content").count() > 0


def test_browser_a_dropped_file_is_coded_at_once(browser: Any, site: Site) -> None:
    drop = """(text) => {
        const carrier = new DataTransfer();
        carrier.items.add(new File([text], 'خبر.txt', { type: 'text/plain' }));
        document.dispatchEvent(new DragEvent('drop', { dataTransfer: carrier, bubbles: true, cancelable: true }));
    }"""
    with page_of(browser) as page:
        ready(page, f"{site.root}/paste")
        page.evaluate(drop, SECOND)
        page.wait_for_selector("[data-result] .k-content", timeout=90_000)
        page.hover("[data-result] .k-content")
        page.wait_for_selector("#pop .why .prose__line")


def test_browser_a_file_that_is_too_large_is_not_sent(browser: Any, site: Site) -> None:
    with page_of(browser) as page:
        ready(page, f"{site.root}/paste?lang=en")
        page.set_input_files("input[type=file]", {"name": "x.txt", "mimeType": "text/plain", "buffer": b"x" * 5_100_000})
        page.wait_for_selector("#said:not(:empty)")
        assert "larger than 5 MB" in page.inner_text("#said")
        assert page.locator("[data-result]").count() == 0


# -- hostile articles
def test_browser_evil_articles_do_not_run(browser: Any, site: Site) -> None:
    with page_of(browser) as page:
        for address in (site.article("evil"), f"{site.article('evil')}/why/s1", f"{site.article('evil')}/correct/s1", site.statement("evil")):
            ready(page, address)
            assert page.evaluate("window.hacked") is None
            assert page.locator("main").is_visible()
            assert page.locator('a[href^="javascript" i]').count() == 0
            assert page.locator("main script, main img, main style").count() == 0
        ready(page, site.article("evil"))
        page.click(".k-content >> nth=0")
        page.wait_for_selector("#pop .why .prose__line")
        assert page.evaluate("window.hacked") is None
        assert "<script>" in page.inner_text("#text")


def test_browser_hidden_signs_are_shown_and_steer_nothing(browser: Any, site: Site) -> None:
    with page_of(browser) as page:
        ready(page, site.article("strange"))
        assert [e.get_attribute("data-l") for e in page.query_selector_all(".ctl:not(.ctl--quiet)")] == ["RLO", "ZWSP", "U+0000"]
        assert not re.search("[\u202e\u200b]", page.inner_text("#text"))
        page.click("details.note summary")
        assert "RIGHT-TO-LEFT OVERRIDE" in page.inner_text("details.note")


def test_browser_five_megabytes_with_ten_thousand_records(browser: Any, site: Site) -> None:
    with page_of(browser) as page:
        took = min(_opened(page, site.article("huge")) for _ in range(2))
        assert page.locator(".pager").count() == 1
        assert len(page.inner_text("#text")) < 80_000
        page.goto(f"{site.article('huge')}#s9000")
        page.wait_for_url("**record=s9000**")
        page.wait_for_selector('.rec.on[data-id="s9000"]')
    assert took < 5


def _opened(page: Any, address: str) -> float:
    """Seconds until the page answers a key; the better of two tells the page's part in it, not the machine's."""
    began = perf_counter()
    ready(page, address)
    page.keyboard.press("j")
    page.wait_for_selector("#pop.pinned")
    return perf_counter() - began


# -- who may
def test_browser_a_token_opens_the_door(browser: Any, site: Site, tmp_path: Path) -> None:
    with open_store(tmp_path / "closed.db") as store:
        store.add(site.records["first"])
    token = add_token(tmp_path / "tokens.tsv", "محررة", "editor")
    settings = Settings(link=False, token_file=tmp_path / "tokens.tsv", limits=Limits(each_minute=100_000))
    with served(tmp_path / "closed.db", settings) as root, page_of(browser) as page:
        page.goto(f"{root}/article/{site.records['first'].article.id}")
        assert "/login" in page.url
        page.fill("[name=token]", token)
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-hint]:not([hidden])")
        page.keyboard.press("j")
        page.wait_for_selector("#pop.pinned")
        page.keyboard.press("a")
        page.wait_for_url("**said=kept**")
        assert "محررة" in page.inner_text("#corrections")


# -- for everybody
def serious(page: Any) -> dict[str, list[str]]:
    """What axe calls serious or critical on a page, with the elements."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    found = axe.run(page).response["violations"]
    return {v["id"]: [n["html"][:160] for n in v["nodes"][:3]] for v in found if v["impact"] in ("serious", "critical")}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_browser_axe_finds_no_serious_fault(browser: Any, site: Site, scheme: str) -> None:
    with page_of(browser, color_scheme=scheme) as page:
        for address in (site.article("first"), f"{site.article('strange')}#s1", site.statement("first"), f"{site.root}/paste", f"{site.article('first')}/correct/e1"):
            ready(page, address)
            page.wait_for_timeout(200)
            assert serious(page) == {}, address


def test_browser_axe_finds_no_serious_fault_in_what_opens(browser: Any, site: Site) -> None:
    with page_of(browser, "phone") as page:
        ready(page, f"{site.article('first')}?lang=en#s1")
        page.wait_for_selector("#pop .why .prose__line")
        assert serious(page) == {}
        page.keyboard.press("e")
        page.wait_for_selector("#panel form")
        assert serious(page) == {}
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert serious(page) == {}
