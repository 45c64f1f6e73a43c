"""Names of persons as linking compares them."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from khabar.model import Record
from khabar.script.fold import fold

KUNYA = re.compile(r"^(?:ابو|ابي|ابا|ام)$")
_BESIDE = re.compile(
    r"\s*+[،,]?+\s*+(?:(?:المعروف|الملقب|المكنى|المكنّى|الشهير)\s*+(?:باسم\s*+|بـ?\s*+))?[(«\"“]\s*(?P<name>(?:أبو|ابو|أبي|أم)\s+[^\W\d_]+(?:\s+[^\W\d_]+)?)\s*[)»\"”]"
    r"|\s*+[،,]?+\s*+(?:المعروف|الملقب|المكنى|الشهير)\s*+ب(?:اسم\s*)?(?P<plain>(?:أبو|ابو|أبي)\s+[^\W\d_]+)"
)
CLOSE = 84
"""Likeness (0 to 100) of two spellings of one foreign name."""


def key(name: str) -> tuple[str, ...]:
    """The parts of a name, compound parts joined (عبد الإله، نصر الله، أبو نزار), cases of أبو and spellings unified.

    >>> key("عبدالإله النجار") == key("عبد الاله النجار")
    True
    """
    words = fold(name).replace("-", " ").split()
    parts: list[str] = []
    at = 0
    while at < len(words):
        word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
        if KUNYA.match(word) and following:
            parts.append(("ام" if word == "ام" else "ابو") + following)
            at += 2
        elif (word == "عبد" or following == "الله") and following:
            parts.append(word + following)
            at += 2
        else:
            parts.append("بن" if word == "ابن" else word)
            at += 1
    return tuple(re.sub(r"^ابو(?=.{3})", "ابو", part).removeprefix("ال") for part in parts)


def shorter(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether ``short`` (two parts or more) is ``long`` with parts left out, beginning and end kept."""
    if not 2 <= len(short) < len(long) or (short[0], short[-1]) != (long[0], long[-1]):
        return False
    rest = iter(long)
    return all(part in rest for part in short)


def close(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two names of as many parts are spellings of one, as of a foreign name."""
    return len(left) == len(right) and all(fuzz.ratio(a, b) >= CLOSE for a, b in zip(left, right, strict=True))


def kunyas(record: Record) -> dict[str, str]:
    """Actor key → the kunya that stands beside the name: سامر الدهماني (أبو نزار)."""
    found: dict[str, str] = {}
    for mention in record.mentions:
        match = _BESIDE.match(record.article.text, mention.end)
        if match and mention.via == "name":
            found.setdefault(mention.actor, match["name"] or match["plain"])
    return found
