"""Events: what is told and what is only named, one deed once, sides, status, gates."""

from __future__ import annotations

import csv

import pytest

from khabar.coding.plover import BORDERS_AR, MODES_AR, TYPES
from khabar.evaluate import list_firings
from khabar.model import Event, Record
from tests.bugs import MATERIAL, coded, countries, done, named, one
from tests.conftest import ROOT


def metaphors() -> list[tuple[str, str]]:
    with (ROOT / "tests" / "corpus" / "metaphors.tsv").open(encoding="utf-8") as file:
        return [(row["kind"], row["text"]) for row in csv.DictReader(file, delimiter="\t")]


def sides(record: Record, event: Event) -> tuple[list[str], list[str]]:
    return named(record, event.actors), named(record, event.recipients)


@pytest.mark.parametrize(("kind", "text"), metaphors())
def test_events_metaphors_give_none(kind: str, text: str) -> None:
    assert done(coded(text + ".")) == [], kind


def test_events_metaphors_are_many_of_each_kind() -> None:
    kinds = [kind for kind, _ in metaphors()]
    assert len(kinds) >= 120
    assert min(kinds.count(k) for k in ("sport", "market", "life")) >= 30


# one deed once
@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("قتل تسعة مدنيين أمس في غارات شنتها القوات التركية على سوق شعبية.", ["القوات التركية"], ["مدنيين"]),
        ("قصف الجيش السوداني حيا سكنيا، فقتل ثلاثة أطفال.", ["الجيش السوداني"], ["أطفال"]),
        ("نفذت حركة الشباب هجوما على المعسكر، ما أسفر عن مقتل خمسة جنود.", ["حركة الشباب"], ["جنود"]),
        ("هاجم مسلحون قرية حدودية، وأدى الهجوم إلى مقتل ستة مدنيين.", ["مسلحون"], ["مدنيين"]),
    ],
)
def test_events_an_attack_and_its_dead_are_one(text: str, actors: list[str], recipients: list[str]) -> None:
    record = coded(text)
    assert sides(record, one(record, "ASSAULT")) == (actors, recipients)


def test_events_two_attacks_in_one_sentence_stay_two() -> None:
    assert done(coded("هاجم الجيش اليمني معسكرا للحوثيين، فيما قصف الجيش السوداني قوات الدعم السريع."), "ASSAULT") == [("ASSAULT", "actual")] * 2


def test_events_a_definite_noun_takes_up_what_was_told() -> None:
    record = coded("شنت حركة الشباب هجوما على الجيش الصومالي أمس. ونفذت حركة الشباب الهجوم فجرا.")
    assert len(one(record, "ASSAULT").mentions) >= 1


@pytest.mark.parametrize(
    "text",
    [
        "زار الوزير الأردني بغداد للمرة الأولى منذ اغتيال القيادي نادر العلواني.",
        "التقى الوفد الضابط الذي خطف في الصحراء.",
        "هل قصفت القوات التركية القرية؟",
        "حذر الخبير من خطر تفجير حافلة.",
        "سلمت الشرطة المتهم بقتل التاجر إلى النيابة.",
    ],
)
def test_events_what_is_only_named_is_not_told(text: str) -> None:
    assert done(coded(text), "ASSAULT") == []


def test_events_thirty_dead_with_nobody_named_are_told() -> None:
    assert done(coded("انفجرت سيارة مفخخة في سوق المدينة أمس."), "ASSAULT") == [("ASSAULT", "actual")]


# sides
@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("أدى قصف الجيش الإسرائيلي للسفارة الإيرانية إلى أزمة.", ["الجيش الإسرائيلي"], ["السفارة الإيرانية"]),
        ("تواصل قصف القوات التركية لقوات سوريا الديمقراطية.", ["القوات التركية"], ["قوات سوريا الديمقراطية"]),
        ("شنت قوات أمريكية غارات على العاصمة صنعاء.", ["قوات أمريكية"], ["YEM"]),
        ("هاجمت وحدات من الجيش السوري جبهة النصرة.", ["الجيش السوري"], ["هيئة تحرير الشام"]),
    ],
)
def test_events_who_and_whom_of_an_attack(text: str, actors: list[str], recipients: list[str]) -> None:
    record = coded(text)
    assert sides(record, one(record, "ASSAULT")) == (actors, recipients)


def test_events_the_subject_may_stand_before_the_quotation_mark() -> None:
    record = coded("قال السفير التركي إن أنقرة «لن تقبل تمديد الاتفاق».")
    assert named(record, one(record, "REJECT").actors) in (["TUR"], ["السفير التركي"])


def test_events_one_phrase_after_a_verb_of_two_is_whom() -> None:
    record = coded("زار وزير الخارجية المصري سامر الحلواني بغداد، ثم التقى نظيره العراقي رائد الكعبي.")
    assert ["رائد الكعبي", "سامر الحلواني"] in [named(record, [*e.actors, *e.recipients]) for e in record.events]


# status
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("أعلنت الحكومة الإثيوبية انسحابها من البلدة.", "CONCEDE"),
        ("قررت القوات الأوغندية الانسحاب من المدينة.", "CONCEDE"),
        ("انسحبت القوات الأوغندية من المدينة.", "RETREAT"),
    ],
)
def test_events_a_withdrawal_announced_is_conceded(text: str, kind: str) -> None:
    assert done(coded(text), "CONCEDE", "RETREAT") == [(kind, "actual")]


def test_events_what_is_threatened_is_no_deed() -> None:
    found = done(coded("هددت الدنمارك بأن تفرض عقوبات على إيران."))
    assert ("THREATEN", "actual") in found
    assert [f for f in found if f[0] == "SANCTION"] == []


def test_events_the_date_of_what_is_scheduled_is_not_the_events() -> None:
    record = coded("قدم وزير الداخلية التونسي رامي الحايك استقالته بسبب الانتخابات المقررة في 14 سبتمبر المقبل.")
    assert one(record, "RETREAT").date is None


# gates
def test_events_the_ball_in_a_court_is_politics() -> None:
    record = coded("رفض وزير الخارجية الإيراني سامر الدهماني العرض العماني، وقال إن الكرة في ملعب الدنمارك.")
    assert ("REJECT", "actual") in done(record)


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        ("قصف اللاعب الشباب بهدفين في الشوط الثاني.", "sport"),
        ("هاجم المضاربون الليرة في السوق الموازية.", "market"),
        ("أصيب عامل بجروح إثر سقوطه من سقالة.", "accident"),
        ("قتل رجل زوجته بسبب خلاف عائلي.", "crime"),
        ("برج الأسد: تلتقي رئيس الشركة ومدير المصرف اليوم وتهاجم زميلك.", "horoscope"),
        ("التقى الوزير التونسي سامر الدهماني أمس.", "one-sided"),
    ],
)
def test_events_what_a_gate_leaves_out_says_why(text: str, gate: str) -> None:
    record = coded(text)
    assert done(record) == []
    assert {d.gate for d in record.dropped if d.reason} <= {gate}


def test_events_gates_leave_something_out() -> None:
    gates = [d.gate for text in ("قصف اللاعب الشباب بهدفين في الشوط الثاني.", "قتل رجل زوجته بسبب خلاف عائلي.") for d in coded(text).dropped]
    assert gates == ["sport", "crime"]


# protests
@pytest.mark.parametrize(
    "text",
    [
        "خرج آلاف المتظاهرين إلى شوارع العاصمة رفضا للقانون.",
        "شهدت المدينة تظاهرة حاشدة ضد الحكومة البوليفية.",
        "أغلق المتظاهرون مدخل الميناء صباح أمس.",
        "نظم عشرات الناشطين وقفة احتجاجية أمام السفارة الدنماركية.",
    ],
)
def test_events_crowds_protest(text: str) -> None:
    assert done(coded(text), "PROTEST") == [("PROTEST", "actual")]


# kinds 18, 24, 27, 28, 29 of other systems' bugs, three more of each
@pytest.mark.issue(18)
@pytest.mark.parametrize(
    "text",
    [
        "وكان الجيش العراقي قد قصف البلدة عام 2009.",
        "وسبق أن اعتقلت الشرطة السودانية القيادي نادر العلواني في 2015.",
        "وفي عام 2011 قتلت القوات الليبية عشرة مدنيين في الميناء.",
    ],
)
def test_events_old_deeds_are_history(text: str) -> None:
    assert [status for _, status in done(coded(text), "ASSAULT", "COERCE")] == ["historical"]


@pytest.mark.issue(24)
@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("عقد الوزيران التونسي والجزائري لقاء ثنائيا.", ["DZA", "TUN"]),
        ("التقى الرئيسان المصري والسوداني أمس.", ["EGY", "SDN"]),
        ("اجتمع وزراء خارجية تونس والجزائر والمغرب في الرباط.", ["DZA", "MAR", "TUN"]),
    ],
)
def test_events_states_on_one_head_are_its_parties(text: str, parties: list[str]) -> None:
    record = coded(text)
    event = one(record, "CONSULT")
    assert countries(record, [*event.actors, *event.recipients]) == parties


@pytest.mark.issue(27)
@pytest.mark.parametrize(
    "text",
    [
        "وقع الوزيران المصري والأردني في ختام المباحثات مذكرة تفاهم.",
        "بحث الرئيس التونسي مع نظيره الجزائري خلال لقائهما أمس ملف الحدود.",
        "زار وزير الدفاع الفرنسي بيروت في زيارة رسمية للبنان.",
    ],
)
def test_events_one_act_of_diplomacy_is_one_of_its_type(text: str) -> None:
    types = [kind for kind, _ in done(coded(text))]
    assert types
    assert len(types) == len(set(types))


@pytest.mark.issue(28)
@pytest.mark.parametrize(
    "text",
    [
        "شنت القناة هجوما إعلاميا على البرنامج المنافس.",
        "انفجرت إطارات الشاحنة على الطريق السريع.",
        "أعدم المخرج نهاية الفيلم بمشهد باهت.",
    ],
)
def test_events_words_of_war_alone_are_no_violence(text: str) -> None:
    assert done(coded(text), *MATERIAL) == []


@pytest.mark.issue(29)
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("لم تقصف القوات التركية القرية.", {"negation"}),
        ("قد يهاجم الجيش اليمني معسكر الحوثيين.", {"hypothetical"}),
        ("ستهاجم القوات الصومالية حركة الشباب.", {"future"}),
        ("سيقصف الجيش السوري المدينة إن لم تستسلم.", {"hypothetical"}),
        ("يهاجم الجيش اليمني المعسكر ما لم ينسحب الحوثيون.", {"hypothetical"}),
        ("ستقصف القوات التركية القرية إذا عبرت القوات الكردية النهر.", {"hypothetical"}),
        ("قصفت القوات التركية القرية إذ عبرت القوات الكردية النهر.", {"actual"}),
    ],
)
def test_events_what_did_not_happen_is_not_actual(text: str, status: set[str]) -> None:
    assert {s for _, s in done(coded(text), "ASSAULT")} == status


# the codebook and the rules' counts
def test_events_every_mode_and_type_is_told_in_arabic() -> None:
    assert {mode for t in TYPES.values() for mode in t.modes} == set(MODES_AR)
    assert set(BORDERS_AR) == set(TYPES)


def test_events_firings_of_each_rule_are_counted() -> None:
    lines = [line.split() for line in list_firings(ROOT / "gold")[1:]]
    fired, typed, right = (sum(int(line[n]) for line in lines) for n in (1, 2, 3))
    assert fired >= typed >= right > 0


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("فرقت قوات الأمن التونسية مظاهرة في صفاقس وأوقفت سبعة محتجين.", "COERCE", ["قوات الأمن التونسية"]),
        ("داهمت الشرطة العراقية حي الصياغ واعتقلت خمسة متظاهرين.", "COERCE", ["الشرطة العراقية"]),
    ],
)
def test_events_a_feminine_doer_goes_on(text: str, kind: str, who: list[str]) -> None:
    record = coded(text)
    assert [named(record, e.actors) for e in record.events if e.type == kind and e.size] == [who]


def test_events_a_passive_of_men_has_no_doer() -> None:
    record = coded("وصلت القافلة إلى الموصل وقتل سبعة مدنيين في قصف.")
    assert [named(record, e.actors) for e in record.events if e.type == "ASSAULT"] == [[]]
