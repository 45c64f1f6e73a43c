"""The application: routes, limits and refusals put together."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from khabar.errors import KhabarError, OptionError, StoreError
from khabar.messages import say_error, wrong
from khabar.pipeline import VERSION
from khabar.serve import api, article_pages, changes, exports, login, pages
from khabar.serve.deps import Serving, language
from khabar.serve.limits import RequestLimits
from khabar.serve.problems import Detail, ProblemError, as_json, for_programs, of_status
from khabar.serve.render import STATIC, render
from khabar.serve.schema import describe
from khabar.serve.security import HostCheck, SecurityHeaders
from khabar.serve.settings import Settings
from khabar.serve.texts import value_problem

LOG = logging.getLogger("khabar.serve")
_SILENT: Any = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
"""Nothing is told to anybody: newer versions of FastAPI would export traces where the environment names a collector."""


def create_app(db: Path, settings: Settings = Settings()) -> FastAPI:  # noqa: B008 - frozen
    """The page and the API over the store in ``db``, made where there is none.

    Args:
        db: the store's file.
        settings: of this run.

    Raises:
        OptionError: an address that others can reach, without a token file; or the token file cannot be read.
        DataError: a line of the token file is wrong.
        StoreError: the store cannot be opened.
    """
    if not settings.loopback and settings.token_file is None:
        raise wrong("serve_needs_tokens", host=settings.host)
    serving = Serving(db, settings)
    with serving.stores.lent():
        pass  # a store that cannot be opened ends the start and not the first request

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        serving.start()
        try:
            yield
        finally:
            serving.stop()

    app = FastAPI(
        title="Khabar", version=VERSION, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json", lifespan=lifespan,
        telemetry=_SILENT,
    )  # fmt: skip
    app.state.serving = serving
    for router in (api.router, changes.router, exports.router, login.router, article_pages.router, pages.router):
        app.include_router(router)
    describe(app, (*api.TYPES, *changes.TYPES, *exports.TYPES))
    app.mount("/static", Static(directory=str(STATIC)))
    _handle(app)
    app.add_middleware(RequestLimits, limits=settings.limits, rate=serving.rate, answer=answered)
    app.add_middleware(HostCheck, settings=settings)
    app.add_middleware(SecurityHeaders)
    return app


class Static(StaticFiles):
    """Files of the pages; one that is asked for with its hash is kept by the browser for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or that there is none."""
        response = await super().get_response(path, scope)
        if scope.get("query_string", b"").startswith(b"v="):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


# -- what is wrong
def _handle(app: FastAPI) -> None:
    """Every error becomes a problem."""
    app.add_exception_handler(ProblemError, lambda request, error: answered(request, error))
    app.add_exception_handler(HTTPException, _of_http)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, _of_validation)  # type: ignore[arg-type]
    app.add_exception_handler(KhabarError, _of_khabar)  # type: ignore[arg-type]
    app.add_exception_handler(Exception, _of_anything)


def answered(request: Request, problem: ProblemError) -> Response:
    """The problem for who asked: programs get JSON, people a page; who is not logged in is shown the door."""
    if for_programs(request):
        return as_json(problem, language(request), request.url.path)
    if problem.status == 401:
        where = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(where)}", 303)
    page = render(request, "problem.html", problem.status, problem=problem)
    page.headers.update(problem.headers)
    return page


def _of_http(request: Request, error: HTTPException) -> Response:
    allowed = (error.headers or {}).get("Allow", "")
    problem = of_status(error.status_code, method=request.method, allowed=allowed, kind=request.headers.get("content-type", ""))
    problem.headers.update(error.headers or {})
    return answered(request, problem)


def _of_validation(request: Request, error: RequestValidationError) -> Response:
    lang = language(request)
    details = [Detail(where=".".join(map(str, e["loc"])), problem=value_problem(e["type"], e["msg"], e.get("ctx", {}), lang)) for e in error.errors()]
    return answered(request, ProblemError("invalid", 422, details=details))


def _of_khabar(request: Request, error: KhabarError) -> Response:
    lang = language(request)
    if isinstance(error, StoreError):
        text = say_error(error, lang)
        busy = error.key in ("store_busy", "store_slow")
        if not busy:
            LOG.error("%s %s: %s", request.method, request.url.path, error)
        return answered(request, ProblemError("busy" if busy else "store", 503, headers={"Retry-After": "5"}, details=[Detail(where="", problem=text)]))
    text = say_error(error, lang) if isinstance(error, OptionError) else str(error)
    return answered(request, ProblemError("invalid", 422, details=[Detail(where="$", problem=text)]))


def _of_anything(request: Request, error: Exception) -> Response:
    LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    return answered(request, ProblemError("internal", 500))
