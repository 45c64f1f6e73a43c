"""PLOVER contexts of an event: what its clause and sentence talk about, by a table of words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from khabar.frames.scene import Scene
from khabar.lexicon.words import Lexicon
from khabar.script.fold import fold, fold_word

Index = dict[str, list[tuple[tuple[str, ...], str]]]


def contexts_of(scene: Scene, start: int, end: int, lexicon: Lexicon) -> list[str]:
    """The contexts whose words stand in ``start:end`` of the sentence, in order of the first such word."""
    index = _index(lexicon)
    tokens = [t for t in scene.line.tokens if t.start < end and t.end > start]
    found: list[str] = []
    for at, token in enumerate(tokens):
        for form in {token.key, token.key.removeprefix("ال"), *(fold_word(r.entry.lemma) for r in token.readings if len(r.entry.lemma) > 2)}:
            for keys, context in index.get(form, ()):
                if context not in found and _follows(tokens, at, keys):
                    found.append(context)
    return found


def _follows(tokens: Sequence[object], at: int, keys: tuple[str, ...]) -> bool:
    rest = [t.key.removeprefix("ال") for t in tokens[at + 1 : at + len(keys)]]  # type: ignore[attr-defined]
    return rest == [k.removeprefix("ال") for k in keys[1:]]


@cache
def _index(lexicon: Lexicon) -> Index:
    index: Index = {}
    for row in lexicon.tables["contexts"]:
        keys = tuple(fold(row.word).split())
        index.setdefault(keys[0], []).append((keys, row.context))
    return index
