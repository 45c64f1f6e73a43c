"""Rival authorities: by name, by outlet, by dateline, by day, or a fault."""

from __future__ import annotations

import pytest

import khabar
from khabar.lexicon.words import lexicon
from khabar.link.collection import link
from khabar.link.labels import labels
from khabar.model import Record


def coded(text: str, day: str, outlet: str | None = None) -> Record:
    return khabar.code_text(text, published=day, outlet=outlet, url=f"https://example.org/{outlet}")


def sides(record: Record) -> dict[str, str | None]:
    return {a.name_ar: a.authority for a in record.actors if a.kind not in ("country", "media")}


def side(record: Record, part: str) -> str | None:
    return next(authority for name, authority in sides(record).items() if part in name)


@pytest.mark.parametrize(
    ("text", "day", "part", "authority"),
    [
        ("قصفت جماعة الحوثي مدينة مأرب.", "2021-03-01", "الحوثي", "YEM:sanaa"),
        ("أدانت الحكومة الشرعية في اليمن الهجوم على مأرب.", "2021-03-01", "الحكومة", "YEM:aden"),
        ("أعلنت حكومة الوحدة الوطنية في ليبيا اعتقال ثلاثة مسلحين.", "2022-03-01", "الوحدة", "LBY:west"),
        ("قصفت قوات حفتر مطار طرابلس في ليبيا.", "2019-06-01", "الجيش الوطني", "LBY:east"),
        ("قصفت قوات الدعم السريع مدينة الفاشر.", "2024-05-06", "الدعم", "SDN:rsf"),
        ("قصف الجيش السوداني مدينة نيالا.", "2024-05-06", "الجيش", "SDN:army"),
        ("قالت وزارة الصحة في غزة إن سبعة مدنيين قتلوا في غارة.", "2024-05-06", "الصحة", "PSE:hamas"),
        ("اعتقلت الأجهزة الأمنية الفلسطينية ثلاثة ناشطين في نابلس.", "2024-05-06", "الأجهزة", "PSE:pa"),
        ("قصف الجيش السوري مدينة إدلب.", "2019-05-06", "الجيش", "SYR:assad"),
        ("اعتقل الجيش السوري ثلاثة مسلحين في حمص.", "2025-05-06", "الجيش", "SYR:transitional"),
    ],
)
def test_authority_is_told_by_name_and_day(text: str, day: str, part: str, authority: str) -> None:
    assert side(coded(text, day), part) == authority


@pytest.mark.parametrize(("outlet", "authority"), [("قناة المسيرة", "YEM:sanaa"), ("عدن الغد", "YEM:aden")])
def test_authority_of_a_bare_ministry_is_its_outlets(outlet: str, authority: str) -> None:
    record = coded("أعلنت وزارة الدفاع اليمنية إطلاق صاروخ على مدينة مأرب.", "2021-03-01", outlet)
    assert side(record, "الدفاع") == authority


@pytest.mark.parametrize(("city", "authority"), [("صنعاء", "YEM:sanaa"), ("عدن", "YEM:aden")])
def test_authority_of_an_agency_that_both_have_is_the_datelines(city: str, authority: str) -> None:
    record = coded(f"عنوان الخبر\n\n{city} - سبأ\n\nأدانت وزارة الداخلية الهجوم على المدنيين.\n", "2021-03-01")
    assert side(record, "الداخلية") == authority


def test_authority_before_the_rivalry_is_none() -> None:
    record = coded("أعلن الجيش اليمني اعتقال ثلاثة مسلحين في أبين.", "2013-03-01")
    assert set(sides(record).values()) == {None}
    assert "ambiguous_authority" not in {f.code for f in record.faults}


def test_authority_that_nothing_tells_is_a_fault() -> None:
    record = coded("أعلنت الحكومة الليبية إغلاق معبر حدودي مع تونس.", "2022-10-01")
    assert side(record, "الحكومة") is None
    assert [f.code for f in record.faults if f.stage == "actors"] == ["ambiguous_authority"]


def test_authority_of_an_undivided_state_is_none() -> None:
    record = coded("أعلنت الحكومة المصرية إغلاق معبر حدودي. واعتقل الجيش الأردني مهربين.", "2022-10-01")
    assert set(sides(record).values()) == {None}
    assert "ambiguous_authority" not in {f.code for f in record.faults}


def test_authority_of_an_occupiers_forces_is_neither() -> None:
    record = coded("اعتقلت قوات الاحتلال ثلاثة فلسطينيين في رام الله.", "2022-10-01", "وكالة الأنباء الفلسطينية")
    assert side(record, "الاحتلال") is None


def test_authority_sectors_follow_the_day() -> None:
    before, after = (coded("نشرت قوات الدعم السريع جنودا في الخرطوم.", day) for day in ("2020-05-06", "2024-05-06"))
    sectors = [next(a.sectors for a in r.actors if "الدعم" in a.name_ar) for r in (before, after)]
    assert sectors == [["MIL"], ["REB"]]


def test_authority_table_is_sound() -> None:
    rows = lexicon().tables["authorities"]
    keys = {row.key for row in rows}
    assert {"YEM:aden", "YEM:sanaa", "LBY:west", "LBY:east", "SDN:army", "SDN:rsf", "PSE:pa", "PSE:hamas", "SYR:assad", "SYR:transitional"} <= keys
    assert all(row.key.startswith(row.country + ":") and (not row.until or row.since <= row.until) for row in rows)
    assert {key for row in lexicon().tables["outlets"] for key in row.side} <= keys


def test_labels_tell_which_outlet_says_what() -> None:
    records = [
        coded("قصفت مليشيا الحوثي مدينة مأرب.", "2021-03-01", "عدن الغد"), coded("أعلنت جماعة أنصار الله وقف القصف على مأرب.", "2021-03-01", "قناة المسيرة"),
    ]  # fmt: skip
    rows = labels(records, link(records), lexicon())
    assert {(r.outlet, r.label) for r in rows} >= {("عدن الغد", "مليشيا الحوثي")}
    assert {r.heading for r in rows} == {"جماعة الحوثي"}
    assert {r.authority for r in rows} == {"سلطة صنعاء (أنصار الله)"}
