"""What a desk asks of events, beside gold that says it: whose word, which figure by whom, which denial, which plan, which authority.

Only gold files that give `attribution` or `authority` are measured here; optional events count where they are matched.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from khabar.goldform import Gold, GoldActor, GoldClaim, GoldEvent
from khabar.model import Actor, Claim, Event, Record
from khabar.scoring import Comparison, Scores, Tally, best_pairs, fold_loosely, names_match

DESK = ("attribution", "denial link", "ceremonial", "planned", "part of", "size", "size where found", "authority", "direction")
GOALS = {"attribution": 0.90, "size": 0.85, "authority": 0.90}
"""What the desk's own gold must reach."""
MIN_CASES = 20
"""On fewer cases no goal is called met."""
DRAWS, SEED = 1000, 20
"""Of the bootstrap: how often articles are drawn anew, and from where the random numbers start."""
UNTOLD = "-"
UNDECIDED = "?"


def desk_scores(gold: Gold, record: Record, raw: str) -> dict[str, Tally]:
    """The figures of one article; none where its gold says nothing of the kind."""
    compared = _Desk(gold, record, raw)
    if any(e.attribution for e in gold.events):
        compared.events()
    if any(a.authority for a in gold.actors):
        compared.authorities()
    return compared.tallies


class _Desk:
    """One gold article beside its record."""

    def __init__(self, gold: Gold, record: Record, raw: str) -> None:
        self.gold, self.record = gold, record
        self.base = Comparison(gold, record, raw)
        self.tallies: dict[str, Tally] = {}
        self.misses: list[str] = []

    def events(self) -> None:
        """Everything that the gold says of events whose type and words agree; figures also where no event was found."""
        golds = self.gold.events
        pairs = best_pairs(golds, self.record.events, self._weight)
        found = {i: self.record.events[j] for i, j in pairs}
        ids = {golds[i].key: e.id for i, e in found.items() if golds[i].key}
        for i, gold in enumerate(golds):
            if i in found:
                self._event(gold, found[i], ids)
            if not gold.optional or i in found:
                self._sizes(gold, found.get(i))

    def _weight(self, gold: GoldEvent, got: Event) -> float:
        """Events pair by type and words, first with those whose sides and status agree too."""
        share = self.base.typed(gold, got)
        return share and share + (2.0 if self.base.sided(gold, got, named=False) else 0.0) + (1.0 if gold.status == got.status else 0.0)

    def _event(self, gold: GoldEvent, got: Event, ids: Mapping[str, str]) -> None:
        self._rate("attribution", got.attribution == gold.attribution, f"gold {gold.attribution} got {got.attribution}", got)
        if (denied := ids.get(gold.denial_of or "")) is not None:
            self._rate("denial link", got.denial_of == denied, f"gold {denied} got {got.denial_of}", got)
        self._rate("ceremonial", got.ceremonial == gold.ceremonial, f"gold {gold.ceremonial} got {got.ceremonial}", got)
        if gold.planned is not None:
            told = got.planned
            right = told is not None and told.type == gold.planned.type and (told.date.value if told.date else None) == gold.planned.date
            self._rate("planned", right, f"gold {gold.planned} got {told}", got)
        if (whole := ids.get(gold.part_of or "")) is not None:
            self._rate("part of", got.part_of == whole, f"gold {whole} got {got.part_of}", got)
        self._direction(gold, got)

    def _direction(self, gold: GoldEvent, got: Event) -> None:
        """Who did it to whom, over events whose parties are the right ones taken together."""
        if gold.mutual or not (gold.actors and gold.recipients):
            return
        if self.base.same_side([*gold.actors, *gold.recipients], [*got.actors, *got.recipients], named=False):
            right = self.base.same_side(gold.actors, got.actors, named=False) and self.base.same_side(gold.recipients, got.recipients, named=False)
            self._rate("direction", right, f"{self.base.names(got.actors)} → {self.base.names(got.recipients)}", got)

    def _sizes(self, gold: GoldEvent, got: Event | None) -> None:
        golds, gots = gold.claims, got.size.claims if got is not None and got.size is not None else []
        pairs = best_pairs(golds, gots, lambda g, p: float(self._same_claim(g, p)))
        self._add("size", len(pairs), len(golds), len(gots))
        if got is not None:
            self._add("size where found", len(pairs), len(golds), len(gots))
        hit, taken = {i for i, _ in pairs}, {j for _, j in pairs}
        self.misses += [f"size missed: {c.quantity} {c.low}-{c.high} by {c.by} :: {gold.evidence[:40]}" for i, c in enumerate(golds) if i not in hit]
        self.misses += [f"size extra: {c.quantity} {c.low}-{c.high} by {self.base.names([c.by or ''])} :: {gold.evidence[:40]}" for j, c in enumerate(gots) if j not in taken]

    def _same_claim(self, gold: GoldClaim, got: Claim) -> bool:
        if (gold.quantity, gold.low, gold.high) != (got.quantity, got.low, got.high):
            return False
        if gold.by is None or got.by is None:
            return gold.by is None and got.by is None
        return self.base.agree(gold.by, got.by, False) or self._shorter(gold.by, got.by)

    def _shorter(self, gold: str, got: str) -> bool:
        """Who gives a figure may go by a part of his name: غرفة طوارئ for غرفة طوارئ جنوب الحزام."""
        actor = self.base.actors.get(got)
        names = [set(fold_loosely(n)) for n in (actor.name_ar, *actor.aliases)] if actor is not None else []
        return any(len(n) > 1 and n <= set(fold_loosely(g)) for n in names for g in self.base.gold_actors[gold].names)

    def authorities(self) -> None:
        """Which rival authority each actor belongs to; an actor that was not found counts as wrong."""
        golds = [a for a in self.gold.actors if a.authority]
        found = dict(best_pairs(golds, self.record.actors, self._same))
        for number, gold in enumerate(golds):
            got = self.record.actors[found[number]] if number in found else None
            if got is None and gold.optional:
                continue
            told = self._authority(got)
            self._rate("authority", told == gold.authority, f"gold {gold.authority} got {told} :: {gold.names[0]}", None)

    def _same(self, gold: GoldActor, got: Actor) -> float:
        return float(self.base.same_actor(gold.key, got.key))

    def _authority(self, got: Actor | None) -> str:
        if got is None:
            return ""
        unsure = any(f.code == "ambiguous_authority" and names_match([f.span.text if f.span else ""], [got.name_ar, *got.aliases]) for f in self.record.faults)
        return got.authority or (UNDECIDED if unsure else UNTOLD)

    def _rate(self, name: str, right: bool, told: str, got: Event | None) -> None:
        self._add(name, int(right), 1, 1)
        if not right:
            self.misses.append(f"{name}: {told}" + (f" :: {got.type} {got.evidence.text[:50]}" if got is not None else ""))

    def _add(self, name: str, hit: int, gold: int, got: int) -> None:
        self.tallies.setdefault(name, Tally()).add(hit, gold, got)


def desk_misses(gold: Gold, record: Record, raw: str) -> list[str]:
    """What was wrong in one article, as lines."""
    compared = _Desk(gold, record, raw)
    compared.events()
    compared.authorities()
    return compared.misses


def interval(each: Sequence[Scores], tally_of: Callable[[Scores], Tally | None]) -> tuple[float, float]:
    """From and to of an F1 in 95 of 100 sets of articles drawn like this one (seeded bootstrap over articles)."""
    counts = [(t.hit, t.gold, t.got) for s in each if (t := tally_of(s)) is not None]
    draw, values = random.Random(SEED), []
    for _ in range(DRAWS):
        total = Tally()
        for hit, gold, got in draw.choices(counts, k=len(counts)) if counts else ():
            total.add(hit, gold, got)
        values.append(total.f1)
    values.sort()
    return values[int(0.025 * DRAWS)], values[int(0.975 * DRAWS) - 1]


def verdict(name: str, tally: Tally) -> str:
    """``met``, ``missed``, or ``too few`` cases to say; empty where nothing is aimed at."""
    if name not in GOALS:
        return ""
    if tally.gold < MIN_CASES:
        return "too few"
    return "met" if tally.f1 >= GOALS[name] else "missed"
