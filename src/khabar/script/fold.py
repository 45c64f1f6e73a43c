"""Search keys for Arabic: one spelling for what readers take as one, with the way back to the text.

The article's text is never changed. A key is a view of it: marks, tatweel and invisible controls are left out,
hamza seats, alef maqsura, ta marbuta, Farsi letters and presentation forms are unified, digits become ASCII.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache

# Marks and controls that a key leaves out: harakat, Quranic signs, tatweel, zero-width and bidi controls.
INVISIBLE = frozenset(
    (
        *range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE), 0x0640, 0x00AD,
        *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFEFF,
    )
)  # fmt: skip
_SAME = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ء", "ؤ": "ء", "ة": "ه", "ۃ": "ه",
    "ک": "ك", "ڪ": "ك", "ھ": "ه", "ہ": "ه", "ۀ": "ه", "ڤ": "ف", "گ": "ك", "پ": "ب", "چ": "ج", "ژ": "ز",
}  # fmt: skip
_TABLE: dict[int, str] = dict.fromkeys(INVISIBLE, "")
_TABLE.update({ord(old): new for old, new in _SAME.items()})
for _base in (0x0660, 0x06F0):  # Arabic-Indic and Farsi digits
    _TABLE.update({_base + n: str(n) for n in range(10)})
_TABLE.update({0x066B: ".", 0x066C: ","})
_PRESENTATION = re.compile("[\ufb50-\ufeff]")
_UNSEEN = dict.fromkeys(INVISIBLE)
_HIDDEN = re.compile("[" + "".join(map(chr, sorted(INVISIBLE))) + "]")


def fold(text: str) -> str:
    """The search key of ``text``: equal keys are one word to a reader who does not mind spelling."""
    if _PRESENTATION.search(text):
        text = _PRESENTATION.sub(lambda shaped: unicodedata.normalize("NFKC", shaped[0]), text)
    return text.translate(_TABLE).lower()


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """`fold` for the words of tables and rules, which are asked for again in every sentence."""
    return fold(word)


def bare(text: str) -> str:
    """``text`` without marks, tatweel and invisible controls, its letters kept as written."""
    return text.translate(_UNSEEN) if _HIDDEN.search(text) else text


class Folded:
    """A text's key with the place in the text of each letter of the key."""

    __slots__ = ("at", "key", "text")

    def __init__(self, text: str) -> None:
        key: list[str] = []
        at: list[int] = []
        for i, c in enumerate(text):
            f = fold_word(c)
            key.append(f)
            at.extend([i] * len(f))
        self.text, self.key, self.at = text, "".join(key), at

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text that ``key[start:end]`` came from, marks on its last letter included."""
        if start >= end:
            where = self.at[start] if start < len(self.at) else len(self.text)
            return where, where
        last = self.at[end - 1] + 1
        while last < len(self.text) and 0x064B <= ord(self.text[last]) < 0x0653:
            last += 1
        return self.at[start], last

    def find(self, query: str, start: int = 0) -> tuple[int, int] | None:
        """The first span of the text whose key holds the key of ``query``, from text offset ``start`` on."""
        wanted = fold(query)
        found = self.key.find(wanted, bisect_left(self.at, start)) if wanted else -1
        return None if found < 0 else self.span(found, found + len(wanted))
