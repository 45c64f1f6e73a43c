"""Opening the database: its settings, its schema, transactions, and errors that say what to do."""

from __future__ import annotations

import hashlib
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import msgspec

from khabar.errors import StoreError
from khabar.messages import say
from khabar.script.collate import compare
from khabar.script.fold import fold

APPLICATION = 0x4B484252
"""`KHBR` in the file's header: how a store is told from other programs' databases."""
FILES = ("schema.sql", "schema_2.sql", "schema_3.sql", "schema_4.sql")
SCRIPTS: tuple[str, ...] = tuple(resources.files("khabar.store").joinpath(name).read_text("utf-8") for name in FILES)
"""Script n brings a store from version n to n + 1; the first makes it."""
WAIT = 60.0
"""Seconds that a writer waits for another before it gives up."""
OLDEST = (3, 37, 0)
"""The first SQLite with strict tables."""


def trouble(key: str, **values: object) -> StoreError:
    """The error ``key`` of the messages, with what is needed to say it in another language."""
    return StoreError(say(key, "en", **values), key=key, values=values)


def connect(path: Path, *, scripts: Sequence[str] = SCRIPTS, wait: float = WAIT, shared: bool = False) -> sqlite3.Connection:
    """Open the store at ``path``, made where there is none, brought up to date where it is older.

    Args:
        path: the file.
        scripts: what makes and upgrades it.
        wait: seconds to wait for another writer.
        shared: whether several threads may use it, one after the other.

    Raises:
        StoreError: the folder is missing or read-only, the file is no store or of a newer Khabar, SQLite is too old.
    """
    if sqlite3.sqlite_version_info < OLDEST:
        raise trouble("store_sqlite", found=sqlite3.sqlite_version, needed=".".join(map(str, OLDEST)))
    if not path.parent.is_dir():
        raise trouble("store_folder", path=path, folder=path.parent)
    with translated(path):
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None, check_same_thread=not shared)
        try:
            _patiently(connection, lambda: _prepare(connection, path, scripts), wait)
        except BaseException:
            connection.close()
            raise
    return connection


def _patiently(connection: sqlite3.Connection, prepare: Callable[[], None], wait: float) -> None:
    """SQLite does not wait for its lock where it makes a file, turns on its log or recovers from a kill: we do."""
    until = time.monotonic() + wait
    while True:
        try:
            return prepare()
        except sqlite3.OperationalError as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > until:
                raise
            time.sleep(0.01)


def _prepare(connection: sqlite3.Connection, path: Path, scripts: Sequence[str]) -> None:
    _recognise(connection, path, len(scripts))
    connection.create_collation("arabic", compare)
    connection.create_function("fold", 1, lambda text: None if text is None else fold(text), deterministic=True)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")  # 64 MB
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    if number(connection, "user_version") < len(scripts):
        with transaction(connection):
            _upgrade(connection, scripts)


def _recognise(connection: sqlite3.Connection, path: Path, newest: int) -> None:
    """Refuse a database that is not ours, or that is newer than this program."""
    connection.execute("BEGIN")  # one look: another process may be making it
    application, version, tables = number(connection, "application_id"), number(connection, "user_version"), _tables(connection)
    connection.execute("COMMIT")
    if application not in (0, APPLICATION) or (not application and tables):
        raise trouble("store_foreign", path=path)
    if version > newest:
        raise trouble("store_newer", path=path, found=version, known=newest)


def _tables(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def _upgrade(connection: sqlite3.Connection, scripts: Sequence[str]) -> None:
    """Run the scripts that the store has not seen; another process may just have run them."""
    for version in range(number(connection, "user_version"), len(scripts)):
        for statement in statements(scripts[version]):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version + 1}")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")


def statements(script: str) -> Iterator[str]:
    """The statements of a script: `executescript` would end the transaction that they must stand in."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""


def number(connection: sqlite3.Connection, pragma: str) -> int:
    """The value of a pragma."""
    value: int = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
    return value


@contextmanager
def transaction(connection: sqlite3.Connection, *, durable: bool = False) -> Iterator[None]:
    """All or nothing: what is done inside is kept when it ends well, and undone when it does not.

    Args:
        connection: the store's.
        durable: wait until the disk has it, so that a pulled plug takes nothing back: for what a person typed. Else a
            pulled plug may take back the last moments, whole transactions at a time; a killed process takes nothing.
    """
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # a full disk has undone it already
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """What SQLite finds wrong, as `StoreError`."""
    try:
        yield
    except sqlite3.Error as error:
        raise trouble(_key(error), path=path, detail=error) from error


_KEYS = {
    "SQLITE_NOTADB": "store_foreign", "SQLITE_CORRUPT": "store_damaged", "SQLITE_FULL": "store_full", "SQLITE_BUSY": "store_busy",
    "SQLITE_READONLY": "store_readonly", "SQLITE_CANTOPEN": "store_cannot_open", "SQLITE_IOERR": "store_io",
    "SQLITE_INTERRUPT": "store_slow",
}  # fmt: skip


def _key(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    return next((key for code, key in _KEYS.items() if name.startswith(code)), "store_failed")


def check(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the store, as lines for people; empty when it is whole."""
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    found += [f"{row[0]} row {row[1]}: points at a row of {row[2]} that is not there" for row in connection.execute("PRAGMA foreign_key_check")]
    found += _stale(connection)
    for name, query in _WHOLE.items():
        found += [f"{name}: {row[0]}" for row in connection.execute(query)]
    for table in ("article", "statement", "event"):
        try:
            connection.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            found.append(f"{table}_words: {error}")
    return found


def _stale(connection: sqlite3.Connection) -> list[str]:
    """Captures and codings that are not what they were when they were stored."""
    found = []
    for sha256, data in connection.execute("SELECT sha256, packed FROM bodies"):
        if _hash(data, lambda raw: raw) != sha256:
            found.append(f"capture {sha256}: its bytes have changed")
    for row, sha256, data in connection.execute("SELECT c.row, v.text_sha256, c.record FROM codings c JOIN versions v ON v.row = c.version"):
        if _hash(data, lambda raw: msgspec.json.decode(raw, type=_Coding).article.text.encode()) != sha256:
            found.append(f"coding {row}: its text has changed")
    return found


def _hash(data: bytes, part: Callable[[bytes], bytes]) -> str | None:
    """The hash of a part of what was packed; None where it cannot be unpacked."""
    try:
        return hashlib.sha256(part(zlib.decompress(data))).hexdigest()
    except (zlib.error, msgspec.DecodeError):
        return None


class _Article(msgspec.Struct):
    text: str


class _Coding(msgspec.Struct):
    """As much of a record as its check needs."""

    article: _Article


_WHOLE = {
    "article without a coding": "SELECT id FROM articles WHERE coding IS NULL",
    "version without a capture": "SELECT row FROM versions WHERE row NOT IN (SELECT version FROM captures)",
    "version without a coding": "SELECT row FROM versions WHERE row NOT IN (SELECT version FROM codings)",
    "article that search does not know": "SELECT id FROM articles WHERE row NOT IN (SELECT rowid FROM article_words)",
    "statement that search does not know": "SELECT uid FROM statements WHERE row NOT IN (SELECT rowid FROM statement_words)",
    "event that search does not know": "SELECT uid FROM events WHERE row NOT IN (SELECT rowid FROM event_words)",
}


def backup(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the store as it stands to ``target`` while others may read and write it.

    Raises:
        StoreError: there is a file of that name, or it cannot be written.
    """
    if target.exists():
        raise trouble("store_exists", path=target)
    if not target.parent.is_dir():
        raise trouble("store_folder", path=target, folder=target.parent)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    with translated(target):
        copy = sqlite3.connect(part)
        try:
            connection.backup(copy)
        finally:
            copy.close()
    part.rename(target)
