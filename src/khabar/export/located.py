"""Events with a place, each once: GeoJSON (RFC 7946), and a table with HXL's hashtags for humanitarian data."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from khabar.coding.deeds import is_deed
from khabar.export.facts import ATTRIBUTION, Facts
from khabar.export.standing import linked_standing
from khabar.export.tables import BOM, Column, Table, cell
from khabar.lexicon.words import Lexicon
from khabar.link.records import Linked, LinkedEvent
from khabar.link.views import first_report, names
from khabar.model import Place, Record


class Located(NamedTuple):
    """An event, where it was, and how it is told."""

    event: LinkedEvent
    place: Place | None
    precision: str | None
    admin1: str | None
    admin2: str | None
    pcode: str | None
    standing: str
    actors: list[str]
    recipients: list[str]
    words: str
    url: str | None


def located(records: Iterable[Record], linked: Linked, words: Lexicon | None = None) -> list[Located]:
    """Every linked event with the place that its first report with one gives; ``words`` tells the P-codes of divisions."""
    facts = {r.article.id: Facts(r) for r in records}
    people = {i.id: i for i in linked.identities}
    return [_located(event, facts, people, words) for event in linked.events]


def _located(event: LinkedEvent, facts: Mapping[str, Facts], people: Any, words: Lexicon | None) -> Located:
    told = [(f, next(e for e in f.record.events if e.id == r.event)) for r in event.reports for f in [facts[r.article]]]
    found = next(((f, e) for f, e in told if e.place and f.place(e.place)), None)
    place = found[0].place(found[1].place) if found else None
    where = found[1].place if found else None
    precision = (where.precision or place.precision) if where and place else None
    admin1, admin2 = (where.admin1, where.admin2) if where else (event.admin1, None)
    division = words.division(where.country if where else event.country, admin1) if words and admin1 else None
    first = first_report(event)
    return Located(
        event, place, precision, admin1, admin2, (division.pcode or None) if division else None, linked_standing(event), names(event.actors, people), names(event.recipients, people), first.evidence.text,
        facts[first.article].record.article.url,
    )  # fmt: skip


def sorted_out(items: Sequence[Located], *, placed: bool) -> tuple[list[Located], dict[str, int]]:
    """Those that outlets tell in their own voice as having happened, and how many others were left out, by the reason.

    Args:
        items: from `located`.
        placed: leave out what has no place with coordinates.
    """
    left: Counter[str] = Counter()
    kept = []
    for item in items:
        if not is_deed(item.event):
            left[item.standing] += 1
        elif placed and (item.place is None or item.place.lat is None or item.place.lon is None):
            left["without_place"] += 1
        else:
            kept.append(item)
    return kept, dict(sorted(left.items()))


# -- GeoJSON
def write_geojson(items: Sequence[Located], path: Path) -> tuple[int, dict[str, int]]:
    """Write a collection of points; their number, and what was left out. No point is moved from its place to be seen better."""
    kept, left = sorted_out(items, placed=True)
    features = [_feature(item) for item in kept if item.place]
    text = json.dumps({"type": "FeatureCollection", "attribution": ATTRIBUTION, "left_out": left, "features": features}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", "utf-8")
    return len(features), left


def _feature(item: Located) -> dict[str, Any]:
    place, event = item.place, item.event
    assert place is not None
    dead = event.sizes.get("dead")
    facts = {
        "type": event.type, "mode": event.mode, "date": event.date, "place": place.name_ar, "place_en": place.name_en, "country": place.country,
        "admin1": item.admin1, "admin2": item.admin2, "pcode": item.pcode, "precision": item.precision, "geonameid": place.geonameid, "actors": item.actors, "recipients": item.recipients, "attribution": item.standing,
        "sources": event.origins, "dead": [dead.low, dead.high] if dead else None, "words": item.words, "url": item.url,
    }  # fmt: skip
    point = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return {"type": "Feature", "id": event.id, "geometry": point, "properties": {k: v for k, v in facts.items() if v not in (None, [])}}


# -- HXL
HXL: tuple[tuple[Column, str], ...] = (
    (Column("event", "string", "id of the linked event"), "#event +id"), (Column("type", "string", "PLOVER type"), "#event +type"),
    (Column("mode", "string", "PLOVER mode"), "#event +subtype"), (Column("date", "string", "as far as the words give it"), "#date +occurred"),
    (Column("country", "string", "ISO 3166-1 alpha-3"), "#country +code +v_iso3"), (Column("admin1", "string", "first-level division, in Arabic"), "#adm1 +name +i_ar"),
    (Column("admin1_pcode", "string", "where the table of divisions has one"), "#adm1 +code +v_pcode"),
    (Column("admin2", "string", "where the text names it"), "#adm2 +name +i_ar"), (Column("place"), "#loc +name +i_ar"), (Column("place_en"), "#loc +name +i_en"),
    (Column("precision", "string", "how exact the place is: country, region, city …"), "#loc +type"), (Column("latitude", "number"), "#geo +lat"),
    (Column("longitude", "number"), "#geo +lon"), (Column("geonameid", "integer"), "#loc +code +v_geonames"), (Column("actors"), "#org +actor +list"),
    (Column("recipients"), "#org +recipient +list"), (Column("dead_low", "integer", "lowest count"), "#affected +killed +min"),
    (Column("dead_high", "integer", "highest count"), "#affected +killed +max"), (Column("injured_low", "integer"), "#affected +injured +min"),
    (Column("injured_high", "integer"), "#affected +injured +max"), (Column("displaced_low", "integer"), "#affected +displaced +min"),
    (Column("displaced_high", "integer"), "#affected +displaced +max"), (Column("attribution", "string", "told in an outlet's own voice, or contested"), "#meta +attribution"),
    (Column("sources", "string", "independent sources"), "#meta +source +list"), (Column("reports", "integer"), "#meta +reports +num"),
    (Column("words", "string", "the words that say it"), "#description +i_ar"), (Column("url"), "#meta +url"),
)  # fmt: skip
"""Columns with their hashtags (HXL 1.1)."""


def hxl_table(items: Iterable[Located]) -> Table:
    """The rows below the hashtags."""
    return Table("hxl", [column for column, _ in HXL], (_row(item) for item in items), key="event")


def write_hxl(table: Table, path: Path, *, bom: bool) -> int:
    """Write the header, the row of hashtags and the rows; how many rows."""
    rows = [[cell(value) for value in row] for row in table.rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BOM if bom else "")
        csv.writer(file).writerows([table.header, [tag for _, tag in HXL], *rows])
    return len(rows)


def _row(item: Located) -> list[Any]:
    event, place = item.event, item.place
    where = [place.name_ar, place.name_en, item.precision, place.lat, place.lon, place.geonameid] if place else [event.place, *[None] * 5]
    where = [place.country if place else event.country, item.admin1, item.pcode, item.admin2, *where]
    told = [event.sizes.get(name) for name in ("dead", "injured", "displaced")]
    sizes = [n for size in told for n in ((size.low, size.high) if size else (None, None))]
    return [
        event.id, event.type, event.mode, event.date, *where, item.actors, item.recipients, *sizes, item.standing, event.origins, len(event.reports),
        item.words, item.url,
    ]  # fmt: skip
