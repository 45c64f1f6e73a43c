"""A review: one record after the other, what may be done with it, and where one stands. No keyboard and no screen here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from khabar.model import Record
from khabar.store.corrections import Action, Changes, Correction, Item, State, added, on, whole
from khabar.store.corrections import Kind as CorrectionKind
from khabar.store.db import Store


class Standing(NamedTuple):
    """A correction and how it stands on the current coding."""

    correction: Correction
    state: State


class Review:
    """One person's way through one article; every act is stored at once."""

    def __init__(self, store: Store, article: str, *, by: str) -> None:
        self.store, self.article, self.by = store, article, by
        self.at = 0
        self.record: Record = store.corrected(article).record

    @property
    def items(self) -> Sequence[Item]:
        """The statements, then the events, as they stand now."""
        return [*self.record.statements, *self.record.events]

    @property
    def item(self) -> Item | None:
        """The record that is looked at; None behind the last."""
        items = self.items
        return items[self.at] if self.at < len(items) else None

    def move(self, steps: int) -> None:
        """Go on or back; behind the last there is one place more, where the article is accepted as a whole."""
        self.at = min(max(0, self.at + steps), len(self.items))

    def act(self, action: Action, *, reason: str = "", changes: Changes = Changes()) -> Correction:  # noqa: B008 - frozen
        """Accept, change or remove the record that is looked at.

        Raises:
            OptionError: the changes make no sense for it.
        """
        item = self.item
        assert item is not None
        return self._keep(on(self.record, item, action, by=self.by, reason=reason, changes=changes))

    def add(self, kind: CorrectionKind, changes: Changes, *, reason: str = "") -> Correction:
        """Add a record that the coder missed.

        Raises:
            OptionError: something that it needs is missing or makes no sense.
        """
        return self._keep(added(self.record, "event" if kind == "event" else "statement", changes, by=self.by, reason=reason))

    def finish(self, *, reason: str = "") -> Correction:
        """Accept the article as a whole."""
        return self._keep(whole(self.record, by=self.by, reason=reason))

    def undo(self) -> Correction | None:
        """Take back one's own last act that still stands; None where there is none."""
        mine = [s.correction for s in standings(self.store, self.article) if s.correction.by == self.by and s.state != "undone"]
        if not mine:
            return None
        undone = self.store.undo(self.article, mine[-1].row, by=self.by)
        self._refresh()
        return undone

    def _keep(self, correction: Correction) -> Correction:
        kept = self.store.correct(correction)
        self._refresh()
        return kept

    def _refresh(self) -> None:
        self.record = self.store.corrected(self.article).record
        self.move(0)


def standings(store: Store, article: str) -> list[Standing]:
    """Every correction of an article, oldest first, with how it stands."""
    states = store.corrected(article).states
    return [Standing(c, states[c.row]) for c in store.corrections(article) if c.action != "undo"]
