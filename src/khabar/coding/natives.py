"""The country of people who are told of only by what befell them or what they did in a place: ثلاثة مدنيين في بغداد."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from khabar.model import Event, Place
from khabar.resolve.draft import Draft
from khabar.resolve.where import Located
from khabar.resolve.who import Cast
from khabar.script.fold import fold

_PEOPLE = frozenset(("people", "person", "police", "unnamed"))
_CROWD = frozenset(("people", "police"))
_STRANGERS = tuple(
    fold(w)
    for w in ("أجانب", "أجنبي", "أجنبية", "أجنبيين", "سائح", "سياح", "لاجئ", "لاجئين", "لاجئون", "مهاجر", "مهاجرين", "مهاجرون", "مرتزقة", "وافد", "وافدين",
              "حجاج", "دبلوماسي", "دبلوماسيين", "دبلوماسيون", "سفير", "مقاتل", "مقاتلين", "مسافر", "مسافرين", "مراقبين", "صحفي", "صحفيين", "صحافي", "صحافيين")
)  # fmt: skip
"""Who may be in a place without being of it."""


_BY_ARMS = (None, "aerial", "drone", "heavy-weapons", "explosives", "firearms", "unconventional")


def settle_natives(events: Iterable[tuple[int, Event]], places: Mapping[int, Sequence[Located]], cast: Cast) -> None:
    """Give people without a country the one in which they were hit or went into the street, where the text names the place.

    Args:
        events: (number of the sentence, event) for each event of the article.
        places: the places named in each sentence.
        cast: its drafts get ``country`` and say so in their ``reason``; one met in two countries stays without.
    """
    found: dict[str, set[str]] = {}
    for scene, event in events:
        country = _land(event, places.get(scene, ()))
        if country is None:
            continue
        for key in _there(event):
            found.setdefault(key, set()).add(country)
    for key, countries in found.items():
        draft = cast.by_key[key]
        if len(countries) == 1 and _stateless(draft):
            draft.country = countries.pop()
            draft.reason += ", of the country where it is told of"


def struck(kind: str, mode: str | None, status: str, actors: Sequence[str], place: Place | None, cast: Cast) -> list[str]:
    """The state that a foreign attack hit, where only its land is named: نفذت إسرائيل ضربة في سوريا.

    Args:
        kind, mode, status: of the event; only an attack by arms that was carried out counts.
        actors: keys of those who attacked; every one must belong to another state than the place.
        place: where it happened.

    Returns:
        The key of the place's state, or nothing.
    """
    if kind != "ASSAULT" or mode not in _BY_ARMS or status not in ("actual", "historical") or place is None or not place.country or not actors:
        return []
    known = {cast.by_key[k].country for k in actors}
    forces = all(cast.by_key[k].kind in ("country", "military", "government") for k in actors)
    return [cast.state(place.country).key] if forces and None not in known and place.country not in known else []


def _there(event: Event) -> list[str]:
    """Whom the event shows in its place: the victims, and those who take to the street."""
    if event.type in ("ASSAULT", "COERCE"):
        return event.recipients
    return event.actors if event.type == "PROTEST" else []


def _land(event: Event, near: Sequence[Located]) -> str | None:
    """The country of the event's place, or else the only one in which its sentence names places; a state that is only named is none."""
    if event.place is not None and event.place.country:
        return event.place.country
    countries = {p.record.country for p in near if p.record.country and p.record.precision != "country"}
    return countries.pop() if len(countries) == 1 else None


def _stateless(draft: Draft) -> bool:
    if draft.country is not None or draft.kind not in _PEOPLE:
        return False
    words = {w.removeprefix("ال").removeprefix("لل") for text in (draft.name, *draft.aliases) for w in fold(text).split()}
    return words.isdisjoint(_STRANGERS)
