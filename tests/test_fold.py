"""Search keys: what is one word to a reader has one key, and every key leads back to the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.script.fold import INVISIBLE, Folded, bare, fold

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ"
MARKS = "\u064b\u064e\u0651\u0670\u0640\u200f\u202b\u202c\u2067\u2069\u200d\ufeff"
mixed = st.text(alphabet=LETTERS + MARKS + " ٠١٢۳۴.،:«»abRT😀گچڤﻻﷲ\n", max_size=80)
anything = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أعلن", "اعلن"),
        ("إعلان", "اعلان"),
        ("آذار", "اذار"),
        ("ٱلوزير", "الوزير"),
        ("الهادى", "الهادي"),
        ("وزارة", "وزاره"),
        ("مسؤول", "مسئول"),
        ("شؤون", "شئون"),
        ("وزیر الخارجیة", "وزير الخارجية"),
        ("شریک", "شريك"),
        ("الرئيـــس", "الرئيس"),
        ("مُحَمَّد", "محمد"),
        ("خٰلدون", "خلدون"),
        ("لـRT", "لRt"),
        ("\u202bقال\u202c", "قال"),
        ("لـ\u200fرويترز", "لرويترز"),
        ("ﻻ", "لا"),
        ("ﺗﻔﺎﻭﺽ", "تفاوض"),
        ("٢٠٢٦", "2026"),
        ("۱۴۰۴", "1404"),
        ("٣٫٥", "3.5"),
        ("١٬٢٠٠", "1,200"),
        ("غروندبرڤ", "غروندبرف"),
    ],
)
def test_fold_unites_what_readers_take_as_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الهادى", "الهادا"),
        ("القرى", "القرا"),
        ("سلام", "سلم"),
        ("صالح", "سالح"),
        ("ظهر", "ضهر"),
        ("وزارة", "وزارت"),
        ("سماء", "سما"),
        ("لا", "ل ا"),
        ("3.5", "35"),
    ],
)
def test_fold_keeps_different_words_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("sign", ["…", "½", "™", "²", "Ⅳ"])
def test_fold_leaves_signs_that_are_no_letters(sign: str) -> None:
    assert fold(sign) == sign.lower()


def test_fold_case_of_latin_does_not_count() -> None:
    assert fold("RT") == fold("rt") == "rt"


@pytest.mark.parametrize("code", sorted(INVISIBLE))
def test_fold_leaves_out_each_invisible(code: int) -> None:
    assert fold(f"قا{chr(code)}ل") == "قال"
    assert bare(f"قا{chr(code)}ل") == "قال"


def test_fold_no_letter_is_invisible() -> None:
    assert [chr(c) for c in INVISIBLE if unicodedata.category(chr(c)) == "Lo"] == []


@given(st.one_of(mixed, anything))
def test_fold_of_a_key_is_the_key(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(mixed, anything))
def test_fold_key_of_parts_is_the_parts_of_the_key(text: str) -> None:
    assert fold(text) == "".join(fold(c) for c in text)


def test_bare_keeps_letters_as_written() -> None:
    assert bare("الرئيـس مُوسَى أعلَن") == "الرئيس موسى أعلن"


@given(st.one_of(mixed, anything))
def test_folded_has_a_place_in_the_text_for_each_letter_of_the_key(text: str) -> None:
    folded = Folded(text)
    assert folded.key == fold(text)
    assert len(folded.at) == len(folded.key)
    assert folded.at == sorted(folded.at)
    assert all(0 <= at < len(text) for at in folded.at)


@given(mixed, st.data())
def test_folded_span_slices_the_text_whose_key_it_was(text: str, data: st.DataObject) -> None:
    folded = Folded(text)
    start = data.draw(st.integers(0, len(folded.key)))
    end = data.draw(st.integers(start, len(folded.key)))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)
    assert folded.key[start:end] in fold(text[first:last])


@given(mixed, st.text(alphabet=LETTERS, min_size=1, max_size=8), mixed)
def test_folded_finds_what_is_there(before: str, word: str, after: str) -> None:
    text = f"{before} {word} {after}"
    found = Folded(text).find(word)
    assert found is not None
    assert fold(word) in fold(text[found[0] : found[1]])  # a hit inside a ligature is the whole ligature


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("أعلن مُحَمَّد الدَّرعاني ذلك", "محمد", "مُحَمَّد"),
        ("أعلن مُحَمَّد الدَّرعاني ذلك", "الدرعاني", "الدَّرعاني"),
        ("قال وزير الخارجيّة أمس", "الخارجيه", "الخارجيّة"),
        ("بيان الرئاســة", "الرئاسة", "الرئاســة"),
        ("🔴 عاجل: الدهماني يستقيل", "الدهماني", "الدهماني"),
        ("\u202bقال الوزير\u202c لـ\u200fRT\u200f", "لـRT", "لـ\u200fRT"),
        ("قالَ", "قال", "قالَ"),
    ],
)
def test_folded_highlight_covers_the_original_letters(text: str, query: str, found: str) -> None:
    span = Folded(text).find(query)
    assert span is not None
    assert text[span[0] : span[1]] == found


def test_folded_find_goes_on_from_an_offset() -> None:
    text = "قال ثم قالَ ثم سكت"
    first = Folded(text).find("قال")
    assert first == (0, 3)
    second = Folded(text).find("قال", first[1])
    assert second is not None
    assert text[second[0] : second[1]] == "قالَ"
    assert Folded(text).find("قال", second[1]) is None


def test_folded_finds_nothing_for_an_empty_query() -> None:
    assert Folded("قال").find("") is None
    assert Folded("قال").find("\u0640\u064e") is None


def test_folded_empty_span_is_empty() -> None:
    folded = Folded("قال")
    assert folded.span(1, 1) == (1, 1)
    assert folded.span(3, 3) == (3, 3)
    assert Folded("").span(0, 0) == (0, 0)
