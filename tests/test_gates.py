"""Gates: pieces that tell no events, by section, address, title and note; sentences that tell none by their words."""

from __future__ import annotations

import msgspec
import pytest

from khabar import pipeline
from khabar.model import Record
from khabar.read.text import read_text

NEWS = "قصفت القوات الكامرونية قرية الرملاء فجر أمس فقتل خمسة مدنيين. وقال وزير الدفاع سامر الحلواني إن التحقيق بدأ."


def piece(text: str = NEWS, **fields: str) -> Record:
    """``text`` coded as an article with these fields."""
    article, _ = read_text(text, published="2026-03-11")
    return pipeline.code(msgspec.structs.replace(article, **fields))


@pytest.mark.issue(7)
@pytest.mark.parametrize(
    ("fields", "gate"),
    [
        ({"section": "مقالات الرأي"}, "opinion"),
        ({"section": "كُتّاب وآراء"}, "opinion"),
        ({"url": "https://news.example/opinion/2026/03/11/the-village"}, "opinion"),
        ({"url": "https://news.example/ar/%D9%85%D9%82%D8%A7%D9%84%D8%A7%D8%AA/1234"}, "opinion"),
        ({"title": "رأي: القرية التي نسيها الجميع"}, "opinion"),
        ({"section": "وفيات"}, "obituary"),
        ({"url": "https://news.example/obituaries/77"}, "obituary"),
        ({"title": "نعي"}, "obituary"),
        ({"section": "حدث في مثل هذا اليوم"}, "history"),
        ({"url": "https://news.example/on-this-day/11-march"}, "history"),
        ({"title": "زي النهاردة: قصف الرملاء"}, "history"),
        ({"section": "أقوال الصحف"}, "digest"),
        ({"url": "https://news.example/press-review/today"}, "digest"),
        ({"title": "أبرز عناوين الصحف الكاميرونية"}, "digest"),
        ({"section": "حظك اليوم"}, "horoscope"),
        ({"url": "https://news.example/life/horoscope/leo"}, "horoscope"),
        ({"title": "توقعات الأبراج ليوم الأربعاء"}, "horoscope"),
        ({"section": "كرة القدم"}, "sport"),
        ({"url": "https://news.example/sports/final"}, "sport"),
    ],
)
def test_gates_a_piece_that_is_no_news_keeps_its_statements_and_tells_no_event(fields: dict[str, str], gate: str) -> None:
    record = piece(**fields)
    assert record.events == []
    assert {d.gate for d in record.dropped} == {gate}
    assert all(d.reason for d in record.dropped)
    assert len(record.statements) == 1


@pytest.mark.issue(7)
def test_gates_a_note_under_a_view_makes_it_opinion() -> None:
    record = piece(NEWS + "\n\nالآراء الواردة في هذا المقال لا تمثل الصحيفة.")
    assert {d.gate for d in record.dropped} == {"opinion"}


@pytest.mark.issue(7)
@pytest.mark.parametrize(
    "fields",
    [
        {"section": "سياسة"},
        {"section": "الرأي", "outlet": "الرأي"},
        {"url": "https://news.example/world/2026/opinion-poll-and-sports-hall-shelled"},
        {"title": "رأي المحكمة في قصف الرملاء يصدر غدا"},
        {"title": "نعيم المدينة ينتهي بقصف"},
        {"title": "الصحف الكاميرونية تحتجب بعد القصف"},
    ],
)
def test_gates_news_stays_news(fields: dict[str, str]) -> None:
    record = piece(**fields)
    assert [e.type for e in record.events] == ["ASSAULT"]
    assert record.dropped == []


@pytest.mark.issue(7)
@pytest.mark.parametrize(
    ("text", "gate"),
    [
        ("في مثل هذا اليوم من عام 1956 قصفت الطائرات البريطانية مدينة بورسعيد.", "history"),
        ("في مثل هذا الشهر من عام 1982 اجتاحت القوات الإسرائيلية لبنان.", "history"),
        ("حدث في مثل هذا اليوم: وقعت مصر وفرنسا معاهدة صداقة عام 1930.", "history"),
        ("يحكي الفيلم قصة جنود قتلوا ثلاثة مدنيين في قرية نائية.", "fiction"),
        ("يلعب الممثل في فيلمه الجديد دور ضابط اغتاله مسلحون.", "fiction"),
        ("تدور المسرحية حول متمردين قتلوا خمسة جنود.", "fiction"),
    ],
)
def test_gates_sentences_of_the_past_and_of_fiction_tell_no_news(text: str, gate: str) -> None:
    record = piece(text)
    assert record.events == []
    assert {d.gate for d in record.dropped} == {gate}


@pytest.mark.issue(7)
def test_gates_a_film_may_be_why_someone_was_attacked() -> None:
    record = piece("هاجم متشددون السفارة الدنماركية احتجاجا على فيلم أثار غضبهم فقتلوا حارسين.")
    assert "ASSAULT" in [e.type for e in record.events]
