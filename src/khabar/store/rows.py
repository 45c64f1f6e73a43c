"""The rows that a record gives: drawn from the current coding, and drawn anew whenever it or a correction changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from khabar.model import CODED_KINDS, Actor, Article, Event, Record, Statement
from khabar.store.words import Word, cores, joined, words

TABLES = ("speakers", "sides", "statements", "events", "actors", "mentions", "blocks", "links", "faults", "drops")
"""What is drawn anew, in an order that foreign keys allow."""


class Drawer:
    """Draws records into one database; remembers which words the tables know already."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.known: set[tuple[str, bool]] = set()

    def draw(self, article: int, record: Record) -> None:
        """Replace what the database shows of an article by ``record``.

        Args:
            article: its row.
            record: the current coding with the corrections laid over it.
        """
        self._clear(article)
        keys = self._actors(article, record.actors)
        self._plain(article, record)
        day = record.article.published[:10] if record.article.published else None
        for statement in record.statements:
            self._statement(article, statement, keys, day)
        for event in record.events:
            self._event(article, event, keys, day)
        self._index("article", article, _coded_words(record.article))

    def _clear(self, article: int) -> None:
        run = self.connection.execute
        for kind in ("statement", "event"):
            run(f"DELETE FROM {kind}_words WHERE rowid IN (SELECT row FROM {kind}s WHERE article = ?)", (article,))
        run("DELETE FROM article_words WHERE rowid = ?", (article,))
        run("DELETE FROM speakers WHERE statement IN (SELECT row FROM statements WHERE article = ?)", (article,))
        run("DELETE FROM sides WHERE event IN (SELECT row FROM events WHERE article = ?)", (article,))
        for table in TABLES[2:]:
            run(f"DELETE FROM {table} WHERE article = ?", (article,))

    def _plain(self, article: int, record: Record) -> None:
        """What needs no row number of its own."""
        blocks = [(article, n, b.kind, b.start, b.end, b.continues) for n, b in enumerate(record.article.blocks)]
        self._many("INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?)", blocks)
        self._many("INSERT OR IGNORE INTO links VALUES (?, ?)", [(article, url) for url in record.article.links])
        mentions = [(article, n, m.actor, m.via, m.start, m.end) for n, m in enumerate(record.mentions)]
        self._many("INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?)", mentions)
        faults = [(article, f.stage, f.code, f.message, *((f.span.start, f.span.end) if f.span else (None, None))) for f in record.faults]
        self._many('INSERT INTO faults (article, stage, code, message, start, "end") VALUES (?, ?, ?, ?, ?, ?)', faults)
        self._many("INSERT INTO drops (article, gate, reason) VALUES (?, ?, ?)", [(article, d.gate, d.reason) for d in record.dropped])

    def _many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self.connection.executemany(statement, rows)

    def _one(self, statement: str, row: Sequence[object]) -> int:
        """Insert a row; its number."""
        number = self.connection.execute(statement, row).lastrowid
        assert number is not None
        return number

    def _actors(self, article: int, actors: Iterable[Actor]) -> dict[str, int]:
        """The row of each actor by its key."""
        keys = {}
        for a in actors:
            row = (article, a.key, a.id, a.name_ar, a.name_en, a.kind, a.country, a.role)
            keys[a.key] = self._one("INSERT INTO actors (article, key, id, name_ar, name_en, kind, country, role) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            self._many("INSERT OR IGNORE INTO names VALUES (?, ?)", [(word, a.id) for word in name_words(a)])
        return keys

    def _statement(self, article: int, s: Statement, keys: dict[str, int], day: str | None) -> None:
        row = self._one(
            'INSERT INTO statements (article, id, uid, type, voice, cue_lemma, verbatim, start, "end", content, rule, day)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article, s.id, s.uid, s.type, s.voice, s.cue_lemma, s.verbatim, s.content.start, s.content.end, s.content.text, s.trace.rule, day),
        )
        self._many("INSERT OR IGNORE INTO speakers VALUES (?, ?)", [(keys[k], row) for k in s.speaker if k in keys])
        self._index("statement", row, words(s.content.text))

    def _event(self, article: int, e: Event, keys: dict[str, int], day: str | None) -> None:
        row = self._one(
            'INSERT INTO events (article, id, uid, type, mode, status, attribution, quad, score, date, place, country, start, "end", evidence, rule, day)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article, e.id, e.uid, e.type, e.mode, e.status, e.attribution, e.quad, e.score, e.date.value if e.date else None,
             e.place.name_ar if e.place else None, e.place.country if e.place else None, e.evidence.start, e.evidence.end, e.evidence.text, e.trace.rule, day),
        )  # fmt: skip
        for side, sided in (("actor", e.actors), ("recipient", e.recipients)):
            self._many("INSERT OR IGNORE INTO sides VALUES (?, ?, ?)", [(keys[k], row, side) for k in sided if k in keys])
        self._index("event", row, words(e.evidence.text))

    def _index(self, kind: str, row: int, found: Sequence[Word]) -> None:
        self.connection.execute(f"INSERT INTO {kind}_words (rowid, words, spelled) VALUES (?, ?, ?)", (row, *joined(found)))
        for word in found:
            seen = (word.key, word.spelled.endswith("ة"))
            if seen not in self.known:
                self._many("INSERT OR IGNORE INTO forms VALUES (?, ?)", [(core, word.key) for core in sorted(cores(word))])
                self.known.add(seen)


def name_words(actor: Actor) -> set[str]:
    """The words that an actor may be asked for by: those of every name, and without the article."""
    names = [n for n in (actor.name_ar, actor.name_en, actor.role_ar, *actor.aliases) if n]
    return {key for name in names for word in words(name) for key in {word.key, bare_name(word.key)}}


def bare_name(key: str) -> str:
    """A word of a name without the article: السامري is asked for as سامري too."""
    rest = key.removeprefix("ال")
    return rest if len(rest) > 1 else key


def _coded_words(article: Article) -> list[Word]:
    """The words of the article's own blocks, a title that stands outside of the text first; no page furniture."""
    title = words(article.title) if article.title and article.title not in article.text else []
    blocks = [words(article.text[b.start : b.end]) for b in article.blocks if b.kind in CODED_KINDS]
    return [*title, *(word for block in blocks for word in block)]
