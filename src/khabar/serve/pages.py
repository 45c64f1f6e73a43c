"""Pages: the layout, the desk, search, actors, relations, stories."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from khabar.serve.deps import Opened, Reading
from khabar.serve.render import render

router = APIRouter(include_in_schema=False)


@router.get("/")
def first_page(request: Request, store: Opened, _: Reading) -> HTMLResponse:
    """What is in the store."""
    return render(request, "first.html", counts=store.counts())
