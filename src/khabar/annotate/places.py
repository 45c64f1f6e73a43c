"""Named places of a line: the project's table, states, and heads (مدينة، محافظة، معبر) with their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from khabar.annotate.bodies import country_of, state_at
from khabar.annotate.line import CLOSE, OPEN, Line, letters_after
from khabar.annotate.raw import RawMention

HEADS = {
    "مدينه": "city", "مدينتي": "city", "بلدتي": "town", "قريتي": "village", "ولايتي": "admin1", "بلده": "town", "قريه": "village", "محافظه": "admin1", "محافظتي": "admin1", "ولايه": "admin1", "اقليم": "region",
    "قضاء": "admin2", "مديريه": "admin2", "ناحيه": "admin2", "ريف": "admin2", "حي": "quarter", "ضاحيه": "quarter", "منطقه": "region", "مخيم": "camp",
    "معسكر": "base", "قاعده": "base", "مطار": "site", "ميناء": "site", "معبر": "crossing", "مضيق": "sea", "خليج": "sea", "بحر": "sea", "جزيره": "island",
    "جبهه": "site", "سجن": "site", "عاصمه": "city", "وادي": "region", "جبل": "region", "شارع": "site", "ميدان": "site", "ساحه": "site",
}  # fmt: skip
_WHERE = frozenset(("في", "قرب", "شرق", "غرب", "شمال", "جنوب", "وسط", "داخل", "قباله", "عند", "امام", "عبر", "علي", "فوق", "شرقي", "غربي", "شمالي", "جنوبي", "الي", "من", "نحو", "باتجاه", "بين", "محيط"))
_ARTICLE_PRE = ("ب", "وب", "فب")


_WORDS_TOO = frozenset("الباب الميادين الدرج العين البيضاء الابيض المرج الزاويه".split())
"""Towns whose names are words as well, which the table of words leaves to the towns: the door, the squares, the corner."""


class PlaceMatch(NamedTuple):
    """A place at its offsets in the text."""

    start: int
    end: int
    name_ar: str
    name_en: str | None
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    precision: str
    admin1: str | None = None
    admin2: str | None = None


def find_places(line: Line, mentions: Sequence[RawMention]) -> list[PlaceMatch]:
    """The places of a line in order; a name inside an actor's name (جامعة القاهرة) is none."""
    inside = {i for m in mentions if m.kind in ("body", "person", "outlet") for i in range(m.start, m.end)}
    found: list[PlaceMatch] = []
    at = 0
    while at < len(line):
        match = None if at in inside or at in line.timed else _place_at(line, at)
        if match is None:
            at += 1
            continue
        found.append(match[0])
        at = match[1]
    return found


def _place_at(line: Line, at: int) -> tuple[PlaceMatch, int] | None:
    headed, known = _headed(line, at), _known(line, at)
    if headed and known and known[1] >= headed[1] > at + 1:
        return known  # وادي عين الصفا: the head is part of a listed name
    return headed or known


def _known(line: Line, at: int) -> tuple[PlaceMatch, int] | None:
    """A name of the tables; of two (طرابلس) the one in a state that the article names."""
    listed, state = _listed(line, at), _state(line, at)
    if listed and state and line.countries and listed[0].country not in line.countries and state[0].country in line.countries:
        return state
    return listed or state


def _located(line: Line, at: int, pre: str) -> bool:
    """Something before the name says that it is where."""
    if pre in _ARTICLE_PRE:
        return True
    j = at - 1
    while j >= max(0, at - 3):
        key = line.key(j)
        bare = key.removeprefix("و").removeprefix("ب").removeprefix("ل").removeprefix("ال")
        if {key, key.removeprefix("و"), bare} & _WHERE or head_of(line, j):
            return True
        if not line.is_word(j):
            return False
        j -= 1
    return False


def _listed(line: Line, at: int) -> tuple[PlaceMatch, int] | None:
    found = [m for m in line.matches.at(at, "places") if m.pre in ("", "و", "ب", "ل", "وب", "ول", "ف")]
    best = max(found, key=lambda m: (m.end, -len(m.pre)), default=None)
    if best is None or _other_word(line, at, best.pre, best.end):
        return None
    row = line.lexicon.tables["places"][best.phrase.row]
    start = letters_after(line.text, line.tokens[at].start, len(best.pre))
    end = line.tokens[best.end - 1].end
    admin1 = row.admin1 or (row.name_ar if row.kind == "admin1" else "")
    division = line.lexicon.division(row.country, admin1) if admin1 else None
    admin2 = row.name_ar if row.kind == "admin2" else None
    name = division.name_ar if division else admin1 or None
    return PlaceMatch(start, end, row.name_ar, row.name_en, row.country, row.lat, row.lon, None, row.kind, name, admin2), best.end


def _other_word(line: Line, at: int, pre: str, end: int) -> bool:
    """A one-word name that is also a plain word (السلام، بيان): a place only where something says where."""
    if end - at > 1:
        return False
    plain = any(r.entry.table in ("words", "verbs", "nouns", "particles") and len(r.pre) <= len(pre) for r in line.tokens[at].readings)
    named = bool(line.matches.at(at, "names")) or line.key(at)[len(pre) :] in _WORDS_TOO
    return (plain or named) and not _located(line, at, "" if pre else pre)


def _state(line: Line, at: int) -> tuple[PlaceMatch, int] | None:
    match = state_at(line, at, ("name", "capital"))
    if match is None:
        return None
    row = line.lexicon.tables["states"][match.phrase.row]
    start = letters_after(line.text, line.tokens[at].start, len(match.pre))
    end = line.tokens[match.end - 1].end
    capital = match.phrase.via == "capital"
    name = line.text[start:end] if capital else row.name_ar
    kind = "city" if capital else "country"
    return PlaceMatch(start, end, name, None if capital else row.name_en, country_of(line, match), None, None, None, kind), match.end


def head_of(line: Line, at: int) -> tuple[str, str] | None:
    """The proclitics and the bare head (مدينه، المدينه) of a word that heads a place's name; None for another word."""
    key = line.key(at)
    pre = next((p for p in ("", "و", "ب", "ل", "ف", "وب", "ول") if key.startswith(p) and key[len(p) :].removeprefix("ال") in HEADS), None)
    return None if pre is None else (pre, key[len(pre) :])


def _headed(line: Line, at: int) -> tuple[PlaceMatch, int] | None:
    """A head and a name that no table knows: قرية تل طوقان, حي الزيتونة, مخيم «الركبان»."""
    head = head_of(line, at)
    if head is None or (head[1].startswith("ال") and head[1] != "العاصمه"):
        return None
    kind = HEADS[head[1].removeprefix("ال")]
    name = at + 1
    quoted = line.mark(name) in OPEN and line.mark(name) != ""
    name += quoted
    if line.key(name) in ("مدينه", "قضاء") or not line.is_word(name):
        return None
    listed = line.matches.best(name, "places", "states", bare=True)
    if listed is not None and listed.phrase.via == "nisba" and not quoted:
        name = listed.end  # العاصمة التركية أنقرة
        listed = line.matches.best(name, "places", "states", bare=True)
        if listed is None:
            return None
    if listed is not None and not quoted and listed.phrase.via != "nisba":
        made = _known(line, name)
        if made is None:
            return None
        return made
    end = _name_end(line, name, quoted)
    if end == name:
        return None
    start = line.tokens[name].start
    text = line.text[start : line.tokens[end - 1].end]
    return PlaceMatch(start, line.tokens[end - 1].end, text, None, None, None, None, None, kind), end + quoted


def address_end(line: Line, at: int) -> int:
    """The end of a head with the listed name of its place (مدينة حماة، بلدة تدمر), or 0: whatever the name means as a word, it is none here."""
    head = head_of(line, at)
    if head is None or head[1].startswith("ال") or at in line.timed:
        return 0
    named = [m.end for m in line.matches.at(at + 1, "places") if not m.pre]
    named += [m.end for m in line.matches.at(at + 1, "states") if not m.pre and m.phrase.via != "nisba"]
    return max(named, default=0)


_FIRST_HALF = frozenset("تل تله عين خان دير بيت كفر ام ابو راس وادي جبل باب شط حوش خربه قصر برج نبع مرج جسر بني".split())
"""Words that begin a name of two words: تل شاغر, عين العرب, خان شيخون."""


def names_on(line: Line, at: int) -> bool:
    """The word is the first half of a place's name, right after what kind of place it is: قرية دير شمس."""
    head = head_of(line, at - 1) if at else None
    return head is not None and not head[1].startswith("ال") and line.key(at) in _FIRST_HALF


def _name_end(line: Line, at: int, quoted: bool) -> int:
    end = at + 2 if line.key(at) in _FIRST_HALF and line.is_word(at + 1) and at + 1 not in line.timed else at
    if end > at and line.key(at + 1).startswith("ال"):
        return end
    while end < len(line) and end - at < 3 and line.is_word(end) and end not in line.timed:
        token = line.tokens[end]
        if quoted and line.mark(end) in CLOSE and line.mark(end):
            break
        plain = any(r.entry.table in ("verbs", "particles") or (r.entry.table in ("words", "nouns") and r.entry.pos == "adj") for r in token.readings)
        if end > at and (plain or (token.readings and not token.key.startswith("ال")) or line.matches.best(end, "states", "roles", "bodies", "people")):
            break
        if end == at and not token.key.startswith("ال") and any(r.entry.table in ("words", "particles", "verbs") for r in token.readings):
            break
        end += 1
        if token.key.startswith("ال"):
            break
    return end
