"""What may be asked of a list, by the names that the command line has too."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, NamedTuple

from fastapi import Depends, Query

from khabar.link.views import Wanted
from khabar.store.search import Filters

Status = Literal["actual", "historical", "future", "hypothetical", "negation"]


def filters(
    speaker: Annotated[str | None, Query(max_length=200, description="Who says it: a name or a part of it, a stable id, or a country's code.")] = None,
    actor: Annotated[str | None, Query(max_length=200, description="Who says it, does it or has it done to them; of an article: who occurs in it.")] = None,
    type: Annotated[str | None, Query(max_length=40, description="Type of event (CONSULT) or statement (direct).")] = None,
    status: Annotated[Status | None, Query(description="Status of the event.")] = None,
    outlet: Annotated[str | None, Query(max_length=200, description="Who published it: a part of the name.")] = None,
    place: Annotated[str | None, Query(max_length=200, description="Where an event took place: by name, or the ISO code of a country.")] = None,
    tag: Annotated[str | None, Query(max_length=200, description="What somebody has tagged with this word, or stands in an article so tagged.")] = None,
    since: Annotated[dt.date | None, Query(alias="from", description="Published on this day or later.")] = None,
    until: Annotated[dt.date | None, Query(alias="to", description="Published on this day or earlier.")] = None,
) -> Filters:
    """The filters of lists, search and exports."""
    return Filters(
        speaker=speaker, actor=actor, type=type, status=status, outlet=outlet, place=place, tag=tag, since=_iso(since), until=_iso(until)
    )  # fmt: skip


def wanted(
    actor: Annotated[str | None, Query(max_length=200, description="Who does it or has it done to them: a name or a part of it, an id, a country's code.")] = None,
    type: Annotated[str | None, Query(max_length=40, description="Type of event, as CONSULT.")] = None,
    since: Annotated[dt.date | None, Query(alias="from", description="On this day or later.")] = None,
    until: Annotated[dt.date | None, Query(alias="to", description="On this day or earlier.")] = None,
    status: Annotated[Status | Literal["any"], Query(description="Status of the event.")] = "actual",
) -> Wanted:
    """Which linked events are asked for."""
    return Wanted(actor=actor or None, type=type or None, since=_iso(since), until=_iso(until), status=None if status == "any" else status)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


class Part(NamedTuple):
    """Which part of a list."""

    cursor: str | None
    limit: int


def part(
    cursor: Annotated[str | None, Query(max_length=1000, description="What the page before gave as `next`.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Items of the page.")] = 50,
) -> Part:
    """The page of a list."""
    return Part(cursor, limit)


Filtered = Annotated[Filters, Depends(filters)]
Events = Annotated[Wanted, Depends(wanted)]
Paged = Annotated[Part, Depends(part)]
