"""What is wrong with a request: RFC 9457 problem+json for programs, a page for people, in the language they asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from khabar.messages import Lang
from khabar.serve.texts import SERVER, told

MEDIA = "application/problem+json"


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong with the request."""

    where: str
    """``query.limit``, or ``$.changes.type`` in the body."""
    problem: str


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An RFC 9457 problem."""

    type: str
    """A name, ``urn:khabar:problem:CODE``, not an address."""
    title: str
    """What is wrong."""
    status: int
    detail: str
    """What to do about it."""
    instance: str
    errors: list[Detail] = []


class ProblemError(Exception):
    """A request that cannot be answered.

    Args:
        code: of the texts: the title; ``CODE_do`` says what to do.
        status: HTTP status.
        headers: to send along.
        details: each thing that is wrong.
        values: put into the texts.
    """

    def __init__(
        self, code: str, status: int, *, headers: Mapping[str, str] | None = None, details: Sequence[Detail] = (), **values: object
    ) -> None:
        super().__init__(code)
        self.code, self.status, self.values = code, status, values
        self.headers, self.details = dict(headers or {}), list(details)

    def title(self, lang: Lang) -> str:
        """What is wrong, in a line."""
        return told(self.code, lang, **self.values)

    def what_to_do(self, lang: Lang) -> str:
        """What to do about it."""
        key = f"{self.code}_do"
        return told(key, lang, **self.values) if key in SERVER else ""

    def body(self, lang: Lang, instance: str) -> Problem:
        """The problem as RFC 9457 has it."""
        name = f"urn:khabar:problem:{self.code}"
        return Problem(type=name, title=self.title(lang), status=self.status, detail=self.what_to_do(lang), instance=instance, errors=self.details)


def as_json(problem: ProblemError, lang: Lang, instance: str) -> Response:
    """The problem for programs."""
    headers = {**problem.headers, "Content-Language": lang, "Cache-Control": "no-store"}
    return Response(msgspec.json.encode(problem.body(lang, instance)), problem.status, headers, MEDIA)


def for_programs(request: Request) -> bool:
    """Whether a program asks: the API is for them, the rest is for people."""
    return request.url.path.startswith("/api/")


def of_status(status: int, *, method: str, allowed: str, kind: str) -> ProblemError:
    """The problem behind a bare HTTP status."""
    codes = {404: "not_found", 405: "method", 413: "too_large", 415: "media"}
    known = HTTPStatus(status) if status in HTTPStatus._value2member_map_ else HTTPStatus.BAD_REQUEST
    return ProblemError(codes.get(status, "invalid" if known < HTTPStatus.INTERNAL_SERVER_ERROR else "internal"), status, method=method, allowed=allowed, kind=kind, kinds="application/json")
