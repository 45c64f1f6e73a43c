"""What keeps a clause from being a plain fact: negation, condition, possibility, the future."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from khabar.frames.chunks import Chunk

_NEGATORS = frozenset(("لم", "لن", "لا", "ليس", "ليست", "ما", "لما", "عدم", "دون", "بدون", "من دون"))
_POSSIBLE = frozenset(("ربما", "لعل", "يمكن", "قد", "عسي"))
_CLAUSE_ENDS = frozenset(("STOP", "CLAUSE", "COLON", "V", "PART"))
_BACK = 8  # chunks


def negated_at(chunks: Sequence[Chunk], at: int) -> bool:
    """A negator governs the predicate at ``at``."""
    if at > 1 and chunks[at - 1].kind == "CONJ" and chunks[at - 1].word == "او" and chunks[at - 2].kind == "V":
        return negated_at(chunks, at - 2)  # لن يعدموا أو يعذبوا
    for j in range(at - 1, max(-1, at - 4), -1):
        chunk = chunks[j]
        if chunk.kind == "NEG":
            return True
        if chunk.kind == "NP" and chunk.reading is not None and chunk.reading.entry.lemma in ("عدم",):
            return True
        if chunk.kind in ("KANA", "MOD", "ADV", "PREP", "TIME"):
            if chunk.kind == "KANA" and chunk.word.startswith("ليس"):
                return True
            continue
        return False
    return False


def tense_of(chunks: Sequence[Chunk], at: int) -> Literal["past", "present", "future", ""]:
    """The clause's time from the verb's form and the particles before it: لم + present is past, لن and س are future."""
    chunk = chunks[at]
    if chunk.kind != "V" or chunk.reading is None:
        return ""
    if chunk.reading.entry.pos == "past":
        return "past"
    if chunk.reading.pre.endswith("س"):
        return "future"
    for j in range(at - 1, max(-1, at - 3), -1):
        word, kind = chunks[j].word, chunks[j].kind
        if kind == "NEG" and word == "لم":
            return "past"
        if (kind == "NEG" and word == "لن") or (kind == "MOD" and word == "سوف"):
            return "future"
        if kind == "KANA" and word in ("كان", "كانت", "كانوا"):
            return "past"
        if kind not in ("NEG", "MOD", "ADV", "KANA"):
            break
    return "present"


def hypothetical_at(chunks: Sequence[Chunk], at: int) -> bool:
    """A condition, or قد/ربما before a present verb, stands over the predicate at ``at``."""
    chunk = chunks[at]
    if _is_present(chunk) and _condition_behind(chunks, at):
        return True
    j, steps = at - 1, 0
    while j >= 0 and steps < _BACK:
        before = chunks[j]
        if before.kind == "COND":
            return True
        if before.kind == "MOD" and before.word in _POSSIBLE and j >= at - 2 and _is_present(chunk):
            return True
        if before.kind in _CLAUSE_ENDS:
            return False
        j, steps = j - 1, steps + 1
    return False


def _condition_behind(chunks: Sequence[Chunk], at: int) -> bool:
    """سيقصف المدينة إن لم تستسلم, ستغلق الحدود ما لم يتراجع: the condition stands after the deed."""
    for chunk in chunks[at + 1 : at + 1 + _BACK]:
        if chunk.kind == "COND":
            return True
        if chunk.kind in _CLAUSE_ENDS or chunk.kind in ("COMP", "REL", "OPEN"):
            return False
    return False


def _is_present(chunk: Chunk) -> bool:
    return chunk.reading is not None and chunk.reading.entry.pos == "present"
