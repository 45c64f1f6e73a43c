"""Corrections laid over a coding, whichever coding is current; the coding itself is not changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from khabar.annotate.quotes import find_quotes
from khabar.coding import plover
from khabar.model import (
    CODED_KINDS,
    Actor,
    ChainStep,
    Event,
    Precision,
    Quantity,
    Record,
    Size,
    Span,
    Statement,
    Trace,
    When,
    Where,
    event_uid,
    statement_uid,
)
from khabar.script.fold import fold
from khabar.store.corrections import RULE, Changes, Correction, Item, Person, State, piece, span_in


class Corrected(NamedTuple):
    """A record with the corrections laid over it."""

    record: Record
    states: dict[int, State]
    """By the correction's number."""


def in_force(corrections: Sequence[Correction]) -> list[Correction]:
    """Those that nobody has taken back, oldest first; an undo can be undone too."""
    void: set[int | None] = set()
    kept = []
    for correction in reversed(corrections):
        if correction.row in void:
            continue
        if correction.action == "undo":
            void.add(correction.undoes)
        else:
            kept.append(correction)
    return kept[::-1]


def apply(record: Record, corrections: Sequence[Correction]) -> Corrected:
    """Lay the corrections over a coding, oldest first; the coding itself is not changed.

    Args:
        record: any coding of the article.
        corrections: all that the store has of this article, or those of one person, in the order they were made.
    """
    force = in_force(corrections)
    standing = {c.row for c in force}
    states: dict[int, State] = {c.row: "undone" for c in corrections if c.action != "undo" and c.row not in standing}
    for correction in force:
        record, states[correction.row] = _laid(record, correction)
    return Corrected(_tidied(record), states)


def _laid(record: Record, c: Correction) -> tuple[Record, State]:
    if c.kind == "article":
        return record, "held" if c.version == record.article.version else "gone"
    found = _target(record, c)
    if found is None and c.action == "add":
        return _with_new(record, c)
    if found is None:
        return record, "met" if c.action == "remove" and c.version == record.article.version else "gone"
    if c.action == "remove":
        return _without(record, found), "held"
    if c.action == "accept":
        return record, "held"
    changed = _changed(record, found, c)
    return changed, "met" if changed == record or c.action == "add" else "held"


def _target(record: Record, c: Correction) -> Item | None:
    """The record that a correction is about: by uid; by what it should become; in another version of the text by its words."""
    items: Sequence[Item] = record.statements if c.kind == "statement" else record.events
    wanted = {c.uid, *_later_uids(record, c)}
    found = [i for i in items if i.uid in wanted]
    if not found and c.version != record.article.version:
        found = [i for i in items if c.span is not None and span_in(i).text == c.span.text]
        return found[0] if len(found) == 1 else None
    return min(found, key=lambda i: i.uid != c.uid, default=None)


def _later_uids(record: Record, c: Correction) -> list[str]:
    """The uids that the record would have if the coder said what the correction says."""
    span = _anchored(record, c.changes.span or c.span)
    if c.action not in ("change", "add") or span is None:
        return []
    if c.kind == "statement":
        return [statement_uid(c.article, span.start, span.end)] if c.changes.span else []
    return [event_uid(c.article, c.changes.type, span.start, span.end)] if c.changes.type else []


def _anchored(record: Record, span: Span | None) -> Span | None:
    """Where the words of a span stand in this version of the text: there, or at their only other place."""
    text = record.article.text
    if span is None or text[span.start : span.end] == span.text:
        return span
    return piece(record, span.text) if text.count(span.text) == 1 else None


def _with_actors(record: Record, people: Iterable[Person]) -> tuple[Record, list[str]]:
    """The record with these actors in it, and their keys."""
    keys: list[str] = []
    for person in people:
        known = [a for a in record.actors if a.id == person.id and a.kind == person.kind] or [a for a in record.actors if _same(a, person)]
        if known:
            keys.append(known[0].key)
            continue
        key = _free("a", (a.key for a in record.actors))
        actor = Actor(key=key, id=person.id, name_ar=person.name, kind=person.kind, country=person.country, reason=RULE)
        record = msgspec.structs.replace(record, actors=[*record.actors, actor])
        keys.append(key)
    return record, keys


def _same(actor: Actor, person: Person) -> bool:
    """The same name and kind, and no two countries: another coding may have found out more, and given another id."""
    return fold(actor.name_ar) == fold(person.name) and actor.kind == person.kind and (None in (actor.country, person.country) or actor.country == person.country)


def _free(letter: str, taken: Iterable[str]) -> str:
    """The next id after those that are taken."""
    return f"{letter}{1 + max((int(t[1:]) for t in taken if t[1:].isdigit()), default=0)}"


def _changed(record: Record, item: Item, c: Correction) -> Record:
    changes = c.changes
    fields: dict[str, Any] = {}
    for name in ("speaker", "actors", "recipients"):
        people = getattr(changes, name)
        if people is not None:
            record, fields[name] = _with_actors(record, people)
    span = _anchored(record, changes.span)
    if span is not None:
        fields["content" if isinstance(item, Statement) else "evidence"] = span
    if changes.type is not None:
        fields["type"] = changes.type
    if isinstance(item, Event):
        fields |= _coded(changes.type or item.type, item.mode if changes.mode is None else changes.mode) | _circumstances(changes)
        if changes.size is not None:
            fields["size"] = _sized(item.size, changes.size)
    else:
        record, said = _said(record, changes)
        fields |= said | _follows(record, item, fields)
    return _replaced(record, item, msgspec.structs.replace(item, **fields))


def _coded(type: str, mode: str | None) -> dict[str, Any]:
    """Type, mode and what the codebook derives from them; a mode that the type does not have falls away."""
    mode = mode if mode in plover.TYPES[type].modes else None
    return {"type": type, "mode": mode, "quad": plover.quad(type), "score": plover.score(type, mode)}


def _circumstances(changes: Changes) -> dict[str, Any]:
    """Status, date and place of an event, where they are corrected."""
    fields: dict[str, Any] = {} if changes.status is None else {"status": changes.status}
    if changes.date is not None:
        fields["date"] = When(value=changes.date, precision=_PRECISION[len(changes.date)]) if changes.date else None
    if changes.place is not None:
        fields["place"] = Where(key=f"kh:INT:{fold(changes.place)}", name_ar=changes.place) if changes.place else None
    return fields


def _sized(size: Size | None, changes: dict[str, list[int]]) -> Size | None:
    """The counts with those that are corrected; what anybody claims of a corrected one goes with it."""
    size = size or Size()
    counts = {name: Quantity(low=bounds[0], high=bounds[1]) if bounds else None for name, bounds in changes.items()}
    claims = [claim for claim in size.claims if claim.quantity not in changes]
    made = msgspec.structs.replace(size, claims=claims, **counts)
    return None if made == Size() else made


_PRECISION: dict[int, Precision] = {4: "year", 7: "month", 8: "week", 10: "day"}
"""By the length of a time's value."""


def _follows(record: Record, item: Statement, fields: dict[str, Any]) -> dict[str, Any]:
    """What of a statement follows from a corrected speaker, type or span: the end of the chain, and whose words they are."""
    found: dict[str, Any] = {}
    if fields.get("speaker", item.speaker) != item.speaker:
        told = [ChainStep(actor=key, link="told") for key in fields["speaker"]]
        before = [s for s in item.chain if s.link in ("published", "credited", "quoted_by")]
        found["chain"] = [*before, *told, *(s for s in item.chain if s.link == "spoken_to")]
    if "type" in fields or "content" in fields:
        found["verbatim"] = _verbatim(record, fields.get("type", item.type), fields.get("content", item.content), item.parent)
    return found


def _verbatim(record: Record, type: str, span: Span, parent: str | None) -> Literal["marked", "unmarked", "no"]:
    """Only what stands wholly in quotation marks, and is not recounted by another, may be shown as a quotation."""
    if type != "direct":
        return "no"
    blocks = [(b.start, b.end) for b in record.article.blocks if b.kind in CODED_KINDS]
    whole = any((q.inner_start, q.inner_end) == (span.start, span.end) for q in find_quotes(record.article.text, blocks))
    return "marked" if whole and parent is None else "unmarked"


def _said(record: Record, changes: Changes) -> tuple[Record, dict[str, Any]]:
    """Cue and channel of a statement, where they are corrected."""
    fields: dict[str, Any] = {}
    cue = _anchored(record, changes.cue)
    if cue is not None:
        fields["cue"] = cue
    if changes.channel is not None:
        record, keys = _with_actors(record, changes.channel)
        fields["channel"] = keys[0] if keys else None
    return record, fields


def _with_new(record: Record, c: Correction) -> tuple[Record, State]:
    span = _anchored(record, c.changes.span)
    if span is None:
        return record, "gone"
    trace = Trace(rule=RULE, frame=c.by)
    if c.kind == "statement":
        said = Statement(
            id=_free("s", (s.id for s in record.statements)), uid=c.uid, speaker=[], speaker_span=None, cue=None, cue_lemma="", content=span,
            type="indirect", voice="neutral", trace=trace,
        )  # fmt: skip
        record = msgspec.structs.replace(record, statements=[*record.statements, said])
        return _changed(record, said, c), "held"
    event = Event(
        id=_free("e", (e.id for e in record.events)), uid=c.uid, contexts=[], actors=[], recipients=[], status="actual", evidence=span, trace=trace,
        **_coded(c.changes.type or "", c.changes.mode),
    )  # fmt: skip
    record = msgspec.structs.replace(record, events=[*record.events, event])
    return _changed(record, event, c), "held"


def _replaced(record: Record, old: Item, new: Item) -> Record:
    if isinstance(old, Statement):
        return msgspec.structs.replace(record, statements=[new if s is old else s for s in record.statements])
    return msgspec.structs.replace(record, events=[new if e is old else e for e in record.events])


def _without(record: Record, item: Item) -> Record:
    return msgspec.structs.replace(
        record, statements=[s for s in record.statements if s is not item], events=[e for e in record.events if e is not item]
    )


def _tidied(record: Record) -> Record:
    """No record points at one that is not there."""
    said, done = {s.id for s in record.statements}, {e.id for e in record.events}
    statements = [s if s.parent is None or s.parent in said else msgspec.structs.replace(s, parent=None) for s in record.statements]
    events = [_freed(e, said, done) for e in record.events]
    return msgspec.structs.replace(record, statements=statements, events=events)


def _freed(event: Event, said: set[str], done: set[str]) -> Event:
    fields: dict[str, Any] = {name: None for name in ("denial_of", "part_of") if getattr(event, name) and getattr(event, name) not in done}
    if event.statement is not None and event.statement not in said:
        fields |= {"statement": None, "attribution": "outlet"}
    return msgspec.structs.replace(event, **fields) if fields else event
