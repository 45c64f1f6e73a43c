"""PLOVER events from frames and rules: sides, status, evidence; one event once."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from khabar.coding.content import trim
from khabar.coding.drafts import EventDraft, StatementDraft
from khabar.coding.granted import aircraft, asked, charged, claimed, granted, joins_harm, lifeless
from khabar.coding.match import Hit, best_hit, index
from khabar.coding.merge import distinct, with_harm
from khabar.coding.slots import Slots
from khabar.coding.status import governor, innermost, told_as
from khabar.frames.frame import Frame
from khabar.frames.scene import Scene
from khabar.frames.words import counts, has_article
from khabar.lexicon.words import Lexicon
from khabar.model import Status, Trace, span_of
from khabar.resolve.focus import Thread

_TOLD = frozenset(("ASSAULT", "PROTEST"))
"""Types whose nouns and relative clauses often only name a deed that is no news."""


_TELLERS = frozenset(("unnamed", "media"))
"""Who only tells of deeds: أعلنت مصادر أمنية مقتل ثلاثة."""
_RESULTS = frozenset(("مقتل", "مصرع", "اصابه", "جرح", "استشهاد", "سقوط", "وفاه", "اغتيال"))
"""أعلن الجيش مقتل جندي: what befell someone, with no word of who did it."""
_ADJUNCT = frozenset(("في", "خلال", "بعد", "عقب", "اثر", "علي اثر", "جراء", "نتيجه", "منذ", "قبل", "اثناء"))
"""أعلن الجيش مقتل جندي في هجوم: the attack is where it happened, and no deed of his who tells it."""
_ANNOUNCES = frozenset(("أعلن", "قرر", "تعهد", "وعد", "وافق"))


class EventCoder:
    """Finds the events of an article, scene by scene."""

    def __init__(self, lexicon: Lexicon, thread: Thread) -> None:
        self.lexicon, self.thread = lexicon, thread

    def scene(self, scene: Scene, statements: Sequence[StatementDraft]) -> list[EventDraft]:
        """The events of one sentence, in text order; a noun inside the frame of a verb that already told it gives none."""
        found: list[EventDraft] = []
        for number, frame in enumerate(scene.clause.frames):
            draft = self._event(scene, number, frame, statements)
            if draft is not None:
                found.append(draft)
        found = [d for d in with_harm(distinct(found), scene) if not d.granted]
        return [d for d in found if not any(self._same_stance(o, d) for o in found if o is not d)]

    def _same_stance(self, told: EventDraft, inner: EventDraft) -> bool:
        """«أعلن الوزير أن بلاده (حكومته) تدعم»: the minister's support and his state's are one."""
        if told.type != inner.type or not told.speech_act or set(told.recipients) != set(inner.recipients) or not (told.start < inner.start and inner.end <= told.end):
            return False
        by_key = self.thread.cast.by_key
        states = {by_key[k].country for k in inner.actors if by_key[k].kind in ("country", "government")}
        return bool(states) and states == {by_key[k].country for k in told.actors}

    def _event(self, scene: Scene, number: int, frame: Frame, statements: Sequence[StatementDraft]) -> EventDraft | None:
        if not index().of(frame):
            return None
        around = innermost(statements, *self._head(scene, frame))
        speaker = statements[around].speaker if around is not None else ()
        slots = Slots(scene, number, self.thread, self._owner(scene, frame), speaker)
        hit = best_hit(slots, self.thread)
        if hit is None:
            return None
        status = told_as(scene, frame, self.lexicon)
        if status is None:
            return None
        if hit.rule.when.negated and status == "negation":
            status = "actual"
        if hit.rule.type == "RETREAT" and status == "actual" and self._announced(scene, frame):
            hit = hit._replace(rule=msgspec.structs.replace(hit.rule, code="CONCEDE"))
        if hit.rule.speech and status == "hypothetical":
            return None
        if not hit.actors and not hit.recipients and not (hit.rule.alone and self._told(scene, frame, hit)):
            return None
        if (hit.rule.type == "ASSAULT" and not hit.actors and lifeless(scene, frame)) or (hit.rule.type == "PROTEST" and aircraft(scene, frame)):
            return None
        known = hit.rule.type in _TOLD and granted(scene, frame) and not (frame.kind == "noun" and hit.actors and hit.recipients and not charged(scene, frame))
        if (known and not (hit.rule.type == "ASSAULT" and joins_harm(scene, frame))) or (hit.rule.type in _TOLD and asked(scene)):
            return None
        return self._draft(scene, number, frame, hit, status, known)

    def _announced(self, scene: Scene, frame: Frame) -> bool:
        """أعلنت انسحابها: what is only announced is conceded, not carried out."""
        over = governor(scene, frame) if frame.kind == "noun" else None
        return over is not None and over.lemma in _ANNOUNCES

    def _told(self, scene: Scene, frame: Frame, hit: Hit) -> bool:
        """A deed with nobody named is told by a verb of which something is said, or by a noun that is new."""
        if frame.kind != "noun":
            return any(_counted(scene, i) for i in frame.object) if hit.rule.harm else bool(frame.subject or frame.object)
        return bool(frame.light) or (hit.rule.mode is not None and not self._recalls(scene, frame))

    def _recalls(self, scene: Scene, frame: Frame) -> bool:
        """«الهجوم»: the definite noun with nothing after it that would tell which."""
        chunk = scene.chunks[frame.at]
        if frame.kind == "noun" and frame.pronoun == "هما":
            return True
        if frame.kind != "noun" or frame.pronoun or not any(has_article(t) for t in scene.line.tokens[chunk.start : chunk.end][:2]):
            return False
        after = scene.chunks[frame.at + 1] if frame.at + 1 < len(scene.chunks) else None
        return after is None or after.kind != "REL"

    def _head(self, scene: Scene, frame: Frame) -> tuple[int, int]:
        return scene.chunk_start(frame.at), scene.chunk_end(frame.at)

    def _owner(self, scene: Scene, frame: Frame) -> tuple[str, ...]:
        """Who does the deed of a noun that is another verb's complement: the accused, the one threatening."""
        if frame.kind != "noun" or frame.light:
            return ()
        over = governor(scene, frame)
        if over is None:
            return ()
        number = scene.clause.frames.index(over)
        row = self.lexicon.verb(over.lemma)
        if row is not None and row.addressee == "object" and row.voice in ("condemn", "call"):
            return Slots(scene, number, self.thread)["object"].keys
        if (row is not None and row.klass in ("aspect", "light", "modal")) or claimed(scene, frame.at):
            return self.thread.subject_of(scene, number)
        if row is not None and row.voice in ("deny", "promise", "affirm", "reveal") and scene.chunks[frame.at].prep not in _ADJUNCT and not self._has_doer(scene, frame):
            told = self.thread.subject_of(scene, number)
            if scene.chunks[frame.at].word.removeprefix("ب") in _RESULTS:
                return ()
            return told if {self.thread.cast.by_key[k].kind for k in told}.isdisjoint(_TELLERS) else ()
        return ()

    def _has_doer(self, scene: Scene, frame: Frame) -> bool:
        """أعلن الوسيط توصل الطرفين إلى هدنة: the genitive of a verb without object is who does it."""
        rows = [row for name in frame.names if (row := self.lexicon.verb(name)) is not None]
        return bool(rows) and not any(r.transitive for r in rows) and any(m.via != "nisba" for m in scene.chunks[frame.at].inner)

    def _draft(self, scene: Scene, number: int, frame: Frame, hit: Hit, status: Status, known: bool) -> EventDraft:
        start, end = evidence(scene, frame, hit.chunks)
        head = scene.chunks[frame.at]
        token = scene.line.tokens[head.end - 1 if head.kind != "NP" else head.start]
        trace = Trace(
            rule=hit.rule.id, cue=span_of(scene.line.text, token.start, token.end), lexicon=[frame.lemma],
            frame=f"{frame.kind} {frame.lemma}" + (f" carried by {frame.light}" if frame.light else ""),
        )  # fmt: skip
        actors, recipients = hit.actors, hit.recipients
        return EventDraft(
            scene=scene.number, frame=number, type=hit.rule.type, mode=hit.rule.mode, actors=actors, recipients=recipients,
            status=status, start=start, end=end, cue=(token.start, token.end), trace=trace, mutual=hit.rule.mutual,
            speech_act=hit.rule.speech, title=scene.kind == "title", harm=hit.rule.harm, recalls=self._recalls(scene, frame), granted=known,
        )  # fmt: skip


def _counted(scene: Scene, index: int) -> bool:
    """A number stands in the phrase: 27 آخرون, نحو ثمانين."""
    chunk = scene.chunks[index]
    return any(t.kind == "number" or counts(t) for t in scene.line.tokens[chunk.start : chunk.end])


def evidence(scene: Scene, frame: Frame, used: Sequence[int]) -> tuple[int, int]:
    """The clause that says it: from its first argument or predicate to the last argument that the rule used."""
    first = min((frame.at, *(i for i in used if i < frame.at and _near(scene, i, frame.at))))
    if frame.light:
        first = min(first, frame.first)
    last = max((frame.at, *(i for i in used if i > frame.at), *(i for i in frame.object if i > frame.at)))
    if frame.content is not None and frame.content > last:
        last = min(frame.last, len(scene.chunks)) - 1
    start, end = scene.chunk_start(first), scene.chunk_end(last)
    start, end = trim(scene.line.text, start, end)
    return start, end


def _near(scene: Scene, index: int, at: int) -> bool:
    return not any(c.kind == "STOP" for c in scene.chunks[index:at])
