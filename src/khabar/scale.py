"""Archives larger than one machine's patience: shards in, Parquet shards of records out, on Ray.

An input is cut into parts, a part is one task, a task writes one output shard and tells what it holds. A task that is
lost with its machine is done again elsewhere; its shard has the same name and takes the place of what is there, whole
or not at all. A shard that is there and was made from the same input by the same coder is not made again, so that a
run that was stopped goes on. The folder must be seen by every machine of the cluster.
"""

from __future__ import annotations

import glob
import hashlib
import logging
import os
import platform
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from khabar.batch import code_all
from khabar.errors import ExtraError, InputError, OptionError
from khabar.model import Coder
from khabar.read.document import Defaults, Document
from khabar.read.inputs import documents, kind_of, read_jsonl, read_parquet
from khabar.shards import FAULTS, Counts, read_facts, write_shard

KINDS = ("jsonl", "warc", "parquet")
"""Kinds of input: files of many articles, plain or gzipped."""
PART = 32_000_000
"""Bytes of JSON lines, or of Parquet unpacked, in one part: some minutes of work, so that little is lost with a machine."""
TRIES = 5
"""Times that a part is begun where its process or machine is lost each time; then it is named as lost."""
STORE = 128 * 2**20
"""Bytes of Ray's object store where this starts it: only names and counts pass through."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of an input file that one task codes."""

    path: str
    kind: Literal["jsonl", "warc", "parquet"]
    name: str
    """Of the output shard; the same on every run over the same path."""
    stamp: str
    """Size and time of the file: what is made from another is made again."""
    size: int = 0
    """Bytes of the input that this part is."""
    start: int = 0
    """First byte of lines, first row group of Parquet."""
    end: int | None = None
    """Where it ends; None: with the file."""
    first: int = 1
    """Number of the first line or row."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What is the same for every part."""

    out: str
    coder: Coder
    defaults: Defaults = Defaults()
    folder: str | None = None
    """The user's own word tables; every machine must see it."""

    def made(self, part: Part) -> dict[str, str]:
        """What a shard of this job is made from and by."""
        told = {"input": Path(part.path).name, "stamp": part.stamp, "defaults": msgspec.json.encode(self.defaults).decode()}
        return {**told, "start": str(part.start), "end": str(part.end), **msgspec.to_builtins(self.coder)}

    def shard(self, part: Part) -> Path:
        """Where the shard of a part stands."""
        return Path(self.out) / f"{part.name}.parquet"


class Done(NamedTuple):
    """What became of a part."""

    part: Part
    counts: Counts
    how: Literal["coded", "there", "lost"]
    problem: str = ""


# -- what is to be done
def find(inputs: Iterable[str], out: Path | None = None) -> list[Path]:
    """The files that paths, folders and patterns (``crawl/**/*.warc.gz``) name, each once, in order; none that lies in ``out``.

    Raises:
        InputError: one of them names no file that can be read here.
    """
    found: dict[Path, None] = {}
    for given in inputs:
        path, pattern = Path(given), given.removeprefix(Path(given).anchor)
        named = Path(path.anchor).glob(pattern) if glob.has_magic(given) and not path.exists() else [path]
        here = sorted({f.resolve() for name in named for f in _files(name)})
        here = [f for f in here if out is None or out.resolve() not in f.parents]
        if not here:
            raise InputError(f"{given}: no file of JSON lines (.jsonl), WARC or Parquet there; give such files, a folder or a pattern of them")
        found.update(dict.fromkeys(here))
    return list(found)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".") and kind_of(p) in KINDS)
    elif path.is_file() and kind_of(path) in KINDS:
        yield path


def parts(paths: Iterable[Path], part: int = PART) -> Iterator[Part]:
    """Cut files into parts of about ``part`` bytes; an archive, or what is gzipped, cannot be cut and is one part.

    Raises:
        InputError: a file cannot be read.
    """
    for path in paths:
        kind = kind_of(path)
        try:
            stat = path.stat()
            whole = Part(path=str(path), kind=kind, name=_name(path), stamp=f"{stat.st_size}-{stat.st_mtime_ns}", size=stat.st_size)  # type: ignore[arg-type]
            if kind == "jsonl" and path.suffix.lower() != ".gz" and stat.st_size > part:
                yield from _numbered(whole, _lines(path, part))
            elif kind == "parquet":
                yield from _numbered(whole, _groups(path, part))
            else:
                yield whole
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror or error}); check the file") from None


def _name(path: Path) -> str:
    """The file's name and a hash of its path: two files of one name in two folders stay apart."""
    return f"{path.name.split('.')[0][:80]}-{hashlib.sha256(str(path).encode()).hexdigest()[:10]}"


def _numbered(whole: Part, pieces: Iterable[tuple[int, int, int, int]]) -> Iterator[Part]:
    """The parts of a file from its pieces: start, end, number of the first line or row, bytes."""
    for number, (start, end, first, size) in enumerate(pieces):
        name = f"{whole.name}-{number:05}" if number or end else whole.name
        yield msgspec.structs.replace(whole, name=name, start=start, end=end, first=first, size=size)


def _lines(path: Path, part: int) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of whole lines."""
    with path.open("rb") as file:
        start, first = 0, 1
        while block := file.read(part):
            block += file.readline()
            yield start, start + len(block), first, len(block)
            start, first = start + len(block), first + block.count(b"\n")


def _groups(path: Path, part: int) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of row groups."""
    try:
        from pyarrow import ArrowException, parquet
    except ModuleNotFoundError:
        raise ExtraError("scale") from None
    try:
        metadata = parquet.read_metadata(path)
    except ArrowException as error:
        raise OSError(str(error)) from None
    start, first, rows, size = 0, 1, 0, 0
    for group in range(metadata.num_row_groups):
        rows, size = rows + metadata.row_group(group).num_rows, size + metadata.row_group(group).total_byte_size
        if size >= part or group + 1 == metadata.num_row_groups:
            yield start, group + 1, first, size
            start, first, rows, size = group + 1, first + rows, 0, 0


# -- doing it
def code_part(part: Part, job: Job) -> Counts:
    """Code one part into its shard: what a task does, wherever it runs.

    Raises:
        OptionError: this machine has another version of Khabar than the one that started the job.
        OSError: the folder cannot be written to.
    """
    from khabar.pipeline import coder

    if coder(job.folder) != job.coder:
        raise OptionError(f"{platform.node()}: another version of Khabar or of its words is installed here; install the same on every machine")
    return write_shard(job.shard(part), code_all(_documents(part, job.defaults), folder=job.folder), job.made(part))


def _documents(part: Part, defaults: Defaults) -> Iterator[Document]:
    """The documents of a part, as those of its file."""
    path, name = Path(part.path), Path(part.path).stem
    if part.kind == "parquet":
        groups = range(part.start, part.end) if part.end is not None else None
        return read_parquet(part.path, name, defaults, lambda: None, groups=groups, first=part.first)
    if part.end is None:
        return documents([path], defaults)
    return read_jsonl(_between(path, part.start, part.end), name, part.path, defaults, lambda: None, first=part.first)


def _between(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while file.tell() < end and (line := file.readline()):
            yield line


def scale(todo: Sequence[Part], job: Job, *, workers: int | None = None) -> Iterator[Done]:
    """Code parts into shards; each part is told as it is done, in no order.

    Args:
        todo: from `parts`.
        job: what holds for all of them.
        workers: processes of the local Ray that is started; a cluster that ``RAY_ADDRESS`` names, or that the program
            has joined, decides for itself.

    Raises:
        ExtraError: Ray is not installed.
        InputError: the folder cannot be made.
    """
    out = Path(job.out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror}); choose another place") from None
    left = []
    for part in todo:
        facts = read_facts(job.shard(part))
        if facts is not None and facts.made == job.made(part):
            yield Done(part, facts.counts, "there")
        else:
            left.append(part)
    _sweep(out, left)
    if left:
        yield from _on_ray(left, job, workers)
    _sweep(out, left)


def _on_ray(todo: Sequence[Part], job: Job, workers: int | None) -> Iterator[Done]:
    data = _ray_data()
    by_name = {part.name: part for part in todo}
    with _cluster(workers), _quiet():
        context = data.DataContext.get_current()
        context.enable_progress_bars, context.max_errored_blocks = False, -1
        items = [{"part": msgspec.json.encode(part)} for part in todo]
        tasks = data.from_items(items, override_num_blocks=len(items))
        rows = tasks.map(_task, fn_args=(msgspec.json.encode(job),), num_cpus=1)
        for row in rows.iter_rows():
            part = by_name.pop(row["name"])
            yield Done(part, msgspec.json.decode(row["counts"], type=Counts), "lost" if row["problem"] else "coded", row["problem"])
    for part in by_name.values():
        yield Done(part, Counts(), "lost", "it was lost with the machine that worked on it")


def _task(row: dict[str, Any], job: bytes) -> dict[str, Any]:
    """What runs on Ray. What goes wrong with a part is told and ends no other; what ends the process is Ray's to mend."""
    part = msgspec.json.decode(row["part"], type=Part)
    counts, problem = Counts(), ""
    try:
        counts = _tried(part, msgspec.json.decode(job, type=Job))
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
    return {"name": part.name, "counts": msgspec.json.encode(counts), "problem": problem}


def _tried(part: Part, job: Job) -> Counts:
    """Code a part; Ray begins it again where its process is lost, for ever, so that whoever begins leaves a mark."""
    marks = f".{glob.escape(part.name)}.*.try"
    if len(list(Path(job.out).glob(marks))) >= TRIES:
        raise RuntimeError(f"{TRIES} processes were lost over it; is there memory enough, and is the input sound?")
    mark = Path(job.out) / f".{part.name}.{uuid.uuid4().hex[:12]}.try"
    mark.touch()
    counts = code_part(part, job)
    mark.unlink(missing_ok=True)
    return counts


def _ray_data() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
    try:
        import ray.data
    except ModuleNotFoundError:
        raise ExtraError("scale") from None
    return ray.data


@contextmanager
def _cluster(workers: int | None) -> Iterator[None]:
    """The Ray that the program is in already, else the one of ``RAY_ADDRESS``, else one of our own for as long as this lasts."""
    import ray

    if ray.is_initialized():
        yield
        return
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    if os.environ.get("RAY_ADDRESS"):
        ray.init(**quiet)
    else:
        ray.init(address="local", num_cpus=workers or os.cpu_count(), include_dashboard=False, object_store_memory=STORE, **quiet)
    try:
        yield
    finally:
        ray.shutdown()


@contextmanager
def _quiet() -> Iterator[None]:
    """Ray Data tells only of errors: how far the run is, we tell."""
    logger = logging.getLogger("ray.data")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _sweep(out: Path, todo: Iterable[Part]) -> None:
    """Take away what tasks that were killed had begun, and their marks."""
    names = {part.name for part in todo}
    for path in (*out.glob(".*.part"), *out.glob(".*.try"), *(out / FAULTS).glob(".*.part")):
        if path.name.split(".")[1] in names:
            with suppress(OSError):
                path.unlink()
