"""The store: every article with its captures, versions and codings, and the corrections laid over them."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import msgspec

from khabar.fetch.known import Known
from khabar.messages import wrong
from khabar.model import Article, Coder, Fault, Record, Span
from khabar.script.fold import fold
from khabar.store import database
from khabar.store.corrections import Changes, Correction
from khabar.store.overlay import Corrected, apply, in_force
from khabar.store.packing import packed, unpacked
from khabar.store.rows import Drawer
from khabar.store.search import KINDS, Filters, Hit, Kind, Sort, search


class Added(NamedTuple):
    """What adding a record did."""

    article: str
    """The article's id."""
    version: int
    """The number of the version that was captured."""
    new_article: bool
    new_version: bool
    new_coding: bool


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """One time that an article was met."""

    version: int
    at: str
    """UTC, ISO 8601."""
    method: str
    source: str | None
    name: str
    sha256: str | None
    """Of the raw bytes; None where they were not given."""


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where and how an article was met."""

    method: str = "record"
    """file, jsonl, stdin, fetch, paste, or record: given by a program."""
    source: str | None = None
    """Path or address."""
    raw: bytes | None = None
    """The bytes as they came."""
    at: str | None = None
    """ISO date-time; the article's own ``fetched`` or now where it is None."""


class Store:
    """One database; use it in a ``with`` block or `close` it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self.connection = path, connection
        self._drawer = Drawer(connection)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self.connection.close()

    @contextmanager
    def writing(self, subject: str, *, durable: bool = False) -> Iterator[None]:
        """A transaction about one article or address; where it is undone, the words it had made known are unknown again."""
        with database.translated(self.path):
            try:
                with database.transaction(self.connection, durable=durable):
                    yield
            except BaseException as error:
                self._drawer = Drawer(self.connection)
                if isinstance(error, UnicodeEncodeError):
                    raise database.trouble("store_text", id=subject) from None
                raise

    def rows(self, query: str, *values: object) -> list[Any]:
        with database.translated(self.path):
            return self.connection.execute(query, values).fetchall()

    # -- adding
    def add(self, record: Record, origin: Origin = Origin()) -> Added:  # noqa: B008 - frozen
        """Keep a coded article; the same article again is one more capture, a changed text one more version.

        Args:
            record: what the coder gave.
            origin: where it came from.

        Raises:
            StoreError: the database cannot be written.
        """
        with self.writing(record.id):
            return self.put(record, origin)

    def put(self, record: Record, origin: Origin) -> Added:
        """What `add` does, inside of a transaction that holds for more."""
        article, new_article = self.article(record.article.id)
        version, number, new_version = self.version(article, record.article.text_sha256)
        self._capture(version, origin, record.article.fetched, record.id, record.extra)
        new_coding = self._coding(version, number, record)
        self.settle(article)
        return Added(record.article.id, number, new_article, new_version, new_coding)

    def meet(self, article: Article, name: str, extra: Mapping[str, Any], origin: Origin) -> Added | None:
        """Keep one more capture of an article whose text is here already, without coding it; None where it is not.

        Args:
            article: as the reader gave it.
            name: the caller's id.
            extra: unknown fields of the input line.
            origin: where it came from.
        """
        with self.writing(name):
            found = self._with_text(article)
            if found is None:
                return None
            version, number, row = found
            self._capture(version, origin, article.fetched, name, extra)
            self.settle(row)
        return Added(article.id, number, False, False, False)

    def failed(self, source: str, faults: Iterable[Fault]) -> None:
        """Keep that an input gave no article, and why; tried again, it is one failure."""
        with self.writing(source):
            for fault in faults:
                row = (source, fault.code, fault.message, in_utc(None))
                self.connection.execute("INSERT OR REPLACE INTO unread VALUES (?, ?, ?, ?)", row)

    def recode(self, record: Record) -> bool:
        """Keep another coding of a version that is here; whether it differs from the one before.

        Raises:
            OptionError: the store does not hold that text.
        """
        with self.writing(record.id):
            found = self._with_text(record.article)
            if found is None:
                raise wrong("no_article", id=record.article.id)
            version, number, article = found
            changed = self._coding(version, number, record)
            self.settle(article)
        return changed

    def _with_text(self, article: Article) -> tuple[int, int, int] | None:
        """Row and number of the version with the article's text, and the article's row."""
        query = "SELECT v.row, v.number, a.row FROM versions v JOIN articles a ON a.row = v.article WHERE a.id = ? AND v.text_sha256 = ?"
        found = self.rows(query, article.id, article.text_sha256)
        return found[0] if found else None

    def article(self, id: str) -> tuple[int, bool]:
        """The row of an article, made where there is none, and whether it is new; within `writing`."""
        new = self.connection.execute("INSERT OR IGNORE INTO articles (id) VALUES (?)", (id,)).rowcount > 0
        return self.rows("SELECT row FROM articles WHERE id = ?", id)[0][0], new

    def version(self, article: int, sha256: str) -> tuple[int, int, bool]:
        """Row and number of the version with this text, and whether it is new."""
        found = self.rows("SELECT row, number FROM versions WHERE article = ? AND text_sha256 = ?", article, sha256)
        if found:
            return found[0][0], found[0][1], False
        number = 1 + self.rows("SELECT coalesce(max(number), 0) FROM versions WHERE article = ?", article)[0][0]
        row = self.connection.execute("INSERT INTO versions (article, number, text_sha256) VALUES (?, ?, ?)", (article, number, sha256)).lastrowid
        assert row is not None
        return row, number, True

    def _capture(self, version: int, origin: Origin, fetched: str | None, name: str, extra: Mapping[str, Any]) -> None:
        body = None
        if origin.raw is not None:
            body = hashlib.sha256(origin.raw).hexdigest()
            self.connection.execute("INSERT OR IGNORE INTO bodies VALUES (?, ?, ?)", (body, len(origin.raw), zlib.compress(origin.raw)))
        self.connection.execute(
            "INSERT INTO captures (version, body, at, method, source, name, extra) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (version, body, in_utc(origin.at or fetched), origin.method, origin.source, name, _json(extra)),
        )

    def _coding(self, version: int, number: int, record: Record) -> bool:
        """Keep the coding, unless it is the last one over again."""
        if self.is_last(version, number, record):
            return False
        record = msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, version=number))
        self.keep_coding(version, number, record, in_utc(None))
        return True

    def is_last(self, version: int, number: int, record: Record) -> bool:
        """Whether the last coding of a version is this one."""
        record = msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, version=number))
        last = self.rows("SELECT record FROM codings WHERE version = ? ORDER BY row DESC LIMIT 1", version)
        return bool(last) and substance(unpacked(last[0][0])) == substance(record)

    def keep_coding(self, version: int, number: int, record: Record, at: str) -> None:
        """Keep one more coding of a version; within `writing`."""
        record = msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, version=number))
        row = (version, self._run(record.coder), at, packed(record))
        self.connection.execute("INSERT INTO codings (version, run, at, record) VALUES (?, ?, ?, ?)", row)

    def _run(self, coder: Coder) -> int:
        made = (coder.version, coder.codebook, coder.lexicon, coder.rules)
        self.connection.execute("INSERT OR IGNORE INTO runs (version, codebook, lexicon, rules, since) VALUES (?, ?, ?, ?, ?)", (*made, in_utc(None)))
        row: int = self.rows("SELECT row FROM runs WHERE (version, codebook, lexicon, rules) = (?, ?, ?, ?)", *made)[0][0]
        return row

    def settle(self, article: int, *, anew: bool = False) -> None:
        """Make the last coding of the version captured last the current one, and draw it where it was not."""
        current = """SELECT c.row, c.record, v.number FROM captures k JOIN versions v ON v.row = k.version JOIN codings c ON c.version = v.row
            WHERE v.article = ? ORDER BY k.at DESC, k.row DESC, c.at DESC, c.row DESC LIMIT 1"""
        coding, made, number = self.rows(current, article)[0]
        if not anew and self.rows("SELECT coding FROM articles WHERE row = ?", article)[0][0] == coding:
            return
        record = apply(unpacked(made), self._corrections(article)).record
        a = record.article
        self.connection.execute(
            "UPDATE articles SET coding = ?, version = ?, url = ?, title = ?, outlet = ?, published = ?, outlet_key = ? WHERE row = ?",
            (coding, number, a.url, a.title, a.outlet, a.published, fold(a.outlet) if a.outlet else None, article),
        )
        self._drawer.draw(article, record)

    def draw_pending(self) -> None:
        """Draw every article anew where an upgrade asks for it; stopped midway, it begins again."""
        if self.rows("SELECT what FROM pending WHERE what = 'draw'"):
            for id in self.ids():
                with self.writing(id):
                    self.settle(self._row(id), anew=True)
            with self.writing(str(self.path)):
                self.connection.execute("DELETE FROM pending WHERE what = 'draw'")

    # -- correcting
    def correct(self, correction: Correction) -> Correction:
        """Keep a correction and show its article with it; what it gives back has its number and time.

        Raises:
            OptionError: there is no such article.
        """
        return self.correct_all([correction])[0]

    def correct_all(self, corrections: Sequence[Correction]) -> list[Correction]:
        """Keep corrections in one go, all or none of them; their articles are drawn once.

        Raises:
            OptionError: there is no such article.
        """
        rows = {id: self._row(id) for id in dict.fromkeys(c.article for c in corrections)}
        with self.writing(", ".join(rows), durable=True):
            kept = [self._corrected(c, rows[c.article]) for c in corrections]
            for row in rows.values():
                self.settle(row, anew=True)
        return kept

    def _row(self, article: str) -> int:
        found = self.rows("SELECT row FROM articles WHERE id = ?", article)
        if not found:
            raise wrong("no_article", id=article)
        row: int = found[0][0]
        return row

    def _corrected(self, correction: Correction, article: int) -> Correction:
        c = msgspec.structs.replace(correction, at=in_utc(None))
        row = self.connection.execute(
            "INSERT INTO corrections (article, version, uid, kind, action, span, changes, reason, by, at, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article, c.version, c.uid, c.kind, c.action, _json(c.span), _json(c.changes), c.reason, c.by, c.at, c.undoes),
        ).lastrowid
        assert row is not None
        return msgspec.structs.replace(c, row=row)

    def undo(self, article: str, row: int, *, by: str, reason: str = "") -> Correction:
        """Take a correction back; it stays in the store, and so does the undo.

        Raises:
            OptionError: the article has no correction of that number.
        """
        for c in self.corrections(article):
            if c.row == row:
                return self.correct(msgspec.structs.replace(c, action="undo", undoes=row, by=by, reason=reason, changes=Changes(), row=0))
        raise wrong("no_correction", row=row, article=article)

    def corrections(self, article: str, *, by: str | None = None) -> list[Correction]:
        """The corrections of an article, oldest first, undone ones too.

        Args:
            article: its id.
            by: only those of this person.
        """
        found = self.rows("SELECT row FROM articles WHERE id = ?", article)
        return [c for c in self._corrections(found[0][0]) if by in (None, c.by)] if found else []

    def _corrections(self, article: int) -> list[Correction]:
        query = """SELECT a.id, c.version, c.uid, c.kind, c.action, c.span, c.changes, c.reason, c.by, c.at, c.undoes, c.row
            FROM corrections c JOIN articles a ON a.row = c.article WHERE a.row = ? ORDER BY c.at, c.row"""
        return [_correction(row) for row in self.rows(query, article)]

    def corrected(self, article: str, *, by: str | None = None) -> Corrected:
        """The current coding with the corrections laid over it, and how each of them stands.

        Args:
            article: its id.
            by: only those of this person.

        Raises:
            OptionError: there is no such article.
        """
        return apply(self.record(article), self.corrections(article, by=by))

    def reviewed(self) -> list[str]:
        """The articles that anybody has corrected, in the order they came."""
        return [row[0] for row in self.rows("SELECT id FROM articles WHERE row IN (SELECT article FROM corrections) ORDER BY row")]

    def find(self, id: str) -> tuple[str, str]:
        """Article and record that ``id`` means: ``ARTICLE/s1`` or a uid.

        Raises:
            OptionError: there is none.
        """
        article, slash, rest = id.rpartition("/")
        for table in ("statements", "events"):
            condition = "a.id = ? AND t.id = ?" if slash else "t.uid = ?"
            found = self.rows(f"SELECT a.id, t.id FROM {table} t JOIN articles a ON a.row = t.article WHERE {condition}", *((article, rest) if slash else (rest,)))
            if found:
                return found[0][0], found[0][1]
        raise wrong("no_record", id=id)

    def last_correction(self, uid: str) -> Correction | None:
        """The last correction of the record or article ``uid`` that is still in force."""
        found = self.rows("SELECT a.id FROM corrections c JOIN articles a ON a.row = c.article WHERE c.uid = ? LIMIT 1", uid)
        standing = [c for c in in_force(self.corrections(found[0][0])) if c.uid == uid] if found else []
        return standing[-1] if standing else None

    # -- reading
    def ids(self) -> list[str]:
        """The id of every article, in the order they came."""
        return [row[0] for row in self.rows("SELECT id FROM articles ORDER BY row")]

    def records(self) -> Iterator[Record]:
        """The current coding of every article with its corrections, in the order they came: what exports and links read."""
        return (self.corrected(id).record for id in self.ids())

    def record(self, article: str, version: int | None = None) -> Record:
        """The last coding of an article.

        Args:
            article: its id.
            version: the number of an older text; the current one where it is None.

        Raises:
            OptionError: there is no such article or version.
        """
        query = "SELECT c.record FROM codings c JOIN versions v ON v.row = c.version JOIN articles a ON a.row = v.article WHERE a.id = ?"
        if version is None:
            found = self.rows(f"{query} AND c.row = a.coding", article)
        else:
            found = self.rows(f"{query} AND v.number = ? ORDER BY c.row DESC LIMIT 1", article, version)
        if not found:
            raise wrong("no_article", id=article)
        return unpacked(found[0][0])

    def record_at(self, article: str, at: str) -> Record | None:
        """An article as it stood just before ``at`` (UTC, as the store writes it), with the corrections made until then; None before it came."""
        query = """SELECT c.record FROM captures k JOIN versions v ON v.row = k.version JOIN articles a ON a.row = v.article
            JOIN codings c ON c.version = v.row WHERE a.id = ? AND c.at < ? ORDER BY k.at < ? DESC, k.at DESC, k.row DESC, c.row DESC LIMIT 1"""
        found = self.rows(query, article, at, at)
        return apply(unpacked(found[0][0]), [c for c in self.corrections(article) if c.at < at]).record if found else None

    def with_text(self, sha256: str) -> str | None:
        """The article whose current text has this hash, the first that came; None where there is none."""
        query = "SELECT a.id FROM articles a JOIN versions v ON v.article = a.row AND v.number = a.version WHERE v.text_sha256 = ? ORDER BY a.row"
        found = self.rows(query, sha256)
        return found[0][0] if found else None

    def codings(self, article: str) -> list[Record]:
        """Every coding of every version of an article, oldest first."""
        query = "SELECT c.record FROM codings c JOIN versions v ON v.row = c.version JOIN articles a ON a.row = v.article WHERE a.id = ? ORDER BY c.row"
        return [unpacked(row[0]) for row in self.rows(query, article)]

    def captures(self, article: str) -> list[Capture]:
        """Every time that the article was met, oldest first."""
        query = """SELECT v.number, k.at, k.method, k.source, k.name, k.body FROM captures k JOIN versions v ON v.row = k.version
            JOIN articles a ON a.row = v.article WHERE a.id = ? ORDER BY k.at, k.row"""
        return [Capture(version=v, at=at, method=m, source=s, name=n, sha256=b) for v, at, m, s, n, b in self.rows(query, article)]

    def body(self, sha256: str) -> bytes:
        """The raw bytes of a capture.

        Raises:
            OptionError: the store holds no such bytes.
        """
        found = self.rows("SELECT packed FROM bodies WHERE sha256 = ?", sha256)
        if not found:
            raise wrong("no_body", sha256=sha256)
        return zlib.decompress(found[0][0])

    def counts(self) -> dict[str, int]:
        """How many rows the tables hold."""
        names = ("articles", "versions", "captures", "codings", "statements", "events", "corrections")
        return {name: self.rows(f"SELECT count(*) FROM {name}")[0][0] for name in names}

    def search(
        self, query: str = "", *, kinds: Sequence[Kind] = KINDS, exact: bool = False, sort: Sort = "best", limit: int = 20, offset: int = 0,
        speaker: str | None = None, actor: str | None = None, type: str | None = None, status: str | None = None,
        outlet: str | None = None, since: str | None = None, until: str | None = None, place: str | None = None, tag: str | None = None,
        stored_since: str | None = None,
    ) -> list[Hit]:  # fmt: skip
        """What holds the words of ``query`` and is as asked; see `khabar.store.search` for what each argument means.

            store.search("التعاون", speaker="لافروف")
        """
        filters = Filters(
            speaker=speaker, actor=actor, type=type, status=status, outlet=outlet, since=since, until=until, place=place, tag=tag, stored_since=stored_since,
        )  # fmt: skip
        with database.translated(self.path):
            return search(self.connection, query, filters, kinds=kinds, exact=exact, sort=sort, limit=limit, offset=offset)

    # -- the network
    def known(self, url: str) -> Known:
        """What the server said of the page when it was fetched last."""
        found = self.rows("SELECT etag, modified FROM addresses WHERE url = ?", url)
        return Known(*found[0]) if found else Known()

    def remember(self, url: str, known: Known) -> None:
        """Keep what the server says of a page that has been stored."""
        with self.writing(url):
            self.connection.execute("INSERT OR REPLACE INTO addresses VALUES (?, ?, ?, ?)", (url, known.etag, known.modified, in_utc(None)))

    # -- looking after it
    def check(self) -> list[str]:
        """What is wrong with the file, as lines for people; empty when it is whole."""
        with database.translated(self.path):
            return database.check(self.connection)

    def backup(self, target: str | Path) -> None:
        """Copy the store as it stands to the new file ``target``, while others may use it.

        Raises:
            StoreError: there is such a file already, or it cannot be written.
        """
        database.backup(self.connection, Path(target))


def open_store(path: str | Path, *, create: bool = True, shared: bool = False) -> Store:
    """Open the store in the file ``path``.

    Args:
        path: the file.
        create: make one where there is none.
        shared: whether several threads may use it, one after the other.

    Raises:
        StoreError: it is no store, or cannot be opened; the message says why and what to do.
    """
    path = Path(path)
    if not create and not path.exists():
        raise database.trouble("store_missing", path=path)
    store = Store(path, database.connect(path, shared=shared))
    try:
        store.draw_pending()
    except BaseException:
        store.close()
        raise
    return store


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _correction(row: Sequence[Any]) -> Correction:
    article, version, uid, kind, action, span, changes, reason, by, at, undoes, number = row
    return Correction(
        article=article, version=version, uid=uid, kind=kind, action=action, span=msgspec.json.decode(span, type=Span | None),
        changes=msgspec.json.decode(changes, type=Changes), reason=reason, by=by, at=at, undoes=undoes, row=number,
    )  # fmt: skip


def substance(record: Record) -> Record:
    """The record without what differs from one capture of a text to the next."""
    article = msgspec.structs.replace(record.article, fetched=None, version=1)
    return msgspec.structs.replace(record, id="", extra={}, article=article)


def in_utc(at: str | None) -> str:
    """An ISO date-time in UTC to the second; now where there is none, and UTC is meant where no zone is named."""
    when = dt.datetime.fromisoformat(at) if at else dt.datetime.now(dt.UTC)
    when = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
