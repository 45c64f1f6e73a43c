"""Dead, injured, arrested, participants, as the evidence gives them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter

import msgspec

from khabar.coding.drafts import EventDraft
from khabar.frames.scene import Scene
from khabar.language.numbers import Number, parse_numbers
from khabar.model import Quantity, Size, span_of
from khabar.script.fold import fold, fold_word

_DEAD = frozenset(fold(w) for w in ("قتل", "قتيل", "قتلى", "مقتل", "استشهد", "استشهدوا", "مصرع", "لقي", "أودى", "بحياة", "شهداء", "شهيد", "ضحايا", "ضحية", "قضوا", "اغتيال", "اغتال"))
_HURT = frozenset(fold(w) for w in ("أصيب", "إصابة", "جرح", "جريح", "جرحى", "مصاب", "مصابين", "أصيبوا", "أصاب", "بجروح", "أصابت"))
_HELD = frozenset(fold(w) for w in ("اعتقل", "اعتقال", "أوقف", "أوقفت", "توقيف", "اعتقلت", "احتجز", "القبض", "إيقاف"))
_GATHERED = frozenset(fold(w) for w in ("تظاهر", "خرج", "مسيرة", "وقفة", "مشاركين", "المشاركين", "محتج", "المحتجين", "متظاهر", "المتظاهرين", "شارك"))
_WINDOW = 60  # characters between a count and the word that says what is counted


def size_of(scene: Scene, draft: EventDraft, kind: str) -> Size | None:
    """The counts in the event's evidence, each by the word nearest to it; None where it gives none."""
    if kind not in ("ASSAULT", "COERCE", "PROTEST", "RETREAT"):
        return None
    text = scene.line.text
    size = Size()
    for number in (*parse_numbers(text, draft.start, draft.end), *_duals(scene, draft)):
        quantity = None if _of_deeds(scene, number.end) else _quantity(scene, draft, kind, number.start, number.end)
        if quantity and getattr(size, quantity) is None:
            count = Quantity(low=number.low, high=number.high, approximate=number.approximate, span=span_of(text, number.start, number.end))
            size = msgspec.structs.replace(size, **{quantity: count})
    return size if size != Size() else None


def _of_deeds(scene: Scene, end: int) -> bool:
    """ثلاث مسيرات, عشر غارات: no people are counted."""
    after = next((t for t in scene.line.tokens if t.start >= end and t.kind == "word"), None)
    return after is not None and after.start - end < 3 and any(
        r.entry.table == "nouns" and scene.line.lexicon.row(r.entry).klass == "event" and not r.pre and not r.suffix for r in after.readings
    )


def _duals(scene: Scene, draft: EventDraft) -> list[Number]:
    """Two people by the dual alone: إصابة جنديين; مدنيين may as well be many."""
    tokens = scene.line.tokens
    found = []
    for mention in scene.mentions:
        start, end = scene.line.offset(mention.start, len(mention.pre)), tokens[mention.start].end
        if mention.table == "people" and draft.start <= start and end <= draft.end:
            row = scene.line.lexicon.tables["people"][mention.row]
            word = tokens[mention.start].key[len(mention.pre) :].removeprefix("ال")
            if word in {fold(w) for w in row.dual} - {fold(w) for w in row.plurals}:
                found.append(Number(start=start, end=end, low=2, high=2))
    return found


def _quantity(scene: Scene, draft: EventDraft, kind: str, start: int, end: int) -> str | None:
    best: tuple[int, str] | None = None
    low, high = max(draft.start, start - _WINDOW), min(draft.end, end + _WINDOW)
    tokens = scene.line.tokens
    for token in tokens[bisect_left(tokens, low, key=attrgetter("end")) : bisect_right(tokens, high, key=attrgetter("start"))]:
        keys = {token.key, token.key.removesuffix("ا"), *(fold_word(r.entry.lemma) for r in token.readings)}
        name = "dead" if keys & _DEAD else "injured" if keys & _HURT else "arrested" if keys & _HELD else "participants" if keys & _GATHERED and kind == "PROTEST" else ""
        distance = start - token.end if token.end <= start else (token.start - end) + 10
        if name and 0 <= distance <= _WINDOW and (best is None or distance < best[0]):
            best = (distance, name)
    return best[1] if best else None
