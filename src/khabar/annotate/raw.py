"""What the text calls someone, before it is known who that is."""

from __future__ import annotations

from typing import Literal

from khabar.model import Struct

RawKind = Literal["person", "role", "state", "body", "people", "unnamed", "outlet", "counterpart"]


class RoleParts(Struct, frozen=True, kw_only=True):
    """The office or function in a mention."""

    row: int
    en: str
    ar: str
    sectors: list[str] = []
    modifier: str = ""
    """former, acting, designate, late, elect, deposed, or empty"""
    topic: str = ""
    joint: bool = False
    """The office of several (النائبان فلان وفلان): ``ar`` is one holder's."""
    others: tuple[str, ...] = ()
    """The office of each further holder in words, for the states of ``RawMention.also``."""


class RawMention(Struct, frozen=True, kw_only=True):
    """A noun phrase that names an actor: tokens ``start:end``, proclitics on its first word in ``pre``."""

    start: int
    end: int
    kind: RawKind
    pre: str = ""
    name: tuple[int, int] | None = None
    """Tokens of the proper name, titles left out."""
    role: RoleParts | None = None
    of: RawMention | None = None
    """The body or state that a role or body belongs to."""
    country: str | None = None
    table: str = ""
    row: int = -1
    via: str = "name"
    gender: str = ""
    number: str = "s"
    definite: bool = True
    head: str = ""
    """The normal form of a body, people or outlet phrase as written, clitics off."""
    also: tuple[str, ...] = ()
    """Further states that the head is shared by: القوات الأمريكية والبريطانية، وزيرا خارجية مصر والأردن."""
    suffix: str = ""
    """A pronoun on its head: بلاده، حكومته، ناطقها."""

    @property
    def prep(self) -> str:
        return self.pre[-1:] if self.pre[-1:] in ("ب", "ل", "ك") else ""

    @property
    def conj(self) -> str:
        return self.pre[0] if self.pre[:1] in ("و", "ف") else ""
