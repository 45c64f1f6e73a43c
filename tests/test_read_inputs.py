"""Files, folders, JSONL, standard input; each failure has its own code and never ends the run."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from khabar.errors import OptionError
from khabar.read.document import Defaults, Source
from khabar.read.inputs import documents, read_inputs
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
    assert [source.id for source in sources] == ["z", "b", tmp_path.name]
    assert codes(sources) == ["skipped"]
    assert "1 files" in sources[2].faults[0].message and "c.jpg" in sources[2].faults[0].message
    assert not sources[2].unread


def test_inputs_each_failure_has_its_code(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "pictures").mkdir()
    for name in ("bin.txt", "photo.jpg", "pictures/a.png"):
        (tmp_path / name).write_bytes(b"PK\0\0")
    (tmp_path / "odd.xml").write_text("<note>no feed</note>", "utf-8")
    (tmp_path / "cut.txt.gz").write_bytes(gzip.compress(TEXT.encode())[:-9])
    names = ("none.txt", "empty", "bin.txt", "photo.jpg", "pictures", "odd.xml", "cut.txt.gz")
    paths = [tmp_path / name for name in names]
    sources = list(read_inputs(paths))
    assert codes(sources) == ["missing", "no_files", "binary", "unsupported", "no_files", "unsupported", "unreadable"]
    assert all(source.unread and source.article is None for source in sources)
    assert all(str(path) in source.faults[0].message for path, source in zip(paths, sources, strict=True))


PAGE = (
    "<html><head><title>{t}</title></head><body><h1>{t}</h1>"
    + "<p>قال مدير المرفأ إن الأرصفة ستفتح يوم السبت أمام السفن الصغيرة والكبيرة.</p>" * 1
    + "<p>وأضاف أن العمال سيعودون إلى العمل صباح الأحد بعد إجازة قصيرة.</p></body></html>"
)
PAGE = PAGE.replace("{t}", "فتح أرصفة المرفأ أمام السفن")
MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://a.example/n/1
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--x"

----x
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit
Content-Location: https://a.example/n/1

{page}
----x--
"""
RSS = "<rss><channel><title>المرساة</title><item><title>عنوان</title><link>https://a.example/1</link><description>قال الوزير إن الهدنة صامدة.</description></item><item><title>آخر</title><description>غادر الوفد.</description></item></channel></rss>"


def test_inputs_folder_of_mixed_files(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.encode("cp1256"))
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "frame.html").write_text(PAGE, "utf-8")
    (tmp_path / "a_files" / "logo.png").write_bytes(b"\x89PNG\0")
    (tmp_path / "b.mhtml").write_bytes(MHTML.format(page=PAGE).encode())
    (tmp_path / "c.rss").write_text(RSS, "utf-8")
    (tmp_path / "d.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "e.jsonl").write_text(json.dumps({"id": "j", "html": PAGE, "mine": 1}) + "\n", "utf-8")
    (tmp_path / "f.php").write_text(PAGE, "utf-8")
    (tmp_path / "g.txt").write_text(TEXT, "utf-8")
    (tmp_path / "h.txt").write_text(PAGE, "utf-8")
    sources = list(read_inputs([tmp_path]))
    assert [s.id for s in sources] == ["a", "b", "https://a.example/1", "c:2", "d", "j", "f", "g", "h", tmp_path.name]
    assert codes(sources) == ["skipped"]
    assert "2 files" in sources[-1].faults[0].message
    read = [s.article for s in sources[:-1]]
    assert all(a is not None for a in read)
    assert {a.title for s, a in zip(sources, read, strict=False) if a and s.id in ("a", "b", "d", "j", "f", "h")} == {
        "فتح أرصفة المرفأ أمام السفن"
    }
    assert read[1] is not None and read[1].url == "https://a.example/n/1"
    assert sources[5].extra == {"mine": 1}


def test_inputs_share_that_is_done_rises_to_the_whole(tmp_path: Path) -> None:
    for name in ("a.txt", "b.html", "c.rss", "d.txt.gz"):
        data = {"b.html": PAGE, "c.rss": RSS}.get(name, TEXT).encode()
        (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    (tmp_path / "e.jsonl").write_text("".join(json.dumps({"text": TEXT}) + "\n" for _ in range(9)), "utf-8")
    shares = [d.done for d in documents([tmp_path], Defaults())]
    assert all(share is not None for share in shares)
    assert shares == sorted(shares, key=lambda s: s or 0)
    assert shares[-1] == 1.0


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (PAGE.encode(), ["stdin"]), (b"\xef\xbb\xbf" + PAGE.encode(), ["stdin"]), (RSS.encode(), ["https://a.example/1", "stdin:2"]),
        (gzip.compress(PAGE.encode()), ["stdin"]), (TEXT.encode("cp1256"), ["stdin"]), (b"", ["stdin"]),
    ],
)  # fmt: skip
def test_inputs_standard_input_is_what_it_begins_as(data: bytes, ids: list[str]) -> None:
    sources = list(read_inputs(["-"], stdin=io.BytesIO(data)))
    assert [s.id for s in sources] == ids
    titles = [s.article.title for s in sources if s.article]
    assert titles != [] and all(t != "<html>" for t in titles)


def test_inputs_published_is_a_default_where_the_input_holds_many(tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_text(RSS.replace("<link>", "<pubDate>11 آذار 2026</pubDate><link>"), "utf-8")
    dated = PAGE.replace("<p>", "<div>11 آذار 2026</div><p>", 1)
    (tmp_path / "p.html").write_text(dated, "utf-8")
    rows = [{"html": dated}, {"html": PAGE}, {"html": dated, "published": "2025-05-05"}]
    (tmp_path / "m.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    published = [s.article.published for s in read_inputs([tmp_path], published="2020-01-01") if s.article]
    assert published == ["2026-03-11", "2020-01-01", "2026-03-11", "2020-01-01", "2025-05-05", "2020-01-01"]


def test_inputs_ages_are_counted_from_the_capture(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(PAGE.replace("<p>", "<div>قبل ساعتين</div><p>", 1), "utf-8")
    (source,) = read_inputs([tmp_path / "p.html"], fetched="2026-03-11T01:30+03:00")
    assert source.article is not None
    assert (source.article.published, source.article.published_from) == ("2026-03-10T23:30+03:00", "derived")


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
    assert codes(sources) == ["json", "json", "no_text", "field", "field", "no_article"]
    first, last = sources[0].article, sources[5].article
    assert first is not None
    assert last is not None
    assert (first.published, first.outlet, sources[0].extra) == ("2024-05-06", "المرفأ", {"mine": [1, {"a": 0}]})
    assert (last.published, last.outlet) == ("2020-01-01", "آخر")


def test_inputs_wrong_option_stops_before_reading(tmp_path: Path) -> None:
    with pytest.raises(OptionError):
        list(read_inputs([tmp_path / "none.txt"], published="soon"))


def test_jsonl_deep_or_odd_lines_are_faults() -> None:
    for raw in (b"[" * 100_000, b"\xff\xfe", b"nul", b'"text"', b'{"text": null}'):
        assert parse_line(raw, "f:1").faults
        assert parse_line(raw, "f:1").id == "f:1"
