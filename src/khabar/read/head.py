"""What stands above the text: section, title, byline, standfirst."""

from __future__ import annotations

import re

from khabar.model import BlockKind
from khabar.read.credits import Names
from khabar.read.draft import Draft
from khabar.read.lines import LONG, line_key
from khabar.script.fold import fold

_TRAIL = re.compile(r"[^\s»›>/\\·←<|](?:[^»›>/\\·←<|\n]*[^\s»›>/\\·←<|])?")
_KICKERS = frozenset(fold("بعد في خلال رغم عقب قبل وسط فيما بينما مع على منذ بسبب تزامنا").split())
WROTE = frozenset(fold("كتب كتبت كتبه كتبها").split())
_SEPARATED = re.compile(r"^[^\-–—/|()]{2,40}(?:(?:\s+[-–—]\s*|\s*[-–—]\s+|\s*[|/(]\s*)[^\-–—/|()]{2,40}){1,3}\)?\s*:?$")


def section_span(draft: Draft) -> tuple[int, int] | None:
    """The section line, else the last part of a trail above the title that is not the title itself."""
    if draft.section is not None:
        line = draft.lines[draft.section]
        return line.inner, line.end
    title = "" if draft.title is None else draft.lines[draft.title].key
    for i in range(draft.title or 0):
        line = draft.lines[i]
        parts = list(_TRAIL.finditer(draft.text, line.inner, line.end)) if line.words <= LONG else []
        if (
            len(parts) >= 2
            and draft.kinds[i] == "furniture"
            and line.key.startswith("الرءيسيه")
            and "|" not in line.key
        ):
            named = [m.span() for m in parts[1:] if line_key(m.group()) not in title and len(m.group().split()) <= 4]
            return named[-1] if named else None
    return None


def label_head(draft: Draft, first: int) -> None:
    """Title, section, byline and captions above the first paragraph."""
    stop = first if first >= 0 else len(draft.lines)
    if draft.cluttered:
        _far_above(draft, stop)
    open_ = [i for i in range(stop) if draft.kinds[i] is None]
    if not any(draft.lines[i].words >= 4 for i in open_):
        open_ += [i for i in draft.shown[:1] if i < stop]  # a video's own headline
    known = any(draft.title_key and draft.lines[i].key == draft.title_key for i in open_)
    if (first < 0 and len(open_) < 2 and not known) or not open_:
        return
    draft.title = _pick_title(draft, open_)
    for i in open_:
        if i == draft.title:
            draft.kinds[i] = "title"
        elif first >= 0 or draft.title is None or i < draft.title:
            draft.kinds[i] = _head_kind(draft, i)


def _far_above(draft: Draft, stop: int) -> None:
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


def _repeated(draft: Draft, i: int) -> bool:
    """Whether a trail above ends with this headline."""
    key = draft.lines[i].key
    return any(draft.kinds[j] == "furniture" and draft.lines[j].key.endswith(key) for j in range(max(0, i - 12), i))


def _pick_title(draft: Draft, open_: list[int]) -> int | None:
    known = [i for i in open_ if draft.title_key and draft.lines[i].key == draft.title_key]
    if known:
        return known[0]
    fit = [i for i in open_ if draft.lines[i].words >= 4 and not draft.is_section(i)]
    fit = [i for i in fit if not _byline_like(draft, i)]
    if len(fit) > 1 and _kicker(draft, *fit[:2]):
        return fit[1]
    if fit:
        return fit[0]
    rest = [i for i in open_ if not draft.is_section(i) and not _byline_like(draft, i)]
    return max(rest, key=lambda i: (draft.lines[i].words, i), default=None)


def _kicker(draft: Draft, i: int, following: int) -> bool:
    """Whether the first of two headlines is only the line above the headline: ``بعد اسابيع من التوتر``."""
    above, below = draft.lines[i], draft.lines[following]
    return above.words <= 6 <= below.words and following == i + 1 and above.key.split(" ", 1)[0] in _KICKERS


def _byline_like(draft: Draft, i: int) -> bool:
    return i > 0 and draft.title is None and pair_of_names(draft, i)


def beside_date(draft: Draft, i: int) -> bool:
    """Whether a page's date line stands right above or below."""
    return any(j in draft.dates and draft.dates[j].day is not None for j in (i - 1, i + 1))


def pair_of_names(draft: Draft, i: int) -> bool:
    """Whether a line only sets names apart: ``بغداد/ مرفا نت``."""
    line = draft.lines[i]
    raw = draft.text[line.inner : line.end]
    return line.words <= 8 and not line.closed and bool(_SEPARATED.match(raw)) and name_pair(raw, draft.names)


def name_pair(raw: str, names: Names) -> bool:
    """Two to four short names set apart: a place and an outlet, a person and a place."""
    parts = [p.strip() for p in re.split(r"[-–—|/()]", raw.rstrip(" :")) if p.strip()]
    known = any(names.outlet_kind(p) or names.is_person(p) or fold(p) in names.places for p in parts)
    return 2 <= len(parts) <= 4 and all(len(p.split()) <= (5 if known else 3) for p in parts)


def _head_kind(draft: Draft, i: int) -> BlockKind:
    line = draft.lines[i]
    raw = draft.text[line.inner : line.end]
    before = draft.title is None or i < draft.title
    if pair_of_names(draft, i):
        return "furniture" if before and "|" in raw else "byline"
    if draft.is_section(i) or (before and line.words <= 4):
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
    if line.words <= 9 and not line.closed and _agency_pair(draft, raw):
        return "byline"
    return "byline" if _signature(draft, i) else "subhead"


def _agency_pair(draft: Draft, raw: str) -> bool:
    """``كسلا: سونا``: a colon parts a place from an outlet or a person; a subhead may hold a colon too."""
    place, colon, name = raw.partition(":")
    short = len(place.split()) <= 3 and 1 <= len(name.split()) <= 4
    return bool(colon) and short and (draft.names.outlet_kind(name) is not None or draft.names.is_person(name))


def _signature(draft: Draft, i: int) -> bool:
    """A short line that is a person, an outlet, or stands beside the date."""
    line = draft.lines[i]
    raw = draft.text[line.inner : line.end]
    if line.words > 5 or line.closed:
        return False
    if line.words >= 3 and line.key.split(" ", 1)[0] in WROTE:
        return True
    beside = any(0 <= j < len(draft.lines) and j in draft.dates and draft.dates[j].day for j in (i - 1, i + 1))
    return (
        (line.words <= 3 and beside)
        or draft.names.is_person(raw)
        or (line.words <= 4 and draft.names.outlet_kind(raw) is not None)
    )
