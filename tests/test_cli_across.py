"""The commands over many articles, from files and from the database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from khabar.cli.across import ALIASES as OLDER
from khabar.cli.across import FORMS as OFFERED
from khabar.cli.across import KINDS
from khabar.export.formats import ALIASES, FORMS
from khabar.link.records import Linked, Variants
from tests.stories import corpus, linked, told
from tests.test_link_variants import TEXTS


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("coded") / "records.jsonl"
    path.write_bytes(b"".join(msgspec.json.encode(r) + b"\n" for r in corpus()[0]))
    return path


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from khabar.store import open_store

    path = tmp_path_factory.mktemp("store") / "news.db"
    with open_store(path) as store:
        for record in corpus()[0]:
            store.add(record)
    return path


def rows(result: Any) -> list[Any]:
    assert result.code == 0, result.err
    return [json.loads(line) for line in result.out.splitlines()]


def test_cli_across_offers_what_there_is() -> None:
    from khabar import charts

    assert tuple(FORMS) == OFFERED
    assert tuple(ALIASES) == OLDER
    assert KINDS == charts.KINDS


def test_cli_story_lists_and_shows(run: Any, coded: Path) -> None:
    assert len(rows(run("story", "--records", coded))) == len(linked().stories)
    part = msgspec.json.decode(run("story", "sh-own", "--records", coded).out, type=Linked)
    assert {m.record for m in part.stories[0].articles} == {"sh-wire", "sh-copy", "sh-own", "sh-deny", "sh-condemn"}
    shown = run("story", "sh-own", "--records", coded, "--format", "table").out
    assert "4 independent sources" in shown
    assert "dead 5–6" in shown


def test_cli_statement_shows_the_differences(run: Any, coded: Path) -> None:
    assert len(rows(run("statement", "--records", coded))) == len(linked().variants)
    group = msgspec.json.decode(run("statement", "pc-wire/s2", "--records", coded).out, type=Variants)
    assert group.tellings[0].record == "pc-wire"
    shown = run("statement", "pc-wire/s2", "--records", coded, "--format", "table", "--lang", "ar").out
    assert "أول من نشره" in shown
    assert "منسوخ من" in shown


def test_cli_statement_tells_scare_quotes_and_changed_words(run: Any, tmp_path: Path) -> None:
    records = [told(id, text, outlet, f"2026-03-11T{9 + n:02}:00") for n, (id, (outlet, text)) in enumerate(TEXTS.items())]
    (tmp_path / "few.jsonl").write_bytes(b"".join(msgspec.json.encode(r) + b"\n" for r in records))
    shown = run("statement", "scare/s1", "--records", tmp_path / "few.jsonl", "--format", "table").out
    assert "put in quotation marks: \u2068الإرهاب\u2069" in shown
    assert "changed: \u2068الحكومة ← النظام\u2069" in shown
    assert "added: \u2068مهما طال الزمن\u2069" in shown


def test_cli_timeline_and_relations_give_rows_and_lines(run: Any, coded: Path) -> None:
    assault = rows(run("timeline", "--records", coded, "--type", "assault"))
    assert {r["type"] for r in assault} == {"ASSAULT"}
    assert "ASSAULT" in run("timeline", "--records", coded, "--format", "table").out
    pairs = rows(run("relations", "--records", coded, "--actor", "بن عودة"))
    assert pairs
    assert "بن عودة" in run("relations", "--records", coded, "--format", "table").out


def test_cli_across_reads_the_database(run: Any, database: Path, coded: Path) -> None:
    assert rows(run("timeline", "--db", database)) == rows(run("timeline", "--records", coded))


def test_cli_export_writes_and_tells(run: Any, coded: Path, tmp_path: Path) -> None:
    result = run("export", "--format", "csv", "-o", tmp_path / "out", "--records", coded, "--bom")
    assert result.code == 0
    assert "60" in result.err
    assert (tmp_path / "out" / "events.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "out" / "datapackage.json").exists()


def test_cli_plot_writes_a_picture(run: Any, coded: Path, tmp_path: Path) -> None:
    result = run("plot", "timeline", "-o", tmp_path / "t.svg", "--records", coded, "--lang", "ar")
    assert result.code == 0
    assert (tmp_path / "t.svg").read_text("utf-8").startswith("<svg")


def test_cli_apart_keeps_two_actors_apart(run: Any, coded: Path, tmp_path: Path) -> None:
    whole = linked()
    merge = next(m for m in whole.merges if "بن عوده" in m.left and m.kind == "same name")
    (tmp_path / "apart.tsv").write_text(f"{merge.left}\t{merge.right}\n", "utf-8")
    result = msgspec.json.decode(run("story", "pc-riwaq", "--records", coded, "--apart", tmp_path / "apart.tsv").out, type=Linked)
    assert merge.id not in {m.id for m in result.merges}
    assert merge.id in {m.id for m in whole.merges}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("story", "nobody"), 2), (("statement", "nobody/s1"), 2), (("timeline", "--from", "soon"), 2), (("plot", "pie", "-o", "x.svg"), 2),
        (("plot", "map", "-o", "x.gif"), 2), (("export", "--format", "xls", "-o", "x"), 2),
    ],
)  # fmt: skip
def test_cli_across_wrong_usage_is_told(run: Any, coded: Path, arguments: tuple[str, ...], code: int) -> None:
    result = run(*arguments, "--records", coded)
    assert result.code == code
    assert "Error" in result.err


def test_cli_across_missing_records_are_told(run: Any, tmp_path: Path) -> None:
    result = run("timeline", "--records", tmp_path / "nothing.jsonl")
    assert result.code == 1
    assert "nothing.jsonl" in result.err


@pytest.mark.parametrize(
    ("module", "arguments", "extra"),
    [("rensa", ("story",), "link"), ("pyarrow", ("export", "--format", "parquet", "-o", "x"), "tables"), ("altair", ("plot", "map", "-o", "x.svg"), "charts")],
)
def test_cli_across_names_the_extra_that_lacks(
    run: Any, coded: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, module: str, arguments: tuple[str, ...], extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.chdir(tmp_path)
    result = run(*arguments, "--records", coded, "--lang", "ar")
    assert result.code == 2
    assert f"khabar[{extra}]" in result.err
    assert "ثبتها" in result.err


def test_cli_apart_with_a_wrong_line_is_told(run: Any, coded: Path, tmp_path: Path) -> None:
    (tmp_path / "apart.tsv").write_text("one\n", "utf-8")
    assert run("timeline", "--records", coded, "--apart", tmp_path / "apart.tsv").code == 2
