"""What stands between commas on the way from a verb to what it says."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.frames.chunk import WISH, Chunk

MAX_ASIDE = 9  # chunks between the commas of an aside


def opens_aside(chunks: Sequence[Chunk], at: int, content: list[str]) -> bool:
    """«أكد فلان، لدى إشرافه على التخرج، على»: the comma opens an adjunct, and another closes it."""
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    if after is None or after.kind != "NP" or not after.prep or after.prep in content:
        return False
    return any(c.kind == "COMMA" for c in chunks[at + 2 : at + MAX_ASIDE])


def after_aside(chunks: Sequence[Chunk], at: int) -> int:
    """The chunk after «، وهو طبيب في المستشفى،» or «، ومقره لندن،», or ``at``."""
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    if after is None or after.conj != "و" or not (after.word in ("وهو", "وهي", "وهم", "هو", "هي") or after.word.startswith(("ومقره", "ومركزه"))):
        return at
    for j in range(at + 2, min(at + 10, len(chunks))):
        if chunks[j].kind == "COMMA":
            return j + 1
        if chunks[j].kind in ("STOP", "COMP", "V"):
            return at
    return at


def after_source(chunks: Sequence[Chunk], at: int) -> int:
    """The chunk after «، وفق ما نقلت وكالة،» or «، طلب عدم ذكر اسمه،» before what is said, or ``at``."""
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    if after is None or (after.kind != "SOURCE" and after.word != WISH):
        return at
    closing = next((j for j in range(at + 2, min(at + MAX_ASIDE, len(chunks) - 1)) if chunks[j].kind == "COMMA"), at)
    return closing + 1 if chunks[closing + 1].kind in ("COMP", "OPEN", "COLON") else at


def after_apposition(chunks: Sequence[Chunk], at: int, named: bool) -> int:
    """The chunk after «، الجناح العسكري للحركة،» between the subject and what it says, or ``at``."""
    j = at + 1
    if not named or chunks[at - 1].kind == "TIME" or j >= len(chunks) or chunks[j].kind != "NP" or chunks[j].prep or chunks[j].conj or chunks[j].suffix:
        return at
    j += 1
    while j < len(chunks) and chunks[j].kind in ("NP", "PAREN") and (chunks[j].prep or chunks[j].kind == "PAREN" or _adjective(chunks[j])):
        j += 1
    closes = j + 1 < len(chunks) and chunks[j].kind == "COMMA"
    follows = closes and (chunks[j + 1].kind in ("COMP", "OPEN", "COLON") or (chunks[j + 1].kind == "NP" and not chunks[j + 1].conj and not chunks[j + 1].suffix))
    return j + 1 if follows else at


def _adjective(chunk: Chunk) -> bool:
    """«داعية إسلامي معروف»: adjectives go on with the noun before them."""
    return chunk.mention is None and not chunk.conj and chunk.reading is not None and chunk.reading.entry.pos == "adj"
