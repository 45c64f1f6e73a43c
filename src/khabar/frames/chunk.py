"""A chunk: a stretch of a sentence with one part in the clause."""

from __future__ import annotations

from typing import NamedTuple

from khabar.annotate.raw import RawMention
from khabar.language.tokens import Reading

WISH = "wish"
"""Word of the chunk in which a source asks not to be named."""


class Chunk(NamedTuple):
    """A stretch of tokens with one part in the clause."""

    kind: str
    """NP V PART COMP REL CLAUSE COND NEG MOD KANA FOCUS SOURCE ADV TIME COMMA STOP COLON DASH OPEN CLOSE PAREN CONJ PREP"""
    start: int
    end: int
    prep: str = ""
    conj: str = ""
    reading: Reading | None = None
    """The reading of the head word (verb, participle, masdar or noun)."""
    mention: RawMention | None = None
    """The actor that the noun phrase itself names."""
    inner: tuple[RawMention, ...] = ()
    """Actors inside the noun phrase (genitives, adjectives of state)."""
    suffix: str = ""
    """The pronoun attached to the head."""
    word: str = ""
    """Folded head word, or the particle's form."""

    @property
    def lemma(self) -> str:
        return self.reading.entry.lemma if self.reading else ""
