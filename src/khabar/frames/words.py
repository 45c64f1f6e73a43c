"""What the letters of one word tell the chunker."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.line import Line
from khabar.annotate.raw import RawMention
from khabar.language.number_words import VAGUE, WORDS
from khabar.language.tokens import Reading, Token
from khabar.lexicon.words import Lexicon

COMPLEMENTS = frozenset(("ان", "انه", "انها", "بان", "عن", "الي", "علي", "من", "في", "خلال"))
"""Words that begin what a verb governs."""
AFTER_VERB = COMPLEMENTS | {"ذلك", "هذا", "هذه", "تلك", "عبر", "امام", "لدي", "مع", "عما", "هل", "لماذا", "كيف"}
HONOURED = frozenset(("معاليه", "سموه", "دولته", "سعادته", "فخامته", "جلالته", "سيادته", "معاليها", "سعادتها", "سموها", "فضيلته"))
"""Titles that stand for the one who bears them."""
_PERSON_COST = {"1p": 1, "1s": 3, "1d": 3, "1": 3, "2s": 3, "2p": 3, "2d": 3, "2": 3}
"""Person and number → how unlikely: نقل is «he transmitted» before «we say» (jussive)."""


def verb_cost(reading: Reading) -> int:
    """How unlikely a verbal reading is: clitics, then dual, passive, first- and second-person forms, rare in news."""
    entry = reading.entry
    cut = entry.pos == "present" and entry.number == "s" and entry.lemma.endswith("ى") and not entry.form.endswith(("ي", "ى", "ا", "و"))  # يصل is of وصل before it is «let him pray»
    return len(reading.pre) + len(reading.suffix) + 3 * cut + (entry.lemma == "تذكر") + 2 * (entry.number == "d") + 2 * (entry.voice == "passive") + _PERSON_COST.get(entry.person + entry.number, 0)


def counts(token: Token) -> bool:
    """The word is a number: تسعة is no «she strives for him», عشرات begins who does it."""
    if token.word.bare.removeprefix("و").startswith("أث"):
        return False  # أثنى has the hamza that اثنان has not
    return token.key in WORDS or token.key in VAGUE or token.key.removeprefix("و") in WORDS


_ABOUT = frozenset(("نحو", "حوالي", "قرابه", "زهاء", "قرب", "فوق", "دون"))


def about(tokens: Sequence[Token], at: int) -> bool:
    """«نحو ثلاثين», «حوالي 30»: the word says that the count after it is not exact."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return tokens[at].key.removeprefix("و") in _ABOUT and after is not None and (after.kind == "number" or counts(after))


QUANTITIES = frozenset(("عديد", "عدد", "عددا", "كثير", "مزيد", "معظم", "اغلب", "غالبيه", "مجموعه", "جمله", "سلسله", "عده", "بعض"))
"""Words that only count what follows them."""
_MORE = frozenset(("اكثر", "اقل", "ازيد"))


def bounded(tokens: Sequence[Token], at: int) -> bool:
    """«أكثر من عشر», «أقل من 20»: the word and من after it bound a count."""
    after = tokens[at + 2] if at + 2 < len(tokens) else None
    return tokens[at].key in _MORE and tokens[at + 1].key == "من" and after is not None and (after.kind == "number" or counts(after))


def has_article(token: Token) -> bool:
    """The noun carries ال (آلاف does not: its alef is a hamza)."""
    if token.word.bare.startswith(("لل", "ولل")) and any(r.prep == "ل" and not r.entry.definite and r.entry.form.startswith("ل") for r in token.readings):
        return False  # للقاء: ل + لقاء
    return token.word.bare.startswith(("ال", "وال", "بال", "كال", "فال", "لل", "وبال", "ولل"))


def guess_pre(token: Token) -> str:
    """The proclitics of a word that no table knows, as far as the article shows them."""
    for head, pre in (("وال", "و"), ("بال", "ب"), ("لل", "ل"), ("كال", "ك"), ("فال", "ف"), ("ولل", "ول"), ("وبال", "وب")):
        if token.key.startswith(head) and len(token.key) > len(head) + 2:
            return pre
    return ""


def indefinite_noun(token: Token) -> bool:
    """شهدت المدينة تظاهرة: by its ending a noun that is no name and no genitive of what stands before it."""
    nouns = [r for r in token.readings if r.entry.pos in ("masdar", "noun") and not r.pre and not r.suffix and not r.entry.definite]
    return bool(nouns) and not has_article(token) and token.word.bare.rstrip("\u064b").endswith(("ة", "ات", "ا"))


def accusative(before: Sequence[Token], token: Token) -> bool:
    """بدأ السجناء في سجن المدينة إضرابا: what a preposition governs has no accusative, save after a number."""
    counted = any(t.kind == "number" or counts(t) or t.key in ("اكثر", "اقل") for t in before)
    return not counted and indefinite_noun(token) and token.word.bare.rstrip("\u064b").endswith("ا")


def takes_genitive(head: RawMention, mention: RawMention) -> bool:
    """An adjective of state after any name; a state or body after people in the construct (سكان غزة)."""
    absolute = head.head.endswith(("ون", "ين", "ان"))
    return mention.via == "nisba" or (head.kind in ("people", "unnamed") and mention.kind in ("state", "body") and not absolute)


def noun_only(token: Token) -> bool:
    """A noun without proclitics that can be no adjective."""
    kinds = {r.entry.pos for r in token.readings if not r.pre}
    return bool(kinds & {"noun", "masdar"}) and kinds.isdisjoint(("adj", "active", "passive_part"))


def begins_anew(tokens: Sequence[Token], start: int, at: int, led: bool) -> bool:
    """Another phrase begins at ``at``: the word before, in the phrase from ``start``, can have no genitive;
    ``led`` by a preposition.

    A definite noun: ندد بالهجوم عدد من الدول, وقع الطرفان مذكرة, أعلنت هيئة الانتخابات الليبية تأجيل الاقتراع. An
    indefinite adjective: نسب إلى مصدر رسمي القول.
    """
    before, token = tokens[at - 1], tokens[at]
    if has_article(before) and not has_article(token):
        follower = tokens[at + 1].key if at + 1 < len(tokens) else ""
        act = (led or at - 1 > start) and token.has("masdar") and not token.has("adj", "active") and not any(r.suffix for r in token.readings)
        compared = before.key.removeprefix("و").startswith(("الاكثر", "الاقل", "الاشد", "الاعلي"))
        return before.key.endswith(("ان", "ون")) or follower == "من" or act or (indefinite_noun(token) and not compared)
    if has_article(before) and has_article(token) and token.has("masdar") and not token.has("adj", "active", "passive_part"):
        return True  # جدد المصدر التأكيد
    if at - 1 > start and not has_article(before) and not has_article(token) and before.has("adj") and not before.has("noun", "masdar") and noun_only(token):
        return True  # أطلقت دبابة سورية قذيفة
    return has_article(token) and at - 1 > start and before.has("adj") and not has_article(before) and not before.has("noun", "masdar")


_WISHES = frozenset(f"{head}{end}" for head in ("طلب", "فضل", "رفض", "اشترط", "شرط", "امتنع") for end in ("", "ت", "وا", "ا", "تا"))
_IDENTITY = frozenset(f"{head}{end}" for head in ("اسم", "هويت", "اسماء", "هويات") for end in ("ه", "ها", "هم", "هما", "اءهم", "يهما"))
_TELLING = frozenset(("عدم", "ذكر", "الكشف", "كشف", "الافصاح", "نشر", "الاعلان", "اعلان", "التعريف", "عن"))
MAX_WISH = 7  # words


def wish_end(line: Line, at: int) -> int:
    """The token after «فضل عدم ذكر اسمه», «طلبت عدم الكشف عن هويتها», or 0 where none begins at ``at``."""
    if at == 0 or line.key(at) not in _WISHES and line.key(at) not in ("لم", "لا"):
        return 0
    for end in range(at + 2, min(at + MAX_WISH, len(line.tokens))):
        if not line.is_word(end):
            return 0
        if line.key(end) in _IDENTITY:
            asked = line.key(at + 1) in _TELLING or line.key(at + 1).startswith(("يشا", "تشا", "يرد", "ترد", "يرغب", "ترغب", "يريد", "تريد"))
            return end + 1 if asked else 0
    return 0


def own_saying(token: Token, lexicon: Lexicon) -> bool:
    """قوله، تأكيدها: a saying with its speaker's pronoun begins a phrase of its own."""
    for r in token.readings:
        if r.suffix and r.entry.pos == "masdar" and not r.pre:
            row = lexicon.verb(r.entry.lemma)
            if row is not None and row.klass == "say":
                return True
    return False


def participle_ahead(token: Token, lexicon: Lexicon) -> bool:
    """مؤكدا: an adverbial participle of saying ends the phrase before it."""
    found = (r for r in token.readings if r.entry.pos == "active" and not r.entry.definite and r.entry.table == "verbs")
    return token.word.bare.endswith("ا") and any(lexicon.says(r.entry.lemma) for r in found)


def verb_after_noun(token: Token) -> bool:
    """Inside a noun phrase the word can only be a verb."""
    verbs = [r for r in token.readings if r.entry.pos in ("past", "present")]
    if not verbs or counts(token):
        return False
    return not any(r.entry.pos in ("masdar", "noun", "adj", "active", "passive_part") and len(r.pre) <= min(len(v.pre) for v in verbs) for r in token.readings)
