"""Pages: the layout, the desk, search, actors, relations, stories."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from typing import Any, get_args

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from khabar.coding.plover import TYPES
from khabar.link import kept
from khabar.link.records import Identity
from khabar.model import ActorKind
from khabar.serve import (
    figures,
    views_actor,
    views_calendar,
    views_desk,
    views_faults,
    views_relations,
    views_search,
    views_story,
    views_watch,
)
from khabar.serve.deps import Opened, Reading, Tongue, serving
from khabar.serve.lines import NAMELESS, EventLine, Said, meant, said
from khabar.serve.render import render
from khabar.store import Store
from khabar.store.browse import asked, last_row

router = APIRouter(include_in_schema=False)
VISIT = "khabar_visit"
STORIES = 30
"""Stories of one page."""
SPAN = 90
"""Days back from the latest that relations are shown of unless the address tells others."""


def missing(request: Request, title: str, hint: str, address: str, action: str) -> HTMLResponse:
    """A page that says that there is no such thing, and where to look; the arguments are keys of the words."""
    return render(request, "missing.html", 404, title=title, hint=hint, address=address, action=action)


@router.get("/")
def desk_page(request: Request, store: Opened, _: Reading) -> HTMLResponse:
    """What is new and what matters today."""
    now = int(time.time())
    cookie = request.cookies.get(VISIT, "")
    visit = views_desk.visit_of(cookie, last_row(store), now)
    view = views_desk.desk(store, visit, today=dt.date.today().isoformat(), first_visit=not cookie)
    page = render(request, "desk.html", here="desk", view=view)
    page.set_cookie(VISIT, visit.text(), max_age=31_536_000, samesite="strict", httponly=True, secure=serving(request).settings.secure_cookies)
    return page


# -- search
@router.get("/search")
def search_page(request: Request, store: Opened, _: Reading) -> HTMLResponse:
    """Statements, events and articles that hold words and are as the filters ask."""
    wanted = views_search.asked_of(request.query_params)
    found = views_search.find(store, wanted, limit=views_search.PAGE if wanted.kind else views_search.FEW)
    return render(request, "search.html", here="search", asked=wanted, found=found, pieces=views_search.pieces, types=tuple(TYPES))


@router.get("/search.{form}")
def search_file(request: Request, store: Opened, _: Reading, form: str) -> Response:
    """What the search shows, all of its pages, as a file."""
    if form not in ("csv", "jsonl"):
        return missing(request, "search_nothing", "search_nothing_hint", "/search", "search")
    wanted = views_search.asked_of({**request.query_params, "page": "1"})
    hits = [hit for found in views_search.find(store, wanted, limit=views_search.EXPORTED) for hit in found.hits]
    name = {"Content-Disposition": f'attachment; filename="khabar-search.{form}"'}
    if form == "csv":
        return Response(views_search.as_csv(hits), media_type="text/csv; charset=utf-8", headers=name)
    return Response(views_search.as_lines(hits), media_type="application/jsonl", headers=name)


# -- actors
@router.get("/actors")
def actors_page(request: Request, store: Opened, _: Reading) -> HTMLResponse:
    """Those told of most, or those of a name."""
    q, kind = request.query_params.get("q", "")[:300], request.query_params.get("kind")
    kind = kind if kind in get_args(ActorKind) else None
    if q.strip():
        found = [i for i in meant(store, q) if kind in (None, i.kind)][: views_actor.LISTING]
    else:
        found = [i for i in kept.identities(store, limit=2 * views_actor.LISTING, kind=kind) if i.kind not in NAMELESS][: views_actor.LISTING]
    return render(request, "actors.html", here="actors", found=found, q=q, kind=kind, linking=kept.state(store) is None)


@router.get("/actor/{id}")
def actor_page(request: Request, store: Opened, _: Reading, lang: Tongue, id: str) -> HTMLResponse:
    """What an actor said and did, to whom, over time."""
    identity = views_actor.identity_of(store, id)
    if identity is None:
        return missing(request, "actor_none", "actor_none_hint", "/actors", "actors")
    view, part = views_actor.actor(store, identity), request.query_params.get("part")
    if part in views_actor.PARTS:
        return _part(request, store, identity, view, part)
    bars = figures.bars(view.buckets, mirrored=lang == "ar")
    return render(request, "actor.html", here="actors", view=view, bars=bars, columns=figures.columns(view.buckets, mirrored=lang == "ar"))


def _part(request: Request, store: Store, identity: Identity, view: views_actor.Actor, part: str) -> HTMLResponse:
    """All records of one part, page by page."""
    page, most = views_search.page_of(request.query_params), views_actor.LISTED
    offset = (page - 1) * most
    found: Sequence[Said | EventLine]
    if part == "said":
        found = said(store, views_actor.statements(store, identity, most + 1, offset))
    else:
        found = views_actor.events(store, identity, "actor" if part == "did" else "recipient", most + 1, offset)
    return render(request, "actor_part.html", here="actors", view=view, part=part, found=found[:most], page=page, more=len(found) > most)


# -- relations
@router.get("/relations")
def relations_page(request: Request, store: Opened, _: Reading, lang: Tongue) -> HTMLResponse:
    """Who deals with whom: two sides, the network, the map."""
    query, rtl = request.query_params, lang == "ar"
    a, b = query.get("a", "")[:300], query.get("b", "")[:300]
    since, until = _span(request, store, dyad=bool(a and b))
    known: dict[str, Any] = {"here": "relations", "a": a, "b": b, "since": since, "until": until, "linking": kept.state(store) is None}
    if a and b:
        page = views_search.page_of(query)
        found = views_relations.dyad(store, a, b, since=since or None, until=until or None, page=page)
        bars = figures.bars(found.buckets, mirrored=rtl) if found else None
        return render(request, "dyad.html", view=found, bars=bars, page=page, **known)
    linked = views_relations.counted(store, since or None, until or None)
    if query.get("view") == "map":
        return render(request, "map.html", map=figures.drawn_map(views_relations.spots(store, linked.events), views_relations.outlines()), **known)
    view = views_relations.overview(linked)
    return render(request, "relations.html", view=view, network=figures.network(view.ties, mirrored=rtl), **known)


def _span(request: Request, store: Store, *, dyad: bool) -> tuple[str, str]:
    """First and last day asked for; of the overview the last ninety days where none is."""
    query = request.query_params
    since, until = (query.get(name, "") if views_search.is_day(query.get(name, "")) else "" for name in ("from", "to"))
    if since or until or dyad or "from" in query:
        return since, until
    latest = views_desk.latest_day(store, dt.date.today().isoformat())
    return ((dt.date.fromisoformat(latest) - dt.timedelta(days=SPAN)).isoformat() if latest else ""), ""


# -- stories and events
@router.get("/stories")
def stories_page(request: Request, store: Opened, _: Reading) -> HTMLResponse:
    """The stories, the latest first."""
    page = views_search.page_of(request.query_params)
    cards = views_desk.story_list(store, STORIES + 1, (page - 1) * STORIES)
    total = asked(store, "SELECT count(*) FROM stories")[0][0]
    return render(
        request, "stories.html", here="stories", cards=cards[:STORIES], total=total, linking=kept.state(store) is None, page=page, more=len(cards) > STORIES
    )


@router.get("/story/{id}")
def story_page(request: Request, store: Opened, _: Reading, lang: Tongue, id: str) -> HTMLResponse:
    """One story: its articles, what happened, what was said; ``id`` is its own or that of one of its articles."""
    linked = kept.story(store, id)
    view = views_story.story(linked, id, mirrored=lang == "ar") if linked else None
    if view is None:
        return missing(request, "story_none", "story_none_hint", "/stories", "stories")
    return render(request, "story.html", here="stories", view=view)


@router.get("/event/{id:path}")
def event_page(request: Request, store: Opened, _: Reading, lang: Tongue, id: str) -> HTMLResponse:
    """One event however many report it; ``id`` is its own, a report's uid, or ``ARTICLE/e1``."""
    found = kept.event(store, id) or kept.event(store, _uid(store, id))
    linked = kept.story(store, found.story) if found else None
    view = views_story.event(linked, found.id, mirrored=lang == "ar") if linked and found else None
    if view is None:
        return missing(request, "story_none", "story_none_hint", "/stories", "stories")
    return render(request, "event.html", here="stories", view=view)


def _uid(store: Store, id: str) -> str:
    """The uid of ``ARTICLE/e1``; what it was where it is none."""
    article, _, own = id.rpartition("/")
    rows = asked(store, "SELECT e.uid FROM events e JOIN articles a ON a.row = e.article WHERE a.id = ? AND e.id = ?", article, own)
    return str(rows[0][0]) if rows else id


# -- announced, and wrong
@router.get("/calendar")
def calendar_page(request: Request, store: Opened, _: Reading) -> HTMLResponse:
    """What is announced, by the day it is announced for."""
    today = views_desk.latest_day(store, dt.date.today().isoformat()) or dt.date.today().isoformat()
    wanted = request.query_params.get("month")
    if wanted is None:
        following = views_calendar.coming(store, today, 1)
        wanted = following[0].day[:7] if following else None
    month = views_calendar.month(store, views_calendar.month_of(wanted, today), today=today)
    return render(request, "calendar.html", here="calendar", view=month, today=today)


@router.get("/faults")
def faults_page(request: Request, store: Opened, _: Reading) -> HTMLResponse:
    """What could not be read or decided."""
    code, page = request.query_params.get("code") or None, views_search.page_of(request.query_params)
    return render(request, "faults.html", here="faults", view=views_faults.faults(store, code=code, page=page), code=code, page=page)


@router.get("/watch")
def watch_page(request: Request, store: Opened, _: Reading) -> HTMLResponse:
    """What the watch lists look out for, as `khabar watch` keeps them."""
    view = views_watch.watch_view(store, request.query_params.get("list", ""))
    return render(request, "watch.html", here="watch", view=view, pieces=views_search.pieces)
