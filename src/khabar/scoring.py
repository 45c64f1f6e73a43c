"""The figures of the gold: what a careful reader finds in an article, beside what the coder made of it.

The rules of comparison are those of the gold's FORMAT.md; `evaluate` reads the files, codes them and prints.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple, TypeVar

from khabar.goldform import Gold, GoldActor, GoldEvent, GoldStatement, GoldTime, Interval, find_piece
from khabar.model import Actor, Event, Record, Span, Statement, Time

FIGURES = (
    "actors", "times", "statement spans", "statements", "event types", "events", "events held", "events named",
    "statement channel", "event date", "event place",
)  # fmt: skip
RATES = ("statement type", "event mode", "event status", "title", "credits", "clean", "faithful")
SPAN_IOU = 0.5
"""From here on two content spans are the same statement."""
EVIDENCE_IOU = 0.05
"""From here on two evidence spans may tell the same event."""

_MARKS = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_SPELLINGS = str.maketrans("أإآٱىةؤئڤگپچ", "اااايهويفكبج")
_SERVES = {"country", "government", "military", "police", "person"}
G = TypeVar("G")
P = TypeVar("P")


class Tally:
    """Hits, what the gold holds, and what the coder gave, of one figure."""

    def __init__(self, hit: int = 0, gold: int = 0, got: int = 0) -> None:
        self.hit, self.gold, self.got = hit, gold, got

    def add(self, hit: int, gold: int, got: int) -> None:
        """Count these in."""
        self.hit += hit
        self.gold += gold
        self.got += got

    @property
    def precision(self) -> float:
        """Share of what was given that is right; 1 where nothing was to be found and nothing was given."""
        if self.got:
            return self.hit / self.got
        return 0.0 if self.gold else 1.0

    @property
    def recall(self) -> float:
        """Share of what is to be found that was given."""
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Firing:
    """How often a rule fired, how often its type was right, and how often all of it was (sides and status too)."""
    def __init__(self) -> None:
        self.fired = self.typed = self.right = 0

    def add(self, fired: int, typed: int, right: int) -> None:
        """Count these in."""
        self.fired, self.typed, self.right = self.fired + fired, self.typed + typed, self.right + right


class Scores:
    """Every figure, the rates, the events and statements by type, and what each rule of events did."""

    def __init__(self) -> None:
        self.figures = {name: Tally() for name in FIGURES}
        self.rates = {name: Tally() for name in RATES}
        self.event_types: dict[str, Tally] = defaultdict(Tally)
        self.statement_types: dict[str, Tally] = defaultdict(Tally)
        self.rules: dict[str, Firing] = defaultdict(Firing)
        self.desk: dict[str, Tally] = defaultdict(Tally)
        """Whose word, which figure, which plan: of gold that says it."""
        self.misses: list[str] = []

    def rate(self, name: str, right: bool) -> None:
        """Count one case of a rate."""
        self.rates[name].add(int(right), 1, 1)

    def merge(self, other: Scores) -> None:
        """Count the other's cases in."""
        for mine, theirs in (
            (self.figures, other.figures), (self.rates, other.rates),
            (self.event_types, other.event_types), (self.statement_types, other.statement_types), (self.desk, other.desk),
        ):  # fmt: skip
            for name, tally in theirs.items():
                mine[name].add(tally.hit, tally.gold, tally.got)
        for rule, firing in other.rules.items():
            self.rules[rule].add(firing.fired, firing.typed, firing.right)
        self.misses += other.misses


def fold_loosely(text: str) -> list[str]:
    """The words of ``text`` without marks, with one alef, one ya, and bare letters: أحمدُ → احمد."""
    return re.findall(r"\w+", _MARKS.sub("", text).translate(_SPELLINGS).lower())


def names_match(golds: Sequence[str], gots: Sequence[str]) -> bool:
    """Equal names (blanks and غ/ج aside), or the same last word and one name's words among the other's."""
    return any(_name_matches(g, p) for g in golds for p in gots)


def _name_matches(gold: str, got: str) -> bool:
    one, other = (fold_loosely(name.replace("غ", "ج")) for name in (gold, got))
    if not one or not other:
        return False
    if "".join(one) == "".join(other):
        return True
    return one[-1] == other[-1] and (set(one) <= set(other) or set(other) <= set(one))


def overlap(a: Interval, b: Interval) -> int:
    """Letters that both hold."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def iou(a: Interval, b: Interval) -> float:
    """Intersection over union."""
    inter = overlap(a, b)
    union = (a[1] - a[0]) + (b[1] - b[0]) - inter
    return inter / union if union else 0.0


class Pairing(NamedTuple):
    """Which gold item went with which record, and which records only an optional item allows."""

    pairs: list[Interval]
    hit: frozenset[int]
    spared: frozenset[int]
    extra: tuple[int, ...]


def best_pairs(golds: Sequence[G], gots: Sequence[P], weight: Callable[[G, P], float]) -> list[Interval]:
    """One-to-one pairs, best weight first, then in the order of the text; a weight of 0 never pairs."""
    cells = [(-w, i, j) for i, g in enumerate(golds) for j, p in enumerate(gots) if (w := weight(g, p)) > 0]
    used_gold: set[int] = set()
    used_got: set[int] = set()
    pairs: list[Interval] = []
    for _, i, j in sorted(cells):
        if i not in used_gold and j not in used_got:
            used_gold.add(i)
            used_got.add(j)
            pairs.append((i, j))
    return pairs


def pair_up(golds: Sequence[G], optional: Sequence[G], gots: Sequence[P], weight: Callable[[G, P], float]) -> Pairing:
    """Pair the gold with the records, then what is left with the optional gold."""
    pairs = best_pairs(golds, gots, weight)
    taken = {j for _, j in pairs}
    rest = [j for j in range(len(gots)) if j not in taken]
    spared = frozenset(rest[k] for _, k in best_pairs(optional, [gots[j] for j in rest], weight))
    extra = tuple(j for j in rest if j not in spared)
    return Pairing(pairs, frozenset(i for i, _ in pairs), spared, extra)


def _split(items: Sequence[G]) -> tuple[list[G], list[G]]:
    wanted = [x for x in items if not getattr(x, "optional", False)]
    return wanted, [x for x in items if getattr(x, "optional", False)]


class Comparison:
    """One gold article beside its record."""

    def __init__(self, gold: Gold, record: Record, raw: str) -> None:
        self.gold, self.record, self.raw = gold, record, raw
        self.actors = {a.key: a for a in record.actors}
        self.gold_actors = {a.key: a for a in gold.actors}
        self.scores = Scores()

    def run(self) -> Scores:
        """Every figure of the article."""
        self._actors()
        self._times()
        self._statements()
        self._events()
        self._article()
        return self.scores

    def names(self, keys: Sequence[str]) -> list[str]:
        """The first name of each actor, for the list of misses."""
        return [self.actors[k].name_ar for k in keys if k in self.actors]

    def place(self, piece: str, nth: int) -> Interval:
        """Where a piece of the gold stands in the input."""
        return find_piece(self.raw, piece, nth)

    def same_actor(self, gold_key: str, got_key: str) -> bool:
        """The two are the same actor by name, a state only by its code."""
        gold, got = self.gold_actors[gold_key], self.actors.get(got_key)
        if got is None:
            return False
        if gold.kind == "country":
            return got.kind == "country" and got.country is not None and got.country == gold.country
        if got.kind == "country":
            return False
        official = gold.kind in ("government", "military", "police")
        if official and gold.country and got.country and gold.country != got.country:
            return False
        return names_match(gold.names, _names_of(got))

    def agree(self, gold_key: str, got_key: str, named: bool) -> bool:
        """The same actor, or (unless ``named``) a state and its own servant, or the same nameless people."""
        if self.same_actor(gold_key, got_key):
            return True
        gold, got = self.gold_actors[gold_key], self.actors.get(got_key)
        if got is None:
            return False
        if gold.kind in ("people", "unnamed") and got.kind == gold.kind:
            return gold.country is None or got.country is None or gold.country == got.country
        kinds = {gold.kind, got.kind}
        states = bool(kinds & {"country", "government"}) and kinds <= _SERVES
        return not named and gold.country is not None and gold.country == got.country and states

    def same_side(self, golds: Collection[str], gots: Collection[str], named: bool) -> bool:
        """Each of the one side agrees with some of the other."""
        if bool(golds) != bool(gots):
            return False
        return all(any(self.agree(g, p, named) for p in gots) for g in golds) and all(
            any(self.agree(g, p, named) for g in golds) for p in gots
        )

    def _actors(self) -> None:
        golds, optional = _split(self.gold.actors)
        gots = self.record.actors

        def weight(gold: GoldActor, got: Actor) -> float:
            if not self.same_actor(gold.key, got.key):
                return 0
            return 0 if gold.kind == "person" and gold.country and gold.country != got.country else 1

        found = pair_up(golds, optional, gots, weight)
        self._count("actors", len(found.pairs), len(golds), len(gots) - len(found.spared))
        self._miss("actor missed", [f"{g.names[0]} ({g.country})" for i, g in enumerate(golds) if i not in found.hit])
        self._miss("actor extra", [f"{gots[j].name_ar} ({gots[j].country})" for j in found.extra])

    def _times(self) -> None:
        golds, gots = self.gold.times, [t for t in self.record.times if t.value]

        def weight(gold: GoldTime, got: Time) -> float:
            if gold.value != got.value:
                return 0
            return overlap(self.place(gold.text, gold.nth), (got.start, got.end))

        found = pair_up(golds, [], gots, weight)
        self._count("times", len(found.pairs), len(golds), len(gots))
        self._miss("time missed", [f"{g.text} = {g.value}" for i, g in enumerate(golds) if i not in found.hit])
        self._miss("time extra", [f"{gots[j].text} = {gots[j].value}" for j in found.extra])

    def _statements(self) -> None:
        golds, optional = _split(self.gold.statements)
        gots = self.record.statements

        def weight(gold: GoldStatement, got: Statement) -> float:
            share = iou(self.place(gold.content, gold.nth), (got.content.start, got.content.end))
            return share if share >= SPAN_IOU else 0

        found = pair_up(golds, optional, gots, weight)
        full = [(i, j) for i, j in found.pairs if self._statement(golds[i], gots[j])]
        given = len(gots) - len(found.spared)
        self._count("statement spans", len(found.pairs), len(golds), given)
        self._count("statements", len(full), len(golds), given)
        self._by_type(self.scores.statement_types, golds, gots, found, full)
        missed = [f"{g.speaker} {g.content[:60]}" for i, g in enumerate(golds) if i not in found.hit]
        self._miss("statement missed", missed)
        self._miss("statement extra", [gots[j].content.text[:60] for j in found.extra])

    def _statement(self, gold: GoldStatement, got: Statement) -> bool:
        """Count what a matched statement adds; whether its speakers are right."""
        self.scores.rate("statement type", gold.type == got.type)
        if gold.channel or got.channel:
            right = bool(gold.channel and got.channel and self.same_actor(gold.channel, got.channel))
            self._count("statement channel", int(right), int(bool(gold.channel)), int(bool(got.channel)))
        right = self.same_side(gold.speaker, got.speaker, named=True)
        if not right:
            self._miss("speaker", [f"gold {gold.speaker} got {self.names(got.speaker)} :: {gold.content[:50]}"])
        return right

    def _events(self) -> None:
        golds, optional = _split(self.gold.events)
        gots = self.record.events
        weights = {
            "event types": self.typed,
            "events": lambda g, p: self.sided(g, p, named=False),
            "events named": lambda g, p: self.sided(g, p, named=True),
        }
        for name, weight in weights.items():
            found = pair_up(golds, optional, gots, weight)
            self._count(name, len(found.pairs), len(golds), len(gots) - len(found.spared))
            if name == "event types":
                self._rules(gots, found, typed=True)
            if name == "events":
                self._rules(gots, found._replace(pairs=[(i, j) for i, j in found.pairs if golds[i].status == gots[j].status]), typed=False)
                self._matched_events(golds, gots, found)

    def _rules(self, gots: Sequence[Event], found: Pairing, *, typed: bool) -> None:
        """Count the firings that the pairing calls right; those that only an optional event allows do not count."""
        if typed:
            for event in (gots[j] for j in (*(j for _, j in found.pairs), *found.extra)):
                self.scores.rules[event.trace.rule].add(1, 0, 0)
        for _, j in found.pairs:
            self.scores.rules[gots[j].trace.rule].add(0, int(typed), int(not typed))

    def typed(self, gold: GoldEvent, got: Event) -> float:
        """How much of their words two events of one type share; 0 where they are not the same."""
        if got.type != gold.type and got.type not in gold.or_types:
            return 0
        share = iou(self.place(gold.evidence, gold.nth), (got.evidence.start, got.evidence.end))
        return share if share >= EVIDENCE_IOU else 0

    def sided(self, gold: GoldEvent, got: Event, *, named: bool) -> float:
        """The same where both sides agree too, else 0."""
        weight = self.typed(gold, got)
        if not weight:
            return 0
        if self.same_side(gold.actors, got.actors, named) and self.same_side(gold.recipients, got.recipients, named):
            return weight
        everyone = [*gold.actors, *gold.recipients], [*got.actors, *got.recipients]
        return weight if gold.mutual and self.same_side(*everyone, named) else 0

    def _matched_events(self, golds: Sequence[GoldEvent], gots: Sequence[Event], found: Pairing) -> None:
        held = sum(golds[i].status == gots[j].status for i, j in found.pairs)
        self._count("events held", held, len(golds), len(gots) - len(found.spared))
        self._by_type(self.scores.event_types, golds, gots, found, found.pairs)
        for i, j in found.pairs:
            self._event(golds[i], gots[j])
        missed = [(i, g) for i, g in enumerate(golds) if i not in found.hit]
        self._miss("event missed", [f"{g.type} {g.actors}→{g.recipients} {g.evidence[:50]}" for _, g in missed])
        extra = [gots[j] for j in found.extra]
        lines = [f"{e.type} {self.names(e.actors)}→{self.names(e.recipients)} {e.evidence.text[:50]}" for e in extra]
        self._miss("event extra", [f"{line} [{e.trace.rule}]" for line, e in zip(lines, extra, strict=True)])

    def _event(self, gold: GoldEvent, got: Event) -> None:
        """Count what a matched event adds: status, mode, date, place."""
        self.scores.rate("event status", gold.status == got.status)
        if gold.status != got.status:
            self._miss("event status", [f"gold {gold.status} got {got.status} :: {gold.type} {gold.evidence[:50]}"])
        if gold.mode:
            self.scores.rate("event mode", gold.mode == got.mode)
        told = got.date.value if got.date and got.date.source == "text" else None
        self._count("event date", int(bool(told) and told == gold.date), int(bool(gold.date)), int(bool(told)))
        wanted = [gold.place] if isinstance(gold.place, str) else gold.place or []
        names = [n for n in (got.place.name_ar, got.place.name_en) if n] if got.place else []
        self._count("event place", int(names_match(wanted, names)), int(bool(wanted)), int(bool(names)))

    def _by_type(
        self, tallies: dict[str, Tally], golds: Sequence[Any], gots: Sequence[Any], found: Pairing, right: Sequence[Interval]
    ) -> None:
        """Count by the gold's type; a record that nothing took counts under its own."""
        for gold in golds:
            tallies[gold.type].add(0, 1, 0)
        for i, _ in found.pairs:
            tallies[golds[i].type].add(0, 0, 1)
        for i, _ in right:
            tallies[golds[i].type].add(1, 0, 0)
        for j in found.extra:
            tallies[gots[j].type].add(0, 0, 1)

    def _article(self) -> None:
        article = self.record.article
        if self.gold.title:
            self.scores.rate("title", fold_loosely(self.gold.title) == fold_loosely(article.title or ""))
        for credit in self.gold.credits:
            self.scores.rate("credits", any(names_match([credit], [c.text]) for c in article.credits))
        for line in self.gold.furniture:
            self._clean(line)
        wrong = unfaithful(self.record, self.raw)
        self.scores.rate("faithful", not wrong)
        self._miss("unfaithful", wrong[:5])

    def _clean(self, line: str) -> None:
        """Count a line of page furniture: clean when no record rests on it."""
        span = find_piece(self.raw, line)
        rests = [*(s.content for s in self.record.statements), *(e.evidence for e in self.record.events)]
        dirty = any(overlap(span, (r.start, r.end)) for r in rests)
        self.scores.rate("clean", not dirty)
        if dirty:
            self._miss("record from furniture", [line[:60]])

    def _count(self, figure: str, hit: int, gold: int, got: int) -> None:
        self.scores.figures[figure].add(hit, gold, got)

    def _miss(self, what: str, lines: Sequence[str]) -> None:
        self.scores.misses += [f"{what}: {line}" for line in lines]


def _names_of(actor: Actor) -> list[str]:
    return [n for n in (actor.name_ar, actor.name_en, *actor.aliases) if n]


def unfaithful(record: Record, raw: str) -> list[str]:
    """Where the record does not rest on the input's own characters."""
    faults = [] if record.article.text == raw else ["article.text is not the input"]
    spans: list[Time | Span] = [*record.times, *(s.content for s in record.statements)]
    spans += [e.evidence for e in record.events]
    wrong = [s for s in spans if s.text != raw[s.start : s.end]]
    return faults + [f"span {s.start}:{s.end} is not its text" for s in wrong]
