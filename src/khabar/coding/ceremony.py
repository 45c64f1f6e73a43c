"""Protocol courtesy: thanks, cables, congratulations, condolences, «the depth of relations». Kept, and left out of averages."""

from __future__ import annotations

from khabar.coding.drafts import EventDraft
from khabar.frames.scene import Scene
from khabar.script.fold import fold

_COURTESY = frozenset(
    ("هنأ", "تهنئة", "عزى", "عزاء", "تعزية", "تعاز", "شكر", "امتنان", "امتن", "مواساة", "واسى", "برقية", "تبريك", "بارك", "حفاوة", "ترحاب", "ضيافة", "تهان")
)
_COURTEOUS = frozenset(fold(w) for w in ("تعازيه", "تعازي", "التعازي", "تعازيها", "تهانيه", "تهاني", "التهاني", "تهانيها", "تهنئته", "تمنياته", "تمنياتها", "المواساة", "مواساته", "شكره", "شكرها", "امتنانه", "امتنانها", "شكرهما"))
_TIES = frozenset(fold(w) for w in ("العلاقات", "علاقات", "الروابط", "روابط", "الأواصر", "أواصر", "للعلاقات", "بالعلاقات", "الصداقة", "العلاقة", "وشائج"))
_WARM = frozenset(
    fold(w)
    for w in (
        "عمق", "بعمق", "متانة", "بمتانة", "تميز", "بتميز", "رسوخ", "برسوخ", "قوة", "بقوة", "خصوصية", "بخصوصية", "الأخوية", "التاريخية", "الوثيقة", "المتميزة", "المتجذرة", "الراسخة",
        "أخوية", "تاريخية", "وثيقة", "متميزة", "راسخة", "الوطيدة", "الشقيقين", "الصديقين", "مستوى", "بمستوى", "حسن", "بحسن",
    )
)  # fmt: skip


def ceremonial(scene: Scene, draft: EventDraft, kind: str) -> bool:
    """Whether the event is protocol courtesy."""
    if kind not in ("SUPPORT", "CONSULT") or (kind == "CONSULT" and draft.mutual):
        return False
    tokens = [t for t in scene.line.tokens if draft.start <= t.start and t.end <= draft.end]
    keys = {t.key.removeprefix("و") for t in tokens}
    lemmas = {r.entry.lemma for t in tokens for r in t.readings}
    if kind == "SUPPORT" and keys & _TIES and keys & _WARM:
        return True
    courteous = bool(lemmas & _COURTESY or keys & _COURTEOUS or set(draft.trace.lexicon) & _COURTESY)
    return courteous and (kind == "SUPPORT" or "برقية" in lemmas)
