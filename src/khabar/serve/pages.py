"""Pages: the layout, the desk, search, actors, relations, stories."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from khabar.coding.plover import TYPES
from khabar.errors import OptionError
from khabar.serve import (
    figures,
    views_actor,
    views_calendar,
    views_desk,
    views_faults,
    views_relations,
    views_search,
    views_story,
)
from khabar.serve.deps import Opened, Reading, Tongue, serving
from khabar.serve.lines import done, said
from khabar.serve.links import Links
from khabar.serve.render import render
from khabar.store import Store

router = APIRouter(include_in_schema=False)
PATIENCE = 0.05
"""Seconds that a page waits for stories that are being put together, where it can do without them."""
LONG = 8.0
"""Seconds that it waits where it cannot."""
VISIT = "khabar_visit"
STORIES = 30
"""Stories of one page."""
SPAN = 90
"""Days back from the latest that relations are shown of unless the address tells others."""


def links(request: Request) -> Links:
    """The linked articles of the application's store."""
    state = request.app.state
    if not hasattr(state, "links"):
        state.links = Links(serving(request).stores.path)
    found: Links = state.links
    return found


def missing(request: Request, title: str, hint: str, address: str, action: str) -> HTMLResponse:
    """A page that says that there is no such thing, and where to look; the arguments are keys of the words."""
    return render(request, "missing.html", 404, title=title, hint=hint, address=address, action=action)


@router.get("/")
def desk_page(request: Request, store: Opened, _: Reading) -> HTMLResponse:
    """What is new and what matters today."""
    now = int(time.time())
    cookie = request.cookies.get(VISIT, "")
    visit = views_desk.visit_of(cookie, views_desk.newest_row(store), now)
    linked = links(request).newest(store, wait=PATIENCE)
    view = views_desk.desk(store, linked, visit, today=dt.date.today().isoformat(), first_visit=not cookie, same=links(request).same)
    page = render(request, "desk.html", here="desk", view=view)
    page.set_cookie(VISIT, visit.text(), max_age=31_536_000, samesite="strict", httponly=True, secure=serving(request).settings.secure_cookies)
    return page


# -- search
@router.get("/search")
def search_page(request: Request, store: Opened, _: Reading) -> HTMLResponse:
    """Statements, events and articles that hold words and are as the filters ask."""
    asked = views_search.asked_of(request.query_params)
    found = views_search.find(store, asked)
    return render(request, "search.html", here="search", asked=asked, found=found, pieces=views_search.pieces, types=tuple(TYPES))


@router.get("/search.{form}")
def search_file(request: Request, store: Opened, _: Reading, form: str) -> Response:
    """What the search shows, all of its pages, as a file."""
    if form not in ("csv", "jsonl"):
        return missing(request, "search_nothing", "search_nothing_hint", "/search", "search")
    asked = views_search.asked_of({**request.query_params, "page": "1"})
    hits = [hit for found in views_search.find(store, asked, limit=views_search.EXPORTED) for hit in found.hits]
    name = {"Content-Disposition": f'attachment; filename="khabar-search.{form}"'}
    if form == "csv":
        return Response(views_search.as_csv(hits), media_type="text/csv; charset=utf-8", headers=name)
    return Response(views_search.as_lines(hits), media_type="application/jsonl", headers=name)


# -- actors
@router.get("/actors")
def actors_page(request: Request, store: Opened, _: Reading) -> HTMLResponse:
    """Those told of most, or those of a name."""
    query = request.query_params
    kind = query.get("kind") or None
    found = views_actor.actor_list(store, query.get("q", "")[:300], kind=kind)
    return render(request, "actors.html", here="actors", found=found, q=query.get("q", ""), kind=kind)


@router.get("/actor/{id}")
def actor_page(request: Request, store: Opened, _: Reading, lang: Tongue, id: str) -> HTMLResponse:
    """What an actor said and did, to whom, over time."""
    ids = views_actor.joined(store, links(request).newest(store, wait=PATIENCE), id)
    if not ids:
        return missing(request, "actor_none", "actor_none_hint", "/actors", "actors")
    part = request.query_params.get("part")
    view = views_actor.actor(store, id, ids, links(request).same)
    if part in views_actor.PARTS:
        return _part(request, store, view, part)
    bars = figures.bars(view.buckets, mirrored=lang == "ar")
    return render(request, "actor.html", here="actors", view=view, bars=bars, columns=figures.columns(view.buckets, mirrored=lang == "ar"))


def _part(request: Request, store: Store, view: views_actor.Actor, part: views_actor.Part) -> HTMLResponse:
    """All records of one part, page by page."""
    page, most = views_search.page_of(request.query_params), views_actor.LISTED
    rows = views_actor.records(store.connection, view.ids, part, most + 1, (page - 1) * most)
    found = said(store.connection, rows[:most]) if part == "said" else done(store.connection, rows[:most])
    return render(request, "actor_part.html", here="actors", view=view, part=part, found=found, page=page, more=len(rows) > most)


# -- relations
@router.get("/relations")
def relations_page(request: Request, store: Opened, _: Reading, lang: Tongue) -> HTMLResponse:
    """Who deals with whom: two sides, the network, the map."""
    query = request.query_params
    a, b, view = query.get("a", "")[:300], query.get("b", "")[:300], query.get("view", "network")
    since, until = _span(request, store, dyad=bool(a and b))
    known: dict[str, Any] = {"here": "relations", "a": a, "b": b, "since": since, "until": until}
    if a and b:
        found = views_relations.dyad(store, a, b, since=since or None, until=until or None, page=views_search.page_of(query))
        bars = figures.bars(found.buckets, mirrored=lang == "ar") if found else None
        return render(request, "dyad.html", view=found, bars=bars, page=views_search.page_of(query), **known)
    if view == "map":
        spots = views_relations.spots(store, since=since or None, until=until or None)
        return render(request, "map.html", map=figures.drawn_map(spots, views_relations.outlines()), **known)
    links(request).newest(store, wait=PATIENCE)
    found_all = views_relations.overview(store, since=since or None, until=until or None, same=links(request).same)
    return render(request, "relations.html", view=found_all, network=figures.network(found_all.ties, mirrored=lang == "ar"), **known)


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
    linked = links(request).newest(store, wait=LONG)
    cards = views_desk.story_cards(linked) if linked else []
    page = views_search.page_of(request.query_params)
    shown = cards[(page - 1) * STORIES : page * STORIES]
    return render(request, "stories.html", here="stories", cards=shown, total=len(cards), linking=linked is None, page=page, more=len(cards) > page * STORIES)


@router.get("/story/{id}")
def story_page(request: Request, store: Opened, _: Reading, lang: Tongue, id: str) -> HTMLResponse:
    """One story: its articles, what happened, what was said; ``id`` is that of one of its articles."""
    linked = links(request).newest(store, wait=LONG) if id.startswith("st:") else links(request).around(store, id, wait=LONG)
    view = views_story.story(linked, id, mirrored=lang == "ar") if linked else None
    if view is None:
        return missing(request, "story_none", "story_none_hint", "/stories", "stories")
    return render(request, "story.html", here="stories", view=view)


@router.get("/event/{id:path}")
def event_page(request: Request, store: Opened, _: Reading, lang: Tongue, id: str) -> HTMLResponse:
    """One event however many report it; ``id`` is a report's uid, ``ARTICLE/e1``, or a linked event's."""
    uid, linked = id, links(request).newest(store, wait=LONG)
    if not id.startswith("ev:"):
        try:
            article, own = store.find(id)
        except OptionError:
            return missing(request, "story_none", "story_none_hint", "/stories", "stories")
        uid = next((e.uid for e in store.corrected(article).record.events if e.id == own), id)
        linked = links(request).around(store, article, wait=LONG)
    view = views_story.event(linked, uid, mirrored=lang == "ar") if linked else None
    if view is None:
        return missing(request, "story_none", "story_none_hint", "/stories", "stories")
    return render(request, "event.html", here="stories", view=view)


# -- announced, and wrong
@router.get("/calendar")
def calendar_page(request: Request, store: Opened, _: Reading) -> HTMLResponse:
    """What is announced, by the day it is announced for."""
    today = views_desk.latest_day(store, dt.date.today().isoformat()) or dt.date.today().isoformat()
    asked = request.query_params.get("month")
    if asked is None:
        following = views_calendar.coming(store, today, 1)
        asked = str(following[0].date)[:7] if following else None
    month = views_calendar.month(store, views_calendar.month_of(asked, today), today=today)
    return render(request, "calendar.html", here="calendar", view=month, today=today)


@router.get("/faults")
def faults_page(request: Request, store: Opened, _: Reading) -> HTMLResponse:
    """What could not be read or decided."""
    code, page = request.query_params.get("code") or None, views_search.page_of(request.query_params)
    return render(request, "faults.html", here="faults", view=views_faults.faults(store, code=code, page=page), code=code, page=page)
