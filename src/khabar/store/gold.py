"""Corrected articles as gold cases, and gold cases as corrections.

What a person accepted, changed or added is asked for; what nobody looked at is optional, unless the whole article was
accepted. The other way round, each item of a gold case becomes the correction that brings the coding there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from khabar.evaluate import Case, read_gold
from khabar.goldform import Gold, GoldActor, GoldEvent, GoldStatement, GoldTime, find_piece
from khabar.model import Actor, Article, Event, Record, Span, Statement, span_of
from khabar.pipeline import code
from khabar.read.text import read_text
from khabar.scoring import best_pairs, iou
from khabar.script.fold import fold
from khabar.store.corrections import (
    Changes,
    Correction,
    Item,
    Person,
    added,
    newcomer,
    on,
    people_of,
    person_of,
    span_in,
    whole,
)
from khabar.store.db import Origin, Store
from khabar.store.overlay import Corrected, in_force

_UNSAFE = re.compile(r"[^\w.\-]+")
SAME = 0.3
"""Share of letters from which a gold item and a record are taken for the same thing, to be changed and not replaced."""


class Judged(NamedTuple):
    """What a person has looked at in an article."""

    uids: frozenset[str]
    whole: bool


def judged(corrected: Corrected, corrections: Sequence[Correction]) -> Judged:
    """Which records the corrections stand for, and whether the article as a whole."""
    force = [c for c in in_force(corrections) if corrected.states.get(c.row) in ("held", "met")]
    return Judged(frozenset(c.uid for c in force if c.kind != "article"), any(c.kind == "article" for c in force))


# -- out
def export_gold(store: Store, folder: Path, *, by: str | None = None) -> list[str]:
    """Write ``NAME.txt`` and ``NAME.gold.json`` for each article that was corrected; their names.

    Args:
        store: where from.
        folder: where to; made where it is missing.
        by: only by the corrections of this person.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names: list[str] = []
    for article in store.reviewed():
        corrections = store.corrections(article, by=by)
        if not corrections:
            continue
        corrected = store.corrected(article, by=by)
        name = _name(store, article, names)
        gold = to_gold(corrected.record, judged(corrected, corrections))
        (folder / f"{name}.txt").write_bytes(corrected.record.article.text.encode())
        (folder / f"{name}.gold.json").write_bytes(msgspec.json.format(msgspec.json.encode(gold), indent=1) + b"\n")
        names.append(name)
    return names


def _name(store: Store, article: str, taken: Collection[str]) -> str:
    """The name that the article came under, or its id where that is taken or no file's name."""
    name = store.captures(article)[0].name
    return article if name in taken or _UNSAFE.search(name) or not name.strip(".") else name


def to_gold(record: Record, judged: Judged) -> Gold:
    """What a corrected record says, as gold; what nobody looked at is optional.

    Args:
        record: with the corrections laid over it.
        judged: what a person has looked at.
    """
    text = record.article.text
    statements = sorted(record.statements, key=lambda s: (s.content.start, s.content.end, s.uid))
    events = sorted(record.events, key=lambda e: (e.evidence.start, e.evidence.end, e.type, e.uid))
    asked = [_gold_statement(text, s, s.uid not in judged.uids and not judged.whole) for s in statements]
    done = [_gold_event(text, e, e.uid not in judged.uids and not judged.whole) for e in events]
    used = {k for s in asked if not s.optional for k in (*s.speaker, *([s.channel] if s.channel else []))}
    used |= {k for e in done if not e.optional for k in (*e.actors, *e.recipients)}
    return Gold(
        published=record.article.published, title=record.article.title, credits=[c.name for c in record.article.credits], furniture=_furniture(record.article),
        actors=[_gold_actor(a, a.key not in used and not judged.whole) for a in record.actors],
        times=[GoldTime(text=t.text, value=t.value, nth=_nth(text, t.start, t.text)) for t in record.times if t.value], statements=asked, events=done,
    )  # fmt: skip


def _gold_actor(actor: Actor, optional: bool) -> GoldActor:
    return GoldActor(key=actor.key, names=list(dict.fromkeys([actor.name_ar, *actor.aliases])), kind=actor.kind, country=actor.country, optional=optional)


def _gold_statement(text: str, s: Statement, optional: bool) -> GoldStatement:
    return GoldStatement(
        speaker=s.speaker, content=s.content.text, type=s.type, cue=s.cue.text if s.cue else "", channel=s.channel,
        nth=_nth(text, s.content.start, s.content.text), optional=optional,
    )  # fmt: skip


def _gold_event(text: str, e: Event, optional: bool) -> GoldEvent:
    return GoldEvent(
        type=e.type, evidence=e.evidence.text, actors=e.actors, status=e.status, recipients=e.recipients, mode=e.mode,
        mutual=e.type == "COOPERATE" or (e.type == "CONSULT" and e.mode != "visit"),  # no side of these comes first
        date=e.date.value if e.date and e.date.source == "text" else None,
        place=[n for n in (e.place.name_ar, e.place.name_en) if n] if e.place else None,
        nth=_nth(text, e.evidence.start, e.evidence.text), optional=optional,
    )  # fmt: skip


def _nth(text: str, start: int, piece: str) -> int:
    """Which occurrence of ``piece`` stands at ``start``."""
    count, at = 1, text.find(piece)
    while 0 <= at < start:
        count, at = count + 1, text.find(piece, at + 1)
    return count


def _furniture(article: Article) -> list[str]:
    """The blocks that are not the article, where their words stand nowhere else in it."""
    lines = [article.text[b.start : b.end].strip() for b in article.blocks if b.kind in ("furniture", "related")]
    return [line for line in dict.fromkeys(lines) if line and article.text.count(line) == 1]


# -- in
def import_gold(store: Store, folder: Path, *, by: str, reason: str = "") -> int:
    """Store each gold article and correct its coding until it says what the gold says; the number of corrections.

    Args:
        store: where to.
        folder: with ``NAME.txt`` and ``NAME.gold.json``.
        by: whose reading the gold is.
        reason: kept with every correction.

    Raises:
        InputError: the gold cannot be read.
    """
    count = 0
    for case in read_gold(folder):
        corrections = list(to_corrections(case, _stored(store, case), by=by, reason=reason))
        count += len(store.correct_all(corrections))
    return count


def _stored(store: Store, case: Case) -> Record:
    """The current coding of the case's article; it is stored first where it is not here."""
    article, faults = read_text(case.text, published=case.gold.published)
    known = store.with_text(article.text_sha256)
    if known is None:
        known = store.add(code(article, id=case.name, faults=faults), Origin(method="gold", source=f"{case.name}.txt", raw=case.text.encode())).article
    return store.record(known)


def to_corrections(case: Case, record: Record, *, by: str, reason: str = "") -> Iterator[Correction]:
    """The corrections that make ``record`` say what the gold says: accept, change, add, remove."""
    people = {a.key: _person(record, a) for a in case.gold.actors}
    items: list[Item] = [*record.statements, *record.events]
    golds: list[GoldStatement | GoldEvent] = [*case.gold.statements, *case.gold.events]
    spans = [_span(case.text, g) for g in golds]

    def weight(number: int, item: Item) -> float:
        gold, span = golds[number], span_in(item)
        if isinstance(gold, GoldStatement) != isinstance(item, Statement):
            return 0
        share = iou((spans[number].start, spans[number].end), (span.start, span.end))
        return (share + (gold.type == item.type)) if share >= SAME else 0

    pairs = dict(best_pairs(range(len(golds)), items, weight))
    for number, gold in enumerate(golds):
        if not gold.optional:
            yield _correction(record, gold, spans[number], items[pairs[number]] if number in pairs else None, people, by, reason)
    taken = {pairs[n] for n, gold in enumerate(golds) if n in pairs and (not gold.optional or _defends(record, gold, spans[n], items[pairs[n]], people))}
    yield from (on(record, item, "remove", by=by, reason=reason) for n, item in enumerate(items) if n not in taken)
    if not any(g.optional for g in (*golds, *case.gold.actors)):
        yield whole(record, by=by, reason=reason)


def _span(text: str, gold: GoldStatement | GoldEvent) -> Span:
    return span_of(text, *find_piece(text, gold.content if isinstance(gold, GoldStatement) else gold.evidence, gold.nth))


def _person(record: Record, gold: GoldActor) -> Person:
    """Whom the gold means: the article's actor of one of these names, kind and country, else somebody new."""
    names = {fold(name) for name in gold.names}
    for actor in record.actors:
        named = names & {fold(name) for name in (actor.name_ar, *actor.aliases)}
        if named and (actor.kind, actor.country) == (gold.kind, gold.country):
            return person_of(record, actor.key)
    return newcomer(gold.names[0], gold.kind, gold.country)


def _correction(
    record: Record, gold: GoldStatement | GoldEvent, span: Span, item: Item | None, people: dict[str, Person], by: str, reason: str
) -> Correction:
    wanted = _wanted(record, gold, span, people)
    if item is None:
        kind: Literal["statement", "event"] = "statement" if isinstance(gold, GoldStatement) else "event"
        return added(record, kind, wanted, by=by, reason=reason)
    changes = difference(record, item, wanted)
    return on(record, item, "accept" if changes == Changes() else "change", by=by, reason=reason, changes=changes)


def _defends(record: Record, gold: GoldStatement | GoldEvent, span: Span, item: Item, people: dict[str, Person]) -> bool:
    """Whether an optional item of the gold allows a record: who and what must be the same, the edges need not."""
    changes = difference(record, item, _wanted(record, gold, span, people))
    return all(value is None for value in (changes.type, changes.speaker, changes.actors, changes.recipients))


def _wanted(record: Record, gold: GoldStatement | GoldEvent, span: Span, people: dict[str, Person]) -> Changes:
    if isinstance(gold, GoldStatement):
        cue = _nearest(record.article.text, gold.cue, span) if gold.cue else None
        channel = [people[gold.channel]] if gold.channel else []
        return Changes(span=span, type=gold.type, speaker=[people[k] for k in gold.speaker], cue=cue, channel=channel)
    place = gold.place if isinstance(gold.place, str) else (gold.place or [""])[0]
    return Changes(
        span=span, type=gold.type, mode=gold.mode or "", status=gold.status, actors=[people[k] for k in gold.actors],  # type: ignore[arg-type]
        recipients=[people[k] for k in gold.recipients], date=gold.date or "", place=place,
    )  # fmt: skip


def _nearest(text: str, cue: str, span: Span) -> Span | None:
    """The cue before the content, else the one behind its beginning."""
    at = text.rfind(cue, 0, span.start)
    at = at if at >= 0 else text.find(cue, span.start)
    return span_of(text, at, at + len(cue)) if at >= 0 else None


def difference(record: Record, item: Item, wanted: Changes) -> Changes:
    """Of what is wanted, only what the record does not say already."""
    now = _says(record, item)
    fields = {name: getattr(wanted, name) for name in Changes.__struct_fields__ if getattr(wanted, name) is not None}
    return Changes(**{name: value for name, value in fields.items() if getattr(now, name) != value})


def _says(record: Record, item: Item) -> Changes:
    """What a record says, in the terms of a correction."""
    if isinstance(item, Statement):
        channel = people_of(record, [item.channel] if item.channel else [])
        return Changes(span=item.content, type=item.type, speaker=people_of(record, item.speaker), cue=item.cue, channel=channel)
    date = item.date.value if item.date and item.date.source == "text" else ""
    return Changes(
        span=item.evidence, type=item.type, mode=item.mode or "", status=item.status, actors=people_of(record, item.actors),
        recipients=people_of(record, item.recipients), date=date, place=item.place.name_ar if item.place else "",
    )  # fmt: skip
