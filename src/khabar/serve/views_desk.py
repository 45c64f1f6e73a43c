"""The desk: the stories of the latest day, who spoke and dealt with whom, what is new, what is to come, what went wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from khabar.link.records import Linked, LinkedEvent, Story
from khabar.model import Struct
from khabar.serve.figures import Tie
from khabar.serve.lines import NAMELESS, Done, Person, marks, names_of
from khabar.serve.views_calendar import coming
from khabar.serve.views_faults import FaultCount, fault_counts
from khabar.serve.views_relations import ties
from khabar.store import Store

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
    latest: list[Headline]
    speakers: list[Speaker]
    pairs: list[Tie]
    people: dict[str, Person]
    new: list[Headline]
    new_count: int
    first_visit: bool
    coming: list[Done]
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


def newest_row(store: Store) -> int:
    """The row of the article that came last."""
    return int(store.connection.execute("SELECT coalesce(max(row), 0) FROM articles").fetchone()[0])


def desk(store: Store, linked: Linked | None, visit: Visit, *, today: str, first_visit: bool = False, same: Mapping[str, str] = MappingProxyType({})) -> Desk:
    """The desk of a day.

    Args:
        store: the store.
        linked: its stories, None while they are being put together.
        visit: what the reader has seen.
        today: ISO date.
        first_visit: nobody has been here with this browser.
        same: ids that are one actor, from `Links.same`.
    """
    day = latest_day(store, today)
    since = (dt.date.fromisoformat(day) - dt.timedelta(days=DAYS - 1)).isoformat() if day else ""
    pairs = ties(store.connection, since=since, until=day, most=PAIRS, same=same) if day else []
    fresh = {row[0] for row in store.connection.execute("SELECT id FROM articles WHERE row > ? ORDER BY row DESC LIMIT 500", (visit.seen,))}
    return Desk(
        day=day, today=day == today, counts=store.counts(), stories=story_cards(linked, day, fresh)[:STORIES] if linked and day else [], linking=linked is None,
        latest=headlines(store, LONE), speakers=speakers(store, since, day, same) if day else [], pairs=pairs,
        people=names_of(store.connection, [id for t in pairs for id in (t.a, t.b)]) if pairs else {},
        new=_new(store, visit.seen), new_count=int(store.connection.execute("SELECT count(*) FROM articles WHERE row > ?", (visit.seen,)).fetchone()[0]),
        first_visit=first_visit, coming=coming(store, day or today, COMING), faults=fault_counts(store)[:5],
    )  # fmt: skip


def latest_day(store: Store, today: str) -> str | None:
    """The last day, today at the latest, of which something was said, done or published."""
    query = "SELECT max((SELECT max(day) FROM statements WHERE day <= ?1), coalesce((SELECT max(day) FROM events WHERE day <= ?1), ''))"
    found = store.connection.execute(query, (today,)).fetchone()[0]
    if not found:
        found = store.connection.execute("SELECT max(substr(published, 1, 10)) FROM articles WHERE substr(published, 1, 10) <= ?", (today,)).fetchone()[0]
    return str(found) if found else None


def story_cards(linked: Linked, day: str | None = None, fresh: frozenset[str] | set[str] = frozenset()) -> list[StoryCard]:
    """Stories as cards, most independent sources first; of one day, those that an article of that day tells.

    Args:
        linked: what linking found.
        day: ISO date; None for all stories, the latest first.
        fresh: ids of articles that the reader has not seen.
    """
    events: dict[str, list[LinkedEvent]] = {}
    for event in linked.events:
        events.setdefault(event.story, []).append(event)
    cards = [_card(s, events.get(s.id, ()), fresh) for s in linked.stories if day is None or any((m.published or "").startswith(day) for m in s.articles)]
    if day is None:
        return sorted(cards, key=lambda c: (c.last or "", c.sources), reverse=True)
    return sorted(cards, key=lambda c: (-c.sources, -c.articles, c.id))


def _card(story: Story, events: Sequence[LinkedEvent], fresh: frozenset[str] | set[str]) -> StoryCard:
    moments = sorted(m.published for m in story.articles if m.published)
    deeds = [e for e in events if is_deed(e)]
    return StoryCard(
        id=story.articles[0].article, title=story.title, outlets=list(dict.fromkeys(m.outlet for m in story.articles if m.outlet)), articles=len(story.articles),
        sources=len(story.origins), first=moments[0] if moments else None, last=moments[-1] if moments else None,
        events=sorted(deeds, key=lambda e: (-e.sources, -abs(e.score)))[:2], fresh=any(m.article in fresh for m in story.articles),
    )  # fmt: skip


def is_deed(event: LinkedEvent) -> bool:
    """Whether a linked event counts as done: told as having happened, and by some outlet in its own voice."""
    return event.status == "actual" and any(r.attribution == "outlet" for r in event.reports)


def headlines(store: Store, most: int, offset: int = 0) -> list[Headline]:
    """The articles published last."""
    query = "SELECT id, title, outlet, published FROM articles ORDER BY published DESC, row DESC LIMIT ? OFFSET ?"
    return [_headline(row) for row in store.connection.execute(query, (most, offset))]


def _new(store: Store, seen: int) -> list[Headline]:
    query = "SELECT id, title, outlet, published FROM articles WHERE row > ? ORDER BY row DESC LIMIT ?"
    return [_headline(row) for row in store.connection.execute(query, (seen, NEW))]


def _headline(row: Sequence[str | None]) -> Headline:
    id, title, outlet, published = row
    return Headline(id=str(id), title=title, outlet=outlet, published=published)


def speakers(store: Store, since: str, until: str, same: Mapping[str, str] = MappingProxyType({})) -> list[Speaker]:
    """Who is told to have said most in these days."""
    query = f"""SELECT w.id, count(*) FROM statements s CROSS JOIN speakers p ON p.statement = s.row CROSS JOIN actors w ON w.row = p.actor
        WHERE s.day BETWEEN ? AND ? AND w.kind NOT IN ({marks(len(NAMELESS))}) GROUP BY w.id ORDER BY 2 DESC, 1 LIMIT ?"""
    numbers: dict[str, int] = {}
    for id, number in store.connection.execute(query, (since, until, *NAMELESS, SPEAKERS * 3)):
        numbers[same.get(id, id)] = numbers.get(same.get(id, id), 0) + number
    people = names_of(store.connection, numbers)
    ordered = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return [Speaker(person=people[id], number=number) for id, number in ordered if id in people][:SPEAKERS]
