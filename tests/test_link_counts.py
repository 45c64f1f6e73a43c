"""Counting events: each once, zero-filled, by a constant source, divided by what was read."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import khabar
from khabar.cli import cli
from khabar.errors import OptionError
from khabar.lexicon.words import lexicon
from khabar.link.collection import link
from khabar.link.counts import Count, count, flat, period, periods
from khabar.link.views import Wanted
from khabar.model import Record
from khabar.store import open_store

RAID = "قتل خمسة مدنيين في غارة جوية على مدينة معرة النعمان في محافظة إدلب."
STRIKE = "قصفت طائرات حربية مدينة الرقة فقتل ثلاثة مدنيين."
CLAIM = "قال المتحدث باسم المعارضة السورية ماهر الديب إن الجيش السوري قصف مدينة حماة وقتل سبعة مدنيين."


def coded(text: str, day: str, outlet: str, number: int) -> Record:
    return khabar.code_text(text, published=day, outlet=outlet, url=f"https://{outlet}.example/{number}")


RECORDS = [
    coded(RAID, "2024-05-06", "alif", 1), coded(RAID, "2024-05-06", "ba", 2), coded(STRIKE, "2024-05-22", "ba", 3),
    coded(CLAIM, "2024-05-22", "alif", 4),
]  # fmt: skip


def rows(by: str, wanted: Wanted = Wanted(type="ASSAULT"), **options: object) -> list[Count]:  # noqa: B008 - frozen
    return count(RECORDS, link, by.split(","), wanted, **options).rows  # type: ignore[arg-type]


def test_link_counts_an_event_counts_once_and_weeks_without_any_are_zero() -> None:
    found = {(r.by["week"], r.by["admin1"]): (r.events, r.reports, r.dead) for r in rows("week,admin1")}
    assert found["2024-W19", "إدلب"] == (1, 2, [5, 5])
    assert found["2024-W20", "إدلب"] == (0, 0, [0, 0])
    assert found["2024-W21", "الرقة"] == (1, 1, [3, 3])
    assert {week for week, _ in found} == {"2024-W19", "2024-W20", "2024-W21"}


def test_link_counts_reach_from_the_first_to_the_last_day_asked_for() -> None:
    found = rows("month", Wanted(type="ASSAULT", since="2024-03-01", until="2024-06-30"))
    assert [(r.by["month"], r.events, r.articles) for r in found] == [("2024-03", 0, 0), ("2024-04", 0, 0), ("2024-05", 2, 4), ("2024-06", 0, 0)]


def test_link_counts_a_claim_is_no_deed_unless_asked() -> None:
    assert sum(r.events for r in rows("attribution", voice=None)) == 3
    assert [(r.by["attribution"], r.events) for r in rows("attribution")] == [("outlet", 2)]
    assert [(r.by["attribution"], r.events) for r in rows("attribution", voice="claimed")] == [("claimed", 1)]


def test_link_counts_constant_source_leaves_out_what_came_later() -> None:
    records = [*RECORDS, coded(STRIKE, "2024-05-23", "new", 9)]
    counted = count(records, link, ["outlet"], Wanted(type="ASSAULT", since="2024-05-06"), constant=True)
    assert counted.left_out == ["new"]
    assert counted.outlets == ["alif", "ba"]
    assert {r.by["outlet"] for r in counted.rows} == {"alif", "ba"}
    with pytest.raises(OptionError, match="--from"):
        count(records, link, ["outlet"], Wanted(), constant=True)


def test_link_counts_outlets_are_divided_by_their_articles() -> None:
    assert {r.by["outlet"]: (r.events, r.articles) for r in rows("outlet")} == {"alif": (1, 2), "ba": (2, 2)}


def test_link_counts_actors_and_countries() -> None:
    assert {r.by["country"]: r.events for r in rows("country")} == {"SYR": 2}
    assert rows("quad")[0].by["quad"] == "4"


def test_link_counts_pcodes_come_from_ones_own_table(tmp_path: Path) -> None:
    (tmp_path / "divisions.tsv").write_text("name_ar\tcountry\tgeonames\tpcode\nإدلب\tSYR\t12\tX07\n", "utf-8")
    found = {r.by["pcode"]: r.events for r in rows("pcode", lexicon=lexicon(str(tmp_path)))}
    assert found == {"X07": 1, None: 1}


@pytest.mark.parametrize("by", ["", "colour", "week,month"])
def test_link_counts_refuse_other_columns(by: str) -> None:
    with pytest.raises(OptionError):
        count(RECORDS, link, [b for b in by.split(",") if b], Wanted())


@pytest.mark.parametrize(
    ("day", "unit", "value"),
    [("2024-12-30", "week", "2025-W01"), ("2024-05", "month", "2024-05"), ("2024-05", "day", None), ("2024", "month", None), ("2024-W19", "week", "2024-W19"), ("2024-W19", "month", None), ("", "year", None)],
)
def test_link_counts_period_of_a_day(day: str, unit: str, value: str | None) -> None:
    assert period(day, unit) == value


def test_link_counts_periods_have_no_gap() -> None:
    assert list(periods("2023-12-31", "2024-01-02", "day")) == ["2023-12-31", "2024-01-01", "2024-01-02"]
    assert list(periods("2023-11", "2024-02", "month")) == ["2023-11", "2023-12", "2024-01", "2024-02"]
    assert list(periods("2024-W51", "2025-W02", "week")) == ["2024-W51", "2024-W52", "2025-W01", "2025-W02"]
    assert list(periods("2022", "2024", "year")) == ["2022", "2023", "2024"]


def test_link_counts_flat_rows_have_one_shape() -> None:
    table = flat(count(RECORDS, link, ["month", "type"], Wanted()))
    assert {tuple(row) for row in table} == {("month", "type", "events", "reports", "dead_low", "dead_high", "articles")}


# -- the commands
@pytest.fixture
def db(tmp_path: Path) -> str:
    with open_store(tmp_path / "k.db") as store:
        for record in RECORDS:
            store.add(record)
    return str(tmp_path / "k.db")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_link_counts_command_writes_csv(db: str) -> None:
    lines = run("count", "--by", "week,type", "--type", "ASSAULT", "--format", "csv", "--db", db).splitlines()
    assert lines[0] == "week,type,events,reports,dead_low,dead_high,articles"
    assert lines[1] == "2024-W19,ASSAULT,1,2,5,5,2"
    assert lines[2].startswith("2024-W20,ASSAULT,0,0")


def test_link_counts_commands_of_the_desk(db: str) -> None:
    assert "SYR" in run("count", "--by", "country", "--format", "table", "--db", db)
    assert "alif" in run("coverage", "--by", "month", "--format", "table", "--db", db)
    assert '"first":"2024-05-06"' in run("outlets", "--format", "jsonl", "--db", db)
    run("watch", "add", "س", "إدلب", "--kind", "place", "--by", "l", "--db", db)
    assert "إدلب" in run("watch", "list", "--format", "table", "--db", db)
    run("search", "غارة", "--save", "غارات", "--db", db)
    assert "غارات" in run("searches", "--format", "table", "--db", db)
    assert run("search", "--saved", "غارات", "--format", "jsonl", "--db", db)
    with open_store(db) as store:
        article = store.ids()[0]
    run("note", article, "انظر", "لاحقا", "--by", "l", "--db", db)
    assert "انظر لاحقا" in run("note", article, "--format", "table", "--db", db)
    run("tag", f"{article}/e1", "مهم", "--by", "l", "--db", db)
    assert run("search", "--tag", "مهم", "--format", "jsonl", "--db", db).count("\n") == 1
    run("tag", f"{article}/e1", "مهم", "--remove", "--by", "l", "--db", db)
    assert run("search", "--tag", "مهم", "--format", "jsonl", "--db", db) == ""


def test_link_counts_command_follows_what_people_split(db: str) -> None:
    with open_store(db) as store:
        ids = [f"{id}/{e.id}" for id in store.ids()[:2] for e in store.record(id).events if e.type == "ASSAULT"]
    assert len(ids) == 2
    run("split", "event", *ids, "--by", "l", "--db", db)
    found = run("count", "--by", "admin1", "--type", "ASSAULT", "--format", "csv", "--db", db)
    assert "إدلب,2,2" in found
    run("split", "event", *ids, "--undo", "--by", "l", "--db", db)
    assert "إدلب,1,2" in run("count", "--by", "admin1", "--type", "ASSAULT", "--format", "csv", "--db", db)


def test_link_counts_merging_two_databases_by_command(db: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "other.db") as other:
        other.add(coded(STRIKE, "2024-06-01", "jim", 7))
    assert "1 articles" in run("db", "merge", str(tmp_path / "other.db"), "--db", db)
    assert "0 articles" in run("db", "merge", str(tmp_path / "other.db"), "--db", db)
