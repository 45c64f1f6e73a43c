"""The desk's figures: goals, too few cases, intervals; its own gold, and what must hold on any gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.coding.deeds import begins_after, counted_on, is_deed
from khabar.evaluate import Outcome, code_text_case, evaluate, figures, read_gold, report
from khabar.model import Record
from khabar.scoring import Scores, Tally
from khabar.scoring_desk import GOALS, MIN_CASES, interval, verdict
from tests.conftest import ROOT
from tests.test_gold import OPEN, runs

DESK = ROOT / "gold" / "desk"


@pytest.fixture(scope="module")
def coded() -> tuple[Outcome, list[Record]]:
    records: list[Record] = []

    def keep(name: str, text: str, published: str | None) -> Record:
        records.append(code_text_case(name, text, published))
        return records[-1]

    return evaluate(DESK, code=keep), records


def test_scoring_desk_gold_is_large_and_sound() -> None:
    cases = list(read_gold(DESK))
    assert len(cases) >= 40
    events = [e for case in cases for e in case.gold.events]
    assert sum(bool(e.claims) for e in events) >= MIN_CASES
    assert sum(bool(e.planned) for e in events) >= MIN_CASES
    assert sum(a.authority is not None for case in cases for a in case.gold.actors) >= MIN_CASES
    assert {e.attribution for e in events} == {"outlet", "claimed", "denied", "contested"}


def test_scoring_desk_gold_sentences_are_nobodys_else() -> None:
    if not OPEN.is_dir():
        pytest.skip("the shared gold is not beside the repository")
    theirs = {run for path in OPEN.glob("*.txt") for run in runs(path.read_text("utf-8"))}
    assert [path.name for path in DESK.glob("*.txt") if runs(path.read_text("utf-8")) & theirs] == []


@pytest.mark.parametrize("name", ["attribution", "authority"])
def test_scoring_desk_goals_that_are_met_stay_met(coded: tuple[Outcome, list[Record]], name: str) -> None:
    assert verdict(name, coded[0].total.desk[name]) == "met"


def test_scoring_desk_report_has_goals_and_intervals(coded: tuple[Outcome, list[Record]]) -> None:
    lines = report(coded[0])
    assert any(line.startswith("attribution") and "0.90" in line for line in lines)
    found = figures(coded[0])["desk attribution"]
    assert found["from"] <= found["f1"] <= found["to"]


def test_scoring_desk_on_few_cases_no_goal_is_met() -> None:
    assert verdict("size", Tally(MIN_CASES - 1, MIN_CASES - 1, MIN_CASES - 1)) == "too few"
    assert verdict("size", Tally(MIN_CASES, MIN_CASES, MIN_CASES)) == "met"
    assert verdict("size", Tally(1, MIN_CASES, MIN_CASES)) == "missed"
    assert verdict("direction", Tally(1, 1, 1)) == ""
    assert set(GOALS) == {"attribution", "size", "authority"}


def test_scoring_desk_interval_is_seeded_and_narrows_with_agreement() -> None:
    def scores(hits: list[int]) -> list[Scores]:
        made = [Scores() for _ in hits]
        for one, hit in zip(made, hits, strict=True):
            one.figures["events"].add(hit, 1, 1)
        return made

    mixed, sure = scores([0, 1] * 10), scores([1] * 20)
    assert interval(mixed, lambda s: s.figures["events"]) == interval(mixed, lambda s: s.figures["events"])
    low, high = interval(mixed, lambda s: s.figures["events"])
    assert 0 < low < 0.5 < high < 1
    assert interval(sure, lambda s: s.figures["events"]) == (1.0, 1.0)


def test_scoring_desk_no_deed_lies_after_its_article(coded: tuple[Outcome, list[Record]]) -> None:
    assert [late for record in coded[1] for late in too_late(record)] == []


def too_late(record: Record) -> list[str]:
    """Deeds that count after the day of their article."""
    published = record.article.published or ""
    found = []
    for event in record.events:
        day = counted_on(event, published)
        if is_deed(event) and published and day is not None and begins_after(day.value, published[:10]):
            found.append(f"{record.id} {event.id}")
    return found


def within_denied(record: Record, gold: dict[str, list[dict[str, str]]], text: str) -> list[str]:
    """Deeds whose words lie in what the gold calls denied or only supposed, of the same type."""
    unreal = [(e["type"], text.find(e["evidence"]), len(e["evidence"])) for e in gold["events"] if e["status"] in ("negation", "hypothetical")]
    return [
        f"{record.id} {e.id}"
        for e in record.events
        for type, start, long in unreal
        if is_deed(e) and e.type == type and start <= e.evidence.start and e.evidence.end <= start + long
    ]


def test_scoring_desk_nothing_denied_or_supposed_is_a_deed_on_the_open_gold(open_gold: Path) -> None:
    wrong = []
    for case in read_gold(open_gold):
        record = code_text_case(case.name, case.text, case.gold.published)
        gold = json.loads((open_gold / f"{case.name}.gold.json").read_text("utf-8"))
        wrong += too_late(record) + within_denied(record, gold, case.text)
        denying = [s for s in record.statements if s.voice == "deny" and s.cue_lemma == "نفى"]
        wrong += [f"{record.id} {e.id}" for e in record.events for s in denying if is_deed(e) and not e.speech_act and s.content.start <= e.evidence.start and e.evidence.end <= s.content.end]
    assert wrong == []
