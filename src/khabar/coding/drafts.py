"""Statements and events before they have ids."""

from __future__ import annotations

from khabar.model import Span, StatementType, Status, Struct, Trace, Voice


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
