"""The tables of verbs, event nouns and light verbs hold what frames rely on."""

from __future__ import annotations

from collections import Counter

import pytest

from khabar.lexicon.derive_verbs import verb_forms
from khabar.lexicon.load import DATA, read_table
from khabar.lexicon.schema import LightRow, NounRow, VerbRow

VERBS = read_table(DATA / "verbs.tsv", VerbRow)
NOUNS = read_table(DATA / "nouns.tsv", NounRow)
LIGHT = read_table(DATA / "light.tsv", LightRow)
BY_LEMMA = {(row.lemma, row.present): row for row in VERBS}
LEMMAS = {row.lemma for row in VERBS}


def test_verbs_has_speech_and_deeds_in_number() -> None:
    klasses = Counter(row.klass for row in VERBS)
    assert klasses["say"] + klasses["both"] >= 250
    assert len(VERBS) >= 900


def test_nouns_has_at_least_three_hundred_rows() -> None:
    assert len(NOUNS) >= 300
    assert {row.klass for row in NOUNS} == {
        "event", "speech", "agreement", "meeting", "measure", "harm", "aid", "document", "force", "weapon",
    }  # fmt: skip


def test_light_has_at_least_sixty_rows() -> None:
    assert len(LIGHT) >= 60


def test_verbs_states_no_verb_twice() -> None:
    counts = Counter((row.lemma, row.present) for row in VERBS)
    assert [key for key, count in counts.items() if count > 1] == []


def test_nouns_states_no_noun_twice() -> None:
    counts = Counter(row.lemma for row in NOUNS)
    assert [key for key, count in counts.items() if count > 1] == []


def test_light_states_no_verb_and_preposition_twice() -> None:
    counts = Counter((row.verb, row.prep) for row in LIGHT)
    assert [key for key, count in counts.items() if count > 1] == []


def test_verbs_present_starts_with_ya_and_differs_from_past() -> None:
    assert [row.lemma for row in VERBS if not row.present.startswith("ي") or row.present == row.lemma] == []


def test_verbs_lemma_and_present_are_single_words() -> None:
    assert [row.lemma for row in VERBS if " " in row.lemma or " " in row.present] == []


def test_verbs_of_speech_say_how_content_attaches() -> None:
    bare = [row.lemma for row in VERBS if row.klass in ("say", "both") and not (row.voice and row.content)]
    assert bare == []


def test_verbs_with_content_have_a_voice_and_no_repeats() -> None:
    assert [row.lemma for row in VERBS if row.content and row.voice is None] == []
    assert [row.lemma for row in VERBS if len(set(row.content)) != len(row.content)] == []


def test_verbs_that_address_an_object_are_transitive() -> None:
    assert [row.lemma for row in VERBS if row.addressee == "object" and not row.transitive] == []


def test_verbs_with_noun_content_are_transitive() -> None:
    assert [row.lemma for row in VERBS if "noun" in row.content and not row.transitive] == []


def test_nouns_name_the_act_of_a_known_verb() -> None:
    assert sorted({row.verb for row in NOUNS if row.verb} - LEMMAS) == []


def test_light_verbs_are_known_verbs() -> None:
    assert sorted({row.verb for row in LIGHT} - LEMMAS) == []


def test_light_nouns_are_known_nouns_masdars_or_plain_words() -> None:
    known = {row.lemma for row in NOUNS} | {masdar for row in VERBS for masdar in row.masdars}
    plain = {"نار", "سراح", "مسؤولية", "جهد", "دور", "حتف", "خلاف", "ثقة", "معبر", "صوت", "خدمة", "رئاسة", "إدارة"}
    assert sorted({noun for row in LIGHT for noun in row.nouns} - known - plain) == []


@pytest.mark.parametrize(
    ("lemma", "present", "content", "addressee"),
    [
        ("قال", "يقول", ["an", "quote"], "ل"),
        ("أكد", "يؤكد", ["an", "noun", "على"], "ل"),
        ("دعا", "يدعو", ["إلى", "ل", "an"], "object"),
        ("رحب", "يرحب", ["ب"], ""),
        ("حذر", "يحذر", ["من", "an"], "object"),
        ("اتهم", "يتهم", ["ب", "an"], "object"),
    ],
)
def test_verbs_attach_content_as_the_press_does(lemma: str, present: str, content: list[str], addressee: str) -> None:
    row = BY_LEMMA[lemma, present]
    assert (row.content, row.addressee) == (content, addressee)


@pytest.mark.parametrize("lemma", ["قتل", "اعتقل", "أصاب", "أعدم", "خطف", "استهدف", "أوقف"])
def test_verbs_mark_the_unwritten_passive(lemma: str) -> None:
    assert any(row.passive_common for row in VERBS if row.lemma == lemma)


@pytest.mark.parametrize("lemma", ["بين", "عقد", "قدم", "حذر", "ذكر", "عد", "علق", "حمل", "عرض", "حكم"])
def test_verbs_mark_letters_shared_with_other_words(lemma: str) -> None:
    assert all(row.ambiguous for row in VERBS if row.lemma == lemma)


@pytest.mark.parametrize(
    ("lemma", "written"),
    [
        ("دعا", ["دعت", "دعوا", "داعيا"]),
        ("أدان", ["أدانت", "أدين", "مدينا"]),
        ("أصاب", ["أصيب", "أصيبت", "مصابين"]),
        ("هاجم", ["هاجموا", "هوجم", "مهاجمة"]),
        ("اتهم", ["اتهمت", "متهما", "اتهام"]),
        ("احتج", ["احتجوا", "محتجين", "احتجاجات"]),
        ("استولى", ["استولت", "استولوا", "استيلاء"]),
        ("طمأن", ["طمأنت", "مطمئنا", "طمأنة"]),
    ],
)
def test_verbs_derive_the_forms_of_the_press(lemma: str, written: list[str]) -> None:
    row = next(row for row in VERBS if row.lemma == lemma)
    forms = {form.text for form in verb_forms(row.lemma, row.present, row.masdars, row.active, row.passive)}
    assert sorted(set(written) - forms) == []
