"""The words of counts: numbers, vague numbers, and what makes them loose or bounds them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from khabar.script.fold import fold


class Part(NamedTuple):
    """One word of a number: its value and the step it takes in the sum."""

    value: int
    kind: str
    """unit (1-10), ten (20-90), hundred, scale (ألف and up)"""
    low: int = 0
    """For words that name no exact count (عشرات، مئات، بضعة): the bounds."""
    high: int = 0

    @property
    def size(self) -> int:
        """The power of ten it counts in: 10 for عشرات, 1000 for ألفين."""
        return int("1" + "0" * (len(str(self.low or self.value)) - 1))


def _spread(words: str, value: int, kind: str) -> dict[str, Part]:
    return {fold(w): Part(value, kind) for w in words.split()}


def _number_words() -> dict[str, Part]:
    units = [
        "واحد واحدة واحدا", "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي إثنان إثنين إثنا إثني", "ثلاث ثلاثة",
        "أربع أربعة",
        "خمس خمسة", "ست ستة", "سبع سبعة", "ثمان ثماني ثمانية ثمانيا", "تسع تسعة", "عشر عشرة عشرا",
    ]  # fmt: skip
    tens = ["عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
    words: dict[str, Part] = {}
    for n, forms in enumerate(units, 1):
        words |= _spread(forms, n, "unit")
    for n, stem in enumerate(tens, 2):
        words |= _spread(f"{stem}ون {stem}ين", n * 10, "ten")
    words |= _spread("مئة مائة", 100, "hundred") | _spread(
        "مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي", 200, "hundred"
    )
    for n, stem in enumerate(["ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "ثماني", "تسع"], 3):
        words |= _spread(f"{stem}مئة {stem}مائة", min(n if n < 9 else n - 1, 9) * 100, "hundred")
    return words | _scales()


def _scales() -> dict[str, Part]:
    rows = [
        ("ألف ألفا آلاف ألوف", "ألفان ألفين ألفي", 10**3),
        ("مليون مليونا ملايين", "مليونان مليونين مليوني", 10**6),
        ("مليار مليارا مليارات بليون بليونا بلايين", "ملياران مليارين ملياري", 10**9),
        ("تريليون تريليونا تريليونات", "تريليونان تريليونين", 10**12),
    ]
    words: dict[str, Part] = {}
    for one, two, size in rows:
        words |= _spread(two, 2 * size, "scale") | _spread(one, size, "scale")
    return words


WORDS = _number_words()
PLURAL_SCALES = {
    fold("آلاف"): 10**3,
    fold("ألوف"): 10**3,
    fold("ملايين"): 10**6,
    fold("مليارات"): 10**9,
    fold("بلايين"): 10**9,
}
VAGUE = {
    fold("عشرات"): Part(20, "vague", 20, 99), fold("مئات"): Part(200, "vague", 200, 999),
    fold("مائات"): Part(200, "vague", 200, 999),
    fold("بضع"): Part(3, "vague", 3, 9), fold("بضعة"): Part(3, "vague", 3, 9),
}  # fmt: skip
SHARES = {fold("نصف"): Decimal("0.5"), fold("ربع"): Decimal("0.25")}
TEN = frozenset({fold("عشر"), fold("عشرة")})
ELEVEN = frozenset({fold("أحد"), fold("إحدى"), fold("حادي"), fold("الأحد"), fold("الإحدى")})
AND = "و"
CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
_ABOUT = [
    "نحو", "حوالي", "حوالى", "قرابة", "زهاء", "ما يقارب", "يقارب", "تقارب", "ما يقرب من", "يقرب من", "ناهز",
    "يناهز", "تناهز", "ما يناهز",
    "قدر", "يقدر", "تقدر", "قدرت", "ما يعادل", "مايقارب", "حدود", "تقريبا", "قارب", "قاربت", "ناهزت",
]  # fmt: skip
_OVER = [
    "أكثر من", "أزيد من", "ما يزيد على", "ما يزيد عن", "يزيد على", "يزيد عن", "تزيد على", "تزيد عن", "يفوق",
    "تفوق", "فاق", "فاقت", "ما يفوق",
    "تجاوز", "تجاوزت", "يتجاوز", "تتجاوز", "ما يتجاوز", "يربو على", "ما يربو على", "يربو عن", "ما يربو عن",
    "تخطى", "تخطت", "فوق", "أكثر عن",
]  # fmt: skip
_LEAST = [
    "ما لا يقل عن", "لا يقل عن", "لا تقل عن", "ما لا يقل على", "بما لا يقل عن", "على الأقل", "مالا يقل عن",
    "على أقل تقدير",
]  # fmt: skip
_MOST = [
    "لم يتجاوز", "لم يتجاوزوا", "لا يتجاوزون", "لم تتجاوز", "لا يتجاوز", "لا تتجاوز", "ما لا يزيد على",
    "ما لا يزيد عن", "لا يزيد على",
    "لا يزيد عن", "لا تزيد على",
    "لا تزيد عن", "أقل من", "ما دون", "لم يزد على", "لم يزد عن", "لم تزد على", "لم تزد عن", "ما لا يتجاوز",
    "كحد أقصى", "على الأكثر",
]  # fmt: skip


def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Modifiers by their last word, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, phrases in (("about", _ABOUT), ("over", _OVER), ("least", _LEAST), ("most", _MOST)):
        for phrase in phrases:
            words = tuple(fold(w) for w in phrase.split())
            index.setdefault(words[-1], []).append((words, kind))
    for found in index.values():
        found.sort(key=lambda item: -len(item[0]))
    return index


MODIFIERS = _phrases()
_NTH = """حادي حادية ثاني ثانية ثالث ثالثة رابع رابعة خامس خامسة سادس سادسة سابع سابعة ثامن ثامنة تاسع تاسعة"""
ORDINALS = frozenset(p + fold(w) for w in _NTH.split() for p in ("", "ال", "وال", "لل", "بال", "كال"))
"""Before عشر they make an ordinal: الدورة الخامسة عشرة."""
ONLY_BEFORE_TEN = frozenset(fold(w) for w in ("اثنا", "اثني", "اثنتا", "اثنتي", "إثنا", "إثني"))
