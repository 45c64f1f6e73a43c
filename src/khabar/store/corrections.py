"""Corrections by people: kept as they were made, laid over whatever coding is current, never lost.

A correction names its record by ``uid`` and the actors by what they are, not by their key in one coding, so that it holds
on the next. What a correction was made on may be gone after a recoding: then it is shown as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, get_args

import msgspec

from khabar.coding import plover
from khabar.messages import say, wrong
from khabar.model import (
    QUANTITIES,
    ActorKind,
    Event,
    Record,
    Span,
    Statement,
    StatementType,
    Status,
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
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?|-W\d{2})?")
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
    size: dict[str, list[int]] | None = None
    """Counts of an event: quantity → lowest and highest; an empty list for none. What is not named stays."""


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
    raise wrong("no_such_record", id=id, ids=ids)


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
        raise wrong("correction_lacks", names=", ".join(missing))
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
    foreign = ("actors", "recipients", "status", "mode", "date", "place", "size") if kind == "statement" else ("speaker", "cue", "channel")
    for name in foreign:
        if getattr(changes, name) is not None:
            raise wrong("correction_field", field=name, kind=kind)
    if kind == "event":
        plover.check(changes.type or type, changes.mode or None)
        if changes.date and not _DATE.fullmatch(changes.date):
            raise wrong("bad_date", value=changes.date)
        _check_size(changes.size or {})
    elif changes.type is not None and changes.type not in get_args(StatementType):
        raise wrong("correction_type", type=changes.type, types=", ".join(get_args(StatementType)))


def _check_size(size: dict[str, list[int]]) -> None:
    for name, bounds in size.items():
        if name not in QUANTITIES or len(bounds) not in (0, 2) or any(n < 0 for n in bounds) or bounds != sorted(bounds):
            raise wrong("bad_size", text=f"{name}={'-'.join(map(str, bounds))}")


def size_of(texts: Iterable[str]) -> dict[str, list[int]] | None:
    """Counts as people write them: ``dead=12``, ``injured=3-5``, ``dead=`` for none; None where there are none.

    Raises:
        OptionError: one is not written so.
    """
    found: dict[str, list[int]] = {}
    for text in texts:
        match = re.fullmatch(r"(\w+)=(?:(\d+)(?:-(\d+))?)?", text.strip())
        if match is None:
            raise wrong("bad_size", text=text)
        name, low, high = match.groups()
        found[name] = [] if low is None else [int(low), int(high or low)]
    return found or None


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
        raise wrong("correction_kind", kind=kind, kinds=", ".join(get_args(ActorKind)))
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
            raise wrong("correction_words", words=text)
    return span_of(record.article.text, at, at + len(text))
