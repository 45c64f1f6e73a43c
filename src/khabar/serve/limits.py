"""How much and how long: refusals of clients that ask too often, of bodies that are too large and of those that do not come."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from fastapi import Request
from starlette.responses import Response

from khabar.serve.problems import ProblemError
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
    """Refuses clients that ask too often, bodies that are too large and bodies that do not come.

    Args:
        app: what answers the rest.
        limits: of this run.
        rate: of the clients.
        answer: makes the answer that tells a problem.
    """

    def __init__(self, app: ASGIApp, limits: Limits, rate: Rate, answer: Callable[[Request, ProblemError], Response]) -> None:
        self.app, self.limits, self.rate, self.answer = app, limits, rate, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        problem = self._refusal(request)
        if problem is None:
            body = _Body(receive, send, self.limits)
            try:
                await self.app(scope, body.receive, body.send)
            except ProblemError:
                if body.problem is None:
                    raise
            problem = None if body.started else body.problem
        if problem is not None:
            problem.headers["Connection"] = "close"  # the rest of the body is not waited for
            await self.answer(request, problem)(scope, receive, send)

    def _refusal(self, request: Request) -> ProblemError | None:
        """Why the request is not even looked at."""
        seconds = self.rate.wait(client_of(request))
        if seconds:
            return too_many(seconds)
        length = request.headers.get("content-length", "0")
        return too_large(self.limits) if length.isascii() and length.isdigit() and int(length) > self.limits.body else None


def too_large(limits: Limits) -> ProblemError:
    """The refusal of a body that is too large."""
    return ProblemError("too_large", 413, limit=limits.body)


class _Body:
    """One request's way in and out: counts bytes and looks at the clock until the body is there.

    What is wrong with the body is raised, for whoever reads it; and since frameworks make something else of it, kept too:
    what they answer then is not sent.
    """

    def __init__(self, receive: Receive, send: Send, limits: Limits) -> None:
        self._receive, self._send, self._limits = receive, send, limits
        self._until, self._size, self._whole = time.monotonic() + limits.receive, 0, False
        self.problem: ProblemError | None = None
        self.started = False

    async def receive(self) -> Message:
        """The next part of the body.

        Raises:
            ProblemError: there is too much of it, or it does not come.
        """
        if self._whole:
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), max(0.001, self._until - time.monotonic()))
        except TimeoutError:
            self.problem = ProblemError("too_slow", 408, seconds=round(self._limits.receive, 1))
            raise self.problem from None
        self._size += len(message.get("body", b""))
        if self._size > self._limits.body:
            self.problem = too_large(self._limits)
            raise self.problem
        self._whole = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        """Send an answer, unless the body was refused before it began."""
        if self.problem is not None and not self.started:
            return
        self.started = True
        await self._send(message)
