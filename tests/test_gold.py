"""The project's own gold: sound, and of every kind of event."""

from __future__ import annotations

import itertools
from importlib import resources

import pytest

from khabar.coding.plover import quad
from khabar.evaluate import read_gold
from tests.conftest import ROOT

TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
FOLDERS = (ROOT / "gold", ROOT / "gold" / "outlets")
OPEN = ROOT.parent / "shared" / "gold"
WORDS = 8
"""In a row: what two texts of the news may share by chance is shorter."""


def runs(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)}


def test_gold_demo_is_the_packaged_article() -> None:
    packaged = resources.files("khabar.demo").joinpath("article.txt").read_bytes()
    assert (ROOT / "gold" / "demo.txt").read_bytes() == packaged


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_gold_is_sound(folder: object) -> None:
    cases = list(read_gold(folder))  # type: ignore[arg-type]
    assert cases
    assert all(case.gold.events and case.gold.statements and case.gold.actors for case in cases)


def test_gold_outlets_hold_every_type() -> None:
    events = [e for case in read_gold(ROOT / "gold" / "outlets") for e in case.gold.events if not e.optional]
    assert {e.type for e in events} == TYPES
    assert all(quad(e.type) in (1, 2, 3, 4) for e in events)


def test_gold_sentences_are_nobodys_else() -> None:
    if not OPEN.is_dir():
        pytest.skip("the shared gold is not beside the repository")
    theirs = set(itertools.chain.from_iterable(runs(path.read_text("utf-8")) for path in OPEN.glob("*.txt")))
    for folder in FOLDERS:
        for path in folder.glob("*.txt"):
            assert runs(path.read_text("utf-8")) & theirs == set(), path.name
