"""FollowTheMoney entities: articles, actors, events and what ties them, one JSON object a line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from khabar.export.facts import Facts, country
from khabar.model import Actor, Event, Record, Statement
from khabar.show import plain

SCHEMATA = {
    "person": "Person", "government": "PublicBody", "military": "PublicBody", "police": "PublicBody", "country": "PublicBody",
    "party": "Organization", "organization": "Organization", "armed_group": "Organization", "bloc": "Organization", "media": "Organization",
    "company": "Company",
}  # fmt: skip
"""Kind of actor → schema; people without a name are no entities."""


def id_of(*parts: str) -> str:
    """A stable id for FollowTheMoney."""
    return "khabar-" + hashlib.sha1("\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()


def entities(record: Record) -> Iterator[dict[str, Any]]:
    """The entities of one record; an actor of several records has one id, so that loaders merge it."""
    facts = Facts(record)
    yield _article(record)
    for actor in record.actors:
        if actor.kind in SCHEMATA:
            yield _actor(actor)
    for event in record.events:
        yield _event(facts, event)
        yield _documentation(facts, event)
    for statement in record.statements:
        yield from _mentions(facts, statement)


def _entity(id: str, schema: str, properties: dict[str, Iterable[str | None]]) -> dict[str, Any]:
    told = {name: [v if name == "bodyText" else plain(v) for v in values if v] for name, values in properties.items()}
    found = {name: list(dict.fromkeys(values)) for name, values in told.items() if any(values)}
    return {"id": id, "schema": schema, "properties": found}


def _country(iso3: str | None) -> str | None:
    state = country(iso3)
    return state.iso2.lower() if state else None


def _article(record: Record) -> dict[str, Any]:
    article = record.article
    return _entity(id_of("article", article.id), "Article", {
        "title": [article.title], "author": [article.author], "publisher": [article.outlet], "sourceUrl": [_web(article.url)],
        "publishedAt": [_day(article.published)], "language": ["ara"], "bodyText": [article.text.strip()],
    })  # fmt: skip


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


def _day(published: str | None) -> str | None:
    return published[:10] if published else None


def _actor_id(actor: Actor) -> str:
    return id_of("actor", actor.id)


def _actor(actor: Actor) -> dict[str, Any]:
    schema = SCHEMATA[actor.kind]
    properties: dict[str, Iterable[str | None]] = {
        "name": [actor.name_ar, actor.name_en], "alias": actor.aliases, "country": [_country(actor.country)], "wikidataId": [actor.wikidata],
        "description": [actor.reason],
    }  # fmt: skip
    if schema == "Person":
        properties["position"] = [actor.role_ar, actor.role]
    return _entity(_actor_id(actor), schema, properties)


def _event(facts: Facts, event: Event) -> dict[str, Any]:
    article = facts.record.article
    date = facts.date(event)[0]
    code = f"{event.type}/{event.mode}" if event.mode else event.type
    involved = [_actor_id(a) for a in facts.named([*event.actors, *event.recipients]) if a.kind in SCHEMATA]
    return _entity(id_of("event", facts.uids[event.id]), "Event", {
        "name": [f"{code}: {event.evidence.text}"], "summary": [event.evidence.text], "date": [date if date and date[:4].isdigit() and "W" not in date else None],
        "country": [_country(event.place.country if event.place else None)], "location": [event.place.name_ar if event.place else None],
        "involved": involved, "recordId": [facts.uids[event.id]], "sourceUrl": [_web(article.url)], "publisher": [article.outlet],
        "keywords": [code, event.status, event.attribution, *event.contexts], "proof": [id_of("article", article.id)],
    })  # fmt: skip


def _documentation(facts: Facts, event: Event) -> dict[str, Any]:
    record, uid = facts.record, facts.uids[event.id]
    return _entity(id_of("documentation", uid), "Documentation", {
        "document": [id_of("article", record.article.id)], "entity": [id_of("event", uid)], "role": [event.attribution],
        "summary": [event.evidence.text], "date": [_day(record.article.published)],
    })  # fmt: skip


def _mentions(facts: Facts, statement: Statement) -> Iterator[dict[str, Any]]:
    """The speakers of a statement as mentions in the article, the words as their summary."""
    article = facts.record.article
    for actor in facts.named(statement.speaker):
        if actor.kind in SCHEMATA:
            yield _entity(id_of("statement", facts.uids[statement.id], actor.key), "Documentation", {
                "document": [id_of("article", article.id)], "entity": [_actor_id(actor)], "role": [f"speaker ({statement.cue_lemma})"],
                "summary": [statement.content.text], "date": [_day(article.published)],
            })  # fmt: skip


def write(records: Iterable[Record], path: Path) -> int:
    """Write the entities, one a line, each once; their number."""
    seen: set[str] = set()
    with path.open("wb") as file:
        for record in records:
            for entity in entities(record):
                if entity["schema"] not in SCHEMATA.values() or entity["id"] not in seen:
                    file.write(msgspec.json.encode(entity) + b"\n")
                    seen.add(entity["id"])
    return len(seen)
