"""Which articles repeat another's text: looked for by MinHash, told by the runs of words that they share."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import combinations

from khabar.errors import ExtraError

RUN = 4
"""Words in a run."""
PERMUTATIONS, BAND = 128, 4
"""MinHash values of an article, and how many must agree in a row for a pair to be looked at (32 bands: about J = .4)."""
SEED = 20260311
CROWD = 400
"""A bucket of more articles is boilerplate: it is cut, so that a thousand weather reports cost no million pairs."""
COPIED = 0.5
"""Share of the shorter text's runs that stand in the other from which on it is a copy."""
SHORTEST = 3
"""Runs that both must have."""


def fingerprint(words: Sequence[str]) -> tuple[array[int], bytes]:
    """Hashes of the runs of ``words``, sorted, and their MinHash.

    Raises:
        ExtraError: rensa is not installed.
    """
    try:
        from rensa import RMinHash
    except ModuleNotFoundError:
        raise ExtraError("link") from None
    runs = [" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))]
    sketch = RMinHash(PERMUTATIONS, SEED)
    sketch.update(runs)
    hashes = RMinHash.hash_token_sets([runs])[0]
    return array("Q", sorted(set(hashes))), array("I", sketch.digest()).tobytes()


def candidates(sketches: Sequence[bytes]) -> set[tuple[int, int]]:
    """Pairs of articles (smaller index first) that agree in some band of their MinHash."""
    width = BAND * array("I").itemsize
    found: set[tuple[int, int]] = set()
    for start in range(0, PERMUTATIONS * array("I").itemsize, width):
        buckets: dict[bytes, list[int]] = {}
        for index, sketch in enumerate(sketches):
            buckets.setdefault(sketch[start : start + width], []).append(index)
        for members in buckets.values():
            found.update(combinations(members[:CROWD], 2))
    return found


def shared(left: array[int], right: array[int]) -> float:
    """Share of the shorter text's runs of words that stand in the longer, 0 to 1."""
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    if len(short) < SHORTEST:
        return float(left == right and len(left) > 0)
    return sum(_holds(long, run) for run in short) / len(short)


def _holds(runs: array[int], run: int) -> bool:
    at = bisect_left(runs, run)
    return at < len(runs) and runs[at] == run


def copied(runs: Sequence[array[int]], pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], float]:
    """The pairs that are copies, with the share that they have in common."""
    return {(a, b): share for a, b in sorted(pairs) if (share := shared(runs[a], runs[b])) >= COPIED}
