"""A story and an event: who tells it, who is independent, what the figures are, how the telling went in time."""

from __future__ import annotations

from khabar.link.collection import story_of
from khabar.link.records import Linked, Member, Report, Story, Variants
from khabar.model import Struct
from khabar.serve.figures import Dot, dots
from khabar.serve.lines import EventLine, Person, event_lines, person_of


class Teller(Struct, frozen=True, kw_only=True):
    """One article's part in a story or event."""

    article: str
    anchor: str
    """The record in the article; empty for the article as a whole."""
    outlet: str | None
    title: str
    published: str | None
    origin: str | None
    """Whose report it is, where it is not its own."""
    words: str = ""
    attribution: str = "outlet"
    dot: Dot | None = None


class EventView(EventLine, frozen=True, kw_only=True):
    """A linked event with all that tell it."""

    tellers: list[Teller]
    names: dict[str, str]
    """Articles by their outlet, for figures that an article without a source gives."""
    story: str
    story_title: str


class Telling(Struct, frozen=True, kw_only=True):
    """A statement that is told in a story."""

    uid: str
    speaker: str
    words: str
    own: bool
    """The first telling has them as the speaker's own words."""
    article: str
    statement: str
    outlets: list[str]


class StoryView(Struct, frozen=True, kw_only=True):
    """The page of a story."""

    id: str
    title: str
    sources: int
    origins: list[str]
    tellers: list[Teller]
    deeds: list[EventLine]
    others: list[EventLine]
    """Claimed, denied, supposed or to come."""
    tellings: list[Telling]


def story(linked: Linked, id: str, *, mirrored: bool = False) -> StoryView | None:
    """The story that has this id or holds this article.

    Args:
        linked: what linking found.
        id: a story's or an article's id.
        mirrored: time runs from right to left.
    """
    found = story_of(linked, id)
    if found is None:
        return None
    names = _outlets(found)
    lines = sorted(event_lines((e for e in linked.events if e.story == found.id), _people(linked)), key=lambda e: (-e.event.sources, e.first.published or "", e.event.id))
    by = {d.about: d for d in dots([m.published for m in found.articles], mirrored=mirrored)}
    tellers = [_teller(m, names, by.get(n)) for n, m in enumerate(found.articles)]
    return StoryView(
        id=found.articles[0].article, title=found.title, sources=len(found.origins), origins=[names.get(o, o) for o in found.origins], tellers=tellers,
        deeds=[e for e in lines if e.counted], others=[e for e in lines if not e.counted], tellings=[_telling(v) for v in linked.variants if v.story == found.id],
    )  # fmt: skip


def event(linked: Linked, id: str, *, mirrored: bool = False) -> EventView | None:
    """The event of a story that has this id.

    Args:
        linked: what linking found, of the story at least.
        id: the linked event's.
        mirrored: time runs from right to left.
    """
    found = next((e for e in linked.events if e.id == id), None)
    holder = next((s for s in linked.stories if found and s.id == found.story), None)
    if found is None or holder is None:
        return None
    names, titles = _outlets(holder), {m.article: m.title for m in holder.articles}
    reports = sorted(found.reports, key=lambda r: (r.published or "9999", r.article))
    by = {d.about: d for d in dots([r.published for r in reports], mirrored=mirrored)}
    line = event_lines([found], _people(linked))[0]
    return EventView(
        event=found, first=line.first, actors=line.actors, recipients=line.recipients, names=names, story=holder.articles[0].article, story_title=holder.title,
        tellers=[_reporter(r, names, titles.get(r.article, ""), by.get(n)) for n, r in enumerate(reports)],
    )  # fmt: skip


def _people(linked: Linked) -> dict[str, Person]:
    return {i.id: person_of(i) for i in linked.identities}


def _outlets(story: Story) -> dict[str, str]:
    """Articles by what stands for them: their outlet."""
    return {m.article: m.outlet or m.title for m in story.articles}


def _teller(member: Member, names: dict[str, str], dot: Dot | None) -> Teller:
    own = member.origin in (member.article, member.outlet)
    return Teller(
        article=member.article, anchor="", outlet=member.outlet, title=member.title, published=member.published,
        origin=None if own else names.get(member.origin, member.origin), dot=dot,
    )  # fmt: skip


def _reporter(report: Report, names: dict[str, str], title: str, dot: Dot | None) -> Teller:
    own = report.origin in (report.article, report.outlet)
    return Teller(
        article=report.article, anchor=report.event, outlet=report.outlet, title=title, published=report.published, dot=dot,
        origin=None if own else names.get(report.origin, report.origin), words=report.evidence.text, attribution=report.attribution,
    )  # fmt: skip


def _telling(found: Variants) -> Telling:
    first = found.tellings[0]
    return Telling(
        uid=first.uid, speaker=found.speaker_name, words=first.content.text, own=first.verbatim == "marked", article=first.article, statement=first.statement,
        outlets=list(dict.fromkeys(t.outlet for t in found.tellings if t.outlet)),
    )  # fmt: skip
