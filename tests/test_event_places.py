"""Where an event took place, by the corpus in corpus/event_places.tsv."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import khabar
from khabar.script.fold import fold

CORPUS = Path(__file__).parent / "corpus" / "event_places.tsv"


def rows() -> list[dict[str, str]]:
    lines = [line for line in CORPUS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"][:40])
def test_event_places_corpus(row: dict[str, str]) -> None:
    record = khabar.code_text(row["text"], published="2026-03-11")
    events = [e for e in record.events if e.type == row["type"]]
    assert events, f"no {row['type']} in: {[(e.type, e.evidence.text) for e in record.events]}"
    places = {fold(e.place.name_ar) for e in events if e.place}
    assert places == ({fold(row["place"])} if row["place"] else set())


def test_event_places_are_spans_of_the_text() -> None:
    text = "دخلت القافلة إلى مدينة الفاشر. وقالت الشرطة إن الجيش قصف سوقا في المدينة."
    record = khabar.code_text(text, published="2026-03-11")
    assert [(p.text, p.name_ar) for p in record.places] == [("الفاشر", "الفاشر"), ("المدينة", "الفاشر")]
    assert all(text[p.start : p.end] == p.text for p in record.places)
