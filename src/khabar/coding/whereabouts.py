"""Which place of its sentence is an event's: by how the place is brought in and by what is told of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from khabar.annotate.places import HEADS, head_of
from khabar.coding.drafts import EventDraft
from khabar.frames.chunks import Chunk
from khabar.frames.scene import Scene
from khabar.model import Place
from khabar.resolve.where import Located

NEAR = 160  # characters from the word that tells the event
TOGETHER = 60  # characters that the parts of one address span: حي الزيتونة في مدينة الرملاء

_SIDES = frozenset("شرق غرب شمال جنوب شرقي غربي شمالي جنوبي وسط داخل قرب قباله بجوار قرابه عند محيط خارج بمحيط بوسط".split())
_IN = _SIDES | {"في", "ب"}
_WAYS = {"علي": "on", "فوق": "on", "الي": "to", "نحو": "to", "باتجاه": "to", "صوب": "to", "من": "from"}
# What besides «in» names the place of a deed: a strike on, a convoy to, a withdrawal from, a visit of.
_TAKEN: dict[str, frozenset[str]] = {
    "ASSAULT": frozenset(("on", "object")), "COERCE": frozenset(("on", "object")), "MOBILIZE": frozenset(("on", "to", "object")), "PROTEST": frozenset(("on",)),
    "CONSULT": frozenset(("to", "object")), "AGREE": frozenset(("to", "object")), "AID": frozenset(("to",)), "RETREAT": frozenset(("from", "object")),
    "CONCEDE": frozenset(("from",)),
}  # fmt: skip
# What is done with the hands has no topic: «أفرجت عن أسرى في مأرب», «فرضت حظرا للتجول في العاصمة».
_DEEDS = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT"))
_SAID = frozenset(("SANCTION", "SUPPORT"))  # said or ordered somewhere about something elsewhere
_TOPIC = frozenset("بشان حول عن ازاء بهدف بغيه بخصوص لاجل تجاه".split())
_SEES = frozenset(("شهد", "عاش", "عرف"))  # شهدت المدينة مظاهرات: what sees it is where it is
_RANK = {"site": 6, "quarter": 6, "camp": 6, "base": 6, "crossing": 6, "village": 5, "town": 5, "city": 4, "admin2": 3, "sea": 3, "river": 3, "island": 3, "admin1": 2, "region": 2, "country": 1}  # fmt: skip
_CUTS = frozenset(("V", "PART", "STOP", "CLAUSE", "COND", "SOURCE"))


def place_of(scene: Scene, draft: EventDraft, places: Sequence[Located]) -> Place | None:
    """The most precise place told for the event: inside its evidence, else nearest in its clause; None where none is."""
    starts = [c.start for c in scene.chunks]
    offsets = [t.start for t in scene.line.tokens]

    def chunk(at: int) -> int:
        return bisect_right(starts, bisect_right(offsets, at) - 1) - 1

    cue = chunk(draft.cue[0])
    fit = [p.record for p in places if not p.dateline and abs(p.record.start - draft.cue[0]) < NEAR and _fits(scene, draft, cue, chunk(p.record.start), p.record)]
    if not fit:
        fit = [p.record for p in places if not p.dateline and chunk(p.record.start) == _antecedent(scene, draft)]
    inside = [p for p in fit if draft.start <= p.start and p.end <= draft.end]
    if not fit:
        return None
    nearest = min(inside or fit, key=lambda p: abs(p.start - draft.cue[0]))
    return max((p for p in fit if abs(p.start - nearest.start) < TOGETHER), key=lambda p: (_RANK.get(p.precision or "", 0), -p.start))


def _fits(scene: Scene, draft: EventDraft, cue: int, at: int, place: Place) -> bool:
    way = _way(scene, at, place)
    if way != "in" and way not in _TAKEN.get(draft.type, ()) and not (way == "object" and draft.type == "PROTEST"):
        return False
    frame = scene.clause.frames[draft.frame]
    if way == "object" and frame.light in _SEES and frame.parent is not None and at in scene.clause.frames[frame.parent].subject:
        return True
    if way == "object" and at not in frame.object:
        return False
    low, high = min(cue, at), max(cue, at)
    if any(scene.chunks[i].kind in _CUTS and not scene.on_noun(i) for i in range(low + 1, high)):
        return False
    if at < cue:
        hangs = bool(scene.chunks[cue].prep) and draft.start <= place.start  # قتل خمسة في صنعاء بغارة
        return hangs or _opens(scene, at) or scene.chunks[cue].kind == "NP" and way == "object"
    return not _of_topic(scene, draft, cue, at) and (not (draft.speech_act or draft.type in _SAID) or _of_saying(scene, draft, at))


def _antecedent(scene: Scene, draft: EventDraft) -> int:
    """The chunk that «حيث» before the event's clause refers to, or -1: «زار بروكسل، حيث أجرى مباحثات»."""
    at = scene.clause.frames[draft.frame].first
    for back in range(min(at, len(scene.chunks) - 1), max(-1, at - 3), -1):
        if scene.chunks[back].word == "حيث":
            return next((i for i in range(back - 1, -1, -1) if scene.chunks[i].kind != "COMMA"), -1)
    return -1


def _way(scene: Scene, at: int, place: Place) -> str:
    """How the phrase that holds the place is brought in; what follows «and» is brought in like what precedes it."""
    chunk = scene.chunks[at]
    if chunk.mention is not None and chunk.mention.kind in ("role", "person", "body", "outlet") and scene.line.tokens[chunk.mention.start].end < place.start:
        return ""
    first = scene.line.key(chunk.start).removeprefix("و").removeprefix("ف")
    if chunk.prep in _IN or (not chunk.prep and first in _SIDES):
        return "in"
    if chunk.prep:
        return _WAYS.get(chunk.prep, "")
    if at and scene.chunks[at - 1].kind == "NP" and (chunk.conj or _headed(scene, at - 1)):
        return _way(scene, at - 1, place)
    headed = first.removeprefix("ال") in HEADS
    return "object" if headed or scene.line.tokens[chunk.start].end >= place.start or chunk.inner else ""


def _headed(scene: Scene, at: int) -> bool:
    """A phrase such as «في العاصمة الروسية», whose name follows in apposition."""
    chunk = scene.chunks[at]
    return any(head_of(scene.line, i) for i in range(chunk.start, chunk.end))


def _opens(scene: Scene, at: int) -> bool:
    """Only a conjunction, a time or the like stands before it in its clause: «وفي نيويورك، استخدمت روسيا»."""
    for chunk in reversed(scene.chunks[:at]):
        if chunk.kind in ("STOP", "CLAUSE", "COMP"):
            return True
        if chunk.kind not in ("CONJ", "TIME", "COMMA", "FOCUS", "ADV", "PREP") and not _same_address(chunk):
            return False
    return True


def _same_address(chunk: Chunk) -> bool:
    return chunk.kind == "NP" and chunk.prep in _IN


def _of_topic(scene: Scene, draft: EventDraft, cue: int, at: int) -> bool:
    """The place belongs to what the parties talked or agreed about, not to their meeting."""
    if draft.type in _DEEDS:
        return False
    frame = scene.clause.frames[draft.frame]
    if draft.type == "CONSULT" and frame.kind == "verb" and any(i < at and scene.chunks[i].mention is None and not scene.chunks[i].inner for i in frame.object):
        return True  # بحثا الأوضاع في ليبيا
    between = scene.chunks[cue + 1 : at + 1]
    return any(c.prep in _TOPIC or c.word in _TOPIC or (c.prep == "ل" and c.reading is not None and c.reading.entry.pos == "masdar") for c in between)


def _of_saying(scene: Scene, draft: EventDraft, at: int) -> bool:
    """Where words were said stands between the verb and what is said; what stands after belongs to the content."""
    frame = scene.clause.frames[draft.frame]
    between = range(frame.at + 1, at)
    if frame.kind == "noun" or any(i not in frame.subject and scene.chunks[i].kind == "NP" and not _same_address(scene.chunks[i]) or i == frame.content for i in between):
        return False
    before = scene.chunks[at - 1]
    return before.mention is None or before.mention.kind not in ("unnamed", "body", "people")
