"""click's commands, groups and options with their help in the language of ``--lang``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from khabar.messages import LANGS, Lang, say, say_help

F = TypeVar("F", bound=Callable[..., Any])
_KEY = "khabar.lang"


def language(context: click.Context | None = None) -> Lang:
    """The language of this run."""
    context = context or click.get_current_context(silent=True)
    chosen = context.find_root().meta.get(_KEY) if context else None
    return "ar" if chosen == "ar" else "en"


def _choose(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.find_root().meta[_KEY] = value


class LocalOption(click.Option):
    """An option whose help is told in the language of the run."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option's names and its help."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], record[1].replace(self.help, say_help(self.help, language(ctx)))


def lang_option(function: F) -> F:
    """Give a command ``--lang``, read before its other options so that its help and errors follow it."""
    return click.option(
        "--lang", cls=LocalOption, type=click.Choice(LANGS), envvar="KHABAR_LANG", is_eager=True, expose_value=False,
        callback=_choose, help="Language of help, errors and headings.",
    )(function)  # fmt: skip


class LocalCommand(click.Command):
    """A command whose help is told in the language of the run."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=say("usage", language(ctx)) + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say_help(self.help, language(ctx)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and of a group the commands."""
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        records = [r for p in options if (r := p.get_help_record(ctx)) is not None]
        lang = language(ctx)
        with formatter.section(say("options", lang)):
            formatter.write_dl([(names, say_help(text, lang)) for names, text in records])

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first line of the help, for the list of commands."""
        return say_help(self.help, language())


class LocalGroup(LocalCommand, click.Group):
    """A group of such commands."""

    command_class = LocalCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        super().format_options(ctx, formatter)
        rows = [(name, self.commands[name].get_short_help_str()) for name in self.list_commands(ctx)]
        with formatter.section(say("commands", language(ctx))):
            formatter.write_dl(rows)


LocalGroup.group_class = LocalGroup
