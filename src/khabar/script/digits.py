"""Digits of every script that Arabic news uses: Western, Arabic-Indic and Farsi, with their separators."""

from __future__ import annotations

import re
from decimal import Decimal

DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
"""The inside of a character class: one digit of any script."""

_WESTERN = {base + n: str(n) for base in (0x0660, 0x06F0) for n in range(10)}
_WESTERN.update({0x066B: ".", 0x066C: ",", 0x00A0: " ", 0x202F: " ", 0x2009: " ", 0x060C: ",", 0x2019: ","})
_GROUPED = re.compile(
    r"[1-9]\d{0,2}(?:(,)\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:(\.)\d{3})+(?:,\d+)?|[1-9]\d{0,2}(?:( )\d{3})+(?:[.,]\d+)?"
)
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")


def western(text: str) -> str:
    """``text`` with its digits and number separators in their Western form, letter for letter."""
    return text.translate(_WESTERN)


def read_digits(text: str, *, scaled: bool = False) -> Decimal | None:
    """The number that ``text`` writes in digits, or None where it writes none.

    One separator before exactly three digits parts thousands (١٬٢٠٠, 1.200, 12 000), any other a fraction (٣٫٥, 2,7).
    The Arabic decimal mark (٫) always parts a fraction. With ``scaled`` (a word such as مليون follows) a point does
    too.
    """
    plain = western(text.strip())
    fraction = "\u066b" in text or (scaled and plain.count(".") == 1 and "," not in plain)
    grouped = None if fraction else _GROUPED.fullmatch(plain)
    if grouped:
        mark = next(g for g in grouped.groups() if g)
        whole = plain.replace(mark, "")
        return Decimal(whole.replace(",", "."))
    return Decimal(plain.replace(",", ".")) if _PLAIN.fullmatch(plain) else None
