"""Every rule's examples, strictly: each must be coded by that rule with those sides, each ``never`` by none of its code."""

from __future__ import annotations

import pytest

from khabar.model import Event, Record
from khabar.pipeline import code
from khabar.read.text import read_text
from khabar.rules.schema import Example, Rule, rules
from khabar.script.fold import fold


def coded(text: str) -> Record:
    article, faults = read_text(text + ".", published="2026-03-11")
    return code(article, faults=faults)


def names(record: Record, keys: list[str]) -> list[set[str]]:
    actors = {a.key: a for a in record.actors}
    return [{fold(n) for n in (actors[k].name_ar, *actors[k].aliases)} for k in keys]


def side_fits(record: Record, keys: list[str], wanted: list[str]) -> bool:
    found = names(record, keys)
    return len(found) == len(wanted) and all(any(fold(w) in forms for forms in found) for w in wanted)


def fits(rule: Rule, example: Example, record: Record, event: Event) -> bool:
    code = example.code or rule.code
    if event.trace.rule != rule.id or f"{event.type}/{event.mode}".removesuffix("/None") != code or event.status != example.status:
        return False
    if rule.mutual:
        return side_fits(record, [*event.actors, *event.recipients], [*example.actors, *example.recipients])
    return side_fits(record, event.actors, example.actors) and side_fits(record, event.recipients, example.recipients)


@pytest.mark.parametrize("rule", rules(), ids=lambda r: r.id)
def test_rules_examples_fire(rule: Rule) -> None:
    for example in rule.codes:
        record = coded(example.text)
        assert any(fits(rule, example, record, e) for e in record.events), (example.text, [(e.trace.rule, e.type, e.mode, e.status, names(record, e.actors), names(record, e.recipients)) for e in record.events])


@pytest.mark.parametrize("rule", rules(), ids=lambda r: r.id)
def test_rules_never_fire(rule: Rule) -> None:
    for text in rule.never:
        fired = [e.trace.rule for e in coded(text).events if e.trace.rule == rule.id]
        assert not fired, text
