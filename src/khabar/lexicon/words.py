"""The lexicon as the coder uses it: every form of every word, every name, compiled once and cached by content.

Two indexes: ``forms`` for single words with their grammar, ``phrases`` for names, roles, bodies, places and other
expressions of one or more words. Both are keyed by folded spelling.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import GenericAlias
from typing import Any, TypeVar

import msgspec

from khabar.cache import kept
from khabar.lexicon.bodies import BODY_TABLES
from khabar.lexicon.entry import LEMMA, Entries, Entry, Phrase, Shape, shape_of
from khabar.lexicon.load import DATA, read_table
from khabar.lexicon.packed import Index, Packed, pack
from khabar.lexicon.schema import TABLES, DivisionRow, LightRow, Row, VerbRow
from khabar.script.fold import fold

ALL_TABLES: dict[str, type[Row]] = {**TABLES, **BODY_TABLES}
_NAMES = {row_type: name for name, row_type in ALL_TABLES.items()}
R = TypeVar("R", bound=Row)


class Compiled(msgspec.Struct):
    """The tables, and the two indexes that point into them, as they are kept."""

    tables: dict[str, msgspec.Raw]
    shapes: list[Shape]
    forms: Packed
    stems: Packed
    phrases: Packed


class Lexicon:
    """Words and names by folded spelling."""

    def __init__(self, compiled: Compiled, digest: str) -> None:
        self.hash = digest
        self.tables: dict[str, list[Any]] = {name: msgspec.msgpack.decode(raw, type=GenericAlias(list, (ALL_TABLES[name],))) for name, raw in compiled.tables.items()}
        lemmas = {name: [getattr(row, field) for row in self.tables[name]] for name, field in LEMMA.items()}
        entries = Entries(compiled.shapes, lemmas).decode
        self._forms, self._stems = Index(compiled.forms, entries), Index(compiled.stems, entries)
        self._phrases = Index(compiled.phrases, _PHRASES.decode)
        self._verbs: dict[str, VerbRow] = {}
        for row in self.tables["verbs"]:
            self._verbs.setdefault(row.lemma, row)
        self._light: dict[str, list[LightRow]] = {}
        for row in self.tables["light"]:
            self._light.setdefault(row.verb, []).append(row)
        self._divisions: dict[tuple[str, str], DivisionRow] = {}
        for row in self.tables["divisions"]:
            for name in (row.name_ar, *row.aliases):
                self._divisions[row.country, fold(name)] = row

    def forms(self, key: str) -> list[Entry]:
        """The known forms spelled ``key`` (folded), without proclitics or pronouns."""
        return self._forms.get(key)

    def stems(self, key: str) -> list[Entry]:
        """The known forms that take this spelling (folded) before an attached pronoun."""
        return self._stems.get(key)

    def phrases(self, first: str) -> list[tuple[list[str], Phrase]]:
        """Expressions whose first word has this key, longest first."""
        return self._phrases.get(first)

    def verb(self, lemma: str) -> VerbRow | None:
        """The verb row of a lemma."""
        return self._verbs.get(lemma)

    def light(self, verb: str) -> list[LightRow]:
        """The rows of a verb that carries event nouns, one for each of its prepositions."""
        return self._light.get(verb, _NO_LIGHT)

    def division(self, country: str | None, name: str) -> DivisionRow | None:
        """The first-level division of that name in a state; the user's own row counts before the one that ships."""
        return self._divisions.get((country or "", fold(name)))

    def says(self, lemma: str) -> bool:
        """The verb is a cue of statements: a saying, or a deed that is also said."""
        row = self.verb(lemma)
        return row is not None and row.klass in ("say", "both")

    def row(self, item: Entry | Phrase) -> Any:
        """The table row that an entry or phrase comes from."""
        return self.tables[item.table][item.row]


_NO_LIGHT: list[LightRow] = []
_PHRASES = msgspec.msgpack.Decoder(list[tuple[list[str], Phrase]])


def lexicon(folder: str | None = None) -> Lexicon:
    """The built-in lexicon, with the rows of ``folder`` (or ``$KHABAR_LEXICON``) added when given."""
    return _lexicon(folder or os.environ.get("KHABAR_LEXICON") or None)


@cache
def _lexicon(extra: str | None) -> Lexicon:
    folders = [DATA, Path(extra)] if extra else [DATA]
    digest = _digest(folders)

    def make() -> bytes:
        return compile_lexicon(_merge([_tables(f) for f in folders]))

    return kept("lexicon", digest, make, lambda content: Lexicon(msgspec.msgpack.decode(content, type=Compiled), digest[:12]))


def table(row_type: type[R], folder: Path | None = None) -> list[R]:
    """The rows of one type: those that ship, or those of the table in ``folder``, of which an absent one is empty.

    Raises:
        DataError: the table breaks its schema.
    """
    name = _NAMES[row_type]
    found: list[R] = _lexicon(None).tables[name] if folder is None else read_table(folder / f"{name}.tsv", row_type)
    return found


def _tables(folder: Path) -> dict[str, list[Any]]:
    return {name: read_table(folder / f"{name}.tsv", row_type) for name, row_type in ALL_TABLES.items()}


def _merge(parts: list[dict[str, list[Any]]]) -> dict[str, list[Any]]:
    return {name: [row for part in parts for row in part[name]] for name in ALL_TABLES}


def compile_lexicon(tables: dict[str, list[Any]]) -> bytes:
    """Derive every form and expression of ``tables``: a `Compiled`, encoded."""
    from khabar.lexicon.index import index_forms, index_phrases

    forms, stems = index_forms(tables)
    shapes: dict[Shape, int] = {}
    encode = msgspec.msgpack.encode

    def entries(found: Sequence[Entry]) -> bytes:
        return encode([(e.form, shapes.setdefault(shape_of(e), len(shapes)), e.row) for e in found])

    packed = {"forms": pack(forms, entries), "stems": pack(stems, entries), "phrases": pack(index_phrases(tables), encode)}
    return encode(Compiled(tables={name: msgspec.Raw(encode(rows)) for name, rows in tables.items()}, shapes=list(shapes), **packed))


def _digest(folders: list[Path]) -> str:
    """A hash of the tables' content and of the code that derives forms from them."""
    digest = hashlib.sha256()
    sources = sorted(Path(__file__).parent.glob("*.py"))
    for path in [*sources, *(p for folder in folders for p in sorted(folder.glob("*.tsv")))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
