"""What a page tells of one record: a card with its facts, for the list beside the text and for what opens over it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from khabar.coding.quotation import as_quotation
from khabar.explain import ATTRIBUTIONS, LINKS, OCCASIONS, STANCES
from khabar.messages import LANGS, say
from khabar.model import (
    About,
    Actor,
    ChainStep,
    Event,
    Place,
    Planned,
    Record,
    Size,
    Span,
    Statement,
    Time,
    When,
    Where,
)
from khabar.script.fold import fold
from khabar.serve.reader import Reader
from khabar.serve.speech import Speech
from khabar.serve.words import type_name
from khabar.show import plain

COUNTS = tuple(f for f in Size.__struct_fields__ if f != "claims")
KINDS = ("statement", "event", "actor", "time", "place")


class Link(NamedTuple):
    """A record of the same article that a fact names."""

    id: str
    text: str


class Fact(NamedTuple):
    """One labelled value of a record: words of the data, words of the page, or other records."""

    label: str
    text: str = ""
    note: str = ""
    links: tuple[Link, ...] = ()


class Card(NamedTuple):
    """What a page tells of one record."""

    id: str
    kind: str
    head: str
    """Who, or which code, or the name."""
    note: str
    """The voice and form of a statement, the sides of an event, the kind of an actor."""
    lead: str
    """The words that it rests on."""
    facts: tuple[Fact, ...]
    spans: tuple[tuple[int, int], ...]
    """Where it stands, its first place first."""
    uid: str = ""
    actor: str = ""
    """Stable id, of an actor."""
    people: tuple[str, ...] = ()
    """Keys of its speakers or sides, to filter by."""
    type: str = ""
    status: str = ""
    denied: str = ""
    """The words that deny it; never shown without them."""
    badges: tuple[str, ...] = ()
    own: bool = False
    """The words are the speaker's own: only then may they stand in quotation marks."""

    @property
    def correctable(self) -> bool:
        """Whether a person may correct it here."""
        return bool(self.uid)


class Spot(NamedTuple):
    """A record and where it stands: as much of it as is needed to choose what a page tells."""

    id: str
    item: Statement | Event | Actor | Time | Place
    spans: Sequence[tuple[int, int]]


def spots(record: Record) -> list[Spot]:
    """Where each record of an article stands, in the order of the text; an actor that is named nowhere comes first."""
    found = [Spot(s.id, s, _places(s.parts or [s.content])) for s in record.statements]
    found += [Spot(e.id, e, _places([e.evidence, *e.mentions])) for e in record.events]
    named = _named(record)
    found += [Spot(a.key, a, named.get(a.key, [])) for a in record.actors]
    found += [Spot(f"t{n}", t, [(t.start, t.end)]) for n, t in enumerate(record.times, 1)]
    found += [Spot(f"p{n}", p, [(p.start, p.end)]) for n, p in enumerate(record.places, 1)]
    return sorted(found, key=lambda s: s.spans[0] if s.spans else (-1, 0))


def _named(record: Record) -> dict[str, list[tuple[int, int]]]:
    """Where each actor is named, by key."""
    found: dict[str, list[tuple[int, int]]] = {}
    for m in sorted(record.mentions, key=lambda m: m.start):
        found.setdefault(m.actor, []).append((m.start, m.end))
    return found


def cards(record: Record, reader: Reader, chosen: Iterable[Spot]) -> list[Card]:
    """A card for each of the records that were chosen, in their order."""
    teller = Teller(record, reader)
    return [teller.card(spot) for spot in chosen]


class Teller:
    """Tells one article's records to one reader."""

    def __init__(self, record: Record, reader: Reader) -> None:
        self.record, self.reader, self.lang = record, reader, reader.lang
        self.say = Speech(reader)
        self.actors = {a.key: a for a in record.actors}
        self.statements = {s.id: s for s in record.statements}
        self.events = {e.id: e for e in record.events}
        self.deniers = {e.denial_of: e for e in record.events if e.denial_of}
        self.inner: dict[str, list[Statement]] = {}
        for s in record.statements:
            self.inner.setdefault(s.parent or "", []).append(s)

    def card(self, spot: Spot) -> Card:
        """The card of any record."""
        item = spot.item
        if isinstance(item, Statement):
            return self.statement(item)
        if isinstance(item, Event):
            return self.event(item)
        if isinstance(item, Actor):
            return self.actor(item, spot.spans)
        return self.time(spot.id, item) if isinstance(item, Time) else self.place(spot.id, item)

    def word(self, key: str, **values: object) -> str:
        """A word of the page."""
        return self.say(key, **values)

    def pick(self, pair: tuple[str, str]) -> str:
        """The one of a pair that is in this language."""
        return pair[LANGS.index(self.lang)]

    # -- actors
    def name(self, key: str | None) -> str:
        """An actor by name and office."""
        actor = self.actors.get(key or "")
        if actor is None:
            return ""
        role = self.role(actor)
        return plain(actor.name_ar) + (f" ({role})" if role and role not in actor.name_ar else "")

    def role(self, actor: Actor) -> str:
        """An office as the article has it, else by its English name."""
        return plain(actor.role_ar or "") or self.reader.role(plain(actor.role or ""))

    def names(self, keys: Iterable[str]) -> str:
        """Actors by name, parted by commas."""
        return "، ".join(n for k in keys if (n := self.name(k)))

    def actor(self, actor: Actor, places: Sequence[tuple[int, int]]) -> Card:
        """The card of an actor and where it is named."""
        kind, country = self.word(f"kind_{actor.kind}"), self.reader.country(actor.country)
        facts = [
            Fact("kind", note=kind), Fact("role", self.role(actor)), Fact("country", note=country),
            Fact("inside", self.name(actor.of)), Fact("authority", note=self.reader.authority(actor.authority)), Fact("named", "، ".join(plain(a) for a in actor.aliases)),
            Fact("why", plain(actor.reason)),
        ]  # fmt: skip
        return Card(
            actor.key, "actor", plain(actor.name_ar), " · ".join(f for f in (kind, country) if f), self.word("mentions", count=len(places)), _told(facts),
            tuple(places), actor=actor.id, people=(actor.key,), type=actor.kind,
        )  # fmt: skip

    # -- statements
    def statement(self, s: Statement) -> Card:
        """The card of a statement."""
        voice, form = self.word(f"voice_{s.voice}"), self.word(f"type_{s.type}")
        cue = plain(s.cue.text) if s.cue else ""
        facts = [
            Fact("cue", cue, s.cue_lemma if fold(s.cue_lemma) != fold(cue) else ""), Fact("voice", note=voice), Fact("form", note=form),
            Fact("chain", self.chain(s)), Fact("channel", self.name(s.channel)), Fact("occasion", note=self.pick(OCCASIONS[s.occasion]) if s.occasion else ""),
            *(self.stance(a) for a in s.about), Fact("when", note=self.date(s.time)), Fact("inside", links=self.links([s.parent] if s.parent else [])),
            Fact("holds", links=self.links(i.id for i in self.inner.get(s.id, []))),
        ]  # fmt: skip
        offer = as_quotation(s, self.record).quotation
        head = self.names(s.speaker) or (plain(s.speaker_span.text) if s.speaker_span else "") or self.word("unknown_speaker")
        return Card(
            s.id, "statement", head, f"{voice} · {form}", plain(s.content.text), _told(facts), _places(s.parts or [s.content]), uid=s.uid,
            people=tuple(s.speaker), type=s.type, denied=denial(self.statements, s), own=offer is not None and offer.whole,
        )  # fmt: skip

    def chain(self, s: Statement) -> str:
        """The isnad on one line, from the publisher down."""
        return " ← ".join(self.step(step) for step in s.chain)

    def step(self, step: ChainStep) -> str:
        """One step of the isnad: how it came, and by whom."""
        name = self.name(step.actor) or (plain(step.span.text) if step.span else "") or plain(self.record.article.outlet or "")
        return f"{self.pick(LINKS[step.link])} {name}".strip()

    def stance(self, about: About) -> Fact:
        """For or against whom."""
        return Fact("about", self.name(about.actor), self.pick(STANCES[about.stance]))

    def links(self, ids: Iterable[str | None]) -> tuple[Link, ...]:
        """Records of the article: statements by who says them, events by the words that tell them."""
        said = [Link(s.id, self.names(s.speaker) or plain(s.content.text)[:40]) for i in ids if (s := self.statements.get(i or ""))]
        return (*said, *(Link(e.id, plain(e.evidence.text)[:40]) for i in ids if (e := self.events.get(i or ""))))

    # -- events
    def event(self, e: Event) -> Card:
        """The card of an event."""
        code = f"{e.type}/{e.mode}" if e.mode else e.type
        sides = " ← ".join(side for side in (self.names(e.actors), self.names(e.recipients)) if side)
        status = self.word(f"status_{e.status}")
        denier = self.deniers.get(e.id)
        facts = [
            Fact("code", note=type_name(e.type, self.lang) + f" ({code}, {e.score:g})"), Fact("actors_of", self.names(e.actors)), Fact("recipients_of", self.names(e.recipients)),
            Fact("status", note=status), Fact("when", note=self.date(e.date)), Fact("where", self.at(e.place)), Fact("size", note=self.size(e.size)),
            Fact("according", note=self.pick(ATTRIBUTIONS[e.attribution]), links=self.links([e.statement])), Fact("said_on", note=self.date(e.said_on)),
            Fact("planned", note=self.planned(e.planned)), Fact("denial_of", links=self.links([e.denial_of])),
            Fact("denied_in", links=self.links([denier.id if denier else None])), Fact("part_of", links=self.links([e.part_of])),
        ]  # fmt: skip
        somebodys = e.attribution in ("claimed", "contested")
        badges = [] if somebodys and e.status == "actual" else [status]  # that it happened is then only somebody's word
        badges += [self.word(f"attribution_{e.attribution}")] if somebodys else []
        badges += [self.word(name) for name in ("ceremonial", "speech_act", "planned") if getattr(e, name)]
        head = code if self.lang == "en" else f"{type_name(e.type, self.lang)} · {code}"
        return Card(
            e.id, "event", head, sides, plain(e.evidence.text), _told(facts), _places([e.evidence, *e.mentions]), uid=e.uid,
            people=(*e.actors, *e.recipients), type=e.type, status=e.status, denied=self.event_denied(e), badges=tuple(badges),
        )  # fmt: skip

    def event_denied(self, e: Event) -> str:
        """The words that deny an event, or that it is denied."""
        said = self.statements.get(e.statement or "")
        by = denial(self.statements, said) if said and not e.speech_act else ""
        denier = self.deniers.get(e.id)
        if denier is not None:
            by = by or (plain(denier.trace.cue.text) if denier.trace.cue else "")
        return by or (self.word("denied") if e.status == "negation" or e.attribution in ("denied", "contested") else "")

    def planned(self, planned: Planned | None) -> str:
        """What is promised or announced, for when and where."""
        if planned is None:
            return ""
        kind = type_name(planned.type, self.lang) if planned.type else ""
        return " · ".join(f for f in (kind, self.date(planned.date), self.at(planned.place)) if f)

    def at(self, place: Where | None) -> str:
        """A place with its country."""
        if place is None:
            return ""
        return plain(place.name_ar) + (f" ({country})" if (country := self.reader.country(place.country)) and country != place.name_ar else "")

    def size(self, size: Size | None) -> str:
        """Counts with their names."""
        told = []
        for name in COUNTS if size else ():
            q = getattr(size, name)
            if q is not None:
                upto = "+" if q.high is None else f"–{q.high}" if q.high != q.low else ""
                told.append(f"{self.word(f'size_{name}')} {'~' if q.approximate else ''}{self.reader.figures(f'{q.low}{upto}')}")
        return "، ".join(told) if self.lang == "ar" else ", ".join(told)

    def date(self, when: When | None) -> str:
        """A date and where it is from."""
        if when is None:
            return ""
        return self.reader.day(when.value) + (f" ({say('from_published', self.lang)})" if when.source == "published" else "")

    # -- times and places
    def time(self, id: str, t: Time) -> Card:
        """The card of a time expression."""
        value = (self.reader.day(t.value) or t.duration or "?") + (f" – {self.reader.day(t.until)}" if t.until else "")
        facts = [Fact("value", note=value), Fact("hijri", note=self.reader.hijri(t.value)), Fact("calendar", note=t.calendar if t.calendar != "gregorian" else "")]
        return Card(id, "time", plain(t.text), value, "", _told(facts), ((t.start, t.end),))

    def place(self, id: str, p: Place) -> Card:
        """The card of a place."""
        where = f"{p.lat:.2f}, {p.lon:.2f}" if p.lat is not None and p.lon is not None else ""
        facts = [Fact("named", plain(p.name_ar), p.name_en or ""), Fact("country", note=self.reader.country(p.country)), Fact("coordinates", note=where)]
        return Card(id, "place", plain(p.text), self.reader.country(p.country), "", _told(facts), ((p.start, p.end),))


def denial(statements: dict[str, Statement], s: Statement | None) -> str:
    """The cue that denies a statement or one around it; empty where nothing does."""
    seen: set[str] = set()
    while s is not None and s.id not in seen:
        if s.voice == "deny":
            return plain(s.cue.text) if s.cue else s.cue_lemma or s.voice
        seen.add(s.id)
        s = statements.get(s.parent or "")
    return ""


def _told(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(f for f in facts if f.text or f.note or f.links)


def _places(spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    return tuple((s.start, s.end) for s in spans)
