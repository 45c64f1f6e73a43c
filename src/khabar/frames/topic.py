"""What stands before a verb that it is told of: the topic, which is its subject where the two agree."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.frames.agreement import names_place
from khabar.frames.chunk import Chunk

_LEFT_PASSED = frozenset(("TIME", "ADV", "PAREN", "FOCUS", "MOD", "NEG", "KANA", "DASH", "CLOSE", "MARK"))
_LEFT_ENDS = frozenset(("STOP", "CLAUSE", "COND", "COLON", "COMP", "REL", "V", "PART", "SOURCE", "OPEN"))


def topic_before(chunks: Sequence[Chunk], at: int) -> tuple[int, ...]:
    """The bare noun phrases at the head of the clause, before the predicate at ``at``: its subject in speaker-first order."""
    j = at - 1
    commas = 0
    found: list[int] = []
    while j >= 0:
        chunk = chunks[j]
        if chunk.kind == "DASH" and j == at - 1 and _ends_dateline(chunks, j):
            break
        if chunk.kind == "OPEN" and not commas and not found and _goes_on(chunks, j):
            j -= 1
            continue
        if chunk.kind in _LEFT_ENDS or (chunk.kind == "CLOSE" and (_long_quote(chunks, j) or chunks[j + 1].kind == "COMMA")):
            break
        if chunk.kind == "COMMA":
            commas += 1
            if commas > 2 or found:
                break
        elif chunk.kind == "NP" and chunk.conj == "و" and not chunk.prep and j > 0 and chunks[j - 1].kind == "NP" and chunks[j - 1].prep:
            pass  # بين تونس وليبيا: of the phrase with the preposition
        elif chunk.kind == "NP" and names_place(chunks, j):
            pass  # في بلدة بيت حانون أطلقت دبابة
        elif chunk.kind == "NP" and j > 0 and chunks[j - 1].kind == "SOURCE":
            break  # بحسب المرصد، قتل ستة: who tells it
        elif chunk.kind == "NP" and not chunk.prep:
            found.append(j)
            if chunk.conj != "و" or (j > 0 and chunks[j - 1].kind != "NP"):
                break
        elif chunk.kind == "NP" or chunk.kind in _LEFT_PASSED:
            if chunk.conj and found:
                break
        elif chunk.kind == "CONJ":
            break
        j -= 1
    first = min(found, default=0)
    if first > 0 and chunks[first - 1].word in ("هناك", "ثمه"):
        return ()  # إن هناك جرحى في مركز يؤوي: told of already
    over = _over_clause(chunks, first - 1) if first > 1 and chunks[first - 1].kind == "V" else ()
    return over or tuple(sorted(found))


def named_before(chunks: Sequence[Chunk], at: int) -> tuple[int, ...]:
    """«كتائب البرق، الجناح العسكري للحركة، أطلقت»: the name at the clause's head that the phrase at ``at`` only explains."""
    if at < 2 or chunks[at - 1].kind != "COMMA" or chunks[at - 2].kind != "NP" or chunks[at - 2].mention is None:
        return ()
    before = chunks[at - 3].kind if at > 2 else "STOP"
    return (at - 2,) if not chunks[at - 2].prep and before in ("STOP", "COMP", "KANA", "CLAUSE", "OPEN", "FOCUS") else ()


def _over_clause(chunks: Sequence[Chunk], verb: int) -> tuple[int, ...]:
    """«أن مهاجما يقود شاحنة، فجر نفسه»: the man without article on whom the clause of ``verb`` only goes on."""
    before = chunks[verb - 1] if verb > 0 else None
    if before is None or not goes_on_people(chunks, verb) or before.prep or before.conj:
        return ()
    return (verb - 1,) if verb == 1 or chunks[verb - 2].kind in ("COMP", "OPEN", "STOP", "CLAUSE", "COLON") else ()


def goes_on_people(chunks: Sequence[Chunk], verb: int) -> bool:
    """A present verb without conjunction right behind people without article: مسلحون يرتدون بزات."""
    before, reading = chunks[verb - 1], chunks[verb].reading
    if chunks[verb].conj or reading is None or reading.entry.pos != "present" or reading.pre or before.mention is None:
        return False
    return before.mention.kind == "people" and not before.mention.definite and not before.suffix


def _ends_dateline(chunks: Sequence[Chunk], at: int) -> bool:
    """The dash before the verb closes no aside of the subject's: القاهرة (رويترز) - قالت, نيويورك – (إينا) – قال."""
    opened = next((j for j in range(at - 1, -1, -1) if chunks[j].kind == "DASH"), None)
    return opened is None or (at - opened == 2 and chunks[at - 1].kind in ("PAREN", "NP"))


def _goes_on(chunks: Sequence[Chunk], at: int) -> bool:
    """The mark opens in the middle of a clause whose subject stands before it: إن بلاده «لن تنسحب»."""
    before = chunks[at - 1] if at > 0 else None
    return before is not None and before.kind == "NP" and not before.prep


def _long_quote(chunks: Sequence[Chunk], at: int) -> bool:
    """The mark at ``at`` closes more than a name."""
    return not any(c.kind == "OPEN" for c in chunks[max(0, at - 2) : at])


def has_verb_before(chunks: Sequence[Chunk], at: int, topic: Sequence[int]) -> bool:
    """A verb stands before the topic in the same clause: the noun phrase belongs to that verb."""
    j = (topic[0] if topic else at) - 1
    while j >= 0:
        kind = chunks[j].kind
        if kind in ("V", "PART"):
            return True
        if kind in ("STOP", "CLAUSE", "COND", "COLON", "COMP", "REL", "SOURCE", "OPEN", "FOCUS"):
            return False
        j -= 1
    return False
