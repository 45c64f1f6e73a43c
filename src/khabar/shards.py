"""Coded articles in Parquet files: one schema, written whole or not at all, read again as records.

A row is an article: what one asks for first as columns of their own, and its whole record as JSON, the same that
``khabar code`` writes. Articles without a record stand beside, in ``faults/NAME.jsonl``, a line each.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from khabar.batch import Coded
from khabar.errors import ExtraError, InputError
from khabar.model import Record

COLUMNS = {
    "id": "string", "article": "string", "text_sha256": "string", "url": "string", "outlet": "string", "title": "string", "published": "string",
    "language": "string", "fetched": "string", "source": "string", "statements": "int32", "events": "int32", "faults": "int32", "coder": "string",
    "lexicon": "string", "rules": "string", "record": "string",
}  # fmt: skip
"""Column → type. ``id`` is the caller's, ``article`` the article's, ``source`` where it lay in the input, ``record`` JSON."""
FAULTS = "faults"
"""The folder beside the shards for what gave no record."""
_GROUP = 500
"""Articles that are held before they are written: a row group."""
_KEY = b"khabar"
_READ = 200


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What a shard holds."""

    articles: int = 0
    statements: int = 0
    events: int = 0
    faults: int = 0
    """Faults of records, and articles without one."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the metadata of a shard: what it was made from and by, and what it holds."""

    made: dict[str, str] = {}
    counts: Counts = Counts()


class Stored(NamedTuple):
    """A row of a shard."""

    source: str
    """Where the article lay in the input that was coded."""
    record: Record | None
    problem: str = ""
    """Why there is no record."""


def write_shard(path: Path, coded: Iterable[Coded], made: Mapping[str, str]) -> Counts:
    """Write one shard and the faults beside it; they are there whole when this returns, and not at all where it fails.

    Args:
        path: ``FOLDER/NAME.parquet``; one that is there is replaced.
        coded: the articles, taken one by one.
        made: what the shard is made from and by: kept in its metadata.

    Raises:
        ExtraError: pyarrow is not installed.
        OSError: the place cannot be written to.
    """
    beside = path.parent / FAULTS / f"{path.stem}.jsonl"
    (path.parent / FAULTS).mkdir(parents=True, exist_ok=True)
    with _Draft(path) as rows, _Draft(beside) as lines:
        counts = _write(rows, lines, coded, made)
        if lines.size():
            lines.keep()
        else:
            beside.unlink(missing_ok=True)
        rows.keep()  # last: a shard that is there has its faults beside it
    return counts


def _write(rows: _Draft, lines: _Draft, coded: Iterable[Coded], made: Mapping[str, str]) -> Counts:
    pa, parquet = _pyarrow()
    schema = pa.schema([(name, getattr(pa, kind)()) for name, kind in COLUMNS.items()])
    held: list[dict[str, Any]] = []
    counts = Counts()
    with parquet.ParquetWriter(rows.file, schema, compression="zstd") as writer:
        for item in coded:
            counts = _counted(counts, item)
            if item.record is None:
                lines.file.write(msgspec.json.encode({"id": item.id, "source": item.path, "extra": item.extra, "faults": item.faults}) + b"\n")
                continue
            held.append(_row(item, item.record))
            if len(held) >= _GROUP:
                writer.write_table(pa.Table.from_pylist(held, schema=schema))
                held.clear()
        if held:
            writer.write_table(pa.Table.from_pylist(held, schema=schema))
        writer.add_key_value_metadata({_KEY: msgspec.json.encode(Facts(made=dict(made), counts=counts))})
    return counts


def _counted(counts: Counts, item: Coded) -> Counts:
    record = item.record
    return Counts(
        articles=counts.articles + (record is not None), statements=counts.statements + (len(record.statements) if record else 0),
        events=counts.events + (len(record.events) if record else 0), faults=counts.faults + len(item.faults),
    )  # fmt: skip


def _row(item: Coded, record: Record) -> dict[str, Any]:
    a, c = record.article, record.coder
    return {
        "id": record.id, "article": a.id, "text_sha256": a.text_sha256, "url": a.url, "outlet": a.outlet, "title": a.title, "published": a.published,
        "language": a.language, "fetched": a.fetched, "source": item.path, "statements": len(record.statements), "events": len(record.events),
        "faults": len(record.faults), "coder": c.version, "lexicon": c.lexicon, "rules": c.rules, "record": item.to_json().decode(),
    }  # fmt: skip


class _Draft:
    """A file that is being written under another name, and gets its own when it is whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.draft = path.with_name(f".{path.name}.{uuid.uuid4().hex[:12]}.part")
        self.file = self.draft.open("wb")

    def __enter__(self) -> _Draft:
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()
        with suppress(OSError):
            self.draft.unlink(missing_ok=True)

    def size(self) -> int:
        """Bytes written so far."""
        return self.file.tell()

    def keep(self) -> None:
        """Give the file its name: it is whole, and the disk has it."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.draft.replace(self.path)


def read_facts(path: Path) -> Facts | None:
    """What stands in the metadata of a shard; None where it is not there, not whole or not ours."""
    pa, parquet = _pyarrow()
    try:
        metadata = parquet.read_metadata(path).metadata or {}
        return msgspec.json.decode(metadata.get(_KEY, b""), type=Facts)
    except (OSError, pa.ArrowException, msgspec.DecodeError):
        return None


def read_shard(path: Path) -> Iterator[Stored]:
    """The rows of a shard, in its order, a few hundred in memory at a time; one that breaks the schema has no record.

    Raises:
        InputError: the file cannot be read, is no Parquet, or has no records.
        ExtraError: pyarrow is not installed.
    """
    pa, parquet = _pyarrow()
    row = 0
    decoder = msgspec.json.Decoder(Record)
    try:
        with parquet.ParquetFile(path) as file:
            if not {"source", "record"} <= set(file.schema_arrow.names):
                raise InputError(f"{path}: holds no coded articles; give what `khabar scale` wrote")
            for batch in file.iter_batches(batch_size=_READ, columns=["source", "record"]):
                for source, text in zip(*(batch.column(name).to_pylist() for name in ("source", "record")), strict=True):
                    row += 1
                    yield _stored(decoder, source or str(path), text or "", f"{path}, row {row}")
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{path}: cannot be read after row {row} ({error}); code it again") from None


def _stored(decoder: msgspec.json.Decoder[Record], source: str, text: str, where: str) -> Stored:
    try:
        return Stored(source, decoder.decode(text))
    except msgspec.DecodeError as error:
        return Stored(source, None, f"{where}: no record ({error}); code it again with this version")


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ModuleNotFoundError:
        raise ExtraError("tables") from None
    return pyarrow, parquet
