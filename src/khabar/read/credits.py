"""Whom the outlet credits: source lines, bylines, datelines and the agency that opens a paragraph."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

from khabar.lexicon.schema import GivenNameRow, OutletRow, PlaceRow, StateRow
from khabar.lexicon.words import table
from khabar.model import Credit
from khabar.read.metadata import only_date_words
from khabar.script.fold import INVISIBLE, bare, fold

Kind = Literal["agency", "outlet", "person", "agencies"]
_HIDDEN = "".join(chr(c) for c in sorted(INVISIBLE))
_TRIM = " \t\xa0()[]{}«»“”\"'‘’‹›:؛،,.|/\\-–—+*•·~" + _HIDDEN
_MANY = frozenset(
    fold("وكالات|الوكالات|وكالات أنباء|وكالات الأنباء|وكالات ومواقع|مواقع ووكالات|وكالات عالمية").split("|")
)
_NO_NAME = frozenset(
    fold(
        "خاص|متابعات|متابعة|مواقع إخبارية|صحف|مواقع|مواقع التواصل|مصادر متعددة|تقرير|تقارير|رصد|عاجل"
        "|غرفة الأخبار|قسم الأخبار"
        "|فريق التحرير|هيئة التحرير|المحرر|محرر|إدارة الموقع|مراسلنا|مراسل خاص|حصري|حوار|تحقيق|هنا|اضغط هنا"
        "|وعواصم|عواصم|الصحيفة|الموقع"
    ).split("|")
)
_MARKERS = frozenset(
    fold(
        "نت برس نيوز وكالة وكاله إذاعة قناة صحيفة جريدة شبكة موقع مجلة تلفزيون راديو إف أف تي تايمز بوست"
        " أونلاين اونلاين الإخبارية"
        " الإخباري مراسل مراسلة مراسلو مكتب فضائية منصة اليوم الآن أنباء للأنباء الأنباء online news press"
        " tv fm نيوز24 ميديا"
    ).split()
)
_SOURCE = re.compile(
    r"^\W*(?:ال)?(?:مصدر|مصادر|مراجع|مرجع)\s*+(?:الخبر|الصورة|الأصلي)?+\s*+[:：/|\-–—]\s*|^\W*نقلا\s+عن\s*:?\s*"
)
_SPLIT = re.compile(r"(?:(?<!\s)\s+)?[+＋،,؛;|/&]\s*|(?<!\s)\s+[-–—]\s*|[-–—]\s+")
_BESIDE = re.compile(r"(?:(?<!\s)\s+)?[|/:،,()]\s*|(?<!\s)\s+[-–—]\s*|[-–—]\s+")
_ROLE = re.compile(
    r"(?:(?<=[\s(|\-–—/،,])|^)(?:كتبت?ه?|بقلم|إعداد|اعداد|أعد[هت]*|تحرير|ترجمة|تغطية|تقرير|حوار|حاور[هت]*ا?|متابعة|رصد|تصوير|تحقيق|الكاتب|المحرر|"
    r"شارك|شاركت|كتابة|بواسطة|أجرى الحوار|أجرت الحوار|نشر بواسطة|وتحرير|وإعداد)"
    r"(?:\s+(?:صحفية|وتحرير|وترجمة|وإعداد|وتقديم|في|من|للنشرة|العربية|التقرير|التغطية|إخبارية|ميدانية))*\s*[:/\-–—]?\s+"
    r"(?P<name>[^:|/()\[\]\-–—،,؛.\n]{3,60}?)(?=\s+(?:للنشرة|لل?موقع)\b|\s*[:|/()\[\]\-–—،,؛.\n]|\s*$)"
)
_HEAD_BRACKET = re.compile(
    r"^(?P<place>[^()«»“”\"\n.:]{0,60}?)\s*+[-–—/،,]?+\s*+(?:\((?P<name>[^()\n]{2,40})\)|«(?P<quoted>[^»\n]{2,30})»)\s*[-–—:/]{1,2}\s"
)
_HEAD_DASH = re.compile(
    r"^(?P<place>[^()«»“”\"\n.،:\-–—/]{2,40}?)\s*(?:\s[-–—]+|[-–—]+\s|/|،)\s*(?P<name>[^()«»“”\"\n،:\-–—/]{2,30}?)\s*(?:\s[-–—]+\s|[-–—]+\s|:|/)"
)
_AGENCY_SHORT = re.compile(r"^(?:[ء-ي]{1,2}[ .]){1,3}[ء-ي]{1,2}\.?$|^[A-Z]{2,6}$")


class Names:
    """What tells an outlet from a place or a person."""

    def __init__(self, outlets: list[OutletRow], places: set[str], given: set[str]) -> None:
        self.outlets: dict[str, str] = {}
        for row in outlets:
            for name in (row.name_ar, row.name_en, *row.aliases):
                self.outlets.setdefault(fold(name), row.kind)
        self.places, self.given = places, given

    def outlet_kind(self, name: str) -> Kind | None:
        """``agency``, ``outlet`` or ``agencies`` where the name is known or looks so, else None."""
        key = fold(name).strip()
        if key in _MANY:
            return "agencies"
        known = (
            self.outlets.get(key)
            or self.outlets.get(key.removeprefix("وكاله "))
            or self.outlets.get(key.removeprefix("ال"))
        )
        if known:
            return "agency" if known == "agency" else "outlet"
        if key.startswith("وكاله") or _AGENCY_SHORT.match(name.strip()):
            return "agency"
        return "outlet" if _MARKERS & set(key.split()) else None

    def is_person(self, name: str) -> bool:
        """Whether a name of two to five words begins as persons' names do."""
        words = fold(name).split()
        return 2 <= len(words) <= 5 and words[0] in self.given


@lru_cache(maxsize=8)
def load_names(folder: Path | None = None) -> Names:
    """The outlets, places and given names of the lexicon in ``folder``; absent tables know nothing.

    Raises:
        DataError: a table breaks its schema.
    """
    states = table(StateRow, folder)
    places = {fold(n) for row in states for n in (row.name_ar, *row.aliases, *row.capitals)}
    for place in table(PlaceRow, folder):
        places.update(fold(n) for n in (place.name_ar, *place.aliases))
    given = {fold(row.name) for row in table(GivenNameRow, folder)}
    return Names(table(OutletRow, folder), places, given)


def _credit(text: str, start: int, end: int, kind: Kind) -> Credit | None:
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and (text[end - 1] in _TRIM and not _abbreviated(text, start, end)):
        end -= 1
    name = bare(text[start:end])
    if not any(c.isalpha() for c in name) or fold(name) in _NO_NAME or end - start > 60:
        return None
    return Credit(start=start, end=end, text=text[start:end], name=name, kind=kind)


def _abbreviated(text: str, start: int, end: int) -> bool:
    return text[end - 1] == "." and bool(_AGENCY_SHORT.match(text[start:end]))


def source_credits(text: str, start: int, end: int, names: Names) -> list[Credit]:
    """The credits of a source line: ``المصدر: الجزيرة + وكالات`` gives two."""
    lead = _SOURCE.match(text[start:end])
    found: list[Credit] = []
    for a, b in _pieces(text, start + (lead.end() if lead else 0), end, _SPLIT):
        for c, d in _and_pieces(text, a, b):
            if fold(text[c:d].strip(_TRIM)) in names.places:
                continue
            found += _some(_credit(text, c, d, names.outlet_kind(text[c:d].strip(_TRIM)) or "outlet"))
    return found


def _and_pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """``الجزيرة ووكالات`` in two; names that begin with و stay whole."""
    cut = re.search(r"(?<!\s)\s+(?=و\s*وكالات|و\s*الوكالات)", text[start:end])
    if not cut:
        return [(start, end)]
    middle = start + cut.end()
    return [(start, start + cut.start()), (middle + 1, end)]


def _pieces(text: str, start: int, end: int, split: re.Pattern[str]) -> list[tuple[int, int]]:
    pieces, at = [], start
    for cut in split.finditer(text, start, end):
        pieces.append((at, cut.start()))
        at = cut.end()
    return [*pieces, (at, end)]


def _some(credit: Credit | None) -> list[Credit]:
    return [credit] if credit else []


def person_credits(text: str, start: int, end: int, names: Names) -> list[Credit]:
    """The persons of a byline: ``(تغطية صحفية سعاد منير - تحرير هاني فواز)`` gives two."""
    found: list[Credit] = []
    for match in _ROLE.finditer(text[start:end]):
        a, b = match.span("name")
        kind = names.outlet_kind(match["name"].strip(_TRIM)) or "person"
        found += _some(_credit(text, start + a, start + b, kind))
    return found


def byline_credits(text: str, start: int, end: int, names: Names) -> list[Credit]:
    """The persons of a byline, else the outlet or person beside a place or a date."""
    if _ROLE.search(text[start:end]):
        return person_credits(text, start, end, names)
    return place_credits(text, start, end, names)


def place_credits(text: str, start: int, end: int, names: Names) -> list[Credit]:
    """The outlet or person of a line that sets a place and a name side by side: ``بغداد/ مرفأ نت``."""
    pieces = [(a, b) for a, b in _pieces(text, start, end, _BESIDE) if not only_date_words(fold(text[a:b]))]
    kinds = [_piece_kind(text[a:b], names) for a, b in pieces]
    sure = [i for i, kind in enumerate(kinds) if kind in ("agency", "outlet", "agencies", "person")]
    if not sure:
        sure = _likeliest(text, pieces, kinds)
    found: list[Credit] = []
    for i in sure:
        kind = kinds[i] if kinds[i] != "?" else "outlet"
        found += _some(_credit(text, *pieces[i], kind))  # type: ignore[arg-type]
    return found


def _likeliest(text: str, pieces: list[tuple[int, int]], kinds: list[str]) -> list[int]:
    """Of pieces that no table knows: of three all but the place, else the one of several words, else the last."""
    unknown = [i for i, kind in enumerate(kinds) if kind == "?"]
    if len(unknown) >= 3 or "place" in kinds:
        return unknown if "place" in kinds else unknown[1:]
    several = [i for i in unknown if len(text[slice(*pieces[i])].split()) > 1]
    return (several if len(several) == 1 else unknown)[-1:]


def _piece_kind(piece: str, names: Names) -> str:
    name = piece.strip(_TRIM)
    key = fold(name)
    if key in _NO_NAME or not name or any(c.isdigit() for c in key):
        return "none"
    known = names.outlet_kind(name)
    if known:
        return known
    if key in names.places:
        return "place"
    if piece.strip()[:1] in '«“"(' and piece.strip()[:1]:
        return "outlet"
    return "person" if names.is_person(name) else "?"


def tail_credits(text: str, start: int, end: int, names: Names) -> list[Credit]:
    """The agency that ends a dateline: ``الرياض 22 فبراير 2024 م واس``."""
    match = re.search(r"(?:\d\s*(?:م|هـ)?\.?\s+|[(\-–—]\s*)([^\d\W]+(?:[ .][^\d\W]+){0,3})\W*$", text[start:end])
    if not match or fold(match[1]).strip() in {"م", "ه", "ص", "ت م"}:
        return []
    kind = names.outlet_kind(match[1]) or "agency"
    return _some(_credit(text, start + match.start(1), start + match.end(1), kind))


def head_credits(text: str, start: int, end: int, names: Names) -> list[Credit]:
    """The agency that opens a paragraph: ``نواكشوط (أنباء الساحل) - قال …``."""
    head = text[start : min(end, start + 130)]
    match = _HEAD_BRACKET.match(head)
    if match:
        group = "name" if match["name"] else "quoted"
        return _head_credit(text, start, match, group, names, sure=len(match["place"].split()) <= 8)
    match = _HEAD_DASH.match(head)
    if match and len(match["place"].split()) <= 3 and len(match["name"].split()) <= 4:
        return _head_credit(text, start, match, "name", names, sure=False)
    return []


def _head_credit(text: str, start: int, match: re.Match[str], group: str, names: Names, *, sure: bool) -> list[Credit]:
    name = match[group].strip(_TRIM)
    kind = names.outlet_kind(name)
    place = fold(match["place"]).strip(_TRIM)
    if kind is None and (sure or place in names.places or fold(name) in _NO_NAME):
        kind = "person" if names.is_person(name) else "agency" if sure else "outlet"
    return _some(_credit(text, start + match.start(group), start + match.end(group), kind)) if kind else []
