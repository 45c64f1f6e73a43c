"""Label the lines of a page and cut it into blocks that tile the text."""

from __future__ import annotations

import re
from typing import NamedTuple

from khabar.model import CODED_KINDS, Block, BlockKind
from khabar.read.credits import Names
from khabar.read.furniture import Furniture, Verdict
from khabar.read.lines import LONG, Line, line_key
from khabar.read.metadata import DateLine, Months, read_date_line
from khabar.script.fold import fold

_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_ONLY_URL = re.compile(r"^(?:https?://|www\.|t\.me/|pic\.twitter|youtu\.be|fb\.)\S*(?:\s+(?:https?://|www\.|pic\.)\S+)*$", re.IGNORECASE)
_TWEET = re.compile(r"^[—–-]+ .*\(@\w+\)|^@\w+$|\(@\w{2,20}\)\s*\w* ?\d{1,2}")
_PARTS = re.compile(r"\s*[|»›>•·☰◄►▪]\s*|\s{3,}|\t")
_TRAIL = re.compile(r"[^\s»›>/\\·←<|](?:[^»›>/\\·←<|\n]*[^\s»›>/\\·←<|])?")
_CLOCK_LINE = re.compile(r"^[\d:.\s/()+\-|]*(?:ت م|ص|م|am|pm|gmt|هـ|ه|مساء|صباحا)?[\d:.\s/()+\-|]*(?:gmt|بتوقيت .*)?$")
_BULLET = re.compile(r"\s*[-–—•▪●◆*✔✅➖🔹🔸▫️◾◽⬛⬜🔺▶️►]+\s*\S")
_NUMBERED = re.compile(r"^\(?\d{1,2}\s*[.\-)]\s")
_LINKING = frozenset(fold("أن إن بأن وأن وإن لأن إلى من في على عن مع و أو ثم بين حول ضد منذ حتى خلال بعد قبل الذي التي الذين كما حيث قال قائلا مؤكدا مضيفا").split())
_OPENERS = frozenset(fold("كما من في وفي ومن إلى لكن غير بدوره بدورها وكان وكانت يذكر يشار جدير هذا هذه").split())
_KICKERS = frozenset(fold("بعد في خلال رغم عقب قبل وسط فيما بينما مع على منذ بسبب تزامنا").split())
_SHOWN = tuple(fold("بالفيديو|بالصور|فيديو|شاهد").split("|"))
_ALSO_HEADLINES = frozenset(
    fold("تقرير حوار متابعة رصد تحقيق خاص مصدر مصادر مراسل مراسلنا وكالات متابعات إعداد نقلا بواسطة تحرير ترجمة تصوير تغطية نشر").split()
)
_WROTE = frozenset(fold("كتب كتبت كتبه كتبها").split())
_DATED = 100  # words of running text that a date line right above is worth
_COUNTER = re.compile(r"^(?:\d[\d.,]*\s*(?:k|m|الف|مليون)?\s*)(?:مشاهده|مشاهدات|قراءه|تعليق\w*|مشاركه|مشاركات|اعجاب\w*|متابع\w*|دقيقه|دقائق|زياره|زيارات|مشترك\w*|شخص\w*)\b.{0,20}$")
_SEPARATED = re.compile(r"^[^\-–—/|]{2,40}\s*(?:[-–—|]|/)\s*[^\-–—/|]{2,40}\s*:?$")


class Layout(NamedTuple):
    """The labelled lines of a page."""

    lines: list[Line]
    kinds: list[BlockKind]
    dates: dict[int, DateLine]
    title: int | None
    section: tuple[int, int] | None
    """The span of the section's name: a line, or the last part of a trail."""


class _Draft:
    """The labels while they are being decided; None where a line waits for its place to tell."""

    def __init__(self, text: str, lines: list[Line], furniture: Furniture, months: Months, names: Names) -> None:
        self.text, self.lines, self.furniture, self.months, self.names = text, lines, furniture, months, names
        self.kinds: list[BlockKind | None] = [None] * len(lines)
        self.dates: dict[int, DateLine] = {}
        self.strong: list[int] = []
        self.weak: list[int] = []
        self.lists: list[int] = []
        self.shown: list[int] = []
        self.title: int | None = None
        self.section: int | None = None
        self.long = [i for i, line in enumerate(lines) if line.words >= 25]
        sample = self.long if len(self.long) >= 2 else [i for i, line in enumerate(lines) if line.words >= 12]
        self.cluttered = False
        self.punctuated = 2 * sum(lines[i].closed for i in sample) > len(sample)

    def prose(self, i: int) -> bool:
        """Whether the line by itself reads as running text."""
        line = self.lines[i]
        if line.words >= 25 or line.closed and line.words >= 7:
            return True
        if line.words >= 12 and (line.final in {":", "،"} or line.last in _LINKING):
            return True
        return line.words >= (22 if self.punctuated else 12)


def label(text: str, lines: list[Line], furniture: Furniture, months: Months, names: Names) -> Layout:
    """The kind of each line of a page, and which lines are its title and section."""
    draft = _Draft(text, lines, furniture, months, names)
    for i in range(len(lines)):
        draft.kinds[i] = _by_words(draft, i)
    _menus(draft)
    shorts = sum(draft.kinds[i] is None and not draft.prose(i) for i in range(len(lines)))
    draft.cluttered = shorts >= 15 and shorts >= 0.6 * len(lines) - sum(k is not None for k in draft.kinds)
    first, last = _body(draft)
    _after_marks(draft, first)
    first, last = _body(draft)
    _head(draft, first)
    _middle(draft, first, last)
    _tail(draft, last)
    kinds: list[BlockKind] = [kind or "paragraph" for kind in draft.kinds]
    return Layout(lines, kinds, draft.dates, draft.title, _section_span(draft))


def _section_span(draft: _Draft) -> tuple[int, int] | None:
    """The section line, else the last part of a trail above the title that is not the title itself."""
    if draft.section is not None:
        line = draft.lines[draft.section]
        return line.inner, line.end
    title = "" if draft.title is None else draft.lines[draft.title].key
    for i in range(draft.title or 0):
        line = draft.lines[i]
        parts = list(_TRAIL.finditer(draft.text, line.inner, line.end)) if line.words <= LONG else []
        if len(parts) >= 2 and draft.kinds[i] == "furniture" and line.key.startswith("الرءيسيه") and "|" not in line.key:
            named = [m.span() for m in parts[1:] if line_key(m.group()) not in title and len(m.group().split()) <= 4]
            return named[-1] if named else None
    return None


def _by_words(draft: _Draft, i: int) -> BlockKind | None:
    """What the words of a line tell, wherever it stands."""
    line = draft.lines[i]
    raw = draft.text[line.inner : min(line.end, line.inner + 2000)]
    if line.words > LONG and not raw.startswith("http"):
        return None
    if _ONLY_URL.match(raw) or _TWEET.search(raw):
        return "embed"
    verdict = draft.furniture.look(line.key, line.words, sentence=line.closed)
    if verdict and verdict.kind == "section":
        return None
    if raw.lstrip().startswith("©") or line.words <= 12 and not _ARABIC.search(raw) and _LETTER.search(raw):
        return "furniture"
    if not (verdict and verdict.kind == "related"):
        dated = read_date_line(line.key, draft.months) if line.words <= 24 and not line.closed else None
        if dated:
            draft.dates[i] = dated
            return "dateline" if not dated.stamp else "byline" if dated.day else "furniture"
    if not _LETTER.search(raw) or _CLOCK_LINE.match(line.key) or _COUNTER.match(line.key) or _tags(raw):
        return "furniture"
    if verdict:
        return _checked(draft, i, verdict)
    if line.words <= 24 and (draft.furniture.only_buttons(line.key) or _menu_line(raw, line)):
        return "furniture"
    return None


def _checked(draft: _Draft, i: int, verdict: Verdict) -> BlockKind | None:
    """The table's word on a line, unless its length or ending speaks against it."""
    line, kind = draft.lines[i], verdict.kind
    if kind in ("byline", "credit") and (line.words > _room(verdict.phrase) or line.closed and line.words > 10):
        return None
    if kind == "caption" and line.closed and line.words > 18:
        return None
    if verdict.opens and kind == "furniture":
        draft.strong.append(i)
    elif verdict.opens or kind == "credit" and i > 3:
        draft.weak.append(i)
    if kind == "related" and verdict.match == "line":
        draft.lists.append(i)
    if verdict.phrase.startswith(_SHOWN):
        draft.shown.append(i)
    return kind  # type: ignore[return-value]


def _room(phrase: str) -> int:
    """Words that a byline or credit may have: ``تقرير: …`` and ``مصدر: …`` open headlines too."""
    return 5 if phrase.rstrip(" :-–/|").split(" ", 1)[0] in _ALSO_HEADLINES else 16


def _tags(raw: str) -> bool:
    words = raw.split()
    return bool(words) and sum(w.lstrip("\u200f\u200e\u202b").startswith("#") for w in words) >= 0.6 * len(words)


def _menu_line(raw: str, line: Line) -> bool:
    """Several short names with separators between them, as in a menu or a trail."""
    parts = [p for p in _PARTS.split(raw) if p.strip()]
    marks = sum(raw.count(c) for c in "|»›>•·☰")
    return not line.closed and marks >= 2 and len(parts) >= 3 and line.words <= 4 * len(parts)


def _menus(draft: _Draft) -> None:
    """Runs of very short lines are menus."""
    i, lines = 0, draft.lines
    if len(lines) > 1 and lines[0].words <= 5 and lines[1].words <= 6 and "·" in draft.text[lines[1].start : lines[1].end]:
        draft.kinds[0] = draft.kinds[1] = "furniture"  # a post: its page's name above "3 س ·"
    while i < len(lines):
        j = i
        while j < len(lines) and _short(draft, j) and (j == i or lines[j].gap == 0):
            j += 1
        run = range(i, j)
        known = sum(draft.kinds[k] == "furniture" or draft.furniture.is_section(lines[k].key) for k in run)
        if len(run) >= 3 and (known >= 2 or len(run) >= 5 and known):
            for k in run:
                draft.kinds[k] = "furniture"
        i = max(j, i + 1)


def _short(draft: _Draft, i: int) -> bool:
    line = draft.lines[i]
    return line.words <= 3 and not line.final and draft.kinds[i] in (None, "furniture")


def _body(draft: _Draft) -> tuple[int, int]:
    """The first and last line of the article's running text, or (-1, -1)."""
    prose = [i for i in range(len(draft.lines)) if draft.kinds[i] is None and draft.prose(i)]
    if not prose:
        return -1, -1
    if draft.cluttered:
        low, high = _densest(draft, set(prose))
        prose = [i for i in prose if low <= i <= high]
    first, last = prose[0], prose[-1]
    if len(prose) > 1 and _headline_like(draft, first) and _no_headline_before(draft, first):
        first = prose[1]
    for i in range(last + 1, len(draft.lines)):
        if not draft.cluttered and draft.kinds[i] is None and draft.lines[i].final == "." and draft.lines[i].words >= 2:
            last = i
    return first, last


def _densest(draft: _Draft, prose: set[int]) -> tuple[int, int]:
    """The stretch of lines with the most running text and the fewest other lines in it; a date line above counts."""
    best, best_span, total, start, dated = 0, (0, len(draft.lines) - 1), 0, 0, -99
    for i, line in enumerate(draft.lines):
        if total <= 0:
            total, start = 0, i
        if i in draft.dates and draft.dates[i].day:
            dated = i
            if 0 < sum(j in prose for j in range(start, i)) <= 1 and total < _DATED:
                total, start = 0, i
        if i in prose:
            total += min(line.words, 80) + (_DATED if i - dated <= 14 else 0)
            dated = -99
        else:
            total -= 8 if draft.kinds[i] is None else 2
        if total > best:
            best, best_span = total, (start, i)
    return best_span


def _headline_like(draft: _Draft, i: int) -> bool:
    line = draft.lines[i]
    return line.words < 25 and line.final not in {".", "،"}


def _no_headline_before(draft: _Draft, first: int) -> bool:
    return not any(draft.kinds[i] is None and draft.lines[i].words >= 4 for i in range(first))


def _after_marks(draft: _Draft, first: int) -> None:
    """What follows a mark that ends the article is not the article, unless much running text follows it."""
    for mark in draft.lists:
        _inline_list(draft, mark)
    weight = [line.words if draft.kinds[i] is None and draft.prose(i) else 0 for i, line in enumerate(draft.lines)]
    for mark in sorted([*draft.strong, *draft.weak]):
        before, after = sum(weight[:mark]), sum(weight[mark + 1 :])
        strong = mark in draft.strong
        if 0 <= first < mark and after <= (1.5 if strong else 0.3) * before:
            _close(draft, mark, "furniture" if strong else "related")
            return


def _close(draft: _Draft, mark: int, kind: BlockKind) -> None:
    for i in range(mark + 1, len(draft.lines)):
        if draft.kinds[i] in CODED_KINDS or draft.kinds[i] is None:
            draft.kinds[i] = kind


def _inline_list(draft: _Draft, mark: int) -> None:
    """A read-also heading in the middle of the text takes the headlines right below it."""
    for i in range(mark + 1, min(mark + 7, len(draft.lines))):
        line = draft.lines[i]
        if draft.kinds[i] in ("byline", "furniture", "related"):
            continue
        if draft.kinds[i] is not None or draft.prose(i) and line.words >= 20 or line.closed:
            return
        if line.gap and i > mark + 1 and not draft.cluttered:
            return
        draft.kinds[i] = "related"


def _head(draft: _Draft, first: int) -> None:
    """Title, section, byline and captions above the first paragraph."""
    stop = first if first >= 0 else len(draft.lines)
    if draft.cluttered:
        _far_above(draft, stop)
    open_ = [i for i in range(stop) if draft.kinds[i] is None]
    if not any(draft.lines[i].words >= 4 for i in open_):
        open_ += [i for i in draft.shown[:1] if i < stop]  # a video's own headline
    if first < 0 and len(open_) < 2 or not open_:
        return
    draft.title = _pick_title(draft, open_)
    for i in open_:
        if i == draft.title:
            draft.kinds[i] = "title"
        elif first >= 0 or draft.title is None or i < draft.title:
            draft.kinds[i] = _head_kind(draft, i)


def _far_above(draft: _Draft, stop: int) -> None:
    """On a whole page, only what stands right above the text is its head: other headlines are of other stories."""
    window = range(max(0, stop - 14), stop)
    marks = [i for i in window if draft.kinds[i] == "byline"]
    fit = [i for i in window if draft.kinds[i] is None and draft.lines[i].words >= 4 and not _byline_like(draft, i)]
    repeated = [i for i in fit if _repeated(draft, i)]
    above = [i for i in fit if marks and i < marks[-1] and marks[-1] - i <= 5]
    title = (repeated or above or fit or [stop])[-1]
    for i in range(title):
        near = title - i <= 3 and draft.lines[i].words <= 4
        if draft.kinds[i] is None and not near:
            draft.kinds[i] = "related"


def _repeated(draft: _Draft, i: int) -> bool:
    """Whether a trail above ends with this headline."""
    key = draft.lines[i].key
    return any(draft.kinds[j] == "furniture" and draft.lines[j].key.endswith(key) for j in range(max(0, i - 12), i))


def _pick_title(draft: _Draft, open_: list[int]) -> int | None:
    fit = [i for i in open_ if draft.lines[i].words >= 4 and not draft.furniture.is_section(draft.lines[i].key)]
    fit = [i for i in fit if not _byline_like(draft, i)]
    if len(fit) > 1 and _kicker(draft, *fit[:2]):
        return fit[1]
    if fit:
        return fit[0]
    rest = [i for i in open_ if not draft.furniture.is_section(draft.lines[i].key) and not _byline_like(draft, i)]
    return max(rest, key=lambda i: (draft.lines[i].words, i), default=None)


def _kicker(draft: _Draft, i: int, following: int) -> bool:
    """Whether the first of two headlines is only the line above the headline: ``بعد اسابيع من التوتر``."""
    above, below = draft.lines[i], draft.lines[following]
    return above.words <= 6 <= below.words and following == i + 1 and above.key.split(" ", 1)[0] in _KICKERS


def _byline_like(draft: _Draft, i: int) -> bool:
    line = draft.lines[i]
    raw = draft.text[line.inner : line.end]
    return i > 0 and line.words <= 8 and not line.closed and bool(_SEPARATED.match(raw)) and draft.title is None and _name_pair(raw)


def _name_pair(raw: str) -> bool:
    parts = [p for p in re.split(r"[-–—|/]", raw.rstrip(" :")) if p.strip()]
    return len(parts) >= 2 and all(len(p.split()) <= 4 for p in parts)


def _head_kind(draft: _Draft, i: int) -> BlockKind:
    line = draft.lines[i]
    raw = draft.text[line.inner : line.end]
    before = draft.title is None or i < draft.title
    if draft.furniture.is_section(line.key) or before and line.words <= 4:
        if draft.section is not None and before:
            draft.kinds[draft.section] = "furniture"
        if draft.section is None or before:
            draft.section = i
            return "section"
        return "furniture"
    if before:
        return "subhead" if line.words >= 5 else "furniture"
    if draft.title is not None and line.key == draft.lines[draft.title].key:
        return "furniture"
    if line.words <= 9 and not line.closed and (_SEPARATED.match(raw) and _name_pair(raw) or _agency_pair(draft, raw)):
        return "byline"
    return "byline" if _signature(draft, i) else "subhead"


def _agency_pair(draft: _Draft, raw: str) -> bool:
    """``كسلا: سونا``: a colon parts a place from an outlet or a person; a subhead may hold a colon too."""
    place, colon, name = raw.partition(":")
    short = len(place.split()) <= 3 and 1 <= len(name.split()) <= 4
    return bool(colon) and short and (draft.names.outlet_kind(name) is not None or draft.names.is_person(name))


def _signature(draft: _Draft, i: int) -> bool:
    """A short line that is a person, an outlet, or stands beside the date."""
    line = draft.lines[i]
    raw = draft.text[line.inner : line.end]
    if line.words > 5 or line.closed:
        return False
    if line.words >= 3 and line.key.split(" ", 1)[0] in _WROTE:
        return True
    beside = any(0 <= j < len(draft.lines) and j in draft.dates and draft.dates[j].day for j in (i - 1, i + 1))
    return line.words <= 3 and beside or draft.names.is_person(raw) or line.words <= 4 and draft.names.outlet_kind(raw) is not None


def _middle(draft: _Draft, first: int, last: int) -> None:
    """Subheads and paragraphs between the first and the last running text."""
    if first < 0:
        return
    for i in range(first, last + 1):
        if draft.kinds[i] is None:
            text = draft.prose(i) or _runs_on(draft, i)
            draft.kinds[i] = "paragraph" if text else "related" if _other_story(draft, i) else "subhead"


def _other_story(draft: _Draft, i: int) -> bool:
    """A headline in the text that belongs to another story: below a photo credit, or one of several in a row."""
    line = draft.lines[i]
    if line.words < 5 or not draft.cluttered:
        return False
    if i and draft.text[draft.lines[i - 1].inner] == "©":
        return True
    rows = range(max(0, i - 2), min(len(draft.lines), i + 3))
    return sum(not draft.prose(j) and draft.lines[j].words >= 5 and draft.kinds[j] in (None, "related") for j in rows) >= 3


def _runs_on(draft: _Draft, i: int) -> bool:
    """A short line that is part of the text: a cut sentence, a list item, an answer."""
    line = draft.lines[i]
    raw = draft.text[line.start : line.end]
    return bool(line.final) or line.words > 12 or line.last in _LINKING or bool(_BULLET.match(raw))


def _tail(draft: _Draft, last: int) -> None:
    """What stands below the last running text."""
    if last < 0:
        return
    for i in range(last + 1, len(draft.lines)):
        if draft.kinds[i] is None:
            line = draft.lines[i]
            draft.kinds[i] = "paragraph" if line.closed and line.words >= 25 and not draft.cluttered else "related"


def build(text: str, layout: Layout) -> list[Block]:
    """The blocks of a page: they tile the text; blank lines belong to the block before them."""
    if not layout.lines:
        return [Block(kind="furniture", start=0, end=len(text))] if text else []
    starts = [0, *(line.start for line in layout.lines[1:])]
    ends = [*starts[1:], len(text)]
    goes_on = _continuations(text, layout)
    return [
        Block(kind=kind, start=start, end=end, continues=goes_on.get(i))
        for i, (kind, start, end) in enumerate(zip(layout.kinds, starts, ends, strict=True))
    ]


def _continuations(text: str, layout: Layout) -> dict[int, int]:
    """Paragraph → the paragraph that it goes on from, where an embed or a blank cut a sentence."""
    found: dict[int, int] = {}
    previous: int | None = None
    closed = [layout.lines[i].closed for i, kind in enumerate(layout.kinds) if kind == "paragraph"]
    punctuated = sum(closed) >= 0.6 * len(closed) if closed else False
    for i, kind in enumerate(layout.kinds):
        if kind == "paragraph" and previous is not None and _cut(text, layout, previous, i, punctuated):
            found[i] = previous
        if kind == "paragraph":
            previous = i
        elif kind in CODED_KINDS and kind != "caption":
            previous = None
    return found


def _cut(text: str, layout: Layout, previous: int, i: int, punctuated: bool) -> bool:
    before, line = layout.lines[previous], layout.lines[i]
    if before.closed or _BULLET.match(text, line.start, line.end) or _NUMBERED.match(line.key):
        return False
    if before.last in _LINKING or before.final in {"،", ",", ":"}:
        return True
    first = line.key.split(" ", 1)[0]
    between = i - previous > 1 or line.gap == 0
    return punctuated and between and not before.final and first not in _OPENERS and not first.startswith("و")
