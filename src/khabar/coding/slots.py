"""The arguments of a frame by slot name: which actors and which words stand in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from khabar.annotate.raw import RawMention
from khabar.frames.agreement import counted
from khabar.frames.chunks import Chunk
from khabar.frames.frame import Frame
from khabar.frames.scene import Scene
from khabar.resolve.focus import LATTER, Thread
from khabar.script.fold import fold, fold_word

_AGENT = frozenset(("من قبل", "علي يد", "علي ايدي", "بيد", "من جانب", "من طرف", "بواسطه"))
_ALIKE = {"ضد": ("بحق", "في مواجهه", "في حق"), "تجاه": ("ازاء", "حيال"), "بين": ("ما بين", "فيما بين")}
"""Prepositions that say what another says: ارتكبت بحق is ارتكبت ضد."""


_SUBJECT_NOUNS = frozenset(
    ("هجوم", "هاجم", "اعتداء", "اعتدى", "عدوان", "غارة", "ضربة", "انتهاك", "انتهك", "تصريح", "خرق", "جريمة", "سياسة", "موقف", "قرار", "قرر", "اتهام", "اتهم",
     "توغل", "استفزاز", "استفز", "ممارسة", "تهديد", "هدد", "تدخل", "رفض", "حصار", "حاصر", "احتلال", "احتل", "مقترح", "عرض", "وساطة", "طلب", "مطلب", "دعوة", "دعا")
)  # fmt: skip


_DURING = frozenset(("خلال", "اثناء", "عقب", "في ختام", "قبيل", "بعد", "علي هامش", "في اعقاب"))
_STANDS_FOR = frozenset(("العاصمه", "قياده", "وفد", "وفدي", "رءاسه", "حكومه", "قوات", "مواقع", "شعب", "اراضي", "الاراضي", "ممثلي", "اعضاء", "قاده", "دوريه", "مقر", "عناصر"))
_GROUPS = frozenset(("حشود", "حشد", "جموع", "جمع", "مجموعه", "مجموعات", "عدد", "عددا", "افواج", "اعداد"))
_STRIKES = frozenset(("هاجم", "هجوم", "قصف", "غارة", "ضربة", "اعتدى"))
_MEETING = frozenset(("التقى", "اجتمع"))
MAX_REACH = 16  # chunks


class Slot(NamedTuple):
    """What stands in one slot."""

    keys: tuple[str, ...]
    chunks: tuple[int, ...]
    words: frozenset[str]
    """Folded words and lemmas of its phrases."""
    direct: bool
    """The actors are named by the phrase's head, not from within it."""


_EMPTY = Slot((), (), frozenset(), False)


class Slots:
    """The slots of one frame, filled on demand."""

    def __init__(self, scene: Scene, number: int, thread: Thread, owner: Sequence[str] = (), speaker: Sequence[str] = ()) -> None:
        self.scene, self.thread = scene, thread
        self.number = number
        self.frame: Frame = scene.clause.frames[number]
        self.owner = tuple(owner)
        self.speaker = tuple(speaker)
        """Who says the sentence in which the frame stands: I and we are he."""
        self._slots: dict[str, Slot] = {}
        self.reach = self._reach()

    def _reach(self) -> int:
        """The chunk after the last that still belongs to what the predicate governs, reported content included."""
        end = self.frame.last
        while end < len(self.scene.chunks) and end - self.frame.at < MAX_REACH:
            chunk = self.scene.chunks[end]
            if chunk.kind in ("STOP", "CLAUSE", "PART", "COMMA", "SOURCE", "FOCUS") or (chunk.kind == "V" and chunk.conj):
                break
            end += 1
        return end

    def __getitem__(self, name: str) -> Slot:
        if name not in self._slots:
            self._slots[name] = self._fill(name)
        return self._slots[name]

    def _fill(self, name: str) -> Slot:
        frame = self.frame
        if name == "subject":
            return self._subject()
        if name == "object":
            return self._object()
        if name == "pronoun":
            return Slot(self.thread.pronoun(self.scene, frame.pronoun, frame.at), (frame.at,), frozenset(), True) if frame.pronoun and frame.kind != "noun" and frame.on is None else _EMPTY
        if name == "doer":
            return self._doer()
        if name in ("genitive", "nisba"):
            return self._inside(name)
        if name == "content":
            return self._valued()
        if name == "around":
            return self._around()
        if name == "agent":
            return self._of_chunks([i for prep, i in frame.obliques if prep in _AGENT])
        folded = fold(name)
        same = (folded, *_ALIKE.get(name, ()))
        if name == "بين":
            return self._of_chunks([i for prep, i in frame.obliques if prep in same] + self._beyond(folded))
        chunks = [i for prep, i in frame.obliques if prep in same] + self._content_as(folded) + self._beyond(folded)
        return self._of_chunks(chunks, inside=folded not in ("ل", "من", "عن", "الي"))

    def _beyond(self, prep: str) -> list[int]:
        """Phrases with this preposition after the content has begun: لوح بفرض عقوبات على روسيا."""
        if self.frame.content is None:
            return []
        return [i for i in range(self.frame.content + 1, self.reach) if self.scene.chunks[i].kind == "NP" and self.scene.chunks[i].prep == prep]

    def _valued(self) -> Slot:
        """Whom the content is about: the first actors in it that are not the speaker's own state, with those joined to them."""
        start = self.frame.content if self.frame.content is not None else (self.frame.object[0] if self.frame.object else None)
        if start is None:
            return _EMPTY
        own = {self.thread.cast.by_key[k].country for k in self["subject"].keys} - {None}
        found: list[str] = []
        chunks: list[int] = []
        for index in range(start, max(start + 1, self.reach)):
            chunk = self.scene.chunks[index]
            if found and not (chunk.kind == "NP" and chunk.conj == "و" and chunk.mention is not None):
                break
            if chunk.kind != "NP":
                continue
            keys = self._all_in(index)
            found += [k for k in keys if k not in found and not self._own(k, own)]
            chunks.append(index)
        return Slot(tuple(found), tuple(chunks), self._words([start]), True)

    def _own(self, key: str, own: set[str | None]) -> bool:
        draft = self.thread.cast.by_key[key]
        return (draft.country in own and draft.kind in ("country", "government")) or key in self["subject"].keys

    def _all_in(self, index: int) -> list[str]:
        """Every actor that a phrase names, by its head or inside it, adjectives of state too."""
        chunk = self.scene.chunks[index]
        keys = list(self.thread.named(self.scene, index))
        for mention in chunk.inner:
            if key := self.thread.inside(self.scene, mention):
                keys.append(key)
        return keys

    def _doer(self) -> Slot:
        """Whoever the object or content names as doing it: by itself, by adjective of state, or as the subject of its noun."""
        chunks = list(self.frame.object) or ([self.frame.content] if self.frame.content is not None else [])
        return Slot(doers(self.scene, self.thread, chunks), tuple(chunks), self._words(chunks), True)

    def _content_as(self, prep: str) -> list[int]:
        """The content of a saying that attaches by a preposition is in that slot too: رحب بـ, دعا إلى."""
        at = self.frame.content
        return [at] if at is not None and self.scene.chunks[at].prep == prep else []

    def _subject(self) -> Slot:
        frame = self.frame
        if frame.kind == "noun" and not frame.light:
            return Slot(self.owner, (), frozenset(), True) if self.owner else _EMPTY
        if frame.person == "1" and self.speaker:
            return Slot(self.speaker, (), frozenset(), True)
        if frame.kind == "noun":
            keys = tuple(k for i in frame.subject for k in self.thread.keys(self.scene, i)) or self._carrier_subject()
            return Slot(keys or self.owner, frame.subject, self._words(frame.subject), True)
        return Slot(self.thread.subject_of(self.scene, self.number), frame.subject, self._words(frame.subject), True)

    def _carrier_subject(self) -> tuple[str, ...]:
        frame = self.frame
        if frame.subject_from not in ("elided", "matrix") or frame.parent is None:
            return ()
        return self.thread.subject_of(self.scene, frame.parent)

    def _object(self) -> Slot:
        at = self.frame.at + 1
        if self.frame.kind == "noun" and self.frame.pronoun and at < len(self.scene.chunks) and not self.frame.object:
            inner = self._named_inside()  # خلال لقائه السفير
            if inner:
                return Slot(tuple(inner), (self.frame.at,), self._words([self.frame.at]), True)
            after = self.scene.chunks[at]
            return self._of_chunks([at]) if after.kind == "NP" and not after.prep and not after.conj else _EMPTY
        slot = self._of_chunks(self.frame.object)
        if not slot.keys and self.frame.pronoun and self.frame.kind != "noun" and self.frame.on is None:
            return slot._replace(keys=self.thread.pronoun(self.scene, self.frame.pronoun, self.frame.at), direct=True)
        return slot

    def _inside(self, name: str) -> Slot:
        """The actors inside the noun's own phrase: its genitive (اعتقال الناشطين) or adjective of state (غارة روسية)."""
        if self.frame.kind != "noun":
            return _EMPTY
        keys: list[str] = []
        if name == "nisba" or not self.frame.pronoun:
            keys = self._named_inside(adjectives=name == "nisba")
        if name == "genitive":
            keys += [k for prep, i in self.frame.obliques if prep == "و" for k in self.thread.keys(self.scene, i)] if keys else []
            if not keys and not self.scene.chunks[self.frame.at].inner and not self.frame.pronoun:
                keys = list(self.thread.keys(self.scene, self.frame.at))  # طرد اثنين من الدبلوماسيين
            last = self.scene.line.tokens[self.scene.chunks[self.frame.at].end - 1].key
            if not keys and last in LATTER:
                keys = list(self.thread.latter(self.scene, self.frame.at, LATTER[last]))
            if not keys and self.frame.pronoun and not self["subject"].keys:
                keys = list(self._whose())
        return Slot(tuple(dict.fromkeys(keys)), (self.frame.at,), self._words([self.frame.at]), True)

    def _second_deed(self) -> int:
        """The token of another masdar in the phrase, whose sides are not this noun's: رفض بلاده توطين المهاجرين."""
        chunk, tokens = self.scene.chunks[self.frame.at], self.scene.line.tokens
        for at in range(chunk.start + 2, chunk.end):
            if any(r.entry.pos == "masdar" and not r.pre and not r.entry.definite for r in tokens[at].readings) and not tokens[at].has("adj"):
                return at
        return chunk.end

    def _around(self) -> Slot:
        """خلال مباحثات مع نظيره: who does what is told of him while the noun's deed goes on."""
        during = self.frame.kind == "noun" and not self.frame.pronoun and self.scene.chunks[self.frame.at].prep in _DURING
        if not during or self["subject"].keys or self["genitive"].keys:
            return _EMPTY
        return Slot(self.thread.clause_subject(self.scene, self.frame.at), (), frozenset(), True)

    def _named_inside(self, adjectives: bool = False) -> list[str]:
        """The actors inside the noun's phrase: its adjectives of state, or the others."""
        keys: list[str] = []
        deed = self._second_deed()
        for mention in self.scene.chunks[self.frame.at].inner:
            if mention.start > deed:
                break
            if (mention.kind == "state" and mention.via == "nisba" and not self._men_of(mention) and not self._of_thing(mention)) != adjectives:
                continue
            key = self.thread.key_of(self.scene, mention)
            if key is None and mention.country:
                key = self.thread.cast.state(mention.country).key
            if key:
                keys.append(key)
        return keys

    def _of_thing(self, mention: RawMention) -> bool:
        """استهداف مدمرة أمريكية: the adjective is of what the act is done to, by agreement; إطلاق نار إسرائيلي: of the act."""
        chunk, tokens = self.scene.chunks[self.frame.at], self.scene.line.tokens
        if chunk.reading is None or chunk.reading.entry.table != "verbs" or mention.start < chunk.start + 2:
            return False
        readings = [r for r in tokens[mention.start - 1].readings if not r.suffix and not r.pre]
        thing = [r for r in readings if r.entry.pos in ("noun", "masdar", "active", "passive_part") and not r.entry.definite]
        if any(r.entry.pos == "adj" for r in readings) and not any(r.entry.pos == "noun" and r.entry.lemma.endswith("ة") for r in thing):
            return False  # قصف مدفعي إسرائيلي
        feminine = self.scene.line.key(mention.start).endswith("ه")
        return any((r.entry.gender == "f" or r.entry.number == "p") == feminine for r in thing)

    def _men_of(self, mention: RawMention) -> bool:
        """خطف أربعة أميركيين: no act takes an adjective in the plural of men."""
        return self.scene.line.key(mention.end - 1).endswith(("يين", "يون")) and mention.start > self.scene.chunks[self.frame.at].start

    def _whose(self) -> tuple[str, ...]:
        """Who the pronoun on the noun is: in an adjunct (خلال لقائه) its clause's subject, else the last one that it agrees with."""
        if self.scene.chunks[self.frame.at].prep and (subject := self.thread.clause_subject(self.scene, self.frame.at)):
            return subject
        return self.thread.pronoun(self.scene, self.frame.pronoun, self.frame.at)

    def _of_chunks(self, chunks: Sequence[int], inside: bool = True) -> Slot:
        if not chunks:
            return _EMPTY
        keys: list[str] = []
        direct = True
        for index in chunks:
            named = self._group_of(index) or self.thread.named(self.scene, index) or self._named_after(index)
            direct = direct and bool(named)
            keys += named or (self.thread.keys(self.scene, index) if inside or self._led(index) else ())
        if not keys and (after := self._for_them(chunks[-1])):
            keys += after
        if not keys and inside:
            keys += self._owner_of(chunks[-1]) or self._sent_by(chunks[-1])
        return Slot(tuple(dict.fromkeys(keys)), tuple(chunks), self._words(chunks), direct)

    def _next(self, index: int) -> Chunk | None:
        after = self.scene.chunks[index + 1] if index + 1 < len(self.scene.chunks) else None
        return after if after is not None and after.kind == "NP" else None

    def _group_of(self, index: int) -> tuple[str, ...]:
        """مقاتلين من حركة: men who are told by what they belong to are that body."""
        mention, after = self.scene.chunks[index].mention, self._next(index)
        if mention is None or mention.kind != "people" or after is None or after.prep != "من" or after.mention is None or after.mention.kind != "body":
            return ()
        return self.thread.named(self.scene, index + 1)

    def _named_after(self, index: int) -> tuple[str, ...]:
        """العاصمة صنعاء: the name that follows its kind of place."""
        chunk, after = self.scene.chunks[index], self._next(index)
        if after is None or after.prep or after.conj or chunk.word.removeprefix("ب").removeprefix("لل") not in ("العاصمه", "عاصمه"):
            return ()
        return self.thread.named(self.scene, index + 1) if after.mention is not None and after.mention.kind == "state" else ()

    def _for_them(self, index: int) -> tuple[str, ...]:
        """الغاز لتفريقهم: whom the purpose of the deed means."""
        chunk = self.scene.chunks[index]
        masdar = chunk.reading is not None and chunk.reading.entry.pos == "masdar" and chunk.reading.entry.table == "verbs"
        return self.thread.pronoun(self.scene, chunk.suffix, index) if masdar and chunk.prep == "ل" and chunk.suffix == "هم" else ()

    def _owner_of(self, index: int) -> tuple[str, ...]:
        """Whose the thing is, said with ل: مقار لجبهة, مواقع تابعة للحشد."""
        owner = index + 1
        if owner >= len(self.scene.chunks) or self.scene.chunks[index].kind != "NP" or self.scene.chunks[owner].prep != "ل":
            return ()
        return self.thread.named(self.scene, owner)

    def _sent_by(self, index: int) -> tuple[str, ...]:
        """An envoy without a name stands for his state: القائم بالأعمال الأفغاني."""
        mention = self.scene.chunks[index].mention
        envoy = mention is not None and mention.kind == "role" and mention.country
        return (self.thread.cast.state(mention.country).key,) if envoy and mention is not None and mention.country else ()

    def _led(self, index: int) -> bool:
        """The phrase's head stands for the actor inside it: لقيادة الجيش, من مواقع الحركة."""
        chunk = self.scene.chunks[index]
        return chunk.word.lstrip("ولب") in _STANDS_FOR or chunk.lemma in _MEETING or chunk.lemma in _STRIKES or self.scene.chunks[index].reading is None

    def _words(self, chunks: Sequence[int]) -> frozenset[str]:
        found: set[str] = set()
        for index in chunks:
            chunk, after = self.scene.chunks[index], self._next(index)
            found |= words_of(self.scene, chunk)
            if after is not None and after.prep == "من" and (counted(chunk) or chunk.word.removeprefix("و") in _GROUPS):
                found |= words_of(self.scene, after)  # عشرات الآلاف من المتظاهرين
        return frozenset(found)


def doers(scene: Scene, thread: Thread, chunks: Sequence[int]) -> tuple[str, ...]:
    """Whoever these phrases name as doing it: by themselves, by adjective of state, or as the subject of their noun."""
    keys: list[str] = []
    for index in chunks:
        chunk = scene.chunks[index]
        keys += thread.named(scene, index)
        for mention in chunk.inner:
            adjective = mention.kind == "state" and mention.via == "nisba" and mention.country
            if adjective:
                keys.append(thread.cast.state(mention.country or "").key)
            elif chunk.lemma in _SUBJECT_NOUNS and (key := thread.key_of(scene, mention)):
                keys.append(key)
    return tuple(dict.fromkeys(keys))


def words_of(scene: Scene, chunk: Chunk) -> set[str]:
    """The folded words of a chunk, as written and as lemmas."""
    found: set[str] = set()
    for token in scene.line.tokens[chunk.start : chunk.end]:
        found.add(token.key)
        found.update(fold_word(r.entry.form) for r in token.readings if not r.suffix)
        found.update(fold_word(r.entry.lemma) for r in token.readings if r.entry.pos not in ("past", "present") or not r.pre[1:])
    return found
