"""Dead, injured, arrested, participants of an event: as its evidence gives them, and every figure by whoever gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from khabar.coding.drafts import EventDraft
from khabar.coding.figures import FigureFound, figures_of
from khabar.frames.frame import Frame
from khabar.frames.scene import Scene
from khabar.frames.words import has_article
from khabar.model import Claim, Event, Quantity, Size, span_of
from khabar.resolve.focus import Thread

SIZED: Mapping[str, tuple[str, ...]] = {
    "ASSAULT": ("dead", "injured", "missing", "abducted", "displaced", "arrested"),
    "COERCE": ("arrested", "abducted", "displaced", "dead", "injured", "missing"),
    "PROTEST": ("participants", "arrested", "injured", "dead"),
    "RETREAT": ("participants", "arrested", "displaced", "dead", "injured"),
}
"""Type → the quantities that its size may hold, the first the one meant by «their number»."""
_OWN: Mapping[str, tuple[str, ...]] = {
    "ASSAULT": ("dead", "injured", "missing", "abducted"), "COERCE": ("arrested", "abducted"), "PROTEST": ("participants",),
}  # fmt: skip
"""Type → the quantities told elsewhere in the article that are taken for the event's own."""
_COUNTS = frozenset(("قدر", "أحصى", "سجل", "وثق", "رصد", "تحدث", "أورد", "حصر", "ذكر", "أعلن", "حدد", "اعترف", "أقر", "زعم", "ادعى", "قال"))
REACH = 5  # sentences after an event in which figures may still be its own


class Told(NamedTuple):
    """A figure of the article and whose it is."""

    scene: int
    figure: FigureFound
    by: str | None
    statement: str | None
    recalled: frozenset[str] = frozenset()
    """Lemmas of the definite nouns in its sentence that may name a deed told before: القصف."""


Speaker = Callable[[Scene, int, int], tuple[str | None, str | None]]
"""Sentence and offsets of a figure → actor and id of the statement that gives it."""


def size_of(scene: Scene, draft: EventDraft, kind: str) -> Size | None:
    """The counts in the event's evidence; None where it gives none."""
    if kind not in SIZED:
        return None
    size = Size()
    for figure in figures_of(scene):
        number, quantity = figure.number, figure.quantity or SIZED[kind][0]
        inside = draft.start <= number.start and number.end <= draft.end
        if inside and quantity in SIZED[kind] and getattr(size, quantity) is None:
            count = Quantity(low=number.low, high=number.high, approximate=number.approximate, span=span_of(scene.line.text, number.start, number.end))
            size = msgspec.structs.replace(size, **{quantity: count})
    return size if size != Size() else None


def told_figures(scenes: Sequence[Scene], speaker: Speaker) -> list[Told]:
    """Every figure of people in the article's body, with whoever gives it."""
    found = []
    for scene in sorted(scenes, key=lambda s: s.start):
        if scene.kind != "title":
            named = _recalled(scene)
            found += [Told(scene.number, figure, *speaker(scene, figure.number.start, figure.number.end), named) for figure in figures_of(scene) if figure.counted]
    return found


def _recalled(scene: Scene) -> frozenset[str]:
    tokens = [t for t in scene.line.tokens if has_article(t)]
    return frozenset(r.entry.lemma for t in tokens for r in t.readings if r.entry.pos == "masdar")


def with_claims(events: Sequence[Event], homes: Sequence[int], figures: Sequence[Told], order: Mapping[int, int], text: str) -> list[Event]:
    """The events with every figure that the article gives for them.

    Args:
        events: in text order, sized by their evidence.
        homes: the number of the sentence of each.
        figures: of `told_figures`.
        order: number of a sentence → its place in the text.
        text: the article's.
    """
    claims: dict[str, list[Claim]] = {}
    for told in figures:
        owner = _owner(events, homes, told, order)
        if owner is not None:
            claims.setdefault(owner.id, []).append(_claim(told, owner, text))
    return [e if e.id not in claims else msgspec.structs.replace(e, size=msgspec.structs.replace(e.size or Size(), claims=_once(claims[e.id]))) for e in events]


def _owner(events: Sequence[Event], homes: Sequence[int], told: Told, order: Mapping[int, int]) -> Event | None:
    """The event whose figure it is: the one whose evidence holds it, else the nearest before it that takes such a figure."""
    start, end, quantity = told.figure.number.start, told.figure.number.end, told.figure.quantity
    holding = [e for e in events if e.evidence.start <= start and end <= e.evidence.end and e.type in SIZED and (not quantity or quantity in SIZED[e.type])]
    if holding:
        return min(holding, key=lambda e: (quantity not in _OWN.get(e.type, ()), e.evidence.end - e.evidence.start))
    at = order[told.scene]
    options = [(at - order[home], e) for e, home in zip(events, homes, strict=True) if _takes(e, quantity) and 0 <= at - order[home] <= REACH]
    options = [(d, e) for d, e in options if d or e.evidence.start < start or len(options) == 1]
    same = [(d, e) for d, e in options if quantity and getattr(e.size, quantity, None) is not None]
    named = [(d, e) for d, e in options if told.recalled & set(e.trace.lexicon)]
    return min(named or same or options, key=lambda pair: (pair[0], abs(pair[1].evidence.start - start)), default=(0, None))[1]


def _takes(event: Event, quantity: str) -> bool:
    """An event that figures told elsewhere may belong to: what happened, and no taking of places or ships."""
    own = _OWN.get(event.type, ())
    held = event.type != "COERCE" or event.mode == "arrest" or "arrest" in event.trace.rule or "abduct" in event.trace.rule
    return event.status == "actual" and held and (quantity in own if quantity else bool(own))


def _claim(told: Told, owner: Event, text: str) -> Claim:
    number = told.figure.number
    quantity = told.figure.quantity or SIZED[owner.type][0]
    return Claim(quantity=quantity, low=number.low, high=number.high, by=told.by, statement=told.statement, span=span_of(text, number.start, number.end))


def _once(claims: Sequence[Claim]) -> list[Claim]:
    """A figure that one party gives twice stands once."""
    seen: dict[tuple[str, int, int | None, str | None], Claim] = {}
    for claim in claims:
        seen.setdefault((claim.quantity, claim.low, claim.high, claim.by), claim)
    return list(seen.values())


def counter(scene: Scene, thread: Thread, start: int) -> str | None:
    """Who counts, where no words are told: قدرت الشرطة عدد المشاركين بألفين."""
    frames = [(n, f) for n, f in enumerate(scene.clause.frames) if f.lemma in _COUNTS and f.kind != "noun" and scene.chunk_start(f.at) < start]
    if not frames:
        return None
    number, frame = frames[-1]
    if any(c.kind == "STOP" for c in scene.chunks[frame.at :] if scene.line.tokens[c.start].start < start):
        return None
    told = thread.subject_of(scene, number) if frame.subject else ()
    return next(iter(told), None) or _named_before(scene, frame, thread) or _named_after(scene, frame, thread, start)


def _named_before(scene: Scene, frame: Frame, thread: Thread) -> str | None:
    """أما قوى الأمن فقدرت عددهم: who stands before the verb, in its own clause."""
    for chunk in reversed(scene.chunks[: frame.at]):
        if chunk.kind in ("STOP", "COMMA", "V", "COMP"):
            return None
        if chunk.kind == "NP" and chunk.mention is not None and not chunk.prep:
            return thread.key_of(scene, chunk.mention)
    return None


def _named_after(scene: Scene, frame: Frame, thread: Thread, start: int) -> str | None:
    """أعلنت قيادة قسد مقتل ثلاثة: whose command it is that the verb begins with."""
    for index in range(frame.at + 1, len(scene.chunks)):
        chunk = scene.chunks[index]
        if scene.chunk_start(index) >= start or chunk.kind != "NP" or chunk.prep:
            return None
        inside = [m for m in scene.mentions if chunk.start <= m.start < chunk.end and m.kind in ("body", "person", "role", "state", "unnamed")]
        if inside:
            return thread.key_of(scene, inside[0])
    return None
