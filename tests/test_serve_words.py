"""The words of the pages: in both languages, counted as each language counts; dates and numbers as the reader writes them."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from khabar import model
from khabar.coding.plover import TYPES
from khabar.messages import Lang
from khabar.serve.reader import CHOICES, PLACES, Reader, reader_of
from khabar.serve.texts import ARTICLE, PAGES, SERVER, TEXTS
from khabar.serve.words import NOUNS, counted, country_name, mode_name, role_name, type_name
from tests.conftest import ROOT

WORDS = {**SERVER, **PAGES}
ALL = {**TEXTS, **ARTICLE, **WORDS}
TEMPLATES = sorted((ROOT / "src" / "khabar" / "serve" / "templates").glob("*.html"))
ARABIC = re.compile("[\u0621-\u064a]")
SAME = {"lang_ar", "lang_en", "other_lang", "digits_latin", "digits_arabic", "export_csv", "export_json", "comma"}


@pytest.mark.parametrize("key", sorted(ALL))
def test_serve_words_are_there_in_both_languages(key: str) -> None:
    english, arabic = ALL[key]
    assert english.strip() and arabic.strip()
    assert sorted(re.findall(r"\{(\w+)", english)) == sorted(re.findall(r"\{(\w+)", arabic))
    if key not in SAME and not key.startswith("lang_"):
        assert ARABIC.search(arabic) and not ARABIC.search(english)


def test_serve_words_name_every_value_of_the_records() -> None:
    values = {
        "status": model.Status, "attribution": model.Attribution, "kind": model.ActorKind, "voice": model.Voice, "type": model.StatementType,
        "stance": model.Stance,
    }  # fmt: skip
    missing = [f"{name}_{value}" for name, literal in values.items() for value in get_args(literal) if f"{name}_{value}" not in WORDS]
    assert missing == []


def test_serve_words_that_templates_ask_for_are_there() -> None:
    asked = {key for path in TEMPLATES for key in re.findall(r'\bt\(\s*["\'](\w+)["\']\s*[,)]', path.read_text("utf-8"))}
    counts = {key for path in TEMPLATES for key in re.findall(r'\bcount\([^()]*(?:\([^()]*\))?[^()]*,\s*["\'](\w+)["\']\)', path.read_text("utf-8"))}
    assert asked - set(ALL) == set()
    assert counts - set(NOUNS) == set()
    assert asked


def test_serve_words_name_every_type_and_mode() -> None:
    for type in TYPES.values():
        assert ARABIC.search(type_name(type.name, "ar"))
        assert all(ARABIC.search(mode_name(mode, "ar")) for mode in type.modes)


@pytest.mark.parametrize(
    ("number", "arabic"),
    [(0, "0 مقال"), (1, "مقال واحد"), (2, "مقالان"), (3, "3 مقالات"), (10, "10 مقالات"), (11, "11 مقالا"), (99, "99 مقالا"), (100, "100 مقال"), (103, "103 مقالات"), (111, "111 مقالا")],
)
def test_serve_words_count_as_arabic_counts(number: int, arabic: str) -> None:
    assert counted(number, str(number), "article", "ar") == arabic


def test_serve_words_name_states_and_offices() -> None:
    assert (country_name("EGY", "ar"), country_name("EGY", "en"), country_name("XXX", "ar")) == ("مصر", "Egypt", "XXX")
    assert role_name("prime minister", "ar") == "رئيس الوزراء"
    assert role_name("former prime minister", "ar") == "رئيس الوزراء سابق"


def reader(*query: tuple[str, str], lang: Lang = "ar", **cookies: str) -> Reader:
    """Who reads the search page."""
    return reader_of("/search", query, cookies, lang)


def test_serve_reader_is_told_by_address_then_cookie() -> None:
    assert (reader().theme, reader(khabar_theme="dark").theme) == ("auto", "dark")
    assert reader(("theme", "light"), khabar_theme="dark").theme == "light"
    assert reader(("theme", "<script>"), khabar_digits="roman").digits == "latin"
    assert (reader(lang="ar").dir, reader(lang="en").dir) == ("rtl", "ltr")


def test_serve_reader_keeps_filters_in_addresses() -> None:
    here = reader(("q", "السلام عليكم"), ("page", "3"), ("lang", "en"))
    assert here.query == (("q", "السلام عليكم"), ("page", "3"))
    assert here.here_with("kind", "event").endswith("&kind=event") and "page=" not in here.here_with("kind", "event")
    assert here.here_with("q", None) == "/search"
    assert here.to("actor", "kh:EGY:وزارة #1").startswith("/actor/kh:EGY:%D9") and "#" not in here.to("actor", "kh:a#b")


def test_serve_reader_writes_dates_in_both_calendars() -> None:
    arabic, english = reader(), reader(lang="en")
    assert (arabic.day("2026-04-14"), english.day("2026-04-14")) == ("14 أبريل 2026", "14 April 2026")
    assert (arabic.day("2026-04"), arabic.day("2026"), arabic.day("199x")) == ("أبريل 2026", "2026", "199x")
    assert (arabic.hijri("2026-04-14"), english.hijri("2026-04-14")) == ("26 شوال 1447 هـ", "26 Shawwal 1447 AH")
    assert arabic.hijri("2026-04") == arabic.hijri("1801-01-01") == ""
    assert arabic.weekday("2026-04-14") == "الثلاثاء"
    assert arabic.clock("2026-04-14T13:05") == "13:05" and arabic.clock("2026-04-14") == ""


def test_serve_reader_writes_digits_as_chosen() -> None:
    chosen = reader(("digits", "arabic"))
    assert (chosen.n(1234), chosen.n(-2.5), chosen.percent(0.25), chosen.day("2026-04-14")) == ("١٬٢٣٤", "−٢٫٥", "٢٥٪", "١٤ أبريل ٢٠٢٦")
    assert reader().n(1234) == "1,234"


def test_serve_reader_choices_have_words() -> None:
    assert [f"{name}_{value}" for name, values in CHOICES for value in values if f"{name}_{value}" not in WORDS] == []
    assert [key for key, _ in PLACES if key not in WORDS] == []
