"""Statements: every stretch of content that a cue gives to a speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from khabar.coding.content import MAX_CUES, Content, content_in_phrase, content_of, head_token, is_source, says, trim
from khabar.coding.drafts import StatementDraft
from khabar.coding.manner import carried, is_platform, manner_of
from khabar.coding.sources import sourced
from khabar.coding.stance import leanings
from khabar.frames.arguments import RELAYS
from khabar.frames.chunks import Chunk
from khabar.frames.clauses import in_relative
from khabar.frames.frame import Frame
from khabar.frames.scene import Scene
from khabar.frames.words import HONOURED
from khabar.lexicon.words import Lexicon
from khabar.model import Fault, StatementType, Voice, span_of
from khabar.resolve.focus import Thread
from khabar.script.fold import fold

Spans = tuple[tuple[int, int], ...]
_IMPERSONAL = frozenset(("ذكر", "أشار", "علم", "قال", "عرف", "لفت", "نوه"))
_DEALS = frozenset(("اتفق", "بحث", "ناقش", "تباحث", "تشاور", "تفاوض"))  # done with words by two sides: events, no statements
_TELLS = frozenset(("أطلع", "أحاط"))  # with nobody told: اطلع على سير العمل, أحاط بالمدينة
_CALLED = frozenset(("عد",))  # without a subject: was held to be
_VERDICTS = frozenset(("قضى", "حكم"))  # a court's sentence is a deed, not a saying
_CHANNEL_PREPS = frozenset(("ل", "مع", "الي", "علي", "عبر", "في", "ب"))
MIN_BEFORE = 3  # words: a shorter quotation before a cue is a name in marks
MIN_QUOTE = 4  # words: a shorter quotation that stands alone may be a title
MAX_SILENCE = 1  # sentences between a statement and the quotation that goes on with it
SCARE_WORDS = 2  # a quotation of this many words or fewer inside indirect speech is no quotation


class StatementCoder:
    """Finds the statements of an article, scene by scene."""

    def __init__(self, lexicon: Lexicon, thread: Thread) -> None:
        self.lexicon, self.thread = lexicon, thread
        self.faults: list[Fault] = []
        self.last: StatementDraft | None = None

    def scene(self, scene: Scene) -> list[StatementDraft]:
        """The statements of one sentence, in text order."""
        found = list(self._from_frames(scene))
        found += list(self._from_nouns(scene))
        found += list(self._from_sources(scene, found))
        found += list(self._from_colon(scene)) if not found or scene.kind == "title" else []
        found += list(self._continued(scene)) if not found else []
        found = self._outer(scene, found)
        found = _without_doubles(sorted(found, key=lambda s: (s.start, -s.end)))
        return [self._told(scene, s, found) for s in sorted(found, key=lambda s: (s.cue or (s.start, 0))[0])]

    def _told(self, scene: Scene, draft: StatementDraft, others: Sequence[StatementDraft]) -> StatementDraft:
        """The draft with how, through whom and about whom it was said."""
        others = [o for o in others if o is not draft]
        draft = manner_of(scene, draft, others, self.thread, self.lexicon)
        draft = msgspec.structs.replace(carried(draft, self.last), about=leanings(scene, draft, others, self.thread, self.lexicon))
        return self._channelled(scene, draft)

    def _outer(self, scene: Scene, found: Sequence[StatementDraft]) -> list[StatementDraft]:
        """Without stances inside reported content (said that Egypt values …), which are events, and sayings there of nobody known."""
        kept = [s for s in found if not ((self._stance(scene, s) or not (s.speaker or s.lemma in RELAYS)) and any(_holds(o, s) and o.speaker for o in found if o is not s))]
        return [s for s in kept if not (self._called(scene, s) and any(_holds(o, s) and o.speaker == s.speaker for o in kept if o is not s))]

    def _called(self, scene: Scene, draft: StatementDraft) -> bool:
        """انتقد ما وصفه بالمماطلة: what he calls it is a part of what he says."""
        at = scene.clause.frames[draft.frame].at if draft.frame >= 0 else 0
        return at > 0 and scene.chunks[at - 1].kind == "REL" and scene.chunks[at - 1].word == "ما"

    def _stance(self, scene: Scene, draft: StatementDraft) -> bool:
        if draft.frame < 0 or not draft.rule.startswith("statement.verb"):
            return False
        frame = scene.clause.frames[draft.frame]
        row = self.lexicon.verb(frame.lemma)
        weak = row is not None and row.klass == "both" and draft.rule.endswith(("noun", "prep"))
        return frame.tense != "past" or (weak and frame.subject_from == "elided")

    def _cues(self, scene: Scene, *, nouns: bool) -> Iterator[tuple[int, Frame]]:
        """The predicates of saying, nouns or others, with their numbers; at most `MAX_CUES`, and a fault tells of the rest."""
        cues = ((n, f) for n, f in enumerate(scene.clause.frames) if (f.kind == "noun") == nouns and says(self.lexicon, f))
        yield from islice(cues, MAX_CUES)
        if (more := next(cues, None)) is not None:
            self._crowded(scene, more[1])

    def _crowded(self, scene: Scene, frame: Frame) -> None:
        span = span_of(scene.line.text, scene.chunk_start(frame.at), scene.chunk_end(frame.at))
        if not any(f.code == "crowded" for f in self.faults):
            message = f"a sentence with more than {MAX_CUES} verbs or nouns of saying is no news; those from here on are not coded"
            self.faults.append(Fault(stage="statements", code="crowded", message=message, span=span))

    # -- verbs and participles
    def _from_frames(self, scene: Scene) -> Iterator[StatementDraft]:
        for number, frame in self._cues(scene, nouns=False):
            if frame.lemma in _DEALS or self._impersonal(scene, frame) or frame.negated:
                continue
            if frame.person != "3" or frame.hypothetical or self._only_wanted(scene, frame) or is_source(scene, frame.at - 1, self.lexicon) or self._asked(scene, frame) or (scene.kind in ("title", "caption") and not self._clear(scene, frame)):
                continue
            draft = self._from_frame(scene, number, frame)
            if draft is not None:
                yield draft

    def _only_wanted(self, scene: Scene, frame: Frame) -> bool:
        """من المنتظر أن يطالب، طلب منه أن يعلن: after أن a present verb is not told as done."""
        before = scene.chunks[frame.at - 1] if frame.at else None
        return frame.tense == "present" and before is not None and before.kind == "COMP" and not before.suffix

    def _asked(self, scene: Scene, frame: Frame) -> bool:
        """هل قال الوزير إن: a question tells nothing."""
        for at in range(frame.at - 1, -1, -1):
            chunk = scene.chunks[at]
            if chunk.word == "هل" and chunk.kind == "MOD":
                return True
            if chunk.kind in ("STOP", "COLON", "CLOSE"):
                return False
        return False

    def _clear(self, scene: Scene, frame: Frame) -> bool:
        """In a headline or caption only what a particle or quotation marks as said is a statement; the rest the body tells."""
        if frame.content is None:
            return False
        quote = scene.quote_at(frame.content) if scene.chunks[frame.content].kind == "OPEN" else None
        words = scene.line.text[quote.inner_start : quote.inner_end].split() if quote is not None else []
        return scene.chunks[frame.content].kind == "COMP" or len(words) > SCARE_WORDS

    def _impersonal(self, scene: Scene, frame: Frame) -> bool:
        """يذكر أن، يشار إلى أن، كما يقال: the outlet itself speaks."""
        chunk = scene.chunks[frame.at]
        if chunk.kind != "V" or frame.tense != "present" or self._goes_on(scene, frame):
            return False
        if frame.subject_from in ("elided", "none") and (in_relative(scene.chunks, frame.at) or self._told_of_thing(scene, frame)):
            return True
        if frame.lemma not in _IMPERSONAL:
            return False
        return frame.subject_from != "after" and frame.subject_from != "before"

    def _goes_on(self, scene: Scene, frame: Frame) -> bool:
        """ومضى الوزير يقول: the verb before is only its auxiliary."""
        for at in range(frame.at - 1, -1, -1):
            chunk = scene.chunks[at]
            if chunk.kind == "V":
                return chunk.lemma in ("مضى", "راح", "عاد", "أخذ", "طفق")
            if chunk.kind not in ("NP", "TIME", "ADV", "PAREN"):
                return False
        return False

    def _told_of_thing(self, scene: Scene, frame: Frame) -> bool:
        """شعارات تطالب بالتشغيل: the verb goes on an indefinite thing."""
        before = scene.chunks[frame.at - 1] if frame.at else None
        if before is None or before.kind != "NP" or before.mention is not None or scene.chunks[frame.at].conj:
            return False
        if frame.at > 1 and scene.chunks[frame.at - 2].kind == "KANA":
            return False  # كان معظمهم يحذر
        last = scene.line.tokens[before.end - 1].key
        if last.endswith("ات") and not last.startswith("ال"):
            return True
        return before.reading is not None and not before.reading.entry.definite and not before.suffix and not before.word.startswith("ال")

    def _from_frame(self, scene: Scene, number: int, frame: Frame) -> StatementDraft | None:
        at, rule = self._content_at(scene, frame)
        content = content_of(scene, frame, self.lexicon, at) if at is not None else self._quote_before(scene, frame, MIN_BEFORE)
        if content is None or content.end - content.start < 3 or self._silent(scene, frame, content):
            return None
        sides = self.thread.sides.get((scene.number, number))
        speaker = sides.subject if sides else ()
        source = self.thread.relayed(scene, frame)
        speaker = source if source or self._of_another(frame) else speaker
        if frame.voice == "passive" and not speaker:
            return None
        if frame.lemma in _CALLED and frame.subject_from == "elided":
            return None
        if frame.lemma in _TELLS and not frame.object and not frame.pronoun:
            return None
        if not speaker:
            if at is None or rule == "noun" or self._told_by_things(scene, frame):
                return None
            self._unresolved(scene, frame)
        row = self.lexicon.verb(frame.lemma)
        assert row is not None
        kind = "participle" if frame.kind == "participle" else "verb"
        if at is None:
            rule = "quote.before"
        parts = self._cut(scene, frame, content) if rule in ("quote", "colon") else ()
        draft = self._draft(
            scene, max((content, *parts), key=lambda c: c.end - c.start), speaker, frame, number, f"statement.{kind}.{rule}", row.voice or "neutral",
            elided=frame.subject_from in ("elided", "matrix") or self._again(scene, frame), document=sides.document if sides else "",
        )  # fmt: skip
        draft = msgspec.structs.replace(draft, parts=tuple((p.start, p.end) for p in parts))
        return msgspec.structs.replace(draft, speaker_span=self._source_span(scene, frame)) if source else draft

    def _again(self, scene: Scene, frame: Frame) -> bool:
        """وأضاف معاليه: the title alone goes on with who spoke."""
        return bool(frame.subject) and scene.chunks[frame.subject[0]].word in HONOURED

    def _cut(self, scene: Scene, frame: Frame, content: Content) -> tuple[Content, ...]:
        """«…»، قال فلان، «…»: both pieces of a quotation that its cue cuts in two."""
        before = self._quote_before(scene, frame, 1) if content.quoted and frame.kind == "verb" and not scene.chunks[frame.at].conj else None
        return (before, content) if before is not None else ()

    def _of_another(self, frame: Frame) -> bool:
        """ما أوردته القناة عن ضابط: the words are another's, known or not."""
        return frame.lemma in RELAYS and any(prep == "عن" for prep, _ in frame.obliques)

    def _source_span(self, scene: Scene, frame: Frame) -> tuple[int, int] | None:
        at = next((i for prep, i in frame.obliques if prep in ("عن", "الي") and self.thread.keys(scene, i)), None)
        return (scene.line.tokens[scene.chunks[at].start].start, scene.chunk_end(at)) if at is not None else None

    def _told_by_things(self, scene: Scene, frame: Frame) -> bool:
        """تشير تقديرات إلى أن: the subject is a thing that nobody speaks through."""
        chunk = scene.chunks[frame.subject[0]] if frame.subject else None
        if chunk is None or chunk.mention is not None or chunk.inner or chunk.reading is None:
            return False
        return chunk.reading.entry.pos == "masdar" or chunk.word.endswith(("ات", "ه"))

    def _silent(self, scene: Scene, frame: Frame, content: Content) -> bool:
        """Nothing said: رفض التعليق, نفى ذلك."""
        words = scene.line.text[content.start : content.end].split()
        held = scene.chunks[frame.content] if frame.content is not None else None
        if held is not None and held.kind == "NP" and held.suffix and held.word == held.suffix and held.end == scene.chunks[min(content.last, len(scene.chunks)) - 1].end:
            return True  # نص عليه
        if len(words) == 1 and fold(words[0]) in ("ذلك", "هذا", "الامر", "هذه", "هولاء"):
            return True
        return frame.lemma in ("رفض", "امتنع", "تجنب") and fold(words[0]) in ("التعليق", "الادلاء", "الاجابه", "الحديث", "الرد", "الافصاح", "الكشف")

    def _content_at(self, scene: Scene, frame: Frame) -> tuple[int | None, str]:
        """(chunk where the content begins, how it attaches)."""
        row = self.lexicon.verb(frame.lemma)
        assert row is not None
        told = row.addressee == "object" and bool(frame.pronoun)  # أبلغه احتجاج بلاده
        valued = row.addressee == "object" and row.voice in ("praise", "condemn")  # شكر فلانا على، حمل فلانا المسؤولية
        takes_noun = ("noun" in row.content and (row.addressee != "object" or valued) and not frame.pronoun) or told
        called = scene.chunks[frame.object[0]].word.startswith("ايا") if frame.object else False  # واصفا إياه بـ: who he is, is known
        if takes_noun and frame.object and not called and not self._in_other_words(scene, frame.object[0]) and (frame.tense != "present" or frame.kind == "participle") and (frame.content is None or frame.object[0] < frame.content):
            return frame.object[0], "noun"
        if frame.content is None or (frame.lemma in _VERDICTS and scene.chunks[frame.content].kind == "NP") or self._in_other_words(scene, frame.content):
            return None, ""
        chunk = scene.chunks[frame.content]
        return frame.content, {"COMP": "an", "COLON": "colon", "OPEN": "quote"}.get(chunk.kind, "prep")

    def _in_other_words(self, scene: Scene, at: int) -> bool:
        """علق بالقول إن: the noun of saying has the content."""
        chunk = scene.chunks[at]
        after = scene.chunks[at + 1].kind if at + 1 < len(scene.chunks) else ""
        return chunk.kind == "NP" and chunk.lemma == "قال" and after in ("COMP", "COLON", "OPEN")

    def _quote_before(self, scene: Scene, frame: Frame, least: int) -> Content | None:
        """«…»، قال فلان: the quotation that ends just before the cue."""
        at = min((frame.at, *frame.subject)) - 1
        while at >= 0 and (scene.chunks[at].kind in ("COMMA", "DASH", "MARK", "ADV") or scene.chunks[at].word == "هكذا"):
            at -= 1
        if at < 0 or scene.chunks[at].kind != "CLOSE":
            return None
        end = scene.chunk_end(at)
        quote = next((q for q in scene.quotes if q.end == end), None)
        if quote is None or len(scene.line.text[quote.inner_start : quote.inner_end].split()) < least:
            return None
        start, stop = trim(scene.line.text, quote.inner_start, quote.inner_end)
        return Content(start, stop, True, False, 0, at)

    def _unresolved(self, scene: Scene, frame: Frame) -> None:
        chunk = scene.chunks[frame.at]
        token = scene.line.tokens[chunk.start]
        self.faults.append(
            Fault(
                stage="statements", code="unresolved_speaker", message=f"nobody in the text fits the subject of «{frame.lemma}»",
                span=span_of(scene.line.text, token.start, token.end),
            )
        )  # fmt: skip

    def _draft(
        self, scene: Scene, content: Content, speaker: Sequence[str], frame: Frame, number: int, rule: str, voice: Voice,
        *, elided: bool = False, document: str = "", cue: tuple[int, int] | None = None,
    ) -> StatementDraft:  # fmt: skip
        chunk = scene.chunks[frame.at]
        token = scene.line.tokens[chunk.end - 1 if chunk.kind != "NP" else head_token(scene, frame.at)]
        scare, quoted, kind = self._type(scene, content)
        subject = frame.subject[0] if frame.subject else None
        span = (scene.chunk_start(subject), scene.chunk_end(subject)) if subject is not None else None
        paper = next((i for _, i in frame.obliques if scene.chunks[i].lemma == document), subject) if document else None
        return StatementDraft(
            scene=scene.number, speaker=tuple(speaker), speaker_span=span, cue=cue or (token.start, token.end), lemma=frame.lemma,
            start=content.start, end=content.end, type=kind, voice=voice, rule=rule, frame=number, elided=elided, document=document,
            document_span=(scene.chunk_start(paper), scene.chunk_end(paper)) if paper is not None else None,
            scare=scare, quoted=quoted, marked=content.quoted, title=scene.kind == "title",
        )  # fmt: skip

    def _type(self, scene: Scene, content: Content) -> tuple[Spans, Spans, StatementType]:
        """(scare quotes, quotations without their marks, direct / indirect / mixed)."""
        inside = [q for q in scene.quotes if content.start <= q.start and q.end <= content.end + 1]
        text = scene.line.text
        short = [q for q in inside if len(text[q.inner_start : q.inner_end].split()) <= SCARE_WORDS]
        scare = tuple((q.start, q.end) for q in short)
        quoted = tuple((q.inner_start, q.inner_end) for q in inside if q not in short)
        if content.quoted:
            return scare, ((content.start, content.end), *quoted), "direct"
        if quoted:
            return scare, quoted, "mixed"
        return scare, (), "direct" if content.colon and self._own_voice(scene, content) else "indirect"

    def _own_voice(self, scene: Scene, content: Content) -> bool:
        """First person in what follows a colon."""
        for chunk in scene.chunks[content.first : content.last]:
            if chunk.kind == "V" and chunk.reading is not None and chunk.reading.entry.person == "1":
                return True
            if chunk.word in ("نحن", "انا", "اننا", "انني") or chunk.suffix in ("نا", "ني"):
                return True
        return False

    # -- masdars: قوله إن، تأكيده أن، بالقول إن، إعلان الوزارة أن
    def _from_nouns(self, scene: Scene) -> Iterator[StatementDraft]:
        for number, frame in self._cues(scene, nouns=True):
            speaker = self._noun_speaker(scene, frame)
            content = self._noun_content(scene, frame)
            if content is None or not (speaker or scene.chunks[frame.at].end > head_token(scene, frame.at) + 1):
                continue
            if not speaker:
                self._unresolved(scene, frame)
            row = self.lexicon.verb(frame.lemma)
            draft = self._draft(scene, content, speaker, frame, number, "statement.masdar", (row.voice if row else None) or "neutral")
            relay = self._relay_of(scene, frame.at)
            yield msgspec.structs.replace(draft, speaker_span=self._source_span(scene, relay)) if frame.pronoun and relay is not None else draft

    def _noun_content(self, scene: Scene, frame: Frame) -> Content | None:
        at = self._after_noun(scene, frame)
        if at is not None:
            return content_of(scene, frame, self.lexicon, at)
        if frame.pronoun and self._relay_of(scene, frame.at) is not None:
            return self._relayed_noun(scene, frame)
        return None

    def _relayed_noun(self, scene: Scene, frame: Frame) -> Content | None:
        """نقل عن فلان تأكيده ضرورة الحوار, دعوته إلى الحوار: what is said is in the genitive or after the verb's preposition."""
        row = self.lexicon.verb(frame.lemma)
        if row is None or row.klass == "deed":
            return None
        if "noun" in row.content and (found := content_in_phrase(scene, frame.at, self.lexicon)):
            return found
        at = frame.at + 1
        after = scene.chunks[at] if at < len(scene.chunks) else None
        governed = after is not None and after.kind == "NP" and after.prep in [fold(c) for c in row.content]
        return content_of(scene, frame, self.lexicon, at) if governed else None

    def _after_noun(self, scene: Scene, frame: Frame) -> int | None:
        at = frame.at + 1
        while at < len(scene.chunks) and scene.chunks[at].kind in ("TIME", "PAREN"):
            at += 1
        if at >= len(scene.chunks) or (frame.lemma != "قال" and any(f.content == at and self._takes(f) and (not f.object or frame.at in f.object) for f in scene.clause.frames)):
            return None
        kind = scene.chunks[at].kind
        return at if kind == "COMP" or (kind in ("COLON", "OPEN") and frame.lemma == "قال") else None

    def _takes(self, frame: Frame) -> bool:
        """The verb itself says what follows (وصف تصريحات فلان بأنها), and passes on nobody else's words."""
        return frame.kind != "noun" and self.lexicon.says(frame.lemma) and frame.lemma not in RELAYS

    def _noun_speaker(self, scene: Scene, frame: Frame) -> tuple[str, ...]:
        chunk = scene.chunks[frame.at]
        if frame.pronoun:
            own = self.thread.clause_subject(scene, frame.at) if chunk.prep == "ب" else ()  # علق بقوله
            relay = self._relay_of(scene, frame.at)
            return (self.thread.relayed(scene, relay) if relay is not None else own) or self.thread.pronoun(scene, frame.pronoun, frame.at)
        if chunk.inner or chunk.end > head_token(scene, frame.at) + 1:
            return self.thread.keys(scene, frame.at)
        for number in range(len(scene.clause.frames) - 1, -1, -1):
            if scene.clause.frames[number].at < frame.at and scene.clause.frames[number].kind != "noun":
                return self.thread.subject_of(scene, number)
        return ()

    def _relay_of(self, scene: Scene, at: int) -> Frame | None:
        """نقلت وكالة عن فلان قوله: the verb that passes on what the noun at chunk ``at`` says."""
        frames = (f for f in scene.clause.frames if f.at < at and self.thread.relayed(scene, f))
        return next((f for f in frames if any(i < at for prep, i in f.obliques if prep in ("عن", "الي"))), None)

    # -- sources: وفق، بحسب، نقلا عن، على ما أعلنت
    def _from_sources(self, scene: Scene, told: Sequence[StatementDraft]) -> Iterator[StatementDraft]:
        for found in sourced(scene, self.thread, self.lexicon, [(t.start, t.end) for t in told]):
            draft = self._draft(scene, found.content, found.speaker, found.carrier, -1, "statement.source", "neutral", cue=found.cue)
            yield msgspec.structs.replace(draft, document=found.document, parts=found.parts)

    # -- headlines: فلان: …
    def _from_colon(self, scene: Scene) -> Iterator[StatementDraft]:
        for at, chunk in enumerate(scene.chunks):
            if chunk.kind != "COLON" or at == 0 or at + 1 >= len(scene.chunks):
                continue
            name = self._before_colon(scene, at)
            if name is None:
                continue
            keys = self.thread.named(scene, name)
            frame = Frame(kind="noun", at=at, lemma=":")
            content = content_of(scene, frame, self.lexicon, at)
            credit = scene.kind != "title" and (mention := scene.chunks[name].mention) is not None and mention.kind == "outlet"  # فيينا - كونا:
            if keys and not credit and content is not None and content.end - content.start > 5 and (content.quoted or self._may_speak(scene, name, content)):
                cue = (scene.chunk_start(at), scene.chunk_end(at))
                yield self._draft(scene, content, keys, frame, -1, "statement.colon", "neutral", cue=cue)

    def _may_speak(self, scene: Scene, name: int, content: Content) -> bool:
        """A state before a colon may only say what the news is about (السودان: …): it speaks in the first person or أن."""
        mention = scene.chunks[name].mention
        if mention is None or mention.kind != "state" or mention.via == "capital":
            return any(c.kind == "V" for c in scene.chunks[content.first : content.last]) or (mention is not None and mention.kind != "state")
        return self._own_voice(scene, content)

    def _before_colon(self, scene: Scene, at: int) -> int | None:
        """The name that stands alone before the colon (with لـ and an outlet perhaps)."""
        j = at - 1
        while j >= 0 and scene.chunks[j].kind in ("NP", "CLOSE", "OPEN", "PAREN", "MARK", "DASH") and (scene.chunks[j].kind != "NP" or scene.chunks[j].prep):
            j -= 1
        if j < 0 or scene.chunks[j].kind != "NP" or not self._speaks(scene.chunks[j]):
            return None
        before = scene.chunks[j - 1] if j > 0 else None
        return j if before is None or before.kind in ("STOP", "MARK", "DASH", "COMMA") else None

    def _speaks(self, chunk: Chunk) -> bool:
        return chunk.mention is not None and chunk.mention.kind in ("person", "role", "body", "state", "unnamed", "counterpart", "outlet") and chunk.mention.via != "nisba"

    # -- a paragraph that is one quotation goes on with who spoke last
    def _continued(self, scene: Scene) -> Iterator[StatementDraft]:
        last, quote = self.last, next((q for q in scene.quotes if q.start == scene.start), None)
        if quote is None or last is None or not last.speaker or last.title or scene.kind != "paragraph" or scene.number - last.scene > MAX_SILENCE:
            return
        alone = len(scene.line.text[quote.inner_start : quote.inner_end].split()) >= MIN_QUOTE and not scene.line.text[quote.end : scene.end].strip(" .،؛!؟\u200f")
        if not alone or last.end > quote.start:
            return
        start, end = trim(scene.line.text, quote.inner_start, quote.inner_end)
        carrier = Frame(kind="noun", at=0, lemma="")
        draft = self._draft(scene, Content(start, end, True, False, 0, len(scene.chunks)), last.speaker, carrier, -1, "statement.quote.continued", "neutral", elided=True)
        yield msgspec.structs.replace(draft, cue=None)

    # -- channel
    def _channelled(self, scene: Scene, draft: StatementDraft) -> StatementDraft:
        """The outlet spoken to, in this clause or carried over while the same speaker goes on."""
        channel = self._outlet(scene, draft)
        last = self.last
        if channel is None and last is not None and last.channel and last.speaker == draft.speaker and draft.elided and scene.number - last.scene <= 2:
            channel = last.channel
        draft = msgspec.structs.replace(draft, channel=channel)
        self.last = draft
        return draft

    def _outlet(self, scene: Scene, draft: StatementDraft) -> str | None:
        if draft.cue is None:
            return None
        low, high = min(draft.cue[0], draft.start), max(draft.cue[1], draft.start)
        if draft.speaker_span:
            low, high = min(low, draft.speaker_span[0]), max(high, draft.speaker_span[1])
        if draft.rule.endswith("quote.before"):
            high = scene.end
        for at, chunk in enumerate(scene.chunks):
            mention = chunk.mention
            if mention is None or mention.kind != "outlet" or not low - 80 <= scene.chunk_start(at) <= high:
                continue
            if draft.start <= scene.chunk_start(at) < draft.end:
                continue
            if is_platform(mention, self.lexicon):
                continue  # a social network is where it was written, not to whom it was said
            key = self.thread.key_of(scene, mention)
            if key and key not in draft.speaker and (chunk.prep in _CHANNEL_PREPS or draft.lemma in ("أبلغ", "أخبر")):
                return key
        return None


def _holds(outer: StatementDraft, inner: StatementDraft) -> bool:
    """The outer statement's content holds the inner one's cue and content, but for a closing mark."""
    cue = inner.cue or (inner.start, inner.start)
    return outer.start <= min(cue[0], inner.start) and max(cue[1], inner.end) <= outer.end + 2 and (outer.start, outer.end) != (inner.start, inner.end)


def _without_doubles(found: Sequence[StatementDraft]) -> list[StatementDraft]:
    """One statement for each stretch: of two with the same content the one with the nearer cue stays."""
    kept: list[StatementDraft] = []
    for draft in found:
        same = next((n for n, k in enumerate(kept) if abs(draft.start - k.start) <= 3 and abs(draft.end - k.end) <= 3), None)
        if same is None:
            kept.append(draft)
        elif draft.speaker == kept[same].speaker and (draft.lemma == "قال" or kept[same].lemma in RELAYS) and _distance(draft) < _distance(kept[same]):
            kept[same] = draft
    return kept


def _distance(draft: StatementDraft) -> int:
    """Characters between the cue and the content."""
    return draft.start - draft.cue[1] if draft.cue is not None and draft.cue[1] <= draft.start else draft.end - draft.start
