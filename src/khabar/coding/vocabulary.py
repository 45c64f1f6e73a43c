"""The telling words of a stretch of text, by which two tellings of one deed are known: verbs and their nouns alike."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from khabar.coding.figures import quantity_named
from khabar.frames.scene import Scene
from khabar.language.tokens import Token

_LIGHT = frozenset(
    ("قال", "أعلن", "أكد", "نفى", "كان", "قام", "تم", "شن", "وقع", "حدث", "جرى", "أدى", "أسفر", "عدد", "صحة", "وجود", "وقوع", "أي", "بعض", "كل", "غير", "شخص", "يوم", "مدينة", "منطقة", "محافظة",
     "قوة", "قوات", "جيش", "حركة", "جماعة", "حكومة", "وزارة", "عملية", "خلال", "حول", "عنصر", "مسلح", "مقاتل", "آخر", "صحيح", "جهة", "تنفيذ", "نفذ", "ذلك", "عن", "على", "من", "في", "إلى", "مدني", "ناطق", "متحدث")
)  # fmt: skip
_OPEN = ("past", "present", "masdar", "active", "passive_part", "noun", "adj")
MIN_WORD = 3  # letters of a word that no table knows


class Vocabulary:
    """The words of one article by where they stand."""

    def __init__(self, scenes: Sequence[Scene]) -> None:
        self.scenes = sorted(scenes, key=lambda s: s.start)
        self.starts = [s.start for s in self.scenes]

    def of(self, start: int, end: int) -> frozenset[str]:
        """The lemmas of the telling words between two offsets: verbs, their nouns, things; no names of actors, no light words.

        Whatever counts people stands for what it counts too: قتلى and قتل both give ``#dead``.
        """
        number = bisect_right(self.starts, start) - 1
        found: set[str] = set()
        for scene in self.scenes[max(0, number) :]:
            if scene.start >= end:
                break
            named = {i for m in scene.mentions for i in range(m.start, m.end)}
            tokens = [t for i, t in enumerate(scene.line.tokens) if i not in named and i not in scene.line.timed and start <= t.start and t.end <= end and t.kind == "word"]
            found |= {word for token in tokens for word in _words(token)}
        return frozenset(found)


def _words(token: Token) -> set[str]:
    counted = quantity_named(token)
    return _lemmas(token) | ({f"#{counted}"} if counted else set())


def _lemmas(token: Token) -> set[str]:
    lemmas = {r.entry.lemma for r in token.readings if r.entry.pos in _OPEN}
    if any(r.entry.pos in ("particle", "name") for r in token.readings):
        return set()
    if lemmas:
        return lemmas - _LIGHT
    word = token.key.removeprefix("و").removeprefix("ب").removeprefix("ل").removeprefix("ال")
    return {word.removesuffix("ه").removesuffix("ات")} if len(word) >= MIN_WORD else set()
