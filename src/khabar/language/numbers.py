"""Counts in words and digits: what a number phrase amounts to, and how sure the text is of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

import msgspec

from khabar.language.number_words import (
    AND,
    CLITICS,
    ELEVEN,
    MODIFIERS,
    ONLY_BEFORE_TEN,
    ORDINALS,
    PLURAL_SCALES,
    SHARES,
    TEN,
    VAGUE,
    WORDS,
    Part,
)  # fmt: skip
from khabar.script.digits import DIGIT, read_digits
from khabar.script.fold import INVISIBLE, fold

_HIDDEN = "".join(re.escape(chr(c)) for c in sorted(INVISIBLE))
_LETTER = "\u0621-\u063f\u0641-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc"
_TOKEN = re.compile(
    rf"(?P<clock>[{DIGIT}]{{1,2}}:[{DIGIT}]{{2}}|[{DIGIT}]{{1,4}}([/.-])[{DIGIT}]{{1,2}}\2[{DIGIT}]{{2,4}}|[{DIGIT}]+/[{DIGIT}]+)"
    rf"|(?P<number>[{DIGIT}]+(?:[.,\u066b\u066c،\u2019\u00a0\u202f][{DIGIT}]+"
    rf"| (?:000|\u0660{{3}}|\u06f0{{3}})(?![{DIGIT}]))*)"
    rf"|(?P<word>[{_LETTER}][{_LETTER}{_HIDDEN}]*)|(?P<mark>[^\s{_HIDDEN}])"
)


class Number(msgspec.Struct, frozen=True):
    """A count: ``start`` and ``end`` are offsets in the text, its modifiers (نحو، أكثر من) included, clitics not.

    ``low`` and ``high`` are equal for a plain count; ``high`` is None where no upper bound is given.
    """

    start: int
    end: int
    low: int
    high: int | None
    approximate: bool = False


class Tok(NamedTuple):
    """A word, number or mark: its place, kind, folded key, and for number words the key split at its clitics."""

    start: int
    end: int
    kind: str
    key: str
    conj: bool = False
    """Joined to what stands before it by و."""
    skip: int = 0
    """Letters of clitics before the number word itself, the article not counted."""
    core: str = ""
    """The number word without clitics and article; empty for other words."""


@cache
def _split(key: str) -> tuple[bool, int, str]:
    """Conjunction, clitic letters and bare number word of a folded word; an empty word where it is no number."""
    for pre in CLITICS:
        if not key.startswith(pre):
            continue
        rest = key[len(pre) :]
        if rest in WORDS or rest in VAGUE or rest in SHARES or rest in ELEVEN:
            return pre.startswith(AND), len(pre), rest
        core = rest[2:] if rest.startswith("ال") else rest[1:] if pre.endswith("ل") and rest.startswith("ل") else ""
        if (core in WORDS and core not in _NOT_DEFINITE) or core in VAGUE:
            return pre.startswith(AND), len(pre), core
    return False, 0, ""


_NOT_DEFINITE = frozenset(fold(w) for w in ("اثنين", "إثنين", "واحد", "واحدة", "عشرا"))


def _tokens(text: str, start: int, end: int) -> list[Tok]:
    tokens: list[Tok] = []
    for m in _TOKEN.finditer(text, start, end):
        kind = m.lastgroup or "mark"
        if kind != "word":
            tokens.append(Tok(m.start(), m.end(), kind, m.group()))
            continue
        key = fold(m.group())
        conj, skip, core = _split(key)
        tokens.append(Tok(m.start(), m.end(), kind, key, conj, skip, core))
    return tokens


class Sum(NamedTuple):
    """What was read: the value and its bounds, the size of its last step, and the token after it."""

    low: Decimal
    high: Decimal
    step: int
    after: int

    @property
    def exact(self) -> bool:
        """Whether it is one number, no bounds."""
        return self.low == self.high


def _at(tokens: Sequence[Tok], i: int) -> Tok | None:
    return tokens[i] if 0 <= i < len(tokens) else None


def _part(tokens: Sequence[Tok], i: int, *kinds: str, joined: bool | None = None) -> Part | None:
    tok = _at(tokens, i)
    part = WORDS.get(tok.core) if tok else None
    if tok is None or part is None or part.kind not in kinds or (joined is not None and tok.conj != joined):
        return None
    return part


def _below_hundred(tokens: Sequence[Tok], i: int) -> tuple[int, int] | None:
    """Value and next token of 1 to 99 in words."""
    tok = tokens[i]
    following = _at(tokens, i + 1)
    if tok.core in ELEVEN:
        return (11, i + 2) if following and following.key in TEN else None
    part = _part(tokens, i, "unit", "ten")
    if part is None or (tok.core in ONLY_BEFORE_TEN and not (following and following.key in TEN)):
        return None
    if part.kind == "unit" and part.value < 10:
        if following and following.key in TEN:
            return 10 + part.value, i + 2
        ten = _part(tokens, i + 1, "ten", joined=True)
        if ten:
            return ten.value + part.value, i + 2
    return part.value, i + 1


def _below_thousand(tokens: Sequence[Tok], i: int) -> tuple[int, int] | None:
    part = _part(tokens, i, "hundred")
    after = i + 1
    value = part.value if part else 0
    if not part:
        small = _below_hundred(tokens, i)
        if small is None:
            return None
        value, after = small
        if value < 10 and _part(tokens, after, "hundred", joined=False) == WORDS[fold("مئة")]:
            value, after = value * 100, after + 1  # ثلاث مئة in two words
        else:
            return value, after
    following = _at(tokens, after)
    rest = _below_hundred(tokens, after) if following and following.conj and following.core else None
    return (value + rest[0], rest[1]) if rest else (value, after)


def _scale(tokens: Sequence[Tok], i: int) -> int:
    part = _part(tokens, i, "scale", joined=False)
    return part.value if part and str(part.value).startswith("1") else 0


def _times_scale(tokens: Sequence[Tok], low: Decimal, high: Decimal, i: int) -> Sum:
    """``low`` to ``high`` multiplied by the scale words that follow (خمسة آلاف، مئة ألف، ألف مليار)."""
    step = 1
    while size := _scale(tokens, i):
        low, high, step, i = low * size, high * size, step * size, i + 1
    return Sum(low, high, step, i)


def _alone(tokens: Sequence[Tok], i: int, part: Part) -> int:
    """What a scale word is worth with no number before it; ألفا and مليونا before a noun are duals."""
    key, following = tokens[i].core, _at(tokens, i + 1)
    dual = (
        key in _DUAL_LIKE and following is not None and following.kind == "word" and not following.key.startswith(AND)
    )
    return part.value * 2 if dual and not _scale(tokens, i + 1) else part.value


_DUAL_LIKE = frozenset(fold(w) for w in ("ألفا", "مليونا", "مليارا"))


def _group(tokens: Sequence[Tok], i: int) -> Sum | None:
    """One term of a number: up to 999 and the scale it counts, or a scale word alone."""
    tok = tokens[i]
    if tok.kind == "number":
        scaled = bool(_scale(tokens, i + 1))
        value = read_digits(tok.key, scaled=scaled)
        return None if value is None else _times_scale(tokens, value, value, i + 1)
    if tok.core in VAGUE:
        vague = VAGUE[tok.core]
        following = _at(tokens, i + 1)
        more = VAGUE.get(following.core) if following and not following.conj else None
        size, after = (more.size, i + 2) if more else (1, i + 1)
        return _times_scale(tokens, Decimal(vague.low * size), Decimal(vague.high * size), after)
    if tok.core in SHARES:
        size = _scale(tokens, i + 1)
        return Sum(SHARES[tok.core] * size, SHARES[tok.core] * size, size, i + 2) if size else None
    if tok.core in PLURAL_SCALES:
        size = PLURAL_SCALES[tok.core]
        return Sum(Decimal(2 * size), Decimal(10 * size - 1), size, i + 1)
    part = _part(tokens, i, "scale")
    if part:
        value = Decimal(_alone(tokens, i, part))
        scaled_sum = _times_scale(tokens, value, value, i + 1)
        return scaled_sum._replace(step=max(scaled_sum.step, part.size))
    small = _below_thousand(tokens, i)
    return _times_scale(tokens, Decimal(small[0]), Decimal(small[0]), small[1]) if small else None


def _sum(tokens: Sequence[Tok], i: int) -> Sum | None:
    """A whole number from token ``i``: terms joined by و, each below the step of the one before."""
    total = _group(tokens, i)
    if total is None:
        return None
    while total.step > 1 and total.exact:
        at = _joined(tokens, total.after)
        share = SHARES.get(tokens[at].core) if at is not None else None
        if at is not None and share is not None:
            after = at + 1 + (1 if _scale(tokens, at + 1) else 0)
            return Sum(total.low + share * total.step, total.high + share * total.step, 1, after)
        term = _group(tokens, at) if at is not None else None
        if term is None or term.high >= total.step or not term.exact:
            break
        total = Sum(total.low + term.low, total.high + term.high, term.step, term.after)
    return total


def _joined(tokens: Sequence[Tok], i: int) -> int | None:
    """The token that و joins at ``i``: the word itself (ومئتين) or the number after a و of its own (و500)."""
    tok = _at(tokens, i)
    if tok is None:
        return None
    if tok.core and tok.conj:
        return i
    return i + 1 if tok.key == AND and i + 1 < len(tokens) else None


def read_count(tokens: Sequence[Tok], i: int) -> Sum | None:
    """The number that begins at token ``i``, without modifiers or ranges; None where none does."""
    tok = tokens[i]
    return _sum(tokens, i) if tok.core or tok.kind == "number" else None


def parse_numbers(text: str, start: int, end: int) -> list[Number]:
    """Every count in ``text[start:end]``, in order; offsets are of ``text``.

    Percentages, fractions of people, dates, clock times and numbers of documents give nothing.
    """
    tokens = _tokens(text, start, end)
    found: list[Number] = []
    i = 0
    while i < len(tokens):
        read = read_count(tokens, i)
        if read is None:
            i += 1
            continue
        span, read = _range(tokens, i, read)
        number = _number(tokens, i, read, span)
        if number:
            found.append(number)
        i = max(read.after, _percent(tokens, read.after))
    return found


_TO = frozenset(fold(w) for w in ("-", "–", "—", "إلى", "أو", "الى", "حتى"))
_BETWEEN = frozenset(p + fold("بين") for p in ("", "و", "ل"))


def _range(tokens: Sequence[Tok], i: int, first: Sum) -> tuple[bool, Sum]:
    """Whether ``first`` opens a range (12 إلى 15، بين 12 و15), and the range or ``first`` itself."""
    tok = _at(tokens, first.after)
    if tok is None or not first.exact:
        return False, first
    at: int | None = first.after + 1 if tok.key in _TO else None
    before = _at(tokens, i - 1)
    if at is None and before and before.key in _BETWEEN:
        at = _joined(tokens, first.after)
    second = read_count(tokens, at) if at is not None and at < len(tokens) else None
    if second is None or not second.exact:
        return False, first
    low = first.low * second.step if first.step == 1 and first.low < second.low / second.step else first.low
    return (True, second._replace(low=low)) if low < second.high else (False, first)


_PERCENT = frozenset(fold(w) for w in ("%", "٪", "بالمئة", "بالمائة", "بالمية"))
_IN, _HUNDRED = fold("في"), frozenset(fold(w) for w in ("المئة", "المائة"))
_LABELS = frozenset(
    p + fold(w)
    for w in ("رقم", "القرار", "قرار", "عام", "العام", "سنة", "عامي", "المادة", "مادة")
    for p in ("", "و", "ل", "ب", "ال")
)


def _percent(tokens: Sequence[Tok], i: int) -> int:
    """The token after the percent sign or phrase at ``i``; 0 where there is none."""
    following, second = _at(tokens, i), _at(tokens, i + 1)
    if following and following.key in _PERCENT:
        return i + 1
    return i + 2 if following and following.key == _IN and second and second.key in _HUNDRED else 0


def _number(tokens: Sequence[Tok], i: int, read: Sum, ranged: bool) -> Number | None:
    """The count with its modifiers, or None where the number counts no one."""
    if _percent(tokens, read.after):
        return None
    before = _at(tokens, i - 1)
    if before and (before.key in _LABELS or (before.key in ORDINALS and tokens[i].key in TEN)):
        return None
    low, high = int(read.low), int(read.high)
    if (read.low != low or read.high != high) or low <= 0:
        return None
    vague = not ranged and not read.exact
    kind, start = _before(tokens, i)
    kind = kind or _after(tokens, read.after)
    bounds = _bounds(kind, low, high)
    return Number(start, tokens[read.after - 1].end, *bounds, vague or kind in ("about", "over", "most"))


def _bounds(kind: str, low: int, high: int) -> tuple[int, int | None]:
    if kind in ("over", "least"):
        return low, None
    return (0, high) if kind == "most" else (low, high)


_LOOSE = frozenset(fold(w) for w in ("ب", "ل", "ال", "بين", "ما بين", "و"))


def _before(tokens: Sequence[Tok], i: int) -> tuple[str, int]:
    """The modifier that ends before token ``i`` and where the phrase then starts."""
    start = tokens[i].start + tokens[i].skip
    last = i - 1
    while last >= 0 and tokens[last].key in _LOOSE:
        last -= 1
    for words, kind in MODIFIERS.get(_unprefixed(tokens, last), []) if last >= 0 else []:
        first = last - len(words) + 1
        if first < 0 or any(tokens[first + n].key != w for n, w in enumerate(words) if n):
            continue
        key = tokens[first].key
        if key.endswith(words[0]) and key[: -len(words[0])] in CLITICS:
            return kind, tokens[first].start + len(key) - len(words[0])
    return "", start


def _unprefixed(tokens: Sequence[Tok], i: int) -> str:
    """The key of token ``i`` as the modifiers spell it."""
    key = tokens[i].key
    if key in MODIFIERS:
        return key
    return next((key[len(p) :] for p in CLITICS if p and key.startswith(p) and key[len(p) :] in MODIFIERS), key)


_AFTER = [(tuple(fold(w) for w in p.split()), k) for p, k in (
    ("على الأقل", "least"), ("كحد أدنى", "least"), ("على أقل تقدير", "least"), ("فأكثر", "least"), ("على الأكثر",
    "most"),
    ("كحد أقصى", "most"), ("تقريبا", "about"), ("ونيف", "about"), ("ونيفا", "about"), ("أو أكثر", "least"),
)]  # fmt: skip


def _after(tokens: Sequence[Tok], i: int) -> str:
    """The modifier that follows the number, with up to three words of the counted noun between."""
    for at in range(i, min(i + 4, len(tokens))):
        if tokens[at].kind in ("mark", "number") or (tokens[at].core and at > i):
            return ""
        for words, kind in _AFTER:
            if tuple(t.key for t in tokens[at : at + len(words)]) == words:
                return kind
    return ""


_DUAL_ENDS = tuple(fold(e) for e in ("تان", "تين", "ان", "ين"))


def dual_count(word: str, known: Callable[[str], bool]) -> bool:
    """Whether ``word`` is the dual of a noun (جنديين، بالقذيفتين), and so counts two.

    ``known`` says whether a folded singular is a noun that can be counted; the ending alone proves nothing (مساكين).
    """
    key = fold(word)
    for pre in CLITICS:
        for article in ("", "ال", "ل") if pre.endswith("ل") else ("", "ال"):
            if key.startswith(pre + article) and _dual(key[len(pre + article) :], known):
                return True
    return False


def _dual(key: str, known: Callable[[str], bool]) -> bool:
    ends = (
        (key[: -len(e)] + ("ه" if len(e) == 3 else "")) for e in _DUAL_ENDS if key.endswith(e) and len(key) > len(e) + 1
    )
    return any(known(stem) or (stem.endswith("و") and known(stem[:-1] + "ي")) for stem in ends)
