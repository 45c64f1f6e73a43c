"""Coded records from the files that ``khabar code`` wrote: JSON, lists of JSON, JSON lines, folders of them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from khabar.errors import InputError
from khabar.messages import Lang, say
from khabar.model import Record
from khabar.shards import read_shard

T = TypeVar("T")
_ENDINGS = (".json", ".jsonl", ".ndjson", ".parquet")


def read_records(paths: Iterable[str], *, stdin: BinaryIO | None = None, lang: Lang = "en") -> Iterator[Record]:
    """Every record of these files and folders; ``-`` is ``stdin``. Lines that hold only faults are passed over.

    Raises:
        InputError: a file is missing, or holds something that is no record; the message says which.
    """
    for path in paths:
        if path == "-":
            yield from _records("-", io.BytesIO(stdin.read() if stdin else b""), lang)
            continue
        files = [Path(path)] if not Path(path).is_dir() else [f for f in sorted(Path(path).rglob("*")) if f.suffix.lower() in _ENDINGS]
        if not files:
            raise InputError(say("no_records", lang, path=path))
        for file in files:
            if file.suffix.lower() == ".parquet":
                yield from _of_shard(file, lang)
                continue
            try:
                with file.open("rb") as stream:
                    yield from _records(str(file), stream, lang)
            except OSError as error:
                raise InputError(say("bad_records", lang, path=path, detail=error.strerror)) from None


def _of_shard(file: Path, lang: Lang) -> Iterator[Record]:
    """The records of a Parquet shard."""
    for row in read_shard(file):
        if row.record is None:
            raise InputError(say("bad_records", lang, path=file, detail=row.problem))
        yield row.record


def _records(path: str, stream: BinaryIO, lang: Lang) -> Iterator[Record]:
    """The records of one file: lines where each is a whole object, else one object or list."""
    first = stream.readline()
    if _whole(first):
        for number, line in enumerate((first, *stream), 1):
            yield from _decoded(f"{path}:{number}", line, lang)
        return
    data = first + stream.read()
    if data.lstrip().startswith(b"["):
        for item in _raw(path, data, list[msgspec.Raw], lang):
            yield from _decoded(path, bytes(item), lang)
    else:
        yield from _decoded(path, data, lang)


def _whole(line: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except msgspec.DecodeError:
        return False


def _decoded(path: str, data: bytes, lang: Lang) -> Iterator[Record]:
    """The record in ``data``; nothing where it is blank or says only why there is none."""
    if not data.strip():
        return
    keys = _raw(path, data, dict[str, msgspec.Raw], lang)
    if "article" not in keys and "faults" in keys:
        return
    yield _raw(path, data, Record, lang)


def _raw(path: str, data: bytes, type: type[T], lang: Lang) -> T:
    try:
        return msgspec.json.decode(data, type=type)
    except msgspec.DecodeError as error:
        raise InputError(say("bad_records", lang, path=path, detail=error)) from None
