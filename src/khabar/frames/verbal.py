"""What decides whether a word is a verb or adverbial participle where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.line import Line
from khabar.annotate.places import names_on
from khabar.annotate.raw import RawMention
from khabar.frames.chunk import Chunk
from khabar.frames.words import AFTER_VERB, COMPLEMENTS, about, counts, has_article, verb_cost
from khabar.language.tokens import Reading, Token
from khabar.script.fold import fold

_GOES_ON = frozenset(("مضي", "راح", "عاد", "اخذ", "طفق"))
"""Auxiliaries of a present verb: ومضى يقول."""


_MORE = frozenset(("اكثر", "اقل", "ازيد", "اكبر", "اصغر", "اعلي", "ادني"))
"""Comparatives, never first persons: أكثر من عشرين."""
_SOME = frozenset(("احد", "احدي", "عدد", "بعض", "عده", "عدد", "كل", "جميع"))


class VerbReader:
    """The words of a line and the chunks read so far: the base of the chunker, with its questions about verbs."""

    line: Line
    tokens: Sequence[Token]
    mention_at: dict[int, RawMention]
    chunks: list[Chunk]
    prep: str

    def _says(self, chunk: Chunk) -> bool:
        return self.line.lexicon.says(chunk.lemma)

    def _before_verb(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].has("past", "present") and at not in self.mention_at

    def _verb_beats(self, at: int, mention: RawMention) -> bool:
        """A one-word mention that is rather a verb or adverbial participle of saying: أفاد, وطالبا, متهما at a clause's head."""
        joined = mention.end - mention.start > 1 and (has_article(self.tokens[at]) or not has_article(self.tokens[at + 1]))
        if joined or mention.kind not in ("people", "body", "role", "unnamed") or mention.prep:
            return False
        if self.line.key(at)[len(mention.pre) :].startswith("ال"):
            return False
        said = [r for r in self.tokens[at].readings if r.entry.pos in ("past", "active") and not r.prep and self._row_says(r)]
        adverbs = [r for r in said if r.entry.pos == "active"] if self.tokens[at].word.bare.endswith(("ا", "ة")) else []
        if adverbs and self.tokens[at].word.bare.endswith("ة") and not self._addressed(at + 1):
            return False  # ، داعية إسلامي: a preacher
        if adverbs and self.chunks and self.chunks[-1].kind == "COMMA":
            return True  # ، متهما إياها بـ
        governs = any(self._governs(r, self.line.key(at + 1)) for r in adverbs)
        return bool(said) and (governs or self._clause_start(at)) and self._subject_follows(at + 1)

    def _addressed(self, at: int) -> bool:
        """Whom a feminine participle is said to, or what it governs: ، داعية جميع الأطراف إلى."""
        if at >= len(self.tokens):
            return False
        mention, token = self.mention_at.get(at), self.tokens[at]
        return (mention is not None and mention.via != "nisba") or token.key in COMPLEMENTS or has_article(token) or token.has("particle")

    def _governs(self, reading: Reading, word: str) -> bool:
        """The word may bring the content of the verb: محتجا على, مؤكدا أن."""
        row = self.line.lexicon.verb(reading.entry.lemma)
        return row is not None and (word in [fold(c) for c in row.content] or ("an" in row.content and word in ("ان", "انه", "انها")))

    def _row_says(self, reading: Reading) -> bool:
        return self.line.lexicon.says(reading.entry.lemma)

    def _verb_reading(self, at: int) -> Reading:
        return self._best_verb([r for r in self.tokens[at].readings if r.entry.pos in ("past", "present")])

    def _best_verb(self, readings: list[Reading]) -> Reading:
        """The likeliest verbal reading; و before a verb of saying beats a verb that begins with و (ودعا)."""
        said = [r for r in readings if r.conj and self._row_says(r)]
        whole = [r for r in readings if not r.pre]
        return min(said if said and whole and not any(self._row_says(r) for r in whole) else readings, key=verb_cost)

    def _is_verb(self, at: int) -> bool:
        token = self.tokens[at]
        verbs = [r for r in token.readings if r.entry.pos in ("past", "present")]
        if not verbs or self.prep or counts(token) or self.line.key(at).removeprefix("و") in _MORE:
            return False
        if names_on(self.line, at):
            return False  # بلدة عين الزرقاء: the name's first half
        if self._described(at):
            return False
        best = self._best_verb(verbs)
        if best.conj == "ف" and self.chunks and self.chunks[-1].kind == "V":
            return False  # حصد فيلم: no verb joins by ف the one that it follows at once
        if best.entry.number == "d" and not best.conj and any(r.entry.pos == "active" and self._row_says(r) for r in token.readings):
            return False  # ، سائلا: no «they two asked»
        load = len(best.pre) + len(best.suffix)
        if best.suffix and any(r.entry.pos not in ("past", "present") and len(r.pre) + len(r.suffix) < load for r in token.readings):
            return False
        others = [r for r in token.readings if r.entry.pos not in ("past", "present", "imperative") and len(r.pre) + len(r.suffix) <= len(best.pre) + len(best.suffix)]
        row = self.line.lexicon.verb(best.entry.lemma)
        if best.pre.endswith("س") or (not others and not (row is not None and row.ambiguous and best.entry.form == best.entry.lemma)):
            return True
        return self._verb_in_context(at, best)

    def _described(self, at: int) -> bool:
        """قصف جوي, هجوم صاروخي: what an adjective without article describes at once is the noun."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        noun = any(r.entry.pos in ("masdar", "noun") and not r.pre and not r.suffix for r in self.tokens[at].readings)
        if after is None or not noun or at + 1 in self.mention_at or has_article(after):
            return False
        plain = [r for r in after.readings if not r.suffix and not r.pre]
        return any(r.entry.pos == "adj" and r.entry.table == "words" for r in plain) and not after.has("past", "present", "particle", "noun", "masdar")

    def _verb_in_context(self, at: int, best: Reading) -> bool:
        """An ambiguous word is a verb after a verbal particle, or at the head of a clause before what can be its subject."""
        before = self.chunks[-1] if self.chunks else None
        if (before is not None and before.kind in ("MOD", "KANA", "COND")) or (before is not None and before.kind == "NEG" and before.word in ("لم", "لن", "لا")):
            return True
        if before is not None and (before.kind == "REL" or self._bare_relative_verb(at)):
            return True
        if before is not None and ((before.kind == "COMP" and best.entry.pos == "past") or (before.word == "ان" and before.conj == "ف")):
            return self._after_deed_particle()  # إنّ and أنّ stand before a noun
        if self.line.key(at).removeprefix("و") in _GOES_ON and self._before_verb(at + 1) and not self.tokens[at + 1].has("past"):
            return True
        if self._clause_start(at) and best.entry.form.endswith("ى") and self.tokens[at].word.bare.endswith("ى"):
            return True  # نفى آمر القوة: the noun is spelled نفي
        if not best.conj and self._verb_open(at):
            return False
        if self._clause_start(at):
            return self._subject_follows(at + 1) or self._denied_follows(at + 1, best)
        if before is not None and before.kind == "NP" and before.mention is None and not self.tokens[at].has("masdar", "noun", "adj") and self._passive_alone(at):
            return True  # هجوم نفذ ضد مدرسة
        if before is None or before.kind != "NP" or before.mention is None or before.prep:
            return False
        return before.mention.name is not None or self._complement_follows(at + 1) or self._told_of_people(before, at)

    def _told_of_people(self, before: Chunk, at: int) -> bool:
        """«أن جنديا قتل وأصيب آخر»: right after people, who take no bare noun, and before no genitive, the word is what befell them."""
        return before.mention is not None and before.mention.kind in ("people", "person", "role") and self._passive_alone(at)

    def _passive_alone(self, at: int) -> bool:
        """A verb that news uses in the passive, with neither a subject nor a genitive after it."""
        row = self.line.lexicon.verb(self._verb_reading(at).entry.lemma)
        if row is None or not row.passive_common:
            return False
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if after is None or not self.line.is_word(at + 1) or at + 1 in self.line.timed:
            return True
        return bool(after.readings) and all(r.pre or r.entry.pos == "particle" for r in after.readings)

    def _bare_relative_verb(self, at: int) -> bool:
        """هجوم شنه مسلحون: right after an indefinite noun a verb with its pronoun, and who did it after."""
        doer, before = self.mention_at.get(at + 1), self.tokens[at - 1] if at else None
        if doer is None or doer.pre or doer.via == "nisba" or before is None or not before.has("masdar", "noun") or has_article(before) or at in self.mention_at:
            return False
        return any(r.entry.pos == "past" and r.suffix in ("ه", "ها", "هم", "هما") and not r.pre for r in self.tokens[at].readings)

    def _after_deed_particle(self) -> bool:
        """سبق له أن رفض: after this أن stands a verb."""
        return any(c.word.removeprefix("و").removeprefix("ف") in ("سبق", "يسبق") or c.word in ("بعد ان", "قبل ان", "منذ ان") for c in self.chunks[-4:])

    def _denied_follows(self, at: int, best: Reading) -> bool:
        """ونفى وجود أي خلاف: an act right after a verb of saying that takes it."""
        row = self.line.lexicon.verb(best.entry.lemma)
        takes = row is not None and row.klass in ("say", "both") and "noun" in row.content and bool(best.conj)
        return takes and at < len(self.tokens) and any(r.entry.pos == "masdar" and not r.pre for r in self.tokens[at].readings)

    def _verb_open(self, at: int) -> bool:
        """A verb of this clause still waits for what it governs: the ambiguous word is rather its object."""
        if not self.tokens[at].has("masdar", "noun"):
            return False
        bare = 0
        for chunk in reversed(self.chunks):
            if chunk.kind in ("V", "PART"):
                row = self.line.lexicon.verb(chunk.lemma)
                return row is not None and row.transitive and bare <= 1 + (row.addressee == "object" and "noun" in row.content)
            if chunk.kind not in ("NP", "TIME", "COMMA", "PAREN", "ADV", "FOCUS"):
                return False
            bare += chunk.kind == "NP" and not chunk.prep
        return False

    def _clause_start(self, at: int) -> bool:
        if not self.chunks:
            return True
        before = self.chunks[-1]
        conj = any(r.conj for r in self.tokens[at].readings)
        return before.kind in ("STOP", "COMMA", "CLAUSE", "COLON", "OPEN", "FOCUS", "COMP", "SOURCE", "KANA", "TIME", "PAREN", "DASH", "CLOSE", "REL") or before.word == "هكذا" or conj

    def _subject_follows(self, at: int) -> bool:
        """What comes next can be the subject or content of a verb."""
        at = self.line.timed.get(at, at)  # وقتل أمس أربعة جنود
        if at >= len(self.tokens):
            return False
        if self.mention_at.get(at) is not None:
            return not self.mention_at[at].prep and self.mention_at[at].via != "nisba"
        key = self.line.key(at)
        if key in AFTER_VERB or self.line.mark(at) in ("،", ":", "«", '"', "“"):
            return True
        token = self.tokens[at]
        if key in _SOME or (key == "ما" and self.line.key(at + 1) in ("لا", "يقارب", "يزيد", "يربو")):
            return True  # قتل أحد العناصر, قتل ما لا يقل عن ثلاثين
        return token.kind == "number" or counts(token) or about(self.tokens, at) or token.key.startswith("ال") or any(r.entry.table in ("words", "nouns") and not r.pre for r in token.readings)

    def _complement_follows(self, at: int) -> bool:
        key = self.line.key(at)
        if key in COMPLEMENTS:
            return True
        return at < len(self.tokens) and (self.mention_at.get(at) is not None or self.tokens[at].has("masdar", "noun") or self.tokens[at].key.startswith("ال"))

    def _verb_before(self) -> bool:
        """A verb stands before in this clause: what follows may be its adverb."""
        for chunk in reversed(self.chunks):
            if chunk.kind in ("COMP", "COLON", "STOP", "CLAUSE", "OPEN"):
                return False
            if chunk.kind == "V":
                return True
        return False

    def _governs_ba(self) -> bool:
        """هددت الدولة برد: the verb of this clause takes its content by ب, and nothing has come by ب yet."""
        for chunk in reversed(self.chunks):
            if chunk.kind in ("V", "PART"):
                row = self.line.lexicon.verb(chunk.lemma)
                return row is not None and "ب" in row.content and "noun" not in row.content
            if chunk.kind not in ("NP", "TIME", "PAREN", "ADV", "FOCUS") or chunk.prep == "ب":
                return False
        return False
