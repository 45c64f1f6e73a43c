"""What became of an article's text from one version to the next."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Literal, NamedTuple

from khabar.store.db import Capture, Store


class Edit(NamedTuple):
    """A paragraph that was put in or taken out; a changed one is both."""

    what: Literal["out", "in"]
    text: str


class Step(NamedTuple):
    """One capture, and where it brought another text, what changed against the one before it."""

    capture: Capture
    edits: list[Edit]


def history(store: Store, article: str) -> Iterator[Step]:
    """Every capture of an article, oldest first.

    Raises:
        OptionError: there is no such article.
    """
    store.record(article)
    before: Capture | None = None
    for capture in store.captures(article):
        same = before is None or before.version == capture.version
        edits = [] if before is None or same else edited(_text(store, article, before.version), _text(store, article, capture.version))
        yield Step(capture, edits)
        before = capture


def _text(store: Store, article: str, version: int) -> str:
    return store.record(article, version).article.text


def edited(old: str, new: str) -> list[Edit]:
    """The paragraphs that differ, in the order of the text; blank lines do not count."""
    before, after = ([line for line in text.splitlines() if line.strip()] for text in (old, new))
    found: list[Edit] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            found += [Edit("out", line) for line in before[a:b]] + [Edit("in", line) for line in after[c:d]]
    return found
