"""Whether the words of a statement are the speaker's own."""

from __future__ import annotations

from typing import Literal

from khabar.model import StatementType

_OPENING = ("«", "“", '"', "'", "„")


def verbatim(type: StatementType, text: str, start: int) -> Literal["marked", "unmarked", "no"]:
    """Words in quotation marks are the speaker's own; after a bare colon they are, unmarked; else they are told.

    Args:
        type: of the statement.
        text: the article's.
        start: where the content begins.
    """
    if type == "indirect":
        return "no"
    return "marked" if type == "direct" and text[start - 1 : start] in _OPENING else "unmarked"
