"""Read the word tables: each row typed, each fault named by file and line."""

from __future__ import annotations

import typing
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from khabar.errors import DataError
from khabar.lexicon.schema import Row

DATA = Path(__file__).parent / "data"
_FOREIGN = {0x06CC: "Farsi ya", 0x06A9: "Farsi kaf", 0x0640: "tatweel", 0xFEFF: "byte-order mark"}
_FOREIGN.update(dict.fromkeys(range(0x064B, 0x0653), "a vowel mark"))
R = TypeVar("R", bound=Row)


def read_table(path: Path, row_type: type[R]) -> list[R]:
    """Every row of the TSV file ``path``; a missing file is an empty table.

    Raises:
        DataError: an unknown column, a missing or wrong value, a letter of another alphabet; with file and line.
    """
    if not path.exists():
        return []
    rows: list[R] = []
    seen: dict[str, int] = {}
    header: list[str] = []
    for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = _check_header(path, number, cells, row_type)
            continue
        rows.append(_row(path, number, header, cells, row_type))
        if line in seen:
            raise DataError(path, number, f"the same row stands on line {seen[line]}; delete one")
        seen[line] = number
    return rows


def _check_header(path: Path, number: int, cells: list[str], row_type: type[Row]) -> list[str]:
    unknown = [c for c in cells if c not in row_type.__struct_fields__]
    if unknown:
        raise DataError(path, number, f"unknown column {unknown[0]!r}; columns are {', '.join(row_type.__struct_fields__)}")
    return cells


def _row(path: Path, number: int, header: list[str], cells: list[str], row_type: type[R]) -> R:
    if len(cells) > len(header):
        raise DataError(path, number, f"{len(cells)} cells under {len(header)} columns; cells are parted by one tab each")
    hints = _hints(row_type)
    raw: dict[str, Any] = {}
    for column, cell in zip(header, cells, strict=False):
        if not cell:
            continue
        for c in cell:
            if ord(c) in _FOREIGN:
                raise DataError(path, number, f"{cell!r} holds {_FOREIGN[ord(c)]} (U+{ord(c):04X}); type the bare Arabic word")
        raw[column] = [p.strip() for p in cell.split("|") if p.strip()] if typing.get_origin(hints[column]) is list else cell
    try:
        return msgspec.convert(raw, row_type, strict=False)
    except msgspec.ValidationError as error:
        raise DataError(path, number, str(error)) from None


def _hints(row_type: type[Row]) -> dict[str, Any]:
    if row_type not in _HINTS:
        _HINTS[row_type] = typing.get_type_hints(row_type)
    return _HINTS[row_type]


_HINTS: dict[type[Row], dict[str, Any]] = {}
