"""The desk's own things on the command line: watch lists, saved searches, notes, tags, merging and splitting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

import click
import msgspec

from khabar.cli.base import echo_lines, form_of, option, shown
from khabar.cli.review import by_option
from khabar.cli.store import db_option
from khabar.localised import LocalCommand, LocalGroup, lang_option, language
from khabar.messages import Lang, say

if TYPE_CHECKING:
    from khabar.store.desk import Watch
    from khabar.store.search import Hit

F = TypeVar("F", bound=Callable[..., Any])
form_option = option("--format", "form", type=click.Choice(("table", "jsonl")), help="table for people (on a terminal), jsonl for programs (elsewhere).")
_reason_option = option("--reason", default="", metavar="TEXT", help="Why; kept with it.")
_undo_option = option("--undo", is_flag=True, help="Take back what was said.")


@click.group("watch", cls=LocalGroup)
def watch_group() -> None:
    """Lists of what to look out for: actors, countries, places, types of event, words."""


_kind_option = option("--kind", type=click.Choice(("actor", "country", "place", "type", "words")), default="actor", show_default=True, help="What the values are.")


@watch_group.command("add", cls=LocalCommand)
@click.argument("name", metavar="LIST")
@click.argument("values", nargs=-1, required=True, metavar="VALUE…")
@_kind_option
@by_option
@db_option
@lang_option
def watch_add_command(name: str, values: tuple[str, ...], kind: Literal["actor", "country", "place", "type", "words"], by: str, db: Path) -> None:
    """Put VALUEs on the watch list LIST; a new name makes a new list."""
    from khabar.store import open_store
    from khabar.store.desk import watch, watches

    with open_store(db) as store:
        for value in values:
            watch(store, name, kind, value, by=by)
        click.echo(say("watching", language(), name=name, count=len(watches(store, name))))


@watch_group.command("remove", cls=LocalCommand)
@click.argument("name", metavar="LIST")
@click.argument("values", nargs=-1, metavar="[VALUE…]")
@_kind_option
@db_option
@lang_option
def watch_remove_command(name: str, values: tuple[str, ...], kind: Literal["actor", "country", "place", "type", "words"], db: Path) -> None:
    """Take VALUEs off the watch list LIST; without any, the whole list."""
    from khabar.store import open_store
    from khabar.store.desk import unwatch, watches

    with open_store(db, create=False) as store:
        gone = sum(unwatch(store, name, kind, value) for value in values) if values else unwatch(store, name)
        click.echo(say("unwatched", language(), name=name, gone=gone, count=len(watches(store, name))))


@watch_group.command("list", cls=LocalCommand)
@click.argument("name", required=False, metavar="[LIST]")
@form_option
@db_option
@lang_option
def watch_list_command(name: str | None, form: str | None, db: Path) -> None:
    """Show what the watch lists hold."""
    from khabar.show import isolate
    from khabar.store import open_store
    from khabar.store.desk import watches

    with open_store(db, create=False) as store:
        found = watches(store, name)
    if form_of(form) == "jsonl":
        echo_lines(list(found))
        return
    for entry in found:
        click.echo(f"{isolate(entry.list)}  {entry.kind:<8}{isolate(entry.value)}  {entry.by}  {entry.at}")


@watch_group.command("show", cls=LocalCommand)
@click.argument("name", metavar="LIST")
@option("--since", metavar="TIME", help="Only what came into the database after this moment (UTC), as 2024-05-06T08:00:00Z.")
@option("--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="How many of each kind to show.")
@form_option
@db_option
@lang_option
def watch_show_command(name: str, since: str | None, limit: int, form: str | None, db: Path) -> None:
    """Show what was said and done by, to or about what is on the watch list LIST, newest first."""
    from khabar.store import open_store
    from khabar.store.desk import watched

    lang = language()
    with open_store(db, create=False) as store:
        found = watched(store, name, stored_since=moment(since), limit=limit)
    if form_of(form) == "jsonl":
        echo_lines([{"list": w.list, "kind": w.kind, "value": w.value, "hit": hit} for w, hits in found for hit in hits])
    else:
        _show_watched(found, lang)


def _show_watched(found: list[tuple[Watch, list[Hit]]], lang: Lang) -> None:
    from khabar.show import isolate
    from khabar.store.listing import hit_lines

    for entry, hits in found:
        click.secho(f"{isolate(entry.value)}  {len(hits)}", bold=True)
        for hit in hits:
            for line in hit_lines(hit):
                click.echo(shown(line))
    if not any(hits for _, hits in found):
        click.echo(say("nothing_found", lang))


def moment(text: str | None) -> str | None:
    """A moment as the store writes it; a wrong one is wrong usage."""
    from khabar.cli.base import Usage
    from khabar.store.db import in_utc

    try:
        return in_utc(text) if text else None
    except ValueError:
        raise Usage(say("bad_date", language(), value=text)) from None


@click.command("searches", cls=LocalCommand)
@option("--forget", metavar="NAME", help="Forget the saved search NAME.")
@form_option
@db_option
@lang_option
def searches_command(forget: str | None, form: str | None, db: Path) -> None:
    """List the saved searches; `khabar search --saved NAME` runs one."""
    from khabar.show import isolate
    from khabar.store import open_store
    from khabar.store.desk import forget_search, saved_search, saved_searches

    with open_store(db, create=False) as store:
        if forget is not None:
            saved_search(store, forget)
            forget_search(store, forget)
        found = saved_searches(store)
    if form_of(form) == "jsonl":
        echo_lines(list(found))
        return
    for s in found:
        asked = [f"{name}={isolate(str(value))}" for name, value in msgspec.to_builtins(s.filters).items() if value]
        click.echo("  ".join([isolate(s.name), isolate(s.query), *asked, s.seen or "-"]))


@click.command("note", cls=LocalCommand)
@click.argument("id", metavar="[ID]", required=False)
@click.argument("text", nargs=-1, metavar="[TEXT…]")
@option("--take-back", type=int, metavar="N", help="Take back the note of this number; it stays in the database.")
@form_option
@by_option
@db_option
@lang_option
def note_command(id: str | None, text: tuple[str, ...], take_back: int | None, form: str | None, by: str, db: Path) -> None:
    """Write a note on ID, an article, ARTICLE/s1 or a uid; without TEXT, show the notes of an article, or all."""
    from khabar.store import open_store
    from khabar.store.desk import add_note, notes, take_back_note

    lang = language()
    with open_store(db, create=False) as store:
        if take_back is not None:
            click.echo(say("note_gone" if take_back_note(store, take_back) else "no_note", lang, row=take_back))
        elif id is not None and text:
            click.echo(say("noted", lang, row=add_note(store, id, " ".join(text), by=by)))
        else:
            _show_notes(list(notes(store, id)), form)


def _show_notes(found: list[object], form: str | None) -> None:
    from khabar.show import isolate
    from khabar.store.desk import Note

    if form_of(form) == "jsonl":
        echo_lines(found)
        return
    for note in found:
        assert isinstance(note, Note)
        click.echo(f"{note.row:>5}  {note.article}/{note.uid}  {isolate(note.text)}  {note.by}  {note.at}")


@click.command("tag", cls=LocalCommand)
@click.argument("id", metavar="[ID]", required=False)
@click.argument("tags", nargs=-1, metavar="[TAG…]")
@option("--remove", is_flag=True, help="Take the tags off.")
@form_option
@by_option
@db_option
@lang_option
def tag_command(id: str | None, tags: tuple[str, ...], remove: bool, form: str | None, by: str, db: Path) -> None:
    """Put TAGs on ID, an article, ARTICLE/s1 or a uid; without TAG, show the tags of an article, or all."""
    from khabar.show import isolate
    from khabar.store import open_store
    from khabar.store.desk import add_tag, remove_tag
    from khabar.store.desk import tags as all_tags

    with open_store(db, create=False) as store:
        for tag in tags:
            if remove:
                remove_tag(store, id or "", tag)
            else:
                add_tag(store, id or "", tag, by=by)
        found = all_tags(store, store.find(id)[0] if id and id not in store.ids() else id)
    if form_of(form) == "jsonl":
        echo_lines(list(found))
        return
    for t in found:
        click.echo(f"{isolate(t.tag)}  {t.article}/{t.uid}  {t.by}  {t.at}")


def _pair(same: bool, kind: str, one: str, other: str, undo: bool, reason: str, by: str, db: Path) -> None:
    from khabar.store import open_store
    from khabar.store.desk import PairKind, say_pair

    chosen = next(k for k in get_args(PairKind) if k == kind)
    with open_store(db, create=False) as store:
        say_pair(store, chosen, one, other, None if undo else same, by=by, reason=reason)
    click.echo(say("pair_undone" if undo else "pair_one" if same else "pair_two", language(), one=one, other=other))


def _pair_options(function: F) -> F:
    """What says which two, whose word it is and why."""
    kind = click.argument("kind", type=click.Choice(("actor", "event")))
    one, other = click.argument("one", metavar="ID"), click.argument("other", metavar="ID")
    for add in (lang_option, db_option, by_option, _reason_option, _undo_option, other, one, kind):
        function = add(function)
    return function


@click.command("merge", cls=LocalCommand)
@_pair_options
def merge_command(**given: Any) -> None:
    """Say that two actors (ids or names) or two events (uids, or ARTICLE/e1) are one; links and counts follow."""
    _pair(True, **given)


@click.command("split", cls=LocalCommand)
@_pair_options
def split_command(**given: Any) -> None:
    """Say that two actors or two events are not one, however alike; links and counts follow."""
    _pair(False, **given)


COMMANDS: tuple[click.Command, ...] = (watch_group, searches_command, note_command, tag_command, merge_command, split_command)
