"""What the two indexes of the lexicon hold: a form of a word, and what an expression stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec


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


LEMMA = {"verbs": "lemma", "nouns": "lemma", "words": "word", "particles": "form"}
"""Table of an entry → the column that is its lemma."""
_ROWS = msgspec.msgpack.Decoder(list[tuple[str, int, int]])


class Shape(NamedTuple):
    """What many entries share: their grammar, and the table that they come from."""

    pos: str
    person: str
    gender: str
    number: str
    voice: str
    definite: bool
    construct: bool
    table: str


def shape_of(entry: Entry) -> Shape:
    """The shape of an entry."""
    return Shape(entry.pos, entry.person, entry.gender, entry.number, entry.voice, entry.definite, entry.construct, entry.table)


class Entries:
    """Entries out of rows of form, shape's number and row's number: what they share is there once."""

    def __init__(self, shapes: Sequence[Shape], lemmas: Mapping[str, Sequence[str]]) -> None:
        self.shapes, self.lemmas = shapes, lemmas

    def decode(self, data: bytes) -> list[Entry]:
        """The entries in ``data``."""
        return [self._entry(form, self.shapes[shape], row) for form, shape, row in _ROWS.decode(data)]

    def _entry(self, form: str, shape: Shape, row: int) -> Entry:
        return Entry(form, self.lemmas[shape.table][row], *shape, row)
