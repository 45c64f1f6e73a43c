"""The Frictionless data package that stands beside each export: what is in it, what made it, whose data it rests on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from khabar.export.facts import ATTRIBUTION
from khabar.export.tables import Table
from khabar.model import Coder


class Resource(NamedTuple):
    """One file of the package."""

    path: Path
    rows: int
    table: Table | None = None
    """Its columns, where it is a table."""
    form: str = "csv"
    mediatype: str = "text/csv"
    bom: bool = False
    delimiter: str = ","
    header: bool = True

    @property
    def tabular(self) -> bool:
        """Whether a reader of tables can read it; a file without a header and a row is none."""
        return self.form == "csv" and (self.header or self.rows > 0)


def describe(name: str, resources: Sequence[Resource], coders: Iterable[Coder], notes: Mapping[str, Any]) -> dict[str, Any]:
    """The descriptor.

    Args:
        name: of the export's form.
        resources: the files.
        coders: what made the records; each different one is listed.
        notes: what a reader must know besides, as counts of what was left out.
    """
    return {
        "profile": "tabular-data-package" if all(r.tabular for r in resources) else "data-package",
        "name": f"khabar-{name}",
        "title": f"Khabar records as {name}",
        "description": "Offsets count Unicode code points of the article's text from 0; ends are excluded.",
        "licenses": [
            {"name": "CC-BY-SA-4.0", "path": "https://creativecommons.org/licenses/by-sa/4.0/", "title": "PLOVER codes"},
            {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "GeoNames places"},
        ],
        "attribution": ATTRIBUTION,
        "offsets": {"unit": "Unicode code point", "first": 0, "end": "excluded"},
        "coders": [{"version": c.version, "codebook": c.codebook, "lexicon": c.lexicon, "rules": c.rules} for c in dict.fromkeys(coders)],
        **notes,
        "resources": [_resource(r) for r in resources],
    }


def _resource(item: Resource) -> dict[str, Any]:
    data = item.path.read_bytes()
    found: dict[str, Any] = {
        "name": item.path.name.lower().replace(".", "-").replace("_", "-"), "path": item.path.name, "format": item.form, "mediatype": item.mediatype,
        "encoding": "utf-8-sig" if item.bom else "utf-8", "bytes": len(data), "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
    }  # fmt: skip
    if not item.tabular:
        found |= {"type": "file", "records": item.rows}
    if item.form == "parquet":
        del found["encoding"]
    if item.table is not None:
        found["schema"] = _schema(item.table)
        if item.tabular:
            found |= {"type": "table", "profile": "tabular-data-resource", "rows": item.rows}
            found["dialect"] = {"delimiter": item.delimiter, "header": item.header, "lineTerminator": "\r\n"}
    return found


def _schema(table: Table) -> dict[str, Any]:
    fields = [{"name": c.name, "type": c.type if c.type != "date" else "string", "description": c.description} for c in table.columns]
    schema: dict[str, Any] = {"fields": fields}
    if table.key:
        schema["primaryKey"] = table.key
    return schema


def write(path: Path, descriptor: Mapping[str, Any]) -> Path:
    """Write the descriptor beside ``path``: ``datapackage.json`` in a folder, ``NAME.datapackage.json`` beside a file."""
    target = _beside(path)
    target.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return target


def left_out(path: Path) -> str:
    """What the descriptor beside an export says was left out, in one line; empty where nothing was."""
    found = json.loads(_beside(path).read_text("utf-8")).get("left_out", {})
    return " · ".join(f"{name} {count}" for name, count in _counts(found))


def _counts(found: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name, value in found.items():
        if isinstance(value, dict):
            yield from _counts(value)
        else:
            yield name, value


def _beside(path: Path) -> Path:
    return path / "datapackage.json" if path.is_dir() else path.with_name(path.name + ".datapackage.json")
