"""The corpus of stories, coded and linked once for all tests."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import combinations

import yaml

from khabar.link.collection import link
from khabar.link.records import Linked, LinkedEvent, Story
from khabar.model import Record
from khabar.pipeline import code
from khabar.read.text import read_text
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "corpus" / "stories"


@cache
def corpus() -> tuple[tuple[Record, ...], dict[str, str]]:
    """The records of all articles, and article id → name of its story."""
    records, gold = [], {}
    for path in sorted(FOLDER.glob("*.yaml")):
        file = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        for row in file["articles"]:
            record = told(row["id"], row["text"], row["outlet"], row["published"])
            records.append(record)
            gold[record.article.id] = row.get("story") or file["story"]
    return tuple(records), gold


def told(id: str, text: str, outlet: str, published: str = "2026-03-11T09:00") -> Record:
    """One article coded."""
    article, faults = read_text(text, published=published, outlet=outlet)
    return code(article, id=id, faults=faults)


@cache
def linked() -> Linked:
    """What linking finds in the corpus."""
    return link(corpus()[0])


def pairwise(stories: Iterable[Story], gold: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over all pairs of articles."""
    label = {m.article: s.id for s in stories for m in s.articles}
    pairs = [(label[a] == label[b], gold[a] == gold[b]) for a, b in combinations(gold, 2)]
    both, found, true = sum(p and g for p, g in pairs), sum(p for p, _ in pairs), sum(g for _, g in pairs)
    precision, recall = both / max(1, found), both / max(1, true)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def story(found: Linked, record: str) -> Story:
    """The story of an article."""
    return next(s for s in found.stories if any(m.record == record for m in s.articles))


def main_event(found: Linked, record: str, type: str) -> LinkedEvent:
    """The event of this type that most sources tell in the story of ``record``."""
    events = [e for e in found.events if e.story == story(found, record).id and e.type == type and e.status != "negation"]
    return max(events, key=lambda e: (e.sources, len(e.reports)))
