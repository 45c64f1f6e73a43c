"""Pages and feeds from the network into the store; of a feed, the page behind each item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Protocol

import msgspec

from khabar.errors import FetchError
from khabar.fetch.known import Known
from khabar.model import Fault
from khabar.read.document import Defaults, Document, Source, read_document
from khabar.read.inputs import documents
from khabar.store.adding import Stored, add_sources
from khabar.store.db import Store

_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HEAD = 2048  # bytes in which a feed shows itself


class Page(Protocol):
    """What a fetcher gives: `khabar.fetch.client.Fetched`."""

    @property
    def url(self) -> str:
        """Where it was found."""

    @property
    def at(self) -> str:
        """When."""

    @property
    def body(self) -> bytes | None:
        """The bytes; None where they are those of last time."""

    @property
    def charset(self) -> str | None:
        """The encoding that the server names."""

    @property
    def known(self) -> Known:
        """What to ask with next time."""


class Getter(Protocol):
    """What fetches: `khabar.fetch.client.Fetcher`; spelled out here so that the store needs no network library."""

    def get(self, url: str, known: Known) -> Page:
        """One page.

        Raises:
            FetchError: it cannot or may not be fetched.
        """


def fetch_into(store: Store, getter: Getter, urls: Iterable[str], *, limit: int = 50, folder: str | None = None) -> Iterator[Stored]:
    """Fetch pages and feeds, and store what is in them.

    Args:
        store: where to.
        getter: what fetches.
        urls: pages and feeds.
        limit: items of each feed that are followed, the first ones.
        folder: the user's own word tables.

    Returns:
        What became of each page. Where nothing has changed since last time there is neither an article nor a fault.

    Raises:
        StoreError: the database cannot be written.
    """
    for url in urls:
        try:
            page = getter.get(url, store.known(url))
        except FetchError as error:
            yield _failed(url, error)
            continue
        if page.body is None:
            yield Stored(url, None, [], False)
        elif _FEED.search(page.body[:_HEAD]):
            yield from _items(store, getter, page, limit, folder)
        else:
            yield from _kept(store, _read(page, url=page.url), folder)
        store.remember(url, page.known)


def _failed(url: str, error: FetchError) -> Stored:
    fault = Fault(stage="fetch", code=f"fetch_{error.code}", message=str(error))
    return Stored(url, None, [fault], True)


def _items(store: Store, getter: Getter, feed: Page, limit: int, folder: str | None) -> Iterator[Stored]:
    """The page of each item; the item's own text where its page cannot be had, or holds no article."""
    for item in _read(feed, url=None)[:limit]:
        url = item.id
        if url == feed.url:
            yield from _kept(store, [item], folder)
            continue
        try:
            page = getter.get(url, store.known(url))
        except FetchError as error:
            yield from _kept(store, [item], folder)
            yield _failed(url, error)
            continue
        if page.body is None:
            yield Stored(url, None, [], False)
            continue
        read = _read(page, url=page.url)
        yield from _kept(store, read if any(s.article for s in read) else [item], folder)
        store.remember(url, page.known)


def _read(page: Page, *, url: str | None) -> list[Source]:
    """The articles of a page or feed, with the bytes they were read from and the time they came.

    Args:
        page: as it was fetched.
        url: of what has no address of its own; None for a feed, whose items are not the feed.
    """
    return [_source(page, document) for document in documents(["-"], Defaults(url=url), BytesIO(page.body or b""))]


def _source(page: Page, document: Document) -> Source:
    """A document read: "three hours ago" is told from when it was fetched, and a page's encoding by its header too."""
    fields = {**document.fields, "fetched": page.at}
    where, declared = fields.get("url", page.url), document.declared or page.charset
    source = read_document(msgspec.structs.replace(document, id=where, path=where, fields=fields, declared=declared))
    return msgspec.structs.replace(source, raw=page.body)


def _kept(store: Store, sources: Iterable[Source], folder: str | None) -> Iterator[Stored]:
    return add_sources(store, sources, folder=folder, method="fetch")
