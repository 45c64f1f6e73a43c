"""Gender and number: which noun phrase can be the subject of which verb."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.frames.chunks import Chunk
from khabar.frames.frame import Frame
from khabar.frames.words import HONOURED, QUANTITIES
from khabar.language.number_words import VAGUE, WORDS

_ABOUT = frozenset(("نحو", "حوالي", "قرابه", "زهاء", "اكثر", "اقل", "ازيد"))
_HUMAN = frozenset(("person", "role", "people", "unnamed", "counterpart"))


def gender_of(chunk: Chunk) -> str:
    """m, f or empty where the phrase does not tell."""
    if chunk.mention is not None:
        if chunk.mention.kind in _HUMAN and chunk.mention.number != "s":
            return ""  # a plural follows a verb of either gender
        if chunk.mention.kind in ("person", "role") and chunk.word.endswith("ه"):
            return "f" if chunk.word.startswith("ال") else ""  # النائبة; عمدة may be a man
        if chunk.mention.kind == "body" and chunk.word.endswith("ات"):
            return "f"  # الدفاعات الجوية, whatever the table says of الدفاع الجوي
        return chunk.mention.gender if chunk.mention.gender in ("m", "f") else ""
    if chunk.inner or counted(chunk) or chunk.word.removeprefix("و").removeprefix("ال") in QUANTITIES:
        return ""  # the verb goes by what is counted: عشرة سجناء, قامت العديد من الحركات
    if chunk.reading is not None:
        entry = chunk.reading.entry
        return "" if entry.number == "p" else entry.gender
    return "f" if chunk.word.endswith("ه") and chunk.word not in HONOURED and not counted(chunk) else ""


def counted(chunk: Chunk) -> bool:
    """The phrase begins with a number: عشرة, ثلاثة جنود."""
    word = chunk.word.removeprefix("و")
    return chunk.word in WORDS or word in WORDS or word in VAGUE or word in _ABOUT or word.isdigit()


def number_of(chunk: Chunk) -> str:
    """s, d, p or empty."""
    if chunk.mention is not None:
        return chunk.mention.number or "s"
    return chunk.reading.entry.number if chunk.reading is not None else ""


_PLACES = frozenset(("بلده", "مدينه", "قريه", "منطقه", "حي", "مخيم", "محافظه", "قضاء", "اقليم", "ضاحيه", "عاصمه", "ولايه", "ناحيه", "ميناء", "جزيره", "مديريه"))


def names_place(chunks: Sequence[Chunk], at: int) -> bool:
    """«في بلدة بيت حانون», «في العاصمة عمان»: the phrase is the name of the place that the phrase before begins."""
    before, chunk = chunks[at - 1] if at else None, chunks[at]
    if before is None or not before.prep or chunk.prep or chunk.conj or (chunk.mention is not None and chunk.mention.kind != "state"):
        return False
    head = before.word.removeprefix("و")
    return before.end == chunk.start and not _PLACES.isdisjoint((head.removeprefix("ال"), head.removeprefix("ب").removeprefix("ال")))


def is_human(chunk: Chunk) -> bool:
    """The phrase names a person or people."""
    return chunk.mention is not None and chunk.mention.kind in _HUMAN


def coordinated(chunks: Sequence[Chunk], at: int) -> bool:
    """The phrase at ``at`` is one of a list: a later member is joined by و."""
    j = at + 1
    while j < len(chunks) and chunks[j].kind in ("NP", "COMMA", "PAREN") and not chunks[j].prep:
        if chunks[j].kind == "NP" and chunks[j].conj == "و":
            return True
        j += 1
    return False


def agrees(frame: Frame, chunks: Sequence[Chunk], group: Sequence[int], *, before: bool) -> bool:
    """Whether the phrases can be the verb's subject: after it only gender counts, before it number too."""
    first = chunks[group[0]]
    gender, number = gender_of(first), number_of(first)
    if before and not _number_fits(frame, first, number, len(group)):
        return False
    if len(group) > 1 and before:
        return True
    if before and number == "p" and not is_human(first):
        return frame.gender != "m" or frame.number == "p" or gender == ""
    return not gender or not frame.gender or gender == frame.gender


def _number_fits(frame: Frame, first: Chunk, number: str, count: int) -> bool:
    if frame.number == "d" and first.word.endswith("ين") and is_human(first):
        return True  # جنديين قتلا: the letters of a plural
    if counted(first) or first.word.removeprefix("و") in ("عدد", "عددا"):
        return True
    if count > 1:
        return frame.number in ("d", "p") or not is_human(first)
    if number == "d":
        return frame.number == "d" or (frame.number == "p" and bool(first.suffix))  # موكليه: two or more
    if number == "p":
        return frame.number in ("p", "s")
    if frame.number == "p" and first.mention is not None and first.mention.kind in ("body", "state"):
        return True
    return frame.number == "s" or number == ""
