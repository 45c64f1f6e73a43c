"""The form that corrects a record: what it shows, and the correction that comes of what was sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args

from khabar.coding import plover
from khabar.errors import OptionError
from khabar.messages import Lang
from khabar.model import Record, Span, Statement, StatementType, Status, span_of
from khabar.serve.article_texts import word
from khabar.serve.words import mode_name, type_name
from khabar.show import plain
from khabar.store.corrections import (
    Changes,
    Correction,
    Item,
    Person,
    added,
    find,
    kind_of,
    on,
    person_of,
    span_in,
    whole,
)

Choice = tuple[str, str]
LONGEST = 500
"""Letters of a reason that are kept."""
_COMMA = re.compile("[,،;؛]")
_FIELDS = ("speaker", "type", "mode", "status", "actors", "recipients", "date", "place")


class Form(NamedTuple):
    """What the form shows: of a record as it stands, or of one to add."""

    kind: str
    words: str
    start: int
    end: int
    types: Sequence[Choice]
    modes: Sequence[Choice]
    statuses: Sequence[Choice]
    people: Sequence[str]
    id: str = ""
    """Empty for one to add."""
    speaker: str = ""
    type: str = ""
    mode: str = ""
    """``TYPE/mode``: the same mode may belong to several types."""
    actors: str = ""
    recipients: str = ""
    status: str = ""
    date: str = ""
    place: str = ""
    reason: str = ""


def form_of(record: Record, item: Item, lang: Lang) -> Form:
    """The form of a record as it stands."""
    names = {a.key: plain(a.name_ar) for a in record.actors}

    def told(keys: Iterable[str]) -> str:
        return "، ".join(names[k] for k in keys if k in names)

    form = _empty(record, kind_of(item), span_in(item), lang)._replace(id=item.id, type=item.type)
    if isinstance(item, Statement):
        return form._replace(speaker=told(item.speaker))
    return form._replace(
        mode=f"{item.type}/{item.mode}" if item.mode else "", actors=told(item.actors), recipients=told(item.recipients), status=item.status,
        date=item.date.value if item.date else "", place=plain(item.place.name_ar) if item.place else "",
    )  # fmt: skip


def new_form(record: Record, kind: str, start: int, end: int, lang: Lang) -> Form:
    """The form of a record to add on chosen words.

    Raises:
        OptionError: the offsets hold no words.
    """
    form = _empty(record, kind, chosen(record, start, end, lang), lang)
    return form._replace(type="direct" if kind == "statement" else "", status="" if kind == "statement" else "actual")


def _empty(record: Record, kind: str, span: Span, lang: Lang) -> Form:
    types: list[Choice] = [(t, word(f"type_{t}", lang)) for t in get_args(StatementType)]
    modes: list[Choice] = []
    if kind != "statement":
        types = [(t, f"{type_name(t, lang)} · {t}" if lang == "ar" else t) for t in plover.TYPES]
        modes = [(f"{t}/{m}", f"{t} · {mode_name(m, lang)}") for t, found in plover.TYPES.items() for m in found.modes]
    return Form(
        kind=kind, words=span.text, start=span.start, end=span.end, types=types, modes=modes, statuses=[(s, word(f"status_{s}", lang)) for s in get_args(Status)],
        people=list(dict.fromkeys(plain(a.name_ar) for a in record.actors)),
    )  # fmt: skip


def chosen(record: Record, start: int, end: int, lang: Lang) -> Span:
    """The words between two offsets without the blanks around them.

    Raises:
        OptionError: the offsets lie outside of the text, or hold no words.
    """
    text = record.article.text[start:end] if 0 <= start < end <= len(record.article.text) else ""
    if not text.strip():
        raise OptionError(word("offsets_wrong", lang))
    start += len(text) - len(text.lstrip())
    return span_of(record.article.text, start, start + len(text.strip()))


def filled(form: Form, sent: Mapping[str, str]) -> Form:
    """The form with what was sent in it, to be sent once more."""
    told: dict[str, Any] = {name: sent[name][:LONGEST] for name in (*_FIELDS, "reason") if name in sent}
    return form._replace(**told)


def correction_of(record: Record, sent: Mapping[str, str], *, by: str, lang: Lang) -> Correction:
    """The correction that a sent form means.

    Args:
        record: as it stands, corrections included.
        sent: the fields: ``action``, ``record`` (empty: the whole article, or one to add), and those of the form.
        by: who corrects.
        lang: of errors.

    Raises:
        OptionError: it makes no sense; the message says why.
    """
    action, id, reason = sent.get("action", ""), sent.get("record", ""), sent.get("reason", "").strip()[:LONGEST]
    if action == "add":
        kind: Literal["statement", "event"] = "event" if sent.get("kind") == "event" else "statement"
        span = chosen(record, *_offsets(sent, 0, 0), lang)
        return added(record, kind, _changes(record, new_form(record, kind, span.start, span.end, lang), sent, lang, span=span), by=by, reason=reason)
    if action == "accept" and not id:
        return whole(record, by=by, reason=reason)
    item = find(record, id)
    if action in ("accept", "remove"):
        return on(record, item, "remove" if action == "remove" else "accept", by=by, reason=reason)
    if action != "change":
        raise OptionError(word("no_action", lang))
    changes = _changes(record, form_of(record, item, lang), sent, lang)
    if changes == Changes():
        raise OptionError(word("nothing_changed", lang))
    return on(record, item, "change", by=by, reason=reason, changes=changes)


def _changes(record: Record, form: Form, sent: Mapping[str, str], lang: Lang, *, span: Span | None = None) -> Changes:
    """What was sent and is not as the form showed it; a new record says its type and speaker in any case."""
    new = span is not None
    if span is None:
        start, end = _offsets(sent, form.start, form.end)
        span = chosen(record, start, end, lang) if (start, end) != (form.start, form.end) else None
    told = {name: sent[name].strip() for name in _FIELDS if name in sent}
    other = {name: value for name, value in told.items() if value != getattr(form, name) or (new and name in ("type", "speaker"))}
    people = {name: _people(record, other[name]) for name in ("speaker", "actors", "recipients") if name in other}
    type, mode = other.get("type"), _mode(told, form)
    return Changes(
        span=span, type=type, mode=mode if form.kind == "event" else None, speaker=people.get("speaker"), actors=people.get("actors"),
        recipients=people.get("recipients"), status=_status(other.get("status"), lang), date=other.get("date"), place=other.get("place"),
    )  # fmt: skip


def _mode(told: Mapping[str, str], form: Form) -> str | None:
    """The mode, where it changes; one of another type falls away."""
    wanted = told.get("mode", form.mode)
    type, _, mode = wanted.partition("/")
    mode = mode if type == told.get("type", form.type) else ""
    return None if mode == form.mode.partition("/")[2] else mode


def _status(value: str | None, lang: Lang) -> Status | None:
    if value is None or value in get_args(Status):
        return value  # type: ignore[return-value]
    raise OptionError(word("no_action", lang))


def _offsets(sent: Mapping[str, str], start: int, end: int) -> tuple[int, int]:
    given = [sent.get(name, "").strip() for name in ("start", "end")]
    if not all(value.isascii() and value.isdigit() and len(value) < 12 for value in given):
        return start, end
    return int(given[0]), int(given[1])


def _people(record: Record, text: str) -> list[Person]:
    return [person_of(record, name.strip()) for name in _COMMA.split(text) if name.strip()]
