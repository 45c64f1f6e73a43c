"""What is promised or announced: when it was said, and what, when and where it is to be."""

from __future__ import annotations

from khabar.coding.deeds import begins_after
from khabar.coding.drafts import EventDraft
from khabar.coding.match import index
from khabar.frames.scene import Scene
from khabar.model import Planned, When, Where

_ANNOUNCED = frozenset(("AGREE", "CONCEDE"))
_DONE = ("RETREAT", "CONSULT", "AID", "COOPERATE", "SUPPORT")
"""What may be promised, the most telling first: a promised visit at which something is signed is a visit."""
_MEETS = frozenset(
    ("زار", "وصل", "توجه", "سافر", "استضاف", "استقبل", "عقد", "اجتمع", "التقى", "انعقد", "بحث", "ناقش", "شارك", "حضر", "دعا", "أوفد", "قمة", "مؤتمر", "اجتماع", "لقاء",
     "جولة", "زيارة", "جلسة", "محادثات", "مباحثات", "مفاوضات", "حوار", "تفاوض", "تباحث", "قام", "غادر", "ترأس", "انطلق", "التأم", "وفد", "لجنة")
)  # fmt: skip
_GIVES = frozenset(("أرسل", "قدم", "سلم", "وزع", "منح", "تبرع", "خصص", "دعم", "مساعدات", "قافلة", "شحنة", "إغاثة", "مول", "زود", "سير", "ساعد", "معونة", "مستشفى"))
_LEAVES = frozenset(("سحب", "انسحب", "هدنة", "أخلى", "أوقف", "أفرج", "غادر", "سلم"))
_SIGNS = frozenset(("وقع", "اتفاقية", "أبرم", "مذكرة"))


def planned_of(scene: Scene, draft: EventDraft, kind: str, date: When | None, place: Where | None, published: str | None) -> Planned | None:
    """What the event says is to come; None for one that tells something done.

    Args:
        scene: the sentence.
        draft: the event as found.
        kind: its type once what is to come has become a promise.
        date: the day that the words give.
        place: the place that they give.
        published: the article's day.
    """
    later = date is not None and published is not None and begins_after(date.value, published[:10])
    turned = kind != draft.type or (draft.status == "future" and kind in _ANNOUNCED)
    if not (turned or later or kind == "AGREE"):
        return None
    ahead = date if date is not None and (turned or later or not published) else None
    what = draft.type if kind != draft.type else _what(scene, draft) if kind in _ANNOUNCED else draft.type if later else None
    if kind == "AGREE" and not turned and what is None and ahead is None:
        return None
    return Planned(type=what, date=ahead, place=place)


def said_on(kind: str, planned: Planned | None, date: When | None, said: When | None, published: str | None) -> When | None:
    """The day on which a promise or announcement was made: told, else of the saying, else of the article."""
    if planned is None and kind not in _ANNOUNCED:
        return None
    if said is not None:
        return said
    told = date if date is not None and (planned is None or planned.date != date) else None
    if told is not None and not (published and begins_after(told.value, published[:10])):
        return told
    return When(value=published[:10], precision="day", source="published") if published else None


def _what(scene: Scene, draft: EventDraft) -> str | None:
    """The type of what is promised, by the verbs and nouns in the promise's own words."""
    words = _lemmas(scene, draft)
    types = {rule.type for frame in scene.clause.frames if _inside(scene, frame.at, draft) for rule in index().of(frame)}
    marked = (("CONSULT", _MEETS), ("AID", _GIVES), ("RETREAT", _LEAVES), ("SUPPORT", _SIGNS))
    return next((kind for kind, marks in marked if words & marks), None) or next((kind for kind in _DONE if kind in types), None)


def _lemmas(scene: Scene, draft: EventDraft) -> set[str]:
    tokens = [t for t in scene.line.tokens if draft.start <= t.start and t.end <= draft.end]
    return {r.entry.lemma for t in tokens for r in t.readings}


def _inside(scene: Scene, at: int, draft: EventDraft) -> bool:
    return draft.start <= scene.chunk_start(at) < draft.end
