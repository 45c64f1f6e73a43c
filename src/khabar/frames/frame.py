"""The frame: one predicate with its arguments, as found in a sentence."""

from __future__ import annotations

from typing import Literal

from khabar.frames.chunks import Chunk
from khabar.model import Struct

FrameKind = Literal["verb", "participle", "noun"]
SubjectFrom = Literal["after", "before", "elided", "matrix", "none"]


class Frame(Struct, frozen=True, kw_only=True):
    """One predicate and what belongs to it; numbers are indexes into the sentence's chunks."""

    kind: FrameKind
    at: int
    lemma: str
    voice: Literal["active", "passive"] = "active"
    tense: Literal["past", "present", "future", ""] = ""
    person: str = "3"
    gender: str = ""
    number: str = "s"
    subject: tuple[int, ...] = ()
    subject_from: SubjectFrom = "none"
    object: tuple[int, ...] = ()
    pronoun: str = ""
    """A pronoun attached to the predicate: the object of a verb, the genitive of a noun."""
    obliques: tuple[tuple[str, int], ...] = ()
    """(preposition, chunk), in order."""
    content: int | None = None
    """The chunk where reported content begins (COMP, COLON, OPEN or the content's noun phrase)."""
    until: int | None = None
    """The chunk before which the content ends when the subject stands after it (ندد بالهجوم عدد من الوزراء)."""
    negated: bool = False
    hypothetical: bool = False
    parent: int | None = None
    """Frame of the clause that this one hangs on (the matrix of a participle, the carrier of a noun)."""
    on: int | None = None
    """The noun without article that the verb's clause goes on: هجوم شنه مسلحون, هجوم استهدف دورية."""
    names: tuple[str, ...] = ()
    """For a noun: every lemma that it goes by (its own, its verb's, its masdar's)."""
    light: str = ""
    """Lemma of the verb that carries this noun."""
    first: int = 0
    last: int = 0
    """Chunks ``first:last`` that the frame covers."""


class Clause(Struct, frozen=True, kw_only=True):
    """A sentence's chunks and frames."""

    chunks: tuple[Chunk, ...]
    frames: tuple[Frame, ...]
