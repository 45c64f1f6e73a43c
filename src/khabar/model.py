"""The records that Khabar writes: the only definition in code of the output contract.

Offsets are Unicode code points into ``Article.text``; ends are excluded; ``Span.text`` is exactly
``article.text[start:end]``. Records are frozen: a stage adds its own and edits no earlier one.
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal

import msgspec

SCHEMA = 1

BlockKind = Literal[
    "title", "section", "byline", "dateline", "subhead", "paragraph", "caption", "credit", "embed", "related", "furniture"
]
ActorKind = Literal[
    "country", "government", "military", "police", "party", "armed_group", "organization", "bloc", "company", "media",
    "person", "people", "unnamed",
]  # fmt: skip
Via = Literal["name", "role", "pronoun", "nisba", "capital"]
Precision = Literal["day", "week", "month", "year", "decade"]
Calendar = Literal["gregorian", "hijri"]
StatementType = Literal["direct", "indirect", "mixed"]
Voice = Literal[
    "neutral", "affirm", "deny", "praise", "condemn", "call", "warn", "promise", "ask", "reveal", "doubt"
]  # fmt: skip
Occasion = Literal["press_conference", "statement", "interview", "speech", "call", "post", "leak"]
Stance = Literal["for", "against", "concern", "neutral"]
Status = Literal["actual", "historical", "future", "hypothetical", "negation"]
ChainLink = Literal[
    "published", "credited", "quoted_by", "document", "spokesperson_for", "on_behalf_of", "spoken_to", "told", "recounted"
]
Attribution = Literal["outlet", "claimed", "denied", "contested"]

CODED_KINDS: frozenset[str] = frozenset({"title", "subhead", "dateline", "caption", "paragraph"})


class Struct(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every record: frozen, keyword-only, dull."""


class Span(Struct, frozen=True, kw_only=True):
    """A stretch of the article's text."""

    start: int
    end: int
    text: str


class Block(Struct, frozen=True, kw_only=True):
    """A labelled stretch of the article; blank lines belong to the block before them."""

    kind: BlockKind
    start: int
    end: int
    continues: int | None = None


class Credit(Struct, frozen=True, kw_only=True):
    """Whom the outlet credits: an agency, an outlet, a person, or unnamed agencies."""

    start: int
    end: int
    text: str
    name: str
    kind: Literal["agency", "outlet", "person", "agencies"]


class Article(Struct, frozen=True, kw_only=True):
    """One article as it was read: the text unchanged, cut into labelled blocks."""

    id: str
    text_sha256: str
    text: str
    blocks: list[Block]
    version: int = 1
    url: str | None = None
    title: str | None = None
    section: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None
    published: str | None = None
    published_from: Literal["option", "metadata", "text", "derived"] | None = None
    fetched: str | None = None
    credits: list[Credit] = []
    links: list[str] = []


class Actor(Struct, frozen=True, kw_only=True):
    """One distinct actor of an article."""

    key: str
    id: str
    name_ar: str
    kind: ActorKind
    name_en: str | None = None
    aliases: list[str] = []
    country: str | None = None
    sectors: list[str] = []
    role: str | None = None
    role_ar: str | None = None
    of: str | None = None
    wikidata: str | None = None
    reason: str = ""


class Mention(Struct, frozen=True, kw_only=True):
    """A place where an actor is named, clitics excluded."""

    start: int
    end: int
    text: str
    actor: str
    via: Via


class Time(Struct, frozen=True, kw_only=True):
    """A time expression; ``value`` is null for durations and where nothing anchors it."""

    start: int
    end: int
    text: str
    value: str | None = None
    until: str | None = None
    duration: str | None = None
    precision: Precision | None = None
    calendar: Calendar = "gregorian"
    anchor: str | None = None


class Place(Struct, frozen=True, kw_only=True):
    """A named place in the text."""

    start: int
    end: int
    text: str
    key: str
    name_ar: str
    name_en: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: str | None = None
    admin1: str | None = None
    """First-level division: governorate, province, region."""
    admin2: str | None = None


class Trace(Struct, frozen=True, kw_only=True):
    """Why a record is there: the rule, what triggered it, the words used, the frame it matched."""

    rule: str
    cue: Span | None = None
    lexicon: list[str] = []
    frame: str = ""


class QuotedPart(Struct, frozen=True, kw_only=True):
    """A stretch in quotation marks and whose words it holds."""

    start: int
    end: int
    text: str
    owner: str | None = None


class ChainStep(Struct, frozen=True, kw_only=True):
    """One step of the isnad, from the publisher down to the speaker."""

    actor: str | None
    link: ChainLink
    span: Span | None = None


class About(Struct, frozen=True, kw_only=True):
    """An actor that a statement is for, against or concerned about."""

    actor: str
    stance: Stance
    span: Span | None = None


class When(Struct, frozen=True, kw_only=True):
    """A resolved date."""

    value: str
    precision: Precision
    source: Literal["text", "published"] = msgspec.field(default="text", name="from")


class Where(Struct, frozen=True, kw_only=True):
    """A resolved place."""

    key: str
    name_ar: str
    name_en: str | None = None
    country: str | None = None
    precision: str | None = None
    admin1: str | None = None
    """First-level division: governorate, province, region."""
    admin2: str | None = None


class Quantity(Struct, frozen=True, kw_only=True):
    """A count as the evidence gives it."""

    low: int
    high: int | None
    approximate: bool = False
    span: Span | None = None


class Claim(Struct, frozen=True, kw_only=True):
    """Who gives which figure."""

    quantity: str
    low: int
    high: int | None
    by: str | None
    statement: str | None
    span: Span | None = None


class Size(Struct, frozen=True, kw_only=True):
    """Casualties and participants of an event."""

    dead: Quantity | None = None
    injured: Quantity | None = None
    arrested: Quantity | None = None
    participants: Quantity | None = None
    displaced: Quantity | None = None
    abducted: Quantity | None = None
    missing: Quantity | None = None
    claims: list[Claim] = []


QUANTITIES = tuple(name for name in Size.__struct_fields__ if name != "claims")
"""What is counted of an event."""


class Planned(Struct, frozen=True, kw_only=True):
    """What an AGREE, CONCEDE or announcement says is to come."""

    type: str | None = None
    date: When | None = None
    place: Where | None = None


class Statement(Struct, frozen=True, kw_only=True):
    """Words that the article gives to a speaker."""

    id: str
    uid: str
    speaker: list[str]
    speaker_span: Span | None
    cue: Span | None
    cue_lemma: str
    content: Span
    type: StatementType
    voice: Voice
    trace: Trace
    quoted: list[QuotedPart] = []
    verbatim: Literal["marked", "unmarked", "no"] = "no"
    translated: Literal["yes", "no", "unknown"] = "unknown"
    parts: list[Span] = []
    occasion: Occasion | None = None
    channel: str | None = None
    chain: list[ChainStep] = []
    parent: str | None = None
    about: list[About] = []
    scare: list[Span] = []
    time: When | None = None


class Event(Struct, frozen=True, kw_only=True):
    """One PLOVER event."""

    id: str
    uid: str
    type: str
    mode: str | None
    contexts: list[str]
    quad: int
    score: float
    actors: list[str]
    recipients: list[str]
    status: Status
    evidence: Span
    trace: Trace
    date: When | None = None
    place: Where | None = None
    size: Size | None = None
    statement: str | None = None
    attribution: Attribution = "outlet"
    denial_of: str | None = None
    ceremonial: bool = False
    said_on: When | None = None
    planned: Planned | None = None
    part_of: str | None = None
    speech_act: bool = False
    mentions: list[Span] = []


class Dropped(Struct, frozen=True, kw_only=True):
    """A stretch that a gate left out, and why."""

    start: int
    end: int
    text: str
    gate: str
    reason: str


class Fault(Struct, frozen=True, kw_only=True):
    """Something that could not be read or decided."""

    stage: str
    code: str
    message: str
    span: Span | None = None


class Coder(Struct, frozen=True, kw_only=True):
    """What made a record: versions and content hashes."""

    version: str
    codebook: str
    lexicon: str
    rules: str


class Record(Struct, frozen=True, kw_only=True):
    """Everything that one coded article holds."""

    id: str
    coder: Coder
    article: Article
    schema: int = SCHEMA
    extra: dict[str, Any] = {}
    actors: list[Actor] = []
    mentions: list[Mention] = []
    times: list[Time] = []
    places: list[Place] = []
    statements: list[Statement] = []
    events: list[Event] = []
    dropped: list[Dropped] = []
    faults: list[Fault] = []


def span_of(text: str, start: int, end: int) -> Span:
    """The span ``start:end`` of ``text``."""
    return Span(start=start, end=end, text=text[start:end])


def statement_uid(article: str, start: int, end: int) -> str:
    """Sixteen hexadecimal digits, the same on every coding: of the article's id and where the content stands."""
    return _uid(article, "statement", start, end)


def event_uid(article: str, type: str, start: int, end: int) -> str:
    """The same of an event: of the article's id, the type, and where the evidence stands."""
    return _uid(article, "event", type, start, end)


def _uid(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(str(p) for p in parts).encode()).hexdigest()[:16]
