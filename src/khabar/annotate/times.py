"""Time expressions of a text: where they stand and what they say, with nothing yet to anchor them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

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
    names = _names(exclude)
    return [match for start, end in spans for match in _in_line(Line(text, start, end), names)]


def _in_line(line: Line, names: re.Pattern[str]) -> Iterator[TimeMatch]:
    kept: list[Hit] = []
    for hit in _hits(line):
        if _is_name(line, hit, names) or _is_place(line, hit):
            continue
        previous = kept[-1] if kept else None
        if previous and _linked(line, previous, hit):
            hit = hit._replace(spec=hit.spec._replace(linked=True))
        kept.append(hit)
    for hit in kept:
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


_FIRST_NAMES = ("اليوم السابع", "أخبار اليوم", "المصري اليوم", "رأي اليوم")


def _names(exclude: Collection[str]) -> re.Pattern[str]:
    """The names of two or more words that hold a word of time, as one pattern over folded text."""
    known = forms()
    keys = {" ".join(fold(name).split()) for name in (*_FIRST_NAMES, *exclude)}
    timely = sorted((k for k in keys if " " in k and any(w in known for w in k.split())), key=lambda k: (-len(k), k))
    return re.compile(r"(?<!\w)[وفبلك]{0,2}(?:" + "|".join(re.escape(k) for k in timely) + r")(?!\w)")


_MEDIA = frozenset(
    p + fold(w)
    for w in ("صحيفة", "جريدة", "قناة", "موقع", "وكالة", "شبكة", "بوابة", "مؤسسة", "منصة", "مجلة", "صحيفتي", "فضائية", "إذاعة", "تلفزيون", "راديو", "حزب", "تيار", "مركز", "دار")
    for p in ("", "و", "ل", "ب", "ال", "لل", "وال")
)  # fmt: skip
_OPEN, _CLOSE = frozenset("«\"“(‘'"), frozenset("»\"”)’'")


def _is_name(line: Line, hit: Hit, names: re.Pattern[str]) -> bool:
    """Whether the expression is part of the name of a paper, a channel or a party."""
    near = range(max(hit.first - 3, 0), min(hit.after + 3, len(line.tokens)))
    window, places = "", []
    for i in near:
        places.append(len(window))
        window += line.key(i) + " "
    start = places[hit.first - near.start]
    end = places[hit.after - near.start] if hit.after in near else len(window)
    if any(m.start() < end - 1 and m.end() > start for m in names.finditer(window)):
        return True
    if hit.spec.form != "day" or hit.after - hit.first > 1 or hit.spec.day:
        return False
    before = line.key(hit.first - 1) if line.kind(hit.first - 1) == "w" else line.key(hit.first - 2)
    return before in _MEDIA or (hit.spec.shift is not None and (line.key(hit.first - 2) in _MEDIA or _quoted(line, hit)))


def _quoted(line: Line, hit: Hit) -> bool:
    """Whether the word ends a short quoted name: «العربي اليوم»."""
    if line.key(hit.after) not in _CLOSE:
        return False
    return any(line.key(hit.first - back) in _OPEN for back in (1, 2, 3) if all(line.kind(hit.first - n) == "w" for n in range(1, back)))


_PLACES = frozenset(
    p + fold(w)
    for w in (
        "مدينة", "جسر", "كوبري", "شارع", "ميدان", "جامعة", "قوى", "تحالف", "حركة", "فريق", "ملعب", "مطار", "ساحة", "حي", "كتائب", "لواء", "كتيبة",
        "استاد", "ستاد", "محور", "مستشفى", "مدرسة", "سد", "حزب", "منظمة", "جبهة", "مجموعة", "ائتلاف", "قاعة", "شركة", "تنظيم", "لجان", "مصنع",
    )
    for p in ("", "و", "ل", "ب", "ك", "ف")
)  # fmt: skip


def _is_place(line: Line, hit: Hit) -> bool:
    """Whether a date without year is the name of a square, a town or a group: ميدان 14 تموز, قوى 8 آذار."""
    spec = hit.spec
    plain = not (spec.year or spec.qual or spec.of_year or spec.weekday is not None or spec.shift is not None)
    return plain and spec.form in ("day", "month") and line.key(hit.first - 1) in _PLACES


_JOINTS = frozenset({"-", "–", "/", "(", "،", ","})


def _linked(line: Line, previous: Hit, hit: Hit) -> bool:
    """Whether ``hit`` gives the day before it once more in another calendar."""
    if not (previous.spec.month and hit.spec.month):
        return False
    between = hit.first - previous.after
    at = previous.after + (1 if between == 2 and line.key(previous.after) in _JOINTS else 0)
    if 0 < hit.first - at <= 2 and line.form(at, "corr", first=True):
        return True
    return previous.spec.calendar != hit.spec.calendar and (between == 0 or (between == 1 and line.key(previous.after) in _JOINTS))
