"""Arabic against the other languages in its letters, each with its reason."""

from __future__ import annotations

import pytest

from khabar.read.language import judge

FARSI = "این گزارش که دیروز منتشر شد نشان می دهد بودجه برای سال آینده کافی است و دولت باید چاره ای بیندیشد."
URDU = "یہ رپورٹ کل شائع ہوئی ہے اور اس میں کہا گیا ہے کہ حکومت کے پاس رقم نہیں ہے۔"
KURDISH = "ئەم ڕاپۆرتە دوێنێ بڵاو کرایەوە و تێیدا هاتووە کە حکومەت پارەی پێویستی نییە بۆ ئەم ساڵە."
PASHTO = "دا راپور پرون خپور شو او په کې ویل شوي چې حکومت د دې کال لپاره کافي پیسې نه لري، ځکه خو خلک اندېښمن دي."
ARABIC = "نشر هذا التقرير أمس وجاء فيه أن الحكومة لا تملك المال الكافي لهذه السنة."


@pytest.mark.parametrize(
    ("text", "language", "code", "reason"),
    [
        (FARSI, "fa", "farsi", "Farsi"), (URDU, "ur", "urdu", "Urdu"), (KURDISH, "ckb", "kurdish", "Kurdish"), (PASHTO, "ps", "other_language", "Pashto"),
        ("The report was published yesterday.", None, "not_arabic", "less than half"),
    ],
)  # fmt: skip
def test_language_others_are_named_with_the_reason(text: str, language: str | None, code: str, reason: str) -> None:
    found, fault = judge(text)
    assert found == language
    assert fault is not None
    assert fault.code == code
    assert reason in fault.message


@pytest.mark.parametrize(
    "text",
    [
        ARABIC,
        ARABIC.replace("ي", "ی").replace("ك", "ک"),
        "وزیر الخارجیة سامر الدهمانی قال إن الوفد غادر",
        "قال مدير شركة غوغل في گولان إن پيتر چيمس وڤيكتور وصلا إلى تلگرام پريس، بحسب وكالة ژينها نيوز.",
        "زار الرئيس مسعود بارزاني إقليم كردستان وقال رئيس حكومة أربيل إن الاتفاق قريب.",
        f"{ARABIC} وقال الشاعر بالفارسية: این نیز بگذرد. {ARABIC}",
    ],
)
def test_language_arabic_stays_arabic(text: str) -> None:
    assert judge(text) == ("ar", None)
