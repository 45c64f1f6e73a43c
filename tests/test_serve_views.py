"""What the pages are made of: who counts, when, and where it stands in a picture."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from khabar.link.records import LinkedEvent, Report
from khabar.model import Span
from khabar.serve import figures, views_actor, views_calendar, views_desk, views_relations, views_search
from khabar.serve.figures import Spot, Tie
from khabar.serve.lines import day_of, is_counted, is_planned, meant
from khabar.store import open_store
from khabar.store.search import Hit
from tests.desk import MINISTER, desk_db


def event(**changes: object) -> LinkedEvent:
    """An event that one outlet tells of the tenth of March."""
    report = Report(
        article="a", record="a", event="e1", uid="u", outlet="o", published="2026-03-10T08:00", origin="o", attribution="outlet", evidence=Span(start=0, end=1, text="x")
    )
    made = LinkedEvent(
        id="ev:1", story="st:1", type="ASSAULT", mode=None, status="actual", quad=4, score=-9, speech_act=False, ceremonial=False, date=None, place=None, country=None,
        actors=["kh:A:x"], recipients=["kh:B:y"], reports=[report], origins=["o"],
    )  # fmt: skip
    attribution = changes.pop("attribution", "outlet")
    made = msgspec.structs.replace(made, reports=[msgspec.structs.replace(report, attribution=str(attribution))])
    return msgspec.structs.replace(made, **changes)


def test_serve_views_count_deeds_alone() -> None:
    assert is_counted(event())
    assert not is_counted(event(attribution="claimed"))
    assert not is_counted(event(attribution="denied", status="negation"))
    assert not is_counted(event(status="hypothetical"))
    assert not is_counted(event(date="2026-04-01"))  # a deed of a day still to come is a plan
    assert is_counted(event(date="2026-04-01", quad=1, type="AGREE"))  # the promise has been made
    assert is_planned(event(date="2026-04-01")) and is_planned(event(status="future")) and not is_planned(event(date="2026-03-09"))
    assert not is_planned(event(status="negation", date="2026-04-01"))


def test_serve_views_count_under_a_day_that_had_come() -> None:
    assert day_of(event()) == "2026-03-10"
    assert day_of(event(date="2026-03-08")) == "2026-03-08"
    assert day_of(event(date="2026-04-01")) == "2026-03-10"
    assert day_of(event(date="2026-03")) == "2026-03-10"


def test_serve_views_ties_take_both_directions_as_one() -> None:
    events = [event(), event(id="ev:2", actors=["kh:B:y"], recipients=["kh:A:x"], quad=2, score=7.0), event(id="ev:3", actors=["kh:A:x", "kh:C:z"], recipients=[], type="CONSULT", quad=1, score=2.5)]
    first, second = views_relations.ties(events)
    assert (first.a, first.b, first.counts, first.score) == ("kh:A:x", "kh:B:y", (0, 1, 0, 1), -1.0)
    assert (second.b, second.total) == ("kh:C:z", 1)
    assert views_relations.ties([event(recipients=["kh:B:ناس@a"])]) == []


@pytest.mark.parametrize(
    ("days", "unit", "number"),
    [(("2026-03-01", "2026-03-05"), "day", 5), (("2026-01-01", "2026-03-31"), "week", 14), (("2025-01-15", "2026-03-02"), "month", 15), (("2001-05-05", "2026-01-01"), "year", 26)],
)
def test_serve_views_cut_time_into_stretches_without_gaps(days: tuple[str, str], unit: str, number: int) -> None:
    found = figures.buckets([(days[0], 1, 2), (days[1], 4, 3)], [(days[1], 7)])
    assert {b.unit for b in found} == {unit} and len(found) == number
    assert (found[0].counts, found[-1].counts, found[-1].said) == ((2, 0, 0, 0), (0, 0, 0, 3), 7)
    assert sum(b.total for b in found) == 5


def test_serve_views_weeks_begin_on_saturday() -> None:
    found = figures.buckets([("2026-01-01", 1, 1), ("2026-03-31", 1, 1)])
    assert {dt.date.fromisoformat(b.day).weekday() for b in found} == {5}


def test_serve_views_bars_stand_on_either_side_of_the_line() -> None:
    drawn = figures.bars(figures.buckets([("2026-03-01", 2, 3), ("2026-03-01", 1, 1), ("2026-03-03", 4, 2), ("", 1, 9), ("2026", 1, 9)]))
    up = [b for b in drawn.bars if b.kind in ("q1", "q2")]
    assert all(b.y + b.height <= drawn.zero + 0.01 for b in up) and len(up) == 2
    assert all(b.y >= drawn.zero - 0.01 for b in drawn.bars if b.kind == "q4")
    assert max(b.y + b.height for b in drawn.bars) <= drawn.height
    mirrored = figures.bars(drawn.buckets, mirrored=True)
    assert drawn.bars[0].x < 50 < mirrored.bars[0].x
    assert figures.bars([]).bars == []


def test_serve_views_network_joins_rows() -> None:
    ties = [Tie(a="x", b="y", counts=(3, 0, 0, 0), score=5.0), Tie(a="y", b="z", counts=(0, 0, 0, 1), score=-9.0), Tie(a="p", b="q", counts=(1, 0, 0, 0), score=0.0)]
    drawn = figures.network(ties)
    assert [n.id for n in drawn.names].index("y") in (1, 0) and len(drawn.names) == 5 and len(drawn.arcs) == 3
    assert {a.kind for a in drawn.arcs} == {"plus", "minus", "none"}
    assert len(figures.network(ties, most=2).names) == 2
    assert figures.network([]).height == 0


def test_serve_views_map_frames_its_places() -> None:
    cairo = Spot(name="القاهرة", country="EGY", lat=30.04, lon=31.23, counts=(4, 0, 0, 0))
    giza = Spot(name="الجيزة", country="EGY", lat=30.01, lon=31.2, counts=(0, 0, 0, 1))
    drawn = figures.drawn_map([giza, cairo], views_relations.outlines())
    assert all(0 < c.x < drawn.width and 0 < c.y < drawn.height for c in drawn.circles)
    assert [c.spot.name for c in drawn.circles] == ["القاهرة", "الجيزة"] and drawn.circles[0].radius > drawn.circles[1].radius
    assert drawn.lands and all(path.startswith("M") and path.endswith("Z") for path in drawn.lands)
    assert drawn.circles[1].spot.quad == 4
    assert figures.drawn_map([], []).circles == []


def test_serve_views_reports_of_one_hour_stand_over_one_another() -> None:
    found = figures.dots(["2026-03-01T08:00", "2026-03-01T08:00", "2026-03-02T08:00", None])
    assert [d.row for d in found] == [0, 1, 0] and found[0].x < found[2].x
    assert figures.dots([None]) == [] and figures.dots(["2026-03-01"])[0].x == 50.0
    assert figures.dots(["2026-03-01", "2026-03-02T09:00+03:00"], mirrored=True)[0].x > 50


@pytest.mark.parametrize(
    ("cookie", "seen"),
    [("", 9), ("3.5.1000", 3), ("3.5.0", 5), ("x.y.z", 9), ("1.2", 9), ("3.5.99999999999999999999", 9), ("٣.٥.١", 9)],
)
def test_serve_views_a_visit_goes_on_for_half_an_hour(cookie: str, seen: int) -> None:
    visit = views_desk.visit_of(cookie, 9, 2000)
    assert (visit.seen, visit.now) == (seen, 9)
    assert views_desk.visit_of(visit.text(), 9, 2100).seen == seen  # and goes on with the next look


@pytest.mark.parametrize(("month", "found"), [("2026-04", "2026-04"), ("2026-13", "2025-01"), ("2026", "2025-01"), (None, "2025-01"), ("20x6-01", "2025-01")])
def test_serve_views_a_month_that_is_none_is_passed_over(month: str | None, found: str) -> None:
    assert views_calendar.month_of(month, "2025-01-20") == found


def test_serve_views_mark_the_words_that_were_found() -> None:
    hit = Hit(
        kind="statement", article="a", id="s1", uid="u", text="السلام ممكن غدا", start=0, marks=[(0, 6), (12, 15)], people=[], to=[], type=None, status=None, outlet=None,
        published=None, title=None,
    )  # fmt: skip
    assert views_search.pieces(hit) == [("السلام", True), (" ممكن ", False), ("غدا", True)]


def test_serve_views_an_actor_is_one_with_all_that_is_theirs(tmp_path: Path) -> None:
    with open_store(desk_db(tmp_path)) as store:
        identity = views_actor.identity_of(store, MINISTER)
        assert identity is not None
        view = views_actor.actor(store, identity)
        assert view.totals["said"] >= 10 and view.totals["did"] >= 5
        assert {s.towards.name: (s.pro, s.contra) for s in view.stands}["إثيوبيا"] == (0, 2)
        assert view.roles[0].first == "2026-02-05" and view.roles[0].last == "2026-04-23"
        assert {p.person.name for p in view.partners} >= {"إثيوبيا", "تركيا", "الطيب حمدان"}
        assert [i.id for i in meant(store, "العشري")] == [MINISTER]
        assert meant(store, "نبيل العشري") and not meant(store, "  ") and not meant(store, "kh:none")
        algerian = meant(store, "رشيد بن عودة")[0]
        assert len(algerian.ids) == 2 and views_actor.identity_of(store, algerian.ids[1]) == algerian


def test_serve_views_a_state_may_stand_for_everybody_of_it(tmp_path: Path) -> None:
    with open_store(desk_db(tmp_path)) as store:
        alone, with_all = views_relations.dyad(store, "مصر", "إثيوبيا"), views_relations.dyad(store, "EGY", "ETH")
        assert alone is not None and with_all is not None
        assert alone.a.state == "EGY" and with_all.a.country == "EGY" and with_all.a.state is None
        assert sum(with_all.counts) > sum(alone.counts) > 0
        assert with_all.mean is not None and with_all.mean < 0
        assert views_relations.dyad(store, "لا أحد بهذا الاسم", "مصر") is None


def test_serve_views_a_promise_is_due_when_it_is_promised_for(tmp_path: Path) -> None:
    with open_store(desk_db(tmp_path)) as store:
        assert [p.day for p in views_calendar.coming(store, "2026-05-11", 5)] == ["2026-05-12", "2026-05-20"]
        promise = """{"type": "CONSULT", "date": {"value": "2026-06-15", "precision": "day", "from": "text"}}"""
        store.connection.execute("UPDATE linked_events SET event = json_set(event, '$.planned', json(?)) WHERE instr(event, 'مناورات بحرية')", (promise,))
        june = views_calendar.month(store, "2026-06", today="2026-04-23")
        assert [day for day, _ in june.days] == ["2026-06-15"] and june.weeks[2][2].plans == 1
        may = {day for day, _ in views_calendar.month(store, "2026-05", today="2026-04-23").days}
        assert "2026-05-12" in may and "2026-05-20" not in may
        assert {d.day for week in june.weeks for d in week if d.inside} == {f"2026-06-{n:02}" for n in range(1, 31)}
