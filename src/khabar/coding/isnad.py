"""The chain (isnad) of a statement: from the publisher down to the speaker, and whose words its quotations hold."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.coding.drafts import StatementDraft
from khabar.coding.status import innermost
from khabar.model import Article, ChainStep, Credit, QuotedPart, Span, span_of
from khabar.resolve.who import Cast
from khabar.script.fold import fold

NEAR = 20  # statements on either side that may stand inside one another


def opening(article: Article) -> list[ChainStep]:
    """How the chain of every statement of an article begins: its outlet, and whom it credits."""
    steps = [ChainStep(actor=None, link="published")] if article.outlet else []
    return steps + [ChainStep(actor=None, link="credited", span=span_of(article.text, c.start, c.end)) for c in credited(article)[:1]]


def chain_of(
    text: str, head: Sequence[ChainStep], drafts: Sequence[StatementDraft], number: int, parents: Sequence[int | None], cast: Cast
) -> list[ChainStep]:
    """From the publisher (``head``, from `opening`) down: who passes the words on, document, body spoken for, speaker, the outlet spoken to.

    A statement inside another begins with the other's chain, whose speaker recounts it.
    """
    draft, parent = drafts[number], parents[number]
    if parent is None:
        steps = list(head)
    else:
        outer = [s for s in chain_of(text, head, drafts, parent, parents, cast) if s.link != "spoken_to"]
        steps = [ChainStep(actor=s.actor, link="recounted", span=s.span) if s.link in ("told", "document") and s.actor else s for s in outer]
    known = {s.actor for s in steps if s.actor}
    steps += [ChainStep(actor=p.actor, link="quoted_by", span=span_of(text, p.start, p.end)) for p in draft.relays if p.actor not in known]
    return steps + _speakers(text, draft, cast)


def credited(article: Article) -> list[Credit]:
    """Whom the whole article is taken from: agencies, and an outlet that a line of its own names (the channel of a forwarded message)."""
    agencies = [c for c in article.credits if c.kind in ("agency", "agencies")]
    lines = [b for b in article.blocks if b.kind == "credit"]
    outlets = [c for c in article.credits if c.kind == "outlet" and any(b.start <= c.start < b.end for b in lines)]
    return agencies or [c for c in outlets if fold(c.name) != fold(article.outlet or "")]


def _speakers(text: str, draft: StatementDraft, cast: Cast) -> list[ChainStep]:
    named = span_of(text, *draft.speaker_span) if draft.speaker_span else None
    if draft.document:  # who issues a document speaks through it: one step, not two
        shown = span_of(text, *draft.document_span) if draft.document_span else named
        steps = [ChainStep(actor=key, link="document", span=shown) for key in draft.speaker]
    else:
        steps = [ChainStep(actor=b.actor, link="on_behalf_of", span=span_of(text, b.start, b.end)) for b in draft.behalf]
        steps += [step for key in draft.speaker for step in _speaker(key, named, cast)]
    return steps + ([ChainStep(actor=draft.channel, link="spoken_to")] if draft.channel else [])


def _speaker(key: str, named: Span | None, cast: Cast) -> list[ChainStep]:
    of, role = cast.by_key[key].of, cast.by_key[key].role or ""
    body = [ChainStep(actor=of, link="spokesperson_for")] if of and "spokes" in role else []
    return [*body, ChainStep(actor=key, link="told", span=named)]


def quoted_of(text: str, drafts: Sequence[StatementDraft], number: int) -> list[QuotedPart]:
    """The quotations in the content, each with the speaker of the innermost statement that holds it."""
    draft = drafts[number]
    inside = [d for d in drafts[max(0, number - NEAR) : number + NEAR] if draft.start <= d.start and d.end <= draft.end]
    return [QuotedPart(start=a, end=b, text=text[a:b], owner=_owner(inside, draft, a, b)) for a, b in draft.quoted]


def _owner(inside: Sequence[StatementDraft], draft: StatementDraft, start: int, end: int) -> str | None:
    at = innermost(inside, start, end)
    holder = inside[at] if at is not None else draft
    return holder.speaker[0] if holder.speaker else None
