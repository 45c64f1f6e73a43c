"""Questions and answers, dialogues, full texts: whose words they are, and that questions tell nothing."""

from __future__ import annotations

import pytest

from khabar.coding.turns import turns_of
from khabar.explain import explain
from khabar.model import Record
from khabar.pipeline import scenes_of
from khabar.read.text import read_text
from tests.stories import told

INTRO = "وزير المياه السوداني لـ«الضفة»: السدود لن تتأخر\n\nأجرت صحيفة الضفة حوارا مع وزير المياه السوداني حامد الدرديري في مكتبه بالخرطوم.\n\n"
QUESTIONS = ("هل توقف العمل في السد الجديد بعد قصف إثيوبيا للموقع؟", "كيف تردون على اتهام إثيوبيا للسودان بخرق الاتفاق؟")
ANSWERS = (
    "لم يتوقف العمل يوما واحدا. نحن ملتزمون بالموعد، ونرفض تدخل أي دولة في شؤوننا.\n\nوقد وقعنا الشهر الماضي عقدا مع شركة محلية.",
    "هذا كلام لا أساس له. نطالب إثيوبيا بأن تقدم ما لديها من أدلة.",
)


def interview(ask: str, answer: str) -> Record:
    body = "\n\n".join(f"{ask}{q}\n\n{answer}{a}" for q, a in zip(QUESTIONS, ANSWERS, strict=True))
    return told("i", INTRO + body + "\n", "الضفة", "2024-05-06")


def turned(record: Record) -> list[tuple[list[str], str]]:
    """Speakers and words of the turns."""
    names = {a.key: a.name_ar for a in record.actors}
    return [([names[k] for k in s.speaker], s.content.text) for s in record.statements if s.trace.rule.startswith("statement.turn")]


@pytest.mark.parametrize(
    ("ask", "answer"),
    [("س: ", "ج: "), ("س - ", "ج - "), ("س1: ", "ج1: "), ("سؤال: ", "جواب: "), ("* السؤال: ", "- الإجابة: "), ("الصحيفة: ", "ج: "), ("المحاور: ", "حامد الدرديري: "), ("* ", ""), ("", "")],
)
def test_turns_answers_are_the_words_of_the_one_who_is_asked(ask: str, answer: str) -> None:
    record = interview(ask, answer)
    assert turned(record) == [(["حامد الدرديري"], a.rstrip(".")) for a in ANSWERS]
    said = [s for s in record.statements if s.trace.rule.startswith("statement.turn")]
    assert {(s.type, s.verbatim, s.occasion) for s in said} == {("direct", "unmarked", "interview")}
    assert {next(a.name_ar for a in record.actors if a.key == s.channel) for s in said} == {"الضفة"}


def test_turns_nothing_rests_on_a_question() -> None:
    record = interview("س: ", "ج: ")
    text = record.article.text
    asked = [(at, at + len(q)) for q in QUESTIONS for at in [text.index(q)]]
    spans = [e.evidence for e in record.events] + [s.content for s in record.statements]
    assert record.events and not any(a <= s.start < b for s in spans for a, b in asked)
    left = [d for d in record.dropped if d.gate == "question"]
    assert left and all(any(a <= d.start < b for a, b in asked) for d in left)


def test_turns_first_person_is_the_owner() -> None:
    record = interview("س: ", "ج: ")
    names = {a.key: a.name_ar for a in record.actors}
    assert {(e.type, names[e.actors[0]]) for e in record.events} >= {("REJECT", "حامد الدرديري"), ("REQUEST", "حامد الدرديري")}
    assert all(e.statement for e in record.events if e.evidence.start > record.article.text.index("ج:"))


def test_turns_dialogue_of_several() -> None:
    lines = [
        "المذيع: متى تنتهي الأزمة؟", "وزير الكهرباء: تنتهي في الصيف المقبل. لقد اتفقنا مع إيران على استئناف الضخ.", "عادل الساعدي: نحن نرفض هذه الوعود.",
        "المذيع: وما ردكم؟", "وزير الكهرباء: العقود منشورة كلها.",
    ]  # fmt: skip
    head = "جلسة ساخنة على قناة السهل عن أزمة الكهرباء\n\nاستضافت قناة السهل وزير الكهرباء العراقي نوري الخفاجي والنائب عادل الساعدي.\n\n"
    record = told("d", head + "\n\n".join(lines), "قناة السهل", "2024-05-06")
    assert [(who, words.split()[0]) for who, words in turned(record)] == [(["نوري الخفاجي"], "تنتهي"), (["عادل الساعدي"], "نحن"), (["نوري الخفاجي"], "العقود")]


@pytest.mark.parametrize(
    ("lead", "owner", "occasion"),
    [
        ("أصدرت وزارة الخارجية التونسية مساء الأحد بيانا، فيما يلي نصه:", "وزارة الخارجية التونسية", "statement"),
        ("أصدرت وزارة الخارجية التونسية بيانا مساء الأحد.\n\nوفيما يلي نص البيان:", "وزارة الخارجية التونسية", "statement"),
        ("وصل الوفد مساء الأحد.\n\nنص كلمة وزير الخارجية التونسي عادل القرقوري:", "عادل القرقوري", "speech"),
        ("وصل الوفد مساء الأحد.\n\nفيما يلي النص الكامل لخطاب وزير الخارجية التونسي عادل القرقوري:", "عادل القرقوري", "speech"),
    ],
)
def test_turns_full_text_belongs_to_its_issuer(lead: str, owner: str, occasion: str) -> None:
    text = f"تونس وأحداث الحدود الليبية في يومين\n\n{lead}\n\nنتابع بقلق ما يجري على الحدود الليبية، وندعو الجميع إلى ضبط النفس.\n\nإننا نرفض أي تدخل في شؤون ليبيا.\n\nويذكر أن المعبر أغلق قبل أسبوع بعد اشتباكات في زوارة.\n"
    record = told("t", text, "صحيفة الميناء", "2024-05-06")
    assert turned(record) == [([owner], "نتابع بقلق ما يجري على الحدود الليبية، وندعو الجميع إلى ضبط النفس"), ([owner], "إننا نرفض أي تدخل في شؤون ليبيا")]
    assert {s.occasion for s in record.statements if s.trace.rule.startswith("statement.turn")} == {occasion}
    assert "نص" in str(record.statements[0].cue and record.statements[0].cue.text)


def test_turns_full_text_by_its_headline_alone() -> None:
    body = "السيدات والسادة، نجتمع اليوم في ظرف صعب تمر به المنطقة كلها.\n\nلقد أغلقنا الحدود مع مالي بعد الهجوم.\n"
    record = told("h", f"النص الكامل لخطاب الرئيس الجزائري رشيد بن عودة أمام البرلمان\n\n{body}", "صحيفة الميناء", "2024-05-06")
    assert [who for who, _ in turned(record)] == [["رشيد بن عودة"]] * 2
    assert [e.attribution for e in record.events if e.type == "COERCE"] == ["claimed"]


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير: العمل ماض.\n\nوأضاف الوزير: لا رجعة عن القرار.\n\nمصدر: الأمر انتهى.",
        "جدل حول نص القانون الجديد\n\nصوت البرلمان على نص القانون الجديد بعد جلسة طويلة، وقال رئيسه إن النص واضح.",
        "هل تعود الحرب إلى الجنوب؟\n\nيرى محللون أن الهدنة هشة.\n\nهل تنجح الوساطة؟\n\nيقول دبلوماسيون إن الأمر صعب.",
        "السودان: مقتل خمسة في قصف\n\nاليمن: هدنة في تعز\n\nليبيا: اجتماع للجنة العسكرية",
    ],
)
def test_turns_news_has_none(text: str) -> None:
    article, _ = read_text(text, published="2024-05-06")
    assert turns_of(article.text, scenes_of(article)[0]) == []


def test_turns_are_explained() -> None:
    record = interview("س: ", "ج: ")
    own = next(s.id for s in record.statements if s.trace.rule.startswith("statement.turn"))
    assert "a turn of an interview" in explain(record, own) and "دور في مقابلة" in explain(record, own, "ar")


def test_turns_cost_of_a_long_speech_is_linear() -> None:
    import time

    line = "لقد أغلقنا الحدود مع مالي بعد الهجوم، ونحن ندعو الجميع إلى ضبط النفس."
    seconds = []
    for count in (50, 400):
        text = "النص الكامل لخطاب الرئيس الجزائري رشيد بن عودة أمام البرلمان\n\n" + "\n\n".join(f"{line} وهذا بند رقم {n}." for n in range(count))
        start = time.process_time()
        assert len(turned(told("h", text, "صحيفة الميناء"))) == count
        seconds.append(time.process_time() - start)
    assert seconds[1] < 8 * 3 * seconds[0]
