"""The command ``khabar``: what people and scripts type. Only this package prints and ends the program."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click
import msgspec

from khabar.cli.across import COMMANDS as ACROSS
from khabar.cli.base import (
    Usage,
    coded_inputs,
    fail,
    inputs_options,
    lexicon_option,
    limit_option,
    option,
    own_words,
    width,
    workers_option,
)
from khabar.cli.brief import COMMANDS as BRIEF
from khabar.cli.counting import COMMANDS as COUNTING
from khabar.cli.keeping import COMMANDS as KEEPING
from khabar.cli.review import COMMANDS as REVIEW
from khabar.cli.scale import COMMANDS as SCALE
from khabar.cli.serve import COMMANDS as SERVE
from khabar.cli.store import COMMANDS as STORE
from khabar.errors import DataError, ExtraError, InputError, KhabarError, OptionError, StoreError
from khabar.localised import LocalCommand, LocalGroup, lang_option, language
from khabar.messages import Lang, say, say_error, say_fault

FORMATS = ("table", "json", "jsonl")


def _version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if not value or context.resilient_parsing:
        return
    from khabar.pipeline import coder

    made = coder()
    click.echo(f"khabar {made.version}\ncodebook {made.codebook}\nlexicon {made.lexicon}\nrules {made.rules}")
    context.exit()


@click.group(cls=LocalGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the versions and hashes of coder, lexicon and rules.")
@lang_option
def cli() -> None:
    """Read Arabic news and write down who said and did what to whom, where, when, and according to whom."""


for _command in (*STORE, *KEEPING, *REVIEW, *ACROSS, *BRIEF, *COUNTING, *SCALE, *SERVE):
    cli.add_command(_command)


@cli.command("code", cls=LocalCommand)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@inputs_options
@option("--format", "form", type=click.Choice(FORMATS), help="table for people (on a terminal), jsonl for programs (elsewhere), json for one object or a list.")
@option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Write NAME.json for each input file into this folder.")
@workers_option
@limit_option
@option("--show-dropped", is_flag=True, help="Tell what was left out, and why.")
@lang_option
def code_command(
    inputs: tuple[str, ...], published: str | None, outlet: str | None, url: str | None, lexicon_folder: str | None, form: str | None,
    out: Path | None, workers: int, seconds: float, show_dropped: bool,
) -> None:  # fmt: skip
    """Code articles without storing them: texts, JSONL, pages, feeds, web archives, gzipped or not, folders, - for standard input."""
    from khabar.output import Folder, Printer, Sinks

    lang = language()
    sinks = Sinks()
    if form or out is None:
        shape = form or ("table" if sys.stdout.isatty() else "jsonl")
        sinks.add(Printer(sys.stdout, shape, lang=lang, width=width(), dropped=show_dropped, single=_single(inputs)))
    if out is not None:
        sinks.add(Folder(out))
    coded = coded_inputs(inputs, published=published, outlet=outlet, url=url, folder=own_words(lexicon_folder, lang), workers=workers, seconds=seconds, lang=lang)
    unread = sinks.run(coded, sys.stderr, lang)
    sys.exit(1 if unread else 0)


def _single(inputs: tuple[str, ...]) -> bool:
    """Whether the input can hold one article only, so that JSON is an object and no list."""
    from khabar.read.inputs import MANY, kind_of

    path = Path(inputs[0])
    return len(inputs) == 1 and not path.is_dir() and kind_of(path) not in MANY


@cli.command("explain", cls=LocalCommand)
@click.argument("source", metavar="INPUT")
@click.argument("id", metavar="ID")
@inputs_options
@lang_option
def explain_command(source: str, id: str, published: str | None, outlet: str | None, url: str | None, lexicon_folder: str | None) -> None:
    """Tell in prose why record ID of an article is there."""
    from khabar.explain import explain, find

    lang = language()
    coded = list(coded_inputs([source], published=published, outlet=outlet, url=url, folder=own_words(lexicon_folder, lang), lang=lang))
    records = [c.record for c in coded if c.record is not None]
    if not records:
        fail("\n".join(say_fault(f, lang) for c in coded for f in c.faults), 1)
    click.echo(explain(*find(records, id, lang), lang))


@cli.command("evaluate", cls=LocalCommand)
@click.argument("gold_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@option("--records", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Write the records, NAME.json, into this folder.")
@option("--each", is_flag=True, help="A line for each article.")
@option("--misses", is_flag=True, help="What was missed and what is too much, by article.")
@option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@option("--floors", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Floors that the figures must hold; exit 1 when one does not.")
@lang_option
def evaluate_command(gold_dir: Path, records: Path | None, each: bool, misses: bool, as_json: bool, floors: Path | None) -> None:
    """Code a folder of gold articles and print the figures."""
    from khabar import evaluate as measure

    lang = language()
    outcome = measure.evaluate(gold_dir, records=records)
    if as_json:
        click.echo(msgspec.json.encode(measure.figures(outcome)).decode())
    else:
        click.echo("\n".join(measure.report(outcome, each=each, misses=misses)))
    if floors is None:
        return
    name = measure.set_name(gold_dir, floors)
    low = measure.below(outcome, measure.read_floors(floors).get(name, {}))
    for line in low:
        click.echo(say("below_floor", lang, line=line), err=True)
    if low:
        sys.exit(1)
    click.echo(say("floors_held", lang, name=name), err=True)


@cli.command("rule", cls=LocalCommand)
@click.argument("id", metavar="[ID]", required=False)
@option("--gold", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR", help="Count for each rule how often it fired on a folder of gold articles, and how often it was right.")
@option("--strict", is_flag=True, help="List only the rules that alerts may rest on: right in their type nine times in ten, over at least twenty firings on the gold.")
@lang_option
def rule_command(id: str | None, gold: Path | None, strict: bool) -> None:
    """Show a rule with its examples, or list all rules."""
    from khabar.catalogue import find_rule, list_rules, show_rule

    lang = language()
    if gold is not None:
        from khabar.evaluate import list_firings

        known = find_rule(id, lang).id if id is not None else ""
        click.echo("\n".join(line for n, line in enumerate(list_firings(gold, lang)) if n == 0 or not known or line.split()[0] == known))
        return
    click.echo("\n".join(list_rules(strict=strict) if id is None else show_rule(find_rule(id, lang), lang)))


@cli.group("lexicon", cls=LocalGroup)
def lexicon_group() -> None:
    """Look after the words."""


@lexicon_group.command("check", cls=LocalCommand)
@lexicon_option
@lang_option
def lexicon_check_command(lexicon_folder: str | None) -> None:
    """Check every word table."""
    from khabar.catalogue import check_tables
    from khabar.lexicon.load import DATA

    lang = language()
    own = own_words(lexicon_folder, lang)
    counts = check_tables([DATA, *([Path(own)] if own else [])])
    for name, rows in counts.items():
        click.echo(f"{name:<14}{rows:>7}")
    click.echo(say("lexicon_fine", lang, rows=sum(counts.values()), tables=len(counts)))


@cli.command("unknown", cls=LocalCommand)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@option("--limit", type=click.IntRange(min=1), default=50, show_default=True, metavar="N", help="How many words to show.")
@lexicon_option
@lang_option
def unknown_command(inputs: tuple[str, ...], limit: int, lexicon_folder: str | None) -> None:
    """Count the words that no table knows."""
    from collections import Counter

    from khabar.read.inputs import read_inputs
    from khabar.unknown import unknown

    lang = language()
    folder = own_words(lexicon_folder, lang)
    found: Counter[tuple[str, str]] = Counter()
    unread = False
    for source in read_inputs(list(inputs), stdin=sys.stdin.buffer):
        unread = unread or source.unread
        for fault in source.faults:
            click.echo(say_fault(fault, lang), err=True)
        if source.article is not None:
            found.update(unknown(source.article, folder))
    for (kind, word), count in found.most_common(limit):
        click.echo(f"{count:>6}  {kind:<6}  {word}")
    sys.exit(1 if unread else 0)


def _told(error: click.ClickException, lang: Lang) -> str:
    """What click found wrong, in the language of the run."""
    if isinstance(error, Usage) or lang == "en":
        return error.format_message()
    name = error.param.make_metavar(error.ctx) if isinstance(error, click.BadParameter) and error.param and error.ctx else ""
    if isinstance(error, click.MissingParameter):
        return say("missing_value", lang, name=name)
    if isinstance(error, click.BadParameter):
        option = error.param.opts[0] if isinstance(error.param, click.Option) else name
        return say("bad_value", lang, name=option, detail=error.message)
    if isinstance(error, click.NoSuchOption):
        return say("no_option", lang, name=error.option_name)
    return say("bad_usage", lang, detail=error.format_message())


def _asked_language(arguments: Iterable[str]) -> Lang:
    """The language for an error that ends the run outside of any command."""
    words = list(arguments)
    return "ar" if "--lang=ar" in words or ("--lang" in words and words[words.index("--lang") + 1 :][:1] == ["ar"]) else "en"


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command; exit codes: 0 done, 1 some input could not be read, 2 wrong usage."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    lang = _asked_language(arguments)
    try:
        result = cli.main(args=arguments, prog_name="khabar", standalone_mode=False)
    except click.ClickException as error:
        if isinstance(error, click.UsageError) and error.ctx is not None:
            click.echo(error.ctx.get_usage(), err=True)
        click.echo(f"{say('error', lang)}: {_told(error, lang)}", err=True)
        sys.exit(2)
    except ExtraError as error:
        click.echo(f"{say('error', lang)}: {say('needs_extra', lang, extra=error.extra)}", err=True)
        sys.exit(2)
    except OptionError as error:
        click.echo(f"{say('error', lang)}: {say_error(error, lang)}", err=True)
        sys.exit(2)
    except StoreError as error:
        click.echo(f"{say('error', lang)}: {say_error(error, lang)}", err=True)
        sys.exit(1)
    except (InputError, DataError, KhabarError) as error:
        click.echo(f"{say('error', lang)}: {error}", err=True)
        sys.exit(1)
    except click.Abort:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(result if isinstance(result, int) else 0)


if __name__ == "__main__":
    main()
