"""Places of the text, and which of them is an event's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from khabar.annotate.places import PlaceMatch
from khabar.frames.scene import Scene
from khabar.model import Place
from khabar.script.fold import fold


class Located(NamedTuple):
    """A place with where it stands and how it is brought in."""

    record: Place
    scene: int
    dateline: bool
    located: bool
    """Brought in by في، بـ، قرب, a head (مدينة، محافظة) or the like: it says where."""


def locate(text: str, scene: Scene, matches: Sequence[PlaceMatch]) -> list[Located]:
    """The places of a scene as records."""
    out = []
    for m in matches:
        record = Place(
            start=m.start, end=m.end, text=text[m.start : m.end], key=f"kh:{m.country or 'INT'}:{fold(m.name_ar)}", name_ar=m.name_ar, name_en=m.name_en,
            country=m.country, lat=m.lat, lon=m.lon, geonameid=m.geonameid, precision=m.precision,
        )  # fmt: skip
        out.append(Located(record, scene.number, scene.kind == "dateline", m.located))
    return out


_RANK = {"site": 6, "quarter": 6, "camp": 6, "base": 6, "crossing": 6, "village": 5, "town": 5, "city": 4, "admin2": 3, "admin1": 2, "region": 2, "sea": 3, "river": 3, "island": 3, "country": 1}


def place_of(scene: Scene, start: int, end: int, cue: tuple[int, int], places: Sequence[Located]) -> Place | None:
    """The most precise place that the event's evidence names, else one in its clause; None where none is told."""
    here = [p for p in places if p.scene == scene.number and p.located and not p.dateline]
    inside = [p for p in here if start <= p.record.start and p.record.end <= end]
    if inside:
        first = min(p.record.start for p in inside)
        group = [p for p in inside if p.record.start - first < 60]
        return max(group, key=lambda p: (_RANK.get(p.record.precision or "", 0), -p.record.start)).record
    near = [p for p in here if not _verb_between(scene, cue, p.record) and abs(p.record.start - cue[0]) < 160]
    return min(near, key=lambda p: (-_RANK.get(p.record.precision or "", 0), abs(p.record.start - cue[0]))).record if near else None


def _verb_between(scene: Scene, cue: tuple[int, int], place: Place) -> bool:
    low, high = min(cue[1], place.end), max(cue[0], place.start)
    return any(c.kind in ("V", "PART", "STOP", "CLAUSE", "COND", "SOURCE") and low <= scene.line.tokens[c.start].start < high for c in scene.chunks)
