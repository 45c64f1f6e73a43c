"""Every form of an adjective of state: مصري → المصرية، مصريون، للمصريين and their like are all known by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_SINGULAR = (("", "m", "s"), ("ا", "m", "s"), ("ة", "f", "s"))
_DUAL = (("ان", "m", "d"), ("تان", "f", "d"), ("تين", "f", "d"))
_PLURAL = (("ون", "m", "p"), ("ين", "m", "p"), ("ات", "f", "p"))
_CONSTRUCT = (("و", "m", "p"), ("تا", "f", "d"), ("تي", "f", "d"))
_NO_ALEF = ("ة", "ء", "ى", "ا")


def nisba_forms(nisba: str, plurals: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Every written form of the adjective ``nisba`` (masculine singular, without ال), definite and indefinite.

    ``plurals`` are its broken plurals (أتراك). The letters ـيين are both the dual and the plural: they are given as
    the plural, which news uses far more often. An adjective of several words (كوري جنوبي، جنوب سوداني) agrees in each
    word that ends in ي; the words before stay as they are.

    Returns:
        Form → (gender ``m`` or ``f``, number ``s``, ``d`` or ``p``).
    """
    found: dict[str, tuple[str, str]] = {}
    words = nisba.split()
    for suffix, gender, number in (*_SINGULAR, *_DUAL, *_PLURAL, *_CONSTRUCT):
        text = " ".join(word + suffix if word.endswith("ي") else word for word in words)
        found.setdefault(text, (gender, number))
        if (suffix, gender, number) not in _CONSTRUCT and suffix != "ا":
            for definite in _definite(text, words):
                found.setdefault(definite, (gender, number))
    for plural in plurals:
        for form in _plural_forms(plural):
            found.setdefault(form, ("m", "p"))
    return found


def _definite(text: str, stems: Sequence[str]) -> Iterator[str]:
    """``text`` with ال on every word, and, after an uninflected head, on the head alone (الجنوب سودانية)."""
    words = text.split()
    yield " ".join("ال" + word for word in words)
    if words and not stems[0].endswith("ي"):
        yield " ".join(("ال" + words[0], *words[1:]))


def _plural_forms(plural: str) -> Iterator[str]:
    yield plural
    yield " ".join("ال" + word for word in plural.split())
    if " " not in plural and not plural.endswith(_NO_ALEF):
        yield plural + "ا"
