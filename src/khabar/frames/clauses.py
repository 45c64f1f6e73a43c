"""Frames of a sentence: verbs, adverbial participles, and event nouns with their carriers."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from khabar.annotate.line import Line
from khabar.frames.agreement import counted
from khabar.frames.arguments import Arguments, assign, scan_right
from khabar.frames.chunks import Chunk
from khabar.frames.frame import Clause, Frame
from khabar.frames.polarity import hypothetical_at, negated_at, tense_of
from khabar.language.tokens import Reading
from khabar.lexicon.schema import LightRow, VerbRow
from khabar.script.fold import fold_word

_NOUN_ENDS = frozenset(("STOP", "V", "PART", "CLAUSE", "COND", "KANA", "SOURCE", "COMP", "COLON", "REL", "MOD"))
_NOUN_PASSED = frozenset(("TIME", "ADV", "PAREN", "DASH", "OPEN", "CLOSE", "MARK", "FOCUS"))
_ACTS = frozenset(("عملية", "أعمال", "عمل", "سلسلة", "موجة", "حادث", "حادثة"))
"""Nouns whose genitive is the deed."""
MAX_NOUN_REACH = 12  # chunks


def build(line: Line, chunks: Sequence[Chunk]) -> Clause:
    """The frames of a line, in text order: verbs and participles first found, then nouns, sorted by place."""
    frames: list[Frame] = []
    chunks = list(chunks)
    for at, chunk in enumerate(chunks):
        if chunk.kind in ("V", "PART"):
            frames.append(_verbal(line, chunks, at))
            if chunk.kind == "V" and frames[-1].subject_from == "elided" and frames[-1].object:
                chunks[at], frames[-1] = _other_reading(line, chunks, at, frames[-1])
            elif chunk.kind == "V" and _told_of_men(chunks, frames[-1]):
                chunks[at], frames[-1] = _other_reading(line, chunks, at, frames[-1], only="past")
    carriers = {f.at: f for f in frames}
    frames += [f for at in range(len(chunks)) if (f := _nominal(line, chunks, at, carriers)) is not None]
    frames.sort(key=lambda f: f.at)
    return Clause(chunks=tuple(chunks), frames=tuple(_with_parents(frames, chunks, line)))


def _verbal(line: Line, chunks: Sequence[Chunk], at: int) -> Frame:
    chunk = chunks[at]
    assert chunk.reading is not None
    entry = chunk.reading.entry
    row = line.lexicon.verb(entry.lemma)
    found = scan_right(chunks, at, row)
    frame = Frame(
        kind="verb" if chunk.kind == "V" else "participle", at=at, lemma=entry.lemma,
        voice="passive" if entry.voice == "passive" else "active", tense=tense_of(chunks, at), person=entry.person or "3",
        gender=entry.gender, number=entry.number or "s", pronoun=chunk.suffix, obliques=tuple(found.obliques), content=found.content,
        negated=negated_at(chunks, at), hypothetical=hypothetical_at(chunks, at), first=at, last=found.end,
    )  # fmt: skip
    if chunk.kind == "PART":
        bare = [tuple(group) for group in found.bare]
        return _told_to(msgspec.structs.replace(frame, subject_from="matrix", object=bare[0] if bare else ()), found, row)
    frame = assign(chunks, at, found, row, frame)
    first = min((at, *frame.subject, *([frame.on] if frame.on is not None else [])))
    return _told_to(msgspec.structs.replace(frame, first=first), found, row)


def _told_to(frame: Frame, found: Arguments, row: VerbRow | None) -> Frame:
    """ناشد الدول وقف الحرب: after the one spoken to, what is asked is a second object."""
    if frame.content is not None or row is None or row.addressee != "object" or "noun" not in row.content or not frame.object:
        return frame
    after = next((group[0] for group in found.bare if group[0] > frame.object[0]), None)
    return frame if after is None else msgspec.structs.replace(frame, content=after)


def _other_reading(line: Line, chunks: Sequence[Chunk], at: int, frame: Frame, only: str = "") -> tuple[Chunk, Frame]:
    """The same letters as another verb whose subject the next phrase can be: توجه الوزير is no «you point at the minister»."""
    chunk = chunks[at]
    assert chunk.reading is not None
    taken = chunk.reading
    for reading in line.tokens[chunk.end - 1].readings:
        entry = reading.entry
        if entry.pos not in ((only,) if only else ("past", "present")) or entry.voice == "passive" or (reading.pre, reading.suffix) != (taken.pre, taken.suffix) or entry == taken.entry:
            continue
        other = chunk._replace(reading=reading)
        found = _verbal(line, [*chunks[:at], other, *chunks[at + 1 :]], at)
        if found.subject_from == "after":
            return other, found
    return chunk, frame


def _told_of_men(chunks: Sequence[Chunk], frame: Frame) -> bool:
    """«تجمع المتظاهرون» read as «she gathers»: no such verb stands before men."""
    if frame.tense != "present" or frame.gender != "f" or frame.subject_from != "after" or not frame.subject:
        return False
    after = chunks[frame.subject[0] : frame.subject[0] + 2]
    men = [m for c in after if c.kind == "NP" and (c is after[0] or c.prep == "من") for m in (c.mention, *c.inner) if m is not None]
    return counted(after[0]) or (bool(men) and men[0].kind == "people" and men[0].gender == "m" and (men[0].number != "s" or men[0] in after[0].inner))


def _nominal(line: Line, chunks: Sequence[Chunk], at: int, carriers: dict[int, Frame]) -> Frame | None:
    """A masdar or event noun as a predicate, with the verb that carries it where one does."""
    chunk = chunks[at]
    if chunk.kind != "NP" or chunk.reading is None or chunk.reading.entry.table not in ("verbs", "nouns"):
        return None
    if chunk.reading.entry.pos not in ("masdar", "noun"):
        return None
    if chunk.mention is not None and chunk.mention.kind != "people":
        return None
    names = _names(line, chunk)
    carrier, light = _carrier(line, chunks, at, names, carriers)
    obliques, end = _noun_obliques(chunks, at)
    frame = Frame(
        kind="noun", at=at, lemma=chunk.reading.entry.lemma, names=names, pronoun=chunk.suffix, obliques=tuple(obliques),
        negated=negated_at(chunks, at), hypothetical=hypothetical_at(chunks, at), first=at, last=end,
    )  # fmt: skip
    if carrier is None:
        return frame
    return _carried(frame, carrier, light)


def _carrier(
    line: Line, chunks: Sequence[Chunk], at: int, names: Sequence[str], carriers: dict[int, Frame]
) -> tuple[Frame | None, LightRow | None]:
    """The light verb whose object or oblique this noun is."""
    for frame in carriers.values():
        preps = [prep for prep, index in frame.obliques if index == at]
        is_object = at in frame.object or (frame.voice != "passive" and at in frame.subject)
        is_content = frame.content == at
        if not (preps or is_object or is_content):
            continue
        prep = preps[0] if preps else "" if is_object and at < frame.at else chunks[at].prep
        for row in line.lexicon.light(frame.lemma):
            if fold_word(row.prep) == prep and (not row.nouns or not set(names).isdisjoint(row.nouns)):
                return frame, row
    return None, None


def _names(line: Line, chunk: Chunk) -> tuple[str, ...]:
    """The lemmas that an event noun goes by: as a word of its own, as its verb, as its verb's masdar."""
    head = chunk.start if chunk.start == chunk.end - 1 else _head_token(line, chunk)
    names = _named(line, [*([chunk.reading] if chunk.reading is not None else []), *line.tokens[head].readings])
    if chunk.lemma in _ACTS and head + 1 < chunk.end:
        names += _named(line, [r for r in line.tokens[head + 1].readings if r.entry.pos == "masdar"])  # عملية تفجير, أعمال القتل
    if head + 1 < chunk.end and (light := [r for name in dict.fromkeys(names) for r in line.lexicon.light(name)]):
        deed = _named(line, line.tokens[head + 1].readings)  # بشن هجوم, بتنفيذ غارة: the deed is in the genitive
        names += [n for n in deed if any(n in r.nouns for r in light)]
    return tuple(dict.fromkeys(names))


def _named(line: Line, readings: Sequence[Reading]) -> list[str]:
    names: list[str] = []
    for reading in readings:
        if reading.entry.table not in ("nouns", "verbs"):
            continue
        entry = reading.entry
        if entry.table == "nouns":
            row = line.lexicon.row(entry)
            names += [row.lemma] + ([row.verb] if row.verb else [])
        elif entry.pos == "masdar":
            stem = fold_word(entry.form).removeprefix("ال")
            names += [entry.lemma] + [m for m in line.lexicon.row(entry).masdars if stem.startswith(fold_word(m)[:-1])]
    return names


def _head_token(line: Line, chunk: Chunk) -> int:
    """The token of a noun phrase's head word: the first after its preposition."""
    at = chunk.start
    while at < chunk.end - 1 and line.key(at) != chunk.word:
        at += 1
    return at


def _carried(frame: Frame, carrier: Frame, light: LightRow | None) -> Frame:
    """The noun's frame with what its light verb brings: subject, tense, polarity, obliques."""
    subject: tuple[int, ...] = ()
    source = "none"
    if light is not None and light.subject == "agent" and frame.at not in carrier.subject:
        subject, source = carrier.subject, carrier.subject_from
    patient = carrier.subject if light is not None and light.subject == "patient" and frame.at not in carrier.subject else frame.object
    more = tuple(o for o in carrier.obliques if o[1] != frame.at and o not in frame.obliques)
    return msgspec.structs.replace(
        frame, subject=subject, subject_from=source, object=patient, light=carrier.lemma, tense=carrier.tense, person=carrier.person,
        gender=carrier.gender, number=carrier.number, negated=frame.negated or carrier.negated,
        hypothetical=frame.hypothetical or carrier.hypothetical, obliques=(*frame.obliques, *more),
        first=min(frame.first, carrier.first), last=max(frame.last, carrier.last),
    )  # fmt: skip


def _noun_obliques(chunks: Sequence[Chunk], at: int) -> tuple[list[tuple[str, int]], int]:
    """Prepositional phrases after the noun, up to the end of its clause."""
    found: list[tuple[str, int]] = []
    j = at + 1
    while j < len(chunks) and j - at <= MAX_NOUN_REACH:
        chunk = chunks[j]
        if chunk.kind in _NOUN_ENDS or (chunk.kind == "NEG" and chunk.word != "غير"):
            break
        if chunk.kind == "COMMA" and not _noun_passes(chunks, j):
            break
        if chunk.kind == "NP":
            if chunk.prep:
                found.append((chunk.prep, j))
            elif chunk.conj == "و" and found and chunks[j - 1].kind == "NP":
                if chunk.mention is None and chunk.reading is not None and chunk.reading.entry.pos == "masdar":
                    break  # a second act, not a second party
                found.append((found[-1][0], j))
            elif chunk.conj == "و":
                found.append(("و", j))
            else:
                break
        j += 1
    return found, j


def _noun_passes(chunks: Sequence[Chunk], at: int) -> bool:
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    return after is not None and (after.kind == "TIME" or (after.kind == "NP" and after.prep in ("في", "ب") and not after.conj))


def _with_parents(frames: Sequence[Frame], chunks: Sequence[Chunk], line: Line) -> list[Frame]:
    """Each participle hangs on the clause it goes on with; each carried noun on its carrier."""
    out: list[Frame] = []
    for number, frame in enumerate(frames):
        if frame.kind == "participle":
            out.append(msgspec.structs.replace(frame, parent=_matrix(frames, number, chunks, line)))
        elif frame.light:
            carrier = next((n for n, f in enumerate(frames) if f.kind != "noun" and f.lemma == frame.light and f.first <= frame.at <= f.last + 1), None)
            out.append(msgspec.structs.replace(frame, parent=carrier))
        else:
            out.append(frame)
    return out


def _matrix(frames: Sequence[Frame], number: int, chunks: Sequence[Chunk], line: Line) -> int | None:
    """The nearest cue verb before a participle that stands in no relative clause, else the nearest such verb."""
    nearest: int | None = None
    for n in range(number - 1, -1, -1):
        frame = frames[n]
        if frame.kind != "verb" or in_relative(chunks, frame.at) or frame.person != "3" or _quoted_away(chunks, frame.at, frames[number].at):
            continue
        if line.lexicon.says(frame.lemma) and (frame.content is not None or frame.object):
            return n
        nearest = n if nearest is None else nearest
    return nearest


def _quoted_away(chunks: Sequence[Chunk], verb: int, at: int) -> bool:
    """The verb stands inside a quotation that is closed before ``at``."""
    kinds = [c.kind for c in chunks[verb:at]]
    return kinds.count("CLOSE") > kinds.count("OPEN")


def in_relative(chunks: Sequence[Chunk], at: int) -> bool:
    """The verb at ``at`` stands in a relative clause."""
    j = at - 1
    while j >= 0:
        kind = chunks[j].kind
        if kind == "REL":
            return True
        if kind in ("COMMA", "COMP", "STOP", "V", "PART", "CLAUSE", "COLON", "OPEN"):
            return False
        j -= 1
    return False
