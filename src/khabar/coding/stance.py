"""For whom, against whom, or concerned about whom a statement is, by the words that show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.coding.content import head_token
from khabar.coding.drafts import Leaning, StatementDraft
from khabar.coding.slots import Slots, doers
from khabar.frames.frame import Frame
from khabar.frames.scene import Scene
from khabar.lexicon.words import Lexicon
from khabar.model import ActorKind, Stance
from khabar.resolve.focus import Thread

_FOR = frozenset(("دعم", "أيد", "ساند", "تضامن", "آزر", "ناصر", "تعاطف", "عزى", "قدر", "احترم", "امتنان", "تعازي", "ساعد"))
_AGAINST = frozenset(("رفض", "عارض", "اعترض", "اتهم", "حذر", "هدد", "توعد", "أنذر", "استهدف", "كذب"))
_CONCERN = frozenset(("قلق", "مخاوف", "خشي", "تخوف", "انزعج", "هواجس"))
_DEEDS = frozenset(("هاجم", "حمل", "لعن", "سب"))
"""Verbs of blame whose nouns are deeds or things: هجوم is no criticism."""
_TOWARDS = frozenset(("ل", "مع", "ب", "علي", "من", "ازاء", "تجاه", "حيال", "بشان", "في", "الي"))
_POWERS: tuple[ActorKind, ...] = ("country", "government")
_OWN = frozenset(("بلاده", "بلادها", "بلادهم", "بلدنا", "بلادنا", "حكومته", "حكومتها"))


def leanings(scene: Scene, draft: StatementDraft, others: Sequence[StatementDraft], thread: Thread, lexicon: Lexicon) -> tuple[Leaning, ...]:
    """What the statement's cue and the speaker's own acts inside its content say about other actors."""
    found: list[Leaning] = []
    own = _own(draft, thread)
    for number, frame in enumerate(scene.clause.frames):
        stance = _stance(frame, lexicon)
        if stance is None or frame.negated or not (number == draft.frame or _his(scene, number, draft, others, thread, own)):
            continue
        for key, chunk in _targets(scene, number, stance, thread, lexicon):
            if key not in own and all(f.actor != key for f in found):
                found.append(Leaning(key, stance, *_shown(scene, frame, chunk)))
    return tuple(found)


def _own(draft: StatementDraft, thread: Thread) -> set[str]:
    """The speakers, and the states that they serve."""
    states = [thread.cast.by_key[k].country for k in draft.speaker]
    return {*draft.speaker, *(d.key for kind in _POWERS for d in thread.cast.by_kind[kind] if d.country and d.country in states)}


def _stance(frame: Frame, lexicon: Lexicon) -> Stance | None:
    names = set(frame.names) | {frame.lemma}
    if frame.kind == "noun" and names & _DEEDS:
        return None
    if names & _CONCERN:
        return "concern"
    if names & _FOR:
        return "for"
    if names & _AGAINST:
        return "against"
    row = lexicon.verb(frame.lemma)
    kinds: dict[str, Stance] = {"praise": "for", "condemn": "against"}
    return kinds.get(row.voice or "") if row is not None else None


def _his(scene: Scene, number: int, draft: StatementDraft, others: Sequence[StatementDraft], thread: Thread, own: set[str]) -> bool:
    """The act is told in the content as the speaker's own: أنه يدعم، دعمنا، حرص بلاده, or the content's head (أعرب عن دعمه)."""
    frame = scene.clause.frames[number]
    at = scene.line.tokens[head_token(scene, frame.at)].start
    if not draft.start - 2 <= at < draft.end or any(draft.start <= o.start and o.start <= at < o.end and o.end <= draft.end for o in others):
        return False
    if frame.kind != "noun":
        subject = set(thread.subject_of(scene, number))
        return frame.person == "1" or (bool(subject) and subject <= own)
    chunk = scene.chunks[frame.at]
    words = {t.key for t in scene.line.tokens[chunk.start : chunk.end]}
    return bool(words & _OWN) or scene.chunk_end(frame.at) > draft.start >= scene.chunk_start(frame.at) or (bool(frame.pronoun) and set(thread.pronoun(scene, frame.pronoun, frame.at)) <= own)


def _targets(scene: Scene, number: int, stance: Stance, thread: Thread, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """(actor, chunk that names him): whom the act is done to, or who is named as doing what it is against."""
    frame = scene.clause.frames[number]
    row = lexicon.verb(frame.lemma)
    slots = Slots(scene, number, thread)
    if frame.kind != "noun" and row is not None and row.addressee == "object" and slots["object"].keys:
        yield from ((key, _chunk(slots["object"].chunks, frame)) for key in slots["object"].keys)
        return
    if frame.kind == "noun":
        chunks = [frame.at, *(i for prep, i in frame.obliques if prep in _TOWARDS)]
    else:
        held = frame.object or ((frame.content,) if frame.content is not None else ())
        chunks = [*held, *(i for prep, i in frame.obliques if prep in _TOWARDS)]
    for index in chunks:
        if stance == "against" and scene.chunks[index].prep == "في":
            continue  # رفض الوجود الأجنبي في ليبيا: where, not whom
        keys = doers(scene, thread, [index]) if stance == "against" else thread.keys(scene, index)
        if keys:
            yield from ((key, index) for key in keys)
            return


def _chunk(chunks: Sequence[int], frame: Frame) -> int:
    return chunks[0] if chunks else frame.at


def _shown(scene: Scene, frame: Frame, target: int) -> tuple[int, int]:
    """From the word that shows the stance to the one it is about."""
    return scene.chunk_start(min(frame.at, target)), scene.chunk_end(max(frame.at, target))
