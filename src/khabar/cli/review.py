"""The commands of people who correct: correct, review, recode, gold."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
import msgspec

from khabar.cli.base import Usage, lexicon_option, option, own_words, workers_option
from khabar.cli.store import db_option
from khabar.localised import LocalCommand, LocalGroup, lang_option, language
from khabar.messages import Lang, say, say_fault

if TYPE_CHECKING:
    from khabar.model import Record
    from khabar.store import Store
    from khabar.store.corrections import Changes, Correction
    from khabar.store.recode import Recoded


def user() -> str:
    """Whose corrections, notes and searches these are, where no name is given."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without users
        raise Usage(say("missing_value", language(), name="--by")) from None


by_option = option("--by", metavar="NAME", envvar="KHABAR_BY", default=user, help="Whose correction it is; your user name unless given.")
_reason_option = option("--reason", default="", metavar="TEXT", help="Why; kept with the correction.")


@click.command("correct", cls=LocalCommand)
@click.argument("id", metavar="ID")
@option("--accept", is_flag=True, help="It is right as it is. With an article's id: the whole article is right and complete.")
@option("--remove", is_flag=True, help="It is none.")
@option("--undo", is_flag=True, help="Take back the last correction of this record.")
@option("--add", "kind", type=click.Choice(("statement", "event")), help="Add what was missed; ID is then the article's.")
@option("--words", metavar="TEXT", help="The content or evidence, letter by letter as in the article.")
@option("--nth", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="Which occurrence of these words.")
@option("--type", "type_", metavar="TYPE", help="Type of event (CONSULT) or statement (direct).")
@option("--mode", metavar="MODE", help="Mode of the event; an empty one for none.")
@option("--status", metavar="STATUS", help="Status of the event.")
@option("--date", metavar="DATE", help="Date of the event, as 2024-05-06 or 2024-05; an empty one for none.")
@option("--place", metavar="NAME", help="Place of the event; an empty one for none.")
@option("--size", multiple=True, metavar="COUNT", help="A count of the event, as dead=12, injured=3-5, or dead= for none.")
@option("--speaker", multiple=True, metavar="NAME", help="Who says it: a name or key of the article's actors, or somebody new as NAME|KIND|COUNTRY.")
@option("--actor", multiple=True, metavar="NAME", help="Who does it; written as a speaker is.")
@option("--recipient", multiple=True, metavar="NAME", help="Who has it done to them; written as a speaker is, an empty one for nobody.")
@option("--everywhere", is_flag=True, help="Write what the correction teaches as a row of your own word tables (--lexicon), after showing what it changes in all articles.")
@option("--yes", is_flag=True, help="Do not ask.")
@lexicon_option
@_reason_option
@by_option
@db_option
@lang_option
def correct_command(
    id: str, everywhere: bool, yes: bool, lexicon_folder: str | None, accept: bool, remove: bool, undo: bool,
    kind: Literal["statement", "event"] | None, by: str, reason: str, db: Path, **fields: Any,
) -> None:  # fmt: skip
    """Correct statement or event ID (a uid, or ARTICLE/s1); the coding stays, and the correction outlives the next one."""
    from khabar.store import open_store

    lang = language()
    acts = [name for name, chosen in (("accept", accept), ("remove", remove), ("undo", undo), ("add", kind)) if chosen]
    changed = any(fields[name] not in (None, ()) for name in fields if name != "nth")
    if len(acts) + (changed and not kind) != 1:
        raise Usage(say("one_act", lang))
    with open_store(db, create=False) as store:
        kept = _undone(store, id, by, reason) if undo else store.correct(_made(store, id, acts[0] if acts else "change", kind, fields, by, reason))
        click.echo(say("corrected", lang, row=kept.row, by=kept.by))
        if everywhere:
            _everywhere(store, kept, lexicon_folder, yes, lang)


def _everywhere(store: Store, kept: Correction, folder: str | None, yes: bool, lang: Lang) -> None:
    """Show what the correction's new actors would change in all articles, and write them into the user's own words."""
    from khabar.store.listing import change_lines
    from khabar.store.teaching import preview, taught, write

    if not folder:
        raise Usage(say("missing_value", lang, name="--lexicon"))
    people = taught(kept.changes, (a.id for a in store.record(kept.article).actors))
    if not people:
        raise Usage(say("everywhere_none", lang))
    changed = preview(store, Path(folder), people)
    click.echo("".join(f"{line}\n" for change in changed for line in change_lines(change, lang)), nl=False)
    click.echo(say("everywhere", lang, count=len(changed), articles=len({c.article for c in changed})))
    if yes or click.confirm(say("everywhere_ask", lang)):
        click.echo(say("everywhere_kept", lang, path=write(Path(folder), people)))


def _undone(store: Store, id: str, by: str, reason: str) -> Correction:
    from khabar.errors import OptionError

    last = store.last_correction(id.rpartition("/")[2])
    if last is None:
        raise OptionError(say("no_record", language(), id=id))
    return store.undo(last.article, last.row, by=by, reason=reason)


def _made(store: Store, id: str, act: Any, kind: Literal["statement", "event"] | None, fields: dict[str, Any], by: str, reason: str) -> Correction:
    from khabar.store.corrections import added, find, on, whole

    if kind is not None:
        record = store.corrected(id).record
        return added(record, kind, _changes(record, fields), by=by, reason=reason)
    if act == "accept" and id in store.ids():
        return whole(store.record(id), by=by, reason=reason)
    article, own = store.find(id)
    record = store.corrected(article).record
    return on(record, find(record, own), act, by=by, reason=reason, changes=_changes(record, fields))


def _changes(record: Record, fields: dict[str, Any]) -> Changes:
    """What the options ask for."""
    from khabar.store.corrections import Changes, person_of, piece, size_of

    def people(name: str) -> Any:
        return [person_of(record, text) for text in fields[name] if text] if fields[name] else None

    return Changes(
        span=piece(record, fields["words"], fields["nth"]) if fields["words"] else None, type=fields["type_"], mode=fields["mode"], status=fields["status"],
        date=fields["date"], place=fields["place"], speaker=people("speaker"), actors=people("actor"), recipients=people("recipient"), size=size_of(fields["size"]),
    )  # fmt: skip


@click.command("review", cls=LocalCommand)
@click.argument("articles", nargs=-1, metavar="[ARTICLE…]")
@option("--list", "listed", is_flag=True, help="List the corrections with how they stand, and ask nothing.")
@option("--agreement", nargs=2, metavar="NAME NAME", help="How far two people agree over the articles that both corrected, as JSON.")
@by_option
@db_option
@lang_option
def review_command(articles: tuple[str, ...], listed: bool, agreement: tuple[str, str] | None, by: str, db: Path) -> None:
    """Go through what was coded, with one key for each act; without ARTICLE, through all that you have not finished."""
    from khabar.store import open_store

    lang = language()
    with open_store(db, create=False) as store:
        if agreement:
            _agreement(store, *agreement)
        elif listed:
            _list(store, articles or store.reviewed(), lang)
        else:
            from khabar.cli.desk import work

            work(store, articles or _unfinished(store, by), by, lang)


def _agreement(store: Store, one: str, other: str) -> None:
    from khabar.store.agreement import agreement

    click.echo(msgspec.json.format(msgspec.json.encode(agreement(store, one, other)), indent=2).decode())


def _list(store: Store, articles: Iterable[str], lang: Lang) -> None:
    from khabar.store.listing import standing_line
    from khabar.store.review import standings

    for article in articles:
        for standing in standings(store, article):
            click.echo(standing_line(standing, lang))


def _unfinished(store: Store, by: str) -> Iterable[str]:
    from khabar.store.overlay import in_force

    for article in store.ids():
        if not any(c.kind == "article" for c in in_force(store.corrections(article, by=by))):
            yield article


@click.command("recode", cls=LocalCommand)
@option("--format", "form", type=click.Choice(("table", "jsonl")), default="table", show_default=True, help="table for people, jsonl for programs: a line for each article that changed.")
@option("--summary", is_flag=True, help="Only the sums by rule.")
@workers_option
@lexicon_option
@db_option
@lang_option
def recode_command(form: str, summary: bool, workers: int, lexicon_folder: str | None, db: Path) -> None:
    """Run the current coder over the stored texts and tell what changed; the old codings stay."""
    from khabar.progress import Progress
    from khabar.store import open_store
    from khabar.store.recode import by_rule, recode

    lang = language()
    progress, done, changed = Progress(sys.stderr, lang), 0, []
    with open_store(db, create=False) as store:
        for item in recode(store, workers=workers, folder=own_words(lexicon_folder, lang)):
            progress.clear()
            _tell(item, form, summary, lang)
            done += 1
            changed += [item.changes] if item.changes else []
            progress.step()
    progress.clear()
    if form == "table":
        rules = by_rule(changed)
        if rules:
            click.echo(f"{say('rule', lang):<40}" + "".join(f"{say(f'what_{what}', lang):>9}" for what in ("new", "gone", "changed")))
        for rule, counts in rules.items():
            click.echo(f"{rule:<40}{counts['new']:>+9}{-counts['gone']:>9}{counts['changed']:>9}")
        click.echo(say("recoded", lang, done=done, changed=len(changed)))


def _tell(item: Recoded, form: str, summary: bool, lang: Lang) -> None:
    from khabar.store.listing import change_lines

    for fault in item.faults:
        click.echo(say_fault(fault, lang), err=True)
    if form == "jsonl" and (item.changes or item.gone):
        click.echo(msgspec.json.encode(item).decode())
    elif form == "table" and not summary:
        click.echo("".join(f"{line}\n" for change in item.changes for line in change_lines(change, lang)), nl=False)
    for correction in item.gone:
        click.echo(say("correction_gone", lang, row=correction.row, article=item.article, by=correction.by), err=True)


@click.group("gold", cls=LocalGroup)
def gold_group() -> None:
    """Corrected articles as gold cases, and gold cases as corrections."""


@gold_group.command("export", cls=LocalCommand)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@option("--by", metavar="NAME", help="Only by the corrections of this person.")
@db_option
@lang_option
def gold_export_command(folder: Path, by: str | None, db: Path) -> None:
    """Write each corrected article as NAME.txt and NAME.gold.json; what nobody looked at is optional in it."""
    from khabar.store import open_store
    from khabar.store.gold import export_gold

    with open_store(db, create=False) as store:
        names = export_gold(store, folder, by=by)
    click.echo(say("gold_written", language(), count=len(names), path=folder))


@gold_group.command("import", cls=LocalCommand)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@_reason_option
@by_option
@db_option
@lang_option
def gold_import_command(folder: Path, reason: str, by: str, db: Path) -> None:
    """Store the articles of a folder of gold, with the corrections that bring their coding there."""
    from khabar.store import open_store
    from khabar.store.gold import import_gold

    with open_store(db) as store:
        count = import_gold(store, folder, by=by, reason=reason)
    click.echo(say("gold_read", language(), count=count))


COMMANDS: tuple[click.Command, ...] = (correct_command, review_command, recode_command, gold_group)
