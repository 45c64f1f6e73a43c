"""From the network into the store: pages, feeds, and what has not changed."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from khabar.fetch.client import Fetcher, Limits
from khabar.fetch.guard import Rules
from khabar.store import Store, open_store
from khabar.store.adding import Stored
from khabar.store.fetching import fetch_into
from tests.web import Server, page

TEXT = "وزير الزراعة يزور الواحة\n\nقال وزير الزراعة الأردني نبيل الشرفاوي، اليوم الاثنين، إن موسم الزيتون واعد رغم قلة المطر في هذا العام.\n"
PLAIN = {"Content-Type": "text/plain; charset=utf-8", "ETag": '"1"'}
LINES = "".join(f"<p>{line}</p>" for line in TEXT.strip().split("\n\n")[1:])
HTML = f"<html lang='ar'><head><title>وزير الزراعة يزور الواحة</title></head><body><article><h1>وزير الزراعة يزور الواحة</h1>{LINES * 3}</article></body></html>"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "k.db") as opened:
        yield opened


def fetched(store: Store, *urls: str) -> list[Stored]:
    fetcher = Fetcher(rules=Rules(http=True, private=True), limits=Limits(seconds=1, pause=0))
    try:
        return list(fetch_into(store, fetcher, urls))
    finally:
        fetcher.close()


def conditional(text: str, tag: str) -> Any:
    """A page that says whether it has changed."""

    def answer(handler: Any) -> None:
        same = handler.headers.get("If-None-Match") == tag
        handler.answer(304 if same else 200, b"" if same else text.encode(), {**PLAIN, "ETag": tag})

    return answer


def test_fetching_keeps_the_raw_bytes_the_time_and_the_address(store: Store, server: Server) -> None:
    server.pages["/a"] = page(gzip.compress(TEXT.encode()), headers={**PLAIN, "Content-Encoding": "gzip"})
    (stored,) = fetched(store, f"{server.root}/a?utm_source=x")
    assert stored.added is not None
    (capture,) = store.captures(stored.added.article)
    assert (capture.method, capture.source) == ("fetch", f"{server.root}/a?utm_source=x")
    assert store.body(str(capture.sha256)) == TEXT.encode()
    assert capture.at == store.record(stored.added.article).article.fetched
    assert store.search("الزيتون", speaker="الشرفاوي")


def test_fetching_what_has_not_changed_is_not_stored_again(store: Store, server: Server) -> None:
    server.pages["/a"] = conditional(TEXT, '"1"')
    first, second = fetched(store, f"{server.root}/a"), fetched(store, f"{server.root}/a")
    assert first[0].added is not None
    assert (second[0].added, second[0].faults) == (None, [])
    server.pages["/a"] = conditional(TEXT.replace("واعد", "ضعيف"), '"2"')
    (third,) = fetched(store, f"{server.root}/a")
    assert third.added is not None and third.added.new_version and third.added.version == 2
    assert store.counts()["articles"] == 1


def test_fetching_one_bad_page_does_not_end_the_run(store: Store, server: Server) -> None:
    server.pages |= {"/a": page(TEXT.encode(), headers=PLAIN), "/image": page(headers={"Content-Type": "image/png"})}
    found = fetched(store, f"{server.root}/missing", f"{server.root}/image", "ftp://a.example/", f"{server.root}/a")
    assert [[f.code for f in s.faults] for s in found] == [["fetch_status"], ["fetch_type"], ["fetch_address"], []]
    assert [s.unread for s in found] == [True, True, True, False]
    assert store.counts()["articles"] == 1


def test_fetching_html_and_the_pages_of_a_feed(store: Store, server: Server) -> None:
    items = "".join(
        f"<item><title>وزير الزراعة يزور الواحة رقم {n}</title><link>{server.root}/{n}</link><description>{TEXT.strip().splitlines()[-1]}</description></item>" for n in (1, 2, 3)
    )
    feed = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>بوابة النهر</title>{items}</channel></rss>'
    server.pages |= {
        "/feed": page(feed.encode(), headers={"Content-Type": "application/rss+xml"}), "/1": page(HTML.replace("الواحة", "الغابة").encode()),
        "/2": page(HTML.encode()), "/private": page(),
    }  # fmt: skip
    found = fetched(store, f"{server.root}/feed")
    assert store.counts()["articles"] == 3  # the third from the feed's own words: its page is not there
    assert [f.code for s in found for f in s.faults if f.stage == "fetch"] == ["fetch_status"]
    assert len(store.search("الغابة", kinds=("article",))) == 1


def test_cli_fetch_stores_and_tells_what_failed(run: Any, server: Server, tmp_path: Path) -> None:
    server.pages["/a"] = conditional(TEXT, '"1"')
    allowed = ("--http", "--private", "--pause", "0", "--db", tmp_path / "k.db")
    assert "1 new articles" in run("fetch", f"{server.root}/a", *allowed).out
    again = run("fetch", f"{server.root}/a", f"{server.root}/no", *allowed, "--lang", "ar")
    assert again.code == 1
    assert "الصفحات التي لم تتغير: 1" in again.out
    assert f"{server.root}/no: أجاب الخادم بخطأ" in again.err


def test_cli_fetch_opens_nothing_private_unless_told(run: Any, server: Server, tmp_path: Path) -> None:
    server.pages["/a"] = page(TEXT.encode(), headers=PLAIN)
    result = run("fetch", f"{server.root}/a", "--http", "--db", tmp_path / "k.db")
    assert result.code == 1
    assert "--private" in result.err
    assert server.asked == []


def test_cli_fetch_without_its_extra_says_what_to_install(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.delitem(sys.modules, "khabar.fetch.client", raising=False)
    monkeypatch.setitem(sys.modules, "httpcore", None)
    monkeypatch.delitem(sys.modules, "khabar.fetch.guard", raising=False)
    result = run("fetch", "https://a.example/", "--db", tmp_path / "k.db")
    assert result.code == 1
    assert "khabar[fetch]" in result.err
