"""Who reads a page: language, colours, digits; and how numbers, dates and names are written for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Literal
from urllib.parse import quote, urlencode

from khabar.coding.deeds import week_begins
from khabar.coding.plover import TYPES
from khabar.messages import FAULTS_AR, Lang
from khabar.model import Struct
from khabar.serve import words
from khabar.serve.texts import told

Theme = Literal["auto", "light", "dark"]
Digits = Literal["latin", "arabic"]
CHOICES: tuple[tuple[str, tuple[str, ...]], ...] = (("lang", ("ar", "en")), ("theme", ("auto", "light", "dark")), ("digits", ("latin", "arabic")))
"""What a reader may choose: the name is that of the cookie and of the parameter in the address."""
PLACES: tuple[tuple[str, str], ...] = (
    ("desk", "/"), ("search", "/search"), ("stories", "/stories"), ("actors", "/actors"), ("relations", "/relations"),
    ("calendar", "/calendar"), ("watch", "/watch"), ("faults", "/faults"), ("paste", "/paste"),
)  # fmt: skip
"""The parts of the site, in order: a key of the words, and the address."""
SHORT = 20
"""Letters of a mode that are shown beside its type."""
_ARABIC = str.maketrans("0123456789,.%", "٠١٢٣٤٥٦٧٨٩٬٫٪")


class Reader(Struct, frozen=True, kw_only=True):
    """Who reads: made for each request from address, cookies and the browser's languages."""

    lang: Lang = "ar"
    theme: Theme = "auto"
    digits: Digits = "latin"
    path: str = "/"
    query: tuple[tuple[str, str], ...] = ()
    """The address's parameters, without what a reader chooses."""

    places = PLACES
    choices = CHOICES

    def __getitem__(self, name: str) -> object:
        return getattr(self, name)

    @property
    def dir(self) -> str:
        """Which way the page runs."""
        return "rtl" if self.lang == "ar" else "ltr"

    # -- words
    def t(self, key: str, **values: object) -> str:
        """Words of the page."""
        return told(key, self.lang, **values)

    def count(self, number: int, noun: str) -> str:
        """A number of things."""
        return words.counted(number, self.n(number), noun, self.lang)

    def type(self, type: str, mode: str | None = None) -> str:
        """A PLOVER type, with its mode where that is a word or two."""
        told, more = words.type_name(type, self.lang), self.mode(mode)
        return f"{told} · {more}" if 0 < len(more) <= SHORT else told

    def mode(self, mode: str | None) -> str:
        """A mode; empty where there is none."""
        return words.mode_name(mode, self.lang)

    def quad(self, quad: int) -> str:
        """What a quad code means."""
        return words.quad_name(quad, self.lang)

    def country(self, code: str | None) -> str:
        """A country by its ISO code, as CLDR names it; the code itself where it knows none."""
        return words.country_name(code, self.lang) if code else ""

    def role(self, role: str) -> str:
        """An office, of which records give the English name."""
        return words.role_name(role, self.lang)

    def authority(self, key: str | None) -> str:
        """The side that an actor belongs to, where several claim its state."""
        return words.authority_name(key, self.lang) if key else ""

    def pick(self, arabic: str, english: str | None) -> str:
        """A name in the reader's language, where there is one."""
        return english if english and self.lang == "en" else arabic

    def fault(self, code: str) -> str:
        """A kind of fault in a few words."""
        return FAULTS_AR.get(code, code).split("؛")[0] if self.lang == "ar" else code.replace("_", " ")

    def quad_of(self, type: str) -> int:
        """The quad code of a type."""
        return TYPES[type].quad

    # -- numbers and dates
    def n(self, number: float) -> str:
        """A number as the reader writes it, whole or with one decimal."""
        told = f"{number:,}" if isinstance(number, int) else f"{number:,.1f}".replace("-0.0", "0.0")
        return self.figures(told.replace("-", "−"))

    def range(self, low: int, high: int) -> str:
        """``5`` or ``5–6``; the dash keeps the lower number first in either direction."""
        return self.n(low) if low == high else f"{self.n(low)}–{self.n(high)}"

    def percent(self, share: float) -> str:
        """A share of one as a percentage."""
        return self.figures(f"{round(share * 100)}%")

    def figures(self, text: str) -> str:
        """Text of ours with the reader's digits; never for words of an article."""
        return text.translate(_ARABIC) if self.digits == "arabic" else text

    def day(self, value: str | None, *, year: bool = True) -> str:
        """A date of any precision in words: ``14 April 2026``, ``the week of 13 April 2026``, ``April 2026``, ``2026``."""
        if value and "-W" in value:
            return self.t("week_of", day=self.day(week_begins(value), year=year))
        parts = _parts(value)
        if parts is None:
            return value or ""
        number, month, day = parts
        told = ([str(day)] if day else []) + ([_month(month, self.lang)] if month else []) + ([str(number)] if year or not month else [])
        return self.figures(" ".join(told))

    def weekday(self, value: str | None, *, short: bool = False) -> str:
        """The day of the week of a whole date; empty where the date is none."""
        parts = _parts(value)
        return _weekday(dt.date(*parts).weekday(), self.lang, short) if parts and parts[2] else ""

    def hijri(self, value: str | None) -> str:
        """The same day in the Hijri calendar; empty outside of 1924 to 2077 or where no day is given."""
        told = _hijri((value or "")[:10], self.lang)
        return self.figures(told)

    def clock(self, value: str | None) -> str:
        """The hour of a date-time; empty where it has none."""
        return self.figures(value[11:16]) if value and len(value) > 11 else ""

    # -- addresses
    def here_with(self, name: str, value: object) -> str:
        """This address with one parameter set, or gone where the value is None; a new filter begins on the first page."""
        kept = [(k, v) for k, v in self.query if k not in (name, "page")]
        return address(self.path, [*kept, *([] if value is None else [(name, value)])])

    def at(self, path: str, **changes: object) -> str:
        """Another path with this address's parameters, some of them changed."""
        kept = [(k, v) for k, v in self.query if k not in changes]
        return address(path, [*kept, *changes.items()])

    def asked(self, name: str) -> str:
        """A parameter of this address; empty where it has none."""
        return dict(self.query).get(name, "")

    def to(self, kind: str, id: str, anchor: str = "") -> str:
        """The address of an article, actor, event, story or statement; ``anchor`` is a record in an article."""
        return f"/{kind}/{quote(id, safe=':~@')}" + (f"#{anchor}" if anchor else "")


def address(path: str, parameters: Iterable[tuple[str, Any]] | Mapping[str, Any]) -> str:
    """A path with its parameters; those that are None or empty are left out."""
    pairs = parameters.items() if isinstance(parameters, Mapping) else parameters
    asked = urlencode([(k, v) for k, v in pairs if v not in (None, "")])
    return f"{path}?{asked}" if asked else path


COOKIE = "khabar_"
"""What the names of the cookies begin with."""


def reader_of(path: str, query: Iterable[tuple[str, str]], cookies: Mapping[str, str], lang: Lang) -> Reader:
    """Who reads, by what the address says, else by the cookies.

    Args:
        path: of the address.
        query: its parameters.
        cookies: of the request.
        lang: from `khabar.serve.deps.language`.
    """
    pairs = tuple(query)
    asked = dict(pairs)
    chosen = {}
    for name, values in CHOICES[1:]:
        found = next((v for v in (asked.get(name), cookies.get(COOKIE + name)) if v in values), None)
        if found is not None:
            chosen[name] = found
    kept = tuple((k, v) for k, v in pairs if k not in dict(CHOICES))
    return Reader(path=path, query=kept, lang=lang, **chosen)  # type: ignore[arg-type]


def _parts(value: str | None) -> tuple[int, int, int] | None:
    """Year, month and day of an ISO date, 0 for what it does not say; None where it is no date."""
    pieces = (value or "")[:10].split("-")
    if not all(p.isdigit() for p in pieces):
        return None
    year, month, day = ([int(p) for p in pieces] + [0, 0])[:3]
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return year, month, day


@lru_cache(maxsize=64)
def _month(month: int, lang: Lang) -> str:
    from babel.dates import get_month_names

    return str(get_month_names("wide", locale=lang)[month])


@lru_cache(maxsize=32)
def _weekday(weekday: int, lang: Lang, short: bool) -> str:
    from babel.dates import get_day_names

    return str(get_day_names("narrow" if short else "wide", locale=lang)[weekday])


@lru_cache(maxsize=4096)
def _hijri(day: str, lang: Lang) -> str:
    from hijridate import Gregorian

    parts = _parts(day)
    if parts is None or not parts[2]:
        return ""
    try:
        date = Gregorian(*parts).to_hijri()
    except OverflowError:
        return ""
    return f"{date.day} {date.month_name(lang)} {date.year}" + (" هـ" if lang == "ar" else " AH")
