"""A statement as a quotation that may be copied: only words in marks that are the speaker's own, with all that a citation needs."""

from __future__ import annotations

from typing import Literal, NamedTuple

from khabar.model import Actor, QuotedPart, Record, Statement, Struct

Reason = Literal["", "no_speaker", "paraphrase", "not_in_marks", "recounted"]
MIN_PART = 3  # words of a quoted part: fewer are a name or a term


class Speaker(Struct, frozen=True, kw_only=True):
    """Who said it, as the article names him."""

    name_ar: str
    name_en: str | None = None
    role: str | None = None
    role_ar: str | None = None


class Quotation(Struct, frozen=True, kw_only=True):
    """Words that may be shown in quotation marks, with their source."""

    words: list[str]
    """The words without their marks: one stretch, or the quoted parts of an indirect statement."""
    whole: bool
    """The words are all that the statement says; else parts of it."""
    speakers: list[Speaker]
    outlet: str | None
    published: str | None
    """Day (ISO) of the article."""
    said_on: str | None
    """Day of the saying where the text tells it."""
    url: str | None
    title: str | None
    translated: Literal["yes", "no", "unknown"]
    denying: str | None
    """The word by which the speaker denies what he quotes or tells (نفى): always shown before the words."""


class Offer(NamedTuple):
    """A quotation, or why there is none."""

    quotation: Quotation | None
    reason: Reason


def as_quotation(statement: Statement, record: Record) -> Offer:
    """The statement as a quotation; none where its words are a paraphrase, another's, or recounted by another.

    Args:
        statement: one of ``record``.
        record: its article.
    """
    if not statement.speaker:
        return Offer(None, "no_speaker")
    if statement.parent is not None:
        return Offer(None, "recounted")
    if statement.type == "indirect":
        return Offer(None, "paraphrase")
    own = [q for q in statement.quoted if q.owner in statement.speaker and len(q.text.split()) >= MIN_PART]
    if statement.verbatim == "marked":
        return Offer(_made(statement, record, _pieces(statement), True), "")
    if statement.type == "mixed" and own:
        return Offer(_made(statement, record, [q.text for q in _outer(own)], False), "")
    return Offer(None, "not_in_marks")


def _pieces(statement: Statement) -> list[str]:
    """The content, or both pieces where the cue cuts it in two."""
    return [p.text for p in statement.parts] or [statement.content.text]


def _outer(parts: list[QuotedPart]) -> list[QuotedPart]:
    """Quoted parts that stand in no other."""
    return [p for p in parts if not any(o is not p and o.start <= p.start and p.end <= o.end for o in parts)]


def _made(statement: Statement, record: Record, words: list[str], whole: bool) -> Quotation:
    actors, article = {a.key: a for a in record.actors}, record.article
    return Quotation(
        words=words, whole=whole, speakers=[_speaker(actors[k]) for k in statement.speaker if k in actors], outlet=article.outlet or _credited(record),
        published=article.published[:10] if article.published else None, said_on=statement.time.value if statement.time else None, url=article.url,
        title=article.title, translated=statement.translated, denying=statement.cue.text if statement.voice == "deny" and statement.cue else None,
    )  # fmt: skip


def _credited(record: Record) -> str | None:
    """Whom a text without an outlet credits."""
    return next((c.name for c in record.article.credits if c.kind in ("outlet", "agency")), None)


def _speaker(actor: Actor) -> Speaker:
    return Speaker(name_ar=actor.name_ar, name_en=actor.name_en, role=actor.role, role_ar=actor.role_ar)
