"""Archives: parts, shards, Ray with a machine that is lost, and the way into the store."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pytest
from pyarrow import parquet

import khabar
from khabar import scale
from khabar.batch import Coded, code_all
from khabar.errors import InputError, OptionError
from khabar.export.inputs import read_records
from khabar.model import Record
from khabar.pipeline import coder
from khabar.read.document import Defaults
from khabar.read.inputs import documents
from khabar.shards import COLUMNS, Counts, read_facts, read_shard, write_shard
from khabar.store.loading import find_shards, load
from tests.conftest import ROOT

NAMES = "سامر الحلواني,ليلى الشرفاوي,نبيل الصباغ,هدى المرزوقي".split(",")
BAD = "{broken"


def line(number: int) -> str:
    """An article as a JSON line, or a broken one."""
    if number % 17 == 5:
        return BAD
    name = NAMES[number % len(NAMES)]
    text = f"قال وزير النقل الأردني {name}، اليوم، إن الجسر رقم {number} يفتح غدا.\n\nوأضاف أن {number + 2} عاملا شاركوا في بنائه. والتقى الوزير نظيره التونسي."
    row: dict[str, Any] = {"text": text, "published": "2024-05-06", "desk": number}
    return json.dumps(row | ({"id": f"n{number}"} if number % 2 else {}), ensure_ascii=False)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder of three files of lines, one of them gzipped, and one of Parquet."""
    import gzip

    folder = tmp_path / "archive"
    (folder / "more").mkdir(parents=True)
    (folder / "one.jsonl").write_text("".join(line(n) + "\n" for n in range(40)), "utf-8")
    (folder / "more" / "one.jsonl").write_text("\ufeff" + "\n".join(line(n) for n in range(40, 60)), "utf-8")
    (folder / "zip.jsonl.gz").write_bytes(gzip.compress("\n".join(line(n) for n in range(60, 70)).encode()))
    rows = [{"desk": None, "id": None, **json.loads(line(n))} for n in range(70, 90) if line(n) != BAD]
    parquet.write_table(pa.Table.from_pylist(rows), folder / "table.parquet", row_group_size=6)
    (folder / "notes.txt").write_text("not an archive", "utf-8")
    return folder


def job(out: Path, **more: Any) -> scale.Job:
    return scale.Job(out=str(out), coder=coder(), **more)


def lines_of(records: Any) -> list[bytes]:
    return sorted(msgspec.json.encode(r) for r in records)


def in_one_process(archive: Path) -> tuple[list[bytes], list[tuple[str, list[str]]]]:
    """What `khabar code` makes of the archive: the records, and id and codes of what has none."""
    coded = list(code_all(documents(scale.find([str(archive)]), Defaults())))
    records = lines_of(c.record for c in coded if c.record is not None)
    return records, sorted((c.id, [f.code for f in c.faults]) for c in coded if c.record is None)


def in_shards(out: Path) -> tuple[list[bytes], list[tuple[str, list[str]]]]:
    """The same of a folder of shards."""
    records = lines_of(s.record for p in out.glob("*.parquet") for s in read_shard(p))
    lines = [json.loads(text) for p in (out / "faults").glob("*.jsonl") for text in p.read_text("utf-8").splitlines()]
    return records, sorted((x["id"], [f["code"] for f in x["faults"]]) for x in lines)


@pytest.mark.parametrize("size", [10**9, 3000])
def test_scale_parts_give_what_their_files_do(archive: Path, tmp_path: Path, size: int) -> None:
    out = tmp_path / "out"
    out.mkdir()
    found = list(scale.parts(scale.find([str(archive)]), size))
    assert len(found) == 4 if size > 3000 else len(found) > 8
    assert len({p.name for p in found}) == len(found)
    counts = [scale.code_part(part, job(out)) for part in found]
    assert in_shards(out) == in_one_process(archive)
    assert sum(c.articles for c in counts) == len(in_shards(out)[0])
    assert not list(out.rglob("*.part"))


def test_scale_a_part_done_again_gives_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    part = next(scale.parts([(archive / "one.jsonl").resolve()]))
    (tmp_path / "out").mkdir()
    todo = job(tmp_path / "out")
    scale.code_part(part, todo)
    before = todo.shard(part).read_bytes()
    scale.code_part(part, todo)
    assert todo.shard(part).read_bytes() == before


def test_scale_goes_on_where_it_stopped(archive: Path, tmp_path: Path) -> None:
    """What is there is not made again (nothing is left, so that no Ray is started), unless input, coder or options changed."""
    (tmp_path / "out").mkdir()
    path = (archive / "one.jsonl").resolve()
    part, todo = next(scale.parts([path])), job(tmp_path / "out")
    counts = scale.code_part(part, todo)
    done = list(scale.scale([part], todo))
    assert [(d.how, d.counts) for d in done] == [("there", counts)]
    facts = read_facts(todo.shard(part))
    assert facts is not None
    path.write_text(line(1), "utf-8")
    changed = next(scale.parts([path]))
    assert changed.name == part.name
    other = job(tmp_path / "out", defaults=Defaults(outlet="صحيفة المرفأ"))
    newer = scale.Job(out=todo.out, coder=msgspec.structs.replace(coder(), rules="other"))
    assert facts.made == todo.made(part)
    assert facts.made not in (todo.made(changed), other.made(part), newer.made(part))


def test_scale_another_version_on_a_machine_is_told(archive: Path, tmp_path: Path) -> None:
    part = next(scale.parts([(archive / "one.jsonl").resolve()]))
    with pytest.raises(OptionError, match="another version"):
        scale.code_part(part, scale.Job(out=str(tmp_path), coder=msgspec.structs.replace(coder(), rules="other")))


def test_scale_a_part_that_loses_every_process_is_given_up(archive: Path, tmp_path: Path) -> None:
    part = next(scale.parts([(archive / "one.jsonl").resolve()]))
    for n in range(scale.TRIES):
        (tmp_path / f".{part.name}.{n}.try").touch()
    told = scale._task({"part": msgspec.json.encode(part)}, msgspec.json.encode(job(tmp_path)))
    assert "processes were lost" in told["problem"]
    scale._sweep(tmp_path, [part])
    assert scale._task({"part": msgspec.json.encode(part)}, msgspec.json.encode(job(tmp_path)))["problem"] == ""
    assert not list(tmp_path.glob(".*.try"))


def test_scale_finds_patterns_and_leaves_its_own_output(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = archive / "out"
    out.mkdir()
    parquet.write_table(pa.table({"text": ["نص"]}), out / "x.parquet")
    monkeypatch.chdir(tmp_path)
    names = [p.name for p in scale.find(["archive/**/*.jsonl", str(archive / "*.gz")], out)]
    assert names == ["one.jsonl", "one.jsonl", "zip.jsonl.gz"]
    assert "x.parquet" not in {p.name for p in scale.find([str(archive)], out)}
    for nothing in ("archive/*.csv", "archive/notes.txt", "nowhere"):
        with pytest.raises(InputError, match="no file of JSON lines"):
            scale.find([nothing])


def test_shards_hold_columns_that_other_programs_read(archive: Path, tmp_path: Path) -> None:
    coded = _shard(archive, tmp_path / "out")
    table = parquet.read_table(tmp_path / "out" / "one.parquet")
    assert table.column_names == list(COLUMNS)
    rows = table.to_pylist()
    first = msgspec.json.decode(rows[1]["record"], type=Record)
    assert (rows[1]["id"], rows[1]["published"], rows[1]["statements"]) == ("n1", "2024-05-06", len(first.statements))
    assert rows[1]["source"].endswith("one.jsonl:2")
    assert rows[1]["record"].encode() == coded[1].to_json()
    assert [r.id for r in read_records([str(tmp_path / "out")])] == [r["id"] for r in rows]


def test_shards_a_write_that_fails_leaves_what_was_there(archive: Path, tmp_path: Path) -> None:
    coded = list(code_all(documents([archive / "one.jsonl"], Defaults())))
    write_shard(tmp_path / "s.parquet", coded[:3], {})
    before = (tmp_path / "s.parquet").read_bytes()

    def breaking() -> Any:
        yield coded[0]
        raise MemoryError

    with pytest.raises(MemoryError):
        write_shard(tmp_path / "s.parquet", breaking(), {})
    assert (tmp_path / "s.parquet").read_bytes() == before
    assert [p.name for p in tmp_path.rglob("*") if p.is_file() and archive not in p.parents] == ["s.parquet"]


def _shard(archive: Path, folder: Path) -> list[Coded]:
    folder.mkdir()
    coded = list(code_all(documents([archive / "one.jsonl"], Defaults())))
    write_shard(folder / "one.parquet", coded, {})
    return coded


def test_load_keeps_records_once(archive: Path, tmp_path: Path) -> None:
    coded = _shard(archive, tmp_path / "out")
    records = [c.record for c in coded if c.record is not None]
    with khabar.open_store(tmp_path / "one.db") as store, khabar.open_store(tmp_path / "two.db") as other:
        first = [a for part in load(store, find_shards([str(tmp_path / "out")])) for a in part.added]
        counts = store.counts()
        again = [a for part in load(store, find_shards([str(tmp_path / "out")])) for a in part.added]
        for record in records:
            other.add(record)
        assert store.counts() == counts
        assert len(first) == len(again) == len(records)
        assert all(a is not None and a.new_article for a in first)
        assert again == [None] * len(records)
        assert [store.record(id) for id in store.ids()] == [other.record(id) for id in other.ids()]
        assert store.search("الجسر")
        assert store.check() == []


def test_load_a_new_coding_of_the_same_article_is_kept(archive: Path, tmp_path: Path) -> None:
    coded = _shard(archive, tmp_path / "out")
    with khabar.open_store(tmp_path / "one.db") as store:
        list(load(store, [tmp_path / "out" / "one.parquet"]))
        less = [msgspec.structs.replace(c, record=msgspec.structs.replace(c.record, statements=[])) for c in coded[:2] if c.record]
        write_shard(tmp_path / "out" / "one.parquet", less, {})
        added = [a for part in load(store, [tmp_path / "out" / "one.parquet"]) for a in part.added]
        assert [a is not None and (a.new_article, a.new_coding) for a in added] == [(False, True), (False, True)]
        assert store.record(added[0].article).statements == [] if added[0] else False


def test_load_names_what_cannot_be_read_and_goes_on(archive: Path, tmp_path: Path, run: Any) -> None:
    out = tmp_path / "out"
    coded = _shard(archive, out)
    rows = parquet.read_table(out / "one.parquet").to_pylist()[:3]
    rows[1]["record"] = '{"id": 1}'
    parquet.write_table(pa.Table.from_pylist(rows), out / "a.parquet")
    (out / "b.parquet").write_bytes((out / "one.parquet").read_bytes()[:-10])
    parquet.write_table(pa.table({"text": ["نص"]}), out / "c.parquet")
    result = run("load", out, "--db", tmp_path / "x.db")
    told = result.err.splitlines()
    assert result.code == 1
    assert any("a.parquet, row 2: no record" in x for x in told)
    assert any("b.parquet: cannot be read" in x for x in told)
    assert any("c.parquet: holds no coded articles" in x for x in told)
    assert f"{sum(c.record is not None for c in coded)} new articles" in result.out
    assert run("load", tmp_path / "nowhere", "--db", tmp_path / "x.db").code == 1


def test_scale_loses_nothing_with_a_node(archive: Path, tmp_path: Path) -> None:
    """A local cluster of two nodes, one of them killed in the middle of the work: the result is that of one process."""
    articles = int(os.environ.get("KHABAR_SOAK", "0")) or 400
    for n in range(8):
        (archive / f"s{n}.jsonl").write_text("".join(line(x) + "\n" for x in range(n * 1000, n * 1000 + articles // 8)), "utf-8")
    out = tmp_path / "out"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]), "PYTHONWARNINGS": "ignore"}
    program = [sys.executable, str(ROOT / "tests" / "two_nodes.py"), str(archive), str(out)]
    done = subprocess.run(program, capture_output=True, text=True, env=env, timeout=600)
    assert done.returncode == 0, done.stderr
    assert "killed after" in done.stderr
    assert f"{len(list(out.glob('*.parquet')))} shards (0 of them there already), 0 parts lost" in done.stdout
    assert in_shards(out) == in_one_process(archive)
    assert not [p for p in out.rglob(".*") if p.is_file()]


def test_scale_command_tells_what_is_there(archive: Path, tmp_path: Path, run: Any) -> None:
    for part in scale.parts(scale.find([str(archive)])):
        (tmp_path / "out").mkdir(exist_ok=True)
        scale.code_part(part, job(tmp_path / "out"))
    result = run("scale", archive, tmp_path / "out")
    assert result.code == 0
    assert result.out.startswith("4 shards (4 of them there already), 0 parts lost; ")
    assert run("scale", tmp_path / "nowhere", tmp_path / "out").code == 1
    assert run("scale", archive, tmp_path / "out", "--published", "gestern").code == 2


def test_shards_counts_of_nothing(tmp_path: Path) -> None:
    assert write_shard(tmp_path / "s.parquet", [], {}) == Counts()
    assert list(read_shard(tmp_path / "s.parquet")) == []
