"""Words with their clitics: what each word of a text may be, without touching the text.

A token is a word, a number or a mark at a place in the text. Its readings come from the lexicon: every way in which
the word can be split into proclitics (و ف، ب ل ك، س), a known form and a pronoun, checked against how it is spelled.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from khabar.lexicon.entry import Entry
from khabar.lexicon.words import Lexicon
from khabar.script.fold import INVISIBLE, bare, fold

_HIDDEN = "".join(re.escape(chr(c)) for c in sorted(INVISIBLE) if c not in range(0x202A, 0x206A) and c not in (0x200E, 0x200F))
_TOKEN = re.compile(
    rf"(?P<number>[0-9\u0660-\u0669\u06F0-\u06F9]+(?:[.,\u066B\u066C][0-9\u0660-\u0669\u06F0-\u06F9]+)*)"
    r"|(?P<title>(?:[وف](?!..\s?و))?(?:[أا]\.\s?)?(?:م\.\s?)?[أادم]\.(?=\s?[\u0621-\u064A]))"
    rf"|(?P<word>[\u0621-\u063F\u0641-\u064A\u0671-\u06D3\uFB50-\uFDFF\uFE70-\uFEFC][\u0621-\u063F\u0641-\u064A\u0671-\u06D3\uFB50-\uFDFF\uFE70-\uFEFC{_HIDDEN}]*)"
    r"|(?P<latin>[A-Za-z\u00C0-\u024F\u0400-\u04FF][\w'’.-]*\w|[A-Za-z\u00C0-\u024F\u0400-\u04FF])"
    r"|(?P<mark>[^\s\w])"
)
_TITLES = {"د": "الدكتور", "م": "المهندس", "ا": "الأستاذ"}  # by the last letter: أ.م.د. is a doctor
_SUFFIXES = ("هما", "هم", "هن", "ها", "كم", "نا", "ني", "ه", "ك", "ي")
_CONJ = ("", "و", "ف")
_PREP = ("", "ب", "ل", "ك")
MAX_WORD = 40  # a longer run of letters is no word of Arabic: it is kept whole and unread


class Reading(NamedTuple):
    """One way to read a word."""

    pre: str
    """Proclitics before the form: و ف, then ب ل ك or س (the article is part of the form)."""
    suffix: str
    entry: Entry

    @property
    def conj(self) -> str:
        return self.pre[0] if self.pre and self.pre[0] in "وف" else ""

    @property
    def prep(self) -> str:
        last = self.pre[-1:] if self.pre else ""
        return last if last in "بلك" and last else ""


class Word(NamedTuple):
    """What is known of a spelling, wherever it stands."""

    bare: str
    key: str
    readings: tuple[Reading, ...]


class Token(NamedTuple):
    """A word, number or mark at its place in the text."""

    start: int
    end: int
    kind: str
    """word, number, latin or mark"""
    word: Word
    """Of an abbreviated title (د.) the word that it stands for."""

    @property
    def key(self) -> str:
        return self.word.key

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.word.readings

    def has(self, *pos: str) -> bool:
        """Whether any reading has one of these parts of speech."""
        return any(r.entry.pos in pos for r in self.word.readings)


class Tokenizer:
    """Cuts text into tokens; remembers the words it has met, up to ``limit`` of them."""

    def __init__(self, lexicon: Lexicon, limit: int = 50_000) -> None:
        self.lexicon, self.limit = lexicon, limit
        self._words: dict[str, Word] = {}

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> list[Token]:
        """The tokens of ``text[start:end]``, in order; white space and invisible controls are between them."""
        out: list[Token] = []
        for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
            piece = match.group()
            if match.lastgroup == "mark" and ord(piece) in INVISIBLE:
                continue
            if match.lastgroup == "title":
                word = _spelled_out(piece, feminine=bool(out) and _feminine(out[-1]))
                out.append(Token(match.start(), match.end(), "word", self.word(word)))
            else:
                out.append(Token(match.start(), match.end(), match.lastgroup or "mark", self.word(piece)))
        return out

    def word(self, spelling: str) -> Word:
        """The word of this spelling."""
        known = self._words.get(spelling)
        if known is None:
            if len(self._words) >= self.limit:
                self._words.clear()
            known = self._words[spelling] = self._read(spelling)
        return known

    def _read(self, spelling: str) -> Word:
        plain = bare(spelling)
        key = fold(plain)
        if not key or len(key) > MAX_WORD or not "\u0621" <= key[0] <= "\u064a":
            return Word(plain, key, ())
        return Word(plain, key, tuple(_fitting(plain, self._splits(key))))

    def _splits(self, key: str) -> list[Reading]:
        found: list[Reading] = []
        for conj in _CONJ:
            if not key.startswith(conj) or len(key) <= len(conj):
                continue
            rest = key[len(conj) :]
            for prep in _PREP:
                if rest.startswith(prep) and len(rest) > len(prep):
                    self._lookup(rest[len(prep) :], conj + prep, found)
            if rest.startswith("لل") and len(rest) > 3:
                self._lookup("ال" + rest[2:], conj + "ل", found)
                if rest.startswith("للا"):
                    self._lookup("ال" + rest[2:], conj + "ل", found)
            if rest.startswith("س") and len(rest) > 3 and rest[1] in "يتان":
                self._lookup(rest[1:], conj + "س", found)
        return found

    def _lookup(self, rest: str, pre: str, found: list[Reading]) -> None:
        prep = pre[-1:] if pre[-1:] in ("ب", "ل", "ك") else ""
        for entry in self.lexicon.forms(rest):
            if _allowed(pre, prep, entry):
                found.append(Reading(pre, "", entry))
        for suffix in _SUFFIXES:
            if rest.endswith(suffix) and len(rest) > len(suffix):
                for entry in self.lexicon.stems(rest[: -len(suffix)]):
                    if _allowed(pre, prep, entry) and _suffixed(suffix, entry):
                        found.append(Reading(pre, suffix, entry))


def _spelled_out(title: str, feminine: bool) -> str:
    """The word that an abbreviated title stands for, with its conjunction: ود. is والدكتور."""
    conj = title[0] if title[0] in "وف" else ""
    return conj + _TITLES[fold(title[-2])] + ("ة" if feminine else "")


def _feminine(before: Token) -> bool:
    """The word before a title is of a woman: قالت د. هالة، المتحدثة د. هالة."""
    verb = any(r.entry.pos in ("past", "present") and r.entry.gender == "f" for r in before.readings)
    return verb or before.word.bare.endswith("ة")


def _allowed(pre: str, prep: str, entry: Entry) -> bool:
    """Proclitics that the form can carry: prepositions before nouns (and ل before a subjunctive), س before a present."""
    if pre.endswith("س"):
        return entry.pos == "present"
    if entry.pos == "past":
        return not prep
    if entry.pos == "present":
        return prep in ("", "ل")
    if entry.pos == "particle":
        return not prep or entry.free
    return True


def _suffixed(suffix: str, entry: Entry) -> bool:
    """ني goes on verbs, ي on everything else."""
    verbal = entry.pos in ("past", "present")
    return verbal if suffix == "ني" else not (suffix == "ي" and verbal)


def _fitting(plain: str, readings: list[Reading]) -> list[Reading]:
    """Readings whose hamzas agree with the spelling; of those, the ones whose final ya does, where any does."""
    fitting = [r for r in readings if _agrees(plain, r)]
    chosen = [r for r in fitting if _ends_alike(plain, r)] or fitting
    unique: dict[tuple[str, str, Entry], Reading] = {(r.pre, r.suffix, r.entry): r for r in chosen}
    return list(unique.values())


def _agrees(plain: str, reading: Reading) -> bool:
    form = reading.entry.form
    if not form:
        return True
    shape = plain[len(reading.pre) :]
    if plain[len(reading.pre) - 1 :].startswith("لل") and form.startswith("ال"):
        shape = "ال" + plain[len(reading.pre) + 1 :]
    for written, meant in zip(shape, form, strict=False):
        if written != meant and written in "أإآؤئء" and meant in "أإآؤئءاوي" and not (written in "ؤئء" and meant in "ؤئء"):
            return False
    return True


def _ends_alike(plain: str, reading: Reading) -> bool:
    """A final ya is not written for alef maqsura by those who tell the two apart; the reverse is common in Egypt."""
    form = reading.entry.form
    return not (not reading.suffix and len(plain) - len(reading.pre) == len(form) and plain.endswith("ي") and form.endswith("ى"))
