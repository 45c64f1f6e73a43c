"""The page of figures: each program writes its own part."""

from __future__ import annotations

import sys

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "bench"))
import curves
import sections

PAGE = "# Fast\n\nso\n\n## A\n\none\n\n## B\n\ntwo\n"


def test_bench_a_part_takes_the_place_of_its_own_and_leaves_others() -> None:
    assert sections.put(PAGE, "## A\n\nnew\n") == "# Fast\n\nso\n\n## A\n\nnew\n\n## B\n\ntwo\n"
    assert sections.put(PAGE, "## C\n\nnew\n") == PAGE + "\n## C\n\nnew\n"
    assert sections.replaced(PAGE, "# Faster\n\n## A\n\nnew\n") == "# Faster\n\n## A\n\nnew\n\n## B\n\ntwo\n"


def test_bench_growth_is_told_as_a_power_of_the_size() -> None:
    points: list[curves.Point] = [("length", "paragraphs", n, 5.0) for n in (1000, 10_000, 100_000)]
    points += [("length", "page", n, n / 1000) for n in (1000, 10_000, 100_000)]
    assert curves.exponents(points) == {"paragraphs": 1.0, "page": 2.0}
    told = curves.section([("articles", "soak", 10, 3.0), *points], {"articles": 9, "one_s": 2.0, "two_s": 1.0, "times_as_fast": 2.0, "load_before": 0.1})
    assert "| few people, many paragraphs | 5.0 | 5.0 | 5.0 | 1.0 |" in told


def test_bench_texts_have_the_size_and_shape_that_is_asked() -> None:
    for shape in curves.SHAPES:
        text = curves.shaped(shape, 3000)
        assert 2500 < len(text) < 3200
        assert ("\n\n" in text) == (shape in ("paragraphs", "ever new people"))
        assert ("." in text) == (shape != "one sentence")
