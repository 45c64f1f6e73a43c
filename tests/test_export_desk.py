"""What analysts open: workbooks, maps, humanitarian tables; without words, without names; what changed since."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
import time_machine
from pyarrow import parquet
from shapely.geometry import shape

from khabar.coding.deeds import is_deed
from khabar.export.changes import changes_between, write_changes
from khabar.export.formats import FORMS, Kept, export
from khabar.export.located import HXL, located
from khabar.export.redact import without_persons, without_text
from khabar.export.sheets import LONGEST, SHEETS, write_workbook
from khabar.export.standing import STANDINGS, linked_standing, standing
from khabar.export.tables import Column, Table, read_csv
from khabar.link.records import Verdicts
from khabar.model import Record, Span
from khabar.store import open_store
from khabar.store.asof import records_at
from khabar.store.corrections import Changes, Correction
from tests.stories import corpus, linked, told

SPOKE = "قال وزير الخارجية الأردني سامر الحلواني إن بلاده ترفض التصعيد. وأضاف الحلواني أن حكومة الحلواني ماضية في الحوار مع وزارة الدفاع العراقية."
AGAIN = "التقى وزير الخارجية الأردني سامر الحلواني في عمان نظيره العراقي عادل الربيعي، وبالحلواني بدأ اللقاء."


def records() -> list[Record]:
    return [told("one", SPOKE, "صحيفة الميناء"), told("two", AGAIN, "صحيفة السهل")]


# -- workbooks
@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("book") / "news.xlsx"
    export(corpus()[0], "xlsx", path, lang="ar")
    return openpyxl.load_workbook(path)


def test_workbook_has_its_sheets_from_right_to_left(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["المقالات", "التصريحات", "الأحداث", "الفاعلون", "دليل الترميز"] and len(SHEETS) == 5
    assert all(sheet.sheet_view.rightToLeft and sheet.freeze_panes == "A2" for sheet in book)
    events = list(book["الأحداث"].iter_rows(values_only=True))
    assert [row[0] for row in events[1:]] == [e.uid for r in corpus()[0] for e in r.events]
    articles = list(book["المقالات"].iter_rows(values_only=True))
    assert [dict(zip(articles[0], row, strict=True))["text"] for row in articles[1:]] == [r.article.text for r in corpus()[0]]
    types = {row[0] for row in book["دليل الترميز"].iter_rows(min_row=2, values_only=True)}
    assert len(types) == 16


def test_workbook_text_is_never_a_formula(tmp_path: Path) -> None:
    evil = ["=1+1", "+SUM(A1)", "-2", "@x", '=HYPERLINK("http://a.example")', "نص", "a\x07b", "ط" * (LONGEST + 9)]
    columns = [Column("title")]
    empty = [Table(name, columns, []) for name in ("statements", "events", "actors")]
    rows, cut = write_workbook([Table("articles", columns, [[e] for e in evil]), *empty], tmp_path / "a.xlsx", "en")
    assert cut == 1 and rows > len(evil)
    cells = [row[0] for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["articles"].iter_rows(min_row=2)]
    assert [c.data_type for c in cells] == ["s"] * len(evil)
    assert [c.value for c in cells][:7] == [*evil[:6], "ab"] and len(cells[7].value) == LONGEST
    assert [c.quotePrefix for c in cells][:6] == [True] * 5 + [False]
    assert not openpyxl.load_workbook(tmp_path / "a.xlsx")["articles"].sheet_view.rightToLeft


# -- maps
def test_geojson_points_are_valid_and_the_rest_is_counted(tmp_path: Path) -> None:
    export(corpus()[0], "geojson", tmp_path / "a.geojson")
    found = json.loads((tmp_path / "a.geojson").read_text("utf-8"))
    assert found["type"] == "FeatureCollection" and "crs" not in found
    places = {(p.lon, p.lat) for r in corpus()[0] for p in r.places}
    for feature in found["features"]:
        point = shape(feature["geometry"])
        assert point.is_valid and point.geom_type == "Point" and -180 <= point.x <= 180 and -90 <= point.y <= 90
        assert (point.x, point.y) in places, "a point stands where its place is"
        assert feature["properties"]["precision"] and feature["properties"]["attribution"] in ("told", "contested")
    assert len(found["features"]) + sum(found["left_out"].values()) == len(linked().events)
    assert found["features"] and found["left_out"]["without_place"] > 0


def test_hxl_has_a_row_of_hashtags_under_its_header(tmp_path: Path) -> None:
    export(corpus()[0], "hxl", tmp_path / "a.csv")
    header, tags, *rows = csv.reader((tmp_path / "a.csv").read_text("utf-8").splitlines())
    assert header == [c.name for c, _ in HXL] and tags == [t for _, t in HXL]
    assert all(tag.startswith("#") and tag == tag.lower() for tag in tags)
    assert len(rows) == sum(is_deed(e) for e in linked().events)
    by_tag = dict(zip(tags, zip(*rows, strict=True), strict=True))
    assert "5" in by_tag["#affected +killed +min"] and "6" in by_tag["#affected +killed +max"]


def test_located_every_event_has_a_standing() -> None:
    found = located(corpus()[0], linked())
    assert len(found) == len(linked().events)
    assert {i.standing for i in found} <= set(STANDINGS) and {"told", "contested"} <= {i.standing for i in found}


def test_standing_tells_deeds_from_claims_denials_and_plans() -> None:
    record = told("s", "قصف الجيش السوري بلدة سراقب. وقال المتحدث باسم الفصائل عمر الحاج إن الجيش السوري قصف مدرسة في إدلب.", "صحيفة الميناء")
    assert [standing(e) for e in record.events if e.type == "ASSAULT"] == ["told", "claimed"]
    event = record.events[0]
    assert standing(msgspec.structs.replace(event, status="negation")) == "denied"
    assert standing(msgspec.structs.replace(event, status="future")) == "planned"
    assert linked_standing(next(e for e in linked().events if e.contested and e.status == "actual")) == "contested"


# -- without words, without names
def spans(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [s for v in value for s in spans(v)]
    if isinstance(value, dict):
        own = [value] if "start" in value and "text" in value else []
        return own + [s for v in value.values() for s in spans(v)]
    return []


def test_no_text_leaves_offsets_and_no_words() -> None:
    (record, _) = records()
    bare = without_text(record)
    assert bare.article.text == "" and {s["text"] for s in spans(msgspec.to_builtins(bare))} == {""}
    assert [(e.uid, e.evidence.start, e.evidence.end) for e in bare.events] == [(e.uid, e.evidence.start, e.evidence.end) for e in record.events]


@pytest.mark.parametrize("form", FORMS)
def test_no_text_no_form_writes_the_words(tmp_path: Path, form: str) -> None:
    path = tmp_path / "out.xlsx"
    export(records(), form, path, kept=Kept(words=False))
    files = [path] if path.is_file() else sorted(path.iterdir())
    if form == "xlsx":
        text = str([row for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows(values_only=True)])
    elif form == "parquet":
        text = str([parquet.read_table(f).to_pydict() for f in files if f.suffix == ".parquet"])
    else:
        text = "".join(f.read_bytes().decode("utf-8") for f in files)
    for words in ("ماضية في الحوار", "ترفض التصعيد"):
        assert words not in text and json.dumps(words).strip('"') not in text


def test_redact_persons_everywhere_and_nothing_else() -> None:
    first, second = without_persons(records())
    whole = msgspec.json.encode(first).decode() + msgspec.json.encode(second).decode()
    assert "حلواني" not in whole and "سامر" not in whole and "ربيعي" not in whole
    assert "وزير الخارجية الأردني شخص_" in first.article.text and "وزارة الدفاع العراقية" in first.article.text
    person = next(a for a in first.actors if a.kind == "person")
    assert person.name_ar in first.article.text and person.role and person.country == "JOR" and not person.aliases
    assert {a.name_ar for a in second.actors if a.kind == "person" and a.country == "JOR"} == {person.name_ar}
    assert "وب" + person.name_ar in second.article.text
    for record in (first, second):
        for span in spans(msgspec.to_builtins(record)):
            assert span["text"] == record.article.text[span["start"] : span["end"]]
        assert record.article.blocks[-1].end == len(record.article.text)


def test_redact_the_pseudonym_hangs_on_the_key() -> None:
    names = [next(a.name_ar for a in without_persons(records(), key)[0].actors if a.kind == "person") for key in ("", "ك", "ك")]
    assert names[0] != names[1] == names[2]


def test_redact_statements_and_events_stay_as_many() -> None:
    given = list(corpus()[0])
    for old, new in zip(given, without_persons(given), strict=True):
        assert [s.uid for s in new.statements] == [s.uid for s in old.statements]
        assert [(e.uid, e.type, e.actors) for e in new.events] == [(e.uid, e.type, e.actors) for e in old.events]
        for span in spans(msgspec.to_builtins(new)):
            assert span["text"] == new.article.text[span["start"] : span["end"]]


# -- what changed since
@pytest.fixture
def moved(tmp_path: Path) -> tuple[list[Record], list[Record]]:
    """A store before and after: an article more, a correction, a statement withdrawn."""
    with open_store(tmp_path / "news.db") as store:
        with time_machine.travel("2026-03-10T10:00:00Z", tick=False):
            store.add(records()[0])
        with time_machine.travel("2026-03-12T10:00:00Z", tick=False):
            store.add(records()[1])
            first = store.record(store.ids()[0])
            gone, kept = first.statements[0], first.statements[1]
            for statement, action, changes in ((gone, "remove", Changes()), (kept, "change", Changes(type="direct"))):
                store.correct(Correction(article=first.article.id, version=1, uid=statement.uid, kind="statement", action=action, span=Span(start=statement.content.start, end=statement.content.end, text=statement.content.text), changes=changes, by="n"))  # type: ignore[arg-type]
        return list(records_at(store, "2026-03-11T00:00:00Z")), list(store.records())


def test_since_tells_new_changed_and_withdrawn(tmp_path: Path, moved: tuple[list[Record], list[Record]]) -> None:
    before, now = moved
    assert [r.id for r in before] == ["one"] and len(before[0].statements) == len(now[0].statements) + 1
    rows = changes_between(before, now, [], Kept())
    told = {(r.what, r.kind) for r in rows}
    assert {("new", "article"), ("new", "event"), ("withdrawn", "statement"), ("changed", "statement")} <= told
    withdrawn = next(r for r in rows if r.what == "withdrawn" and r.kind == "statement")
    assert withdrawn.id == before[0].statements[0].uid and withdrawn.article == before[0].article.id
    assert [r.fields for r in rows if r.what == "changed" and r.kind == "statement"] == [["type", "verbatim"]]
    written = list(read_csv(write_changes(rows, tmp_path / "a.csv")))
    assert [w["id"] for w in written] == [r.id for r in rows]


def test_since_a_linked_event_and_an_actor_are_merged() -> None:
    given = list(corpus()[0])
    ids = [(r.article.id, r.id) for r in given]
    late = next(id for id, name in ids if name == "sh-wire")
    before = [r for r in given if r.article.id != late]
    rows = changes_between(before, given, [], Kept())
    merged = [r for r in rows if r.what == "merged" and r.kind == "linked_event"]
    assert merged and all(r.into in {e.id for e in linked().events} for r in merged)
    assert not changes_between(given, given, [], Kept())


def test_since_what_people_said_merges(tmp_path: Path) -> None:
    from khabar.store.desk import say_pair, standing

    with open_store(tmp_path / "news.db") as store:
        for record in records():
            store.add(record)
        people = sorted({a.id for r in store.records() for a in r.actors if a.kind == "person"})
        at = "2026-03-11T00:00:00Z"
        with time_machine.travel("2026-03-12T00:00:00Z", tick=False):
            say_pair(store, "actor", people[0], people[1], True, by="n")
        said = [Verdicts(actors=standing(store, "actor", before=moment)) for moment in (at, None)]
        given = list(store.records())
    assert not said[0].actors and said[1].actors
    merged = [r for r in changes_between(given, given, [], Kept(), (said[0], said[1])) if r.what == "merged"]
    assert [r.kind for r in merged] == ["identity"] and merged[0].into
    hidden = changes_between(given, given, [], Kept(persons=False), (said[0], said[1]))
    assert not any(name in str(hidden) for name in ("الحلواني", "الربيعي"))


def test_cli_export_since_no_text_and_redact(run: Any, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    with open_store(db) as store:
        for record in records():
            store.add(record)
    out = tmp_path / "a.csv"
    done = run("export", "--format", "acled", "-o", out, "--db", db, "--since", "2020-01-01", "--no-text", "--redact", "persons")
    assert done.code == 0 and "acled-like" in done.err and "2 articles" not in done.err
    assert "new" in done.err and (tmp_path / "a.csv.changes.csv").exists()
    assert "left out: " in done.err
    assert run("export", "--format", "csv", "-o", tmp_path / "x", "--db", db, "--since", "أمس").code == 2
    assert run("export", "--format", "csv", "-o", tmp_path / "x", "--records", out, "--since", "2020-01-01", "--lang", "ar").code == 2
