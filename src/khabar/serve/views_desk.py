"""The desk: the stories of the latest day, who spoke and dealt with whom, what is new, what is to come, what went wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence, Set

import msgspec

from khabar.link import kept
from khabar.link.records import LinkedEvent, Story
from khabar.model import Struct
from khabar.serve.lines import NAMELESS, Person, is_counted, people_with
from khabar.serve.views_calendar import Plan, coming
from khabar.serve.views_faults import FaultCount, fault_counts
from khabar.serve.views_relations import Overview, counted, overview
from khabar.store import Store
from khabar.store.browse import asked, busiest_speakers

STORIES, SPEAKERS, PAIRS, NEW, COMING = 7, 8, 8, 6, 5
"""How many of each the desk shows."""
DAYS = 7
"""Days that speakers and pairs are counted over."""
LONE = 6
"""Articles that are shown where there are no stories yet."""


class StoryCard(Struct, frozen=True, kw_only=True):
    """A story on the desk."""

    id: str
    """Of the article that stood first: the story's lasting address."""
    title: str
    outlets: list[str]
    articles: int
    sources: int
    first: str | None
    last: str | None
    events: list[LinkedEvent]
    fresh: bool = False


class Headline(Struct, frozen=True, kw_only=True):
    """An article as a line."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None


class Speaker(Struct, frozen=True, kw_only=True):
    """Somebody with the number of their statements."""

    person: Person
    number: int


class Visit(Struct, frozen=True, kw_only=True):
    """What a reader had seen: rows of articles, and when."""

    seen: int = 0
    """The last article of the visit before this one."""
    now: int = 0
    """The last article there is."""
    at: int = 0
    """Seconds since 1970."""

    PAUSE = 1800

    def text(self) -> str:
        """For the cookie."""
        return f"{self.seen}.{self.now}.{self.at}"


class Desk(Struct, frozen=True, kw_only=True):
    """All that the desk shows."""

    day: str | None
    today: bool
    counts: dict[str, int]
    stories: list[StoryCard]
    linking: bool
    """Stories are still being put together."""
    latest: list[Headline]
    speakers: list[Speaker]
    pairs: Overview
    new: list[Headline]
    new_count: int
    first_visit: bool
    coming: list[Plan]
    faults: list[FaultCount]


def visit_of(cookie: str, newest: int, now: int) -> Visit:
    """The visit that goes on, or a new one where the last look was half an hour ago.

    Args:
        cookie: as `Visit.text` gave it; anything else begins anew.
        newest: row of the last article.
        now: seconds since 1970.
    """
    parts = cookie.split(".")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() and len(p) < 16 for p in parts):
        return Visit(seen=newest, now=newest, at=now)
    seen, last, at = map(int, parts)
    return Visit(seen=seen if now - at < Visit.PAUSE else last, now=newest, at=now)


def desk(store: Store, visit: Visit, *, today: str, first_visit: bool = False) -> Desk:
    """The desk of a day.

    Args:
        store: the store.
        visit: what the reader has seen.
        today: ISO date.
        first_visit: nobody has been here with this browser.
    """
    day = latest_day(store, today)
    since = (dt.date.fromisoformat(day) - dt.timedelta(days=DAYS - 1)).isoformat() if day else ""
    fresh = {row[0] for row in asked(store, "SELECT id FROM articles WHERE row > ? ORDER BY row DESC LIMIT 500", visit.seen)}
    return Desk(
        day=day, today=day == today, counts=store.counts(), stories=stories_of(store, day, fresh) if day else [], linking=kept.state(store) is None,
        latest=headlines(store, "1 ORDER BY coalesce(substr(published, 1, 10), '') DESC, row DESC LIMIT ?", LONE), speakers=speakers(store, since, day) if day else [],
        pairs=overview(counted(store, since, day), PAIRS) if day else Overview(ties=[], people={}),
        new=headlines(store, "row > ? ORDER BY row DESC LIMIT ?", visit.seen, NEW), new_count=asked(store, "SELECT count(*) FROM articles WHERE row > ?", visit.seen)[0][0],
        first_visit=first_visit, coming=coming(store, day or today, COMING), faults=fault_counts(store)[:5],
    )  # fmt: skip


def latest_day(store: Store, today: str) -> str | None:
    """The last day, today at the latest, on which an article was published; None where no article tells."""
    day = "coalesce(substr(published, 1, 10), '')"
    found = asked(store, f"SELECT {day} FROM articles WHERE {day} <= ? ORDER BY {day} DESC LIMIT 1", today)
    return found[0][0] or None if found else None


# -- stories
def stories_of(store: Store, day: str, fresh: Set[str] = frozenset()) -> list[StoryCard]:
    """The stories that were told on a day, most independent sources first.

    Args:
        store: the store.
        day: ISO date.
        fresh: ids of articles that the reader has not seen.
    """
    rows = asked(store, "SELECT story FROM stories WHERE last >= ? AND first <= ? ORDER BY sources DESC, articles DESC, id LIMIT ?", day, day, STORIES)
    return _cards(store, (msgspec.json.decode(row[0], type=Story) for row in rows), fresh)


def story_list(store: Store, most: int, offset: int) -> list[StoryCard]:
    """The stories, those of the newest articles first."""
    rows = asked(store, "SELECT story FROM stories ORDER BY last DESC, id DESC LIMIT ? OFFSET ?", most, offset)
    return _cards(store, (msgspec.json.decode(row[0], type=Story) for row in rows), frozenset())


def _cards(store: Store, stories: Iterable[Story], fresh: Set[str]) -> list[StoryCard]:
    query = "SELECT event FROM linked_events WHERE story = ?"
    return [_card(s, [msgspec.json.decode(row[0], type=LinkedEvent) for row in asked(store, query, s.id)], fresh) for s in stories]


def _card(story: Story, events: Sequence[LinkedEvent], fresh: Set[str]) -> StoryCard:
    moments = sorted(m.published for m in story.articles if m.published)
    return StoryCard(
        id=story.articles[0].article, title=story.title, outlets=list(dict.fromkeys(m.outlet for m in story.articles if m.outlet)), articles=len(story.articles),
        sources=len(story.origins), first=moments[0] if moments else None, last=moments[-1] if moments else None,
        events=sorted(filter(is_counted, events), key=lambda e: (-e.sources, -abs(e.score), e.id))[:2], fresh=any(m.article in fresh for m in story.articles),
    )  # fmt: skip


# -- beside them
def headlines(store: Store, condition: str, *values: object) -> list[Headline]:
    """The articles for which a condition on the table `articles` holds."""
    rows = asked(store, f"SELECT id, title, outlet, published FROM articles WHERE {condition}", *values)
    return [Headline(id=id, title=title, outlet=outlet, published=published) for id, title, outlet, published in rows]


def speakers(store: Store, since: str, until: str) -> list[Speaker]:
    """Who is told to have said most in these days; one who has several ids counts once."""
    tallies = busiest_speakers(store, since=since, until=until, limit=SPEAKERS * 4)
    known = people_with(store, [t.id for t in tallies])
    numbers: dict[Person, int] = {}
    for tally in tallies:
        person = known.get(tally.id)
        if person is not None and person.kind not in NAMELESS:
            numbers[person] = numbers.get(person, 0) + tally.count
    ordered = sorted(numbers.items(), key=lambda item: (-item[1], item[0].id))
    return [Speaker(person=person, number=number) for person, number in ordered][:SPEAKERS]
