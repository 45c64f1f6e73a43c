"""The commands of the server: serve, token."""

from __future__ import annotations

import socket
from pathlib import Path

import click

from khabar.cli.base import Usage, lexicon_option, option
from khabar.cli.review import by_option
from khabar.cli.store import db_option
from khabar.errors import ExtraError
from khabar.localised import LocalCommand, lang_option, language
from khabar.messages import say

BACKLOG = 128


@click.command("serve", cls=LocalCommand)
@db_option
@option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen on; others than this machine's own need --token-file.")
@option("--port", type=click.IntRange(0, 65535), default=8377, show_default=True, metavar="N", help="Port to listen on; 0 for any that is free.")
@option("--token-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE", help="Who may come in, as `khabar token` writes it; with it everybody needs a token.")
@option("--allow-host", "hosts", multiple=True, metavar="NAME", help="A name by which a proxy passes requests on; may be given several times.")
@by_option
@lexicon_option
@lang_option
def serve_command(db: Path, host: str, port: int, token_file: Path | None, hosts: tuple[str, ...], by: str, lexicon_folder: str | None) -> None:
    """Serve the page and the API over the database, on this machine unless told otherwise."""
    try:
        import uvicorn

        from khabar.serve.app import create_app
    except ModuleNotFoundError:
        raise ExtraError("serve") from None
    from khabar.serve.settings import Settings

    lang = language()
    settings = Settings(host=host, port=port, token_file=token_file, hosts=hosts, by=by, secure=True if hosts else None, lexicon=lexicon_folder)
    if not settings.loopback and token_file is None:
        raise Usage(say("serve_needs_tokens", lang, host=host))
    app = create_app(db, settings)
    config = uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=bool(hosts), timeout_keep_alive=20)
    with _listening(host, port) as door:
        click.echo(say("serve_open", lang, url=_url(host, door.getsockname()[1])), err=True)
        uvicorn.Server(config).run(sockets=[door])


def _listening(host: str, port: int) -> socket.socket:
    """The opened door; one that cannot be opened is wrong usage."""
    bare = host.strip("[]")
    family = socket.AF_INET6 if ":" in bare else socket.AF_INET
    try:
        door = socket.create_server((bare, port), family=family, backlog=BACKLOG)
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each small answer waits 40 ms for an acknowledgement
        return door
    except OSError as error:
        raise Usage(say("serve_port", language(), host=host, port=port, detail=error.strerror)) from None


def _url(host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"http://{shown}:{port}/"


@click.command("token", cls=LocalCommand)
@click.argument("name", metavar="NAME")
@option("--role", type=click.Choice(("reader", "editor")), default="reader", show_default=True, help="What its holder may do.")
@option("--token-file", type=click.Path(dir_okay=False, path_type=Path), default=Path("tokens.tsv"), show_default=True, metavar="FILE", help="File of the tokens; they are kept as argon2 hashes.")
@lang_option
def token_command(name: str, role: str, token_file: Path) -> None:
    """Make a token for NAME and add it to the token file."""
    try:
        from khabar.serve.access import add_token
    except ModuleNotFoundError:
        raise ExtraError("serve") from None
    token = add_token(token_file, name, role)
    click.echo(say("token_made", language(), name=name), err=True)
    click.echo(token)


COMMANDS: tuple[click.Command, ...] = (serve_command, token_command)
