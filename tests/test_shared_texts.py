"""Other people's sentences, read in place: nothing in them stops the coder."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

import khabar
from khabar import pipeline
from khabar.read.text import read_text
from tests.conftest import ROOT

SHARED = ROOT.parent / "shared"


def labelled() -> Iterator[str]:
    for path in sorted((SHARED / "gsr").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield str(row.get("text") or row.get("sentence") or "")


def treebank() -> Iterator[str]:
    for path in sorted((SHARED / "pud").glob("*.conllu")):
        yield from (line.removeprefix("# text = ") for line in path.read_text("utf-8").splitlines() if line.startswith("# text = "))


def batches(sentences: Iterator[str], size: int = 20) -> list[str]:
    found = [s for s in sentences if s.strip()]
    return ["\n\n".join(found[i : i + size]) for i in range(0, len(found), size)]


@pytest.mark.parametrize(("name", "read"), [("gsr", labelled), ("pud", treebank)])
def test_shared_texts_raise_nothing(name: str, read: object) -> None:
    if not (SHARED / name).is_dir():
        pytest.skip(f"../shared/{name} is not here")
    texts = batches(read())  # type: ignore[operator]
    assert texts
    for text in texts:
        article, faults = read_text(text, published="2020-01-01")
        record = pipeline.code(article, faults=faults)
        assert all(text[s.content.start : s.content.end] == s.content.text for s in record.statements)


@pytest.mark.parametrize(
    "text",
    [
        "نقلت الوكالة عن بلاده أن الحدود ستغلق.",
        "نقل الموقع عن حكومة بلاده قولها إن الاتفاق انتهى.",
        "ونقلت الصحيفة عن الرئيس عن بلاده أن الأزمة ستطول.",
    ],
)
def test_shared_texts_a_land_that_is_passed_on_is_found_once(text: str) -> None:
    record = khabar.code_text(text, published="2026-03-11")
    assert [s.cue_lemma for s in record.statements] == ["نقل"]
