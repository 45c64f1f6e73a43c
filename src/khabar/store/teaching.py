"""What one correction teaches about all articles: a row of the user's own lexicon, and what it would change."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from khabar.batch import code_all
from khabar.lexicon.load import read_table
from khabar.lexicon.schema import ActorRow
from khabar.script.fold import fold
from khabar.store.corrections import Changes, Person
from khabar.store.db import Store
from khabar.store.recode import Change, changes, source_of

TABLE = "actors.tsv"
_COLUMNS = ("name_ar", "name_en", "kind", "country", "sectors")
_SECTORS = {
    "government": "GOV", "military": "MIL", "police": "COP", "party": "PTY", "armed_group": "REB", "organization": "IGO", "company": "BUS",
    "media": "JRN",
}  # fmt: skip
"""What a kind of actor is unless somebody says otherwise: the row may be edited."""
MOST = 2000
"""Articles that are looked at for what a row would change."""


def taught(corrected: Changes, known: Iterable[str]) -> list[Person]:
    """The actors of a correction that the coder did not have so: a new name, or a known one of another kind or country.

    Args:
        corrected: what the correction says.
        known: ids of the actors that the article's coding has.
    """
    people = [p for named in (corrected.speaker, corrected.actors, corrected.recipients, corrected.channel) for p in named or []]
    had = set(known)
    return list({p.name: p for p in people if p.id not in had}.values())


def preview(store: Store, folder: Path | None, people: Sequence[Person], *, workers: int = 1) -> list[Change]:
    """What the stored articles that name them would say otherwise, were they in the lexicon; the store is not changed.

    Args:
        store: the database.
        folder: the user's own word tables, as they are.
        people: the new rows.
        workers: processes to code on.
    """
    articles = {hit.article for p in people for hit in store.search(f'"{p.name}"', kinds=("article",), limit=MOST)}
    with tempfile.TemporaryDirectory() as place:
        trial = Path(place)
        if folder is not None and folder.is_dir():
            for table in folder.glob("*.tsv"):
                shutil.copy(table, trial / table.name)
        write(trial, people)
        records = [store.record(id) for id in sorted(articles)]
        coded = code_all((source_of(r) for r in records), workers=workers, folder=str(trial))
        return [c for old, new in zip(records, coded, strict=True) if new.record is not None for c in changes(old, new.record, actors=True)]


def write(folder: Path, people: Sequence[Person]) -> Path:
    """Add a row for each of them to the user's own table of actors; one that is there already is left as it is.

    Raises:
        DataError: the table that is there is faulty.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / TABLE
    there = {(fold(row.name_ar), row.kind, row.country) for row in read_table(path, ActorRow)}
    header = _header(path)
    lines = [_row(p, header) for p in people if (fold(p.name), p.kind, p.country) not in there]
    text = path.read_text("utf-8") if path.exists() else "\t".join(header) + "\n"
    path.write_text(text + ("" if text.endswith("\n") else "\n") + "".join(f"{line}\n" for line in lines), "utf-8")
    return path


def _header(path: Path) -> list[str]:
    """The columns of the table that is there; those of a new one where there is none."""
    lines = path.read_text("utf-8").split("\n") if path.exists() else []
    return next((line.split("\t") for line in lines if line.strip() and not line.startswith("#")), list(_COLUMNS))


def _row(person: Person, header: Sequence[str]) -> str:
    cells = {"name_ar": person.name, "name_en": person.name, "kind": person.kind, "country": person.country or "", "sectors": _SECTORS.get(person.kind, "")}
    return "\t".join(cells.get(column, "") for column in header).rstrip("\t")
