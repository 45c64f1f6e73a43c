"""A sentence as a row of chunks: noun phrases with their prepositions, verbs, particles, marks.

The clause grammar (arguments, content, polarity) looks only at chunks; here stands what decides whether a word is a verb
where it stands, and where a noun phrase ends.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.line import Line
from khabar.annotate.places import address_end, ends_in_name, named_end
from khabar.annotate.quotes import Quote
from khabar.annotate.raw import RawMention
from khabar.frames.chunk import WISH
from khabar.frames.chunk import Chunk as Chunk
from khabar.frames.verbal import VerbReader
from khabar.frames.words import (
    HONOURED,
    QUANTITIES,
    about,
    accusative,
    begins_anew,
    bounded,
    counts,
    guess_pre,
    has_article,
    noun_only,
    own_saying,
    participle_ahead,
    takes_genitive,
    verb_after_noun,
    verb_cost,
    wish_end,
)
from khabar.language.number_words import VAGUE, WORDS
from khabar.language.tokens import Reading
from khabar.script.fold import fold

_WHOM = frozenset(("ه", "ها", "هم", "هن", "هما", "نا", "ي"))
_POINTS = frozenset(("ذلك", "هذا", "هذه", "تلك"))
_SCALES = frozenset(("الف", "الفا", "الاف", "مليون", "مليونا", "ملايين", "مليار", "مليارا", "مليارات"))
MAX_NP = 14  # words
MAX_PAREN = 14
_STOPS = frozenset(".!؟?…")
_COMMAS = frozenset("،,؛;")
_DASHES = frozenset("-–—−")


class Chunker(VerbReader):
    """Cuts one line into chunks."""

    def __init__(self, line: Line, mentions: Sequence[RawMention], quotes: Sequence[Quote]) -> None:
        self.line = line
        self.tokens = line.tokens
        self.mention_at = {m.start: m for m in mentions}
        self.opens = {q.start for q in quotes}
        self.closes = {q.end - 1 for q in quotes if q.closed}
        self.chunks: list[Chunk] = []
        self.prep = ""
        self.prep_at = -1

    def run(self) -> list[Chunk]:
        """The chunks of the line, in order; every token but «كل من» is in one of them."""
        at = 0
        while at < len(self.tokens):
            end = self._take(at)
            at = max(end, at + 1)
        self._flush_prep(len(self.tokens))
        return self.chunks

    # -- one step
    def _take(self, at: int) -> int:
        token = self.tokens[at]
        if token.kind == "mark":
            return self._mark(at)
        if at in self.line.timed:
            return self._put("TIME", at, self.line.timed[at])
        if (whom := self.line.key(at).removeprefix("ايا")) in _WHOM and self.line.key(at) != whom:
            return self._put("NP", at, at + 1, suffix=whom, word=self.line.key(at))  # متهما إياهم بـ
        if wish := wish_end(self.line, at):
            return self._put("PAREN", at, wish, word=WISH)
        if self.line.key(at) in ("كل", "كلا", "كلتا", "كلتي", "كلي") and self.line.key(at + 1) == "من" and at + 2 in self.mention_at:
            return at + 2  # كلا من: only says that all of the list is meant
        mention = self.mention_at.get(at)
        if mention is not None:
            verbal = (self._verb(at) or self._participle(at)) if self._verb_beats(at, mention) else 0
            return verbal or self._noun_phrase(at)
        named = address_end(self.line, at) or named_end(self.line, at)
        if named or bounded(self.tokens, at):
            return self._noun_phrase(at, named)
        return self._particle(at) or self._verb(at) or self._participle(at) or self._noun_phrase(at)

    def _put(self, kind: str, start: int, end: int, **more: object) -> int:
        prep = ""
        if self.prep and kind in ("NP", "COMP", "TIME", "REL", "V"):
            prep, self.prep = self.prep, ""
            start = self.prep_at
        elif self.prep:
            self._flush_prep(start)
        fields = {"prep": prep, **{k: v for k, v in more.items() if not (k == "prep" and prep)}}
        self.chunks.append(Chunk(kind, start, end, **fields))  # type: ignore[arg-type]
        return end

    def _flush_prep(self, at: int) -> None:
        if self.prep:
            self.chunks.append(Chunk("PREP", self.prep_at, at, word=self.prep))
            self.prep = ""

    # -- marks
    def _mark(self, at: int) -> int:
        offset, mark = self.tokens[at].start, self.line.mark(at)
        if offset in self.opens or offset in self.closes:
            return self._quote(at, "OPEN" if offset in self.opens else "CLOSE")
        if mark in "([":
            return self._paren(at)
        kind = "STOP" if mark in _STOPS else "COMMA" if mark in _COMMAS else "COLON" if mark == ":" else "DASH" if mark in _DASHES else "MARK"
        return self._put(kind, at, at + 1)

    def _quote(self, at: int, kind: str) -> int:
        """A quotation mark does not part a preposition from its noun (بـ«رد قاس»); a name in marks is one phrase with it."""
        end = 0
        if kind == "OPEN":
            end = self._named_in_marks(at) or (self._quoted_name(at) if self.prep else 0)
        if end:
            mention = self.mention_at.get(at + 1)
            return self._put("NP", at, end, mention=mention, word=self.line.key(at + 1))
        self.chunks.append(Chunk(kind, at, at + 1))
        return at + 1

    def _named_in_marks(self, at: int) -> int:
        """The end of a quotation that holds just an actor's name, or 0: رحب «حزب الأمة» بـ."""
        mention = self.mention_at.get(at + 1)
        if mention is None or mention.end >= len(self.tokens) or mention.kind in ("people", "state"):
            return 0
        closing = self.tokens[mention.end]
        return mention.end + 1 if closing.kind == "mark" and closing.start in self.closes else 0

    def _quoted_name(self, at: int) -> int:
        """The end of a quotation of at most three words without a verb, or 0."""
        for end in range(at + 1, min(at + 5, len(self.tokens))):
            if self.tokens[end].kind == "mark":
                return end + 1 if self.tokens[end].start in self.closes and end > at + 1 else 0
            if verb_after_noun(self.tokens[end]):
                return 0
        return 0

    def _paren(self, at: int) -> int:
        for end in range(at + 1, min(at + MAX_PAREN, len(self.tokens))):
            if self.line.mark(end) and self.line.mark(end) in ")]":
                return self._put("PAREN", at, end + 1)
        return self._put("MARK", at, at + 1)

    # -- particles
    def _particle(self, at: int) -> int:
        many = [m for m in self.line.matches.at(at, "particles") if m.end > at + 1 and not m.pre.endswith(("ب", "ل", "ك"))]
        if many:
            best = max(many, key=lambda m: m.end)
            row = self.line.lexicon.tables["particles"][best.phrase.row]
            return self._particle_as(at, best.end, row.klass, fold(row.form), best.pre, "")
        readings = [r for r in self.tokens[at].readings if r.entry.pos == "particle"]
        if not readings:
            return 0
        reading = self._best_particle(at, readings)
        if reading is None:
            return 0
        row = self.line.lexicon.tables["particles"][reading.entry.row]
        if reading.prep and row.klass in ("comp", "relative"):
            self._set_prep(reading.prep, at)
        return self._particle_as(at, at + 1, row.klass, fold(row.form), reading.pre, reading.suffix)

    def _best_particle(self, at: int, readings: list[Reading]) -> Reading | None:
        """The particle meant, or None where the word is rather a verb or noun here."""
        plain = sorted(readings, key=lambda r: (len(r.pre), len(r.suffix)))
        first = plain[0]
        if first.conj and any(r.entry.pos in ("past", "present") and not r.pre and not r.suffix and verb_cost(r) < 2 for r in self.tokens[at].readings):
            return None  # فتحت is no «ف + تحت»
        if first.suffix or first.prep:
            others = [r for r in self.tokens[at].readings if r.entry.pos != "particle" and not r.pre and not r.suffix]
            if others and first.entry.form not in ("أن", "إن", "لكن", "من", "في", "على", "إلى", "عن", "له"):
                return None
        if first.entry.form in ("بين", "ما", "من", "إن", "أن", "لا", "عن"):
            return self._by_next(at, plain)
        if first.entry.form == "عبر" and self._clause_start(at) and "عن" in [self.line.key(i) for i in range(at + 1, at + 9)]:
            return None  # عبر الوزير عن
        verbs = [r for r in self.tokens[at].readings if r.entry.pos in ("past", "present") and not r.pre[1:]]
        act = at + 1 < len(self.tokens) and self.tokens[at + 1].has("masdar", "noun") and at + 1 not in self.mention_at  # عقب الاجتماع
        return None if verbs and first.entry.form in ("عقب", "عدا") and not act and self._is_verb(at) else first

    def _by_next(self, at: int, plain: list[Reading]) -> Reading | None:
        form = plain[0].entry.form
        after = at + 1
        if form == "بين" and any(r.entry.pos == "past" for r in self.tokens[at].readings):
            follows = self.line.key(after)
            if follows in ("ان", "انه", "انها", "انهم") or (self._clause_start(at) and self.mention_at.get(after) and not self._two_sides(after)):
                return None
        return plain[0]

    def _two_sides(self, at: int) -> bool:
        """بين X و Y: the words after name two sides."""
        mention = self.mention_at[at]
        return self.line.key(mention.end).startswith("و") or mention.number in ("d", "p")

    def _particle_as(self, at: int, end: int, klass: str, form: str, pre: str, suffix: str) -> int:
        conj = pre[:1] if pre[:1] in ("و", "ف") else ""
        if form == "عما":
            self._set_prep("عن", at)
            return self._put("REL", at, end, word="ما", conj=conj)
        if klass == "prep" and about(self.tokens, at):
            return 0  # نحو ثلاثين شخصا
        if klass == "prep" or form == "علي لسان" or (form == "نقلا عن" and self._says_open() and self._content_ahead(end)):
            return self._preposition(at, end, form, conj, suffix)
        if klass == "neg" and form in ("غير", "عدم", "دون"):
            return self._put("NEG", at, end, word=form, conj=conj, suffix=suffix)
        if klass == "relative" and form in ("من", "ما") and not self._before_verb(end):
            return self._preposition(at, end, form, conj, suffix) if form == "من" else self._put("REL", at, end, word=form, conj=conj)
        if form == "ان" and klass in ("cond", "comp") and not suffix:
            klass = self._an_or_if(at, end)
        if klass == "focus" and form.startswith("بدور") and self._governs_ba() and self.chunks[-1].kind in ("V", "PART"):
            return 0  # مشيدا بدورها
        kind = {
            "comp": "COMP", "neg": "NEG", "future": "MOD", "cond": "COND", "modal": "MOD", "conj": "CONJ", "clause": "CLAUSE",
            "relative": "REL", "kana": "KANA", "focus": "FOCUS", "source": "SOURCE", "adverb": "ADV", "question": "MOD", "vocative": "ADV",
        }.get(klass)  # fmt: skip
        if kind == "COMP" and conj == "ف":
            kind = "CLAUSE"  # فإن opens the answer to a condition or a source, not reported content
        if kind is None:  # demonstratives, quantifiers, pronouns begin a noun phrase
            return 0 if klass != "pronoun" else self._put("NP", at, end, word=form, conj=conj, suffix=form)
        return self._put(kind, at, end, word=form, conj=conj, suffix=suffix)

    def _says_open(self) -> bool:
        """A verb of saying of this clause still waits for its content."""
        for chunk in reversed(self.chunks):
            if chunk.kind in ("V", "PART"):
                return self._says(chunk)
            if chunk.kind in ("STOP", "COMP", "COLON", "CLAUSE", "CLOSE"):
                return False
        return False

    def _content_ahead(self, at: int) -> bool:
        """What is said comes after the words at ``at``: أفادت الوكالة، نقلا عن مصدر، بأن."""
        keys = [self.line.key(i) for i in range(at, min(at + 12, len(self.tokens)))]
        return any(k in ("ان", "انه", "انها", "بان") for k in keys) or any(self.line.mark(i) in (":", "«", "“") for i in range(at, at + len(keys)))

    def _an_or_if(self, at: int, end: int) -> str:
        """إن before a verb is if, unless a verb of saying stands before it; أن is always that."""
        if self.tokens[at].word.bare.removeprefix("و").startswith("أ"):
            return "comp"
        after = self.tokens[end] if end < len(self.tokens) else None
        if after is not None and after.has("past") and not after.has("noun", "masdar", "adj", "active", "particle") and end not in self.mention_at and self.tokens[at].word.bare.startswith("إ"):
            return "cond"  # إن كرر: إنّ stands before no verb
        if self.line.key(end) == "لم":
            return "cond"  # إن لم تستسلم
        said = any(c.kind in ("V", "PART") and self._says(c) for c in self.chunks[-6:])
        return "cond" if not said and self._before_verb(end) and self.tokens[at].word.bare.startswith("إ") else "comp"

    def _set_prep(self, prep: str, at: int) -> None:
        if not self.prep:
            self.prep_at = at
        self.prep = prep

    def _preposition(self, at: int, end: int, form: str, conj: str, suffix: str) -> int:
        if suffix:
            return self._put("NP", at, end, prep=form, conj=conj, suffix=suffix, word=suffix)
        self._flush_prep(at)
        self._set_prep(form, at)
        return end

    # -- verbs and participles
    def _verb(self, at: int) -> int:
        if not self._is_verb(at):
            return 0
        reading = self._verb_reading(at)
        return self._put("V", at, at + 1, reading=reading, conj=reading.conj, suffix=reading.suffix, word=self.tokens[at].key)

    def _participle(self, at: int) -> int:
        """An adverbial participle (مؤكدا، مشيرا إلى، ملوحة بـ): indefinite, after a comma, و, or a complete clause."""
        options = [
            r for r in self.tokens[at].readings
            if r.entry.pos == "active" and not r.entry.definite and r.prep == "" and r.entry.table == "verbs"
        ]  # fmt: skip
        if not options or self.prep:
            return 0
        reading = min(options, key=lambda r: len(r.pre) + len(r.suffix))
        written = self.tokens[at].word.bare
        accusative = written.endswith(("ا", "ا\u064b")) or reading.entry.gender == "f" or reading.entry.number in ("d", "p")
        row = self.line.lexicon.verb(reading.entry.lemma)
        if row is None or row.klass not in ("say", "both") or not accusative or reading.suffix or self._is_masdar(at, reading):
            return 0
        if self._is_thing(at):
            return 0
        before = self.chunks[-1] if self.chunks else None
        if reading.entry.gender == "f" and reading.entry.number == "p" and self.tokens[at].has("noun"):
            return 0  # لافتات
        if before is not None and before.kind == "COMP":
            return 0  # أن مهاجما فجر نفسه: what أن brings is its topic
        if reading.entry.gender == "f" and not ((before and before.kind in ("COMMA", "TIME", "CLOSE", "PAREN")) or reading.conj):
            if not (before and before.kind == "NP") or not self._verb_before() or reading.entry.number == "p" or "COMP" in [c.kind for c in self.chunks[-2:-1]]:
                return 0  # واشنطن ملتزمة: a predicate
        return self._put("PART", at, at + 1, reading=reading, conj=reading.conj, suffix=reading.suffix, word=self.tokens[at].key)

    def _is_thing(self, at: int) -> bool:
        """ناقلة نفط, حاملة طائرات: a noun of its own in front of its genitive, not an adverbial participle."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        named = any(r.entry.pos == "noun" and not r.suffix for r in self.tokens[at].readings)
        return named and after is not None and at + 1 not in self.mention_at and after.has("noun", "masdar", "adj") and not after.has("particle") and not any(r.prep for r in after.readings)

    def _is_masdar(self, at: int, reading: Reading) -> bool:
        """مناقشة, مطالبة: the feminine participle and the masdar are one word; with no و or comma before it is the masdar."""
        masdar = any(r.entry.pos == "masdar" and r.pre == reading.pre and not r.suffix for r in self.tokens[at].readings)
        return masdar and not (self.chunks and self.chunks[-1].kind == "COMMA")

    # -- noun phrases
    def _noun_phrase(self, at: int, named: int = 0) -> int:
        """The end of the phrase at ``at``; ``named`` is the end of the place's name that it begins with."""
        mention = self.mention_at.get(at)
        head, pre, suffix = self._head(at, mention)
        inner: list[RawMention] = []
        end = mention.end if mention else named or at + 1
        while end < len(self.tokens) and end - at < MAX_NP:
            more = self._extends(at, end)
            if not more:
                break
            follower = self.mention_at.get(end)
            if follower:
                inner.append(follower)
            end += more
        head = self._counted(at, end) or head
        conj = pre[:1] if pre[:1] in ("و", "ف") else ""
        prep = pre[-1:] if pre[-1:] in ("ب", "ل", "ك") else ""
        keep = self.prep
        return self._put("NP", at, end, prep=keep if keep else prep, conj=conj, reading=head, mention=mention, inner=tuple(inner), suffix=suffix, word=self.tokens[at].key)

    def _counted(self, start: int, end: int) -> Reading | None:
        """What is counted, where it is a deed: شن عشر غارات, أكثر من ثلاث هجمات. Men who are counted are mentions."""
        first = self.tokens[start]
        if not (counts(first) or first.kind == "number" or bounded(self.tokens, start) or first.key in QUANTITIES):
            return None
        for at in range(start + 1, end):
            token = self.tokens[at]
            if at in self.mention_at:
                return None
            if token.kind == "word" and not counts(token) and token.key != "من":
                named = [r for r in token.readings if r.entry.table == "nouns" and not r.pre and not r.suffix]
                return named[0] if named else None
        return None

    def _head(self, at: int, mention: RawMention | None) -> tuple[Reading | None, str, str]:
        token = self.tokens[at]
        nominal = [r for r in token.readings if r.entry.pos in ("masdar", "noun", "adj", "active", "passive_part")]
        if mention is not None:
            best = min((r for r in nominal if r.pre == mention.pre), key=lambda r: len(r.suffix), default=None)
            return best, mention.pre, mention.suffix
        if nominal:
            order = {"masdar": 0, "noun": 1}
            governed = [r for r in nominal if r.pre == "ب" and r.entry.pos in order] if self._governs_ba() else []
            best = min(governed or nominal, key=lambda r: (len(r.pre) + len(r.suffix), order.get(r.entry.pos, 2), r.entry.table != "nouns"))
            return best, best.pre, best.suffix
        if counts(token) and token.key.startswith("و") and token.key not in WORDS:
            return None, "و", ""
        return None, guess_pre(token), ""

    def _extends(self, start: int, at: int) -> int:
        """How many tokens at ``at`` still belong to the noun phrase that began at ``start``; 0 ends it."""
        token = self.tokens[at]
        if at in self.line.timed or token.kind == "mark":
            return self._quoted_inside(at)
        if token.key in ("ل", "ب", "ك") or (self.tokens[at - 1].key in HONOURED and not has_article(token)):
            return 0  # لـ«الأفق», أكد معاليه حرص الوزارة
        if has_article(token) and at == start + 1 and any(m.pre and m.end == at for m in self.line.matches.at(start, "places", "states")) and not token.has("adj"):
            return 0  # أعلن الاتحاد بصفاقس الإضراب: a place takes no genitive
        if bounded(self.tokens, at - 1):
            return 1
        if ends_in_name(self.line, start, at) and not token.has("adj", "active", "passive_part") and at not in self.mention_at:
            return 0  # في غزة ارتفاع الحصيلة
        if self._own_of_counted(start, at) or self._after_relational(start, at):
            return 0
        if address_end(self.line, at) and (self._is_adjective(at - 1) or self._strikes(start, at)):
            return 0
        if self.line.key(at - 1) in _POINTS and not has_article(token):
            return 0  # نظموا عقب ذلك مسيرة
        head, mention = self.mention_at.get(start), self.mention_at.get(at)
        if self.line.key(at - 1).endswith("ون") and token.key.endswith("ين") and token.has("adj", "active", "passive_part"):
            return 0  # هاجم مسلحون سياسيين: another case
        if mention is not None:
            capital = mention.via == "capital" and self.tokens[start].key.endswith("العاصمه")  # العاصمة بغداد
            closed = has_article(self.tokens[start]) and mention.via != "nisba" and not capital
            return 0 if mention.pre or closed or (head and not takes_genitive(head, mention)) else mention.end - at
        if head is not None and (head.kind not in ("people", "unnamed") or self._whole(head)):
            return 1 if self._definite_adjective(at, head.gender) else 0
        if head is not None and head.number == "s" and head.end == at and self.line.key(at - 1).endswith("ي") and noun_only(token) and not has_article(token):
            return 0  # فجر انتحاري سيارة: an adjective takes no genitive
        if self._new_count(at):
            return 0
        if token.kind in ("number", "latin"):
            return 1
        if any(r.entry.pos == "particle" and not r.pre[1:] and len(r.entry.form) > 1 for r in token.readings if not r.suffix or r.entry.form in ("أن", "إن", "من", "عن", "في")):
            return 0
        if wish_end(self.line, at) or verb_after_noun(self.tokens[at]) or self._bare_relative_verb(at) or participle_ahead(token, self.line.lexicon) or own_saying(token, self.line.lexicon):
            return 0
        nominal = [r for r in token.readings if r.entry.pos in ("masdar", "noun", "adj", "active", "passive_part")]
        if (self.prep or any(r.prep for r in self.tokens[start].readings)) and at not in self.mention_at and accusative(self.tokens[start:at], token):
            return 0
        if (noun_only(token) and self._after_nisba(at)) or self._new_count(at):
            return 0  # أطلقت دبابة سورية قذيفة
        if nominal:
            return 1 if any(not r.pre for r in nominal) and not begins_anew(self.tokens, start, at, bool(self.prep)) else 0
        if token.readings and all(r.pre for r in token.readings):
            return 0
        return 0 if guess_pre(token) else 1

    def _own_of_counted(self, start: int, at: int) -> bool:
        """لقي سبعة أشخاص مصرعهم: counted people, and then what is theirs."""
        men = [m for m in self.mention_at.values() if m.kind == "people" and m.end == at and start < m.start]
        nominal = [r for r in self.tokens[at].readings if r.entry.pos in ("masdar", "noun")]
        return bool(men) and bool(nominal) and all(r.suffix for r in nominal)

    def _after_relational(self, start: int, at: int) -> bool:
        """استهدف هجوم إيراني قاعدة: behind an adjective of state or kind a noun without article begins a phrase of its own."""
        token, before = self.tokens[at], self.tokens[at - 1]
        nominal = [r for r in token.readings if r.entry.pos in ("noun", "masdar") and not r.pre and not r.suffix]
        if at - 1 == start or not nominal or token.has("particle") or (token.has("adj") and not any(r.entry.lemma.endswith("ة") for r in nominal)) or has_article(token) or counts(token) or at in self.mention_at:
            return False
        of_state = any(m.end == at and m.phrase.via == "nisba" for m in self.line.matches.at(at - 1, "states"))
        return of_state or (before.key.endswith(("ي", "يه")) and self._is_adjective(at - 1))

    def _strikes(self, start: int, at: int) -> bool:
        """استهدفت غارة مخيم جباليا: after a verb the attack that does it, and then where."""
        after_verb = bool(self.chunks) and self.chunks[-1].kind == "V" and self.chunks[-1].end == start == at - 1
        return after_verb and any(r.entry.table == "nouns" and not r.entry.definite and not r.pre for r in self.tokens[start].readings)

    def _is_adjective(self, at: int) -> bool:
        """Nothing but an adjective, which takes no genitive: قصفت طائرات حربية مدينة الرقة."""
        readings = self.tokens[at].readings
        return bool(readings) and all(r.entry.pos == "adj" for r in readings if not r.suffix)

    def _new_count(self, at: int) -> bool:
        """قتلت الشرطة خمسة, منح المملكة 12 مليونا, ستة مدنيين وخمسة جنود: a number that begins a phrase of its own."""
        token, before = self.tokens[at], self.tokens[at - 1]
        if token.kind == "number":
            return has_article(before) and self.line.key(at + 1) in _SCALES
        if not counts(token) or has_article(token):
            return False
        joined = token.key.startswith("و") and token.key not in WORDS and token.key not in VAGUE
        return not (counts(before) or before.kind == "number") if joined else has_article(before)

    def _after_nisba(self, at: int) -> bool:
        """The word before is an adjective of state without the article: no noun goes on with it."""
        before = self.mention_at.get(at - 1)
        return before is not None and before.via == "nisba" and before.end == at and not has_article(self.tokens[at - 1])

    def _whole(self, head: RawMention) -> bool:
        """People who can have no genitive: by their ending, their article (خاض الأسرى إضرابا) or an adjective taken before."""
        last = self.tokens[head.end - 1]
        return last.key.endswith(("ون", "ين", "ان")) or (has_article(last) and head.number == "p") or head.country is not None

    def _definite_adjective(self, at: int, gender: str) -> bool:
        """An adjective that goes on a name: الجيش السوري الحر."""
        if self.line.matches.best(at, "roles", "people", "bodies", bare=True):
            return False
        return any(
            r.entry.definite and not r.pre and r.entry.pos in ("adj", "active", "passive_part") and r.entry.gender in ("", gender)
            for r in self.tokens[at].readings
        )

    def _quoted_inside(self, at: int) -> int:
        """A word or two in quotation marks stay inside the phrase: حزب «الأمة» المعارض."""
        if self.tokens[at].kind == "mark" and self.tokens[at].start in self.opens:
            for end in range(at + 1, min(at + 5, len(self.tokens))):
                if verb_after_noun(self.tokens[end]) or self.tokens[end].word.bare.startswith("سي"):
                    return 0
                if self.tokens[end].kind == "mark" and self.tokens[end].start in self.closes:
                    return end + 1 - at
        return 0
