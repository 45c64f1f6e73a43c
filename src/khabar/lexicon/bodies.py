"""Bodies named by composition (وزارة الخارجية المصرية، حزب كذا) and the words that qualify an office (سابق، مكلف)."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from khabar.lexicon.load import DATA, read_table
from khabar.lexicon.schema import Row
from khabar.model import ActorKind


class BodyRow(Row, frozen=True, kw_only=True):
    """The head of a composed body and what completes it."""

    head: str
    """Indefinite or in the construct: وزارة, وزارة الخارجية, حكومة; with ال where it is never without: السلطات."""
    name_en: str
    kind: ActorKind
    sectors: list[str] = []
    gender: Literal["m", "f"] = "m"
    alone: bool = False
    """The definite head alone names an actor in news: الحكومة، الجيش."""
    takes: list[Literal["state", "topic", "name"]] = []
    """What completes it: a state or nisba, a topic (الخارجية), a proper name (حزب كذا)."""
    short: list[str] = []
    """Short forms that stand for the body: الخارجية for وزارة الخارجية."""


class RoleModifierRow(Row, frozen=True, kw_only=True):
    """A word that qualifies an office or its holder."""

    form: str
    """Masculine singular, indefinite: سابق."""
    sense: Literal["former", "acting", "designate", "late", "elect", "deposed"]


BODY_TABLES: dict[str, type[Row]] = {"bodies": BodyRow, "role_modifiers": RoleModifierRow}
"""Table name → row type of the tables of this module; the file is ``data/NAME.tsv``."""


def read_bodies(folder: Path = DATA) -> list[BodyRow]:
    """The rows of ``folder/bodies.tsv``.

    Raises:
        DataError: a fault in the table, with file and line.
    """
    return read_table(folder / "bodies.tsv", BodyRow)


def read_role_modifiers(folder: Path = DATA) -> list[RoleModifierRow]:
    """The rows of ``folder/role_modifiers.tsv``.

    Raises:
        DataError: a fault in the table, with file and line.
    """
    return read_table(folder / "role_modifiers.tsv", RoleModifierRow)
