"""Web archives: pages in order, by their addresses; what cannot be read is named; nothing is held."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pytest

from khabar.read.document import Defaults, Source
from khabar.read.inputs import documents, read_inputs

PAGE = "<html><head><meta charset='{label}'></head><body><h1>فتح أرصفة المرفأ رقم {n} أمام السفن</h1><span>قبل ساعتين</span><p>قال مدير المرفأ إن الأرصفة ستفتح يوم السبت أمام السفن الصغيرة.</p><p>وأضاف أن العمال سيعودون إلى العمل صباح الأحد.</p></body></html>"


def record(
    url: str, body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", extra: str = ""
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}Content-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-11T09:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{abs(hash(url)) % 10**12:012}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def page(n: int, encoding: str = "utf-8", label: str = "utf-8") -> bytes:
    return PAGE.format(n=n, label=label).encode(encoding)


INFO = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 2026-03-11T09:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/warc-fields\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
RECORDS = [
    record("https://a.example/1", page(1)),
    record("https://a.example/2", page(2, "cp1256")),
    record("https://a.example/logo.png", b"\x89PNG\0\0", "image/png"),
    record("https://a.example/gone", page(3), status="404 Not Found"),
    record("https://a.example/4", gzip.compress(page(4)), extra="Content-Encoding: gzip\r\n"),
    record("https://a.example/empty", b"  "),
    record("https://a.example/6", page(6)),
]
READ = ["https://a.example/1", "https://a.example/2", "https://a.example/4", "https://a.example/6"]


def read(path: Path) -> list[Source]:
    return list(read_inputs([path]))


@pytest.mark.parametrize("shape", ["plain", "one member", "a member a record"])
def test_archive_pages_in_order(tmp_path: Path, shape: str) -> None:
    records = [INFO, *RECORDS]
    path = tmp_path / ("a.warc" if shape == "plain" else "a.warc.gz")
    path.write_bytes(
        {
            "plain": b"".join(records),
            "one member": gzip.compress(b"".join(records)),
            "a member a record": b"".join(map(gzip.compress, records)),
        }[shape]
    )
    sources = read(path)
    assert [s.id for s in sources if s.article] == READ
    assert [s.article.title for s in sources if s.article] == [
        f"فتح أرصفة المرفأ رقم {n} أمام السفن" for n in (1, 2, 4, 6)
    ]
    assert {s.article.published for s in sources if s.article} == {"2026-03-11T07:00+00:00"}
    (unread,) = [s for s in sources if s.article is None]
    assert (unread.id, unread.faults[0].code, unread.unread) == ("https://a.example/empty", "unreadable_page", False)


def test_archive_wrong_label_is_noted(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(RECORDS[1])
    (source,) = read(tmp_path / "a.warc")
    assert [(f.code, "declared utf-8, is windows-1256" in f.message) for f in source.faults] == [("encoding", True)]


def test_archive_that_breaks_off_is_read_up_to_the_break(tmp_path: Path) -> None:
    whole = b"".join(map(gzip.compress, RECORDS[:2]))
    (tmp_path / "a.warc.gz").write_bytes(whole + gzip.compress(record(READ[3], page(6) * 9))[:350])
    sources = read(tmp_path / "a.warc.gz")
    assert [s.id for s in sources if s.article] == READ[:2]
    assert sources[-1].unread
    assert "a.warc.gz: the archive breaks off after record 2" in sources[-1].faults[0].message


def test_archive_on_standard_input() -> None:
    assert [s.id for s in read_inputs(["-"], stdin=io.BytesIO(b"".join(RECORDS[:2])))] == READ[:2]


def test_archive_is_read_as_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"".join(record(f"https://a.example/{n}", page(n)) for n in range(400)))
    found = documents([tmp_path / "a.warc"], Defaults())
    first = next(found)
    assert first.done is not None and first.done < 0.5
    assert sum(1 for _ in found) == 399


def test_archive_without_the_extra_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (tmp_path / "a.warc").write_bytes(RECORDS[0])
    (source,) = read(tmp_path / "a.warc")
    assert source.unread
    assert "khabar[archive]" in source.faults[0].message
