"""The tables of bodies, offices, people and names hold what the coder relies on."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from khabar.errors import DataError
from khabar.lexicon.bodies import read_bodies, read_role_modifiers
from khabar.lexicon.load import DATA, read_table
from khabar.lexicon.schema import ActorRow, GivenNameRow, PeopleRow, RoleRow, StateRow
from khabar.model import ActorKind
from khabar.script.fold import fold

ACTORS = read_table(DATA / "actors.tsv", ActorRow)
ROLES = read_table(DATA / "roles.tsv", RoleRow)
PEOPLE = read_table(DATA / "people.tsv", PeopleRow)
NAMES = read_table(DATA / "names.tsv", GivenNameRow)
BODIES = read_bodies()
MODIFIERS = read_role_modifiers()
PLOVER = "AGR BUS COP CRM CVL EDU ELI GOV JRN JUD LAB LEG MED MIL OPP PRE PRM PTY REB REF REL SOC SPY UAF UNK"
STATELESS = "IGO UNO EUR NGO ISM IMG MNC"
SECTORS = frozenset(f"{PLOVER} {STATELESS}".split())
SHARED_NAMES: dict[str, str] = {}
"""Folded name → why two rows of actors.tsv may claim it."""


def _states() -> set[str]:
    return {row.iso3 for row in read_table(DATA / "states.tsv", StateRow)} | {"VAT"}


def test_tables_actors_hold_enough_rows() -> None:
    persons = [row for row in ACTORS if row.kind == "person"]
    assert len(ACTORS) - len(persons) >= 700
    assert len(persons) >= 200
    assert len(BODIES) >= 150
    assert len(ROLES) >= 260
    assert len(PEOPLE) >= 150
    assert len(NAMES) >= 1500


def test_tables_actors_kinds_are_legal_and_no_outlets() -> None:
    assert {row.kind for row in ACTORS} <= set(get_args(ActorKind)) - {"media", "country", "people", "unnamed"}


@pytest.mark.parametrize("table", [ACTORS, BODIES, ROLES, PEOPLE], ids=["actors", "bodies", "roles", "people"])
def test_tables_actors_sectors_are_legal(table: list[ActorRow | RoleRow | PeopleRow]) -> None:
    assert {sector for row in table for sector in row.sectors} <= SECTORS


def test_tables_actors_countries_are_in_the_table_of_states() -> None:
    assert {row.country for row in ACTORS if row.country} - _states() == set()


def test_tables_actors_bodies_between_states_have_no_country() -> None:
    wrong = [row.name_ar for row in ACTORS if {"IGO", "UNO", "EUR"} & set(row.sectors) and row.country]
    assert wrong == []


def test_tables_actors_dates_are_iso_and_not_reversed() -> None:
    for row in ACTORS:
        since, until = (date.fromisoformat(text) if text else None for text in (row.since, row.until))
        assert since is None or until is None or since <= until, row.name_ar


def test_tables_actors_only_persons_are_dated_and_all_have_a_role() -> None:
    assert [row.name_ar for row in ACTORS if row.kind != "person" and (row.role or row.since or row.until)] == []
    assert [row.name_ar for row in ACTORS if row.kind == "person" and not row.role] == []


def test_tables_actors_no_name_is_claimed_twice() -> None:
    claims: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(ACTORS):
        for name in (row.name_ar, *row.aliases):
            claims[fold(name)].add(number)
    twice = {name for name, rows in claims.items() if len(rows) > 1}
    assert twice == set(SHARED_NAMES)


def test_tables_actors_no_name_is_a_state() -> None:
    states = {fold(n) for row in read_table(DATA / "states.tsv", StateRow) for n in (row.name_ar, *row.aliases)}
    assert {n for row in ACTORS for n in (row.name_ar, *row.aliases) if fold(n) in states} == set()


@pytest.mark.parametrize("word", ["رئيسي", "سلامي", "تقدم", "حسم", "فتح", "أمل", "أمان"])
def test_tables_actors_common_words_are_no_alias(word: str) -> None:
    assert word not in {name for row in ACTORS for name in (row.name_ar, *row.aliases)}


def test_tables_actors_rival_labels_name_one_group() -> None:
    rows = {fold(name): row.name_en for row in ACTORS for name in (row.name_ar, *row.aliases)}
    assert {rows[fold(n)] for n in ("أنصار الله", "الحوثيون", "الحوثيين", "المليشيا الحوثية")} == {"Houthis"}


def test_tables_actors_body_heads_are_unique_and_cover_ministries() -> None:
    heads = [fold(row.head) for row in BODIES]
    assert len(heads) == len(set(heads))
    assert sum(row.head.startswith("وزارة ") for row in BODIES) >= 50
    short = {name: row.head for row in BODIES for name in row.short}
    assert short["الخارجية"] == "وزارة الخارجية"


def test_tables_actors_short_forms_belong_to_one_body() -> None:
    short = [fold(name) for row in BODIES for name in row.short]
    assert len(short) == len(set(short))
    assert not set(short) & {fold(row.head) for row in BODIES}


def test_tables_actors_lone_heads_are_marked() -> None:
    alone = {row.head for row in BODIES if row.alone}
    assert {"حكومة", "جيش", "برلمان", "شرطة", "رئاسة", "وزارة", "محكمة", "السلطات"} <= alone


def test_tables_actors_roles_are_unique_and_titles_take_nothing() -> None:
    roles = [(fold(row.role_ar), row.title) for row in ROLES]
    assert len(roles) == len(set(roles))
    assert [row.role_ar for row in ROLES if row.title and row.takes] == []


def test_tables_actors_minister_has_all_its_forms() -> None:
    minister = next(row for row in ROLES if row.role_ar == "وزير")
    assert minister.feminine == "وزيرة"
    assert minister.dual == ["وزيران", "وزيرين", "وزيرا", "وزيري"]
    assert "وزراء" in minister.plural
    assert "topic" in minister.takes


def test_tables_actors_ministers_name_their_ministry() -> None:
    heads = {row.head for row in BODIES}
    lost = [
        r.role_ar
        for r in ROLES
        if r.role_ar.startswith("وزير ال") and r.role_ar != "وزير الدولة" and r.body_ar not in heads
    ]
    assert lost == []


def test_tables_actors_modifiers_have_one_sense() -> None:
    senses = {fold(row.form): row.sense for row in MODIFIERS}
    assert len(senses) == len(MODIFIERS)
    assert (senses["سابق"], senses["مكلف"], senses["راحل"]) == ("former", "designate", "late")


def test_tables_actors_people_are_unique_with_plurals() -> None:
    singular = [fold(row.singular) for row in PEOPLE]
    assert len(singular) == len(set(singular))
    assert [row.singular for row in PEOPLE if not row.plurals] == []


def test_tables_actors_sources_are_unnamed() -> None:
    assert {row.kind for row in PEOPLE if row.role == "source"} == {"unnamed"}


def test_tables_actors_given_names_are_unique_and_words_marked() -> None:
    names = {fold(row.name): row for row in NAMES}
    assert len(names) == len(NAMES)
    assert all(names[fold(n)].word for n in ("كريم", "سعيد", "أمل", "نصر"))
    assert not names[fold("فتحي")].word


def test_tables_actors_names_are_arabic_letters() -> None:
    assert [row.name for row in NAMES if not re.fullmatch(r"[ء-ي ]+", row.name)] == []


def test_tables_actors_unknown_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "bodies.tsv").write_text("head\tname_en\tkin\nوزارة\tministry\tgovernment\n", "utf-8")
    with pytest.raises(DataError, match="kin"):
        read_bodies(tmp_path)
