"""What every route of the API does: JSON out, JSON in, tags, cursors."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from khabar.pipeline import VERSION
from khabar.serve.deps import language, whoever
from khabar.serve.problems import Detail, ProblemError

T = TypeVar("T")
JSON = "application/json"


def reply(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), status, headers, JSON)


def fresh(request: Request, stamp: str, make: Callable[[], object], *, of_language: bool = False) -> Response:
    """The value as JSON with its tag; 304, and nothing made, where the caller has it already.

    Args:
        request: with the tags that the caller has, under If-None-Match.
        stamp: what changes whenever the value may have changed.
        make: the value.
        of_language: whether the value is in the caller's language.
    """
    person = whoever(request)
    told = "\n".join((VERSION, stamp, str(request.url), language(request) if of_language else "", person.role if person else ""))
    tag = f'W/"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie, Accept-Language"}
    known = [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]
    if tag.removeprefix("W/") in known or known == ["*"]:
        return Response(status_code=304, headers=headers)
    return reply(make(), headers=headers)


# -- bodies
def decoded(body: bytes, type: type[T]) -> T:
    """A body of JSON.

    Raises:
        ProblemError: it is none, or not as it should be; the path says where.
    """
    try:
        return msgspec.json.decode(body, type=type)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        problem, _, where = str(error).partition(" - at ")
        raise ProblemError("invalid", 422, details=[Detail(where=where.strip("`") or "$", problem=problem)]) from None


def media_type(request: Request) -> str:
    """What the body is said to be, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def wanted_media(request: Request, *kinds: str) -> str:
    """The kind of the body, where it is one of ``kinds``.

    Raises:
        ProblemError: it is of another kind.
    """
    kind = media_type(request)
    if kind not in kinds:
        raise ProblemError("media", 415, headers={"Accept": ", ".join(kinds)}, kind=kind or "?", kinds=", ".join(kinds))
    return kind


# -- cursors
def cursor_of(key: Sequence[Any] | None, *asked: object) -> str | None:
    """Where a list goes on, sealed with what was asked; None at its end."""
    if key is None:
        return None
    return base64.urlsafe_b64encode(msgspec.json.encode([_mark(asked), *key])).decode().rstrip("=")


def key_of(cursor: str | None, type: type[T], *asked: object) -> T | None:
    """Where the cursor goes on; None at the beginning.

    Raises:
        ProblemError: it is no cursor, or that of another list.
    """
    if not cursor:
        return None
    try:
        mark, *key = msgspec.json.decode(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=list[Any])
        found = msgspec.convert(key, type)
    except (binascii.Error, ValueError, RecursionError):
        raise ProblemError("cursor", 422) from None
    if mark != _mark(asked) or any(isinstance(part, int) and abs(part) >= 2**63 for part in key):
        raise ProblemError("cursor", 422)
    return found


def _mark(asked: Sequence[object]) -> str:
    return hashlib.sha256(msgspec.json.encode(asked)).hexdigest()[:8]
