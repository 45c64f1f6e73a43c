"""How much and how long: refusals of clients that ask too often, of bodies that are too large and of those that do not come."""

from __future__ import annotations

import asyncio
import math
import time
from typing import TYPE_CHECKING

from fastapi import Request
from starlette.datastructures import Headers

from khabar.serve.deps import language
from khabar.serve.problems import ProblemError, as_json
from khabar.serve.rate import Rate
from khabar.serve.settings import Limits

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


def client_of(request: Request) -> str:
    """Who is counted: the address at the other end."""
    return request.client.host if request.client else "?"


def too_many(seconds: float) -> ProblemError:
    """The refusal of somebody who asks too often."""
    whole = math.ceil(seconds)
    return ProblemError("too_many", 429, headers={"Retry-After": str(whole)}, seconds=whole)


class RequestLimits:
    """Refuses clients that ask too often, bodies that are too large and bodies that do not come."""

    def __init__(self, app: ASGIApp, limits: Limits, rate: Rate) -> None:
        self.app, self.limits, self.rate = app, limits, rate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        request = Request(scope)
        try:
            self._admit(request)
            await self.app(scope, self._bounded(receive), noting)
        except ProblemError as problem:
            if started:
                raise
            problem.headers["Connection"] = "close"
            await as_json(problem, language(request), request.url.path)(scope, receive, send)

    def _admit(self, request: Request) -> None:
        seconds = self.rate.wait(client_of(request))
        if seconds:
            raise too_many(seconds)
        length = Headers(scope=request.scope).get("content-length", "0")
        if length.isascii() and length.isdigit() and int(length) > self.limits.body:
            raise self._too_large()

    def _too_large(self) -> ProblemError:
        return ProblemError("too_large", 413, limit=self.limits.body)

    def _bounded(self, receive: Receive) -> Receive:
        """``receive`` that counts bytes and looks at the clock, until the body is there."""
        until, size, whole = time.monotonic() + self.limits.receive, 0, False

        async def bounded() -> Message:
            nonlocal size, whole
            if whole:
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), max(0.001, until - time.monotonic()))
            except TimeoutError:
                raise ProblemError("too_slow", 408, seconds=round(self.limits.receive)) from None
            size += len(message.get("body", b""))
            if size > self.limits.body:
                raise self._too_large()
            whole = not message.get("more_body", False)
            return message

        return bounded
