"""Groups from pairs: by any chain of pairs, or by the average likeness of all."""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Union(Generic[K]):
    """Groups that grow by joining; whatever was never joined is a group of its own."""

    def __init__(self, keys: Iterable[K] = ()) -> None:
        self._up: dict[K, K] = {key: key for key in keys}

    def root(self, key: K) -> K:
        """The key that stands for the group of ``key``."""
        self._up.setdefault(key, key)
        while self._up[key] != key:
            self._up[key] = self._up[self._up[key]]
            key = self._up[key]
        return key

    def join(self, left: K, right: K) -> None:
        """Make one group of the groups of ``left`` and ``right``; the root of ``left`` stands for it."""
        a, b = self.root(left), self.root(right)
        if a != b:
            self._up[b] = a

    def groups(self) -> list[list[K]]:
        """All groups, keys in the order in which they were first met."""
        found: dict[K, list[K]] = {}
        for key in self._up:
            found.setdefault(self.root(key), []).append(key)
        return list(found.values())


def by_average(keys: Iterable[int], likeness: Mapping[tuple[int, int], float], floor: float) -> list[list[int]]:
    """Groups by average linkage: two groups join while the mean likeness of their pairs is at least ``floor``.

    Args:
        keys: all that are to be grouped.
        likeness: of pairs (smaller key first), 0 to 1; a pair that is absent has 0.
        floor: lowest mean likeness of two groups that join.

    One chain of follow-ups cannot pull two stories together, since every pair counts. Ties go to the smaller keys, so
    that the same input gives the same groups.
    """
    members = {key: [key] for key in keys}
    sums: dict[int, dict[int, float]] = {key: {} for key in members}
    for (a, b), value in likeness.items():
        sums[a][b] = sums[b][a] = value
    heap = [(-value, a, b) for (a, b), value in likeness.items() if value >= floor]
    heapq.heapify(heap)
    while heap:
        value, a, b = heapq.heappop(heap)
        if a not in members or b not in members or _mean(members, sums, a, b) != -value:
            continue
        _absorb(members, sums, a, b)
        for other in sums[a]:
            mean = _mean(members, sums, a, other)
            if mean >= floor:
                heapq.heappush(heap, (-mean, min(a, other), max(a, other)))
    return [sorted(group) for group in members.values()]


def _mean(members: Mapping[int, list[int]], sums: Mapping[int, Mapping[int, float]], a: int, b: int) -> float:
    return sums[a].get(b, 0.0) / (len(members[a]) * len(members[b]))


def _absorb(members: dict[int, list[int]], sums: dict[int, dict[int, float]], a: int, b: int) -> None:
    """Put group ``b`` into ``a``."""
    members[a] += members.pop(b)
    for other, value in sums.pop(b).items():
        del sums[other][b]
        if other != a:
            total = sums[a].get(other, 0.0) + value
            sums[a][other] = sums[other][a] = total
