"""Who a verb without a subject, a pronoun, «his country» or «the two sides» means: the thread of the telling."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import structs

from khabar.annotate.raw import RawMention
from khabar.frames.arguments import RELAYS, opener
from khabar.frames.chunks import Chunk
from khabar.frames.frame import Frame
from khabar.frames.scene import Scene
from khabar.frames.words import has_article
from khabar.language.number_words import VAGUE, WORDS
from khabar.lexicon.words import Lexicon
from khabar.resolve.draft import Draft
from khabar.resolve.who import Cast

_TWO = frozenset(("الجانبان", "الجانبين", "الطرفان", "الطرفين", "البلدان", "البلدين", "الدولتان", "الدولتين", "المنظمتان", "المنظمتين", "الحكومتان", "الحكومتين", "الوفدان", "الوفدين", "الرءيسان", "الرءيسين", "الوزيران", "الوزيرين", "المسءولان", "المسءولين", "الزعيمان", "الزعيمين", "الفريقين", "الفريقان"))
_LAND = frozenset(("بلاد", "بلد", "وطن", "حكومة"))
_DOCUMENTS = frozenset(("بيان", "تقرير", "رسالة", "وثيقة", "تصريح", "مذكرة", "تغريدة", "منشور", "إعلان", "كلمة", "خطاب", "قرار", "بلاغ", "خبر"))
_SUFFIX = {"ه": ("m", "s"), "ها": ("f", "s"), "هم": ("", "p"), "هن": ("f", "p"), "هما": ("", "d"), "نا": ("", "p"), "ي": ("", "s"), "هو": ("m", "s"), "هي": ("f", "s")}
_HONOURS = {"معاليه": "معالي", "دولته": "دوله", "سموه": "سمو", "فخامته": "فخامه", "سعادته": "سعاده", "جلالته": "جلاله", "سيادته": "سياده", "معاليها": "معالي", "سعادتها": "سعاده"}
_COUNTS = frozenset(("عدد", "العديد", "عشرات", "مءات", "الاف", "بعض", "معظم", "كل", "احد", "احدي", "واحد", "كثير", "مجموعه", "عددا", "بعضا",
                     "وحدات", "وحده", "قوه", "عناصر", "افراد", "مجموعات", "فصيل", "فصاءل", "اكثر", "اقل", "ازيد", "مزيد", "جمع", "حشد", "حشود"))
_MEMBERS = frozenset(("عناصر", "افراد", "رجال"))
_VOICES = frozenset(("الجانب", "الطرف", "الوفد", "احد", "عدد", "بعض", "معظم", "مصادر", "المصادر", "القيادات", "اوساط", "السلطات", "جهات"))
_SAME = frozenset(("ذات", "نفس", "ذاته", "نفسه", "عينه"))
_NAMELESS = frozenset(("المصدر", "الدبلوماسي", "المسءول"))
_AMONG = frozenset(("بينهم", "بينها", "بينهن", "منهم", "منها"))
"""Before some of those just named: they are not who is meant next."""
LATTER = {"الاخير": "m", "الاخيره": "f"}
_PARTIES = {"منظم": ("organization",), "طرفا": ("government", "armed_group", "country", "party", "military", "bloc"), "طرفي": ("government", "armed_group", "country", "party", "military", "bloc")}
MEMORY = 12  # subjects remembered


class Past(NamedTuple):
    """A subject met before."""

    keys: tuple[str, ...]
    gender: str
    number: str
    speaks: bool
    scene: int
    at: int
    """Text offset of the verb."""
    quote: tuple[int, int] | None
    """The innermost quotation that the verb stands in."""
    inner: bool
    """The verb stands in what another says: قال فلان إن الوزير أبلغه."""


class Sides(NamedTuple):
    """The actors of a frame."""

    subject: tuple[str, ...]
    document: str = ""
    """The document that the subject is (بيان), when the speaker was found behind it."""


def _serving(mention: RawMention, focus: Draft | None) -> RawMention:
    """«وزير خارجيتها»: an office holder with a pronoun serves the state of the one spoken of."""
    if not mention.suffix or mention.country is not None or mention.kind not in ("person", "role") or focus is None:
        return mention
    agrees = not focus.gender or (mention.suffix in ("ها", "ه") and (mention.suffix == "ها") == (focus.gender == "f"))
    return structs.replace(mention, country=focus.country) if agrees or focus.kind == "country" else mention


class Thread:
    """The telling so far: subjects, speakers, the last pair of parties."""

    def __init__(self, cast: Cast, lexicon: Lexicon) -> None:
        self.cast, self.lexicon = cast, lexicon
        self.past: list[Past] = []
        self.pair: tuple[str, ...] = ()
        self.people: list[tuple[str, int]] = []
        """The persons named in the sentence before and in this one, with the text offset of each."""
        self.sides: dict[tuple[int, int], Sides] = {}

    # -- one sentence
    def read(self, scene: Scene) -> None:
        """Resolve the mentions and the frames of a sentence."""
        before = len(self.people)
        self._mentions(scene)
        for number, frame in enumerate(scene.clause.frames):
            sides = self._subject(scene, frame)
            self.sides[scene.number, number] = sides
            told = self.relayed(scene, frame)
            self._remember(scene, frame, Sides(told) if told else sides)
        self.people = self.people[before:]

    def _mentions(self, scene: Scene) -> None:
        focus = self.focus_draft()
        for mention in scene.mentions:
            draft = self.cast.add(scene.line, scene.number, _serving(mention, focus), focus)
            if mention.of is not None and draft is not None and mention.of.start >= mention.start:
                self._owner(scene, mention.of)
            if draft is not None and draft.kind == "person":
                self.people.append((draft.key, scene.line.tokens[mention.start].start))
            if draft is not None and (draft.kind == "person" or focus is None):
                focus = draft

    def _owner(self, scene: Scene, body: RawMention) -> None:
        draft = self.cast.body(body, None)
        if draft is not None:
            self.cast.found.setdefault((scene.number, body.start), draft.key)

    def focus_draft(self) -> Draft | None:
        """The last subject, a person or body."""
        return self.cast.by_key[self.past[-1].keys[0]] if self.past and self.past[-1].keys else None

    def _remember(self, scene: Scene, frame: Frame, sides: Sides) -> None:
        if frame.kind == "noun" or not sides.subject:
            return
        for key in sides.subject:
            self.cast.by_key[key].tells = True
        speaks, at = self.lexicon.says(frame.lemma), scene.chunk_start(frame.at)
        self.past.append(Past(sides.subject, self._gender(sides.subject, frame), self._number(sides.subject), speaks, scene.number, at, _quote_around(scene, at), self._reported(scene, frame)))
        del self.past[:-MEMORY]
        others = [k for prep, i in frame.obliques if prep in ("مع", "بين") for k in self.keys(scene, i)] + [k for i in frame.object for k in self.keys(scene, i)]
        joined = speaks and len(frame.object) > 1 and len(sides.subject) < 2  # who tells of two sides is none of them
        parties = tuple(dict.fromkeys(self._of_object(scene, frame) if joined else (*sides.subject, *others)))
        if len(parties) >= 2 and (len(sides.subject) >= 2 or others):
            self.pair = parties[:2] if len(sides.subject) < 2 else sides.subject

    def _of_object(self, scene: Scene, frame: Frame) -> list[str]:
        """«أعلن الوسيط توصل الحكومة والحركة إلى هدنة»: the actors joined in what is told."""
        return [k for i in frame.object for k in self.keys(scene, i)]

    def _gender(self, keys: Sequence[str], frame: Frame) -> str:
        if frame.kind == "verb" and frame.gender == "f" and len(keys) == 1:
            return "f"  # قالت الدكتورة: no man says so, whatever the name seems
        genders = {self.cast.by_key[k].gender for k in keys}
        return genders.pop() if len(genders) == 1 else (frame.gender if frame.person == "3" else "")

    def _number(self, keys: Sequence[str]) -> str:
        return "s" if len(keys) == 1 and self.cast.by_key[keys[0]].number == "s" else ("d" if len(keys) == 2 else "p")

    # -- subjects
    def _subject(self, scene: Scene, frame: Frame) -> Sides:
        voiced = next((i for prep, i in frame.obliques if prep in ("علي لسان", "نقلا عن")), None)
        if voiced is not None and (keys := self.keys(scene, voiced)):
            return Sides(keys)
        if frame.kind == "participle":
            return self._of_matrix(scene, frame)
        if (stated := self._stated_in(scene, frame)) is not None:
            return stated
        if frame.subject:
            row = self.lexicon.verb(frame.lemma)
            read = self._speaking if row is not None and row.klass == "say" else self.keys
            keys = tuple(dict.fromkeys(k for i in frame.subject for k in read(scene, i)))
            document = self.document(scene, frame.subject[0])
            if document:
                issued = tuple(k for p, i in frame.obliques if p in ("عن", "ل", "من") for k in self.keys(scene, i))
                spoken = self.last_spoken()
                return Sides(keys or issued or spoken, document)
            return Sides(keys)
        if frame.subject_from == "elided":
            return self._carried(scene, frame)
        return Sides(())

    def last_spoken(self) -> tuple[str, ...]:
        """Who spoke last; empty where nobody has."""
        spoken = [p for p in reversed(self.past) if p.speaks]
        return next((p.keys for p in spoken if not p.inner), spoken[0].keys if spoken else ())

    def _reported(self, scene: Scene, frame: Frame) -> bool:
        """A verb that no و joins inside the content of another saying."""
        if frame.kind != "verb" or scene.chunks[frame.at].conj:
            return False
        before = (f for f in scene.clause.frames if f.kind != "noun" and f.at < frame.at and f.content is not None and f.content <= frame.at)
        return any(self.lexicon.says(f.lemma) and not any(c.kind == "STOP" for c in scene.chunks[f.at : frame.at]) for f in before)

    def relayed(self, scene: Scene, frame: Frame, before: int = sys.maxsize) -> tuple[str, ...]:
        """نقلت الوكالة عن مصدر: the one whose words are passed on, named before chunk ``before``; empty for other verbs."""
        if frame.lemma not in RELAYS or frame.kind == "noun":
            return ()
        return tuple(k for prep, i in frame.obliques if prep in ("عن", "الي") and i < before for k in self.keys(scene, i))

    def _stated_in(self, scene: Scene, frame: Frame) -> Sides | None:
        """جاء في بيان للوزارة أن: the document's owner, or who last spoke."""
        if frame.lemma not in ("جاء", "ورد") or frame.content is None:
            return None
        for prep, index in frame.obliques:
            if prep == "في" and self.document(scene, index):
                keys = self.keys(scene, index) or tuple(k for p, i in frame.obliques if p in ("ل", "عن") for k in self.keys(scene, i))
                spoken = self.last_spoken()
                return Sides(keys or spoken, self.document(scene, index))
        return None

    def document(self, scene: Scene, index: int) -> str:
        """The lemma of a document (بيان) that the noun phrase at chunk ``index`` is, or nothing."""
        chunk = scene.chunks[index]
        return chunk.lemma if chunk.lemma in _DOCUMENTS and chunk.mention is None else ""

    def _of_matrix(self, scene: Scene, frame: Frame) -> Sides:
        parent = frame.parent
        while parent is not None:
            known = self.sides.get((scene.number, parent))
            same = scene.clause.frames[parent].gender == frame.gender and frame.gender == "f" and frame.number == "s"  # قالت …، موضحة
            if known and known.subject and (same or self._fits(known.subject, frame.gender, frame.number)):
                return known._replace(document="")
            parent = next((n for n in range(parent - 1, -1, -1) if scene.clause.frames[n].kind == "verb"), None)
        return self._carried(scene, frame)

    def _fits(self, keys: Sequence[str], gender: str, number: str) -> bool:
        if len(keys) > 1:
            return number in ("d", "p", "")
        own = self.cast.by_key[keys[0]].gender
        return not own or not gender or own == gender or number == "p"

    def _carried(self, scene: Scene, frame: Frame) -> Sides:
        """The subject of a verb that names none: the last one that agrees, in this sentence first."""
        at = scene.chunk_start(frame.at)
        quote = _quote_around(scene, at)
        if frame.person == "1":  # whose words they are: not one who speaks inside them
            speaker = next((p for p in reversed(self.past) if p.speaks and not _within(p.at, quote)), None)
            return Sides(speaker.keys if speaker else ())
        speaks = self.lexicon.says(frame.lemma)
        options = [p for p in reversed(self.past) if self._agrees(p, frame) and (p.quote is None or _within(at, p.quote))]
        if (topic := self._nominal_topic(scene, frame)) is not None:
            return Sides(topic)
        here = [p for p in options if p.scene == scene.number]
        if here:
            spoken = [p for p in here if p.speaks] if speaks else []
            return Sides((spoken or here)[0].keys)
        if speaks and not any(p.scene >= scene.number - 1 for p in options) and (met := self._just_met(scene, frame)):
            return Sides(met)
        spoken = [p for p in options if p.speaks]
        told = ([p for p in spoken if not p.inner] or spoken) if speaks else options
        chosen = (told or options)[:1]
        return Sides(chosen[0].keys) if chosen and scene.number - chosen[0].scene <= 6 else Sides(())

    def _just_met(self, scene: Scene, frame: Frame) -> tuple[str, ...]:
        """«التقى الرئيس الوزيرة. وقالت»: the person named last in the sentence before, where the verb's gender can mean no subject."""
        for key, at in reversed(self.people):
            if at < scene.chunk_start(frame.at) and frame.gender and self.cast.by_key[key].gender == frame.gender:
                return (key,)
        return ()

    def _nominal_topic(self, scene: Scene, frame: Frame) -> tuple[str, ...] | None:
        """«أن الرئاسة غاضبة، وأنها قد تنسحب»: the pronoun on the second أن is the first one's topic."""
        j = opener(scene.chunks, frame.at)
        if j < 1 or scene.chunks[j].kind != "COMP" or not scene.chunks[j].suffix or scene.chunks[j].conj != "و":
            return None
        for i in range(j - 1, 0, -1):
            if scene.chunks[i - 1].kind == "COMP" and (scene.chunks[i].mention is not None or scene.chunks[i].inner):
                keys = self.keys(scene, i)
                return keys if keys and self._fits(keys, frame.gender, frame.number) else None
        return None

    def _agrees(self, past: Past, frame: Frame) -> bool:
        if frame.number in ("d", "p") and past.number == "s":
            return False
        if frame.number == "s" and past.number in ("d", "p") and len(past.keys) > 1:
            return False
        return not past.gender or not frame.gender or past.gender == frame.gender

    def subject_of(self, scene: Scene, number: int) -> tuple[str, ...]:
        """The subject of the sentence's frame ``number``; empty where none was found or it is not read yet."""
        known = self.sides.get((scene.number, number))
        return known.subject if known else ()

    # -- noun phrases
    def key_of(self, scene: Scene, mention: RawMention) -> str | None:
        """The actor that a mention was taken for."""
        return self.cast.found.get((scene.number, mention.start))

    def inside(self, scene: Scene, mention: RawMention) -> str | None:
        """The actor of a mention inside a phrase; the state itself where it is only an adjective."""
        return self.key_of(scene, mention) or next(iter(self._adjective(mention)), None)

    def keys(self, scene: Scene, index: int) -> tuple[str, ...]:
        """The actors of a noun phrase: the one it names, or those inside it; empty where it names none."""
        chunk = scene.chunks[index]
        if chunk.kind != "NP":
            return ()
        named = self.named(scene, index) or self._inside(scene, chunk)
        after = scene.chunks[index + 1] if index + 1 < len(scene.chunks) else None
        if not named and after is not None and after.prep == "من" and self._counts(scene, chunk):
            return self.keys(scene, index + 1)
        return named

    def _counts(self, scene: Scene, chunk: Chunk) -> bool:
        """The phrase only counts those named after من: عدد, وحدات, سبعة, بحياة أكثر."""
        last = scene.line.key(chunk.end - 1)
        bare = {chunk.word, chunk.word.removeprefix(chunk.conj).removeprefix(chunk.prep), last, last.removeprefix("ال")}
        return not bare.isdisjoint(_COUNTS) or not bare.isdisjoint(WORDS) or not bare.isdisjoint(VAGUE)

    def _speaking(self, scene: Scene, index: int) -> tuple[str, ...]:
        """The actors that can speak in a subject: named by its head, or behind a document, side or count."""
        chunk = scene.chunks[index]
        voice = chunk.lemma in _DOCUMENTS or chunk.word.removeprefix("و") in _VOICES or (chunk.reading is None and not chunk.mention)
        return self.keys(scene, index) if voice else self.named(scene, index) or self._beside_title(scene, chunk)

    def _beside_title(self, scene: Scene, chunk: Chunk) -> tuple[str, ...]:
        """مقررة القرار النائبة فلانة: a person named after a definite word, which can have no genitive, is who the phrase means."""
        last = chunk.inner[-1] if chunk.inner and chunk.mention is None else None
        if last is None or last.kind != "person" or last.name is None or last.end != chunk.end or last.start <= chunk.start:
            return ()
        key = self.key_of(scene, last)
        return (key,) if key and has_article(scene.line.tokens[last.start - 1]) else ()

    def named(self, scene: Scene, index: int) -> tuple[str, ...]:
        """The actors that the head of the noun phrase itself means."""
        chunk = scene.chunks[index]
        if again := self._same_source(scene, chunk) or self._nameless(chunk):
            return again
        if chunk.mention is not None:
            if chunk.mention.kind == "body" and any(w in chunk.mention.head for w in ("الطرفين", "البلدين", "الجانبين", "الدولتين")):
                return self._two("")
            if chunk.mention.number == "d" and chunk.mention.kind in ("role", "body") and chunk.mention.via == "role" and not chunk.mention.also:
                return self._two("الوزيران" if chunk.mention.kind == "role" else chunk.word)
            if (body := self._men_of(scene, chunk)) is not None:
                return (body,)
            key = self.key_of(scene, chunk.mention)
            return (key, *self.cast.also.get((scene.number, chunk.mention.start), ())) if key else self._adjective(chunk.mention)
        if honoured := self._honoured(chunk):
            return honoured
        if gender := LATTER.get(chunk.word.lstrip("ولب")):
            return self.latter(scene, index, gender)
        if chunk.word.removeprefix("و") in _TWO or (chunk.word.removeprefix("لل") and "ال" + chunk.word.removeprefix("لل") in _TWO):
            return self._two(chunk.word)
        if chunk.lemma in _LAND and chunk.suffix:
            return self._land(scene, index)
        if chunk.suffix and (chunk.word == chunk.suffix or chunk.reading is None):
            return self.pronoun(scene, chunk.suffix, index)
        return ()

    def _men_of(self, scene: Scene, chunk: Chunk) -> str | None:
        """عناصر الشرطة, أفراد الجيش: men who are only told by the force they serve stand for it."""
        if chunk.mention is None or chunk.mention.kind != "people" or chunk.word.removeprefix("و").removeprefix("ب").removeprefix("ل") not in _MEMBERS:
            return None
        body = next((m for m in chunk.inner if m.kind == "body"), None)
        return self.key_of(scene, body) if body is not None and body.start == chunk.mention.end else None

    def _same_source(self, scene: Scene, chunk: Chunk) -> tuple[str, ...]:
        """ذات المصدر، المصدر نفسه: who spoke last."""
        words = {t.key for t in scene.line.tokens[chunk.start : chunk.end]}
        if not words & _SAME or not words & {"المصدر", "للمصدر", "بالمصدر"}:
            return ()
        return self.last_spoken()

    def _nameless(self, chunk: Chunk) -> tuple[str, ...]:
        """المصدر، المسؤول: the one without a name who spoke before."""
        mention = chunk.mention
        if mention is None or mention.end - mention.start > 1 or not mention.definite or mention.number == "d":
            return ()
        official = mention.kind == "role" and mention.role is not None and mention.role.en == "official"
        if not official and (mention.kind != "unnamed" or chunk.word.removeprefix("و") not in _NAMELESS):
            return ()
        return next((p.keys for p in reversed(self.past) if p.speaks and len(p.keys) == 1 and self.cast.by_key[p.keys[0]].kind == "unnamed"), ())
    def _honoured(self, chunk: Chunk) -> tuple[str, ...]:
        """معاليه، دولته، سموه: the last person introduced with that title."""
        title = _HONOURS.get(chunk.word.removeprefix("و").removeprefix("ل").removeprefix("ب"))
        if title is None:
            return ()
        persons = [d for d in self.cast.by_kind["person"] if any(title == word.removeprefix("ال") for t in d.titles for word in t.split())]
        return (max(persons, key=lambda d: d.last_seen).key,) if persons else ()

    def _inside(self, scene: Scene, chunk: Chunk) -> tuple[str, ...]:
        for mention in chunk.inner:
            if key := self.inside(scene, mention):
                return (key,)
        return ()

    def _adjective(self, mention: RawMention) -> tuple[str, ...]:
        return (self.cast.state(mention.country).key,) if mention.kind == "state" and mention.country else ()

    def _two(self, word: str) -> tuple[str, ...]:
        """The last two parties; as states for البلدان, as ministers for الوزيران."""
        if "بلد" in word or "دولت" in word:
            latest = sorted(self.cast.drafts, key=lambda d: -d.last_seen)
            isos = [c for d in (*(self.cast.by_key[k] for k in self.pair), *latest) if (c := d.country)]
            if len(set(isos)) >= 2:
                return tuple(self.cast.state(c).key for c in dict.fromkeys(isos))[:2]
        if "وزير" in word or "رءيس" in word:
            persons = sorted((d for d in self.cast.by_kind["person"] if d.role), key=lambda d: -d.last_seen)
            if len(persons) >= 2:
                return persons[1].key, persons[0].key
        kinds = _PARTIES.get(word.removeprefix("ال")[:4])
        if kinds and (len(self.pair) < 2 or any(self.cast.by_key[k].kind not in kinds for k in self.pair)):
            parties = sorted((d for d in self.cast.drafts if d.kind in kinds), key=lambda d: -d.last_seen)
            if len(parties) >= 2:
                return parties[1].key, parties[0].key
        return self.pair

    def _land(self, scene: Scene, index: int) -> tuple[str, ...]:
        """بلاده: the state that the last subject serves."""
        at = scene.chunk_start(index)
        frames = [(n, f) for n, f in enumerate(scene.clause.frames) if f.kind != "noun" and scene.chunk_start(f.at) < at]
        for number, frame in reversed(frames):
            for key in self.relayed(scene, frame, index) or self.subject_of(scene, number):  # only what stands before: عن بلاده is nobody's land
                if self.cast.by_key[key].country and self.cast.by_key[key].kind != "country":
                    return (self.cast.state(self.cast.by_key[key].country or "").key,)
        for past in reversed(self.past):
            country = self.cast.by_key[past.keys[0]].country if past.keys else None
            if country:
                return (self.cast.state(country).key,)
        return ()

    def pronoun(self, scene: Scene, suffix: str, index: int) -> tuple[str, ...]:
        """The last actor named before chunk ``index`` that the pronoun agrees with and that is not its clause's subject."""
        gender, number = _SUFFIX.get(suffix, ("", ""))
        if number == "d":
            return self.pair
        own = set(self.clause_subject(scene, index))
        at = scene.chunks[index].start
        for mention in reversed([m for m in scene.mentions if m.start < at]):
            key = self.key_of(scene, mention)
            if key and key not in own and self._suits(key, gender, number) and scene.line.key(mention.start - 1) not in _AMONG:
                return (key,)
        for past in reversed(self.past):
            if past.scene != scene.number and past.keys and not set(past.keys) & own and self._suits(past.keys[0], gender, number):
                return past.keys
        return ()

    def latter(self, scene: Scene, index: int, gender: str) -> tuple[str, ...]:
        """«الأخيرة»: the last actor of that gender named before chunk ``index`` in the sentence."""
        at = scene.chunks[index].start
        for mention in reversed([m for m in scene.mentions if m.start < at]):
            key = self.key_of(scene, mention)
            if key and self._suits(key, gender, "s"):
                return (key,)
        return ()

    def clause_subject(self, scene: Scene, index: int) -> tuple[str, ...]:
        """The subject of the last verb that begins no later than chunk ``index``."""
        before = [n for n, f in enumerate(scene.clause.frames) if f.kind != "noun" and f.at <= index]
        return self.subject_of(scene, before[-1]) if before else ()

    def _suits(self, key: str, gender: str, number: str) -> bool:
        draft = self.cast.by_key[key]
        if number == "p":
            return draft.number == "p" or draft.kind in ("people", "armed_group")
        return not gender or not draft.gender or draft.gender == gender


def _quote_around(scene: Scene, at: int) -> tuple[int, int] | None:
    """The innermost quotation around a text offset."""
    around = [q for q in scene.quotes if q.start < at < q.end]
    return min(((q.start, q.end) for q in around), key=lambda q: q[1] - q[0], default=None)


def _within(at: int, quote: tuple[int, int] | None) -> bool:
    return quote is not None and quote[0] <= at < quote[1]
