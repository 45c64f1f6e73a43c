"""Find the expressions of the lexicon in a row of tokens, with proclitics on the first word set apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from khabar.language.tokens import Token
from khabar.lexicon.entry import Phrase
from khabar.lexicon.words import Lexicon

_PROCLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك")


class Match(NamedTuple):
    """An expression found: tokens ``start:end``, the proclitics left off its first word, what it stands for."""

    start: int
    end: int
    pre: str
    phrase: Phrase


def splits(key: str) -> Iterator[tuple[str, str]]:
    """Each way to part proclitics from a folded word: (proclitics, rest); none first."""
    yield "", key
    for pre in _PROCLITICS:
        if key.startswith(pre) and len(key) > len(pre) + 1:
            rest = key[len(pre) :]
            yield pre, rest
            if pre.endswith("ل") and rest.startswith("ل"):
                yield pre, "ا" + rest  # للX is لـ + الX, and لله is لـ + الله
                yield pre, "ال" + rest


def matches_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> list[Match]:
    """Every expression that begins at token ``at``: fewest proclitics first, then the longest."""
    token = tokens[at]
    if token.kind not in ("word", "latin"):
        return []
    found: list[Match] = []
    for pre, phrases in _begun(token.key, lexicon):
        for keys, phrase in phrases:
            end = at + len(keys)
            if end > len(tokens):
                continue
            if all(tokens[at + n].key == keys[n] for n in range(1, len(keys))):
                found.append(Match(at, end, pre, phrase))
    return found


@lru_cache(maxsize=1 << 16)
def _begun(key: str, lexicon: Lexicon) -> tuple[tuple[str, list[tuple[list[str], Phrase]]], ...]:
    """The expressions that a word may begin, by the proclitics that are then parted from it; asked for in every text again."""
    return tuple((pre, phrases) for pre, rest in splits(key) if (phrases := lexicon.phrases(rest)))


class Matches:
    """The expressions found in a row of tokens, by the token they begin at."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._at = [matches_at(tokens, i, lexicon) for i in range(len(tokens))]

    def at(self, index: int, *tables: str, via: str = "") -> list[Match]:
        """Expressions of these tables (all where none is named) that begin at ``index``."""
        if not 0 <= index < len(self._at) or not self._at[index]:
            return []
        return [m for m in self._at[index] if (not tables or m.phrase.table in tables) and (not via or m.phrase.via == via)]

    def best(self, index: int, *tables: str, via: str = "", bare: bool = False) -> Match | None:
        """The longest of them; ``bare``: without proclitics."""
        found = [m for m in self.at(index, *tables, via=via) if not (bare and m.pre)]
        return max(found, key=lambda m: (m.end, -len(m.pre)), default=None)
