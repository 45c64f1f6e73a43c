"""Headers, host check and CSRF: what keeps other sites and article texts from acting here."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders, UploadFile
from starlette.responses import Response

from khabar.serve.access import SESSION
from khabar.serve.deps import language, serving
from khabar.serve.problems import ProblemError, as_json
from khabar.serve.settings import LOOPBACK_NAMES, Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SEED = "khabar_seed"
_SEED = re.compile("[0-9a-f]{32}")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class SecurityHeaders:
    """Puts the headers on every answer, those of errors too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)


class HostCheck:
    """Refuses requests for names that are not this server's: a foreign name that resolves here is another site's page."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.names = app, names_of(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http":
            host = bare_host(Headers(scope=scope).get("host", ""))
            if self.names is not None and host not in self.names:
                request = Request(scope)
                await as_json(ProblemError("host", 421, host=host), language(request), request.url.path)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def names_of(settings: Settings) -> frozenset[str] | None:
    """The names that the server answers to; None where it listens on every address and was given no name."""
    if settings.loopback:
        return frozenset((*LOOPBACK_NAMES, bare_host(settings.host), *map(bare_host, settings.hosts)))
    if settings.host in ("0.0.0.0", "::") and not settings.hosts:
        return None
    return frozenset((bare_host(settings.host), *map(bare_host, settings.hosts)))


def bare_host(header: str) -> str:
    """The name in a Host header, without its port."""
    host = header.strip().lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host if host.count(":") > 1 else host.partition(":")[0]


# -- CSRF
def csrf_token(request: Request) -> str:
    """What a form of this browser and session must carry."""
    told = f"{_seed(request)}|{request.cookies.get(SESSION, '')}"
    return hmac.new(serving(request).settings.secret, told.encode(), hashlib.sha256).hexdigest()


def _seed(request: Request) -> str:
    """The browser's own random word; one is made where it has none yet."""
    kept = request.cookies.get(SEED, "")
    if _SEED.fullmatch(kept):
        return kept
    if not hasattr(request.state, "seed"):
        request.state.seed = secrets.token_hex(16)
    return str(request.state.seed)


def keep_seed(request: Request, response: Response) -> None:
    """Give the browser its word, where it has none."""
    if not _SEED.fullmatch(request.cookies.get(SEED, "")):
        response.set_cookie(SEED, _seed(request), httponly=True, samesite="strict", secure=serving(request).settings.secure_cookies)


async def own_form(request: Request) -> AsyncIterator[None]:
    """A dependency of every route that changes something: refuses what another site sends.

    A program with a token, or on this machine without any cookie, needs nothing. A browser sends the header
    ``X-CSRF-Token`` or the form field ``csrf``, and is refused where it says that another site sent it.

    Raises:
        ProblemError: the request comes from another site, or without its token.
    """
    if foreign(request):
        raise ProblemError("origin", 403)
    try:
        if not await _is_own(request):
            raise ProblemError("csrf", 403)
        yield
    finally:
        await request.close()  # what was uploaded


async def _is_own(request: Request) -> bool:
    if request.headers.get("authorization", "").lower().startswith("bearer "):
        return True
    form = request.headers.get("content-type", "").partition(";")[0].strip().lower() in _FORMS
    if not form and not request.cookies:
        return True
    given: str | UploadFile | None = request.headers.get("x-csrf-token")
    if given is None and form:
        given = (await request.form()).get("csrf")
    return isinstance(given, str) and hmac.compare_digest(given.encode(errors="replace"), csrf_token(request).encode())


def foreign(request: Request) -> bool:
    """Whether the browser says that another site sent the request."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()
    except ValueError:
        return True
