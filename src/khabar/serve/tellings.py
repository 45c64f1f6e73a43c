"""The statement page before it is HTML: the chain as a tree, the tellings side by side, the words to quote."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import quote

from khabar.coding.quotation import Speaker, as_quotation
from khabar.explain import LINKS
from khabar.link import kept
from khabar.link.collection import link, variants_of
from khabar.link.records import Step, Telling, Variants
from khabar.link.words import pieces
from khabar.messages import LANGS
from khabar.model import Article, Record, Statement
from khabar.serve.article_cards import Card, Teller, denial
from khabar.serve.reader import Reader
from khabar.show import plain, tame
from khabar.store import Store

DAYS = 7
"""Days before and after in which the same statement is looked for."""
ARTICLES = 30
"""Articles that are looked through for it: those with most of its words in one statement."""
SOUGHT = 6
"""Words of the statement that are searched for, the longest: they are the rarest."""
HITS = 60


class Node(NamedTuple):
    """One step of a chain, and what stands below it."""

    link: str
    name: str
    href: str = ""
    words: str = ""
    own: bool = False
    """The words are the speaker's own."""
    denied: str = ""
    here: bool = False
    below: tuple[Node, ...] = ()


class Diff(NamedTuple):
    """Words of a telling and what they are to the first one."""

    change: str
    """same, changed, dropped, added"""
    text: str
    old: str = ""
    quoted: bool = False
    """Quotation marks were put on or taken off."""


class TellingView(NamedTuple):
    """One telling as a column."""

    outlet: str
    published: str | None
    reason: str
    source: str
    """Whom it was taken from, by name."""
    share: int
    """Percent of the words that are the same."""
    words: tuple[Diff, ...]
    own: bool
    """It has them as the speaker's own words."""
    denied: str
    href: str
    uid: str
    here: bool


class View(NamedTuple):
    """Everything that the page of one statement shows."""

    card: Card
    tree: tuple[Node, ...]
    tellings: list[TellingView]
    looked: int
    """Articles that were looked through."""
    quotation: str
    """Empty where the words are not the speaker's own."""


def statement_view(store: Store, record: Record, statement: Statement, reader: Reader) -> View:
    """One statement with its chain, tellings and quotation.

    Args:
        store: where other tellings are looked for.
        record: the article with its corrections.
        statement: of the article.
        reader: who reads.
    """
    teller = Teller(record, reader)
    near, found = told_elsewhere(store, record, statement)
    return View(
        card=teller.statement(statement), tree=tree(teller, statement), tellings=_tellings(found, near, statement), looked=len(near) - 1,
        quotation=quotation(record, statement, reader),
    )  # fmt: skip


# -- the chain
def tree(teller: Teller, s: Statement) -> tuple[Node, ...]:
    """The isnad with the publisher above, the statement at its end, and what it holds below."""
    node = _said(teller, s, frozenset())
    parent = teller.statements.get(s.parent or "")
    steps = [step for step in s.chain if step.link != "told" or step.actor not in s.speaker]  # the statement itself names its speaker
    for step in reversed(steps):
        around = parent is not None and step.link == "recounted"
        href = f"/statement/{quote(parent.uid)}" if parent is not None and around else ""
        label = LINKS[step.link][LANGS.index(teller.lang)]
        name = teller.step(step).removeprefix(label).strip()
        denied = denial(teller.statements, parent) if around else ""
        node = Node(label, name, href=href, denied=denied, below=(node,))
    return (node,)


def _said(teller: Teller, s: Statement, above: frozenset[str]) -> Node:
    """The statement itself, and those that stand in it."""
    inner = [i for i in teller.inner.get(s.id, []) if i.id not in above]
    below = tuple(_said(teller, i, above | {s.id}) for i in inner)
    name = teller.names(s.speaker) or teller.word("unknown_speaker")
    offer = as_quotation(s, teller.record).quotation
    return Node(
        teller.word(f"voice_{s.voice}"), name, href=f"/statement/{quote(s.uid)}" if above else "", words=plain(s.content.text),
        own=offer is not None and offer.whole, denied=denial(teller.statements, s), here=not above, below=below,
    )  # fmt: skip


# -- the tellings
def told_elsewhere(store: Store, record: Record, statement: Statement) -> tuple[list[Record], Variants | None]:
    """The articles that were looked through, the statement's own first, and its tellings.

    What linking keeps in the store is taken where it is of the store as it stands, else the articles with most of the
    words are linked now: so that a page shows an article that was pasted a moment ago.
    """
    state = kept.state(store)
    found = kept.variants(store, statement.uid) if state is not None and state.current else None
    if found is not None:
        ids = dict.fromkeys(t.article for t in found.tellings)
        return [store.corrected(id).record for id in ids], found
    near = neighbours(store, record, statement)
    return near, variants_of(link(near), statement.uid) if len(near) > 1 else None


def neighbours(store: Store, record: Record, statement: Statement) -> list[Record]:
    """The article itself, and those around its date that may tell the statement too."""
    words = {p.stem: statement.content.text[p.start : p.end] for p in pieces(statement.content.text) if len(p.stem) > 2}
    since, until = _window(record.article)
    counts: Counter[str] = Counter()
    for text in sorted(words.values(), key=len, reverse=True)[:SOUGHT]:
        hits = store.search(f'"{text}"', kinds=("statement",), since=since, until=until, limit=HITS)
        counts.update({hit.article for hit in hits})
    chosen = [id for id, _ in counts.most_common() if id != record.article.id][:ARTICLES]
    return [record, *(store.corrected(id).record for id in chosen)]


def _window(article: Article) -> tuple[str | None, str | None]:
    try:
        day = dt.date.fromisoformat((article.published or "")[:10])
        return (day - dt.timedelta(DAYS)).isoformat(), (day + dt.timedelta(DAYS)).isoformat()
    except (ValueError, OverflowError):
        return None, None


def _tellings(found: Variants | None, near: Sequence[Record], statement: Statement) -> list[TellingView]:
    """A column for each telling, the first that stood first."""
    records = {r.article.id: r for r in near}
    names = {id: plain(r.article.outlet or r.id) for id, r in records.items()}
    tellings = found.tellings if found else []
    return [_telling(t, tellings[0], records[t.article], names, statement.uid) for t in tellings]


def _telling(t: Telling, first: Telling, record: Record, names: dict[str, str], here: str) -> TellingView:
    statements = {s.id: s for s in record.statements}
    return TellingView(
        outlet=names[t.article], published=t.published, reason=t.reason, source=names.get(t.taken_from or "", ""), share=round(t.likeness * 100),
        own=t.verbatim == "marked", words=differing(t, record.article.text) if t.uid != first.uid else (Diff("same", plain(t.content.text)),),
        denied=denial(statements, statements.get(t.statement)), href=f"/article/{quote(t.article)}#{t.statement}", uid=t.uid, here=t.uid == here,
    )  # fmt: skip


def differing(telling: Telling, text: str) -> tuple[Diff, ...]:
    """The words of a telling in order, with those of the first that it leaves out where they would stand.

    Args:
        telling: aligned with the first.
        text: of its article.
    """
    found: list[Diff] = []
    at = telling.content.start
    for step in telling.steps:
        if step.new is not None:
            found.append(Diff("same", text[at : step.new.start]))
            at = step.new.end
        found += [_diff(step)] if step.new is not None else [Diff("same", " "), _diff(step), Diff("same", " ")]
    found.append(Diff("same", text[at : telling.content.end]))
    return tuple(_joined(found))


def _diff(step: Step) -> Diff:
    old, new = (plain(s.text) if s else "" for s in (step.old, step.new))
    change = "same" if step.change == "form" else step.change
    return Diff(change, new or old, old if step.change == "changed" else "", step.quoted is not None)


def _joined(parts: Iterable[Diff]) -> list[Diff]:
    """Neighbours of one kind as one, over blanks too; of changed words each keeps its own old word."""
    found: list[Diff] = []
    for part in parts:
        text = re.sub(r"\s+", " ", tame(part.text))
        if len(found) > 1 and found[-1].text.isspace() and _alike(found[-2], part):
            found[-2:] = [found[-2]._replace(text=f"{found[-2].text} {text}")]
        elif found and _alike(found[-1], part):
            found[-1] = found[-1]._replace(text=found[-1].text + text)
        elif text:
            found.append(part._replace(text=text))
    return found


def _alike(left: Diff, right: Diff) -> bool:
    return left.change == right.change != "changed" and left.quoted == right.quoted


# -- the words to quote
def quotation(record: Record, s: Statement, reader: Reader) -> str:
    """Words, speaker and office, outlet, date and link; empty unless words of it are the speaker's own.

    Words that are denied carry the word that denies them. The date is told in words: figures with hyphens turn round among
    Arabic letters.
    """
    offer = as_quotation(s, record).quotation
    if offer is None:
        return ""
    words = " … ".join(f"«{plain(part)}»" for part in offer.words)
    who = "، و".join(_titled(speaker) for speaker in offer.speakers)
    where = "، ".join(plain(f) for f in (offer.outlet, reader.day(offer.published or "")) if f)
    head = f"{plain(offer.denying)}: " if offer.denying else ""
    return "\n".join(line for line in (f"{head}{words}", f"— {who}", where, web_link(offer.url)) if line)


def _titled(speaker: Speaker) -> str:
    role = plain(speaker.role_ar or "")
    return plain(speaker.name_ar) + (f"، {role}" if role and role not in speaker.name_ar else "")


def web_link(url: str | None) -> str:
    """The address where it is one of the web; anything else, ``javascript:`` above all, is no link."""
    address = (url or "").strip()
    return address if address.lower().startswith(("https://", "http://")) and address.isprintable() and " " not in address else ""
