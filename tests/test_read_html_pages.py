"""Whole HTML pages in the shapes of Arabic sites: words of the body, title, date, outlet; pages without an article say so."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from khabar.model import CODED_KINDS, Article, Fault
from khabar.read.html import read_html
from khabar.script.encoding import decode

PAGES = Path(__file__).parent / "pages" / "html"
WANTED: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(PAGES.glob("*.json"))
}
ARTICLES = [name for name, wanted in WANTED.items() if "fault" not in wanted]
REFUSED = [name for name, wanted in WANTED.items() if "fault" in wanted]
_WORD = re.compile(r"\S*\w\S*")
WORST, MEAN = 0.90, 0.97


def read(name: str) -> tuple[Article | None, list[Fault]]:
    found = decode((PAGES / f"{name}.html").read_bytes())
    assert found is not None
    return read_html(found.text, fetched=WANTED[name].get("fetched"))


def article(name: str) -> Article:
    found, _ = read(name)
    assert found is not None
    return found


def scores(name: str) -> tuple[float, float]:
    """Precision and recall of the words of the body."""
    found = article(name)
    got = Counter(
        w
        for b in found.blocks
        if b.kind in ("paragraph", "subhead")
        for w in _WORD.findall(found.text[b.start : b.end])
    )
    want = Counter(w for paragraph in WANTED[name]["body"] for w in _WORD.findall(paragraph))
    hits = sum((got & want).values())
    return hits / max(1, sum(got.values())), hits / sum(want.values())


def test_html_pages_are_many() -> None:
    assert len(ARTICLES) >= 25
    assert len(REFUSED) >= 8


@pytest.mark.parametrize("name", ARTICLES)
def test_html_pages_words_of_the_body(name: str) -> None:
    assert min(scores(name)) >= WORST


def test_html_pages_words_of_all_bodies() -> None:
    found = [scores(name) for name in ARTICLES]
    assert sum(p for p, _ in found) / len(found) >= MEAN
    assert sum(r for _, r in found) / len(found) >= MEAN


@pytest.mark.parametrize("name", ARTICLES)
def test_html_pages_title_date_outlet(name: str) -> None:
    found, wanted = article(name), WANTED[name]
    assert (found.title, found.published, found.outlet) == (wanted["title"], wanted["published"], wanted["outlet"])


@pytest.mark.parametrize("name", ARTICLES)
def test_html_pages_paragraphs_stand_apart(name: str) -> None:
    found = article(name)
    blocks = [found.text[b.start : b.end].strip() for b in found.blocks if b.kind in ("paragraph", "subhead")]
    assert [p for p in WANTED[name]["body"] if " ".join(p.split()) not in blocks] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_html_pages_nothing_of_the_neighbours(name: str) -> None:
    found = article(name)
    coded = "\n".join(found.text[b.start : b.end] for b in found.blocks if b.kind in CODED_KINDS)
    assert [text for text in WANTED[name]["never"] if text in coded] == []
    captions = [found.text[b.start : b.end].strip() for b in found.blocks if b.kind == "caption"]
    assert [c for c in WANTED[name].get("captions", []) if c not in captions] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_html_pages_blocks_tile_the_text(name: str) -> None:
    found = article(name)
    assert [b.start for b in found.blocks] == [0, *(b.end for b in found.blocks[:-1])]
    assert found.blocks[-1].end == len(found.text)
    assert [b.kind for b in found.blocks].count("title") == 1


@pytest.mark.parametrize("name", REFUSED)
def test_html_pages_without_an_article_say_so(name: str) -> None:
    found, faults = read(name)
    assert WANTED[name]["fault"] in [fault.code for fault in faults]
    assert (found is not None) == WANTED[name]["article"]


@pytest.mark.parametrize("name", REFUSED)
def test_html_pages_in_other_languages_give_no_records(name: str) -> None:
    from khabar.pipeline import code

    found, _ = read(name)
    if found is None or found.language == "ar":
        return
    record = code(found)
    assert not record.statements
    assert not record.events
