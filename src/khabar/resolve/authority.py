"""Rival authorities: which of two governments «الحكومة» is, by name, outlet, dateline, day and the rest of the text, or a fault."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from khabar.frames.scene import Scene
from khabar.lexicon.schema import AuthorityRow
from khabar.lexicon.words import Lexicon
from khabar.model import Article, Fault, span_of
from khabar.resolve.who import Cast, Draft
from khabar.script.fold import fold

_BODIES = frozenset(("government", "military", "police"))
_OFFICES = frozenset(("GOV", "MIL", "COP", "LEG", "JUD"))
_OF_STATE = re.compile(r"وزار|حكوم|عسكري|الجيش|القوات|رئاس|الفرقه|الخارجيه|الداخليه|الدفاع|الامنيه|سيادي")
"""In what an unnamed source is called: he speaks for a body of state."""
_IN = ("في", "ب", "من", "داخل")
AFTER = 60  # characters after a mention in which words may say whose body it is
_STOP = re.compile(r"[،.؛:\n\"«»()]| (?:ان|انها|انه|التي|الذي|الى|الي|على|علي|عن|و[^ا ]\w*ت) ")


class Rivals:
    """The authorities of each state that rule side by side on the day of an article."""

    def __init__(self, lexicon: Lexicon, published: str | None) -> None:
        self.rows = [r for r in lexicon.tables["authorities"] if _holds(r, published)]
        self.rivals: dict[str, list[AuthorityRow]] = {}
        for row in self.rows:
            if row.rival:
                self.rivals.setdefault(row.country, []).append(row)

    def named(self, texts: Iterable[str], *, usual: bool = False, sectors: bool = False) -> AuthorityRow | None:
        """The authority that one of the texts names: the longest name counts."""
        rows = self.rows if sectors else [r for rows in self.rivals.values() for r in rows]
        found = [(len(name), row) for text in texts for row in rows for name in (row.usual if usual else row.names) if _within(fold(name), text)]
        return max(found, key=lambda pair: pair[0], default=(0, None))[1]


def _holds(row: AuthorityRow, published: str | None) -> bool:
    day = (published or "9")[:10]
    return (row.since or "0") <= day <= (row.until or "9")


def _within(name: str, text: str) -> bool:
    """The name stands in the text as words, a proclitic or article before it perhaps."""
    return re.search(rf"(?:^|[^\w])(?:[وف]?[بلك]?){_lax(name)}(?:$|[^\w])", text) is not None


@cache
def _lax(name: str) -> str:
    bare = re.escape(name.removeprefix("ال"))
    return f"(?:ال|ل)?{bare}" if name.startswith("ال") else bare


def settle_authorities(cast: Cast, scenes: Sequence[Scene], article: Article) -> list[Fault]:
    """Give each actor of a divided state its authority; a fault for every body of state that nothing tells whose it is."""
    rivals = Rivals(cast.lexicon, article.published)
    if not any(d.country in rivals.rivals or rivals.named(_texts(d)) for d in cast.drafts):
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
        self.words = _surroundings(cast, scenes, article.text)
        self.head = fold(" ".join(article.text[b.start : b.end] for b in article.blocks if b.kind in ("byline", "dateline", "credit"))[:200] or _opening(article))
        self.faults: list[Fault] = []
        self.spans = _first_mentions(cast, scenes, article.text)

    def run(self) -> list[Fault]:
        for draft in self.cast.drafts:
            row = self.rivals.named([*_texts(draft), *self.words.get(draft.key, ())]) if draft.kind not in ("country", "media", "people", "bloc") else None
            if row is not None and draft.country in (None, row.country):
                draft.authority = row.key
            elif (seat := self._seated(draft)) is not None:
                draft.authority = seat.key
        named = {d.authority for d in self.cast.drafts if d.authority}
        for draft in self.cast.drafts:
            if draft.authority is None:
                self._unnamed(draft, named)
        for draft in self.cast.drafts:  # who serves a body is on its side
            body = self.cast.by_key.get(draft.of or "")
            if body is not None and body.authority and draft.country in (None, body.country):
                draft.authority = body.authority
        _date_sectors(self.cast, self.rivals)
        return self.faults

    def _seated(self, draft: Draft) -> AuthorityRow | None:
        """وزارة الصحة في غزة: where it sits says whose it is."""
        if draft.country not in self.rivals.rivals or not _official(draft):
            return None
        texts = [*_texts(draft), *self.words.get(draft.key, ())]
        seats = [(r, fold(s)) for r in self.rivals.rivals[draft.country] for s in r.seats]
        return next((row for row, seat in seats if any(re.search(rf"(?:^|\W)(?:في |ب|من ){seat}(?:$|\W)", t) for t in texts)), None)

    def _unnamed(self, draft: Draft, named: Collection[str]) -> None:
        rows = self.rivals.rivals.get(draft.country or "", [])
        if not rows or not _official(draft):
            return
        row = rows[0] if len(rows) == 1 else self._by_outlet(rows) or self._by_dateline(rows) or self._usual(draft, rows) or self._opponent(rows, named)
        if row is not None:
            draft.authority = row.key
        elif draft.kind in _BODIES:
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

    def _usual(self, draft: Draft, rows: Sequence[AuthorityRow]) -> AuthorityRow | None:
        row = self.rivals.named([*_texts(draft), *self.words.get(draft.key, ())], usual=True)
        return row if row in rows else None

    def _opponent(self, rows: Sequence[AuthorityRow], named: Collection[str]) -> AuthorityRow | None:
        """Where the text names one of two, the other is the one that needs no name."""
        rest = [r for r in rows if r.key not in named]
        return rest[0] if len(rows) == 2 and len(rest) == 1 else None


def _official(draft: Draft) -> bool:
    """A body of state, who holds an office, or an unnamed source in one."""
    if draft.kind == "person":
        return bool(_OFFICES & set(draft.sectors)) and draft.role is not None
    return draft.kind in _BODIES or (draft.kind == "unnamed" and any(_OF_STATE.search(t) for t in _texts(draft)))


def _texts(draft: Draft) -> list[str]:
    return [fold(t) for t in (draft.name, draft.role_ar or "", *draft.aliases) if t]


def _surroundings(cast: Cast, scenes: Sequence[Scene], text: str) -> Mapping[str, list[str]]:
    """What is written right after each mention of an actor: «وزيرة الصحة في الحكومة الفلسطينية»."""
    found: dict[str, list[str]] = {}
    for scene in scenes:
        for mention in scene.mentions:
            key = cast.found.get((scene.number, mention.start))
            if key is not None:
                start, end = scene.line.tokens[mention.start].start, scene.line.tokens[mention.end - 1].end
                after = _STOP.split(fold(text[end : end + AFTER]), maxsplit=1)[0]
                found.setdefault(key, []).append(f"{fold(text[start:end])} {after}".strip())
    return found


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
    return re.split(r"[-–—:]", article.text[first.start : first.start + 60])[0] if first is not None else ""


@cache
def _sides(lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    return {fold(name): tuple(row.side) for row in lexicon.tables["outlets"] if row.side for name in (row.name_ar, *row.aliases)}
