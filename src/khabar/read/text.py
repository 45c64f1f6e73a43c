"""Plain text to an `Article`: the text unchanged, labelled, dated and credited."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from khabar.model import Article, Credit, Fault
from khabar.read.blocks import Layout, build, label
from khabar.read.credits import (
    Names,
    byline_credits,
    head_credits,
    load_names,
    source_credits,
    tail_credits,
)  # fmt: skip
from khabar.read.draft import Words
from khabar.read.furniture import load_furniture
from khabar.read.language import judge
from khabar.read.lines import cut_lines, unwrap
from khabar.read.metadata import ago, check_published, load_months
from khabar.read.urls import canonical_url
from khabar.script.fold import fold

_URL = re.compile(r"https?://[^\s<>\"'«»“”)\]]+")
_BYLINE = 400  # letters of a line in which credits are looked for


def read_text(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    fetched: str | None = None,
    title: str | None = None,
    lexicon_folder: Path | None = None,
) -> tuple[Article, list[Fault]]:
    """The article that ``text`` holds, and what could not be read of it.

    Args:
        text: A pasted page or article; kept as it is.
        published: ISO date or date-time; wins over the page's own date line.
        outlet: Name of who published it.
        url: Where it stood.
        fetched: ISO date-time of the capture; needed to read "three hours ago".
        title: The title when known from elsewhere; a line that repeats it is the title block.
        lexicon_folder: Word tables to use instead of those that ship.

    Returns:
        The article and its faults: ``empty`` and those of `khabar.read.language.judge`.

    Raises:
        OptionError: ``published`` or ``fetched`` is no ISO date.
        DataError: a word table breaks its schema.
    """
    published, fetched = check_published(published), check_published(fetched, option="fetched")
    words = load_words(lexicon_folder)
    layout = label(text, unwrap(cut_lines(text)), words, title)
    day, origin = published_of(layout, published, fetched)
    language, faults = refused(text, layout)
    facts = Facts(
        url=url, outlet=outlet, title=title, published=day, published_from=origin, fetched=fetched, id_published=published, links=tuple(_links(text))
    )
    return make_article(text, layout, words, facts._replace(language=language)), faults


class Facts(NamedTuple):
    """What is known of an article besides its text and labels."""

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    section: str | None = None
    author: str | None = None
    published: str | None = None
    published_from: Literal["option", "metadata", "text", "derived"] | None = None
    fetched: str | None = None
    id_published: str | None = None
    """The date that the article's id rests on where it has no URL: the caller's, or the page's own data."""
    links: tuple[str, ...] = ()
    language: str | None = None
    credits: tuple[Credit, ...] = ()
    """Whom the input itself credits, beside its text; their words stand in the text."""


def load_words(folder: Path | None = None) -> Words:
    """The tables that labels rest on.

    Raises:
        DataError: a word table breaks its schema.
    """
    return Words(load_furniture(folder), load_months(folder), load_names(folder))


def make_article(text: str, layout: Layout, words: Words, facts: Facts) -> Article:
    """The article of a labelled text."""
    credits = _once([*facts.credits, *_credits(text, layout, words.names)])
    person = next((c.name for c in credits if c.kind == "person"), None)
    section = shown(text[slice(*layout.section)]) if layout.section else None
    return Article(
        id=article_id(text, url=facts.url, outlet=facts.outlet, published=facts.id_published),
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text, blocks=build(text, layout), url=facts.url, title=facts.title or _line_text(text, layout),
        section=facts.section or section, outlet=facts.outlet, author=facts.author or person, language=facts.language,
        published=facts.published, published_from=facts.published_from, fetched=facts.fetched, credits=credits, links=list(facts.links),
    )  # fmt: skip


def article_id(text: str, *, url: str | None, outlet: str | None, published: str | None) -> str:
    """Sixteen hexadecimal digits: of the URL, else of outlet, date and text (two outlets with one wire are two)."""
    basis = canonical_url(url) if url else "\x1f".join((outlet or "", published or "", text))
    return hashlib.sha256(basis.encode("utf-8", "surrogatepass")).hexdigest()[:16]


_CONTROLS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_MARKS = re.compile(r"^[^\w(\[«“‘\"'<‹]+")

def _line_text(text: str, layout: Layout) -> str | None:
    if layout.title is None:
        return None
    line = layout.lines[layout.title]
    return shown(_MARKS.sub("", text[line.inner : line.end]))


def shown(text: str) -> str:
    """A title or name without invisible controls and outer blanks."""
    return _CONTROLS.sub("", text).strip()


def _credits(text: str, layout: Layout, names: Names) -> list[Credit]:
    found: list[Credit] = []
    paragraphs = 0
    for line, kind in zip(layout.lines, layout.kinds, strict=True):
        span = (text, line.inner, min(line.end, line.inner + _BYLINE), names)
        if kind == "credit":
            found += source_credits(*span)
        elif kind == "byline":
            found += byline_credits(*span)
        elif kind == "dateline":
            found += tail_credits(*span)
        elif kind == "paragraph":
            found += head_credits(*span) if paragraphs < 3 else []
            paragraphs += 1
    return found


def _once(credits: list[Credit]) -> list[Credit]:
    kept: dict[str, Credit] = {}
    for credit in credits:
        kept.setdefault(fold(credit.name), credit)
    return list(kept.values())


def published_of(
    layout: Layout, option: str | None, fetched: str | None
) -> tuple[str | None, Literal["option", "text", "derived"] | None]:
    """The day of an article and where it was read: the caller's, the page's date line, or counted back from the capture."""
    if option is not None:
        return option, "option"
    for day in _date_lines(layout):
        if not (fetched and day.isoformat() > fetched[:10]):
            return day.isoformat(), "text"
    if fetched and len(fetched) > 10:
        for line, kind in zip(layout.lines, layout.kinds, strict=True):
            gone = ago(line.key) if kind in ("byline", "furniture") else None
            if gone is not None:
                return (datetime.fromisoformat(fetched) - gone).isoformat(timespec="minutes"), "derived"
    return None, None


def _date_lines(layout: Layout) -> list[date]:
    """The days of the date lines, likeliest first: near the title, before the text, not the last change's.

    A date below the text counts only where it is the only one of the page.
    """
    first = next((i for i, kind in enumerate(layout.kinds) if kind == "paragraph"), len(layout.kinds))
    days = {i: dated.day for i, dated in layout.dates.items() if dated.day}
    above = [i for i in days if i <= first + 1]
    if not above:
        return list(days.values()) if len(set(days.values())) == 1 else []
    top = (layout.title or 0) - 3
    order = sorted(above, key=lambda i: (i < top, "تحديث" in layout.lines[i].key, i))
    return [days[i] for i in order if days[i] is not None]


def _links(text: str) -> list[str]:
    return list(dict.fromkeys(m.rstrip(".,،؛") for m in _URL.findall(text)))


def refused(text: str, layout: Layout) -> tuple[str | None, list[Fault]]:
    """The language of a text, and why it cannot be coded where it cannot."""
    if not layout.lines:
        return None, [Fault(stage="read", code="empty", message="the text holds no letters; nothing can be coded")]
    language, fault = judge(text)
    return language, [fault] if fault else []
