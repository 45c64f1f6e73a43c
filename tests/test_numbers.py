"""Numbers: what a phrase counts, and how sure it is of it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from khabar.language.numbers import Number, dual_count, parse_numbers
from khabar.script.digits import read_digits, western
from khabar.script.fold import fold

CORPUS = Path(__file__).parent / "corpus" / "numbers.tsv"


def rows() -> list[tuple[str, str]]:
    lines = [line for line in CORPUS.read_text("utf-8").split("\n") if line and not line.startswith("#")]
    return [(a, b) for a, b in (line.split("\t") for line in lines[1:])]


def shown(text: str, n: Number) -> str:
    high = "+" if n.high is None else f"-{n.high}" if n.high != n.low else ""
    return f"{text[n.start : n.end]}={n.low}{high}{'~' if n.approximate else ''}"


@pytest.mark.parametrize(("phrase", "expected"), rows())
def test_numbers_corpus(phrase: str, expected: str) -> None:
    assert " | ".join(shown(phrase, n) for n in parse_numbers(phrase, 0, len(phrase))) == expected


def test_numbers_corpus_is_large() -> None:
    assert len(rows()) >= 150


def test_numbers_keep_to_their_stretch() -> None:
    text = "ثلاثة قتلى وخمسة جرحى و20 مفقودا"
    inside = text.index("وخمسة")
    found = parse_numbers(text, inside, text.index("20"))
    assert [(n.low, text[n.start : n.end]) for n in found] == [(5, "خمسة")]


def test_numbers_read_marked_words() -> None:
    text = "قُتِلَ خَمـسَةٌ وعِشرونَ"
    assert [n.low for n in parse_numbers(text, 0, len(text))] == [25]


def test_numbers_never_split_a_person() -> None:
    assert parse_numbers("2.5 طفل", 0, 7) == []


@pytest.mark.parametrize(("text", "value"), [
    ("٣٫٥", "3.5"), ("١٬٢٠٠", "1200"), ("1,200.5", "1200.5"), ("1.200,5", "1200.5"), ("12 000", "12000"), ("۷", "7"),
    ("2,7", "2.7"),
])  # fmt: skip
def test_digits_read_every_script_and_separator(text: str, value: str) -> None:
    assert read_digits(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "12a", "1..2", "سبعة", "1,2,3", "-"])
def test_digits_refuse_what_is_no_number(text: str) -> None:
    assert read_digits(text) is None


def test_digits_point_before_a_scale_is_a_fraction() -> None:
    assert read_digits("1.250", scaled=True) == Decimal("1.250")
    assert read_digits("1.250") == Decimal(1250)


def test_digits_western_keeps_length() -> None:
    text = "١٬٢٠٠ و۴٫۵"
    assert western(text) == "1,200 و4.5"
    assert len(western(text)) == len(text)


NOUNS = {fold(w) for w in ("جندي", "قذيفة", "قتيل", "مدني", "طالبة")}


@pytest.mark.parametrize(
    "word", ["جنديين", "جنديان", "بجنديين", "الجنديان", "وللجنديين", "قذيفتين", "بالقذيفتين", "قتيلين", "طالبتان"]
)
def test_numbers_dual_counts_two(word: str) -> None:
    assert dual_count(word, NOUNS.__contains__)


@pytest.mark.parametrize("word", ["مساكين", "جندي", "ميدان", "بين", "قوانين", "لبنان", "ين"])
def test_numbers_other_words_are_no_duals(word: str) -> None:
    assert not dual_count(word, NOUNS.__contains__)
