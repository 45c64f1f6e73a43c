"""A story and an event: who tells it, who is independent, what the figures are, how the telling went in time."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.link.collection import story_of
from khabar.link.records import Figure, Identity, Linked, LinkedEvent, Member, Story, Variants
from khabar.model import Struct
from khabar.serve.figures import Dot, dots
from khabar.serve.lines import Person
from khabar.serve.views_desk import is_deed


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
    denies: bool = False
    attribution: str = "outlet"
    dot: Dot | None = None


class Toll(Struct, frozen=True, kw_only=True):
    """The range of one quantity."""

    quantity: str
    low: int
    high: int
    figures: list[Figure]


class EventView(Struct, frozen=True, kw_only=True):
    """A linked event."""

    event: LinkedEvent
    address: str
    """Uid of its first report: its lasting address."""
    actors: list[Person]
    recipients: list[Person]
    tellers: list[Teller]
    tolls: list[Toll]
    deed: bool
    names: dict[str, str]
    """Articles by their outlet, for figures that an article without a source gives."""
    story: str
    story_title: str


class Telling(Struct, frozen=True, kw_only=True):
    """A statement that is told in a story."""

    uid: str
    speaker: str
    words: str
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
    deeds: list[EventView]
    others: list[EventView]
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
    people = {i.id: i for i in linked.identities}
    events = [_event(e, found, people, mirrored) for e in linked.events if e.story == found.id]
    moments = dots([m.published for m in found.articles], mirrored=mirrored)
    by = {d.about: d for d in moments}
    tellers = [_teller(m, names, by.get(n)) for n, m in enumerate(found.articles)]
    return StoryView(
        id=found.articles[0].article, title=found.title, sources=len(found.origins), origins=[names.get(o, o) for o in found.origins], tellers=tellers,
        deeds=[e for e in events if e.deed], others=[e for e in events if not e.deed], tellings=[_telling(v) for v in linked.variants if v.story == found.id],
    )  # fmt: skip


def event(linked: Linked, uid: str, *, mirrored: bool = False) -> EventView | None:
    """The event that has this id, or that a record with this uid reports."""
    found = next((e for e in linked.events if e.id == uid or any(r.uid == uid for r in e.reports)), None)
    holder = next((s for s in linked.stories if found and s.id == found.story), None)
    if found is None or holder is None:
        return None
    return _event(found, holder, {i.id: i for i in linked.identities}, mirrored)


def _outlets(story: Story) -> dict[str, str]:
    """Articles by what stands for them: their outlet."""
    return {m.article: m.outlet or m.title for m in story.articles}


def _teller(member: Member, names: dict[str, str], dot: Dot | None) -> Teller:
    own = member.origin in (member.article, member.outlet)
    return Teller(
        article=member.article, anchor="", outlet=member.outlet, title=member.title, published=member.published,
        origin=None if own else names.get(member.origin, member.origin), dot=dot,
    )  # fmt: skip


def _event(event: LinkedEvent, story: Story, people: dict[str, Identity], mirrored: bool) -> EventView:
    titles = {m.article: m.title for m in story.articles}
    names = _outlets(story)
    reports = sorted(event.reports, key=lambda r: (r.published or "9999", r.article))
    by = {d.about: d for d in dots([r.published for r in reports], mirrored=mirrored)}
    tellers = [
        Teller(
            article=r.article, anchor=r.event, outlet=r.outlet, title=titles.get(r.article, ""), published=r.published,
            origin=None if r.origin in (r.article, r.outlet) else names.get(r.origin, r.origin), words=r.evidence.text,
            denies=r.attribution == "denied", attribution=r.attribution, dot=by.get(n),
        )
        for n, r in enumerate(reports)
    ]  # fmt: skip
    tolls = [Toll(quantity=name, low=t.low, high=t.high, figures=t.figures) for name, t in event.sizes.items()]
    return EventView(
        event=event, address=reports[0].uid, actors=_people(event.actors, people), recipients=_people(event.recipients, people), tellers=tellers, tolls=tolls,
        deed=is_deed(event), names=names, story=story.articles[0].article, story_title=story.title,
    )  # fmt: skip


def _people(ids: Sequence[str], people: dict[str, Identity]) -> list[Person]:
    found = [people[id] for id in ids if id in people]
    return [Person(id=i.ids[0].partition("@")[0], name=i.name_ar, name_en=i.name_en) for i in found]


def _telling(found: Variants) -> Telling:
    first = found.tellings[0]
    return Telling(
        uid=first.uid, speaker=found.speaker_name, words=first.content.text, article=first.article, statement=first.statement,
        outlets=list(dict.fromkeys(t.outlet for t in found.tellings if t.outlet)),
    )  # fmt: skip
