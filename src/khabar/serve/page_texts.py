"""Words of the layout, desk, search, actors, relations and stories, in English and Arabic."""

from __future__ import annotations

PAGES: dict[str, tuple[str, str]] = {}
