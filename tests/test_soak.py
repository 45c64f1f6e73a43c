"""The coder holds out: the short form of `make soak`."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "bench"))
import soak


def test_soak_short_form_holds_out() -> None:
    program = [sys.executable, str(ROOT / "bench" / "soak.py"), "--articles", "1000"]
    done = subprocess.run(program, capture_output=True, text=True, timeout=500)
    found: dict[str, Any] = json.loads(done.stdout)
    assert (found["broken"], found["equal"]) == (0, True), found
    assert found["articles"] == 1000


@pytest.mark.parametrize(
    ("runs", "sound"),
    [
        ([{}, {}], True),
        ([{}, {"hash": "other"}], False),
        ([{"broken": ["k7: ValueError"]}, {}], False),
        ([{}, {"memory_mb": [[n, 100 + n] for n in range(50)]}], False),
    ],
)
def test_soak_tells_what_does_not_hold_out(runs: list[dict[str, Any]], sound: bool) -> None:
    one = {"articles": 50, "letters": 9, "articles_per_s": 1.0, "hash": "a", "broken": [], "memory_mb": [[n, 100.0] for n in range(50)], "peak_mb": 100.0}
    found = soak.verdict([one | run for run in runs])
    assert soak.holds(found) == sound
    told = soak.page(found, [[n, 100.0] for n in range(1, 51)], [n * 0.005 for n in range(1, 51)])
    assert "| 10 | 100.0 | 5.0 |" in told


def test_soak_articles_are_the_same_each_time_and_differ() -> None:
    first, again = list(soak.texts(200)), list(soak.texts(200))
    assert first == again
    assert len({text for text, _ in first}) > 150
