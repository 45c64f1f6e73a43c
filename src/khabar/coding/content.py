"""Where reported content begins and ends, as the annotation rules have it.

It begins after the particle, the colon or the opening mark; it runs on to the end of what the speaker said in that
stretch: a new cue, another speaker's turn, a source, or the end of the sentence ends it.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

from khabar.annotate.line import letters_after
from khabar.frames.arguments import STATED
from khabar.frames.clauses import in_relative
from khabar.frames.frame import Frame
from khabar.frames.scene import Scene
from khabar.lexicon.words import Lexicon
from khabar.script.fold import fold

_TRIM_END = " \t\n\r\u00a0.،,؛;:-–—…\u200f\u200e\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
_TRIM_START = " \t\n\r\u00a0،,:-–—\u200f\u200e\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
_AS = frozenset(("كما", "مثلما"))
_MEASURES = frozenset((
    "خطة", "قانون", "اتفاق", "اتفق", "اتفاقية", "معيار", "معايير", "جدول", "برنامج", "دستور", "نظام", "قاعدة", "قواعد", "أصول", "حاجة", "احتاج", "ظرف", "ظروف", "إمكانات",
    "مبدأ", "مبادئ", "شرط", "شروط", "آلية", "مواصفات", "مرجعية", "أولوية", "أولويات", "نسبة", "شريعة", "رؤية", "استراتيجية", "بند", "بنود", "حكم", "أحكام", "نهج", "منهج",
    "سياسة", "مرحلة", "مراحل", "توقيت", "تسلسل", "ترتيب", "رتب", "نوع", "حجم", "عمر", "طلب", "مادة", "مقتضيات", "ضوابط", "أسس", "سيناريو", "موعد", "مواعيد", "لائحة", "ميثاق",
))  # fmt: skip
"""Things that something goes by, after وفق and حسب."""
_MEASURES_FOLDED = frozenset(fold(m) for m in _MEASURES)
_REFUSES = frozenset(("امتنع", "تحفظ", "اكتفى"))  # فيما امتنعت النيابة عن التعليق
_CALLS = frozenset(("وصف", "سمى", "أسمى", "دعا"))
MAX_CUES = 20  # predicates or phrases of saying in a sentence: news was seen to have seven, and the work grows with cues × words
_LEADS = ("فقد ", "فإن ", "فإنّ ", "فإنَّ ", "قد ", "أن ", "إن ", "فلقد ")


class Content(NamedTuple):
    """A stretch of reported content."""

    start: int
    end: int
    quoted: bool
    """Wholly inside one pair of quotation marks."""
    colon: bool
    first: int
    """The chunk after which the content begins."""
    last: int
    """The chunk before which it ends."""


def says(lexicon: Lexicon, frame: Frame) -> bool:
    """The frame's predicate is a cue of statements."""
    stated = frame.lemma in STATED and frame.content is not None and any(prep == "في" for prep, _ in frame.obliques)
    return lexicon.says(frame.lemma) or stated


def is_source(scene: Scene, at: int, lexicon: Lexicon) -> bool:
    """A phrase of source begins at chunk ``at``: وفق، بحسب; or كما، على ما before a verb of saying that has no content."""
    chunk = scene.chunks[at] if at >= 0 else None
    if chunk is None or chunk.kind == "SOURCE":
        return chunk is not None and not _measured(scene, at + 1)
    if not ((chunk.kind == "CLAUSE" and chunk.word in _AS) or (chunk.kind == "REL" and chunk.word == "ما" and chunk.prep == "علي")):
        return False
    frame = scene.frame_at.get(at + 1)
    plain = frame is not None and frame.kind == "verb" and frame.content is None and not frame.object and not frame.negated
    called = frame is not None and bool(frame.pronoun) and frame.lemma in _CALLS  # كما وصفتها الأمم المتحدة: only a name for it
    return plain and frame is not None and not called and lexicon.says(frame.lemma) and frame.subject_from in ("after", "elided")


def _measured(scene: Scene, at: int) -> bool:
    """وفق الخطة، حسب القانون: by what, not by whose word."""
    chunk = scene.chunks[at] if at < len(scene.chunks) else None
    return chunk is not None and chunk.kind == "NP" and chunk.mention is None and (chunk.lemma in _MEASURES or fold(chunk.word.removeprefix("لل").removeprefix("ال")) in _MEASURES_FOLDED)


def content_of(scene: Scene, frame: Frame, lexicon: Lexicon, at: int) -> Content | None:
    """The content that begins at chunk ``at`` for the cue ``frame``."""
    start, first, colon = _start(scene, at)
    if first >= len(scene.chunks):
        return None
    if scene.chunks[first].kind == "OPEN" or _opens_at(scene, start):
        whole = _whole_quote(scene, first, start, lexicon)
        if whole is not None:
            return whole._replace(colon=colon)
    last = end_chunk(scene, first, lexicon)
    last = min(last, frame.until) if frame.until is not None else last
    end = scene.chunk_end(last - 1) if last > first else start
    start, end = trim(scene.line.text, start, end)
    return Content(start, end, False, colon, first, last) if end > start else None


def head_token(scene: Scene, at: int) -> int:
    """The token of the head word of the chunk at ``at``, after its preposition."""
    chunk, tokens = scene.chunks[at], scene.line.tokens
    return next((i for i in range(chunk.start, chunk.end) if tokens[i].key == chunk.word), chunk.start)


def content_in_phrase(scene: Scene, at: int, lexicon: Lexicon) -> Content | None:
    """What follows the head of the noun phrase at chunk ``at`` inside it, to the end of the content: تأكيده ⟨ضرورة …⟩."""
    chunk, tokens, head = scene.chunks[at], scene.line.tokens, head_token(scene, at)
    if head + 1 >= chunk.end:
        return None
    last = end_chunk(scene, at, lexicon)
    start, end = trim(scene.line.text, tokens[head + 1].start, scene.chunk_end(last - 1))
    return Content(start, end, False, False, at, last) if end > start else None


def _start(scene: Scene, at: int) -> tuple[int, int, bool]:
    """(text offset, first chunk of the content, after a colon)."""
    chunk = scene.chunks[at]
    tokens = scene.line.tokens
    if chunk.kind == "COMP":
        token = tokens[chunk.end - 1]
        if chunk.suffix and not _next_is(scene, at + 1, "OPEN"):
            lead = token.word.bare
            skip = 1 if lead[:1] in ("ب", "ل", "و", "ف") else 0
            return letters_after(scene.line.text, token.start, skip), at, False
        colon = _next_is(scene, at + 1, "COLON")
        first = at + 2 if colon else at + 1
        return (scene.chunk_start(first) if first < len(scene.chunks) else token.end), first, colon
    if chunk.kind == "COLON":
        first = at + 1
        if _next_is(scene, first, "COMP") and not scene.chunks[first].suffix:
            first += 1
            return (scene.chunk_start(first) if first < len(scene.chunks) else tokens[chunk.end - 1].end), first, False
        return (scene.chunk_start(first) if first < len(scene.chunks) else tokens[chunk.end - 1].end), first, True
    if chunk.kind == "OPEN":
        return scene.chunk_start(at), at, False
    return _noun_start(scene, at), at, False


def _next_is(scene: Scene, at: int, kind: str) -> bool:
    return at < len(scene.chunks) and scene.chunks[at].kind == kind


def _noun_start(scene: Scene, at: int) -> int:
    """The noun content begins after its preposition, spelled apart or attached."""
    chunk = scene.chunks[at]
    tokens = scene.line.tokens
    first = chunk.start
    if chunk.prep and len(chunk.prep) > 1:
        first += len(chunk.prep.split())
    elif chunk.prep and tokens[first].key in ("ب", "ل"):
        first += 1
    token = tokens[min(first, chunk.end - 1)]
    skip = 0
    if chunk.prep in ("ب", "ل", "ك") and token.key[:1] in (chunk.prep, "و", "ف"):
        skip = token.key.index(chunk.prep) + 1 if chunk.prep in token.key[:2] else 0
        if token.key[skip : skip + 1] == "ل" and chunk.prep == "ل" and token.key.startswith("لل"):
            skip = 1
    return letters_after(scene.line.text, token.start, skip)


def _opens_at(scene: Scene, start: int) -> bool:
    text = scene.line.text
    return text[start : start + 1] in "«“\"„'" and any(q.start == start for q in scene.quotes)


def _whole_quote(scene: Scene, first: int, start: int, lexicon: Lexicon) -> Content | None:
    """The content is one quotation: nothing of it follows the closing mark."""
    quote = next((q for q in scene.quotes if q.start == start), None)
    if quote is None:
        return None
    after = first
    while after < len(scene.chunks) and (scene.chunk_start(after) < quote.end or scene.chunks[after].kind == "CLOSE"):
        after += 1
    if after < len(scene.chunks) and not _boundary(scene, after, first, lexicon) and not _beside(scene, after):
        chunk = scene.chunks[after]
        rest = scene.line.text[quote.end : scene.chunk_end(end_chunk(scene, after, lexicon) - 1)] if chunk.kind not in ("STOP",) else ""
        if chunk.kind not in ("STOP", "COMMA") and len(rest.split()) >= 1:
            return None
    inner_start, inner_end = trim(scene.line.text, quote.inner_start, quote.inner_end)
    inner_start = without_particle(scene.line.text, inner_start, inner_end)
    return Content(inner_start, inner_end, True, False, first, after)


def _beside(scene: Scene, at: int) -> bool:
    """After a quotation: «…» دون مزيد من التفاصيل, «…» #وسم: no more of what was said."""
    chunk = scene.chunks[at]
    return chunk.word in ("دون", "بدون") or chunk.prep in ("دون", "من دون", "بدون") or scene.line.text[scene.chunk_start(at)] == "#"


def end_chunk(scene: Scene, first: int, lexicon: Lexicon) -> int:
    """The chunk that ends the content which begins at chunk ``first``."""
    j = first
    while j < len(scene.chunks):
        chunk = scene.chunks[j]
        if chunk.kind == "OPEN":
            j = _after_quote(scene, j)
            continue
        if j > first and _boundary(scene, j, first, lexicon):
            return j
        j += 1
    return j


def _after_quote(scene: Scene, at: int) -> int:
    quote = scene.quote_at(at)
    j = at + 1
    while quote is not None and j < len(scene.chunks) and scene.chunk_start(j) < quote.end:
        j += 1
    return j


def _boundary(scene: Scene, at: int, first: int, lexicon: Lexicon) -> bool:
    """Chunk ``at`` is no more of the content that began at ``first``."""
    chunk = scene.chunks[at]
    if chunk.kind == "STOP":
        return not (chunk.end < len(scene.line.tokens) and _inside_quote(scene, at, first))
    if chunk.kind == "COMMA":
        if _after_saying(scene, at, lexicon):
            return True
        return at + 1 < len(scene.chunks) and _boundary(scene, at + 1, first, lexicon) and scene.chunks[at + 1].kind != "COMMA"
    if is_source(scene, at, lexicon):
        return True
    if chunk.kind == "PART":
        return not _inner_cue(scene, first, at, lexicon)
    if chunk.kind == "V":
        return _new_turn(scene, at, first, lexicon)
    if chunk.kind == "NP" and chunk.word in ("هو", "هي") and chunk.conj == "و" and scene.chunks[at - 1].kind == "COMMA":
        return _remark(scene, at)
    return chunk.kind in ("CLAUSE", "FOCUS") and _turn_after(scene, at, lexicon)


def _remark(scene: Scene, at: int) -> bool:
    """«…، وهو ما نفته طهران»: what others say to it is told by the outlet."""
    for j in range(at + 1, min(at + 5, len(scene.chunks))):
        frame = scene.frame_at.get(j)
        if frame is not None:
            return bool(frame.pronoun) and frame.subject_from == "after" and scene.chunks[j - 1].kind in ("REL", "CLAUSE")
    return False


def _after_saying(scene: Scene, at: int, lexicon: Lexicon) -> bool:
    """«…، بعد ساعات من إعلان الشبكة أن»: the time of another saying is no more of this content."""
    ahead = scene.chunks[at + 1 : at + 5]
    if not ahead or ahead[0].prep not in ("بعد", "عقب", "قبل", "اثر", "علي اثر"):
        return False
    for before, after in itertools.pairwise(ahead):
        row = lexicon.verb(before.lemma) if before.kind == "NP" and before.reading is not None else None
        if after.kind == "COMP" and row is not None and row.klass in ("say", "both"):
            return True
    return any(c.kind == "NP" and c.reading is not None and c.reading.entry.pos == "masdar" and (r := lexicon.verb(c.lemma)) is not None and r.klass == "say" for c in ahead)


def _inside_quote(scene: Scene, at: int, first: int) -> bool:
    start = scene.chunk_start(at)
    return any(q.start >= scene.chunk_start(first) and q.start < start < q.end for q in scene.quotes)


def _inner_cue(scene: Scene, first: int, at: int, lexicon: Lexicon) -> bool:
    """The content holds a cue of its own, to whose speaker a participle or further verb belongs."""
    for inner in scene.clause.frames:
        if first <= inner.at < at and inner.kind == "verb" and says(lexicon, inner) and inner.content is not None:
            if not in_relative(scene.chunks, inner.at) and inner.subject_from in ("before", "after"):
                return True
    return False


def _new_turn(scene: Scene, at: int, first: int, lexicon: Lexicon) -> bool:
    """A past cue verb joined by و, or ومضى يقول: the telling goes on with the next thing said."""
    chunk = scene.chunks[at]
    after = scene.frame_at.get(at + 1) if chunk.conj == "و" else None
    if after is not None and after.tense == "present" and after.content is not None and says(lexicon, after):
        return True
    found = scene.frame_at.get(at)
    if found is None or found.person != "3" or not says(lexicon, found):
        return False
    row = lexicon.verb(found.lemma)
    contrast = chunk.conj == "" and scene.chunks[0].kind == "CLAUSE" and scene.chunks[at - 1].kind == "COMMA" and (found.subject_from == "after" or scene.chunks[0].word == "اذ")
    if row is None or not (chunk.conj in ("و", "ف") or contrast):
        return False
    if found.content is None and not found.object:
        return False
    if _inner_cue(scene, first, at, lexicon) and found.subject_from == "elided":
        return False
    return found.tense == "past"


def _turn_after(scene: Scene, at: int, lexicon: Lexicon) -> bool:
    """A clause particle (فيما، لكن، في حين، من جهته) with a cue verb and a subject of its own behind it."""
    if scene.chunks[at].word == "حيث":
        return False  # the same account goes on in detail
    for j in range(at + 1, min(at + 9, len(scene.chunks))):
        chunk = scene.chunks[j]
        if chunk.kind in ("STOP", "COMP", "COND", "REL"):
            return False
        if chunk.kind == "V":
            found = scene.frame_at.get(j)
            if found is not None and found.lemma in _REFUSES and found.subject_from == "after":
                return True
            if found is None or not says(lexicon, found) or (found.content is None and not found.object):
                return False
            return found.subject_from in ("after", "before") or (scene.chunks[at].word.startswith("لكن") and found.tense == "past")
    return False


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and punctuation at its edges; quotation marks and question marks stay."""
    while start < end and text[start] in _TRIM_START:
        start += 1
    while end > start and text[end - 1] in _TRIM_END:
        end -= 1
    return start, end


def without_particle(text: str, start: int, end: int) -> int:
    """The start after the particle that a paper puts inside the marks: قال "إن القرار نهائي"."""
    for particle in ("إن ", "أن ", "ان ", "إنّ ", "أنّ "):
        if text.startswith(particle, start) and start + len(particle) < end:
            return start + len(particle)
    return start


def without_lead(text: str, start: int, end: int) -> int:
    """The start after فقد، فإن and their like."""
    for lead in _LEADS:
        if text.startswith(lead, start) and start + len(lead) < end:
            return start + len(lead)
    return start
