"""Quotation marks: pairs of every kind, nested, mixed, over paragraphs, and one bad mark that loses no other."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.annotate.quotes import MAX_DEPTH, MAX_QUOTE, Quote, find_quotes

MARKS = "«»“”„‟\"'‹›‘’"
texts = st.text(alphabet=MARKS + "قالن ،.:\n\u200f", max_size=80)


def paragraphs(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]+", text)]


def quotes(text: str) -> list[Quote]:
    return find_quotes(text, paragraphs(text))


def inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in quotes(text)]


@pytest.mark.parametrize(
    "text",
    [
        "وقال: «لا عودة إلى الوراء».",
        "وقال: “لا عودة إلى الوراء”.",
        'وقال: "لا عودة إلى الوراء".',
        "وقال: „لا عودة إلى الوراء‟.",
        "وقال: ‹لا عودة إلى الوراء›.",
        "وقال: ‘لا عودة إلى الوراء’.",
        "وقال: 'لا عودة إلى الوراء'.",
        "وقال: « لا عودة إلى الوراء ».",
        "وقال:\u200f «لا عودة إلى الوراء»\u200f.",
    ],
)
def test_quotes_every_pair_of_marks(text: str) -> None:
    assert inner(text) == ["لا عودة إلى الوراء"]
    assert quotes(text)[0].closed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«لن نقبل بـ\"الابتزاز\" أبدا»", ["لن نقبل بـ\"الابتزاز\" أبدا", "الابتزاز"]),
        ("«لن نقبل بـ«الضغوط» أبدا»", ["لن نقبل بـ«الضغوط» أبدا", "الضغوط"]),
        ("“نرفض ما يسمى ‘الإصلاح’ كله”", ["نرفض ما يسمى ‘الإصلاح’ كله", "الإصلاح"]),
        ('"نريد «الأمن» أولا"', ["نريد «الأمن» أولا", "الأمن"]),
    ],
)
def test_quotes_nested(text: str, expected: list[str]) -> None:
    assert inner(text) == expected
    assert [q.depth for q in quotes(text)] == [0, 1]


def test_quotes_of_three_kinds_side_by_side() -> None:
    assert inner("بين “الحوار” و„الضغط‟ و\"العزل\" و«الصمت»") == ["الحوار", "الضغط", "العزل", "الصمت"]


def test_quotes_one_over_two_paragraphs_with_the_mark_repeated() -> None:
    text = "وصرح: «نرفض سياسة \"الابتزاز\" كما نرفض «الضغوط»\n\n«هذا موقفنا النهائي»."
    found = quotes(text)
    assert text[found[0].start : found[0].end] == text[6:-1]
    assert found[0].closed
    assert inner(text)[1:] == ["الابتزاز", "الضغوط"]


@pytest.mark.parametrize(
    "text",
    [
        "وأردف: “موقفنا ثابت\n\nولن يتغير غدا”.",
        "وأردف: “موقفنا ثابت\n\n“ولن يتغير غدا”.",
        'وأردف: "موقفنا ثابت\n\n"ولن يتغير غدا".',
    ],
)
def test_quotes_closed_in_the_next_paragraph(text: str) -> None:
    found = quotes(text)
    assert len(found) == 1
    assert found[0].closed
    assert text[found[0].inner_end :].strip() in ("”.", '".')


@pytest.mark.parametrize("mark", ["«", "“", '"'])
def test_quotes_never_closed_ends_with_its_line_and_loses_no_other(mark: str) -> None:
    text = f"وقال: {mark}لن نعود أبدا.\n\nوأضاف الناطق أن «الوفد غادر» أمس.\n\nوختم بأن “الباب مفتوح”."
    found = quotes(text)
    assert inner(text) == ["لن نعود أبدا.", "الوفد غادر", "الباب مفتوح"]
    assert [q.closed for q in found] == [False, True, True]


def test_quotes_a_closing_mark_alone_is_nothing() -> None:
    text = "لن نعود» قال الناطق، مضيفا أن «الوفد غادر» أمس"
    assert inner(text) == ["الوفد غادر"]


def test_quotes_an_inner_mark_that_never_closes_ends_with_its_parent() -> None:
    text = "قال: «نرفض “الإملاءات كلها» ثم انصرف"
    found = quotes(text)
    assert inner(text) == ["نرفض “الإملاءات كلها", "الإملاءات كلها"]
    assert [q.closed for q in found] == [True, False]


def test_quotes_an_apostrophe_is_none() -> None:
    assert inner("زار مدينة N'Djamena ثم قال إنه 'سعيد' بها") == ["سعيد"]


@pytest.mark.parametrize("text", ["", "قال إن الوفد غادر", "«»", "“ ”", '""', "\"\n\""])
def test_quotes_none(text: str) -> None:
    assert quotes(text) == []


def test_quotes_outside_the_blocks_are_not_read() -> None:
    text = "«في الرابط»\nوقال «نعم» ثم مضى"
    assert [text[q.inner_start : q.inner_end] for q in find_quotes(text, [(text.index("\n") + 1, len(text))])] == ["نعم"]


def test_quotes_over_a_cut_paragraph() -> None:
    text = "وقال: «موقفنا ثابت\nhttps://x.example/1\nولن يتغير» ثم مضى"
    cut = text.index("\n")
    after = text.index("\n", cut + 1) + 1
    found = find_quotes(text, [(0, cut), (after, len(text))])
    assert [(text[q.start], text[q.end - 1], q.closed) for q in found] == [("«", "»", True)]


def test_quotes_an_opener_far_back_was_never_closed() -> None:
    text = "قال «نعم\n" + "كلمة " * MAX_QUOTE + "\nثم «لا» ثم»"
    assert inner(text)[:2] == ["نعم", "لا"]


def test_quotes_deep_nesting_is_given_up_not_raised() -> None:
    text = "«ق" * (MAX_DEPTH * 3) + "»"
    assert max(q.depth for q in quotes(text)) < MAX_DEPTH


def test_quotes_many_open_marks_cost_linear_time() -> None:
    text = "قال «نعم “ \" ثم \n" * 20_000
    begun = time.perf_counter()
    quotes(text)
    assert time.perf_counter() - begun < 10


@given(texts)
def test_quotes_spans_are_true(text: str) -> None:
    found = quotes(text)
    for q in found:
        assert 0 <= q.start < q.inner_start < q.inner_end <= q.end <= len(text)
        assert text[q.start] == q.mark
        assert text[q.inner_start : q.inner_end].strip()
    assert [q.start for q in found] == sorted(q.start for q in found)
    assert len({q.start for q in found}) == len(found)


@given(texts)
def test_quotes_of_one_paragraph_nest_or_stand_apart(text: str) -> None:
    found = [q for q in quotes(text.replace("\n", " ")) if q.closed]
    for a in found:
        for b in found:
            assert a.end <= b.start or b.end <= a.start or (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)
