"""The parts of a page of figures: each program writes its own and leaves the others'."""

from __future__ import annotations

_HEAD = "\n## "


def put(page: str, part: str) -> str:
    """The page with ``part`` in the place of the one with its heading, or at its end."""
    heading = part.split("\n", 1)[0]
    parts = _parts(page)
    at = next((n for n, found in enumerate(parts) if found.split("\n", 1)[0] == heading), len(parts))
    parts[at : at + 1] = [part]
    return "\n\n".join(p.strip() for p in parts) + "\n"


def replaced(page: str, written: str) -> str:
    """What was ``written`` anew, and behind it the parts of the page whose headings are not in it."""
    parts = _parts(written)
    headings = {p.split("\n", 1)[0] for p in parts}
    return "\n\n".join(p.strip() for p in (*parts, *(p for p in _parts(page)[1:] if p.split("\n", 1)[0] not in headings))) + "\n"


def _parts(page: str) -> list[str]:
    first, *rest = page.split(_HEAD)
    return [first, *(_HEAD.lstrip() + p for p in rest)]
