"""A table in ACLED's 31 columns: one row for each linked event of political violence or protest, not for each report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from khabar.export.facts import RESOLUTIONS, Facts, country, joined
from khabar.export.tables import Column, Table
from khabar.link.records import LinkedEvent
from khabar.model import Actor, Event, Record

COLUMNS = (
    Column("event_id_cnty", "string", "Khabar's id of the linked event"), Column("event_date", "date"), Column("year", "integer"),
    Column("time_precision", "integer", "1 the day is read in the text, 2 a week, 3 coarser or only the day of publication"),
    Column("disorder_type"), Column("event_type"), Column("sub_event_type"), Column("actor1"), Column("assoc_actor_1"), Column("inter1"),
    Column("actor2"), Column("assoc_actor_2"), Column("inter2"), Column("interaction"), Column("civilian_targeting"),
    Column("iso", "integer", "ISO 3166-1 numeric"), Column("region", "string", "continent"), Column("country"), Column("admin1", "string", "in Arabic; of the Arab states and their neighbours"),
    Column("admin2", "string", "where the text names it"), Column("admin3", "string", "not filled"), Column("location"), Column("latitude", "number"), Column("longitude", "number"),
    Column("geo_precision", "integer", "1 a named town or a part of one, 2 a district, 3 a larger area; empty where no place is read"),
    Column("source", "string", "independent sources, copies folded"), Column("source_scale", "string", "not filled: Khabar does not grade outlets"),
    Column("notes", "string", "the words that say it"), Column("fatalities", "integer", "the lowest figure told; the range stands in tags; empty where no report counts"),
    Column("tags"), Column("timestamp", "string", "not filled: the same records give the same file"),
)  # fmt: skip
VIOLENCE, DEMONSTRATIONS, STRATEGIC = "Political violence", "Demonstrations", "Strategic developments"
REMOTE = "Explosions/Remote violence"
SUB_TYPES: dict[tuple[str, str | None], tuple[str, str, str]] = {
    ("ASSAULT", "aerial"): (VIOLENCE, REMOTE, "Air/drone strike"), ("ASSAULT", "drone"): (VIOLENCE, REMOTE, "Air/drone strike"),
    ("ASSAULT", "heavy-weapons"): (VIOLENCE, REMOTE, "Shelling/artillery/missile attack"),
    ("ASSAULT", "explosives"): (VIOLENCE, REMOTE, "Remote explosive/landmine/IED"), ("ASSAULT", "suicide-attack"): (VIOLENCE, REMOTE, "Suicide bomb"),
    ("ASSAULT", "unconventional"): (VIOLENCE, REMOTE, "Chemical weapon"), ("ASSAULT", "destroy"): (STRATEGIC, STRATEGIC, "Looting/property destruction"),
    ("ASSAULT", "abduct"): (VIOLENCE, "Violence against civilians", "Abduction/forced disappearance"),
    ("ASSAULT", "sexual"): (VIOLENCE, "Violence against civilians", "Sexual violence"),
    ("ASSAULT", "crowd-control"): (DEMONSTRATIONS, "Protests", "Protest with intervention"),
    ("ASSAULT", None): (VIOLENCE, "Battles", "Armed clash"),
    ("PROTEST", "riot"): (DEMONSTRATIONS, "Riots", "Violent demonstration"), ("PROTEST", "vandalize"): (DEMONSTRATIONS, "Riots", "Mob violence"),
    ("PROTEST", None): (DEMONSTRATIONS, "Protests", "Peaceful protest"),
    ("COERCE", "arrest"): (STRATEGIC, STRATEGIC, "Arrests"), ("RETREAT", "ceasefire"): (STRATEGIC, STRATEGIC, "Agreement"),
    ("MOBILIZE", None): (STRATEGIC, STRATEGIC, "Change to group/activity"),
}  # fmt: skip
"""PLOVER type and mode → disorder type, event type, sub-event type; a type that is not here is no matter of ACLED's."""
_INTER = {"military": "State forces", "police": "State forces", "government": "State forces", "country": "State forces", "armed_group": "Rebel group"}


def table(records: Iterable[Record], linked: Iterable[LinkedEvent]) -> Table:
    """Events that happened, each once, with its independent sources and the lowest count of dead."""
    return Table("acled", COLUMNS, _rows({r.article.id: Facts(r) for r in records}, linked), key="event_id_cnty")


def kept(event: LinkedEvent) -> bool:
    """Whether ACLED's table has a place for an event."""
    return event.status == "actual" and _kind(event.type, event.mode, False) is not None


def _kind(type: str, mode: str | None, civilians: bool) -> tuple[str, str, str] | None:
    found = SUB_TYPES.get((type, mode)) or SUB_TYPES.get((type, None))
    if found and found[1] == "Battles" and civilians:
        return VIOLENCE, "Violence against civilians", "Attack"
    if type in ("COERCE", "RETREAT") and (type, mode) not in SUB_TYPES:
        return None
    return found


def _rows(facts: Mapping[str, Facts], linked: Iterable[LinkedEvent]) -> Iterator[list[Any]]:
    for item in linked:
        if kept(item):
            yield _row(facts, item)


def _row(facts: Mapping[str, Facts], item: LinkedEvent) -> list[Any]:
    told = [(facts[r.article], _event(facts[r.article], r.event)) for r in item.reports]
    happened = [(f, e) for f, e in told if e.status == "actual"] or told
    first = next(((f, e) for f, e in happened if e.actors), happened[0])
    sides = first[0].named(first[1].actors), first[0].named(first[1].recipients)
    if item.type == "ASSAULT" and not sides[1] and len(sides[0]) > 1:
        sides = sides[0][:1], sides[0][1:]
    kind = _kind(item.type, item.mode, _civilians(sides[1]))
    assert kind is not None
    date, precision = _date(item, happened)
    left, right = _side(sides[0], kind[1]), _side(sides[1], kind[1])
    dead = item.sizes.get("dead")
    tags = [f"fatalities {dead.low}–{dead.high}"] if dead and dead.low != dead.high else []
    tags += ["contested"] if item.contested else []
    return [
        item.id, date, int(date[:4]) if date else None, precision, *kind, *left, *right, "-".join(s for s in (left[2], right[2]) if s) or None,
        "Civilian targeting" if _civilians(sides[1]) and kind[0] == VIOLENCE else None, *_where(item, happened), joined(item.origins), None,
        first[1].evidence.text, dead.low if dead else None, joined(tags), None,
    ]  # fmt: skip


def _event(facts: Facts, id: str) -> Event:
    return next(e for e in facts.record.events if e.id == id)


def _civilians(actors: Iterable[Actor]) -> bool:
    return any("CVL" in a.sectors or "JRN" in a.sectors or "REF" in a.sectors for a in actors)


def _side(actors: list[Actor], kind: str) -> list[str | None]:
    """Actor, associated actors, and what it is."""
    if not actors:
        return [None, None, None]
    first, *others = [a.name_en or a.name_ar for a in actors]
    return [first, joined(others), _inter(actors[0], kind)]


def _inter(actor: Actor, kind: str) -> str:
    if kind in ("Protests", "Riots") and actor.kind in ("people", "organization", "party", "person"):
        return "Protesters" if kind == "Protests" else "Rioters"
    if actor.kind in ("people", "person", "media"):
        return "Civilians"
    return _INTER.get(actor.kind, "External/Other forces")


def _date(item: LinkedEvent, told: list[tuple[Facts, Event]]) -> tuple[str | None, int]:
    if item.date:
        precision = next((e.date.precision for _, e in told if e.date and e.date.value == item.date), "day")
        return item.date, {"day": 1, "week": 2}.get(precision, 3)
    days = sorted(d for f, _ in told if (d := (f.record.article.published or "")[:10]))
    return (days[0] if days else None), 3


def _where(item: LinkedEvent, told: list[tuple[Facts, Event]]) -> list[Any]:
    found = next(((f, e) for f, e in told if e.place), None)
    state = country(item.country)
    facts = [state.number, state.region, state.name] if state else [None, None, None]
    if found is None or found[1].place is None:
        return [*facts, None, None, None, None, None, None, None]
    where, place = found[1].place, found[0].place(found[1].place)
    resolution = RESOLUTIONS.get(where.precision or "", 1)
    grain = 1 if resolution >= 4 else 2 if resolution == 3 else 3
    return [*facts, where.admin1, where.admin2, None, where.name_en or where.name_ar, place.lat if place else None, place.lon if place else None, grain]


def left_out(linked: Iterable[LinkedEvent]) -> dict[str, int]:
    """How many linked events have no place in ACLED's table, by type."""
    found: dict[str, int] = {}
    for event in linked:
        if not kept(event):
            found[event.type] = found.get(event.type, 0) + 1
    return dict(sorted(found.items()))


