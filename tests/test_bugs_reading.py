"""What breaks the software of this field, kind by kind, each with inputs of our own: pages, feeds, bytes, letters."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from khabar.model import Article, Fault
from khabar.read.document import Defaults, read_document
from khabar.read.feed import read_feed
from khabar.read.html import read_html
from khabar.script.encoding import decode
from khabar.script.fold import Folded, fold
from tests.bugs import coded, done

TEXT = (
    "<p>قال مدير المرفأ نادر العلواني إن الأرصفة ستفتح يوم السبت أمام السفن الصغيرة.</p>"
    "<p>وسبق أن نشرت الوزارة في 2019/05/06 جدولا أوليا لم ينفذ بسبب نقص المال والعمال.</p>"
)


def page(head: str = "", body: str = TEXT, date: str = "") -> str:
    return f"<html><head><title>فتح الأرصفة أمام السفن الصغيرة</title>{head}</head><body><div><h1>فتح الأرصفة أمام السفن الصغيرة</h1>{date}<div>{body}</div></div></body></html>"


def article(html: str, fetched: str | None = None) -> Article:
    found, _ = read_html(html, fetched=fetched)
    assert found is not None
    return found


def coded_text(found: Article) -> list[str]:
    return [found.text[b.start : b.end].strip() for b in found.blocks if b.kind in ("paragraph", "subhead")]


# 1. Dates of a page, never from its running text


@pytest.mark.issue(1)
@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("الأربعاء 11 آذار 2026 - 10:30", "2026-03-11T10:30"),
        ("22 رمضان 1447 هـ - 11 مارس 2026", "2026-03-11"),
        ("نشر في: ١١ مارس/آذار ٢٠٢٦ الساعة ٠٩:٠٥ م", "2026-03-11T21:05"),
        ("تاريخ النشر 11/03/2026 06:15 صباحا", "2026-03-11T06:15"),
        ("الأربعاء، 11 مارس 2026 12:40 ظهرا بتوقيت مكة المكرمة", "2026-03-11T12:40"),
        ("23 ماي 2026", "2026-05-23"),
    ],
)
def test_bugs_page_date_is_the_visible_line(line: str, published: str) -> None:
    found = article(page(date=f"<div class='date'>{line}</div>"))
    assert (found.published, found.published_from) == (published, "text")


@pytest.mark.issue(1)
@pytest.mark.parametrize(
    "body", [TEXT, TEXT.replace("2019/05/06", "6 أيار 2019"), TEXT.replace("2019/05/06", "10 رمضان 1440هـ")]
)
def test_bugs_page_date_is_never_from_running_text(body: str) -> None:
    assert article(page(body=body)).published is None


@pytest.mark.issue(1)
@pytest.mark.parametrize(
    ("head", "line", "published"),
    [
        (
            '<meta property="article:published_time" content="2026-03-10T22:30:00+00:00">',
            "11 مارس 2026 - 01:30 ص",
            "2026-03-11T01:30",
        ),
        (
            '<meta property="article:published_time" content="2026-03-11T09:00:00+03:00">',
            "12 مارس 2026",
            "2026-03-11T09:00+03:00",
        ),
        ('<link rel="canonical" href="https://a.example/2026/03/11/x">', "آخر تحديث: 29 مارس 2026", "2026-03-11"),
        ('<meta property="article:modified_time" content="2026-03-20">', "نشر في 11 مارس 2026", "2026-03-11"),
    ],
)
def test_bugs_page_date_weighs_what_the_page_says(head: str, line: str, published: str) -> None:
    assert article(page(head, date=f"<div>{line}</div>")).published == published


# 2. Dates that are guessed


@pytest.mark.issue(2)
@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("قبل ٣ ساعات", "2026-03-10T22:30+03:00"),
        ("منذ 45 دقيقة", "2026-03-11T00:45+03:00"),
        ("منذ يومين", "2026-03-09T01:30+03:00"),
        ("قبل ساعة", "2026-03-11T00:30+03:00"),
    ],
)
def test_bugs_relative_date_counts_from_the_capture(line: str, published: str) -> None:
    html = page(date=f"<span>{line}</span>")
    found = article(html, "2026-03-11T01:30+03:00")
    assert (found.published, found.published_from) == (published, "derived")
    assert article(html).published is None


@pytest.mark.issue(2)
@pytest.mark.parametrize(
    "html",
    [
        page('<meta property="article:published_time" content="2026-03-19">'),
        page(date="<div>19 مارس 2026</div>"),
        page('<link rel="canonical" href="https://a.example/2026/03/19/x">'),
        page('<meta name="date" content="2062-03-11">'),
    ],
)
def test_bugs_date_later_than_the_capture_is_refused(html: str) -> None:
    assert article(html, "2026-03-11T01:30+03:00").published is None


# 3. Links to other stories inside the text


@pytest.mark.issue(3)
@pytest.mark.parametrize(
    "inside",
    [
        '<p>وذكر أن الفحص لم ينته.<a href="/x">اقرأ أيضا: معارك قرب الصفصاف توقع ستة عشر قتيلا</a></p>',
        '<p>وذكر أن الفحص لم ينته.</p><p>اقرأ أيضاً: <a href="/x">معارك قرب الصفصاف توقع ستة عشر قتيلا</a></p>',
        '<p>وذكر أن الفحص لم ينته. شاهد أيضا: <a href="/x">معارك قرب الصفصاف توقع ستة عشر قتيلا</a></p>',
        '<p>وذكر أن الفحص لم ينته.</p><div><h4>مواضيع ذات صلة</h4><a href="/x">معارك قرب الصفصاف توقع ستة عشر قتيلا</a></div>',
        '<p>وذكر أن الفحص لم ينته.</p><blockquote><a href="/x">معارك قرب الصفصاف توقع ستة عشر قتيلا</a></blockquote>',
        '<p>وذكر أن الفحص لم ينته. حمل تطبيق الصفصاف من <a href="/x">هنا</a></p>',
    ],
)
def test_bugs_read_also_is_no_part_of_the_text(inside: str) -> None:
    found = article(page(body=TEXT + inside + "<p>وسيعلن المدير نتيجة التحقيق في مؤتمر صحفي يوم الأحد المقبل.</p>"))
    assert coded_text(found)[2:] == [
        "وذكر أن الفحص لم ينته.",
        "وسيعلن المدير نتيجة التحقيق في مؤتمر صحفي يوم الأحد المقبل.",
    ]


@pytest.mark.issue(3)
def test_bugs_read_also_makes_no_event() -> None:
    from khabar.pipeline import code

    html = page(
        body='<p>وذكر أن الفحص لم ينته.<a href="/x">اقرأ أيضا: مقتل ستة عشر مدنيا في هجوم على الصفصاف</a></p>'
        + TEXT
    )
    assert done(code(article(html)), "ASSAULT") == []


# 4. Lost, doubled and glued paragraphs

SAID = "ذكر الشيخلي للحاضرين أن المهلة انقضت، وأردف: «لن نمددها»."
NEXT = "وغادر الوفد العاصمة مساء الأربعاء بعد لقاء قصير مع الوسطاء."


@pytest.mark.issue(4)
@pytest.mark.parametrize(
    "body",
    [
        f"<table><tr><td><a href='/'>الرئيسية</a><br><a href='/s'>رياضة</a></td><td class=content><p>ذكر الشيخلي <b>للحاضرين</b> أن <i>المهلة</i> انقضت، وأردف: «لن نمددها».<p>{NEXT}</td></tr></table>",
        f"<div>{SAID}<br><br>{NEXT}</div>",
        f"<div><span>ذكر الشيخلي </span><span>للحاضرين</span> <span>أن المهلة انقضت، وأردف: </span><span>«لن نمددها».</span></div><div>{NEXT}</div>",
        f"<p>{SAID}</p><p>{NEXT}</p><div class=m><p>{SAID}</p><p>{NEXT}</p></div>",
        f"<p>ذكر <a href='/t'>الشيخلي</a>للحاضرين أن<a href='/h'> المهلة</a> انقضت، وأردف: «لن نمددها».</p><p>{NEXT}</p>",
        f"<font><p>{SAID}<br></p></font><br><center><p>{NEXT}</center>",
    ],
)
def test_bugs_paragraphs_stand_once_and_apart(body: str) -> None:
    assert coded_text(article(page(body=body))) == [SAID, NEXT]


@pytest.mark.issue(4)
@pytest.mark.parametrize(
    "word", ["و<a href='/t'>الوزير</a>", "بـ<b>الوزير</b>", "<a href='/t'>وزير</a>ة", "ال<b>وزير</b>"]
)
def test_bugs_clitics_stay_with_their_word(word: str) -> None:
    found = article(page(body=f"<p>قال المدير للصحفيين إنه التقى {word} صباح اليوم في مكتبه.</p>" + TEXT))
    whole = "".join(part.split("<")[0] for part in word.split(">"))
    assert f"التقى {whole} صباح" in found.text


# 5. Encodings and their labels

FEED = '<?xml version="1.0" encoding="{label}"?><rss version="2.0"><channel><title>الصفصاف</title><item><title>الشيخلي: المهلة لن تمدد</title><description>أكد الشيخلي أن المهلة لن تمدد بعد الجولة المقبلة.</description></item></channel></rss>'


@pytest.mark.issue(5)
@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "windows-1256"),
        ("cp1256", "utf-8"),
        ("cp1256", "windows-1256"),
        ("cp1256", "iso-8859-1"),
        ("utf-16", "utf-8"),
        ("utf-8", "iso-8859-6"),
    ],
)
def test_bugs_feed_is_read_in_the_encoding_that_it_is_in(encoding: str, label: str) -> None:
    found = list(read_feed(FEED.format(label=label).encode(encoding), "f", "f.xml", Defaults(), None))
    sources = [read_document(d) for d in found]
    (source,) = [s for s in sources if s.article is not None]
    assert source.article is not None
    assert source.article.title == "الشيخلي: المهلة لن تمدد"
    notes = [f.message for s in sources for f in s.faults if f.code == "encoding"]
    assert (notes != []) == (encoding.replace("cp1256", "windows-1256") != label)
    assert all(label in note for note in notes)


@pytest.mark.issue(5)
@pytest.mark.parametrize(
    ("read", "note"),
    [
        ("الشيخلي: المهلة لن تمدد، مهما حدث".encode().decode("cp1256"), "windows-1256"),
        ("الشيخلي: المهلة لن تمدد، مهما حدث".encode().decode("latin-1"), "windows-1252"),
        ("الشيخلي: المهلة لن تمدد، مهما حدث".encode("cp1256").decode("latin-1"), "Latin"),
        (
            "عنوان سليم ثم\n"
            + "الشيخلي: المهلة لن تمدد، مهما حدث".encode().decode("cp1252", "ignore")[:0]
            + "الشيخلي: المهلة لن تمدد، مهما حدث".encode().decode("cp1256"),
            "windows-1256",
        ),
    ],
)
def test_bugs_mojibake_is_mended_and_told(read: str, note: str) -> None:
    found = decode(read.encode())
    assert found is not None
    assert "الشيخلي: المهلة لن تمدد، مهما حدث" in found.text
    assert any(note in n for n in found.notes)


# 6. Arabic dates of feeds


@pytest.mark.issue(6)
@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("الأربعاء, 11 مارس 2026 10:30:00 +0300", "2026-03-11T10:30+03:00"),
        ("أربعاء, 11/03/2026 - 10:30", "2026-03-11T10:30"),
        ("11 آذار 2026", "2026-03-11"),
        ("Wed, 11 Mar 2026 10:30:00 +0300", "2026-03-11T10:30+03:00"),
        ("الأربعاء 11 مارس/ آذار 2026 10:30 م", "2026-03-11T22:30"),
        ("22 رمضان 1447", "2026-03-11"),
        ("2026-03-11T10:30:00Z", "2026-03-11T10:30+00:00"),
    ],
)
def test_bugs_feed_dates_in_arabic_are_read(date: str, published: str) -> None:
    feed = FEED.format(label="utf-8").replace("<description>", f"<pubDate>{date}</pubDate><description>")
    (document,) = read_feed(feed.encode(), "f", "f.xml", Defaults(), None)
    source = read_document(document)
    assert source.article is not None
    assert source.article.published == published


# 8. Bidi marks

BIDI = "\u202bقال الوزير\u202c لـ\u200fRT\u200f"


@pytest.mark.issue(8)
@pytest.mark.parametrize(
    ("text", "query"),
    [
        (BIDI, "لـRT"),
        ("\u2067الرئيس\u200e الدهماني\u2069", "الرئيس الدهماني"),
        ("في \u061cعام 2026", "عام 2026"),
        ("مدينة\u200c الطر\u00adفاء", "الطرفاء"),
    ],
)
def test_bugs_bidi_marks_hide_no_word(text: str, query: str) -> None:
    found = Folded(text).find(query)
    assert found is not None
    assert fold(text[slice(*found)]) == fold(query)


@pytest.mark.issue(8)
@pytest.mark.parametrize("kind", ["plain", "page"])
def test_bugs_bidi_marks_stay_in_the_text(kind: str) -> None:
    line = "\u202bقال الوزير\u200f إن \u2067«الهدنة»\u2069 صامدة في كل المدن، وإن المراقبين باقون.\u202c"
    found = coded(line).article if kind == "plain" else article(page(body=f"<p>{line}</p>{TEXT}"))
    assert line in found.text


# 9. Tatweel, presentation forms, visual order

SHAPED = "ﻻ ﺗﻔﺎﻭﺽ ﻣـــﻊ اﻟﺒﺮﻕ"


@pytest.mark.issue(9)
@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (SHAPED, "لا تفاوض مع البرق"),
        ("ﷲ", "الله"),
        ("الرئيـــس", "الرئيس"),
        ("اﻷﺳﺮى", "الأسرى"),
        ("ﺍﻟﻌـﺎﺻـﻤﺔ", "العاصمة"),
    ],
)
def test_bugs_shaped_letters_are_the_letters(text: str, plain: str) -> None:
    assert fold(text) == fold(plain)
    folded = Folded(text)
    assert folded.find(plain) == (0, len(text))


REVERSED = "وصل الوفد إلى العاصمة صباح اليوم، وعقد لقاء مع وزيرة الخارجية في مقر الوزارة."


@pytest.mark.issue(9)
@pytest.mark.parametrize("how", ["plain", "lines", "page", "words"])
def test_bugs_visual_order_is_refused(how: str) -> None:
    back = REVERSED[::-1]
    if how == "words":
        back = " ".join(word[::-1] for word in REVERSED.split())
    faults: list[Fault]
    if how == "page":
        _, faults = read_html(
            page(body=f"<p>{escape(back)}</p><p>{escape(back)}</p>").replace(
                "فتح الأرصفة أمام السفن الصغيرة", "ةعيرسلا نفسلا مامأ ةفصرألا حتف"
            )
        )
    else:
        from khabar.read.text import read_text

        _, faults = read_text("\n".join([back] * 2) if how == "lines" else back)
    assert [f.code for f in faults] == ["visual_order"]
    assert "visual order" in faults[0].message


@pytest.mark.issue(9)
def test_bugs_visual_order_is_no_input_for_the_coder(tmp_path: Path) -> None:
    from khabar.read.inputs import read_inputs

    (tmp_path / "pdf.txt").write_text(REVERSED[::-1], "utf-8")
    (source,) = read_inputs([tmp_path / "pdf.txt"])
    assert source.article is None
    assert source.unread


# 20. Names in pieces


@pytest.mark.issue(20)
@pytest.mark.parametrize("name", ["تل قره شاغ", "وادي عين الصفا", "بيت أم الزيتون", "رأس الشيخ نعمان"])
def test_bugs_a_place_of_many_words_is_one(name: str, tmp_path: Path) -> None:
    rows = f"name_ar\tname_en\tkind\tcountry\n{name}\tX\tcity\tIRQ\n"
    (tmp_path / "places.tsv").write_text(rows, "utf-8")
    from khabar.pipeline import code
    from khabar.read.text import read_text

    record = code(
        read_text(f"معارك {name} متواصلة منذ أسبوع بين الجيش والمسلحين.", published="2026-03-11")[0],
        folder=str(tmp_path),
    )
    assert [p.text for p in record.places] == [name]
