"""The lexicon as the coder uses it: every form of every word, every name, compiled once and cached by content.

Two indexes: ``forms`` for single words with their grammar, ``phrases`` for names, roles, bodies, places and other
expressions of one or more words. Both are keyed by folded spelling.
"""

from __future__ import annotations

import gc
import hashlib
import os
from functools import cache
from pathlib import Path
from types import GenericAlias
from typing import Any

import msgspec

from khabar.lexicon.bodies import BODY_TABLES
from khabar.lexicon.entry import Entry, Phrase
from khabar.lexicon.load import DATA, read_table
from khabar.lexicon.schema import TABLES, DivisionRow, LightRow, Row, VerbRow
from khabar.script.fold import fold

ALL_TABLES: dict[str, type[Row]] = {**TABLES, **BODY_TABLES}


class Compiled(msgspec.Struct):
    """The two indexes and the tables they point into, as stored in the cache."""

    tables: dict[str, list[Any]]
    forms: dict[str, list[Entry]]
    stems: dict[str, list[Entry]]
    phrases: dict[str, list[tuple[list[str], Phrase]]]


class Lexicon:
    """Words and names by folded spelling."""

    def __init__(self, compiled: Compiled, digest: str) -> None:
        self.hash = digest
        self.tables = compiled.tables
        self._forms, self._stems, self._phrases = compiled.forms, compiled.stems, compiled.phrases
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
        return self._forms.get(key, _NONE)

    def stems(self, key: str) -> list[Entry]:
        """The known forms that take this spelling (folded) before an attached pronoun."""
        return self._stems.get(key, _NONE)

    def phrases(self, first: str) -> list[tuple[list[str], Phrase]]:
        """Expressions whose first word has this key, longest first."""
        return self._phrases.get(first, _NO_PHRASES)

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


_NONE: list[Entry] = []
_NO_LIGHT: list[LightRow] = []
_NO_PHRASES: list[tuple[list[str], Phrase]] = []


@cache
def lexicon(folder: str | None = None) -> Lexicon:
    """The built-in lexicon, with the rows of ``folder`` (or ``$KHABAR_LEXICON``) added when given."""
    extra = folder or os.environ.get("KHABAR_LEXICON") or None
    folders = [DATA, Path(extra)] if extra else [DATA]
    digest = _digest(folders)
    compiled = _from_cache(digest)
    if compiled is None:
        compiled = compile_lexicon(_merge([_tables(f) for f in folders]))
        _to_cache(digest, compiled)
    return Lexicon(compiled, digest[:12])


def _tables(folder: Path) -> dict[str, list[Any]]:
    return {name: read_table(folder / f"{name}.tsv", row_type) for name, row_type in ALL_TABLES.items()}


def _merge(parts: list[dict[str, list[Any]]]) -> dict[str, list[Any]]:
    return {name: [row for part in parts for row in part[name]] for name in ALL_TABLES}


def compile_lexicon(tables: dict[str, list[Any]]) -> Compiled:
    """Derive every form and expression of ``tables``."""
    from khabar.lexicon.index import index_forms, index_phrases

    forms, stems = index_forms(tables)
    return Compiled(tables=tables, forms=forms, stems=stems, phrases=index_phrases(tables))


def _digest(folders: list[Path]) -> str:
    """A hash of the tables' content and of the code that derives forms from them."""
    digest = hashlib.sha256()
    sources = sorted(Path(__file__).parent.glob("*.py"))
    for path in [*sources, *(p for folder in folders for p in sorted(folder.glob("*.tsv")))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _cache_file(digest: str) -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(root) / "khabar" / f"lexicon-{digest[:32]}.msgpack"


class _Stored(msgspec.Struct):
    tables: dict[str, list[dict[str, Any]]]
    forms: dict[str, list[Entry]]
    stems: dict[str, list[Entry]]
    phrases: dict[str, list[tuple[list[str], Phrase]]]


def _from_cache(digest: str) -> Compiled | None:
    """The compiled lexicon of this digest, or None where there is none to be read (a cache is never needed)."""
    try:
        raw = _cache_file(digest).read_bytes()
    except OSError:
        return None
    collecting = gc.isenabled()
    gc.disable()  # a quarter of a million tuples at once: the collector would only walk them again and again
    try:
        stored = msgspec.msgpack.decode(raw, type=_Stored)
        tables = {name: msgspec.convert(rows, GenericAlias(list, (ALL_TABLES[name],))) for name, rows in stored.tables.items()}
    except (msgspec.DecodeError, msgspec.ValidationError, KeyError):
        return None  # written by another version or cut short: derive anew
    finally:
        if collecting:
            gc.enable()
    return Compiled(tables=tables, forms=stored.forms, stems=stored.stems, phrases=stored.phrases)


def _to_cache(digest: str, compiled: Compiled) -> None:
    path = _cache_file(digest)
    temporary = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(msgspec.msgpack.encode(compiled))
        temporary.replace(path)
    except OSError:
        return  # a read-only home only costs time
