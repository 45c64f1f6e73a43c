"""The order of an Arabic list: by letter as readers sort, the article passed over."""

from __future__ import annotations

import re
from functools import lru_cache

from khabar.script.fold import bare, fold

_ARTICLE = re.compile(r"\b\u0627\u0644(?=\w{2})")  # with a bare alef: the one of ألبانيا and إلياس is of the word
_OTHERS = re.compile(r"[^\w\s]+")


def sort_key(text: str) -> tuple[str, str]:
    """A key for `sorted`: إبراهيم، أحمد، آدم، البرقاوي، الزهراني، ياسر.

    The forms of alef, of ya, of hamza and ta marbuta are one letter each; marks, tatweel and signs do not count, the
    article is passed over in each word. Names that are the same under these rules keep the order of their spelling.
    """
    plain = _ARTICLE.sub("", bare(text))
    return " ".join(_OTHERS.sub(" ", fold(plain)).split()), text


def compare(one: str, other: str) -> int:
    """Less than 0, 0 or more, as ``one`` stands before ``other``, in its place or behind it: for databases."""
    first, second = _key(one), _key(other)
    return (first > second) - (first < second)


_key = lru_cache(maxsize=1 << 16)(sort_key)
