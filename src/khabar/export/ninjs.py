"""IPTC ninjs 3.1: each article as a news item with its people, bodies, places, sources and subjects, one a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from khabar.model import Actor, Place, Record

STANDARD = {"name": "ninjs", "version": "3.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}


def item(record: Record) -> dict[str, Any]:
    """One article as ninjs; what is not known is left out."""
    article = record.article
    people = [a for a in record.actors if a.kind == "person"]
    bodies = [a for a in record.actors if a.kind not in ("person", "people", "unnamed", "country")]
    found: dict[str, Any] = {
        "uri": article.url or f"urn:khabar:article:{article.id}", "standard": STANDARD, "type": "text", "language": article.language or "ar",
        "pubStatus": "usable", "firstCreated": _stamp(article.published), "versionCreated": _stamp(article.fetched or article.published),
        "version": str(article.version), "by": article.author,
        "headlines": [{"contentType": "text/plain", "value": article.title}] if article.title else None,
        "bodies": [{"role": "main", "contentType": "text/plain", "charCount": len(article.text), "wordCount": len(article.text.split()), "value": article.text}],
        "people": [_named(a) for a in people], "organisations": [_named(a) for a in bodies],
        "places": [_place(p) for p in {p.key: p for p in record.places}.values()], "subjects": _subjects(record), "infoSources": _sources(record),
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def _stamp(value: str | None) -> str | None:
    """A date-time with an offset, as RFC 3339 asks; a day is its first second, and no zone is UTC."""
    if not value:
        return None
    moment = dt.datetime.fromisoformat(value)
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).isoformat()


def _uri(id: str) -> str:
    return "urn:khabar:actor:" + quote(id, safe=":")


def _named(actor: Actor) -> dict[str, Any]:
    return {"name": actor.name_ar, "rel": "about", "uri": _uri(actor.id), "literal": actor.id}


def _place(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {"name": place.name_ar, "rel": "mentions", "literal": place.key}
    if place.geonameid:
        found["uri"] = f"https://sws.geonames.org/{place.geonameid}/"
    if place.lat is not None and place.lon is not None:
        found["geoJSON"] = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]}}
    return found


def _subjects(record: Record) -> list[dict[str, Any]]:
    """The types and contexts of the events, each once."""
    codes = dict.fromkeys(f"{e.type}/{e.mode}" if e.mode else e.type for e in record.events)
    contexts = dict.fromkeys(c for e in record.events for c in e.contexts)
    return [{"name": code, "uri": f"urn:plover:event:{code}"} for code in codes] + [{"name": c, "uri": f"urn:plover:context:{c}"} for c in contexts]


def _sources(record: Record) -> list[dict[str, Any]]:
    """The outlet, and whom it credits."""
    article = record.article
    found = [{"name": article.outlet, "role": "publisher"}] if article.outlet else []
    return found + [{"name": credit.name, "role": credit.kind} for credit in article.credits]


def write(records: Iterable[Record], path: Path) -> int:
    """Write the articles, one a line; their number."""
    count = 0
    with path.open("wb") as file:
        for record in records:
            file.write(msgspec.json.encode(item(record)) + b"\n")
            count += 1
    return count
