"""A record boiled down to what linking compares, so that a large collection fits into memory."""

from __future__ import annotations

import datetime as dt
import re
from array import array
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from khabar.link.copies import fingerprint
from khabar.link.words import Piece, pieces
from khabar.model import CODED_KINDS, Event, Record, Statement
from khabar.script.fold import fold

TITLE_WEIGHT = 2
"""How many times a word of the title counts."""
_SOURCE_WORDS = re.compile(
    r"(?:نقلا عن|حسبما|بحسب|وفق|نقل[ته]*(?: عن)?|افاد[ته]*|ذكر[ته]*|اورد[ته]*|المصدر)[ :]+(?:ما )?(?:افادت |نقلت |ذكرت |اوردت |نشرت )?(?:ب[هي] )?"
)
_GENERIC = re.compile(r"^(?:وكاله|قناه|صحيفه|جريده|موقع|شبكه|بوابه|اذاعه|مجله)(?: انباء| الانباء)? | (?:للانباء|نيوز|الاخباريه|الاخباري)$")


class Card(NamedTuple):
    """One article for linking."""

    article: str
    record: str
    outlet: str | None
    url: str | None
    published: str | None
    moment: dt.datetime | None
    title: str
    text: str
    words: dict[str, float]
    """Stem → how often, the title's words counted more."""
    runs: array[int]
    """Hashes of its runs of words, sorted: what copies are told by."""
    sketch: bytes
    """MinHash of these runs, by which copies are looked for."""
    credits: frozenset[str]
    """Short names of those that it credits."""
    statements: list[Statement]
    events: list[Event]
    actor_ids: dict[str, str]
    """Actor key of this article → actor id."""
    actor_names: dict[str, str]

    @property
    def order(self) -> tuple[dt.date, bool, dt.datetime, str]:
        """Its place in time; of one day what has no hour comes last, and what has no date after all."""
        moment = self.moment or dt.datetime.max
        return moment.date(), not self.timed, moment, self.article

    @property
    def timed(self) -> bool:
        """Whether the hour of publication is known."""
        return "T" in (self.published or "")

    def surely_before(self, other: Card) -> bool:
        """Whether the dates tell that it stood before ``other``."""
        if self.moment is None or other.moment is None:
            return False
        return self.moment.date() < other.moment.date() or (self.timed and other.timed and self.moment < other.moment)


def card_of(record: Record) -> Card:
    """The card of one record."""
    article = record.article
    body: list[Piece] = []
    words: dict[str, float] = {}
    for block in article.blocks:
        if block.kind not in CODED_KINDS:
            continue
        found = pieces(article.text, block.start, block.end)
        _count(words, found, TITLE_WEIGHT if block.kind == "title" else 1)
        if block.kind != "title":
            body += found
    runs, sketch = fingerprint([piece.key for piece in body])
    return Card(
        article=article.id, record=record.id, outlet=article.outlet, url=article.url, published=article.published, moment=moment(article.published),
        title=article.title or _opening(article.text), text=article.text, words=words, runs=runs, sketch=sketch, credits=_credits(record),
        statements=record.statements, events=record.events, actor_ids={a.key: a.id for a in record.actors}, actor_names={a.key: a.name_ar for a in record.actors},
    )  # fmt: skip


def _count(words: dict[str, float], found: Iterable[Piece], weight: float) -> None:
    for piece in found:
        if len(piece.stem) > 1:
            words[piece.stem] = words.get(piece.stem, 0) + weight


def _opening(text: str) -> str:
    return next((line.strip()[:120] for line in text.split("\n") if line.strip()), "")


def moment(published: str | None) -> dt.datetime | None:
    """A date or date-time as naive UTC, so that all can be compared; a date is its first second."""
    if not published:
        return None
    value = dt.datetime.fromisoformat(published)
    return value.astimezone(dt.UTC).replace(tzinfo=None) if value.tzinfo else value


def short_name(outlet: str) -> str:
    """The proper part of an outlet's name, folded: of وكالة المرساة للأنباء that is المرساه."""
    name = fold(outlet).strip()
    while (shorter := _GENERIC.sub("", name).strip()) != name:
        name = shorter
    return name


def _credits(record: Record) -> frozenset[str]:
    """Agencies and outlets that the article names as its source, in its credits or in a clause."""
    found = {short_name(c.name) for c in record.article.credits if c.kind in ("agency", "outlet")}
    media = {a.key: a for a in record.actors if a.kind == "media"}
    for statement in record.statements:
        found |= {short_name(media[key].name_ar) for key in statement.speaker if key in media}
    own = short_name(record.article.outlet or "")
    return frozenset(name for name in found if name and name != own)


def by_first_word(names: Iterable[str]) -> dict[str, list[str]]:
    """Short names of outlets by their first word, longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(set(names), key=len, reverse=True):
        if name:
            found.setdefault(name.split()[0], []).append(name)
    return found


def named_sources(card: Card, outlets: Mapping[str, list[str]]) -> frozenset[str]:
    """Those that the article credits, with the outlets of the collection that its text names as a source.

    Args:
        card: the article («نقلا عن وكالة المرساة»، «وفق ما ذكرت قناة السهل»).
        outlets: from `by_first_word`, of every outlet in the collection.
    """
    text, own, found = fold(card.text), short_name(card.outlet or ""), set()
    for match in _SOURCE_WORDS.finditer(text):
        words = short_name(re.sub(r"[^\w ]", "\n", text[match.end() : match.end() + 40]).split("\n", 1)[0]).split()
        found |= {name for name in outlets.get(words[0] if words else "", ()) if words[: len(name.split())] == name.split()}
    return card.credits | frozenset(found - {own})
