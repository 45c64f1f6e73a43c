"""Sentences end where a reader stops, and nowhere else."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from khabar.annotate.quotes import find_quotes
from khabar.language.sentences import MAX_SENTENCE, sentences

texts = st.text(alphabet="قالنو. .؟!…،:\n()«»\"”123abد", max_size=100)


def split(text: str) -> list[str]:
    """The sentences of a text that is one paragraph, blanks off."""
    run = ((0, len(text)),)
    quoted = [(q.start, q.end) for q in find_quotes(text, run)]
    return [text[s[0][0] : s[-1][1]].strip() for s in sentences(text, [run], quoted)]


def test_sentences_two_of_the_news_kind() -> None:
    first = "قال وزير النقل، نادر الشمري، إن حكومته ترفض العرض، مضيفا أن الفريق سيرحل، وتابع: لا رجعة."
    second = "وهل ذكر د. بشير الكناني 2.7 مليون ناخب؟"
    assert split(f"{first} {second}") == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير، أمس، إن الاتفاق، كما هو، مرفوض.",
        "وتابع: الباب مفتوح؛ والقرار لنا.",
        "التقى د. رامي الحايك بالوفد.",
        "التقى أ.د. رامي الحايك بالوفد.",
        "التقى د. رامي الحايك ود. هالة الشمري أمس.",
        "وقال م. هاني السيد إن الجسر آمن.",
        "اجتمع أ.م. خليل بالوفد ثم غادر.",
        "نزح 3.5 ملايين شخص.",
        "نزح ٣.٥ ملايين شخص.",
        "وقع الاتفاق في 12.6.2025 بالعاصمة.",
        "نشر الموقع khabar.example البيان كاملا.",
        "وقع J. Smith الوثيقة مع الوفد.",
        "قال (وهو يبتسم. نعم) إن الباب مفتوح.",
        "وقال: «لن نعود. انتهى الأمر! هل تسمعون؟ نعم» ثم انصرف.",
        "وقال: “لن نعود. انتهى الأمر” ثم انصرف.",
        'وقال: "لن نعود. انتهى الأمر" ثم انصرف.',
    ],
)
def test_sentences_one_of_these(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("غادر الوفد. عاد الوفد.", 2),
        ("غادر الوفد! عاد الوفد.", 2),
        ("هل غادر الوفد؟ نعم.", 2),
        ("هل غادر الوفد? نعم.", 2),
        ("غادر الوفد... عاد الوفد", 2),
        ("غادر الوفد… عاد الوفد", 2),
        ("غادر الوفد\nعاد الوفد", 2),
        ("غادر الوفد.عاد الوفد.", 2),
        ("غادر عام 2025. عاد الوفد.", 2),
        ("قال: «لن نعود». غادر الوفد.", 2),
        ("قال: «لن نعود.» غادر الوفد.", 2),
        ("قال: «لن نعود». «انتهى الأمر».", 2),
        ("قال (الوزير) نعم. غادر الوفد.", 2),
        ("نقلته RT. غادر الوفد.", 2),
        ("رحب به بكل ود. وأضاف أن الوفد غادر.", 2),
        ("رحب به بكل ود.", 1),
        ('هل غادر الوفد؟"نعم" ثم عاد.', 2),
        ("غادر الوفد", 1),
        ("؟!.", 1),
        ("", 0),
        (" \n\n ", 0),
    ],
)
def test_sentences_count(text: str, count: int) -> None:
    assert len(split(text)) == count


def test_sentences_the_closing_mark_belongs_to_its_sentence() -> None:
    assert split("وقال: «لن نعود.» ثم انصرف.")[0] == "وقال: «لن نعود.»"
    assert split("غادر الوفد.) ثم عاد.")[0] == "غادر الوفد.)"


def test_sentences_a_quotation_with_its_cue_behind_goes_on_to_it() -> None:
    text = "«لن نعود.» قال الناطق أمس."
    assert split(text) == [text]


def test_sentences_a_quotation_over_two_paragraphs_is_one() -> None:
    text = "وقال: «لن نعود.\n\n«هذا موقفنا الأخير»."
    assert split(text) == [text]


def test_sentences_a_paragraph_cut_by_an_embed_is_one() -> None:
    text = "وذكرت المتحدثة أن\nhttps://x.example/7\nالوفد غادر. وعاد."
    cut, after = text.index("\n"), text.rindex("\n") + 1
    found = sentences(text, [((0, cut), (after, len(text)))], [])
    assert [[text[a:b].strip() for a, b in s] for s in found] == [["وذكرت المتحدثة أن", "الوفد غادر."], ["وعاد."]]


def test_sentences_runs_do_not_mix() -> None:
    text = "عنوان بلا نقطة\nفقرة بلا نقطة"
    cut = text.index("\n")
    assert sentences(text, [((0, cut),), ((cut + 1, len(text)),)], []) == [((0, cut),), ((cut + 1, len(text)),)]


def test_sentences_a_quotation_without_an_end_is_cut_somewhere() -> None:
    text = "قال: «" + "نعم ثم نعم\n" * MAX_SENTENCE + "»"
    run = ((0, len(text)),)
    longest = max(s[-1][1] - s[0][0] for s in sentences(text, [run], [(5, len(text))]))
    assert longest <= MAX_SENTENCE + len("نعم ثم نعم\n") + len("قال: «")


def test_sentences_cost_linear_time() -> None:
    text = "قال (د. سامي. نعم إن 3.5 «نعم. لا» ثم. " * 20_000
    begun = time.perf_counter()
    split(text)
    assert time.perf_counter() - begun < 10


@given(texts)
def test_sentences_lose_no_letter_and_repeat_none(text: str) -> None:
    found = sentences(text, [((0, len(text)),)], [(q.start, q.end) for q in find_quotes(text, [(0, len(text))])])
    spans = [span for sentence in found for span in sentence]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    covered = "".join(text[a:b] for a, b in spans)
    assert "".join(covered.split()) == "".join(text.split())


@example(':".1')
@given(texts)
def test_sentences_none_ends_inside_a_quotation_of_its_line(text: str) -> None:
    line = text.replace("\n", " ")
    quoted = [(q.start, q.end) for q in find_quotes(line, [(0, len(line))])]
    ends = [s[-1][1] for s in sentences(line, [((0, len(line)),)], quoted)]
    assert [e for e in ends if any(a < e < b for a, b in quoted)] == []


def test_sentences_a_straight_mark_after_the_stop_may_open_the_next() -> None:
    assert split('هل غادر الوفد؟"نعم" قال الناطق.') == ["هل غادر الوفد؟", '"نعم" قال الناطق.']
