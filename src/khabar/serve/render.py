"""From templates to pages: Jinja2 with everything escaped, and what every page needs put in."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from khabar.serve import security
from khabar.serve.deps import language, serving, whoever
from khabar.serve.reader import CHOICES, COOKIE, reader_of
from khabar.serve.texts import told

STATIC = resources.files("khabar.serve").joinpath("static")


@cache
def templates() -> Environment:
    """The environment: nothing is HTML unless a template of ours says so, and an unknown name is an error."""
    return Environment(loader=PackageLoader("khabar.serve"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def static(name: str) -> str:
    """Address of a file under ``static/``, with its hash, so that a browser keeps it until it changes."""
    return f"/static/{name}?v={hashlib.sha256(STATIC.joinpath(name).read_bytes()).hexdigest()[:12]}"


def render(request: Request, name: str, status: int = 200, **context: Any) -> HTMLResponse:
    """The page of template ``name``.

    Every template has, besides ``context``: ``lang``, ``dir``, ``t(key, **values)`` (words of the server), ``static(name)``,
    ``csrf`` (for ``<input type="hidden" name="csrf">`` and the header ``X-CSRF-Token``), ``person`` (with ``name`` and
    ``role``, or None), ``may_edit``, ``path`` and ``query`` of the request, and ``reader`` (`khabar.serve.reader.Reader`: numbers,
    dates, names and addresses as this reader wants them).
    """
    lang, person = language(request), whoever(request)
    known = {
        "lang": lang, "dir": "rtl" if lang == "ar" else "ltr", "t": lambda key, **values: told(key, lang, **values), "static": static,
        "csrf": security.csrf_token(request), "person": person, "may_edit": person is not None and person.role == "editor",
        "path": request.url.path, "query": request.query_params,
        "reader": reader_of(request.url.path, request.query_params.multi_items(), request.cookies, lang),
    }  # fmt: skip
    page = templates().get_template(name).render({**known, **context})
    response = HTMLResponse(page, status, {"Content-Language": lang, "Cache-Control": "no-store"})
    security.keep_seed(request, response)
    for choice, values in CHOICES:
        value = request.query_params.get(choice)
        if value in values:
            response.set_cookie(COOKIE + choice, value, max_age=31_536_000, samesite="strict", httponly=True, secure=serving(request).settings.secure_cookies)
    return response
