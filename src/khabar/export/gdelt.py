"""The crosswalk of events and reports in the 16 columns of GDELT 2.0's mentions table: tab-separated, without a header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from khabar.export.facts import Facts
from khabar.export.tables import Column, Table
from khabar.link.records import LinkedEvent, Report
from khabar.model import Event, Record

COLUMNS = (
    Column("GLOBALEVENTID", "integer", "number made from the linked event's id: the same event, the same number"),
    Column("EventTimeDate", "string", "YYYYMMDDHHMMSS of the event's day"), Column("MentionTimeDate", "string", "YYYYMMDDHHMMSS of publication"),
    Column("MentionType", "integer", "1 web (with an address), 2 citation only"), Column("MentionSourceName"), Column("MentionIdentifier", "string", "URL, else article id"),
    Column("SentenceID", "integer", "1-based sentence of the text, by full stops"), Column("Actor1CharOffset", "integer", "code points; -1 where none is named"),
    Column("Actor2CharOffset", "integer"), Column("ActionCharOffset", "integer"), Column("InRawText", "integer", "always 1: nothing is translated"),
    Column("Confidence", "integer", "not filled: Khabar gives no percentage"), Column("MentionDocLen", "integer", "code points of the article"),
    Column("MentionDocTone", "number", "not filled"), Column("MentionDocTranslationInfo", "string", "empty: Arabic is read as it is"),
    Column("Extras", "string", "independent source; attribution; status; Khabar's event uid"),
)  # fmt: skip


def table(records: Iterable[Record], linked: Iterable[LinkedEvent]) -> Table:
    """One row for each event in each article that tells it."""
    return Table("mentions", COLUMNS, _rows({r.article.id: Facts(r) for r in records}, linked))


def _rows(facts: dict[str, Facts], linked: Iterable[LinkedEvent]) -> Iterator[list[Any]]:
    for event in linked:
        for report in event.reports:
            yield _row(facts[report.article], event, report)


def number(id: str) -> int:
    """A positive number for an id of hexadecimal digits."""
    return int(id.rpartition(":")[2][:15], 16)


def _row(facts: Facts, item: LinkedEvent, report: Report) -> list[Any]:
    article = facts.record.article
    event = next(e for e in facts.record.events if e.id == report.event)
    cue = event.trace.cue.start if event.trace.cue else event.evidence.start
    sentence = len(re.findall(r"[.؟!]\s", article.text[: event.evidence.start])) + 1
    return [
        number(item.id), _stamp(item.date or (article.published or "")[:10]), _stamp(article.published), 1 if article.url else 2, article.outlet,
        article.url or article.id, sentence, _offset(facts, event, event.actors), _offset(facts, event, event.recipients), cue, 1, None,
        len(article.text), None, None, f"{report.origin}; {report.attribution}; {event.status}; {facts.uids[event.id]}",
    ]  # fmt: skip


def _stamp(value: str | None) -> str | None:
    """``2026-04-14T07:50`` as ``20260414075000``; what is not known is 00."""
    digits = re.sub(r"\D", "", (value or "").split("+")[0].split("Z")[0])
    return digits[:14].ljust(14, "0") if digits else None


def _offset(facts: Facts, event: Event, keys: Iterable[str]) -> int:
    """Where the first of these actors is named in or nearest before the evidence."""
    wanted = set(keys)
    spots = [m.start for m in facts.record.mentions if m.actor in wanted and m.start < event.evidence.end]
    return max(spots, default=-1)
