"""The record of one article from what the stages found: ids, dates, places, sizes, chain."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from khabar.coding.attribution import Denials, base, denied_in, side_of
from khabar.coding.ceremony import ceremonial
from khabar.coding.contexts import contexts_of
from khabar.coding.drafts import EventDraft, StatementDraft
from khabar.coding.gates import gate_of
from khabar.coding.genres import genre_of
from khabar.coding.isnad import chain_of, opening, quoted_of
from khabar.coding.natives import settle_natives, struck
from khabar.coding.planned import planned_of, said_on
from khabar.coding.plover import quad, score
from khabar.coding.retold import without_retold
from khabar.coding.sessions import with_parts
from khabar.coding.size import counter, size_of, told_figures, with_claims
from khabar.coding.status import SCHEDULED, innermost, settle
from khabar.coding.vocabulary import Vocabulary
from khabar.coding.whereabouts import place_of
from khabar.frames.scene import Scene
from khabar.model import (
    About,
    Article,
    ChainStep,
    Coder,
    Dropped,
    Event,
    Fault,
    Mention,
    Place,
    Record,
    Statement,
    Status,
    Time,
    Trace,
    When,
    Where,
    event_uid,
    span_of,
    statement_uid,
)  # fmt: skip
from khabar.resolve.authority import settle_authorities
from khabar.resolve.focus import Thread
from khabar.resolve.where import Located
from khabar.resolve.who import Cast, via_of

NEAR = 60  # statements on either side that may hold one another
SIMILAR = 0.6  # share of words that a headline's content shares with the body's to count as told there


def assemble(
    article: Article, *, id: str | None, extra: dict[str, Any], coder: Coder, thread: Thread, scenes: Sequence[Scene], times: Sequence[Time],
    places: Sequence[Located], statements: Sequence[StatementDraft], events: Sequence[EventDraft],
    published: dt.date | None, faults: Sequence[Fault], asked: Sequence[EventDraft] = (),
) -> Record:  # fmt: skip
    """The frozen record; statements and events get their ids in text order. What is only ``asked`` is left out, and listed."""
    cast, by_number = thread.cast, {s.number: s for s in scenes}
    faults = [*faults, *settle_authorities(cast, scenes, article)]
    drafts = _untitled(sorted(statements, key=lambda s: (s.cue or (s.start, 0))[0]), article.text)
    parents = [_parent(drafts, n) for n in range(len(drafts))]
    when = _by_scene(scenes, times)
    head = opening(article)
    said = [_statement(article, head, drafts, n, parents, cast, by_number[drafts[n].scene], when) for n in range(len(drafts))]
    context = _Context(article, drafts, said, [(d.cue or (d.start, 0))[0] for d in drafts], when, _places_by_scene(places), published, thread)
    done: list[Event] = []
    homes: list[int] = []
    genre = genre_of(article)
    dropped = [Dropped(start=d.start, end=d.end, text=article.text[d.start : d.end], gate="question", reason="asked by the interviewer, told by nobody") for d in asked]
    for draft in events:
        scene = by_number[draft.scene]
        settled = _settled(context, draft, scene)
        gate = gate_of(scene, msgspec.structs.replace(draft, type=settled.kind), cast, genre)
        if gate is not None:
            dropped.append(Dropped(start=draft.start, end=draft.end, text=article.text[draft.start : draft.end], gate=gate[0], reason=gate[1]))
            continue
        done.append(_event(context, len(done) + 1, draft, scene, settled))
        homes.append(draft.scene)
    settle_natives(zip(homes, done, strict=True), context.places, cast)
    done = _told(context, done, homes, said, scenes)
    used = {k for s in said for k in _actors_of(s)} | {k for e in done for k in (*e.actors, *e.recipients)}
    return Record(
        id=id or article.id, coder=coder, article=article, extra=extra, actors=cast.actors(used), mentions=_mentions(article, scenes, cast),
        times=list(times), places=[p.record for p in places], statements=said, events=done, dropped=dropped, faults=list(faults),
    )  # fmt: skip


def _told(context: _Context, events: list[Event], homes: Sequence[int], said: Sequence[Statement], scenes: Sequence[Scene]) -> list[Event]:
    """The events with whose word each is, who denies it, every figure by whoever gives it, and what it is a part of."""
    text, ids = context.article.text, {s.id: s for s in said}
    actors = {d.key: d.record(None) for d in context.cast.drafts}
    same, order = side_of(actors), {s.number: n for n, s in enumerate(sorted(scenes, key=lambda s: s.start))}
    events, homes = without_retold(events, homes, scenes, order, actors, same)
    events = [msgspec.structs.replace(e, attribution=base(e, ids.get(e.statement or ""), _around(e, ids), same)) for e in events]
    told = denied_in(scenes, context.thread)
    events = Denials(text, said, events, Vocabulary(scenes), same, told).settled()
    return with_parts(with_claims(events, homes, told_figures(scenes, context.speaker), order, text), order, homes, same, scenes)


def _around(event: Event, said: Mapping[str, Statement]) -> list[str]:
    """Everyone who speaks in a statement that holds the event."""
    speakers: list[str] = []
    at = said.get(event.statement or "")
    while at is not None:
        speakers += at.speaker
        at = said.get(at.parent or "")
    return speakers


class _Context(NamedTuple):
    """What an event draws on: the statements with their offsets, times and places by scene."""

    article: Article
    statements: Sequence[StatementDraft]
    said: Sequence[Statement]
    offsets: Sequence[int]
    times: dict[int, list[Time]]
    places: dict[int, list[Located]]
    published: dt.date | None
    thread: Thread

    @property
    def cast(self) -> Cast:
        return self.thread.cast

    def innermost(self, start: int, end: int) -> int | None:
        """Index of the smallest statement near ``start`` whose content holds ``start:end``."""
        at = bisect_left(self.offsets, start)
        low, high = max(0, at - NEAR), at + NEAR
        found = innermost(self.statements[low:high], start, end)
        return None if found is None else low + found

    def speaker(self, scene: Scene, start: int, end: int) -> tuple[str | None, str | None]:
        """Who gives the figure between two offsets, and in which statement; nothing where the outlet does."""
        number = self.innermost(start, end)
        if number is None:
            return counter(scene, self.thread, start), None
        return next(iter(self.statements[number].speaker), None), f"s{number + 1}"


def _by_scene(scenes: Sequence[Scene], times: Sequence[Time]) -> dict[int, list[Time]]:
    ordered = sorted(scenes, key=lambda s: s.start)
    starts = [s.start for s in ordered]
    found: dict[int, list[Time]] = {}
    for time in times:
        number = bisect_right(starts, time.start) - 1
        if number >= 0:
            found.setdefault(ordered[number].number, []).append(time)
    return found


def _places_by_scene(places: Sequence[Located]) -> dict[int, list[Located]]:
    found: dict[int, list[Located]] = {}
    for place in places:
        found.setdefault(place.scene, []).append(place)
    return found


# -- statements
def _untitled(drafts: Sequence[StatementDraft], text: str) -> list[StatementDraft]:
    """A headline's statement only where the body does not give the same."""
    body = [set(text[d.start : d.end].split()) for d in drafts if not d.title]
    kept = []
    for draft in drafts:
        words = set(text[draft.start : draft.end].split())
        if not draft.title or not any(len(words & other) >= SIMILAR * len(words) for other in body):
            kept.append(draft)
    return kept


def _statement(
    article: Article, head: Sequence[ChainStep], drafts: Sequence[StatementDraft], number: int, parents: Sequence[int | None], cast: Cast, scene: Scene,
    times: dict[int, list[Time]],
) -> Statement:  # fmt: skip
    draft, parent = drafts[number], parents[number]
    text = article.text
    return Statement(
        id=f"s{number + 1}", uid=statement_uid(article.id, draft.start, draft.end), speaker=list(draft.speaker),
        speaker_span=span_of(text, *draft.speaker_span) if draft.speaker_span else None, cue=span_of(text, *draft.cue) if draft.cue else None,
        cue_lemma=draft.lemma, content=span_of(text, draft.start, draft.end), type=draft.type, voice=draft.voice,
        trace=_trace(draft, text), verbatim=_verbatim(drafts, number, parent), quoted=quoted_of(text, drafts, number), translated=draft.translated,
        parts=[span_of(text, a, b) for a, b in draft.parts], occasion=draft.occasion, channel=draft.channel,
        chain=chain_of(text, head, drafts, number, parents, cast), parent=f"s{parent + 1}" if parent is not None else None,
        about=[About(actor=a.actor, stance=a.stance, span=span_of(text, a.start, a.end)) for a in draft.about],
        scare=[span_of(text, a, b) for a, b in draft.scare], time=_said_on(scene, draft, times.get(scene.number, [])),
    )  # fmt: skip


def _actors_of(item: Statement) -> Iterator[str]:
    """Every actor that a statement points at."""
    yield from item.speaker
    yield from (a.actor for a in item.about)
    yield from (k for k in (item.channel, *(s.actor for s in item.chain), *(q.owner for q in item.quoted)) if k)


def _said_on(scene: Scene, draft: StatementDraft, times: Sequence[Time]) -> When | None:
    """The day of saying: a time in the cue's clause, outside the content, with no other verb between."""
    if draft.cue is None:
        return None
    low, high = min(draft.cue[0], draft.start), max(draft.cue[1], draft.start)
    near = [t for t in times if t.value and t.precision == "day" and not draft.start <= t.start < draft.end and low - 60 <= t.start <= high]
    near = [t for t in near if not verb_between(scene, draft.cue, t)]
    found = min(near, key=lambda t: abs(t.start - draft.cue[0]) if draft.cue else 0, default=None)
    return When(value=found.value or "", precision="day") if found is not None else None


def _verbatim(drafts: Sequence[StatementDraft], number: int, parent: int | None) -> Literal["marked", "unmarked", "no"]:
    """Only what stands wholly in quotation marks, and is not recounted by another, may be shown as a quotation."""
    draft = drafts[number]
    if draft.type != "direct":
        return "no"
    return "marked" if draft.marked and parent is None else "unmarked"


def _trace(draft: StatementDraft, text: str) -> Trace:
    return Trace(rule=draft.rule, cue=span_of(text, *draft.cue) if draft.cue else None, lexicon=[draft.lemma], frame=draft.rule.split(".", 1)[-1])


def _parent(drafts: Sequence[StatementDraft], number: int) -> int | None:
    """The smallest statement around this one; content seldom spans more than the sentences near it."""
    draft = drafts[number]
    cue = draft.cue or (draft.start, draft.start)
    low, high = min(cue[0], draft.start), max(cue[1], draft.end)
    near = range(max(0, number - NEAR), min(len(drafts), number + NEAR))
    others = [n for n in near if n != number and (drafts[n].start, drafts[n].end) != (draft.start, draft.end)]
    found = innermost([drafts[n] for n in others], low, high)
    return None if found is None else others[found]


# -- events
class _Settled(NamedTuple):
    """When an event is, and what it becomes by that: a meeting to come is a promise."""

    when: Time | None
    kind: str
    status: Status


def _settled(context: _Context, draft: EventDraft, scene: Scene) -> _Settled:
    when = _time_of(scene, draft, context.times.get(scene.number, []))
    return _Settled(when, *settle(draft.type, draft.status, when, context.published))


def _event(context: _Context, number: int, draft: EventDraft, scene: Scene, settled: _Settled) -> Event:
    article, cast = context.article, context.cast
    when, kind, status = settled
    found = place_of(scene, draft, context.places.get(scene.number, []))
    place = _where(found) if found else None
    date = When(value=when.value, precision=when.precision or "day") if when and when.value else None
    inside = context.innermost(draft.cue[1] - 1, draft.cue[1])
    mode = draft.mode if kind == draft.type else None
    recipients = list(draft.recipients) or struck(kind, mode, status, draft.actors, found, cast)
    planned = planned_of(scene, draft, kind, date, place, article.published)
    said = _saying(context, inside)
    return Event(
        id=f"e{number}", uid=event_uid(article.id, kind, draft.start, draft.end), type=kind, mode=mode,
        contexts=contexts_of(scene, draft.start, draft.end, cast.lexicon), quad=quad(kind),
        score=score(kind, mode), actors=list(draft.actors), recipients=recipients, status=status,
        evidence=span_of(article.text, draft.start, draft.end), trace=draft.trace, date=date, place=place,
        size=size_of(scene, draft, kind), statement=f"s{inside + 1}" if inside is not None else None, ceremonial=ceremonial(scene, draft, kind),
        planned=planned, said_on=said_on(kind, planned, date, said, article.published), speech_act=draft.speech_act, mentions=list(draft.mentions),
    )  # fmt: skip


def _saying(context: _Context, number: int | None) -> When | None:
    """The day that the text gives for the statement."""
    return context.said[number].time if number is not None else None


def _where(place: Place) -> Where:
    return Where(
        key=place.key, name_ar=place.name_ar, name_en=place.name_en, country=place.country, precision=place.precision, admin1=place.admin1,
        admin2=place.admin2,
    )  # fmt: skip


def _time_of(scene: Scene, draft: EventDraft, times: Sequence[Time]) -> Time | None:
    """The time in the event's clause: inside its evidence, else the nearest in the sentence with no other verb between."""
    inside = [t for t in times if t.value and draft.start <= t.start and t.end <= draft.end and not _year_of_another(scene, draft, t)]
    if inside:
        return min(inside, key=lambda t: abs(t.start - draft.cue[0]))
    near = [t for t in times if t.value and scene.start <= t.start and t.end <= scene.end and not verb_between(scene, draft.cue, t) and not _of_another(scene, t) and not _year_of_another(scene, draft, t)]
    return min(near, key=lambda t: abs(t.start - draft.cue[0]), default=None)


def _of_another(scene: Scene, time: Time) -> bool:
    """الانتخابات المقررة في سبتمبر: the date of what is scheduled, not of what is told."""
    before = [t.key for t in scene.line.tokens if t.end <= time.start][-2:]
    return any(key in SCHEDULED for key in before)


def _year_of_another(scene: Scene, draft: EventDraft, time: Time) -> bool:
    """منفذ هجوم 2021, اتفاق 2015: a bare year right behind a noun tells which one is meant; only that noun's own event has it."""
    if not time.text.isdigit():
        return False
    before = next((c for c in scene.chunks if c.kind == "NP" and scene.line.tokens[c.end - 1].end == time.start - 1), None)
    if before is None or not scene.line.tokens[before.end - 1].has("masdar", "noun"):
        return False
    return not scene.line.tokens[before.start].start <= draft.cue[0] < time.start


def verb_between(scene: Scene, cue: tuple[int, int], time: Time) -> bool:
    """Another clause begins between a cue and a time."""
    low, high = min(cue[1], time.end), max(cue[0], time.start)
    return any(
        c.kind in ("V", "PART", "STOP", "CLAUSE", "COND") and low <= scene.line.tokens[c.start].start < high and not scene.on_noun(i)
        for i, c in enumerate(scene.chunks)
    )


def _mentions(article: Article, scenes: Sequence[Scene], cast: Cast) -> list[Mention]:
    found = []
    for scene in scenes:
        for mention in scene.mentions:
            key = cast.found.get((scene.number, mention.start))
            if key is None:
                continue
            start, end = scene.line.offset(mention.start, len(mention.pre)), scene.line.tokens[mention.end - 1].end
            found.append(Mention(start=start, end=end, text=article.text[start:end], actor=key, via=via_of(mention)))
    return found
