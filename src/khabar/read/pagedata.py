"""What a page says of itself outside of its text: JSON-LD, OpenGraph, meta elements, links in the head."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from khabar.read.lines import untagged
from khabar.script.encoding import entities, repair
from khabar.script.fold import fold

_ARTICLE = re.compile(r"(?:Article|Posting)$|^Reportage|LiveBlog")
_ENDS, _TAG = re.compile(r"<(?:br|/p|/div)[^>]*>", re.IGNORECASE), re.compile(r"<[^>]+>")
_LISTING = re.compile(r"^(?:CollectionPage|ItemList|SearchResultsPage|ProfilePage)$")
_VIDEO = re.compile(r"^(?:VideoObject|Movie|Clip|BroadcastEvent)$")
_SPACES = re.compile(r"\s+")
_ARABIC = re.compile("[\u0621-\u064a]")
_DATE_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate", "publish-date", "publication_date",
    "date_published", "dc.date.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "sailthru.date",
    "parsely-pub-date", "cxenseparse:recs:publishtime", "article.published", "originalpublicationdate", "datecreated", "date",
)  # fmt: skip
_PLAIN_NAME = re.compile(r"^(?!https?:|www\.|@)[^<>{}]{2,80}$")


class PageData(NamedTuple):
    """What the head of a page says; None or empty where it says nothing."""

    titles: tuple[str, ...] = ()
    """The title in the words of each place that gives one, surest first."""
    document_title: str | None = None
    """The window's title: often with the outlet's name."""
    published: tuple[str, ...] = ()
    """Dates as written, surest first."""
    modified: str | None = None
    author: str | None = None
    outlet: str | None = None
    section: str | None = None
    url: str | None = None
    body: str | None = None
    """The whole text, where JSON-LD holds it."""
    article: bool = False
    """Whether it calls itself an article."""
    listing: bool = False
    video: bool = False
    live: bool = False
    free: bool = True
    """False where it says that it is for subscribers."""


def read_data(tree: Any, url: str | None = None) -> PageData:
    """Everything that the head and the embedded data of a page say.

    Args:
        tree: From `khabar.read.dom.parse`.
        url: Where the page stood, to resolve links with.
    """
    metas = _metas(tree)
    nodes = list(_nodes(tree))
    main = next((n for n in nodes if _is(n, _ARTICLE)), None) or {}
    types = " ".join(metas.get("og:type", [])).lower()
    document_title = _clean(tree.findtext(".//head/title") or tree.findtext(".//title"))
    return PageData(
        titles=tuple(dict.fromkeys(filter(None, _titles(main, metas, document_title)))),
        document_title=document_title,
        published=tuple(dict.fromkeys(_dates(main, metas, tree))),
        modified=next(iter((*_texts(main.get("dateModified")), *metas.get("article:modified_time", []), *metas.get("og:updated_time", []))), None),
        author=_author(main, metas), outlet=_outlet(main, nodes, metas), section=_section(main, nodes, metas),
        url=_url(tree, main, metas, url),
        body=_body(main), article=bool(main) or "article" in types,
        listing=not main and any(_is(n, _LISTING) for n in nodes),
        video="video" in types or (not main and any(_is(n, _VIDEO) for n in nodes)),
        live="LiveBlog" in str(main.get("@type", "")), free=_free(main, metas),
    )  # fmt: skip


def _metas(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for el in tree.iter("meta"):
        content = (el.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (el.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, []).append(content)
    return found


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, however it is nested; broken JSON is left out."""
    for el in tree.iter("script"):
        if "ld+json" in (el.get("type") or "") and el.text:
            text = re.sub(r"^\s*(?:/\*.*?\*/|<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", el.text, flags=re.DOTALL)
            try:
                yield from _flat(json.loads(text, strict=False))
            except (ValueError, RecursionError):
                continue


def _flat(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flat(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _flat(value.get(name), depth + 1)


def _is(node: dict[str, Any], pattern: re.Pattern[str]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and pattern.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _texts(value: Any) -> Iterator[str]:
    """The texts of a JSON-LD value: itself, its ``name``, or those of its items."""
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from _texts(value.get("name") or value.get("@id") or value.get("url"))


def _clean(text: str | None) -> str | None:
    """Entities and mojibake undone, blanks unified; None for nothing."""
    if not text:
        return None
    return _SPACES.sub(" ", repair(entities(text)[0])[0]).strip() or None


def _titles(main: dict[str, Any], metas: dict[str, list[str]], document_title: str | None) -> Iterator[str | None]:
    for text in (
        *_texts(main.get("headline")),
        *metas.get("og:title", []),
        *metas.get("twitter:title", []),
        *metas.get("headline", []),
    ):
        yield _clean(text)
    yield document_title


def _dates(main: dict[str, Any], metas: dict[str, list[str]], tree: Any) -> Iterator[str]:
    yield from _texts(main.get("datePublished"))
    for name in _DATE_NAMES:
        yield from metas.get(name, [])
    for el in tree.iter("time", "span", "div", "abbr"):
        if (el.tag == "time" and el.get("pubdate") is not None) or el.get("itemprop") in (
            "datePublished",
            "dateCreated",
        ):
            yield from filter(None, [el.get("datetime") or el.get("content")])
    yield from _texts(main.get("dateCreated"))


def _author(main: dict[str, Any], metas: dict[str, list[str]]) -> str | None:
    names = [*_texts(main.get("author")), *metas.get("author", []), *metas.get("article:author", [])]
    found = [name for name in map(_clean, names) if name and _PLAIN_NAME.match(name) and _ARABIC.search(name)]
    return found[0] if found else None


def _outlet(main: dict[str, Any], nodes: list[dict[str, Any]], metas: dict[str, list[str]]) -> str | None:
    names = [*metas.get("og:site_name", []), *_texts(main.get("publisher"))]
    names += [
        name for node in nodes if _is(node, re.compile("Organization$|WebSite$")) for name in _texts(node.get("name"))
    ]
    names += [*metas.get("application-name", []), *metas.get("twitter:site", []), *metas.get("copyright", [])]
    found = [
        name for name in map(_clean, names) if name and _PLAIN_NAME.match(name) and not re.search(r"\.\w{2,4}/?$", name)
    ]
    return next((name for name in found if _ARABIC.search(name)), found[0] if found else None)


def _section(main: dict[str, Any], nodes: list[dict[str, Any]], metas: dict[str, list[str]]) -> str | None:
    names = [*_texts(main.get("articleSection")), *metas.get("article:section", []), *metas.get("section", [])]
    for node in nodes:
        if _is(node, re.compile("^BreadcrumbList$")):
            trail = [text for item in node.get("itemListElement") or [] for text in _item_name(item)]
            names += trail[-2:-1] if len(trail) > 2 else []
    found = [name for name in map(_clean, names) if name and len(name.split()) <= 5]
    return next((name for name in found if _ARABIC.search(name)), found[0] if found else None)


def _item_name(item: Any) -> list[str]:
    if not isinstance(item, dict):
        return []
    return list(_texts(item.get("name") or item.get("item")))[:1]


def _url(tree: Any, main: dict[str, Any], metas: dict[str, list[str]], url: str | None) -> str | None:
    links = [el.get("href") for el in tree.iter("link") if (el.get("rel") or "").lower() == "canonical"]
    for link in (*links, *metas.get("og:url", []), *_texts(main.get("mainEntityOfPage")), *_texts(main.get("url"))):
        whole = _absolute(url or "", (link or "").strip())
        if whole:
            return whole
    return url


def _absolute(base: str, link: str) -> str | None:
    try:
        whole = str(urljoin(base, link))
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and parts.netloc else None


def _body(main: dict[str, Any]) -> str | None:
    body = main.get("articleBody")
    if not isinstance(body, str) or len(body) < 80:
        return None
    text = entities(untagged(untagged(body, _ENDS, "\n"), _TAG))[0]
    return repair(text)[0]


def _free(main: dict[str, Any], metas: dict[str, list[str]]) -> bool:
    parts = main.get("hasPart")
    said = [
        main.get("isAccessibleForFree"),
        *(p.get("isAccessibleForFree") for p in (parts if isinstance(parts, list) else [parts]) if isinstance(p, dict)),
    ]
    tier = " ".join(metas.get("article:content_tier", [])).lower()
    return not (
        any(str(value).lower().rsplit("/", 1)[-1] == "false" for value in said) or tier in ("locked", "metered")
    )


def outlet_of_title(document_title: str | None, title: str | None) -> str | None:
    """What the window's title adds to the article's: ``عنوان الخبر | صحيفة المرسى`` → صحيفة المرسى."""
    if not document_title or not title:
        return None
    whole, part = _SPACES.sub(" ", document_title), _SPACES.sub(" ", title)
    at = fold(whole).find(fold(part))
    if at < 0 or len(fold(whole)) != len(whole):
        at = whole.find(part)
    if at < 0:
        return None
    pieces = [
        p.strip(" -–—|:«»•·>/\u200f\u200e")
        for p in re.split(r"\s[-–—|:»•·>/]+\s|[|»]", whole[:at] + " | " + whole[at + len(part) :])
    ]
    rest = [p for p in pieces if p]
    return rest[-1] if rest and len(rest[-1].split()) <= 6 else None
