"""Rival authorities: which of two governments «الحكومة» is, by name, outlet, dateline, day and the rest of the text, or a fault."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from khabar.frames.scene import Scene
from khabar.lexicon.schema import AuthorityRow
from khabar.lexicon.words import Lexicon
from khabar.model import Article, Fault, span_of
from khabar.resolve.draft import Draft
from khabar.resolve.who import Cast
from khabar.script.fold import fold

_BODIES = frozenset(("government", "military", "police"))
_OFFICES = frozenset(("GOV", "MIL", "COP", "LEG", "JUD"))
_OF_STATE = re.compile(r"وزار|مجلس الوزراء|حكوم|عسكري|الجيش|القوات|رئاس|الفرقه|الخارجيه|الداخليه|الدفاع|الامنيه|سيادي")
"""In what an unnamed source is called: he speaks for a body of state."""
_NO_SIDE = frozenset(("country", "media", "people", "bloc"))
_LOADED = re.compile("ميليشي|مليشي|عصاب|مرتزق|انقلاب|نظام|حكومه (?:المرتزقه|الفنادق|الانقلاب|الميليشي|المليشي)")
_FOREIGN = fold("احتلال")
"""Forces of an occupier belong to neither side."""
_ITS = re.compile(r"باسم(?:ها|ه|هم)|قائد(?:ها|هم)|زعيم(?:ها|هم)|رئيس(?:ها|هم)|قوات(?:ها|ه|هم)")
_COMPLETES = re.compile(r"(?:في|ب\w+|المعترف|التابع\w*|الموالي\w*|المكلف\w*|لدي|العامل\w*|المتمرد\w*) ?")
"""How words begin that say whose a body is."""
AFTER = 60  # characters after a mention in which words may say whose body it is
_STOP = re.compile(r"[،.؛:\n\"«»()]| (?:ان|انها|انه|التي|الذي|الى|الي|على|علي|عن|و[^ا ]\w*ت) ")


class _Name(NamedTuple):
    """A name of an authority, with what it is looked for by."""

    text: str
    row: AuthorityRow
    bare: str
    """Without the article: where this is not, the name is not."""
    words: re.Pattern[str]


class Rivals:
    """The authorities of each state that rule side by side on the day of an article."""

    def __init__(self, lexicon: Lexicon, published: str | None) -> None:
        self.rows = [r for r in lexicon.tables["authorities"] if _holds(r, published)]
        self.rivals: dict[str, list[AuthorityRow]] = {}
        for row in self.rows:
            if row.rival:
                self.rivals.setdefault(row.country, []).append(row)
        self._known: dict[tuple[bool, bool], list[_Name]] = {}

    def named(self, texts: Iterable[str], *, usual: bool = False, sectors: bool = False) -> AuthorityRow | None:
        """The authority that one of the texts names: the longest name counts."""
        names = self._names(usual, sectors)
        found = [(len(name.text), name.row) for text in texts for name in names if name.bare in text and name.words.search(text)]
        return max(found, key=lambda pair: pair[0], default=(0, None))[1]

    def _names(self, usual: bool, sectors: bool) -> list[_Name]:
        """The names that are looked for, made once for each way of looking."""
        if (usual, sectors) not in self._known:
            rows = self.rows if sectors else [r for rows in self.rivals.values() for r in rows]
            self._known[usual, sectors] = [_name(fold(name), row) for row in rows for name in (row.usual if usual else row.names)]
        return self._known[usual, sectors]


def _holds(row: AuthorityRow, published: str | None) -> bool:
    day = (published or "9")[:10]
    return (row.since or "0") <= day <= (row.until or "9")


def _name(text: str, row: AuthorityRow) -> _Name:
    """A folded name, found where it stands as words, a proclitic or article before it perhaps."""
    bare = text.removeprefix("ال")
    return _Name(text, row, bare, _words(bare, text.startswith("ال")))


def _within(text: str, words: str) -> bool:
    """The folded name ``text`` stands in ``words``."""
    bare = text.removeprefix("ال")
    return bare in words and _words(bare, text.startswith("ال")).search(words) is not None


@cache
def _words(bare: str, definite: bool) -> re.Pattern[str]:
    article = "(?:ال|ل)?" if definite else ""
    return re.compile(rf"(?:^|[^\w])(?:[وف]?[بلك]?){article}{re.escape(bare)}(?:$|[^\w])")


def settle_authorities(cast: Cast, scenes: Sequence[Scene], article: Article) -> list[Fault]:
    """Give each actor of a divided state its authority; a fault for every body of state that nothing tells whose it is."""
    rivals = Rivals(cast.lexicon, article.published)
    if not any(d.country in rivals.rivals or rivals.named(_texts(d)) or d.country is None for d in cast.drafts):
        _date_sectors(cast, rivals)
        return []
    return _Settling(cast, scenes, article, rivals).run()


def _date_sectors(cast: Cast, rivals: Rivals) -> None:
    for draft in cast.drafts:
        row = rivals.named(_texts(draft), sectors=True) if draft.kind == "armed_group" else None
        if row is not None and row.sectors:
            draft.sectors = list(row.sectors)


class _Settling:
    """One article of a divided state."""

    def __init__(self, cast: Cast, scenes: Sequence[Scene], article: Article, rivals: Rivals) -> None:
        self.cast, self.article, self.rivals = cast, article, rivals
        self.words, self.before = _surroundings(cast, scenes, article.text)
        met = {d.country for d in cast.drafts if d.country in rivals.rivals} | {row.country for d in cast.drafts if (row := rivals.named(_texts(d))) is not None}
        self.only = next(iter(met)) if len(met) == 1 else None
        """The one divided state that the article is about."""
        self.head = fold(" ".join(article.text[b.start : b.end] for b in article.blocks if b.kind in ("byline", "dateline", "credit"))[:200] or _opening(article))
        self.faults: list[Fault] = []
        self.spans = _first_mentions(cast, scenes, article.text)

    def run(self) -> list[Fault]:
        for draft in self.cast.drafts:
            draft.authority = self._by_name(draft)
        for draft in self.cast.drafts:
            draft.authority = draft.authority or self._led(draft)
        named = {d.authority for d in self.cast.drafts if d.authority}
        for draft in self.cast.drafts:
            if draft.authority is None:
                self._unnamed(draft, named)
        for draft in self.cast.drafts:  # who serves a body is on its side
            body = self.cast.by_key.get(draft.of or "")
            if body is not None and body.authority and draft.country in (None, body.country):
                draft.authority = body.authority
        for draft in self.cast.drafts:
            self._neutral(draft)
        _date_sectors(self.cast, self.rivals)
        return self.faults

    def _neutral(self, draft: Draft) -> None:
        """A heading takes no side: what only a foe calls it («مليشيات الوفاق») stays as one of its names."""
        row = next((r for r in self.rivals.rows if r.key == draft.authority), None)
        if row is not None and draft.kind in (*_BODIES, "armed_group") and draft.row[0] != "actors" and _LOADED.match(fold(draft.name)):
            draft.alias(draft.name)
            draft.name, draft.name_en = row.name_ar, row.name_en

    def _by_name(self, draft: Draft) -> str | None:
        """Its own name or office says it, or what completes it: «وزارة النفط بحكومة الوحدة», «وزارة الصحة في غزة»."""
        if draft.kind in _NO_SIDE or any(_FOREIGN in t for t in _texts(draft)):
            return None
        row = self.rivals.named(_texts(draft))
        if row is None and (_official(draft, self._around(draft)) or draft.kind == "organization"):
            row = self.rivals.named(self._around(draft))
        if row is not None and self._may_be(draft, row):
            return row.key
        seat = self._seated(draft)
        return seat.key if seat is not None else None

    def _may_be(self, draft: Draft, row: AuthorityRow) -> bool:
        """Its state is not another's, but for a body that only the outlet's own state was guessed for."""
        guessed = draft.country == self.cast.home and draft.kind in _BODIES and row.country in {d.country for d in self.cast.drafts if d.kind == "country"}
        return draft.country in (None, row.country) or guessed

    def _around(self, draft: Draft) -> list[str]:
        return self.words.get(draft.key, [])

    def _led(self, draft: Draft) -> str | None:
        """الناطق باسمها, قائد قواتها: of whoever was named right before."""
        if draft.kind not in ("person", "unnamed") or not any(_ITS.search(t) for t in (*_texts(draft), *self._around(draft))):
            return None
        body = self.cast.by_key.get(self.before.get(draft.key, ""))
        return body.authority if body is not None else None

    def _seated(self, draft: Draft) -> AuthorityRow | None:
        """وزارة الصحة في غزة: where it sits says whose it is."""
        if not _official(draft, self._around(draft)):
            return None
        texts = [*_texts(draft), *self._around(draft)]
        rows = self.rivals.rivals.get(draft.country, []) if draft.country else [r for rows in self.rivals.rivals.values() for r in rows]
        seats = [(r, fold(s)) for r in rows for s in r.seats]
        return next((row for row, seat in seats if any(re.search(rf"(?:^|\W)(?:في |ب|من ){seat}(?:$|\W)", t) for t in texts)), None)

    def _unnamed(self, draft: Draft, named: Collection[str]) -> None:
        country = draft.country or self.only if draft.kind != "organization" or draft.country is None else None
        rows = self.rivals.rivals.get(country or "", [])
        if not rows or not _official(draft, self._around(draft)) or any(_FOREIGN in t for t in _texts(draft)):
            return
        row = rows[0] if len(rows) == 1 else self._by_outlet(rows) or self._usual(draft, rows, own=True) or self._by_dateline(rows) or self._usual(draft, rows) or self._opponent(rows, named)
        if row is not None:
            draft.authority = row.key
        elif draft.kind in _BODIES and draft.acting:
            start, end = self.spans.get(draft.key, (0, 0))
            self.faults.append(
                Fault(
                    stage="actors", code="ambiguous_authority", message=f"«{draft.name}»: nothing tells which of {', '.join(r.key for r in rows)} it belongs to",
                    span=span_of(self.article.text, start, end) if end else None,
                )
            )  # fmt: skip

    def _by_outlet(self, rows: Sequence[AuthorityRow]) -> AuthorityRow | None:
        """The side of the outlet; of one that both sides have (سبأ) the dateline's."""
        sides = _sides(self.cast.lexicon)
        names = [self.article.outlet or "", *(c.name for c in self.article.credits if c.kind in ("agency", "outlet")), *(c.text for c in self.article.credits)]
        keys = {key for name in names for key in sides.get(fold(name), ())}
        own = [r for r in rows if r.key in keys]
        return own[0] if len(own) == 1 else self._by_dateline(own) if own else None

    def _by_dateline(self, rows: Sequence[AuthorityRow]) -> AuthorityRow | None:
        found = [r for r in rows if any(_within(fold(s), self.head) for s in r.seats)]
        return found[0] if len(found) == 1 else None

    def _usual(self, draft: Draft, rows: Sequence[AuthorityRow], *, own: bool = False) -> AuthorityRow | None:
        """Whom outlets of no side mean; with ``own`` only by a name that has the state's adjective: الحكومة اليمنية."""
        texts = [t for t in (*_texts(draft), *self._around(draft)) if not own or " " in t]
        row = next((r for r in (self.rivals.named([t], usual=True) for t in texts) if r is not None and r in rows), None)
        return row if row is not None and (not own or any(" " in u and _within(fold(u), t) for u in row.usual for t in texts)) else None

    def _opponent(self, rows: Sequence[AuthorityRow], named: Collection[str]) -> AuthorityRow | None:
        """Where the text names one of two, the other is the one that needs no name."""
        rest = [r for r in rows if r.key not in named]
        return rest[0] if len(rows) == 2 and len(rest) == 1 else None


def _official(draft: Draft, around: Sequence[str]) -> bool:
    """A body of state, who holds an office, or an unnamed source in one."""
    if draft.kind == "person":
        return bool(_OFFICES & set(draft.sectors)) and draft.role is not None
    return draft.kind in _BODIES or (draft.kind in ("unnamed", "organization") and any(_OF_STATE.search(t) for t in (*_texts(draft), *around)))


def _texts(draft: Draft) -> list[str]:
    return [fold(t) for t in (draft.name, draft.role_ar or "", *draft.aliases) if t]


def _surroundings(cast: Cast, scenes: Sequence[Scene], text: str) -> tuple[Mapping[str, list[str]], Mapping[str, str]]:
    """What completes each mention of an actor («وزيرة الصحة في الحكومة الفلسطينية»), and who is named right before it first."""
    found: dict[str, list[str]] = {}
    before: dict[str, str] = {}
    for scene in scenes:
        last = ""
        for mention in sorted(scene.mentions, key=lambda m: m.start):
            key = cast.found.get((scene.number, mention.start))
            if key is None:
                continue
            start, end = scene.line.tokens[mention.start].start, scene.line.tokens[mention.end - 1].end
            after = _STOP.split(fold(text[end : end + AFTER]), maxsplit=1)[0].strip()
            found.setdefault(key, []).append(f"{fold(text[start:end])} {after if _COMPLETES.match(after) else ''}".strip())
            before.setdefault(key, last)
            last = key if cast.by_key[key].kind not in ("person", "unnamed", "people") else last
    return found, before


def _first_mentions(cast: Cast, scenes: Sequence[Scene], text: str) -> Mapping[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for scene in sorted(scenes, key=lambda s: (s.kind == "title", s.start)):
        for mention in scene.mentions:
            key = cast.found.get((scene.number, mention.start))
            if key is not None:
                found.setdefault(key, (scene.line.offset(mention.start, len(mention.pre)), scene.line.tokens[mention.end - 1].end))
    return found


def _opening(article: Article) -> str:
    """The words before the dash that begins the first paragraph."""
    first = next((b for b in article.blocks if b.kind == "paragraph"), None)
    parts = re.split(r" ?[-–—:] ?", article.text[first.start : first.start + 60]) if first is not None else []
    return parts[0] if len(parts) > 1 else ""


@cache
def _sides(lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    return {fold(name): tuple(row.side) for row in lexicon.tables["outlets"] if row.side for name in (row.name_ar, *row.aliases)}
