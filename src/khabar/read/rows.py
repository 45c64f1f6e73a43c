"""The pieces of a page with what is asked of each again and again: prose, noise, headline, teaser of another story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from khabar.read.dom import Piece, Zone
from khabar.read.lines import line_key
from khabar.read.pagedata import PageData

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
NOISE = ("menu", "aside", "form", "comments", "related", "hidden")
"""Zones that hold nothing of the article."""
_SOFT = frozenset("menu aside related form date byline caption table".split())
"""Zones that a name alone makes: one that holds most of the running text is the page's frame, not noise."""
_KNOWN = ("menu", "aside", "form", "comments", "related", "embed", "caption", "table", "date", "byline")
_LETTERS = re.compile(r"[\W_\d]+")
_WORD = re.compile(r"(?<!\S)[^\s\w]*+\w\S*")
_CLOSED = re.compile(r"[.؟?!…۔][\"'”“»)\]’*\s\u200e\u200f\u202a-\u202e\u2066-\u2069]*$")
_CUT = re.compile(r"(?:\.\.|…)[\"'”“»)\]’\s]*$")
_PATH = re.compile(r"https?://[^/?#]+([^?#]*)")
_FEW = 30  # words of running text that a page has outside of what its names call noise
_CARD = range(3, 30)  # words of a headline
_HOME = frozenset(
    " / /ar /ar/ /arabic /arabic/ /home /home/ /index.php /index.html /index.htm /default.aspx /index.aspx".split(" ")
)


def key(text: str) -> str:
    """The letters of a text alone, folded."""
    return _LETTERS.sub("", line_key(text))


def words(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))


def closed(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return bool(_CLOSED.search(text))


class Rows:
    """Pieces in their order, with what the page says of itself."""

    def __init__(self, rows: Sequence[Piece], data: PageData, policy: Callable[[str], bool]) -> None:
        self.rows, self.data, self.policy = rows, data, policy
        self.words = [words(row.text) for row in rows]
        self.prose = [self._is_prose(i) for i in range(len(rows))]
        if not any(prose and not row.within(*NOISE) for row, prose in zip(rows, self.prose, strict=True)):
            self.prose = [self._is_prose(i) or self._is_sentence(i) for i in range(len(rows))]
        self.keys = [key(row.text) if self.words[i] <= 40 else "" for i, row in enumerate(rows)]
        self.frames = self._frames()
        self.folded_away = self._folded_away()
        self.noise = [self._is_noise(row) for row in rows]
        self.titles = [k for k in map(key, data.titles) if k]

    def _is_prose(self, i: int) -> bool:
        row, count = self.rows[i], self.words[i]
        if row.linked > 0.6 or row.tag in ("h1", "h2") or (row.tag in HEADINGS and count < 25):
            return False
        return count >= 14 or (count >= 6 and closed(row.text))

    def _is_sentence(self, i: int) -> bool:
        """Whether a heading is a sentence: some pages set their whole text as headings."""
        row = self.rows[i]
        return row.linked < 0.6 and row.tag in HEADINGS and self.words[i] >= 8 and closed(row.text)

    def _frames(self) -> frozenset[Zone]:
        """Zones that hold most of the running text: their name says nothing of it."""
        total, held = 0, Counter[Zone]()
        linked = False
        for row, prose, count in zip(self.rows, self.prose, self.words, strict=True):
            if prose and not row.within("hidden", "comments"):
                total += count
                held.update({zone: count for zone in row.zones if not (linked and zone.kind == "related")})
            linked = row.linked > 0.6
        found = frozenset(zone for zone, count in held.items() if zone.kind in _SOFT and count >= 0.5 * total)
        return found if self._outside(found) >= min(_FEW, total) else found | self._many_frames(held)

    def _outside(self, frames: frozenset[Zone]) -> int:
        """Words of running text outside of zones that are no frames."""
        free = (all(zone in frames or zone.kind not in NOISE for zone in row.zones) for row in self.rows)
        return sum(n for n, prose, out in zip(self.words, self.prose, free, strict=True) if prose and out)

    def _many_frames(self, held: Counter[Zone]) -> frozenset[Zone]:
        """Where each paragraph stands in a zone of its own (``widget``): the zones of the kind that holds most."""
        kinds: Counter[str] = Counter()
        for zone, count in held.items():
            kinds[zone.kind] += count if zone.kind in _SOFT and zone.kind != "related" else 0
        most = kinds.most_common(1)[0][0] if kinds else None
        return frozenset(zone for zone in held if zone.kind == most)

    def _folded_away(self) -> bool:
        """Whether the page shows hardly any running text and hides much of it, to be unfolded by its reader."""
        held = Counter[bool]()
        for row, prose, count in zip(self.rows, self.prose, self.words, strict=True):
            if prose and not row.within("comments", "form"):
                held[row.within("hidden")] += count
        return held[False] < 30 <= held[True]

    def _is_noise(self, row: Piece) -> bool:
        return any(
            zone.kind in NOISE and zone not in self.frames and not (zone.kind == "hidden" and self.folded_away)
            for zone in row.zones
        )

    def zone(self, i: int, *kinds: str) -> bool:
        """Whether a piece stands in a zone of one of these kinds that is not the page's frame."""
        hidden = () if self.folded_away else ("hidden",)
        return any(
            zone.kind in kinds and zone not in self.frames and zone.kind in (*_KNOWN, *hidden)
            for zone in self.rows[i].zones
        )

    def near(self, i: int, j: int) -> bool:
        """Whether two pieces share a small box."""
        one, two = self.rows[i].path, self.rows[j].path
        shared = sum(a == b for a, b in zip(one, two, strict=False))
        return shared >= max(len(one), len(two)) - 4

    def named(self, i: int) -> bool:
        """Whether a piece is the title in the words of the page's head."""
        mine = self.keys[i]
        return len(mine) >= 8 and any(
            mine == k or (mine in k and len(mine) >= 0.5 * len(k)) or (k in mine and len(k) >= 0.7 * len(mine))
            for k in self.titles
        )

    def card(self, i: int) -> bool:
        """Whether a piece is a linked headline outside of the page's frame."""
        row = self.rows[i]
        return (
            row.linked > 0.6
            and self.words[i] in _CARD
            and not self.zone(i, "menu", "aside", "related", "comments", "form", "hidden")
        )

    def _headline_of(self, i: int) -> int | None:
        """The linked headline right above a text that may be its teaser."""
        for j in range(i - 1, max(-1, i - 4), -1):
            if self.card(j):
                return j if self.words[i] < 70 and self.near(j, i) else None
            if self.prose[j] or self.words[j] > 8:
                return None
        return None

    def teaser(self, i: int) -> bool:
        """Whether a linked headline stands right above, or the text itself begins with a link that parts from it."""
        row = self.rows[i]
        if row.tag == "li" and row.links and self.words[i] < 40 and row.linked > 0.05 and not closed(row.text[:-1]):
            return True
        return self._headline_of(i) is not None

    def _read_more(self, i: int) -> bool:
        """Whether a link of few words stands right below, the same below three texts or more: ``اقرأ المزيد``."""
        below = self.rows[i + 1] if i + 1 < len(self.rows) else None
        if below is None or below.linked < 0.6 or self.words[i + 1] > 4:
            return False
        return self.words[i] < 70 and self.keys.count(self.keys[i + 1]) >= 3

    def under_headline(self, i: int) -> bool:
        """Whether a teaser's headline is a heading: a link inside of the text is none."""
        headline = self._headline_of(i)
        return headline is not None and self.rows[headline].tag in HEADINGS

    def is_index(self, body: list[int], title: int | None) -> bool:
        """Whether the page is a list of other pages: its text is the teasers of linked headlines."""
        cards = [i for i in range(len(self.rows)) if self.card(i)]
        if not body:
            return len(cards) >= 8 and not (self.data.video or (self.data.article and title is not None))
        boxes = Counter(self.rows[i].path[:-1] for i in body)
        cut = [i for i in body if _CUT.search(self.rows[i].text) and boxes[self.rows[i].path[:-1]] == 1]
        teasers = [i for i in body if i in cut or self.teaser(i) or self._read_more(i)]
        told = sum(self.words[i] for i in body)
        if len(teasers) >= 3 and len(teasers) >= 0.5 * len(body):
            return True
        path = _PATH.match(self.data.url or "")
        if path and not self.data.article and path[1] in _HOME and len(cards) >= 8:
            return True
        if self.data.listing and not self.data.article and len(cards) >= 5:
            return told < 250
        return told < 40 and len(cards) >= 12 and title is None
