"""Search over articles, statements and events: Arabic as it is read, with the hits marked in the original letters."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from khabar.model import CODED_KINDS
from khabar.script.fold import fold
from khabar.store.packing import unpacked
from khabar.store.query import Term, parse
from khabar.store.rows import bare_name
from khabar.store.words import Word, meant, words

Kind = Literal["statement", "event", "article"]
KINDS: tuple[Kind, ...] = ("statement", "event", "article")
Sort = Literal["best", "newest", "oldest", "name"]
MANY = 5000
"""Records that hold the words: where there are more and nothing else is asked, the best are the newest of so many that were
stored last; to weigh or sort each would take too long, and of a word that is everywhere nobody wants the best."""
WIDTH = 200
"""Letters of an article that are shown around the first hit."""
_LETTERS = frozenset("وفبلكس")


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What a hit must be, besides holding the words; None and empty ask for nothing."""

    speaker: str | None = None
    """A name or part of it, a stable id (``kh:…``), or the ISO code of a country."""
    actor: str | None = None
    """The same, of a speaker, actor or recipient; of an article: who occurs in it."""
    type: str | None = None
    """Of an event (CONSULT) or a statement (direct)."""
    status: str | None = None
    outlet: str | None = None
    upto: int | None = None
    """The last article, by its row, that is looked at: what is added later moves no page."""
    since: str | None = None
    """First day of publication."""
    until: str | None = None
    """Last day of publication."""
    place: str | None = None
    """Where an event took place: by name, or the ISO code of a country."""
    tag: str | None = None
    """What somebody has tagged with this word, or stands in an article so tagged."""
    stored_since: str | None = None
    """In articles that came into the store after this moment (UTC, ISO 8601)."""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was found."""

    kind: Kind
    article: str
    id: str
    """``s1``, ``e1``; of an article its own id."""
    uid: str
    text: str
    """The content, the evidence, or the part of the article around the first hit."""
    start: int
    """Where `text` stands in the article, in Unicode code points."""
    marks: list[tuple[int, int]]
    """What of `text` was looked for: offsets into it, in Unicode code points."""
    people: list[str]
    """Speakers, or actors, by name."""
    to: list[str]
    """Recipients, by name."""
    type: str | None
    status: str | None
    outlet: str | None
    published: str | None
    title: str | None


class Matcher:
    """A query against one vocabulary: what the index is asked, and which words of a text are marked."""

    def __init__(self, connection: sqlite3.Connection, query: str, *, exact: bool) -> None:
        self.connection, self.exact = connection, exact
        self.terms = parse(query)
        self.forms = [self._alternatives(term) for term in self.terms]

    def _alternatives(self, term: Term) -> list[frozenset[str]]:
        """For each word of the term the keys (in exact mode the spellings) that it may have in a text."""
        if self.exact:
            return [frozenset([w.spelled]) for w in term.words]
        if len(term.words) == 1:
            return [self._met(meant(term.words[0].key) if not term.open else {term.words[0].key}, open=term.open)]
        first = self._met({term.words[0].key}, open=False)  # a clitic may stand before a phrase, and nowhere in it
        return [first | {term.words[0].key}, *(frozenset([w.key]) for w in term.words[1:])]

    def _met(self, wanted: set[str], *, open: bool) -> frozenset[str]:
        """The words of the database that may be one of ``wanted`` with clitics."""
        found: set[str] = set()
        for core in wanted:
            condition = ("core = ?", (core,)) if not open else ("core >= ? AND core < ?", (core, core + "\U0010ffff"))
            found |= {row[0] for row in self.connection.execute(f"SELECT word FROM forms WHERE {condition[0]}", condition[1]) if open or not self._of_root(row[0], core)}
        return frozenset(found)

    def _of_root(self, word: str, core: str) -> bool:
        """Whether the letter before ``core`` is of the root: where الكتاب is met, the ك of كتاب is no particle."""
        at = word.find(core)
        if at < 1 or word[at - 1] not in _LETTERS:
            return False
        return bool(self.connection.execute("SELECT 1 FROM forms WHERE core = ? LIMIT 1", ("ال" + word[at - 1 :],)).fetchone())

    def match(self) -> str | None:
        """The query in FTS5's own words; None where nothing can match, empty where nothing is asked."""
        column = "spelled" if self.exact else "words"
        wanted: list[str] = []
        unwanted: list[str] = []
        for term, forms in zip(self.terms, self.forms, strict=True):
            if all(forms):
                (unwanted if term.negative else wanted).append(_expression(term, forms, prefix=self.exact and term.open))
            elif not term.negative:
                return None
        if not wanted:
            return "" if not self.terms else None
        asked = " AND ".join(wanted)
        return f"{column} : ({asked})" + "".join(f" NOT {column} : {u}" for u in unwanted)

    def marks(self, text: str) -> list[tuple[int, int]]:
        """The stretches of ``text`` that were looked for, in order, none over another."""
        found = words(text)
        spans = [span for term, forms in zip(self.terms, self.forms, strict=True) if not term.negative for span in self._spans(found, term, forms)]
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start < merged[-1][1]:
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        return merged

    def _spans(self, found: Sequence[Word], term: Term, forms: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
        shown = [w.spelled if self.exact else w.key for w in found]
        for at in range(len(found) - len(forms) + 1):
            if all(self._is(shown[at + n], f, term) for n, f in enumerate(forms)):
                yield found[at].start, found[at + len(forms) - 1].end

    def _is(self, word: str, forms: frozenset[str], term: Term) -> bool:
        return word in forms or (self.exact and term.open and word.startswith(term.words[0].spelled))


def _expression(term: Term, forms: Sequence[frozenset[str]], *, prefix: bool) -> str:
    """``("a" OR "b")`` for a word, ``("a c" OR "b c")`` for a phrase."""
    tail = " ".join(next(iter(f)) for f in forms[1:])
    options = [f'"{first} {tail}"' if tail else f'"{first}"' for first in sorted(forms[0])]
    return "(" + " OR ".join(o + ("*" if prefix else "") for o in options) + ")"


class Plan(NamedTuple):
    """A query on one kind of thing."""

    where: list[str]
    values: list[object]


def search(
    connection: sqlite3.Connection, query: str, filters: Filters = Filters(), *, kinds: Sequence[Kind] = KINDS, exact: bool = False,  # noqa: B008 - frozen
    sort: Sort = "best", limit: int = 20, offset: int = 0,
) -> list[Hit]:  # fmt: skip
    """What holds the words of ``query`` and is as ``filters`` ask, kind by kind.

    Args:
        connection: the store's.
        query: words (all must occur), ``"phrases"``, ``begin*``, ``-without``; empty for all.
        filters: what else is asked.
        kinds: where to look.
        exact: as spelled, hamzas, ta marbuta and clitics included; only vowel marks and tatweel are overlooked.
        sort: best first, by day of publication, or by name: of the first speaker or actor, or the title, in the Arabic order.
        limit: hits of each kind.
        offset: hits of each kind to pass over.
    """
    matcher = Matcher(connection, query, exact=exact)
    asked = matcher.match()
    if asked is None:
        return []
    hits: list[Hit] = []
    for kind in kinds:
        plan = planned(kind, filters)
        if plan is not None:
            rows = _found(connection, kind, plan, asked, sort, limit, offset)
            hits += [_hit(connection, matcher, kind, row) for row in rows]
    return hits


def planned(kind: Kind, filters: Filters) -> Plan | None:
    """The filters as SQL; None where this kind of thing cannot have what is asked."""
    if ((filters.status or filters.place) and kind != "event") or (filters.speaker and kind != "statement"):
        return None
    if filters.type and kind == "article":
        return None
    plan = Plan([], [])
    _equal(plan, f"{kind[0]}.type", filters.type and (filters.type.upper() if kind == "event" else filters.type.lower()))
    _equal(plan, "e.status", filters.status)
    if filters.outlet:
        plan.where.append("a.outlet_key LIKE '%' || ? || '%'")
        plan.values.append(fold(filters.outlet))
    if filters.upto is not None:
        plan.where.append("a.row <= ?" if kind == "article" else f"{kind[0]}.article <= ?")
        plan.values.append(filters.upto)
    day = "substr(a.published, 1, 10)" if kind == "article" else f"{kind[0]}.day"
    for bound, sign in ((filters.since, ">="), (filters.until, "<=")):
        if bound:
            plan.where.append(f"{day} {sign} ?")
            plan.values.append(bound)
    for name in (filters.speaker, filters.actor):
        if name:
            plan.where.append(_BY[kind].format(who=_who(plan, name)))
    _desk(plan, kind, filters)
    return plan


_FIRST_MET = "(SELECT min(k.at) FROM captures k JOIN versions v ON v.row = k.version WHERE v.article = a.row)"


def _desk(plan: Plan, kind: Kind, filters: Filters) -> None:
    """Place, tag and when it came."""
    if filters.place:
        plan.where.append("e.country = ?" if _is_code(filters.place) else "fold(e.place) = ?")
        plan.values.append(filters.place if _is_code(filters.place) else fold(filters.place))
    if filters.tag:
        uid = "a.id" if kind == "article" else f"{kind[0]}.uid"
        plan.where.append(f"EXISTS (SELECT 1 FROM tags t WHERE t.article = a.row AND t.tag = ? AND t.uid IN (a.id, {uid}))")
        plan.values.append(filters.tag)
    if filters.stored_since:
        plan.where.append(f"{_FIRST_MET} > ?")
        plan.values.append(filters.stored_since)


def _is_code(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isupper()


_BY: dict[Kind, str] = {
    "statement": "s.row IN (SELECT p.statement FROM speakers p JOIN actors w ON w.row = p.actor WHERE {who})",
    "event": "e.row IN (SELECT p.event FROM sides p JOIN actors w ON w.row = p.actor WHERE {who})",
    "article": "a.row IN (SELECT w.article FROM actors w WHERE {who})",
}


def _equal(plan: Plan, column: str, value: str | None) -> None:
    if value:
        plan.where.append(f"{column} = ?")
        plan.values.append(value)


def _who(plan: Plan, name: str) -> str:
    """The actors of this name, id or country, as a condition on `actors w`; its values go into the plan."""
    if name.startswith("kh:"):
        plan.values.append(name)
        return "w.id = ?"
    if _is_code(name):
        plan.values.append(name)
        return "w.country = ?"
    asked = [bare_name(w.key) for w in words(name)] or [""]
    plan.values.extend(asked)
    return "w.id IN (" + " INTERSECT ".join(["SELECT actor FROM names WHERE word = ?"] * len(asked)) + ")"


_COLUMNS: Mapping[Kind, str] = {
    "statement": "a.id, s.id, s.uid, s.content, s.start, s.type, NULL, a.outlet, a.published, a.title FROM statements s JOIN articles a ON a.row = s.article WHERE s.row = ?",
    "event": "a.id, e.id, e.uid, e.evidence, e.start, e.type, e.status, a.outlet, a.published, a.title FROM events e JOIN articles a ON a.row = e.article WHERE e.row = ?",
    "article": "a.id, a.id, a.id, '', 0, NULL, NULL, a.outlet, a.published, a.title FROM articles a WHERE a.row = ?",
}
_DAY: Mapping[Kind, str] = {"statement": "s.day", "event": "e.day", "article": "a.published"}

_NAME: Mapping[Kind, str] = {
    "statement": "(SELECT w.name_ar FROM speakers p JOIN actors w ON w.row = p.actor WHERE p.statement = s.row ORDER BY w.row LIMIT 1)",
    "event": "(SELECT w.name_ar FROM sides p JOIN actors w ON w.row = p.actor WHERE p.event = e.row AND p.side = 'actor' ORDER BY w.row LIMIT 1)",
    "article": "a.title",
}


def _found(connection: sqlite3.Connection, kind: Kind, plan: Plan, asked: str, sort: Sort, limit: int, offset: int) -> list[int]:
    """The rows that are shown, in order. Only what a filter needs is joined: every record that holds the words is met."""
    row = f"{kind[0]}.row"
    where, values = list(plan.where), list(plan.values)
    tables, order = f"{kind}s {kind[0]}", f"{_DAY[kind]} {'ASC' if sort == 'oldest' else 'DESC'}, {row} DESC"
    if sort == "name":
        order = f"{_NAME[kind]} COLLATE arabic, {order}"
    if asked:
        holding, first = _holding(connection, f"{kind}_words", asked, sort, narrowed=bool(where))
        tables, order = f"({holding}) CROSS JOIN {tables} ON {row} = hit", first + order
        values.insert(0, asked)
    if kind != "article" and any(re.search(r"\ba\.", condition) for condition in where):
        tables += f" CROSS JOIN articles a ON a.row = {kind[0]}.article"
    query = f"SELECT {row} FROM {tables} WHERE {' AND '.join(where) or '1'} ORDER BY {order} LIMIT ? OFFSET ?"
    return [found[0] for found in connection.execute(query, (*values, limit, offset))]


def _holding(connection: sqlite3.Connection, index: str, asked: str, sort: Sort, *, narrowed: bool) -> tuple[str, str]:
    """The records that hold the words, as SQL, and by what they are put in order first."""
    if sort == "best" and not _too_many(connection, index, asked):
        return f"SELECT rowid AS hit, bm25({index}) AS weight FROM {index} WHERE {index} MATCH ?", "weight, "
    every = f"SELECT rowid AS hit FROM {index} WHERE {index} MATCH ?"
    return every + ("" if narrowed or sort != "best" else f" ORDER BY rowid DESC LIMIT {MANY}"), ""


def _too_many(connection: sqlite3.Connection, index: str, asked: str) -> bool:
    held = connection.execute(f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)", (asked, MANY)).fetchone()
    return bool(held[0] >= MANY)


def _hit(connection: sqlite3.Connection, matcher: Matcher, kind: Kind, row: int) -> Hit:
    columns: tuple[Any, ...] = connection.execute(f"SELECT {_COLUMNS[kind]}", (row,)).fetchone()
    article, id, uid, text, start, type, status, outlet, published, title = columns
    if kind == "article":
        text, start, marks = _shown(connection, matcher, row, title)
    else:
        marks = matcher.marks(text)
    return Hit(
        kind=kind, article=article, id=id, uid=uid, text=text, start=start, marks=marks, people=_people(connection, kind, row, "actor"),
        to=_people(connection, kind, row, "recipient"), type=type, status=status, outlet=outlet, published=published, title=title,
    )  # fmt: skip


_NAMES: Mapping[Kind, str] = {
    "statement": "SELECT w.name_ar FROM speakers p JOIN actors w ON w.row = p.actor WHERE p.statement = ? AND 'actor' = ? ORDER BY w.row",
    "event": "SELECT w.name_ar FROM sides p JOIN actors w ON w.row = p.actor WHERE p.event = ? AND p.side = ? ORDER BY w.row",
}


def _people(connection: sqlite3.Connection, kind: Kind, row: int, side: str) -> list[str]:
    query = _NAMES.get(kind)
    return [r[0] for r in connection.execute(query, (row, side))] if query else []


def _shown(connection: sqlite3.Connection, matcher: Matcher, article: int, title: str | None) -> tuple[str, int, list[tuple[int, int]]]:
    """The part of an article around its first hit, from the coded block that holds it."""
    packed = connection.execute("SELECT c.record FROM codings c JOIN articles a ON a.coding = c.row WHERE a.row = ?", (article,)).fetchone()[0]
    text = unpacked(packed).article.text
    blocks = connection.execute('SELECT start, "end", kind FROM blocks WHERE article = ? ORDER BY number', (article,)).fetchall()
    coded = [(start, end) for start, end, kind in blocks if kind in CODED_KINDS]
    for start, end in coded:
        marks = matcher.marks(text[start:end])
        if marks:
            left, right = window(text[start:end], *marks[0])
            inside = [(a - left, b - left) for a, b in marks if left <= a and b <= right]
            return text[start + left : start + right], start + left, inside
    if title and (marks := matcher.marks(title)) and title not in text:
        return title, 0, marks
    start, end = coded[0] if coded else (0, len(text))
    return text[start : min(end, start + WIDTH)].rstrip(), start, []


def window(text: str, start: int, end: int, width: int = WIDTH) -> tuple[int, int]:
    """About ``width`` letters around ``start:end``, cut between words."""
    left = max(0, start - (width - (end - start)) // 2)
    right = min(len(text.rstrip()), max(end, left + width))
    while 0 < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < len(text) and not text[right].isspace():
        right -= 1
    return left, right
