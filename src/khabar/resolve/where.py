"""Places of the text as records, and which of them «in the town», «the Ethiopian capital» mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from khabar.annotate.bodies import country_of, state_at
from khabar.annotate.line import Line, letters_after
from khabar.annotate.places import PlaceMatch, find_places, head_of
from khabar.frames.scene import Scene
from khabar.model import Place
from khabar.script.fold import fold

# The kinds of place that a head alone («في المدينة») can stand for.
_MEANT = {
    "مدينه": ("city", "town"), "بلده": ("town", "city", "village"), "قريه": ("village", "town"), "محافظه": ("admin1",), "ولايه": ("admin1",),
    "قضاء": ("admin2",), "مديريه": ("admin2",), "ناحيه": ("admin2",), "مخيم": ("camp",), "حي": ("quarter",), "جزيره": ("island",), "معبر": ("crossing",),
    "مضيق": ("sea",), "معسكر": ("base",), "قاعده": ("base",), "مطار": ("site",), "ميناء": ("site",),
}  # fmt: skip


class Located(NamedTuple):
    """A place with where it stands and how it is brought in."""

    record: Place
    scene: int
    dateline: bool


def locate(text: str, scenes: Iterable[Scene]) -> list[Located]:
    """The places of an article's scenes in their order, those that are only meant («المدينة») with them."""
    seen: dict[str, PlaceMatch] = {}
    out = []
    for scene in scenes:
        named = find_places(scene.line, scene.mentions)
        meant = _meant(scene.line, named, seen)
        for match in sorted((*named, *meant), key=lambda m: m.start):
            out.append(Located(_record(text, match), scene.number, scene.kind == "dateline"))
    return out


def _record(text: str, m: PlaceMatch) -> Place:
    return Place(
        start=m.start, end=m.end, text=text[m.start : m.end], key=f"kh:{m.country or 'INT'}:{fold(m.name_ar)}", name_ar=m.name_ar, name_en=m.name_en,
        country=m.country, lat=m.lat, lon=m.lon, geonameid=m.geonameid, precision=m.precision, admin1=m.admin1, admin2=m.admin2,
    )  # fmt: skip


def _meant(line: Line, named: list[PlaceMatch], seen: dict[str, PlaceMatch]) -> Iterator[PlaceMatch]:
    """Places that a line means without naming them; ``seen`` learns the line's own, in order."""
    waiting = sorted(named, key=lambda m: m.start)
    for at, token in enumerate(line.tokens):
        while waiting and waiting[0].start <= token.start:
            _learn(line, at, waiting.pop(0), seen)
        found = head_of(line, at)
        if found is None or not found[1].startswith("ال") or any(m.start <= token.start < m.end for m in named):
            continue
        meant = _capital(line, at, found[0]) if found[1] == "العاصمه" else seen.get(found[1].removeprefix("ال"))
        if meant is None or (found[1] != "العاصمه" and _goes_on(line, at + 1, named)):
            continue
        yield meant._replace(start=letters_after(line.text, token.start, len(found[0])), end=meant.end if found[1] == "العاصمه" else token.end)
    for match in waiting:
        _learn(line, len(line), match, seen)


def _learn(line: Line, at: int, match: PlaceMatch, seen: dict[str, PlaceMatch]) -> None:
    """What the next «المدينة», «القضاء» means: by the place's kind, and by the head that it stands after."""
    for head, kinds in _MEANT.items():
        if match.precision in kinds:
            seen[head] = match
    before = head_of(line, at - 1) if at else None
    if before is not None and before[1] in _MEANT:
        seen[before[1]] = match


def _goes_on(line: Line, at: int, named: list[PlaceMatch]) -> bool:
    """«المدينة المنورة», «المدينة القديمة»: the words after the head say which one."""
    return line.key(at).startswith("ال") or (at < len(line) and any(m.start == line.tokens[at].start for m in named))


def _capital(line: Line, at: int, pre: str) -> PlaceMatch | None:
    """«العاصمة الإثيوبية»: the capital of the state that the adjective names, unless its name follows."""
    state = state_at(line, at + 1, ("nisba",))
    if state is None or state.pre:
        return None
    row = line.lexicon.tables["states"][state.phrase.row]
    if not row.capitals or (follows := state_at(line, state.end, ("capital",))) and not follows.pre:
        return None
    start = letters_after(line.text, line.tokens[at].start, len(pre))
    return PlaceMatch(start, line.tokens[state.end - 1].end, row.capitals[0], None, country_of(line, state), None, None, None, "city")
