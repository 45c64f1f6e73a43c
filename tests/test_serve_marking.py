"""The text of an article in runs: nothing of it lost, every mark found again."""

from __future__ import annotations

import re
from itertools import pairwise
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from khabar import code_text
from khabar.model import Block
from khabar.serve import marking
from khabar.serve.article_cards import spots
from khabar.serve.marking import Mark, Shown

LETTERS = "قال وزير،\n\r\u202e\u2066\u200b\u200d\x00<b>&\U0001f600\U000e0041é"


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, list[Block], list[Mark]]:
    """A text with blocks and marks that nest, overlap and repeat."""
    text = draw(st.text(alphabet=LETTERS, max_size=60))
    offset = st.integers(0, len(text))
    cuts = sorted({0, len(text), *draw(st.lists(offset, max_size=4))})
    blocks = [Block(kind=draw(st.sampled_from(["title", "paragraph", "furniture"])), start=a, end=b) for a, b in pairwise(cuts)]
    spans = draw(st.lists(st.tuples(offset, offset), max_size=12))
    marks = [Mark(f"s{n}", "content", min(span), max(span)) for n, span in enumerate(spans)]
    return text, blocks, marking.in_order(marks)


def told(shown: list[Shown]) -> str:
    return "".join(p.text for block in shown for run in block.runs for p in run.parts)


@given(articles())
def test_marking_runs_joined_are_the_text(article: tuple[str, list[Block], list[Mark]]) -> None:
    text, blocks, marks = article
    shown = marking.laid(text, blocks, marks)
    assert told(shown) == text
    assert [(b.kind, b.start, b.end) for b in shown] == [(b.kind, b.start, b.end) for b in blocks]
    assert all(text[r.start : r.end] == "".join(p.text for p in r.parts) for b in shown for r in b.runs)


@given(articles())
def test_marking_every_mark_is_found_again(article: tuple[str, list[Block], list[Mark]]) -> None:
    text, blocks, marks = article
    runs = [run for block in marking.laid(text, blocks, marks) for run in block.runs]
    for n, mark in enumerate(marks):
        over = [r for r in runs if n in r.marks]
        assert sum(r.end - r.start for r in over) == mark.end - mark.start
        assert not over or (over[0].start, over[-1].end) == (mark.start, mark.end)


@given(articles(), st.integers(1, 20))
def test_marking_pieces_cover_the_text_and_are_small(article: tuple[str, list[Block], list[Mark]], size: int) -> None:
    text, blocks, marks = article
    cut = marking.pieces(text, blocks, size)
    assert all(end - start <= size for start, end in cut)
    assert all(start < end for start, end in cut) or not text
    assert "".join(told(marking.laid(text, blocks, marks, a, b)) for a, b in cut) == text


@given(articles(), st.integers(1, 4))
def test_marking_thinned_keeps_the_depth(article: tuple[str, list[Block], list[Mark]], depth: int) -> None:
    text, blocks, marks = article
    kept = marking.thinned(marks, depth)
    runs = [run for block in marking.laid(text, blocks, kept) for run in block.runs]
    assert max((len(r.marks) for r in runs), default=0) <= depth
    assert set(kept) <= set(marks)


@given(st.text(alphabet=LETTERS, max_size=40))
def test_marking_parts_that_steer_have_a_name(text: str) -> None:
    found = marking.parts(text)
    assert "".join(p.text for p in found) == text
    assert all(p.label or not re.search("[\u202e\u2066\u200b\u200d\x00\r\U000e0041]", p.text) for p in found)
    assert all(len(set(p.text)) == 1 for p in found if p.label)


def test_marking_a_part_tells_its_code_and_how_often() -> None:
    override = marking.parts("\u202e" * 3 + "ab")[0]
    assert (override.label, override.text, marking.name_of(override.text[0])) == ("RLO", "\u202e" * 3, "U+202E RIGHT-TO-LEFT OVERRIDE")
    assert marking.parts("\U000e0041")[0].label == "U+E0041"


def test_marking_marks_of_a_record_slice_to_its_words() -> None:
    record = code_text("قال وزير الزراعة التونسي سالم العيادي أمس إن بلاده ترفض «الضغوط» في صفاقس.", published="2024-05-06")
    text, marks = record.article.text, marking.marks_of(record, {s.id for s in spots(record)})
    words = {(m.record, m.role): text[m.start : m.end] for m in marks}
    said = record.statements[0]
    assert words["s1", "content"] == said.content.text
    assert said.cue is not None
    assert words["s1", "cue"] == said.cue.text
    assert words[record.events[0].id, "evidence"] == record.events[0].evidence.text
    assert {m.role for m in marks} >= {"content", "cue", "speaker", "evidence", "actor", "time", "place"}
    assert marks == marking.in_order(marks)


def test_marking_ten_thousand_records_in_five_megabytes_take_seconds() -> None:
    text = "قال الوزير إن الأمر قيد الدرس. " * 90_000
    marks = marking.in_order(Mark(f"s{n}", "content", n * 200, n * 200 + 900) for n in range(10_000))
    began = perf_counter()
    cut = marking.pieces(text, [])
    shown = marking.laid(text, [], marking.thinned(marks), *cut[3])
    assert told(shown) == text[slice(*cut[3])]
    assert perf_counter() - began < 2
