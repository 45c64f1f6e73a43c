"""Corrections by people: kept as they were made, laid over whatever coding is current, never lost.

A correction names its record by ``uid`` and the actors by what they are, not by their key in one coding, so that it holds
on the next. What a correction was made on may be gone after a recoding: then it is shown as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple, get_args

import msgspec

from khabar.annotate.quotes import find_quotes
from khabar.coding import plover
from khabar.errors import OptionError
from khabar.messages import say
from khabar.model import (
    CODED_KINDS,
    Actor,
    ActorKind,
    ChainStep,
    Event,
    Precision,
    Record,
    Span,
    Statement,
    StatementType,
    Status,
    Trace,
    When,
    Where,
    event_uid,
    span_of,
    statement_uid,
)
from khabar.script.fold import fold

Kind = Literal["statement", "event", "article"]
Action = Literal["accept", "change", "add", "remove", "undo"]
State = Literal["held", "met", "gone", "undone"]
"""``held``: it stands on the current coding. ``met``: the coder now says the same by itself. ``gone``: what it was made on
is not there any more. ``undone``: taken back."""
Item = Statement | Event
RULE = "correction"
"""The rule in the trace of a record that a person added."""


class Person(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An actor as a correction means it, whatever its key in a coding."""

    name: str
    kind: ActorKind = "person"
    country: str | None = None
    id: str = ""


class Changes(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a record should say; None where it may stay as it is."""

    span: Span | None = None
    """Content or evidence."""
    type: str | None = None
    speaker: list[Person] | None = None
    cue: Span | None = None
    channel: list[Person] | None = None
    """The outlet spoken to; an empty list for none."""
    mode: str | None = None
    """Of an event; the empty string for none."""
    status: Status | None = None
    actors: list[Person] | None = None
    recipients: list[Person] | None = None
    date: str | None = None
    """As a time's value, 2024-05 or 2024-05-06; the empty string for none."""
    place: str | None = None
    """By name; the empty string for none."""


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One act of one person."""

    article: str
    version: int
    uid: str
    kind: Kind
    action: Action
    by: str
    span: Span | None = None
    """The content or evidence that was looked at; None for a whole article."""
    changes: Changes = Changes()
    reason: str = ""
    at: str = ""
    """UTC; set by the store."""
    row: int = 0
    """Its number in the store."""
    undoes: int | None = None


class Corrected(NamedTuple):
    """A record with the corrections laid over it."""

    record: Record
    states: dict[int, State]
    """By the correction's number."""


# -- making them
def find(record: Record, id: str) -> Item:
    """The statement or event ``id`` (``s1``, ``e2`` or a uid).

    Raises:
        OptionError: the record holds no such id.
    """
    items: list[Item] = [*record.statements, *record.events]
    for item in items:
        if id in (item.id, item.uid):
            return item
    ids = ", ".join(i.id for i in items) or say("none", "en")
    raise OptionError(say("no_such_record", "en", id=id, ids=ids))


def kind_of(item: Item) -> Kind:
    """What the item is."""
    return "statement" if isinstance(item, Statement) else "event"


def span_in(item: Item) -> Span:
    """Its content or evidence."""
    return item.content if isinstance(item, Statement) else item.evidence


def on(record: Record, item: Item, action: Action, *, by: str, reason: str = "", changes: Changes = Changes()) -> Correction:  # noqa: B008 - frozen
    """A correction of ``item``.

    Raises:
        OptionError: the changes make no sense for it.
    """
    if action == "change":
        check(kind_of(item), changes, item.type)
    return Correction(
        article=record.article.id, version=record.article.version, uid=item.uid, kind=kind_of(item), action=action, by=by,
        span=span_in(item), changes=changes, reason=reason,
    )  # fmt: skip


def added(record: Record, kind: Literal["statement", "event"], changes: Changes, *, by: str, reason: str = "") -> Correction:
    """A record that the coder missed.

    Raises:
        OptionError: it lacks its words, its type or its speaker, or they make no sense.
    """
    needed = {"span": changes.span, "type": changes.type, "speaker": changes.speaker if kind == "statement" else True}
    missing = [name for name, value in needed.items() if not value]
    if missing or changes.span is None or changes.type is None:
        raise OptionError(say("correction_lacks", "en", names=", ".join(missing)))
    check(kind, changes, changes.type)
    place = (changes.span.start, changes.span.end)
    uid = statement_uid(record.article.id, *place) if kind == "statement" else event_uid(record.article.id, changes.type, *place)
    return Correction(
        article=record.article.id, version=record.article.version, uid=uid, kind=kind, action="add", by=by, span=changes.span,
        changes=changes, reason=reason,
    )  # fmt: skip


def whole(record: Record, *, by: str, reason: str = "") -> Correction:
    """The reviewer has been through the article: what stands now is right and complete."""
    article = record.article
    return Correction(article=article.id, version=article.version, uid=article.id, kind="article", action="accept", by=by, reason=reason)


def check(kind: Kind, changes: Changes, type: str) -> None:
    """See that the values exist.

    Args:
        kind: of the record.
        changes: what it should say.
        type: the type that it has now.

    Raises:
        OptionError: a type, mode or field that this kind of record cannot have.
    """
    wrong = ("actors", "recipients", "status", "mode", "date", "place") if kind == "statement" else ("speaker", "cue", "channel")
    for name in wrong:
        if getattr(changes, name) is not None:
            raise OptionError(say("correction_field", "en", field=name, kind=kind))
    if kind == "event":
        plover.check(changes.type or type, changes.mode or None)
        if changes.date and not _DATE.fullmatch(changes.date):
            raise OptionError(say("bad_date", "en", value=changes.date))
    elif changes.type is not None and changes.type not in get_args(StatementType):
        raise OptionError(say("correction_type", "en", type=changes.type, types=", ".join(get_args(StatementType))))


def person_of(record: Record, text: str) -> Person:
    """Whom ``text`` means: a key (``a3``) or name of the article's actors, else somebody new, ``NAME|KIND|COUNTRY``."""
    for actor in record.actors:
        if text == actor.key or fold(text) in {fold(n) for n in (actor.name_ar, actor.name_en or "", *actor.aliases)}:
            return Person(name=actor.name_ar, kind=actor.kind, country=actor.country, id=actor.id)
    name, _, rest = text.partition("|")
    kind, _, country = rest.partition("|")
    return newcomer(name.strip(), kind or "person", country or None)


def newcomer(name: str, kind: str, country: str | None) -> Person:
    """Somebody whom the coding does not have.

    Raises:
        OptionError: there is no such kind of actor.
    """
    if kind not in get_args(ActorKind):
        raise OptionError(say("correction_kind", "en", kind=kind, kinds=", ".join(get_args(ActorKind))))
    return Person(name=name, kind=kind, country=country, id=f"kh:{country or 'INT'}:{fold(name)}")  # type: ignore[arg-type]


def people_of(record: Record, keys: Iterable[str]) -> list[Person]:
    """The article's actors with these keys, as a correction means them."""
    actors = {a.key: a for a in record.actors}
    return [person_of(record, k) for k in keys if k in actors]


def piece(record: Record, text: str, nth: int = 1) -> Span:
    """The ``nth`` place where the article has exactly these words.

    Raises:
        OptionError: it does not have them.
    """
    at = -1
    for _ in range(nth):
        at = record.article.text.find(text, at + 1)
        if at < 0 or not text:
            raise OptionError(say("correction_words", "en", words=text))
    return span_of(record.article.text, at, at + len(text))


# -- laying them over a coding
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


_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?|-W\d{2})?")
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
