"""What became of statements, events and actors since a moment: new, changed, merged, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from khabar.export.formats import Kept
from khabar.export.redact import without_persons
from khabar.export.tables import Column, Table, write_csv
from khabar.link.collection import NONE, link
from khabar.link.records import Linked, LinkedEvent, Verdicts
from khabar.model import Record, Struct
from khabar.store.recode import changes as differing

What = Literal["new", "changed", "merged", "withdrawn"]
Kind = Literal["article", "statement", "event", "linked_event", "identity"]
COLUMNS = (
    Column("what", "string", "new, changed, merged or withdrawn"), Column("kind", "string", "article, statement, event, linked_event or identity"),
    Column("id", "string", "uid of a statement or event, else the id"), Column("into", "string", "of what is merged: what it is part of now"),
    Column("article"), Column("fields", "string", "of what changed: which fields"),
)  # fmt: skip


class Changed(Struct, frozen=True, kw_only=True):
    """One thing that is not what it was."""

    what: What
    kind: Kind
    id: str
    into: str | None = None
    article: str | None = None
    fields: list[str] = []


def changed(before: Sequence[Record], now: Sequence[Record], was: Linked, linked: Linked) -> list[Changed]:
    """What differs between two states of a collection.

    Args:
        before: the records as they stood.
        now: the records.
        was: the links between the former.
        linked: the links between the latter.
    """
    old, new = ({r.article.id: r for r in records} for records in (before, now))
    found = [row for id in sorted(old.keys() | new.keys()) for row in _article(id, old.get(id), new.get(id))]
    return [*found, *_linked_events(was, linked), *_identities(was, linked)]


def _article(id: str, old: Record | None, new: Record | None) -> Iterator[Changed]:
    if old is None and new is not None:
        yield Changed(what="new", kind="article", id=id, article=id)
        yield from (Changed(what="new", kind="statement", id=s.uid, article=id) for s in new.statements)
        yield from (Changed(what="new", kind="event", id=e.uid, article=id) for e in new.events)
    elif old is not None and new is not None:
        if old.article.text_sha256 != new.article.text_sha256:
            yield Changed(what="changed", kind="article", id=id, article=id, fields=["text"])
        for change in differing(old, new):
            what: What = "withdrawn" if change.what == "gone" else change.what
            kind: Kind = "event" if change.kind == "event" else "statement"
            yield Changed(what=what, kind=kind, id=change.uid, article=id, fields=sorted(change.after))


def _linked_events(was: Linked, linked: Linked) -> Iterator[Changed]:
    """Linked events by the reports that they hold: one whose reports are part of another now is merged into it."""
    old, new = ({e.id: e for e in found.events} for found in (was, linked))
    holder = {(r.article, r.uid): e.id for e in linked.events for r in e.reports}
    for id in sorted(old.keys() | new.keys()):
        if id not in old:
            yield Changed(what="new", kind="linked_event", id=id)
        elif id in new:
            fields = _fields(old[id], new[id])
            if fields:
                yield Changed(what="changed", kind="linked_event", id=id, fields=fields)
        else:
            into = next((holder[r.article, r.uid] for r in old[id].reports if (r.article, r.uid) in holder), None)
            yield Changed(what="merged" if into else "withdrawn", kind="linked_event", id=id, into=into)


def _fields(old: LinkedEvent, new: LinkedEvent) -> list[str]:
    """Which fields differ; reports by what they point at, since words may move within an article."""
    pairs = {name: (_plain(getattr(old, name)), _plain(getattr(new, name))) for name in LinkedEvent.__struct_fields__ if name != "story"}
    return [name for name, (a, b) in pairs.items() if a != b]


def _plain(value: Any) -> Any:
    reports = isinstance(value, list) and value and hasattr(value[0], "uid")
    return sorted((r.article, r.uid) for r in value) if reports else value


def _identities(was: Linked, linked: Linked) -> Iterator[Changed]:
    """Actors across articles: one whose ids belong to another now is merged into it."""
    holder = {id: i.id for i in linked.identities for id in i.ids}
    now, before = {i.id for i in linked.identities}, {i.id for i in was.identities}
    for identity in was.identities:
        if identity.id not in now:
            into = next((holder[id] for id in identity.ids if id in holder), None)
            yield Changed(what="merged" if into else "withdrawn", kind="identity", id=identity.id, into=into)
    yield from (Changed(what="new", kind="identity", id=id) for id in sorted(now - before))


def table(rows: Sequence[Changed]) -> Table:
    """The changes as a table."""
    return Table("changes", COLUMNS, ([r.what, r.kind, r.id, r.into, r.article, r.fields] for r in rows))


def changes_between(
    before: Sequence[Record], now: Sequence[Record], apart: Sequence[tuple[str, str]], kept: Kept, verdicts: tuple[Verdicts, Verdicts] = (NONE, NONE)
) -> list[Changed]:
    """What differs between two states, in the ids that an export with the same ``kept`` writes.

    Args:
        before: the records as they stood.
        now: the records.
        apart: pairs of actors that are two.
        kept: what may be written.
        verdicts: what people had said of pairs of actors and events, and what they have said now.
    """
    old, new = verdicts
    if not kept.persons:
        before, now = without_persons(before, kept.key, apart, old), without_persons(now, kept.key, apart, new)
        apart, old, new = (), Verdicts(events=old.events), Verdicts(events=new.events)
    return changed(before, now, link(before, apart, old), link(now, apart, new))


def write_changes(rows: Sequence[Changed], path: Path) -> Path:
    """Write the changes beside an export at ``path``: ``changes.csv`` in a folder, ``NAME.changes.csv`` beside a file."""
    target = path / "changes.csv" if path.is_dir() else path.with_name(path.name + ".changes.csv")
    write_csv(table(rows), target)
    return target
