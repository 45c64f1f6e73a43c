"""Khabar reads Arabic news and writes down who said and did what to whom, where, when, and according to whom.

    record = khabar.code_text("…", published="2024-05-06")
    for statement in record.statements:
        print(statement.speaker, statement.content.text)

Importing the package loads nothing else: words and rules are loaded by the first article that is coded.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khabar.model import Record
    from khabar.store import Store

__all__ = ["__version__", "code_text", "explain", "open_store"]


def code_text(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    id: str | None = None,
    lexicon: str | Path | None = None,
) -> Record:
    """Code one article.

    Args:
        text: the article, or the whole pasted page; spans index it as it is.
        published: ISO date or date-time; read from the text where it is not given.
        outlet: who published it.
        url: where it stood.
        id: the caller's id for the record.
        lexicon: a folder with word tables of one's own, added to those that ship.

    Raises:
        OptionError: ``published`` is no ISO date.
        DataError: a word table breaks its schema.
    """
    from khabar.pipeline import code
    from khabar.read.text import read_text

    article, faults = read_text(text, published=published, outlet=outlet, url=url)
    return code(article, id=id, faults=faults, folder=str(lexicon) if lexicon else None)


def explain(record: Record, id: str, lang: str = "en") -> str:
    """Why the record's statement or event ``id`` is there, in prose.

    Args:
        record: what `code_text` gave.
        id: ``s1``, ``e1`` …
        lang: ``en`` or ``ar``.

    Raises:
        OptionError: the record holds no such id.
    """
    from khabar.explain import explain as tell

    return tell(record, id, "ar" if lang == "ar" else "en")


def open_store(path: str | Path) -> Store:
    """Open the store in the file ``path``, made where there is none.

        with khabar.open_store("khabar.db") as store:
            store.add(record)
            store.search("التعاون", speaker="لافروف")

    Raises:
        StoreError: it is no store, or cannot be opened; the message says why and what to do.
    """
    from khabar.store import open_store as opened

    return opened(path)


def __getattr__(name: str) -> str:
    if name == "__version__":
        from khabar.pipeline import VERSION

        return VERSION
    raise AttributeError(f"module 'khabar' has no attribute {name!r}")
