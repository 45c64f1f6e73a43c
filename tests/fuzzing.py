"""Fuzz targets: bytes go in, and what must hold for any bytes is asserted; the seeds lie in ``tests/fuzz/TARGET/``.

A seed is cut, doubled, mixed with others and with odd pieces by hypothesis. In the long form (`make soak-fuzz`) the last
input that failed, which is the smallest, is written to ``build/fuzz/``: mend the cause and move it among the seeds.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec
from hypothesis import strategies as st

import khabar
from khabar.model import Article, Record
from khabar.read.inputs import read_inputs
from khabar.script.encoding import decode
from tests.conftest import ROOT

SEEDS = ROOT / "tests" / "fuzz"
FAILED = ROOT / "build" / "fuzz"
ODD = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xd9", b"\xe2\x80\x8f", b"\xe2\x80\xae", b"\r", b"\n\n", b"\x1f\x8b", b"<", b">", b"</", b"<!--", b"]]>", b"&#0;",
    b"&amp;lt;", b"{", b"}", b"[", b'"', b"\\u", b"\\ud800", b"1e999", b"-1", b"99999999999999999999", b"Content-Length: 9999999", b"WARC/1.0\r\n", b"charset=",
    "«".encode(), "»".encode(), "٣".encode(), "قال: ".encode(), "ـ".encode(), "\u064b".encode(), "وكالات".encode(), "اقرأ أيضا".encode(), "30 فبراير 2023".encode(),
)  # fmt: skip


def _read(ending: str, data: bytes) -> None:
    """Read a file of this kind; whatever is in it, each article is whole and each fault says what it is."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"x{ending}"
        file.write_bytes(data)
        for source in read_inputs([file], fetched="2024-05-06T10:00"):
            assert all(f.stage and f.code and f.message for f in source.faults)
            assert source.article is not None or source.faults
            if source.article is not None:
                _whole(source.article)


def _whole(article: Article) -> None:
    blocks = article.blocks
    assert [b.start for b in blocks[:1]] in ([], [0])
    assert all(a.end == b.start for a, b in pairwise(blocks))
    assert not blocks or blocks[-1].end == len(article.text)
    assert all(article.text[c.start : c.end] == c.text for c in article.credits)
    assert msgspec.json.decode(msgspec.json.encode(article), type=Article) == article


def _code(data: bytes) -> None:
    """Code it as text: the text is unchanged, spans slice to it, the record survives JSON and is the same again."""
    text = data.decode("utf-8", "replace")
    record = khabar.code_text(text, published="2024-05-06")
    assert record.article.text == text
    encoded = msgspec.json.encode(record)
    assert msgspec.json.decode(encoded, type=Record) == record
    _sliced(json.loads(encoded), text)
    assert msgspec.json.encode(khabar.code_text(text, published="2024-05-06")) == encoded


def _sliced(value: object, text: str) -> None:
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            assert value["text"] == text[value["start"] : value["end"]]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            _sliced(item, text)


def _decode(data: bytes) -> None:
    found = decode(data)
    if found is not None:
        assert "\0" not in found.text
        found.text.encode("utf-8")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": lambda data: _read(".txt", data), "html": lambda data: _read(".html", data), "feed": lambda data: _read(".xml", data),
    "jsonl": lambda data: _read(".jsonl", data), "warc": lambda data: _read(".warc", data), "encoding": _decode, "coder": _code,
}  # fmt: skip


@cache
def seeds(target: str) -> tuple[bytes, ...]:
    """The saved inputs of a target, in the order of their names."""
    return tuple(p.read_bytes() for p in sorted((SEEDS / target).iterdir()))


@st.composite
def inputs(draw: st.DrawFn, target: str) -> bytes:
    """A seed after a few changes."""
    data = draw(st.sampled_from(seeds(target)))
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 400)))
        piece = draw(st.one_of(st.just(b""), st.just(data[start:end] * 2), st.sampled_from(ODD), st.binary(max_size=6), _part_of(target)))
        data = data[:start] + piece + data[end:]
    return data


def _part_of(target: str) -> st.SearchStrategy[bytes]:
    return st.tuples(st.sampled_from(seeds(target)), st.integers(0, 2000), st.integers(1, 300)).map(lambda t: t[0][t[1] : t[1] + t[2]])


def run(target: str, data: bytes, *, keep: bool) -> None:
    """Run a target; what fails is kept in ``build/fuzz/`` where asked."""
    try:
        TARGETS[target](data)
    except Exception:
        if keep:
            FAILED.mkdir(parents=True, exist_ok=True)
            (FAILED / f"{target}-last").write_bytes(data)
        raise
