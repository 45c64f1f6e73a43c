"""What a route asks for: the store, the language, who is there.

    @router.get("/somewhere")
    def somewhere(request: Request, store: Opened, lang: Tongue, person: Reading) -> Response: ...

Routes are plain functions, not ``async``: they run in threads, where SQLite may block. ``Reading`` and ``Editing`` refuse
who may not; every route that changes something takes ``Editing`` and ``Depends(security.own_form)``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from khabar.messages import LANGS, Lang
from khabar.serve.access import Gate, Person
from khabar.serve.background import Coder, Exporter, Linker
from khabar.serve.problems import ProblemError
from khabar.serve.rate import Rate
from khabar.serve.settings import Settings
from khabar.serve.stores import Stores
from khabar.store import Store

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection


class Serving:
    """What one application holds while it runs; ``request.app.state.serving``."""

    def __init__(self, db: Path, settings: Settings) -> None:
        self.settings, self.gate = settings, Gate(settings)
        self.stores = Stores(db, seconds=settings.limits.read)
        self.coder, self.exporter, self.linker = Coder(settings), Exporter(db, settings), Linker(self.stores)
        self.rate, self.logins = Rate(settings.limits.each_minute), Rate(settings.limits.logins)

    def start(self) -> None:
        """Begin what is done beside the requests.

        Raises:
            StoreError: the store cannot be opened.
        """
        if self.settings.link:
            self.linker.start()

    def stop(self) -> None:
        """End it, and let the store go."""
        self.linker.stop()
        self.coder.stop()
        self.exporter.stop()
        self.stores.close()


def serving(request: HTTPConnection) -> Serving:
    """The application behind a request."""
    return cast("Serving", request.app.state.serving)


def language(request: Request) -> Lang:
    """The language asked for: in the address, by an earlier choice, by the browser; else Arabic."""
    for asked in (request.query_params.get("lang"), request.cookies.get("khabar_lang")):
        if asked in LANGS:
            return asked
    return _accepted(request.headers.get("accept-language", ""))


def _accepted(header: str) -> Lang:
    """The first of our languages that the header names; their weights follow its order in every browser."""
    for part in header.split(","):
        name = part.split(";")[0].strip().lower()[:2]
        if name in LANGS:
            return name
    return "ar"


async def opened(request: Request) -> AsyncIterator[Store]:
    """A store for this request alone.

    Not a plain generator: FastAPI does not end those where a request is cancelled, and the store would stay lent.
    """
    stores = serving(request).stores
    store = await run_in_threadpool(stores.take)
    try:
        yield store
    finally:
        stores.give(store)


def whoever(request: Request) -> Person | None:
    """Who is there: by token, by session; on one's own machine whoever it is."""
    return serving(request).gate.person(request)


def reader(request: Request) -> Person:
    """Somebody who may read.

    Raises:
        ProblemError: nobody is logged in.
    """
    person = whoever(request)
    if person is None:
        raise ProblemError("login_needed", 401, headers={"WWW-Authenticate": "Bearer"})
    return person


def editor(person: Annotated[Person, Depends(reader)]) -> Person:
    """Somebody who may change.

    Raises:
        ProblemError: nobody is logged in, or who is may only read.
    """
    if person.role != "editor":
        raise ProblemError("not_allowed", 403, name=person.name)
    return person


Opened = Annotated[Store, Depends(opened)]
Tongue = Annotated[Lang, Depends(language)]
Reading = Annotated[Person, Depends(reader)]
Editing = Annotated[Person, Depends(editor)]
