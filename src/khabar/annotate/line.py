"""One sentence as the annotators see it: its tokens, the expressions found in them, and what is already taken."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.match import Matches
from khabar.language.tokens import Token
from khabar.lexicon.words import Lexicon

OPEN = frozenset("«“\"„‹‘'")
CLOSE = frozenset("»”\"‟›’'")


class Line:
    """A sentence's tokens and what the lexicon finds in them."""

    def __init__(self, text: str, tokens: Sequence[Token], lexicon: Lexicon, times: Sequence[tuple[int, int]] = ()) -> None:
        self.text, self.tokens, self.lexicon = text, list(tokens), lexicon
        self.matches = Matches(self.tokens, lexicon)
        self.timed = _covered(self.tokens, times)
        self.countries: frozenset[str] = frozenset()
        """The states that the rest of the article names: they tell which of two عمان is meant."""

    def __len__(self) -> int:
        return len(self.tokens)

    def key(self, at: int) -> str:
        """The folded word at ``at``, or nothing outside the line."""
        return self.tokens[at].word.key if 0 <= at < len(self.tokens) else ""

    def mark(self, at: int) -> str:
        """The punctuation mark at ``at``, or nothing where there is none."""
        return self.text[self.tokens[at].start] if 0 <= at < len(self.tokens) and self.tokens[at].kind == "mark" else ""

    def is_word(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].kind in ("word", "latin")

    def string(self, start: int, end: int, skip: int = 0) -> str:
        """The text of tokens ``start:end`` as a name: without ``skip`` letters of proclitics, للعراق as العراق."""
        if start >= end:
            return ""
        rest = self.text[self.offset(start, skip) : self.tokens[end - 1].end]
        return "ال" + rest if self._article_lost(start, skip) else rest

    def _article_lost(self, start: int, skip: int) -> bool:
        """The proclitic is ل before the article, whose alef is not written: للعراق."""
        return skip > 0 and self.tokens[start].key[skip - 1 : skip + 1] == "لل"

    def limit(self, at: int) -> int:
        """The end of what may belong to a phrase from ``at`` on: the next time expression, or the line's end."""
        return min((start for start in self.timed if start >= at), default=len(self.tokens))

    def offset(self, start: int, skip: int = 0) -> int:
        """The text offset of token ``start`` after ``skip`` letters of proclitics, and what is left of an article after ل."""
        first = self.tokens[start]
        if self._article_lost(start, skip):
            whole = "ال" + first.key[skip:]  # لـ + اللجنة is written للجنة
            skip += 0 if self.lexicon.phrases(whole) or self.lexicon.forms(whole) else 1
        return letters_after(self.text, first.start, skip)


def letters_after(text: str, start: int, skip: int) -> int:
    """The offset after ``skip`` letters from ``start``; marks and tatweel that hang on them go with them."""
    at = start
    while skip > 0:
        at += 1
        while at < len(text) and (0x064B <= ord(text[at]) <= 0x0652 or text[at] in "\u0640\u0670\u200f\u200e\u200d\u200c"):
            at += 1
        skip -= 1
    return at


def _covered(tokens: Sequence[Token], spans: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Token index → the index after the time expression that begins there."""
    begins: dict[int, int] = {}
    number = 0
    for start, end in sorted(spans):
        while number < len(tokens) and tokens[number].end <= start:
            number += 1
        last = number
        while last < len(tokens) and tokens[last].start < end:
            last += 1
        if last > number:
            begins[number] = last
    return begins
