"""Find the arguments of each predicate: who, whom, to whom, with what, and where its content begins."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from khabar.frames.agreement import agrees, coordinated, counted, is_human, names_place
from khabar.frames.asides import after_apposition, after_aside, after_source, opens_aside
from khabar.frames.chunks import Chunk
from khabar.frames.frame import Frame
from khabar.frames.relative import (
    after_clause,
    after_relative,
    bare_relative,
    object_of_clause,
    on_noun,
    passing_verb,
    skips_relative,
)
from khabar.frames.topic import goes_on_people, has_verb_before, named_before, topic_before
from khabar.frames.words import HONOURED
from khabar.lexicon.schema import VerbRow
from khabar.script.fold import fold

_LET_GO = frozenset(("أفرج", "حكم", "قبض", "كشف", "أعلن"))
RELAYS = frozenset(("نقل", "نسب", "أورد", "حكى", "روى"))
_ADJUNCT = frozenset(("في", "خلال", "عقب", "بعد", "عبر", "علي", "ردا علي", "ل", "ب", "علي هامش", "علي لسان", "نقلا عن", "لدي", "اثناء", "قبيل", "قبل", "امام", "بحضور", "مع"))
"""Prepositions that may stand after a comma between a verb and what it says."""
STATED = frozenset(("جاء", "ورد"))
"""Verbs that bring what a document says: جاء في بيان أن."""
_TWO_SIDED = frozenset(("التقى", "استقبل", "زار", "قابل", "هاتف", "صافح", "استضاف", "ودع"))
_PASSED = frozenset(("TIME", "ADV", "PAREN", "FOCUS", "DASH", "MARK", "CLOSE"))
_SELF = frozenset(("نفسه", "نفسها", "انفسهم", "نفسيهما"))
_ENDS = frozenset(("STOP", "V", "PART", "CLAUSE", "COND", "KANA", "NEG", "MOD", "SOURCE"))


class Arguments:
    """What a scan to the right of a predicate found."""

    def __init__(self) -> None:
        self.bare: list[list[int]] = []
        self.obliques: list[tuple[str, int]] = []
        self.content: int | None = None
        self.end = 0
        self.aside = False
        """An aside between commas was opened on the way."""

    def obliques_to_others(self) -> bool:
        """An oblique that an active verb would govern (على، ب): with none the bare verb is rather passive."""
        return any(prep in ("علي", "ب") for prep, _ in self.obliques)


def scan_right(chunks: Sequence[Chunk], at: int, row: VerbRow | None) -> Arguments:
    """Noun phrases, obliques and content after the predicate at chunk ``at``; an aside between commas holds no content."""
    found = _scan(chunks, at, row, asides=True)
    if found.content is None and found.aside:
        loose = _scan(chunks, at, row, asides=False)
        return loose if loose.content is not None else found
    return found


def _scan(chunks: Sequence[Chunk], at: int, row: VerbRow | None, *, asides: bool) -> Arguments:
    found = Arguments()
    says = row is not None and (row.klass in ("say", "both") or row.lemma in STATED)
    content = [fold(c) for c in row.content] if row is not None and says else []
    j, inside = at + 1, False
    while j < len(chunks):
        chunk = chunks[j]
        if chunk.kind == "V" and says and found.content is None and passing_verb(chunks, j):
            while chunks[j].kind not in ("COLON", "COMP", "OPEN", "COMMA"):
                j += 1
            continue
        if chunk.kind == "V" and says and found.content is None and bare_relative(chunks, j):
            j += 1
            while j < len(chunks) and (chunks[j].kind == "TIME" or (chunks[j].kind == "NP" and chunks[j].prep == "في")):
                j += 1
            continue
        if chunk.kind == "V" and not says and [j - 1] in found.bare and goes_on_people(chunks, j):
            j += 2 if j + 1 < len(chunks) and chunks[j + 1].kind == "NP" else 1  # مسلحون يرتدون بزات خطفوا
            continue
        if chunk.kind == "NEG" and chunk.word in ("دون", "بدون") and says and found.content is None and j + 1 < len(chunks) and chunks[j + 1].kind == "NP":
            j += 2  # وأضاف دون الخوض في التفاصيل: «…»
            continue
        if row is not None and row.lemma == "قال" and found.content is None and _bare_speech(chunks, j):
            found.content = j
            j += 1
            break
        if chunk.kind in _ENDS and not (chunk.kind == "NEG" and chunk.word == "غير"):
            break
        if chunk.kind == "REL" and not _content_rel(chunk, says, content):
            if chunk.prep or not skips_relative(chunks, j):
                break
            j = after_relative(chunks, j)
            continue
        if chunk.kind == "COMMA" and not says and found.bare and (after := after_clause(chunks, j)) > j:
            j = after
            continue
        if chunk.kind == "COMMA" and (after := max(after_aside(chunks, j), after_apposition(chunks, j, bool(found.bare)), after_source(chunks, j) if says else j)) > j:
            j = after
            continue
        if chunk.kind == "COMMA" and not _passes_comma(chunks, j, says, content, found):
            break
        if chunk.kind == "COMMA":
            inside = asides and says and opens_aside(chunks, j, content)
            found.aside = found.aside or inside
        if not (inside and chunk.kind == "NP") and _takes_content(chunk, chunks, j, says, content, row):
            found.content = j
            j += 1
            break
        if chunk.kind == "NP" and not _cognate(chunk, row) and not _among(chunks, j):
            _take_noun_phrase(chunks, j, found, row)
        j += 1
    found.end = j
    return found


def _bare_speech(chunks: Sequence[Chunk], at: int) -> bool:
    """وقال لن نعود, قال سنعود: what is said follows without particle or mark."""
    chunk = chunks[at]
    if chunk.conj or chunks[at - 1].kind == "COMMA":
        return False
    future = chunk.kind == "V" and chunk.reading is not None and chunk.reading.pre.endswith("س")
    return future or (chunk.kind == "NEG" and chunk.word in ("لن", "لا", "لم", "ليس"))


def _among(chunks: Sequence[Chunk], at: int) -> bool:
    """بينهم خمسة أطفال: some of those just named."""
    before, reading = chunks[at - 1], chunks[at].reading
    if reading is not None and reading.entry.pos == "masdar" and reading.entry.definite:
        return False  # طالبا منهم الانسحاب
    return not chunks[at].prep and before.kind == "NP" and before.prep in ("بين", "من بين", "من") and before.suffix in ("هم", "ها", "هن") and before.end == before.start + 1




def _cognate(chunk: Chunk, row: VerbRow | None) -> bool:
    """نفى نفيا قاطعا: the verb's own masdar only strengthens it."""
    reading = chunk.reading
    return row is not None and reading is not None and not chunk.prep and reading.entry.pos == "masdar" and reading.entry.lemma == row.lemma and not reading.entry.definite


def _content_rel(chunk: Chunk, says: bool, content: list[str]) -> bool:
    """ما as the content itself: نفى ما تناقلته، نوه بما تشهده."""
    return says and chunk.word in ("ما", "من") and ("noun" in content or chunk.prep in content)




def _passes_comma(chunks: Sequence[Chunk], at: int, says: bool, content: list[str], found: Arguments) -> bool:
    """A comma inside the clause: around a time, a place, an aside, or before the content (أكد فلان، أن …)."""
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    if after is None:
        return False
    if after.kind in ("TIME", "FOCUS", "PAREN", "ADV"):
        return True
    if says and found.content is None and after.kind == "REL" and (_content_rel(after, says, content) or (found.bare and skips_relative(chunks, at + 1))):
        return True
    if says and found.content is None:
        if after.kind in ("COMP", "OPEN", "COLON"):
            return True
        if after.kind == "NP" and after.prep and not after.conj:
            return after.prep in content or after.prep in _ADJUNCT
        if after.kind == "NP" and not found.bare:
            return True
        if after.kind == "NP" and "noun" in content and len(found.bare) == 1 and not after.conj:
            return True
    if after.kind == "NP" and after.prep in ("في", "خلال", "ب", "مع", "الي") and not after.conj:
        return True
    return after.kind == "NP" and not after.conj and _closes_aside(chunks, at)


def _closes_aside(chunks: Sequence[Chunk], at: int) -> bool:
    """The comma at ``at`` closes «، اليوم الأحد، بمقر الوزارة في القاهرة،»."""
    for j in range(at - 1, max(-1, at - 9), -1):
        chunk = chunks[j]
        if chunk.kind == "COMMA":
            if j < at - 1 and chunks[j - 1].kind != "TIME" and not chunks[j - 1].prep:
                return True
        elif not (chunk.kind in ("TIME", "PAREN", "FOCUS", "ADV") or (chunk.kind == "NP" and chunk.prep)):
            return False
    return False


def _takes_content(
    chunk: Chunk, chunks: Sequence[Chunk], at: int, says: bool, content: list[str], row: VerbRow | None
) -> bool:
    if chunk.kind in ("COMP", "COLON"):
        return chunk.kind == "COMP" or says
    if chunk.kind == "OPEN" and says:
        return not _is_name_quote(chunks, at)
    if chunk.kind == "NP" and chunk.prep in ("عن", "الي") and row is not None and row.lemma in RELAYS:
        return False  # whom it is relayed from
    if not says or row is None:
        return False
    if chunk.kind == "REL":
        return True
    if chunk.suffix and chunk.word == chunk.suffix:
        return False  # أفاد به، نص عليه: a pronoun is no content
    return chunk.kind == "NP" and bool(chunk.prep) and chunk.prep in content and fold(row.addressee) != chunk.prep


def _is_name_quote(chunks: Sequence[Chunk], at: int) -> bool:
    """A quoted word that goes on a name (قناة «الأفق»، تنظيم «البرق») is no content."""
    before = chunks[at - 1]
    short = any(c.kind == "CLOSE" for c in chunks[at + 1 : at + 3])
    return short and before.kind == "NP" and before.mention is not None and before.mention.kind in ("outlet", "body") and before.end == chunks[at].start


def _take_noun_phrase(chunks: Sequence[Chunk], at: int, found: Arguments, row: VerbRow | None) -> None:
    chunk = chunks[at]
    if row is not None and row.klass == "say" and row.addressee != "object" and found.bare and _named_after_role(chunks, at):
        found.bare[-1] = [at]  # قال الوزير المنتدب الناطق باسم الحكومة فلان: one speaker
        return
    if chunk.prep:
        found.obliques.append((chunk.prep, at))
        return
    before = chunks[at - 1]
    if names_place(chunks, at):
        return
    joined = chunk.conj == "و" or (before.kind == "COMMA" and chunk.mention is not None and coordinated(chunks, at))
    if joined and found.bare and before.kind in ("NP", "PAREN", "CLOSE", "COMMA"):
        if before.kind == "NP" and (before.prep or (found.obliques and found.obliques[-1][1] == at - 1)):
            found.obliques.append((before.prep or found.obliques[-1][0], at))
        else:
            found.bare[-1].append(at)
        return
    if _object_of_masdar(chunks, at):
        return
    if joined and found.obliques:
        found.obliques.append((found.obliques[-1][0], at))
        return
    found.bare.append([at])


def _named_after_role(chunks: Sequence[Chunk], at: int) -> bool:
    """A person with his name right after an office without one, known or not (مقررة اللجنة النائبة فلانة)."""
    before, person = chunks[at - 1], chunks[at].mention
    if before.kind != "NP" or before.prep or before.conj or before.suffix or (before.mention is not None and before.mention.kind != "role"):
        return False
    return person is not None and person.kind == "person" and person.name is not None and not chunks[at].conj and not chunks[at].prep


def _object_of_masdar(chunks: Sequence[Chunk], at: int) -> bool:
    """لدى استقباله السفير: the phrase after a masdar with its pronoun is the masdar's own object."""
    before = chunks[at - 1]
    reading = before.reading
    return before.kind == "NP" and bool(before.prep) and bool(before.suffix) and reading is not None and reading.entry.pos == "masdar" and chunks[at].mention is not None


def assign(chunks: Sequence[Chunk], at: int, found: Arguments, row: VerbRow | None, frame: Frame) -> Frame:
    """The frame with its subject and object chosen from what stands around the verb."""
    if frame.person == "3" and object_of_clause(chunks, at):
        return _relative(chunks, at - 1, found, row, msgspec.structs.replace(frame, on=at - 1))
    antecedent = _antecedent(chunks, at)
    if antecedent is not None and frame.person == "3":
        return _relative(chunks, antecedent, found, row, frame)
    topic = topic_before(chunks, at)
    if topic and not agrees(frame, chunks, topic, before=True):
        topic = named_before(chunks, topic[0])
    if topic and (has_verb_before(chunks, at, topic) or not agrees(frame, chunks, topic, before=True)):
        topic = ()
    if topic and chunks[at].conj and not _after_amma(chunks, topic):
        topic = ()
    bare = [tuple(group) for group in found.bare]
    late = _late_subject(chunks, at, found, frame) if not topic and not bare else None
    if late is not None:
        return msgspec.structs.replace(frame, subject=(late,), subject_from="after", until=late)
    if frame.voice == "passive":
        return _passive(frame, topic, bare)
    if frame.person != "3":
        return _with(frame, (), "elided", bare[:1])
    if bare and chunks[bare[0][0]].word in _SELF and frame.person == "3":
        return _with(frame, topic, "before" if topic else "elided", bare[:1])  # فجر نفسه
    if topic and not bare and _befell(chunks, topic, row, frame, found):
        return _passive(frame, topic, [])
    if not topic and (noun := on_noun(chunks, at, row, frame)) is not None:
        return _relative(chunks, noun, found, row, msgspec.structs.replace(frame, on=noun))
    if topic and frame.lemma in _LET_GO and any(prep == "عن" and chunks[i].suffix for prep, i in found.obliques):
        return _passive(frame, topic, [])  # فلان أفرج عنه
    if topic:
        return _with(frame, topic, "before", bare[:1])
    if bare and (_while_visiting(chunks, at) or _named_by_particle(chunks, at, frame) or _goes_on_in_feminine(chunks, at, bare[0], frame) or _needs_other(chunks, at, bare, frame)):
        return _with(frame, (), "elided", bare[:1])
    if bare and row is not None and not row.transitive and frame.number == "s" and chunks[bare[0][0]].word == "عده":
        return _with(frame, bare[0], "after", [])  # سقطت عدة قذائف
    if bare and frame.number == "s" and agrees(frame, chunks, bare[0], before=False) and not _rather_object(chunks, at, bare, row, frame):
        if len(bare) == 1 and _unmarked_passive(chunks, at, bare[0], row, found):
            return _passive(frame, (), bare)
        return _with(frame, bare[0], "after", bare[1:2])
    return _with(frame, (), "elided", bare[:1])


def _goes_on_in_feminine(chunks: Sequence[Chunk], at: int, group: tuple[int, ...], frame: Frame) -> bool:
    """«فرقت القوات المظاهرة وأوقفت سبعة محتجين»: after one feminine verb another, and men who can be neither its subject nor its passive's."""
    if chunks[at].conj != "و" or frame.gender != "f" or not chunks[group[0]].inner:
        return False
    led = any(c.kind == "V" and c.reading is not None and c.reading.entry.gender == "f" for c in chunks[:at])
    return led and chunks[group[0]].inner[0].gender == "m" and chunks[group[0]].inner[0].number != "s"


def _named_by_particle(chunks: Sequence[Chunk], at: int, frame: Frame) -> bool:
    """«إنها لن تدعم أي هجوم»: the particle's pronoun is the subject, what follows is the object."""
    j = opener(chunks, at, past=("MOD", "NEG", "ADV"))
    of = {"ه": "m", "ها": "f"}.get(chunks[j].suffix) if j >= 0 and chunks[j].kind == "COMP" else None
    return of is not None and frame.gender == of and frame.number == "s"


def _needs_other(chunks: Sequence[Chunk], at: int, bare: Sequence[tuple[int, ...]], frame: Frame) -> bool:
    """«ثم التقى الوزير»: one phrase after a verb that takes two is whom, where the clause goes on with its doer."""
    mention = chunks[bare[0][0]].mention
    if len(bare) > 1 or len(bare[0]) > 1 or frame.lemma not in _TWO_SIDED or mention is None or any(prep in ("مع", "ب") for prep, _ in frame.obliques):
        return False
    goes_on = bool(chunks[at].conj) or (at > 0 and chunks[at - 1].kind == "CLAUSE" and chunks[at - 1].word in ("حيث", "ثم", "قبل ان", "بعد ان"))
    return goes_on and mention.kind in ("person", "role", "state")


def _while_visiting(chunks: Sequence[Chunk], at: int) -> bool:
    """«زيارة إلى بغداد، التقى خلالها الرئيس»: the clause hangs on the visit, its subject is the visitor."""
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    return after is not None and after.prep == "خلال" and bool(after.suffix) and after.end == after.start + 1 and not chunks[at].conj and at > 0


def opener(chunks: Sequence[Chunk], at: int, past: Sequence[str] = ("MOD", "NEG", "KANA", "ADV")) -> int:
    """The chunk before the verb's own particles: what opens its clause; -1 at the sentence's head."""
    j = at - 1
    while j >= 0 and chunks[j].kind in past:
        j -= 1
    return j


def _antecedent(chunks: Sequence[Chunk], at: int) -> int | None:
    """The noun phrase before «الذي» when that is what opens the verb's clause."""
    j = opener(chunks, at)
    if j < 1 or chunks[j].kind != "REL" or chunks[j].word in ("ما", "من"):
        return None
    j -= 1
    while j >= 0 and chunks[j].kind in ("COMMA", "PAREN", "CLOSE", "TIME"):
        j -= 1
    return j if j >= 0 and chunks[j].kind == "NP" else None






def _befell(chunks: Sequence[Chunk], topic: tuple[int, ...], row: VerbRow | None, frame: Frame, found: Arguments) -> bool:
    """«ثلاثة جنود قتلوا»: men before a deed's verb that needs an object and has none are its object."""
    if row is None or row.klass != "deed" or not row.passive_common or frame.pronoun or found.content is not None:
        return False
    if any(prep == "علي" for prep, _ in found.obliques):
        return False
    chunk = chunks[topic[0]]
    return is_human(chunk) or (chunk.mention is None and counted(chunk))


def _relative(chunks: Sequence[Chunk], antecedent: int, found: Arguments, row: VerbRow | None, frame: Frame) -> Frame:
    """In a relative clause the antecedent is the subject, or the object where a pronoun or another subject says so."""
    bare = [tuple(group) for group in found.bare]
    if bare and any(prep in ("في", "خلال", "ب") and chunks[i].suffix in ("ه", "ها") and chunks[i].word == chunks[i].suffix for prep, i in found.obliques):
        passive = frame.voice == "passive" or (row is not None and row.passive_common and (is_human(chunks[bare[0][0]]) or counted(chunks[bare[0][0]])))
        return _passive(frame, (), bare) if passive else _with(frame, bare[0], "after", bare[1:2])  # المجزرة التي قتل فيها خمسون
    taken = frame.voice == "passive" or (row is not None and row.passive_common and not bare and not frame.pronoun and not found.obliques_to_others())
    if taken:
        return _passive(frame, (antecedent,), [])
    if bare and (frame.pronoun or (len(bare) == 1 and agrees(frame, chunks, bare[0], before=False) and not agrees(frame, chunks, (antecedent,), before=False))):
        return _with(frame, bare[0], "after", [(antecedent,)])
    return _with(frame, (antecedent,), "before", bare[:1])


def _late_subject(chunks: Sequence[Chunk], at: int, found: Arguments, frame: Frame) -> int | None:
    """The subject after the content: ندد بالهجوم عدد من الوزراء."""
    j = found.content + 1 if found.content is not None and found.content == at + 1 and chunks[found.content].prep else len(chunks)
    if j >= len(chunks) or chunks[j].kind != "NP" or chunks[j].prep or chunks[j].conj or frame.person != "3":
        return None
    chunk = chunks[j]
    counted = chunk.word in ("عدد", "عشرات", "مءات", "كل", "جميع", "بعض", "عده")
    speaks = chunk.mention is not None and chunk.mention.kind in ("person", "role", "body", "people", "unnamed", "counterpart")
    return j if (counted or speaks) and agrees(frame, chunks, (j,), before=False) else None


def _with(frame: Frame, subject: tuple[int, ...], source: str, rest: Sequence[tuple[int, ...]]) -> Frame:
    return msgspec.structs.replace(frame, subject=subject, subject_from=source, object=rest[0] if rest else ())


def _passive(frame: Frame, topic: tuple[int, ...], bare: Sequence[tuple[int, ...]]) -> Frame:
    """The patient of a passive is its object here; it has no subject unless من قبل names one."""
    patient = topic or (bare[0] if bare else ())
    return msgspec.structs.replace(frame, voice="passive", subject=(), subject_from="none", object=patient)


def _after_amma(chunks: Sequence[Chunk], topic: Sequence[int]) -> bool:
    """أما فلان فقال: the ف belongs to أما."""
    return topic[0] > 0 and chunks[topic[0] - 1].word in ("اما", "واما")


def _rather_object(
    chunks: Sequence[Chunk], at: int, bare: Sequence[tuple[int, ...]], row: VerbRow | None, frame: Frame
) -> bool:
    """A single noun phrase after a coordinated verb that needs an object is that object: و(هو) طالب الحكومة بـ."""
    if frame.pronoun and row is not None and row.addressee == "object":
        return _thing(chunks[bare[0][0]])
    if row is not None and row.klass in ("say", "both") and "noun" in row.content:
        if _thing(chunks[bare[0][0]]) or (frame.content is None and frame.tense == "past" and len(bare) == 1 and _plain_noun(chunks[bare[0][0]])):
            return True
    first = chunks[bare[0][0]]
    if row is not None and row.klass == "deed" and row.transitive and len(bare) == 1 and _goes_on_to_things(chunks, at, first, frame):
        return True
    if row is not None and at > 0 and chunks[at - 1].word == "اذ" and row.klass == "both" and row.addressee == "object" and len(bare) == 1:
        return True  # وإذ حيا الجيش، شدد على
    if row is not None and row.lemma == "حمل" and chunks[at].conj and len(bare) == 2 and chunks[bare[1][0]].word.removeprefix("ال") in _BLAME:
        return True  # وحملت السلطات مسؤولية
    called = bool(chunks[at].conj) or (at > 0 and chunks[at - 1].word == "كما")
    if row is not None and row.addressee == "object" and len(bare) == 1 and (_oblique_case(first) or (frame.gender == "m" and first.word.endswith("ات")) or (called and first.word in _CALLED_UPON)):
        return True
    if row is not None and len(bare) == 1 and not frame.pronoun and row.transitive and row.klass == "deed" and _of_subject(chunks[bare[0][0]]):
        return True
    if row is None or len(bare) > 1 or not chunks[at].conj or at == 0:
        return False
    same_sentence = any(c.kind in ("V", "PART") for c in chunks[:at])
    if chunks[at].conj == "ف" and same_sentence and is_human(chunks[bare[0][0]]) and row.transitive and row.klass == "deed":
        return True
    needs = row.addressee == "object" or (row.klass == "both" and "noun" in row.content and first.mention is None)
    if not needs or not same_sentence:
        return needs and first.mention is None and row.addressee != "object" and not is_human(first)
    return chunks[at - 1].kind != "STOP"


def _goes_on_to_things(chunks: Sequence[Chunk], at: int, first: Chunk, frame: Frame) -> bool:
    """«شن الجيش هجوما وقصف مواقع»: after one masculine verb another, and things in the plural, which would take a feminine one."""
    if chunks[at].conj != "و" or frame.gender != "m" or first.mention is not None or first.reading is None:
        return False
    led = any(c.kind == "V" and c.reading is not None and c.reading.entry.gender == "m" for c in chunks[:at])
    return led and first.reading.entry.number == "p" and first.reading.entry.pos == "noun" and not any(m.kind == "people" for m in first.inner)


def _of_subject(chunk: Chunk) -> bool:
    """«والتقى نظيره»: whose counterpart, is the one who met him."""
    return chunk.mention is not None and chunk.mention.kind == "counterpart" and bool(chunk.mention.suffix or chunk.suffix)


_BLAME = frozenset(("مسءوليه", "تبعات", "تبعه", "وزر", "كامل"))
_CALLED_UPON = frozenset(("المجتمع", "الاسره", "الاطراف", "جميع", "كافه", "كل", "الدول", "الطرفين", "المانحين", "المواطنين", "الاهالي"))
"""Heads of those whom appeals go to, and who seldom make them: كما دعا المجتمع الدولي إلى."""


def _oblique_case(chunk: Chunk) -> bool:
    """ودعا الطرفين، حث المواطنين: the ending of a dual or sound plural that can be no subject."""
    number = chunk.mention.number if chunk.mention is not None else chunk.reading.entry.number if chunk.reading is not None else ""
    return number in ("d", "p") and chunk.word.endswith("ين")


def _thing(chunk: Chunk) -> bool:
    """An act or thing, not one who speaks: واعتبر (هو) وقف المساعدات …"""
    reading = chunk.reading
    return chunk.mention is None and chunk.word not in HONOURED and reading is not None and reading.entry.pos == "masdar" and reading.entry.table == "verbs"


def _plain_noun(chunk: Chunk) -> bool:
    """A common noun that names nobody and no meeting or document: أوضحت (هي) ملابسات الحادث, but تناول اللقاء."""
    entry = chunk.reading.entry if chunk.reading is not None else None
    return entry is not None and entry.pos == "noun" and entry.table == "words" and chunk.mention is None and not chunk.inner


def _unmarked_passive(chunks: Sequence[Chunk], at: int, group: tuple[int, ...], row: VerbRow | None, found: Arguments) -> bool:
    """قتل خمسة مدنيين: people after a verb that news uses in the passive, with no one else to do it."""
    if row is None or not row.passive_common or row.klass == "say" or found.content is not None or chunks[at].conj == "ف":
        return False
    if at > 0 and chunks[at - 1].kind not in ("STOP", "COMMA", "CLAUSE", "FOCUS", "CONJ", "TIME", "PAREN", "NP", "COLON", "DASH"):
        return False
    mention = chunks[group[0]].mention
    return mention is None or mention.kind in ("people", "person", "role", "unnamed") or mention.table == "people"
