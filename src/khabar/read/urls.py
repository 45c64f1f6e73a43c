"""One form for the addresses that lead to one page."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote_to_bytes

_SCHEME = re.compile(r"^https?://", re.IGNORECASE)
_PORT = re.compile(r":(?:80|443)?$")
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|ocid|ref|cmpid|at_\w+|igshid|mc_\w+|amp)(?:=|$)")
_CONTROLS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\\s]")
_PATH = "-._~!$'()*,;:@+=&"
_QUERY = "-._~!$'()*,;:@/"


def canonical_url(url: str) -> str:
    """``url`` without what does not name the page.

    Without scheme, ``www.``, standard port, fragment, tracking parameters, dot segments, doubled and final slashes; the
    host in small ASCII letters; Arabic letters percent-encoded in one way, whether they came bare, encoded or in
    another composition; parameters in order. Not an address to fetch: a key to compare.
    """
    rest, _, fragment = _SCHEME.sub("", _CONTROLS.sub("", url)).partition("#")
    rest, _, query = rest.partition("?")
    host, _, path = rest.partition("/")
    routed = f"#{fragment}" if fragment[:1] in ("!", "/") else ""  # such a page lives behind its fragment
    kept = sorted(_parameter(p) for p in query.split("&") if p and not _TRACKING.match(p))
    segments = _segments(path)
    return _host(host) + ("/" + "/".join(segments) if segments else "") + ("?" + "&".join(kept) if kept else "") + routed


def _host(host: str) -> str:
    host = _PORT.sub("", host.rpartition("@")[2]).lower().removeprefix("www.")
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _segments(path: str) -> list[str]:
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            kept = kept[:-1]
        elif segment not in ("", "."):
            kept.append(_encoded(segment, _PATH))
    return kept


def _parameter(text: str) -> str:
    name, equals, value = text.replace("+", "%20").partition("=")
    return _encoded(name, _QUERY) + equals + _encoded(value, _QUERY)


def _encoded(text: str, safe: str) -> str:
    """``text`` percent-encoded in one way; bytes that are no UTF-8 stay what they are."""
    raw = unquote_to_bytes(text)
    try:
        return quote(_CONTROLS.sub("", unicodedata.normalize("NFC", raw.decode())), safe=safe)
    except UnicodeDecodeError:
        return quote(raw, safe=safe)
