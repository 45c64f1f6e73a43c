"""Regular expressions whose work grows with the text and not with its square."""

from __future__ import annotations

import re

import pytest

from tests.patterns import Found, patterns, steepest

PATTERNS = patterns()
SIZES = (20, 60, 250, 1000, 4000)
SECONDS = 0.1
"""For the worst attack of 4,000 letters: what takes the square of them takes twice that and more."""
SHORT = {"read.credits": 400, "read.wording": 400, "script.encoding": 1000, "read.html": 1000, "read.dom [": 40, "fetch": 400, "store": 400, "cli": 400, "export": 400}
"""Module → letters: these are only ever given so many, of a line, a heading or a query."""


def sizes(name: str) -> tuple[int, ...]:
    most = next((limit for start, limit in SHORT.items() if name.startswith(start)), SIZES[-1])
    return (*(s for s in SIZES if s < most), most)


@pytest.mark.parametrize("name", PATTERNS)
def test_patterns_do_not_look_back_over_all_of_a_text(name: str) -> None:
    size, spent = steepest(PATTERNS[name], sizes(name), SECONDS)
    if spent > SECONDS:  # a busy machine: once more
        size, spent = steepest(PATTERNS[name], sizes(name), SECONDS)
    assert spent <= SECONDS, f"{size} letters took {spent:.2f} seconds"


@pytest.mark.parametrize("steep", [r"(a+)+$", r"\s*[,;]\s*", r"\S*\w\S*!", r"(\w+\s?)+:"])
def test_patterns_a_steep_one_is_found(steep: str) -> None:
    assert steepest(Found(re.compile(steep), True), (10, 16, 20, 22, 24, 400, 4000, 16000), SECONDS)[1] > SECONDS


@pytest.mark.parametrize("flat", [r"(?<!\s)\s+[,;]\s*", r"\w+", r"(?<!\S)[^\s\w]*+\w\S*"])
def test_patterns_a_flat_one_is_not(flat: str) -> None:
    assert steepest(Found(re.compile(flat), True), SIZES, SECONDS)[1] <= SECONDS


def test_patterns_every_module_is_looked_at() -> None:
    modules = {name.split(" ", 1)[0] for name in PATTERNS}
    assert {"language.tokens", "read.lines", "script.encoding", "annotate.times_words", "link.names"} <= modules
    assert len(PATTERNS) > 120
