"""What a statement holds besides its words: quotations and their owners, occasion, chain, parts, stance, day."""

from __future__ import annotations

import pytest

from khabar.explain import explain
from khabar.model import Record, Statement
from khabar.show import show
from tests.bugs import coded

HEADLINE = "أخبار من المنطقة في سطور قليلة\n\n"


def only(text: str) -> tuple[Record, Statement]:
    record = coded(HEADLINE + text)
    assert len(record.statements) == 1, [s.content.text for s in record.statements]
    return record, record.statements[0]


def name(record: Record, key: str | None) -> str:
    return next((a.country or "" if a.kind == "country" else a.name_ar for a in record.actors if a.key == key), "")


def chain(record: Record, number: int = 0) -> list[tuple[str, str]]:
    return [(step.link, name(record, step.actor)) for step in record.statements[number].chain]


# -- quotations


def test_statement_quoted_is_the_whole_content_of_a_quotation() -> None:
    record, found = only("وقالت وزيرة الصحة التونسية صفية الهاشمي: «المخزون يكفي ثلاثة أشهر».")
    assert [(q.text, name(record, q.owner)) for q in found.quoted] == [("المخزون يكفي ثلاثة أشهر", "صفية الهاشمي")]
    assert found.verbatim == "marked"


def test_statement_quoted_parts_of_a_mixed_statement_are_no_quotation_of_the_whole() -> None:
    record, found = only("أكد وزير الري السوداني فارس المقبول أن السد «لن يملأ هذا العام» مهما حدث.")
    assert (found.type, found.verbatim) == ("mixed", "no")
    assert [(q.text, name(record, q.owner)) for q in found.quoted] == [("لن يملأ هذا العام", "فارس المقبول")]


def test_statement_quoted_belongs_to_whom_it_is_told_of() -> None:
    record = coded(HEADLINE + "قال المتحدث باسم الجيش العراقي نزار الشيخلي إن الوزير السوري رامي الحايك أبلغه أن الحدود «آمنة بالكامل منذ أمس».")
    outer, inner = record.statements
    assert inner.parent == outer.id
    assert [name(record, q.owner) for q in outer.quoted] == ["رامي الحايك"]
    assert [name(record, q.owner) for q in inner.quoted] == ["رامي الحايك"]


def test_statement_recounted_words_may_not_be_shown_as_a_quotation() -> None:
    record = coded(HEADLINE + "وقال المبعوث السويدي يوهان لندكفيست: «قال لي الوزير اليمني حازم الديب: 'لن نتفاوض تحت القصف أبدا'».")
    assert [(name(record, s.speaker[0]), s.verbatim) for s in record.statements] == [("يوهان لندكفيست", "marked"), ("حازم الديب", "unmarked")]
    assert chain(record, 1) == [("recounted", "يوهان لندكفيست"), ("told", "حازم الديب")]


@pytest.mark.parametrize("text", ["انتقد الوزير اللبناني وديع الأشقر ما يسمى «الإصلاح» في بلاده.", "نفى السفير الليبي سالم الورفلي وجود «غرفة سوداء»."])
def test_statement_scare_quotes_are_not_quoted(text: str) -> None:
    _, found = only(text)
    assert found.quoted == []
    assert len(found.scare) == 1


# -- parts


def test_statement_parts_are_both_pieces_of_a_cut_quotation() -> None:
    _, found = only("«الطريق طويل»، قال الوزير العماني بدر الهنائي، «لكننا لن نتوقف في منتصفه أبدا».")
    assert [p.text for p in found.parts] == ["الطريق طويل", "لكننا لن نتوقف في منتصفه أبدا"]
    assert found.content.text == found.parts[1].text


def test_statement_parts_are_both_pieces_of_a_clause_cut_by_its_source() -> None:
    _, found = only("وكانت الشاحنة، بحسب الشرطة العراقية، محملة بأسلحة وذخائر مهربة.")
    assert [p.text for p in found.parts] == ["كانت الشاحنة", "محملة بأسلحة وذخائر مهربة"]


def test_statement_without_a_cut_has_no_parts() -> None:
    assert only("وقال الوزير العماني بدر الهنائي: «لن نتوقف».")[1].parts == []


# -- occasion


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        ("قال وزير الدفاع التركي مراد تكين في مؤتمر صحفي إن القوات باقية.", "press_conference"),
        ("أوضحت المتحدثة باسم البيت الأبيض آن كولينز، خلال إيجازها الصحفي اليومي، أن الزيارة تأجلت.", "press_conference"),
        ("وقالت وزارة النقل البحرينية في بيان إن الجسر مفتوح.", "statement"),
        ("وجاء في بلاغ لوزارة الداخلية المغربية أن الحريق أخمد.", "statement"),
        ("وفي مقابلة مع قناة الأفق، قال السفير الليبي سالم الورفلي إن الانتخابات قريبة.", "interview"),
        ("أكد النائب الكويتي فهد العدساني، في حوار مع صحيفة الأفق، أن المجلس باق.", "interview"),
        ("وقال الرئيس التشيلي غابرييل سوتو في خطاب متلفز إن الدستور سيعدل.", "speech"),
        ("وأكد البابا ليون في كلمته أمام المصلين أن السلام ممكن.", "speech"),
        ("وأبلغ وزير الخارجية العماني بدر الهنائي نظيره القطري، في اتصال هاتفي، أن الوفد وصل.", "call"),
        ("وكتب النائب التركي مراد تكين على منصة إكس أن القانون باطل.", "post"),
        ("وغردت الوزيرة الإسبانية كارمن روميرو: «فلسطين تستحق دولة».", "post"),
        ("وقال الوزير الليبي سالم الورفلي في تسجيل مسرب إن الميزانية نهبت.", "leak"),
        ("قال وزير الدفاع التركي مراد تكين إن القوات باقية.", None),
        ("انتقد الوزير اللبناني وديع الأشقر تصريحات السفير الفرنسي.", None),
    ],
)
def test_statement_occasion(text: str, occasion: str | None) -> None:
    assert coded(HEADLINE + text).statements[0].occasion == occasion


def test_statement_occasion_goes_on_with_the_speaker() -> None:
    record = coded(HEADLINE + "قال وزير الدفاع التركي مراد تكين في مؤتمر صحفي إن القوات باقية. وأضاف أن العدد ثابت. وقال وزير النقل الأردني رامي الحايك إن الطريق مغلق.")
    assert [s.occasion for s in record.statements] == ["press_conference", "press_conference", None]


# -- chain


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("قال وزير النقل الأردني رامي الحايك لقناة الأفق إن الطريق مغلق.", [("told", "رامي الحايك"), ("spoken_to", "الأفق")]),
        ("قال المتحدث باسم الجيش العراقي نزار الشيخلي إن الطريق مغلق.", [("spokesperson_for", "الجيش العراقي"), ("told", "نزار الشيخلي")]),
        ("قال المدير العام لمنظمة الصحة العالمية رامي الحايك إن المرض ينتشر.", [("told", "رامي الحايك")]),
        ("وقالت وزارة النقل البحرينية إن الجسر مفتوح.", [("told", "وزارة النقل البحرينية")]),
        ("وجاء في بيان لوزارة النقل البحرينية أن الجسر مفتوح.", [("document", "وزارة النقل البحرينية")]),
        ("نقلت وكالة الأناضول عن وزير النقل الأردني رامي الحايك قوله إن الطريق مغلق.", [("quoted_by", "الأناضول"), ("told", "رامي الحايك")]),
        ("قال وزير النقل الأردني رامي الحايك، وفق ما نقلت عنه وكالة الأناضول، إن الطريق مغلق.", [("quoted_by", "الأناضول"), ("told", "رامي الحايك")]),
        ("وقال السفير الكويتي فهد العدساني، نيابة عن المجموعة العربية، إن المجلس فشل.", [("on_behalf_of", "المجموعة العربية"), ("told", "فهد العدساني")]),
    ],
)
def test_statement_chain(text: str, steps: list[tuple[str, str]]) -> None:
    record, _ = only(text)
    assert chain(record) == steps


def test_statement_chain_of_a_denied_report_keeps_its_messenger() -> None:
    record = coded(HEADLINE + "نفى الجيش الأردني ما نقلته وكالة تسنيم عن الوزير العراقي عدي السوداني من أن طائرات اخترقت الأجواء.")
    assert [name(record, s.speaker[0]) for s in record.statements] == ["الجيش الأردني", "عدي السوداني"]
    assert chain(record, 1) == [("recounted", "الجيش الأردني"), ("quoted_by", "تسنيم"), ("told", "عدي السوداني")]


def test_statement_chain_is_a_tree_in_explanations() -> None:
    record = coded(HEADLINE + "نقلت وكالة الأناضول عن المتحدث باسم الجيش العراقي نزار الشيخلي قوله إن الوزير السوري رامي الحايك أبلغه أن الحدود آمنة.")
    lines = explain(record, "s1").splitlines()
    at = lines.index("  Chain:")
    tree = [line.replace("\u2068", "").replace("\u2069", "") for line in lines[at + 1 : at + 6]]
    assert [len(line) - len(line.lstrip()) for line in tree] == [4, 4, 7, 10, 13]
    assert tree[0].endswith("quoted by الأناضول")
    assert tree[1].endswith("└─ spoken for الجيش العراقي")
    assert tree[4].endswith("└─ s2 رامي الحايك (minister, SYR)")


def test_statement_table_shows_speaker_cue_content_channel_and_stance() -> None:
    record, _ = only("أدان وزير النقل الأردني رامي الحايك في حديث لقناة «الأفق» الغارات الإسرائيلية.")
    text = "\n".join(line.text for line in show(record))
    for part in ("رامي الحايك", "أدان", "الغارات الإسرائيلية", "الأفق", "against إسرائيل"):
        assert part in text


# -- for and against


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("أدانت وزارة الخارجية التركية الهجوم الإسرائيلي على قطر.", [("ISR", "against")]),
        ("اتهمت أوكرانيا روسيا بقصف مستشفى.", [("RUS", "against")]),
        ("أشاد نائب رئيس الوزراء البحريني راشد الدوسري بجهود قطر.", [("QAT", "for")]),
        ("شكر رئيس الوزراء اللبناني سلطنة عمان على مساعداتها.", [("OMN", "for")]),
        ("أعرب وزير خارجية سلطنة عمان بدر الهنائي عن دعم بلاده لليمن.", [("YEM", "for")]),
        ("أكد وزير الخارجية العماني بدر الهنائي رفض بلاده التدخل الإيراني.", [("IRN", "against")]),
        ("وأعرب الأمين العام للأمم المتحدة عن قلقه البالغ إزاء التصعيد في السودان.", [("SDN", "concern")]),
        ("وقال وزير الدفاع التركي مراد تكين إن بلاده تدعم قطر وترفض الاعتداءات الإيرانية.", [("QAT", "for"), ("IRN", "against")]),
        ("قال وزير الدفاع التركي مراد تكين إن الوفد الروسي وصل إلى قطر.", []),
        ("رفضت الجزائر أي وجود أجنبي في ليبيا.", []),
        ("قال وزير الدفاع التركي مراد تكين إن الهجوم الإسرائيلي انتهى.", []),
        ("أكد وزير الدفاع التركي مراد تكين أن بلاده لا تدعم روسيا.", []),
    ],
)
def test_statement_about(text: str, about: list[tuple[str, str]]) -> None:
    record, found = only(text)
    assert [(name(record, a.actor), a.stance) for a in found.about] == about
    assert all(a.span is not None and a.span.text in record.article.text for a in found.about)


# -- day and language


def test_statement_time_is_the_day_of_saying() -> None:
    text = "قال وزير النقل الأردني رامي الحايك، أمس الثلاثاء، إن الطريق سيفتح الأحد المقبل."
    _, found = only(text)
    assert found.time is not None
    assert found.time.value == "2026-03-10"


def test_statement_time_is_not_that_of_its_content() -> None:
    assert only("قال وزير النقل الأردني رامي الحايك إن الطريق سيفتح الأحد المقبل.")[1].time is None


@pytest.mark.parametrize(
    ("text", "translated"),
    [
        ("وقال وزير الدفاع التركي مراد تكين بالإنجليزية: «لا تراجع».", "yes"),
        ("وقال السفير الصيني لي وين باللغة العربية: «شكرا لكم».", "no"),
        ("وقال السفير الصيني لي وين: «شكرا لكم».", "unknown"),
    ],
)
def test_statement_translated_only_where_the_words_say_so(text: str, translated: str) -> None:
    assert only(text)[1].translated == translated
