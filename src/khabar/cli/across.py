"""The commands over many articles: export, timeline, relations, story, statement, plot."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from khabar.cli.base import Usage, option
from khabar.cli.store import db_option
from khabar.localised import LocalCommand, lang_option, language
from khabar.messages import Lang, say

if TYPE_CHECKING:
    from khabar.link.records import Linked, Verdicts
    from khabar.link.views import Wanted
    from khabar.model import Record
    from khabar.show import Line

F = TypeVar("F", bound=Callable[..., Any])
FORMS = ("plover", "polecat", "acled", "gdelt", "csv", "parquet", "webannotation", "ftm", "ninjs")
KINDS = ("timeline", "relations", "map")
records_option = option("--records", multiple=True, metavar="PATH", help="Coded articles from files or folders that `khabar code` wrote, instead of the database; - is standard input.")
apart_option = option("--apart", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE", help="Actors that are two: a file with a pair a line, parted by a tab, as --format json names them under merges.")
form_option = option("--format", "form", type=click.Choice(("table", "json", "jsonl")), help="table for people (on a terminal), jsonl for programs (elsewhere), json for one object or a list.")


def wanted_options(function: F) -> F:
    """What says which events are asked for."""
    for add in (
        option("--status", type=click.Choice(("actual", "historical", "future", "hypothetical", "negation", "any")), default="actual", show_default=True, help="Status of the event."),
        option("--to", "until", metavar="DATE", help="On this day or earlier."),
        option("--from", "since", metavar="DATE", help="On this day or later."),
        option("--type", "type_", metavar="TYPE", help="Type of event, as CONSULT."),
        option("--actor", metavar="NAME", help="Who does it or has it done to them: a name or a part of it, an id, or a country's code."),
    ):  # fmt: skip
        function = add(function)
    return function


def linked_options(function: F) -> F:
    """What articles are taken together, and the language."""
    for add in (lang_option, db_option, records_option, apart_option):
        function = add(function)
    return function


def records_of(paths: Iterable[str], db: Path, lang: Lang) -> Iterator[Record]:
    """The records of the files, or those of the database."""
    if paths:
        from khabar.export.inputs import read_records

        yield from read_records(paths, stdin=sys.stdin.buffer, lang=lang)
        return
    from khabar.store import open_store

    with open_store(db, create=False) as store:
        yield from store.records()


def apart_of(path: Path | None) -> list[tuple[str, str]]:
    """The pairs of a file of ``--apart``."""
    lines = path.read_text("utf-8").splitlines() if path else []
    pairs = [line.split("\t") for line in lines if line.strip()]
    wrong = next((pair for pair in pairs if len(pair) != 2), None)
    if wrong is not None:
        raise Usage(say("bad_value", language(), name="--apart", detail="\t".join(wrong)))
    return [(pair[0], pair[1]) for pair in pairs]


def _linked(paths: Iterable[str], db: Path, apart: Path | None, lang: Lang) -> tuple[list[Record], Linked]:
    from khabar.link.collection import link

    records = list(records_of(paths, db, lang))
    return records, link(records, apart_of(apart), verdicts_of(paths, db))


def verdicts_of(paths: Iterable[str], db: Path) -> Verdicts:
    """What people have said in the database of pairs of actors and events; nothing where the records come from files."""
    from khabar.link.records import Verdicts

    if paths:
        return Verdicts()
    from khabar.store import open_store
    from khabar.store.desk import standing

    with open_store(db, create=False) as store:
        return Verdicts(actors=standing(store, "actor"), events=standing(store, "event"))


def wanted_of(actor: str | None, type_: str | None, since: str | None, until: str | None, status: str) -> Wanted:
    """The events that the options ask for; a wrong day is wrong usage."""
    import datetime as dt

    from khabar.link.views import Wanted

    for day in (since, until):
        try:
            dt.date.fromisoformat(day or "2000-01-01")
        except ValueError:
            raise Usage(say("bad_date", language(), value=day)) from None
    return Wanted(actor=actor, type=type_.upper() if type_ else None, since=since, until=until, status=None if status == "any" else status)


def _print(form: str | None, items: list[Any] | Any, lines: Callable[[], list[Line]]) -> None:
    """Items as JSON, or their lines."""
    from khabar.output import STYLES

    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    if form == "table":
        for line in lines():
            click.echo(click.style(line.text, **STYLES[line.style]))  # type: ignore[arg-type]
    elif form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(items), indent=2).decode())
    else:
        click.echo(b"".join(msgspec.json.encode(i) + b"\n" for i in (items if isinstance(items, list) else [items])).decode(), nl=False)


@click.command("export", cls=LocalCommand)
@option("--format", "form", type=click.Choice(FORMS), required=True, help="plover, polecat, acled, gdelt (which report tells which event), csv and parquet (folders of tables), webannotation, ftm, ninjs.")
@option("-o", "--output", "path", type=click.Path(path_type=Path), required=True, metavar="PATH", help="File to write; of csv and parquet a folder. A data package that describes it goes beside.")
@option("--bom", is_flag=True, help="Begin CSV files with a byte-order mark: Excel needs it, other programs stumble over it.")
@linked_options
def export_command(form: str, path: Path, bom: bool, apart: Path | None, records: tuple[str, ...], db: Path) -> None:
    """Write records in the forms that others read, each with a data package beside it."""
    from khabar.export.formats import export

    lang = language()
    given = list(records_of(records, db, lang))
    files = export(given, form, path, bom=bom, apart=apart_of(apart))
    click.echo(say("exported", lang, records=len(given), form=form, files=", ".join(str(f) for f in files)), err=True)


@click.command("timeline", cls=LocalCommand)
@wanted_options
@form_option
@linked_options
def timeline_command(form: str | None, apart: Path | None, records: tuple[str, ...], db: Path, **asked: Any) -> None:
    """Events in time, each once, with how many independent sources tell it."""
    from khabar.link.views import timeline
    from khabar.side_by_side import timeline_lines

    lang = language()
    wanted = wanted_of(**asked)
    rows = timeline(_linked(records, db, apart, lang)[1], wanted)
    _print(form, rows, lambda: timeline_lines(rows, lang))


@click.command("relations", cls=LocalCommand)
@wanted_options
@form_option
@linked_options
def relations_command(form: str | None, apart: Path | None, records: tuple[str, ...], db: Path, **asked: Any) -> None:
    """Who deals with whom: events counted once, and their mean score from conflict (-10) to cooperation (10)."""
    from khabar.link.views import relations
    from khabar.side_by_side import relation_lines

    wanted = wanted_of(**asked)
    rows = relations(_linked(records, db, apart, language())[1], wanted)
    _print(form, rows, lambda: relation_lines(rows))


@click.command("story", cls=LocalCommand)
@click.argument("id", metavar="[ID]", required=False)
@form_option
@linked_options
def story_command(id: str | None, form: str | None, apart: Path | None, records: tuple[str, ...], db: Path) -> None:
    """The articles of one story side by side; ID is a story's or an article's. Without it, all stories."""
    from khabar.link.collection import part_of, story_of
    from khabar.side_by_side import story_line, story_lines

    lang = language()
    linked = _linked(records, db, apart, lang)[1]
    if id is None:
        _print(form, linked.stories, lambda: [story_line(s, lang) for s in linked.stories])
        return
    story = story_of(linked, id)
    if story is None:
        raise Usage(say("no_story", lang, id=id))
    _print(form, part_of(linked, story), lambda: story_lines(linked, story, lang))


@click.command("statement", cls=LocalCommand)
@click.argument("id", metavar="[ID]", required=False)
@form_option
@linked_options
def statement_command(id: str | None, form: str | None, apart: Path | None, records: tuple[str, ...], db: Path) -> None:
    """The tellings of one statement side by side; ID is a uid, ARTICLE/s1 or a group's. Without it, all groups."""
    from khabar.link.collection import variants_of
    from khabar.side_by_side import variant_line, variants_lines

    lang = language()
    linked = _linked(records, db, apart, lang)[1]
    if id is None:
        _print(form, linked.variants, lambda: [variant_line(v) for v in linked.variants])
        return
    found = variants_of(linked, id)
    if found is None:
        raise Usage(say("no_variants", lang, id=id))
    _print(form, found, lambda: variants_lines(found, lang))


@click.command("plot", cls=LocalCommand)
@click.argument("kind", type=click.Choice(KINDS))
@option("-o", "--output", "path", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="FILE", help="Picture to write: .svg or .png.")
@wanted_options
@linked_options
def plot_command(kind: str, path: Path, apart: Path | None, records: tuple[str, ...], db: Path, **asked: Any) -> None:
    """Draw a picture of events in time, of who deals with whom, or of where it happened."""
    from khabar.charts import plot

    lang = language()
    wanted = wanted_of(**asked)
    given, linked = _linked(records, db, apart, lang)
    count = plot(kind, given, linked, path, wanted=wanted, lang=lang)
    click.echo(say("plotted", lang, path=path, count=count), err=True)


COMMANDS: tuple[click.Command, ...] = (export_command, timeline_command, relations_command, story_command, statement_command, plot_command)
