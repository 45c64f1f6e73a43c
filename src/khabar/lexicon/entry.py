"""What the two indexes of the lexicon hold: a form of a word, and what an expression stands for."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """One form of one word."""

    form: str
    """As spelled in the source: bare, hamzas written."""
    lemma: str
    pos: str
    """past present imperative active passive_part masdar noun adj name particle"""
    person: str = ""
    gender: str = ""
    number: str = ""
    voice: str = ""
    definite: bool = False
    construct: bool = False
    table: str = ""
    row: int = -1

    @property
    def free(self) -> bool:
        """A particle that may carry a preposition (ما، من، الذي)."""
        return self.pos == "particle" and (self.form in ("ما", "من", "أن", "أنه", "هذا", "هذه", "ذلك", "تلك") or self.form.startswith("ال"))


class Phrase(NamedTuple):
    """What an expression of one or more words stands for."""

    table: str
    row: int
    via: str = "name"
    """name, nisba, capital, short"""
    gender: str = ""
    number: str = ""
    definite: bool = False
