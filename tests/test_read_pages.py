"""Whole pages in the shapes of many outlets: each line's label, the title, the date and the credits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from khabar.read.text import read_text

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.json"))


def load(name: str) -> tuple[str, dict[str, Any]]:
    text = (PAGES / f"{name}.txt").read_bytes().decode("utf-8")
    return text, json.loads((PAGES / f"{name}.json").read_text("utf-8"))


def test_read_pages_are_many() -> None:
    assert len(NAMES) >= 30


@pytest.mark.parametrize("name", NAMES)
def test_read_pages_labels(name: str) -> None:
    text, wanted = load(name)
    article, faults = read_text(text)
    got = [(block.kind, text[block.start : block.end].strip()[:60]) for block in article.blocks]
    assert got == [(kind, line) for kind, (_, line) in zip(wanted["kinds"], got, strict=True)]
    assert not faults


@pytest.mark.parametrize("name", NAMES)
def test_read_pages_metadata(name: str) -> None:
    text, wanted = load(name)
    article, _ = read_text(text)
    continues = {str(i): block.continues for i, block in enumerate(article.blocks) if block.continues is not None}
    got = {
        "title": article.title, "section": article.section, "published": article.published,
        "credits": sorted(credit.name for credit in article.credits), "continues": continues,
    }  # fmt: skip
    assert got == {**{key: wanted[key] for key in got}, "credits": sorted(wanted["credits"])}
    assert article.published_from == ("text" if wanted["published"] else None)
    assert all(text[credit.start : credit.end] == credit.text for credit in article.credits)
