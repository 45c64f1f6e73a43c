"""Whether a deed is told, or only taken for granted: «منذ اغتيال الوزير», «المتهم بالقتل», «الرجل الذي خطف»."""

from __future__ import annotations

from khabar.frames.arguments import opener
from khabar.frames.chunk import Chunk
from khabar.frames.frame import Frame
from khabar.frames.scene import Scene
from khabar.frames.words import has_article

_MEN = frozenset(("person", "role", "people", "unnamed", "counterpart"))
_LED_TO = frozenset(("ما ادي", "ما اسفر", "ما تسبب", "مما ادي", "مما اسفر", "مما تسبب"))
_CHARGED = frozenset(("المتهم", "المتهمين", "المتهمون", "المتهمه", "متهم", "متهمين", "تورط", "تورطه", "تورطهم", "ضلوع", "الضلوع", "ضلوعه", "ضلوعهم", "التحقيق", "صلته", "صلتهم"))
_ASIDE = frozenset(("عندما", "حينما", "حين", "كلما", "حالما", "بينما كان"))
_BESIDE = frozenset(("", "في", "اثر", "علي اثر", "جراء", "من جراء", "خلال", "نتيجه", "ب", "بسبب", "بفعل", "اثناء", "في اثناء", "عقب", "بعد"))
"""Prepositions by which an attack hangs on the harm that it did: قتل خمسة في هجوم."""
_WEAPONS = frozenset(
    ("قنبلة", "عبوة", "عبوة ناسفة", "صاروخ", "رصاص", "رصاصة", "قذيفة", "لغم", "سيارة", "سيارة مفخخة", "طائرة", "طائرة مسيرة", "مسيرة", "نيران", "نار", "شظية", "طلقة",
     "دبابة", "مدفع", "مدفعية", "مروحية", "سلاح", "حزام ناسف", "غاز", "لواء", "كتيبة", "دورية", "رجل", "شاب", "مركب", "زورق", "سفينة", "قوة", "جماعة", "مجموعة", "عنصر", "حركة", "تنظيم")
)  # fmt: skip
_QUESTIONS = "؟?"


def granted(scene: Scene, frame: Frame) -> bool:
    """The words name the deed without telling it: a noun that hangs on a preposition, a clause that says which man is meant."""
    if frame.kind == "noun":
        if frame.light and frame.parent is not None:
            return granted(scene, scene.clause.frames[frame.parent])
        return not frame.light and not results(scene, frame.at) and not claimed(scene, frame.at) and (bool(scene.chunks[frame.at].prep) or _joined_to_named(scene, frame.at) or _loose(scene, frame) or _spoken_of(scene, frame.at))
    return _says_which(scene, frame) or _aside(scene, frame)


def lifeless(scene: Scene, frame: Frame) -> bool:
    """قتل الملل رواد المقهى: what does it is neither someone nor a weapon."""
    if frame.kind != "verb" or frame.voice != "active" or len(frame.subject) != 1:
        return False
    chunk = scene.chunks[frame.subject[0]]
    entry = chunk.reading.entry if chunk.reading is not None and chunk.mention is None and not chunk.inner else None
    return entry is not None and entry.table == "words" and entry.pos == "noun" and entry.definite and entry.lemma not in _WEAPONS


_FLOWN = frozenset(
    ("أسقط", "دمر", "اعترض", "أطلق", "أرسل", "استهدف", "شن", "هاجم", "قصف", "ضرب", "رصد", "صد", "أصاب", "انفجر", "تحطم", "حلق", "سقط", "اخترق", "استخدم", "أنتج", "صنع", "طور", "زود", "سلم", "حصل", "اشترى")
)  # fmt: skip


def aircraft(scene: Scene, frame: Frame) -> bool:
    """أسقط الجيش مسيرة: what is shot down, sent or made is no march."""
    if frame.kind != "noun" or frame.lemma not in ("مسيرة", "سار"):
        return False
    for other in scene.clause.frames:
        parts = (*other.subject, *other.object, *(at for _, at in other.obliques))
        if other.kind == "verb" and other.lemma in _FLOWN and frame.at in parts:
            return True
    return False


def charged(scene: Scene, frame: Frame) -> bool:
    """المتهم باغتيال الوزير, ضلوعهم في الهجوم: the noun says with what someone is charged."""
    before = scene.chunks[frame.at - 1] if frame.kind == "noun" and frame.at > 0 else None
    return before is not None and any(t.key in _CHARGED for t in scene.line.tokens[before.start : before.end][-4:])


def joins_harm(scene: Scene, frame: Frame) -> bool:
    """Such a noun may still be the attack in which someone was hurt."""
    return frame.kind != "noun" or scene.chunks[frame.at].prep in _BESIDE


def asked(scene: Scene) -> bool:
    """The sentence is a question."""
    return any(scene.line.mark(t) in _QUESTIONS for t in range(len(scene.line.tokens) - 1, max(-1, len(scene.line.tokens) - 3), -1) if scene.line.mark(t))


def results(scene: Scene, at: int) -> bool:
    """ما أسفر عن مقتل خمسة: what an attack led to is told."""
    return at > 0 and scene.chunks[at - 1].kind == "CLAUSE" and scene.chunks[at - 1].word in _LED_TO


def claimed(scene: Scene, at: int) -> bool:
    """أعلنت الحركة مسؤوليتها عن خطف السياح: whoever answers for the deed tells of it."""
    before = scene.chunks[at - 1] if at > 0 else None
    return before is not None and scene.chunks[at].prep == "عن" and before.lemma == "مسؤولية" and not before.prep


def _joined_to_named(scene: Scene, at: int) -> bool:
    """«بعمليات قتل وخطف»: what و joins to a noun under a preposition hangs on it too."""
    j = at
    while j > 0 and scene.chunks[j].conj == "و" and not scene.chunks[j].prep and scene.chunks[j - 1].kind == "NP":
        j -= 1
    return j < at and bool(scene.chunks[j].prep)


def _loose(scene: Scene, frame: Frame) -> bool:
    """A bare noun in mid-sentence that no verb takes: «من نوع خطف جندي أو تفجير حافلة»."""
    at = frame.at
    if at == 0 or any(at in f.object or at in f.subject or at == f.content for f in scene.clause.frames):
        return False
    before = scene.chunks[at - 1]
    return before.kind in ("NP", "CONJ", "PREP", "ADV", "NEG") and not (before.kind == "NP" and before.prep == "" and at == 1)


def _spoken_of(scene: Scene, at: int) -> bool:
    """«الهجوم أثار الغضب»: the deed is what a verb says something of, not what it tells."""
    return _named_as(scene, at) or any(at in f.subject and f.kind == "verb" for f in scene.clause.frames)


def _named_as(scene: Scene, at: int) -> bool:
    """«أن الغارات الإسرائيلية خرق للاتفاق»: what the deed is said to be."""
    chunks = scene.chunks
    if at == 0 or chunks[at - 1].kind != "COMP" or at + 1 >= len(chunks) or not has_article(scene.line.tokens[chunks[at].start]):
        return False
    after = chunks[at + 1]
    return after.kind == "NP" and not after.prep and not after.conj and not has_article(scene.line.tokens[after.start])


def _says_which(scene: Scene, frame: Frame) -> bool:
    """الضابط الذي قتل: a relative clause that says which man is meant."""
    chunks = scene.chunks
    j = opener(chunks, frame.at)
    if j < 1 or chunks[j].kind != "REL" or chunks[j].word in ("ما", "من"):
        return j >= 0 and chunks[j].kind == "REL" and chunks[j].word == "من"
    before = chunks[j - 1]
    if before.kind == "COMMA" and j > 1:
        before = chunks[j - 2]
    meant = before.inner and chunks.index(before) in (*frame.subject, *frame.object)
    who = before.mention or (before.inner[-1] if meant else None)
    return before.kind != "NP" or (who is not None and who.kind in _MEN) or (bool(before.prep) and _act(before))


def _act(chunk: Chunk) -> bool:
    """صلته بالهجوم الذي استهدف القاعدة: an attack known already."""
    reading = chunk.reading
    return reading is not None and reading.entry.definite and (reading.entry.table == "nouns" or reading.entry.pos == "masdar")


def _aside(scene: Scene, frame: Frame) -> bool:
    """عندما هاجم مسلحون البرلمان: the clause only says when."""
    j = opener(scene.chunks, frame.at)
    return j >= 0 and scene.chunks[j].kind == "CLAUSE" and scene.chunks[j].word in _ASIDE
