"""PLOVER's exchange format: one JSON object a line, with the fields of the manual's chapter on data fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from khabar.coding.plover import TYPES
from khabar.export.facts import ATTRIBUTION, RESOLUTIONS, Facts, code_of, country, made, sector_of
from khabar.model import Actor, Event, Quantity, Record, Struct


class Entity(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An actor or recipient."""

    code: str
    sector: str | None = None
    entity_text: str
    identifier_id: str | None = None
    identifier_text: str | None = None
    office: str | None = None


class Location(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where it happened, as far as the text and the gazetteer tell."""

    extracted_place: str
    resolved_place: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    district: str | None = None
    province: str | None = None
    country: str | None = None
    country_code: str | None = None
    resolution: int | None = None
    """5 below a city, 4 city, 3 district, 2 province, 1 country."""


class TextInfo(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the words stand: code points of the article's text, end excluded."""

    start: int
    end: int
    text_story: str
    sequence: int = 0


class SizeInfo(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Counts; where a range is told, its lower end."""

    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None


class CiteInfo(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where it comes from and what coded it."""

    corpus: str
    citation: str
    url: str | None = None
    title: str | None = None
    language: str = "ar"
    publication: str | None = None
    license: str = "CC-BY-SA-4.0 (codes)"
    copyright: str | None = None
    coder: str
    codebook: str
    version: str


class PloverEvent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One event as PLOVER exchanges it."""

    id: str
    has_event: bool = True
    date: str
    """``YYYY-MM-DD`` or as much of it as is known; empty where neither text nor publication gives a date."""
    date_from: str
    """``text`` where the words give it, ``published`` where it is only taken from the article."""
    actor: list[Entity]
    recipient: list[Entity] = []
    event: str
    mode: list[str] = []
    """Mode of the type, and PLOVER's auxiliary mode where it is not a plain past event."""
    context: list[str] = []
    quad_code: int
    event_scale: float
    event_loc: Location | None = None
    event_text: str
    text: TextInfo
    size: SizeInfo | None = None
    cite_info: CiteInfo
    attribution: str
    """Whose word it is: ``outlet``, ``claimed``, ``denied``, ``contested``."""
    comment: str = ""



def events(record: Record) -> Iterator[PloverEvent]:
    """The events of one record."""
    facts = Facts(record)
    for event in record.events:
        yield _event(facts, event)


def _event(facts: Facts, event: Event) -> PloverEvent:
    date, read = facts.date(event)
    actors = [_entity(a) for a in facts.named(event.actors)] or [_nobody(event)]
    return PloverEvent(
        id=facts.uids[event.id], date=date or "", date_from="text" if read else "published", actor=actors,
        recipient=[_entity(a) for a in facts.named(event.recipients)] or _needed(event), event=event.type,
        mode=[m for m in (event.mode, event.status if event.status != "actual" else None) if m], context=event.contexts,
        quad_code=event.quad, event_scale=event.score, event_loc=_location(facts, event), event_text=event.evidence.text,
        text=TextInfo(start=event.evidence.start, end=event.evidence.end, text_story=facts.record.article.id), size=_size(event),
        cite_info=_cite(facts.record), attribution=event.attribution, comment=f"rule {event.trace.rule}",
    )  # fmt: skip


def _nobody(event: Event) -> Entity:
    """PLOVER asks for an actor: unidentified gunmen for an assault, else unknown."""
    return Entity(code="UNK", sector="UAF" if event.type == "ASSAULT" else "UNK", entity_text="")


def _needed(event: Event) -> list[Entity]:
    """Some types need a recipient: unknown, where the text names none."""
    return [Entity(code="UNK", sector="UNK", entity_text="")] if TYPES[event.type].needs_recipient else []


def _entity(actor: Actor) -> Entity:
    return Entity(
        code=code_of(actor), sector=sector_of(actor), entity_text=actor.name_ar, identifier_id=actor.wikidata or actor.id,
        identifier_text=actor.name_en, office=actor.role,
    )  # fmt: skip


def _location(facts: Facts, event: Event) -> Location | None:
    if event.place is None:
        return None
    place, state = facts.place(event.place), country(event.place.country)
    return Location(
        extracted_place=event.place.name_ar, resolved_place=event.place.name_en, geonameid=place.geonameid if place else None,
        lat=place.lat if place else None, lon=place.lon if place else None, country=state.name if state else None,
        country_code=event.place.country, district=event.place.admin2, province=event.place.admin1, resolution=RESOLUTIONS.get(event.place.precision or ""),
    )  # fmt: skip


def _size(event: Event) -> SizeInfo | None:
    if event.size is None or not any((event.size.dead, event.size.injured, event.size.arrested)):
        return None
    return SizeInfo(dead=_low(event.size.dead), injured=_low(event.size.injured), arrested=_low(event.size.arrested))


def _low(quantity: Quantity | None) -> int | None:
    return quantity.low if quantity else None


def _cite(record: Record) -> CiteInfo:
    article, coder = record.article, record.coder
    return CiteInfo(
        corpus=record.id, citation=ATTRIBUTION, url=article.url, title=article.title, language=article.language or "ar",
        publication=article.outlet, coder=made(record), codebook=coder.codebook, version=coder.version,
    )  # fmt: skip


def write(records: Iterable[Record], path: Path) -> int:
    """Write the events of ``records``, one a line; the number of events."""
    count = 0
    with path.open("wb") as file:
        for record in records:
            for event in events(record):
                file.write(msgspec.json.encode(event) + b"\n")
                count += 1
    return count


def read(path: Path) -> Iterator[PloverEvent]:
    """The events of a file that `write` wrote.

    Raises:
        msgspec.ValidationError: a line is no PLOVER event.
    """
    with path.open("rb") as file:
        for line in file:
            if line.strip():
                yield msgspec.json.decode(line, type=PloverEvent)
