"""What was found and what was changed, as lines for people."""

from __future__ import annotations

from khabar.show import FSI, PDI, isolate, tame
from khabar.store.search import Hit

Line = list[tuple[str, bool]]
"""Pieces of one line, each with whether it is strong."""


def hit_lines(hit: Hit) -> list[Line]:
    """A head with what it is, who, where and when; then the words with what was looked for strong."""
    facts = [hit.published[:10] if hit.published else None, hit.outlet, hit.type, hit.status]
    who = "، ".join(hit.people) + (f" ← {'، '.join(hit.to)}" if hit.to else "")
    facts += [isolate(who) if who else None]
    if hit.kind == "article":
        facts.append(isolate(hit.title) if hit.title else None)
    name = hit.article if hit.kind == "article" else f"{hit.article}/{hit.id}"
    head: Line = [(name, True), ("  " + " · ".join(tame(f) if f[:1] != FSI else f for f in facts if f), False)]
    return [head, [("  " + FSI, False), *_marked(hit), (PDI, False)]]


def _marked(hit: Hit) -> Line:
    pieces: Line = []
    at = 0
    for start, end in hit.marks:
        pieces += [(tame(hit.text[at:start]), False), (tame(hit.text[start:end]), True)]
        at = end
    return [*pieces, (tame(hit.text[at:]), False)]
