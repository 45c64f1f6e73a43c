"""The desk's own things, kept in the store: watch lists, saved searches, notes, tags, and what people say is one or two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, get_args

import msgspec

from khabar.messages import say, wrong
from khabar.script.fold import fold
from khabar.store.db import Store, in_utc
from khabar.store.search import Filters, Hit, Kind

WatchKind = Literal["actor", "country", "place", "type", "words"]
PairKind = Literal["actor", "event"]


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a watch list looks out for."""

    list: str
    kind: WatchKind
    value: str
    """A name or stable id, a country's code, a place, a type of event, or words of the text."""
    by: str
    at: str


class SavedSearch(msgspec.Struct, frozen=True, kw_only=True):
    """A search under a name."""

    name: str
    query: str
    filters: Filters
    by: str
    at: str
    seen: str | None = None
    """UTC, when it was last looked at; None for never."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wrote about an article or a record."""

    row: int
    article: str
    uid: str
    text: str
    by: str
    at: str
    gone: str | None = None
    """UTC, when it was taken back."""


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """A word that somebody put on an article or a record."""

    article: str
    uid: str
    tag: str
    by: str
    at: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said of two actors or events."""

    row: int
    kind: PairKind
    one: str
    other: str
    same: bool | None
    """None takes back what was said."""
    reason: str
    by: str
    at: str


# -- watch lists
def watch(store: Store, name: str, kind: WatchKind, value: str, *, by: str) -> None:
    """Put something on a watch list; a list is made by its first entry.

    Raises:
        OptionError: an empty name or value, or no such kind.
    """
    value = value.strip()
    if kind not in get_args(WatchKind):
        raise wrong("watch_kind", kind=kind, kinds=", ".join(get_args(WatchKind)))
    if not name.strip() or not value:
        raise wrong("missing_value", name="name" if value else "value")
    value = value.upper() if kind in ("country", "type") else value
    with store.writing(name, durable=True):
        store.connection.execute("INSERT OR IGNORE INTO watches VALUES (?, ?, ?, ?, ?)", (name.strip(), kind, value, by, in_utc(None)))


def unwatch(store: Store, name: str, kind: WatchKind | None = None, value: str | None = None) -> int:
    """Take an entry, or the whole list, away; how many entries went."""
    with store.writing(name, durable=True):
        condition = "list = ?" + (" AND kind = ? AND value = ?" if value is not None else "")
        given = (name,) if value is None else (name, kind, value.upper() if kind in ("country", "type") else value)
        return store.connection.execute(f"DELETE FROM watches WHERE {condition}", given).rowcount


def watches(store: Store, name: str | None = None) -> list[Watch]:
    """The entries of one list, or of all."""
    query = 'SELECT list, kind, value, "by", at FROM watches' + (" WHERE list = ?" if name is not None else "") + " ORDER BY list, kind, value"
    return [Watch(list=a, kind=b, value=c, by=d, at=e) for a, b, c, d, e in store.rows(query, *(() if name is None else (name,)))]


def watched(store: Store, name: str, *, stored_since: str | None = None, limit: int = 100) -> list[tuple[Watch, list[Hit]]]:
    """What the store holds for each entry of a watch list, newest first.

    Args:
        store: the database.
        name: of the list.
        stored_since: only in articles that came after this moment (UTC).
        limit: hits of each kind for each entry.

    Raises:
        OptionError: there is no such list; the message names those that there are.
    """
    entries = watches(store, name)
    if not entries:
        names = dict.fromkeys(w.list for w in watches(store))
        raise wrong("no_watch", name=name, names=", ".join(names) or say("none", "en"))
    return [(entry, _looked_out(store, entry, stored_since, limit)) for entry in entries]


def _looked_out(store: Store, entry: Watch, stored_since: str | None, limit: int) -> list[Hit]:
    filters = {"actor": "actor", "country": "actor", "place": "place", "type": "type"}
    asked: dict[str, Any] = {filters[entry.kind]: entry.value} if entry.kind in filters else {}
    words = entry.value if entry.kind == "words" else ""
    kinds: tuple[Kind, ...] = ("event",) if entry.kind in ("place", "type") else ("statement", "event")
    return store.search(words, kinds=kinds, sort="newest", stored_since=stored_since, limit=limit, **asked)


# -- saved searches
def save_search(store: Store, name: str, query: str, filters: Filters, *, by: str) -> None:
    """Keep a search under a name; the same name again replaces it.

    Raises:
        OptionError: an empty name.
    """
    if not name.strip():
        raise wrong("missing_value", name="name")
    kept = msgspec.json.encode(filters).decode()
    with store.writing(name, durable=True):
        store.connection.execute("INSERT OR REPLACE INTO searches VALUES (?, ?, ?, ?, ?, NULL)", (name.strip(), query, kept, by, in_utc(None)))


def saved_searches(store: Store) -> list[SavedSearch]:
    """All of them, by name."""
    found = store.rows('SELECT name, query, filters, "by", at, seen FROM searches ORDER BY name')
    return [SavedSearch(name=n, query=q, filters=msgspec.json.decode(f, type=Filters), by=b, at=a, seen=s) for n, q, f, b, a, s in found]


def saved_search(store: Store, name: str) -> SavedSearch:
    """One of them.

    Raises:
        OptionError: there is none of that name; the message names those that there are.
    """
    found = {s.name: s for s in saved_searches(store)}
    if name not in found:
        raise wrong("no_search", name=name, names=", ".join(found) or say("none", "en"))
    return found[name]


def seen(store: Store, name: str) -> None:
    """It was looked at now: what comes later is new."""
    with store.writing(name, durable=True):
        store.connection.execute("UPDATE searches SET seen = ? WHERE name = ?", (in_utc(None), name))


def forget_search(store: Store, name: str) -> bool:
    """Whether there was one to forget."""
    with store.writing(name, durable=True):
        return store.connection.execute("DELETE FROM searches WHERE name = ?", (name,)).rowcount > 0


# -- notes and tags
def add_note(store: Store, id: str, text: str, *, by: str) -> int:
    """Write a note on an article (its id) or a record (ARTICLE/s1, or a uid); the note's number.

    Raises:
        OptionError: no such article or record, or an empty note.
    """
    if not text.strip():
        raise wrong("missing_value", name="text")
    article, uid = about(store, id)
    with store.writing(id, durable=True):
        row = store.connection.execute(
            'INSERT INTO notes (article, uid, text, "by", at) VALUES (?, ?, ?, ?, ?)', (article, uid, text.strip(), by, in_utc(None))
        ).lastrowid
    assert row is not None
    return row


def take_back_note(store: Store, row: int) -> bool:
    """Whether a note of that number stood; it stays in the store, marked as taken back."""
    with store.writing(str(row), durable=True):
        return store.connection.execute("UPDATE notes SET gone = ? WHERE row = ? AND gone IS NULL", (in_utc(None), row)).rowcount > 0


def notes(store: Store, article: str | None = None, *, gone: bool = False) -> list[Note]:
    """The notes of an article and its records, or all, oldest first.

    Args:
        store: the database.
        article: its id.
        gone: those that were taken back too.
    """
    conditions = ["a.id = ?"] * (article is not None) + ["n.gone IS NULL"] * (not gone)
    query = 'SELECT n.row, a.id, n.uid, n.text, n."by", n.at, n.gone FROM notes n JOIN articles a ON a.row = n.article'
    found = store.rows(query + _where(conditions) + " ORDER BY n.row", *([] if article is None else [article]))
    return [Note(row=r, article=a, uid=u, text=t, by=b, at=at, gone=g) for r, a, u, t, b, at, g in found]


def add_tag(store: Store, id: str, tag: str, *, by: str) -> None:
    """Put a tag on an article or a record.

    Raises:
        OptionError: no such article or record, or an empty tag.
    """
    if not tag.strip():
        raise wrong("missing_value", name="tag")
    article, uid = about(store, id)
    with store.writing(id, durable=True):
        store.connection.execute("INSERT OR IGNORE INTO tags VALUES (?, ?, ?, ?, ?)", (article, uid, tag.strip(), by, in_utc(None)))


def remove_tag(store: Store, id: str, tag: str) -> bool:
    """Whether the tag was there.

    Raises:
        OptionError: no such article or record.
    """
    article, uid = about(store, id)
    with store.writing(id, durable=True):
        return store.connection.execute("DELETE FROM tags WHERE article = ? AND uid = ? AND tag = ?", (article, uid, tag)).rowcount > 0


def tags(store: Store, article: str | None = None, *, tag: str | None = None) -> list[Tag]:
    """The tags of an article and its records, or everything that bears one tag."""
    conditions = ["a.id = ?"] * (article is not None) + ["t.tag = ?"] * (tag is not None)
    query = 'SELECT a.id, t.uid, t.tag, t."by", t.at FROM tags t JOIN articles a ON a.row = t.article'
    found = store.rows(query + _where(conditions) + " ORDER BY t.tag, a.row, t.uid", *(v for v in (article, tag) if v is not None))
    return [Tag(article=a, uid=u, tag=t, by=b, at=at) for a, u, t, b, at in found]


def about(store: Store, id: str) -> tuple[int, str]:
    """The row of the article that ``id`` is, or is in, and the uid of what it means there.

    Raises:
        OptionError: there is no such article or record.
    """
    found = store.rows("SELECT row, id FROM articles WHERE id = ?", id)
    if found:
        return found[0][0], found[0][1]
    article, own = store.find(id)
    row = store.rows("SELECT row FROM articles WHERE id = ?", article)[0][0]
    tables = "SELECT uid FROM statements WHERE article = ? AND id = ? UNION ALL SELECT uid FROM events WHERE article = ? AND id = ?"
    return row, store.rows(tables, row, own, row, own)[0][0]


def _where(conditions: Iterable[str]) -> str:
    text = " AND ".join(conditions)
    return f" WHERE {text}" if text else ""


# -- one or two
def say_pair(store: Store, kind: PairKind, one: str, other: str, same: bool | None, *, by: str, reason: str = "") -> None:
    """Say that two actors or events are one, or two; None takes back what was said.

    Args:
        store: the database.
        kind: of what.
        one: an actor's stable id or name; an event's uid or ARTICLE/e1.
        other: the other.
        same: whether they are one.
        by: who says so.
        reason: why.

    Raises:
        OptionError: there is no such actor or event, a name that several bear, or twice the same.
    """
    find = _actor if kind == "actor" else _event
    pair = sorted((find(store, one), find(store, other)))
    if pair[0] == pair[1]:
        raise wrong("same_twice", id=pair[0])
    with store.writing(pair[0], durable=True):
        store.connection.execute(
            'INSERT INTO verdicts (kind, one, other, same, reason, "by", at) VALUES (?, ?, ?, ?, ?, ?, ?)',
            (kind, *pair, None if same is None else int(same), reason, by, in_utc(None)),
        )


def _actor(store: Store, text: str) -> str:
    """The stable id that a text means: an id, or a name that one actor alone bears."""
    if store.rows("SELECT 1 FROM actors WHERE id = ? LIMIT 1", text):
        return text
    known: list[Any] = store.rows("SELECT DISTINCT id, name_ar FROM actors")
    found = sorted({id for id, name in known if fold(name) == fold(text)})
    if len(found) != 1:
        raise wrong("no_actor" if not found else "many_actors", name=text, ids=", ".join(found))
    id: str = found[0]
    return id


def _event(store: Store, text: str) -> str:
    article, own = store.find(text)
    found = store.rows("SELECT e.uid FROM events e JOIN articles a ON a.row = e.article WHERE a.id = ? AND e.id = ?", article, own)
    if not found:
        raise wrong("no_record", id=text)
    uid: str = found[0][0]
    return uid


def verdicts(store: Store, kind: PairKind | None = None) -> list[Verdict]:
    """All that was said, oldest first, taken back or not."""
    query = 'SELECT row, kind, one, other, same, reason, "by", at FROM verdicts' + (" WHERE kind = ?" if kind else "") + " ORDER BY row"
    found = store.rows(query, *([kind] if kind else []))
    return [
        Verdict(row=r, kind=k, one=a, other=b, same=None if s is None else bool(s), reason=why, by=by, at=at) for r, k, a, b, s, why, by, at in found
    ]


def standing(store: Store, kind: PairKind, *, before: str | None = None) -> dict[tuple[str, str], bool]:
    """What stands of each pair, or stood just before a moment (UTC): the last that was said, unless it was taken back."""
    last = {(v.one, v.other): v.same for v in verdicts(store, kind) if before is None or v.at < before}
    return {pair: same for pair, same in last.items() if same is not None}
