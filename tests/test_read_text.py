"""Plain text to an article: text unchanged, blocks tile it, options checked, faults named."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.errors import OptionError
from khabar.model import Article
from khabar.read.text import article_id, canonical_url, read_text

LINES = st.sampled_from(
    [
        "قال الوزير سامر الدهماني إن البلاد ماضية في الإصلاح رغم الأزمة.",
        "القاهرة (وكالة المرفأ) - وصل الوفد صباحا.",
        *("شارك الخبر", "اقرأ أيضا: خبر آخر", "المصدر: وكالات", "8/4/2025", "كتب: هلال مراد", "التعليقات (٣)"),
        *("عنوان قصير للخبر", "#وسم #آخر", "مقالات ذات صلة", "وقال إنَّ", "سياسة", "١٢:٣٠", "https://example.org/x"),
        *("", "   ", "\u200f", "\ufeff"),
    ]
)
PAGES = st.builds(
    "".join,
    st.lists(st.builds(lambda a, b: a + b, LINES, st.sampled_from(["\n", "\r\n", "\n\n", "\u2029"])), max_size=40),
)


def check_tiles(text: str, article: Article) -> None:
    assert article.text == text
    assert "".join(text[block.start : block.end] for block in article.blocks) == text
    ends = [0, *(block.end for block in article.blocks)]
    assert [block.start for block in article.blocks] == ends[:-1]
    for index, block in enumerate(article.blocks):
        assert block.end > block.start
        assert block.continues is None or 0 <= block.continues < index
    assert all(text[c.start : c.end] == c.text for c in article.credits)


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_text_tiles_any_unicode(text: str) -> None:
    article, _ = read_text(text)
    check_tiles(text, article)


@given(PAGES)
@settings(max_examples=150, deadline=None)
def test_text_tiles_pages(text: str) -> None:
    article, _ = read_text(text)
    check_tiles(text, article)


@pytest.mark.parametrize(
    "piece",
    [
        "\n",
        "ا\n",
        " ا ",
        "12/",
        "(",
        "#",
        "\u200f",
        "قال الوزير إن البلاد بخير. ",
        "كتب: ",
        "- ",
        "\ud800",
        "مقالات ذات صلة\n",
        "التعليقات\nقال.\n",
    ],
)
def test_text_reads_large_input_in_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        start = time.perf_counter()
        read_text(piece * times)
        return time.perf_counter() - start

    seconds(1000)
    small, large = seconds(5_000), seconds(40_000)
    assert large < 24 * small + 0.5


def test_text_blank_lines_belong_to_the_block_before() -> None:
    text = "\n\nعنوان الخبر الأول هنا\n\n\nقال الوزير إن البلاد ماضية في الإصلاح.\n\n"
    article, _ = read_text(text)
    assert [text[b.start : b.end] for b in article.blocks] == [
        "\n\nعنوان الخبر الأول هنا\n\n\n",
        "قال الوزير إن البلاد ماضية في الإصلاح.\n\n",
    ]


@pytest.mark.parametrize("text", ["", " \n\u200f\n"])
def test_text_empty_is_a_fault(text: str) -> None:
    _, faults = read_text(text)
    assert [fault.code for fault in faults] == ["empty"]


def test_text_other_language_is_a_fault() -> None:
    article, faults = read_text("The minister said that talks went on for a third day.")
    assert article.language is None
    assert [fault.code for fault in faults] == ["not_arabic"]


def test_text_option_wins_over_the_date_line() -> None:
    text = "عنوان الخبر الأول هنا\n8/4/2025\nقال الوزير إن البلاد ماضية في الإصلاح."
    assert read_text(text)[0].published == "2025-04-08"
    article, _ = read_text(text, published="2025-04-09T10:00+03:00")
    assert (article.published, article.published_from) == ("2025-04-09T10:00+03:00", "option")


def test_text_never_dates_a_page_from_running_text() -> None:
    text = "عنوان الخبر الأول هنا\nقال الوزير إن الخطة أعلنت في 6/5/2019 ثم عدلت في 14 نوفمبر 2021 بعد خلاف طويل."
    assert read_text(text)[0].published is None


def test_text_derives_a_relative_date_from_the_fetch_time() -> None:
    text = "عنوان الخبر الأول هنا\nقبل ٣ ساعات\nقال الوزير إن البلاد ماضية في الإصلاح."
    article, _ = read_text(text, fetched="2026-03-11T01:30+03:00")
    assert (article.published, article.published_from) == ("2026-03-10T22:30+03:00", "derived")
    assert read_text(text)[0].published is None


def test_text_refuses_a_date_after_the_fetch() -> None:
    text = "عنوان الخبر الأول هنا\n8/4/2035\nقال الوزير إن البلاد ماضية في الإصلاح."
    assert read_text(text, fetched="2026-03-11T01:30+03:00")[0].published is None


@pytest.mark.parametrize("value", ["yesterday", "2024-13-01", "2024-02-30", "20240506", "", "06/05/2024", "2024"])
def test_text_wrong_published_says_what_is_wanted(value: str) -> None:
    with pytest.raises(OptionError, match="2024-05-06"):
        read_text("نص", published=value)


def test_text_title_from_outside_is_kept() -> None:
    assert read_text("قال الوزير إن البلاد ماضية في الإصلاح.", title="عنوان")[0].title == "عنوان"


def test_text_id_is_of_the_url_or_of_outlet_date_and_text() -> None:
    one = article_id("نص", url="https://www.Example.org/a/?utm_source=x#top", outlet=None, published=None)
    assert one == article_id("آخر", url="http://example.org/a", outlet="ب", published=None)
    assert len(one) == 16
    wires = {article_id("نص", url=None, outlet=outlet, published=None) for outlet in ("أ", "ب", None)}
    assert len(wires) == 3


def test_text_canonical_url_keeps_what_names_the_page() -> None:
    assert canonical_url("HTTPS://www.Example.org/News?id=7&fbclid=z") == "example.org/News?id=7"


def test_text_links_are_listed_once() -> None:
    article, _ = read_text("قال الوزير https://example.org/a، ثم https://example.org/a.\n")
    assert article.links == ["https://example.org/a"]


def test_text_works_without_word_tables(tmp_path: object) -> None:
    text = "عنوان الخبر الأول هنا\n8/4/2025\nقال الوزير سامر إن البلاد ماضية في الإصلاح."
    article, _ = read_text(text, lexicon_folder=tmp_path)  # type: ignore[arg-type]
    assert (article.title, article.published) == ("عنوان الخبر الأول هنا", "2025-04-08")
