"""How a record lies in the database: JSON, packed."""

from __future__ import annotations

import zlib

import msgspec

from khabar.model import Record


def packed(record: Record) -> bytes:
    """The record as it is kept."""
    return zlib.compress(msgspec.json.encode(record))


def unpacked(data: bytes) -> Record:
    """The record that was kept."""
    return msgspec.json.decode(zlib.decompress(data), type=Record)
