"""One store taken into another: what two people did apart, together; what they said differently of one record is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from khabar.store.corrections import Changes, Correction
from khabar.store.db import Store, substance
from khabar.store.overlay import in_force
from khabar.store.packing import unpacked


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """One field of one record that the two stores correct differently; the later correction stands."""

    article: str
    uid: str
    field: str
    """Of `Changes`, or ``action`` where one removes what the other keeps."""
    mine: Any
    theirs: Any
    mine_by: str
    theirs_by: str


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """What came over."""

    counts: dict[str, int]
    conflicts: list[Conflict]


def join(store: Store, other: Store) -> Joined:
    """Bring everything of ``other`` into ``store``; run again, nothing comes twice.

    Args:
        store: where to.
        other: where from; it is only read.

    An article is one transaction: stopped midway, it is run again and goes on. Of two codings of one text the one made
    later is the current one, and so of two corrections.
    """
    counts: Counter[str] = Counter()
    conflicts: list[Conflict] = []
    for row, id in other.rows("SELECT row, id FROM articles ORDER BY row"):
        conflicts += _conflicts(store, other, id)
        with store.writing(id, durable=True):
            counts.update(_article(store, other, row, id))
    with store.writing(str(store.path), durable=True):
        counts.update(_desk(store, other))
    names = ("articles", "versions", "captures", "codings", "corrections", "notes", "tags", "watches", "searches", "verdicts")
    return Joined(counts={name: counts[name] for name in names}, conflicts=conflicts)


def _article(store: Store, other: Store, theirs: int, id: str) -> Iterator[str]:
    mine, new = store.article(id)
    yield from ["articles"] * new
    numbers: dict[int, int] = {}
    for version, theirs_number, sha256 in other.rows("SELECT row, number, text_sha256 FROM versions WHERE article = ? ORDER BY number", theirs):
        own, number, new = store.version(mine, sha256)
        numbers[theirs_number] = number
        yield from ["versions"] * new
        yield from _captures(store, other, version, own)
        yield from _codings(store, other, version, own, number)
    yield from _corrections(store, other, theirs, mine, numbers)
    yield from _remarks(store, other, theirs, mine)
    store.settle(mine, anew=True)


def _captures(store: Store, other: Store, theirs: int, mine: int) -> Iterator[str]:
    columns = "body, at, method, source, name, extra"
    known = {tuple(row) for row in store.rows(f"SELECT {columns} FROM captures WHERE version = ?", mine)}
    for row in other.rows(f"SELECT {columns} FROM captures WHERE version = ? ORDER BY row", theirs):
        if tuple(row) in known:
            continue
        for body in other.rows("SELECT sha256, size, packed FROM bodies WHERE sha256 = ?", row[0]):
            store.connection.execute("INSERT OR IGNORE INTO bodies VALUES (?, ?, ?)", body)
        store.connection.execute(f"INSERT INTO captures (version, {columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", (mine, *row))
        yield "captures"


def _codings(store: Store, other: Store, theirs: int, mine: int, number: int) -> Iterator[str]:
    known = [substance(unpacked(row[0])) for row in store.rows("SELECT record FROM codings WHERE version = ?", mine)]
    for at, packed in other.rows("SELECT at, record FROM codings WHERE version = ? ORDER BY row", theirs):
        record = unpacked(packed)
        if substance(record) not in known:
            store.keep_coding(mine, number, record, at)
            yield "codings"


_FIELDS = "version, uid, kind, action, span, changes, reason, by, at"


def _corrections(store: Store, other: Store, theirs: int, mine: int, numbers: Mapping[int, int]) -> Iterator[str]:
    """Their corrections: a version by the number, an undo by the row that it has here."""
    known = {tuple(found[1:]): found[0] for found in store.rows(f"SELECT row, {_FIELDS} FROM corrections WHERE article = ?", mine)}
    rows: dict[int, int] = {}
    for row, undoes, version, *rest in other.rows(f"SELECT row, undoes, {_FIELDS} FROM corrections WHERE article = ? ORDER BY row", theirs):
        fields = [numbers.get(version, version), *rest]
        if tuple(fields) not in known:
            made = store.connection.execute(
                f"INSERT INTO corrections (article, {_FIELDS}, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (mine, *fields, rows.get(undoes))
            ).lastrowid
            assert made is not None
            known[tuple(fields)] = made
            yield "corrections"
        rows[row] = known[tuple(fields)]


def _remarks(store: Store, other: Store, theirs: int, mine: int) -> Iterator[str]:
    """Notes and tags."""
    known = {tuple(row): gone for *row, gone in store.rows("SELECT uid, text, by, at, gone FROM notes WHERE article = ?", mine)}
    for *note, gone in other.rows("SELECT uid, text, by, at, gone FROM notes WHERE article = ? ORDER BY row", theirs):
        if tuple(note) not in known:
            store.connection.execute("INSERT INTO notes (article, uid, text, by, at, gone) VALUES (?, ?, ?, ?, ?, ?)", (mine, *note, gone))
            yield "notes"
        elif gone and not known[tuple(note)]:
            store.connection.execute("UPDATE notes SET gone = ? WHERE article = ? AND (uid, text, by, at) = (?, ?, ?, ?)", (gone, mine, *note))
    for tag in other.rows("SELECT uid, tag, by, at FROM tags WHERE article = ?", theirs):
        yield from ["tags"] * store.connection.execute("INSERT OR IGNORE INTO tags VALUES (?, ?, ?, ?, ?)", (mine, *tag)).rowcount


def _desk(store: Store, other: Store) -> Iterator[str]:
    """What belongs to no article."""
    for table, marks in (("watches", "?, ?, ?, ?, ?"), ("searches", "?, ?, ?, ?, ?, ?")):
        for row in other.rows(f"SELECT * FROM {table}"):
            yield from [table] * store.connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row).rowcount
    for row in other.rows("SELECT * FROM unread"):
        store.connection.execute("INSERT OR IGNORE INTO unread VALUES (?, ?, ?, ?)", row)
    columns = "kind, one, other, same, reason, by, at"
    known = {tuple(row) for row in store.rows(f"SELECT {columns} FROM verdicts")}
    for row in other.rows(f"SELECT {columns} FROM verdicts ORDER BY row"):
        if tuple(row) not in known:
            store.connection.execute(f"INSERT INTO verdicts ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            yield "verdicts"


def _conflicts(store: Store, other: Store, id: str) -> list[Conflict]:
    """What both correct, and not alike; what one of them has taken over from the other is none."""
    mine, theirs = in_force(store.corrections(id)), in_force(other.corrections(id))
    shared = {_mark(c) for c in mine} & {_mark(c) for c in theirs}
    found: list[Conflict] = []
    for uid in dict.fromkeys(c.uid for c in mine):
        left, right = ([c for c in side if c.uid == uid and _mark(c) not in shared] for side in (mine, theirs))
        if left and right:
            found += _between(id, uid, left, right)
    return found


def _mark(c: Correction) -> tuple[Any, ...]:
    return c.uid, c.action, msgspec.json.encode(c.changes), c.by, c.at


def _between(article: str, uid: str, mine: list[Correction], theirs: list[Correction]) -> Iterator[Conflict]:
    removed = [any(c.action == "remove" for c in side) for side in (mine, theirs)]
    if removed[0] != removed[1]:
        told = ["remove" if gone else "keep" for gone in removed]
        yield Conflict(article=article, uid=uid, field="action", mine=told[0], theirs=told[1], mine_by=mine[-1].by, theirs_by=theirs[-1].by)
    for field in Changes.__struct_fields__:
        left, right = (next(((c, v) for c in reversed(side) if (v := getattr(c.changes, field)) is not None), None) for side in (mine, theirs))
        if left and right and left[1] != right[1]:
            plain = [msgspec.to_builtins(side[1]) for side in (left, right)]
            yield Conflict(article=article, uid=uid, field=field, mine=plain[0], theirs=plain[1], mine_by=left[0].by, theirs_by=right[0].by)
