"""What the words around a date say of its direction, and dates that name an event of one known year."""

from __future__ import annotations

import datetime as dt
import re

from khabar.annotate.times_dates import Spec
from khabar.script.fold import fold

_REACH = 90
"""Code points before an expression in which a word of the future bears on it."""


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)[وف]?(?:" + "|".join(fold(w) for w in words.split()) + r")(?!\w)")


_SINCE = re.compile(r"(?<!\w)[وف]?(?:منذ|مذ)\s*$")
_FROM_ON = re.compile(r"(?<!\w)(?:اعتبارا|ابتداء|بدءا|انطلاقا|بداية)\s+من\s*$")
_NEAR = 25
_DUE = _pattern(
    "المقرر المقررة المقررين المزمع المزمعة المرتقب المرتقبة المنتظر المنتظرة المتوقع المتوقعة مقرر مقررة مقررا"
)
_PLANNED = _pattern(
    r"""س(?!يار|ياس|يطر|ينا|يد|يول|ياق|تار|تين|تون|نة|نو|ابق|اعة|احة)[يتنا]\w{2,} سوف المقرر المزمع المرتقب المرتقبة
    المنتظر المنتظرة
    المتوقع المقررة المزمعة مقرر مقررا مقررة مرتقب مرتقبة يعتزم تعتزم يعتزمون ينوي تنوي موعدا موعدها اعتبارا ابتداء"""
)
_PRESENT = _pattern(
    """يستقبل تستقبل يلتقي تلتقي يزور تزور يعقد تعقد يجتمع تجتمع يبدأ تبدأ ينطلق تنطلق يستضيف تستضيف يصل تصل يتوجه
    تتوجه يغادر تغادر
    يشارك تشارك يترأس يفتتح تفتتح يصوت تصوت تجرى تستأنف يستأنف تقام يقام تختتم يختتم ينتهي تنتهي يلقي يحسم ينظم تنظم
    يعود تعود تصدر
    يبحث تبحث يناقش تناقش يواجه تواجه يخوض تخوض يحتضن تحتضن تحتفل يحتفل تتواصل تدخل يدخل يسري تسري"""
)
_CALLED = _pattern(
    "دعا دعت دعوا يدعو تدعو داعيا داعية دعوة الدعوة أجل أجلت تأجلت أرجأ أرجأت تأجيل إرجاء تأجل مدد مددت تمديد"
)
_TOWARDS = re.compile(r"(?<!\w)(?:الي|حتي|لل\w{3,})(?!\w)")
_PROMISED = _pattern("تعهد تعهدت متعهدا متعهدة وعد وعدت هدد هددت مهددا مهددة")
_BY = re.compile(r"(?<!\w)ب(?!عد|ين|يان|يروت|غداد|لا|لد|حسب|ع?ض|سبب|شا?ن|حق|ه)\w{3,}(?!\w)")
_APART = re.compile(r"[،,:«»\"()]|(?<!\w)وقال|(?<!\w)خلال|(?<!\w)بيان")
_WAS = _pattern("كان كانت كانا كانوا لم بينما وهو وهي عندما التي الذي الذين بعدما عقب")
_STOP = re.compile(r"[.!?؟؛\n]")


def tense_of(text: str, start: int, verb: str | None) -> str | None:
    """ "past", "future" or None for an expression at ``start`` whose clause has a verb of tense ``verb``.

    What is called for, promised or put off lies ahead even when the call is past (دعا إلى التظاهر يوم الجمعة); where
    the verb is unknown, words of planning and verbs of schedule in the present say so too.
    """
    clause = fold(_STOP.split(text[max(0, start - _REACH) : start])[-1])
    if _SINCE.search(clause):
        return "past"
    if _FROM_ON.search(clause) or (_last(_DUE, clause) and len(clause) - _end(_DUE, clause) < _NEAR):
        return "future"
    if _last(_CALLED, clause, _TOWARDS) or _last(_PROMISED, clause, _BY):
        return "future"
    return verb or ("future" if _last(_PLANNED, clause) or _last(_PRESENT, clause) else None)


def _end(cue: re.Pattern[str], clause: str) -> int:
    return max((m.end() for m in cue.finditer(clause)), default=0)


def _last(cue: re.Pattern[str], clause: str, link: re.Pattern[str] | None = None) -> bool:
    """Whether ``cue`` stands in the clause with no كان before it and, where given, ``link`` after it."""
    found = list(cue.finditer(clause))
    if not found:
        return False
    after, before = clause[found[-1].end() :], clause[: found[-1].start()]
    if (
        _WAS.search(after)
        or _WAS.search(before[-25:])
        or len(after.rpartition("،")[2 if "،" in after else 0].split()) > 2
    ):
        return False
    return link is None or (bool(link.search(after)) and not _APART.search(after))


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


_CLITICS = ("", "و", "ف", "ل", "ب", "ك", "وب", "ول")
_OCTOBER_7 = dt.date(2023, 10, 7)


def landmark_year(spec: Spec, published: dt.date) -> int | None:
    """The year of an event that goes by its date (هجمات 11 سبتمبر), if it was before ``published``.

    7 October without a year is that of 2023 unless the day itself has just come round.
    """
    for day, month, year, heads in _LANDMARKS:
        if (spec.day, spec.month) != (day, month) or dt.date(year, month, day) > published:
            continue
        if spec.head in {clitic + fold(head) for head in heads for clitic in _CLITICS}:
            return year
    if (spec.day, spec.month) == (7, 10) and published > _OCTOBER_7 and not spec.until_day:
        last = dt.date(published.year - (published < dt.date(published.year, 10, 7)), 10, 7)
        ahead = dt.date(last.year + 1, 10, 7)
        return 2023 if (published - last).days > 14 and (ahead - published).days > 30 else None
    return None
