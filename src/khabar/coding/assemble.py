"""The record of one article from what the stages found: ids, dates, places, sizes, chain."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from khabar.coding.contexts import contexts_of
from khabar.coding.drafts import EventDraft, StatementDraft
from khabar.coding.gates import gate_of
from khabar.coding.isnad import chain_of, quoted_of
from khabar.coding.plover import quad, score
from khabar.coding.size import size_of
from khabar.coding.status import SCHEDULED, innermost, settle
from khabar.coding.whereabouts import place_of
from khabar.frames.scene import Scene
from khabar.model import (
    About,
    Article,
    Coder,
    Dropped,
    Event,
    Fault,
    Mention,
    Place,
    Record,
    Statement,
    Time,
    Trace,
    When,
    Where,
    event_uid,
    span_of,
    statement_uid,
)  # fmt: skip
from khabar.resolve.where import Located
from khabar.resolve.who import Cast, via_of

NEAR = 60  # statements on either side that may hold one another
SIMILAR = 0.6  # share of words that a headline's content shares with the body's to count as told there


def assemble(
    article: Article, *, id: str | None, extra: dict[str, Any], coder: Coder, cast: Cast, scenes: Sequence[Scene], times: Sequence[Time],
    places: Sequence[Located], statements: Sequence[StatementDraft], events: Sequence[EventDraft],
    published: dt.date | None, faults: Sequence[Fault],
) -> Record:  # fmt: skip
    """The frozen record; statements and events get their ids in text order."""
    by_number = {s.number: s for s in scenes}
    drafts = _untitled(sorted(statements, key=lambda s: (s.cue or (s.start, 0))[0]), article.text)
    parents = [_parent(drafts, n) for n in range(len(drafts))]
    when = _by_scene(scenes, times)
    said = [_statement(article, drafts, n, parents, cast, by_number[drafts[n].scene], when) for n in range(len(drafts))]
    context = _Context(article, drafts, [(d.cue or (d.start, 0))[0] for d in drafts], when, _places_by_scene(places), published, cast)
    done: list[Event] = []
    dropped: list[Dropped] = []
    for draft in events:
        gate = gate_of(by_number[draft.scene], draft, cast)
        if gate is not None:
            dropped.append(Dropped(start=draft.start, end=draft.end, text=article.text[draft.start : draft.end], gate=gate[0], reason=gate[1]))
            continue
        done.append(_event(context, len(done) + 1, draft, by_number[draft.scene]))
    used = {k for s in said for k in _actors_of(s)} | {k for e in done for k in (*e.actors, *e.recipients)}
    return Record(
        id=id or article.id, coder=coder, article=article, extra=extra, actors=cast.actors(used), mentions=_mentions(article, scenes, cast),
        times=list(times), places=[p.record for p in places], statements=said, events=done, dropped=dropped, faults=list(faults),
    )  # fmt: skip


class _Context(NamedTuple):
    """What an event draws on: the statements with their offsets, times and places by scene."""

    article: Article
    statements: Sequence[StatementDraft]
    offsets: Sequence[int]
    times: dict[int, list[Time]]
    places: dict[int, list[Located]]
    published: dt.date | None
    cast: Cast

    def innermost(self, start: int, end: int) -> int | None:
        """Index of the smallest statement near ``start`` whose content holds ``start:end``."""
        at = bisect_left(self.offsets, start)
        low, high = max(0, at - NEAR), at + NEAR
        found = innermost(self.statements[low:high], start, end)
        return None if found is None else low + found


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
    article: Article, drafts: Sequence[StatementDraft], number: int, parents: Sequence[int | None], cast: Cast, scene: Scene, times: dict[int, list[Time]]
) -> Statement:
    draft, parent = drafts[number], parents[number]
    text = article.text
    return Statement(
        id=f"s{number + 1}", uid=statement_uid(article.id, draft.start, draft.end), speaker=list(draft.speaker),
        speaker_span=span_of(text, *draft.speaker_span) if draft.speaker_span else None, cue=span_of(text, *draft.cue) if draft.cue else None,
        cue_lemma=draft.lemma, content=span_of(text, draft.start, draft.end), type=draft.type, voice=draft.voice,
        trace=_trace(draft, text), verbatim=_verbatim(drafts, number, parent), quoted=quoted_of(text, drafts, number), translated=draft.translated,
        parts=[span_of(text, a, b) for a, b in draft.parts], occasion=draft.occasion, channel=draft.channel,
        chain=chain_of(article, drafts, number, parents, cast), parent=f"s{parent + 1}" if parent is not None else None,
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
def _event(context: _Context, number: int, draft: EventDraft, scene: Scene) -> Event:
    article, cast = context.article, context.cast
    when = _time_of(scene, draft, context.times.get(scene.number, []))
    kind, status = settle(draft.type, draft.status, when, context.published)
    place = place_of(scene, draft, context.places.get(scene.number, []))
    inside = context.innermost(*draft.cue)
    mode = draft.mode if kind == draft.type else None
    return Event(
        id=f"e{number}", uid=event_uid(article.id, kind, draft.start, draft.end), type=kind, mode=mode,
        contexts=contexts_of(scene, draft.start, draft.end, cast.lexicon), quad=quad(kind),
        score=score(kind, mode), actors=list(draft.actors), recipients=list(draft.recipients), status=status,
        evidence=span_of(article.text, draft.start, draft.end), trace=draft.trace,
        date=When(value=when.value, precision=when.precision or "day") if when and when.value else None,
        place=_where(place) if place else None,
        size=size_of(scene, draft, kind), statement=f"s{inside + 1}" if inside is not None else None,
        attribution=_attribution(status, inside, draft), speech_act=draft.speech_act, mentions=list(draft.mentions),
    )  # fmt: skip


def _where(place: Place) -> Where:
    return Where(
        key=place.key, name_ar=place.name_ar, name_en=place.name_en, country=place.country, precision=place.precision, admin1=place.admin1,
        admin2=place.admin2,
    )  # fmt: skip


def _attribution(status: str, inside: int | None, draft: EventDraft) -> Any:
    if status == "negation" and inside is not None:
        return "denied"
    return "claimed" if inside is not None and not draft.speech_act else "outlet"


def _time_of(scene: Scene, draft: EventDraft, times: Sequence[Time]) -> Time | None:
    """The time in the event's clause: inside its evidence, else the nearest in the sentence with no other verb between."""
    inside = [t for t in times if t.value and draft.start <= t.start and t.end <= draft.end]
    if inside:
        return min(inside, key=lambda t: abs(t.start - draft.cue[0]))
    near = [t for t in times if t.value and scene.start <= t.start and t.end <= scene.end and not verb_between(scene, draft.cue, t) and not _of_another(scene, t)]
    return min(near, key=lambda t: abs(t.start - draft.cue[0]), default=None)


def _of_another(scene: Scene, time: Time) -> bool:
    """الانتخابات المقررة في سبتمبر: the date of what is scheduled, not of what is told."""
    before = [t.key for t in scene.line.tokens if t.end <= time.start][-2:]
    return any(key in SCHEDULED for key in before)


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
