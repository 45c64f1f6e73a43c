"""A deed told again by somebody who only counts it anew: «قال المنظمون إن ألفي شخص شاركوا في المسيرة»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from khabar.coding.attribution import Side
from khabar.coding.figures import figures_of
from khabar.frames.scene import Scene
from khabar.frames.words import has_article
from khabar.model import Actor, Event

REACH = 3  # sentences between a deed and the figures that others give for it
_COUNTED = frozenset(("PROTEST", "ASSAULT"))
_NAMELESS = frozenset(("people", "unnamed"))
_LOSSES = frozenset(("dead", "injured", "missing", "abducted"))


def without_retold(
    events: Sequence[Event], homes: Sequence[int], scenes: Sequence[Scene], order: Mapping[int, int], actors: Mapping[str, Actor], same: Side
) -> tuple[list[Event], list[int]]:
    """The events and their sentences without those that only count an earlier one anew, which become its mentions.

    Args:
        events: in text order.
        homes: the number of the sentence of each.
        scenes: the sentences.
        order: number of a sentence → its place in the text.
        actors: by key.
        same: who speaks and acts for whom.
    """
    by_number = {s.number: s for s in scenes}
    titled = {n for n in range(len(events)) if by_number[homes[n]].kind == "title"}
    kept: list[int] = []
    mentions: dict[int, list[int]] = {}
    for n, event in enumerate(events):
        told = next((m for m, other in enumerate(events) if m not in titled and _headlined(event, other, same)), None) if n in titled else None
        if told is not None:
            mentions.setdefault(told, []).append(n)
            continue
        first = next((k for k in reversed(kept) if _again(events[k], event, order[homes[n]] - order[homes[k]], by_number[homes[n]], actors)), None)
        if first is None:
            kept.append(n)
        else:
            mentions.setdefault(first, []).append(n)
    found = []
    for number, n in enumerate(kept, 1):
        again = [events[m].evidence for m in mentions.get(n, ())]
        found.append(msgspec.structs.replace(events[n], id=f"e{number}", mentions=[*events[n].mentions, *again]))
    return found, [homes[n] for n in kept]


def _headlined(title: Event, body: Event, same: Side) -> bool:
    """The headline's event is one that the body tells of a man or body of the same side: «الحكومة تنفي» and «نفى مصدر في الوزارة»."""
    if title.type != body.type or title.status != body.status or not title.actors or not body.actors:
        return False
    doers = all(any(same(a, b) for b in body.actors) for a in title.actors)
    return doers and all(any(same(a, b) for b in body.recipients) for a in title.recipients)


def _again(first: Event, later: Event, distance: int, scene: Scene, actors: Mapping[str, Actor]) -> bool:
    if first.type != later.type or first.type not in _COUNTED or not 0 <= distance <= REACH or later.statement is None or later.statement == first.statement:
        return False
    if first.status != "actual" or later.status != "actual" or (first.mode and later.mode and first.mode != later.mode and first.type != "PROTEST") or later.date is not None:
        return False
    if later.place is not None and (first.place is None or first.place.key != later.place.key):
        return False
    named = {k for k in (*later.actors, *later.recipients) if k in actors and actors[k].kind not in _NAMELESS}
    if not named <= {*first.actors, *first.recipients}:
        return False
    counted = {f.quantity for f in figures_of(scene) if later.evidence.start <= f.number.start < later.evidence.end}
    if first.type == "PROTEST":
        return "participants" in counted and _recalls(scene, later)
    same = first.size is not None and any(getattr(first.size, q) is not None for q in counted & _LOSSES)
    return same and (not named or _recalls(scene, later))


def _recalls(scene: Scene, event: Event) -> bool:
    """A definite noun of deeds in it: the march, the attack."""
    tokens = [t for t in scene.line.tokens if event.evidence.start <= t.start and t.end <= event.evidence.end]
    return any(has_article(t) and any(r.entry.pos == "masdar" or r.entry.table == "nouns" for r in t.readings) for t in tokens)
