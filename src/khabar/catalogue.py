"""Rules and word tables as people look at them."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from khabar.errors import OptionError
from khabar.lexicon.load import read_table
from khabar.messages import Lang, say
from khabar.rules.schema import Rule, rules


def list_rules() -> list[str]:
    """A line for each rule: id, code, why."""
    return [f"{rule.id:<34}{rule.code:<20}{rule.why}" for rule in rules()]


def find_rule(id: str, lang: Lang = "en") -> Rule:
    """The rule of this id.

    Raises:
        OptionError: there is none; the message names those near it.
    """
    known = {rule.id: rule for rule in rules()}
    if id not in known:
        near = difflib.get_close_matches(id, known, n=3, cutoff=0.3) or sorted(known)[:3]
        raise OptionError(say("no_such_rule", lang, id=id, near=", ".join(near)))
    return known[id]


def show_rule(rule: Rule, lang: Lang = "en") -> list[str]:
    """A rule as lines: what it codes, why, when, its examples."""
    lines = [f"{rule.id}  {rule.code}", f"{say('why', lang)}: {rule.why}", f"{say('matches', lang)}:"]
    lines += [f"  {name}: {text}" for name, text in conditions(rule)]
    lines.append(f"{say('codes', lang)}:")
    for example in rule.codes:
        lines.append(f"  {example.text}")
        sides = (("who", example.actors), ("whom", example.recipients))
        lines += [f"      {say(name, lang)}: {'، '.join(side)}" for name, side in sides if side]
    return [*lines, f"{say('never', lang)}:", *(f"  {text}" for text in rule.never)]


def conditions(rule: Rule) -> list[tuple[str, str]]:
    """What the rule asks of a frame, name by name, defaults left out."""
    when = msgspec.structs.asdict(rule.when)
    defaults = msgspec.structs.asdict(type(rule.when)())
    return [(name, _value(value)) for name, value in when.items() if value != defaults[name]]


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{k}: {_value(v)}" for k, v in value.items())
    return "، ".join(value) if isinstance(value, list) else str(value)


def check_tables(folders: Sequence[Path]) -> dict[str, int]:
    """Rows of each table over all folders.

    Raises:
        DataError: a table breaks its schema; with file and line.
    """
    from khabar.lexicon.words import ALL_TABLES

    return {name: sum(len(read_table(f / f"{name}.tsv", row)) for f in folders) for name, row in ALL_TABLES.items()}
