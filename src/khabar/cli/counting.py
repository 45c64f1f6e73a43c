"""The commands that count: count, coverage, outlets."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any, Literal

import click
import msgspec

from khabar.cli.across import linked_options, records_of, verdicts_of, wanted_of, wanted_options
from khabar.cli.base import echo_lines, form_of, lexicon_option, option, own_words
from khabar.cli.store import check_day, db_option
from khabar.localised import LocalCommand, lang_option, language
from khabar.messages import say

form_option = option("--format", "form", type=click.Choice(("table", "csv", "jsonl")), help="table for people (on a terminal), csv for spreadsheets, jsonl for programs (elsewhere).")


@click.command("count", cls=LocalCommand)
@option("--by", default="month,type", show_default=True, metavar="COLUMNS", help="What to count by, parted by commas: day, week, month, year; type, mode, quad, status, attribution; country, admin1, pcode, place; actor, recipient, actor_country, recipient_country; outlet.")
@option("--constant-source", "constant", is_flag=True, help="Count only outlets of which there are articles from the day of --from or before: one added later makes no trend.")
@wanted_options
@form_option
@lexicon_option
@linked_options
def count_command(
    by: str, constant: bool, form: str | None, lexicon_folder: str | None, apart: Path | None, records: tuple[str, ...], db: Path, **asked: Any
) -> None:
    """Count events, each once however many articles report it; periods without any are told with a zero."""
    from khabar.cli.across import apart_of
    from khabar.lexicon.words import lexicon as words
    from khabar.link.collection import link
    from khabar.link.counts import count, flat

    lang = language()
    pairs, verdicts = apart_of(apart), verdicts_of(records, db)
    lexicon = words(own_words(lexicon_folder, lang))
    columns = [column.strip() for column in by.split(",") if column.strip()]
    counted = count(
        list(records_of(records, db, lang)), lambda given: link(given, pairs, verdicts), columns, wanted_of(**asked),
        constant=constant, lexicon=lexicon,
    )  # fmt: skip
    told(flat(counted), form)
    if counted.left_out:
        click.echo(say("count_left_out", lang, count=len(counted.left_out), names="، ".join(counted.left_out)), err=True)
    if counted.undated:
        click.echo(say("count_undated", lang, count=counted.undated), err=True)


@click.command("coverage", cls=LocalCommand)
@option("--by", "unit", type=click.Choice(("day", "month", "year", "all")), default="day", show_default=True, help="Periods of publication.")
@option("--from", "since", metavar="DATE", help="On this day or later.")
@option("--to", "until", metavar="DATE", help="On this day or earlier.")
@form_option
@db_option
@lang_option
def coverage_command(unit: Literal["day", "month", "year", "all"], since: str | None, until: str | None, form: str | None, db: Path) -> None:
    """Tell what counts rest on: articles read, coded, left out and why, and faulted, by outlet and period."""
    from khabar.store import open_store
    from khabar.store.coverage import coverage, unread

    lang = language()
    for day in (since, until):
        check_day(day, lang)
    with open_store(db, create=False) as store:
        rows, failed = coverage(store, unit, since=since, until=until), unread(store)
    told([{**msgspec.to_builtins(row), "dropped": " ".join(f"{gate}={n}" for gate, n in row.dropped.items())} for row in rows], form)
    if failed:
        click.echo(say("unread", lang, count=len(failed)), err=True)
        for one in failed:
            click.echo(f"  {one.source}  {one.code}  {one.at}", err=True)


@click.command("outlets", cls=LocalCommand)
@form_option
@lexicon_option
@db_option
@lang_option
def outlets_command(form: str | None, lexicon_folder: str | None, db: Path) -> None:
    """List the outlets in the database with the first and last day that it holds of each."""
    from khabar.lexicon.words import lexicon as words
    from khabar.store import open_store
    from khabar.store.coverage import outlets

    lexicon = words(own_words(lexicon_folder, language()))
    with open_store(db, create=False) as store:
        told([msgspec.to_builtins(row) for row in outlets(store, lexicon)], form)


def told(rows: list[dict[str, Any]], form: str | None) -> None:
    """Print rows of one shape."""
    form = form_of(form)
    if form == "jsonl":
        echo_lines(rows)
    elif form == "csv":
        from khabar.export.tables import guarded

        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]) if rows else [], lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: guarded(value) if isinstance(value, str) else value for name, value in row.items()} for row in rows)
        click.echo(out.getvalue(), nl=False)
    else:
        _table(rows)


def _table(rows: list[dict[str, Any]]) -> None:
    from khabar.show import isolate

    if not rows:
        click.echo(say("nothing_found", language()))
        return
    cells = [[("-" if v is None else str(v)) or "-" for v in row.values()] for row in rows]
    widths = [max(len(name), *(len(c[n]) for c in cells)) for n, name in enumerate(rows[0])]
    click.secho("  ".join(name.ljust(w) for name, w in zip(rows[0], widths, strict=True)).rstrip(), bold=True)
    for row in cells:
        click.echo("  ".join(isolate(c) + " " * (w - len(c)) for c, w in zip(row, widths, strict=True)).rstrip())


COMMANDS: tuple[click.Command, ...] = (count_command, coverage_command, outlets_command)
