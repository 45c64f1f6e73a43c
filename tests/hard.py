"""Inputs that no newsroom writes: one thing over and over, for as many bytes as asked. Work on them may grow with their size only."""

from __future__ import annotations

import random
from collections.abc import Callable

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
PARAGRAPH = "<p>قال وزير الخارجية المصري سامر الحلواني إن بلاده ترفض التصعيد.</p>"
NEWS = "قال وزير الخارجية المصري سامر الحلواني، اليوم الاثنين، إن بلاده ترفض التصعيد.\n\n"


def words(count: int, size: int) -> list[str]:
    """Words that no table knows, each another; the same on every call."""
    chance = random.Random(count)
    return ["".join(chance.choices(LETTERS, k=size)) for _ in range(count)]


def page(body: str) -> str:
    """A page around it."""
    return f"<html><head><title>عنوان الخبر</title></head><body><article>{body}</article></body></html>"


TEXTS: dict[str, Callable[[int], str]] = {

    "open quotes": lambda n: "«"*(n//2),
    "straight quotes": lambda n: '"'*n,
    "open quotes words": lambda n: "«قال "*(n//9),
    "one word": lambda n: "كلمة"*(n//8),
    "word of waw": lambda n: "و"*(n//2),
    "clitics": lambda n: "وولبكال"*(n//14),
    "clitics spaced": lambda n: "وولبكال "*(n//15),
    "digits": lambda n: "1"*n,
    "ar digits": lambda n: "٣"*(n//2),
    "digits commas": lambda n: "1,"*(n//2),
    "digits dots": lambda n: "1."*(n//2),
    "digits slashes": lambda n: "1/"*(n//2),
    "digits spaced": lambda n: "12 "*(n//3),
    "sentence without stop": lambda n: "قال الوزير سامر الحلواني إن بلاده ترفض التصعيد "*(n//86),
    "comma": lambda n: "،"*(n//2),
    "comma words": lambda n: "كتاب، "*(n//11),
    "brackets": lambda n: "("*n,
    "bracket nest": lambda n: "قال (" * (n // 12) + ")" * (n // 12),
    "nested quotes": lambda n: "قال «إن "*(n//24)+"»"*(n//24),
    "nested quotes closed": lambda n: ("«قال الوزير \"نعم\" "*(n//33)+"»"*2),
    "names": lambda n: "سامر الحلواني "*(n//26),
    "names differ": lambda n: " ".join(words(n // 11, 5)),
    "names sentences": lambda n: "".join(f"قال الوزير {w[:5]} {w[5:]} إن بلاده ترفض التصعيد.\n\n" for w in words(n // 100, 11)),
    "same names sentences": lambda n: "التقى الوزير سامر الحلواني نظيره المصري في القاهرة.\n"*(n//90),
    "times": lambda n: "يوم الاثنين 12 مايو 2023 "*(n//40),
    "times sentences": lambda n: "يوم الاثنين 12 مايو 2023. "*(n//41),
    "ages": lambda n: "منذ ثلاثة أيام "*(n//27),
    "number words": lambda n: "ثلاثة وعشرون ألفا "*(n//33),
    "number and": lambda n: "مئة و"*(n//9),
    "short lines": lambda n: "قال\n"*(n//7),
    "short paragraphs": lambda n: "قال.\n\n"*(n//9),
    "one letter lines": lambda n: "و\n"*(n//3),
    "newlines": lambda n: "\n"*n,
    "spaces": lambda n: " "*n,
    "space lines": lambda n: " \n"*(n//2),
    "cr": lambda n: "\r"*n,
    "marks": lambda n: "\u064b"*(n//2),
    "marks on word": lambda n: "ك"+"\u064e\u0651"*(n//4),
    "combining latin": lambda n: "e"+"\u0301"*(n//2),
    "bidi": lambda n: "\u202b"*(n//3),
    "tatweel": lambda n: "ـ"*(n//2),
    "dots": lambda n: "."*n,
    "ellipses": lambda n: "قال ... "*(n//11),
    "dashes": lambda n: "- "*(n//2),
    "colons": lambda n: "قال: "*(n//9),
    "and said": lambda n: "وأضاف "*(n//11),
    "that": lambda n: "قال إن "*(n//12),
    "who": lambda n: "الذي قال "*(n//17),
    "roles": lambda n: "وزير "*(n//9),
    "roles of": lambda n: "وزير خارجية رئيس "*(n//31),
    "and words": lambda n: "ومصر "*(n//9),
    "states": lambda n: "مصر والأردن ولبنان "*(n//35),
    "places": lambda n: "في القاهرة "*(n//20),
    "prepositions": lambda n: "من "*(n//5),
    "verbs": lambda n: "قتل "*(n//7),
    "deny": lambda n: "لم ينف "*(n//13),
    "nouns": lambda n: "مقتل "*(n//9),
    "killed counts": lambda n: "مقتل 12 شخصا وإصابة 30 "*(n//40),
    "latin": lambda n: "word "*(n//5),
    "latin one": lambda n: "a"*n,
    "urls": lambda n: "https://a.example/b?c=d "*(n//24),
    "emails": lambda n: "a@b."*(n//4),
    "at": lambda n: "@"*n,
    "hash": lambda n: "#وسم "*(n//9),
    "nul": lambda n: "\0"*n,
    "emoji": lambda n: "😀"*(n//4),
    "credits": lambda n: "(رويترز) "*(n//16),
    "agencies": lambda n: "رويترز - "*(n//15),
    "read also": lambda n: "اقرأ أيضا\n"*(n//17),
    "bullets": lambda n: "• كتاب\n"*(n//12),
    "months": lambda n: "مايو/أيار "*(n//18),
    "pronoun": lambda n: "قال هو إنه "*(n//19),
    "counterpart": lambda n: "نظيره المصري "*(n//24),
    "statement cites": lambda n: "وفق مصدر أمني، "*(n//28),
    "conditional": lambda n: "إذا قال "*(n//14),
    "quote colon": lambda n: "قال: «نعم». "*(n//20),
    "quote para": lambda n: "قال: «نعم\n\n"*(n//17),
    "ranges": lambda n: "من 3 إلى 5 "*(n//17),
    "articles": lambda n: "قال وزير الخارجية المصري سامر الحلواني، اليوم الاثنين، إن بلاده ترفض التصعيد.\n\n"*(n//140),
}  # fmt: skip
"""Name → the text of about so many bytes."""

PAGES: dict[str, Callable[[int], str]] = {

    "deep div": lambda n: page("<div>"*(n//11)+"نص"+"</div>"*(n//11)),
    "deep div unclosed": lambda n: page("<div>"*(n//5)+"نص"),
    "deep b": lambda n: page("<b>"*(n//3)+"نص"),
    "deep i b": lambda n: page("<i><b>"*(n//6)+"نص"),
    "deep font": lambda n: page("<font>"*(n//6)+PARAGRAPH),
    "deep blockquote": lambda n: page("<blockquote>نص"*(n//16)),
    "deep ul": lambda n: page("<ul><li>نص"*(n//12)),
    "deep table": lambda n: page("<table><tr><td>"*(n//15)+PARAGRAPH),
    "deep span in p": lambda n: page("<p>"+"<span>نص"*(n//10)),
    "many p": lambda n: page(PARAGRAPH*(n//130)),
    "many p short": lambda n: page("<p>نص</p>"*(n//11)),
    "many br": lambda n: page("نص<br>"*(n//8)),
    "many a": lambda n: page("<a href='/x'>خبر</a> "*(n//22)),
    "many links list": lambda n: page("<ul>"+"<li><a href='/x'>خبر آخر</a></li>"*(n//40)+"</ul>"),
    "table": lambda n: page("<table>"+"<tr><td>نص</td><td>12</td></tr>"*(n//35)+"</table>"),
    "table wide": lambda n: page("<table><tr>"+"<td>نص</td>"*(n//13)+"</tr></table>"),
    "table text": lambda n: page("<table>"+f"<tr><td>{PARAGRAPH}</td></tr>"*(n//150)+"</table>"),
    "attrs": lambda n: page("<p "+"a=b "*(n//4)+">نص</p>"),
    "one attr": lambda n: page("<p class='"+"a "*(n//2)+"'>نص</p>"),
    "comments": lambda n: page("<!-- x -->"*(n//10)+PARAGRAPH),
    "comment open": lambda n: page(PARAGRAPH+"<!--"*(n//4)),
    "lt": lambda n: page(PARAGRAPH+"<"*n),
    "amp": lambda n: page(PARAGRAPH+"&"*n),
    "entities": lambda n: page("<p>"+"&#1571;"*(n//7)+"</p>"),
    "script": lambda n: page(PARAGRAPH+"<script>"+"var a = '<p>';"*(n//14)+"</script>"),
    "json ld deep": lambda n: page(PARAGRAPH+"<script type='application/ld+json'>"+"["*(n//2)+"]"*(n//2)+"</script>"),
    "json ld deep obj": lambda n: page(PARAGRAPH+"<script type='application/ld+json'>"+'{"a":'*(n//6)+"1"+"}"*(n//6)+"</script>"),
    "json ld many": lambda n: page(PARAGRAPH+"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"عنوان\"}</script>"*(n//95)),
    "json ld big": lambda n: page(PARAGRAPH+"<script type='application/ld+json'>["+",".join(['{"@type":"NewsArticle","headline":"عنوان"}']*(n//48))+"]</script>"),
    "next data": lambda n: page(PARAGRAPH+"<script>window.__STATE__ = "+'{"a":"'+"\\\""*(n//2)+'"}'+"</script>"),
    "meta": lambda n: "<html><head>"+"<meta property='og:title' content='عنوان'>"*(n//45)+"</head><body>" + PARAGRAPH * 10+"</body></html>",
    "time tags": lambda n: page("<time datetime='2024-05-06'>6 مايو 2024</time>"*(n//52)+PARAGRAPH*5),
    "dates text": lambda n: page("<p>6 مايو 2024</p>"*(n//24)+PARAGRAPH*5),
    "h tags": lambda n: page("<h1>عنوان</h1>"*(n//19)),
    "h deep": lambda n: page("<h1>"*(n//4)+"عنوان"),
    "svg": lambda n: page(PARAGRAPH+"<svg>"+"<path d='M0 0'/>"*(n//16)+"</svg>"),
    "img": lambda n: page(PARAGRAPH+"<figure><img src=x alt='صورة'><figcaption>نص الصورة</figcaption></figure>"*(n//85)),
    "iframe": lambda n: page(PARAGRAPH+"<iframe src=x></iframe>"*(n//24)),
    "whitespace": lambda n: page(PARAGRAPH+" "*n),
    "newlines": lambda n: page(PARAGRAPH+"\n"*n),
    "nested p font style": lambda n: page("<p><font><b>نص"*(n//20)),
    "select": lambda n: page("<select>"+"<option>نص"*(n//12)+"</select>"+PARAGRAPH),
    "forms": lambda n: page("<form><input>"*(n//13)+PARAGRAPH),
    "frames": lambda n: "<frameset>"*(n//10)+PARAGRAPH,
    "body again": lambda n: "<body>"*(n//6)+PARAGRAPH,
    "nul": lambda n: page("\0"*n+PARAGRAPH),
    "cdata": lambda n: page("<![CDATA["*(n//9)+PARAGRAPH),
    "doctype": lambda n: "<!DOCTYPE html>"*(n//15)+page(PARAGRAPH),
    "style": lambda n: "<html><style>"+"p{a:b}"*(n//6)+"</style><body>" + PARAGRAPH * 3,
}  # fmt: skip
"""Name → the page of about so many bytes."""
