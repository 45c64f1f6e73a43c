"""How a statement came to be told: on what occasion, in which language, through whom, on whose behalf."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Literal

from msgspec.structs import replace

from khabar.annotate.raw import RawMention
from khabar.coding.content import is_source
from khabar.coding.drafts import Party, StatementDraft
from khabar.coding.sources import source_at
from khabar.frames.arguments import RELAYS
from khabar.frames.scene import Scene
from khabar.lexicon.words import Lexicon
from khabar.model import Occasion
from khabar.resolve.focus import Thread
from khabar.script.fold import fold

_NAMED: tuple[tuple[Occasion, frozenset[str], frozenset[str]], ...] = (
    ("leak", frozenset(("تسريب", "تسجيل", "سجل", "وثيقة", "مقطع", "مكالمة", "محادثة", "رسالة")), frozenset(("مسرب", "مسربه", "المسرب", "المسربه", "مسربا"))),
    ("press_conference", frozenset(("مؤتمر", "إيجاز", "أوجز", "إحاطة", "أحاط", "موجز", "إفادة", "أفاد")), frozenset(("صحفي", "صحافي", "الصحفي", "الصحافي", "صحفيا", "اعلامي", "صحفيه", "صحافيه", "الصحفيه", "اعلاميه", "يوميه", "اليوميه"))),
    ("interview", frozenset(("حوار", "لقاء", "حديث", "لقي", "حدث", "حاور")), frozenset(("صحفي", "صحافي", "تلفزيوني", "متلفز", "اذاعي", "تلفزيونيه", "اذاعيه", "خاص"))),
)
"""Occasion → lemmas that name it when one of the words beside them says of what kind."""
_ALONE: dict[str, Occasion] = {
    "بيان": "statement", "بلاغ": "statement", "تصريح": "statement", "صرح": "statement", "تصريحات": "statement", "مقابلة": "interview", "قابل": "interview",
    "مداخلة": "interview", "خطاب": "speech", "كلمة": "speech", "خطبة": "speech", "اتصال": "call", "اتصل": "call", "مكالمة": "call", "تغريدة": "post",
    "منشور": "post", "تدوينة": "post", "تسريب": "leak",
}  # fmt: skip
"""Lemma of a noun (or of its verb) → the occasion that it names by itself."""
_WITH_OUTLET = frozenset(("حوار", "لقاء", "حديث", "لقي", "حدث", "حاور"))
_DURING = frozenset(("في", "خلال", "عبر", "ب", "علي", "عقب", "اثناء", "ضمن", "في ختام", "في مستهل", "بحسب", "وفق", "بعد", "علي هامش"))
_POSTING = frozenset(("غرد", "دون"))
_STANDS = frozenset(("نيابه", "بالنيابه", "والنيابه"))
_TONGUES = frozenset(("الانكليزيه", "الانجليزيه", "الفرنسيه", "الفارسيه", "العبريه", "التركيه", "الروسيه", "الصينيه", "الالمانيه", "الاسبانيه", "الكرديه", "الامازيغيه"))


def manner_of(scene: Scene, draft: StatementDraft, others: Sequence[StatementDraft], thread: Thread, lexicon: Lexicon) -> StatementDraft:
    """The draft with occasion, language and go-betweens, as the words around its content tell them."""
    around = _around(scene, draft, others)
    return replace(
        draft, occasion=_occasion(scene, draft, around, lexicon), translated=_translated(scene, around),
        relays=(*_relay(scene, draft, thread), *_sources(scene, draft, thread, lexicon)), behalf=tuple(_behalf(scene, around, thread)),
    )  # fmt: skip


def is_platform(mention: RawMention, lexicon: Lexicon) -> bool:
    """The outlet is a social network, listed or named in quotation marks (منصة "إكس")."""
    return mention.kind == "outlet" and fold(mention.head) in _platforms(lexicon)


@cache
def _platforms(lexicon: Lexicon) -> frozenset[str]:
    rows = (row for row in lexicon.tables["outlets"] if row.kind == "platform")
    return frozenset(fold(name) for row in rows for name in (row.name_ar, *row.aliases))


def _around(scene: Scene, draft: StatementDraft, others: Sequence[StatementDraft]) -> list[int]:
    """The chunks of the sentence that belong to the draft's cue: outside every content, and on this side of other cues."""
    spans = [(draft.start, draft.end), *((o.start, o.end) for o in others if o.start > draft.start or o.end <= draft.start)]
    low = max((o.end for o in others if o.end <= (draft.cue or (draft.start, 0))[0]), default=scene.start)
    high = min((o.cue[0] for o in others if o.cue is not None and o.cue[0] >= draft.end), default=scene.end)
    found, covered, near = [], low, sorted((s for s in spans if s[0] < high and s[1] > low), reverse=True)
    for index in range(bisect_left(scene.starts, low), bisect_left(scene.starts, high)):
        at = scene.starts[index]
        while near and near[-1][0] <= at:  # sorted: what begins before here covers as far as the furthest of it reaches
            covered = max(covered, near.pop()[1])
        if at >= covered:
            found.append(index)
    return found


def _occasion(scene: Scene, draft: StatementDraft, around: Sequence[int], lexicon: Lexicon) -> Occasion | None:
    if draft.lemma in _POSTING:
        return "post"
    speaking = scene.clause.frames[draft.frame].subject if draft.frame >= 0 else ()
    for index in around:
        chunk = scene.chunks[index]
        if chunk.mention is not None and is_platform(chunk.mention, lexicon):
            return "post"
        told = index in speaking or (index > 0 and scene.chunks[index - 1].kind == "SOURCE")
        if chunk.kind == "NP" and (told or chunk.prep in _DURING) and (found := _named(scene, index)):
            return found
    return None


def _named(scene: Scene, index: int) -> Occasion | None:
    """The occasion that a noun phrase names: في مؤتمر صحفي, خلال كلمته, بيان الوزارة."""
    chunk = scene.chunks[index]
    lemma = chunk.lemma or chunk.word
    words = {t.key for t in scene.line.tokens[chunk.start : chunk.end]}
    if chunk.mention is not None:
        return None
    for occasion, heads, beside in _NAMED:
        if lemma in heads and words & beside:
            return occasion
    after = scene.chunks[index + 1] if index + 1 < len(scene.chunks) else None
    spoken = after is not None and after.mention is not None and after.mention.kind == "outlet"
    if lemma in _WITH_OUTLET and (spoken or any(m.kind == "outlet" for m in chunk.inner)):
        return "interview"
    return _ALONE.get(lemma)


def _translated(scene: Scene, around: Sequence[int]) -> Literal["yes", "no", "unknown"]:
    """Only what the words say: قال بالفارسية, باللغة العربية."""
    for index in around:
        words = [t.key for t in scene.line.tokens[scene.chunks[index].start : scene.chunks[index].end]]
        named = {w.removeprefix("ب").removeprefix("ال") for w in words if w.startswith(("بال", "ال")) or words[0] in ("باللغه", "اللغه")}
        spoken = words and (words[0].startswith("بال") or "باللغه" in words)
        if spoken and {"ال" + w for w in named} & _TONGUES:
            return "yes"
        if spoken and "عربيه" in named:
            return "no"
    return "unknown"


def _party(scene: Scene, thread: Thread, index: int) -> list[Party]:
    keys = thread.keys(scene, index)
    return [Party(keys[0], scene.chunk_start(index), scene.chunk_end(index))] if keys else []


def _behalf(scene: Scene, around: Sequence[int], thread: Thread) -> list[Party]:
    """نيابة عن المجموعة العربية, متحدثا باسم الوفد."""
    for index in around:
        chunk, after = scene.chunks[index], index + 1
        words = [t.key for t in scene.line.tokens[chunk.start : chunk.end]]
        stands = chunk.word in _STANDS and after < len(scene.chunks) and scene.chunks[after].prep == "عن"
        if stands:
            return _party(scene, thread, after)
        if chunk.mention is None and words[:1] == ["باسم"]:
            return _party(scene, thread, index)
    return []


def _relay(scene: Scene, draft: StatementDraft, thread: Thread) -> list[Party]:
    """نقلت وكالة الأفق عن فلان: who passes the words on."""
    for frame in scene.clause.frames:
        if frame.kind != "verb" or frame.lemma not in RELAYS or scene.chunk_start(frame.at) > draft.start:
            continue
        told = {k for prep, i in frame.obliques if prep in ("عن", "الي") for k in thread.keys(scene, i)}
        if told & set(draft.speaker) and frame.subject:
            return _party(scene, thread, frame.subject[0])
    return []


def _sources(scene: Scene, draft: StatementDraft, thread: Thread, lexicon: Lexicon) -> list[Party]:
    """قال فلان، وفق وكالة الأفق, إن: an outlet by whose word the statement is told."""
    if draft.rule == "statement.source":
        return []
    found: list[Party] = []
    for at in range(len(scene.chunks)):
        offset = scene.chunk_start(at)
        if not is_source(scene, at, lexicon) or draft.start <= offset < draft.end or offset > draft.end + 3:
            continue
        named = source_at(scene, at, thread, lexicon)
        media = [k for k in named.speaker if thread.cast.by_key[k].kind == "media" and k not in draft.speaker]
        found += [Party(k, offset, scene.chunk_end(named.at)) for k in media[:1]]
    return found


def carried(draft: StatementDraft, last: StatementDraft | None) -> StatementDraft:
    """The draft with the occasion and messengers of the statement that it goes on with: وأضاف."""
    if last is None or not draft.elided or last.speaker != draft.speaker or draft.scene - last.scene > 2:
        return draft
    return replace(draft, occasion=draft.occasion or last.occasion, relays=draft.relays or last.relays)

