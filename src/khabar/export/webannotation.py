"""W3C Web Annotations: each statement and event as an annotation of the article's text, by words and by offsets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from khabar.export.facts import ATTRIBUTION, Facts, made
from khabar.model import Event, Record, Span, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
BESIDE = 32
"""Code points of text before and after the words, which find them again in a changed page."""


def of_record(record: Record) -> Iterator[dict[str, Any]]:
    """The annotations of one record; a program that made them is named as their generator."""
    facts = Facts(record)
    for statement in record.statements:
        yield _annotation(record, facts.uids[statement.id], statement.content, _said(facts, statement))
    for event in record.events:
        yield _annotation(record, facts.uids[event.id], event.evidence, _done(facts, event))


def _annotation(record: Record, uid: str, span: Span, bodies: list[dict[str, Any]]) -> dict[str, Any]:
    article = record.article
    return {
        "id": f"urn:khabar:{uid}", "type": "Annotation", "motivation": "classifying",
        "generator": {"id": "urn:khabar:coder", "type": "Software", "name": made(record)},
        "body": bodies,
        "target": {
            "source": article.url or f"urn:khabar:article:{article.id}",
            "selector": [
                {"type": "TextQuoteSelector", "exact": span.text, "prefix": article.text[max(0, span.start - BESIDE) : span.start],
                 "suffix": article.text[span.end : span.end + BESIDE]},
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            ],
        },
    }  # fmt: skip


def _body(value: str, purpose: str, language: str | None = None) -> dict[str, Any]:
    found = {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}
    return {**found, "language": language, "textDirection": "rtl"} if language else found


def _said(facts: Facts, item: Statement) -> list[dict[str, Any]]:
    bodies = [_body(f"statement/{item.type}/{item.voice}", "tagging")]
    bodies += [_body(actor.name_ar, "identifying", "ar") for actor in facts.named(item.speaker)]
    return bodies + ([_body(item.cue_lemma, "describing", "ar")] if item.cue_lemma else [])


def _done(facts: Facts, item: Event) -> list[dict[str, Any]]:
    code = f"{item.type}/{item.mode}" if item.mode else item.type
    bodies = [_body(code, "tagging"), _body(f"status/{item.status}", "tagging"), _body(f"attribution/{item.attribution}", "tagging")]
    return bodies + [_body(actor.name_ar, "identifying", "ar") for actor in facts.named([*item.actors, *item.recipients])]


def write(records: Iterable[Record], path: Path) -> int:
    """Write one annotation page with all annotations, an item a line; their number."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        head = {"@context": CONTEXT, "id": "urn:khabar:annotations", "type": "AnnotationPage", "rights": ATTRIBUTION}
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "items": [')
        for record in records:
            for item in of_record(record):
                file.write((",\n" if count else "\n") + json.dumps(item, ensure_ascii=False))
                count += 1
        file.write("\n]}\n")
    return count
