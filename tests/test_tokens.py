"""Tokens tile the words of a text, and each word is read with the clitics it has and no others."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.language.tokens import MAX_WORD, Reading, Tokenizer, Word
from khabar.lexicon.words import lexicon
from khabar.script.fold import INVISIBLE, fold

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ"
texts = st.text(alphabet=LETTERS + "\u064b\u0651\u0640\u200f\u202b\u202c\u200d ٠١٢3٫٬.,،:«»\"RTé-'\n😀پگﻻ", max_size=80)


@pytest.fixture(scope="module")
def cutter() -> Tokenizer:
    return Tokenizer(lexicon())


CUTTER = Tokenizer(lexicon())  # hypothesis wants one that needs no fixture


def read(word: str) -> tuple[Reading, ...]:
    return CUTTER.word(word).readings


def ways(word: str) -> set[tuple[str, str, str]]:
    """Proclitics, form and pronoun of every reading."""
    return {(r.pre, fold(r.entry.form), r.suffix) for r in read(word)}


def pieces(text: str) -> list[str]:
    return [text[t.start : t.end] for t in CUTTER.tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال الوزير، أمس: «نعم».", ["قال", "الوزير", "،", "أمس", ":", "«", "نعم", "»", "."]),
        ("نزح 3.5 ملايين و١٬٢٠٠ آخرين", ["نزح", "3.5", "ملايين", "و", "١٬٢٠٠", "آخرين"]),
        ("في ١٢/٦/٢٠٢٥", ["في", "١٢", "/", "٦", "/", "٢٠٢٥"]),
        ("قال لـRT إنه", ["قال", "لـ", "RT", "إنه"]),
        ("قال لـ«المرصد» إنه", ["قال", "لـ", "«", "المرصد", "»", "إنه"]),
        ("موقع khabar.example نشر", ["موقع", "khabar.example", "نشر"]),
        ("زار N'Djamena أمس", ["زار", "N'Djamena", "أمس"]),
        ("أعلن مُحَمَّد الرئيـــس", ["أعلن", "مُحَمَّد", "الرئيـــس"]),
        ("كورونا-19 والاتفاق (القديم)", ["كورونا", "-", "19", "والاتفاق", "(", "القديم", ")"]),
        ("وأشار د. سامي إلى", ["وأشار", "د.", "سامي", "إلى"]),
        ("التقى أ.د. سامي وأ. د. هالة وم. رامي", ["التقى", "أ.د.", "سامي", "وأ. د.", "هالة", "وم.", "رامي"]),
        ("رحب بكل ود. وأضاف", ["رحب", "بكل", "ود", ".", "وأضاف"]),
        ("في القسم د.", ["في", "القسم", "د", "."]),
        ("غادر الوفد. عاد", ["غادر", "الوفد", ".", "عاد"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_tokens_pieces(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("title", "word"),
    [("د.", "الدكتور"), ("ود.", "والدكتور"), ("م.", "المهندس"), ("أ.", "الأستاذ"), ("أ.د.", "الدكتور"), ("أ.م.د.", "الدكتور")],
)
def test_tokens_a_title_is_the_word_it_stands_for(title: str, word: str) -> None:
    first = CUTTER.tokens(f"{title} سامي الغانم")[0]
    assert first.kind == "word"
    assert first.word == CUTTER.word(word)


@pytest.mark.parametrize("before", ["قالت", "وأشارت", "المتحدثة", "الوزيرة"])
def test_tokens_a_title_is_a_womans_after_her_verb_or_office(before: str) -> None:
    assert CUTTER.tokens(f"{before} د. هالة الشمري")[1].word == CUTTER.word("الدكتورة")


def test_tokens_kinds() -> None:
    assert [t.kind for t in CUTTER.tokens("قال 12 RT ، 😀")] == ["word", "number", "latin", "mark", "mark"]


def test_tokens_bidi_controls_are_between_words() -> None:
    text = "\u202bقال الوزير\u202c لـ\u200fRT\u200f"
    assert [t.key for t in CUTTER.tokens(text)] == ["قال", "الوزير", "ل", "rt"]


def test_tokens_of_a_part_have_offsets_of_the_whole() -> None:
    text = "قال الوزير نعم"
    assert [(t.start, t.end) for t in CUTTER.tokens(text, 4, 10)] == [(4, 10)]


@pytest.mark.parametrize(
    ("word", "way"),
    [
        ("وقال", ("و", "قال", "")),
        ("فقال", ("ف", "قال", "")),
        ("سيزور", ("س", "يزور", "")),
        ("وسيزور", ("وس", "يزور", "")),
        ("ستزور", ("س", "تزور", "")),
        ("للاجتماع", ("ل", "الاجتماع", "")),
        ("وللاجتماع", ("ول", "الاجتماع", "")),
        ("بالاجتماع", ("ب", "الاجتماع", "")),
        ("كالاجتماع", ("ك", "الاجتماع", "")),
        ("والاجتماع", ("و", "الاجتماع", "")),
        ("فالاجتماع", ("ف", "الاجتماع", "")),
        ("لاجتماع", ("ل", "اجتماع", "")),
        ("ولاجتماع", ("ول", "اجتماع", "")),
        ("اجتماعها", ("", "اجتماع", "ها")),
        ("ولاجتماعها", ("ول", "اجتماع", "ها")),
        ("زيارته", ("", "زيارت", "ه")),
        ("وبلاده", ("و", "بلاد", "ه")),
        ("لقائهما", ("", "لقاء", "هما")),
        ("استقبله", ("", "استقبل", "ه")),
        ("ليزور", ("ل", "يزور", "")),
        ("للقاء", ("ل", "لقاء", "")),
    ],
)
def test_tokens_clitics(word: str, way: tuple[str, str, str]) -> None:
    assert way in ways(word)


@pytest.mark.parametrize("name", ["وليد", "بلال", "كمال", "لبنى", "فؤاد", "فاروق", "باسم", "كريم", "ليلى", "وسيم", "لطفي", "بشار"])
def test_tokens_a_name_keeps_its_first_letter(name: str) -> None:
    assert CUTTER.word(name).bare == name
    assert CUTTER.word(name).key == fold(name)


@pytest.mark.parametrize("word", ["بقال", "لقال", "سقال", "سالاجتماع", "بيزور"])
def test_tokens_a_clitic_that_the_form_cannot_carry_is_none(word: str) -> None:
    assert [r for r in read(word) if r.pre and r.entry.form in ("قال", "الاجتماع", "يزور")] == []


def test_tokens_ya_goes_on_nouns_and_ni_on_verbs() -> None:
    assert {r.entry.pos for r in read("اجتماعي") if r.suffix == "ي"} <= {"noun", "adj", "masdar", "active", "passive_part", "name", "particle"}
    assert {r.entry.pos for r in read("استقبلني") if r.suffix == "ني"} <= {"past", "present"}
    assert [r for r in read("استقبلني") if r.suffix == "ني"]


@pytest.mark.parametrize(
    ("one", "other"), [("الاجتماع", "الاجتمـــاع"), ("قال", "قَالَ"), ("أعلن", "اعلن"), ("مسؤول", "مسئول"), ("ﻻ", "لا")]
)
def test_tokens_readings_do_not_mind_spelling(one: str, other: str) -> None:
    assert ways(one) == ways(other)
    assert ways(one)


def test_tokens_a_written_hamza_is_heeded() -> None:
    assert not [r for r in read("أن") if r.entry.form == "إن"]
    assert {r.entry.form for r in read("ان")} >= {"أن", "إن"}


def test_tokens_final_ya_may_stand_for_alef_maqsura_and_not_the_other_way() -> None:
    assert "على" in {r.entry.form for r in read("علي")}
    assert "على" in {r.entry.form for r in read("على")}
    assert not [r for r in read("إلى") if r.suffix == "ي"]


@pytest.mark.parametrize("word", ["ا" * (MAX_WORD + 1), "RT", "12", "،", "😀"])
def test_tokens_no_readings_for_what_is_no_word(word: str) -> None:
    assert read(word) == ()


def test_tokens_conj_and_prep_of_a_reading(cutter: Tokenizer) -> None:
    reading = next(r for r in cutter.word("ولاجتماعها").readings if r.pre == "ول" and r.suffix == "ها")
    assert (reading.conj, reading.prep) == ("و", "ل")
    future = next(r for r in cutter.word("وسيزور").readings if r.pre == "وس")
    assert (future.conj, future.prep) == ("و", "")


def test_tokens_has_asks_for_any_reading(cutter: Tokenizer) -> None:
    token = cutter.tokens("قال")[0]
    assert token.has("past", "noun")
    assert not token.has("present")


def test_tokens_memory_is_bounded() -> None:
    small = Tokenizer(lexicon(), limit=3)
    words: list[Word] = [small.word(w) for w in ("قال", "وقال", "الوزير", "للوزير", "قال")]
    assert len(small._words) <= 3
    assert words[0] == words[-1]


@given(texts)
def test_tokens_tile_the_words(text: str) -> None:
    found = CUTTER.tokens(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = {i for t in found for i in range(t.start, t.end)}
    left = [c for i, c in enumerate(text) if i not in covered]
    assert [c for c in left if not c.isspace() and ord(c) not in INVISIBLE] == []


@given(texts)
def test_tokens_spans_slice_to_their_word(text: str) -> None:
    for token in CUTTER.tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        piece = text[token.start : token.end]
        if re.fullmatch(r"\w{1,2}\.[\w.\s]*", piece) and token.kind == "word":
            continue  # an abbreviated title
        assert not re.search(r"\s", piece)
        assert token.key == fold(piece)


@given(st.text(alphabet=LETTERS, min_size=1, max_size=12))
def test_tokens_readings_add_up_to_the_word(word: str) -> None:
    for r in read(word):
        assert r.pre == "" or re.fullmatch(r"[وف]?[بلكس]?", r.pre)
        assert r.suffix == "" or fold(word).endswith(r.suffix)
