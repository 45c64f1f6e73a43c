"""A briefing: what is new since a moment, by story and actor, every line with its outlet, date, link and words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from khabar.coding.plover import MODES_AR
from khabar.explain import TYPES_AR
from khabar.export.brief_words import word
from khabar.export.facts import Facts
from khabar.export.standing import linked_standing
from khabar.link.collection import NONE, link
from khabar.link.records import Linked, LinkedEvent, Member, Report, Story, Telling, Verdicts
from khabar.messages import Lang
from khabar.model import Actor, Event, Record, Span, Statement

_LRM = "\u200e"
"""Before a date, and after Arabic names in an English line: what follows runs from left to right."""
_BEFORE, _AFTER = 120, 160
"""Letters of an article that are shown before and after the words."""
_SIZES = ("dead", "injured", "arrested", "abducted", "missing", "displaced", "participants")


class Cite(NamedTuple):
    """Where a line was read."""

    outlet: str | None
    date: str | None
    url: str | None
    record: str
    before: str
    words: str
    """The words that the line rests on, exactly as in the article."""
    after: str


class BriefLine(NamedTuple):
    """One statement or event."""

    uid: str
    marks: tuple[str, ...]
    """What it is, where it is not a plain deed: claim, denial, planned …"""
    told: str
    """What is written in the briefing's own language: with whom it was said, or what was done to whom, when and where."""
    cue: str
    """The article's word of saying; empty for an event."""
    quoted: str | None
    """What was said, in Arabic; for an event None."""
    own_words: bool
    """Whether it may stand in quotation marks."""
    cite: Cite
    also: tuple[Cite, ...] = ()
    """Other articles that tell it."""

    @property
    def said(self) -> str:
        """What was said under its word of saying; in quotation marks only where it may stand in them."""
        words = f"«{self.quoted}»" if self.own_words else self.quoted or ""
        return f"{self.cue}: {words}" if self.cue and words else words


class ActorPart(NamedTuple):
    """What one actor of a story said and did."""

    name: str
    role: str
    lines: list[BriefLine]


class StoryPart(NamedTuple):
    """One story."""

    id: str
    title: str
    actors: list[ActorPart]
    bare: list[Cite]
    """Its new articles on which no line rests."""


class Brief(NamedTuple):
    """The whole briefing."""

    lang: Lang
    since: str
    until: str
    stories: list[StoryPart]
    articles: int

    @property
    def span(self) -> tuple[str, str]:
        """From when to when, for people."""
        return self.since[:16].replace("T", " "), self.until[:16].replace("T", " ")

    @property
    def lines(self) -> list[BriefLine]:
        """All lines in their order."""
        return [line for story in self.stories for actor in story.actors for line in actor.lines]


def brief(
    before: Iterable[Record], now: Sequence[Record], *, since: str, until: str, lang: Lang, apart: Sequence[tuple[str, str]] = (), verdicts: Verdicts = NONE,
    only: Collection[str] | None = None,
) -> Brief:  # fmt: skip
    """What the records hold now and did not hold before.

    Args:
        before: the records as they stood at ``since``.
        now: the records.
        since: UTC, as the store writes it.
        until: when the briefing is made, likewise.
        lang: of all that is not the articles' own words.
        apart: pairs of actors that are two.
        verdicts: what people have said of pairs of actors and events.
        only: uids of the statements and events that are asked for (a watch list's); None for all.
    """
    known = {uid for r in before for uid in (r.article.id, *_uids(r))}
    linked = link(now, apart, verdicts)
    teller = _Teller(now, linked, known, lang, only)
    parts = [part for story in linked.stories if (part := teller.story(story)) is not None]
    fresh = sum(r.article.id not in known for r in now)
    return Brief(lang, since, until, sorted(parts, key=lambda p: -sum(len(a.lines) for a in p.actors)), fresh)


def _uids(record: Record) -> list[str]:
    return [s.uid for s in record.statements] + [e.uid for e in record.events]


class _Teller:
    """Writes the lines of a collection."""

    def __init__(self, records: Sequence[Record], linked: Linked, known: set[str], lang: Lang, only: Collection[str] | None) -> None:
        self.facts = {r.article.id: Facts(r) for r in records}
        self.linked, self.known, self.lang, self.only = linked, known, lang, only
        items = [i for r in records for i in ((s.uid, s.content) for s in r.statements)] + [(e.uid, e.evidence) for r in records for e in r.events]
        self.words = {_plain(span) for uid, span in items if uid in known}
        """What was told before, word by word: a copy of it under another name tells nothing new."""
        self.tellings = {(t.article, t.statement): v for v in linked.variants for t in v.tellings}

    def story(self, story: Story) -> StoryPart | None:
        """What is new in a story; None where nothing is."""
        members = [m for m in story.articles if self._fresh(m)]
        if not members:
            return None
        actors: dict[str, ActorPart] = {}
        cited: set[str] = set()
        for actor, role, line in (*self._statements(members), *self._events(story, members)):
            actors.setdefault(actor, ActorPart(actor, role, [])).lines.append(line)
            cited |= {c.record for c in (line.cite, *line.also)}
        bare = [self._cite(m.article, None) for m in members if m.record not in cited and m.article not in self.known and self.only is None]
        return StoryPart(story.id, story.title, list(actors.values()), bare) if actors or bare else None

    def _asked(self, uid: str) -> bool:
        return self.only is None or uid in self.only

    def _fresh(self, member: Member) -> bool:
        record = self.facts[member.article].record
        return member.article not in self.known or any(uid not in self.known for uid in _uids(record))

    # -- statements
    def _statements(self, members: Sequence[Member]) -> list[tuple[str, str, BriefLine]]:
        found, told = [], set()
        for member in members:
            facts = self.facts[member.article]
            for statement in facts.record.statements:
                group = self.tellings.get((member.article, statement.id))
                at = group.id if group else statement.uid
                if statement.uid in self.known or statement.parent is not None or at in told or not self._asked(statement.uid):
                    continue
                told.add(at)
                others = group.tellings if group else []
                if any(t.uid in self.known for t in others) or _plain(statement.content) in self.words:
                    continue  # told again, not new
                speaker = facts.named(statement.speaker)
                found.append((*self._heading(speaker, "unknown_speaker"), self._said(facts, statement, others)))
        return found

    def _said(self, facts: Facts, statement: Statement, tellings: Sequence[Telling]) -> BriefLine:
        own = statement.verbatim == "marked"
        marks = [name for name, here in (("denial", statement.voice == "deny"), ("promise", statement.voice == "promise"), ("translated", statement.translated == "yes")) if here]
        article = facts.record.article
        also = tuple(self._cite(t.article, t.content) for t in tellings if (t.article, t.statement) != (article.id, statement.id))
        others = self._comma(self._name(a) for a in facts.named(statement.speaker[1:]))
        return BriefLine(
            statement.uid, (*marks, "quotation" if own else "wording"), word("with", self.lang, name=others) if others else "",
            statement.cue.text.strip(" :") if statement.cue else "", statement.content.text, own, self._cite(article.id, statement.content), also,
        )  # fmt: skip

    # -- events
    def _events(self, story: Story, members: Sequence[Member]) -> list[tuple[str, str, BriefLine]]:
        inside = {m.article for m in members}
        found = []
        for event in self.linked.events:
            fresh = [r for r in event.reports if r.article in inside and r.uid not in self.known and self._asked(r.uid)] if event.story == story.id else []
            first = self._first(fresh, [r for r in event.reports if r.uid in self.known])
            if first is None or self._shown_as_said(first) or _plain(first.evidence) in self.words:
                continue
            facts = self.facts[first.article]
            told = next(e for e in facts.record.events if e.id == first.event)
            found.append((*self._heading(facts.named(told.actors), "unknown_actor"), self._done(facts, event, told, first)))
        return found

    def _first(self, fresh: Sequence[Report], known: Sequence[Report]) -> Report | None:
        """The first new report; of an event that was known only one that gives another figure is new."""
        if not known:
            return fresh[0] if fresh else None
        old = {figure for r in known for figure in self._figures(r)}
        return next((r for r in fresh if self._figures(r) - old), None)

    def _figures(self, report: Report) -> set[tuple[str, int]]:
        size = next(e.size for e in self.facts[report.article].record.events if e.id == report.event)
        told = {name: getattr(size, name) for name in _SIZES} if size else {}
        return {(name, quantity.low) for name, quantity in told.items() if quantity is not None}

    def _shown_as_said(self, report: Report) -> bool:
        """The speaker's own saying stands as his statement already."""
        record = self.facts[report.article].record
        event = next(e for e in record.events if e.id == report.event)
        return event.speech_act and any(_covers(s, event) for s in record.statements)

    def _done(self, facts: Facts, linked: LinkedEvent, event: Event, first: Report) -> BriefLine:
        how = linked_standing(linked)
        marks: list[str] = [how] if how != "told" else []
        more = (("denial", event.denial_of is not None), ("planned", event.planned is not None and how != "planned"), ("ceremonial", event.ceremonial))
        marks += [name for name, here in more if here]
        also = tuple(self._cite(r.article, r.evidence) for r in linked.reports if r.article != first.article)
        return BriefLine(linked.id, tuple(marks), self._deed(facts, linked, event), "", None, False, self._cite(first.article, event.evidence), also)

    def _deed(self, facts: Facts, linked: LinkedEvent, event: Event) -> str:
        """What was done, by its code: kind, to whom, where, when, how many, and whose claim it is."""
        kind = TYPES_AR[event.type] if self.lang == "ar" else event.type
        mode = (MODES_AR.get(event.mode, event.mode).split(":")[0] if self.lang == "ar" else event.mode) if event.mode else None
        parts = [f"{kind} ({mode})" if mode else kind]
        others = [*facts.named(event.actors[1:]), *facts.named(event.recipients)]
        parts += [self._comma(self._name(a) for a in others)] if others else []
        if event.place:
            parts.append((event.place.name_en if self.lang == "en" else None) or event.place.name_ar)
        if event.planned and event.planned.date:
            parts.append(word("planned_for", self.lang, date=_LRM + event.planned.date.value))
        parts += [_LRM + event.date.value] if event.date and event.date.source == "text" else []
        for name in _SIZES:
            size = linked.sizes.get(name)
            parts += [f"{word(name, self.lang)} {size.low}" + (f"–{size.high}" if size.high != size.low else "")] if size else []
        speakers = next((s.speaker for s in facts.record.statements if s.id == event.statement), [])
        if event.attribution != "outlet" and speakers:
            parts.append(word("by", self.lang, name=self._comma(self._name(a) for a in facts.named(speakers))))
        return self._comma(parts)

    # -- names and places in the text
    def _heading(self, actors: Sequence[Actor], nobody: str) -> tuple[str, str]:
        """Under whom a line stands: the actor's name, and the office that he is told to hold."""
        if not actors:
            return word(nobody, self.lang), ""
        first = actors[0]
        role = first.role_ar if self.lang == "ar" else first.role
        return self._name(first), role if role and first.kind == "person" else ""

    def _name(self, actor: Actor) -> str:
        return (actor.name_en if self.lang == "en" else None) or actor.name_ar or (actor.role_ar if self.lang == "ar" else actor.role) or actor.name_ar

    def _comma(self, parts: Iterable[str]) -> str:
        return ("، " if self.lang == "ar" else f"{_LRM}, ").join(parts)

    def _cite(self, article: str, span: Span | None) -> Cite:
        """Where ``span`` stands, with the words around it; without one, the article."""
        record = self.facts[article].record
        a = record.article
        date = a.published[:10] if a.published else None
        if span is None:
            return Cite(a.outlet, date, a.url, record.id, "", a.title or "", "")
        block = next((b for b in a.blocks if b.start <= span.start < b.end), None)
        low, high = (block.start, block.end) if block else (0, len(a.text))
        return Cite(a.outlet, date, a.url, record.id, _head(a.text[low : span.start]), a.text[span.start : span.end], _tail(a.text[span.end : max(high, span.end)]))


def _plain(span: Span) -> str:
    return " ".join(span.text.split())


def _covers(statement: Statement, event: Event) -> bool:
    cue = statement.cue or statement.content
    low, high = min(cue.start, statement.content.start), max(cue.end, statement.content.end)
    return low < event.evidence.end and event.evidence.start < high


def _head(text: str) -> str:
    """The end of what stands before the words, from a whole word on."""
    return text.lstrip() if len(text) <= _BEFORE else "… " + text[-_BEFORE:].partition(" ")[2]


def _tail(text: str) -> str:
    """The beginning of what follows them."""
    return text.rstrip() if len(text) <= _AFTER else text[:_AFTER].rpartition(" ")[0] + " …"
