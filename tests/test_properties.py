"""What must hold for any text at all, Arabic or not, sense or not."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import khabar
from khabar.model import Record

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ"
ODD = "\u064b\u0651\u0640\u200f\u202b\u202c\u2067\u2069\u200d\ufeff\u00a0\r\n\t\v\f\u2028\0٠١٢٣،؛؟«»“”\"':.-–()[]پگیک😀e\u0301"
PIECES = [
    "قال", "وأضاف", "الوزير", "وزير الخارجية", "المصري", "سامر الحلواني", "إن", "أن", "بلاده", "في القاهرة", "اليوم الاثنين", "أمس", "التقى",
    "نظيره", "«لن نقبل»", "\"نعم\"", "قتل", "خمسة مدنيين", "غارة", "على", "نفى", "لم", "مؤكدا", "وفق", "مصدر أمني", ":", "،", ".", "\n\n", "\n", "12 مايو 2023",
    "الأمم المتحدة", "موسكو", "من جهته", "الذي", "و", "إلى", "مباحثات", "أجرى", "سيزور", "- وكالات", "اقرأ أيضا", "إذا", "قد",
]  # fmt: skip
MEGABYTES_5 = 5_000_000
HARD = 250_000
"""Bytes of the inputs that no page has: a sentence without an end."""
SECONDS = 120  # three times what the slowest takes on a machine with two busy cores

letters = st.text(alphabet=LETTERS + " ", max_size=60)
anything = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=120)
odd = st.text(alphabet=LETTERS + " " + ODD, max_size=120)
news = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
texts = st.one_of(news, st.lists(st.one_of(news, letters, odd), max_size=6).map("".join), odd, anything)
days = st.one_of(st.none(), st.dates().map(str))


def spans(value: Any) -> list[dict[str, Any]]:
    """Every object with start, end and text, wherever it stands in the record."""
    if isinstance(value, list):
        return [s for item in value for s in spans(item)]
    if not isinstance(value, dict):
        return []
    own = [value] if {"start", "end", "text"} <= value.keys() else []
    return own + [s for item in value.values() for s in spans(item)]


def check(record: Record, text: str) -> None:
    """The promises of records.md that hold for every record."""
    assert record.article.text == text
    encoded = msgspec.json.encode(record)
    assert msgspec.json.decode(encoded, type=Record) == record
    for span in spans(msgspec.json.decode(encoded)):
        assert 0 <= span["start"] <= span["end"] <= len(text)
        assert span["text"] == text[span["start"] : span["end"]]
    blocks = record.article.blocks
    assert [b.start for b in blocks[:1]] in ([], [0])
    assert all(a.end == b.start for a, b in pairwise(blocks))
    keys = [a.key for a in record.actors]
    assert len(keys) == len(set(keys))
    used = [k for s in record.statements for k in s.speaker] + [k for e in record.events for k in (*e.actors, *e.recipients)]
    assert set(used) <= set(keys)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts, published=days)
def test_properties_spans_slice_to_their_text_and_records_survive_json(text: str, published: str | None) -> None:
    check(khabar.code_text(text, published=published), text)


@settings(max_examples=40, deadline=None)
@given(text=news)
def test_properties_the_same_input_gives_the_same_bytes(text: str) -> None:
    first, second = (msgspec.json.encode(khabar.code_text(text, published="2024-05-06")) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\ufeff", "\0", "\u200f", ".", "«", "12", "hello"])
def test_properties_a_text_without_news_gives_faults_or_nothing(text: str) -> None:
    record = khabar.code_text(text)
    check(record, text)
    assert record.statements == []
    assert record.events == []


@pytest.mark.parametrize(
    ("unit", "size"),
    [("قال الوزير سامر الحلواني إن بلاده ترفض التصعيد.\n\n", MEGABYTES_5 // 4), ("كلمة", MEGABYTES_5), ("«", MEGABYTES_5),
     ("قال إن ", HARD), ("وزير ", HARD), ("و ", HARD), ("من ", HARD), ("12 ", HARD)],
    ids=["articles", "one word", "quotes", "endless sentence", "roles", "letters", "prepositions", "numbers"],
)  # fmt: skip
def test_properties_large_inputs_end_in_time(unit: str, size: int) -> None:
    text = unit * (size // len(unit.encode()))
    began = time.perf_counter()
    record = khabar.code_text(text)
    assert time.perf_counter() - began < SECONDS
    assert record.article.text == text
