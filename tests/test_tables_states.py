"""The tables of states, places and outlets."""

from collections import Counter, defaultdict

import pytest

from khabar.lexicon.load import DATA, read_table
from khabar.lexicon.schema import DivisionRow, OutletRow, PlaceRow, StateRow
from khabar.script.fold import fold

STATES = read_table(DATA / "states.tsv", StateRow)
PLACES = read_table(DATA / "places.tsv", PlaceRow)
OUTLETS = read_table(DATA / "outlets.tsv", OutletRow)
DIVISIONS = read_table(DATA / "divisions.tsv", DivisionRow)
KNOWN = {row.iso3 for row in STATES}
WIDE = {"SAU", "DZA", "LBY", "EGY", "SDN", "YEM"}
"""States whose provinces stretch far."""
TWO_STATES = {"عمان": {"OMN", "JOR"}}
"""Names of two states: without marks, Oman and Amman are written alike; context must tell."""


def _names(row: StateRow) -> list[str]:
    return [name for name in (row.name_ar, row.official_ar, *row.aliases, *row.capitals) if name]


def test_tables_states_reach_their_size() -> None:
    assert len(KNOWN) >= 195
    assert len(PLACES) >= 1450
    assert len(OUTLETS) >= 300


def test_tables_states_codes_are_three_capitals() -> None:
    assert [row.iso3 for row in STATES if not (len(row.iso3) == 3 and row.iso3.isascii() and row.iso3.isupper())] == []


def test_tables_states_no_row_twice() -> None:
    counts = Counter((row.iso3, fold(row.name_ar)) for row in STATES)
    assert [key for key, count in counts.items() if count > 1] == []


def test_tables_states_one_name_one_state() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in STATES:
        for name in _names(row):
            owners[fold(name)].add(row.iso3)
    shared = {name: codes for name, codes in owners.items() if len(codes) > 1}
    assert shared == {fold(name): codes for name, codes in TWO_STATES.items()}


def test_tables_states_rows_of_one_state_agree_in_english() -> None:
    english: dict[str, set[str]] = defaultdict(set)
    for row in STATES:
        english[row.iso3].add(row.name_en)
    assert {code: names for code, names in english.items() if len(names) > 1} == {}


def test_tables_states_adjectives_stand_without_article() -> None:
    assert [row.nisba for row in STATES if row.nisba.startswith("ال") and row.nisba != "ألباني"] == []
    assert [row.nisba for row in STATES if row.nisba and not row.nisba.endswith("ي")] == []


@pytest.mark.parametrize(("code", "name"), [("LBN", "بيروت"), ("GAB", "الجابون"), ("USA", "أميركا"), ("NLD", "لاهاي")])
def test_tables_states_know_usual_names(code: str, name: str) -> None:
    assert fold(name) in {fold(n) for row in STATES if row.iso3 == code for n in _names(row)}


def test_tables_places_have_both_coordinates_in_range() -> None:
    for row in PLACES:
        assert (row.lat is None) == (row.lon is None), row.name_ar
        if row.lat is not None and row.lon is not None:
            assert -90 <= row.lat <= 90, row.name_ar
            assert -180 <= row.lon <= 180, row.name_ar


def test_tables_places_countries_are_states() -> None:
    assert {row.country for row in PLACES if row.country} - KNOWN == set()
    assert {row.country for row in OUTLETS if row.country} - KNOWN == set()


def test_tables_places_no_place_twice() -> None:
    counts = Counter((fold(row.name_ar), row.country, row.kind, row.admin1) for row in PLACES)
    assert [key for key, count in counts.items() if count > 1] == []


def test_tables_places_stand_near_their_province() -> None:
    """A town farther than three degrees from the seat of its province, or six in the desert states, is a namesake elsewhere."""
    seats = {row.name_ar: row for row in PLACES if row.kind == "admin1" and row.lat is not None}
    for row in PLACES:
        seat = seats.get(row.admin1)
        if seat is None or seat.country != row.country or row.lat is None or row.lon is None:
            continue
        assert seat.lat is not None
        assert seat.lon is not None
        assert max(abs(seat.lat - row.lat), abs(seat.lon - row.lon)) < (6 if row.country in WIDE else 3), row.name_ar


def test_tables_outlets_names_are_of_one_outlet() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in OUTLETS:
        for name in (row.name_ar, *row.aliases):
            owners[fold(name)].add(row.name_en)
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}


def test_tables_states_divisions_are_named_as_places_name_them() -> None:
    """The division of a place is one of its state's, or of Palestine's for the settlements there."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in DIVISIONS:
        names[row.country] |= {row.name_ar, *row.aliases}
    told = [(row.name_ar, row.country, row.admin1) for row in PLACES if row.admin1 and row.country in names]
    assert [t for t in told if t[2] not in names[t[1] or ""] | names["PSE"]] == []
    own = [(row.name_ar, row.country) for row in PLACES if row.kind == "admin1" and row.country in names]
    heads = ("ولاية ", "محافظة ")
    assert [o for o in own if not {o[0], *(o[0].removeprefix(h) for h in heads)} & names[o[1] or ""]] == []


def test_tables_states_divisions_have_one_code_each() -> None:
    assert len(DIVISIONS) >= 340
    assert [key for key, n in Counter((row.country, row.name_ar) for row in DIVISIONS).items() if n > 1] == []
    assert [key for key, n in Counter((row.country, row.geonames) for row in DIVISIONS if row.geonames).items() if n > 1] == []


@pytest.mark.parametrize(("place", "admin1"), [("معرة النعمان", "إدلب"), ("صيدا", "لبنان الجنوبي"), ("الرمادي", "الأنبار"), ("زوارة", "النقاط الخمس"), ("زنجبار", "أبين")])
def test_tables_states_a_town_lies_in_its_division(place: str, admin1: str) -> None:
    assert [row.admin1 for row in PLACES if row.name_ar == place and row.country != "TZA"] == [admin1]
