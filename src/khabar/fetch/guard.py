"""Which addresses may be fetched, and by which way: what a page names must not lead into one's own network."""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore

from khabar.errors import FetchError

_KEPT = "%/:;,@&=+$!*'()~?[]"
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)


class Rules(NamedTuple):
    """What is allowed besides https to public addresses."""

    http: bool = False
    """Plain http too."""
    private: bool = False
    """Addresses of this machine and of private networks too."""


def checked(url: str, rules: Rules) -> str:
    """``url`` with a scheme (https where it names none) and without fragment.

    Raises:
        FetchError: it is no address, or of a scheme that is not allowed.
    """
    given = url.strip()
    parts = urlsplit(given if _SCHEME.match(given) else f"https://{given}")
    if parts.scheme == "http" and not rules.http:
        raise FetchError("http", url, "plain http can be read and changed on its way; give https, or allow it with --http")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError("address", url, "not the address of a page; give https://…")
    if parts.username or parts.password:
        raise FetchError("address", url, "holds a name or password; pages that ask for one are not fetched")
    try:
        host = parts.hostname.encode("idna").decode()
        port = parts.port
    except (UnicodeError, ValueError) as error:
        raise FetchError("address", url, f"not the address of a page ({error})") from None
    host = f"[{host}]" if ":" in host else host
    netloc = host if port is None else f"{host}:{port}"
    return urlunsplit((parts.scheme, netloc, quote(parts.path or "/", safe=_KEPT), quote(parts.query, safe=_KEPT), ""))


def onward(url: str, location: str, rules: Rules) -> str:
    """Where a redirect from ``url`` leads.

    Raises:
        FetchError: to something that may not be fetched, or from https to http.
    """
    target = checked(urljoin(url, location), Rules(True, rules.private))
    if urlsplit(target).scheme == "http" and (urlsplit(url).scheme == "https" or not rules.http):
        raise FetchError("http", url, f"leads to plain http ({target})")
    return target


class Backend(httpcore.NetworkBackend):
    """Opens connections: only to addresses that are allowed, and with one moment at which all must be over.

    The name is resolved here and the connection goes to the address that was checked: between a check and a later lookup
    a name can change its address.
    """

    def __init__(self, rules: Rules, clock: Callable[[], float]) -> None:
        self.rules, self.clock = rules, clock
        self.until = 0.0
        """When, by the clock, the request that is under way must be over; set before each."""
        self._inner = httpcore.SyncBackend()

    def left(self, timeout: float | None) -> float:
        """Seconds that may still be waited; a server that sends a letter a second does not get a new term for each.

        Raises:
            httpcore.TimeoutException: none.
        """
        left = self.until - self.clock()
        if left <= 0:
            raise httpcore.ReadTimeout("too late")
        return left if timeout is None else min(left, timeout)

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Connect to the first address of ``host``; every address of the name must be allowed.

        Raises:
            FetchError: the name is unknown, or leads to this machine or a private network.
        """
        address = self._address(host, port)
        return Stream(self._inner.connect_tcp(address, port, self.left(timeout), local_address, socket_options), self)

    def _address(self, host: str, port: int) -> str:
        try:
            found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise FetchError("unknown_host", host, f"this name is not known ({error})") from None
        private = [a for a in found if not _public(a)]
        if private and not self.rules.private:
            raise FetchError("private", host, f"is an address of this machine or a private network ({private[0]}); allow it with --private")
        return found[0]


def _public(address: str) -> bool:
    """Whether an address is of the open internet and of one machine."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    return ip.is_global and not ip.is_multicast


class Stream(httpcore.NetworkStream):
    """A connection that keeps to the moment at which all must be over."""

    def __init__(self, inner: httpcore.NetworkStream, backend: Backend) -> None:
        self._inner, self._backend = inner, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        return self._inner.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        self._inner.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        """Let it go."""
        self._inner.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:
        """The same connection, secured."""
        return Stream(self._inner.start_tls(ssl_context, server_hostname, self._backend.left(timeout)), self._backend)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self._inner.get_extra_info(info)
