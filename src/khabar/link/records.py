"""What linking writes: frozen records that point at articles, events and statements by their ids."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from khabar.model import Span, Struct

CopyReason = Literal["credit", "earlier", "unknown"]
Change = Literal["same", "form", "changed", "dropped", "added"]


class Verdicts(Struct, frozen=True, kw_only=True):
    """What people have said of pairs: that they are one (True) or two (False)."""

    actors: dict[tuple[str, str], bool] = {}
    """Of actors, by stable id, the lesser id first."""
    events: dict[tuple[str, str], bool] = {}
    """Of events, by uid, the lesser uid first."""


class Copy(Struct, frozen=True, kw_only=True):
    """An article that repeats another's text."""

    article: str
    of: str
    """Article that it was taken from: the one it credits, else the earliest."""
    shared: float
    """Share of the shorter text's word runs that stand in the longer, 0 to 1."""
    reason: CopyReason
    """``credit``: it names the other's outlet; ``earlier``: the other stood first; ``unknown``: their dates do not tell."""


class Report(Struct, frozen=True, kw_only=True):
    """One article's telling of an event."""

    article: str
    record: str
    event: str
    uid: str
    outlet: str | None
    published: str | None
    origin: str
    """Whose report it is once copies and credits are followed back."""
    attribution: str
    evidence: Span


class Figure(Struct, frozen=True, kw_only=True):
    """A count that somebody gives for an event."""

    quantity: str
    low: int
    high: int | None
    approximate: bool
    by: str | None
    """Who is said to give it, by name; null where the outlet does."""
    origin: str
    articles: list[str]


class Range(Struct, frozen=True, kw_only=True):
    """The span of all figures for one quantity of an event."""

    low: int
    high: int
    figures: list[Figure]


class LinkedEvent(Struct, frozen=True, kw_only=True):
    """One event, however many report it."""

    id: str
    story: str
    type: str
    mode: str | None
    status: str
    quad: int
    score: float
    speech_act: bool
    ceremonial: bool
    """Protocol courtesy: counted, but left out of mean scores."""
    date: str | None
    place: str | None
    country: str | None
    actors: list[str]
    """Actor ids after identities are joined."""
    recipients: list[str]
    reports: list[Report]
    origins: list[str]
    """Independent sources: outlets and agencies after copies and credits are followed back."""
    sizes: dict[str, Range] = {}
    contested: bool = False
    """Some report says that it did not happen."""
    admin1: str | None = None
    """First-level division of the place."""

    @property
    def sources(self) -> int:
        """How many independent sources tell it."""
        return len(self.origins)

    @property
    def attribution(self) -> str:
        """Who tells it: ``outlet`` where any outlet does in its own voice, ``contested`` where some say that it did not happen."""
        if self.contested:
            return "contested"
        told = {report.attribution for report in self.reports}
        return next((voice for voice in ("outlet", "claimed", "contested", "denied") if voice in told), "outlet")


class Member(Struct, frozen=True, kw_only=True):
    """An article of a story."""

    article: str
    record: str
    outlet: str | None
    published: str | None
    title: str
    origin: str
    url: str | None = None


class Story(Struct, frozen=True, kw_only=True):
    """Articles about the same happening, in the order of time."""

    id: str
    title: str
    articles: list[Member]
    origins: list[str]


class Step(Struct, frozen=True, kw_only=True):
    """One step of an alignment: words of the first telling against words of another; a side may be empty."""

    change: Change
    old: Span | None
    new: Span | None
    quoted: Literal["added", "removed"] | None = None
    """The other telling puts the word in quotation marks, or takes them away."""


class Telling(Struct, frozen=True, kw_only=True):
    """One article's wording of a statement, aligned with the first telling."""

    article: str
    record: str
    statement: str
    uid: str
    outlet: str | None
    published: str | None
    content: Span
    verbatim: str
    taken_from: str | None
    """Article that the words were taken from, where that can be told."""
    reason: Literal["first", "copy", "credit", "same words", "own"]
    likeness: float
    """Share of words in common with the first telling, 0 to 1."""
    steps: list[Step] = []


class Variants(Struct, frozen=True, kw_only=True):
    """The tellings of one statement; the first is the one that stood first."""

    id: str
    story: str
    speaker: str
    speaker_name: str
    tellings: list[Telling]


class Merge(Struct, frozen=True, kw_only=True):
    """Two actor ids that are one actor, and why."""

    id: str
    left: str
    right: str
    kind: Literal["same name", "shorter form", "kunya", "surname", "spelling", "given"]
    reason: str
    articles: list[str]
    """Articles that the reason rests on."""


class Identity(Struct, frozen=True, kw_only=True):
    """One actor across articles."""

    id: str
    kind: str
    name_ar: str
    name_en: str | None
    country: str | None
    ids: list[str]
    names: dict[str, int]
    """Every form of the name with the number of articles that use it."""
    roles: list[dict[str, Any]]
    """``{role, first, last}``: offices with the days on which they were first and last told."""
    articles: list[str]


class Linked(Struct, frozen=True, kw_only=True):
    """All that linking finds in a collection."""

    stories: list[Story]
    events: list[LinkedEvent]
    variants: list[Variants]
    copies: list[Copy]
    identities: list[Identity]
    merges: list[Merge]


def encode(linked: Linked) -> bytes:
    """``linked`` as JSON."""
    return msgspec.json.encode(linked)
