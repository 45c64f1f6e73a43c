"""An HTML page to an `Article`: the text that people see, labelled, dated, credited, and nothing of its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

from khabar.model import Article, BlockKind, Fault
from khabar.read.blocks import Layout, label
from khabar.read.dates import Origin, Shown, Stamp, choose, date_of_head, date_of_url, read_stamp
from khabar.read.dom import Piece, parse, pieces, videos
from khabar.read.draft import Words
from khabar.read.faults import fault
from khabar.read.head import WROTE, name_pair
from khabar.read.lines import cut_lines, line_key, unwrap
from khabar.read.metadata import ago, check_published, read_clock, read_date_line
from khabar.read.pagedata import PageData, outlet_of_title, read_data
from khabar.read.rows import key, words
from khabar.read.select import Chosen, Selection, select, select_all
from khabar.read.text import Facts, load_words, make_article, refused, shown
from khabar.script.fold import fold

_ARABIC = re.compile("[\u0621-\u064a]")
_RIGHTS = re.compile(
    r"(?:حقوق\S*\s+(?:النشر\s+)?محفوظة|©|[Cc]opyright)[\s\d©()–,-]*(?:إلى\s+|لدى\s+|ل(?=صحيفة|جريدة|وكالة|موقع|شبكة|قناة|مجلة|مؤسسة|بوابة))?"
    r"([\u0621-\u064a][\u0621-\u064a ]{2,40}?)\s*(?=[\d©.|,–-]|$)"
)
_ROLE_WORD = re.compile(r"^(?:كتبت?|بقلم|بواسطة|إعداد|تحرير|حوار|الكاتب|مرسلة بواسطة)(?=[\s:-])")
_NO_NAME = re.compile(r"[-–\d/|،,:©@]|[a-z]{3}", re.IGNORECASE)
_NOTICE = 1000  # letters of a piece in which its rights are looked for
_FOOT = 12  # pieces at the end of a page among which its rights stand
_FEW = 30  # words: less running text than that is no article
_TEASER = 170  # words: a page for subscribers that shows less shows only the beginning
_PAY = re.compile(
    r"للمشتركين فقط|(?:المحتوي|المقال|الخبر|التقرير|النص) (?:\w{1,30} )?(?:لل|ل)مشترك"
    r"|(?:اشترك|الاشتراك|مشترك)\w{0,9}\b.{0,30}(?:لقراءه|لمتابعه (?:ال)?قراءه|لمواصله القراءه|لاكمال|للاطلاع علي)"
    r"|(?:لقراءه|لمتابعه (?:ال)?قراءه|لمواصله القراءه|لاكمال|للاطلاع علي) .{0,40}(?:اشترك|الاشتراك|مشترك)"
    r"|subscribe\w* (?:only|to (?:read|continue))"
)
"""What a page says to those who have not paid, folded."""
_UPDATED = re.compile(r"تحديث|محدثه|تعديل|updated|modified")
_ISSUED = re.compile(r"نشر|بتاريخ|published")


def read_html(
    page: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    fetched: str | None = None,
    title: str | None = None,
    whole: bool = False,
    lexicon_folder: Path | None = None,
) -> tuple[Article | None, list[Fault]]:
    """The article that a page holds, and what could not be read of it.

    ``article.text`` is the text that people see, blocks apart by a blank line: title, byline, date, paragraphs, captions;
    menus, share rows and lists of other stories are left out, links to them inside the text are labelled ``related``.

    Args:
        page: The page as text; `khabar.script.encoding.decode` makes it of bytes.
        published: ISO date or date-time; wins over what the page says.
        outlet: Name of who published it; wins over what the page says.
        url: Where it stood; the page's own canonical address wins.
        fetched: ISO date-time of the capture; needed to read "three hours ago"; later dates are refused.
        title: The title, where it is known from elsewhere.
        whole: Whether all of it is the article, as in an item of a feed; else the article is looked for.
        lexicon_folder: Word tables to use instead of those that ship.

    Returns:
        The article, or None where the page holds none, and the faults: ``index_page``, ``video_only``, ``paywall``,
        ``no_article``, ``not_arabic``, ``farsi``, ``urdu``, ``kurdish``, ``visual_order``.

    Raises:
        OptionError: ``published`` or ``fetched`` is no ISO date.
        DataError: a word table breaks its schema.
    """
    published, fetched = check_published(published), check_published(fetched, option="fetched")
    tree = parse(page)
    if tree is None or not "".join(tree.itertext()).strip():
        return None, [fault("no_article", "the page holds nothing to read")]
    reader = _Reader(load_words(lexicon_folder))
    data = read_data(tree, url)
    if title:
        data = data._replace(titles=(title, *data.titles))
    rows = pieces(tree, reader.is_related)
    players = videos(tree)
    if whole:
        found, lacking = select_all(rows, data, policy=reader.is_policy), None
    else:
        found = select(rows, data, short=reader.is_short, policy=reader.is_policy, core=lambda: _core(tree))
        found = _from_data(found, data)
        lacking = _lacking(found, data, players, rows)
    if lacking is not None and (lacking.code in ("index_page", "no_article") or not found.rows):
        return None, [lacking]
    known = Facts(published=published, outlet=outlet, url=data.url, fetched=fetched)
    article, faults = _article(_Page(tree, data, rows, found), reader, known)
    return article, [*([lacking] if lacking else []), *faults]


class _Reader:
    """What the word tables say of short texts."""

    def __init__(self, tables: Words) -> None:
        self.words = tables

    def is_related(self, text: str) -> bool:
        """Whether a phrase opens a link that is not of the text: to another story, to an app."""
        mine = line_key(text)
        found = self.words.furniture.look(mine, words(text)) if mine else None
        return found is not None and (found.kind == "related" or (found.kind == "furniture" and found.match == "start"))

    def is_short(self, text: str) -> bool:
        """Whether a short text is a date line, a byline, a credit or a caption."""
        mine = line_key(text)
        if (
            read_date_line(mine, self.words.months)
            or ago(mine)
            or (mine.split(" ", 1)[0] in WROTE and words(text) <= 5)
        ):
            return True
        found = self.words.furniture.look(mine, words(text))
        if found is not None:
            return found.kind in ("byline", "credit", "caption")
        parts = [p for p in re.split(r"[-–—|/()،]", text) if p.strip()]
        known = any(self._named(p.strip()) for p in parts)
        return known and (len(parts) == 1 or (words(text) <= 8 and name_pair(text, self.words.names)))

    def _named(self, text: str) -> bool:
        names = self.words.names
        return (
            names.is_person(text) or names.outlet_kind(text.strip("() []-–")) is not None or fold(text) in names.places
        )

    def is_policy(self, text: str) -> bool:
        """Whether a text of any length holds what only a site's own words hold: its terms, its rights."""
        return self.words.furniture.holds(line_key(text))


def _core(tree: Any) -> str:
    """The running text as trafilatura finds it."""
    from trafilatura import bare_extraction  # slow to load, and most pages do without

    found: Any = bare_extraction(
        tree, include_comments=False, include_tables=True, with_metadata=False, favor_recall=True
    )
    return "" if found is None else str(found.text or "")


def _from_data(found: Selection, data: PageData) -> Selection:
    """The text that the page's data hold, where the page itself shows hardly any: it is drawn by a script."""
    if not data.body or found.words * 2 > words(data.body) or words(data.body) < _FEW:
        return found
    paragraphs = [" ".join(line.split()) for line in data.body.splitlines() if line.strip()]
    title = found.title or (data.titles[0] if data.titles else None)
    rows = [Chosen(_piece(title), "title")] if title else []
    rows += [Chosen(_piece(p), "paragraph" if words(p) >= 6 else None) for p in paragraphs]
    return Selection(rows, title, words(data.body), listing=False)


def _piece(text: str) -> Piece:
    return Piece(text, "p", True, 0.0, (), 0, ())


def _lacking(found: Selection, data: PageData, players: int, rows: Sequence[Piece]) -> Fault | None:
    """Why the page holds no article, or not all of it."""
    if found.listing:
        return fault("index_page", "the page is a list of articles, not one of them; give the pages that it links to")
    if found.words < _TEASER and (not data.free or any(_pays(row) for row in rows)):
        return fault(
            "paywall", "the page shows subscribers more than this; only the beginning of the article is on it"
        )
    if found.words < _FEW and (data.video or players):
        return fault("video_only", "the page shows a video and hardly any text; what is said in it is not read")
    if found.words < 8 and not (data.article and found.title):
        return fault(
            "no_article", "no article was found on the page; save it after it has loaded whole, or give its text"
        )
    return None


def _pays(row: Piece) -> bool:
    if row.within("hidden", "menu", "form") or not 3 <= words(row.text) <= 30:
        return False
    return bool(_PAY.search(fold(row.text)))



# -- the article
class _Page(NamedTuple):
    """A page and what was found in it."""

    tree: Any
    data: PageData
    rows: Sequence[Piece]
    found: Selection


def _article(page: _Page, reader: _Reader, known: Facts) -> tuple[Article, list[Fault]]:
    found, data = page.found, page.data
    text, hints = _text(found)
    layout = label(text, unwrap(cut_lines(text)), reader.words, found.title, hints)
    outlet = known.outlet or _outlet(page, reader)
    day, origin = _published(page, layout, reader.words, known)
    facts = known._replace(
        title=shown(found.title) if found.title else None, outlet=outlet, section=data.section,
        author=_author(page, outlet, reader.words), published=day, published_from=origin, id_published=day, links=_links(found),
    )  # fmt: skip
    language, faults = refused(text, layout)
    return make_article(text, layout, reader.words, facts._replace(language=language)), faults


def _links(found: Selection) -> tuple[str, ...]:
    links = (link for row in found.rows for link in row.piece.links if link.startswith("http"))
    return tuple(dict.fromkeys(links))


def _text(found: Selection) -> tuple[str, dict[int, BlockKind]]:
    """The text of the chosen pieces, and what the build says of each by where it starts."""
    parts: list[str] = []
    hints: dict[int, BlockKind] = {}
    size = 0
    titled = any(row.hint == "title" for row in found.rows)
    rows = found.rows if titled or not found.title else [Chosen(_piece(found.title), "title"), *found.rows]
    for number, row in enumerate(rows):
        joint = "" if not number else "\n\n" if row.piece.gap else "\n"
        size += len(joint)
        if row.hint:
            hints[size] = row.hint
        parts += [joint, row.piece.text]
        size += len(row.piece.text)
    return "".join(parts), hints


def _outlet(page: _Page, reader: _Reader) -> str | None:
    """The outlet's name, in Arabic where any place gives it so."""
    data = page.data
    names = [data.outlet, *(outlet_of_title(t, page.found.title) for t in (data.document_title, *data.titles))]
    window = data.document_title
    names.append(window if window and words(window) <= 5 and reader.words.names.outlet_kind(window) else None)
    names += [match[1] for row in page.rows[-_FOOT:] if (match := _RIGHTS.search(row.text[:_NOTICE]))]
    names.append(_host(data.url))
    told = [name for name in names if name]
    return next((name for name in told if _ARABIC.search(name)), told[0] if told else None)


def _author(page: _Page, outlet: str | None, tables: Words) -> str | None:
    """The author that the page's data or its byline name, unless that is the outlet."""
    shown = (_ROLE_WORD.sub("", row.piece.text).strip(" :-–|") for row in page.found.rows if row.piece.within("byline"))
    names = [page.data.author, *(name for name in shown if 2 <= len(name.split()) <= 4 and not _NO_NAME.search(name))]
    return next((n for n in names if n and key(n) != key(outlet or "") and not tables.names.outlet_kind(n)), None)


def _host(url: str | None) -> str | None:
    match = re.match(r"https?://(?:www\.|m\.|amp\.)?([^/:?#]+)", url or "")
    return match[1] if match else None


# -- the date
def _published(page: _Page, layout: Layout, tables: Words, known: Facts) -> tuple[str | None, Origin | None]:
    if known.published is not None:
        return known.published, "option"
    data, months = page.data, tables.months
    above = takewhile(lambda row: row.hint != "paragraph", page.found.rows)
    told = [*data.published, *(row.piece.moment for row in above if row.piece.moment)]
    written = [s for s in (read_stamp(w, months) for w in told) if s]
    if not written and (rare := date_of_head(page.tree, data.url)):
        written = [rare]
    modified = read_stamp(data.modified, months) if data.modified else None
    best = choose(written, _shown(layout), date_of_url(data.url), fetched=known.fetched, modified=modified)
    if best is not None:
        return str(best[0]), best[1]
    return _derived(layout, known.fetched)


def _shown(layout: Layout) -> list[Shown]:
    """The visible date lines, likeliest first: between title and text, then above the title, then below the text."""
    first = next((i for i, kind in enumerate(layout.kinds) if kind == "paragraph"), len(layout.kinds))
    top = layout.title or 0
    lines = [i for i, dated in layout.dates.items() if dated.day]
    order = sorted(lines, key=lambda i: (0 if top < i <= first + 1 else 1 if i < top else 2, i))
    found = []
    for i in order:
        day, mine = layout.dates[i].day, layout.lines[i].key
        if day is not None:
            found.append(
                Shown(Stamp(day, read_clock(mine) or ""), bool(_UPDATED.search(mine)) and not _ISSUED.search(mine))
            )
    return found


def _derived(layout: Layout, fetched: str | None) -> tuple[str | None, Origin | None]:
    """``قبل 3 ساعات``, counted back from the capture."""
    if fetched and len(fetched) > 10:
        for line, kind in zip(layout.lines, layout.kinds, strict=True):
            gone = ago(line.key) if kind in ("byline", "furniture", "dateline") else None
            if gone is not None:
                return (datetime.fromisoformat(fetched) - gone).isoformat(timespec="minutes"), "derived"
    return None, None
