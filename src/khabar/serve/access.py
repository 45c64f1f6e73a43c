"""Who is there and what they may do: tokens, roles, sessions."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path
from threading import Lock
from typing import Literal, NamedTuple, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import HTTPConnection

from khabar.errors import DataError, OptionError
from khabar.serve.settings import Settings

Role = Literal["reader", "editor"]
SESSION = "khabar_session"
SESSION_SECONDS = 12 * 3600
_PREFIX = "kh"
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""The least that OWASP recommends: tokens are 256 random bits, which no cost makes harder to guess, and each check costs us too."""
_REMEMBERED = 256


class Person(NamedTuple):
    """Who is there."""

    name: str
    role: Role
    via: Literal["local", "token", "session"]


class Holder(NamedTuple):
    """A line of the token file: ``ID, NAME, ROLE, HASH``, parted by tabs."""

    id: str
    name: str
    role: Role
    hash: str


def new_token(name: str, role: str) -> tuple[str, Holder]:
    """A token to hand out, and the line that knows it again.

    Raises:
        OptionError: the name or the role cannot be used.
    """
    if role not in get_args(Role):
        raise OptionError(f"no role {role!r}; there are {', '.join(get_args(Role))}")
    if not name.strip() or any(c in name for c in "\t\r\n"):
        raise OptionError(f"{name!r} is no name; give one without tabs and line ends")
    id, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    return f"{_PREFIX}_{id}_{secret}", Holder(id, name.strip(), role, HASHER.hash(secret))  # type: ignore[arg-type]


def read_tokens(path: Path) -> dict[str, Holder]:
    """The holders of the token file, by id; blank lines and those that begin with # are passed over.

    Raises:
        DataError: a line is no token's; the message names it.
        OptionError: the file cannot be read.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"{path}: cannot be read ({error}); make it by `khabar token`") from None
    found = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) != 4 or parts[2] not in get_args(Role) or not parts[3].startswith("$argon2"):
            raise DataError(path, number, "not ID, NAME, ROLE (reader, editor) and HASH parted by tabs; make it by `khabar token`")
        found[parts[0]] = Holder(parts[0], parts[1], parts[2], parts[3])  # type: ignore[arg-type]
    return found


def add_token(path: Path, name: str, role: str) -> str:
    """Make a token and add its line to the token file, which only its owner may read; the token.

    Raises:
        OptionError: the name or the role cannot be used, or the file cannot be written.
    """
    token, holder = new_token(name, role)
    try:
        path.touch(mode=0o600)
        with path.open("a", encoding="utf-8") as file:
            file.write("\t".join(holder) + "\n")
    except OSError as error:
        raise OptionError(f"{path}: cannot be written ({error.strerror}); choose another place") from None
    return token


class Gate:
    """Knows tokens and sessions; the token file is read anew when it changes, so that a line taken out ends its sessions."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._hasher = HASHER
        self._nobody = self._hasher.hash(secrets.token_urlsafe(32))
        self._seals = URLSafeTimedSerializer(settings.secret, salt="khabar.session")
        self._lock = Lock()
        self._read: tuple[int, dict[str, Holder]] = (-1, {})
        if settings.token_file is not None:
            read_tokens(settings.token_file)
        self._verified: dict[bytes, str] = {}

    @property
    def open(self) -> bool:
        """Whether nobody needs a token: on loopback, where no token file was given."""
        return self.settings.loopback and self.settings.token_file is None

    def holders(self) -> dict[str, Holder]:
        """Who has a token now."""
        path = self.settings.token_file
        if path is None:
            return {}
        changed = path.stat().st_mtime_ns if path.exists() else -2
        if changed != self._read[0]:
            self._read = changed, read_tokens(path) if changed != -2 else {}
        return self._read[1]

    def holder(self, token: str) -> Holder | None:
        """Who holds the token; takes as long for a wrong one as for a right one.

        A token that was right is known again by a keyed hash for as long as its line stands, so that a program pays for
        argon2 once.
        """
        prefix, _, rest = token.partition("_")
        id, _, secret = rest.partition("_")
        holder = self.holders().get(id) if prefix == _PREFIX else None
        mark = hmac.digest(self.settings.secret, token.encode(errors="replace"), hashlib.sha256)
        if holder is not None and self._verified.get(mark) == holder.hash:
            return holder
        with self._lock:  # argon2 takes its memory and a core: one at a time
            right = _verify(self._hasher, holder.hash if holder else self._nobody, secret)
            if not right or holder is None:
                return None
            if len(self._verified) >= _REMEMBERED:
                self._verified.clear()
            self._verified[mark] = holder.hash
        return holder

    def person(self, request: HTTPConnection) -> Person | None:
        """Who sent the request: a token first, then the session; where the gate is open whoever it is."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            holder = self.holder(token.strip())
            return Person(holder.name, holder.role, "token") if holder else None
        if self.open:
            return Person(self.settings.by, "editor", "local")
        holder = self._of_session(request.cookies.get(SESSION, ""))
        return Person(holder.name, holder.role, "session") if holder else None

    def session(self, holder: Holder) -> str:
        """The cookie of somebody who has logged in."""
        return str(self._seals.dumps([holder.id, _fingerprint(holder)]))

    def _of_session(self, cookie: str) -> Holder | None:
        try:
            id, fingerprint = self._seals.loads(cookie, max_age=SESSION_SECONDS)
        except (BadData, ValueError, TypeError):
            return None
        holder = self.holders().get(str(id))
        return holder if holder is not None and hmac.compare_digest(_fingerprint(holder), str(fingerprint)) else None


def _fingerprint(holder: Holder) -> str:
    """What changes when a token is made anew: its sessions end then."""
    return hashlib.sha256(holder.hash.encode()).hexdigest()[:16]


def _verify(hasher: PasswordHasher, hash: str, secret: str) -> bool:
    try:
        return hasher.verify(hash, secret)
    except (VerifyMismatchError, InvalidHashError):
        return False
