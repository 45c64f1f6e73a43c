"""The API under ``/api/v1``: the same records as everywhere, over HTTP."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from khabar.serve.deps import Opened, Reading

router = APIRouter(prefix="/api/v1")


def reply(value: Any, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


@router.get("/health", response_class=Response)
def health() -> Response:
    """Whether the server runs; needs no token."""
    return reply({"status": "ok"})


@router.get("/counts", response_class=Response)
def counts(store: Opened, _: Reading) -> Response:
    """How many rows the store holds."""
    return reply(store.counts())
