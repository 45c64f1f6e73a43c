"""An index as bytes: keys in their order, and for each what it holds, read only when somebody asks for it.

A text needs some thousands of the lexicon's quarter of a million keys, so that unpacking all of them at the start
would be most of what a short run does, and most of its memory.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")
_BREAK = "\n"


class Packed(msgspec.Struct, frozen=True):
    """An index as it is kept."""

    keys: str
    """In order, a line each."""
    ends: bytes
    """Where the bytes of each key end, four bytes a number."""
    data: bytes


def pack(index: Mapping[str, Sequence[T]], encode: Callable[[Sequence[T]], bytes]) -> Packed:
    """Pack an index; ``encode`` turns what stands under a key into bytes."""
    keys = sorted(index)
    data = bytearray()
    ends = array("I")
    for key in keys:
        data += encode(index[key])
        ends.append(len(data))
    return Packed(_BREAK.join(keys), ends.tobytes(), bytes(data))


class Index(Generic[T]):
    """What stands under each key of a packed index."""

    def __init__(self, packed: Packed, decode: Callable[[bytes], list[T]]) -> None:
        self._keys = packed.keys.split(_BREAK)
        self._ends = array("I", packed.ends)
        self._data, self._decode = packed.data, decode
        self._met: dict[str, list[T]] = {}
        self._none: list[T] = []

    def get(self, key: str) -> list[T]:
        """What stands under ``key``; empty where nothing does."""
        known = self._met.get(key)
        if known is not None:
            return known
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return self._none
        found = self._decode(self._data[self._ends[at - 1] if at else 0 : self._ends[at]])
        self._met[key] = found
        return found
