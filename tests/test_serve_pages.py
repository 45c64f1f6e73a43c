"""The pages without a browser: every one answers in both languages, leads to the words it rests on, and takes no article for HTML."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from khabar.link import kept
from khabar.serve import views_calendar
from khabar.store import desk, open_store
from tests.desk import HOSTILE, MINISTER, desk_db
from tests.serving import client
from tests.stories import told


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk_db(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def site(db: Path) -> Iterator[Any]:
    with client(db, lang="ar") as made:
        yield made


def story(db: Path) -> str:
    """The address of the largest story."""
    with open_store(db) as store:
        row = store.connection.execute("SELECT article FROM story_articles WHERE story = (SELECT id FROM stories ORDER BY articles DESC LIMIT 1)").fetchone()
    return f"/story/{row[0]}"


def event(db: Path, words: str) -> str:
    """The address of the event that holds these words."""
    with open_store(db) as store:
        return f"/event/{store.connection.execute('SELECT uid FROM events WHERE evidence LIKE ?', (f'%{words}%',)).fetchone()[0]}"


PATHS = (
    "/", "/search", "/search?q=" + quote("السفيرين"), "/search?kind=event&type=ASSAULT&status=actual&from=2026-04-01", "/stories", "/actors", "/actors?kind=person",
    f"/actor/{quote(MINISTER)}", f"/actor/{quote(MINISTER)}?part=said", f"/actor/{quote(MINISTER)}?part=did", "/relations", "/relations?view=map", "/relations?a=EGY&b=ETH",
    "/calendar", "/calendar?month=2026-05", "/faults", "/watch",
)  # fmt: skip


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_serve_pages_answer_in_both_languages(site: Any, path: str, lang: str) -> None:
    answer = site.get(path, headers={"accept-language": lang})
    assert answer.status_code == 200
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in answer.text
    assert " style=" not in answer.text and "<style" not in answer.text and re.search(r"<script(?! src=)", answer.text) is None
    assert len(re.findall("<h1", answer.text)) == 1
    ids = re.findall(r'\bid="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids))


def test_serve_pages_lead_to_the_words_they_rest_on(site: Any, db: Path) -> None:
    for path in (f"/actor/{quote(MINISTER)}", story(db), "/relations?a=EGY&b=ETH", "/calendar?month=2026-05", "/search?q=" + quote("السفيرين") + "&kind=statement"):
        links = re.findall(r'href="(/article/[^"#]+)#([se]\d+)"', site.get(path).text)
        assert links, path
        with open_store(db) as store:
            for address, record in links:
                found = store.corrected(address.removeprefix("/article/")).record
                assert record in {s.id for s in found.statements} | {e.id for e in found.events}


def test_serve_pages_take_no_article_for_html(site: Any, db: Path) -> None:
    shown = 0
    for path in (*PATHS, story(db), "/search?q=" + quote(HOSTILE), "/search?outlet=" + quote("<script>"), "/actors?q=" + quote(HOSTILE)):
        text = site.get(path).text
        assert "<script>document" not in text and "<img src=x" not in text and 'href="javascript' not in text
        shown += "&lt;script&gt;document" in text
    assert shown


@pytest.mark.parametrize(
    "path",
    ["/actor/nobody", "/story/none", "/event/none", "/event/ev:0", "/event/a/b/e1", "/actor/" + quote("kh:EGY:<script>", safe=""), "/search.xml"],
)
def test_serve_pages_say_what_is_not_there(site: Any, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    assert 'class="empty"' in answer.text


@pytest.mark.parametrize(
    "query",
    [
        {"q": '"', "page": "-1"}, {"q": "-بدون"}, {"q": "*", "page": "99999999999999999999"}, {"from": "2026-13-01", "to": "x"}, {"type": "'; DROP TABLE events", "status": "gone"},
        {"speaker": "EGY"}, {"actor": "kh:EGY:مصر"}, {"q": "\x00\u202e", "kind": "nothing"}, {"sort": "random", "exact": "yes"}, {"q": "ا" * 5000},
    ],
)  # fmt: skip
def test_serve_pages_search_passes_over_what_makes_no_sense(site: Any, query: dict[str, str]) -> None:
    assert site.get("/search?" + urlencode(query)).status_code == 200


def test_serve_pages_say_that_a_day_is_none(site: Any) -> None:
    assert "2026-13-01" in site.get("/search?from=2026-13-01").text
    assert 'role="alert"' in site.get("/search?from=2026-13-01").text


def test_serve_pages_keep_the_filters_in_the_address(site: Any) -> None:
    text = site.get("/search?" + urlencode({"q": "السفيرين", "kind": "statement", "outlet": "السهل", "from": "2026-04-01"})).text
    for shown in ('value="السفيرين"', 'value="السهل"', 'value="2026-04-01"', '<option value="statement" selected>'):
        assert shown in text
    assert "/search.csv?" + urlencode({"q": "السفيرين", "kind": "statement", "outlet": "السهل", "from": "2026-04-01"}).replace("&", "&amp;") in text


def test_serve_pages_export_what_is_shown(site: Any) -> None:
    asked = urlencode({"q": "السفيرين", "kind": "statement"})
    answer = site.get("/search.csv?" + asked)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    lines = [json.loads(line) for line in site.get("/search.jsonl?" + asked).text.splitlines()]
    assert answer.headers["content-type"].startswith("text/csv") and "attachment" in answer.headers["content-disposition"]
    assert len(rows) == len(lines) > 3
    assert {row["kind"] for row in rows} == {"statement"} and all("السفيرين" in row["text"] for row in rows)
    assert [row["uid"] for row in rows] == [line["uid"] for line in lines]


def test_serve_pages_export_no_formulas(tmp_path: Path) -> None:
    from tests.stories import told

    with open_store(tmp_path / "x.db") as store:
        store.add(told("x", "قالت مصر إن السلام ممكن.\n", "=HYPERLINK(1)"))
    with client(tmp_path / "x.db") as made:
        rows = list(csv.DictReader(io.StringIO(made.get("/search.csv").content.decode("utf-8-sig"))))
    assert {row["outlet"] for row in rows} == {"'=HYPERLINK(1)"}


def test_serve_pages_desk_marks_what_is_new(tmp_path: Path) -> None:
    from tests.stories import told

    db = desk_db(tmp_path)
    with client(db, lang="en") as made:
        assert "first visit" in made.get("/").text
        assert "Nothing new" in made.get("/").text
        with open_store(db) as store:
            store.add(told("fresh", "وزير يعلن موعدا\n\nقال وزير النقل اليمني سالم باحميد إن الطريق سيفتح غدا.\n", "قناة السهل", "2026-04-23T20:00"))
        again = made.get("/").text
        assert "وزير يعلن موعدا" in again and "1 article" in again
        assert "1 article" in made.get("/").text  # the visit goes on


def test_serve_pages_say_when_there_is_nothing(tmp_path: Path) -> None:
    with client(tmp_path / "empty.db", lang="en") as made:
        assert 'href="/paste"' in made.get("/").text
        for path in ("/search", "/stories", "/actors", "/relations", "/relations?view=map", "/calendar", "/faults"):
            assert made.get(path).status_code == 200


def test_serve_pages_say_that_stories_are_being_put_together(tmp_path: Path) -> None:
    from tests.stories import told

    with open_store(tmp_path / "new.db") as store:
        store.add(told("one", "قالت مصر إن السلام ممكن.\n", "قناة السهل"))
    with client(tmp_path / "new.db", lang="en") as made:
        assert "being put together" in made.get("/").text
        assert made.get("/actor/" + quote("kh:EGY:مصر")).status_code == 200


def test_serve_pages_choices_are_remembered(db: Path) -> None:
    with client(db, lang="ar") as made:
        made.get("/?theme=dark&digits=arabic&lang=en")
        text = made.get("/search").text
        assert 'data-theme="dark"' in text and 'lang="en"' in text
        assert "٢٣ April ٢٠٢٦" in made.get("/").text
        assert 'data-theme="light"' in made.get("/?theme=light").text


def test_serve_pages_event_shows_every_report_and_figure(site: Any, db: Path) -> None:
    text = site.get(event(db, "ستة أشخاص")).text
    assert text.count('class="words"') >= 4
    assert "الحصيلة" in text and "5–6" in text
    assert "مختلف فيه" in text


def test_serve_pages_relations_count_no_plan_and_no_claim(site: Any) -> None:
    text = site.get("/relations?" + urlencode({"a": "TUR", "b": "LBY"})).text
    counted, _, rest = text.partition("لا يعد: ")
    assert "ستسحب جزءا من قواتها" in rest and "ستسحب جزءا من قواتها" not in counted


def test_serve_pages_calendar_holds_plans_by_their_day(site: Any) -> None:
    text = site.get("/calendar?month=2026-05").text
    assert 'id="d2026-05-20"' in text and "مناورات بحرية" in text
    assert 'id="d2026-04' not in text
    assert site.get("/calendar?month=20x6-99").status_code == 200


def test_serve_pages_calendar_holds_what_is_announced_for_a_week_in_the_month_of_its_monday(tmp_path: Path) -> None:
    text = "أعلن وزير الخارجية المصري نبيل العشري أن وفدا مصريا سيزور الخرطوم الأسبوع المقبل."
    with open_store(tmp_path / "k.db") as store:
        store.add(told("week", text, "صحيفة الضفة", "2024-04-24"))
        kept.relink(store)
        assert [p.day for p in views_calendar.coming(store, "2024-04-26", 5)] == ["2024-W18"]
        assert views_calendar.coming(store, "2024-05-10", 5) == []
    with client(tmp_path / "k.db", lang="en") as web:
        assert "the week of 29 April 2024" in web.get("/calendar?month=2024-04").text
        assert "the week of" not in web.get("/calendar?month=2024-05").text


def test_serve_pages_watch_lists_show_what_is_found_for_each_entry(tmp_path: Path) -> None:
    db = desk_db(tmp_path)
    with client(db, lang="ar") as web:
        assert "لا قائمة متابعة بعد" in web.get("/watch").text
        with open_store(db) as store:
            for name, kind, value in (("النيل", "country", "ETH"), ("النيل", "words", "زخلقوط"), ("هجمات", "type", "ASSAULT"), (HOSTILE, "place", HOSTILE)):
                desk.watch(store, name, kind, value, by="sara")  # type: ignore[arg-type]
        first = web.get("/watch?" + urlencode({"list": "النيل"})).text
        assert "إثيوبيا" in first and "لم يعثر له على شيء" in first
        hits = set(re.findall(r'href="/article/[^"]+"', first.partition("<main")[2]))
        with open_store(db) as store:
            found = desk.watched(store, "النيل")[0][1]
        assert 0 < len(hits) <= 8 and len(found) >= len(hits)
        assert {h.split("#")[0].split("/")[-1] for h in hits} <= {h.article for h in found}
        assert "ASSAULT" in web.get("/watch?" + urlencode({"list": "هجمات"})).text
        assert web.get("/watch?list=nix").status_code == 200
        assert HOSTILE not in web.get("/watch?" + urlencode({"list": HOSTILE})).text


def test_serve_pages_article_shows_its_notes_and_tags(tmp_path: Path) -> None:
    db = desk_db(tmp_path)
    with open_store(db) as store:
        article = next(id for id in store.ids() if store.record(id).statements)
        desk.add_note(store, article, "يراجع مع المراسل", by="sara")
        gone = desk.add_note(store, article, "سحبت هذه", by="sara")
        desk.take_back_note(store, gone)
        desk.add_note(store, store.record(article).statements[0].uid, HOSTILE, by=HOSTILE)
        desk.add_tag(store, article, "المياه", by="sara")
    with client(db, lang="ar") as web:
        page = web.get(f"/article/{article}").text
    notes = page.partition('id="notes"')[2].partition("</section>")[0]
    assert "يراجع مع المراسل" in notes and "سحبت هذه" not in page
    assert 'data-go="s1"' in notes and "المياه" in page.partition("<h1")[0] + page.partition("<h1")[2].partition('id="article"')[0]
    assert HOSTILE not in page
