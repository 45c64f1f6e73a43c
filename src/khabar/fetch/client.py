"""One polite client: few bytes, few seconds, one host at a time, robots.txt heeded, nothing fetched twice for nothing."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

import httpcore
from protego import Protego

from khabar.errors import FetchError
from khabar.fetch.guard import Backend, Rules, checked, onward
from khabar.fetch.known import Known

AGENT = "khabar"
"""The name by which a robots.txt calls us."""
_AGENT_LINE = f"{AGENT} (news archive; heeds robots.txt)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml")
_NOWHERE = frozenset({"private", "unknown_host", "connection", "slow"})
"""Troubles that the page itself would meet too: they are told as they are."""
_CHUNK = 1 << 16
_ROBOTS_BYTES = 500 * 1024


class Limits(NamedTuple):
    """How much of everything."""

    bytes: int = 10_000_000
    """Of one page, unpacked."""
    seconds: float = 30.0
    """For one request, from the connection to the last byte."""
    redirects: int = 5
    pause: float = 1.0
    """Seconds between two requests to one host, where its robots.txt does not ask for more."""
    longest_pause: float = 60.0
    """The longest pause of a robots.txt that is kept; a host that asks for more is not fetched from."""


class Fetched(NamedTuple):
    """A page as it came."""

    url: str
    """Where it was found in the end."""
    at: str
    """UTC, ISO 8601."""
    body: bytes | None
    """None where it has not changed since it was `Known`."""
    type: str
    """Media type, in small letters; empty where the server names none."""
    charset: str | None
    known: Known


class Fetcher:
    """Fetches pages; remembers robots.txt and the last request of each host."""

    def __init__(
        self, *, rules: Rules = Rules(), limits: Limits = Limits(), clock: Callable[[], float] = time.monotonic,  # noqa: B008 - tuples
        sleep: Callable[[float], None] = time.sleep, trust: ssl.SSLContext | None = None,
    ) -> None:  # fmt: skip
        """
        Args:
            rules: what is allowed besides https to public addresses.
            limits: how much of everything.
            clock: seconds, for the limits and the pauses.
            sleep: waits.
            trust: whose certificates are believed; those that certifi lists where it is None.
        """
        self.rules, self.limits, self.clock, self.sleep = rules, limits, clock, sleep
        self._backend = Backend(rules, clock)
        self._pool = httpcore.ConnectionPool(ssl_context=trust, network_backend=self._backend, max_keepalive_connections=4)
        self._robots: dict[str, Protego | None] = {}
        self._last: dict[str, float] = {}

    def close(self) -> None:
        """Let the connections go."""
        self._pool.close()

    def get(self, url: str, known: Known = Known()) -> Fetched:  # noqa: B008 - a tuple
        """Fetch one page.

        Args:
            url: its address; https where it names no scheme.
            known: what the server said last time; an unchanged page then comes without its body.

        Raises:
            FetchError: it may not be fetched, does not come in time or size, is no text, or the server gives an error.
        """
        return self._follow(checked(url, self.rules), known, self.limits.bytes, heed=True)

    def _follow(self, url: str, known: Known, most: int, *, heed: bool) -> Fetched:
        """Fetch and follow redirects."""
        seen = {url}
        while True:
            if heed:
                self._heed(url)
            until = self.clock() + self.limits.seconds
            with self._answer(url, known if heed else Known(), until) as answer:
                location = _header(answer, b"location")
                if answer.status not in _REDIRECTS or not location:
                    return self._taken(url, answer, most, typed=heed)
                target = onward(url, location, self.rules)
            if target in seen:
                raise FetchError("redirects", url, f"leads in a circle, back to {target}")
            if len(seen) > self.limits.redirects:
                raise FetchError("redirects", url, f"leads on more than {self.limits.redirects} times")
            seen.add(target)
            url = target

    # -- politeness
    def _heed(self, url: str) -> None:
        """See that robots.txt allows the page, and wait until its host may be asked again."""
        robots = self._rules_of(url)
        if robots is None:
            raise FetchError("robots", url, "its robots.txt cannot be had, so nothing of this host is fetched; try later")
        if not robots.can_fetch(url, AGENT):
            raise FetchError("robots", url, "its robots.txt does not allow it")
        pause = max(self.limits.pause, robots.crawl_delay(AGENT) or 0)
        if pause > self.limits.longest_pause:
            raise FetchError("robots", url, f"its robots.txt asks for {pause:.0f} seconds between requests, which is too long")
        self._wait(url, pause)

    def _wait(self, url: str, pause: float) -> None:
        host = urlsplit(url).netloc
        left = self._last.get(host, float("-inf")) + pause - self.clock()
        if left > 0:
            self.sleep(left)
        self._last[host] = self.clock()

    def _rules_of(self, url: str) -> Protego | None:
        """The robots.txt of the host, asked for once; a host without one allows all, one that fails allows nothing."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._robots:
            self._robots[root] = self._asked(f"{root}/robots.txt")
        return self._robots[root]

    def _asked(self, url: str) -> Protego | None:
        try:
            fetched = self._follow(url, Known(), _ROBOTS_BYTES, heed=False)
        except FetchError as error:
            if error.code in _NOWHERE:
                raise
            return Protego.parse("") if error.code == "status" and 400 <= error.status < 500 else None
        return Protego.parse((fetched.body or b"").decode("utf-8", "replace"))

    # -- one request
    @contextmanager
    def _answer(self, url: str, known: Known, until: float) -> Iterator[httpcore.Response]:
        """The head of the answer."""
        self._backend.until = until
        headers: list[tuple[bytes | str, bytes | str]] = [("Host", urlsplit(url).netloc), ("User-Agent", _AGENT_LINE), ("Accept-Encoding", "gzip")]
        headers += [(name, value) for name, value in (("If-None-Match", known.etag), ("If-Modified-Since", known.modified)) if value]
        try:
            with self._pool.stream("GET", url, headers=headers) as answer:
                yield answer
        except httpcore.TimeoutException:
            raise self._late(url) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, ssl.SSLError) as error:
            raise FetchError("connection", url, f"the connection failed ({error or type(error).__name__})") from None

    def _late(self, url: str) -> FetchError:
        return FetchError("slow", url, f"did not come within {self.limits.seconds:g} seconds")

    def _taken(self, url: str, answer: httpcore.Response, most: int, *, typed: bool) -> Fetched:
        known = Known(_header(answer, b"etag") or None, _header(answer, b"last-modified") or None)
        media, charset = _type(_header(answer, b"content-type"))
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if answer.status == 304:
            return Fetched(url, at, None, media, charset, known)
        if answer.status != 200:
            later = _header(answer, b"retry-after")
            raise FetchError("status", url, f"the server answers {answer.status}" + (f", and asks to wait: {later}" if later else ""), status=answer.status)
        if typed and media and media not in _TYPES:
            raise FetchError("type", url, f"is {media}, no page or feed")
        length = _header(answer, b"content-length")
        if length.isdecimal() and int(length) > most:
            raise self._large(url, most)
        return Fetched(url, at, b"".join(self._body(url, answer, most)), media, charset, known)

    def _body(self, url: str, answer: httpcore.Response, most: int) -> Iterator[bytes]:
        """The body unpacked, piece by piece, and no piece more than is allowed: a small packet may unpack to gigabytes."""
        encoding = _header(answer, b"content-encoding").lower() or "identity"
        if encoding not in ("identity", "gzip", "x-gzip"):
            raise FetchError("encoding", url, f"is packed in a way that was not asked for ({encoding})")
        unpacker = None if encoding == "identity" else zlib.decompressobj(31)
        size = 0
        for raw in answer.iter_stream():
            for piece in (raw,) if unpacker is None else _unpacked(unpacker, raw, url):
                size += len(piece)
                if size > most:
                    raise self._large(url, most)
                yield piece
        if unpacker is not None and not unpacker.eof:
            raise FetchError("connection", url, "the page breaks off")

    def _large(self, url: str, most: int) -> FetchError:
        return FetchError("large", url, f"is larger than {most / 1e6:g} million bytes")


def _unpacked(unpacker: zlib._Decompress, raw: bytes, url: str) -> Iterator[bytes]:
    """What a packed piece holds, in pieces of bounded size."""
    try:
        while raw and not unpacker.eof:
            yield unpacker.decompress(raw, _CHUNK)
            raw = unpacker.unconsumed_tail
    except zlib.error as error:
        raise FetchError("encoding", url, f"cannot be unpacked ({error})") from None


def _header(answer: httpcore.Response, name: bytes) -> str:
    """A header's value; Latin-1 as the protocol says, UTF-8 where a server writes an address as it is."""
    value = next((v for n, v in answer.headers if n.lower() == name), b"")
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _type(header: str) -> tuple[str, str | None]:
    """Media type and charset of a ``Content-Type``."""
    media, _, rest = header.partition(";")
    named = [p.partition("=")[2].strip(" \"'") for p in rest.split(";") if p.strip().lower().startswith("charset")]
    return media.strip().lower(), named[0] if named and named[0] else None
