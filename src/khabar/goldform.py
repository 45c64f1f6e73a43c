"""The form of gold files: what is to be found in one article, and whether a file is sound."""

from __future__ import annotations

import msgspec

from khabar.model import Attribution

Interval = tuple[int, int]


class GoldActor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An actor that a reader would list."""

    key: str
    names: list[str]
    kind: str
    country: str | None = None
    optional: bool = False
    authority: str | None = None
    """Key of a rival authority; ``-`` where none is expected, ``?`` where a fault is."""


class GoldTime(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A time expression with its calendar value."""

    text: str
    value: str
    nth: int = 1


class GoldStatement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch of content that the article gives to speakers."""

    speaker: list[str]
    content: str
    type: str
    cue: str = ""
    channel: str | None = None
    nth: int = 1
    optional: bool = False


class GoldClaim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A figure, and who gives it; ``by`` is null where the outlet does."""

    quantity: str
    low: int
    high: int | None = None
    by: str | None = None


class GoldPlan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is to come."""

    type: str | None = None
    date: str | None = None
    place: str | None = None


class GoldEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An event with its sides."""

    type: str
    evidence: str
    actors: list[str]
    status: str
    recipients: list[str] = []
    or_types: list[str] = []
    mode: str | None = None
    mutual: bool = False
    date: str | None = None
    place: list[str] | str | None = None
    nth: int = 1
    optional: bool = False
    key: str = ""
    """What `denial_of` and `part_of` of other events point at."""
    attribution: Attribution | None = None
    """None: the file says nothing about claims, denials, plans and the like."""
    denial_of: str | None = None
    part_of: str | None = None
    ceremonial: bool = False
    said_on: str | None = None
    planned: GoldPlan | None = None
    claims: list[GoldClaim] = []


class Gold(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is to be found in one article."""

    published: str | None = None
    title: str | None = None
    credits: list[str] = []
    furniture: list[str] = []
    actors: list[GoldActor] = []
    times: list[GoldTime] = []
    statements: list[GoldStatement] = []
    events: list[GoldEvent] = []


def find_piece(text: str, piece: str, nth: int = 1) -> Interval:
    """Where the nth occurrence of ``piece`` stands.

    Raises:
        ValueError: it is not there.
    """
    at = -1
    for _ in range(nth):
        at = text.find(piece, at + 1)
        if at < 0:
            raise ValueError(f"not in the article (occurrence {nth}): {piece[:60]!r}")
    return at, at + len(piece)


def check_gold(gold: Gold, raw: str) -> list[str]:
    """What is wrong with a gold file: pieces that are not in the article, keys that no actor has."""
    pieces = [
        *((t.text, t.nth) for t in gold.times), *((s.content, s.nth) for s in gold.statements),
        *((e.evidence, e.nth) for e in gold.events), *((line, 1) for line in gold.furniture),
    ]  # fmt: skip
    faults: list[str] = []
    for piece, nth in pieces:
        try:
            find_piece(raw, piece, nth)
        except ValueError as error:
            faults.append(str(error))
    keys = {a.key for a in gold.actors}
    used = [k for s in gold.statements for k in (*s.speaker, *([s.channel] if s.channel else []))]
    used += [k for e in gold.events for k in (*e.actors, *e.recipients, *(c.by for c in e.claims if c.by))]
    events = {e.key for e in gold.events if e.key}
    linked = [k for e in gold.events for k in (e.denial_of, e.part_of) if k]
    faults += [f"unknown event key {k!r}" for k in linked if k not in events]
    return faults + [f"unknown actor key {k!r}" for k in used if k not in keys]
