"""Time expressions of a text: where they stand and what they say, with nothing yet to anchor them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache

import msgspec

from khabar.annotate.times_dates import Hit, Spec
from khabar.annotate.times_days import day
from khabar.annotate.times_units import decade, duration, month, phased, unit, year
from khabar.annotate.times_words import Line, forms
from khabar.script.fold import fold


class TimeMatch(msgspec.Struct, frozen=True):
    """A time expression: text offsets (clitics and prepositions left out) and what it says."""

    start: int
    end: int
    spec: Spec


Rule = Callable[[Line, int], Hit | None]
_WORD_RULES: tuple[Rule, ...] = (day, phased, month, unit, year, decade, duration)
_NUMBER_RULES: tuple[Rule, ...] = (day, year)


def find_times(text: str, spans: Sequence[tuple[int, int]], *, exclude: Collection[str] = ()) -> list[TimeMatch]:
    """The time expressions in the ``spans`` (text offsets) of ``text``, in order and apart.

    ``exclude`` holds names that contain a word of time (اليوم السابع، روسيا اليوم): no time is found inside them.
    """
    names = _names(tuple(exclude))
    return [match for start, end in spans for match in _in_line(Line(text, start, end), names)]


def _in_line(line: Line, names: re.Pattern[str]) -> Iterator[TimeMatch]:
    kept: list[Hit] = []
    for hit in _hits(line):
        if _is_name(line, hit, names) or _is_place(line, hit):
            continue
        previous = kept[-1] if kept else None
        if previous and _linked(line, previous, hit):
            hit = hit._replace(spec=hit.spec._replace(linked=True))
        elif previous and _shared_qualifier(line, previous, hit):
            kept[-1] = previous._replace(spec=previous.spec._replace(qual=hit.spec.qual))
        kept.append(hit)
    for hit in _with_later_years(line, kept):
        start, end = line.span(hit.first, hit.after - 1, hit.skip)
        yield TimeMatch(start, end, hit.spec._replace(head=line.key(hit.first - 1)))


def _hits(line: Line) -> list[Hit]:
    """The longest expression at each place, from left to right."""
    hits: list[Hit] = []
    i = 0
    while i < len(line.tokens):
        tok = line.tokens[i]
        rules = _WORD_RULES if tok.forms else _NUMBER_RULES if tok.kind in "nd" else ()
        found = [hit for rule in rules if (hit := rule(line, i))]
        if not found:
            i += 1
            continue
        best = max(found, key=lambda hit: (hit.after, -hit.first))
        if not hits or hits[-1].after <= best.first or hits[-1].first >= best.first:
            while hits and hits[-1].after > best.first:
                hits.pop()
            hits.append(best)
        i = max(best.after, i + 1)
    return hits


def _with_later_years(line: Line, hits: list[Hit]) -> Iterator[Hit]:
    """The hits; a date without year takes the one that follows its place: تفجيرات 11 مارس في مدريد عام 2004."""
    for n, hit in enumerate(hits):
        spec, later = hit.spec, hits[n + 1] if n + 1 < len(hits) else None
        open_date = spec.month and not (spec.year or spec.qual or spec.of_year) and spec.calendar == "gregorian"
        if open_date and later and later.spec.form == "year" and later.spec.year and _place_between(line, hit, later):
            hit = hit._replace(spec=spec._replace(year=later.spec.year))
        yield hit


def _place_between(line: Line, hit: Hit, later: Hit) -> bool:
    """Whether only «في» with a name of one or two words parts the date from عام and its year."""
    gap = range(hit.after, later.first)
    named = line.form(later.first, "unit") is not None
    return named and 1 < len(gap) <= 3 and line.key(hit.after) == _IN and all(line.kind(i) == "w" for i in gap)


_IN = fold("في")
_FIRST_NAMES = ("اليوم السابع", "أخبار اليوم", "المصري اليوم", "رأي اليوم")


@lru_cache(maxsize=8)
def _names(exclude: tuple[str, ...]) -> re.Pattern[str]:
    """The names of two or more words that hold a word of time, as one pattern over folded text."""
    known = forms()
    keys = {" ".join(fold(name).split()) for name in (*_FIRST_NAMES, *exclude)}
    timely = sorted((k for k in keys if " " in k and any(w in known for w in k.split())), key=lambda k: (-len(k), k))
    return re.compile(r"(?<!\w)[وفبلك]{0,2}(?:" + "|".join(re.escape(k) for k in timely) + r")(?!\w)")


_MEDIA = frozenset(
    p + fold(w)
    for w in [
        "صحيفة",
        "جريدة",
        "قناة",
        "موقع",
        "وكالة",
        "شبكة",
        "بوابة",
        "مؤسسة",
        "منصة",
        "مجلة",
        "صحيفتي",
        "فضائية",
        "إذاعة",
        "تلفزيون",
        "راديو",
        "حزب",
        "تيار",
        "مركز",
        "دار",
    ]
    for p in ("", "و", "ل", "ب")
)
_OF_TODAY = frozenset(
    fold(w)
    for w in [
        "المصري",
        "مصر",
        "روسيا",
        "الشرق",
        "إسرائيل",
        "فلسطين",
        "سوريا",
        "العراق",
        "لبنان",
        "ليبيا",
        "كردستان",
        "الجزائر",
        "العربي",
        "العرب",
        "البحرين",
        "الأردن",
        "أخبار",
        "رأي",
        "اليمن",
        "السودان",
        "تونس",
        "المغرب",
        "الخليج",
        "عمان",
        "قطر",
        "كوريا",
        "ألمانيا",
        "فرنسا",
        "أمريكا",
        "القدس",
        "الكويت",
        "الإمارات",
        "السعودية",
    ]
)
"""What stands before اليوم in the names of papers and channels."""
_OPEN, _CLOSE = frozenset("«\"“‘'"), frozenset("»\"”’'")


def _is_name(line: Line, hit: Hit, names: re.Pattern[str]) -> bool:
    """Whether the expression is part of the name of a paper, a channel or a party."""
    spec = hit.spec
    if spec.form != "day" or spec.day or hit.after - hit.first > 1:
        return False if spec.day else _in_names(line, hit, names)
    before = [line.key(hit.first - n) for n in (1, 2, 3)]
    if before[0] in _OPEN:
        before = before[1:]
    if before[0] in _MEDIA and line.key(hit.first).startswith("ال"):
        return True
    today = spec.shift == 0 and before[0].lstrip("ل") in _OF_TODAY
    return (today and (before[1] in _MEDIA or _quoted(line, hit))) or _in_names(line, hit, names)


def _in_names(line: Line, hit: Hit, names: re.Pattern[str]) -> bool:
    """Whether the expression overlaps one of the excluded names."""
    near = range(max(hit.first - 3, 0), min(hit.after + 3, len(line.tokens)))
    window, places = "", []
    for i in near:
        places.append(len(window))
        window += line.key(i) + " "
    start = places[hit.first - near.start]
    end = places[hit.after - near.start] if hit.after in near else len(window)
    return any(m.start() < end - 1 and m.end() > start for m in names.finditer(window))


def _quoted(line: Line, hit: Hit) -> bool:
    """Whether the word ends a quoted name of two or three words: «العربي اليوم»."""
    if line.key(hit.after) not in _CLOSE:
        return False
    return line.key(hit.first - 2) in _OPEN or (line.kind(hit.first - 2) == "w" and line.key(hit.first - 3) in _OPEN)


_PLACES = frozenset(
    p + fold(w)
    for w in [
        "مدينة",
        "جسر",
        "كوبري",
        "شارع",
        "ميدان",
        "جامعة",
        "قوى",
        "تحالف",
        "حركة",
        "فريق",
        "ملعب",
        "مطار",
        "ساحة",
        "حي",
        "كتائب",
        "لواء",
        "كتيبة",
        "استاد",
        "ستاد",
        "محور",
        "مستشفى",
        "مدرسة",
        "سد",
        "حزب",
        "منظمة",
        "جبهة",
        "مجموعة",
        "ائتلاف",
        "قاعة",
        "شركة",
        "تنظيم",
        "لجان",
        "مصنع",
        "محافظة",
        "ضاحية",
        "كلية",
        "معهد",
        "مسرح",
        "مكتبة",
        "دوار",
    ]
    for p in ("", "و", "ل", "ب", "ك", "ف")
)
_CAMPS = frozenset({(14, 3), (8, 3)})
"""14 and 8 March: the camps of Lebanon's parliament, unless the words around make them days."""


def _is_place(line: Line, hit: Hit) -> bool:
    """Whether a date without year is the name of a square, a town or a group: ميدان 14 تموز, قوى 8 آذار."""
    spec = hit.spec
    if spec.year or spec.qual or spec.of_year or spec.weekday is not None or spec.shift is not None:
        return False
    named = line.form(hit.first, "part", "unit", "pair", first=True) is None and line.key(hit.after - 1) == _MARCH
    camp = named and (spec.day, spec.month) in _CAMPS
    return spec.form in ("day", "month") and (camp or line.key(hit.first - 1) in _PLACES)


_MARCH = fold("آذار")
_JOINTS = frozenset({"-", "–", "/", "(", "،", ","})


def _shared_qualifier(line: Line, previous: Hit, hit: Hit) -> bool:
    """Whether a qualifier in the dual or plural holds for both: الخميس والجمعة المقبلين."""
    alike = previous.spec.form == hit.spec.form and not (
        previous.spec.qual or previous.spec.year or previous.spec.shift
    )
    joined = previous.after == hit.first and hit.skip == 1 and bool(hit.spec.qual)
    return alike and joined and line.key(hit.after - 1).endswith("ين")


def _bracketed(line: Line, previous: Hit, hit: Hit) -> bool:
    """Whether ``hit`` is a weekday in brackets right after a day: غدا (الخميس)."""
    days = previous.spec.form == hit.spec.form == "day" and hit.spec.weekday is not None
    bare = not (hit.spec.qual or hit.spec.day or hit.spec.shift is not None)
    return (
        days
        and bare
        and hit.first == previous.after + 1
        and line.key(previous.after) == "("
        and line.key(hit.after) == ")"
    )


def _linked(line: Line, previous: Hit, hit: Hit) -> bool:
    """Whether ``hit`` gives the day before it once more in another calendar."""
    if not (previous.spec.month and hit.spec.month):
        return _bracketed(line, previous, hit)
    between = hit.first - previous.after
    at = previous.after + (1 if between == 2 and line.key(previous.after) in _JOINTS else 0)
    if 0 < hit.first - at <= 2 and line.form(at, "corr", first=True):
        return True
    return previous.spec.calendar != hit.spec.calendar and (
        between == 0 or (between == 1 and line.key(previous.after) in _JOINTS)
    )
