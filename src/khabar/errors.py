"""The errors that Khabar raises on purpose.

    KhabarError
    ├── InputError      an input cannot be read at all (missing, binary, not text)
    ├── OptionError     an option or argument has a wrong value
    │   └── ExtraError  it needs an extra that is not installed
    ├── DataError       a word or rule table is wrong: file, line, what to do
    ├── StoreError      the database cannot be used
    ├── FetchError      a page cannot or may not be fetched
    └── TimeLimitError  an article took longer than it may
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class KhabarError(Exception):
    """Root of every error that Khabar raises on purpose; the message says where, what and what to do."""

    def __reduce__(self) -> tuple[Any, ...]:
        """As it is, from one process to another: Python would make it anew from its message alone."""
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(kind: type[KhabarError], args: tuple[object, ...], fields: dict[str, object]) -> KhabarError:
    made = kind.__new__(kind, *args)
    made.__dict__.update(fields)
    return made


class InputError(KhabarError):
    """An input cannot be read at all."""


class OptionError(KhabarError):
    """An option or argument has a value that cannot be used.

    ``key`` and ``values`` say the same in another language (`khabar.messages.say`), where there is a key.
    """

    def __init__(self, message: str, *, key: str | None = None, values: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.key, self.values = key, dict(values or {})


class ExtraError(OptionError):
    """What is asked for needs an extra of the package that is not installed."""

    def __init__(self, extra: str) -> None:
        super().__init__(f"this needs the extra khabar[{extra}]; install it")
        self.extra = extra


class DataError(KhabarError):
    """A lexicon table or rule file breaks its schema."""

    def __init__(self, path: object, line: int, problem: str) -> None:
        super().__init__(f"{path}, line {line}: {problem}")
        self.path, self.line, self.problem = str(path), line, problem


class StoreError(KhabarError):
    """The database cannot be opened, read or written.

    ``key`` and ``values`` say the same in another language (`khabar.messages.say`); the message itself is English.
    """

    def __init__(self, message: str, *, key: str | None = None, values: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.key, self.values = key, dict(values or {})


class FetchError(KhabarError):
    """A page cannot or may not be fetched.

    ``code`` names the kind of trouble, ``status`` is what the server answered, 0 where it did not come to that.
    """

    def __init__(self, code: str, url: str, problem: str, *, status: int = 0) -> None:
        super().__init__(f"{url}: {problem}")
        self.code, self.url, self.status = code, url, status


class TimeLimitError(KhabarError):
    """An article took longer than it may; nothing of its coding is kept."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not coded within {seconds:g} seconds; cut the article, or give more by --time-limit")
        self.seconds = seconds
