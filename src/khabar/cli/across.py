"""The commands over many articles: export, timeline, relations, story, statement, plot."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from khabar.cli.base import Usage, echo_lines, form_of, lexicon_option, option, own_words
from khabar.cli.store import db_option
from khabar.errors import OptionError
from khabar.localised import LocalCommand, lang_option, language
from khabar.messages import Lang, say

if TYPE_CHECKING:
    from khabar.export.formats import Kept
    from khabar.link.records import Linked, Verdicts
    from khabar.link.views import Wanted
    from khabar.model import Record
    from khabar.show import Line

F = TypeVar("F", bound=Callable[..., Any])
FORMS = ("plover", "polecat", "acled-like", "gdelt", "csv", "parquet", "xlsx", "geojson", "hxl", "webannotation", "ftm", "ninjs")
ALIASES = ("acled",)
KINDS = ("timeline", "relations", "map")
records_option = option("--records", multiple=True, metavar="PATH", help="Coded articles from files or folders that `khabar code` wrote, instead of the database; - is standard input.")
apart_option = option("--apart", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE", help="Actors that are two: a file with a pair a line, parted by a tab, as --format json names them under merges.")
form_option = option("--format", "form", type=click.Choice(("table", "json", "jsonl")), help="table for people (on a terminal), jsonl for programs (elsewhere), json for one object or a list.")


def wanted_options(function: F) -> F:
    """What says which events are asked for."""
    for add in (
        option("--attribution", "voice", type=click.Choice(("outlet", "claimed", "denied", "contested", "any")), default="outlet", show_default=True, help="Whose word counts: what an outlet tells in its own voice, or what is only claimed, denied or contested."),
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


def verdicts_of(paths: Iterable[str], db: Path, before: str | None = None) -> Verdicts:
    """What people have said in the database of pairs of actors and events, or had said before a moment; nothing where the records come from files."""
    from khabar.link.records import Verdicts

    if paths:
        return Verdicts()
    from khabar.link.kept import verdicts
    from khabar.store import open_store

    with open_store(db, create=False) as store:
        return verdicts(store, before)


def wanted_of(actor: str | None, type_: str | None, since: str | None, until: str | None, status: str, voice: str) -> Wanted:
    """The events that the options ask for; a wrong day is wrong usage."""
    import datetime as dt

    from khabar.link.views import Wanted

    for day in (since, until):
        try:
            dt.date.fromisoformat(day or "2000-01-01")
        except ValueError:
            raise Usage(say("bad_date", language(), value=day)) from None
    return Wanted(actor=actor, type=type_.upper() if type_ else None, since=since, until=until, status=None if status == "any" else status, voice=None if voice == "any" else voice)


def _print(form: str | None, items: list[Any] | Any, lines: Callable[[], list[Line]]) -> None:
    """Items as JSON, or their lines."""
    from khabar.output import STYLES

    form = form_of(form)
    if form == "table":
        for line in lines():
            click.echo(click.style(line.text, **STYLES[line.style]))  # type: ignore[arg-type]
    elif form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(items), indent=2).decode())
    else:
        echo_lines(items if isinstance(items, list) else [items])


@click.command("export", cls=LocalCommand)
@option("--format", "form", type=click.Choice((*FORMS, *ALIASES)), required=True, help="plover, polecat, acled-like (ACLED's columns; acled is its older name), gdelt (which report tells which event), csv and parquet (folders of tables), xlsx (a workbook), geojson (points), hxl (hashtags for humanitarian data), webannotation, ftm, ninjs.")
@option("-o", "--output", "path", type=click.Path(path_type=Path), required=True, metavar="PATH", help="File to write; of csv and parquet a folder. A data package that describes it goes beside.")
@option("--bom", is_flag=True, help="Begin CSV files with a byte-order mark: Excel needs it, other programs stumble over it.")
@option("--claims", is_flag=True, help="In plover and polecat also events that are only somebody's word, denied or planned; the other forms hold all, with whose word it is.")
@option("--since", metavar="DATE", help="Write a table of changes beside: ids that are new, changed, merged or withdrawn since this day or moment (UTC).")
@option("--no-text", is_flag=True, help="Leave the words of the articles out: offsets, names and codes stay.")
@option("--redact", type=click.Choice(("persons",)), help="Put a pseudonym for every person, the same in all articles; bodies and offices stay.")
@option("--redact-key", envvar="KHABAR_REDACT_KEY", default="", metavar="SECRET", help="Makes the pseudonyms such that nobody finds the names by trying; keep it, and they stay the same.")
@lexicon_option
@linked_options
def export_command(
    form: str, path: Path, bom: bool, since: str | None, claims: bool, no_text: bool, redact: str | None, redact_key: str, lexicon_folder: str | None, apart: Path | None,
    records: tuple[str, ...], db: Path,
) -> None:
    """Write records in the forms that others read, each with a data package beside it."""
    from khabar.export.formats import ALIASES as NAMES
    from khabar.export.formats import Kept, export
    from khabar.export.package import left_out

    lang = language()
    if since is not None and records:
        raise Usage(say("since_needs_db", lang))
    if form in ALIASES:
        click.echo(say("acled_like", lang), err=True)
        form = NAMES[form]
    given, pairs, verdicts = list(records_of(records, db, lang)), apart_of(apart), verdicts_of(records, db)
    kept = Kept(words=not no_text, persons=redact is None, key=redact_key)
    files = export(given, form, path, bom=bom, apart=pairs, lang=lang, kept=kept, verdicts=verdicts, folder=own_words(lexicon_folder, lang), claims=claims)
    if since is not None:
        files.append(_changes(given, path, db, since, pairs, kept, verdicts, lang))
    click.echo(say("exported", lang, records=len(given), form=form, files=", ".join(str(f) for f in files)), err=True)
    left = left_out(files[0] if path.is_file() else path)
    if left:
        click.echo(say("export_left_out", lang, left=left), err=True)


def _changes(now: list[Record], path: Path, db: Path, since: str, pairs: list[tuple[str, str]], kept: Kept, verdicts: Verdicts, lang: Lang) -> Path:
    """Write what changed since a moment beside an export; the file."""
    from khabar.export.changes import changes_between, write_changes
    from khabar.store import open_store
    from khabar.store.asof import moment, records_at

    try:
        at = moment(since)
    except OptionError:
        raise Usage(say("bad_date", lang, value=since)) from None
    with open_store(db, create=False) as store:
        before = list(records_at(store, at))
    rows = changes_between(before, now, pairs, kept, (verdicts_of((), db, at), verdicts))
    counts = Counter(row.what for row in rows)
    click.echo(say("changes", lang, since=at, **{what: counts[what] for what in ("new", "changed", "merged", "withdrawn")}), err=True)
    return write_changes(rows, path)


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


@click.command("labels", cls=LocalCommand)
@option("--actor", metavar="NAME", help="Only this actor: a name or a part of it, an id, or a country's code.")
@form_option
@linked_options
def labels_command(actor: str | None, form: str | None, apart: Path | None, records: tuple[str, ...], db: Path) -> None:
    """Which outlet calls an actor what: each actor under a heading that takes no side, with the names it is given."""
    from khabar.lexicon.words import lexicon
    from khabar.link.labels import labels
    from khabar.side_by_side import label_lines

    lang = language()
    given, linked = _linked(records, db, apart, lang)
    rows = labels(given, linked, lexicon(), actor=actor)
    _print(form, rows, lambda: label_lines(rows, lang))


COMMANDS: tuple[click.Command, ...] = (export_command, timeline_command, relations_command, labels_command, story_command, statement_command, plot_command)
