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
from khabar.rules.trust import MIN_FIRES, MIN_PRECISION, strict_rules, trust


def list_rules(*, strict: bool = False) -> list[str]:
    """A line for each rule: id, code, how often it fired on the gold and was right in its type, why.

    Args:
        strict: only those that alerts may rest on (see `khabar.rules.trust`).
    """
    shown = [rule for rule in rules() if not strict or rule.id in strict_rules()]
    return [f"{rule.id:<34}{rule.code:<20}{_counts(rule.id):>7}  {rule.why}" for rule in shown]


def _counts(id: str) -> str:
    """«39/42»: right of fired; a dash for a rule that never fired on the gold. A strict one has a star."""
    known = trust().get(id)
    return f"{known.type_right}/{known.fired}{'*' if known.strict else ' '}" if known else "- "


def trust_line(id: str, lang: Lang = "en") -> str:
    """How often a rule fired on the gold, was right in its type, and in all; and whether it is strict."""
    known = trust().get(id)
    if known is None:
        return say("rule_never_fired", lang)
    told = say("rule_trust", lang, fired=known.fired, typed=known.type_right, right=known.all_right)
    return told + " " + say("rule_strict" if known.strict else "rule_not_strict", lang, precision=f"{MIN_PRECISION:.2f}", fires=MIN_FIRES)


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
    lines = [f"{rule.id}  {rule.code}", f"{say('why', lang)}: {rule.why}", trust_line(rule.id, lang), f"{say('matches', lang)}:"]
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
