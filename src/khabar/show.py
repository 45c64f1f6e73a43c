"""A record as lines for people: a small block for each statement and event, fit for a terminal with Arabic.

Arabic runs stand between first-strong and pop isolates (U+2068, U+2069), so that a terminal that knows bidi keeps the
columns where they are, and one that does not shows them unharmed.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from khabar.messages import Lang, say, say_fault
from khabar.model import Actor, ChainStep, Event, Quantity, Record, Size, Statement, When

FSI, PDI = "\u2068", "\u2069"
LABEL = 13
_INDENT = 4
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_SIZES = ("dead", "injured", "arrested", "participants", "displaced", "abducted", "missing")


class Line(NamedTuple):
    """A line and how it weighs: heading, label line, or dim."""

    text: str
    style: str = ""


def isolate(text: str) -> str:
    """``text`` with its direction kept to itself; control and bidi characters become blanks."""
    return f"{FSI}{plain(text)}{PDI}"


def tame(text: str) -> str:
    """``text`` with a blank for whatever steers a terminal."""
    return _CONTROLS.sub(" ", text)


def plain(text: str) -> str:
    """``text`` on one line, without characters that steer a terminal."""
    return " ".join(tame(text).split())


def show(record: Record, *, lang: Lang = "en", width: int = 100, dropped: bool = False) -> list[Line]:
    """The record for people.

    Args:
        record: what the coder gave.
        lang: of the headings; the data stays as it is.
        width: of the terminal, in cells.
        dropped: also tell what the gates left out, and why.
    """
    writer = _Writer(record, lang, max(40, width))
    lines = writer.head()
    lines += writer.section("statements", [line for s in record.statements for line in writer.statement(s)], len(record.statements))
    lines += writer.section("events", [line for e in record.events for line in writer.event(e)], len(record.events))
    if not record.statements and not record.events:
        lines += [Line(""), Line(say("nothing", lang))]
    lines += writer.section("actors", [writer.actor_line(a) for a in record.actors], len(record.actors))
    if dropped:
        left = [line for d in record.dropped for line in writer.field("dropped", f"{isolate(d.text)} ({d.gate}: {plain(d.reason)})", named=False)]
        lines += writer.section("dropped", left or [Line(" " * _INDENT + say("none", lang))], len(record.dropped))
    lines += writer.section("faults", [Line(" " * _INDENT + plain(say_fault(f, lang))) for f in record.faults], len(record.faults))
    return lines


def show_item(record: Record, item: Statement | Event, *, lang: Lang = "en", width: int = 100) -> list[Line]:
    """One statement or event of the record for people."""
    writer = _Writer(record, lang, max(40, width))
    return writer.statement(item) if isinstance(item, Statement) else writer.event(item)


class _Writer:
    """The parts of one record's picture."""

    def __init__(self, record: Record, lang: Lang, width: int) -> None:
        self.record, self.lang, self.width = record, lang, width
        self.actors = {a.key: a for a in record.actors}

    def head(self) -> list[Line]:
        article = self.record.article
        facts = [article.outlet, article.published, self.record.id]
        title = isolate(article.title) if article.title else say("untitled", self.lang)
        return [Line(title, "title"), Line(" · ".join(plain(f) for f in facts if f), "dim")]

    def section(self, key: str, lines: Sequence[Line], count: int) -> list[Line]:
        if not lines:
            return []
        return [Line(""), Line(f"{say(key, self.lang)} ({count})", "heading"), *lines]

    def field(self, key: str, value: str, *, named: bool = True) -> list[Line]:
        """A labelled value, wrapped under itself; every line is an isolate of its own."""
        label = say(key, self.lang) if named else ""
        room = self.width - _INDENT - LABEL
        parts = textwrap.wrap(value.replace(FSI, "").replace(PDI, ""), room, break_long_words=False) or [""]
        heads = [label] + [""] * (len(parts) - 1)
        return [Line(f"{' ' * _INDENT}{head:<{LABEL}}{FSI}{part}{PDI}") for head, part in zip(heads, parts, strict=True)]

    def names(self, keys: Iterable[str]) -> str:
        """The actors by name, each once described by its country or kind."""
        return "، ".join(self.name(self.actors[k]) for k in keys if k in self.actors)

    def name(self, actor: Actor) -> str:
        facts = [f for f in (actor.role, actor.country if actor.kind != "country" else None) if f]
        if not facts:
            facts = [actor.country or actor.kind]
        return f"{plain(actor.name_ar)} ({', '.join(facts)})"

    def statement(self, item: Statement) -> list[Line]:
        title = f"{item.id:<{_INDENT}}{item.type} · {item.voice}" + (f" · {item.occasion}" if item.occasion else "")
        cue = f"{plain(item.cue.text)} ({item.cue_lemma})" if item.cue else item.cue_lemma
        lines = [Line(title, "id")]
        lines += self.field("speaker", self.names(item.speaker) or say("unknown_speaker", self.lang))
        lines += self.field("cue", cue)
        lines += self.field("content", f"«{plain(item.content.text)}»")
        if item.channel:
            lines += self.field("channel", self.names([item.channel]))
        if len(item.chain) > 1:
            lines += self.field("chain", self.chain(item))
        if item.about:
            lines += self.field("about", "، ".join(f"{say(a.stance, self.lang)} {self.name(self.actors[a.actor])}" for a in item.about if a.actor in self.actors))
        if item.parent:
            lines += self.field("inside", item.parent)
        return lines + (self.field("when", self.date(item.time)) if item.time else [])

    def chain(self, item: Statement) -> str:
        return " ← ".join(plain(self.step(step)) for step in item.chain)

    def step(self, step: ChainStep) -> str:
        if step.actor in self.actors:
            return self.actors[str(step.actor)].name_ar
        return step.span.text if step.span else self.record.article.outlet or say("outlet_voice", self.lang)

    def event(self, item: Event) -> list[Line]:
        code = f"{item.type}/{item.mode}" if item.mode else item.type
        lines = [Line(f"{item.id:<{_INDENT}}{code} · {item.status}" + (" · ceremonial" if item.ceremonial else ""), "id")]
        lines += self.field("who", self.names(item.actors) or say("unknown_speaker", self.lang))
        if item.recipients:
            lines += self.field("whom", self.names(item.recipients))
        if item.date:
            lines += self.field("when", self.date(item.date))
        if item.place:
            facts = ", ".join(f for f in (item.place.name_en, item.place.country) if f)
            lines += self.field("where", plain(item.place.name_ar) + (f" ({facts})" if facts else ""))
        if item.size and (told := sizes(item.size)):
            lines += self.field("size", told)
        lines += self.field("words", f"«{plain(item.evidence.text)}»")
        return lines + self.field("voice", self.voice(item))

    def voice(self, item: Event) -> str:
        if not item.statement:
            return say("outlet_voice", self.lang) + (f" ({item.attribution})" if item.attribution != "outlet" else "")
        return f"{item.statement} ({item.attribution})"

    def date(self, when: When) -> str:
        return when.value + (f" ({say('from_published', self.lang)})" if when.source == "published" else "")

    def actor_line(self, actor: Actor) -> Line:
        facts = [actor.kind, actor.country, actor.role, ",".join(actor.sectors) or None]
        return Line(f"{actor.key:<{_INDENT}}{isolate(actor.name_ar)}  {' · '.join(f for f in facts if f)}")


def sizes(size: Size) -> str:
    """The counts of an event: ``dead 5, injured 10–12``."""
    found = [(name, getattr(size, name)) for name in _SIZES]
    return ", ".join(f"{name} {_quantity(q)}" for name, q in found if q is not None)


def _quantity(quantity: Quantity) -> str:
    about = "~" if quantity.approximate else ""
    if quantity.high is None:
        return f"{about}{quantity.low}+"
    return f"{about}{quantity.low}" if quantity.high == quantity.low else f"{about}{quantity.low}–{quantity.high}"
