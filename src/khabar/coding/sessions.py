"""Sessions within a meeting: the talks on a visit, the two ministers' session on the sidelines of a conference."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

import msgspec

from khabar.coding.attribution import Side
from khabar.frames.scene import Scene
from khabar.model import Event

REACH = 3  # sentences between a visit and the talks held on it
_ASIDE = frozenset(("علي هامش", "خلال الزياره", "خلال القمه", "خلال الاجتماع", "خلال الموتمر", "ضمن اعمال", "اطار الزياره"))
"""By which a session says that it belongs to a meeting told before."""
_WHOLE = frozenset(("visit", "multilateral"))


def with_parts(events: Sequence[Event], order: Mapping[int, int], homes: Sequence[int], same: Side, scenes: Sequence[Scene]) -> list[Event]:
    """The events, each session with the id of the meeting that it is a part of, so that one meeting counts once.

    Args:
        events: in text order.
        order: number of a sentence → its place in the text.
        homes: the number of the sentence of each event.
        same: who speaks and acts for whom: a state is host by its minister.
        scenes: the sentences.
    """
    aside = frozenset(s.number for s in scenes if _ASIDE & {" ".join(pair) for pair in pairwise(t.key.removeprefix("و") for t in s.line.tokens)})
    found = []
    for number, event in enumerate(events):
        whole = _whole(events, number, order, homes, same, aside) if event.type == "CONSULT" and event.status == "actual" else None
        found.append(msgspec.structs.replace(event, part_of=whole.id) if whole is not None else event)
    return found


def _whole(events: Sequence[Event], number: int, order: Mapping[int, int], homes: Sequence[int], same: Side, aside: Collection[int]) -> Event | None:
    """The nearest meeting before (a visit, or one of more parties) whose parties or place and day hold this one's."""
    part = events[number]
    sides = {*part.actors, *part.recipients}
    for other in range(number - 1, -1, -1):
        event = events[other]
        if order[homes[number]] - order[homes[other]] > REACH:
            return None
        if event.type != "CONSULT" or event.status != "actual" or event.part_of is not None:
            continue
        parties = {*event.actors, *event.recipients}
        larger = event.mode in _WHOLE or len(parties) > max(2, len(sides))
        if larger and event.mode != "phone" and part.mode not in ("phone", "visit") and _fits(event, part) and (homes[number] in aside or all(any(same(a, b) for b in parties) for a in sides)):
            return event
    return None


def _fits(whole: Event, part: Event) -> bool:
    """Neither day nor place speaks against it."""
    days = whole.date is None or part.date is None or whole.date.value == part.date.value
    return days and (whole.place is None or part.place is None or whole.place.country == part.place.country)
