"""Deeds as news tells them: clauses on nouns, counts, carriers, crowds, and whose people were hit."""

from __future__ import annotations

import pytest

from khabar.model import Record
from tests.bugs import coded, countries, done, named

Told = tuple[str, list[str], list[str]]


def told(record: Record, kind: str) -> list[Told]:
    """(status, actors, recipients) of each event of a type, by name or country code."""
    return [(e.status, named(record, e.actors), named(record, e.recipients)) for e in record.events if e.type == kind]


# a verb right behind an indefinite noun
@pytest.mark.issue(7)
@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        ("أعلنت مصادر أمنية أن خمسة جنود أوغنديين قتلوا في هجوم انتحاري بشاحنة ملغومة استهدف دورية.", ["جنود أوغنديين"]),
        ("قالت الشرطة إن مدنيين قتلا في انفجار عبوة ناسفة استهدفت قافلة.", ["مدنيين"]),
        ("وقال مسؤولون إن عشرة جنود صوماليين قتلوا في تفجير سيارة مفخخة، استهدف حاجزا.", ["جنود صوماليين"]),
    ],
)
def test_events_the_attack_hits_and_not_who_tells_of_it(text: str, hurt: list[str]) -> None:
    found = told(coded(text), "ASSAULT")
    assert found == [("actual", [], hurt)]


@pytest.mark.issue(7)
def test_events_a_verb_with_a_conjunction_goes_on_with_its_subject() -> None:
    assert told(coded("شن الجيش الأوغندي هجوما وقصف مواقع حركة الشباب."), "ASSAULT")[-1][1:] == (["الجيش الأوغندي"], ["حركة الشباب"])


# people before their verb
@pytest.mark.issue(7)
@pytest.mark.parametrize(
    ("text", "who", "hurt"),
    [
        ("وقال الضابط إن جنديا كينيا قتل وأصيب آخر قرب الحدود.", [], ["جنديا كينيا"]),
        ("أكد المتحدث أن انتحاريا يقود شاحنة، فجر نفسه قرب السوق.", ["انتحاريا"], []),
        ("وخطف مسلحون يرتدون زي الشرطة العراقية خمسة مهندسين من شركة النفط.", ["مسلحون"], ["مهندسين"]),
        ("وقتل أول من أمس أربعة جنود كينيين قرب الحدود.", [], ["جنود كينيين"]),
        ("هاجم مسلحون سياسيين في العاصمة.", ["مسلحون"], ["سياسيين"]),
    ],
)
def test_events_men_before_the_verb_do_or_suffer(text: str, who: list[str], hurt: list[str]) -> None:
    assert ("actual", who, hurt) in told(coded(text), "ASSAULT")


# carriers
@pytest.mark.issue(7)
@pytest.mark.parametrize(
    "text",
    [
        "نجح الجيش الأوغندي في قتل خمسة مسلحين قرب البلدة.",
        "تمكنت القوات الأوغندية من قتل خمسة مسلحين.",
        "أقدم الجيش الأوغندي على قتل خمسة مسلحين.",
    ],
)
def test_events_what_someone_managed_to_do_is_done(text: str) -> None:
    ((status, actors, recipients),) = told(coded(text), "ASSAULT")
    assert (status, len(actors), recipients) == ("actual", 1, ["مسلحين"])


@pytest.mark.issue(7)
@pytest.mark.parametrize(
    "text",
    [
        "فشل الجيش الأوغندي في قتل المسلحين.",
        "يجب قتل المسلحين.",
        "تخشى الحكومة أن تؤدي العملية إلى قتل الرهائن.",
        "رجحت واشنطن توجيه ضربات جوية إلى المعسكر.",
        "لن يعدموا أو يعذبوا في السجن.",
    ],
)
def test_events_what_was_not_or_may_be_done_is_not_told_as_done(text: str) -> None:
    assert [s for s in done(coded(text), "ASSAULT") if s[1] in ("actual", "historical")] == []


# responsibility
@pytest.mark.issue(7)
@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("أعلنت حركة الشباب مسؤوليتها عن خطف أربعة كينيين.", ["حركة الشباب"]),
        ("تبنت حركة الشباب المسؤولية عن اغتيال الوزير سامر الحلواني.", ["حركة الشباب"]),
        ("أعلن تنظيم داعش مسؤوليته عن قتل ثلاثة جنود عراقيين.", ["تنظيم الدولة الإسلامية"]),
    ],
)
def test_events_who_answers_for_a_deed_did_it(text: str, who: list[str]) -> None:
    assert [actors for _, actors, _ in told(coded(text), "ASSAULT")] == [who]


@pytest.mark.issue(7)
def test_events_who_announces_a_death_did_not_do_it() -> None:
    assert told(coded("أعلن الجيش الكيني مقتل جندي في هجوم على قاعدته."), "ASSAULT") == [("actual", [], ["جندي"])]


# whose people
@pytest.mark.issue(7)
@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("قتل خمسة مدنيين في هجوم في مدينة كركوك.", "IRQ"),
        ("أصيب ثلاثة عمال برصاص مسلحين في مقديشو.", "SOM"),
        ("خطف مسلحون مهندسا في كابول.", "AFG"),
    ],
)
def test_events_people_hit_in_a_place_are_of_its_country(text: str, country: str) -> None:
    record = coded(text)
    (event,) = [e for e in record.events if e.type == "ASSAULT"]
    assert countries(record, event.recipients) == [country]
    assert [a.reason for a in record.actors if a.key in event.recipients and "where it is told of" in a.reason]


@pytest.mark.issue(7)
@pytest.mark.parametrize("text", ["قتل خمسة سياح في هجوم في مدينة كركوك.", "قتل خمسة لاجئين في هجوم في مدينة كركوك.", "قتل خمسة مدنيين في هجوم قرب الحدود."])
def test_events_strangers_are_of_no_country_for_being_there(text: str) -> None:
    record = coded(text)
    (event,) = [e for e in record.events if e.type == "ASSAULT"]
    assert [a.country for a in record.actors if a.key in event.recipients] == [None]


@pytest.mark.issue(7)
@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("نفذت إسرائيل ضربة جوية في سوريا.", ["SYR"]),
        ("شنت القوات الإثيوبية غارات جوية في الصومال.", ["SOM"]),
        ("شنت القوات الإثيوبية غارات جوية في إقليم تيغراي.", []),
        ("شن تنظيم داعش هجمات في سوريا.", []),
    ],
)
def test_events_a_foreign_attack_hits_the_state_of_its_place(text: str, hit: list[str]) -> None:
    assert [recipients for _, _, recipients in told(coded(text), "ASSAULT")] == [hit]


# crowds
@pytest.mark.issue(7)
@pytest.mark.parametrize(
    "text",
    [
        "وتجمع المتظاهرون أمام مقر البلدية في قرية الرملاء.",
        "تجمع أمس مئات المتظاهرين الغاضبين في الساحة.",
        "توجه عشرات الآلاف من المتظاهرين إلى مقر البرلمان.",
        "وحمل المحتجون لافتات وصورا.",
        "تجددت المظاهرات في العاصمة أمس.",
        "انطلقت مسيرة حاشدة في المدينة.",
        "قام المتظاهرون بإحراق صناديق أمام البوابة.",
        "استخدمت الشرطة الغاز لتفريق ألف متظاهر احتجوا على الجدار.",
    ],
)
def test_events_a_crowd_that_gathers_protests(text: str) -> None:
    assert ("PROTEST", "actual") in done(coded(text))


@pytest.mark.issue(7)
@pytest.mark.parametrize("text", ["أعلن تجمع المحامين العرب موعد مؤتمره.", "توجه الوزير إلى مقر البرلمان.", "انطلقت مسيرته المهنية قبل عشرة أعوام.", "حمل العمال الصناديق إلى المخزن."])
def test_events_not_every_gathering_is_a_protest(text: str) -> None:
    assert done(coded(text), "PROTEST") == []


# attacks known already
@pytest.mark.issue(7)
@pytest.mark.parametrize(
    "text",
    [
        "يعتقد المحققون أن لهم صلة بالهجوم الذي استهدف القاعدة.",
        "تواصل التحقيق في التفجير الذي استهدف الدورية.",
        "عاد الرجل بعد الاعتداء الذي طال المتجر.",
    ],
)
def test_events_an_attack_only_meant_is_not_told(text: str) -> None:
    assert done(coded(text), "ASSAULT") == []


# whom and with whom
@pytest.mark.issue(7)
@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("هاجم الوزير التونسي المحتجين، متهما إياهم بالخيانة.", ["المحتجين"]),
        ("طالبت الخارجية الأردنية إيران بالتوقف، محملة إياها المسؤولية.", ["IRN"]),
        ("رد الوزير الأردني على حركة الشباب، متهما إياها بالكذب.", ["حركة الشباب"]),
    ],
)
def test_events_whom_one_accuses_is_who_was_named(text: str, whom: list[str]) -> None:
    assert [recipients for _, _, recipients in told(coded(text), "ACCUSE")] == [whom]


@pytest.mark.issue(7)
@pytest.mark.parametrize("text", ["أجرت قناة الأفق لقاء مع وزير الخارجية الأردني سامر الحلواني.", "التقى الرئيس التونسي وكالة رويترز في القصر.", "استضافت قناة العربية الوزير الأردني سامر الحلواني."])
def test_events_a_talk_with_a_newsroom_is_no_meeting(text: str) -> None:
    record = coded(text)
    assert done(record, "CONSULT") == []
    assert [d.gate for d in record.dropped] == ["media"]


@pytest.mark.issue(7)
def test_events_a_year_behind_a_noun_is_that_nouns() -> None:
    record = coded("حكمت محكمة في بغداد بالسجن عشر سنوات على ممول هجوم 2019.")
    assert told(record, "SANCTION") == [("actual", ["محكمة في بغداد"], [])]
