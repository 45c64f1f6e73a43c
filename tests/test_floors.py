"""The figures hold their floors, and the floors cannot be lowered in passing."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from khabar.evaluate import below, evaluate, read_floors
from tests.conftest import ROOT

FLOORS = ROOT / "gold" / "floors.json"


@pytest.fixture
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("floors_tool", ROOT / "tools" / "floors.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_floors_own_gold_holds() -> None:
    floors = read_floors(FLOORS)["own"]
    assert floors
    assert below(evaluate(ROOT / "gold"), floors) == []


def test_floors_open_gold_holds(open_gold: Path) -> None:
    floors = read_floors(FLOORS)["open"]
    assert floors
    assert below(evaluate(open_gold), floors) == []


def test_floors_a_fall_is_seen_and_a_rise_is_kept(tool: ModuleType) -> None:
    old = {"own": {"events": 0.5, "actors": 0.5}, "open": {"events": 0.7}}
    assert tool.lowered(old, {"own": {"events": 0.4, "actors": 0.6}}) == ["own: events from 0.500 to 0.400"]
    assert tool.lowered(old, {"own": {"actors": 0.6}}) == ["own: events from 0.500 to 0.000"]
    assert tool.updated(old, {"own": {"events": 0.61239}}) == {"own": {"events": 0.612}, "open": {"events": 0.7}}


def test_floors_update_refuses_to_lower(tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "floors.json"
    path.write_text('{"own": {"events": 0.5}}')
    monkeypatch.setattr(tool, "FLOORS", path)
    monkeypatch.setattr(tool, "reached", lambda: {"own": {"events": 0.4}})
    monkeypatch.setattr("sys.argv", ["floors.py", "--update"])
    assert tool.main() == 1
    assert read_floors(path) == {"own": {"events": 0.5}}
    monkeypatch.setattr("sys.argv", ["floors.py", "--update", "--allow-regression"])
    assert tool.main() == 0
    assert read_floors(path) == {"own": {"events": 0.4}}
