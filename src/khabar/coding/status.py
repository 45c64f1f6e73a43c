"""Whether an event happened, is planned, denied, only thought of, or history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from khabar.coding.drafts import StatementDraft
from khabar.coding.granted import results
from khabar.frames.frame import Frame
from khabar.frames.scene import Scene
from khabar.lexicon.words import Lexicon
from khabar.model import Status, Time

OLD_DAYS = 35
_PLANNED = frozenset(("مقرر", "مقررا", "المقرر", "المقرره", "مرتقب", "المرتقب", "المرتقبه", "مزمع", "المزمع", "المزمعه", "مقبل", "المقبل", "المقبله", "القادم", "القادمه"))
SCHEDULED = frozenset(("المقرر", "المقرره", "المرتقب", "المرتقبه", "المزمع", "المزمعه", "المقررين", "المتوقع", "المتوقعه"))
"""Adjectives of what is to come: the date after them is its own."""
_EXPECTED = SCHEDULED | frozenset(("ينتظر", "وينتظر", "يتوقع", "ويتوقع", "يرتقب", "ويرتقب", "يعتزم", "تعتزم", "مقرر", "مقررا", "المنتظر", "المفترض", "منتظر", "متوقع", "مزمع"))
_SUPPOSED = frozenset(("محتمل", "محتمله", "المحتمل", "المحتمله", "مفترض", "المفترض", "مزعوم", "المزعوم", "وشيك", "الوشيك", "محتملا"))
_TO_COME = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"))
_WISHED = frozenset(("call", "ask", "warn", "promise"))
_PURPOSE = frozenset(("ل", "بهدف", "من اجل", "قصد", "بغيه", "لاجل", "الي", "قبل", "تمهيدا ل", "دون"))
_SHOULD = frozenset(("وجب", "انبغى", "أمكن", "تعين", "جاز"))
_FAILS = frozenset(("فشل", "أخفق"))
_EXPECTS = frozenset(("رجح", "توقع", "خشي", "تخوف", "احتمل", "استبعد", "افترض"))
_UNREAL_VERBS = frozenset(("حاول", "اعتزم", "نوى", "أراد", "سعى", "كاد", "رفض", "استبعد", "منع", "تجنب", "امتنع", "خطط", "هدد", "توعد", "لوح", "طالب", "دعا", "ناشد", "حث", "طلب", "اقترح", "أمر"))


def told_as(scene: Scene, frame: Frame, lexicon: Lexicon) -> Status | None:
    """The status of a deed in its clause; None where it is no event at all (a wish, a purpose, a demand's content)."""
    own = _told_alone(scene, frame, lexicon)
    if own != "actual" or frame.kind != "noun":
        return own
    over = scene.clause.frames[frame.parent] if frame.light and frame.parent is not None else governor(scene, frame)
    if over is None or (not frame.light and lexicon.says(over.lemma)):
        return own
    above = _told_alone(scene, over, lexicon)
    return above if above is not None else own  # تخشى أن تؤدي العملية إلى قتل الأسير


def _told_alone(scene: Scene, frame: Frame, lexicon: Lexicon) -> Status | None:
    """The status by what stands over the deed itself."""
    over = governor(scene, frame)
    if frame.kind == "noun" and any(frame.at in f.subject and f.lemma in _SHOULD for f in scene.clause.frames):
        return None
    if _foiled(scene, frame) or (frame.kind == "noun" and (over is not None and over.lemma in _FOILED)):
        return None
    if over is not None:
        row = lexicon.verb(over.lemma)
        voice = row.voice if row is not None else None
        if frame.kind == "noun" and not frame.light and voice in _WISHED:
            return None
        if over.lemma in _UNREAL_VERBS and frame.kind == "noun" and not frame.light:
            return None
        if voice == "deny" or over.lemma in _FAILS:
            return "negation"
        if over.lemma in _EXPECTS:
            return "hypothetical"
    if frame.kind == "noun" and not frame.light and scene.chunks[frame.at].prep in _PURPOSE and not results(scene, frame.at):
        return None
    if frame.kind == "verb" and frame.tense == "present" and _to_do(scene, frame):
        return None
    if frame.negated:
        return "negation"
    if frame.hypothetical:
        return "hypothetical"
    if _after_an(scene, frame) and over is not None and over.lemma in _UNREAL_VERBS:
        return None  # هدد بأن يفرض: the threat is the event
    if _after_an(scene, frame):
        return "future" if _expected(scene, frame) else "hypothetical"
    if _beside(scene, frame, _SUPPOSED):
        return "hypothetical"
    if frame.tense == "future" or _beside(scene, frame, _PLANNED):
        return "future"
    return "actual"


_FOILED = frozenset(("أحبط", "أفشل", "أجهض"))


def _foiled(scene: Scene, frame: Frame) -> bool:
    """إحباط هجوم: an attack that came to nothing, as a noun in the genitive or the light verb's object."""
    if frame.kind == "verb":  # إحباط هجوم كان يستهدف محطة
        return any(_of_foiling(scene, i) for i in frame.subject)
    light = frame.parent is not None and scene.clause.frames[frame.parent].lemma in _FOILED
    return light or _of_foiling(scene, frame.at)


def _of_foiling(scene: Scene, at: int) -> bool:
    chunk = scene.chunks[at]
    return any(r.entry.pos == "masdar" and r.entry.lemma in _FOILED for t in scene.line.tokens[chunk.start : chunk.end][:2] for r in t.readings)


def _to_do(scene: Scene, frame: Frame) -> bool:
    """ليفجر نفسه, كي يقتل: what for."""
    reading = scene.chunks[frame.at].reading
    return reading is not None and reading.pre.endswith("ل")


def governor(scene: Scene, frame: Frame) -> Frame | None:
    """The verb whose object, oblique or reported content this predicate is or stands in, without a clause between."""
    best: Frame | None = None
    for other in scene.clause.frames:
        if other is frame or other.kind == "noun" or other.at >= frame.at:
            continue
        inside = other.content is not None and other.content <= frame.at
        direct = frame.at in other.object or any(i == frame.at for _, i in other.obliques) or other.content == frame.at
        if direct or (inside and _same_clause(scene, other.content or 0, frame.at)):
            best = other if best is None or other.at > best.at else best
    return best


def _same_clause(scene: Scene, first: int, at: int) -> bool:
    return not any(c.kind in ("STOP", "V", "PART", "CLAUSE", "SOURCE") for c in scene.chunks[first:at])


def _after_an(scene: Scene, frame: Frame) -> bool:
    """A present verb after أن that hangs on a verb of wishing or threatening: أن تفرض عقوبات."""
    if frame.kind != "verb" or frame.tense != "present":
        return False
    for j in range(frame.at - 1, max(-1, frame.at - 4), -1):
        chunk = scene.chunks[j]
        if chunk.kind == "COMP" and scene.line.tokens[chunk.end - 1].word.bare.removeprefix("ب").startswith(("أ", "ا")) and not chunk.suffix and j == frame.at - 1:
            return True  # ان without its hamza too: إن stands before no verb
        if chunk.kind not in ("NEG", "MOD"):
            return False
    return False


def _expected(scene: Scene, frame: Frame) -> bool:
    """من المقرر أن يجتمع: planned, not only wished."""
    before = scene.chunks[max(0, frame.at - 3) : frame.at]
    return any(t.key in _EXPECTED for c in before for t in scene.line.tokens[c.start : c.end])


def _beside(scene: Scene, frame: Frame, words: frozenset[str]) -> bool:
    """One of the words goes on the noun: القمة المقرر عقدها, هجوم محتمل."""
    if frame.kind != "noun" or frame.light:
        return False
    chunk = scene.chunks[frame.at]
    last = min(frame.at + 2, len(scene.chunks))
    tokens = scene.line.tokens[chunk.start : scene.chunks[last - 1].end]
    return any(t.key in words for t in tokens)


def settle(kind: str, status: Status, when: Time | None, published: dt.date | None) -> tuple[str, Status]:
    """PLOVER's turn of what is to come (AGREE, CONCEDE), and history by date."""
    day = first_day(when.value) if when is not None and when.value else None
    if status == "actual" and day is not None and published is not None:
        if _last_day(when.value or "") < published - dt.timedelta(days=OLD_DAYS):  # type: ignore[union-attr]
            return kind, "historical"
        if day > published:
            status = "future"
    if status == "future":
        if kind in _TO_COME:
            return "AGREE", "actual"
        if kind == "RETREAT":
            return "CONCEDE", "actual"
        if kind in ("CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"):
            return kind, "actual"
    return kind, status


def first_day(value: str) -> dt.date | None:
    """The first day of an ISO value of any precision."""
    try:
        if "W" in value:
            year, week = value.split("-W")
            return dt.date.fromisocalendar(int(year), int(week), 1)
        parts = [int(p) for p in value.split("-")]
        return dt.date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    except ValueError:
        return None


def _last_day(value: str) -> dt.date:
    day = first_day(value)
    assert day is not None
    if "W" in value:
        return day + dt.timedelta(days=6)
    return day + dt.timedelta(days={4: 364, 7: 30}.get(len(value), 0))


def innermost(statements: Sequence[StatementDraft], start: int, end: int) -> int | None:
    """Index of the smallest statement whose content holds ``start:end``."""
    best: int | None = None
    for number, statement in enumerate(statements):
        if statement.start <= start and end <= statement.end:
            if best is None or statement.end - statement.start < statements[best].end - statements[best].start:
                best = number
    return best
