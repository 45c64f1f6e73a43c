"""Kinds of conflict news, in our own sentences: what is counted, carried, foiled, flown or only named."""

from __future__ import annotations

import pytest

import khabar
from khabar.model import Event, Quantity, Record


def coded(text: str) -> Record:
    return khabar.code_text(text, published="2024-05-06")


def kinds(text: str) -> list[str]:
    return [e.type for e in coded(text).events]


def only(text: str) -> Event:
    events = coded(text).events
    assert len(events) == 1, [e.type for e in events]
    return events[0]


def sides(text: str) -> tuple[list[str], list[str]]:
    record, event = coded(text), only(text)
    names = {a.key: a.name_ar for a in record.actors}
    return [names[k] for k in event.actors], [names[k] for k in event.recipients]


def low(quantity: Quantity | None) -> int | None:
    return quantity.low if quantity else None


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("لقي سبعة أشخاص مصرعهم وأصيب اثنا عشر آخرون في انفجار سيارة مفخخة في حي الكرادة.", 7),
        ("سقطت قذيفة هاون على حي سكني في مدينة تعز ما أدى إلى مقتل طفلين.", 2),
        ("سقط صاروخ على سوق في كسلا ما أدى إلى مقتل تسعة مدنيين.", 9),
        ("انفجرت عبوة ناسفة ما أسفر عن مقتل خمسة مدنيين.", 5),
    ],
)
def test_event_kinds_the_dead_are_counted_with_what_killed_them(text: str, dead: int) -> None:
    event = only(text)
    assert event.type == "ASSAULT"
    assert event.size is not None
    assert low(event.size.dead) == dead


@pytest.mark.parametrize(
    "text",
    [
        "نفذ الطيران الحربي عشر غارات على مدينة دوما.", "شن الجيش عدة هجمات على مواقع المتمردين.",
        "شنت الطائرات الإسرائيلية أكثر من ثلاثين غارة على جنوب لبنان.",
    ],
)  # fmt: skip
def test_event_kinds_counted_attacks_are_attacks(text: str) -> None:
    event = only(text)
    assert event.type == "ASSAULT"
    assert event.size is None


@pytest.mark.parametrize(
    "text",
    ["أحبطت قوات الأمن هجوما على محطة كهرباء.", "كشف مصدر أمني عن إحباط هجوم كان يستهدف محطة كهرباء.", "أعلنت الشرطة إحباط هجوم انتحاري."],
)
def test_event_kinds_what_is_foiled_did_not_happen(text: str) -> None:
    assert "ASSAULT" not in kinds(text)


def test_event_kinds_a_march_and_an_aircraft_are_written_alike() -> None:
    assert kinds("أسقطت القوات الروسية مسيرة أوكرانية.") == ["ASSAULT"]
    assert "PROTEST" not in kinds("أطلق الحوثيون عشر مسيرات على إيلات.")
    assert kinds("نظم حزب العمال مسيرة في باريس.") == ["PROTEST"]
    event = only("شهدت مدينة تعز ثلاث مسيرات حاشدة.")
    assert (event.type, event.size) == ("PROTEST", None)


def test_event_kinds_a_protest_about_prices_is_no_market() -> None:
    assert kinds("تظاهر آلاف الأشخاص في عمان احتجاجا على رفع أسعار الوقود.") == ["PROTEST"]
    assert kinds("انهارت أسعار النفط وهاجم المضاربون الدولار في الأسواق.") == []


def test_event_kinds_unknown_men_attack() -> None:
    assert sides("اغتال مجهولون ضابطا في الشرطة وسط مدينة عدن.")[0] == ["مجهولون"]


def test_event_kinds_an_envoy_goes_where_the_verb_takes_him() -> None:
    record = coded("وصل المبعوث الأممي إلى الخرطوم في زيارة تستغرق يومين.")
    assert "المبعوث الأممي" in {a.name_ar for a in record.actors}
    assert "مبعوث الأمم المتحدة إلى اليمن" in {a.name_ar for a in coded("قال مبعوث الأمم المتحدة إلى اليمن إن الهدنة صامدة.").actors}


@pytest.mark.parametrize("text", ["قال والي ولاية سنار نادر الطيب إن الطريق مفتوح.", "أعلنت محافظة القاهرة إغلاق الطريق."])
def test_event_kinds_a_province_that_speaks_is_somebody(text: str) -> None:
    assert len(coded(text).statements) == 1


def test_event_kinds_words_after_a_place_are_not_of_its_name() -> None:
    statement = coded("أعلنت وزارة الصحة في غزة ارتفاع حصيلة القتلى إلى 310.").statements[0]
    assert statement.content.text == "ارتفاع حصيلة القتلى إلى 310"


def test_event_kinds_who_tells_it_did_not_do_it() -> None:
    text = "وبحسب المرصد السوري لحقوق الإنسان، قتل ستة عناصر من قوات النظام."
    assert only(text).actors == []
    assert sides("قصف جوي روسي على إدلب.")[0] == ["روسيا"]


def test_event_kinds_an_adjective_is_of_what_it_agrees_with() -> None:
    assert sides("وأعلن الحوثيون استهداف مدمرة أمريكية في البحر الأحمر.") == (["جماعة الحوثي"], ["الولايات المتحدة"])
    assert sides("استهدف هجوم صاروخي إيراني قاعدة أمريكية.") == (["إيران"], ["الولايات المتحدة"])
    assert "إسرائيل" not in sides("قتل ثلاثة فلسطينيين في إطلاق نار إسرائيلي.")[1]


def test_event_kinds_what_a_deed_is_called_does_not_tell_it() -> None:
    assert "ASSAULT" not in kinds("اعتبر حزب الله أن الغارات الإسرائيلية خرق لاتفاق وقف إطلاق النار.")
    assert "ASSAULT" in kinds("قال الجيش إن الغارات الإسرائيلية استهدفت منزلا في صور.")
