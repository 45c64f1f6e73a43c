"""Search: what is asked in the address, what was found, and the same as rows for other programs."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from khabar.coding.plover import TYPES
from khabar.model import StatementType, Status, Struct
from khabar.store import Store
from khabar.store.search import KINDS, Hit, Kind, Sort

PAGE, FEW = 20, 7
"""Hits on a page of one kind; of each kind where all are shown."""
EXPORTED = 5000
"""Hits of each kind that are written out at most."""
COLUMNS = ("kind", "article", "id", "uid", "published", "outlet", "title", "people", "to", "type", "status", "text")
Pieces = list[tuple[str, bool]]
"""Text in stretches, each with whether it was looked for."""


class Asked(Struct, frozen=True, kw_only=True):
    """A search as the address tells it; what makes no sense is passed over and named in ``wrong``."""

    q: str = ""
    kind: Kind | None = None
    speaker: str = ""
    actor: str = ""
    type: str = ""
    status: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    exact: bool = False
    sort: Sort = "best"
    page: int = 1
    wrong: tuple[str, ...] = ()

    @property
    def kinds(self) -> Sequence[Kind]:
        """Where to look."""
        return (self.kind,) if self.kind else KINDS

    @property
    def filtered(self) -> bool:
        """Whether anything besides words is asked."""
        return any((self.speaker, self.actor, self.type, self.status, self.outlet, self.since, self.until, self.exact))


class Found(Struct, frozen=True, kw_only=True):
    """Hits of one kind."""

    kind: Kind
    hits: list[Hit]
    more: bool


def asked_of(query: Mapping[str, str]) -> Asked:
    """The search that an address tells.

    Args:
        query: the parameters; ``from`` and ``to`` are days, the others as in `Asked`.
    """
    wrong = [query[name] for name in ("from", "to") if query.get(name) and not is_day(query[name])]
    days = {name: query.get(name, "") if is_day(query.get(name, "")) else "" for name in ("from", "to")}
    kind = next((k for k in KINDS if k == query.get("kind")), None)
    sort: Sort = next((s for s in get_args(Sort) if s == query.get("sort")), "best")
    type, status = query.get("type", ""), query.get("status", "")
    return Asked(
        q=_line(query.get("q", "")), kind=kind, speaker=_line(query.get("speaker", "")), actor=_line(query.get("actor", "")),
        type=type if type in TYPES or type in get_args(StatementType) else "", status=status if status in get_args(Status) else "", outlet=_line(query.get("outlet", "")),
        since=days["from"], until=days["to"], exact=query.get("exact") == "1", sort=sort, page=page_of(query),
        wrong=tuple(wrong),
    )  # fmt: skip


def _line(text: str) -> str:
    return " ".join(text.split())[:300]


def is_day(text: str) -> bool:
    """Whether a text is a day, as 2024-05-06."""
    try:
        return len(text) == 10 and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


def page_of(query: Mapping[str, str]) -> int:
    """The page that an address asks for, from 1 to 500."""
    text = query.get("page", "1")
    return min(500, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def find(store: Store, asked: Asked, *, limit: int = PAGE) -> list[Found]:
    """What the search finds, kind by kind; kinds without a hit are left out.

    Args:
        store: the store.
        asked: the search.
        limit: hits of each kind.
    """
    sort: Sort = "newest" if asked.sort == "best" and not asked.q else asked.sort
    hits = store.search(
        asked.q, kinds=asked.kinds, exact=asked.exact, sort=sort, limit=limit + 1, offset=(asked.page - 1) * limit, speaker=asked.speaker or None, actor=asked.actor or None,
        type=asked.type or None, status=asked.status or None, outlet=asked.outlet or None, since=asked.since or None, until=asked.until or None,
    )  # fmt: skip
    found = []
    for kind in asked.kinds:
        own = [h for h in hits if h.kind == kind]
        if own:
            found.append(Found(kind=kind, hits=own[:limit], more=len(own) > limit))
    return found


def pieces(hit: Hit) -> Pieces:
    """The text of a hit in stretches, marked and not."""
    found: Pieces = []
    at = 0
    for start, end in hit.marks:
        found += [(hit.text[at:start], False), (hit.text[start:end], True)]
        at = end
    return [p for p in [*found, (hit.text[at:], False)] if p[0]]


# -- for other programs
def as_csv(hits: Iterable[Hit]) -> str:
    """Hits as CSV with a byte-order mark, so that a spreadsheet reads the Arabic; cells that it would take for formulas are made text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in _row(hit)] for hit in hits)
    return "\ufeff" + out.getvalue()


def as_lines(hits: Iterable[Hit]) -> bytes:
    """Hits as JSON, one a line."""
    import msgspec

    return b"".join(msgspec.json.encode(hit) + b"\n" for hit in hits)


def _row(hit: Hit) -> list[str]:
    values = [getattr(hit, name) for name in COLUMNS]
    return ["، ".join(v) if isinstance(v, list) else v or "" for v in values]


def _cell(text: str) -> str:
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
