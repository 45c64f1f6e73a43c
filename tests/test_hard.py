"""Inputs made to be hard: the work on them grows with their size and not with its square.

In short for every run; `make soak-fuzz` takes a megabyte of each ($KHABAR_SOAK_BYTES).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import cache

import pytest

import khabar
from khabar.batch import code_source
from khabar.model import Fault
from khabar.read.document import Document
from tests.hard import NEWS, PAGES, PARAGRAPH, TEXTS, page

BYTES = int(os.environ.get("KHABAR_SOAK_BYTES", "12000"))
SECONDS = 5.0
"""For a megabyte, on a quiet machine."""
ORDINARY = 3.0
"""Times what ordinary news of the same size takes on this machine now, where that is more: a machine may be slow or busy."""


def per_megabyte(work: Callable[[str], object], text: str) -> float:
    """Seconds of this process for each megabyte of ``text``: the better of two, unless the first is good enough."""
    size = len(text.encode()) / 1e6
    found = []
    for _ in range(2):
        began = time.process_time()
        work(text)
        found.append((time.process_time() - began) / size)
        if found[0] < SECONDS or size > 0.5:
            break
    return min(found)


def code(text: str) -> object:
    return khabar.code_text(text, published="2024-05-06")


def read(text: str) -> list[Fault]:
    coded = code_source(Document(id="x", path="x.html", kind="html", data=text.encode()))
    assert [f.message for f in coded.faults if f.code == "internal"] == []
    return coded.faults


@cache
def allowed() -> float:
    """Seconds a megabyte may take."""
    code(NEWS)
    read(page(PARAGRAPH * 9))
    read(page("<div>" * 100))  # loads what pages in doubt need
    return max(SECONDS, ORDINARY * per_megabyte(code, NEWS * (BYTES // len(NEWS.encode()))))


@pytest.mark.parametrize("name", TEXTS)
def test_hard_texts_take_no_longer_than_their_size(name: str) -> None:
    limit = allowed()
    assert per_megabyte(code, TEXTS[name](BYTES)) < limit


@pytest.mark.parametrize("name", PAGES)
def test_hard_pages_take_no_longer_than_their_size(name: str) -> None:
    limit = allowed()
    assert per_megabyte(read, PAGES[name](BYTES)) < limit


def test_hard_a_sentence_with_too_many_sayings_is_told() -> None:
    record = khabar.code_text("قال: " * 60, published="2024-05-06")
    assert 0 < len(record.statements) <= 20
    assert [f.code for f in record.faults if f.code == "crowded"] == ["crowded"]
    assert "more than 20 verbs or nouns of saying" in next(f.message for f in record.faults if f.code == "crowded")


def test_hard_elements_without_end_keep_their_text() -> None:
    deep = page("<div>" * 1500 + PARAGRAPH * 12)
    coded = code_source(Document(id="x", path="x.html", kind="html", data=deep))
    assert coded.record is not None
    assert coded.record.article.text.count("ترفض التصعيد") >= 1
    assert len(coded.record.statements) >= 1
    deeper = code_source(Document(id="x", path="x.html", kind="html", data=page("<div>" * 30_000 + PARAGRAPH * 12)))
    assert deeper.record is not None or deeper.faults  # the parser itself ends at 2,048
