"""The commands for archives: scale, and load for what it wrote."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khabar.cli.base import Usage, lexicon_option, option, own_words
from khabar.cli.store import db_option
from khabar.localised import LocalCommand, lang_option, language
from khabar.messages import Lang, say, say_fault

if TYPE_CHECKING:
    from khabar.scale import Done
    from khabar.store.loading import Loaded


@click.command("scale", cls=LocalCommand)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path), metavar="OUT")
@lexicon_option
@option("--published", metavar="DATE", help="Date of publication where the input does not tell, as 2024-05-06.")
@option("--outlet", metavar="NAME", help="Who published it.")
@option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes of the Ray that is started here; all cores unless given. A cluster that RAY_ADDRESS names decides for itself.")
@lang_option
def scale_command(inputs: tuple[str, ...], out: Path, lexicon_folder: str | None, published: str | None, outlet: str | None, workers: int | None) -> None:
    """Code an archive on many cores or machines: JSONL, WARC and Parquet files, folders or patterns in, Parquet shards into OUT; run again, it goes on where it stopped."""
    from khabar.errors import OptionError
    from khabar.pipeline import coder
    from khabar.read.document import Defaults
    from khabar.read.metadata import check_published
    from khabar.scale import Job, find, parts, scale

    lang = language()
    try:
        check_published(published)
    except OptionError:
        raise Usage(say("bad_date", lang, value=published)) from None
    own = own_words(lexicon_folder, lang)
    folder = str(Path(own).resolve()) if own else None
    todo = list(parts(find(inputs, out)))
    job = Job(out=str(out.resolve()), coder=coder(folder), defaults=Defaults(published=published, outlet=outlet), folder=folder)
    lost = _told(scale(todo, job, workers=workers), sum(p.size for p in todo), lang)
    sys.exit(1 if lost else 0)


def _told(done: Iterable[Done], size: int, lang: Lang) -> bool:
    """Tell progress and what was lost on standard error, and the sum on standard output; whether anything was lost."""
    from khabar.progress import Progress

    progress, passed = Progress(sys.stderr, lang), 0
    count = dict.fromkeys(("shards", "there", "lost", "articles", "statements", "events", "faults"), 0)
    for item in done:
        progress.clear()
        passed += item.part.size
        count["shards"] += item.how != "lost"
        if item.how == "lost":
            count["lost"] += 1
            click.echo(say("part_lost", lang, path=item.part.path, name=item.part.name, detail=item.problem), err=True)
        for name in ("articles", "statements", "events", "faults"):
            count[name] += getattr(item.counts, name)
        count["there"] += item.how == "there"
        progress.step(passed / size if size else None, item.counts.articles if item.how == "coded" else 0)
    progress.clear()
    click.echo(say("scaled", lang, **count))
    return count["lost"] > 0


@click.command("load", cls=LocalCommand)
@click.argument("inputs", nargs=-1, required=True, metavar="PARQUET…")
@db_option
@lang_option
def load_command(inputs: tuple[str, ...], db: Path) -> None:
    """Keep the records of Parquet shards that `khabar scale` wrote; run again, nothing is kept twice."""
    from khabar.store import open_store
    from khabar.store.loading import find_shards, load

    lang = language()
    shards = find_shards(inputs)
    with open_store(db) as store:
        unread = _loaded(load(store, shards), len(shards), lang)
    sys.exit(1 if unread else 0)


def _loaded(loaded: Iterable[Loaded], shards: int, lang: Lang) -> bool:
    """Tell faults and progress on standard error, and the sum on standard output; whether a shard could not be read."""
    from khabar.progress import Progress

    progress, unread, seen = Progress(sys.stderr, lang), False, set[Path]()
    count = dict.fromkeys(("articles", "versions", "again", "there", "faults"), 0)
    for item in loaded:
        progress.clear()
        seen.add(item.path)
        unread = unread or item.unread
        count["faults"] += len(item.faults)
        for fault in item.faults:
            click.echo(say_fault(fault, lang), err=True)
        for added in item.added:
            count["there" if added is None else "articles" if added.new_article else "versions" if added.new_version else "again"] += 1
        progress.step((len(seen) - 1) / shards, len(item.added))
    progress.clear()
    click.echo(say("stored", lang, **count) + (say("stored_there", lang, **count) if count["there"] else ""))
    return unread


COMMANDS: tuple[click.Command, ...] = (scale_command, load_command)
