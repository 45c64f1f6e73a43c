"""What the commands share: options, wrong usage, reading and coding the inputs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
import msgspec

from khabar.errors import OptionError
from khabar.localised import LocalOption, language
from khabar.messages import Lang, say
from khabar.watch import LIMIT

if TYPE_CHECKING:
    from khabar.batch import Coded
    from khabar.read.document import Document, Source

F = TypeVar("F", bound=Callable[..., Any])


def option(*names: str, **settings: Any) -> Callable[[F], F]:
    """An option whose help is told in the language of the run."""
    return click.option(*names, cls=LocalOption, **settings)


lexicon_option = option("--lexicon", "lexicon_folder", metavar="FOLDER", envvar="KHABAR_LEXICON", help="A folder with word tables of your own, added to those that ship.")
workers_option = option("--workers", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="Processes to work on.")
limit_option = option("--time-limit", "seconds", type=click.FloatRange(min=0), default=LIMIT, show_default=True, metavar="SECONDS", help="What an article may take before it is given up with the fault time_limit; 0 for no limit.")


def inputs_options(function: F) -> F:
    """What says where the articles come from and what is known of them."""
    for add in (
        lexicon_option,
        option("--url", metavar="URL", help="Where it stood."),
        option("--outlet", metavar="NAME", help="Who published it."),
        option("--published", metavar="DATE", help="Date of publication where the input does not tell, as 2024-05-06."),
    ):  # fmt: skip
        function = add(function)
    return function


class Usage(click.UsageError):
    """A wrong option or argument, told in the language of the run; exit code 2."""

    def format_message(self) -> str:
        """The message as it is."""
        return self.message


def width() -> int:
    """Cells of the terminal, at most 120."""
    import shutil

    return min(shutil.get_terminal_size((100, 40)).columns, 120)


def shown(line: Iterable[tuple[str, bool]]) -> str:
    """A line for the terminal, its strong pieces bold."""
    return "".join(click.style(text, bold=True) if strong else text for text, strong in line)


def own_words(name: str | None, lang: Lang) -> str | None:
    """The folder of ``--lexicon``; one that is not there is wrong usage."""
    if name and not Path(name).is_dir():
        raise Usage(say("no_folder", lang, path=name))
    return name


def found(inputs: Iterable[str], *, published: str | None, outlet: str | None, url: str | None, lang: Lang) -> Iterator[Document]:
    """Every document of the inputs, not read yet; a wrong date is wrong usage, before anything is read."""
    from khabar.read.document import Defaults
    from khabar.read.inputs import documents
    from khabar.read.metadata import check_published

    try:
        check_published(published)
    except OptionError:
        raise Usage(say("bad_date", lang, value=published)) from None
    return documents(list(inputs), Defaults(published=published, outlet=outlet, url=url), sys.stdin.buffer)


def sources(inputs: Iterable[str], *, published: str | None, outlet: str | None, url: str | None, lang: Lang) -> Iterator[Source]:
    """Every article of the inputs, read: the store has to see which it knows before any is coded."""
    from khabar.read.document import read_document

    return map(read_document, found(inputs, published=published, outlet=outlet, url=url, lang=lang))


def coded_inputs(
    inputs: Iterable[str], *, published: str | None, outlet: str | None, url: str | None, folder: str | None, lang: Lang, workers: int = 1, seconds: float = 0
) -> Iterator[Coded]:
    """Every article of the inputs coded."""
    from khabar.batch import code_all

    return code_all(found(inputs, published=published, outlet=outlet, url=url, lang=lang), workers=workers, folder=folder, seconds=seconds)


def form_of(form: str | None) -> str:
    """The form that is asked for; without one, a table on a terminal and JSON lines elsewhere."""
    return form or ("table" if sys.stdout.isatty() else "jsonl")


def echo_lines(items: Iterable[Any]) -> None:
    """Print each item as JSON on a line of its own."""
    click.echo(b"".join(msgspec.json.encode(item) + b"\n" for item in items).decode(), nl=False)


def fail(message: str, code: int) -> NoReturn:
    """Tell what is wrong and end the run."""
    click.echo(f"{say('error', language())}: {message}", err=True)
    sys.exit(code)
