"""Forms of the adjectives of state."""

import pytest

from khabar.lexicon.derive_nisba import nisba_forms


@pytest.mark.parametrize(
    ("form", "grammar"),
    [
        ("مصري", ("m", "s")), ("المصري", ("m", "s")), ("مصريا", ("m", "s")), ("مصرية", ("f", "s")),
        ("المصرية", ("f", "s")), ("مصريان", ("m", "d")), ("المصريتان", ("f", "d")), ("مصريتين", ("f", "d")),
        ("مصريون", ("m", "p")), ("المصريين", ("m", "p")), ("مصريات", ("f", "p")), ("مصريو", ("m", "p")),
    ],
)  # fmt: skip
def test_derive_nisba_knows_every_case(form: str, grammar: tuple[str, str]) -> None:
    assert nisba_forms("مصري", [])[form] == grammar


def test_derive_nisba_ambiguous_yin_is_plural() -> None:
    assert nisba_forms("ليبي", [])["ليبيين"] == ("m", "p")


def test_derive_nisba_broken_plurals() -> None:
    forms = nisba_forms("تركي", ["أتراك"])
    assert {forms[f] for f in ("أتراك", "الأتراك", "أتراكا")} == {("m", "p")}


def test_derive_nisba_no_article_on_accusative_or_construct() -> None:
    assert not {"المصريا", "المصريو", "المصريتا"} & set(nisba_forms("مصري", []))


def test_derive_nisba_two_adjectives_agree() -> None:
    forms = nisba_forms("كوري شمالي", [])
    assert forms["الكورية الشمالية"] == ("f", "s")
    assert forms["الكوريين الشماليين"] == ("m", "p")


def test_derive_nisba_uninflected_head_stays() -> None:
    forms = nisba_forms("جنوب سوداني", [])
    assert forms["جنوب سودانية"] == forms["الجنوب سودانية"] == forms["الجنوب السودانية"] == ("f", "s")
    assert "جنوبة سودانية" not in forms
