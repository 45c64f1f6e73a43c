"""Statements: every stretch of content that a cue gives to a speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from khabar.coding.content import Content, content_of, says, trim, without_lead
from khabar.coding.drafts import StatementDraft
from khabar.frames.arguments import RELAYS
from khabar.frames.chunks import Chunk
from khabar.frames.clauses import in_relative
from khabar.frames.frame import Frame
from khabar.frames.scene import Scene
from khabar.lexicon.words import Lexicon
from khabar.model import Fault, StatementType, Voice, span_of
from khabar.resolve.focus import Thread
from khabar.script.fold import fold

_IMPERSONAL = frozenset(("ذكر", "أشار", "علم", "قال", "عرف", "لفت", "نوه"))
_VERDICTS = frozenset(("قضى", "حكم"))  # a court's sentence is a deed, not a saying
_CHANNEL_PREPS = frozenset(("ل", "مع", "الي", "علي", "عبر", "في", "ب"))
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
        found = self._outer(scene, found)
        found = _without_doubles(sorted(found, key=lambda s: (s.start, -s.end)))
        return [self._channelled(scene, s) for s in sorted(found, key=lambda s: (s.cue or (s.start, 0))[0])]

    def _outer(self, scene: Scene, found: Sequence[StatementDraft]) -> list[StatementDraft]:
        """Without stances taken inside reported content (said that Egypt values …): those are events, not statements."""
        return [s for s in found if not (self._stance(scene, s) and any(_holds(o, s) for o in found if o is not s))]

    def _stance(self, scene: Scene, draft: StatementDraft) -> bool:
        if draft.frame < 0 or not draft.rule.startswith("statement.verb"):
            return False
        frame = scene.clause.frames[draft.frame]
        row = self.lexicon.verb(frame.lemma)
        weak = row is not None and row.klass == "both" and draft.rule.endswith(("noun", "prep"))
        return frame.tense != "past" or (weak and frame.subject_from == "elided")

    # -- verbs and participles
    def _from_frames(self, scene: Scene) -> Iterator[StatementDraft]:
        for number, frame in enumerate(scene.clause.frames):
            if frame.kind == "noun" or not says(self.lexicon, frame) or self._impersonal(scene, frame) or frame.negated:
                continue
            if frame.person != "3" or frame.hypothetical or (scene.kind == "title" and not self._clear(scene, frame)):
                continue
            draft = self._from_frame(scene, number, frame)
            if draft is not None:
                yield draft

    def _clear(self, scene: Scene, frame: Frame) -> bool:
        """In a headline only what a particle or quotation marks as said is a statement; the rest the body tells."""
        return frame.content is not None and scene.chunks[frame.content].kind in ("COMP", "OPEN")

    def _impersonal(self, scene: Scene, frame: Frame) -> bool:
        """يذكر أن، يشار إلى أن، كما يقال: the outlet itself speaks."""
        chunk = scene.chunks[frame.at]
        if chunk.kind != "V" or frame.tense != "present":
            return False
        if in_relative(scene.chunks, frame.at) and frame.subject_from in ("elided", "none"):
            return True
        if frame.lemma not in _IMPERSONAL:
            return False
        return frame.subject_from != "after" and frame.subject_from != "before"

    def _from_frame(self, scene: Scene, number: int, frame: Frame) -> StatementDraft | None:
        at, rule = self._content_at(scene, frame)
        content = content_of(scene, frame, self.lexicon, at) if at is not None else self._quote_before(scene, frame)
        if content is None or content.end - content.start < 3 or self._silent(scene, frame, content):
            return None
        sides = self.thread.sides.get((scene.number, number))
        speaker = sides.subject if sides else ()
        speaker = self._relayed(scene, frame) or speaker
        if frame.voice == "passive" and not speaker:
            return None
        if not speaker:
            if at is None or rule == "noun":
                return None
            self._unresolved(scene, frame)
        row = self.lexicon.verb(frame.lemma)
        assert row is not None
        kind = "participle" if frame.kind == "participle" else "verb"
        if at is None:
            rule = "quote.before"
        return self._draft(
            scene, content, speaker, frame, number, f"statement.{kind}.{rule}", row.voice or "neutral",
            elided=frame.subject_from in ("elided", "matrix"), document=sides.document if sides else "",
        )  # fmt: skip

    def _silent(self, scene: Scene, frame: Frame, content: Content) -> bool:
        """Nothing said: رفض التعليق, نفى ذلك."""
        words = scene.line.text[content.start : content.end].split()
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
        if takes_noun and frame.object and (frame.tense != "present" or frame.kind == "participle") and (frame.content is None or frame.object[0] < frame.content):
            return frame.object[0], "noun"
        if frame.content is None or (frame.lemma in _VERDICTS and scene.chunks[frame.content].kind == "NP"):
            return None, ""
        chunk = scene.chunks[frame.content]
        return frame.content, {"COMP": "an", "COLON": "colon", "OPEN": "quote"}.get(chunk.kind, "prep")

    def _quote_before(self, scene: Scene, frame: Frame) -> Content | None:
        """«…»، قال فلان: the quotation that ends just before the cue."""
        at = min((frame.at, *frame.subject)) - 1
        while at >= 0 and (scene.chunks[at].kind in ("COMMA", "DASH", "MARK", "ADV") or scene.chunks[at].word == "هكذا"):
            at -= 1
        if at < 0 or scene.chunks[at].kind != "CLOSE":
            return None
        end = scene.chunk_end(at)
        quote = next((q for q in scene.quotes if q.end == end), None)
        if quote is None or len(scene.line.text[quote.inner_start : quote.inner_end].split()) < 3:
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
        token = scene.line.tokens[chunk.end - 1 if chunk.kind != "NP" else chunk.start]
        scare, kind = self._type(scene, content)
        subject = frame.subject[0] if frame.subject else None
        span = (scene.chunk_start(subject), scene.chunk_end(subject)) if subject is not None else None
        return StatementDraft(
            scene=scene.number, speaker=tuple(speaker), speaker_span=span, cue=cue or (token.start, token.end), lemma=frame.lemma,
            start=content.start, end=content.end, type=kind, voice=voice, rule=rule, frame=number, elided=elided, document=document,
            scare=scare, title=scene.kind == "title",
        )  # fmt: skip

    def _type(self, scene: Scene, content: Content) -> tuple[tuple[tuple[int, int], ...], StatementType]:
        """(scare quotes, direct / indirect / mixed)."""
        inside = [q for q in scene.quotes if content.start <= q.start and q.end <= content.end + 1]
        text = scene.line.text
        scare = tuple((q.start, q.end) for q in inside if len(text[q.inner_start : q.inner_end].split()) <= SCARE_WORDS)
        if content.quoted:
            return scare, "direct"
        if len(scare) < len(inside):
            return scare, "mixed"
        if content.colon and self._own_voice(scene, content):
            return scare, "direct"
        return scare, "indirect"

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
        for number, frame in enumerate(scene.clause.frames):
            if frame.kind != "noun" or not says(self.lexicon, frame):
                continue
            at = self._after_noun(scene, frame)
            if at is None:
                continue
            content = content_of(scene, frame, self.lexicon, at)
            speaker = self._noun_speaker(scene, frame)
            if content is None or not speaker:
                continue
            row = self.lexicon.verb(frame.lemma)
            yield self._draft(scene, content, speaker, frame, number, "statement.masdar", (row.voice if row else None) or "neutral")

    def _after_noun(self, scene: Scene, frame: Frame) -> int | None:
        at = frame.at + 1
        while at < len(scene.chunks) and scene.chunks[at].kind in ("TIME", "PAREN"):
            at += 1
        if at >= len(scene.chunks):
            return None
        kind = scene.chunks[at].kind
        return at if kind == "COMP" or (kind in ("COLON", "OPEN") and frame.lemma == "قال") else None

    def _noun_speaker(self, scene: Scene, frame: Frame) -> tuple[str, ...]:
        chunk = scene.chunks[frame.at]
        if frame.pronoun:
            return self._source_of(scene, frame.at) or self.thread.pronoun(scene, frame.pronoun, frame.at)
        if chunk.inner:
            return self.thread.keys(scene, frame.at)
        for number in range(len(scene.clause.frames) - 1, -1, -1):
            if scene.clause.frames[number].at < frame.at and scene.clause.frames[number].kind != "noun":
                return self.thread.subject_of(scene, number)
        return ()

    def _source_of(self, scene: Scene, at: int) -> tuple[str, ...]:
        """نقلت وكالة عن فلان قوله: the one after عن."""
        for frame in scene.clause.frames:
            if frame.lemma in ("نقل", "أورد", "نسب") and frame.at < at:
                for prep, index in frame.obliques:
                    if prep in ("عن", "الي") and index < at and (keys := self.thread.keys(scene, index)):
                        return keys
        return ()

    # -- sources: وفق، بحسب، نقلا عن
    def _from_sources(self, scene: Scene, told: Sequence[StatementDraft]) -> Iterator[StatementDraft]:
        for at, chunk in enumerate(scene.chunks):
            if chunk.kind != "SOURCE":
                continue
            speaker, frame = self._named_source(scene, at)
            content = self._sourced(scene, at, told)
            if not speaker or content is None:
                continue
            cue = (scene.chunk_start(at), scene.chunk_end(at))
            carrier = frame or Frame(kind="noun", at=at, lemma=chunk.word)
            yield self._draft(scene, content, speaker, carrier, -1, "statement.source", "neutral", cue=cue)

    def _named_source(self, scene: Scene, at: int) -> tuple[tuple[str, ...], Frame | None]:
        """The one whose word it is: the noun phrase after وفق, or the subject of «ما أفاد»."""
        for j in range(at + 1, min(at + 5, len(scene.chunks))):
            chunk = scene.chunks[j]
            if chunk.kind == "NP":
                return self.thread.keys(scene, j) or self._issuer(scene, j + 1), None
            if chunk.kind == "V":
                number = next((n for n, f in enumerate(scene.clause.frames) if f.at == j), None)
                if number is None:
                    return (), None
                frame = scene.clause.frames[number]
                return self._relayed(scene, frame) or self.thread.subject_of(scene, number), frame
            if chunk.kind not in ("REL", "TIME", "PREP", "COMP"):
                return (), None
        return (), None

    def _issuer(self, scene: Scene, at: int) -> tuple[str, ...]:
        """بيان للرئاسة, تقرير صادر عن المنظمة: who issued the document."""
        for chunk in range(at, min(at + 2, len(scene.chunks))):
            if scene.chunks[chunk].kind == "NP" and scene.chunks[chunk].prep in ("ل", "عن", "من"):
                return self.thread.keys(scene, chunk)
        return ()

    def _relayed(self, scene: Scene, frame: Frame) -> tuple[str, ...]:
        """نقلت الوكالة عن مصدر: the one whose words are passed on."""
        if frame.lemma not in RELAYS:
            return ()
        return tuple(k for prep, i in frame.obliques if prep in ("عن", "الي") for k in self.thread.keys(scene, i))

    def _sourced(self, scene: Scene, at: int, told: Sequence[StatementDraft]) -> Content | None:
        leading = all(c.kind in ("FOCUS", "ADV", "CONJ") for c in scene.chunks[:at])
        if leading:
            return self._after_source(scene, at)
        start, end = self._clause_start(scene, at), scene.chunk_end(at - 1)
        start, end = trim(scene.line.text, start, end)
        if any(t.start < end and start < t.end for t in told) or end <= start:
            return None
        return Content(start, end, False, False, 0, at)

    def _after_source(self, scene: Scene, at: int) -> Content | None:
        comma = next((j for j in range(at + 1, len(scene.chunks)) if scene.chunks[j].kind in ("COMMA", "COMP") or scene.chunks[j].word in ("ان", "فان")), None)
        if comma is None or comma + 1 >= len(scene.chunks):
            return None
        carrier = Frame(kind="noun", at=at, lemma="")
        first = comma + 1
        while first < len(scene.chunks) - 1 and (scene.chunks[first].kind in ("COMP", "MOD") or scene.chunks[first].word in ("ان", "فان", "فقد")):
            first += 1
        content = content_of(scene, carrier, self.lexicon, first)
        if content is None:
            return None
        start = scene.chunk_start(first)
        if scene.chunks[first].conj == "ف":
            start += 1
        start = without_lead(scene.line.text, start, content.end)
        return content._replace(start=min(start, content.end - 1))

    def _clause_start(self, scene: Scene, at: int) -> int:
        """The start of the sentence before a source, a leading «وفي حادث منفصل،» or و left out."""
        first = 0
        chunks = scene.chunks
        if chunks[0].kind in ("NP", "FOCUS", "CLAUSE") and (chunks[0].prep or chunks[0].kind != "NP"):
            comma = next((j for j in range(1, min(at, 6)) if chunks[j].kind == "COMMA"), None)
            if comma is not None and all(c.kind in ("NP", "TIME", "FOCUS", "PAREN") for c in chunks[:comma]):
                first = comma + 1
        start = scene.chunk_start(first)
        return start + 1 if chunks[first].conj in ("و", "ف") and chunks[first].kind in ("V", "NP") and not chunks[first].prep else start

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
            if keys and content is not None and content.end - content.start > 5 and (content.quoted or self._may_speak(scene, name, content)):
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
        if not any(abs(draft.start - k.start) <= 3 and abs(draft.end - k.end) <= 3 for k in kept):
            kept.append(draft)
    return kept
