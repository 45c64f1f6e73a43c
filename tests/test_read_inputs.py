"""Files, folders, JSONL, standard input; each failure has its own code and never ends the run."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from khabar.errors import OptionError
from khabar.read.inputs import Source, decode, read_inputs
from khabar.read.jsonl import parse_line

TEXT = "عنوان الخبر الأول هنا\nقال الوزير إن البلاد ماضية في الإصلاح.\n"


def codes(sources: list[Source]) -> list[str]:
    return [fault.code for source in sources for fault in source.faults]


def test_inputs_file_keeps_its_text(tmp_path: Path) -> None:
    file = tmp_path / "a.b.txt"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    (source,) = read_inputs([file])
    assert source.id == "a.b"
    assert source.article is not None
    assert source.article.text == TEXT.replace("\n", "\r\n")


def test_inputs_folder_is_sorted_and_deep(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "c.jpg", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    sources = list(read_inputs([str(tmp_path)]))
    assert [source.id for source in sources] == ["z", "b", "c"]
    assert codes(sources) == ["unsupported"]
    assert "c.jpg" in sources[2].faults[0].message


def test_inputs_each_failure_has_its_code(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bin.txt").write_bytes(b"PK\0\0")
    (tmp_path / "latin.txt").write_bytes("نص".encode("cp1256"))
    paths = [tmp_path / name for name in ("none.txt", "empty", "bin.txt", "latin.txt")]
    sources = list(read_inputs(paths))
    assert codes(sources) == ["missing", "no_files", "binary", "binary"]
    assert all(source.unread and source.article is None for source in sources)
    assert all(str(path) in source.faults[0].message for path, source in zip(paths, sources, strict=True))


def test_inputs_standard_input_is_text_or_jsonl() -> None:
    (plain,) = read_inputs(["-"], stdin=io.BytesIO(TEXT.encode()))
    assert plain.article is not None
    assert plain.article.text == TEXT
    lines = "\n".join(json.dumps({"id": i, "text": TEXT}) for i in (7, 8)) + "\n"
    assert [s.id for s in read_inputs(["-"], stdin=io.BytesIO(lines.encode()))] == ["7", "8"]
    assert codes(list(read_inputs(["-"]))) == ["unreadable"]


def test_inputs_jsonl_pairs_lines_and_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    rows = [
        json.dumps({"id": "x", "text": TEXT, "published": "2024-05-06", "outlet": "المرفأ", "mine": [1, {"a": 0}]}),
        "{broken", "", json.dumps([1]), json.dumps({"id": "y"}),
        json.dumps({"id": "z", "text": TEXT, "published": "soon"}),
        json.dumps({"text": TEXT}), json.dumps({"id": "w", "text": 5}), json.dumps({"id": "h", "html": "<p>"}),
    ]  # fmt: skip
    file.write_text("\n".join(rows), "utf-8")
    sources = list(read_inputs([file], published="2020-01-01", outlet="آخر"))
    assert [s.id for s in sources] == ["x", "many:2", "many:4", "y", "z", "many:7", "w", "h"]
    assert codes(sources) == ["json", "json", "no_text", "field", "field", "unsupported"]
    first, last = sources[0].article, sources[5].article
    assert first is not None
    assert last is not None
    assert (first.published, first.outlet, sources[0].extra) == ("2024-05-06", "المرفأ", {"mine": [1, {"a": 0}]})
    assert (last.published, last.outlet) == ("2020-01-01", "آخر")


def test_inputs_wrong_option_stops_before_reading(tmp_path: Path) -> None:
    with pytest.raises(OptionError):
        list(read_inputs([tmp_path / "none.txt"], published="soon"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_inputs_decode_marked_text(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_inputs_decode_refuses_what_is_no_text() -> None:
    assert decode(b"\xff\xfe\0") is None
    assert decode(b"a\0b") is None


def test_jsonl_deep_or_odd_lines_are_faults() -> None:
    for raw in (b"[" * 100_000, b"\xff\xfe", b"nul", b'"text"', b'{"text": null}'):
        assert parse_line(raw, "f:1").faults
        assert parse_line(raw, "f:1").id == "f:1"
