"""The records as tables that point at one another: articles, actors, statements, events, and what linking joins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from khabar.coding.deeds import is_deed
from khabar.export.facts import Facts, joined
from khabar.export.tables import Column, Table
from khabar.link.records import Linked
from khabar.model import Event, Record, Span

ARTICLES = (
    Column("article"), Column("record", "string", "the caller's id"), Column("url"), Column("outlet"), Column("author"), Column("title"),
    Column("published"), Column("published_from"), Column("language"), Column("credits"), Column("version", "integer"), Column("text_sha256"),
    Column("coder"), Column("lexicon"), Column("rules"), Column("text", "string", "unchanged; offsets of the other tables count its code points"),
)  # fmt: skip
ACTORS = (
    Column("article"), Column("key"), Column("id", "string", "the coder's id"), Column("identity", "string", "one actor across articles"), Column("name_ar"),
    Column("name_en"), Column("aliases"), Column("kind"), Column("country"), Column("sectors"), Column("role"), Column("role_ar"), Column("of"),
    Column("authority", "string", "side, where two authorities claim one state"),
    Column("reason"),
)  # fmt: skip
STATEMENTS = (
    Column("uid"), Column("article"), Column("id"), Column("speakers", "string", "actor keys"), Column("speaker_names"), Column("cue"), Column("cue_lemma"),
    Column("content"), Column("start", "integer"), Column("end", "integer"), Column("type"), Column("voice"), Column("verbatim"), Column("occasion"),
    Column("channel"), Column("parent"), Column("rule"), Column("variants", "string", "group of tellings"),
)  # fmt: skip
EVENTS = (
    Column("uid"), Column("article"), Column("id"), Column("type"), Column("mode"), Column("status"), Column("quad", "integer"), Column("score", "number"),
    Column("contexts"), Column("actors", "string", "actor keys"), Column("actor_names"), Column("recipients"), Column("recipient_names"), Column("date"),
    Column("date_from", "string", "text, or published where the words give none"), Column("place"), Column("country"), Column("lat", "number"),
    Column("lon", "number"), Column("dead_low", "integer"), Column("dead_high", "integer"), Column("injured_low", "integer"), Column("injured_high", "integer"),
    Column("evidence"), Column("start", "integer"), Column("end", "integer"), Column("statement"), Column("attribution"),
    Column("deed", "boolean", "told by the outlet itself as having happened: what counts take"), Column("denial_of", "string", "id of the event that this one denies"),
    Column("said_on", "string", "of a promise or announcement: when it was made"), Column("planned_type"), Column("planned_date"), Column("planned_place"),
    Column("part_of", "string", "id of the meeting that this one is a part of"), Column("ceremonial", "boolean"),
    Column("speech_act", "boolean"), Column("rule"), Column("linked_event"),
)  # fmt: skip
LINKED = (
    Column("event"), Column("story"), Column("type"), Column("mode"), Column("status"), Column("date"), Column("place"), Column("country"), Column("actors"),
    Column("recipients"), Column("reports", "integer"), Column("sources", "integer", "independent: copies and credits followed back"), Column("origins"),
    Column("dead_low", "integer"), Column("dead_high", "integer"), Column("contested", "boolean"),
    Column("attribution", "string", "whose word it is over all reports"), Column("deed", "boolean"),
)  # fmt: skip
CROSSWALK = (
    Column("event"), Column("event_uid"), Column("article"), Column("outlet"), Column("published"), Column("origin", "string", "independent source"),
    Column("attribution"), Column("evidence"), Column("start", "integer"), Column("end", "integer"),
)  # fmt: skip
FIGURES = (
    Column("event_uid"), Column("article"), Column("quantity", "string", "dead, injured, arrested, participants, displaced, abducted, missing"), Column("low", "integer"),
    Column("high", "integer", "empty: at least"), Column("by", "string", "actor key of who gives it; empty where the outlet does"), Column("by_name"), Column("statement"),
    Column("words"), Column("start", "integer"), Column("end", "integer"),
)  # fmt: skip
STORIES = (Column("story"), Column("article"), Column("outlet"), Column("published"), Column("title"), Column("origin"), Column("copy_of"))


def tables(records: Sequence[Record], linked: Linked) -> list[Table]:
    """The tables of a collection."""
    identity = {id: i.id for i in linked.identities for id in i.ids}
    group = {(t.article, t.statement): v.id for v in linked.variants for t in v.tellings}
    event = {(r.article, r.event): e.id for e in linked.events for r in e.reports}
    facts = [Facts(record) for record in records]
    uids = {(f.record.article.id, own): uid for f in facts for own, uid in f.uids.items()}
    return [
        Table("articles", ARTICLES, (_article(r) for r in records), key="article"),
        Table("actors", ACTORS, (row for r in records for row in _actors(r, identity))),
        Table("statements", STATEMENTS, (row for f in facts for row in _statements(f, group)), key="uid"),
        Table("events", EVENTS, (row for f in facts for row in _events(f, event)), key="uid"),
        Table("figures", FIGURES, (row for f in facts for row in _figures(f))),
        Table("linked_events", LINKED, _linked(linked), key="event"),
        Table("reports", CROSSWALK, _crosswalk(linked, uids)),
        Table("stories", STORIES, _stories(linked)),
    ]


def _article(record: Record) -> list[Any]:
    a, c = record.article, record.coder
    return [
        a.id, record.id, a.url, a.outlet, a.author, a.title, a.published, a.published_from, a.language, joined([x.name for x in a.credits]), a.version,
        a.text_sha256, c.version, c.lexicon, c.rules, a.text,
    ]  # fmt: skip


def _actors(record: Record, identity: dict[str, str]) -> Iterator[list[Any]]:
    for a in record.actors:
        yield [
            record.article.id, a.key, a.id, identity.get(a.id), a.name_ar, a.name_en, joined(a.aliases), a.kind, a.country, joined(a.sectors), a.role,
            a.role_ar, a.of, a.authority, a.reason,
        ]  # fmt: skip


def _names(facts: Facts, keys: Iterable[str]) -> str | None:
    return joined([a.name_ar for a in facts.named(keys)])


def _span(span: Span) -> list[Any]:
    return [span.text, span.start, span.end]


def _statements(facts: Facts, group: dict[tuple[str, str], str]) -> Iterator[list[Any]]:
    for s in facts.record.statements:
        yield [
            facts.uids[s.id], facts.record.article.id, s.id, joined(s.speaker), _names(facts, s.speaker), s.cue.text if s.cue else None, s.cue_lemma,
            *_span(s.content), s.type, s.voice, s.verbatim, s.occasion, s.channel, s.parent, s.trace.rule, group.get((facts.record.article.id, s.id)),
        ]  # fmt: skip


def _events(facts: Facts, linked: dict[tuple[str, str], str]) -> Iterator[list[Any]]:
    for e in facts.record.events:
        date, read = facts.date(e)
        place = facts.place(e.place)
        dead, injured = (e.size.dead, e.size.injured) if e.size else (None, None)
        yield [
            facts.uids[e.id], facts.record.article.id, e.id, e.type, e.mode, e.status, e.quad, e.score, joined(e.contexts), joined(e.actors), _names(facts, e.actors),
            joined(e.recipients), _names(facts, e.recipients), date, "text" if read else "published" if date else None,
            e.place.name_ar if e.place else None, e.place.country if e.place else None, place.lat if place else None, place.lon if place else None,
            dead.low if dead else None, dead.high if dead else None, injured.low if injured else None, injured.high if injured else None,
            *_span(e.evidence), e.statement, e.attribution, is_deed(e), e.denial_of, e.said_on.value if e.said_on else None, *_planned(e), e.part_of, e.ceremonial, e.speech_act, e.trace.rule, linked.get((facts.record.article.id, e.id)),
        ]  # fmt: skip


def _figures(facts: Facts) -> Iterator[list[Any]]:
    """Every figure of every event, by whoever gives it."""
    for e in facts.record.events:
        for c in e.size.claims if e.size else ():
            by = _names(facts, [c.by] if c.by else [])
            yield [facts.uids[e.id], facts.record.article.id, c.quantity, c.low, c.high, c.by, by, c.statement, *(_span(c.span) if c.span else [None, None, None])]


def _planned(event: Event) -> list[Any]:
    plan = event.planned
    return [None, None, None] if plan is None else [plan.type, plan.date.value if plan.date else None, plan.place.name_ar if plan.place else None]


def _linked(linked: Linked) -> Iterator[list[Any]]:
    names = {i.id: i.name_ar for i in linked.identities}
    for e in linked.events:
        dead = e.sizes.get("dead")
        yield [
            e.id, e.story, e.type, e.mode, e.status, e.date, e.place, e.country, joined([names.get(a, a) for a in e.actors]),
            joined([names.get(a, a) for a in e.recipients]), len(e.reports), e.sources, joined(e.origins), dead.low if dead else None,
            dead.high if dead else None, e.contested, e.attribution, is_deed(e),
        ]  # fmt: skip


def _crosswalk(linked: Linked, uids: dict[tuple[str, str], str]) -> Iterator[list[Any]]:
    for e in linked.events:
        for r in e.reports:
            yield [e.id, uids[r.article, r.event], r.article, r.outlet, r.published, r.origin, r.attribution, *_span(r.evidence)]


def _stories(linked: Linked) -> Iterator[list[Any]]:
    copy_of = {c.article: c.of for c in linked.copies}
    for story in linked.stories:
        for m in story.articles:
            yield [story.id, m.article, m.outlet, m.published, m.title, m.origin, copy_of.get(m.article)]
