"""The article, statement and paste pages as a program sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import msgspec
import pytest

from khabar import code_text, open_store
from khabar.model import Record
from khabar.serve import pasting
from khabar.serve.article_texts import ARTICLE
from khabar.serve.article_view import LISTED, Asked, article_page
from khabar.serve.pasting import Paste, Pastes
from khabar.serve.reader import Reader
from khabar.serve.settings import Settings
from khabar.serve.tellings import quotation, web_link
from tests.conftest import ROOT
from tests.serving import SECRET, client, csrf

TEXT = """محادثات حول المياه

قال وزير الري المصري سامح البدري أمس في القاهرة: "لن نفرط في حقوقنا".

ونفى الوزير أن تكون حكومته قد طلبت قرضا من ليبيا.
"""
AR = Reader(lang="ar")
EVIL = '<script>window.hacked=1</script><img src=x onerror="window.hacked=1">'


@pytest.fixture(scope="module")
def record() -> Record:
    return code_text(TEXT, published="2024-05-06", outlet="صحيفة المدى الجديد", url="https://example.org/water", id="water")


@pytest.fixture
def db(tmp_path: Path, record: Record) -> Path:
    with open_store(tmp_path / "news.db") as store:
        store.add(record)
    return tmp_path / "news.db"


@pytest.fixture
def web(db: Path) -> Iterator[Any]:
    with client(db, lang="ar") as browser:
        yield browser


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A client of one application for all that is pasted: its coder is started once."""
    with client(tmp_path_factory.mktemp("paper") / "news.db", lang="ar") as browser:
        yield browser


def text_of(page: str) -> str:
    """The article's text as the page's elements hold it, hidden signs left out."""
    body = page.partition('<div class="text"')[2].partition("</div>")[0]
    return unescape(re.sub(r"<[^>]*>", "", body.partition(">")[2])).replace("\n\n\n", "\n\n")


def test_article_shows_the_text_and_every_record(web: Any, record: Record) -> None:
    page = web.get(f"/article/{record.article.id}").text
    assert all(word in text_of(page) for word in TEXT.split())
    ids = {i.id for i in (*record.statements, *record.events)} | {a.key for a in record.actors}
    assert ids <= set(re.findall(r'data-id="([^"]+)"', page))
    assert 'id="s1"' in page and "s1:content" in page and "s1:cue" in page and "s1:speaker" in page


def test_article_denied_words_stand_with_their_cue(web: Any, record: Record) -> None:
    denied = next(s for s in record.statements if s.voice == "deny")
    page = web.get(f"/article/{record.article.id}").text
    card = page.partition(f'id="r-{denied.id}"')[2].partition("</li>")[0]
    lead = card.partition('class="rec__lead"')[2]
    assert denied.cue is not None
    assert lead.index(denied.cue.text) < lead.index(denied.content.text)
    assert denied.cue.text in web.get(f"/statement/{denied.uid}").text


@pytest.mark.parametrize(("lang", "heading"), [("ar", "التصريحات"), ("en", "Statements")])
def test_article_speaks_both_languages(web: Any, record: Record, lang: str, heading: str) -> None:
    page = web.get(f"/article/{record.article.id}?lang={lang}")
    assert heading in page.text
    assert page.headers["content-language"] == lang


def test_article_why_is_the_prose_of_explain(web: Any, record: Record) -> None:
    answer = web.get(f"/article/{record.article.id}/why/s1?lang=en", headers={"X-Part": "1"})
    assert "is said to have said" in answer.text
    assert "<html" not in answer.text
    assert web.get(f"/article/{record.article.id}/why/s99").status_code == 404


def test_article_that_is_none_is_told(web: Any) -> None:
    assert [web.get(f"{path}").status_code for path in ("/article/nix", "/statement/nix", "/article/nix/why/s1", "/article/nix/correct/s1")] == [404] * 4


def test_article_filters_stand_in_the_address(record: Record) -> None:
    page = article_page(record, AR, Asked(kinds=("statement",), speaker=record.statements[0].speaker[0]))
    shown = [c for _, group in page.groups for c in group if page.asked.wants(c)]
    assert shown and {c.kind for c in shown} == {"statement"}
    assert len(shown) < sum(len(group) for _, group in page.groups)


def test_article_words_are_all_said_somewhere() -> None:
    folder = ROOT / "src" / "khabar" / "serve"
    said = "".join(p.read_text("utf-8") for p in (*folder.glob("*.py"), *folder.glob("templates/*.html")) if p.name != "article_texts.py")
    built = ("action_", "state_", "taken_", "asks_")
    assert [key for key in ARTICLE if not re.search(f"[\"']{re.escape(key)}[\"']", said) and not key.startswith(built)] == []


# -- corrections
def sent(web: Any, path: str, **fields: str) -> Any:
    token = csrf(web.get("/login").text)
    return web.post(path, data={"csrf": token, **fields})


def test_article_a_correction_is_kept_signed_and_undone(web: Any, db: Path, record: Record) -> None:
    base = f"/article/{record.article.id}"
    answer = sent(web, f"{base}/correct", record="s1", action="change", type="indirect", reason="سبب", by="ليلى")
    assert answer.status_code == 303
    assert answer.headers["location"].endswith("#s1")
    with open_store(db) as store:
        kept = store.corrections(record.article.id)
        assert [(c.by, c.action, c.changes.type, c.reason) for c in kept] == [("ليلى", "change", "indirect", "سبب")]
        assert store.corrected(record.article.id).record.statements[0].type == "indirect"
    assert "ليلى" in web.get(base).text
    assert sent(web, f"{base}/undo").headers["location"].startswith(f"{base}?said=undone")
    with open_store(db) as store:
        assert store.corrected(record.article.id).record.statements[0].type == record.statements[0].type


def test_article_words_that_were_missed_are_added(web: Any, db: Path, record: Record) -> None:
    start = record.article.text.index("محادثات")
    answer = sent(
        web, f"/article/{record.article.id}/correct", action="add", kind="event", start=str(start), end=str(start + len("محادثات حول المياه ")), type="CONSULT",
        mode="REQUEST/meet", actors="سامح البدري، وفد زائر|people|LBY", status="actual",
    )  # fmt: skip
    assert answer.status_code == 303
    with open_store(db) as store:
        now = store.corrected(record.article.id).record
    new = now.events[-1]
    assert (new.evidence.text, new.type, new.mode) == ("محادثات حول المياه", "CONSULT", None)
    assert [a.name_ar for a in now.actors if a.key in new.actors] == ["سامح البدري", "وفد زائر"]


@pytest.mark.parametrize(
    "fields",
    [
        {"record": "s1", "action": "change"}, {"record": "s99", "action": "accept"}, {"record": "s1", "action": "change", "type": "loud"},
        {"record": "s1", "action": "change", "start": "5", "end": "99999"}, {"action": "add", "kind": "event", "start": "3", "end": "3"}, {"action": "dance"},
    ],
)  # fmt: skip
def test_article_a_correction_that_makes_no_sense_is_refused(web: Any, db: Path, record: Record, fields: dict[str, str]) -> None:
    answer = sent(web, f"/article/{record.article.id}/correct", **fields)
    assert answer.status_code == 422
    with open_store(db) as store:
        assert store.corrections(record.article.id) == []


def test_article_corrections_need_the_form_of_this_server(web: Any, record: Record) -> None:
    path = f"/article/{record.article.id}/correct"
    web.get("/login")
    assert web.post(path, data={"record": "s1", "action": "accept"}).status_code == 403
    assert web.post(path, data={"record": "s1", "action": "accept"}, headers={"Origin": "https://evil.example"}).status_code == 403


# -- the statement
def test_statement_quotation_is_only_of_marked_words(record: Record) -> None:
    said = record.statements[0]
    assert said.verbatim == "marked"
    lines = quotation(record, said, AR).split("\n")
    assert lines == ["«لن نفرط في حقوقنا»", "— سامح البدري، وزير الري المصري", "صحيفة المدى الجديد، 6 مايو 2024", "https://example.org/water"]
    others = [s for s in record.statements if s.verbatim != "marked"]
    assert others and [quotation(record, s, AR) for s in others] == [""] * len(others)


def test_statement_only_own_words_stand_in_quotation_marks(web: Any, record: Record) -> None:
    page = web.get(f"/article/{record.article.id}").text
    for s in record.statements:
        lead = page.partition(f'id="r-{s.id}"')[2].partition("</summary>")[0]
        assert ("<q " in lead) == (s.verbatim == "marked"), s.id
        assert ("words--told" in lead) == (s.verbatim != "marked"), s.id
    assert {s.verbatim == "marked" for s in record.statements} == {True, False}


def test_statement_parts_that_are_own_words_are_offered_as_they_stand(record: Record) -> None:
    mixed = code_text('قال وزير الري المصري سامح البدري إن بلاده "لن تفرط أبدا في حقوقها" مهما طال الأمد.', published="2024-05-06", outlet="صحيفة المدى")
    said = mixed.statements[0]
    assert said.type == "mixed"
    assert quotation(mixed, said, AR).split("\n")[0] == "«لن تفرط أبدا في حقوقها»"


# -- claims and plans
CLAIMED = """قال المتحدث باسم الحركة سمير الوداني إن الجيش السوداني قصف مدينة الفاشر وقتل سبعة مدنيين.

ونفى وزير الخارجية السوداني هاشم البدوي أن تكون قواته قد قصفت المدينة.

وأعلن البدوي أن وفدا سودانيا سيزور القاهرة الأسبوع المقبل.
"""


def test_article_cards_tell_whose_word_an_event_is_who_denies_it_and_what_is_planned() -> None:
    coded = code_text(CLAIMED, published="2024-05-10", outlet="صحيفة الميزان")
    cards = {c.id: c for _, group in article_page(coded, AR).groups for c in group}
    raid = next(e for e in coded.events if e.attribution == "contested")
    denier = next(e for e in coded.events if e.denial_of == raid.id)
    facts = {e.id: {f.label: f for f in cards[e.id].facts} for e in coded.events}
    assert "مختلف فيه" in cards[raid.id].badges
    assert cards[raid.id].denied == "ونفى"
    assert [link.id for link in facts[raid.id]["denied_in"].links] == [denier.id]
    assert [link.id for link in facts[denier.id]["denial_of"].links] == [raid.id]
    plan = next(e for e in coded.events if e.planned)
    assert "ما سيأتي" in cards[plan.id].badges
    assert facts[plan.id]["planned"].note == "تشاور · أسبوع 13 مايو 2024 · القاهرة (مصر)"


def test_article_cards_tell_the_side_of_an_actor() -> None:
    coded = code_text("أعلنت جماعة أنصار الله في صنعاء أنها أسقطت طائرة مسيرة.", published="2024-05-10", outlet="صحيفة الميزان")
    actor = next(a for a in coded.actors if a.authority)
    card = next(c for _, group in article_page(coded, Reader(lang="en")).groups for c in group if c.id == actor.key)
    assert next(f.note for f in card.facts if f.label == "authority") == "Sanaa authorities (Ansar Allah)"


def test_statement_denied_words_are_quoted_with_their_cue(record: Record) -> None:
    said = msgspec.structs.replace(record.statements[0], voice="deny")
    changed = msgspec.structs.replace(record, statements=[said])
    assert said.cue is not None
    assert quotation(changed, said, AR).startswith(f"{said.cue.text}: «")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", " javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a b", "", None])
def test_statement_only_addresses_of_the_web_are_links(url: str | None) -> None:
    assert web_link(url) == ""


# -- pasting
def test_paste_text_is_coded_and_asks_for_what_it_lacks(paper: Any) -> None:
    page = sent(paper, "/paste", text=TEXT).text
    assert "s1:content" in page
    assert all(f'name="{name}"' in page for name in ("published", "outlet", "url"))
    assert "لم يحفظ بعد" in page


def test_paste_is_stored_when_told(paper: Any) -> None:
    page = sent(paper, "/paste", text=TEXT.replace("\n", "\r\n")).text
    token = re.search(r'action="/paste/([^"]+)"', page)
    assert token is not None
    answer = sent(paper, f"/paste/{token[1]}", act="store", number="0", published="2024-05-07", outlet="إذاعة الوادي")
    assert answer.status_code == 303
    with paper.app.state.serving.stores.lent() as store:
        kept = store.record(store.ids()[-1]).article
        captures = store.captures(kept.id)
    assert (kept.text, kept.published, kept.outlet) == (TEXT, "2024-05-07", "إذاعة الوادي")
    assert answer.headers["location"].startswith(f"/article/{kept.id}")
    assert [c.method for c in captures] == ["paste"]


def test_paste_file_is_read_as_every_file(paper: Any) -> None:
    html = f"<html><body><article><h1>عنوان</h1><p>{TEXT}</p></article></body></html>"
    token = csrf(paper.get("/login").text)
    page = paper.post("/paste", data={"csrf": token, "text": ""}, files={"file": ("page.html", html.encode(), "text/html")})
    assert page.status_code == 200
    assert "s1:content" in page.text
    binary = paper.post("/paste", data={"csrf": token}, files={"file": ("../../etc/x.bin", bytes(range(256)) * 20, "application/x")})
    assert binary.status_code == 200
    assert "data-result" in binary.text and "/tmp" not in binary.text


def test_paste_nothing_or_a_wrong_date_is_told(paper: Any) -> None:
    assert sent(paper, "/paste", text="  ").status_code == 422
    answer = sent(paper, "/paste", text=TEXT, published="yesterday")
    assert answer.status_code == 422
    assert "لن نفرط في حقوقنا" in answer.text  # what was pasted is not lost


def test_paste_that_is_no_longer_held_is_told(paper: Any) -> None:
    assert sent(paper, "/paste/nix", act="store").status_code == 410
    assert paper.get("/paste/nix/why/0/s1").status_code == 404


def test_paste_holds_only_the_last() -> None:
    held = Pastes(held=2, bytes=100)
    first, second, third = (held.keep(Paste(data=b"x" * 30, name="")) for _ in range(3))
    assert [held.get(t) is not None for t in (first, second, third)] == [False, True, True]
    held.keep(Paste(data=b"x" * 90, name=""))
    assert held.get(second) is None


@pytest.mark.parametrize(("name", "safe"), [("../../a b.txt", "a b.txt"), ("C:\\x\\خبر.html", "خبر.html"), ("..", "paste.txt"), ("a\x00<b>.txt", "a_b_.txt")])
def test_paste_names_of_files_hold_no_folders(name: str, safe: str) -> None:
    assert pasting.safe_name(name) == safe


def test_paste_readers_may_not_store(db: Path, tmp_path: Path) -> None:
    from khabar.serve.access import add_token

    token = add_token(tmp_path / "tokens.tsv", "قارئ", "reader")
    with client(db, Settings(secret=SECRET, link=False, token_file=tmp_path / "tokens.tsv")) as web:
        key = {"Authorization": f"Bearer {token}"}
        web.app.state.pastes = Pastes()
        held = web.app.state.pastes.keep(pasting.code_paste(Paste(data=TEXT.encode(), name="")))
        assert web.post(f"/paste/{held}", data={"act": "store"}, headers=key).status_code == 403
        assert "is said to have said" in web.get(f"/paste/{held}/why/0/s1?lang=en", headers=key).text
        assert web.get("/paste").headers["location"].startswith("/login")


# -- hostile articles
@pytest.mark.parametrize("hostile", [EVIL, '"><svg onload=1>', "{{ 7*7 }}{% raw %}", "</span></div><h1>", "\u202e\u2066\u200b\x00\ufffe"])
def test_article_hostile_text_stays_text(tmp_path: Path, paper: Any, hostile: str) -> None:
    text = f"{hostile} عنوان\n\nقال وزير الري {hostile} سامح البدري إن {hostile} الأمر «{hostile} خطير»."
    with open_store(tmp_path / "x.db") as store:
        record = code_text(text, published="2024-05-06", outlet=hostile, url=f"javascript:{hostile}", id="x")
        store.add(msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, title=hostile, author=hostile)))
    with client(tmp_path / "x.db", lang="ar") as web:
        pages = [web.get(f"/article/{record.article.id}{rest}") for rest in ("", "/why/s1", "/correct/s1")]
        pages += [web.get(f"/statement/{s.uid}") for s in record.statements] + [sent(paper, "/paste", text=text)]
    for page in pages:
        assert page.status_code == 200
        assert "<script>" not in page.text and "onerror=\"" not in page.text and "<svg onload" not in page.text
        assert 'href="javascript' not in page.text.lower()
        assert not re.search("[\u202e\u2066\x00]", page.text)


def test_article_of_five_megabytes_and_ten_thousand_records_comes_in_pieces(record: Record) -> None:
    text = "قال الوزير إن الأمر قيد الدرس. " * 90_000
    one = record.statements[0]
    statements = [
        msgspec.structs.replace(one, id=f"s{n}", uid=f"u{n}", cue=None, speaker_span=None, content=msgspec.structs.replace(one.content, start=n * 25, end=n * 25 + 900), parts=[])
        for n in range(10_000)
    ]  # fmt: skip
    huge = msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, text=text, blocks=[]), statements=statements, events=[], mentions=[])
    page = article_page(huge, AR)
    assert page.pieces > 40
    assert (page.listed, page.there > LISTED, page.undrawn > 0) == (LISTED, True, True)
    held = article_page(huge, AR, Asked(record="s9000"))
    assert held.piece > 1 and held.record is huge
