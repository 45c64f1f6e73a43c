"""People without names, unnamed sources, outlets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.annotate.bodies import adjective_at, body_at, country_of, nisba_at, quoted_name, state_at
from khabar.annotate.line import OPEN, Line
from khabar.annotate.match import splits
from khabar.annotate.raw import RawMention

OUTLET_HEADS = frozenset(
    ("قناه", "وكاله", "صحيفه", "جريده", "اذاعه", "موقع", "شبكه", "تلفزيون", "فضاءيه", "مجله", "راديو", "لقناه", "لوكاله",
     "لصحيفه", "لجريده", "لاذاعه", "لموقع", "لشبكه", "لتلفزيون", "لمجله", "لراديو", "بقناه", "وقناه", "ووكاله", "منصه")
)  # fmt: skip
_AGAIN = frozenset(("القناه", "الوكاله", "الصحيفه", "الجريده", "الاذاعه", "الشبكه", "المجله"))
_AGENCY_WORDS = frozenset(("انباء", "الانباء", "اخبار"))
_TALKS = frozenset(("تصريح", "تصريحات", "حديث", "مقابله", "حوار", "اتصال", "لقاء", "مداخله"))
MAX_OUTLET = 5
_EITHER = frozenset(("مسلح", "مسلحا"))
"""One who bears arms, and after a noun what is done with arms: هجوم مسلح."""


def people_at(line: Line, at: int) -> RawMention | None:
    """A noun for people with its count, adjectives and state: أربعة مدنيين، نازحي مخيم …، مصدر أمني."""
    match = line.matches.best(at, "people")
    if match is None:
        return None
    adjective = match.phrase.gender == "f" or line.key(match.end - 1).endswith(("ي", "يا")) or line.key(at) in _EITHER
    if adjective and match.phrase.number == "s" and match.end == at + 1 and _after_noun(line, at):
        return None  # an adjective (زمر إرهابية، التصعيد العسكري), not someone
    if match.end == at + 1 and not match.pre and _agrees_with_thing(line, at):
        return None  # تفجيرين انتحاريين
    row = line.lexicon.tables["people"][match.phrase.row]
    end, country = match.end, None
    while end < len(line):
        nisba = nisba_at(line, end)
        if nisba:
            end, country = nisba.end, country_of(line, nisba)
        elif adjective_at(line, end) if match.phrase.definite else _indefinite_adjective(line, end) and _same_plural(line, match.end - 1, end):
            end += 1
        elif end > match.end and _joined_adjective(line, end):
            end += 1  # محللون سياسيون وعسكريون
        else:
            break
    of = None
    if row.kind == "unnamed" and line.key(end) in ("في", "من", "لدي", "ب", "باسم"):
        of = body_at(line, end + 1)
        if of:
            end, country = of.end, of.country or country
    elif row.kind == "unnamed" and (of := _joined(line, end)) is not None:
        end, country = of.end, of.country or country
    return RawMention(
        start=match.start, end=end, kind="unnamed" if row.kind == "unnamed" else "people", pre=match.pre, table="people",
        row=match.phrase.row, country=country, of=of, gender=match.phrase.gender, number=match.phrase.number,
        definite=match.phrase.definite, head=line.string(match.start, end, len(match.pre)),
    )  # fmt: skip


_BEFALLS = frozenset(("مقتل", "قتل", "اصابه", "جرح", "خطف", "اختطاف", "اغتيال", "مصرع", "استشهاد", "اعتقال", "اسر", "وفاه", "جثه"))
"""What befalls someone: no adjective of civil or military goes on these."""


def _agrees_with_thing(line: Line, at: int) -> bool:
    """A dual right behind a noun in the dual that names no people is its adjective."""
    before, ending = line.tokens[at - 1] if at else None, line.key(at)[-2:]
    if before is None or ending not in ("ين", "ان") or before.key[-2:] != ending or line.matches.best(at - 1, "people"):
        return False
    return any(r.entry.pos in ("noun", "masdar") and r.entry.number == "d" and not r.suffix for r in before.readings)


def _after_noun(line: Line, at: int) -> bool:
    before = line.tokens[at - 1] if at else None
    if before is not None and before.key.removeprefix("و").removeprefix("ب").removeprefix("ل") in _BEFALLS:
        return False  # مقتل جندي, خطف مدني
    return before is not None and before.kind == "word" and not before.has("past", "present", "particle")


def _joined(line: Line, at: int) -> RawMention | None:
    """بـ + body: مصدر مسؤول بالبنك."""
    body = body_at(line, at) if at < len(line) else None
    return body if body and body.pre == "ب" else None


def _indefinite_adjective(line: Line, at: int) -> bool:
    token = line.tokens[at]
    return token.kind == "word" and any(
        r.entry.pos == "adj" and r.entry.table == "words" and not r.pre and not r.suffix and not r.entry.definite for r in token.readings
    ) and not any(r.entry.pos in ("past", "present") and not r.pre for r in token.readings)


def _same_plural(line: Line, head: int, at: int) -> bool:
    """ناشطون مسيرة, مسلحون سياسيين: a sound plural takes an adjective in the same, and in its own case."""
    ending = line.key(head)[-2:]
    return ending not in ("ون", "ين") or line.key(at).endswith(ending)


def _joined_adjective(line: Line, at: int) -> bool:
    """A further adjective in ـيون or ـيين joined by و."""
    key = line.key(at)
    return key.startswith("و") and key.endswith(("يون", "يين")) and any(m.pre == "و" for m in line.matches.at(at, "people"))


def outlet_at(line: Line, at: int) -> RawMention | None:
    """An outlet: a head and its name (قناة «الأفق»), a listed name, or letters (RT)."""
    headed = _headed(line, at) or _spoken_to(line, at) or _again(line, at)
    if headed:
        return headed
    listed = line.matches.best(at, "outlets")
    if listed is None or not _telling(line, at, listed.end):
        return None
    row = line.lexicon.tables["outlets"][listed.phrase.row]
    return RawMention(
        start=at, end=listed.end, kind="outlet", pre=listed.pre, table="outlets", row=listed.phrase.row, country=row.country,
        gender=listed.phrase.gender, head=line.string(at, listed.end, len(listed.pre)),
    )  # fmt: skip


def _again(line: Line, at: int) -> RawMention | None:
    """القناة, الوكالة alone: the outlet named before."""
    for pre, rest in splits(line.key(at)):
        if rest in _AGAIN:
            return RawMention(start=at, end=at + 1, kind="outlet", pre=pre, table="outlets", gender="f", head=line.string(at, at + 1, len(pre)), via="role")
    return None


def _spoken_to(line: Line, at: int) -> RawMention | None:
    """A name in quotation marks after لـ or مع in a clause of saying: قال لـ«المرساة», في حديث مع «الأفق»."""
    if line.mark(at - 1) not in OPEN or not line.mark(at - 1) or line.key(at - 2) not in ("ل", "مع", "الي"):
        return None
    end = quoted_name(line, at - 1)
    says = _talking if line.key(at - 2) == "الي" else _saying
    if not at < end <= at + 5 or not (line.mark(end) == ":" or any(says(line, j) for j in range(max(0, at - 14), at - 1))):
        return None
    return _outlet(at, end - 1, "", line.string(at, end - 1), None)


def _talking(line: Line, at: int) -> bool:
    """A word of talk, that takes إلى before the outlet: في حديث إلى «الأفق»."""
    key = line.key(at)
    return key in _TALKS or key.removeprefix("ال") in _TALKS or any(r.entry.lemma in ("تحدث", "تكلم", "أدلى") for r in line.tokens[at].readings)


def _saying(line: Line, at: int) -> bool:
    token = line.tokens[at]
    return _talking(line, at) or any(r.entry.table == "verbs" and line.lexicon.says(r.entry.lemma) for r in token.readings)


def media_at(line: Line, at: int, media: Mapping[str, Sequence[tuple[str, ...]]]) -> RawMention | None:
    """The article's own outlet or a credited one, by the name in its credits."""
    for pre, rest in splits(line.key(at)):
        for keys in media.get(rest, ()):
            end = at + len(keys)
            if all(line.key(at + n) == keys[n] for n in range(1, len(keys))):
                return _outlet(at, end, pre, line.string(at, end, len(pre)), None)
    return None


def _telling(line: Line, start: int, end: int) -> bool:
    """The listed name is not an ordinary word here: several words, letters, an acronym, or in quotation marks."""
    token = line.tokens[start]
    if end - start > 1 or token.kind == "latin":
        return True
    if not any(r.entry.table in ("words", "nouns", "verbs", "particles") for r in token.readings) and not line.matches.at(start, "states", "places", "actors", "names"):
        return True
    return line.mark(start - 1) in "«“\"" and line.mark(start - 1) != "" and line.mark(end) in "»”\""


def _headed(line: Line, at: int) -> RawMention | None:
    definite = next((p for p in ("", "و", "ل", "ب") if line.key(at) in (p + "التلفزيون", p + "الاذاعه", p + "الاعلام")), None)
    if definite is not None and (nisba := nisba_at(line, at + 1)):
        return _outlet(at, nisba.end, definite, line.string(at, nisba.end, len(definite)), country_of(line, nisba))
    if line.key(at) not in OUTLET_HEADS:
        return None
    pre = next((p for p in ("و", "ل", "ب") if line.key(at) == p + line.key(at)[1:] and line.key(at)[1:] in OUTLET_HEADS), "")
    at_name = at + 1
    end = quoted_name(line, at_name)
    if end > at_name:
        return _outlet(at, end, pre, line.string(at_name + 1, end - 1), None)
    listed = line.matches.best(at_name, "outlets", bare=True)
    if line.key(at).endswith("موقع") and listed is None and at_name < len(line) and line.tokens[at_name].readings:
        return None  # موقع الحادث: a place, not a site of news
    if listed:
        row = line.lexicon.tables["outlets"][listed.phrase.row]
        return _outlet(at, listed.end, pre, line.string(at_name, listed.end), row.country, listed.phrase.row)
    return _spelled_out(line, at, at_name, pre)


def _spelled_out(line: Line, at: int, at_name: int, pre: str) -> RawMention | None:
    """A name that follows its head in plain words: إذاعة الواحة، وكالة الأنباء العمانية، التلفزيون الإيراني."""
    end, country = at_name, None
    while end < len(line) and end - at_name < MAX_OUTLET and line.is_word(end) and end not in line.timed:
        nisba = nisba_at(line, end)
        state = state_at(line, end, ("name",), pre=False) if end == at_name else None
        if nisba or state:
            country = country_of(line, nisba or state)  # type: ignore[arg-type]
            end = (nisba or state).end  # type: ignore[union-attr]
            break
        if end > at_name and any(r.entry.pos in ("active", "passive_part") and not r.pre for r in line.tokens[end].readings):
            break
        if not (line.key(end).startswith("ال") or line.key(end) in _AGENCY_WORDS or (end == at_name and not line.tokens[end].readings)):
            break
        end += 1
    if end == at_name:
        return None
    return _outlet(at, end, pre, line.string(at_name, end), country)


def _outlet(start: int, end: int, pre: str, name: str, country: str | None, row: int = -1) -> RawMention:
    return RawMention(
        start=start, end=end, kind="outlet", pre=pre, table="outlets", row=row, country=country, gender="f", head=name,
    )  # fmt: skip
