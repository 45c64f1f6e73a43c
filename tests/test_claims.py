"""Whose word an event is: told by the outlet, claimed, contested, denied; what is planned, ceremonial, a part of another."""

from __future__ import annotations

import pytest

import khabar
from khabar.coding.deeds import begins_after, counted_on, is_deed
from khabar.model import Event, Record

DAY = "2024-05-06"


def coded(text: str) -> Record:
    return khabar.code_text(text, published=DAY)


def of_type(record: Record, type: str) -> list[Event]:
    return [e for e in record.events if e.type == type]


def names(record: Record, keys: list[str]) -> list[str]:
    by_key = {a.key: a.name_ar for a in record.actors}
    return [by_key[k] for k in keys]


@pytest.mark.parametrize(
    ("text", "attribution", "deed"),
    [
        ("قصف الجيش السوداني مدينة الفاشر.", "outlet", True),
        ("وقصف الجيش السوداني مدينة الفاشر، وفق ما أفاد مصدر طبي.", "claimed", False),
        ("قال الناطق العسكري ماهر الديب إن الجيش السوداني قصف مدينة الفاشر.", "claimed", False),
        ("زعم الناطق العسكري ماهر الديب أن الجيش السوداني قصف مدينة الفاشر.", "claimed", False),
        ("نفى الناطق العسكري ماهر الديب قصف مدينة الفاشر.", "denied", False),
    ],
)
def test_claims_a_deed_is_the_outlets_or_somebodys_word(text: str, attribution: str, deed: bool) -> None:
    (event,) = of_type(coded(text), "ASSAULT")
    assert event.attribution == attribution
    assert is_deed(event) == deed


def test_claims_a_saying_is_told_by_the_outlet_but_another_mans_is_claimed() -> None:
    record = coded("قال وزير الخارجية المصري ماهر الديب إن بلاده ترفض الهجوم على الأردن.")
    assert [e.attribution for e in of_type(record, "REJECT")] == ["outlet"]
    record = coded("قال وزير الخارجية المصري ماهر الديب إن إيران رفضت المبادرة.")
    assert [e.attribution for e in of_type(record, "REJECT")] == ["claimed"]


def test_claims_a_denial_points_at_what_it_denies() -> None:
    record = coded("قالت قوات الدعم السريع إن الجيش السوداني قصف مدينة الفاشر.\n\nونفى الجيش السوداني قصف المدينة.\n")
    (denial,) = of_type(record, "REJECT")
    told = {e.id: e for e in record.events}
    assert denial.denial_of is not None
    assert told[denial.denial_of].type == "ASSAULT"
    assert told[denial.denial_of].attribution == "contested"
    assert not any(is_deed(e) for e in of_type(record, "ASSAULT"))


def test_claims_a_bare_denial_means_what_was_told_right_before() -> None:
    record = coded("قال قائد قوات الدعم السريع إن الجيش السوداني قصف سوقا في مدينة الفاشر، لكن المتحدث باسم الجيش السوداني ماهر الديب نفى ذلك.\n")
    (shelling,) = of_type(record, "ASSAULT")
    (denial,) = of_type(record, "REJECT")
    assert denial.denial_of == shelling.id
    assert shelling.attribution == "contested"


def test_claims_who_denies_his_share_does_not_deny_the_deed() -> None:
    record = coded("نفت حركة طالبان صلتها بالهجوم على السفارة الروسية في كابل.\n")
    attacks = of_type(record, "ASSAULT")
    assert [(e.status, e.attribution) for e in attacks] == [("actual", "contested")]


def test_claims_two_sides_that_blame_one_another_contest_the_deed() -> None:
    record = coded("قال الجيش السوداني إن قوات الدعم السريع قصفت سوق الفاشر.\n\nوقالت قوات الدعم السريع إن الجيش السوداني قصف السوق.\n")
    assert [e.attribution for e in of_type(record, "ASSAULT")] == ["contested", "contested"]


def test_claims_a_promise_counts_on_the_day_it_was_made() -> None:
    (promise,) = of_type(coded("أعلن وزير الخارجية المصري ماهر الديب أنه سيزور الأردن يوم 20 مايو الجاري."), "AGREE")
    assert promise.planned is not None and promise.planned.date is not None
    assert (promise.planned.type, promise.planned.date.value) == ("CONSULT", "2024-05-20")
    day = counted_on(promise, DAY)
    assert day is not None
    assert (day.value, day.source) == (DAY, "published")


def test_claims_a_promise_that_the_text_dates_has_its_own_day() -> None:
    (promise,) = of_type(coded("أعلن وزير الخارجية المصري ماهر الديب، أمس الأحد، أنه سيزور الأردن الأسبوع المقبل."), "AGREE")
    assert promise.said_on is not None
    assert (promise.said_on.value, promise.said_on.source) == ("2024-05-05", "text")


def test_claims_no_deed_counts_after_its_article() -> None:
    record = coded("يصل رئيس الوزراء الأردني ماهر الديب إلى القاهرة غدا الثلاثاء. وتنظم النقابات إضرابا عاما يوم الخميس.")
    for event in record.events:
        day = counted_on(event, DAY)
        assert not (is_deed(event) and day is not None and begins_after(day.value, DAY))


@pytest.mark.parametrize(("value", "after"), [("2024-05-07", True), ("2024-05-06", False), ("2024-05", False), ("2024-06", True), ("2024", False), ("2025", True), ("2024-W19", False), ("2024-W20", True)])
def test_claims_a_period_begins_after_a_day_or_holds_it(value: str, after: bool) -> None:
    assert begins_after(value, DAY) is after


@pytest.mark.parametrize(
    ("text", "ceremonial"),
    [
        ("بعث أمير الكويت برقية تهنئة إلى الرئيس التونسي.", True),
        ("شكر وزير الخارجية المصري ماهر الديب السعودية على حسن الضيافة.", True),
        ("أشاد وزير الخارجية المصري ماهر الديب بعمق العلاقات الأخوية مع الأردن.", True),
        ("أعلن وزير الخارجية المصري ماهر الديب دعم بلاده للأردن.", False),
    ],
)
def test_claims_courtesy_is_told_apart_from_support(text: str, ceremonial: bool) -> None:
    found = of_type(coded(text), "SUPPORT")
    assert found
    assert {e.ceremonial for e in found} == {ceremonial}


def test_claims_talks_on_a_visit_are_a_part_of_it() -> None:
    record = coded("زار وزير الخارجية المصري ماهر الديب أمس الأردن.\n\nوأجرى الديب مباحثات مع وزير الخارجية الأردني نزار العفيف خلال الزيارة.\n")
    visit, *talks = of_type(record, "CONSULT")
    assert visit.part_of is None
    assert [t.part_of for t in talks] == [visit.id]


def test_claims_a_session_on_the_sidelines_is_a_part_of_the_meeting() -> None:
    record = coded("عقد وزراء خارجية مصر والأردن وتونس اجتماعا في عمان أمس.\n\nوالتقى وزير الخارجية الأردني نزار العفيف على هامش الاجتماع المبعوث الأممي هانز شميت.\n")
    meeting, *sessions = of_type(record, "CONSULT")
    assert [s.part_of for s in sessions] == [meeting.id]
    other = coded("عقد وزراء خارجية مصر والأردن وتونس اجتماعا في عمان أمس.\n\nوالتقى وزير الخارجية الأردني نزار العفيف المبعوث الأممي هانز شميت.\n")
    assert [s.part_of for s in of_type(other, "CONSULT")[1:]] == [None]


# -- figures
def figures(record: Record, type: str) -> list[tuple[str, int, int | None, str]]:
    by_key = {a.key: a.name_ar for a in record.actors}
    return [(c.quantity, c.low, c.high, by_key.get(c.by or "", "")) for e in of_type(record, type) if e.size for c in e.size.claims]


def test_claims_every_figure_stands_with_who_gives_it() -> None:
    record = coded(
        "تظاهر محتجون في مدينة صفاقس التونسية أمس.\n\nوقدرت وزارة الداخلية التونسية عدد المشاركين بألفين، في حين قالت نقابة التعليم التونسية إن ثمانية آلاف شخص شاركوا في التظاهرة.\n"
    )
    assert {(quantity, low) for quantity, low, _, _ in figures(record, "PROTEST")} == {("participants", 2000), ("participants", 8000)}
    assert {by for _, _, _, by in figures(record, "PROTEST")} >= {"وزارة الداخلية التونسية"}


def test_claims_figures_of_the_outlet_are_nobodys() -> None:
    record = coded("قتل خمسة مدنيين وأصيب تسعة في قصف على مدينة الفاشر.")
    assert figures(record, "ASSAULT") == [("dead", 5, 5, ""), ("injured", 9, 9, "")]


def test_claims_a_later_toll_belongs_to_the_attack() -> None:
    record = coded("قتل خمسة مدنيين في قصف على مدينة الفاشر.\n\nوقالت وزارة الصحة السودانية إن عدد القتلى بلغ سبعة.\n")
    assert ("dead", 7, 7, "وزارة الصحة السودانية") in figures(record, "ASSAULT")
    assert len(of_type(record, "ASSAULT")) == 1


@pytest.mark.parametrize("text", ["قتل ثلاثة جنود بخمسة صواريخ في مدينة الفاشر.", "قتل ثلاثة جنود على بعد عشرين كيلومترا من مدينة الفاشر.", "قتل ثلاثة جنود بعد سبعة أيام من القتال في الفاشر."])
def test_claims_things_days_and_distances_are_no_people(text: str) -> None:
    assert {low for _, low, _, _ in figures(coded(text), "ASSAULT")} <= {3}


def test_claims_who_is_arrested_is_arrested_though_he_had_marched() -> None:
    assert ("arrested", 17, 17, "") in figures(coded("أوقفت الشرطة التونسية 17 متظاهرا في مدينة صفاقس."), "COERCE")
