"""What the letters of one word tell the chunker."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.raw import RawMention
from khabar.language.number_words import VAGUE, WORDS
from khabar.language.tokens import Reading, Token


def verb_cost(reading: Reading) -> int:
    """How unlikely a verbal reading is: clitics, then dual, passive and second-person forms, rare in news."""
    entry = reading.entry
    return len(reading.pre) + len(reading.suffix) + (entry.lemma == "تذكر") + 2 * (entry.number == "d") + 2 * (entry.voice == "passive") + 3 * (entry.person == "2" or (entry.person == "1" and entry.number != "p"))


def counts(token: Token) -> bool:
    """The word is a number: تسعة is no «she strives for him», عشرات begins who does it."""
    return token.key in WORDS or token.key in VAGUE or token.key.removeprefix("و") in WORDS


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
