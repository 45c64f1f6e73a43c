"""What the letters of one word tell the chunker."""

from __future__ import annotations

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
    return token.word.bare.startswith(("ال", "وال", "بال", "كال", "فال", "لل", "وبال", "ولل"))


def guess_pre(token: Token) -> str:
    """The proclitics of a word that no table knows, as far as the article shows them."""
    for head, pre in (("وال", "و"), ("بال", "ب"), ("لل", "ل"), ("كال", "ك"), ("فال", "ف"), ("ولل", "ول"), ("وبال", "وب")):
        if token.key.startswith(head) and len(token.key) > len(head) + 2:
            return pre
    return ""
