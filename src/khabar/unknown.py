"""What the coder met and no table knows: the work list of whoever looks after the words."""

from __future__ import annotations

from collections import Counter

from khabar.annotate.names import is_given
from khabar.annotate.raw import RawMention
from khabar.frames.scene import Scene
from khabar.language.number_words import VAGUE, WORDS
from khabar.language.tokens import Token
from khabar.model import Article
from khabar.pipeline import scenes_of
from khabar.resolve.where import locate

SHORT = 3  # letters: what is shorter is an initial, a clitic or a slip


def unknown(article: Article, folder: str | None = None) -> Counter[tuple[str, str]]:
    """Words of the coded blocks that neither a table nor the grammar accounts for, by (kind, word).

    Kinds: ``name``, a word of a person's name that no list of names has; ``role``, a word right before a person's name;
    ``verb``, a word that opens a clause before one who may do or say; ``word``, all others.
    """
    scenes, _ = scenes_of(article, folder)
    placed = [(p.record.start, p.record.end) for p in locate(article.text, scenes)]
    found: Counter[tuple[str, str]] = Counter()
    for scene in scenes:
        named = {i: m for m in scene.mentions for i in range(m.start, m.end)}
        for at, token in enumerate(scene.line.tokens):
            if at in named:
                found.update(_names(scene, at, named[at]))
            elif not _accounted(scene, at) and not any(a <= token.start < b for a, b in placed):
                found[_kind(scene, at), token.word.bare] += 1
    return found


def _names(scene: Scene, at: int, mention: RawMention) -> list[tuple[str, str]]:
    """The word at ``at`` where it stands in a person's name and no list of names has it."""
    token = scene.line.tokens[at]
    inside = mention.name is not None and mention.name[0] <= at < mention.name[1]
    return [("name", token.word.bare)] if inside and not token.readings and not is_given(scene.line.matches, at) and len(token.key) >= SHORT else []


def _accounted(scene: Scene, at: int) -> bool:
    token = scene.line.tokens[at]
    known = token.readings or at in scene.line.timed or any(a <= at < b for a, b in scene.line.timed.items()) or _counts(token)
    tables = ("states", "places", "roles", "bodies", "actors", "people", "names", "outlets")
    return token.kind != "word" or len(token.key) < SHORT or bool(known) or any(scene.line.matches.at(at, t) for t in tables)


def _counts(token: Token) -> bool:
    return any(key in WORDS or key in VAGUE for key in (token.key, token.key.removeprefix("و"), token.key.removeprefix("ب"), token.key.removeprefix("ل"), token.key.removeprefix("ال")))


def _kind(scene: Scene, at: int) -> str:
    after = next((m for m in scene.mentions if m.start == at + 1), None)
    if after is None or after.pre:
        return "word"
    opens = at == 0 or not scene.line.is_word(at - 1)
    return "verb" if opens else "role" if after.kind == "person" and after.role is None else "word"
