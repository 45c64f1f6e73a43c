"""Forms of verbs, nouns and adjectives, chosen by hand over all root classes."""

from __future__ import annotations

import time

import pytest

from khabar.lexicon.derive import Form, adjective_forms, noun_forms, suffix_stems, verb_forms

# lemma, present, forms that must be derived
VERBS = """
أعلن يعلن أعلنت أعلنوا أعلنا يعلن تعلن يعلنون يعلنوا معلن معلنا معلنة المعلنة معلنين
أكد يؤكد أكدت أكدوا أكدنا يؤكد تؤكد يؤكدون أؤكد مؤكد مؤكدا مؤكدة مؤكدين مؤكدون مؤكدو
قال يقول قالت قالوا قلت قلنا يقول تقول يقل يقولوا قيل يقال قائل قائلا قائلة قائلين
زار يزور زارت زاروا زرت زرنا يزور تزور يزر يزورون زائر زائرا الزائر زائرة
نال ينال نالت نالوا نلت نلنا ينال تنال ينل ينالون نائل ينالوا
أدان يدين أدانت أدانوا أدنا يدين تدين يدن أدين أدينت يدان مدين مدان مدانة مدينا
أفاد يفيد أفادت أفادوا أفدت يفيد تفيد يفد يفيدون مفيد مفيدا مفيدة
انقاد ينقاد انقادت انقادوا انقدت ينقاد تنقاد ينقد منقاد منقادا منقادة منقادين
اغتال يغتال اغتالت اغتالوا اغتلت اغتيل اغتيلت يغتال تغتال يغتل مغتال المغتال
استقال يستقيل استقالت استقالوا استقلت يستقيل تستقيل يستقل يستقيلوا مستقيل مستقيلا المستقيل المستقيلة
دعا يدعو دعت دعوا دعوت دعونا يدعو تدعو يدع يدعون يدعوا دعي يدعى داع داعيا داعية الداعي داعين مدعو مدعوون
نفى ينفي نفت نفوا نفيت نفينا ينفي تنفي ينف ينفون ينفوا نفي ينفى ناف نافيا نافية النافي منفي
رأى يرى رأت رأوا رأيت رأينا يرى ترى ير يرون يروا أرى
لقي يلقى لقيت لقوا لقينا يلقى تلقى يلق يلقون يلقوا لقيا
سمى يسمي سمت سموا سميت يسمي تسمي يسم يسمون مسم مسميا مسمى المسمى
أجرى يجري أجرت أجروا أجرينا يجري تجري يجر يجرون أجري أجريت يجرى مجر مجريا مجرى مجراة
التقى يلتقي التقت التقوا التقينا يلتقي تلتقي يلتق يلتقون ملتق ملتقيا ملتقى التقي
استدعى يستدعي استدعت استدعوا استدعينا يستدعي يستدع يستدعون استدعي استدعيت مستدع مستدعيا مستدعى
تبنى يتبنى تبنت تبنوا تبنينا يتبنى تتبنى يتبن يتبنون متبن متبنيا متبنية متبنى
انتهى ينتهي انتهت انتهوا انتهينا ينتهي تنتهي ينته ينتهون منته منتهيا منتهية
شن يشن شنت شنوا شننا شننت شنن يشن تشن يشنون يشنوا يشنن مشنون شان
رد يرد ردت ردوا رددت رددنا يرد ترد يردون راد رادا مردود
أعد يعد أعدت أعدوا أعددت أعددنا يعد تعد يعدون يعددن معد معدا معدة معدين
احتل يحتل احتلت احتلوا احتللنا يحتل تحتل يحتلون محتل المحتلة محتلين احتللت
استمر يستمر استمرت استمروا استمررنا يستمر تستمر يستمرون مستمر مستمرا مستمرة
استلم يستلم استلمت استلموا استلمنا يستلم تستلم يستلمون مستلم مستلما مستلمة
اتهم يتهم اتهمت اتهموا اتهمنا يتهم تتهم يتهمون متهم متهما المتهم متهمين المتهمون
وصل يصل وصلت وصلوا وصلنا يصل تصل يصلون يوصل واصل الواصل موصول
وقع يقع وقعت وقعوا وقعنا يقع تقع يقعون واقع الواقعة يقعوا
وقع يوقع وقعت وقعوا وقعنا يوقع توقع يوقعون موقع موقعا موقعين الموقعة
أخذ يأخذ أخذت أخذوا أخذنا يأخذ تأخذ آخذ يأخذون مأخوذ الآخذ خذ
سأل يسأل سألت سألوا سألنا يسأل تسأل سئل يسألون سائل سائلا مسؤول
بدأ يبدأ بدأت بدأوا بدؤوا بدآ يبدأ يبدأون يبدؤون يبدآن بدئ بادئ
أنبأ ينبئ أنبأت أنبأوا أنبؤوا ينبئ تنبئ ينبئون منبئ منبئا منبئة منبأ
جاء يجيء جاءت جاؤوا جاءوا جئت جئنا يجيء تجيء يجئ يجيئون جائية الجائي
هنأ يهنئ هنأت هنأوا هنؤوا يهنئ تهنئ يهنئون مهنئ مهنئا مهنئين مهنأ يهنأ
ساء يسوء ساءت ساؤوا سؤت يسوء تسوء يسؤ يسوؤون ساءوا
أساء يسيء أساءت أساؤوا أسأت يسيء تسيء يسئ يسيئون مسيء مسيئا مسيئة
ناشد يناشد ناشدت ناشدوا ناشدنا يناشد تناشد نوشد يناشدون مناشد مناشدا مناشدة
تلقى يتلقى تلقت تلقوا تلقينا يتلقى تتلقى يتلق يتلقون متلق متلقيا متلقين
آمن يؤمن آمنت آمنوا آمنا يؤمن تؤمن أؤمن يؤمنون مؤمن مؤمنا مؤمنين
تساءل يتساءل تساءلت تساءلوا تساءلنا يتساءل تتساءل يتساءلون متسائل متسائلا متسائلين
فاجأ يفاجئ فاجأت فاجأوا فاجؤوا يفاجئ تفاجئ فوجئ يفاجئون مفاجئ مفاجأ
سيطر يسيطر سيطرت سيطروا سيطرنا يسيطر تسيطر يسيطرون مسيطر مسيطرا مسيطرة
"""
ROWS = [line.split() for line in VERBS.strip().splitlines()]
FINITE = ("past", "present", "imperative")


def texts(forms: list[Form], *pos: str) -> set[str]:
    return {f.text for f in forms if not pos or f.pos in pos}


def only(forms: list[Form], text: str, pos: str) -> list[Form]:
    return [f for f in forms if f.text == text and f.pos == pos]


@pytest.mark.parametrize("row", ROWS, ids=[f"{r[0]}-{r[1]}" for r in ROWS])
def test_derive_gives_every_chosen_form(row: list[str]) -> None:
    lemma, present, *wanted = row
    assert not set(wanted) - texts(verb_forms(lemma, present))


@pytest.mark.parametrize("row", ROWS, ids=[f"{r[0]}-{r[1]}" for r in ROWS])
def test_derive_keeps_past_and_present_apart(row: list[str]) -> None:
    forms = verb_forms(row[0], row[1])
    assert row[1] not in texts(forms, "past") and row[0] not in {
        f.text for f in forms if f.pos == "present" and f.person != "1"
    }
    assert not any(f.definite for f in forms if f.pos in FINITE)
    assert all(f.text.startswith("ال") for f in forms if f.definite)


@pytest.mark.parametrize(
    ("lemma", "present", "wrong"),
    [
        ("قال", "يقول", "قالنا قالن قولت"),
        ("دعا", "يدعو", "دعاوا دعات يدعوون دعاا"),
        ("نفى", "ينفي", "نفىت نفىوا ينفيون"),
        ("رأى", "يرى", "رؤوا رأات يريون"),
        ("شن", "يشن", "شنتما يشنين"),
        ("أعلن", "يعلن", "يأعلن أعلننا اعلن"),
        ("سأل", "يسأل", "مسئل مسأل"),
        ("أخذ", "يأخذ", "أأخذ اأخذ"),
        ("استلم", "يستلم", "استلممت"),
        ("اتهم", "يتهم", "اتهممت"),
    ],
)
def test_derive_gives_no_wrong_spelling(lemma: str, present: str, wrong: str) -> None:
    assert not set(wrong.split()) & texts(verb_forms(lemma, present))


@pytest.mark.parametrize(
    ("lemma", "present", "text", "pos", "voice"),
    [
        ("قتل", "يقتل", "قتل", "past", "either"),
        ("قال", "يقول", "قيل", "past", "passive"),
        ("قال", "يقول", "قال", "past", "active"),
        ("قال", "يقول", "يقال", "present", "passive"),
        ("اغتال", "يغتال", "يغتال", "present", "either"),
        ("اغتال", "يغتال", "اغتيل", "past", "passive"),
        ("ناشد", "يناشد", "ناشد", "past", "active"),
        ("وصل", "يصل", "يصل", "present", "active"),
    ],
)
def test_derive_tells_voice_where_letters_do(lemma: str, present: str, text: str, pos: str, voice: str) -> None:
    found = only(verb_forms(lemma, present), text, pos)
    assert found and found[0].voice == voice


def test_derive_masdar_tells_second_form_from_first() -> None:
    assert "محذر" in texts(verb_forms("حذر", "يحذر", ["تحذير"]))
    assert "محذور" not in texts(verb_forms("حذر", "يحذر", ["تحذير"]))
    assert "مكتب" not in texts(verb_forms("كتب", "يكتب", ["كتابة"]), "active")


def test_derive_masdars_take_article_alef_and_plural() -> None:
    found = texts(verb_forms("اعتقل", "يعتقل", ["اعتقال"]), "masdar")
    assert {"اعتقال", "الاعتقال", "اعتقالا", "اعتقالات", "الاعتقالات"} <= found
    assert {"زيارة", "زيارات", "زيارتان", "زيارتي"} <= texts(verb_forms("زار", "يزور", ["زيارة"]), "masdar")
    assert "قتلات" not in texts(verb_forms("قتل", "يقتل", ["قتل"]))


def test_derive_given_participles_override() -> None:
    found = texts(verb_forms("قتل", "يقتل", ["قتل"], "قاتل", "قتيل"), "passive_part")
    assert "قتيل" in found and "مقتول" not in found


def test_derive_given_active_participle_is_defective_only_in_weak_verbs() -> None:
    assert {"قاض", "قاضيا", "القاضي"} <= texts(verb_forms("قضى", "يقضي", ["قضاء"], "قاض"), "active")
    assert "شاذي" not in {f.text for f in verb_forms("شذ", "يشذ", [], "شاذ") if not f.construct}


def test_derive_nouns_have_dual_and_plural() -> None:
    found = noun_forms("غارة", ["غارات"], "f")
    assert {"غارة", "الغارة", "غارتان", "غارتين", "غارتي", "غارات", "الغارات"} <= texts(found)
    assert "غارةا" not in texts(found)
    assert only(noun_forms("وفد", ["وفود"]), "وفدا", "noun")
    assert {"لقاءان", "لقاءين", "لقاءات"} <= texts(noun_forms("لقاء", ["لقاءات"]))
    assert any(f.construct for f in only(noun_forms("مسؤول", ["مسؤولون"]), "مسؤولو", "noun"))


def test_derive_adjectives_agree() -> None:
    assert {"جديد", "الجديدة", "جديدا", "جديدان", "جديدين", "جدد", "الجدد"} <= texts(adjective_forms("جديد", ["جدد"]))


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        (Form("زيارة", "masdar", "", "f", "s"), "زيارت"),
        (Form("نفى", "past", "3", "m", "s"), "نفا"),
        (Form("رأى", "past", "3", "m", "s"), "رآ"),
        (Form("قالوا", "past", "3", "m", "p"), "قالو"),
        (Form("قتلتم", "past", "2", "m", "p"), "قتلتمو"),
        (Form("لقاء", "noun", "", "m", "s"), "لقائ"),
        (Form("وزيرين", "noun", "", "m", "d"), "وزيري"),
    ],
)
def test_derive_suffix_stems_before_a_pronoun(form: Form, stem: str) -> None:
    assert stem in suffix_stems(form)


def test_derive_suffix_stems_refuse_the_article() -> None:
    assert suffix_stems(Form("الوزير", "noun", "", "m", "s", "", True)) == []


def test_derive_refuses_what_is_no_verb() -> None:
    with pytest.raises(ValueError, match="not a verb"):
        verb_forms("قال", "قول")


def test_derive_is_quick() -> None:
    start = time.process_time()
    for n in range(1500):
        verb_forms(*ROWS[n % len(ROWS)][:2], ["إعلان"])
    assert time.process_time() - start < 1.5
