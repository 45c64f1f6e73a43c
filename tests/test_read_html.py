"""Parts of a page: titles, outlets, sections, hidden and preformatted text, dates in odd places, broken pages."""

from __future__ import annotations

import time
from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.model import Article
from khabar.read.html import read_html
from khabar.read.pagedata import outlet_of_title

SAID = [
    "قال مدير المرفأ نادر العلواني إن الأرصفة ستفتح يوم السبت أمام السفن الصغيرة والكبيرة.",
    "وأضاف أن العمال سيعودون إلى العمل صباح الأحد بعد إجازة قصيرة فرضها الطقس.",
    "وكانت الإدارة قد أغلقت الأرصفة قبل أسبوع بسبب ارتفاع الموج وتعطل الرافعات الثلاث.",
    "وطالبت نقابة العمال بصرف بدل مخاطر لكل من بقي في الميناء أيام العاصفة.",
]
TITLE = "فتح أرصفة المرفأ أمام السفن"


def article(body: str, head: str = f"<title>{TITLE}</title>", **known: str) -> Article:
    found, faults = read_html(f"<html><head>{head}</head><body>{body}</body></html>", **known)  # type: ignore[arg-type]
    assert found is not None, faults
    return found


def paragraphs(found: Article) -> list[str]:
    return [found.text[b.start : b.end].strip() for b in found.blocks if b.kind == "paragraph"]


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<p>{p}</p>" for p in SAID),
        "<pre>" + "\n\n".join(fill(p, 50) for p in SAID) + "</pre>",
        "<div>" + "\n\n".join(SAID) + "</div>",
        '<div>اقرأ النص</div><div style="display:none">' + "".join(f"<p>{p}</p>" for p in SAID) + "</div>",
        "".join(f"<section><p>{p}</p></section>" for p in SAID),
        "<ul>" + "".join(f"<li>{p}</li>" for p in SAID) + "</ul>",
        "<font>" + "<br>".join(SAID) + "</font>",
        "".join(f"<span>{p}</span><br/>" for p in SAID),
        "".join(f"<h4>{p}</h4>" for p in SAID),
        "".join(f"<p><strong>{p}</strong></p>" for p in SAID),
        "".join(f"<div><div><div>{p}</div></div></div>" for p in SAID),
        "".join(f"<div class='elementor-widget widget-text'><div><p>{p}</p></div></div>" for p in SAID),
        "<div class='page-with-sidebar share-wrap'>" + "".join(f"<p>{p}</p>" for p in SAID) + "</div>",
        "<table><tr>" + "".join(f"<td>{p}</td></tr><tr>" for p in SAID) + "</tr></table>",
    ],
)
def test_html_text_in_any_build(body: str) -> None:
    assert paragraphs(article(f"<h1>{TITLE}</h1>{body}")) == SAID


BODY = "".join(f"<p>{p}</p>" for p in SAID)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (f"<title>{TITLE} - المرساة</title>", f"<h1>المرساة</h1><h2>{TITLE}</h2>", TITLE),
        ("<title>خبر آخر تماما من صفحة أخرى</title>", f"<div><h3>{TITLE}</h3></div>", TITLE),
        (
            f'<meta property="og:title" content="المرساة - {TITLE}"><meta property="og:site_name" content="المرساة">',
            "",
            TITLE,
        ),
        (f"<title>{TITLE} | المرساة</title>", "", TITLE),
        (
            f'<meta property="og:title" content="{TITLE}">',
            "<h1>أخبار</h1><h3><a href='/1'>خبر عن شيء لا صلة له بما هنا</a></h3>",
            TITLE,
        ),
        (f'<meta property="og:title" content="{TITLE}">', f"<div class='big'>{TITLE}</div>", TITLE),
    ],
)
def test_html_title(head: str, body: str, title: str) -> None:
    found = article(f"{body}<div>{BODY}</div>", head)
    assert found.title == title
    titles = [found.text[b.start : b.end].strip() for b in found.blocks if b.kind == "title"]
    assert titles == [title]


@pytest.mark.parametrize(
    ("window", "outlet"),
    [
        (f"{TITLE} - صحيفة المرسى", "صحيفة المرسى"), (f"صحيفة المرسى :: {TITLE}", "صحيفة المرسى"), (f"{TITLE} | سياسة | صحيفة المرسى", "صحيفة المرسى"),
        (TITLE, None), ("شيء آخر", None), (None, None),
    ],
)  # fmt: skip
def test_html_outlet_of_the_window_title(window: str | None, outlet: str | None) -> None:
    assert outlet_of_title(window, TITLE) == outlet


def test_html_metadata_of_many_kinds() -> None:
    head = (
        '<meta property="og:site_name" content="AlMarsa"><script type="application/ld+json">{"@graph":[{"@type":"BreadcrumbList","itemListElement":'
        '[{"name":"الرئيسية"},{"name":"اقتصاد"},{"item":{"name":"الخبر"}}]},{"@type":"NewsArticle","headline":"' + TITLE + '","author":{"name":"ليان درويش"},'
        '"datePublished":"2026-03-11T10:30:00+0300","publisher":{"name":"المرساة"}},]}</script><script type="application/ld+json">{"@type":"NewsArticle","headline":"'
        + TITLE + '","author":{"name":"ليان درويش"},"datePublished":"2026-03-11T10:30:00+0300","publisher":{"name":"المرساة"},"articleSection":["اقتصاد"]}</script>'
        '<link rel="canonical" href="/n/7">'
    )  # fmt: skip
    found = article(f"<h1>{TITLE}</h1>{BODY}", head, url="https://a.example/x?y=1")
    assert (found.outlet, found.author, found.section) == ("المرساة", "ليان درويش", "اقتصاد")
    assert (found.url, found.published, found.published_from) == (
        "https://a.example/n/7",
        "2026-03-11T10:30+03:00",
        "metadata",
    )


def test_html_what_the_caller_knows_wins() -> None:
    found = article(f"<h1>{TITLE}</h1><div>11 مارس 2026</div>{BODY}", published="2020-05-06", outlet="أخرى")
    assert (found.published, found.published_from, found.outlet) == ("2020-05-06", "option", "أخرى")


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="created" content="12 March 2021">',
        '<meta name="bt:pubdate" content="2021-03-12T00:00:00Z">',
        '<meta name="DC.date.issued" content="20210312">',
    ],
)
def test_html_dates_in_rare_fields(head: str) -> None:
    found = article(f"<h1>{TITLE}</h1>{BODY}", head)
    assert (found.published or "")[:10] == "2021-03-12"


def test_html_date_of_a_time_element() -> None:
    told = '<time datetime="2026-03-11T10:30:00+03:00">قبل ساعتين</time>'
    assert article(f"<h1>{TITLE}</h1>{told}{BODY}").published == "2026-03-11T10:30+03:00"
    below = article(f"<h1>{TITLE}</h1>{BODY}<div class='related'><a href='/1'>خبر آخر</a>{told}</div>")
    assert below.published is None


@pytest.mark.parametrize(
    ("words", "paid"),
    [
        ("هذا المحتوى للمشتركين فقط", True), ("اشترك الآن لمتابعة القراءة", True), ("لقراءة المقال كاملا يرجى الاشتراك أو تسجيل الدخول كمشترك", True),
        ("اشترك في نشرتنا البريدية لمتابعة آخر الأخبار", False), ("اشترك في قناتنا ليصلك كل جديد", False), ("قال المشترك في الدورة إن المحتوى مفيد", False),
    ],
)  # fmt: skip
def test_html_page_for_subscribers(words: str, paid: bool) -> None:
    found, faults = read_html(
        f"<title>{TITLE}</title><h1>{TITLE}</h1><p>{SAID[0]}</p><p>{SAID[1]}</p><div>{words}</div>"
    )
    assert found is not None
    assert [f.code for f in faults] == (["paywall"] if paid else [])


def test_html_words_beside_a_picture_are_its_caption() -> None:
    first = "<div><img src=a.jpg><p>سفينة صيد عند الرصيف الثالث صباح السبت</p></div>"
    second = f"<div><img src=b.jpg><div>رافعة معطلة في المرفأ القديم</div></div><h2>{TITLE}</h2>"
    found = article(f"<h1>{TITLE}</h1>{first}<p><img src=c.jpg>{SAID[0]}</p>{second}<p>{SAID[1]}</p>")
    assert [b.kind for b in found.blocks] == ["title", "caption", "paragraph", "caption", "paragraph"]


def test_html_of_several_stories_the_others_are_related() -> None:
    other = "".join(f"<p>{p.replace('المرفأ', 'السوق').replace('الميناء', 'السوق')}</p>" for p in SAID * 2)
    found = article(
        f"<article><h1>{TITLE}</h1>{BODY}</article><article><h1>خبر آخر عن السوق القديم</h1>{other}</article>"
    )
    kinds = [(b.kind, "السوق" in found.text[b.start : b.end]) for b in found.blocks]
    assert kinds[:5] == [("title", False)] + [("paragraph", False)] * 4
    assert ("related", True) in kinds
    assert {kind for kind, _ in kinds[5:]} == {"related"}


def test_html_teasers_of_other_stories_are_no_text() -> None:
    teasers = "".join(
        f"<h4><a href='/{n}'>خبر آخر رقم {n} من المدينة القديمة</a></h4><p>وفي السوق القديم {p}</p>"
        for n, p in enumerate(SAID)
    )
    assert (
        paragraphs(article(f"<div><h1>{TITLE}</h1><p>{SAID[0]}</p><p>{SAID[1]}</p></div><div>{teasers}</div>"))
        == SAID[:2]
    )
    assert paragraphs(article(f"<div><h1>{TITLE}</h1>{BODY}{teasers}</div>")) == SAID


def test_html_lines_that_read_like_no_prose_are_found_by_the_second_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        "أول السطر قصير بلا نقطة",
        "ثم سطر آخر مثله في الطول",
        "وبعده ثالث عن الميناء والسفن",
        "ورابع يقول إن الموج عال",
    ]
    lines += ["وخامس عن العمال والرافعات", "وسادس يختم ما سبق من كلام"]
    page = (
        f"<h1>{TITLE}</h1><div>"
        + "".join(f"<p>{line}</p>" for line in lines)
        + "</div><ul><li><a href='/1'>خبر آخر</a></li></ul>"
    )
    assert paragraphs(article(page)) == lines
    monkeypatch.setattr("khabar.read.html._core", lambda tree: "")
    assert read_html(page)[0] is None


def test_html_teasers_below_a_video_are_no_text() -> None:
    teasers = "".join(f"<h4><a href='/{n}'>خبر آخر رقم {n} من المدينة</a></h4><p>{p}</p>" for n, p in enumerate(SAID))
    for name in ("related-news", "widget"):
        page = f"<h1>{TITLE}</h1><video></video><div class='{name}'>{teasers}</div>"
        found, faults = read_html(f"<title>{TITLE}</title>{page}")
        assert found is None or paragraphs(found) == []
        assert faults


def test_html_paragraphs_that_end_in_dots_are_no_list() -> None:
    dotted = [p[:-1] + ".." for p in SAID]
    assert paragraphs(article(f"<h1>{TITLE}</h1>" + "".join(f"<p>{p}</p>" for p in dotted))) == dotted


@pytest.mark.parametrize(("path", "read"), [("", False), ("/", False), ("/ar/", False), ("/n/7", True)])
def test_html_front_page_is_a_list(path: str, read: bool) -> None:
    links = "".join(f"<h3><a href='/{n}'>خبر آخر رقم {n} من المدينة القديمة</a></h3>" for n in range(9))
    found, _ = read_html(f"<h1>{TITLE}</h1>{BODY}<div>{links}</div>", url=f"https://a.example{path}")
    assert (found is not None) == read


def test_html_address_that_is_none_does_no_harm() -> None:
    assert article(f"<h1>{TITLE}</h1>{BODY}", url="http://[x").title == TITLE


def test_html_quotes_of_networks_are_embeds() -> None:
    tweet = "<blockquote class='twitter-tweet'><p>نلتقي غدا في الميناء عند الساعة التاسعة صباحا.</p>&mdash; نادر (@nader) March 1</blockquote>"
    found = article(f"<h1>{TITLE}</h1><p>{SAID[0]}</p>{tweet}<p>{SAID[1]}</p>")
    assert [b.kind for b in found.blocks] == ["title", "paragraph", "embed", "embed", "paragraph"]


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("", "no_article"),
        ("<html></html>", "no_article"),
        ("<html><body><p>نص</p></body></html>", "no_article"),
        ("<title>خبر</title>", "no_article"),
        ("<?xml version='1.0'?>", "no_article"),
    ],
)
def test_html_pages_of_nothing(html: str, code: str) -> None:
    found, faults = read_html(html)
    assert found is None
    assert [f.code for f in faults] == [code]


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class=related>",
                "</div>",
                "<br>",
                "<a href='http://[x'>",
                "</a>",
                "<h1>",
                "<article>",
                "</article>",
                "<table>",
                "<td>",
                "<time datetime='9'>",
                "<pre>",
                SAID[0],
                TITLE,
                "\n\n",
                "<li>",
                "&nbsp;",
                "\u202b",
                "<script>",
                "{",
                "11 آذار 2026",
            ]
        ),
        max_size=40,
    )
)
def test_html_any_page_is_read_or_refused(parts: list[str]) -> None:
    found, faults = read_html("".join(parts), fetched="2026-03-11T09:00:00Z")
    assert found is not None or faults
    if found is not None:
        assert [b.start for b in found.blocks] == [0, *(b.end for b in found.blocks[:-1])]
        assert found.blocks[-1].end == len(found.text)


@pytest.mark.parametrize(
    "html",
    [
        "<div>نص طويل هنا " * 5000,
        "<p>" + "سطر قصير<br>" * 10_000,
        "<a href=x>" * 5000 + "نص",
        "<p>" + "كلمة " * 100_000,
        "<table><tr><td>" * 2000 + "نص",
    ],
)
def test_html_huge_and_deep_pages_take_little_time(html: str) -> None:
    began = time.perf_counter()
    read_html(html)
    assert time.perf_counter() - began < 5
