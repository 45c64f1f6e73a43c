"""Where the running text of a page begins and ends, and what stands in and below it."""

from __future__ import annotations

from itertools import accumulate

from khabar.model import CODED_KINDS, BlockKind
from khabar.read.draft import LINKING, Draft, ends_text, goes_on
from khabar.read.head import beside_date, pair_of_names
from khabar.read.wording import bracketed

_DATED = 100  # words of running text that a date line right above is worth


def find_body(draft: Draft) -> tuple[int, int]:
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
        if not draft.cluttered and draft.kinds[i] is None and ends_text(draft.lines[i]):
            last = i
    return first, last


def _densest(draft: Draft, prose: set[int]) -> tuple[int, int]:
    """The first of the stretches with much running text and few other lines in it; a date line above counts."""
    found: list[tuple[int, int, int]] = []
    start, total, best, end = 0, 0, 0, 0
    for i in range(len(draft.lines)):
        if total <= 0 or (total < _DATED and _new_start(draft, prose, start, i)):
            found.append((best, start, end))
            start, total, best = i, 0, 0
        total += _weight(draft, prose, i)
        if total > best:
            best, end = total, i
    found.append((best, start, end))
    most = max(found)[0]
    return next(
        (a, b) for score, a, b in found if score == most or (score >= 0.4 * most and _count(prose, a, b + 1) > 1)
    )


def _count(prose: set[int], start: int, end: int) -> int:
    return sum(i in prose for i in range(start, end))


def _weight(draft: Draft, prose: set[int], i: int) -> int:
    if i not in prose:
        return -8 if draft.kinds[i] is None else -2
    above = range(max(0, i - 14), i)
    dated = any(j in draft.dates and draft.dates[j].day for j in above) and not any(j in prose for j in above)
    return min(draft.lines[i].words, 80) + (_DATED if dated else 0)


def _new_start(draft: Draft, prose: set[int], start: int, i: int) -> bool:
    """Whether a date line comes after a single long line, which then is of another story."""
    return i in draft.dates and draft.dates[i].day is not None and _count(prose, start, i) == 1


def _headline_like(draft: Draft, i: int) -> bool:
    line = draft.lines[i]
    return line.words < 25 and line.final not in {".", "،"}


def _no_headline_before(draft: Draft, first: int) -> bool:
    return not any(draft.kinds[i] is None and draft.lines[i].words >= 4 for i in range(first))


def after_marks(draft: Draft, first: int) -> None:
    """What follows a mark that ends the article is not the article, unless much running text follows it."""
    for mark in draft.lists:
        if 0 <= first < mark:
            _inline_list(draft, mark)
    prose = [draft.kinds[i] is None and draft.prose(i) and line.final != "…" for i, line in enumerate(draft.lines)]
    sums = [0, *accumulate(line.words * is_prose for line, is_prose in zip(draft.lines, prose, strict=True))]
    strong = set(draft.strong)
    for mark in sorted([*draft.strong, *draft.weak]):
        before, after = sums[mark], sums[-1] - sums[mark + 1]
        if 0 <= first < mark and after <= (1.5 if mark in strong else 0.4) * before:
            _close(draft, mark, "furniture" if mark in strong else "related")
            return


def _close(draft: Draft, mark: int, kind: BlockKind) -> None:
    for i in range(mark + 1, len(draft.lines)):
        if (draft.kinds[i] in CODED_KINDS or draft.kinds[i] is None) and not draft.certain(i):
            draft.kinds[i] = kind


def _inline_list(draft: Draft, mark: int) -> None:
    """A read-also heading in the middle of the text takes the headlines right below it."""
    for i in range(mark + 1, min(mark + 7, len(draft.lines))):
        line = draft.lines[i]
        if draft.kinds[i] in ("byline", "furniture", "related"):
            continue
        if draft.kinds[i] is not None or draft.certain(i) or (draft.prose(i) and line.words >= 20) or line.closed:
            return
        if line.gap and i > mark + 1 and not draft.cluttered:
            return
        draft.kinds[i] = "related"


def label_middle(draft: Draft, first: int, last: int) -> None:
    """Subheads and paragraphs between the first and the last running text."""
    if first < 0:
        return
    for i in range(first, last + 1):
        if draft.kinds[i] is None:
            if i <= first + 3 and beside_date(draft, i) and pair_of_names(draft, i):
                draft.kinds[i] = "byline"
                continue
            text = draft.prose(i) or _runs_on(draft, i)
            draft.kinds[i] = "paragraph" if text else "related" if _other_story(draft, i) else "subhead"


def _other_story(draft: Draft, i: int) -> bool:
    """A headline in the text that belongs to another story: below a photo credit, or one of several in a row."""
    line = draft.lines[i]
    if line.words < 5 or not draft.cluttered:
        return False
    if i and draft.text[draft.lines[i - 1].inner] == "©":
        return True
    rows = range(max(0, i - 2), min(len(draft.lines), i + 3))
    return (
        sum(not draft.prose(j) and draft.lines[j].words >= 5 and draft.kinds[j] in (None, "related") for j in rows) >= 3
    )


def _runs_on(draft: Draft, i: int) -> bool:
    """A short line that is part of the text: a cut sentence, a list item, an answer, ``وتقول: «…»``."""
    line = draft.lines[i]
    if line.final or line.words > 12 or goes_on(line) or line.last in LINKING or draft.listed(i):
        return True
    return ":" in line.key and draft.text[line.end - 1] in '"”»“'


def label_tail(draft: Draft, last: int) -> None:
    """What stands below the last running text."""
    if last < 0:
        return
    for i in range(last + 1, len(draft.lines)):
        if draft.kinds[i] is None:
            line = draft.lines[i]
            raw = draft.text[line.inner : min(line.end, line.inner + 200)]
            text = line.closed and line.words >= 25 and not draft.cluttered
            draft.kinds[i] = "paragraph" if text else "credit" if bracketed(raw, line) else "related"
