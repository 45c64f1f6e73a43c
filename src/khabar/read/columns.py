"""Parquet files of articles: the columns are the fields of a JSON line, a row an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

_ROWS = 100
"""Rows in memory at a time."""


def is_parquet(head: bytes) -> bool:
    """Whether a file begins as Parquet does."""
    return head.startswith(b"PAR1")


def json_rows(path: str, groups: range | None = None) -> Iterator[bytes]:
    """Each row as the JSON line that would say the same, streamed.

    Args:
        path: the file.
        groups: the row groups to read; all where none are named.

    Raises:
        OSError: the file cannot be read or is no Parquet.
        ImportError: pyarrow is not installed.
    """
    from pyarrow import ArrowException, parquet

    try:
        with parquet.ParquetFile(path) as file:
            wanted = list(groups if groups is not None else range(file.num_row_groups))
            for batch in file.iter_batches(batch_size=_ROWS, row_groups=wanted):
                for row in batch.to_pylist():
                    yield msgspec.json.encode(row, enc_hook=_plain)
    except ArrowException as error:
        raise OSError(str(error)) from None


def _plain(value: Any) -> str:
    """A value that JSON does not know (pyarrow gives pandas' time stamps where pandas is there), as text."""
    told: str = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return told
