"""The figures, against hand-counted cases and against the scorer that came with the gold."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from khabar.errors import InputError
from khabar.evaluate import below, code_text_case, evaluate, figures, measured, read_floors, read_gold, report
from khabar.model import Record
from khabar.scoring import best_pairs, fold_loosely, iou, names_match

TEXT = "عنوان الخبر\n\nقال سامر الحلواني إن الهدنة صامدة. وصل كريم عبد الجواد إلى عمان.\n"
GOLD: dict[str, object] = {
    "published": "2024-05-06", "title": "عنوان الخبر", "credits": [], "furniture": [],
    "actors": [{"key": "s", "names": ["سامر الحلواني"], "kind": "person"}], "times": [],
    "statements": [{"speaker": ["s"], "cue": "قال", "type": "indirect", "content": "الهدنة صامدة"}], "events": [],
}  # fmt: skip


def write_gold(folder: Path, gold: dict[str, object], text: str = TEXT) -> Path:
    (folder / "a.txt").write_text(text, "utf-8")
    (folder / "a.gold.json").write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
    return folder


def test_evaluate_counts_hits_and_writes_records(tmp_path: Path) -> None:
    outcome = evaluate(write_gold(tmp_path, GOLD), records=tmp_path / "out")
    found = figures(outcome)
    assert found["statements"]["f1"] == 1.0
    assert found["title"] == {"rate": 1.0, "of": 1}
    record = msgspec.json.decode((tmp_path / "out" / "a.json").read_bytes(), type=Record)
    assert record.id == "a"
    assert record.article.published_from == "option"


def test_evaluate_gives_the_coder_the_date_and_nothing_else(tmp_path: Path) -> None:
    asked: list[tuple[str, str, str | None]] = []

    def spy(name: str, text: str, published: str | None) -> Record:
        asked.append((name, text, published))
        return code_text_case(name, text, published)

    evaluate(write_gold(tmp_path, GOLD), code=spy)
    assert asked == [("a", TEXT, "2024-05-06")]


def test_evaluate_gives_the_figures_of_each_type_of_statement(tmp_path: Path) -> None:
    said = [{"speaker": ["s"], "cue": "قال", "type": t, "content": c} for t, c in (("indirect", "الهدنة صامدة"), ("direct", "وصل كريم"))]
    outcome = evaluate(write_gold(tmp_path, GOLD | {"statements": said}))
    found = figures(outcome)
    assert (found["statements indirect"]["p"], found["statements indirect"]["r"]) == (1.0, 1.0)
    assert (found["statements direct"]["r"], found["statements direct"]["gold"]) == (0.0, 1)
    assert any(line.startswith("direct") and " 0.000" in line for line in report(outcome))


def test_evaluate_tells_what_was_missed(tmp_path: Path) -> None:
    event = {"type": "CONSULT", "actors": ["s"], "recipients": [], "status": "actual", "evidence": "الهدنة صامدة"}
    lines = report(evaluate(write_gold(tmp_path, GOLD | {"events": [event]})), each=True, misses=True)
    assert any("event missed: CONSULT" in line for line in lines)
    assert any(line.startswith("CONSULT") for line in lines)


@pytest.mark.parametrize(
    ("change", "words"),
    [({"times": [{"text": "غدا", "value": "2024-05-07"}]}, "not in the article"),
     ({"statements": [{"speaker": ["nobody"], "type": "direct", "content": "الهدنة"}]}, "unknown actor key"),
     ({"actors": 3}, "cannot be read")],
)  # fmt: skip
def test_evaluate_names_the_gold_file_that_is_wrong(tmp_path: Path, change: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=f"a.gold.json.*{words}"):
        list(read_gold(write_gold(tmp_path, GOLD | change)))


def test_evaluate_refuses_a_folder_without_gold(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \*\.gold\.json"):
        list(read_gold(tmp_path))


def test_evaluate_floors_are_held_or_named(tmp_path: Path) -> None:
    outcome = evaluate(write_gold(tmp_path, GOLD))
    assert below(outcome, measured(outcome)) == []
    assert below(outcome, {"statements": 1.01}) == ["statements is 1.000, its floor 1.010"]
    assert below(outcome, {"events": 0.5}) == ["events is 0.000, its floor 0.500"]


def test_evaluate_floors_file_must_be_numbers(tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_text('{"own": {"events": "high"}}')
    with pytest.raises(InputError):
        read_floors(tmp_path / "floors.json")


def test_evaluate_names_agree_by_last_word_and_subset() -> None:
    assert names_match(["سيرين أبو عقلة"], ["أبو عقلة"])
    assert names_match(["بيغن"], ["بيجن"])
    assert not names_match(["سامر الحلواني"], ["ماهر الحلواني"])
    assert fold_loosely("أُسَامةُ  على") == ["اسامه", "علي"]


def test_evaluate_pairs_best_first_and_once() -> None:
    assert best_pairs([0, 10], [9, 11], lambda g, p: 1 / (1 + abs(g - p))) == [(1, 0), (0, 1)]
    assert best_pairs([1], [1, 1], lambda g, p: float(g == p)) == [(0, 0)]
    assert iou((0, 10), (5, 15)) == pytest.approx(1 / 3)


def load_scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_evaluate_agrees_with_the_scorer_of_the_gold(open_gold: Path) -> None:
    scorer = load_scorer(open_gold)
    records: dict[str, Record] = {}

    def keep(name: str, text: str, published: str | None) -> Record:
        records[name] = code_text_case(name, text, published)
        return records[name]

    mine = evaluate(open_gold, code=keep)
    for case in read_gold(open_gold):
        gold = json.loads((open_gold / f"{case.name}.gold.json").read_text("utf-8"))
        theirs = scorer.Article(gold, json.loads(msgspec.json.encode(records[case.name])), case.text)
        wanted = {n: scorer.Score() for n in scorer.FIGURES}
        rates = {n: scorer.Score() for n in scorer.RATES}
        theirs.score(wanted, rates)
        own = mine.each[case.name]
        for name, score in wanted.items():
            tally = own.figures[name]
            assert (case.name, name, tally.hit, tally.gold, tally.got) == (case.name, name, score.hit, score.gold, score.got)
        for name, score in rates.items():
            if name != "faithful":
                assert (case.name, name, own.rates[name].hit, own.rates[name].gold) == (case.name, name, score.hit, score.gold)
        assert own.rates["faithful"].hit == int(not scorer.unfaithful(json.loads(msgspec.json.encode(records[case.name])), case.text))
