"""A page as a row of pieces: each block of visible text with where it stands, in the order of reading.

Nothing is decided here about what an article is; `khabar.read.html` does that with what the pieces tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from lxml import etree
from lxml import html as lxml_html

BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table caption thead tbody tfoot"
    " td th tr ul amp-sidebar amp-carousel amp-accordion".split()
)
_SKIPPED = frozenset(
    "script style noscript template svg select option button iframe input textarea object canvas audio video head"
    " amp-analytics amp-ad map math".split()
)
_MEDIA = frozenset(
    "video audio iframe amp-youtube amp-video amp-iframe amp-brightcove amp-jwplayer embed object".split()
)
_SEAMS = frozenset("a b strong em i u mark".split())
_ZONE_TAGS = {
    "nav": "menu", "footer": "menu", "aside": "aside", "form": "form", "figcaption": "caption", "menu": "menu",
    "amp-sidebar": "menu", "caption": "caption", "time": "date",
}  # fmt: skip
_WORDS = (
    ("embed", "twitter tweet instagram fb-post facebook-post telegram-post tiktok"),
    ("comments", "comment comments disqus respond commentlist"),
    ("related", "related recommend recommended recommendations readmore read-more read-also readalso see-also also more-news more-stories"
                " suggested most-read mostread most-viewed popular mostpopular trending ticker outbrain taboola latest-news"
                " youmaylike you-may-like similar"),
    ("menu", "share sharing social socials newsletter subscribe promo advert ad ads advertisement banner cookie cookies breadcrumb"
             " breadcrumbs tag tags keywords menu nav navbar navigation sidebar side-bar footer copyright login search pagination"
             " toolbar widget widgets rating app-download skip-link"),
    ("caption", "caption captions imgdesc img-desc photo-desc image-title image-desc img-caption"),
    ("date", "date time published publish-date timestamp pubdate article-date post-date entry-date datetime"),
    ("byline", "byline author writer article-author reporter source"),
    ("hidden", "sr-only visually-hidden screen-reader-text"),
)  # fmt: skip
_NEAR = 40  # letters on either side of a seam that tell whether two words were glued there
_TAIL = 400  # letters: what stands before a link and is longer is no phrase that opens it
_DEEPEST = 200  # levels of elements: browsers give up at 512, and what reads the tree takes the square of them
_DEPTH = 64  # levels that are kept of where a piece stands: deeper pages are machine-made or broken
_SPLIT_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SPACES = re.compile(r"[\s\xa0]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PRE_STYLE = re.compile(r"white-space\s*:\s*pre")
_BLANK_LINE = re.compile(r"(?<=[.؟!»])[ \t\r\xa0]*\n[ \t\r\xa0]*\n\s*")
_ARABIC_END = re.compile(r"[\u0621-\u0652]+$")
_ARABIC_START = re.compile(r"^[\u0621-\u0652]+")
_PROCLITICS = frozenset("و ف ب ك ل س ال وال فال بال كال ولل لل فلل وب ول وك فل فب وبال وكال أ ولا".split())
_SUFFIXES = frozenset("ه ها هم هن هما ك كم نا ي ا ان ين ون ات ة ية يا يين تها ته تهم وا ت ء".split())
_CLAUSE = re.compile(r".*[.؟!…»\"”)\n]", re.DOTALL)


class Zone(NamedTuple):
    """An element that says by tag or class what is in it."""

    kind: str
    """menu, aside, form, related, comments, embed, caption, date, byline, hidden, table."""
    element: int


class Piece(NamedTuple):
    """One block of visible text."""

    text: str
    tag: str
    """The block element that holds it."""
    gap: bool
    """Whether a block begins here; False after a line break inside one."""
    linked: float
    """Share of its letters that are links."""
    zones: tuple[Zone, ...]
    """From the outermost to the innermost."""
    story: int
    """Which ``article`` element it stands in, from 1 on; 0 for none."""
    path: tuple[int, ...]
    """The blocks around it, from the page's body in; pieces of one running text share all but the last."""
    links: tuple[str, ...] = ()
    bold: bool = False
    """Whether all of it is bold."""
    moment: str | None = None
    """The ``datetime`` of the ``time`` element that it is."""
    pictured: bool = False
    """Whether a picture stands right before it in its box."""

    def within(self, *kinds: str) -> bool:
        """Whether it stands in a zone of one of these kinds."""
        return any(zone.kind in kinds for zone in self.zones)


def parse(text: str) -> Any | None:
    """The tree of a page, or None where there is none; never an error, however broken the page is."""
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
        tree = lxml_html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    _flatten(tree)
    return tree


def _flatten(tree: Any) -> None:
    """Take out the elements deeper than `_DEEPEST`; what they hold stays where it is in the order of reading."""
    deep, depth = [], 0
    for event, el in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "end" and depth >= _DEEPEST and isinstance(el.tag, str):
            deep.append(el)
    for el in deep:
        el.drop_tag()


def videos(tree: Any) -> int:
    """How many players stand in the page."""
    return sum(_is_video(el) for el in tree.iter(*_MEDIA))


def _is_video(el: Any) -> bool:
    if el.tag != "iframe":
        return True
    source = f"{el.get('src') or ''} {el.get('data-src') or ''}"
    return any(name in source for name in ("youtu", "video", "player", "vimeo", "dailymotion", "embed/live"))


def pieces(tree: Any, is_related: Callable[[str], bool]) -> list[Piece]:
    """Every block of visible text of a page.

    Args:
        tree: From `parse`.
        is_related: Whether a phrase opens a link to another story (اقرأ أيضا); a link behind it is a piece of its own.
    """
    walk = _Walk(is_related)
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, el in walker:
        if event == "start":
            if not isinstance(el.tag, str) or el.tag in _SKIPPED:
                walker.skip_subtree()
                walk.skipped.add(el)
            else:
                walk.start(el)
        else:
            walk.end(el)
    walk.flush()
    return unwrap_breaks(walk.done)


class _Chunk(NamedTuple):
    text: str
    href: str | None
    seam: bool
    bold: bool


class _Walk:
    """The state of one way through a tree."""

    def __init__(self, is_related: Callable[[str], bool]) -> None:
        self.is_related = is_related
        self.done: list[Piece] = []
        self.skipped: set[Any] = set()
        self.chunks: list[_Chunk] = []
        self.blocks: list[tuple[str, int]] = [("body", 0)]
        self.zones: list[tuple[int, Zone]] = []
        self.stories: list[int] = []
        self.story_count = self.count = self.depth = self.bold = self.pre = 0
        self.links: list[str] = []
        self.gap, self.seam = True, False
        self.moment: str | None = None
        self.picture: int | None = None

    def start(self, el: Any) -> None:
        self.count += 1
        self.depth += 1
        for kind in _zones(el):
            self.zones.append((self.depth, Zone(kind, self.count)))
        if el.tag in BLOCKS or self._stands_apart(el):
            self.flush()
            self.gap = True
            self.blocks.append((el.tag, self.count))
        elif el.tag == "br":
            self._break()
        if el.tag == "article" or (el.get("itemtype") or "").endswith(("NewsArticle", "/Article")):
            self.story_count += 1
            self.stories.append(self.story_count)
        if el.tag == "time":
            self.moment = el.get("datetime")
        if el.tag in ("img", "amp-img"):
            self.picture = self.blocks[-1][1]
        if el.tag == "a":
            self.links.append(el.get("href") or "")
        self.bold += el.tag in ("b", "strong")
        self.pre += _is_preformatted(el)
        self.seam = self.seam or el.tag in _SEAMS or bool(el.get("class"))
        self._add(el.text)

    def end(self, el: Any) -> None:
        if el in self.skipped:
            self.skipped.discard(el)
            self._add(el.tail)
            return
        if el.tag == "a" and self.links:
            self.links.pop()
        self.bold -= el.tag in ("b", "strong")
        self.pre -= _is_preformatted(el)
        if el.tag in BLOCKS or self._stands_apart(el):
            self.flush()
            self.gap = True
            if len(self.blocks) > 1:
                self.blocks.pop()
        if (el.tag == "article" or (el.get("itemtype") or "").endswith(("NewsArticle", "/Article"))) and self.stories:
            self.stories.pop()
        if el.tag == "time":
            self.moment = None
        while self.zones and self.zones[-1][0] >= self.depth:
            self.zones.pop()
        self.depth -= 1
        self.seam = self.seam or el.tag in _SEAMS or bool(el.get("class"))
        self._add(el.tail)

    def _stands_apart(self, el: Any) -> bool:
        """Whether an inline element is a block to the eye: a date or byline in the page's frame, not in running text."""
        if el.tag not in ("time", "span", "i", "em", "small", "label", "a"):
            return False
        block = next(tag for tag, _ in reversed(self.blocks) if tag in BLOCKS)
        return block not in ("p", "li", "td", "blockquote", "h1", "h2", "h3") and (
            el.tag == "time" or _kind_of_class(el) in ("date", "byline", "caption")
        )

    def _break(self) -> None:
        """A line break ends a line; a second one a paragraph."""
        if "".join(c.text for c in self.chunks).strip():
            self.flush()
            self.gap = False
        else:
            self.chunks.clear()
            self.gap = True

    def _add(self, text: str | None) -> None:
        for number, part in enumerate(self._lines(text or "")):
            if number:
                self._break()
            if part:
                self.chunks.append(_Chunk(part, self.links[-1] if self.links else None, self.seam, self.bold > 0))
                self.seam = False

    def _lines(self, text: str) -> list[str]:
        """A text at the breaks that its own line ends make: all in preformatted text, elsewhere blank lines after a sentence."""
        if self.pre:
            return text.split("\n")
        return (
            [p for part in _BLANK_LINE.split(text) for p in (part, "")][:-1]
            if "\n" in text and _BLANK_LINE.search(text)
            else [text]
        )

    def flush(self) -> None:
        """End the line that is being gathered."""
        chunks, self.chunks = self.chunks, []
        self.seam = False
        for part in _parts(chunks, self.is_related):
            self._piece(part)

    def _piece(self, chunks: list[_Chunk]) -> None:
        text = _SPACES.sub(" ", _joined(chunks)).strip()
        if not text:
            return
        letters = sum(len(c.text.strip()) for c in chunks) or 1
        linked = sum(len(c.text.strip()) for c in chunks if c.href is not None) / letters
        links = tuple(dict.fromkeys(c.href for c in chunks if c.href))
        bold = all(c.bold for c in chunks if c.text.strip())
        tag, path = self.blocks[-1][0], tuple(number for _, number in self.blocks[1 : _DEPTH + 1])
        pictured = self.picture is not None and self.picture in path[-2:]
        self.picture = None
        zones = tuple(zone for _, zone in self.zones[:_DEPTH])
        story = self.stories[-1] if self.stories else 0
        self.done.append(Piece(text, tag, self.gap, linked, zones, story, path, links, bold, self.moment, pictured))
        self.gap = False


def _is_preformatted(el: Any) -> bool:
    return el.tag == "pre" or ("white-space" in (el.get("style") or "") and bool(_PRE_STYLE.search(el.get("style"))))


def _zones(el: Any) -> Iterator[str]:
    if el.tag == "table" and _is_data(el):
        yield "table"
    known = _ZONE_TAGS.get(el.tag)
    if known:
        yield known
    if el.get("hidden") is not None or _HIDDEN.search(el.get("style") or ""):
        yield "hidden"
    role = el.get("role")
    if role in ("navigation", "search", "contentinfo"):
        yield "menu"
    kind = _kind_of_class(el)
    if kind and kind != known:
        yield kind


_KIND_OF = {word: kind for kind, words in reversed(_WORDS) for word in words.split()}


def _kind_of_class(el: Any) -> str | None:
    """What an element's class, id or itemprop says of it: whole words first, then the parts of compound ones."""
    names = f"{el.get('class') or ''} {el.get('id') or ''} {el.get('itemprop') or ''}"
    return _kind_of_names(names) if len(names) > 2 else None


@lru_cache(maxsize=1 << 14)
def _kind_of_names(names: str) -> str | None:
    if len(names) > 300:
        return None
    words = _SPLIT_CASE.sub("-", names).lower().replace("_", "-").split()
    for word in words:
        if word in _KIND_OF:
            return _KIND_OF[word]
    found = {_KIND_OF[p] for word in words for p in _compounds(word) if p in _KIND_OF}
    return next((kind for kind, _ in _WORDS if kind in found), None)


def _compounds(word: str) -> Iterator[str]:
    parts = word.split("-")
    if len(parts) == 1 or len(parts) > 5:
        return
    yield from parts
    yield from ("-".join(pair) for pair in pairwise(parts))


def _is_data(table: Any) -> bool:
    """A table of figures: several rows, short cells, no blocks in them; any other is the page's layout."""
    if table.find(".//table") is not None or table.find(".//p") is not None or table.find(".//div") is not None:
        return False
    cells = list(table.iter("td", "th"))
    rows = sum(1 for _ in table.iter("tr"))
    if rows < 2 or len(cells) < 2 * rows:
        return False
    sizes = [len("".join(cell.itertext()).split()) for cell in cells]
    return max(sizes) <= 15


def _parts(chunks: list[_Chunk], is_related: Callable[[str], bool]) -> Iterator[list[_Chunk]]:
    """The chunks of a line, cut before a link to another story that stands in it, and after that link."""
    part: list[_Chunk] = []
    tail, inside = "", False
    for chunk in chunks:
        if chunk.href is not None and not inside:
            if len(tail) < _TAIL and len(tail.split()) <= 7 and is_related(tail.strip()):
                kept, opened = _cut_tail(part, sum(len(c.text) for c in part) - len(tail))
                yield kept
                part, tail, inside = opened, "", True
            elif is_related(chunk.text[:_TAIL].strip()):
                yield part
                part, tail, inside = [], "", True
        elif chunk.href is None and inside and chunk.text.strip(" .،:|-\n\t\xa0"):
            yield part
            part, tail, inside = [], "", False
        part.append(chunk)
        tail = _after_clause(tail, chunk.text)
    yield part


def _after_clause(tail: str, more: str) -> str:
    """The text since the last end of a clause; no longer than `_TAIL` letters."""
    clause = _CLAUSE.match(more)
    return more[len(clause[0]) :][-_TAIL:] if clause else (tail + more)[-_TAIL:]


def _cut_tail(chunks: list[_Chunk], size: int) -> tuple[list[_Chunk], list[_Chunk]]:
    """The chunks up to ``size`` letters, and those after."""
    kept: list[_Chunk] = []
    for i, chunk in enumerate(chunks):
        if size < len(chunk.text):
            return [*kept, chunk._replace(text=chunk.text[:size])], [
                chunk._replace(text=chunk.text[size:]),
                *chunks[i + 1 :],
            ]
        kept.append(chunk)
        size -= len(chunk.text)
    return kept, []


def _joined(chunks: list[_Chunk]) -> str:
    """The text of a line, blanks put back where a link or bold words lost theirs."""
    joined: list[str] = []
    end = ""
    for chunk in chunks:
        joined += [" ", chunk.text] if chunk.seam and _lost_blank(end, chunk.text[:_NEAR]) else [chunk.text]
        end = (end + chunk.text)[-_NEAR:]
    return "".join(joined)


def _lost_blank(before: str, after: str) -> bool:
    """Whether two words were glued where an element begins or ends; clitics and endings stay with their word."""
    left, right = _ARABIC_END.search(before), _ARABIC_START.search(after)
    if not left or not right:
        return False
    if left[0].endswith("\u0640") or right[0].startswith("\u0640"):  # a tatweel joins
        return False
    return len(left[0]) >= 2 and left[0] not in _PROCLITICS and right[0] not in _SUFFIXES


# -- lines broken at a fixed width
_WIDTH = 120  # letters; a body with a longer line is not broken by hand
_CLOSED = re.compile(r"[.؟?!…:][\"'”»)\]\s]*$")


def unwrap_breaks(rows: list[Piece]) -> list[Piece]:
    """The pieces of a body whose lines were broken at a fixed width, made whole: ``…<br>…<br><br>…``.

    Only where the lines of a box are about as long as one another and most of them end in the middle of a sentence.
    """
    groups: list[list[Piece]] = []
    for row in rows:
        if not row.gap and groups and groups[-1][-1].path == row.path:
            groups[-1].append(row)
        else:
            groups.append([row])
    lines: dict[tuple[int, ...], list[Piece]] = {}
    for group in groups:
        lines.setdefault(group[0].path, []).extend(group[:-1])
    wrapped = {path for path, inner in lines.items() if _wrapped(inner)}
    return [
        row for group in groups for row in ([_merged(group)] if len(group) > 1 and group[0].path in wrapped else group)
    ]


def _wrapped(inner: list[Piece]) -> bool:
    """Whether lines that another one follows without a blank were broken at a width."""
    if len(inner) < 4:
        return False
    width = max(len(row.text) for row in inner)
    cut = sum(len(row.text) >= 0.6 * width and not _CLOSED.search(row.text) for row in inner)
    return 30 <= width <= _WIDTH and cut >= 0.6 * len(inner)


def _merged(group: list[Piece]) -> Piece:
    first = group[0]
    letters = sum(len(row.text) for row in group)
    linked = sum(row.linked * len(row.text) for row in group) / letters
    links = tuple(dict.fromkeys(link for row in group for link in row.links))
    return first._replace(
        text=" ".join(row.text for row in group), linked=linked, links=links, bold=all(row.bold for row in group)
    )
