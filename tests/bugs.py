"""What the tests of other systems' bugs share: coding a text and reading off what was found."""

from __future__ import annotations

import pytest
from _pytest.mark import ParameterSet

from khabar import pipeline
from khabar.model import Actor, Event, Record
from khabar.read.text import read_text

WEDNESDAY = "2026-03-11"
HEADLINE = "أخبار اليوم من المنطقة في سطور قليلة\n\n"
MATERIAL = {"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "AID", "COOPERATE", "RETREAT"}


def later(reason: str, *values: object) -> ParameterSet:
    """A case that the coder does not master yet; the mark goes when it does (xfail is strict)."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


def coded(text: str, published: str = WEDNESDAY) -> Record:
    article, faults = read_text(text, published=published)
    return pipeline.code(article, faults=faults)


def named(record: Record, keys: list[str]) -> list[str]:
    """Actors by name; of a state its code."""
    actors = {a.key: a for a in record.actors}
    return sorted((actors[k].country or "") if actors[k].kind == "country" else actors[k].name_ar for k in keys)


def countries(record: Record, keys: list[str]) -> list[str]:
    """The states that actors are of."""
    actors = {a.key: a for a in record.actors}
    return sorted(actors[k].country or "" for k in keys)


def said(record: Record) -> list[tuple[str, str]]:
    """Who said what, in order."""
    return [(" + ".join(named(record, s.speaker)), s.content.text) for s in record.statements]


def done(record: Record, *types: str) -> list[tuple[str, str]]:
    """Types and statuses of the events of these types, or of all."""
    return [(e.type, e.status) for e in record.events if not types or e.type in types]


def one(record: Record, kind: str, status: str = "actual") -> Event:
    found = [e for e in record.events if (e.type, e.status) == (kind, status)]
    assert len(found) == 1, [(e.type, e.status, e.evidence.text) for e in record.events]
    return found[0]


def people(record: Record) -> list[Actor]:
    return [a for a in record.actors if a.kind == "person"]


def values(text: str) -> dict[str, str | None]:
    """The calendar value of each time expression."""
    return {t.text: t.value for t in coded(text).times}
