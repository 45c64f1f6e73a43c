"""Tables with typed columns, and how they are written: CSV, tab-separated, Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

Type = Literal["string", "integer", "number", "boolean", "date"]
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""
GUARD = "'"
BOM = "\ufeff"


class Column(NamedTuple):
    """One column: its name, its type in the data package, what it means."""

    name: str
    type: Type = "string"
    description: str = ""


class Table(NamedTuple):
    """A named table; a row has a value, or None, for each column."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    key: str | None = None
    links: Mapping[str, tuple[str, str]] = {}
    """Column → (table, column) that it points at."""

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [c.name for c in self.columns]


def guarded(text: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe goes before what would begin a formula, and before such an apostrophe."""
    return GUARD + text if text.lstrip(GUARD).startswith(_FORMULA) else text


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith(GUARD) and cell.lstrip(GUARD).startswith(_FORMULA) else cell


def cell(value: Any) -> str:
    """A value as it stands in a cell: text guarded, lists parted by a semicolon, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    if isinstance(value, list | tuple):
        return guarded("; ".join(str(v) for v in value))
    return guarded(str(value))


def write_csv(table: Table, path: Path, *, bom: bool = False, delimiter: str = ",", header: bool = True) -> int:
    """Write ``table`` in UTF-8 with line ends as RFC 4180 has them; the number of rows.

    Args:
        table: what to write.
        path: the file.
        bom: begin with a byte-order mark, which Excel needs to see Arabic and other readers stumble over.
        delimiter: between cells.
        header: begin with the names of the columns.
    """
    count = 0
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        if header:
            writer.writerow(table.header)
        for row in table.rows:
            writer.writerow([cell(value) for value in row])
            count += 1
    return count


def read_csv(path: Path, *, delimiter: str = ",") -> Iterator[dict[str, str]]:
    """The rows of a file that `write_csv` wrote, guards taken off, with or without a byte-order mark."""
    text = path.read_bytes().decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield {name: unguarded(value) for name, value in row.items()}


def write_parquet(table: Table, path: Path, facts: Mapping[str, str]) -> int:
    """Write ``table`` as Parquet with ``facts`` in its metadata; the number of rows. Needs pyarrow (``khabar[tables]``)."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.string()}
    schema = pa.schema([pa.field(c.name, kinds[c.type], metadata={"description": c.description}) for c in table.columns], metadata=dict(facts))
    rows = [[flat(value) for value in row] for row in table.rows]
    columns = [pa.array([row[n] for row in rows], type=kinds[c.type]) for n, c in enumerate(table.columns)]
    parquet.write_table(pa.Table.from_arrays(columns, schema=schema), path, compression="zstd")
    return len(rows)


def flat(value: Any) -> Any:
    """A value for one cell: a list parted by semicolons."""
    return "; ".join(str(v) for v in value) if isinstance(value, list | tuple) else value
