"""Which outlet calls an actor what: «مليشيا الحوثي» here, «أنصار الله» there. The heading itself takes no side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from khabar.lexicon.words import Lexicon
from khabar.link.records import Linked
from khabar.link.views import is_asked
from khabar.model import Actor, Mention, Record, Struct
from khabar.script.fold import bare, fold

_NAMED = ("party", "armed_group", "government", "military", "police", "organization", "bloc")


class Label(Struct, frozen=True, kw_only=True):
    """One name that one outlet gives to one actor."""

    actor: str
    """Id after identities are joined."""
    heading: str
    """The name under which the actor stands everywhere."""
    authority: str | None
    """Heading of the rival authority that it belongs to, where there are two."""
    outlet: str
    label: str
    articles: int
    mentions: int


def labels(records: Iterable[Record], linked: Linked, lexicon: Lexicon, *, actor: str | None = None) -> list[Label]:
    """Every name by actor and outlet, the most used first; actors with one name everywhere are left out unless asked for.

    Args:
        records: coded articles.
        linked: what joins their actors.
        lexicon: for the headings of authorities.
        actor: only this one: a part of its name, its id, or a country's code.
    """
    people = {i.id: i for i in linked.identities}
    joined = {id: i.id for i in linked.identities for id in i.ids}
    found: dict[tuple[str, str, str], dict[str, int]] = {}
    sides: dict[str, str] = {}
    for record in records:
        named = {a.key: a for a in record.actors if a.kind in _NAMED}
        for mention in record.mentions:
            known = named.get(mention.actor)
            if known is None or mention.via != "name":
                continue
            id = joined.get(known.id, known.id)
            sides.setdefault(id, known.authority or "")
            articles = found.setdefault((id, record.article.outlet or _credit(record), _plain(mention, known)), {})
            articles[record.article.id] = articles.get(record.article.id, 0) + 1
    forms: dict[str, set[str]] = {}
    for id, _, label in found:
        forms.setdefault(id, set()).add(label)
    headings = _headings(lexicon)
    rows = [
        Label(
            actor=id, heading=people[id].name_ar if id in people else id, authority=headings.get(sides[id]), outlet=outlet, label=label, articles=len(articles),
            mentions=sum(articles.values()),
        )
        for (id, outlet, label), articles in found.items()
        if (is_asked(people.get(id), id, actor) if actor else len(forms[id]) > 1)
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (r.heading, r.outlet, -r.mentions, r.label))


def _plain(mention: Mention, actor: Actor) -> str:
    """The form as the actor's own list has it, else as written."""
    text = bare(mention.text)
    return next((form for form in (actor.name_ar, *actor.aliases) if fold(form) == fold(text)), text)


def _credit(record: Record) -> str:
    return next((c.name for c in record.article.credits if c.kind in ("outlet", "agency")), "")


@cache
def _headings(lexicon: Lexicon) -> Mapping[str, str]:
    return {row.key: row.name_ar for row in lexicon.tables["authorities"] if row.rival}
