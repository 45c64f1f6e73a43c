"""Ministries, armies, courts, parties, unions: a head, its topic or name, and the state it belongs to."""

from __future__ import annotations

from typing import Any

from khabar.annotate.line import CLOSE, OPEN, Line
from khabar.annotate.match import Match
from khabar.annotate.names import definite
from khabar.annotate.raw import RawMention
from khabar.language.number_words import VAGUE, WORDS

_IN = frozenset(("في", "لدي"))
_TOPIC_NOUNS = frozenset(("شؤون", "شأن", "حقوق", "إدارة", "مكافحة", "حماية"))
_ACTS = frozenset(("مصلحة", "حملة"))
"""Heads that name a body only with its field or name; with a state they are its interest or its doing."""
_AFFAIRS = frozenset(("شءون", "شوءن", "حقوق"))
_SHORT_ALONE = frozenset(("الخارجيه", "الداخليه"))
MAX_QUOTED = 8
MAX_TOPIC = 5


def state_at(line: Line, at: int, via: tuple[str, ...] = ("name", "capital"), pre: bool = True) -> Match | None:
    """A state's name (or capital, or adjective) at token ``at``."""
    found = [m for m in line.matches.at(at, "states") if m.phrase.via in via and (pre or not m.pre)]
    if len(found) > 1 and "العاصمه" in (line.key(at - 1), line.key(at - 2)):
        found = [m for m in found if m.phrase.via == "capital"] or found  # العاصمة الأردنية عمان
    if len(found) > 1 and line.countries:
        found = [m for m in found if country_of(line, m) in line.countries] or found  # عمان: Jordan's where Oman is not named
    return max(found, key=lambda m: (m.end, -len(m.pre)), default=None)


def names_two_states(line: Line, at: int) -> bool:
    """Two states share the name that begins at token ``at``: عمان."""
    return len({m.phrase.row for m in line.matches.at(at, "states")}) > 1


def nisba_at(line: Line, at: int) -> Match | None:
    """An adjective of state at token ``at``, without proclitics."""
    return state_at(line, at, ("nisba",), pre=False)


def country_of(line: Line, match: Match) -> str:
    """ISO code of the state that a match names."""
    iso: str = line.lexicon.tables["states"][match.phrase.row].iso3
    return "XKX" if iso == "KOS" else iso


_LINKING = frozenset(("التابع", "الموالي", "المدعوم", "المنتمي", "المنضوي", "المنبثق", "المعني", "المكلف", "المقرب"))
"""Participles that say what is beside the name: whose it is, who backs it, what it is for."""


def adjective_at(line: Line, at: int, gender: str = "") -> bool:
    """A definite adjective that is not of a state, of this gender where one is given: المسلحة، الوطني، الانقلابية."""
    token = line.tokens[at] if at < len(line) else None
    if token is None or token.kind != "word" or not token.key.startswith("ال") or token.key.removesuffix("ه") in _LINKING:
        return False
    if line.matches.best(at, "roles", "people", bare=True) and not token.key.endswith("يه"):
        return False  # someone, unless it is the adjective of a thing: العلوم السياسية
    return any(
        r.entry.definite and not r.pre and r.entry.pos in ("adj", "active", "passive_part") and (not gender or r.entry.gender in ("", gender))
        for r in token.readings
    )


def belongs(line: Line, at: int, nouns: bool = True, places: bool = True, gender: str = "") -> tuple[int, str | None]:
    """The state that the words at ``at`` give as owner, adjectives passed over: (end, ISO code or None)."""
    end = at
    while end < len(line) and end - at < 4 and (adjective_at(line, end, gender) or line.key(end) in ("العام", "الرسمي")):
        end += 1
    match = nisba_at(line, end)
    if match:
        end = match.end
        while end < len(line) and adjective_at(line, end, gender):
            end += 1
        return end, country_of(line, match)
    state = state_at(line, end, ("name",), pre=False) if nouns and end == at else None
    if state:
        return state.end, country_of(line, state)
    place = line.matches.best(end, "places", bare=True) if nouns and places and end == at else None
    if place:
        return place.end, line.lexicon.tables["places"][place.phrase.row].country
    inside = state_at(line, end + 1, ("name",), pre=False) if line.key(end) in _IN else None
    if inside:
        return inside.end, country_of(line, inside)
    return end, None


def quoted_name(line: Line, at: int) -> int:
    """The end of a short name in quotation marks or brackets at ``at``, or ``at``."""
    if line.mark(at) not in OPEN:
        return at
    for end in range(at + 1, min(at + 2 + MAX_QUOTED, len(line))):
        if line.mark(end) in CLOSE:
            return end + 1 if end > at + 1 else at
        if line.mark(end) in ("،", ".", ":") or (end > at + 1 and _finite(line, end)):
            return at
    return at


def _finite(line: Line, at: int) -> bool:
    """The word can only be a finite verb."""
    readings = line.tokens[at].readings
    return bool(readings) and all(r.entry.pos in ("past", "present") for r in readings)


def topic_end(line: Line, at: int, limit: int = MAX_TOPIC, begun: bool = False) -> int:
    """The end of the definite nouns that say what a ministry or court is for: الشؤون الاجتماعية, التعاون والتنمية.

    Args:
        begun: the word before is the first of them (للسلم + والأمن).
    """
    end = at
    while end < len(line) and end - at < limit and _topical(line, end, end == at and not begun):
        end += 1
    return end


def _topical(line: Line, at: int, first: bool) -> bool:
    token = line.tokens[at]
    if token.kind != "word" or at in line.timed or nisba_at(line, at) or state_at(line, at, ("name", "capital")):
        return False
    if line.matches.best(at, "roles", "outlets", bare=True) and not first:
        return False
    if not token.readings and line.matches.best(at, "places", bare=True):
        return False  # شرطة البصرة: of a place, not of a field
    before = line.key(at - 1)
    of_first = not first and not definite(line.tokens[at - 1]) and not before.startswith("لل") and (not before.startswith("و") or before[1:] in _AFFAIRS)
    if not first and not of_first and line.matches.best(at, "people", "bodies", "actors", bare=True):
        return False
    for r in token.readings:
        adjective = r.entry.pos in ("adj", "active", "passive_part") and not (r.entry.number in ("d", "p") and r.entry.gender == "m")
        joined = (first and r.pre == "") or (not first and (r.pre in ("و", "ل") or adjective or of_first))
        if joined and r.entry.pos in ("noun", "masdar", "adj", "active", "passive_part") and r.pre in ("", "و", "ل"):
            if r.entry.definite or r.entry.lemma in _TOPIC_NOUNS:
                return True
    return token.word.bare.removeprefix("و").startswith(("ال", "لل")) and not token.readings


def body_at(line: Line, at: int) -> RawMention | None:
    """A body that begins at token ``at``: a listed one, or a head with what completes it."""
    match = line.matches.best(at, "actors")
    listed, composed = _listed(line, match) if match else None, _composed(line, at)
    return listed if listed and (composed is None or listed.end >= composed.end) else composed


def _listed(line: Line, match: Match) -> RawMention | None:
    row = line.lexicon.tables["actors"][match.phrase.row]
    if row.kind == "person":
        return None
    end = match.end
    nisba = nisba_at(line, end)
    country = row.country
    if nisba:  # أنصار الله الحوثية اليمنية
        end, country = nisba.end, row.country or country_of(line, nisba)
    named = end
    end = _past_epithets(line, end)
    return RawMention(
        start=match.start, end=end, kind="body", pre=match.pre, table="actors", row=match.phrase.row, country=country,
        gender=match.phrase.gender, number="p" if row.kind == "bloc" else "s", head=line.string(match.start, named, len(match.pre)),
    )  # fmt: skip


def _past_epithets(line: Line, at: int) -> int:
    """The token after what is thought of a group, no part of its name: الانقلابية، الإرهابية، المدعومة."""
    while (key := line.key(at)).startswith("ال") and key.endswith("ه"):
        if line.matches.best(at, "people", bare=True) is None and not line.tokens[at].has("passive_part"):
            break
        at += 1
    return at


def _verb_of_people(line: Line, at: int) -> bool:
    """«تجمع المتظاهرون», «تجمع مئات الطلاب»: whose subject is a nominative or a count is a verb and names no body."""
    after = line.key(at + 1)
    counted = after in VAGUE or after in WORDS or after in ("عدد", "بضع", "نحو", "حوالي", "قرابه", "زهاء") or at + 1 in line.timed
    return line.tokens[at].has("past") and (counted or (after.endswith("ون") and bool(line.matches.best(at + 1, "people"))))


def _composed(line: Line, at: int) -> RawMention | None:
    if _verb_of_people(line, at):
        return None
    best: RawMention | None = None
    for match in line.matches.at(at, "bodies"):
        made = _complete(line, match)
        if made and (best is None or (made.end, -len(made.pre)) > (best.end, -len(best.pre))):
            best = made
    return best or _with_pronoun(line, at)


_TERRITORIES = frozenset(("محافظة", "ولاية"))
_WHERE = frozenset(("في", "من", "الي", "علي", "قرب", "داخل", "خارج", "عبر", "نحو", "باتجاه", "شرق", "غرب", "شمال", "جنوب", "شرقي", "غربي", "شمالي", "جنوبي", "وسط"))


def _speaks(line: Line, at: int) -> bool:
    """A source or an office: مصدر، مسؤول، مدير."""
    man, office = line.matches.best(at, "people"), line.matches.best(at, "roles")
    unnamed = man is not None and line.lexicon.tables["people"][man.phrase.row].kind == "unnamed"
    return unnamed or (office is not None and man is None and not line.lexicon.tables["roles"][office.phrase.row].title)


def _is_where(line: Line, match: Match) -> bool:
    """في محافظة الأنبار: after such a word a province is where something is, and nobody; مصدر في محافظة الأنبار is of hers."""
    if line.key(match.start - 1) == "في" and any(_speaks(line, i) for i in (match.start - 2, match.start - 3)):
        return False
    return match.pre.endswith("ب") or (not match.pre and line.key(match.start - 1).removeprefix("و") in _WHERE)


def _complete(line: Line, match: Match) -> RawMention | None:
    row = line.lexicon.tables["bodies"][match.phrase.row]
    if row.head in _TERRITORIES and _is_where(line, match):
        return None
    definite = match.phrase.definite or row.head.split()[-1].startswith("ال")
    end = match.end
    named = False
    if "name" in row.takes:
        after = quoted_name(line, end)
        named, end = after > end, after
    # a head that has or ends in ال takes adjectives, never a genitive
    construct = not line.key(match.start)[len(match.pre) :].startswith("ال") and not line.key(match.end - 1).startswith("ال")
    if not named and construct and row.head in TRIBES:
        after = tribe_end(line, end)
        named, end = after > end, after
    if not named and construct and match.phrase.via != "short" and (inner := _inner_body(line, end)) is not None:
        return _over(line, match, inner)
    if not named and construct and ("topic" in row.takes or "name" in row.takes) and match.phrase.via != "short":
        after = topic_end(line, end)
        named, end = after > end, after
    court = end == match.end and row.head == _COURT
    while court and line.key(end) in _COURTS:
        end += 1  # محكمة جنايات أم درمان, محكمة عسكرية في بغداد
    plain = end == match.end or court
    adjectives, country = belongs(line, end, nouns=construct and plain, places=plain, gender=row.gender if end == match.end else "")
    if court and country is None and line.key(adjectives) in _IN and (seat := state_at(line, adjectives + 1, ("capital",), pre=False)):
        adjectives, country = seat.end, country_of(line, seat)
    if adjectives > match.end and row.kind not in _ARMED and (country is None or not construct) and (after := _for_whom(line, adjectives)) > adjectives:
        named = True
        adjectives, country = belongs(line, after) if country is None else (after, country)
    end = adjectives
    if row.head in ABROAD and any(line.key(i) in _IN for i in range(match.end, end)):
        country = None  # مكتب المنظمة في تونس serves no state there
    if not named and country is None and quoted_name(line, end) > end and "name" in row.takes:
        end, named = quoted_name(line, end), True
    also: list[str] = []
    first_end = end
    while country is not None and (more := _joined_nisba(line, end)) is not None:
        end, iso = more
        also.append(iso)
    if country is None and not named and adjectives > match.end and _needs_state(row):
        return None  # النظام الدستوري, الأمن الغذائي, الزوارق السريعة: no state's, so nobody
    if not named and country is not None and row.head in _ACTS:
        return None  # مصلحة بريطانيا, حملة إيطاليا: not a body of hers
    complete = named or country is not None or end > match.end
    whole = row.alone and " " in row.head and match.phrase.via == "name" and definite  # قوى الأمن الداخلي, مجلس الوزراء
    if not complete and not (definite and (match.phrase.definite or whole)):
        return None
    if match.phrase.via == "short" and country is None and not _short_alone(line, match):
        return None
    return RawMention(
        start=match.start, end=end, kind="body", pre=match.pre, table="bodies", row=match.phrase.row, country=country,
        gender=row.gender, number=match.phrase.number, definite=definite or complete, head=line.string(match.start, first_end, len(match.pre)),
        via="name" if complete else "role", also=tuple(also),
    )  # fmt: skip


def _needs_state(row: Any) -> bool:
    """A head that an adjective makes no body of: an abstract of power (النظام، الأمن) or weapons (طائرات)."""
    power = row.kind in ("government", "police") and "topic" not in row.takes
    return power or (row.kind == "military" and not row.alone)


def _inner_body(line: Line, at: int) -> RawMention | None:
    """A body in the genitive of another: قيادة + شرطة ديالى, مكتب + رئاسة الجمهورية."""
    inner = _composed(line, at) if at < len(line) else None
    return inner if inner and not inner.pre and not inner.suffix and inner.definite and inner.via == "name" else None


def _over(line: Line, match: Match, inner: RawMention) -> RawMention:
    """The body of ``match`` that is over or of the ``inner`` one."""
    row = line.lexicon.tables["bodies"][match.phrase.row]
    return RawMention(
        start=match.start, end=inner.end, kind="body", pre=match.pre, table="bodies", row=match.phrase.row, country=inner.country,
        gender=row.gender, number=match.phrase.number, definite=True, head=line.string(match.start, inner.end, len(match.pre)),
    )  # fmt: skip


ABROAD = frozenset(("مكتب", "بعثة", "منظمة", "وكالة", "سفارة"))
TRIBES = frozenset(("قبيلة", "قبائل", "عشيرة", "عشائر"))
_SONS = frozenset(("بني", "ال", "اولاد", "ابناء", "بنو"))


def tribe_end(line: Line, at: int) -> int:
    """The end of a tribe's name: بني مرة, آل جابر, شمر."""
    if not line.is_word(at) or at in line.timed:
        return at
    if line.key(at) in _SONS and line.is_word(at + 1):
        return at + 2
    token = line.tokens[at]
    return at + 1 if not token.readings and not line.matches.at(at) else at


def joined_state(line: Line, at: int) -> tuple[int, str] | None:
    """A further state joined by و, by adjective or name: (end, ISO code)."""
    found = [m for m in line.matches.at(at, "states") if m.pre == "و" and m.phrase.via in ("name", "nisba")]
    return (found[0].end, country_of(line, found[0])) if found else None


def _joined_nisba(line: Line, at: int) -> tuple[int, str] | None:
    """A further adjective of state joined by و: (end, ISO code)."""
    found = [m for m in line.matches.at(at, "states", via="nisba") if m.pre == "و"]
    return (found[0].end, country_of(line, found[0])) if found else None


_COURT = "محكمة"
_COURTS = frozenset(("جنايات", "جنح", "استءناف", "عسكريه", "ابتداءيه", "اتحاديه", "جزاءيه", "فدراليه", "فيدراليه", "خاصه", "محليه", "اداريه", "شرعيه"))
"""What court it is: words between it and its place."""
_ARMED = frozenset(("military", "armed_group"))
"""Bodies that are for no one: after قصف الجيش stands whom it shelled."""


def _for_whom(line: Line, at: int) -> int:
    """The end of لـ and a noun that complete a name: النقابة الوطنية للصحفيين، المنظمة الدولية للهجرة."""
    key = line.key(at)
    if not key.startswith("لل") or len(key) < 5:
        return at
    token = line.tokens[at]
    return at + 1 if not token.readings or token.has("noun", "masdar", "active", "passive_part", "adj") else at


def _short_alone(line: Line, match: Match) -> bool:
    """أعلنت الخارجية: a ministry by its field alone, only as what a verb is about."""
    key = line.key(match.start)[len(match.pre) :]
    before = line.tokens[match.start - 1] if match.start else None
    return key in _SHORT_ALONE and (before is None or before.has("past", "present"))


def _with_pronoun(line: Line, at: int) -> RawMention | None:
    """A body of the one spoken of: حكومته، جيشها، حرسها."""
    for r in line.tokens[at].readings if at < len(line) else ():
        if r.suffix and r.entry.table in ("words", "nouns") and r.entry.pos == "noun":
            for number, row in enumerate(line.lexicon.tables["bodies"]):
                if row.head == r.entry.lemma and "state" in row.takes:
                    return RawMention(
                        start=at, end=at + 1, kind="body", pre=r.pre, table="bodies", row=number, gender=row.gender,
                        head=row.head, suffix=r.suffix,
                    )  # fmt: skip
    return None
