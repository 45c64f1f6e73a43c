"""Every reader and the coder over bytes that nobody wrote: in short here, in length by `make soak-fuzz` ($KHABAR_FUZZ_EXAMPLES)."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzzing import SEEDS, TARGETS, inputs, run

EXAMPLES = int(os.environ.get("KHABAR_FUZZ_EXAMPLES", "12"))
LONG = "KHABAR_FUZZ_EXAMPLES" in os.environ
SAVED = sorted(str(p.relative_to(SEEDS)) for p in SEEDS.rglob("*") if p.is_file())


@pytest.mark.parametrize("name", SAVED)
def test_fuzz_saved_inputs_are_read(name: str) -> None:
    run(name.split("/", 1)[0], (SEEDS / name).read_bytes(), keep=False)


@pytest.mark.parametrize("target", TARGETS)
def test_fuzz_changed_inputs_are_read(target: str) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=not LONG, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def changed(data: st.DataObject) -> None:
        run(target, data.draw(inputs(target)), keep=LONG)

    changed()


def test_fuzz_every_target_has_seeds() -> None:
    assert {name.split("/", 1)[0] for name in SAVED} == TARGETS.keys()
