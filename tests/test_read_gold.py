"""The open gold, where ``KHABAR_GOLD`` names its folder: what is coded lies in coded blocks, furniture does not."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from khabar.model import CODED_KINDS, Article
from khabar.read.text import read_text
from khabar.script.fold import fold

GOLD = Path(os.environ.get("KHABAR_GOLD", "no-gold-here"))
FILES = sorted(GOLD.glob("*.gold.json"))

pytestmark = pytest.mark.skipif(not FILES, reason="KHABAR_GOLD names no folder with gold files")


def load(file: Path) -> tuple[Article, dict[str, Any]]:
    text = file.with_name(file.name.replace(".gold.json", ".txt")).read_text("utf-8")
    return read_text(text)[0], json.loads(file.read_text("utf-8"))


def coded(article: Article) -> str:
    return "".join(article.text[b.start : b.end] for b in article.blocks if b.kind in CODED_KINDS)


def lines(article: Article, *, kinds: frozenset[str]) -> set[str]:
    return {article.text[b.start : b.end].strip() for b in article.blocks if b.kind in kinds}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_gold_metadata(file: Path) -> None:
    article, gold = load(file)
    assert fold(article.title or "") == fold(gold["title"])
    assert "section" not in gold or article.section == gold["section"]
    assert {fold(name) for name in gold["credits"]} <= {fold(credit.text) for credit in article.credits}
    assert article.published in (None, gold["published"])


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_gold_blocks(file: Path) -> None:
    article, gold = load(file)
    assert not lines(article, kinds=CODED_KINDS) & {line.strip() for line in gold["furniture"]}
    text = coded(article)
    wanted = [s["content"] for s in gold["statements"]] + [e["evidence"] for e in gold["events"]]
    assert [w for w in wanted if w not in text] == []
