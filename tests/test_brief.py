"""Briefings: what is new, every line with its outlet, date and words, as HTML and as a Word file, in both languages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import docx
import msgspec
import pytest
import time_machine
from lxml import html

from khabar.export.brief import Brief, brief
from khabar.export.brief_docx import write_docx
from khabar.export.brief_html import fragment, page
from khabar.export.brief_words import WORDS, word
from khabar.messages import Lang
from khabar.model import Planned, When
from khabar.store import open_store
from tests.stories import corpus, told

SINCE, UNTIL = "2026-03-01T00:00:00Z", "2026-03-12T00:00:00Z"
LANGS: tuple[Lang, ...] = ("en", "ar")


@cache
def made(lang: Lang = "ar") -> Brief:
    return brief([], corpus()[0], since=SINCE, until=UNTIL, lang=lang)


def texts() -> dict[str, str]:
    return {r.id: r.article.text for r in corpus()[0]}


@pytest.mark.parametrize("lang", LANGS)
def test_brief_every_line_leads_to_its_words(lang: Lang) -> None:
    found, articles = made(lang), texts()
    facts = {r.id: r.article for r in corpus()[0]}
    assert len(found.lines) > 50
    for line in found.lines:
        for cite in (line.cite, *line.also):
            whole = cite.before.removeprefix("… ") + cite.words + cite.after.removesuffix(" …")
            assert whole in articles[cite.record] and cite.words.strip()
            assert (cite.outlet, cite.date) == (facts[cite.record].outlet, (facts[cite.record].published or "")[:10])


def test_brief_quotation_marks_only_around_marked_own_words() -> None:
    statements = {s.uid: s for r in corpus()[0] for s in r.statements}
    own = [line for line in made().lines if line.own_words]
    assert own and all(statements[line.uid].verbatim == "marked" for line in own)
    assert all(line.said.endswith(f"«{line.quoted}»") for line in own)
    assert not any(line.said.startswith("«") for line in made().lines if not line.own_words and line.quoted and not line.quoted.startswith("«"))


def test_brief_claims_denials_and_plans_are_marked() -> None:
    marks = {m for line in made().lines for m in line.marks}
    assert {"claimed", "denied", "denial", "contested", "planned"} <= marks | {"planned"}
    denied = [line for line in made().lines if "denied" in line.marks or "denial" in line.marks]
    assert denied and all(set(line.marks) <= set(WORDS) for line in made().lines)
    plain = [line for line in made().lines if line.quoted is None and not line.marks]
    told_plainly = {e.evidence.text for r in corpus()[0] for e in r.events if e.attribution == "outlet" and e.status == "actual"}
    assert plain and all({c.words for c in (line.cite, *line.also)} & told_plainly for line in plain)


def test_brief_plan_is_no_deed() -> None:
    record = told("p", "يعتزم الجيش السوري نشر قوات في إدلب الأسبوع المقبل. وسيقصف الجيش السوري مواقع المسلحين في سراقب غدا.", "صحيفة الميناء")
    lines = [line for line in brief([], [record], since=SINCE, until=UNTIL, lang="en").lines if line.quoted is None]
    assert lines and all("planned" in line.marks for line in lines)


def test_brief_what_is_announced_is_marked() -> None:
    record = told("p", "التقى وزير الخارجية الأردني سامر الحلواني في عمان نظيره العراقي عادل الربيعي.", "صحيفة الميناء")
    to_come = Planned(type="CONSULT", date=When(value="2026-05-01", precision="day"))
    events = [msgspec.structs.replace(e, type="AGREE", planned=to_come, ceremonial=True, denial_of="e9") for e in record.events]
    lines = brief([], [msgspec.structs.replace(record, events=events)], since=SINCE, until=UNTIL, lang="en").lines
    assert [line.marks for line in lines] == [("denial", "planned", "ceremonial")] and "for \u200e2026-05-01" in lines[0].told


def test_brief_a_statement_or_event_told_by_many_stands_once() -> None:
    lines = made().lines
    assert len({line.uid for line in lines}) == len(lines)
    assert any(len({c.outlet for c in (line.cite, *line.also)}) >= 3 for line in lines)


def test_brief_only_what_is_new() -> None:
    given = [r for r in corpus()[0] if r.id.startswith("sh-")]
    assert brief(given, given, since=SINCE, until=UNTIL, lang="en").lines == []
    lines = brief([r for r in given if r.id != "sh-own"], given, since=SINCE, until=UNTIL, lang="en").lines
    new = {u for r in given if r.id == "sh-own" for u in (*(s.uid for s in r.statements), *(e.uid for e in r.events))}
    assert lines and {line.cite.record for line in lines} == {"sh-own"}
    assert {line.uid for line in lines if line.quoted is not None} <= new


def test_brief_a_copy_tells_nothing_new() -> None:
    first = next(r for r in corpus()[0] if r.id == "sh-wire")
    copy = told("again", first.article.text, "صحيفة التل")
    found = brief([first], [first, copy], since=SINCE, until=UNTIL, lang="en")
    assert not found.lines and [c.record for story in found.stories for c in story.bare] == ["again"] and found.articles == 1


@pytest.mark.parametrize("lang", LANGS)
def test_brief_html_is_whole_and_needs_nothing_else(lang: Lang) -> None:
    record = told("u", "قال وزير النقل اللبناني فارس الدبوسي: «المرفأ سيفتح & لن يغلق».", "صحيفة <الميناء>")
    record = msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, url="https://a.example/x"))
    text = page(brief([], [*corpus()[0][:4], record], since=SINCE, until=UNTIL, lang=lang))
    tree = html.fromstring(text)
    assert tree.get("dir") == ("rtl" if lang == "ar" else "ltr") and tree.get("lang") == lang
    assert not tree.xpath("//script | //link | //img") and "url(" not in text
    lines = tree.xpath("//li[@id]")
    assert all(li.xpath(".//mark") and li.xpath(".//time") for li in lines) and len(lines) == len({li.get("id") for li in lines})
    assert any("لن يغلق" in (m.text or "") and "&" in (m.text or "") for m in tree.xpath("//mark"))
    assert any(a.startswith("https://a.example/x#:~:text=") for a in tree.xpath("//a/@href"))
    assert word("heading", lang) in tree.xpath("//h1")[0].text


def test_brief_html_links_only_to_pages() -> None:
    assert fragment("https://a.example", "قال الوزير") == "https://a.example#:~:text=%D9%82%D8%A7%D9%84%20%D8%A7%D9%84%D9%88%D8%B2%D9%8A%D8%B1"
    assert fragment("https://a.example", " ".join("كلمة" for _ in range(12))).count(",") == 1
    assert fragment("https://a.example/#x", "قال") == "https://a.example/#x"


@pytest.mark.parametrize("lang", LANGS)
def test_brief_docx_is_read_again(tmp_path: Path, lang: Lang) -> None:
    found = made(lang)
    write_docx(found, tmp_path / "a.docx")
    document = docx.Document(str(tmp_path / "a.docx"))
    paragraphs = document.paragraphs
    assert paragraphs[0].text == word("heading", lang) and document.core_properties.author == "Khabar"
    words = [p.text for p in paragraphs if p.style.name == "Quote"]
    assert words == [line.cite.before + line.cite.words + line.cite.after for line in found.lines]
    assert sum(p.style.name == "List Bullet" for p in paragraphs) == len(found.lines)
    turned = [p for p in paragraphs if p._p.xpath("./w:pPr/w:bidi")]
    assert len(turned) == len([p for p in paragraphs if p.text]) if lang == "ar" else len(words) <= len(turned) < len(paragraphs)
    arabic = [r for p in paragraphs for r in p.runs if re.search("[\u0621-\u064a]", r.text)]
    assert arabic and all(r._r.xpath("./w:rPr/w:rtl") for r in arabic)


def test_cli_brief_since_and_last(run: Any, tmp_path: Path) -> None:
    db, first, second = tmp_path / "news.db", tmp_path / "a.html", tmp_path / "b.docx"
    with open_store(db) as store:
        with time_machine.travel("2026-03-10T10:00:00Z", tick=False):
            store.add(corpus()[0][0])
        with time_machine.travel("2026-03-11T10:00:00Z", tick=False):
            done = run("brief", "--last", "--db", db, "-o", first)
            assert done.code == 0 and " 0 lines" not in done.err
        with time_machine.travel("2026-03-12T10:00:00Z", tick=False):
            assert " 0 lines" in run("brief", "--last", "--db", db, "-o", second).err
            store.add(corpus()[0][1])
        with time_machine.travel("2026-03-13T10:00:00Z", tick=False):
            assert " 0 lines" not in run("brief", "--last", "--db", db, "-o", second, "--lang", "en").err
            assert "الأسطر" in run("brief", "--since", "2026-03-12", "--db", db, "-o", first, "--lang", "ar").err
    cited = html.fromstring(first.read_text("utf-8")).xpath("//li/div[@class='cite']/bdi[last()]/text()")
    assert corpus()[0][0].id not in cited
    assert docx.Document(str(second)).paragraphs


def test_cli_brief_by_watch_list(run: Any, tmp_path: Path) -> None:
    from khabar.store.desk import watch

    db = tmp_path / "news.db"
    with open_store(db) as store:
        for record in corpus()[0][:12]:
            store.add(record)
        watch(store, "port", "words", "الساحل", by="n")
    done = run("brief", "--since", "2000-01-01", "--watch", "port", "--db", db, "-o", tmp_path / "a.html")
    assert done.code == 0 and " 0 lines" not in done.err
    marks = [m.text for m in html.fromstring((tmp_path / "a.html").read_text("utf-8")).xpath("//li[@id]/details[1]//mark | //li[@id]/div//mark")]
    assert marks and all("ساحل" in m for m in marks)
    assert run("brief", "--since", "2000-01-01", "--watch", "none", "--db", db, "-o", tmp_path / "a.html").code == 2


@pytest.mark.parametrize("arguments", [(), ("--last", "--since", "2026-01-01"), ("--since", "غدا")])
def test_cli_brief_wrong_usage(run: Any, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    open_store(tmp_path / "news.db").close()
    done = run("brief", *arguments, "--db", tmp_path / "news.db", "-o", tmp_path / "a.html", "--lang", "ar")
    assert done.code == 2 and re.search("[\u0621-\u064a]", done.err)
    assert run("brief", "--last", "--db", tmp_path / "news.db", "-o", tmp_path / "a.pdf").code == 2
    assert run("brief", "--last", "--db", tmp_path / "news.db", "-o", tmp_path / "no" / "a.html").code == 1
