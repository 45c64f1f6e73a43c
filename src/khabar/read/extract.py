"""What is taken out of a document of another format (message, Word file, PDF): its text, and what the format says of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from khabar.errors import KhabarError
from khabar.model import Article, BlockKind, Credit, Fault
from khabar.read.blocks import Layout, label
from khabar.read.dates import Origin
from khabar.read.faults import fault
from khabar.read.lines import cut_lines
from khabar.read.metadata import check_published
from khabar.read.text import Facts, load_words, make_article, published_of, refused


class UnreadableError(KhabarError):
    """A document that cannot be taken apart; ``code`` is that of the fault."""

    def __init__(self, code: str, problem: str) -> None:
        super().__init__(problem)
        self.code = code


class Extract(NamedTuple):
    """A document's text with what its format says: the text is the article's, and spans count in it."""

    text: str
    hints: Mapping[int, BlockKind] = {}
    """Offset of a line → what it is."""
    sent: str | None = None
    """When it was published, where the format tells that for sure (a message)."""
    dated: str | None = None
    """A day that the file's properties name: when it was made, a hint that the text's own date line overrules."""
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    links: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    extra: Mapping[str, Any] = {}
    """What the format says besides, for `khabar.model.Record.extra`."""
    faults: tuple[Fault, ...] = ()


def article_of(found: Extract, fields: Mapping[str, str | None], lexicon_folder: Path | None = None) -> tuple[Article, list[Fault]]:
    """The article of an extract, and what could not be read of it.

    Args:
        found: what was taken out of the document.
        fields: what the caller says of it: ``published``, ``outlet``, ``url``, ``title``, ``fetched``; it wins.
        lexicon_folder: word tables to use instead of those that ship.

    Raises:
        OptionError: a date of the caller's is no ISO date.
    """
    given = check_published(fields.get("published"))
    fetched = check_published(fields.get("fetched"), option="fetched")
    words = load_words(lexicon_folder)
    title = fields.get("title") or found.title
    layout = label(found.text, cut_lines(found.text), words, title, found.hints)
    faults = [*found.faults]
    day, origin = _published(found, layout, given, fetched)
    if origin == "metadata" and not found.sent:
        faults.append(fault("date_of_file", f"the date {day} is when the file was made, by its own properties; give --published where it appeared on another day"))
    language, refusals = refused(found.text, layout)
    facts = Facts(
        url=fields.get("url") or found.url, outlet=fields.get("outlet") or found.outlet, title=title, author=found.author, published=day,
        published_from=origin, fetched=fetched, id_published=given or found.sent, links=found.links, language=language, credits=found.credits,
    )  # fmt: skip
    return make_article(found.text, layout, words, facts), [*faults, *refusals]


def _published(found: Extract, layout: Layout, given: str | None, fetched: str | None) -> tuple[str | None, Origin | None]:
    """The caller's date, else when a message was sent, else the text's own date line, else when the file was made."""
    if found.sent and not given:
        return found.sent, "metadata"
    day, origin = published_of(layout, given, fetched)
    return (found.dated, "metadata") if day is None and found.dated else (day, origin)
