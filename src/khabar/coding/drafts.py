"""Statements and events before they have ids."""

from __future__ import annotations

from typing import Literal, NamedTuple

from khabar.model import Occasion, Span, Stance, StatementType, Status, Struct, Trace, Voice


class Party(NamedTuple):
    """An actor with the words that name him: text offsets."""

    actor: str
    start: int
    end: int


class Leaning(NamedTuple):
    """For whom or against whom a statement is, with the offsets of the words that show it."""

    actor: str
    stance: Stance
    start: int
    end: int


class StatementDraft(Struct, frozen=True, kw_only=True):
    """A statement as found in one scene."""

    scene: int
    speaker: tuple[str, ...]
    speaker_span: tuple[int, int] | None
    cue: tuple[int, int] | None
    lemma: str
    start: int
    end: int
    type: StatementType
    voice: Voice
    rule: str
    frame: int = -1
    channel: str | None = None
    elided: bool = False
    document: str = ""
    document_span: tuple[int, int] | None = None
    parts: tuple[tuple[int, int], ...] = ()
    occasion: Occasion | None = None
    translated: Literal["yes", "no", "unknown"] = "unknown"
    relays: tuple[Party, ...] = ()
    """Those through whom the words came: the agency that passes them on."""
    behalf: tuple[Party, ...] = ()
    """Those in whose name the speaker speaks."""
    about: tuple[Leaning, ...] = ()
    quoted: tuple[tuple[int, int], ...] = ()
    """The quotations in the content, without their marks."""
    marked: bool = False
    """The whole content stands in quotation marks."""
    scare: tuple[tuple[int, int], ...] = ()
    title: bool = False


class EventDraft(Struct, frozen=True, kw_only=True):
    """An event as found in one scene."""

    scene: int
    frame: int
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    start: int
    end: int
    cue: tuple[int, int]
    trace: Trace
    mutual: bool = False
    speech_act: bool = False
    title: bool = False
    harm: bool = False
    """Tells what an attack did, not the attack."""
    granted: bool = False
    """Named, not told: it stays only as the attack in which harm was done."""
    recalls: bool = False
    """A definite noun that may only take up a deed told before: الهجوم."""
    mentions: tuple[Span, ...] = ()
