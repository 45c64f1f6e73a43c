"""The commands that keep and find: add, fetch, search, db."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from khabar.cli.base import (
    Usage,
    fail,
    inputs_options,
    lexicon_option,
    option,
    own_words,
    shown,
    sources,
    workers_option,
)
from khabar.localised import LocalCommand, LocalGroup, lang_option, language
from khabar.messages import Lang, say, say_fault

if TYPE_CHECKING:
    from khabar.store import Store
    from khabar.store.adding import Stored
    from khabar.store.search import Filters, Hit, Kind, Sort

db_option = option("--db", "db", type=click.Path(dir_okay=False, path_type=Path), envvar="KHABAR_DB", default="khabar.db", show_default=True, metavar="FILE", help="The database.")


@click.command("add", cls=LocalCommand)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@inputs_options
@workers_option
@db_option
@lang_option
def add_command(
    inputs: tuple[str, ...], published: str | None, outlet: str | None, url: str | None, lexicon_folder: str | None, workers: int, db: Path
) -> None:
    """Read, code and store articles; run again, it goes on where it stopped."""
    from khabar.store import open_store
    from khabar.store.adding import add_sources

    lang = language()
    given = sources(inputs, published=published, outlet=outlet, url=url, lang=lang)
    with open_store(db) as store:
        unread = told(add_sources(store, given, workers=workers, folder=own_words(lexicon_folder, lang)), lang)
    sys.exit(1 if unread else 0)


@click.command("fetch", cls=LocalCommand)
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@option("--limit", type=click.IntRange(min=1), default=50, show_default=True, metavar="N", help="How many items of each feed to follow.")
@option("--pause", type=click.FloatRange(min=0), default=1.0, show_default=True, metavar="SECONDS", help="Between two requests to one host, where its robots.txt does not ask for more.")
@option("--http", is_flag=True, help="Allow plain http, which can be read and changed on its way.")
@option("--private", is_flag=True, help="Allow addresses of this machine and of private networks.")
@lexicon_option
@db_option
@lang_option
def fetch_command(urls: tuple[str, ...], limit: int, pause: float, http: bool, private: bool, lexicon_folder: str | None, db: Path) -> None:
    """Fetch pages and feeds from the network, code and store them; the only command that opens a connection."""
    try:
        from khabar.fetch.client import Fetcher, Limits
        from khabar.fetch.guard import Rules
    except ModuleNotFoundError:
        fail(say("no_fetch", language()), 1)
    from khabar.store import open_store
    from khabar.store.fetching import fetch_into

    lang = language()
    fetcher = Fetcher(rules=Rules(http, private), limits=Limits(pause=pause))
    try:
        with open_store(db) as store:
            unread = told(fetch_into(store, fetcher, urls, limit=limit, folder=own_words(lexicon_folder, lang)), lang)
    finally:
        fetcher.close()
    sys.exit(1 if unread else 0)


def told(stored: Iterable[Stored], lang: Lang) -> bool:
    """Store, tell faults and progress on standard error and the sum on standard output; whether an input could not be read."""
    from khabar.progress import Progress
    from khabar.show import plain

    count, unread, progress = dict.fromkeys(("articles", "versions", "again", "same", "faults"), 0), False, Progress(sys.stderr, lang)
    for item in stored:
        progress.clear()
        unread = unread or item.unread
        count["faults"] += len(item.faults)
        if item.added is None:
            count["same"] += not item.faults
            sys.stderr.writelines(f"{plain(say_fault(f, lang))}\n" for f in item.faults)
        else:
            count["articles" if item.added.new_article else "versions" if item.added.new_version else "again"] += 1
        progress.step()
    progress.clear()
    click.echo(say("stored", lang, **count) + (say("stored_same", lang, **count) if count["same"] else ""))
    return unread


@click.command("search", cls=LocalCommand)
@click.argument("query", nargs=-1, metavar="QUERY…")
@option("--speaker", metavar="NAME", help="Who says it: a name or a part of it, a stable id, or a country's code.")
@option("--actor", metavar="NAME", help="Who says it, does it or has it done to them.")
@option("--type", "type_", metavar="TYPE", help="Type of event (CONSULT) or statement (direct).")
@option("--status", type=click.Choice(("actual", "historical", "future", "hypothetical", "negation")), help="Status of the event.")
@option("--outlet", metavar="NAME", help="Who published it.")
@option("--from", "since", metavar="DATE", help="Published on this day or later.")
@option("--to", "until", metavar="DATE", help="Published on this day or earlier.")
@option("--place", metavar="NAME", help="Where an event took place: a name, or a country's code.")
@option("--tag", metavar="TAG", help="What bears this tag.")
@option("--save", metavar="NAME", help="Keep this search under NAME.")
@option("--saved", metavar="NAME", help="Run the search kept under NAME.")
@option("--new", is_flag=True, help="With --saved: only what came into the database since it was last looked at.")
@option("--in", "kind", type=click.Choice(("statement", "event", "article")), help="Look only in these.")
@option("--exact", is_flag=True, help="As spelled: hamzas, ta marbuta and clitics count, vowel marks do not.")
@option("--sort", type=click.Choice(("best", "newest", "oldest", "name")), default="best", show_default=True, help="What comes first; by name is by speaker, actor or title in the Arabic order.")
@option("--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="How many of each kind to show.")
@option("--format", "form", type=click.Choice(("table", "json", "jsonl")), help="table for people (on a terminal), jsonl for programs (elsewhere), json for one object or a list.")
@db_option
@lang_option
def search_command(
    query: tuple[str, ...], speaker: str | None, actor: str | None, type_: str | None, status: str | None, outlet: str | None, since: str | None,
    until: str | None, place: str | None, tag: str | None, save: str | None, saved: str | None, new: bool, kind: Kind | None, exact: bool, sort: Sort,
    limit: int, form: str | None, db: Path,
) -> None:  # fmt: skip
    """Search articles, statements and events, in Arabic as it is read."""
    from khabar.cli.review import user
    from khabar.store import open_store
    from khabar.store.desk import save_search
    from khabar.store.search import KINDS, Filters, search

    lang = language()
    for day in (since, until):
        check_day(day, lang)
    words = " ".join(query)
    filters = Filters(speaker=speaker, actor=actor, type=type_, status=status, outlet=outlet, since=since, until=until, place=place, tag=tag)
    with open_store(db, create=False) as store:
        if save is not None:
            save_search(store, save, words, filters, by=user())
            click.echo(say("search_saved", lang, name=save), err=True)
        if saved is not None:
            words, filters = _saved(store, saved, new=new)
        hits = search(store.connection, words, filters, kinds=(kind,) if kind else KINDS, exact=exact, sort=sort, limit=limit)
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(hits), indent=2).decode())
    elif form == "jsonl":
        click.echo(b"".join(msgspec.json.encode(h) + b"\n" for h in hits).decode(), nl=False)
    else:
        _show(hits, lang)


def _saved(store: Store, name: str, *, new: bool) -> tuple[str, Filters]:
    """A saved search; what it showed till now is no longer new."""
    from khabar.store.desk import saved_search, seen

    found = saved_search(store, name)
    seen(store, name)
    return found.query, msgspec.structs.replace(found.filters, stored_since=found.seen if new else None)


def check_day(day: str | None, lang: Lang) -> None:
    """A day that is none is wrong usage."""
    import datetime as dt

    try:
        dt.date.fromisoformat(day or "2000-01-01")
    except ValueError:
        raise Usage(say("bad_date", lang, value=day)) from None


def _show(hits: Iterable[Hit], lang: Lang) -> None:
    from khabar.store.listing import hit_lines

    found = False
    for hit in hits:
        found = True
        for line in hit_lines(hit):
            click.echo(shown(line))
    if not found:
        click.echo(say("nothing_found", lang))


@click.group("db", cls=LocalGroup)
def db_group() -> None:
    """Look after the database."""


@db_group.command("check", cls=LocalCommand)
@db_option
@lang_option
def db_check_command(db: Path) -> None:
    """Check that the database is whole, and count what is in it."""
    from khabar.store import open_store

    lang = language()
    with open_store(db, create=False) as store:
        wrong, counts = store.check(), store.counts()
    for line in wrong:
        click.echo(line, err=True)
    for name, rows in counts.items():
        click.echo(f"{name:<14}{rows:>9}")
    click.echo(say("db_wrong" if wrong else "db_whole", lang, count=len(wrong), path=db))
    sys.exit(1 if wrong else 0)


@db_group.command("backup", cls=LocalCommand)
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE")
@db_option
@lang_option
def db_backup_command(target: Path, db: Path) -> None:
    """Copy the database to FILE while others may use it."""
    from khabar.store import open_store

    with open_store(db, create=False) as store:
        store.backup(target)
    click.echo(say("backed_up", language(), path=target))


@db_group.command("history", cls=LocalCommand)
@click.argument("article", metavar="ARTICLE")
@db_option
@lang_option
def db_history_command(article: str, db: Path) -> None:
    """Tell when an article was met, and what its text gained and lost from one version to the next."""
    from khabar.show import isolate
    from khabar.store import open_store
    from khabar.store.history import history

    with open_store(db, create=False) as store:
        for capture, edits in history(store, article):
            facts = (capture.at, f"v{capture.version}", capture.method, capture.source, capture.sha256)
            click.echo("  ".join(f for f in facts if f))
            for edit in edits:
                click.echo(f"    {'-' if edit.what == 'out' else '+'} {isolate(edit.text)}")


@db_group.command("merge", cls=LocalCommand)
@click.argument("other", type=click.Path(path_type=Path), metavar="FILE")
@db_option
@lang_option
def db_merge_command(other: Path, db: Path) -> None:
    """Bring the articles, codings, corrections and desk of another database FILE into this one; conflicts are told."""
    from khabar.show import isolate
    from khabar.store import open_store
    from khabar.store.joining import join

    lang = language()
    with open_store(db) as store, open_store(other, create=False) as theirs:
        joined = join(store, theirs)
    for c in joined.conflicts:
        told = {"mine": f"{isolate(str(c.mine))} ({c.mine_by})", "theirs": f"{isolate(str(c.theirs))} ({c.theirs_by})"}
        click.echo(say("store_conflict", lang, id=f"{c.article}/{c.uid}", field=c.field, **told), err=True)
    click.echo(say("merged_stores", lang, **joined.counts))


COMMANDS: tuple[click.Command, ...] = (add_command, fetch_command, search_command, db_group)
