"""What the article, statement and paste pages say to one reader."""

from __future__ import annotations

from khabar.serve.article_texts import word
from khabar.serve.reader import Reader
from khabar.show import plain


class Speech:
    """What these pages say to one reader: ``w("key")``; ``w.n(12)`` a number; ``w.plain(text)`` a line of an article."""

    plain = staticmethod(plain)

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def __call__(self, key: str, **values: object) -> str:
        """The text ``key``, its numbers with the reader's digits."""
        told = {name: self.n(value) if isinstance(value, int | float) else value for name, value in values.items()}
        return word(key, self.reader.lang, **told)

    def n(self, number: float) -> str:
        """A number."""
        return self.reader.n(number)
