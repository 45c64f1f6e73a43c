"""What somebody typed into the search box: words, phrases, beginnings, words that must not be there."""

from __future__ import annotations

import re
from typing import NamedTuple

from khabar.store.words import Word, words

_PIECE = re.compile(r"""(?P<no>-?)(?:"(?P<phrase>[^"]*)"?|[«“](?P<quoted>[^»”]*)[»”]?|(?P<word>[^\s"«“]+))""")


class Term(NamedTuple):
    """A word or phrase that is looked for."""

    words: tuple[Word, ...]
    """Several where they must follow each other."""
    negative: bool = False
    open: bool = False
    """Whether it is only the beginning of a word: تعاو*."""


def parse(query: str) -> list[Term]:
    """The terms of a query: ``وزير "وقف إطلاق النار" تعاو* -قمة``; quotation marks of both scripts make a phrase."""
    found = []
    for match in _PIECE.finditer(query):
        piece = match["phrase"] or match["quoted"] or match["word"] or ""
        terms = words(piece)
        if terms:
            found.append(Term(tuple(terms), negative=bool(match["no"]), open=bool(match["word"]) and len(terms) == 1 and piece.endswith("*")))
    return found
