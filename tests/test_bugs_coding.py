"""What breaks the software of this field, kind by kind, each with inputs of our own: speakers, parties, events."""

from __future__ import annotations

import re

import pytest

from khabar.annotate.quotes import find_quotes
from khabar.language.sentences import sentences
from tests.bugs import HEADLINE, MATERIAL, coded, countries, done, one, people, said

# 23. Spokesperson, body, government, country


@pytest.mark.issue(23)
@pytest.mark.parametrize(
    ("text", "speaker", "country"),
    [
        ("ذكرت المتحدثة باسم وزارة الخارجية التونسية هالة النوري إن بلادها ترفض القرار.", "هالة النوري", "TUN"),
        ("أعلن الناطق باسم الجيش اليمني نادر العلواني أن قواته تقدمت.", "نادر العلواني", "YEM"),
        ("أوضح المتحدث الرسمي باسم الحكومة الأردنية رامي الحايك أن الحدود مغلقة.", "رامي الحايك", "JOR"),
        ("ذكرت الناطقة باسم الرئاسة اللبنانية سمر الخازن أن اللقاء تأجل.", "سمر الخازن", "LBN"),
    ],
)
def test_bugs_a_spokesperson_speaks_in_person(text: str, speaker: str, country: str) -> None:
    record = coded(text)
    assert [s for s, _ in said(record)] == [speaker]
    assert [a.country for a in people(record)] == [country]


@pytest.mark.issue(23)
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("أعلنت بيروت أنها لن تشارك في القمة.", "LBN"),
        ("أكدت الرباط أن الاتفاق ساري المفعول.", "MAR"),
        ("نفت دمشق أن تكون الحدود مغلقة.", "SYR"),
        ("شددت الجزائر على رفض التدخل الأجنبي.", "DZA"),
    ],
)
def test_bugs_a_capital_that_speaks_is_its_state(text: str, speaker: str) -> None:
    record = coded(text)
    assert [s for s, _ in said(record)] == [speaker]
    assert [e.place for e in record.events if e.place] == []


# 24. Lists of actors


@pytest.mark.issue(24)
@pytest.mark.parametrize(
    "text",
    [
        "التقى وزراء خارجية الدول السبع في القاهرة.",
        "اجتمع وزراء خارجية مصر والأردن والعراق وسوريا ولبنان في بغداد.",
        "عقد قادة دول الخليج قمة في المنامة.",
        "التقى رؤساء وزراء تونس والجزائر وليبيا في طرابلس.",
    ],
)
def test_bugs_a_meeting_of_many_is_one_event(text: str) -> None:
    assert done(coded(text)) == [("CONSULT", "actual")]


@pytest.mark.issue(24)
def test_bugs_a_meeting_of_many_lists_its_parties() -> None:
    record = coded("اجتمع وزراء خارجية مصر والأردن والعراق في بغداد.")
    event = one(record, "CONSULT")
    assert countries(record, [*event.actors, *event.recipients]) == ["EGY", "IRQ", "JOR"]


# 26. Person, place and word look alike


@pytest.mark.issue(26)
@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("زار النائب صالح الحلبي مدينة صالح.", ["صالح الحلبي"]),
        ("تعثرت عملية السلام بعد اجتماع الأطراف.", []),
        ("قال الوزير التونسي كريم السلام إن السلام ممكن.", ["كريم السلام"]),
        ("أعلنت لجنة الأمل أن الأمل باق.", []),
    ],
)
def test_bugs_words_are_no_persons(text: str, persons: list[str]) -> None:
    assert [a.name_ar for a in people(coded(text))] == persons


@pytest.mark.issue(26)
@pytest.mark.parametrize(
    "text",
    [
        "دعا الوزير إلى إحياء عملية السلام.",
        "تناول اللقاء جهود الأمن والاستقرار.",
        "صدر بيان عن اللجنة أمس.",
        "أكد الوفد دون تفاصيل أن الباب مفتوح.",
        "ناقش اللقاء الزاوية القانونية من الملف.",
        "أكد الوزير أن العين ساهرة.",
    ],
)
def test_bugs_words_are_no_places(text: str) -> None:
    assert [p.text for p in coded(text).places] == []


# 27. Over-coding


@pytest.mark.issue(27)
@pytest.mark.parametrize(
    "text",
    [
        "يجري وزير الخارجية التونسي سامر الدهماني مشاورات.",
        "عقد الوزيران المصري والأردني لقاء ثنائيا بحثا خلاله العلاقات الثنائية.",
        "التقى وزير الخارجية التونسي سامر الدهماني نظيره الأردني رائد الكعبي وبحث معه ملف الحدود.",
        "أجرى الرئيس المصري محادثات مع نظيره التونسي تناولت ملف المياه.",
    ],
)
def test_bugs_one_meeting_is_one_event_at_most(text: str) -> None:
    assert done(coded(text)) in ([], [("CONSULT", "actual")])


# 28. Metaphor, sport, accidents, courts


@pytest.mark.issue(28)
@pytest.mark.parametrize(
    "text",
    [
        "خط هجوم الزوراء يقصف مرمى الضيوف برباعية.",
        "تشهد الأسواق حرب أسعار بين المتاجر.",
        "رجال الإطفاء يحاصرون الحريق.",
        "قصف اللاعب الشباب بهدفين في الشوط الثاني.",
        "لقي ثلاثة أشخاص مصرعهم في حادث سير على الطريق الصحراوي.",
        "فجر المغني مفاجأة في حفله الأخير.",
        "أصيب عامل بجروح إثر سقوطه من سقالة.",
        "شنت الصحيفة حملة على الغلاء.",
    ],
)
def test_bugs_metaphor_sport_and_accident_are_no_violence(text: str) -> None:
    assert done(coded(text), *MATERIAL) == []


@pytest.mark.issue(28)
def test_bugs_a_verdict_on_an_old_attack() -> None:
    found = done(coded("حكمت محكمة في بغداد بالسجن المؤبد على منفذ هجوم 2021."))
    assert ("SANCTION", "actual") in found
    assert ("ASSAULT", "actual") not in found


# 29. Negation, future, condition, denial


@pytest.mark.issue(29)
@pytest.mark.parametrize(
    "text",
    [
        "نفى الجيش اليمني قصف الطرفاء.",
        "نفت وزارة الدفاع السورية أن تكون قواتها قصفت القرية.",
        "نفى المتحدث باسم الجيش العراقي نادر العلواني اعتقال صحفيين.",
        "أنكرت الحكومة السودانية مهاجمة المخيم.",
    ],
)
def test_bugs_a_denial_is_a_refusal_and_no_deed(text: str) -> None:
    found = done(coded(text))
    assert ("REJECT", "actual") in found
    assert [f for f in found if f[0] in MATERIAL and f[1] != "negation"] == []


@pytest.mark.issue(29)
@pytest.mark.parametrize(
    "text",
    [
        "لم يلتق الوزيران المصري والأردني.",
        "لن نقصف الطرفاء، قال وزير الدفاع اليمني.",
        "لم تعتقل الشرطة التونسية أي متظاهر.",
        "كاد الجيش العراقي أن ينسحب من المدينة.",
        "لم يقع الرئيس المصري الاتفاق مع تونس.",
    ],
)
def test_bugs_what_was_not_done_is_never_actual(text: str) -> None:
    assert [f for f in done(coded(text), "CONSULT", "SUPPORT", *MATERIAL) if f[1] == "actual"] == []


@pytest.mark.issue(29)
@pytest.mark.parametrize(
    "text",
    [
        "قال قائد الجيش اليمني: إذا تقدموا سنقصف مواقعهم.",
        "قال وزير الدفاع العراقي إن قواته ستهاجم المدينة إذا انهارت الهدنة.",
        "حذر الرئيس التونسي من أن بلاده ستفرض عقوبات إن لم يتوقف القصف.",
        "لو هاجم الجيش المدينة لسقطت.",
    ],
)
def test_bugs_what_hangs_on_a_condition_is_not_done(text: str) -> None:
    assert [f for f in done(coded(text), *MATERIAL) if f[1] == "actual"] == []


@pytest.mark.issue(29)
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("من المقرر أن يجتمع الوزيران المصري والأردني الاثنين.", "2026-03-16"),
        ("سيلتقي الرئيس المصري نظيره التونسي يوم الأحد.", "2026-03-15"),
        ("يزور وزير الخارجية الأردني بغداد غدا الخميس.", "2026-03-12"),
        ("تستضيف القاهرة السبت المقبل مباحثات بين السودان وتشاد.", "2026-03-14"),
    ],
)
def test_bugs_a_meeting_to_come_is_an_agreement(text: str, day: str) -> None:
    event = one(coded(text), "AGREE")
    planned = event.planned.date.value if event.planned and event.planned.date else None
    assert day in (planned, event.date.value if event.date else None)


# 31. Sentences


def split(text: str) -> list[str]:
    run = ((0, len(text)),)
    quoted = [(q.start, q.end) for q in find_quotes(text, run)]
    return [text[s[0][0] : s[-1][1]].strip() for s in sentences(text, [run], quoted)]


@pytest.mark.issue(31)
@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("قال وزير النقل، نادر الشمري، إن حكومته ترفض العرض، وتابع: لا رجعة. ولفت د. سامي الغانم إلى 3.5 ملايين عاطل؟", 2),
        ("التقى أ.د. رامي الحايك الوفد، وقال: «لن نعود. انتهى». ثم غادر.", 2),
        ("بلغ السعر 12.75 دينار. هل يرتفع؟ نعم!", 3),
        ("وسأل: هل يعود د. كريم؟ ثم أجاب: لا.", 2),
    ],
)
def test_bugs_sentences_are_cut_where_they_end(text: str, count: int) -> None:
    assert len(split(text)) == count


@pytest.mark.issue(31)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "قال وزير النقل العراقي، نادر الشمري، إن حكومته ترفض العرض، مضيفا أن الفريق سيرحل، وتابع: لا رجعة.",
            [("نادر الشمري", "حكومته ترفض العرض"), ("نادر الشمري", "الفريق سيرحل"), ("نادر الشمري", "لا رجعة")],
        ),
        (
            "وأشار وزير الصحة الأردني د. سامي الغانم إلى أن 3.5 ملايين شخص نزحوا.",
            [("سامي الغانم", "3.5 ملايين شخص نزحوا")],
        ),
        (
            "وقالت وزيرة الصحة التونسية، هالة النوري، أمس، في تصريح صحفي، إن اللقاح متوفر.",
            [("هالة النوري", "اللقاح متوفر")],
        ),
        (
            "قال المدير العام للميناء م. نادر الشمري: الرصيف جاهز.",
            [("نادر الشمري", "الرصيف جاهز")],
        ),
    ],
)
def test_bugs_commas_and_points_do_not_part_speaker_and_content(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(coded(text)) == expected


# 32. Quotation marks


@pytest.mark.issue(32)
@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("وقال وزير النقل الليبي نادر العلواني: «لن نرضى بـ\"الإملاء\" ولا بـ«التهديد»\n\n«هذا قولنا الأخير».", "لن نرضى"),
        ("وقال وزير النقل الليبي نادر العلواني: “الطريق مفتوح\n\nولن نغلقه”.", "الطريق مفتوح"),
        ("وقال وزير النقل الليبي نادر العلواني: \"الطريق مفتوح.\n\nوغادر الوفد المكان بعد ذلك.", "الطريق مفتوح"),
        ("وقال وزير النقل الليبي نادر العلواني: „الطريق مفتوح‟.", "الطريق مفتوح"),
    ],
)
def test_bugs_a_quotation_of_any_marks_is_one_statement(text: str, content: str) -> None:
    found = said(coded(HEADLINE + text))
    assert len(found) == 1
    assert found[0][0] == "نادر العلواني"
    assert found[0][1].startswith(content)


@pytest.mark.issue(32)
@pytest.mark.parametrize("mark", ["«", "“", '"', "”"])
def test_bugs_one_bad_mark_does_not_lose_the_rest(mark: str) -> None:
    text = f"قال الوزير الليبي نادر العلواني {mark}كلاما.\n\nوأكد السفير سامر الدهماني أن «الباب مفتوح» للجميع."
    assert ("سامر الدهماني", "«الباب مفتوح» للجميع") in said(coded(text))


@pytest.mark.issue(32)
@pytest.mark.parametrize(
    ("headline", "name", "content"),
    [
        ("الدهماني: لا تفاوض", "سامر الدهماني", "لا تفاوض"),
        ("سامر الدهماني: الحوار أولا", "سامر الدهماني", "الحوار أولا"),
        ("الدهماني: «لن نعود»", "سامر الدهماني", "لن نعود"),
        ("وزير الخارجية التونسي: بابنا مفتوح", "سامر الدهماني", "بابنا مفتوح"),
    ],
)
def test_bugs_a_headline_with_a_colon_has_a_speaker(headline: str, name: str, content: str) -> None:
    body = "عقد وزير الخارجية التونسي سامر الدهماني مؤتمرا صحفيا في العاصمة تونس بعد ظهر أمس الثلاثاء."
    assert said(coded(f"{headline}\n\n{body}")) == [(name, content)]


# 33. Who speaks


@pytest.mark.issue(33)
def test_bugs_pronoun_then_name_then_pronoun() -> None:
    text = (
        "التقى وزير النقل التونسي سامر الدهماني نظيره الليبي رائد الكعبي. وذكر أن الزيارة حققت غايتها."
        " وأضاف الكعبي: «سنعود». وتابع: «قريبا»."
    )
    assert said(coded(text)) == [
        ("سامر الدهماني", "الزيارة حققت غايتها"),
        ("رائد الكعبي", "سنعود"),
        ("رائد الكعبي", "قريبا"),
    ]


@pytest.mark.issue(33)
@pytest.mark.parametrize(
    ("text", "kind", "content"),
    [
        ("نقلت وكالة الأناضول عن مصدر أمني قوله إن الطريق أغلق.", "unnamed", "الطريق أغلق"),
        ("نقلت رويترز عن مسؤول حكومي لم تسمه قوله إن المحادثات توقفت.", "unnamed", "المحادثات توقفت"),
        ("وبحسب بيان للجيش العراقي فإن الطريق أغلق.", "military", "الطريق أغلق"),
        ("وأفاد مصدر طبي بأن المستشفى امتلأ.", "unnamed", "المستشفى امتلأ"),
    ],
)
def test_bugs_the_source_speaks_and_not_its_messenger(text: str, kind: str, content: str) -> None:
    record = coded(text)
    kinds = {a.key: a.kind for a in record.actors}
    assert [([kinds[k] for k in s.speaker], s.content.text) for s in record.statements] == [([kind], content)]


@pytest.mark.issue(33)
@pytest.mark.parametrize(
    "text",
    [
        "انتقد النائب نادر العلواني ما يسمى \"الإصلاح\".",
        "افتتح الوزير معرض «ألوان البحر» في العاصمة.",
        "عرضت الفرقة مسرحية “ليلة الميناء” أمس.",
        "وصل وفد حزب «الوطن الجديد» إلى المدينة.",
    ],
)
def test_bugs_scare_quotes_and_titles_are_no_statements(text: str) -> None:
    marked = re.findall(r"[«“\"]([^»”\"]+)[»”\"]", text)[0]
    assert [content for _, content in said(coded(text)) if content.strip() == marked] == []


@pytest.mark.issue(33)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "قالت وزيرة العمل التونسية هالة النوري إن الأجور سترتفع. وأضافت أن القرار نهائي.",
            [("هالة النوري", "الأجور سترتفع"), ("هالة النوري", "القرار نهائي")],
        ),
        (
            "قال وزير النقل التونسي سامر الدهماني إن الميناء جاهز. من جهتها، أكدت السفيرة الفرنسية كلير موران أن باريس ستمول المشروع.",
            [("سامر الدهماني", "الميناء جاهز"), ("كلير موران", "باريس ستمول المشروع")],
        ),
        (
            "التقى الرئيس التونسي وزيرة الخارجية الليبية سعاد الككلي. وقالت إن الحدود ستفتح.",
            [("سعاد الككلي", "الحدود ستفتح")],
        ),
        (
            "استقبلت وزيرة الطاقة القبرصية في نيقوسيا السفير المصري حازم الديب. وقال إن الخط سينجز.",
            [("حازم الديب", "الخط سينجز")],
        ),
    ],
)
def test_bugs_gender_tells_who_goes_on(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(coded(text)) == expected


@pytest.mark.issue(33)
@pytest.mark.parametrize(
    "title",
    [
        "السيدة",
        "الدكتورة",
        "الوزيرة",
        "د.",
    ],
)
def test_bugs_a_woman_speaks_under_her_title(title: str) -> None:
    assert said(coded(f"قالت {title} هالة النوري إن اللقاح متوفر.")) == [("هالة النوري", "اللقاح متوفر")]


@pytest.mark.issue(33)
@pytest.mark.parametrize(
    "inner",
    [
        "الفريق سيرحل",
        "الوفد سيرحل",
        "الجيش سينسحب",
        "الرئيس سيعود",
    ],
)
def test_bugs_who_is_spoken_of_does_not_speak_next(inner: str) -> None:
    text = f"قال وزير النقل العراقي نادر الشمري إن حكومته ترفض العرض، مضيفا أن {inner}، وتابع: لا رجعة."
    assert [speaker for speaker, _ in said(coded(text))] == ["نادر الشمري"] * 3


@pytest.mark.issue(21)
def test_bugs_an_id_holds_no_key_of_its_article() -> None:
    record = coded("قال المتحدث باسم لجنة الوساطة سالم الحاج إن الحوار مستمر. والتقى الأمين العام للأمم المتحدة.")
    assert record.actors
    assert [a.id for a in record.actors if ":a" in a.id] == []
    assert len({a.id for a in record.actors}) == len(record.actors)
