"""Shards of coded articles into the store: many in one transaction, and nothing twice however often it is run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from khabar.errors import InputError
from khabar.model import Fault, Record
from khabar.shards import Stored, read_shard
from khabar.store.db import Added, Origin, Store

BATCH = 500
"""Records in one transaction: a run that is stopped loses at most these, and does them again."""
METHOD = "load"


class Loaded(NamedTuple):
    """What became of some rows of a shard."""

    path: Path
    added: list[Added | None]
    """None for each record that was there from the same place already."""
    faults: list[Fault]
    unread: bool = False
    """Whether the rest of the shard could not be read."""


def find_shards(inputs: Iterable[str]) -> list[Path]:
    """The shards that files and folders name, in order.

    Raises:
        InputError: one of them is not there, or is a folder without a shard.
    """
    found: list[Path] = []
    for given in inputs:
        path = Path(given)
        here = sorted(p for p in path.rglob("*.parquet") if not p.name.startswith(".")) if path.is_dir() else [path] if path.is_file() else []
        if not here:
            raise InputError(f"{given}: no Parquet files there; give what `khabar scale` wrote")
        found += here
    return found


def load(store: Store, shards: Iterable[Path]) -> Iterator[Loaded]:
    """Keep the records of shards. One that was loaded from there before, in this coding, is passed over.

    Args:
        store: where to.
        shards: from `find_shards`.

    Raises:
        StoreError: the database cannot be written.
    """
    for path in shards:
        rows = read_shard(path)
        more = True
        while more:
            batch, faults, unread = _batch(rows)
            yield Loaded(path, _kept(store, batch), faults, unread)
            more = len(batch) + len(faults) == BATCH and not unread


def _kept(store: Store, batch: Sequence[tuple[Record, Origin]]) -> list[Added | None]:
    """Keep records in one go, all or none; None for each that was met in the same place before, coded the same."""
    if not batch:
        return []
    with store.writing(f"{batch[0][0].id} … {batch[-1][0].id}"):
        return [None if _is_here(store, record, origin) else store.put(record, origin) for record, origin in batch]


def _is_here(store: Store, record: Record, origin: Origin) -> bool:
    """Whether the article was captured at this source under this name, and its last coding is this one."""
    query = """SELECT v.row, v.number FROM captures k JOIN versions v ON v.row = k.version JOIN articles a ON a.row = v.article
        WHERE a.id = ? AND v.text_sha256 = ? AND k.method = ? AND k.source IS ? AND k.name = ? LIMIT 1"""
    met = store.rows(query, record.article.id, record.article.text_sha256, origin.method, origin.source, record.id)
    return bool(met) and store.is_last(met[0][0], met[0][1], record)


def _batch(rows: Iterator[Stored]) -> tuple[list[tuple[Record, Origin]], list[Fault], bool]:
    """The next records, what is wrong with the rows between them, and whether the shard breaks off."""
    records: list[tuple[Record, Origin]] = []
    faults: list[Fault] = []
    try:
        for row in islice(rows, BATCH):
            if row.record is None:
                faults.append(_fault(row.problem))
            else:
                records.append((row.record, Origin(method=METHOD, source=row.source)))
    except InputError as error:
        return records, [*faults, _fault(str(error))], True
    return records, faults, False


def _fault(problem: str) -> Fault:
    return Fault(stage="load", code="unreadable", message=problem)
