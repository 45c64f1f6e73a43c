"""One event, many reports: records of the same event within a story, with independent sources and ranges of figures."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from khabar.link.cards import Card
from khabar.link.records import Figure, LinkedEvent, Range, Report
from khabar.link.union import Union
from khabar.link.words import pieces
from khabar.model import QUANTITIES, Event, Quantity

ALIKE = 0.34
"""Share of the shorter evidence's words in common from which on two sayings, or two deeds with no party named, are one."""
_STATUSES = {"actual": 0, "historical": 0, "negation": 0, "future": 1, "hypothetical": 2}
"""Statuses that may tell the same event: happened, told later, denied."""


class Told(NamedTuple):
    """One event of one article, with what it is compared by."""

    card: Card
    event: Event
    actors: frozenset[str]
    recipients: frozenset[str]
    words: frozenset[str]
    origin: str
    mark: str
    """The event's uid, with its id where another event of the article has the same."""


def told(card: Card, people: Mapping[tuple[str, str], str], origin: str) -> list[Told]:
    """The events of an article."""
    found = []
    counts = Counter(event.uid for event in card.events)
    for event in card.events:
        actors, recipients = (frozenset(people.get((card.article, k), k) for k in keys) for keys in (event.actors, event.recipients))
        words = frozenset(p.stem for p in pieces(event.evidence.text) if len(p.stem) > 1)
        mark = event.uid if counts[event.uid] == 1 else f"{event.uid}/{event.id}"
        found.append(Told(card, event, actors, recipients, words, origin, mark))
    return found


def same(left: Told, right: Told) -> bool:
    """Whether two records of one story tell the same event."""
    a, b = left.event, right.event
    if left.card.article == right.card.article:  # the coder has joined what one article tells twice
        return False
    if _kind(a) != _kind(b):
        return False
    if a.mode and b.mode and a.mode != b.mode and a.quad != 4:
        return False
    if _other_day(a, b) or _other_place(a, b):
        return False
    alike = _alike(left.words, right.words)
    named = (_parties(left.actors), _parties(right.actors))
    if named[0] and named[1] and not named[0] & named[1] and not _states(named[0]) & _states(named[1]):
        return False
    shared = bool((left.actors | left.recipients) & (right.actors | right.recipients))
    if a.speech_act:
        return alike >= ALIKE
    return (shared and alike > 0) or _same_size(a, b) or alike >= ALIKE


def _kind(event: Event) -> tuple[str, int, bool]:
    """What two records of one event have in common whatever else differs."""
    return event.type, _STATUSES[event.status], event.speech_act


def _parties(ids: frozenset[str]) -> frozenset[str]:
    """Actors that have a name across articles."""
    return frozenset(id for id in ids if "@" not in id)


def _states(ids: frozenset[str]) -> frozenset[str]:
    """Their countries: a minister and his state, an army and its government speak and act for one."""
    return frozenset(parts[1] for id in ids if (parts := id.split(":"))[1:2] and parts[1] != "INT")


def _alike(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / max(1, min(len(left), len(right)))


def _other_day(a: Event, b: Event) -> bool:
    """Both dates read to the day, and different."""
    if a.date is None or b.date is None or "day" not in (a.date.precision, b.date.precision):
        return False
    if a.date.precision != b.date.precision:
        return not (a.date.value.startswith(b.date.value[:4]) or a.date.precision == "week" or b.date.precision == "week")
    return a.date.value[:10] != b.date.value[:10]


def _other_place(a: Event, b: Event) -> bool:
    """Both places told, in different countries or in different divisions of one."""
    if a.place is None or b.place is None:
        return False
    pairs = ((a.place.country, b.place.country), (a.place.admin1, b.place.admin1))
    return any(one is not None and other is not None and one != other for one, other in pairs)


def _same_size(a: Event, b: Event) -> bool:
    """Both count the same kind of loss: within one story that is one event, however the figures differ."""
    return any(_quantity(a, q) and _quantity(b, q) for q in ("dead", "injured", "arrested", "abducted"))


def _quantity(event: Event, name: str) -> Quantity | None:
    found: Quantity | None = getattr(event.size, name, None)
    return found


def events(story: str, items: Sequence[Told], given: Mapping[tuple[str, str], bool]) -> list[LinkedEvent]:
    """The events of one story, those that most sources tell first.

    Args:
        story: its id.
        items: what its articles tell.
        given: pairs of uids that people have said are one or two, the lesser uid first.
    """
    union: Union[int] = Union(range(len(items)))
    members = {n: [n] for n in range(len(items))}

    def join(a: int, b: int) -> None:
        left, right = union.root(a), union.root(b)
        if left != right and not any(_verdict(items[x], items[y], given) is False for x in members[left] for y in members[right]):
            union.join(left, right)
            members[left] += members.pop(right)

    for a, b in combinations(range(len(items)), 2) if any(given.values()) else ():
        if _verdict(items[a], items[b], given):
            join(a, b)
    kinds: dict[tuple[str, int, bool], list[int]] = {}
    for n, item in enumerate(items):
        kinds.setdefault(_kind(item.event), []).append(n)
    for a, b in (pair for members in kinds.values() for pair in combinations(members, 2)):
        if union.root(a) != union.root(b) and same(items[a], items[b]):
            join(a, b)
    found = [_linked(story, [items[n] for n in group]) for group in union.groups()]
    return sorted(found, key=lambda e: (-e.sources, -len(e.reports), e.id))


def _verdict(left: Told, right: Told, given: Mapping[tuple[str, str], bool]) -> bool | None:
    a, b = left.event.uid, right.event.uid
    return given.get((min(a, b), max(a, b)))


def _linked(story: str, group: Sequence[Told]) -> LinkedEvent:
    first = next((t for t in group if t.event.status == "actual"), group[0])
    dates = [t.event.date.value for t in group if t.event.date and t.event.date.source == "text"]
    places = [t.event.place for t in group if t.event.place]
    reports = [_report(t) for t in group]
    affirmed = sorted({t.origin for t in group if t.event.status != "negation"}) or sorted({t.origin for t in group})
    telling = [t for t in group if t.event.status != "negation"] or group  # who is said not to have done it did not
    actors = sorted({id for t in telling for id in t.actors})
    return LinkedEvent(
        id="ev:" + hashlib.sha256(f"{story}\x1f{first.mark}".encode()).hexdigest()[:16], story=story, type=first.event.type,
        mode=next((t.event.mode for t in group if t.event.mode), None), status=first.event.status, quad=first.event.quad,
        score=max((t.event.score for t in group), key=abs), speech_act=first.event.speech_act, ceremonial=all(t.event.ceremonial for t in group), date=max(dates, key=len, default=None),
        place=places[0].name_ar if places else None, country=next((p.country for p in places if p.country), None),
        admin1=next((p.admin1 for p in places if p.admin1), None),
        actors=[a for a in actors if "@" not in a] or actors, recipients=sorted({id for t in telling for id in t.recipients}),
        reports=reports, origins=affirmed, sizes=_sizes(group), contested=len({t.event.status == "negation" for t in group}) == 2,
    )  # fmt: skip


def _report(item: Told) -> Report:
    card, event = item.card, item.event
    return Report(
        article=card.article, record=card.record, event=event.id, uid=event.uid, outlet=card.outlet, published=card.published,
        origin=item.origin, attribution=event.attribution, evidence=event.evidence,
    )  # fmt: skip


def _sizes(group: Sequence[Told]) -> dict[str, Range]:
    """The range of each quantity, with who gives which figure; copies give one figure together."""
    found = {}
    for quantity in QUANTITIES:
        figures: dict[tuple[int, int | None, str, str | None], Figure] = {}
        for item in group:
            for low, high, about, by in _figures(item, quantity):
                at = (low, high, item.origin, by)
                known = figures.get(at)
                articles = [*(known.articles if known else ()), item.card.article]
                figures[at] = Figure(quantity=quantity, low=low, high=high, approximate=about, by=by, origin=item.origin, articles=list(dict.fromkeys(articles)))
        if figures:
            lows, highs = [f.low for f in figures.values()], [f.high if f.high is not None else f.low for f in figures.values()]
            found[quantity] = Range(low=min(lows), high=max(highs), figures=list(figures.values()))
    return found


def _figures(item: Told, quantity: str) -> list[tuple[int, int | None, bool, str | None]]:
    """The figures that one report gives: by whom, where the text says so."""
    size, names = item.event.size, item.card.actor_names
    claims = [(c.low, c.high, False, names.get(c.by or "")) for c in (size.claims if size else ()) if c.quantity == quantity]
    told = _quantity(item.event, quantity)
    if told is None or claims:
        return claims
    speakers = next((s.speaker for s in item.card.statements if s.id == item.event.statement), [])
    return [(told.low, told.high, told.approximate, "، ".join(names[k] for k in speakers if k in names) or None)]
