"""What a run of the server is told."""

from __future__ import annotations

import ipaddress
import secrets
from pathlib import Path

import msgspec

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one request and one client may take."""

    body: int = 5_000_000
    """Bytes of a request's body."""
    receive: float = 20.0
    """Seconds for a request's body to come."""
    read: float = 15.0
    """Seconds that the database may be read for one request."""
    code: float = 60.0
    """Seconds that the coder may work for one request."""
    export: float = 300.0
    """Seconds that an export may take."""
    articles: int = 100
    """Articles that one request may store."""
    each_minute: int = 600
    """Requests of one client in a minute."""
    logins: int = 10
    """Failed logins of one client in a minute."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """A run of the server; what is not given is as on one's own machine."""

    host: str = "127.0.0.1"
    port: int = 8377
    token_file: Path | None = None
    """Who may come in; without one only this machine, and everybody on it is an editor."""
    hosts: tuple[str, ...] = ()
    """Names that the server is reached by, besides its own address: those of a proxy before it."""
    by: str = "local"
    """Whose corrections those are that nobody logged in for."""
    secure: bool | None = None
    """Whether cookies go over https alone; None: everywhere but on loopback."""
    secret: bytes = msgspec.field(default_factory=lambda: secrets.token_bytes(32))
    """What signs cookies; sessions end with the run unless it is given."""
    lexicon: str | None = None
    """A folder with the user's own word tables."""
    link: bool = True
    """Whether what is added is linked beside the requests."""
    limits: Limits = Limits()

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies go over https alone."""
        return not self.loopback if self.secure is None else self.secure


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own; a name other than ``localhost`` is not believed to be."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
