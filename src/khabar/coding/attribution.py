"""Whose word an event is: the outlet's, a speaker's, contested between two, or told only by who denies it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from khabar.coding.vocabulary import Vocabulary
from khabar.frames.scene import Scene
from khabar.model import Actor, Attribution, Event, Span, Statement, Status
from khabar.resolve.focus import Thread
from khabar.script.fold import fold

Side = Callable[[str, str], bool]
"""Whether two actors, by key, speak and act for one side."""
_DENYING = frozenset(("نفى", "كذب", "أنكر", "فند", "دحض", "تبرأ", "تنصل"))
_PRONOUNS = frozenset(fold(w) for w in ("ذلك", "هذا", "هذه", "تلك", "الأمر", "الاتهام", "الاتهامات", "الأنباء", "المزاعم", "الرواية", "الخبر"))
_SHARE = tuple(fold(w) for w in ("صلته", "صلتها", "صلتهم", "أي صلة", "صلة", "علاقته", "علاقتها", "علاقة", "مسؤولية", "مسؤوليته", "مسؤوليتها", "وقوف", "تورط", "ضلوع", "مشاركته", "مشاركتها", "دور"))
_NOT = frozenset(fold(w) for w in ("لم", "لا", "لن", "ليس", "ليست", "ليسوا", "غير", "عدم", "أي"))
_OTHERS = (" هو من ", " هي من ", " هم من ", " هو الذي ", " هي التي ", " هم الذين ")
SHORT = 120  # letters of a statement that tells one thing
NEAR = 4  # events back that a bare «denied that» may mean
_OFFICES = frozenset(("GOV", "MIL", "COP", "LEG"))
_OFFICIAL = frozenset(("country", "government", "military", "police"))


def side_of(actors: Mapping[str, Actor]) -> Side:
    """Who speaks for whom: the same actor, a body and its men, the state's own, those of one rival authority."""

    def same(a: str, b: str) -> bool:
        if a == b:
            return True
        one, other = actors.get(a), actors.get(b)
        if one is None or other is None:
            return False
        if one.of == b or other.of == a or (one.of and one.of == other.of):
            return True
        if one.authority or other.authority:
            return one.authority == other.authority
        if one.country is None or one.country != other.country:
            return False
        return _serves(one, actors) and _serves(other, actors)

    return same


def _serves(actor: Actor, actors: Mapping[str, Actor]) -> bool:
    """A state's own body, who holds an office, or who speaks for such a body."""
    body = actors.get(actor.of or "")
    holds = actor.kind in ("person", "unnamed") and (bool(_OFFICES & set(actor.sectors)) or (body is not None and body.kind in _OFFICIAL))
    return actor.kind in _OFFICIAL or holds


def base(event: Event, statement: Statement | None, outer: Sequence[str], same: Side) -> Attribution:
    """Whose word an event is by where it stands, before others are asked.

    Args:
        event: with status and speech act.
        statement: the innermost that holds it.
        outer: every actor who speaks in a statement around it.
        same: who speaks for whom.
    """
    if statement is None:
        return "outlet"
    if event.status == "negation":
        return "denied"
    if event.speech_act and any(same(a, s) for a in event.actors for s in outer):
        return "outlet"
    return "claimed"


class Denial(NamedTuple):
    """Somebody says that something did not happen, or was not he."""

    by: tuple[str, ...]
    content: tuple[int, int] | None
    event: int | None
    """Index of the REJECT that it is, where there is one."""
    at: int


class Denials:
    """Who denies what in one article."""

    def __init__(
        self, text: str, statements: Sequence[Statement], events: Sequence[Event], words: Vocabulary, same: Side, told: Sequence[Denial],
    ) -> None:  # fmt: skip
        self.text, self.statements, self.events, self.words, self.same, self.told = text, statements, events, words, same, told

    def settled(self) -> list[Event]:
        """The events with denials linked, what is denied marked, and what is told against each other contested."""
        status: dict[str, Attribution] = {}
        links: dict[str, str] = {}
        happened: set[str] = set()
        for denial in self._denials():
            inner = self._inside(denial)
            target = self._target(denial, inner)
            own = self._disowned(denial)
            happened |= {e.id for e in inner if own}
            status |= {e.id: "contested" if own else "denied" for e in inner}
            if target is not None and target.id not in status:
                status[target.id] = "contested"
            named = target or (inner[0] if inner else None)
            if denial.event is not None and named is not None:
                links[self.events[denial.event].id] = named.id
        status |= {id: "contested" for id in self._against() if status.get(id) != "denied"}
        return [self._changed(e, status.get(e.id), links.get(e.id), e.id in happened) for e in self.events]

    def _changed(self, event: Event, attribution: Attribution | None, link: str | None, happened: bool) -> Event:
        if attribution is None and link is None:
            return event
        status: Status = event.status
        if attribution == "denied" and status == "actual":
            status = "negation"
        if happened and status == "negation":
            status = "actual"
        return msgspec.structs.replace(event, attribution=attribution or event.attribution, denial_of=link, status=status)

    # -- who denies
    def _denials(self) -> Iterator[Denial]:
        """Each telling of a denial with the REJECT and the statement that it is, where there are such."""
        for denial in self.told:
            event = next((n for n, e in enumerate(self.events) if e.type == "REJECT" and _at(e.trace.cue, denial.at)), None)
            said = next((s for s in self.statements if _at(s.cue, denial.at)), None)
            if said is not None and said.parent is not None and event is None:
                continue
            content = (said.content.start, said.content.end) if said is not None else denial.content
            yield Denial(tuple(said.speaker) if said is not None and said.speaker else denial.by, content, event, denial.at)

    # -- what is denied
    def _inside(self, denial: Denial) -> list[Event]:
        """The deeds told in the words that deny them."""
        if denial.content is None:
            return []
        start, end = denial.content
        return [e for n, e in enumerate(self.events) if n != denial.event and not e.speech_act and e.type != "AGREE" and start - 1 <= e.evidence.start < end]

    def _disowned(self, denial: Denial) -> bool:
        """نفى صلته بالهجوم, مسؤوليته عن القصف: it happened, only not by him."""
        words = fold(self.text[denial.content[0] : denial.content[1]]).split()[:3] if denial.content is not None else []
        return any(word.startswith(_SHARE) for word in words)

    def _target(self, denial: Denial, inner: Sequence[Event]) -> Event | None:
        """What others tell and this denies: by its words, else the last deed of the denier's side, or told of before."""
        others = [e for n, e in enumerate(self.events) if n != denial.event and e not in inner and e.type not in ("REJECT", "AGREE", "REQUEST", "SUPPORT") and self._told_by_another(e, denial)]
        key = self.words.of(*denial.content) if denial.content is not None else frozenset()
        if key and not (denial.content is not None and self._bare(denial.content)):
            alike = [(self._likeness(e, key, denial, inner), e) for e in others]
            best = max(alike, key=lambda pair: (pair[0], -abs(pair[1].evidence.start - denial.at)), default=(0, None))
            return best[1] if best[0] >= 1 else None
        before = [e for e in others if e.evidence.start < denial.at and not e.speech_act][-NEAR:]
        own = [e for e in before if any(self.same(a, b) for a in (*e.actors, *e.recipients) for b in denial.by)]
        near = [e for e in before if not re.search(r"[.\n]", self.text[e.evidence.end : denial.at])]
        return own[-1] if own else near[-1] if near else None

    def _bare(self, content: tuple[int, int]) -> bool:
        """نفى ذلك, نفت تلك الاتهامات: what is denied is only pointed at."""
        words = fold(self.text[content[0] : content[1]]).split()
        return bool(words) and words[0] in _PRONOUNS

    def _told_by_another(self, event: Event, denial: Denial) -> bool:
        """The outlet tells it, or somebody not of the denier's side; and it is a deed."""
        if event.speech_act or event.status not in ("actual", "historical"):
            return False
        if event.statement is None:
            return True
        speakers = next((s.speaker for s in self.statements if s.id == event.statement), [])
        return not any(self.same(a, b) for a in speakers for b in denial.by)

    def _likeness(self, event: Event, key: frozenset[str], denial: Denial, inner: Sequence[Event]) -> int:
        """How much a deed told elsewhere is what is denied: shared words, a deed of the same type denied in so many words, its doer or victim."""
        shared = len(key & self._words(event))
        typed = any(e.type == event.type for e in inner)
        sided = any(self.same(a, b) for a in (*event.actors, *event.recipients) for b in denial.by)
        if not (shared or (typed and sided)):
            return 0
        return 2 * shared + typed + sided

    # -- told against each other
    def _against(self) -> set[str]:
        """Deeds that two sides lay to one another's door, or that whom they are told of says he did not do."""
        found: set[str] = set()
        deeds = [e for e in self.events if e.attribution == "claimed" and not e.speech_act and e.status == "actual" and e.actors]
        for n, one in enumerate(deeds):
            for other in deeds[n + 1 :]:
                if one.type == other.type and self._crossed(one, other):
                    found |= {one.id, other.id}
        told = [e for e in self.events if e.attribution == "claimed" and e.status == "actual" and e.actors and e.type != "AGREE"]
        return found | {e.id for e in told if any(self._refuted(e, s) for s in self.statements)}

    def _crossed(self, one: Event, other: Event) -> bool:
        speakers, back = self._speakers(one), self._speakers(other)
        blamed = any(self.same(a, b) for a in one.actors for b in back) and any(self.same(a, b) for a in other.actors for b in speakers)
        if not blamed:
            return False
        alike = self._words(one) & self._words(other)
        around = f" {fold(self.text[max(0, other.evidence.start - 2) : other.evidence.end])} "
        return bool(alike) or any(mark in around for mark in _OTHERS)

    def _refuted(self, event: Event, said: Statement) -> bool:
        """في حين تقول الجماعة إنها لم تتسلم المبادرة: he of whom it is told says no, in words that it shares."""
        if said.id == event.statement or not any(self.same(a, b) for a in event.actors for b in said.speaker):
            return False
        words = fold(said.content.text).split()[:3]
        if said.voice != "deny" and not (_NOT & set(words)):
            return False
        return bool(self.words.of(said.content.start, said.content.end) & self._words(event))

    def _words(self, event: Event) -> frozenset[str]:
        """Its telling words, those of the short statement that holds it too: «اشتباكات أسفرت عن مقتل ثلاثة»."""
        said = next((s.content for s in self.statements if s.id == event.statement and s.content.end - s.content.start <= SHORT), event.evidence)
        return self.words.of(min(said.start, event.evidence.start), max(said.end, event.evidence.end))

    def _speakers(self, event: Event) -> list[str]:
        return next((s.speaker for s in self.statements if s.id == event.statement), [])


def _at(cue: Span | None, offset: int) -> bool:
    return cue is not None and cue.start <= offset < cue.end


def denied_in(scenes: Sequence[Scene], thread: Thread) -> list[Denial]:
    """Every place where somebody is told to deny something: نفى, كذب, نافيا, وهو ما نفاه."""
    found = []
    for scene in sorted(scenes, key=lambda s: s.start):
        for number, frame in enumerate(scene.clause.frames):
            if frame.kind == "noun" or frame.lemma not in _DENYING or frame.negated or frame.hypothetical:
                continue
            at = scene.chunks[frame.at]
            after = max(frame.last, frame.at + 1, *(i + 1 for i in frame.object), *(i + 1 for _, i in frame.obliques))
            last = next((i for i in range(frame.at + 1, min(after, len(scene.chunks))) if scene.chunks[i].kind in ("STOP", "COMMA")), min(after, len(scene.chunks)))
            content = (scene.chunk_end(frame.at) + 1, scene.chunk_end(last - 1)) if last > frame.at + 1 else None
            found.append(Denial(thread.subject_of(scene, number), content, None, scene.line.tokens[at.end - 1].start))
    return found
