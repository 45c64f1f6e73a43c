"""Each export is read again by the library or the schema of those for whom it is written."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import msgspec
import pytest
from followthemoney import model as ftm_model
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from khabar.coding.deeds import is_deed
from khabar.errors import InputError, OptionError
from khabar.export import acled, gdelt, ninjs, plover, polecat, relational, webannotation
from khabar.export.facts import RESOLUTIONS, country
from khabar.export.formats import FORMS, export
from khabar.export.inputs import read_records
from khabar.export.tables import Column, Table, cell, guarded, read_csv, unguarded, write_csv
from khabar.model import Record
from tests.stories import corpus, linked

ENDINGS = {"polecat": ".tsv", "gdelt": ".tsv", "acled-like": ".csv", "hxl": ".csv", "xlsx": ".xlsx", "geojson": ".geojson", "webannotation": ".jsonld", "csv": "", "parquet": ""}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every form of the corpus."""
    folder = tmp_path_factory.mktemp("exports")
    paths = {form: folder / (form + ENDINGS.get(form, ".jsonl")) for form in FORMS}
    for form, path in paths.items():
        export(corpus()[0], form, path)
    return paths


def descriptor(path: Path) -> Path:
    return path / "datapackage.json" if path.is_dir() else path.with_name(path.name + ".datapackage.json")


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def texts() -> dict[str, str]:
    return {r.article.id: r.article.text for r in corpus()[0]}


# the data package


@pytest.mark.parametrize("form", FORMS)
def test_export_package_is_valid_and_holds_the_files(written: dict[str, Path], form: str) -> None:
    report = frictionless.validate(str(descriptor(written[form])))
    assert report.valid, [e.message for t in report.tasks for e in t.errors] + [e.message for e in report.errors]
    package = json.loads(descriptor(written[form]).read_text("utf-8"))
    folder = descriptor(written[form]).parent
    assert all((folder / r["path"]).stat().st_size == r["bytes"] for r in package["resources"])
    assert package["coders"][0]["codebook"] == "plover-2021"
    assert package["offsets"]["unit"] == "Unicode code point"
    assert "GeoNames" in package["attribution"]


def test_export_package_sees_a_changed_file(tmp_path: Path) -> None:
    path = tmp_path / "events.tsv"
    export(corpus()[0][:3], "polecat", path)
    path.write_bytes(path.read_bytes().replace(b"2026", b"2027"))
    assert not frictionless.validate(str(descriptor(path))).valid


# PLOVER


def test_export_plover_is_read_again_equal(written: dict[str, Path]) -> None:
    made = [e for r in corpus()[0] for e in plover.events(r, claims=False)]
    assert list(plover.read(written["plover"])) == made
    assert 0 < len(made) == sum(is_deed(e) for r in corpus()[0] for e in r.events)


def test_export_plover_offsets_slice_to_their_words(written: dict[str, Path]) -> None:
    for event in plover.read(written["plover"]):
        assert texts()[event.text.text_story][event.text.start : event.text.end] == event.event_text


def test_export_plover_follows_the_manual(written: dict[str, Path]) -> None:
    """The fields that the manual asks for, and its code lists."""
    from khabar.coding.plover import AUX_STATUSES, CONTEXTS, TYPES

    modes = sorted({m for t in TYPES.values() for m in t.modes} | set(AUX_STATUSES))
    entity = {"type": "object", "required": ["code", "entity_text"], "properties": {"code": {"type": "string", "pattern": "^[A-Z]{3}$"}}}
    schema = {
        "type": "object", "required": ["id", "date", "actor", "event", "quad_code", "event_text", "text", "cite_info"],
        "properties": {
            "date": {"type": "string", "pattern": r"^\d{4}(-(\d{2}(-\d{2})?|W\d{2}))?$"}, "actor": {"type": "array", "minItems": 1, "items": entity},
            "recipient": {"type": "array", "items": entity}, "event": {"enum": list(TYPES)}, "quad_code": {"enum": [1, 2, 3, 4]},
            "mode": {"type": "array", "items": {"enum": modes}}, "context": {"type": "array", "items": {"enum": list(CONTEXTS)}},
            "event_scale": {"type": "number", "minimum": -10, "maximum": 10},
        },
    }  # fmt: skip
    for row in lines(written["plover"]):
        jsonschema.validate(row, schema)
        assert row.get("recipient") or row["event"] not in ("COOPERATE", "AID", "SANCTION")


# tables


def test_export_polecat_has_its_40_columns(written: dict[str, Path]) -> None:
    rows = list(read_csv(written["polecat"], delimiter="\t"))
    assert len(polecat.COLUMNS) == 40
    assert list(rows[0])[:4] == ["Event ID", "Event Date", "Event Type", "Event Mode"]
    assert list(rows[0])[-2:] == ["Language", "Version"]
    assert [r["Event ID"] for r in rows] == [e.uid for record in corpus()[0] for e in record.events if is_deed(e)]
    assert all(r["Event Date"] for r in rows)


def test_export_acled_has_31_columns_and_one_row_an_event(written: dict[str, Path]) -> None:
    rows = list(read_csv(written["acled-like"]))
    assert len(acled.COLUMNS) == 31
    assert list(rows[0]) == [c.name for c in acled.COLUMNS]
    assert len({r["event_id_cnty"] for r in rows}) == len(rows)
    shelling = [r for r in rows if "خمسة مدنيين" in r["notes"]]
    assert [(r["fatalities"], r["tags"], r["sub_event_type"], r["civilian_targeting"]) for r in shelling] == [
        ("5", "fatalities 5–6; contested", "Shelling/artillery/missile attack", "Civilian targeting")
    ]
    assert len(shelling[0]["source"].split("; ")) == 3  # the paper that only passes on a denial affirms nothing


def test_export_acled_tells_what_it_left_out(written: dict[str, Path]) -> None:
    package = json.loads(descriptor(written["acled-like"]).read_text("utf-8"))
    left = package["left_out"]
    assert sum(sum(counts.values()) for counts in left.values()) + package["resources"][0]["rows"] == len(linked().events)
    assert left["type"]["CONSULT"] > 0 and left["standing"]
    assert "not data of ACLED's" in package["like"]


def test_export_gdelt_has_a_row_for_each_report(written: dict[str, Path]) -> None:
    rows = list(csv.reader(written["gdelt"].read_text("utf-8").splitlines(), delimiter="\t"))
    assert {len(r) for r in rows} == {len(gdelt.COLUMNS)} == {16}
    assert len(rows) == sum(len(e.reports) for e in linked().events)
    assert len({r[0] for r in rows}) == len(linked().events)
    assert all(len(r[2]) == 14 and int(r[0]) < 2**63 for r in rows)


@pytest.mark.parametrize("name", ["articles", "actors", "statements", "events", "linked_events", "reports", "stories"])
def test_export_parquet_and_csv_hold_the_same_rows(written: dict[str, Path], name: str) -> None:
    table = parquet.read_table(written["parquet"] / f"{name}.parquet")
    rows = list(read_csv(written["csv"] / f"{name}.csv"))
    assert table.num_rows == len(rows) > 0
    assert table.column_names == list(rows[0])
    assert [{k: unguarded(cell(v)) for k, v in row.items()} for row in table.to_pylist()] == rows
    assert b"attribution" in table.schema.metadata


def test_export_tables_keep_the_text_and_its_offsets(written: dict[str, Path]) -> None:
    kept = {r["article"]: r["text"] for r in read_csv(written["csv"] / "articles.csv")}
    assert kept == texts()
    for row in read_csv(written["csv"] / "statements.csv"):
        assert kept[row["article"]][int(row["start"]) : int(row["end"])] == row["content"]


def test_export_tables_point_at_one_another(written: dict[str, Path]) -> None:
    rows = {name: list(read_csv(written["csv"] / f"{name}.csv")) for name in ("articles", "events", "linked_events", "reports")}
    articles = {r["article"] for r in rows["articles"]}
    linked_events = {r["event"] for r in rows["linked_events"]}
    assert {r["article"] for r in rows["events"]} <= articles
    assert {r["event"] for r in rows["reports"]} == linked_events == {r["linked_event"] for r in rows["events"]}
    assert [len(t.columns) for t in relational.tables(corpus()[0], linked())] == [16, 15, 18, 39, 11, 18, 10, 7]


# cells


@pytest.mark.issue(34)
@pytest.mark.parametrize("text", ["=HYPERLINK(\"x\")", "-نص", "٠١٢", "2026-03-11", "سطر\nآخر «و\"بينهما\"»", "'=1", "'", "@اسم", "＝1"])
@pytest.mark.parametrize("bom", [False, True])
def test_export_cells_are_harmless_and_read_again_equal(tmp_path: Path, text: str, bom: bool) -> None:
    path = tmp_path / "one.csv"
    write_csv(Table("one", [Column("a"), Column("b")], [[text, "بعد"]]), path, bom=bom)
    assert [dict(r) for r in read_csv(path)] == [{"a": text, "b": "بعد"}]
    assert not cell(text).startswith(("=", "+", "-", "@", "＝"))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") is bom


@given(st.text())
def test_export_guard_is_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(("value", "written_as"), [(None, ""), (True, "true"), (5, "5"), (-3.5, "-3.5"), (["a", "b"], "a; b"), ("نص", "نص")])
def test_export_cell_of_each_kind(value: object, written_as: str) -> None:
    assert cell(value) == written_as


@pytest.mark.issue(30)
@pytest.mark.parametrize("form", FORMS)
def test_export_ids_are_keys_even_where_the_coder_gives_one_twice(tmp_path: Path, form: str) -> None:
    record = next(r for r in corpus()[0] if len(r.events) > 1)
    twin = msgspec.structs.replace(record.events[1], uid=record.events[0].uid)
    path = tmp_path / ("twins" + ENDINGS.get(form, ".jsonl"))
    export([msgspec.structs.replace(record, events=[record.events[0], twin])], form, path)
    assert frictionless.validate(str(descriptor(path))).valid
    if form == "plover":
        ids = [e.id for e in plover.read(path)]
        assert len(set(ids)) == len(ids) == 2


# Web Annotations

SELECTORS = {
    "type": "array", "minItems": 2, "maxItems": 2,
    "prefixItems": [
        {"type": "object", "required": ["type", "exact", "prefix", "suffix"], "properties": {"type": {"const": "TextQuoteSelector"}}},
        {"type": "object", "required": ["type", "start", "end"], "properties": {"type": {"const": "TextPositionSelector"}, "start": {"type": "integer", "minimum": 0}, "end": {"type": "integer"}}},
    ],
}  # fmt: skip
ANNOTATION = {
    "type": "object", "required": ["id", "type", "body", "target"],
    "properties": {
        "id": {"type": "string", "pattern": "^urn:"}, "type": {"const": "Annotation"}, "motivation": {"enum": ["classifying"]},
        "body": {"type": "array", "items": {"type": "object", "required": ["type", "value", "purpose"], "properties": {
            "type": {"const": "TextualBody"}, "purpose": {"enum": ["tagging", "identifying", "describing"]}, "textDirection": {"enum": ["rtl", "ltr", "auto"]}}}},
        "target": {"type": "object", "required": ["source", "selector"], "properties": {"selector": SELECTORS}},
    },
}  # fmt: skip
"""What the W3C Web Annotation Data Model asks of an annotation of text."""


def test_export_annotations_are_of_the_data_model(written: dict[str, Path]) -> None:
    page = json.loads(written["webannotation"].read_text("utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == sum(len(r.statements) + len(r.events) for r in corpus()[0])
    for item in page["items"]:
        jsonschema.validate(item, ANNOTATION)


def test_export_annotations_find_their_words_twice() -> None:
    for record in corpus()[0]:
        for item in webannotation.of_record(record):
            quote, position = item["target"]["selector"]
            text = record.article.text
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


# FollowTheMoney


def test_export_ftm_entities_are_valid_and_keep_every_value(written: dict[str, Path]) -> None:
    seen = set()
    for row in lines(written["ftm"]):
        proxy = ftm_model.get_proxy(row, cleaned=False)
        proxy.schema.validate(row)
        for name, values in row["properties"].items():
            assert sorted(proxy.get(name)) == sorted(values), (row["schema"], name)
        seen.add(row["schema"])
    assert {"Article", "Person", "PublicBody", "Organization", "Event", "Documentation"} <= seen


def test_export_ftm_entities_point_at_one_another(written: dict[str, Path]) -> None:
    rows = lines(written["ftm"])
    ids = {r["id"] for r in rows}
    assert len(ids) == len(rows)
    pointed = {v for r in rows for name in ("document", "entity", "proof", "involved") for v in r["properties"].get(name, ())}
    assert pointed <= ids


# ninjs

NAMED = {"type": "object", "additionalProperties": False, "required": ["name"], "properties": {n: {"type": "string"} for n in ("name", "rel", "uri", "literal", "role")} | {"geoJSON": {"type": "object"}}}
NINJS = {
    "type": "object", "additionalProperties": False, "required": ["uri"],
    "properties": {
        "uri": {"type": "string", "pattern": r"^[a-z][a-z0-9+.-]*:\S+$"}, "standard": {"type": "object"}, "type": {"enum": ["text", "audio", "video", "picture", "graphic", "composite"]},
        "language": {"type": "string"}, "pubStatus": {"enum": ["usable", "withheld", "canceled"]}, "version": {"type": "string"}, "by": {"type": "string"},
        "firstCreated": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.]\d+)?([+-]\d\d:\d\d|Z)$"}, "versionCreated": {"type": "string"},
        "headlines": {"type": "array", "items": {"type": "object", "required": ["value"]}},
        "bodies": {"type": "array", "items": {"type": "object", "additionalProperties": False, "properties": {"role": {}, "contentType": {}, "charCount": {"type": "integer"}, "wordCount": {"type": "integer"}, "value": {"type": "string"}}}},
        **{n: {"type": "array", "items": NAMED} for n in ("people", "organisations", "places", "subjects", "infoSources")},
    },
}  # fmt: skip
"""The properties of ninjs 3.1 that Khabar fills, as IPTC describes them."""


def test_export_ninjs_items_are_of_the_standard(written: dict[str, Path]) -> None:
    rows = lines(written["ninjs"])
    assert len(rows) == len(corpus()[0])
    for row in rows:
        jsonschema.validate(row, NINJS)
    assert [r["bodies"][0]["value"] for r in rows] == [r.article.text for r in corpus()[0]]


def test_export_ninjs_credits_its_sources() -> None:
    record = next(r for r in corpus()[0] if r.id == "pc-copy-2")
    assert [s["name"] for s in ninjs.item(record)["infoSources"]] == ["موقع حبر", "وكالة المرساة"]


# all forms


@pytest.mark.parametrize("form", FORMS)
def test_export_of_nothing_is_an_empty_export(tmp_path: Path, form: str) -> None:
    path = tmp_path / ("nothing" + ENDINGS.get(form, ".jsonl"))
    files = export([], form, path)
    assert all(f.exists() for f in files)
    assert frictionless.validate(str(descriptor(path))).valid


@pytest.mark.parametrize("form", FORMS)
def test_export_gives_the_same_bytes_again(tmp_path: Path, written: dict[str, Path], form: str) -> None:
    path = tmp_path / written[form].name
    files = export(reversed(corpus()[0]), form, path) if form in ("acled-like",) else export(corpus()[0], form, path)
    for file in files:
        assert file.read_bytes() == (written[form].parent / file.relative_to(tmp_path)).read_bytes()


def test_export_of_an_unknown_form_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="plover"):
        export([], "xls", tmp_path / "x")


def test_export_to_a_place_that_is_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    with pytest.raises(InputError, match="choose another place"):
        export([], "plover", tmp_path / "taken" / "x.jsonl")


@pytest.mark.parametrize("code", ["DZA", "KOS", "PSE"])
def test_export_country_in_other_codes(code: str) -> None:
    found = country(code)
    assert found is not None
    assert len(found.iso2) == 2
    assert country(None) is country("XYZ") is None
    assert set(RESOLUTIONS.values()) == {1, 2, 3, 4, 5}


# coded records from files


@pytest.fixture
def coded() -> list[Record]:
    return list(corpus()[0][:3])


def test_export_reads_what_code_wrote(tmp_path: Path, coded: list[Record]) -> None:
    encoded = [msgspec.json.encode(r) for r in coded]
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "lines.jsonl").write_bytes(b"\n".join([encoded[0], b'{"id": "bad", "extra": {}, "faults": []}', b"", encoded[1]]))
    (tmp_path / "a" / "one.json").write_bytes(msgspec.json.format(encoded[2], indent=2))
    (tmp_path / "list.json").write_bytes(b"[" + b",".join(encoded) + b"]")
    (tmp_path / "one.json").write_bytes(encoded[0])
    assert list(read_records([str(tmp_path / "a")])) == coded
    assert list(read_records([str(tmp_path / "list.json")])) == coded
    assert list(read_records([str(tmp_path / "one.json")])) == coded[:1]


@pytest.mark.parametrize("content", [b'{"id": 5}', b"no json", b"[1]", b'{"article": {}}\n{"article": {}}'])
def test_export_says_which_file_holds_no_record(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "wrong.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"wrong\.json"):
        list(read_records([str(path)]))
    with pytest.raises(InputError, match="missing"):
        list(read_records([str(tmp_path / "missing.json")]))
