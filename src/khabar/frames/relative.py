"""Clauses on a noun: with «الذي», and right behind a noun without article (هجوم شنه مسلحون, هجوم استهدف دورية)."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.frames.agreement import agrees
from khabar.frames.chunks import Chunk
from khabar.frames.frame import Frame
from khabar.lexicon.schema import VerbRow

_TIMES = frozenset(("وقت", "حين", "لحظة", "يوم", "ليلة", "ساعة", "مرة", "ظل", "إطار", "عهد", "ظرف"))
"""في وقت قالت الحكومة: the clause says no more of these than when."""


def object_of_clause(chunks: Sequence[Chunk], at: int) -> bool:
    """«غارات شنتها القوات»: a verb with a pronoun right behind an act without the article is about that act."""
    before = chunks[at - 1] if at else None
    if before is None or before.kind != "NP" or before.mention is not None or before.reading is None or chunks[at].conj or not chunks[at].suffix:
        return False
    entry = before.reading.entry
    return entry.pos in ("masdar", "noun") and entry.table in ("nouns", "verbs") and not entry.definite and chunks[at].suffix in ("ه", "ها")


def on_noun(chunks: Sequence[Chunk], at: int, row: VerbRow | None, frame: Frame) -> int | None:
    """«هجوم بسيارة مفخخة استهدف دورية»: the noun without article that a verb right behind its phrase says something of."""
    if chunks[at].conj or frame.person != "3" or row is None or row.klass in ("say", "modal") or at < 2:
        return None
    doer = chunks[at + 1].mention if at + 1 < len(chunks) else None
    if chunks[at - 1].kind == "KANA":
        at -= 1  # متظاهرين كانوا يحتجون
    comma = chunks[at - 1].kind == "COMMA" and row.klass == "deed" and frame.tense == "past" and doer is None  # في هجوم انتحاري، استهدف دورية
    if frame.number == "p" and chunks[at - 1].kind == "NP" and _of_men(chunks[at - 1]):
        return at - 1
    if row.klass == "both":
        return None
    j = at - 2 if comma else at - 1
    while j >= max(0, at - 4) and chunks[j].kind == "NP":
        reading = chunks[j].reading
        act = reading is not None and reading.entry.table in ("nouns", "verbs")
        long = act and frame.gender == "f" and chunks[j].end - chunks[j].start > 1 + bool(chunks[j].prep)  # انفجار سيارة استهدفت حاجزا
        if _indefinite(chunks[j]) and (act or not comma) and (long or agrees(frame, chunks, (j,), before=True)):
            return j
        if not chunks[j].prep:
            return None
        j -= 1
    return None


def _of_men(chunk: Chunk) -> bool:
    """«لتفريق ألف متظاهر احتجوا»: the phrase ends with people without the article."""
    last = chunk.inner[-1] if chunk.inner else chunk.mention
    return last is not None and last.kind == "people" and not last.definite and last.end == chunk.end


def _indefinite(chunk: Chunk) -> bool:
    """An act, a thing or people without the article, by which a clause may go on without «الذي»."""
    if chunk.mention is not None:
        return chunk.mention.kind == "people" and not chunk.mention.definite and not chunk.suffix
    reading = chunk.reading
    if reading is None or reading.entry.definite or chunk.suffix:
        return False
    by_genitive = any(m.via != "nisba" for m in chunk.inner)  # هجوم القاعدة
    return reading.entry.pos in ("masdar", "noun") and not by_genitive and chunk.lemma not in _TIMES


def bare_relative(chunks: Sequence[Chunk], at: int) -> bool:
    """«قمة عقدت في الرياض» on the way to whom or what: a verb on an indefinite noun of place or time."""
    before = chunks[at - 1]
    return not chunks[at].conj and before.kind == "NP" and before.prep in ("في", "في ختام", "خلال", "علي هامش", "عقب", "بعد") and before.mention is None


def passing_verb(chunks: Sequence[Chunk], at: int) -> bool:
    """A bare relative clause on the way to the content: في مقابلة بثت أمس: «…», في بيان نشرته الوكالة أن."""
    if chunks[at].conj or chunks[at - 1].kind != "NP":
        return False
    for chunk in chunks[at + 1 : at + 6]:
        if chunk.kind in ("COLON", "COMP", "OPEN"):
            return True
        if chunk.kind not in ("NP", "TIME", "COMMA", "PAREN", "ADV"):
            return False
    return False


def skips_relative(chunks: Sequence[Chunk], at: int) -> bool:
    """A relative clause stands between the verb and what it is about: something opens after it."""
    return any(c.kind in ("COMMA", "COMP", "COLON") for c in chunks[at + 1 : at + 12])


def after_clause(chunks: Sequence[Chunk], at: int) -> int:
    """«رفع المتظاهرون، الذين تجمعوا أمس، لافتات»: the object after a clause between commas, or ``at``."""
    if at + 1 >= len(chunks) or chunks[at + 1].kind != "REL":
        return at
    for j in range(at + 2, min(at + 12, len(chunks) - 1)):
        if chunks[j].kind == "STOP":
            return at
        if chunks[j].kind == "COMMA":
            after = chunks[j + 1]
            return j + 1 if after.kind == "NP" and not after.prep and not after.conj and after.mention is None else at
    return at


def after_relative(chunks: Sequence[Chunk], at: int) -> int:
    """The chunk after a relative clause: its comma, or the particle that brings the matrix verb's content."""
    j = at + 1
    while j < len(chunks) and chunks[j].kind not in ("COMMA", "COMP", "COLON", "STOP"):
        j += 1
    return j
