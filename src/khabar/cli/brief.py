"""The command that writes a briefing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from khabar.cli.across import verdicts_of
from khabar.cli.base import Usage, option
from khabar.cli.store import db_option
from khabar.errors import InputError, OptionError
from khabar.localised import LocalCommand, lang_option, language
from khabar.messages import Lang, say

if TYPE_CHECKING:
    from khabar.export.brief import Brief

_MANY = 1_000_000  # hits of a watch list: all
ENDINGS = (".html", ".htm", ".docx")


@click.command("brief", cls=LocalCommand)
@option("--since", metavar="DATE", help="What came into the database on this day or moment (UTC) or later.")
@option("--last", is_flag=True, help="What came since the last briefing of this database.")
@option("-o", "--output", "path", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="FILE", help="File to write: .html or .docx (needs the extra documents).")
@option("--watch", metavar="LIST", help="Only what the watch list LIST looks out for.")
@db_option
@lang_option
def brief_command(since: str | None, last: bool, path: Path, watch: str | None, db: Path) -> None:
    """Write a briefing: what is new, by story and actor, every line with its outlet, date, link and words."""
    from khabar.export.brief import brief
    from khabar.store import open_store
    from khabar.store.asof import briefed, moment, records_at
    from khabar.store.db import in_utc
    from khabar.store.desk import watched

    lang = language()
    if (since is None) == (not last):
        raise Usage(say("brief_since", lang))
    if path.suffix.lower() not in ENDINGS:
        raise Usage(say("bad_value", lang, name="-o", detail=" ".join(ENDINGS)))
    with open_store(db, create=False) as store:
        try:
            at = moment(since) if since is not None else briefed(db)
        except OptionError:
            raise Usage(say("bad_date", lang, value=since)) from None
        until, only = in_utc(None), None
        if watch is not None:
            only = {hit.uid for _, hits in watched(store, watch, stored_since=at, limit=_MANY) for hit in hits}
        made = brief(records_at(store, at), list(store.records()), since=at, until=until, lang=lang, verdicts=verdicts_of((), db), only=only)
    _write(made, path, lang)
    if last:
        briefed(db, now=until)
    click.echo(say("brief_written", lang, path=path, lines=len(made.lines), since=at), err=True)


def _write(made: Brief, path: Path, lang: Lang) -> None:
    try:
        if path.suffix.lower() == ".docx":
            from khabar.export.brief_docx import write_docx

            write_docx(made, path)
        else:
            from khabar.export.brief_html import page

            path.write_text(page(made), "utf-8")
    except OSError as error:
        raise InputError(say("brief_place", lang, path=path, detail=error.strerror)) from None


COMMANDS: tuple[click.Command, ...] = (brief_command,)
