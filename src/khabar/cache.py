"""What is dear to make and can be made anew is kept in the user's cache folder, by the hash of what it is made from.

A cache is never needed: where it cannot be read or written, things are made and used. Nothing that is read from it is
run: the bytes are data, checked against a sum, and only a file that this user alone can write is read at all.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")

_MAGIC = b"KHABAR-CACHE-1\n"
_SUM = 32
"""Bytes of the sum that stands before the content."""
KEEP = 8
"""Files of one name that are kept: those used last; each change of a table makes one."""
_LEFT = 86_400.0
"""Seconds after which a file that was begun and never ended is one whose writer was killed."""


def kept(name: str, digest: str, make: Callable[[], bytes], decode: Callable[[bytes], T]) -> T:
    """What the content of this name and digest decodes to: content from the cache, or else made and put there.

    Args:
        name: what it is, as it stands in the file's name.
        digest: hexadecimal, of everything that the content depends on.
        make: makes the content.
        decode: reads it; content of the cache that it cannot read (`msgspec.DecodeError`) is made anew.
    """
    path = folder() / f"{name}-{digest[:32]}.bin"
    content = _read(path)
    if content is not None:
        with suppress(msgspec.DecodeError):
            return decode(content)
    content = make()
    _write(path, content)
    _prune(path.parent, name, path)
    return decode(content)


def folder() -> Path:
    """The cache folder of Khabar: ``$XDG_CACHE_HOME/khabar``, else ``~/.cache/khabar``."""
    root = os.environ.get("XDG_CACHE_HOME")
    if root:
        return Path(root) / "khabar"
    try:
        return Path.home() / ".cache" / "khabar"
    except RuntimeError:  # a user without a home
        return Path(tempfile.gettempdir()) / f"khabar-{os.getuid() if hasattr(os, 'getuid') else 'cache'}"


def _read(path: Path) -> bytes | None:
    """The content of a file that is whole and ours; None where there is none."""
    try:
        with path.open("rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return None
            raw = file.read()
    except OSError:
        return None
    with suppress(OSError):
        os.utime(path)  # used last
    start = len(_MAGIC) + _SUM
    content = raw[start:]
    whole = raw.startswith(_MAGIC) and raw[len(_MAGIC) : start] == hashlib.sha256(content).digest()
    return content if whole else None


def _is_ours(found: os.stat_result) -> bool:
    """Whether a file is a plain one of this user that no other may write (where the system knows users)."""
    if not stat.S_ISREG(found.st_mode):
        return False
    return not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o022)


def _write(path: Path, content: bytes) -> None:
    """Put a file in its place whole or not at all: who reads meanwhile finds the old one, none, or this."""
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".part-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(_MAGIC + hashlib.sha256(content).digest() + content)
        Path(temporary).replace(path)
    except OSError:  # a read-only home, a full disk: only time is lost
        if temporary is not None:
            with suppress(OSError):
                Path(temporary).unlink()


def _prune(where: Path, name: str, mine: Path) -> None:
    """Take away all but the few of this name that were used last; another process may be doing the same."""
    used = [(_age(p), p) for p in where.glob(f"{name}-*") if p != mine]
    begun = [p for p in where.glob(".part-*") if _age(p) > _LEFT]
    for path in (*begun, *(p for _, p in sorted(used)[KEEP - 1 :])):
        with suppress(OSError):
            path.unlink()


def _age(path: Path) -> float:
    """Seconds since a file was used; none where it is gone."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0
