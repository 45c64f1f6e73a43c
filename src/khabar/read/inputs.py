"""Files, folders, archives, feeds, JSONL, standard input: one document an article; what cannot be read is a fault."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import msgspec
from msgspec import structs

from khabar.read.archive import is_warc, read_mhtml, read_warc
from khabar.read.columns import is_parquet, json_rows
from khabar.read.document import Defaults, Document, Kind, Source, failed, given, read_document, shown_path
from khabar.read.feed import is_feed, read_feed
from khabar.read.jsonl import JsonLine, parse_line
from khabar.read.metadata import check_published
from khabar.read.pdf import is_pdf
from khabar.read.telegram import is_telegram, read_telegram
from khabar.read.word import is_word

__all__ = ["KINDS", "MANY", "Defaults", "Document", "Source", "documents", "kind_of", "read_inputs"]

KINDS = {
    ".txt": "text", ".jsonl": "jsonl", ".ndjson": "jsonl", ".html": "html", ".htm": "html", ".xhtml": "html", ".mhtml": "mhtml", ".mht": "mhtml",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".warc": "warc",
    ".docx": "docx", ".pdf": "pdf", ".parquet": "parquet",
}  # fmt: skip
"""File endings that are read, also with ``.gz``; other files are read where they begin as one of these kinds does."""
MANY = frozenset({"jsonl", "feed", "warc", "telegram", "parquet"})
"""Kinds of file that hold several articles."""
_STDIN = "-"
_SNIFF = 4096  # bytes that tell what a file is
_HTML = re.compile(
    rb"^\s*(?:<!--.*?-->\s*)?(?:<!doctype html|<html|<head|<body|<article|<div|<p[ >])", re.IGNORECASE | re.DOTALL
)
_NAMED = 5  # files that are named where a folder holds many that are not read


def read_inputs(
    paths: Sequence[str | Path],
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    fetched: str | None = None,
    stdin: BinaryIO | None = None,
    lexicon_folder: Path | None = None,
) -> Iterator[Source]:
    """Every article of ``paths``: files, folders (sorted, all levels), archives, feeds, ``-`` for ``stdin``.

    Args:
        paths: What to read; a folder's files of other kinds are left out, named and counted in one fault ``skipped``.
        published: ISO date of what does not tell its own: wins over the page of a single file, stands behind the fields of
            JSONL lines, feeds and archives.
        outlet: Who published it, likewise.
        url: Where it stood, likewise.
        fetched: ISO date-time of the capture, likewise: ages ("three hours ago") are counted back from it.
        stdin: Where ``-`` is read from.
        lexicon_folder: Word tables to use instead of those that ship.

    Raises:
        OptionError: ``published`` or ``fetched`` is no ISO date (at the first article, before any is read).
        DataError: a word table breaks its schema.
    """
    defaults = Defaults(published=published, outlet=outlet, url=url, fetched=fetched, lexicon_folder=lexicon_folder)
    return map(read_document, documents(paths, defaults, stdin))


def documents(paths: Sequence[str | Path], defaults: Defaults, stdin: BinaryIO | None = None) -> Iterator[Document]:
    """What `read_inputs` reads, still unread: for `khabar.batch.code_all`, which reads each in the process that codes it."""
    check_published(defaults.published)
    check_published(defaults.fetched, option="fetched")
    finder = _Finder(defaults)
    finder.total = sum(map(_size, paths))
    for path in paths:
        if str(path) == _STDIN:
            yield from finder.stdin(stdin)
        else:
            yield from finder.path(Path(path))


def _size(path: str | Path) -> int:
    """Bytes that a path holds; 0 where that cannot be told."""
    try:
        where = Path(path)
        return (
            sum(p.stat().st_size for p in where.rglob("*") if p.is_file()) if where.is_dir() else where.stat().st_size
        )
    except OSError:
        return 0


class _File(NamedTuple):
    """A file that is being read."""

    path: Path
    kind: str
    stem: str
    """Its name without endings."""


def kind_of(path: Path) -> str | None:
    """What a file is by its ending, or None."""
    return KINDS.get(path.with_suffix("").suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower())


class _Finder:
    """Finds documents, and knows how much of the input's bytes it has passed."""

    def __init__(self, defaults: Defaults) -> None:
        self.defaults = defaults
        self.total = self.passed = 0

    def path(self, path: Path) -> Iterator[Document]:
        """The documents of a file or folder."""
        try:
            if path.is_dir():
                yield from self.folder(path)
                return
            if not path.exists():
                yield failed(path, "missing", "no such file; check the name")
                return
        except OSError as error:
            yield failed(path, "unreadable", f"{error.strerror or error}")
            return
        kind = kind_of(path) or _sniff_file(path)
        if kind is None:
            yield failed(
                path,
                "unsupported",
                f"cannot read {path.suffix or 'files without an ending'}; give one of {' '.join(KINDS)}, or a folder",
            )
            return
        yield from self.file(path, kind)

    def folder(self, folder: Path) -> Iterator[Document]:
        """The documents of a folder's files, in the order of their names, and what was left out."""
        files = sorted(p for p in folder.rglob("*") if p.is_file() and not _hidden(p, folder))
        if not files:
            yield failed(folder, "no_files", f"the folder holds no files; give one with {' '.join(KINDS)} files")
            return
        left: list[Path] = []
        for file in files:
            kind = None if _beside_page(file, folder) else kind_of(file) or _sniff_file(file)
            if kind is None:
                left.append(file)
                self.passed += _size(file)
            else:
                yield from self.file(file, kind)
        if left:
            code = "skipped" if len(left) < len(files) else "no_files"
            names = ", ".join(shown_path(p.relative_to(folder)) for p in left[:_NAMED])
            more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
            yield failed(
                folder,
                code,
                f"{len(left)} files are of a kind that is not read, and were left out: {names}{more}",
                done=self.done(0),
            )

    def file(self, path: Path, kind: str) -> Iterator[Document]:
        """The documents of a file of a known kind."""
        stem = Path(path.stem).stem if path.suffix.lower() == ".gz" else path.stem
        file = _File(path, kind, shown_path(stem))
        try:
            with path.open("rb") as raw:
                yield from self._open(file, raw)
        except (OSError, EOFError, zlib.error) as error:
            yield failed(
                path,
                "unreadable",
                f"{getattr(error, 'strerror', None) or error}; what comes before was read; check the file",
            )
        self.passed += _size(path)

    def _open(self, file: _File, raw: BinaryIO) -> Iterator[Document]:
        def at() -> float | None:
            return self.done(raw.tell())

        if file.kind == "warc":
            yield from read_warc(raw, shown_path(file.path), self.defaults, at)
            return
        if file.kind == "parquet":
            yield from read_parquet(str(file.path), file.stem, self.defaults, lambda: self.done(0))
            return
        stream = gzip.GzipFile(fileobj=raw) if file.path.suffix.lower() == ".gz" else raw
        yield from self.stream(stream, file, at)  # type: ignore[arg-type]

    def done(self, inside: int) -> float | None:
        """The share of all bytes that were passed, with ``inside`` more of the file that is open."""
        return min(1.0, (self.passed + inside) / self.total) if self.total else None

    def stream(self, stream: BinaryIO, file: _File, at: Callable[[], float | None]) -> Iterator[Document]:
        """The documents of an open file."""
        path = shown_path(file.path)
        if file.kind == "jsonl":
            yield from read_jsonl(stream, file.stem, path, self.defaults, at)
        elif file.kind == "feed":
            yield from read_feed(stream.read(), file.stem, path, self.defaults, at())
        elif file.kind == "telegram":
            yield from read_telegram(stream.read(), file.stem, path, self.defaults, at)
        elif file.kind == "mhtml":
            yield read_mhtml(stream.read(), file.stem, path, self.defaults, at())
        else:
            yield self._single(stream.read(), file, at())

    def _single(self, data: bytes, file: _File, done: float | None) -> Document:
        return Document(
            id=file.stem, path=shown_path(file.path), kind=_single_kind(data, file.kind), data=data,
            fields=given(self.defaults),
            lexicon_folder=self.defaults.lexicon_folder, done=done,
        )  # fmt: skip

    def stdin(self, stdin: BinaryIO | None) -> Iterator[Document]:
        """The documents of standard input, by how it begins."""
        if stdin is None:
            yield failed(_STDIN, "unreadable", "there is no standard input")
            return
        first = stdin.readline()
        file = _File(Path(_STDIN), "text", "stdin")
        if is_json_line(first):
            yield from read_jsonl(_Chain(first, stdin), "stdin", _STDIN, self.defaults, lambda: None)
            return
        data = first + stdin.read()
        kind = _sniff(data) or "text"
        if kind == "warc":
            yield from read_warc(BytesIO(data), _STDIN, self.defaults, lambda: None)
            return
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
            kind = _sniff(data) or "text"
        yield from self.stream(BytesIO(data), file._replace(kind=kind), lambda: None)


def _single_kind(data: bytes, kind: str) -> Kind:
    """What a file of one article is: by its ending, and by its first bytes where they say otherwise."""
    head = data[:_SNIFF]
    if is_pdf(head):
        return "pdf"
    if is_word(head) or kind == "docx":
        return "docx"
    if kind == "pdf":
        return "pdf"
    return "html" if kind == "html" or _HTML.match(head) else "text"


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _beside_page(path: Path, folder: Path) -> bool:
    """Whether a file lies in the folder that a browser makes beside a saved page: ``NAME_files`` beside ``NAME.html``."""
    for parent in path.parents:
        if parent == folder or folder not in parent.parents:
            return False
        stem = re.sub(r"(?:[_.-]files?|_ملفات|_fichiers|-Dateien|_archivos)$", "", parent.name)
        if stem != parent.name and any(
            (parent.parent / f"{stem}{ending}").exists() for ending in (".html", ".htm", ".xhtml")
        ):
            return True
    return False


def _sniff_file(path: Path) -> str | None:
    """What a file without a known ending is, by how it begins."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_SNIFF)
        if head[:2] == b"\x1f\x8b":
            with gzip.open(path) as stream:
                head = stream.read(_SNIFF)
    except (OSError, EOFError, zlib.error):
        return None
    return _sniff(head)


def _sniff(head: bytes) -> str | None:
    if is_warc(head):
        return "warc"
    if is_parquet(head):
        return "parquet"
    if is_feed(head[:_SNIFF]):
        return "feed"
    if head[:200].lower().lstrip().startswith((b"mime-version:", b"from: <saved by")):
        return "mhtml"
    if is_telegram(head):
        return "telegram"
    if is_pdf(head):
        return "pdf"
    if is_word(head):
        return "docx"
    return "html" if _HTML.match(head[:_SNIFF].removeprefix(b"\xef\xbb\xbf")) else None


# -- JSONL
def is_json_line(line: bytes) -> bool:
    """Whether a line is a JSON object."""
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


def read_jsonl(
    lines: Iterable[bytes], name: str, path: str, defaults: Defaults, at: Callable[[], float | None], *, first: int = 1
) -> Iterator[Document]:
    """One document for each line that is not blank, streamed.

    Args:
        lines: The raw lines.
        name: What stands before the line number in the id of a line without one.
        path: The file's path, for messages.
        defaults: What holds where a line does not say otherwise.
        at: The share of the input that has been passed.
        first: The number of the first of these lines in its file.
    """
    for number, raw in enumerate(lines, first):
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if raw.strip():
            yield _line_document(parse_line(raw.strip(), f"{name}:{number}"), f"{path}:{number}", defaults, at())


def read_parquet(
    path: str, name: str, defaults: Defaults, at: Callable[[], float | None], *, groups: range | None = None, first: int = 1
) -> Iterator[Document]:
    """One document for each row, read as the JSON line that would say the same; ``groups`` and ``first`` as for lines."""
    try:
        yield from read_jsonl(json_rows(path, groups), name, path, defaults, at, first=first)
    except ImportError:
        yield failed(path, "unreadable", "Parquet needs the extra `tables`: pip install 'khabar[tables]'")


def _line_document(line: JsonLine, path: str, defaults: Defaults, done: float | None) -> Document:
    shared: dict[str, Any] = {"id": line.id, "path": path, "extra": line.extra, "done": done}
    if line.faults:
        return Document(**shared, faults=line.faults)
    is_html = "text" not in line.fields
    return Document(
        **shared, kind="html" if is_html else "text", data=line.fields["html" if is_html else "text"],
        fields=given(structs.replace(defaults, published=None) if is_html else defaults, **line.fields),
        published_else=defaults.published,
        lexicon_folder=defaults.lexicon_folder,
    )  # fmt: skip
