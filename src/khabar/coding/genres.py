"""What kind of piece an article is, where that keeps its words from telling events: by section, address and wording.

The tables of the gates in ``coding/gates.py`` that look at the whole article and not at one sentence.
"""

from __future__ import annotations

from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from khabar.model import Article
from khabar.script.fold import fold

Genre = Literal["opinion", "obituary", "history", "digest", "horoscope", "sport"]


NOTE = 2000  # letters at the end of an article in which its note stands


class Found(NamedTuple):
    """A genre and by what it was told."""

    genre: Genre
    reason: str


def _folded(*names: str) -> frozenset[str]:
    return frozenset(fold(n) for n in names)


_SECTIONS: dict[Genre, frozenset[str]] = {
    "opinion": _folded("رأي", "الرأي", "آراء", "الآراء", "مقالات", "مقالات الرأي", "مقالات رأي", "مقال رأي", "كتاب الرأي", "كتاب وآراء", "كتاب ومقالات", "آراء وأقلام",
                       "أقلام", "أقلام وآراء", "رأي ومقالات", "وجهات نظر", "وجهة نظر", "أعمدة", "أعمدة الرأي", "زوايا", "مدونات", "منتدى الرأي", "افتتاحية", "افتتاحيات"),
    "obituary": _folded("وفيات", "الوفيات", "نعي", "تعاز", "تعازي", "نعي وتعاز", "صفحة الوفيات", "إلى رحمة الله"),
    "history": _folded("تاريخ", "من التاريخ", "ذاكرة التاريخ", "حدث في مثل هذا اليوم", "في مثل هذا اليوم", "زي النهاردة", "من الأرشيف", "أرشيف التاريخ"),
    "digest": _folded("صحف", "جولة الصحافة", "جولة الصحف", "أقوال الصحف", "عناوين الصحف", "صحافة اليوم", "الصحافة العالمية", "مانشيت", "موجز الأخبار", "النشرة البريدية", "موجز الأنباء", "نشرة الأخبار"),
    "horoscope": _folded("أبراج", "الأبراج", "حظك اليوم", "توقعات الأبراج", "عالم الأبراج", "فلك وأبراج", "علم الفلك والأبراج"),
    "sport": _folded("رياضة", "الرياضة", "رياضي", "رياضية", "أخبار الرياضة", "رياضة عربية", "رياضة عالمية", "رياضة محلية", "كرة قدم", "كرة القدم", "ملاعب", "كورة"),
}  # fmt: skip
_PATHS: dict[Genre, frozenset[str]] = {
    "opinion": frozenset(("opinion", "opinions", "oped", "op-ed", "columns", "columnists", "blogs", "maqalat", "araa", "kuttab", "views", "editorial", "editorials")),
    "obituary": frozenset(("obituaries", "obituary", "wafayat", "wafiyat", "condolences")),
    "history": frozenset(("today-in-history", "on-this-day", "onthisday", "history")),
    "digest": frozenset(("press-review", "pressreview", "newsletter", "newsletters", "press-roundup", "daily-brief", "newspapers-review")),
    "horoscope": frozenset(("horoscope", "horoscopes", "abraj", "zodiac", "astrology")),
    "sport": frozenset(("sport", "sports", "riyada", "football", "koora", "soccer")),
}
_TITLES: dict[Genre, tuple[str, ...]] = {
    "opinion": ("رأي:", "رأي |", "مقال رأي", "مقال:", "الافتتاحية:", "افتتاحية:", "عمود:"),
    "obituary": ("نعي", "وفيات", "صفحة الوفيات"),
    "history": ("حدث في مثل هذا اليوم", "في مثل هذا اليوم", "زي النهاردة", "ذاكرة اليوم", "من ذاكرة التاريخ"),
    "digest": ("جولة الصحافة", "جولة في الصحف", "جولة الصحف", "أقوال الصحف", "عناوين الصحف", "أبرز عناوين الصحف", "أهم عناوين الصحف", "موجز الأنباء", "موجز الأخبار", "موجز أنباء", "نشرة الأخبار", "نشرة الصباح", "نشرة المساء", "حصاد اليوم", "حصاد الأخبار"),
    "horoscope": ("حظك اليوم", "توقعات الأبراج", "توقعات برج", "أبراج اليوم", "برجك اليوم", "الأبراج اليوم"),
}  # fmt: skip
_TITLED = {genre: tuple(fold(w) for w in words) for genre, words in _TITLES.items()}
_DISCLAIMERS = tuple(
    fold(w)
    for w in ("الآراء الواردة في هذا المقال", "الآراء الواردة في المقال", "هذا المقال يعبر عن رأي", "المقال يعبر عن رأي", "المقالات المنشورة تعبر عن", "مقالات الرأي المنشورة", "يعبر عن رأي كاتبه", "تعبر عن رأي كاتبها", "رأي كاتبها ولا تعبر", "رأي كاتبه ولا يعبر")
)  # fmt: skip
"""What an outlet prints under a piece that is its writer's own view."""


def genre_of(article: Article) -> Found | None:
    """The kind of piece, where its section, address, title or a note under it says so; None for news.

    A section that only repeats the outlet's name (الرأي is a newspaper too) says nothing.
    """
    return _by_section(article) or _by_address(article.url) or _by_title(article.title) or _by_note(article.text)


def _by_section(article: Article) -> Found | None:
    section = fold(article.section or "").strip(" »«/|-:")
    if not section or section == fold(article.outlet or ""):
        return None
    return next((Found(genre, f"the section is {article.section}") for genre, names in _SECTIONS.items() if section in names), None)


def _by_address(url: str | None) -> Found | None:
    """A whole folder of the address, never a word of the page's own name."""
    if not url:
        return None
    folders = [fold(unquote(part)).replace("_", "-").lower() for part in urlsplit(url).path.split("/")[:-1]]
    for genre, names in _PATHS.items():
        if (found := next((f for f in folders if f in names or f.replace("-", " ") in _SECTIONS[genre]), None)) is not None:
            return Found(genre, f"the address has /{found}/")
    return None


def _by_title(title: str | None) -> Found | None:
    text = fold(title or "").lstrip(" «\"“")
    for genre, openings in _TITLED.items():
        if (found := next((o for o in openings if text.startswith(o) and not text[len(o) : len(o) + 1].isalpha()), None)) is not None:
            return Found(genre, f"the title begins with {found}")
    return None


def _by_note(text: str) -> Found | None:
    folded = fold(text[-NOTE:])
    found = next((d for d in _DISCLAIMERS if d in folded), None)
    return Found("opinion", f"a note says: {found}") if found else None
