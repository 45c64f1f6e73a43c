"""Every written form of a noun, adjective or participle, from its lemma (bare spelling, no proclitics)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

Pos = Literal["past", "present", "imperative", "active", "passive_part", "masdar", "noun", "adj"]
Person = Literal["1", "2", "3", ""]
Gender = Literal["m", "f", ""]
Number = Literal["s", "d", "p", ""]
FormVoice = Literal["active", "passive", "either", ""]

_NO_TANWIN = ("ة", "ى", "ا", "أ", "اء", "آ")


class Form(msgspec.Struct, frozen=True, gc=False):
    """One written form of a lemma."""

    text: str
    """Bare spelling without proclitics (no و ف ب ل ك س); with ال where ``definite``."""
    pos: Pos
    person: Person = ""
    gender: Gender = ""
    number: Number = ""
    voice: FormVoice = ""
    """``either`` where the letters do not tell (قتل); empty for masdars, nouns and adjectives."""
    definite: bool = False
    construct: bool = False
    """Dual or plural without its nun (مسؤولو، وفدا)."""


def join(stem: str, suffix: str) -> list[str]:
    """The spellings of ``stem`` with ``suffix``: a final hamza changes its seat before a vowel letter."""
    if not suffix or not stem:
        return [stem + suffix]
    last, head = stem[-1], suffix[0]
    if last == "أ":
        return _join_on_alef(stem, suffix, head)
    if last == "ء":
        return _join_off_seat(stem, suffix, head)
    if last == "آ" and head == "ا":
        return [stem + suffix[1:]]
    return [stem + suffix]


def _join_on_alef(stem: str, suffix: str, head: str) -> list[str]:
    if head == "ا":
        return [stem[:-1] + "آ" + suffix[1:]]
    if head == "و":
        return [stem + suffix, stem[:-1] + "ؤ" + suffix]
    return [stem[:-1] + "ئ" + suffix] if head == "ي" else [stem + suffix]


def _join_off_seat(stem: str, suffix: str, head: str) -> list[str]:
    before = stem[-2:-1]
    if before == "ي":
        return [stem[:-1] + "ئ" + suffix]
    if head == "و":
        return [stem[:-1] + "ؤ" + suffix, stem + suffix]
    if head == "ي":
        return [stem[:-1] + "ئ" + suffix, stem + suffix]
    if before in "اور" or head != "ا":
        return [stem + suffix]
    return [stem[:-1] + "ئ" + suffix]


class Builder:
    """Gathers the forms of one word."""

    __slots__ = ("forms", "pos", "voice")

    def __init__(self, pos: Pos, voice: FormVoice = "") -> None:
        self.forms: list[Form] = []
        self.pos, self.voice = pos, voice

    def add(self, text: str, gender: Gender, number: Number, definite: bool = True, construct: bool = False) -> None:
        """Adds ``text``, and its form with ال if ``definite``."""
        self.forms.append(Form(text, self.pos, "", gender, number, self.voice, False, construct))
        if definite:
            self.forms.append(Form("ال" + text, self.pos, "", gender, number, self.voice, True, False))

    def singular(self, word: str, gender: Gender, number: Number = "s") -> None:
        """Adds ``word``, its form with ال and its accusative alef (also for broken plurals)."""
        self.add(word, gender, number)
        if not word.endswith(_NO_TANWIN):
            for text in join(word, "ا"):
                self.add(text, gender, number, definite=False)

    def dual(self, stem: str, gender: Gender) -> None:
        """Adds the duals of ``stem`` (ة already ت, ى already ي)."""
        for ending in ("ان", "ين"):
            for text in join(stem, ending):
                self.add(text, gender, "d")
                self.add(text[:-1], gender, "d", definite=False, construct=True)

    def plural(self, stem: str, gender: Gender = "m") -> None:
        """Adds the sound masculine plurals of ``stem``."""
        for ending in ("ون", "ين"):
            for text in join(stem, ending):
                self.add(text, gender, "p")
                self.add(text[:-1], gender, "p", definite=False, construct=True)


def dual_stem(word: str) -> str:
    """What a noun keeps before a dual ending: غارة → غارت, مستشفى → مستشفي, عصا → عصو."""
    if word[-1] == "ة":
        return word[:-1] + "ت"
    if word[-1] == "ى":
        return word[:-1] + "ي"
    return word[:-1] + "و" if word[-1] == "ا" and len(word) == 3 else word


def inflect(word: str, pos: Pos, voice: FormVoice = "", feminine: str = "") -> list[Form]:
    """All forms of a participle or adjective from its masculine singular: sound (مؤكد) or ending in ى (مستدعى).

    ``feminine`` overrides the feminine in ة. For داع see ``defective``.
    """
    out = Builder(pos, voice)
    out.singular(word, "m")
    weak = word[-1] == "ى"
    stem = word[:-1] + "ي" if weak else word
    fem = feminine or (word[:-1] + "اة" if weak else join(word, "ة")[0])
    out.add(fem, "f", "s")
    out.dual(stem, "m")
    out.dual(dual_stem(fem), "f")
    out.plural(word[:-1] if weak else word)
    for text in join(stem, "ات"):
        out.add(text, "f", "p")
    return out.forms


def defective(base: str, pos: Pos, voice: FormVoice = "") -> list[Form]:
    """All forms of a defective participle or adjective from its indefinite stem: داع → داعي، داعيا، داعية، داعين."""
    out = Builder(pos, voice)
    full = join(base, "ي")[0]
    out.add(base[:-1] + "ء" if base[-1] == "ئ" else base, "m", "s", definite=False)
    out.add(full, "m", "s")
    out.add(full + "ا", "m", "s", definite=False)
    out.add(full + "ة", "f", "s")
    out.dual(full, "m")
    out.dual(full + "ت", "f")
    out.plural(base)
    out.add(full + "ات", "f", "p")
    return out.forms


def sound_feminine(word: str) -> list[str]:
    """The regular plurals in ات of ``word``: زيارة → زيارات, اعتقال → اعتقالات, وفاة → وفيات."""
    if word.endswith("اة"):
        return [word[:-2] + "يات", word[:-2] + "وات"]
    if word[-1] == "ة":
        return join(word[:-1], "ات")
    return join(word[:-1] + "ي" if word[-1] == "ى" else word, "ات")


def nominal(word: str, pos: Pos, plurals: Sequence[str], gender: Gender) -> list[Form]:
    """The forms of a noun with its own gender: singular, dual and the given plurals."""
    out = Builder(pos)
    out.singular(word, gender)
    out.dual(dual_stem(word), gender)
    for plural in plurals:
        if plural.endswith(("ون", "ين")) and plural[:-2] and _is_sound(word, plural):
            out.plural(plural[:-2], gender)
        elif plural.endswith("ات"):
            out.add(plural, gender, "p")
        else:
            out.singular(plural, gender, "p")
    return out.forms


def _is_sound(word: str, plural: str) -> bool:
    """Whether ``plural`` is ``word`` with ون or ين (مسؤولون), not a broken plural that ends so (قوانين)."""
    stem = word.rstrip("ةىيا")
    return plural[:-2].rstrip("يؤئء") == stem.rstrip("يؤئء") or (plural.endswith("ون") and len(plural) > 4)


def masdar_forms(word: str) -> list[Form]:
    """The forms of a verbal noun, with its plural in ات where that is regular."""
    regular = word[-1] == "ة" or len(word) >= 4
    gender: Gender = "f" if word[-1] == "ة" else "m"
    forms = nominal(word, "masdar", sound_feminine(word) if regular else (), gender)
    if word[-1] == "ي" and word[0] == "ت":  # تبني، تلقي: indefinite تبن، تلق
        forms.append(Form(word[:-1], "masdar", "", "m", "s"))
    return forms


def noun_forms(lemma: str, plurals: Sequence[str] = (), gender: Gender = "m") -> list[Form]:
    """The forms of a noun: with and without ال, accusative alef, duals, plurals.

    Without ``plurals`` a noun in ة takes its regular plural in ات. An empty lemma gives no form.
    """
    if not lemma:
        return []
    kind: Gender = "f" if lemma[-1] == "ة" else gender
    return nominal(lemma, "noun", plurals or (sound_feminine(lemma) if lemma[-1] == "ة" else ()), kind)


def adjective_forms(lemma: str, plurals: Sequence[str] = ()) -> list[Form]:
    """The forms of an adjective from its masculine singular, sound plurals and given broken ``plurals`` included."""
    if not lemma:
        return []
    out = Builder("adj")
    for plural in plurals:
        out.singular(plural, "", "p")
    return inflect(lemma, "adj") + out.forms


def suffix_stems(form: Form) -> list[str]:
    """The spellings that ``form`` takes before an attached pronoun; empty where none can follow (a word with ال).

    زيارة → زيارت, نفى → نفا, قالوا → قالو, لقاء → لقاء and لقائ and لقاؤ, وزيرين → وزيري, رأى → رآ.
    """
    text = form.text
    if form.definite or not text:
        return []
    if form.pos in ("past", "present", "imperative"):
        return _verb_stems(form, text)
    if form.number in ("d", "p") and not form.construct and text.endswith(("ان", "ون", "ين")) and len(text) > 4:
        broken = form.pos in ("noun", "adj") and form.number == "p" and not text.endswith("ون")
        return [text[:-1], text] if broken else [text[:-1]]
    if text[-1] == "ة":
        return [text[:-1] + "ت"]
    return _seats(text)


def _verb_stems(form: Form, text: str) -> list[str]:
    if text.endswith("وا"):
        return [text[:-1]] if form.number == "p" else [text]
    if form.pos == "past" and form.person == "2" and form.number == "p" and form.gender == "m":
        return [text + "و"]
    return _seats(text)


def _seats(text: str) -> list[str]:
    if text.endswith("أى"):
        return [text[:-2] + "آ"]
    if text[-1] == "ى":
        return [text[:-1] + "ا"]
    if text[-1] in "ءأ":
        return [text, text[:-1] + "ئ", text[:-1] + "ؤ"]
    return [text]
