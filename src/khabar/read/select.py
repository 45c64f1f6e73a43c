"""Which pieces of a page are its article: the title, the running text, and what stands between and around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from khabar.model import BlockKind
from khabar.read.dom import Piece
from khabar.read.pagedata import PageData
from khabar.read.rows import HEADINGS, NOISE, Rows, closed, key, words

_URL_ONLY = re.compile(r"^(?=\S*?(?:https?://|www\.)\S)\S+$")
_SHARE = 0.7  # of the running text that its container holds
_OTHER = 0.35  # of the running text that one story of several holds at least
_HEAD = 14  # pieces above the text in which its title stands
_TAIL = 3  # pieces below the text that may sign it


class Chosen(NamedTuple):
    """A piece of the article and what the page's build says of it."""

    piece: Piece
    hint: BlockKind | None
    """None where its words and its place have to tell."""


class Selection(NamedTuple):
    """What a page holds."""

    rows: list[Chosen]
    title: str | None
    words: int
    """Words of running text."""
    listing: bool
    """Whether it is a list of other pages."""


def select(
    rows: Sequence[Piece],
    data: PageData,
    *,
    short: Callable[[str], bool],
    policy: Callable[[str], bool],
    core: Callable[[], str] | None = None,
) -> Selection:
    """The article of a page.

    Args:
        rows: From `khabar.read.dom.pieces`.
        data: What the page says of itself.
        short: Whether a short text above or below the running text belongs to it: a date line, a byline, a credit.
        policy: Whether a text is what a site says of itself: its terms, its rights.
        core: The running text as another extractor finds it, asked where the page's build does not tell.
    """
    page = _Page(rows, data, policy)
    body = page.body()
    if core is not None and page.doubtful(body):
        body = page.body(set(_matching(rows, core()))) or body
    title = page.title(body)
    index = page.is_index(body, title)
    chosen = [] if index else page.rows_of(body, title, short)
    total = sum(words(rows[i].text) for i in body)
    name = rows[title].text if title is not None else page.meta_title()
    return Selection(chosen, name, total, listing=index)


def select_all(rows: Sequence[Piece], data: PageData, *, policy: Callable[[str], bool]) -> Selection:
    """Every piece as the article: of an item of a feed, which has no page around it."""
    page = _Page(rows, data, policy)
    title = next((i for i, row in enumerate(rows[:1]) if row.tag == "h1"), None)
    body = [i for i in range(len(rows)) if i != title and not page.noise[i] and rows[i].linked <= 0.6]
    chosen = [Chosen(rows[title], "title")] if title is not None else []
    chosen += [
        Chosen(rows[i], hint)
        for i in range(len(rows))
        if i != title and (hint := page.hint(i, set(body))) != "furniture"
    ]
    return Selection(
        chosen, rows[title].text if title is not None else None, sum(page.words[i] for i in body), listing=False
    )


def _shared(paths: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The elements that all paths begin with."""
    low, high = min(paths), max(paths)
    size = next((n for n, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))
    return low[:size]


def _matching(rows: Sequence[Piece], text: str) -> list[int]:
    """The pieces whose letters stand in ``text``."""
    letters = key(text)
    return [i for i, row in enumerate(rows) if len(k := key(row.text)) >= 12 and k in letters]


class _Page(Rows):
    """A page whose article is looked for."""

    # -- the running text
    def body(self, core: set[int] | None = None) -> list[int]:
        """The pieces of running text: those in the element that holds most of it."""
        fit = [self._fits(i) and i in core for i in range(len(self.rows))] if core is not None else self.prose
        found = [
            i
            for i, good in enumerate(fit)
            if good and not self.noise[i] and not self.zone(i, "embed", "caption", "table")
        ]
        if not found:
            return []
        found = self._once(self._main_story(self._under_title(found)))
        total = sum(self.words[i] for i in found)
        held: Counter[int] = Counter()
        for i in found:
            held.update(dict.fromkeys(self.rows[i].path, self.words[i]))
        container = max((box for box, count in held.items() if count >= _SHARE * total), default=0)
        return self._without_policy(
            self._without_last_teasers([i for i in found if container in self.rows[i].path] or found)
        )

    def _without_last_teasers(self, found: list[int]) -> list[int]:
        """Without the teasers of two or more other stories that follow the text in its own box."""
        last = max((n for n, i in enumerate(found) if not self.under_headline(i)), default=len(found))
        return found[: last + 1] if len(found) - last > 2 else found

    def _fits(self, i: int) -> bool:
        """Whether a piece may be running text where another extractor says that it is."""
        return self.prose[i] or (self.words[i] >= 3 and self.rows[i].linked < 0.6 and self.rows[i].tag not in HEADINGS)

    def _under_title(self, found: list[int]) -> list[int]:
        """Without the teasers of other stories, where text stands right under a heading that the page is named after."""
        rest = [i for i in found if not self.teaser(i)]
        if not rest or len(rest) == len(found):
            return found
        heads = [
            i for i in range(rest[0]) if self.named(i) and self.rows[i].tag in HEADINGS and self.rows[i].linked < 0.5
        ]
        between = sum(self.card(i) for i in range(heads[-1], rest[0])) if heads else 2
        if between >= 2 or sum(self.words[i] for i in rest) < 12:
            return found
        box = _shared([self.rows[i].path[:-1] for i in rest])
        return [i for i in found if i in rest or self.rows[i].path[: len(box)] == box]

    def _once(self, found: list[int]) -> list[int]:
        """Each long paragraph once: some pages hold their text twice, for two sizes of screen."""
        seen: set[str] = set()
        kept = []
        for i in found:
            mine = key(self.rows[i].text) if self.words[i] >= 6 else ""
            if not mine or mine not in seen:
                kept.append(i)
            seen.add(mine)
        return kept

    def _without_policy(self, found: list[int]) -> list[int]:
        """Without what the site says of itself below the text, in a box of its own."""
        boxes = Counter[tuple[int, ...]]()
        for i in found:
            boxes[self.rows[i].path[:-1]] += self.words[i]
        most = max(boxes, key=lambda box: boxes[box], default=())
        last = max((n for n, i in enumerate(found) if self.rows[i].path[:-1] == most), default=len(found))
        rest = found[last + 1 :]
        return found[: last + 1] if any(self.policy(self.rows[i].text) for i in rest) else found

    def _main_story(self, found: list[int]) -> list[int]:
        """Of several stories the one that the page is named after, else one that holds most of the text."""
        held: Counter[int] = Counter()
        for i in found:
            held[self.rows[i].story] += self.words[i]
        if len(held) < 2 or self.data.live:
            return found
        total = sum(held.values())
        named = [
            self.rows[i].story
            for i in range(len(self.rows))
            if self.named(i) and self.rows[i].tag in HEADINGS and not self.noise[i]
        ]
        for story in [*named, max(held, key=lambda s: held[s])]:
            if held[story] >= _OTHER * total or (story in named and story and held[story] >= 30):
                return [i for i in found if self.rows[i].story == story]
        return found

    def doubtful(self, body: list[int]) -> bool:
        """Whether the build of the page leaves it open where the text is: none found, or much else between it."""
        if not body:
            return True
        inside = range(body[0], body[-1] + 1)
        prose = set(body)
        other = sum(self.words[i] for i in inside if i not in prose and not self.noise[i])
        return other > 0.5 * sum(self.words[i] for i in body)

    # -- the title
    def title(self, body: list[int]) -> int | None:
        """The piece that is the title: a heading above the text that the head names, else the nearest heading."""
        stop = body[0] if body else len(self.rows)
        above = [i for i in range(stop) if 2 <= self.words[i] <= 45 and not self.zone(i, "hidden", "form")]
        named = [i for i in above if self.named(i) and not (self.noise[i] and self.rows[i].linked > 0.5)]
        if named:
            return max(
                named, key=lambda i: (self.rows[i].tag == "h1", self.rows[i].tag in HEADINGS, not self.noise[i], i)
            )
        heads = [
            i
            for i in above
            if self.rows[i].tag in HEADINGS and not self.noise[i] and self.rows[i].linked < 0.5 and self.words[i] >= 3
        ]
        first = [i for i in heads if self.rows[i].tag == "h1"]
        near = [i for i in heads if stop - i <= _HEAD]
        if first or near:
            return (
                first[-1] if first else next((i for i in near if self.rows[i].tag == self.rows[near[-1]].tag), near[-1])
            )
        return None

    def meta_title(self) -> str | None:
        """The title as the head gives it, without the outlet's name."""
        return strip_outlet(self.data)

    # -- what is kept
    def rows_of(self, body: list[int], title: int | None, short: Callable[[str], bool]) -> list[Chosen]:
        """The pieces of the article in their order, with what the build of the page says of each."""
        kept: list[Chosen] = []
        start = body[0] if body else (title + 1 if title is not None else 0)
        if title is not None:
            kept += [Chosen(self.rows[i], None) for i in self._above(title, short)]
            kept.append(Chosen(self.rows[title], "title"))
            kept += self._head(title + 1, start, short)
        if not body:
            return kept
        prose, last = set(body), body[-1]
        before: BlockKind | None = None
        for i in range(start, last + 1):
            hint = self.hint(i, prose)
            if hint is None and before == "related" and self.words[i] <= 5:  # the end of a list of stories
                hint = before
            if hint != "furniture":
                kept.append(Chosen(self.rows[i], hint))
            before = hint
        return kept + self._tail(last, short) + self._others(last, prose)

    def _others(self, last: int, prose: set[int]) -> list[Chosen]:
        """Further stories below: their headings and text."""
        rest = [i for i in range(last + 1, len(self.rows)) if self.prose[i] and not self.noise[i] and i not in prose]
        held: Counter[int] = Counter()
        for i in rest:
            held[self.rows[i].story] += self.words[i]
        mine = self.rows[last].story
        return [
            Chosen(self.rows[i], "related")
            for i in range(last + 1, len(self.rows))
            if (story := self.rows[i].story) != mine
            and held[story] >= 30
            and not self.noise[i]
            and (self.prose[i] or self.rows[i].tag in HEADINGS)
        ]

    def _above(self, title: int, short: Callable[[str], bool]) -> list[int]:
        """Date and section right above the title."""
        near = [i for i in range(max(0, title - 3), title) if not self.zone(i, *NOISE) and self.words[i] <= 14]
        return [i for i in near if self.near(i, title) and self.rows[i].linked < 0.5 and short(self.rows[i].text)]

    def _head(self, start: int, stop: int, short: Callable[[str], bool]) -> list[Chosen]:
        """What stands between title and text: lead, byline, date, captions; share rows and menus left out."""
        found: list[Chosen] = []
        for i in range(start, stop):
            row, count = self.rows[i], self.words[i]
            brief = count <= 14 and (self.zone(i, "byline") or short(row.text))
            if (
                self._noise_but(i, brief)
                or (row.linked > 0.6 and not brief)
                or self.named(i)
                or _URL_ONLY.match(row.text)
            ):
                continue
            if self.zone(i, "embed", "table"):
                found.append(Chosen(row, "embed"))
            elif self.zone(i, "caption") or (row.pictured and 2 <= count <= 25 and not closed(row.text)):
                found.append(Chosen(row, "caption"))
            elif brief:
                found.append(Chosen(row, "byline"))
            elif row.linked < 0.5 and (
                count >= 8
                or (count >= 4 and row.tag == "p" and closed(row.text))
                or (count >= 4 and row.tag in HEADINGS)
            ):
                found.append(Chosen(row, "paragraph" if self.prose[i] or row.tag == "p" else "subhead"))
            elif row.linked < 0.5 and count >= 3 and not self.zone(i, "date", "byline") and stop - i <= 2:
                found.append(Chosen(row, "caption"))
        return found

    def _noise_but(self, i: int, brief: bool) -> bool:
        """Whether a piece is noise; a byline or date stands in many a share row, but in no list of stories."""
        return self.zone(i, "aside", "form", "comments", "related", "hidden") or (not brief and self.zone(i, "menu"))

    def hint(self, i: int, prose: set[int]) -> BlockKind | None:
        """What the build says of a piece between the first and the last of the text; furniture is left out."""
        row, count = self.rows[i], self.words[i]
        if i in prose:
            return "paragraph"
        if self.zone(i, "menu", "form", "comments", "hidden"):
            return "furniture"
        if self.zone(i, "embed", "table"):
            return "embed"
        if self.zone(i, "related", "aside") or (row.linked > 0.8 and (count > 3 or row.tag in HEADINGS)):
            return "related"
        if self.zone(i, "caption"):
            return "caption"
        if row.linked > 0.8 or (self.prose[i] and row.story != self.rows[min(prose)].story):
            return "related"
        if self.named(i):
            return "furniture"
        if row.pictured and not self.prose[i] and count >= 2:
            return "caption"
        if row.tag in HEADINGS or (row.bold and count <= 14 and not closed(row.text)):
            return "subhead"
        if self.prose[i]:  # a copy of what stands already
            return "furniture"
        return None

    def _tail(self, last: int, short: Callable[[str], bool]) -> list[Chosen]:
        """Credits and closing words right below the text, in its box."""
        found: list[Chosen] = []
        for i in range(last + 1, min(last + 1 + _TAIL, len(self.rows))):
            row = self.rows[i]
            if self.zone(i, *NOISE) or row.linked > 0.5 or self.words[i] > 14 or not self.near(last, i):
                break
            if (
                short(row.text)
                or (row.path[:-1] == self.rows[last].path[:-1] and row.tag == self.rows[last].tag)
                or not row.gap
            ):
                found.append(Chosen(row, None))
        return found


def strip_outlet(data: PageData) -> str | None:
    """The title of the head, without the outlet's name that many put before or after it."""
    if not data.titles:
        return None
    title = data.titles[0]
    names = {key(name) for name in (data.outlet,) if name}
    parts = re.split(r"(?<!\s)\s+[-–—|:»•·]+\s+|(?:(?<!\s)\s+)?\|\s*", title)
    if len(parts) < 2:
        return title
    window = key(data.document_title or "")
    kept = [p for p in parts if key(p) not in names]
    if (
        len(kept) == len(parts)
        and len(words_of := parts[-1].split()) <= 4
        and len(words_of) < words(title) / 2
        and (title == data.document_title or key(title) == window)
    ):
        kept = parts[:-1]
    first = title.find(kept[0]) if kept else 0
    return title[first : title.find(kept[-1]) + len(kept[-1])].strip() if kept else title
