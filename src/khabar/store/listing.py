"""What was found and what was changed, as lines for people."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.messages import Lang, say
from khabar.model import Record, Span
from khabar.show import FSI, PDI, isolate, plain, tame
from khabar.store.corrections import Changes, Person
from khabar.store.recode import Change
from khabar.store.review import Standing
from khabar.store.search import WIDTH, Hit, window

Line = list[tuple[str, bool]]
"""Pieces of one line, each with whether it is strong."""


def hit_lines(hit: Hit) -> list[Line]:
    """A head with what it is, who, where and when; then the words with what was looked for strong."""
    facts = [hit.published[:10] if hit.published else None, hit.outlet, hit.type, hit.status]
    who = "، ".join(hit.people) + (f" ← {'، '.join(hit.to)}" if hit.to else "")
    facts += [isolate(who) if who else None]
    if hit.kind == "article":
        facts.append(isolate(hit.title) if hit.title else None)
    name = hit.article if hit.kind == "article" else f"{hit.article}/{hit.id}"
    head: Line = [(name, True), ("  " + " · ".join(tame(f) if f[:1] != FSI else f for f in facts if f), False)]
    return [head, _marked(hit.text, hit.marks)]


def context_line(record: Record, span: Span) -> Line:
    """The words around a span, the span strong."""
    text = record.article.text
    left, right = window(text, span.start, span.end, WIDTH + span.end - span.start)
    return _marked(text[left:right], [(span.start - left, span.end - left)])


def _marked(text: str, marks: Sequence[tuple[int, int]]) -> Line:
    pieces: Line = [("  " + FSI, False)]
    at = 0
    for start, end in marks:
        pieces += [(tame(text[at:start]), False), (tame(text[start:end]), True)]
        at = end
    return [*pieces, (tame(text[at:]), False), (PDI, False)]


def standing_line(standing: Standing, lang: Lang) -> str:
    """A correction on one line: number, state, act, who, when, what."""
    c = standing.correction
    told = [f"{c.row:>5}", say(f"state_{standing.state}", lang), c.action, c.kind, f"{c.article}/{c.uid}", plain(c.by), c.at]
    told += [isolate(c.span.text)] if c.span else []
    told += changes_told(c.changes)
    return "  ".join([*told, *([isolate(c.reason)] if c.reason else [])])


def changes_told(changes: Changes) -> list[str]:
    """``type=direct`` for each field that a correction sets."""
    found = [(name, getattr(changes, name)) for name in Changes.__struct_fields__]
    return [f"{name}={_value(value)}" for name, value in found if value is not None]


def _value(value: str | Span | list[Person] | dict[str, list[int]]) -> str:
    if isinstance(value, dict):
        return ",".join(f"{name}={'-'.join(map(str, bounds))}" for name, bounds in value.items())
    if isinstance(value, list):
        return isolate("، ".join(p.name for p in value)) if value else "-"
    text = value.text if isinstance(value, Span) else value
    return (text if text.isascii() else isolate(text)) or "-"


def change_lines(change: Change, lang: Lang) -> list[str]:
    """What recoding did to one record."""
    head = f"{say(f'what_{change.what}', lang)}  {change.kind}  {change.article}/{change.uid}  {change.rule}  {isolate(change.text)}"
    return [head, *(f"    {name}: {isolate(str(change.before[name]))} → {isolate(str(change.after[name]))}" for name in change.before)]
