"""What the words around a date say of its direction, and dates that name an event of one known year."""

from __future__ import annotations

import datetime as dt
import re

from khabar.annotate.times_dates import Spec
from khabar.script.fold import fold

_REACH = 90
"""Code points before an expression in which a word of the future bears on it."""
_AHEAD = (
    "سوف", "المقرر", "المزمع", "المرتقب", "المرتقبة", "المنتظر", "المنتظرة", "المتوقع", "المقررة", "المزمعة", "مقرر", "مقررا", "مقررة",
    "مرتقب", "مرتقبة", "يعتزم", "تعتزم", "يعتزمون", "ينوي", "تنوي", "موعدا", "موعدها", "اعتبارا", "ابتداء", "ستكون",
)  # fmt: skip
_FUTURE = re.compile(r"(?<!\w)[وف]?(?:س[يتنا]\w{2,}|" + "|".join(fold(w) for w in _AHEAD) + r")(?!\w)")
_NOT_FUTURE = frozenset(fold(w) for w in ("سياسة", "سيارة", "سيناء", "سيد", "سيدة", "سياسي", "سياسية", "سيول", "سيطرة", "سينما", "سياق", "ستار", "ستين", "ستون", "سنة"))
_WAS = re.compile(r"(?<!\w)[وف]?كان(?:ت|وا)?(?!\w)")
_STOP = re.compile(r"[.!?؟؛\n]")


def tense_around(text: str, start: int, end: int) -> str | None:
    """ "future" where a word of the clause before ``start`` says so (سيصل، المقرر), else None."""
    before = text[max(0, start - _REACH) : start]
    clause = fold(_STOP.split(before)[-1])
    found = [m for m in _FUTURE.finditer(clause) if m.group().lstrip("وف") not in _NOT_FUTURE and not m.group().startswith(_LOOKALIKES)]
    if not found:
        return None
    return None if _WAS.search(clause[: found[-1].start()]) else "future"


_LOOKALIKES = tuple(fold(w) for w in ("سيا", "سيط", "سين", "سيد", "وسيا", "وسيط", "وسين", "وسيد", "ساب", "سال", "ساع", "ساح", "وسا", "سنو", "ستو"))

_LANDMARKS: tuple[tuple[int, int, int, tuple[str, ...]], ...] = (
    (7, 10, 2023, ("هجوم", "هجمات", "أحداث", "عملية", "حرب", "منذ", "بعد", "قبل", "وهجوم")),
    (11, 9, 2001, ("هجمات", "هجوم", "أحداث", "اعتداءات", "تفجيرات")),
    (25, 1, 2011, ("ثورة", "انتفاضة")),
    (30, 6, 2013, ("ثورة", "تظاهرات", "مظاهرات")),
    (14, 1, 2011, ("ثورة",)),
    (17, 2, 2011, ("ثورة", "انتفاضة")),
    (11, 2, 2011, ("ثورة",)),
    (26, 9, 1962, ("ثورة",)),
    (14, 10, 1963, ("ثورة",)),
    (23, 7, 1952, ("ثورة",)),
    (14, 7, 1958, ("ثورة",)),
    (1, 11, 1954, ("ثورة",)),
    (17, 10, 2019, ("ثورة", "انتفاضة", "حراك", "احتجاجات")),
    (25, 10, 2021, ("انقلاب",)),
    (15, 4, 2023, ("حرب",)),
    (4, 8, 2020, ("انفجار", "تفجير")),
    (4, 6, 1967, ("حدود", "خطوط", "خط")),
    (5, 6, 1967, ("حرب", "نكسة")),
    (6, 10, 1973, ("حرب", "نصر")),
)
"""Day, month, year, and the words before that make the date the name of that event."""


def landmark_year(spec: Spec, published: dt.date) -> int | None:
    """The year of an event that goes by its date (هجمات 11 سبتمبر), if it was before ``published``."""
    for day, month, year, heads in _LANDMARKS:
        if (spec.day, spec.month) == (day, month) and spec.head in {fold(h) for h in heads} and dt.date(year, month, day) <= published:
            return year
    return None
