"""POLECAT's weekly table: 40 tab-separated columns in the order of its public loaders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from khabar.export.facts import Facts, country, distinct, joined, sector_of
from khabar.export.tables import Column, Table
from khabar.model import Actor, Event, Record

_INTENSITY = "conflict–cooperation score of PLOVER, -10 to 10"
COLUMNS = (
    Column("Event ID"), Column("Event Date", "date", "as read; else the day of publication"), Column("Event Type"), Column("Event Mode"),
    Column("Intensity", "number", _INTENSITY), Column("Quad Code", "integer", "1–4"), Column("Contexts"),
    Column("Actor Name"), Column("Actor Country", "string", "ISO 3166-1 alpha-3"), Column("Actor COW", "string", "not filled: Khabar holds no Correlates of War codes"),
    Column("Primary Actor Sector"), Column("Actor Sectors"), Column("Actor Title"), Column("Actor Name Raw"), Column("Wikipedia Actor ID", "string", "Khabar's stable id"),
    Column("Recipient Name"), Column("Recipient Country", "string", "ISO 3166-1 alpha-3"), Column("Recipient COW", "string", "not filled"),
    Column("Primary Recipient Sector"), Column("Recipient Sectors"), Column("Recipient Title"), Column("Recipient Name Raw"),
    Column("Wikipedia Recipient ID", "string", "Khabar's stable id"), Column("Placename"), Column("City"), Column("District", "string", "where the text names it"),
    Column("Province", "string", "in Arabic; of the Arab states and their neighbours"), Column("Country", "string", "ISO 3166-1 alpha-3"), Column("Latitude", "number"), Column("Longitude", "number"),
    Column("GeoNames ID", "integer"), Column("Raw Placename"), Column("Feature Type"), Column("Source"), Column("Publication Date", "date"),
    Column("Story People"), Column("Story Organizations"), Column("Story Locations"), Column("Language"), Column("Version"),
)  # fmt: skip


def table(records: Iterable[Record]) -> Table:
    """Every event as one row; several actors stand in one cell, parted by a semicolon."""
    return Table("polecat", COLUMNS, _rows(records), key="Event ID")


def _rows(records: Iterable[Record]) -> Iterator[list[Any]]:
    for record in records:
        facts = Facts(record)
        story = _story(record)
        for event in record.events:
            yield [*_head(facts, event), *_side(facts.named(event.actors)), *_side(facts.named(event.recipients)), *_where(facts, event), *story]


def _head(facts: Facts, event: Event) -> list[Any]:
    modes = [m for m in (event.mode, event.status if event.status != "actual" else None) if m]
    return [facts.uids[event.id], facts.date(event)[0], event.type, joined(modes), event.score, event.quad, joined(event.contexts)]


def _side(actors: list[Actor]) -> list[str | None]:
    names = [a.name_en or a.name_ar for a in actors]
    return [
        joined(names), joined(distinct(a.country for a in actors)), None, joined(distinct(sector_of(a) for a in actors)),
        joined(distinct(s for a in actors for s in a.sectors)), joined(distinct(a.role for a in actors)), joined([a.name_ar for a in actors]),
        joined([a.wikidata or a.id for a in actors]),
    ]  # fmt: skip


def _where(facts: Facts, event: Event) -> list[Any]:
    where, place = event.place, facts.place(event.place)
    if where is None:
        return [None] * 10
    city = where.name_en or where.name_ar if where.precision == "city" else None
    return [
        where.name_en or where.name_ar, city, where.admin2, where.admin1, where.country, place.lat if place else None, place.lon if place else None,
        place.geonameid if place else None, where.name_ar, where.precision,
    ]  # fmt: skip


def _story(record: Record) -> list[Any]:
    """What is told of the whole article."""
    article = record.article
    people = [a.name_ar for a in record.actors if a.kind == "person"]
    bodies = [a.name_ar for a in record.actors if a.kind not in ("person", "people", "unnamed", "country")]
    places = distinct(p.name_en or p.name_ar for p in record.places)
    states = distinct(s.name for a in record.actors if a.kind == "country" and (s := country(a.country)))
    version = f"khabar-{record.coder.version}"
    return [article.outlet, (article.published or "")[:10] or None, joined(people), joined(bodies), joined(distinct([*places, *states])), article.language or "ar", version]
