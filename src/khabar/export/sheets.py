"""A workbook (XLSX): articles, statements, events, actors and the codebook, a sheet each. Needs openpyxl (``khabar[sheets]``)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from khabar.coding.plover import MODES_AR, TYPES
from khabar.export.tables import Column, Table, flat
from khabar.messages import Lang, say

SHEETS = ("articles", "statements", "events", "actors", "codebook")
LONGEST = 32_767
"""Letters that a cell of a workbook holds."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_WIDE = frozenset(("text", "content_text", "evidence_text", "title", "definition_en", "definition_ar", "words"))
_CODEBOOK = (
    Column("type"), Column("mode"), Column("quad", "integer", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
    Column("score", "number", "-10 conflict to 10 cooperation"), Column("definition_en"), Column("definition_ar"),
)  # fmt: skip


def codebook() -> Table:
    """PLOVER's types and modes."""
    rows: list[list[Any]] = []
    for kind in TYPES.values():
        rows.append([kind.name, None, kind.quad, kind.score, kind.definition_en, kind.definition_ar])
        rows += [[kind.name, mode, kind.quad, score, None, MODES_AR[mode]] for mode, score in kind.modes.items()]
    return Table("codebook", _CODEBOOK, rows)


def write_workbook(tables: Iterable[Table], path: Path, lang: Lang) -> tuple[int, int]:
    """Write the tables that a workbook has; how many rows below the headers, and how many cells had to be cut.

    In Arabic the sheets have Arabic names and run from right to left. Text is text: no cell is ever a formula.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    made = {t.name: t for t in (*tables, codebook())}
    rows = cut = 0
    for name in SHEETS:
        sheet = book.create_sheet(say(f"sheet_{name}", lang))
        sheet.sheet_view.rightToLeft = lang == "ar"
        sheet.freeze_panes = "A2"
        count, long = _fill(sheet, made[name])
        rows, cut = rows + count, cut + long
    book.save(path)
    _steadied(path)
    return rows, cut


def _steadied(path: Path) -> None:
    """Take the time of writing out: the same records give the same file."""
    with zipfile.ZipFile(path) as file:
        parts = [(name, file.read(name)) for name in file.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts:
            plain = _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z", data) if name == "docProps/core.xml" else data
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), plain, zipfile.ZIP_DEFLATED)


def _fill(sheet: Any, table: Table) -> tuple[int, int]:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for n, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(n)].width = 60 if column.name in _WIDE else 18
    style = {"font": Font(bold=True)}
    sheet.append([_cell(sheet, name, style) for name in table.header])
    wrapped = {"alignment": Alignment(vertical="top", wrap_text=False, readingOrder=0)}
    count = cut = 0
    for row in table.rows:
        values = [flat(value) for value in row]
        cut += sum(isinstance(v, str) and len(v) > LONGEST for v in values)
        sheet.append([_cell(sheet, value, wrapped) for value in values])
        count += 1
    return count, cut


def _cell(sheet: Any, value: Any, style: dict[str, Any]) -> Any:
    """A cell; one that a spreadsheet could take for a formula is marked as text, also where somebody types in it later."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    text = _ILLEGAL.sub("", value)
    cell = WriteOnlyCell(sheet, text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    for name, part in style.items():
        setattr(cell, name, part)
    return cell


