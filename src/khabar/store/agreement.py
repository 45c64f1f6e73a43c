"""How far two people who corrected the same articles agree: Krippendorff's alpha, and F1 of one against the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from khabar.model import Record, Statement
from khabar.scoring import Comparison, Scores
from khabar.store.corrections import Item, people_of
from khabar.store.db import Store
from khabar.store.gold import Judged, judged, to_gold

FACETS = ("kept", "speaker", "type", "actors", "recipients", "status")
FIGURES = ("statement spans", "statements", "event types", "events", "events held")
Unit = Sequence[Hashable | None]
"""What each person says of one thing; None where one says nothing."""


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """One question that both answered."""

    alpha: float | None
    """1 where they always agree, 0 where they agree as often as chance; None where there is nothing to disagree on."""
    units: int


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Two people's agreement over the articles that both corrected."""

    articles: int
    alpha: dict[str, Facet]
    """By question: is the record one (kept), who speaks, of which type, who does it to whom, with which status."""
    f1: dict[str, float]
    """The figures of the gold, one person's reading taken as gold and the other's as coding."""


class View(NamedTuple):
    """An article as one person reads it."""

    record: Record
    judged: Judged
    dropped: frozenset[str]


def alpha(units: Iterable[Unit]) -> float | None:
    """Krippendorff's alpha for nominal values.

    Args:
        units: for each thing what every person says of it; None where one says nothing.

    Returns:
        1 for full agreement, 0 for that of chance, less for worse; None where fewer than two values are ever compared
        or all are the same, so that agreement could not show.
    """
    totals: Counter[Hashable] = Counter()
    disagreed = 0.0
    for unit in units:
        counts = Counter(value for value in unit if value is not None)
        size = sum(counts.values())
        if size < 2:
            continue
        totals.update(counts)
        disagreed += (size * size - sum(n * n for n in counts.values())) / (size - 1)
    every = sum(totals.values())
    expected = every * every - sum(n * n for n in totals.values())
    return 1 - (every - 1) * disagreed / expected if expected else None


def agreement(store: Store, one: str, other: str) -> Agreement:
    """Compare two people over the articles that both have corrected.

    Args:
        store: where the corrections are.
        one: the person whose reading is taken as gold for the F1 figures.
        other: the person compared with it.
    """
    units: dict[str, list[Unit]] = {facet: [] for facet in FACETS}
    scores, articles = Scores(), 0
    for article in store.reviewed():
        if not (store.corrections(article, by=one) and store.corrections(article, by=other)):
            continue
        articles += 1
        views = [_view(store, article, person) for person in (one, other)]
        for facet, unit in _units(views):
            units[facet].append(unit)
        gold = to_gold(views[0].record, views[0].judged)
        scores.merge(Comparison(gold, views[1].record, views[1].record.article.text).run())
    found = {facet: Facet(alpha=alpha(values), units=sum(None not in v for v in values)) for facet, values in units.items()}
    return Agreement(articles=articles, alpha=found, f1={name: round(scores.figures[name].f1, 4) for name in FIGURES})


def _view(store: Store, article: str, person: str) -> View:
    corrections = store.corrections(article, by=person)
    corrected = store.corrected(article, by=person)
    there = {i.uid for i in _items(corrected.record)}
    looked = judged(corrected, corrections)
    return View(corrected.record, looked, looked.uids - there)


def _items(record: Record) -> list[Item]:
    return [*record.statements, *record.events]


def _units(views: Sequence[View]) -> Iterator[tuple[str, Unit]]:
    """Each question about each record that either person has, with both answers."""
    found = [{i.uid: i for i in _items(view.record)} for view in views]
    uids = {uid for items in found for uid in items} | {uid for view in views for uid in view.dropped}
    for uid in sorted(uids):
        yield "kept", [_kept(view, uid, uid in items) for view, items in zip(views, found, strict=True)]
        answers = [_answers(view, items.get(uid)) for view, items in zip(views, found, strict=True)]
        for facet in FACETS[1:]:
            if any(facet in a for a in answers):
                yield facet, [a.get(facet) for a in answers]


def _kept(view: View, uid: str, there: bool) -> bool | None:
    """Whether the person holds the record for one; None where the person has not looked at it."""
    return there if uid in view.judged.uids or view.judged.whole else None


def _answers(view: View, item: Item | None) -> dict[str, Hashable]:
    if item is None or _kept(view, item.uid, True) is None:
        return {}
    if isinstance(item, Statement):
        return {"speaker": _names(view.record, item.speaker), "type": item.type}
    sides = {"actors": _names(view.record, item.actors), "recipients": _names(view.record, item.recipients)}
    return {**sides, "type": item.type, "status": item.status}


def _names(record: Record, keys: Sequence[str]) -> Hashable:
    return tuple(sorted(p.id or p.name for p in people_of(record, keys)))
