"""When a page says that it was published: its data, visible date line, address or age; never its running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Literal, NamedTuple

from khabar.read.metadata import Months, read_clock
from khabar.script.fold import fold

Origin = Literal["option", "metadata", "text", "derived"]
_ISO = re.compile(
    r"\s*(\d{4})-(\d\d?)-(\d\d?)(?:[T ]+(\d\d?:\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE
)
_COMPACT = re.compile(r"\s*(20\d\d|199\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?\s*$")
_PATH = re.compile(
    r"/((?:19|20)\d\d)[/-](?:[a-z_-]+/)?(\d\d?)[/-](\d\d?)(?=[/\-_.?]|$)|/((?:19|20)\d\d)(\d\d)(\d\d)(?=[/\-_.\d])",
    re.IGNORECASE,
)
_FIELDS = ("name", "property", "itemprop", "http-equiv", "content")
_FIRST = date(1990, 1, 1)
_NEAR = timedelta(days=1)


class Stamp(NamedTuple):
    """A day, with the time of day where it is known."""

    day: date
    clock: str = ""
    """``10:30`` or ``10:30+03:00``."""

    @property
    def local(self) -> bool:
        """Whether it names a zone other than UTC: a time that somebody meant."""
        return "+" in self.clock[1:] and not self.clock.endswith("+00:00") or "-" in self.clock

    def __str__(self) -> str:
        return self.day.isoformat() + (f"T{self.clock}" if self.clock else "")


def read_stamp(written: str, months: Months) -> Stamp | None:
    """The day and time that a field of a page or feed gives, in ISO, mail or Arabic form; None where it is none."""
    iso = _ISO.match(written)
    if iso:
        return _iso(iso)
    compact = _COMPACT.match(written)
    if compact:
        return _stamp(int(compact[1]), int(compact[2]), int(compact[3]))
    key = fold(written)
    found = months.find(key)
    day = next((f.day for f in found if not f.hijri), found[0].day if found else None)
    if day is not None:
        return Stamp(day, read_clock(key) or "") if day >= _FIRST else None
    try:
        mail = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError):
        return None
    return _stamp(mail.year, mail.month, mail.day, mail.strftime("%H:%M") + _zone(mail))


def _iso(match: re.Match[str]) -> Stamp | None:
    clock, zone = match[4] or "", (match[5] or "").upper()
    clock = clock if len(clock) != 4 else f"0{clock}"
    zone = "+00:00" if zone == "Z" else zone if ":" in zone or not zone else f"{zone[:3]}:{zone[3:]}"
    return _stamp(int(match[1]), int(match[2]), int(match[3]), f"{clock}{zone}" if clock and clock <= "23:59" else "")


def _zone(moment: datetime) -> str:
    offset = moment.strftime("%z")
    return f"{offset[:3]}:{offset[3:5]}" if offset else ""


def _stamp(year: int, month: int, day: int, clock: str = "") -> Stamp | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Stamp(found, clock) if found >= _FIRST else None


def date_of_url(url: str | None) -> Stamp | None:
    """The day in a page's address: ``/2026/03/11/``, ``/2026/world/3/11/``, ``/20260311…``."""
    for match in _PATH.finditer(url or ""):
        year, month, day = (int(g) for g in match.groups() if g)
        found = _stamp(year, month, day)
        if found:
            return found
    return None


def date_of_head(tree: Any, url: str | None) -> Stamp | None:
    """The day that htmldate finds in the ``meta`` elements of a page, which are all that it is shown."""
    from htmldate import find_date
    from lxml import etree
    from lxml.html import Element

    page = Element("html")
    head = etree.SubElement(page, "head")
    etree.SubElement(page, "body")
    for el in tree.iter("meta"):
        told = {name: str(el.get(name)) for name in _FIELDS if (el.get(name) or "").isprintable() and el.get(name)}
        if not any(
            word in value.lower() for value in told.values() for word in ("copyright", "modified", "update", "expire")
        ):
            etree.SubElement(head, "meta", told)
    written = find_date(
        page, extensive_search=False, original_date=True, url=url if url and url.startswith("http") else None
    )
    try:
        return Stamp(date.fromisoformat(written)) if written else None
    except ValueError:
        return None


class Shown(NamedTuple):
    """A visible date line."""

    stamp: Stamp
    updated: bool
    """Whether it tells the last change only."""


def choose(
    written: Sequence[Stamp],
    shown: Sequence[Shown],
    address: Stamp | None,
    *,
    fetched: str | None,
    modified: Stamp | None = None,
) -> tuple[Stamp, Origin] | None:
    """When the page was published, and where that stands.

    The page's data come first; a visible line one day off wins over data in UTC, because it tells the day of the readers.
    A line that tells the last change stands behind the page's address. Nothing later than the capture counts.

    Args:
        written: From the page's data, surest first.
        shown: Visible date lines, likeliest first.
        address: From `date_of_url`.
        fetched: ISO time of the capture.
        modified: The last change as the data give it.
    """
    fits = [s for s in written if _past(s, fetched)]
    first = next((s for s in shown if not s.updated and _past(s.stamp, fetched)), None)
    if fits:
        best = next((s for s in fits if s.local and abs(s.day - fits[0].day) <= _NEAR), fits[0])
        if first and not best.local and first.stamp.day != best.day and abs(first.stamp.day - best.day) <= _NEAR:
            return first.stamp, "text"
        return _fuller(best, first), "metadata"
    if first:
        return first.stamp, "text"
    if address and _past(address, fetched):
        return address, "metadata"
    late = next((s.stamp for s in shown if _past(s.stamp, fetched)), None)
    if late:
        return late, "text"
    return (modified, "metadata") if modified and _past(modified, fetched) else None


def _fuller(stamp: Stamp, shown: Shown | None) -> Stamp:
    """The day of the data with the time of a visible line of that day, where the data give none or the same as UTC."""
    if not shown or shown.stamp.day != stamp.day or not shown.stamp.clock:
        return stamp
    return shown.stamp if not stamp.clock or stamp.clock == f"{shown.stamp.clock[:5]}+00:00" else stamp


def _past(stamp: Stamp, fetched: str | None) -> bool:
    """Whether the day had begun somewhere on earth when the page was captured."""
    if not fetched:
        return True
    moment = datetime.fromisoformat(fetched)
    ahead = timedelta(hours=14) if len(fetched) > 10 and not moment.utcoffset() else timedelta()
    return stamp.day <= (moment + ahead).date()
