"""What the words of a line tell, wherever it stands: furniture, embeds, bylines, date lines, captions."""

from __future__ import annotations

import re

from khabar.model import BlockKind
from khabar.read.draft import Draft
from khabar.read.furniture import Verdict
from khabar.read.lines import LONG, Line
from khabar.read.metadata import read_date_line
from khabar.script.fold import fold

_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_ONLY_URL = re.compile(
    r"^(?:https?://|www\.|t\.me/|pic\.twitter|youtu\.be|fb\.)\S*(?:\s+(?:https?://|www\.|pic\.)\S+)*$", re.IGNORECASE
)
_TWEET = re.compile(r"^[—–-]+ .*\(@\w+\)|^@\w+$|\(@\w{2,20}\)\s*\w* ?\d{1,2}")
_PARTS = re.compile(r"\s*[|»›>•·☰◄►▪]\s*|\s{3,}|\t")
_CLOCK_LINE = re.compile(r"^[\d:.\s/()+\-|]*(?:ت م|ص|م|am|pm|gmt|هـ|ه|مساء|صباحا)?[\d:.\s/()+\-|]*(?:gmt|بتوقيت .*)?$")
_SHOWN = tuple(fold("بالفيديو|بالصور|فيديو|شاهد").split("|"))
_ALSO_HEADLINES = frozenset(
    fold(
        "تقرير حوار متابعة رصد تحقيق خاص مصدر مصادر مراسل مراسلنا وكالات متابعات إعداد نقلا بواسطة تحرير"
        " ترجمة تصوير تغطية نشر"
    ).split()
)
_COUNTER = re.compile(
    r"^(?:\d[\d.,]*\s*(?:k|m|الف|مليون)?\s*)(?:مشاهده|مشاهدات|قراءه|تعليق\w*|مشاركه|مشاركات|اعجاب\w*|متابع\w*|دقيقه|دقائق|زياره|زيارات|مشترك\w*|شخص\w*)\b.{0,20}$"
)


def by_words(draft: Draft, i: int) -> BlockKind | None:
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
    if (
        raw.startswith("©")
        or ("°" in raw and line.words <= 6)
        or (line.words <= 12 and not _ARABIC.search(raw) and _LETTER.search(raw))
    ):
        return "furniture"
    if not (verdict and verdict.kind == "related"):
        dated = read_date_line(line.key, draft.months) if line.words <= 24 and not line.closed else None
        if dated:
            draft.dates[i] = dated
            return "dateline" if not dated.stamp else "byline" if dated.day else "furniture"
    if not _LETTER.search(raw) or _CLOCK_LINE.match(line.key) or _COUNTER.match(line.key) or _tags(raw):
        return "furniture"
    if bracketed(raw, line) and any(
        draft.names.outlet_kind(p) for p in re.split(r"[،,/+]|\s[-–]\s", raw.strip("()[] -–—*"))
    ):
        return "credit"
    if verdict:
        return _checked(draft, i, verdict)
    if line.words <= 24 and (draft.furniture.only_buttons(line.key) or _menu_line(raw, line)):
        return "furniture"
    return None


def bracketed(raw: str, line: Line) -> bool:
    """``(رويترز، أ ف ب)``: a short line wholly in brackets."""
    raw = raw.lstrip("-–—* ")
    return line.words <= 8 and raw[:1] in ("(", "[") and raw.rstrip(" .")[-1] in ")]" and raw.count("(") <= 1


def _checked(draft: Draft, i: int, verdict: Verdict) -> BlockKind | None:
    """The table's word on a line, unless its length or ending speaks against it."""
    line, kind = draft.lines[i], verdict.kind
    if kind in ("byline", "credit") and (line.words > _room(verdict.phrase) or (line.closed and line.words > 10)):
        return None
    if kind == "caption" and line.closed and line.words > 18:
        return None
    if verdict.opens and kind == "furniture":
        draft.strong.append(i)
    elif verdict.opens or (kind == "credit" and i > 3):
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


def find_menus(draft: Draft) -> None:
    """Runs of very short lines are menus; the two lines above a post are its page's name and its age."""
    lines = draft.lines
    if len(lines) > 1 and lines[0].words <= 5 and lines[1].words <= 6 and _post_mark(draft, lines[1]):
        draft.kinds[0], draft.kinds[1] = "furniture", draft.kinds[1] or "furniture"
    i = 0
    while i < len(lines):
        j = i
        while j < len(lines) and _short(draft, j) and (j == i or lines[j].gap == 0):
            j += 1
        for k in _menu(draft, i, j):
            draft.kinds[k] = "furniture"
        i = max(j, i + 1)


def _menu(draft: Draft, start: int, stop: int) -> range:
    """The lines of a run of short lines that are a menu: none, all, or all but the article's own section at its end."""
    run = range(start, stop)
    sections = [k for k in run if draft.is_section(k)]
    known = len(sections) + sum(draft.kinds[k] == "furniture" for k in run)
    if known > 1 and sections and sections[-1] == stop - 1:
        same = any(draft.lines[k].key == draft.lines[stop - 1].key for k in run[:-1])
        if len(sections) == 1 or same:
            run, known = run[:-1], known - 1
    return run if len(run) >= 3 and (known >= 2 or (len(run) >= 5 and known)) else range(0)


def _post_mark(draft: Draft, line: Line) -> bool:
    """Whether the second line says that the page is a post: ``3 س ·`` or ``@name`` below a page's name."""
    second = draft.text[line.inner : line.end]
    return "·" in second or bool(re.match(r"@\w+$", second))


def _short(draft: Draft, i: int) -> bool:
    line = draft.lines[i]
    named = draft.names.is_person(draft.text[line.inner : line.end]) if line.words <= 3 else False
    return line.words <= 3 and not line.final and not named and draft.kinds[i] in (None, "furniture")
