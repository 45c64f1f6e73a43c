"""How far rules may be trusted: counted on gold, kept as data, told as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from khabar.errors import DataError
from khabar.evaluate import evaluate
from khabar.rules.schema import rules
from khabar.rules.trust import MIN_FIRES, MIN_PRECISION, Trust, read_trust, strict_rules, trust
from tests.conftest import ROOT, Result


def test_trust_strict_takes_many_firings_and_nine_in_ten_right() -> None:
    assert Trust(rule="a", fired=20, type_right=18, all_right=3).strict
    assert not Trust(rule="a", fired=19, type_right=19, all_right=19).strict
    assert not Trust(rule="a", fired=40, type_right=35, all_right=35).strict
    assert Trust(rule="a", fired=0, type_right=0, all_right=0).precision == 0


def test_trust_kept_counts_are_of_rules_that_are_and_add_up() -> None:
    assert set(trust()) <= {rule.id for rule in rules()}
    assert all(row.fired >= row.type_right >= row.all_right >= 0 and row.fired > 0 for row in trust().values())
    assert all(trust()[id].fired >= MIN_FIRES and trust()[id].precision >= MIN_PRECISION for id in strict_rules())


def test_trust_kept_counts_hold_what_the_own_gold_gives() -> None:
    """Counting the project's own gold anew gives no rule more firings than are kept for all sets."""
    found = evaluate(ROOT / "gold" / "outlets").total.rules
    assert {id for id, firing in found.items() if firing.fired > (trust()[id].fired if id in trust() else 0)} == set()


def test_trust_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("rule\tfired\ttype_right\tall_right\nreject.deny\tmany\t1\t1\n")
    with pytest.raises(DataError, match=r"t\.tsv, line 2"):
        read_trust(tmp_path / "t.tsv")


def test_trust_rule_command_tells_firings_and_lists_the_strict(run: Callable[..., Result]) -> None:
    shown = run("rule", "reject.deny")
    known = trust()["reject.deny"]
    assert f"fired {known.fired} times, right in type {known.type_right}" in shown.out
    listed = run("rule", "--strict").out.split("\n")
    assert {line.split()[0] for line in listed if line} == set(strict_rules())
