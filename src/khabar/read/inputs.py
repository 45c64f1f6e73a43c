"""Files, folders, JSONL and standard input, one `Source` an article; what cannot be read is a fault, not an end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from khabar.errors import OptionError
from khabar.model import Article, Fault
from khabar.read.jsonl import parse_line
from khabar.read.metadata import check_published
from khabar.read.text import read_text

READABLE = {".txt": "text", ".jsonl": "jsonl", ".ndjson": "jsonl"}
"""File kinds that are read; others give a fault ``unsupported``."""
_STDIN = "-"
_UNREADABLE = ("missing", "binary", "unreadable", "unsupported", "no_files")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One article of the input, or the reason why there is none."""

    id: str
    """The caller's id (JSONL), else the file's name without its ending, else ``NAME:LINE``."""
    path: str
    article: Article | None = None
    extra: dict[str, Any] = {}
    faults: list[Fault] = []
    raw: bytes | None = None
    """The bytes that the article was read from: the file, or its line."""

    @property
    def unread(self) -> bool:
        """Whether the input could not be read at all (exit code 1), against a bad line or a poor text."""
        return any(fault.code in _UNREADABLE for fault in self.faults)


class Defaults(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller says of every input that does not say it itself."""

    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    lexicon_folder: Path | None = None


def read_inputs(
    paths: Sequence[str | Path],
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    stdin: BinaryIO | None = None,
    lexicon_folder: Path | None = None,
) -> Iterator[Source]:
    """Every article of ``paths``: files, folders (sorted, all levels), ``-`` for ``stdin``.

    A JSONL line's own fields win over ``published``, ``outlet`` and ``url``.

    Raises:
        OptionError: ``published`` is no ISO date (at the first article, before any is read).
        DataError: a word table breaks its schema.
    """
    check_published(published)
    defaults = Defaults(published=published, outlet=outlet, url=url, lexicon_folder=lexicon_folder)
    for path in paths:
        if str(path) == _STDIN:
            yield from _stdin(stdin, defaults)
        else:
            yield from _path(Path(path), defaults)


def _path(path: Path, defaults: Defaults) -> Iterator[Source]:
    try:
        if path.is_dir():
            yield from _folder(path, defaults)
            return
        if not path.exists():
            yield _unread(path, "missing", "no such file; check the name")
            return
    except OSError as error:
        yield _unread(path, "unreadable", f"{error.strerror or error}")
        return
    yield from _file(path, defaults)


def _folder(folder: Path, defaults: Defaults) -> Iterator[Source]:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not _hidden(p, folder))
    if not files:
        yield _unread(folder, "no_files", "the folder holds no files; give one with .txt or .jsonl files")
    for file in files:
        yield from _file(file, defaults)


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _file(path: Path, defaults: Defaults) -> Iterator[Source]:
    kind = READABLE.get(path.suffix.lower())
    if kind is None:
        yield _unread(
            path, "unsupported", f"cannot read {path.suffix or 'files without an ending'}; give .txt or .jsonl"
        )
        return
    try:
        if kind == "jsonl":
            with path.open("rb") as stream:
                yield from read_jsonl(stream, path.stem, str(path), defaults)
            return
        data = path.read_bytes()
    except OSError as error:
        yield _unread(path, "unreadable", f"{error.strerror or error}; check its permissions")
        return
    yield _text_source(data, path.stem, str(path), defaults)


def _stdin(stdin: BinaryIO | None, defaults: Defaults) -> Iterator[Source]:
    if stdin is None:
        yield _unread(Path(_STDIN), "unreadable", "there is no standard input")
        return
    first = stdin.readline()
    if _is_json_line(first):
        yield from read_jsonl(_Chain(first, stdin), "stdin", _STDIN, defaults)
    else:
        yield _text_source(first + stdin.read(), "stdin", _STDIN, defaults)


def _is_json_line(line: bytes) -> bool:
    if not line.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf")), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


class _Chain:
    """A stream's first line, then its others."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self.first, self.rest = first, rest

    def __iter__(self) -> Iterator[bytes]:
        yield self.first
        yield from self.rest


def _text_source(data: bytes, name: str, path: str, defaults: Defaults) -> Source:
    text = decode(data)
    if text is None:
        return _unread(Path(path), "binary", "not a text file in UTF-8 or UTF-16; convert it first", name)
    article, faults = read_text(
        text,
        published=defaults.published,
        outlet=defaults.outlet,
        url=defaults.url,
        lexicon_folder=defaults.lexicon_folder,
    )
    return Source(id=name, path=path, article=article, faults=faults, raw=data)


def decode(data: bytes) -> str | None:
    """The text of ``data`` in UTF-8 (with or without mark) or UTF-16 with a mark; None for anything else."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def read_jsonl(
    lines: Iterator[bytes] | BinaryIO | _Chain, name: str, path: str, defaults: Defaults
) -> Iterator[Source]:
    """One `Source` for each line that is not blank, streamed.

    Args:
        lines: The raw lines.
        name: What stands before the line number in the id of a line without one.
        path: The file's path, for messages.
        defaults: What holds where a line does not say otherwise.
    """
    for number, raw in enumerate(lines, 1):
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if raw.strip():
            yield _line_source(raw.strip(), f"{name}:{number}", f"{path}:{number}", defaults)


def _line_source(raw: bytes, name: str, path: str, defaults: Defaults) -> Source:
    line = parse_line(raw, name)
    if line.faults:
        return Source(id=line.id, path=path, extra=line.extra, faults=line.faults)
    fields = line.fields
    if "text" not in fields:
        fault = Fault(stage="read", code="unsupported", message=f'{path}: html cannot be read yet; give "text"')
        return Source(id=line.id, path=path, extra=line.extra, faults=[fault])
    try:
        article, faults = read_text(
            fields["text"],
            published=fields.get("published") or defaults.published, outlet=fields.get("outlet") or defaults.outlet,
            url=fields.get("url") or defaults.url, title=fields.get("title"), fetched=fields.get("fetched"),
            lexicon_folder=defaults.lexicon_folder,
        )  # fmt: skip
    except OptionError as error:
        fault = Fault(stage="read", code="field", message=f"{path}: {error}")
        return Source(id=line.id, path=path, extra=line.extra, faults=[fault])
    return Source(id=line.id, path=path, article=article, extra=line.extra, faults=faults, raw=raw)


def _unread(path: Path, code: str, problem: str, name: str | None = None) -> Source:
    fault = Fault(stage="read", code=code, message=f"{path}: {problem}")
    return Source(id=name or path.stem or str(path), path=str(path), faults=[fault])
