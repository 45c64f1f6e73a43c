"""Words of the article, the statement, pasting and correcting, in English and Arabic."""

from __future__ import annotations

ARTICLE: dict[str, tuple[str, str]] = {}
