"""The geometry of the pages' pictures: numbers in, places of bars, arcs and circles out; templates draw them as SVG."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from khabar.model import Struct

Unit = Literal["day", "week", "month", "year"]
Counts = tuple[int, int, int, int]
"""Events by quad: words and deeds of cooperation, words and deeds of conflict."""
NOTHING: Counts = (0, 0, 0, 0)
_SPANS: tuple[tuple[int, Unit], ...] = ((35, "day"), (220, "week"), (1900, "month"))
"""Up to how many days a picture is cut into which unit; longer ones into years."""


# -- time
class Bucket(Struct, frozen=True, kw_only=True):
    """A stretch of time with its events."""

    day: str
    """Its first day."""
    unit: Unit
    counts: Counts
    said: int = 0
    """Statements."""

    @property
    def label(self) -> str:
        """The date as far as the unit tells it."""
        return self.day[: {"day": 10, "week": 10, "month": 7, "year": 4}[self.unit]]

    @property
    def total(self) -> int:
        """Events of all quads."""
        return sum(self.counts)


def buckets(events: Iterable[tuple[str, int, int]], statements: Iterable[tuple[str, int]] = ()) -> list[Bucket]:
    """Counts by day as equal stretches of time without gaps, in order.

    Args:
        events: (day, quad, number).
        statements: (day, number).
    """
    quads: dict[dt.date, list[int]] = {}
    said: dict[dt.date, int] = {}
    for day, quad, number in events:
        at = whole_day(day)
        if at is not None:
            quads.setdefault(at, [0, 0, 0, 0])[quad - 1] += number
    for day, number in statements:
        at = whole_day(day)
        if at is not None:
            said[at] = said.get(at, 0) + number
    days = sorted({*quads, *said})
    if not days:
        return []
    unit: Unit = next((unit for most, unit in _SPANS if (days[-1] - days[0]).days <= most), "year")
    found: dict[dt.date, Bucket] = {start: Bucket(day=start.isoformat(), unit=unit, counts=NOTHING) for start in _starts(days[0], days[-1], unit)}
    for date in days:
        start = _start(date, unit)
        old, more = found[start], quads.get(date, [0, 0, 0, 0])
        found[start] = Bucket(day=old.day, unit=unit, counts=tuple(map(sum, zip(old.counts, more, strict=True))), said=old.said + said.get(date, 0))  # type: ignore[arg-type]
    return list(found.values())


def whole_day(value: str | None) -> dt.date | None:
    """The day of an ISO date or date-time; None where it is less than a day, or none."""
    try:
        return dt.date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def _start(day: dt.date, unit: Unit) -> dt.date:
    if unit == "week":
        return day - dt.timedelta(days=(day.weekday() + 2) % 7)  # weeks begin on Saturday, as in most Arab states
    return day if unit == "day" else day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _starts(first: dt.date, last: dt.date, unit: Unit) -> list[dt.date]:
    found = [_start(first, unit)]
    while (following := _start(found[-1] + dt.timedelta(days={"day": 1, "week": 7, "month": 32, "year": 367}[unit]), unit)) <= last:
        found.append(following)
    return found


class Bar(Struct, frozen=True, kw_only=True):
    """A rectangle: x and width in percent of the picture, y and height in pixels."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    about: int
    """Number of its bucket."""


class Tick(Struct, frozen=True, kw_only=True):
    """A label on the axis of time."""

    x: float
    day: str


class Bars(Struct, frozen=True, kw_only=True):
    """A picture of events over time."""

    buckets: list[Bucket]
    bars: list[Bar]
    ticks: list[Tick]
    zero: float
    """Where cooperation and conflict part, in pixels from above."""
    height: float
    top: int
    """Events that the highest bar stands for."""


HEIGHT = 150.0
_ORDER = {"up": (1, 0), "down": (3, 2)}
"""Deeds stand next to the line, words behind them."""


def bars(found: Sequence[Bucket], *, mirrored: bool = False) -> Bars:
    """Cooperation above a line, conflict below it; one scale for both.

    Args:
        found: from `buckets`.
        mirrored: time runs from right to left.
    """
    up = max((b.counts[0] + b.counts[1] for b in found), default=0)
    down = max((b.counts[2] + b.counts[3] for b in found), default=0)
    each = (HEIGHT - 8) / max(1, up + down)
    each, zero = min(each, 26.0), 4 + up * min(each, 26.0)
    step = 100 / max(1, len(found))
    drawn = []
    for n, bucket in enumerate(found):
        x = 100 - (n + 1) * step if mirrored else n * step
        drawn += _stack(bucket, n, x + step * 0.14, min(step * 0.72, 6.0), zero, each)
    return Bars(buckets=list(found), bars=drawn, ticks=_ticks(found, step, mirrored), zero=zero, height=zero + down * each + 4, top=max(up, down))


def _stack(bucket: Bucket, number: int, x: float, width: float, zero: float, each: float) -> list[Bar]:
    drawn = []
    for way, quads in _ORDER.items():
        at = zero
        for quad in quads:
            tall = bucket.counts[quad] * each
            if tall:
                drawn.append(Bar(kind=f"q{quad + 1}", x=round(x, 2), y=round(at - tall if way == "up" else at, 2), width=round(width, 2), height=round(tall, 2), about=number))
                at += -tall if way == "up" else tall
    return drawn


def columns(found: Sequence[Bucket], *, mirrored: bool = False, height: float = 64.0) -> list[Bar]:
    """Statements over time as plain columns."""
    top, step = max((b.said for b in found), default=0), 100 / max(1, len(found))
    drawn = []
    for n, bucket in enumerate(found):
        tall = height * bucket.said / max(1, top)
        x = 100 - (n + 1) * step if mirrored else n * step
        drawn.append(Bar(kind="said", x=round(x + step * 0.14, 2), y=round(height - tall, 2), width=round(min(step * 0.72, 6.0), 2), height=round(tall, 2), about=n))
    return [b for b in drawn if b.height]


def _ticks(found: Sequence[Bucket], step: float, mirrored: bool) -> list[Tick]:
    """Labels under at most six buckets, the first among them."""
    every = max(1, math.ceil(len(found) / 5))
    middle = min(step * 0.5, 3.0 + step * 0.14)
    return [Tick(x=round(100 - (n + 1) * step + middle if mirrored else n * step + middle, 2), day=found[n].label) for n in range(0, len(found), every)]


# -- who with whom
class Tie(Struct, frozen=True, kw_only=True):
    """What lies between two actors, whichever of them acts."""

    a: str
    b: str
    counts: Counts
    score: float
    """Mean conflict–cooperation score, -10 to 10."""

    @property
    def total(self) -> int:
        """Events."""
        return sum(self.counts)

    @property
    def plus(self) -> int:
        """Events of cooperation."""
        return self.counts[0] + self.counts[1]

    @property
    def minus(self) -> int:
        """Events of conflict."""
        return self.counts[2] + self.counts[3]


class Arc(Struct, frozen=True, kw_only=True):
    """A curve between two rows of names."""

    path: str
    kind: Literal["plus", "minus", "none"]
    width: float
    tie: Tie


class Spoke(Struct, frozen=True, kw_only=True):
    """A name in its row."""

    id: str
    y: float
    total: int


class Network(Struct, frozen=True, kw_only=True):
    """Names in rows, and arcs between those that deal with one another."""

    names: list[Spoke]
    arcs: list[Arc]
    height: float
    at: float
    """Where the arcs end, in pixels from the side."""


ROW, REACH = 30.0, 150.0


def network(ties: Sequence[Tie], *, mirrored: bool = False, most: int = 16) -> Network:
    """The actors with most events as rows, joined by arcs.

    Args:
        ties: most important first.
        mirrored: the names stand on the right, the arcs on the left.
        most: names.
    """
    totals: dict[str, int] = {}
    for tie in ties:
        for id in (tie.a, tie.b):
            totals[id] = totals.get(id, 0) + tie.total
    chosen = set(sorted(totals, key=lambda one: (-totals[one], one))[:most])
    shown = [tie for tie in ties if {tie.a, tie.b} <= chosen]
    order = _order(shown)
    rows = {id: ROW * (n + 0.5) for n, id in enumerate(order)}
    at = REACH + 10 if mirrored else 360 - REACH - 10
    top = max((tie.total for tie in shown), default=1)
    arcs = [_arc(tie, rows, at, -1 if mirrored else 1, top) for tie in sorted(shown, key=lambda t: t.total)]
    return Network(names=[Spoke(id=id, y=y, total=totals[id]) for id, y in rows.items()], arcs=arcs, height=ROW * len(order), at=at)


def _order(ties: Sequence[Tie]) -> list[str]:
    """Names so that those who deal with one another stand near: each goes to the one it deals with most."""
    weights: dict[str, dict[str, int]] = {}
    for tie in ties:
        weights.setdefault(tie.a, {})[tie.b] = weights.setdefault(tie.b, {})[tie.a] = tie.total
    order: list[str] = []
    left = sorted(weights, key=lambda one: (-sum(weights[one].values()), one))
    while left:
        following = max(left, key=lambda one: (sum(weights[one].get(o, 0) for o in order[-3:]), -left.index(one)))
        order.append(following)
        left.remove(following)
    return order


def _arc(tie: Tie, rows: Mapping[str, float], at: float, way: int, top: int) -> Arc:
    y, to = sorted((rows[tie.a], rows[tie.b]))
    reach = way * min(REACH, 22 + (to - y) * 0.42)
    kind: Literal["plus", "minus", "none"] = "plus" if tie.score > 0.5 else "minus" if tie.score < -0.5 else "none"
    path = f"M{at:g} {y:g}C{at + reach:.1f} {y:g} {at + reach:.1f} {to:g} {at:g} {to:g}"
    return Arc(path=path, kind=kind, width=round(1.2 + 5 * tie.total / top, 1), tie=tie)


# -- where
class Spot(Struct, frozen=True, kw_only=True):
    """A place with its events."""

    name: str
    country: str | None
    lat: float
    lon: float
    counts: Counts

    @property
    def total(self) -> int:
        """Events of all quads."""
        return sum(self.counts)

    @property
    def quad(self) -> int:
        """The quad of most of them."""
        return 1 + max(range(4), key=lambda n: self.counts[n])


class Circle(Struct, frozen=True, kw_only=True):
    """A spot in the picture."""

    spot: Spot
    x: float
    y: float
    radius: float
    label: float | None
    """Height of its name's line; None where there is no room for it."""


class Map(Struct, frozen=True, kw_only=True):
    """Circles over the outlines of lands."""

    circles: list[Circle]
    lands: list[str]
    """Outlines as SVG paths."""
    width: float
    height: float


WIDE = 720.0
Outline = Sequence[tuple[float, float]]


def drawn_map(spots: Sequence[Spot], outlines: Iterable[Outline]) -> Map:
    """Places in Mercator's projection, the frame as narrow as they allow.

    Args:
        spots: the places.
        outlines: rings of (longitude, latitude).
    """
    west, south, east, north = _frame(spots)
    scale = WIDE / (east - west)
    height = round((_high(north) - _high(south)) * scale, 1)

    def at(lon: float, lat: float) -> tuple[float, float]:
        return round((lon - west) * scale, 1), round((_high(north) - _high(lat)) * scale, 1)

    lands = [_path([at(*p) for p in ring]) for ring in outlines if _meets(ring, west, south, east, north)]
    top = max((s.total for s in spots), default=1)
    placed = [(spot, *at(spot.lon, spot.lat), round(5 + 17 * math.sqrt(spot.total / top), 1)) for spot in sorted(spots, key=lambda s: (-s.total, s.name))]
    return Map(circles=_labelled(placed, height), lands=lands, width=WIDE, height=height)


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def _labelled(placed: Sequence[tuple[Spot, float, float, float]], height: float) -> list[Circle]:
    """Circles with their names above them, else below, else nowhere: where no other circle and no other name stands."""
    taken: list[Box] = [(x - r, y - r, x + r, y + r) for _, x, y, r in placed]
    circles = []
    for number, (spot, x, y, r) in enumerate(placed):
        wide = 4.6 * len(spot.name) + 4
        options = {round(base, 1): (x - wide, base - 13, x + wide, base + 3) for base in (y - r * 1.2 - 5, y + r + 15)}
        others = [box for n, box in enumerate(taken) if n != number]
        label = next((base for base, box in options.items() if 14 < base < height - 4 and not any(_cross(box, other) for other in others)), None)
        if label is not None:
            taken.append(options[label])
        circles.append(Circle(spot=spot, x=x, y=y, radius=r, label=label))
    return circles


def _cross(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _high(lat: float) -> float:
    """Mercator's height of a latitude, in degrees of longitude at the equator."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(max(-80.0, min(80.0, lat))) / 2)))


def _frame(spots: Sequence[Spot]) -> tuple[float, float, float, float]:
    """West, south, east, north of the places with a margin, neither too wide nor too tall."""
    if not spots:
        return -18.0, 5.0, 60.0, 45.0
    lons, lats = [s.lon for s in spots], [s.lat for s in spots]
    wide = max(12.0, (max(lons) - min(lons)) * 1.25)
    tall = max(8.0, (max(lats) - min(lats)) * 1.3)
    wide = max(wide, tall * 1.15)
    tall = max(tall, wide * 0.5)
    x, y = (max(lons) + min(lons)) / 2, (max(lats) + min(lats)) / 2
    return x - wide / 2, max(-75.0, y - tall / 2), x + wide / 2, min(75.0, y + tall / 2)


def _meets(ring: Outline, west: float, south: float, east: float, north: float) -> bool:
    lons, lats = [p[0] for p in ring], [p[1] for p in ring]
    return max(lons) >= west and min(lons) <= east and max(lats) >= south and min(lats) <= north


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


# -- one line
class Dot(Struct, frozen=True, kw_only=True):
    """A report on the line of its story."""

    x: float
    row: int
    moment: str
    about: int


def dots(moments: Sequence[str | None], *, mirrored: bool = False) -> list[Dot]:
    """Where reports stand between the first and the last of them, in percent; those of one hour in rows over one another.

    Args:
        moments: ISO dates or date-times; None is left out.
        mirrored: time runs from right to left.
    """
    known = [(dt.datetime.fromisoformat(m).replace(tzinfo=None), m, n) for n, m in enumerate(moments) if m]
    if not known:
        return []
    first, last = min(known)[0], max(known)[0]
    span = (last - first).total_seconds() or 1
    placed: list[Dot] = []
    for moment, told, number in sorted(known):
        share = (moment - first).total_seconds() / span if last > first else 0.5
        x = round(4 + 92 * (1 - share if mirrored else share), 1)
        taken = {d.row for d in placed if abs(d.x - x) < 3.2}
        placed.append(Dot(x=x, row=next(r for r in range(len(known)) if r not in taken), moment=told, about=number))
    return placed
