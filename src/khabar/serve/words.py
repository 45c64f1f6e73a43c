"""How the pages count and name: things in each language's numbers, and the codebook's types, modes, states and offices.

Words of the codebook come from where the coder has them: types, quads, links and occasions from `khabar.explain`, modes from
`khabar.coding.plover`, states and offices from the lexicon.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from khabar.coding.plover import MODES_AR
from khabar.explain import QUADS, TYPES_AR
from khabar.lexicon.load import DATA, read_table
from khabar.lexicon.schema import AuthorityRow, RoleRow, StateRow
from khabar.messages import LANGS, Lang


class Noun(NamedTuple):
    """A thing that is counted: English one and many; Arabic one, two, three to ten, eleven on, hundreds."""

    en: tuple[str, str]
    ar: tuple[str, str, str, str, str]


NOUNS: dict[str, Noun] = {
    "article": Noun(("article", "articles"), ("مقال واحد", "مقالان", "مقالات", "مقالا", "مقال")),
    "statement": Noun(("statement", "statements"), ("تصريح واحد", "تصريحان", "تصريحات", "تصريحا", "تصريح")),
    "event": Noun(("event", "events"), ("حدث واحد", "حدثان", "أحداث", "حدثا", "حدث")),
    "report": Noun(("report", "reports"), ("رواية واحدة", "روايتان", "روايات", "رواية", "رواية")),
    "source": Noun(("independent source", "independent sources"), ("مصدر مستقل واحد", "مصدران مستقلان", "مصادر مستقلة", "مصدرا مستقلا", "مصدر مستقل")),
    "story": Noun(("story", "stories"), ("قصة واحدة", "قصتان", "قصص", "قصة", "قصة")),
    "result": Noun(("result", "results"), ("نتيجة واحدة", "نتيجتان", "نتائج", "نتيجة", "نتيجة")),
    "actor": Noun(("actor", "actors"), ("فاعل واحد", "فاعلان", "فاعلين", "فاعلا", "فاعل")),
    "fault": Noun(("fault", "faults"), ("خطأ واحد", "خطآن", "أخطاء", "خطأ", "خطأ")),
    "pair": Noun(("pair", "pairs"), ("زوج واحد", "زوجان", "أزواج", "زوجا", "زوج")),
    "place": Noun(("place", "places"), ("موضع واحد", "موضعان", "مواضع", "موضعا", "موضع")),
    "plan": Noun(("plan", "plans"), ("موعد واحد", "موعدان", "مواعيد", "موعدا", "موعد")),
    "time": Noun(("time", "times"), ("مرة واحدة", "مرتان", "مرات", "مرة", "مرة")),
    "outlet": Noun(("outlet", "outlets"), ("ناشر واحد", "ناشران", "ناشرين", "ناشرا", "ناشر")),
    "telling": Noun(("telling", "tellings"), ("رواية واحدة", "روايتان", "روايات", "رواية", "رواية")),
}
"""What is counted on the pages."""


def counted(number: int, shown: str, noun: str, lang: Lang) -> str:
    """``number`` of ``noun`` as the language counts: ``3 articles``, «مقالان»، «11 مقالا».

    Args:
        number: how many.
        shown: the number as it is written.
        noun: a key of `NOUNS`.
        lang: the language.
    """
    if lang == "en":
        return f"{shown} {NOUNS[noun].en[number != 1]}"
    one, two, few, many, hundred = NOUNS[noun].ar
    if number in (1, 2):
        return (one, two)[number - 1]
    tail = number % 100
    if number and 3 <= tail <= 10:
        return f"{shown} {few}"
    return f"{shown} {many if 11 <= tail <= 99 else hundred}"


def type_name(type: str, lang: Lang) -> str:
    """A PLOVER type for people."""
    return TYPES_AR.get(type, type) if lang == "ar" else type.capitalize()


def mode_name(mode: str | None, lang: Lang) -> str:
    """A mode for people; empty where there is none."""
    if not mode:
        return ""
    return MODES_AR.get(mode, mode).split(":")[0] if lang == "ar" else mode.replace("-", " ")


def quad_name(quad: int, lang: Lang) -> str:
    """What a quad code (1–4) means."""
    return QUADS[quad - 1][LANGS.index(lang)]


def country_name(code: str, lang: Lang) -> str:
    """A state by its ISO 3166-1 alpha-3 code; the code where the tables do not know it."""
    known = _countries().get(code)
    return known[LANGS.index(lang)] if known else code


@cache
def _countries() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for row in read_table(DATA / "states.tsv", StateRow):
        found.setdefault(row.iso3, (row.name_en, row.name_ar))
    return found


def role_name(role: str, lang: Lang) -> str:
    """An office by its English name as the role table has it; «سابق» and the like are put behind."""
    if lang == "en":
        return role
    for prefix, after in (("former ", "سابق"), ("acting ", "بالإنابة"), ("deputy ", "")):
        if role.startswith(prefix) and role not in _roles():
            rest = role_name(role.removeprefix(prefix), lang)
            return f"{rest} {after}" if after else f"نائب {rest}"
    return _roles().get(role, role)


@cache
def _roles() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_table(DATA / "roles.tsv", RoleRow):
        found.setdefault(row.role_en, row.role_ar)
    return found


def authority_name(key: str, lang: Lang) -> str:
    """The side by its key (``YEM:aden``) where several claim a state; the key itself where the table knows none."""
    return _authorities().get(key, (key, key))[LANGS.index(lang)]


@cache
def _authorities() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for row in read_table(DATA / "authorities.tsv", AuthorityRow):
        found.setdefault(row.key, (row.name_en, row.name_ar))
    return found
