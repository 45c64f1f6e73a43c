"""Link a collection: records in, stories, events, variants, copies and identities out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from khabar.link import copies, happenings, stories, variants
from khabar.link.cards import Card, by_first_word, card_of, named_sources, short_name
from khabar.link.identities import Identities, cast_of, join
from khabar.link.records import Copy, CopyReason, Linked, Member, Story, Variants, Verdicts
from khabar.link.union import Union
from khabar.model import Record

NONE = Verdicts()
"""Nobody has said anything."""


def link(records: Iterable[Record], apart: Iterable[tuple[str, str]] = (), verdicts: Verdicts = NONE) -> Linked:
    """Link the articles of a collection.

    Args:
        records: coded articles, in any order; of one article twice the last counts.
        apart: pairs of actors that a person has said are two (see `Identities.undo`).
        verdicts: what people have said of pairs of actors and of events.

    The same records give the same result in any order. Of each record only what is compared is kept, so that a stream of
    them need not fit into memory.
    """
    unique = {record.article.id: (card_of(record), cast_of(record)) for record in records}
    ordered = sorted(unique.values(), key=lambda pair: pair[0].order)
    people = join((cast for _, cast in ordered), apart, verdicts.actors)
    return _Linker([card for card, _ in ordered], people, verdicts.events).linked()


class _Linker:
    """The parts of one linking, each on what the earlier ones found."""

    def __init__(self, cards: Sequence[Card], people: Identities, given: Mapping[tuple[str, str], bool]) -> None:
        self.cards, self.people, self.given = cards, people, given
        outlets = by_first_word(short_name(card.outlet) for card in cards if card.outlet)
        self.sources = [named_sources(card, outlets) for card in cards]
        runs = [card.runs for card in cards]
        self.pairs = copies.copied(runs, copies.candidates([card.sketch for card in cards]))
        self.groups = self._with_given(stories.group(cards, self.pairs))
        self.pairs |= copies.copied(runs, ((min(a, b), max(a, b)) for group in self.groups for n, a in enumerate(group) for b in group[n + 1 :]))
        self.copies = self._copies()
        self.origins = self._origins()

    def _with_given(self, groups: list[list[int]]) -> list[list[int]]:
        """Two stories are one where a person has said that an event of one is an event of the other."""
        if not any(self.given.values()):
            return groups
        where = {event.uid: number for number, group in enumerate(groups) for n in group for event in self.cards[n].events}
        union: Union[int] = Union(range(len(groups)))
        for (one, other), same in sorted(self.given.items()):
            if same and one in where and other in where:
                union.join(min(where[one], where[other]), max(where[one], where[other]))
        joined = [sorted((n for g in members for n in groups[g]), key=lambda n: self.cards[n].order) for members in union.groups()]
        return sorted(joined, key=lambda g: self.cards[g[0]].order)

    def linked(self) -> Linked:
        """Everything that was found."""
        found = [self._story(group) for group in self.groups]
        events, tellings = [], []
        taken = self._taken()
        for story, group in zip(found, self.groups, strict=True):
            told = [item for n in group for item in happenings.told(self.cards[n], self.people.of, self.origins[n])]
            events += happenings.events(story.id, told, self.given)
            tellings += variants.variants(story.id, [s for n in group for s in variants.said(self.cards[n], self.people.of)], taken)
        return Linked(stories=found, events=events, variants=tellings, copies=self.copies, identities=self.people.all(), merges=list(self.people.merges))

    def _copies(self) -> list[Copy]:
        """Of each copy, the article that it was taken from: one that it credits, else the earliest of its group."""
        union: Union[int] = Union()
        for a, b in self.pairs:
            union.join(a, b)
        found = []
        for group in union.groups():
            root = min(group, key=lambda n: (not self._is_credited(n, group), self.cards[n].order))
            for n in sorted(group):
                if n != root:
                    pair = (min(n, root), max(n, root))
                    share = self.pairs.get(pair) or copies.shared(self.cards[n].runs, self.cards[root].runs)
                    found.append(Copy(article=self.cards[n].article, of=self.cards[root].article, shared=round(share, 3), reason=self._why(n, root)))
        return found

    def _is_credited(self, n: int, group: Iterable[int]) -> bool:
        name = short_name(self.cards[n].outlet or "")
        return bool(name) and any(name in self.sources[other] for other in group if other != n)

    def _why(self, n: int, root: int) -> CopyReason:
        if short_name(self.cards[root].outlet or "") in self.sources[n]:
            return "credit"
        return "earlier" if self.cards[root].surely_before(self.cards[n]) else "unknown"

    def _origins(self) -> list[str]:
        """Whose report each article is: what it credits, else the outlet that it was copied from, else its own."""
        at = {card.article: n for n, card in enumerate(self.cards)}
        copied = {at[c.article]: at[c.of] for c in self.copies}
        names = {short_name(card.outlet): card.outlet for card in self.cards if card.outlet}
        found = []
        for n in range(len(self.cards)):
            root = copied.get(n, n)
            credited = sorted(self.sources[n]) or sorted(self.sources[root])
            found.append(names.get(credited[0], credited[0]) if credited else self.cards[root].outlet or self.cards[root].article)
        return found

    def _taken(self) -> dict[str, tuple[str, variants.Reason]]:
        """Article → the article that it was taken from, by copy or credit."""
        found: dict[str, tuple[str, variants.Reason]] = {}
        for group in self.groups:
            by_name = {short_name(self.cards[n].outlet or ""): self.cards[n].article for n in reversed(group)}
            for n in group:
                credited = [by_name[name] for name in sorted(self.sources[n]) if name in by_name]
                if credited and credited[0] != self.cards[n].article:
                    found[self.cards[n].article] = (credited[0], "credit")
        found.update({c.article: (c.of, "copy") for c in self.copies})
        return found

    def _story(self, group: Sequence[int]) -> Story:
        first = self.cards[group[0]]
        members = [self._member(n) for n in group]
        id = "st:" + hashlib.sha256(first.article.encode()).hexdigest()[:16]
        return Story(id=id, title=first.title, articles=members, origins=sorted({m.origin for m in members}))

    def _member(self, n: int) -> Member:
        card = self.cards[n]
        return Member(article=card.article, record=card.record, outlet=card.outlet, published=card.published, title=card.title, origin=self.origins[n], url=card.url)


def story_of(linked: Linked, id: str) -> Story | None:
    """The story with this id, or the one that holds this article or record."""
    return next((s for s in linked.stories if s.id == id or any(id in (m.article, m.record) for m in s.articles)), None)


def part_of(linked: Linked, story: Story) -> Linked:
    """What belongs to one story."""
    articles = {m.article for m in story.articles}
    people = [i for i in linked.identities if articles & set(i.articles)]
    return Linked(
        stories=[story], events=[e for e in linked.events if e.story == story.id], variants=[v for v in linked.variants if v.story == story.id],
        copies=[c for c in linked.copies if c.article in articles], identities=people, merges=[m for m in linked.merges if articles & set(m.articles)],
    )  # fmt: skip


def variants_of(linked: Linked, id: str) -> Variants | None:
    """The tellings with this id, or those that a statement (uid, or ARTICLE/s1) is among."""
    article, _, own = id.rpartition("/")
    for group in linked.variants:
        if group.id == id or any(id == t.uid or (own == t.statement and article in (t.article, t.record)) for t in group.tellings):
            return group
    return None
