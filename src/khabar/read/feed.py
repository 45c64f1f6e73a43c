"""RSS and Atom feeds: one document for each item, with the feed's own dates, Arabic ones too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from khabar.read.dates import read_stamp
from khabar.read.document import Defaults, Document, failed, given
from khabar.read.lines import untagged
from khabar.read.metadata import Months, load_months
from khabar.script.encoding import decode, entities, repair

_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DATES = ("published", "pubdate", "created", "dc_date", "updated")


def is_feed(head: bytes) -> bool:
    """Whether a file begins as a feed does."""
    return bool(_FEED.search(head[:4096].replace(b"\0", b"")))


def read_feed(data: bytes, name: str, path: str, defaults: Defaults, done: float | None) -> Iterator[Document]:
    """One document for each item of a feed.

    The encoding is found from the bytes: feeds are often declared wrongly, and feedparser believes them.

    Args:
        data: The whole feed.
        name: What stands before the number in the id of an item without an address.
        path: The file's path, for messages.
        defaults: What holds where an item does not say otherwise.
        done: Share of the input that has been passed.
    """
    found = decode(data) if is_feed(data) else None
    if found is None:
        yield failed(path, "unsupported", "no RSS or Atom feed; of XML files only feeds are read", done=done)
        return
    import feedparser  # slow to load

    months = load_months(defaults.lexicon_folder)
    parsed = feedparser.parse(
        _DECLARATION.sub("", found.text).encode("utf-8", "replace"),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    outlet = _plain(parsed.feed.get("title"))
    if not parsed.entries:
        yield failed(path, "no_items", "the feed holds no items", done=done)
    for note in found.notes if parsed.entries else ():
        yield failed(path, "encoding", note, id=name, done=done)
    for number, entry in enumerate(parsed.entries, 1):
        yield _document(entry, number, name, path, defaults, outlet, months, done)


def _document(
    entry: Any,
    number: int,
    name: str,
    path: str,
    defaults: Defaults,
    outlet: str | None,
    months: Months,
    done: float | None,
) -> Document:
    link = entry.get("link") or ""
    link = link if link.startswith(("http://", "https://")) else None
    title = _plain(entry.get("title"))
    heading = f"<h1>{title}</h1>" if title else ""
    return Document(
        id=entry.get("id") or link or f"{name}:{number}", path=f"{path}:{number}", kind="entry", data=heading + _content(entry),
        fields=given(defaults, published=_date(entry, months), outlet=outlet, url=link, title=title),
        lexicon_folder=defaults.lexicon_folder, done=done,
    )  # fmt: skip


def _content(entry: Any) -> str:
    """The longest of the texts that an item carries, as HTML."""
    texts = [str(c.get("value") or "") for c in entry.get("content") or []] + [str(entry.get("summary") or "")]
    best = max(texts, key=len)
    best = entities(best)[0] if "&lt;" in best else best
    return best if untagged(best) != best else "".join(f"<p>{line}</p>" for line in best.splitlines() if line.strip())


def _plain(text: str | None) -> str | None:
    """A title without tags, entities and mojibake."""
    if not text:
        return None
    return " ".join(untagged(repair(entities(text)[0])[0]).split()) or None


def _date(entry: Any, months: Months) -> str | None:
    """The item's date as ISO, its zone kept where it names one."""
    for name in _DATES:
        stamp = read_stamp(str(entry[name]), months) if entry.get(name) else None
        if stamp:
            return str(stamp)
    return None
