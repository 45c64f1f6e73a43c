"""OpenAPI: the schemas of our own records, drawn by msgspec from their only definition, and examples of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from khabar.serve.problems import MEDIA, Problem

REF = "#/components/schemas/{name}"
DESCRIPTION = (
    "The records of docs/records.md and docs/links.md over HTTP. Offsets count Unicode code points of the article's text. Lists are paged by opaque "
    "cursors: give `next` of one page as `cursor` of the next, with the same filters. Every answer to GET has an ETag; send it as If-None-Match. Errors are "
    "RFC 9457 problems, in English or Arabic by Accept-Language."
)


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a list."""

    items: list[Any]
    next: str | None
    """Cursor of the next page; null at the end."""


def gives(type: Any, *, example: Any = None, status: int = 200, what: str = "Done.", errors: Sequence[int] = ()) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route: what it gives, and what it refuses.

    Args:
        type: of the answer.
        example: an answer.
        status: of the answer.
        what: it is.
        errors: the statuses of what may go wrong, besides those that every route has.
    """
    found: dict[int | str, dict[str, Any]] = {status: {"description": what, "content": {"application/json": _content(type, example)}}}
    if status == 200:
        found[304] = {"description": "The caller has it already."}
    problem = {MEDIA: {"schema": {"$ref": REF.format(name="Problem")}}}
    return found | {code: {"description": _SAID[code], "content": problem} for code in sorted({401, 422, 429, 503, *errors})}


_SAID = {
    400: "It cannot be read.", 401: "Nobody is logged in.", 403: "It is not allowed.", 404: "There is none.", 408: "The body did not come in time.",
    409: "It is done already.", 413: "The body is too large.", 415: "The body is of a kind that is not read.", 422: "The request cannot be used.",
    429: "Too many requests.", 503: "The server is busy, or it took too long.",
}  # fmt: skip


def takes(*kinds: tuple[str, Any, Any]) -> dict[str, Any]:
    """The ``openapi_extra`` of a route that takes a body: media type, type and an example of each."""
    return {"requestBody": {"required": True, "content": {media: _content(type, example) for media, type, example in kinds}}}


def _content(type: Any, example: Any) -> dict[str, Any]:
    (schema,), _ = msgspec.json.schema_components([type], ref_template=REF)
    return {"schema": schema} | ({"example": msgspec.to_builtins(example)} if example is not None else {})


def describe(app: FastAPI, types: Sequence[Any]) -> None:
    """Have the application describe itself with the schemas of ``types`` too."""
    made: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        if not made:
            made.update(get_openapi(title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes))
            components = made.setdefault("components", {})
            schemas = components.setdefault("schemas", {})
            schemas.update(msgspec.json.schema_components([*types, Problem], ref_template=REF)[1])
            components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            _tidy(made)
        return made

    app.openapi = openapi  # type: ignore[method-assign]


def _tidy(found: Mapping[str, Any]) -> None:
    """Validation errors are problems too, whatever FastAPI says of them; most routes take a token where one is needed."""
    for methods in found["paths"].values():
        for route in methods.values():
            route["responses"].get("422", {}).get("content", {}).pop("application/json", None)
            if "401" in route["responses"]:
                route["security"] = [{}, {"token": []}]
    for name in ("HTTPValidationError", "ValidationError"):
        found["components"]["schemas"].pop(name, None)
