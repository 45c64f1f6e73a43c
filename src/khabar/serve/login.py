"""Logging in and out."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from khabar.serve import security
from khabar.serve.access import SESSION, SESSION_SECONDS
from khabar.serve.deps import serving
from khabar.serve.limits import client_of, too_many
from khabar.serve.render import render

router = APIRouter(include_in_schema=False)


@router.get("/login")
def login_page(request: Request, next: str = "/") -> Response:
    """The form that asks for a token."""
    return render(request, "login.html", next=own_path(next), wrong=False)


@router.post("/login", dependencies=[Depends(security.own_form)])
def login(request: Request, token: Annotated[str, Form()] = "", next: Annotated[str, Form()] = "/") -> Response:
    """Begin a session.

    Raises:
        ProblemError: too many wrong tokens came from there.
    """
    here, client = serving(request), client_of(request)
    if seconds := here.logins.full(client):
        raise too_many(seconds)
    holder = here.gate.holder(token.strip())
    if holder is None:
        here.logins.wait(client)
        return render(request, "login.html", 401, next=own_path(next), wrong=True)
    response = RedirectResponse(own_path(next), 303)
    secure = here.settings.secure_cookies
    response.set_cookie(SESSION, here.gate.session(holder), max_age=SESSION_SECONDS, httponly=True, samesite="strict", secure=secure)
    return response


@router.post("/logout", dependencies=[Depends(security.own_form)])
def logout() -> Response:
    """End the session."""
    response = RedirectResponse("/login", 303)
    response.delete_cookie(SESSION, httponly=True, samesite="strict")
    return response


def own_path(address: str) -> str:
    """The address, where it is a path of this server; else the first page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return address if plain and all(c.isprintable() and c != "\\" for c in address) else "/"
