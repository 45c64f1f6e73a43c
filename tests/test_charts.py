"""Pictures: what they show, and that Arabic stands in them as Arabic."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from khabar.charts import accessible, plot
from khabar.errors import OptionError
from khabar.link.views import Wanted, relations, timeline
from tests.stories import corpus, linked

KINDS = ("timeline", "relations", "map")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_charts_svg_is_well_formed_and_has_arabic_names(tmp_path: Path, kind: str, lang: str) -> None:
    path = tmp_path / "p.svg"
    assert plot(kind, corpus()[0], linked(), path, lang=lang) > 0  # type: ignore[arg-type]
    root = ET.fromstring(path.read_text("utf-8"))
    assert root.get("lang") == lang
    texts = ["".join(t.itertext()) for t in root.iter("{http://www.w3.org/2000/svg}text")]
    arabic = [t for t in texts if re.search("[\u0621-\u064a]", t)]
    assert arabic or (kind, lang) == ("timeline", "en")
    assert all("�" not in t for t in texts)


@pytest.mark.parametrize("kind", KINDS)
def test_charts_png_is_a_picture_of_a_size_that_fits(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "p.png"
    plot(kind, corpus()[0], linked(), path)
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    assert 300 < width < 4000
    assert 300 < height < 4000


def test_charts_names_keep_their_letters_in_the_svg(tmp_path: Path) -> None:
    path = tmp_path / "p.svg"
    plot("relations", corpus()[0], linked(), path)
    assert "رشيد بن عودة" in path.read_text("utf-8").replace("\u200f", "")


def test_charts_accessible_tells_the_direction_of_arabic_only() -> None:
    svg = accessible('<svg x="1"><text a="b">بيت</text><text>12</text></svg>', "ar")
    assert svg == '<svg lang="ar" x="1"><text unicode-bidi="plaintext" a="b">بيت</text><text>12</text></svg>'


@pytest.mark.parametrize(("kind", "name"), [("pie", "p.svg"), ("map", "p.gif")])
def test_charts_say_what_there_is(tmp_path: Path, kind: str, name: str) -> None:
    with pytest.raises(OptionError):
        plot(kind, corpus()[0], linked(), tmp_path / name)


def test_charts_of_nothing_say_so(tmp_path: Path) -> None:
    with pytest.raises(OptionError):
        plot("timeline", corpus()[0], linked(), tmp_path / "p.svg", wanted=Wanted(actor="لا أحد بهذا الاسم"))


# the rows behind them


def test_views_timeline_is_in_order_and_counts_sources() -> None:
    rows = timeline(linked())
    assert [r.date for r in rows] == sorted(r.date for r in rows)
    assert max(r.sources for r in rows) == max(e.sources for e in linked().events if e.status == "actual")


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        (Wanted(type="ASSAULT"), lambda r: r.type == "ASSAULT"), (Wanted(since="2026-04-20"), lambda r: r.date >= "2026-04-20"[: len(r.date)]),
        (Wanted(until="2026-04-14"), lambda r: r.date <= "2026-04-14"), (Wanted(status="negation"), lambda r: r.status == "negation"),
        (Wanted(actor="بن عوده"), lambda r: any("بن عودة" in name for name in r.actors + r.recipients)), (Wanted(actor="TUN"), lambda r: r.actors + r.recipients),
    ],
)  # fmt: skip
def test_views_timeline_gives_what_is_asked_for(wanted: Wanted, holds: object) -> None:
    rows = timeline(linked(), wanted)
    assert 0 < len(rows) < len(linked().events)
    assert all(holds(r) for r in rows)  # type: ignore[operator]


def test_views_relations_count_each_event_once() -> None:
    rows = {(r.actor, r.recipient): r for r in relations(linked())}
    spain = rows["إسبانيا", "الجزائر"]  # a support told seven times and a visit told once
    assert (spain.events, spain.mean, spain.words, spain.deeds) == (2, 4.5, 2, 0)
    assert spain.sources > 1
    bearers = Counter(i.name_ar for i in linked().identities)
    twice = [pair for pair, n in Counter((r.actor, r.recipient) for r in relations(linked())).items() if n > 1]
    assert all(any(bearers[name] > 1 for name in pair) for pair in twice)  # two men of one name are two rows
