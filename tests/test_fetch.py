"""The fetcher against a server on this machine that misbehaves in every way it can."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable, Iterator

import pytest

from khabar.errors import FetchError
from khabar.fetch.client import Fetcher, Limits
from khabar.fetch.guard import Rules, checked
from khabar.fetch.known import Known
from tests.web import HTML, PAGE, Handler, Server, moved, page

QUICK = Limits(bytes=100_000, seconds=0.4, redirects=3, pause=0)


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(rules=Rules(http=True, private=True), limits=QUICK)
    yield made
    made.close()


def dripping(letters: bytes, every: float) -> Callable[[Handler], None]:
    """Send a letter at a time."""

    def send(handler: Handler) -> None:
        for letter in letters:
            handler.wfile.write(bytes([letter]))
            handler.wfile.flush()
            time.sleep(every)

    return send


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>" + b"x" * 8000)


def code(fetcher: Fetcher, url: str) -> str:
    """Why a page is not fetched."""
    with pytest.raises(FetchError) as caught:
        fetcher.get(url)
    assert caught.value.code
    return caught.value.code


# -- what goes well
def test_fetch_gives_the_bytes_as_they_came(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = page(headers={**HTML, "ETag": '"7"', "Last-Modified": "Mon, 06 May 2024 10:00:00 GMT"})
    got = fetcher.get(f"{server.root}/a#part")
    assert (got.body, got.type, got.charset, got.url) == (PAGE, "text/html", "UTF-8", f"{server.root}/a")
    assert got.known == Known('"7"', "Mon, 06 May 2024 10:00:00 GMT")
    assert got.at.endswith("Z")


def test_fetch_unpacks_and_follows(server: Server, fetcher: Fetcher) -> None:
    server.pages |= {"/old": moved("/أخبار/1"), "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1": page(gzip.compress(PAGE), headers={**HTML, "Content-Encoding": "gzip"})}
    got = fetcher.get(f"{server.root}/old")
    assert got.body == PAGE
    assert got.url.endswith("/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1")
    assert fetcher.get(f"{server.root}/أخبار/1").url == got.url


def test_fetch_asks_only_whether_it_has_changed(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = lambda h: h.answer(304 if h.headers.get("If-None-Match") == '"7"' else 200, b"" if h.headers.get("If-None-Match") else PAGE, {**HTML, "ETag": '"7"'})
    first = fetcher.get(f"{server.root}/a")
    again = fetcher.get(f"{server.root}/a", first.known)
    assert (first.body, again.body) == (PAGE, None)
    assert again.known.etag == '"7"'


# -- what goes wrong
@pytest.mark.parametrize(
    "letters",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"x" * 10_000,
        b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 10_000,
        b"",
    ],
    ids=["slow body", "slow head", "silence"],
)
def test_fetch_slow_server_is_left_in_time(server: Server, fetcher: Fetcher, letters: bytes) -> None:
    def send(handler: Handler) -> None:
        dripping(letters, 0.02)(handler)
        time.sleep(1.5)

    server.pages["/slow"] = send
    began = time.monotonic()
    assert code(fetcher, f"{server.root}/slow") == "slow"
    assert time.monotonic() - began < 1.2


def test_fetch_endless_page_is_left_at_its_limit(server: Server, fetcher: Fetcher) -> None:
    server.pages["/endless"] = endless
    assert code(fetcher, f"{server.root}/endless") == "large"


def test_fetch_page_that_says_it_is_large_is_not_read(server: Server, fetcher: Fetcher) -> None:
    server.pages["/large"] = lambda h: h.answer(200, b"", {**HTML, "Content-Length": "99999999"}, length=False)
    assert code(fetcher, f"{server.root}/large") == "large"


def test_fetch_gzip_bomb_does_not_go_off(server: Server, fetcher: Fetcher) -> None:
    import tracemalloc

    bomb = gzip.compress(bytes(100_000_000), 9)
    assert len(bomb) < QUICK.bytes
    server.pages["/bomb"] = page(bomb, headers={**HTML, "Content-Encoding": "gzip"})
    tracemalloc.start()
    assert code(fetcher, f"{server.root}/bomb") == "large"
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("body", "packed", "why"),
    [(b"no gzip at all", "gzip", "encoding"), (PAGE, "br", "encoding"), (gzip.compress(PAGE)[:-9], "gzip", "connection")],
    ids=["not packed", "packed otherwise", "cut off"],
)
def test_fetch_page_that_is_packed_wrongly_is_no_page(server: Server, fetcher: Fetcher, body: bytes, packed: str, why: str) -> None:
    server.pages["/a"] = page(body, headers={**HTML, "Content-Encoding": packed})
    assert code(fetcher, f"{server.root}/a") == why


def test_fetch_page_that_breaks_off_is_no_page(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = lambda h: h.answer(200, PAGE[:20], {**HTML, "Content-Length": str(len(PAGE))}, length=False)
    assert code(fetcher, f"{server.root}/a") == "connection"


def test_fetch_redirects_in_a_circle_or_without_end_are_left(server: Server, fetcher: Fetcher) -> None:
    server.pages |= {"/a": moved("/b"), "/b": moved("/a"), **{f"/{n}": moved(f"/{n + 1}") for n in range(9)}}
    assert code(fetcher, f"{server.root}/a") == "redirects"
    assert code(fetcher, f"{server.root}/0") == "redirects"
    assert [path for path, _ in server.asked].count("/4") == 0


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.example/x", "javascript:alert(1)", "http://u:p@a.example/"])
def test_fetch_redirect_to_another_kind_of_address_is_left(server: Server, fetcher: Fetcher, target: str) -> None:
    server.pages["/a"] = moved(target)
    assert code(fetcher, f"{server.root}/a") == "address"


@pytest.mark.parametrize("media", ["image/png", "application/pdf", "video/mp4", "application/octet-stream"])
def test_fetch_what_is_no_text_is_not_read(server: Server, fetcher: Fetcher, media: str) -> None:
    server.pages["/a"] = page(headers={"Content-Type": media})
    assert code(fetcher, f"{server.root}/a") == "type"


@pytest.mark.parametrize("status", [401, 404, 410, 429, 500, 503])
def test_fetch_error_of_the_server_is_told_with_its_number(server: Server, fetcher: Fetcher, status: int) -> None:
    server.pages["/a"] = page(status=status)
    with pytest.raises(FetchError, match=str(status)) as caught:
        fetcher.get(f"{server.root}/a")
    assert (caught.value.code, caught.value.status) == ("status", status)


def test_fetch_server_that_asks_to_wait_is_told_of(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = page(status=429, headers={**HTML, "Retry-After": "120"})
    with pytest.raises(FetchError, match=r"429.*120"):
        fetcher.get(f"{server.root}/a")


def test_fetch_server_that_is_not_there_or_speaks_otherwise(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = lambda h: h.wfile.write(b"\x16\x03\x01 what?\r\n\r\n")
    assert code(fetcher, f"{server.root}/a") == "connection"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert code(fetcher, f"http://127.0.0.1:{port}/") == "connection"
    assert code(fetcher, f"https://127.0.0.1:{server.server_port}/a") == "connection"


# -- where it may go
@pytest.mark.parametrize("url", ["https://127.0.0.1/", "https://10.0.0.7/", "https://[::1]/", "https://169.254.169.254/latest", "https://192.168.1.1/", "https://2130706433/", "https://0.0.0.0/", "https://[::ffff:127.0.0.1]/", "https://224.0.0.1/", "https://localhost/"])
def test_fetch_private_addresses_are_closed(url: str) -> None:
    assert code(Fetcher(), url) == "private"


def test_fetch_a_name_is_judged_by_every_address_behind_it(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    behind = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, server.server_port)) for a in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: behind)
    fetcher = Fetcher(rules=Rules(http=True))
    assert code(fetcher, f"http://news.example:{server.server_port}/a") == "private"
    assert server.asked == []


def test_fetch_unknown_name(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert code(fetcher, "http://no.example/") == "unknown_host"


def test_fetch_https_is_meant_and_http_must_be_allowed() -> None:
    assert checked("naba.example/a", Rules()) == "https://naba.example/a"
    assert checked("naba.example:8443/a", Rules()) == "https://naba.example:8443/a"
    assert checked("https://موقع.example/أ ب?س=1&ص=%D8%A8#x", Rules()) == "https://xn--4gbrim.example/%D8%A3%20%D8%A8?%D8%B3=1&%D8%B5=%D8%A8"
    with pytest.raises(FetchError) as caught:
        checked("http://naba.example/a", Rules())
    assert caught.value.code == "http"


def test_fetch_https_does_not_lead_to_http() -> None:
    from khabar.fetch.guard import onward

    assert onward("https://a.example/x", "/y", Rules()) == "https://a.example/y"
    for rules in (Rules(), Rules(http=True)):
        with pytest.raises(FetchError):
            onward("https://a.example/x", "http://a.example/x", rules)


@pytest.mark.parametrize("url", ["", "https://", "file:///etc/passwd", "mailto:a@b.example", "https://u:p@a.example/", "https://a.example:99999/", "https://a..example/"])
def test_fetch_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError):
        checked(url, Rules())


# -- politeness
def robots(server: Server, text: str) -> None:
    server.pages["/robots.txt"] = page(text.encode(), headers={"Content-Type": "text/plain"})


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /private", "/private/1", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        ("User-agent: *\nDisallow: /*?print", "/a?print=1", False),
        ("User-agent: *\nDisallow: /\nAllow: /news", "/news/1", True),
        ("User-agent: khabar\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
    ],
)
def test_fetch_heeds_robots_txt(server: Server, fetcher: Fetcher, text: str, path: str, allowed: bool) -> None:
    robots(server, text)
    server.pages |= {p: page() for p in ("/private/1", "/public", "/a", "/news/1")}
    if allowed:
        assert fetcher.get(server.root + path).body == PAGE
    else:
        assert code(fetcher, server.root + path) == "robots"
        assert [asked for asked, _ in server.asked] == ["/robots.txt"]


def test_fetch_host_whose_robots_txt_fails_is_left_alone(server: Server, fetcher: Fetcher) -> None:
    server.pages |= {"/robots.txt": page(status=503), "/a": page()}
    assert code(fetcher, f"{server.root}/a") == "robots"


def test_fetch_asks_for_robots_txt_once_and_waits_between_pages(server: Server) -> None:
    robots(server, "User-agent: *\nCrawl-delay: 7")
    server.pages["/a"] = page()
    slept: list[float] = []
    fetcher = Fetcher(rules=Rules(True, True), limits=QUICK._replace(pause=2), clock=lambda: 100 + sum(slept), sleep=slept.append)
    for _ in range(3):
        fetcher.get(f"{server.root}/a")
    assert slept == [7, 7]
    assert [path for path, _ in server.asked].count("/robots.txt") == 1
    fetcher.close()


def test_fetch_host_that_asks_for_too_long_a_pause_is_not_fetched_from(server: Server, fetcher: Fetcher) -> None:
    robots(server, "User-agent: *\nCrawl-delay: 3600")
    assert code(fetcher, f"{server.root}/a") == "robots"


def test_fetch_says_who_it_is(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = page()
    fetcher.get(f"{server.root}/a")
    assert all(headers["user-agent"].startswith("khabar") for _, headers in server.asked)
    assert all("cookie" not in headers for _, headers in server.asked)
