"""The current coder over the stored texts, and what changed, record by record and rule by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec

from khabar.batch import code_all
from khabar.model import Fault, Record
from khabar.read.document import Source
from khabar.store.corrections import Correction, Item, kind_of, span_in
from khabar.store.db import Store

What = Literal["new", "gone", "changed"]
_ASIDE = {"id", "uid", "trace", "parent", "statement", "denial_of", "part_of"}
"""Fields that number or explain a record and say nothing about the world."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One statement or event that is not what it was."""

    article: str
    what: What
    kind: Literal["statement", "event", "article"]
    uid: str
    text: str
    """The content or evidence."""
    rule: str
    """The rule that makes it now, or made it before where it is gone."""
    before: dict[str, Any] = {}
    """The fields that changed, as they were; actors by name."""
    after: dict[str, Any] = {}


class Recoded(msgspec.Struct, frozen=True, kw_only=True):
    """What recoding did to one article."""

    article: str
    changes: list[Change] = []
    gone: list[Correction] = []
    """Corrections that stood on the old coding, and whose record the new one does not have."""
    faults: list[Fault] = []
    """Why it could not be coded; then the old coding stays."""


def recode(store: Store, *, workers: int = 1, folder: str | None = None) -> Iterator[Recoded]:
    """Code the current text of every article anew; the old codings stay, corrections are laid over the new ones.

    Args:
        store: the database.
        workers: processes to code on; this one alone writes.
        folder: the user's own word tables.
    """
    ids = store.ids()
    given = (source_of(store.record(id)) for id in ids)
    for id, coded in zip(ids, code_all(given, workers=workers, folder=folder), strict=True):
        if coded.record is None:
            yield Recoded(article=id, faults=coded.faults)
        else:
            yield _kept(store, coded.record)


def source_of(record: Record) -> Source:
    """A stored article as the reader gave it."""
    return Source(id=record.id, path=record.id, article=record.article, extra=record.extra, faults=[f for f in record.faults if f.stage == "read"])


def _kept(store: Store, record: Record) -> Recoded:
    article = record.article.id
    old, states = store.record(article), store.corrected(article).states
    store.recode(record)
    now = store.corrected(article).states
    gone = [c for c in store.corrections(article) if now.get(c.row) == "gone" and states.get(c.row) != "gone"]
    return Recoded(article=article, changes=changes(old, record), gone=gone)


def changes(old: Record, new: Record, *, actors: bool = False) -> list[Change]:
    """What differs between two codings of one text, in the order of the text.

    Args:
        old: the coding before.
        new: the coding after.
        actors: an actor of the same name that is of another kind or country is a difference too.
    """
    before, after = _by_uid(old), _by_uid(new)
    found = [_change(new, "new", item) for uid, item in after.items() if uid not in before]
    found += [_change(old, "gone", item) for uid, item in before.items() if uid not in after]
    for uid in before.keys() & after.keys():
        was, now = (_says(record, items[uid], full=actors) for record, items in ((old, before), (new, after)))
        names = [n for n in was if was[n] != now[n]]
        if names:
            change = _change(new, "changed", after[uid])
            found.append(msgspec.structs.replace(change, before={n: was[n] for n in names}, after={n: now[n] for n in names}))
    where = {uid: span_in(item).start for uid, item in (before | after).items()}
    return sorted(found, key=lambda c: (where[c.uid], c.uid))


def _by_uid(record: Record) -> dict[str, Item]:
    items: Iterable[Item] = [*record.statements, *record.events]
    return {i.uid: i for i in items}


def _change(record: Record, what: What, item: Item) -> Change:
    return Change(article=record.article.id, what=what, kind=kind_of(item), uid=item.uid, text=span_in(item).text, rule=item.trace.rule)


def _says(record: Record, item: Item, *, full: bool) -> dict[str, Any]:
    """What an item says, its actors by name: their keys may differ from coding to coding."""
    names = {a.key: f"{a.name_ar}|{a.kind}|{a.country or ''}" if full else a.name_ar for a in record.actors}
    fields: dict[str, Any] = {k: v for k, v in msgspec.to_builtins(item).items() if k not in _ASIDE}
    return {name: _named(value, names) for name, value in fields.items()}


def _named(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, list):
        return [_named(v, names) for v in value]
    if isinstance(value, dict):
        return {k: _named(v, names) for k, v in value.items()}
    return value


def by_rule(changed: Iterable[Sequence[Change]]) -> dict[str, Counter[What]]:
    """How many records each rule gained, lost and changed."""
    found: dict[str, Counter[What]] = {}
    for changes in changed:
        for change in changes:
            found.setdefault(change.rule, Counter())[change.what] += 1
    return dict(sorted(found.items()))
