"""The desk at which a person reviews: shows a record, waits for a key, asks for what the act needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import get_args

import click

from khabar.cli.base import shown, width
from khabar.errors import OptionError
from khabar.messages import Lang, say
from khabar.model import Statement, Status
from khabar.show import isolate, show_item
from khabar.store import Store
from khabar.store.corrections import Changes, Person, person_of, piece, span_in
from khabar.store.listing import context_line
from khabar.store.review import Review

_ARABIC_KEYS = dict(zip("شسصفعؤقءئىحبضث", "aswtucrxznpfqe", strict=True))
"""What an Arabic keyboard gives for the same keys."""
_STATUSES: tuple[Status, ...] = get_args(Status)


class LeaveError(Exception):
    """The person ends the review."""


def work(store: Store, articles: Iterable[str], by: str, lang: Lang) -> None:
    """Review the articles one after the other, until the person leaves.

    Args:
        store: the database.
        articles: their ids.
        by: who reviews.
        lang: of the questions.
    """
    try:
        for article in articles:
            Desk(Review(store, article, by=by), lang).run()
    except (LeaveError, EOFError):
        return


class Desk:
    """One article under review."""

    def __init__(self, review: Review, lang: Lang) -> None:
        self.review, self.lang, self.done = review, lang, False
        self.acts: dict[str, Callable[[], object]] = {
            "a": self._accept, "x": self._remove, "s": self._speaker, "w": self._words, "t": self._type, "u": self._status, "c": self._actors,
            "r": self._recipients, "+": self._add_statement, "e": self._add_event, "z": self._undo, "n": lambda: review.move(1),
            "p": lambda: review.move(-1), "f": self._finish, "q": self._leave,
        }  # fmt: skip

    def run(self) -> None:
        """Until the article is finished or left."""
        click.echo()
        click.secho(isolate(self.review.record.article.title or self.review.article), bold=True)
        while not self.done:
            self._show()
            key = click.getchar()
            act = self.acts.get(_ARABIC_KEYS.get(key, key.lower()))
            if act is None:
                continue
            try:
                act()
            except OptionError as error:
                click.echo(f"{say('error', self.lang)}: {error}")

    def _show(self) -> None:
        item, review = self.review.item, self.review
        click.echo()
        if item is None:
            click.echo(say("review_end", self.lang))
            return
        click.echo(f"{review.at + 1}/{len(review.items)}")
        for line in show_item(review.record, item, lang=self.lang, width=width()):
            click.echo(line.text)
        click.echo(shown(context_line(review.record, span_in(item))))
        click.echo(say("review_keys", self.lang))

    # -- acts
    def _accept(self) -> None:
        if self.review.item is not None:
            self.review.act("accept")
            self.review.move(1)

    def _remove(self) -> None:
        if self.review.item is not None:
            self.review.act("remove", reason=self._reason())

    def _change(self, changes: Changes) -> None:
        if self.review.item is not None:
            self.review.act("change", changes=changes, reason=self._reason())

    def _speaker(self) -> None:
        self._change(Changes(speaker=self._people("review_speaker")))

    def _actors(self) -> None:
        self._change(Changes(actors=self._people("review_actors")))

    def _recipients(self) -> None:
        self._change(Changes(recipients=self._people("review_recipients")))

    def _words(self) -> None:
        self._change(Changes(span=piece(self.review.record, self._ask("review_words"))))

    def _type(self) -> None:
        event = not isinstance(self.review.item, Statement)
        self._change(Changes(type=self._typed(event=event)))

    def _status(self) -> None:
        self._change(Changes(status=click.prompt(say("review_status", self.lang), type=click.Choice(_STATUSES))))

    def _add_statement(self) -> None:
        span = piece(self.review.record, self._ask("review_words"))
        self.review.add("statement", Changes(span=span, type=self._typed(event=False), speaker=self._people("review_speaker")), reason=self._reason())

    def _add_event(self) -> None:
        span = piece(self.review.record, self._ask("review_words"))
        changes = Changes(span=span, type=self._typed(event=True), actors=self._people("review_actors"), recipients=self._people("review_recipients"))
        self.review.add("event", changes, reason=self._reason())

    def _undo(self) -> None:
        if self.review.undo() is None:
            click.echo(say("review_nothing_to_undo", self.lang))

    def _finish(self) -> None:
        self.review.finish()
        self.done = True

    def _leave(self) -> None:
        raise LeaveError

    # -- questions
    def _ask(self, key: str) -> str:
        return str(click.prompt(say(key, self.lang), default="", show_default=False))

    def _typed(self, *, event: bool) -> str:
        answer = self._ask("review_type")
        return answer.upper() if event else answer.lower()

    def _reason(self) -> str:
        return self._ask("review_reason")

    def _people(self, key: str) -> list[Person]:
        """The actors that are named, parted by commas of either script; the article's own are listed first."""
        for actor in self.review.record.actors:
            click.echo(f"  {actor.key:<4} {isolate(actor.name_ar)}")
        return [person_of(self.review.record, name.strip()) for name in self._ask(key).replace("،", ",").split(",") if name.strip()]
