"""The API: what it reads, page by page, with tags; what it takes in; what it refuses."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from khabar.export.formats import FORMS
from khabar.link import kept
from khabar.model import Record
from khabar.serve import exports
from khabar.store import Store, open_store
from tests.serving import SETTINGS, TEXT, TestClient, client, limited, stories_db
from tests.stories import told

LISTS = ("articles", "statements", "events", "search?q=الوزير", "stories", "actors", "timeline", "relations")
FIRST = {"id": "n1", "text": TEXT, "published": "2026-03-12", "outlet": "صحيفة المرفأ", "url": "https://marfa.example/1"}


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client over the corpus of stories that nobody changes."""
    with client(stories_db(tmp_path_factory.mktemp("reading"))) as made:
        yield made


@pytest.fixture(scope="module")
def coding(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client over an empty store, whose coder stays for all tests of this file."""
    with client(tmp_path_factory.mktemp("coding") / "k.db") as made:
        yield made


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A store with one article."""
    with open_store(tmp_path / "k.db") as store:
        store.add(told("n1", TEXT, "صحيفة المرفأ", "2026-03-12"))
    return tmp_path / "k.db"


@pytest.fixture
def changing(db: Path) -> Iterator[TestClient]:
    """A client over a store of one article that may be changed."""
    with client(db) as made:
        yield made


def get(made: TestClient, path: str, status: int = 200) -> Any:
    answer = made.get(f"/api/v1/{path}")
    assert answer.status_code == status, answer.text
    return answer.json()


def article(made: TestClient) -> str:
    return str(get(made, "articles")["items"][0]["id"])


def walk(made: TestClient, path: str, size: int) -> list[Any]:
    """Every item of a list, page by page."""
    found: list[Any] = []
    cursor: str | None = ""
    joint = "&" if "?" in path else "?"
    while cursor is not None:
        page = get(made, f"{path}{joint}limit={size}" + (f"&cursor={cursor}" if cursor else ""))
        found += page["items"]
        cursor = page["next"]
    return found


# -- lists
@pytest.mark.parametrize("path", LISTS)
def test_serve_api_pages_of_a_list_are_the_whole_list(reading: TestClient, path: str) -> None:
    whole = get(reading, f"{path}{'&' if '?' in path else '?'}limit=200")["items"]
    assert len(whole) > 7
    parts = walk(reading, path, 7)
    shown = {msgspec.json.encode(item) for item in parts}
    assert len(shown) == len(parts)
    assert shown >= {msgspec.json.encode(item) for item in whole}


@pytest.mark.parametrize("path", ["articles", "statements", "events", "stories", "actors", "timeline", "relations"])
def test_serve_api_pages_keep_the_order_of_the_list(reading: TestClient, path: str) -> None:
    assert walk(reading, path, 9)[:60] == get(reading, f"{path}?limit=200")["items"][:60]


def test_serve_api_lists_show_the_newest_articles_first_and_records_in_the_order_of_the_text(reading: TestClient) -> None:
    days = [a["published"][:10] for a in walk(reading, "articles", 50)]
    assert days == sorted(days, reverse=True)
    first = get(reading, "statements")["items"]
    same = [s["start"] for s in first if s["article"] == first[0]["article"]]
    assert same == sorted(same)


def test_serve_api_what_is_added_meanwhile_moves_no_page(tmp_path: Path) -> None:
    db = stories_db(tmp_path)
    with client(db) as made:
        for path in ("articles", "statements", "search?q=من&in=article", "search?sort=newest&in=statement"):
            joint = "&" if "?" in path else "?"
            whole = walk(made, path, 100)
            page = get(made, f"{path}{joint}limit=5")
            with open_store(db) as store:
                store.add(told(path, f"{TEXT} وقال الوزير إن العمل مستمر. {path}", "موقع السنديان", "2026-12-31"))
            rest = get(made, f"{path}{joint}limit=100&cursor={page['next']}")["items"]
            assert page["items"] + rest == whole[: 5 + len(rest)]


def test_serve_api_filters_are_those_of_the_search(reading: TestClient) -> None:
    consults = walk(reading, "events?type=CONSULT&status=actual", 50)
    assert consults
    assert {(e["type"], e["status"]) for e in consults} == {("CONSULT", "actual")}
    speaker = get(reading, "statements")["items"][0]["speakers"][0]
    by = walk(reading, f"statements?speaker={speaker['id']}", 50)
    assert by
    assert all(speaker["id"] in [p["id"] for p in s["speakers"]] for s in by)
    day = get(reading, "articles")["items"][-1]["published"][:10]
    assert {a["published"][:10] for a in walk(reading, f"articles?from={day}&to={day}", 50)} == {day}
    assert get(reading, "articles?type=CONSULT")["items"] == []


def test_serve_api_a_cursor_of_another_list_or_filter_is_refused(reading: TestClient) -> None:
    cursor = get(reading, "articles?limit=1")["next"]
    wrong = (f"statements?cursor={cursor}", f"articles?cursor={cursor}&outlet=x", "articles?cursor=abc", "articles?cursor=%00", f"search?cursor={cursor}")
    for path in wrong:
        assert get(reading, path, 422)["type"] == "urn:khabar:problem:cursor", path


# -- tags
@pytest.mark.parametrize("path", [*LISTS, "counts"])
def test_serve_api_what_the_caller_has_is_not_sent_again(reading: TestClient, path: str) -> None:
    tag = reading.get(f"/api/v1/{path}").headers["etag"]
    again = reading.get(f"/api/v1/{path}", headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert reading.get(f"/api/v1/{path}", headers={"if-none-match": '"other"'}).status_code == 200


def test_serve_api_the_tag_of_an_article_changes_with_its_corrections_and_with_nothing_else(changing: TestClient, db: Path) -> None:
    path = f"/api/v1/articles/{article(changing)}"
    tag = changing.get(path).headers["etag"]
    with open_store(db) as store:
        store.add(told("n2", TEXT.replace("الزيتون", "القمح"), "موقع السنديان"))
    assert changing.get(path).headers["etag"] == tag
    assert changing.post(f"{path}/corrections", json={"action": "remove", "record": "s1"}).status_code == 201
    after = changing.get(path, headers={"if-none-match": tag})
    assert after.status_code == 200
    assert after.headers["etag"] != tag


# -- one of them
def test_serve_api_an_article_is_the_record_of_the_store(changing: TestClient, db: Path) -> None:
    body = changing.get(f"/api/v1/articles/{article(changing)}").content
    with open_store(db) as store:
        assert msgspec.json.decode(body, type=Record) == store.record(article(changing))
    assert get(changing, f"articles/{article(changing)}?version=1")["article"]["version"] == 1
    assert get(changing, f"articles/{article(changing)}/history")[0]["method"] == "record"


def test_serve_api_a_statement_and_an_event_are_found_by_uid_and_by_place(changing: TestClient) -> None:
    for kind, id in (("statement", "s1"), ("event", "e1")):
        by_place = get(changing, f"{kind}s/{article(changing)}/{id}")
        assert by_place == get(changing, f"{kind}s/{by_place[kind]['uid']}")
        assert by_place[kind]["id"] == id
        assert by_place["why"]
    arabic = changing.get(f"/api/v1/statements/{article(changing)}/s1", headers={"accept-language": "ar"}).json()
    assert arabic["why"] != get(changing, f"statements/{article(changing)}/s1")["why"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("articles/nix", "no_article"), ("articles/nix/history", "no_article"), ("articles/nix/corrections", "no_article"), ("statements/nix", "no_item"),
        ("statements/nix/s1", "no_item"), ("events/nix", "no_item"), ("statements/nix/tellings", "no_tellings"), ("events/nix/reports", "no_item"),
        ("stories/nix", "no_story"), ("actors/nix", "no_actor"), ("exports/nix", "no_form"), ("exports/jsonl?story=nix", "no_story"), ("nix", "not_found"),
    ],
)  # fmt: skip
def test_serve_api_what_is_not_there_is_a_404_that_says_what(reading: TestClient, path: str, code: str) -> None:
    assert get(reading, path, 404)["type"] == f"urn:khabar:problem:{code}"


def test_serve_api_a_statement_is_no_event_and_an_old_version_must_exist(changing: TestClient) -> None:
    get(changing, f"events/{article(changing)}/s1", 404)
    get(changing, f"statements/{article(changing)}/e1", 404)
    get(changing, f"articles/{article(changing)}?version=2", 404)


# -- across articles
def test_serve_api_a_story_is_found_by_its_id_and_by_its_articles(reading: TestClient) -> None:
    story = max(walk(reading, "stories?least=2", 50), key=lambda s: len(s["articles"]))
    whole = get(reading, f"stories/{story['id']}")
    assert whole["stories"] == [story]
    assert whole == get(reading, f"stories/{story['articles'][-1]['article']}")
    assert whole["events"]


def test_serve_api_tellings_and_reports_are_those_of_linking(reading: TestClient, tmp_path: Path) -> None:
    with open_store(stories_db(tmp_path)) as store:
        uid = _first(store, "SELECT uid FROM tellings")
        event = _first(store, "SELECT uid FROM reports")
        assert len(get(reading, f"statements/{uid}/tellings")["tellings"]) > 1
        assert uid in {t["uid"] for t in get(reading, f"statements/{uid}/tellings")["tellings"]}
        assert event in {r["uid"] for r in get(reading, f"events/{event}/reports")["reports"]}


def _first(store: Store, query: str) -> str:
    return str(store.connection.execute(f"{query} LIMIT 1").fetchone()[0])


def test_serve_api_an_actor_has_names_offices_and_doings(reading: TestClient) -> None:
    busiest = get(reading, "actors?kind=person&limit=1")["items"][0]
    profile = get(reading, f"actors/{busiest['id']}")
    assert profile["identity"] == busiest
    assert profile["doings"]["statements"] + sum(profile["doings"]["events"].values()) > 0
    named = get(reading, f"actors?name={busiest['name_ar']}")["items"]
    assert busiest["id"] in [a["id"] for a in named]


def test_serve_api_timeline_and_relations_take_the_filters_of_the_command(reading: TestClient) -> None:
    rows = get(reading, "timeline?type=ASSAULT&status=any")["items"]
    assert {r["type"] for r in rows} == {"ASSAULT"}
    day = rows[0]["date"]
    assert all(r["date"] <= day for r in get(reading, f"timeline?status=any&to={day}")["items"])
    assert get(reading, "relations?actor=ZZZ")["items"] == []


# -- exports
def test_serve_api_every_form_of_export_is_written(reading: TestClient) -> None:
    forms = [form["name"] for form in get(reading, "exports")]
    assert forms == ["jsonl", *FORMS]
    lines = reading.get("/api/v1/exports/jsonl").content.splitlines()
    assert len([msgspec.json.decode(line, type=Record) for line in lines]) == 60
    for asked, form in (("acled", "acled-like"), ("hxl", "hxl"), ("geojson", "geojson"), ("csv", "csv")):
        answer = reading.get(f"/api/v1/exports/{asked}")
        names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
        assert answer.headers["content-disposition"] == f'attachment; filename="khabar-{form}.zip"'
        assert any(name.endswith("datapackage.json") for name in names)
    assert set(exports.ENDINGS) == {name for name, form in FORMS.items() if not form.folder}


def test_serve_api_an_export_is_of_what_is_asked(reading: TestClient) -> None:
    story = max(walk(reading, "stories", 50), key=lambda s: len(s["articles"]))
    ids = {m["article"] for m in story["articles"]}

    def exported(asked: str) -> set[str]:
        return {msgspec.json.decode(line, type=Record).article.id for line in reading.get(f"/api/v1/exports/jsonl?{asked}").content.splitlines()}

    assert exported(f"story={story['id']}") == ids
    one = sorted(ids)[0]
    assert exported(f"article={one}") == {one}
    assert exported("article=nix") == set()
    found = {hit["article"] for hit in get(reading, "search?q=الوزير&in=article&limit=200")["items"]}
    assert exported("q=الوزير") == found


# -- coding
def test_serve_api_code_gives_the_record_and_keeps_nothing(coding: TestClient) -> None:
    before = get(coding, "counts")["counts"]
    for body in (
        coding.post("/api/v1/code", json=FIRST),
        coding.post("/api/v1/code?published=2026-03-12", content=TEXT.encode("utf-16"), headers={"content-type": "text/plain; charset=utf-16"}),
        coding.post("/api/v1/code", content=f"<html><body><article><p>{TEXT * 2}</p></article></body></html>".encode(), headers={"content-type": "text/html"}),
    ):
        assert body.status_code == 200, body.text
        record = msgspec.json.decode(body.content, type=Record)
        assert record.statements[0].cue_lemma == "قال"
    assert get(coding, "counts")["counts"] == before


def test_serve_api_articles_are_coded_and_kept_once(coding: TestClient) -> None:
    kept_once = coding.post("/api/v1/articles", json=[FIRST, {"id": "bad"}]).json()
    assert [k["new_article"] for k in kept_once] == [True, False]
    assert kept_once[1]["article"] is None
    assert [f["code"] for f in kept_once[1]["faults"]] == ["no_text"]
    lines = msgspec.json.encode(FIRST) + b"\n\n" + msgspec.json.encode({**FIRST, "text": TEXT + "وعاد إلى عمان.\n"})
    again = coding.post("/api/v1/articles", content=lines, headers={"content-type": "application/x-ndjson"}).json()
    assert [(k["new_article"], k["new_version"]) for k in again] == [(False, False), (False, True)]
    assert get(coding, f"articles/{again[0]['article']}")["article"]["version"] == 2


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/json", 422), (b"{", "application/json", 422), (b"[]", "application/json", 422), (b"[[]]", "application/json", 422),
        (b"7", "application/json", 422), (b'{"text": 7}', "application/json", 422), (b'{"text": ""}', "application/json", 422),
        (b'{"text": "\\ud800"}', "application/json", 422), (b"\xff\xfe\x00", "application/json", 422), (b"", "text/plain", 422),
        (b"\x00\x01\x02\x03", "text/plain", 422), (b"<html></html>", "text/html", 422), (TEXT.encode(), "image/png", 415), (TEXT.encode(), "", 415),
        (b'{"text": "x", "published": "gestern"}', "application/json", 422), (b"[" * 5000, "application/json", 422),
    ],
)  # fmt: skip
def test_serve_api_what_is_no_article_is_refused_with_its_reason(coding: TestClient, body: bytes, kind: str, status: int) -> None:
    for path in ("code", "articles"):
        answer = coding.post(f"/api/v1/{path}", content=body, headers={"content-type": kind} if kind else {})
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert status == 415 or answer.json()["errors"]


def test_serve_api_coding_that_takes_too_long_is_ended_and_the_next_is_coded(tmp_path: Path) -> None:
    with client(tmp_path / "k.db", limited(code=0.05)) as made:
        assert made.post("/api/v1/code", json=FIRST).status_code == 503
        late = made.post("/api/v1/articles", json=[FIRST])
        assert (late.status_code, late.json()["type"]) == (503, "urn:khabar:problem:code_slow")
        assert "retry-after" in late.headers


def test_serve_api_more_articles_than_the_limit_are_refused(tmp_path: Path) -> None:
    with client(tmp_path / "k.db", limited(articles=2)) as made:
        assert made.post("/api/v1/articles", json=[FIRST] * 3).status_code == 422


def test_serve_api_hostile_articles_come_back_as_they_are_and_as_json(coding: TestClient) -> None:
    text = f"<script>alert(1)</script>\n\n{TEXT}\n\n\u202eقال {{{{ 7 * 7 }}}} javascript:alert(1) \u2066\x00\n"
    kept_one = coding.post("/api/v1/articles", json={"text": text, "url": "https://hostile.example/1", "outlet": "<img src=x onerror=alert(1)>"}).json()
    answer = coding.get(f"/api/v1/articles/{kept_one[0]['article']}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["article"]["text"] == text


# -- corrections
def test_serve_api_a_correction_is_kept_signed_and_undone(changing: TestClient) -> None:
    path = f"/api/v1/articles/{article(changing)}/corrections"
    wish = {"action": "change", "record": "s1", "changes": {"speaker": [{"name": "كريم البيطار"}]}, "reason": "هو القائل"}
    made = changing.post(path, json=wish)
    assert made.status_code == 201
    assert (made.json()["correction"]["by"], made.json()["state"]) == ("sara", "held")
    record = msgspec.json.decode(changing.get(path.removesuffix("/corrections")).content, type=Record)
    names = {a.key: a.name_ar for a in record.actors}
    assert [names[k] for k in record.statements[0].speaker] == ["كريم البيطار"]
    row = made.json()["correction"]["row"]
    assert changing.delete(f"{path}/{row}").status_code == 200
    assert changing.delete(f"{path}/{row}").status_code == 409
    assert changing.delete(f"{path}/99").status_code == 404
    assert [s["state"] for s in changing.get(path).json()] == ["undone"]


def test_serve_api_corrections_accept_add_and_remove(changing: TestClient) -> None:
    path = f"/api/v1/articles/{article(changing)}/corrections"
    start = TEXT.index("بلاده تدعم")
    span = {"start": start, "end": start + len("بلاده تدعم"), "text": "بلاده تدعم"}
    wishes = [
        {"action": "accept", "record": "s1"}, {"action": "remove", "record": "e1"}, {"action": "accept"},
        {"action": "add", "kind": "statement", "changes": {"span": span, "type": "indirect", "speaker": [{"name": "سمير الحداد", "country": "LBN"}]}},
    ]  # fmt: skip
    for wish in wishes:
        answer = changing.post(path, json=wish)
        assert (answer.status_code, answer.json()["state"]) == (201, "held"), answer.text
    record = get(changing, f"articles/{article(changing)}")
    assert "e1" not in [e["id"] for e in record["events"]]
    assert "سمير الحداد" in [a["name_ar"] for a in record["actors"]]


@pytest.mark.parametrize(
    "wish",
    [
        {}, {"action": "eat"}, {"action": "change", "record": "s9"}, {"action": "remove"}, {"action": "change", "record": "s1", "changes": {"type": "loud"}},
        {"action": "change", "record": "s1", "changes": {"colour": "red"}}, {"action": "change", "record": "s1", "changes": {"mode": "x"}},
        {"action": "change", "record": "e1", "changes": {"type": "DANCE"}}, {"action": "change", "record": "e1", "changes": {"date": "gestern"}},
        {"action": "add", "changes": {"type": "direct"}}, {"action": "change", "record": "s1", "changes": {"speaker": [{"name": " "}]}},
        {"action": "change", "record": "s1", "changes": {"speaker": [{"name": "x", "kind": "dragon"}]}},
        {"action": "change", "record": "s1", "changes": {"span": {"start": 0, "end": 3, "text": "لا"}}},
        {"action": "change", "record": "s1", "changes": {"span": {"start": -5, "end": 9_999, "text": "x"}}}, {"action": "accept", "record": "s1", "more": 1},
    ],
)  # fmt: skip
def test_serve_api_a_correction_that_makes_no_sense_is_refused_and_not_kept(changing: TestClient, wish: dict[str, Any]) -> None:
    path = f"/api/v1/articles/{article(changing)}/corrections"
    assert changing.post(path, json=wish).status_code == 422
    assert changing.get(path).json() == []


def test_serve_api_the_description_shows_every_route_with_its_schema(reading: TestClient) -> None:
    described = get(reading, "openapi.json")
    schemas = described["components"]["schemas"]
    assert {"Record", "Statement", "Event", "Linked", "Problem", "Wish"} <= set(schemas)
    routes = [(path, method) for path, methods in described["paths"].items() for method in methods]
    assert len(routes) > 20
    for path, method in routes:
        assert path.startswith("/api/v1/")
        assert described["paths"][path][method]["description"], path
    bodies = [described["paths"][p][m]["requestBody"]["content"] for p, m in routes if "requestBody" in described["paths"][p][m]]
    assert bodies
    assert all("example" in content for body in bodies for content in body.values())


def test_serve_api_health_and_counts(reading: TestClient) -> None:
    assert get(reading, "health")["status"] == "ok"
    counts = get(reading, "counts")
    assert counts["counts"]["articles"] == 60
    assert counts["linked"]["current"] is True


def test_serve_api_a_database_that_cannot_be_read_is_a_503(tmp_path: Path) -> None:
    with client(tmp_path / "k.db", strict=False) as made:
        with made.app.state.serving.stores.lent() as store:
            store.connection.execute("DROP TABLE faults")
        answer = made.get("/api/v1/articles")
        assert (answer.status_code, answer.json()["type"]) == (503, "urn:khabar:problem:store")


def test_serve_api_what_breaks_is_a_500_that_tells_nothing_of_the_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Store) -> None:
        raise ValueError("secret of the inside")

    with client(tmp_path / "k.db", strict=False) as made:
        monkeypatch.setattr(kept, "state", broken)
        answer = made.get("/api/v1/counts")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text
    assert SETTINGS.by not in answer.text
