"""One event once: readings of one stretch, an attack with the harm it did, tellings across the article."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from khabar.coding.drafts import EventDraft
from khabar.frames.scene import Scene
from khabar.model import span_of

_APART = frozenset(("فيما", "بينما", "في حين", "كما", "لكن", "غير ان"))


def distinct(found: Sequence[EventDraft]) -> list[EventDraft]:
    """One of two readings of the same stretch with the same type stays: the one with more sides."""
    kept: list[EventDraft] = []
    for draft in found:
        twin = next((k for k in kept if k.type == draft.type and k.harm == draft.harm and k.start < draft.end and draft.start < k.end and _compatible(k, draft)), None)
        if twin is None:
            kept.append(draft)
        elif _weight(draft) > _weight(twin):
            kept[kept.index(twin)] = draft
    return kept


def _compatible(a: EventDraft, b: EventDraft) -> bool:
    """Neither names a side that the other gives to someone else."""
    return a.status == b.status and _sides_fit(a.actors, b.actors) and _sides_fit(a.recipients, b.recipients)


def _sides_fit(a: Sequence[str], b: Sequence[str]) -> bool:
    return not a or not b or bool(set(a) & set(b))


def _weight(draft: EventDraft) -> tuple[int, int]:
    return len(draft.actors) + len(draft.recipients), draft.end - draft.start


def with_harm(found: Sequence[EventDraft], scene: Scene) -> list[EventDraft]:
    """An attack and the harm that the same sentence tells of are one event: who did it, whom it hit, and who died of it."""
    kept: list[EventDraft] = []
    for draft in found:
        twin = next((k for k in reversed(kept) if _one_attack(k, draft, scene)), None)
        if twin is None:
            kept.append(draft)
        else:
            kept[kept.index(twin)] = _one(twin, draft)
    return kept


def _one_attack(first: EventDraft, second: EventDraft, scene: Scene) -> bool:
    if first.type != "ASSAULT" or second.type != "ASSAULT" or first.status != second.status:
        return False
    if not (first.harm or second.harm):
        return _where_it_befell(first, second, scene)
    if first.harm and second.harm and not (set(first.actors) == set(second.actors) or not first.actors or not second.actors):
        return False
    harm, attack = (first, second) if first.harm else (second, first)
    if harm.actors and not set(harm.actors) <= {*attack.actors, *attack.recipients}:
        return bool(not attack.actors and attack.mode)
    named = bool(harm.actors or harm.recipients)
    return not (named and _parted(scene, first.cue[1], second.cue[0]))


def _where_it_befell(first: EventDraft, second: EventDraft, scene: Scene) -> bool:
    """«قتلوا في هجوم استهدف دورية»: the attack stands in the clause of the verb that tells of the dead, and neither has another doer."""
    over, under = scene.clause.frames[first.frame], scene.clause.frames[second.frame]
    inside = under.on if under.on is not None else under.at
    held = over.kind == "verb" and any(i == inside for _, i in over.obliques)
    return held and not first.actors and not (set(first.recipients) & set(second.actors))


def _parted(scene: Scene, start: int, end: int) -> bool:
    """A clause of contrast or of something else stands between."""
    return any(c.kind == "STOP" or (c.kind == "CLAUSE" and c.word in _APART) for i, c in enumerate(scene.chunks) if start <= scene.chunk_start(i) < end)


def _one(first: EventDraft, second: EventDraft) -> EventDraft:
    harm, attack = (first, second) if first.harm else (second, first)
    hurt = harm.recipients
    actors = tuple(k for k in (attack.actors or harm.actors) if k not in hurt)
    recipients = tuple(dict.fromkeys((*(attack.recipients if not attack.mutual else ()), *hurt)))
    if attack.mutual and not actors:
        actors = tuple(k for k in attack.recipients if k not in hurt)
    return msgspec.structs.replace(
        attack, actors=actors, recipients=tuple(k for k in recipients if k not in actors), mode=attack.mode or harm.mode, mutual=False,
        start=min(first.start, second.start), end=max(first.end, second.end), harm=(first.harm and second.harm) or not actors,
        recalls=first.recalls and second.recalls, granted=first.granted and second.granted, mentions=(*first.mentions, *second.mentions),
    )  # fmt: skip


def merged(drafts: Sequence[EventDraft], text: str) -> list[EventDraft]:
    """One event once: tellings of the same deed in title, lead and body become one with the others as mentions."""
    kept: dict[int, EventDraft] = {}
    groups: dict[object, list[int]] = {}
    for draft in sorted(drafts, key=lambda d: (d.title, d.start)):
        near = (draft.type, draft.scene)
        sides = (draft.type, draft.status, frozenset(draft.actors), frozenset(draft.recipients))
        told = groups.get(draft.type, []) if draft.recalls else []
        options = list(kept) if draft.title else groups.get(near, []) + groups.get(sides, []) + told
        twin = next((n for n in options if _same_event(kept[n], draft)), None)
        if twin is None:
            twin = len(kept)
            kept[twin] = draft
        else:
            kept[twin] = _joined(kept[twin], draft, text)
        for group in (near, draft.type) if draft.speech_act else (near, sides, draft.type):  # what is said again is another event
            groups.setdefault(group, []).append(twin)
    return sorted(kept.values(), key=lambda d: d.start)


def _joined(first: EventDraft, second: EventDraft, text: str) -> EventDraft:
    """The fuller telling, with the other among its mentions."""
    main, other = (second, first) if _weight(second)[0] > _weight(first)[0] and not second.title else (first, second)
    seen = (*main.mentions, *other.mentions, span_of(text, other.start, other.end))
    return msgspec.structs.replace(main, mentions=seen)


def _same_event(a: EventDraft, b: EventDraft) -> bool:
    if a.type != b.type or (a.status != b.status) or (a.mode and b.mode and a.mode != b.mode and not b.title):
        return False
    if a.scene == b.scene:
        return a.start < b.end and b.start < a.end and set(a.actors) == set(b.actors)
    sides_a, sides_b = {*a.actors, *a.recipients}, {*b.actors, *b.recipients}
    if b.recalls and sides_b <= sides_a and (b.mutual or set(b.actors) <= set(a.actors)):
        return True
    if b.title:
        return bool(sides_a & sides_b) or not sides_b
    return bool(a.actors) and set(a.actors) == set(b.actors) and set(a.recipients) == set(b.recipients) and bool(a.recipients) and not a.speech_act
