"""What breaks the software of this field, kind by kind, each with inputs of our own: letters, numbers, times, names."""

from __future__ import annotations

import pytest

from khabar.model import Quantity
from khabar.script.fold import fold
from tests.bugs import MATERIAL, coded, done, people, said, values

# 10. Normalisers that damage names


@pytest.mark.issue(10)
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال وزير الري المصري علي الهادى إن السد آمن.", "علي الهادى"),
        ("قالت وزيرة البيئة التونسية سلوى القرى إن المياه نظيفة.", "سلوى القرى"),
        ("قال وزير النقل الأردني رامي أبو شقرة إن الجسر مغلق.", "رامي أبو شقرة"),
        ("أكد وزير المالية العراقي مؤيد الآلوسي أن الرواتب مؤمنة.", "مؤيد الآلوسي"),
    ],
)
def test_bugs_names_are_kept_as_written(text: str, name: str) -> None:
    record = coded(text)
    assert [a.name_ar for a in people(record)] == [name]
    assert record.article.text == text


@pytest.mark.issue(10)
@pytest.mark.parametrize(
    "text",
    [
        "اعترض وزير النقل السوري على القرار.",
        "شدد وزير النقل السوري علي أهمية الطريق.",
        "أثنى الوزير على جهود القرى.",
        "اتفق الوزيران المصري والسوري علي فتح المعبر.",
    ],
)
def test_bugs_a_preposition_is_no_person(text: str) -> None:
    assert [a.name_ar for a in people(coded(text)) if fold(a.name_ar).startswith("علي")] == []


# 11. Farsi letters and letters of other alphabets


@pytest.mark.issue(11)
@pytest.mark.parametrize(
    ("farsi", "arabic"),
    [
        ("وزیر الخارجیة التونسی سامر الدهمانی", "سامر الدهماني"),
        ("وزیر الدفاع العراقی کریم الشیخلی", "كريم الشيخلي"),
        ("رئیس الوزراء الیمنی یحیی المکلاوی", "يحيى المكلاوي"),
        ("وزیر المالیة المصری زکی البحیری", "زكي البحيري"),
    ],
)
def test_bugs_farsi_letters_make_no_second_person(farsi: str, arabic: str) -> None:
    record = coded(f"قال {farsi} إن الوفد غادر.\n\nوأكد {arabic} أن الوفد سيعود.")
    assert len(people(record)) == 1
    assert [s.speaker for s in record.statements] == [[people(record)[0].key]] * 2


@pytest.mark.issue(11)
@pytest.mark.parametrize("name", ["لوكاريڤ", "گولباران", "پاڤلين", "چالاكان"])
def test_bugs_foreign_letters_stay_in_the_text(name: str) -> None:
    record = coded(f"قال وزير الدفاع الروسي أندريه {name} إن القوات باقية.")
    assert [a.name_ar for a in people(record)] == [f"أندريه {name}"]


# 12. Numbers


@pytest.mark.issue(12)
@pytest.mark.parametrize(
    ("text", "what", "low", "approximate"),
    [
        ("أسفر القصف على الرملاء عن مقتل ٣٫٥ آلاف شخص.", "dead", 3500, False),
        ("أسفرت غارة على الطرفاء عن إصابة جنديين.", "injured", 2, False),
        ("أدى هجوم مسلح في الرملاء إلى سقوط خمسة وعشرين قتيلا.", "dead", 25, False),
        ("قتل نحو 30 شخصا حين انفجرت عبوة في سوق الرملاء.", "dead", 30, True),
        ("قتل ١٬٢٠٠ مدني في قصف الرملاء.", "dead", 1200, False),
        ("أصيب أحد عشر مدنيا في قصف على الرملاء.", "injured", 11, False),
        ("قتل مئتا مدني في غارات على الرملاء.", "dead", 200, False),
        ("اعتقلت الشرطة اثني عشر متظاهرا في الرملاء.", "arrested", 12, False),
    ],
)
def test_bugs_numbers_are_counts(text: str, what: str, low: int, approximate: bool) -> None:
    counts: list[Quantity] = [q for e in coded(text).events if e.size and (q := getattr(e.size, what))]
    assert [(q.low, q.approximate) for q in counts] == [(low, approximate)]
    assert counts[0].span is not None
    assert counts[0].span.text in text


# 13. Families of months


@pytest.mark.issue(13)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 حزيران 2025", "2025-06-12"),
        ("12 يونيو/حزيران 2025", "2025-06-12"),
        ("12 حزيران/يونيو 2025", "2025-06-12"),
        ("12 جوان 2025", "2025-06-12"),
        ("12 جويلية 2025", "2025-07-12"),
        ("5 غشت 2025", "2025-08-05"),
        ("5 أوت 2025", "2025-08-05"),
        ("5 آب 2025", "2025-08-05"),
        ("1 تشرين أول 2025", "2025-10-01"),
        ("3 كانون 2 2025", "2025-01-03"),
        ("7 اذار 2026", "2026-03-07"),
        ("9 فيفري 2026", "2026-02-09"),
        ("22 دجنبر 2025", "2025-12-22"),
        ("٣٠ نيسان ٢٠٢٥", "2025-04-30"),
    ],
)
def test_bugs_months_of_every_country(text: str, value: str) -> None:
    assert values(f"وقع الوزيران الاتفاق في {text} بالعاصمة.") == {text: value}


@pytest.mark.issue(13)
@pytest.mark.parametrize("text", ["12 تموز/يونيو 2025", "4 شباط/مارس 2025", "8 أيلول/أكتوبر 2025", "2 نيسان/مايو 2025"])
def test_bugs_months_that_disagree_are_a_fault(text: str) -> None:
    assert [f for f in coded(f"وقع الوزيران الاتفاق في {text}.").faults if f.code == "time-conflict"]


# 14. Relative days


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("أمس الأول", "2026-03-09"),
        ("أول أمس", "2026-03-09"),
        ("أمس الثلاثاء", "2026-03-10"),
        ("الإثنين الماضي", "2026-03-09"),
        ("أول من أمس", "2026-03-09"),
        ("مساء أمس", "2026-03-10"),
        ("الشهر الماضي", "2026-02"),
        ("الأسبوع الماضي", "2026-W10"),
    ],
)
def test_bugs_relative_days_past(text: str, value: str) -> None:
    assert values(f"وصل وفد البرلمان إلى العاصمة {text}.") == {text: value}


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("الاثنين المقبل", "2026-03-16"),
        ("بعد غد", "2026-03-13"),
        ("غدا الخميس", "2026-03-12"),
        ("الجمعة القادم", "2026-03-13"),
        ("الشهر المقبل", "2026-04"),
    ],
)
def test_bugs_relative_days_to_come(text: str, value: str) -> None:
    assert values(f"يصل وفد البرلمان إلى العاصمة {text}.") == {text: value}


@pytest.mark.issue(14)
def test_bugs_a_weekday_that_disagrees_is_a_fault() -> None:
    assert [f for f in coded("وصل الوفد أمس الاثنين.").faults if f.code == "time-conflict"]
    assert not [f for f in coded("وصل الوفد أمس الثلاثاء.").faults if f.code == "time-conflict"]


# 15. Bare weekdays


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("وصل الوفد يوم الاثنين.", "2026-03-09"),
        ("سيصل الوفد يوم الاثنين.", "2026-03-16"),
        ("غادر الوزير العاصمة الجمعة.", "2026-03-06"),
        ("تعتزم اللجنة عقد اجتماعها يوم السبت.", "2026-03-14"),
        ("ومن المقرر أن تنطلق القمة الأحد.", "2026-03-15"),
        ("اعتقلت الشرطة الخميس ناشطين.", "2026-03-05"),
    ],
)
def test_bugs_a_bare_weekday_goes_by_tense(text: str, value: str) -> None:
    assert list(values(text).values()) == [value]


# 18. Old events told today


@pytest.mark.issue(18)
@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("زار الرئيس نصب ضحايا مذبحة الطرفاء التي قتل فيها 120 فلاحا عام 1974.", "ASSAULT"),
        ("أحيت البلدة ذكرى تفجير السوق الذي أودى بحياة 40 شخصا في 2007.", "ASSAULT"),
        ("وكانت قوات الجيش قد اعتقلت القيادي نادر العلواني عام 2014.", "COERCE"),
        ("ويأتي اللقاء بعد سنوات من هجوم شنه مسلحون على الطرفاء في يونيو 2016.", "ASSAULT"),
    ],
)
def test_bugs_old_events_are_historical(text: str, old: str) -> None:
    found = done(coded(text), "ASSAULT", "COERCE", "MOBILIZE")
    assert found
    assert set(found) == {(old, "historical")}


# 19. Clitics on names


@pytest.mark.issue(19)
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وجه وزير الخارجية التونسي سامر الدهماني رسالة. وقدم الوفد الشكر للدهماني.", "الدهماني"),
        ("وصل وزير النقل الأردني رائد الكعبي. وأشاد السفير بالكعبي.", "الكعبي"),
        ("غادر وزير الدفاع العراقي نزار الشيخلي. وللشيخلي موقف آخر.", "الشيخلي"),
        ("قال وزير الدفاع العراقي نزار الشيخلي نعم. فالشيخلي يعرف.", "الشيخلي"),
    ],
)
def test_bugs_clitics_are_no_part_of_a_name(text: str, name: str) -> None:
    record = coded(text)
    person = people(record)
    assert len(person) == 1
    spans = [m.text for m in record.mentions if m.actor == person[0].key]
    assert [s for s in spans if s.endswith(name[2:])][-1] in (name, name[2:])


@pytest.mark.issue(19)
@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("قال وزير الدفاع العراقي نزار الشيخلي لـRT إن الحدود آمنة.", "RT"),
        ("قال وزير الدفاع العراقي نزار الشيخلي لـ«رويترز» إن الحدود آمنة.", "رويترز"),
        ("قال وزير الدفاع العراقي نزار الشيخلي لقناة الأفق إن الحدود آمنة.", "الأفق"),
        ("وقال وزير الدفاع العراقي نزار الشيخلي لـ\u200fRT\u200f إن الحدود آمنة.", "RT"),
    ],
)
def test_bugs_clitics_are_no_part_of_an_outlet(text: str, channel: str) -> None:
    record = coded(text)
    spoken_to = [a for a in record.actors if a.key in {s.channel for s in record.statements}]
    assert len(spoken_to) == 1
    assert channel in {spoken_to[0].name_ar, *spoken_to[0].aliases}
    assert [channel in m.text and not m.text.startswith("ل") for m in record.mentions if m.actor == spoken_to[0].key] == [True]


@pytest.mark.issue(19)
@pytest.mark.parametrize(
    "first", ["وليد", "بلال", "كمال", "فؤاد", "كريم", "لطفي", "باسم"]
)
def test_bugs_names_that_begin_like_clitics_are_whole(first: str) -> None:
    record = coded(f"قال {first} الدهماني إن الوفد غادر. وأكد وزير النقل التونسي {first} الدهماني أنه سيعود.")
    assert [a.name_ar for a in people(record)] == [f"{first} الدهماني"]
    assert [s for s, _ in said(record)] == [f"{first} الدهماني"] * 2


# 16. Day before month
@pytest.mark.issue(16)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("عقد الاجتماع يوم ١٢/٦/٢٠٢٥ في عمان.", "2025-06-12"),
        ("وقع الطرفان الوثيقة في 05/04/2024.", "2024-04-05"),
        ("صدر القرار بتاريخ 3-11-2023.", "2023-11-03"),
        ("بدأ العمل بالقانون في ۱/۲/۲۰۲۲.", "2022-02-01"),
        ("افتتح المعبر في 25/8/2021.", "2021-08-25"),
    ],
)
def test_bugs_the_day_stands_before_the_month(text: str, value: str) -> None:
    assert list(values(text).values()) == [value]


# 17. Hijri and double dates
@pytest.mark.issue(17)
@pytest.mark.parametrize(
    ("text", "value", "calendar"),
    [
        ("صدر المرسوم في 14 رمضان 1447هـ الموافق 3 مارس 2026.", "2026-03-03", "hijri"),
        ("افتتح المؤتمر في 20 شعبان 1447 هـ.", "2026-02-08", "hijri"),
        ("انتهت المهلة في 1 محرم 1446هـ الموافق 7 يوليو 2024م.", "2024-07-07", "hijri"),
        ("عاد الوفد في 10 ذي الحجة 1445هـ الموافق 16 يونيو 2024.", "2024-06-16", "hijri"),
    ],
)
def test_bugs_hijri_days_have_their_gregorian_value(text: str, value: str, calendar: str) -> None:
    times = coded(text).times
    assert {t.value for t in times} == {value}
    assert times[0].calendar == calendar


@pytest.mark.issue(17)
def test_bugs_double_dates_that_disagree_are_a_fault() -> None:
    record = coded("صدر المرسوم في 14 رمضان 1447هـ الموافق 20 مارس 2026.")
    assert [f.stage for f in record.faults] == ["when"]


# 22. Dated roles
@pytest.mark.issue(22)
@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("قال وزير الداخلية السابق نادر العلواني إن الحدود مغلقة.", "نادر العلواني", "former minister of interior"),
        ("قالت وزيرة العدل السابقة هند البارودي إن القانون ظالم.", "هند البارودي", "former minister of justice"),
        ("قال رئيس الوزراء المكلف سليم الحافي إن الحكومة جاهزة.", "سليم الحافي", "designate prime minister"),
        ("قال وزير المالية بالوكالة منير الزبدي إن الرواتب تأخرت.", "منير الزبدي", "acting minister of finance"),
    ],
)
def test_bugs_an_office_no_longer_held_is_no_office(text: str, name: str, role: str) -> None:
    (person,) = people(coded(text))
    assert (person.name_ar, person.role) == (name, role)
    assert ("GOV" in person.sectors) == (not role.startswith("former"))


@pytest.mark.issue(22)
@pytest.mark.parametrize(
    ("name", "published", "role"),
    [
        ("السيسي", "2024-05-06", "president"),
        ("السيسي", "2010-05-06", None),
        ("غوتيريش", "2020-05-06", "secretary-general of the United Nations"),
        ("غوتيريش", "2012-05-06", None),
    ],
)
def test_bugs_an_office_is_held_on_its_days_only(name: str, published: str, role: str | None) -> None:
    (person,) = people(coded(f"أكد {name} أن الحوار مستمر.", published))
    assert person.role == role


# 25. Where it happened
@pytest.mark.issue(25)
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("الخرطوم - وكالة الصفصاف: ذكر العلواني من نيروبي أن قصفا للجيش استهدف حي الزيتونة في مدينة الأبيض.", "الزيتونة"),
        ("بيروت (الصفصاف) - قصفت القوات التركية قرية تل شاغر في ريف حلب.", "تل شاغر"),
        ("القاهرة - قتل ثلاثة جنود في هجوم لتنظيم داعش قرب مدينة العريش.", "العريش"),
        ("عمان - اعتقلت الشرطة العراقية خمسة محتجين في حي الصياغ بمدينة الناصرية.", "الصياغ"),
    ],
)
def test_bugs_the_dateline_is_not_where_it_happened(text: str, place: str) -> None:
    record = coded(text)
    assert {e.place.name_ar for e in record.events if e.type in MATERIAL and e.place} == {place}
    assert "الصفصاف" not in {p.name_ar for p in record.places}
