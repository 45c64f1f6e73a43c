"""Every written form of a verb, from its past and present (third person masculine singular, bare spelling)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from khabar.lexicon.derive_nouns import (
    Form,
    FormVoice,
    Gender,
    Number,
    Person,
    Pos,
    defective,
    inflect,
    join,
    masdar_forms,
)

# Form VIII of a root in س looks like form X of a doubled root.
_EIGHTH_IN_SIN = frozenset({"استلم", "استمع", "استند", "استبق", "استتر", "استلب", "استرق"})
_DOUBLED_QUAD = frozenset({"اطمأن", "اشمأز", "اقشعر", "اضمحل", "اشرأب", "احمر", "اسود", "اصفر"})
_NO_ALEF_IMPERATIVE = frozenset({"أخذ", "أكل", "أمر"})

Cell = tuple[str, Pos, Person, Gender, Number]


class Verb(msgspec.Struct, frozen=True):
    """What the letters of a verb say about its root and form."""

    lemma: str
    present: str
    stem: str
    """The present without its prefix ي."""
    weak: bool
    """The last root letter is و or ي (دعا، نفى، لقي)."""
    hollow: bool
    doubled: bool
    fourth: bool
    first: bool
    """May be form I."""
    second: bool
    """May be form II, III or of four root letters: participles م + present."""


def analyse(lemma: str, present: str, masdars: Sequence[str] = ()) -> Verb:
    """The root class and form of a verb; where letters do not tell form I from II, ``masdars`` do, else both hold."""
    stem = present[1:]
    last = lemma[-1]
    weak = last in "اى" or (last == "ي" and present[-1] in "ىاي")
    hollow = not weak and len(lemma) >= 3 and lemma[-2] == "ا" and (len(stem) < 3 or stem[-2] in "اوي")
    fourth = (lemma[0] == "أ" and stem[0] not in "أؤآ") or (lemma[0] == "آ" and stem[0] == "ؤ")
    doubled = not weak and not hollow and _is_doubled(lemma, fourth)
    first, second = _forms_of(lemma, stem, masdars, fourth, hollow)
    return Verb(lemma, present, stem, weak, hollow, doubled, fourth, first, second)


def _is_doubled(lemma: str, fourth: bool) -> bool:
    size = len(lemma)
    if size == 2 or lemma in _DOUBLED_QUAD:
        return True
    if fourth:
        return size == 3 and lemma[0] == "أ"
    if lemma[0] != "ا":
        return False
    if size == 4:  # انضم, احتل; but اتهم, اطلع have their first root letter in the ت
        return lemma[1] == "ن" or (lemma[2] in "تطد" and lemma[1] != "ت")
    return size == 5 and lemma.startswith("است") and lemma not in _EIGHTH_IN_SIN


def _forms_of(
    lemma: str, stem: str, masdars: Sequence[str], fourth: bool, hollow: bool
) -> tuple[bool, bool]:
    if len(lemma) == 2 or (hollow and len(lemma) == 3):
        return True, False
    if fourth or len(lemma) > 3 or lemma[0] == "آ":
        return False, not fourth and lemma[0] != "ا"
    if stem[0] == "ؤ" or (lemma[-1] == "أ" and stem[-1] == "ئ") or (lemma[0] == "و" and stem[0] == "و"):
        return False, True
    if len(stem) < 3 or stem[-1] in "ىو" or lemma[-1] == "ي" or stem[0] == "أ" or "أ" in lemma[1:]:
        return True, False
    if lemma[1] in "وي" and lemma[-1] != "ى":
        return False, True
    second = any(_is_second_masdar(m, lemma) for m in masdars)
    first = not masdars or not all(_is_second_masdar(m, lemma) for m in masdars)
    return first, second or not masdars


def _is_second_masdar(masdar: str, lemma: str) -> bool:
    """Whether ``masdar`` is of form II: تحذير for حذر, تسمية for سمى."""
    return len(masdar) == 5 and masdar[0] == "ت" and masdar[1] == lemma[0] and (masdar[3] == "ي" or masdar[-1] == "ة")


def _bind(stem: str, suffix: str) -> str:
    """``stem`` with a consonant ending: أعلن + نا is أعلنا, أثبت + ت is أثبت."""
    return stem + suffix[1:] if stem[-1] == suffix[0] else stem + suffix


# Endings after a vowel (3rd person) and after a consonant.
_PAST_VOWEL: tuple[tuple[str, Gender, Number], ...] = (("ت", "f", "s"), ("ا", "m", "d"), ("تا", "f", "d"), ("وا", "m", "p"))
_PAST_CONSONANT: tuple[tuple[str, Person, Gender, Number], ...] = (
    ("ن", "3", "f", "p"), ("ت", "2", "m", "s"), ("ت", "2", "f", "s"), ("تما", "2", "", "d"), ("تم", "2", "m", "p"),
    ("تن", "2", "f", "p"), ("ت", "1", "", "s"), ("نا", "1", "", "p"),
)  # fmt: skip


def _past(third: str, short: str, weak: bool) -> Iterator[Cell]:
    """The past from its third person ``third`` and the stem ``short`` before consonants."""
    yield third, "past", "3", "m", "s"
    base = third[:-1] if weak else third
    for ending, gender, number in _PAST_VOWEL:
        stem = short if weak and (ending == "ا" or (third[-1] == "ي" and ending[0] == "ت")) else base
        for text in (stem + ending,) if weak else join(stem, ending):
            yield text, "past", "3", gender, number
    for ending, person, gender, number in _PAST_CONSONANT:
        yield _bind(short, ending), "past", person, gender, number


_SINGLE: tuple[tuple[str, Person, Gender, Number], ...] = (
    ("ي", "3", "m", "s"), ("ت", "3", "f", "s"), ("ت", "2", "m", "s"), ("أ", "1", "", "s"), ("ن", "1", "", "p"),
)  # fmt: skip
_ENDED: tuple[tuple[str, tuple[str, str], Person, Gender, Number], ...] = (
    ("ي", ("ان", "ا"), "3", "m", "d"), ("ت", ("ان", "ا"), "3", "f", "d"), ("ت", ("ان", "ا"), "2", "", "d"),
    ("ي", ("ون", "وا"), "3", "m", "p"), ("ت", ("ون", "وا"), "2", "m", "p"), ("ت", ("ين", "ي"), "2", "f", "s"),
)  # fmt: skip


def _prefixed(prefix: str, stem: str) -> str:
    return "آ" + stem[1:] if prefix == "أ" and stem[0] == "أ" else prefix + stem


def _present(stem: str, short: str, jussive: str, weak: bool) -> Iterator[Cell]:
    """The present from its stem, the stem before نون النسوة and the jussive stem."""
    for prefix, person, gender, number in _SINGLE:
        for body in (stem,) if stem == jussive else (stem, jussive):
            yield _prefixed(prefix, body), "present", person, gender, number
    base = stem[:-1] if weak else stem
    for prefix, endings, person, gender, number in _ENDED:
        for ending in endings:
            for body in join(short if weak and ending[0] == "ا" else base, ending):
                yield _prefixed(prefix, body), "present", person, gender, number
    plural = _bind(short, "ن")
    yield "ي" + plural, "present", "3", "f", "p"
    yield "ت" + plural, "present", "2", "f", "p"


def _hamza_seat(stem: str, seat: str) -> str:
    return stem[:-1] + seat if stem[-1] == "ء" else stem


def _short_past(verb: Verb, third: str) -> str:
    """The past stem before a consonant ending: قال → قل, شن → شنن, دعا → دعو, نفى → نفي."""
    if verb.weak:
        return third[:-1] + ("و" if third[-1] == "ا" and verb.stem[-1] == "و" else "ي")
    if verb.doubled:
        return third + third[-1]
    if not verb.hollow:
        return third
    cut = third[:-2] + third[-1]
    return _hamza_seat(cut, "أ" if not verb.first else "ؤ" if verb.stem[-2:-1] == "و" else "ئ")


_SEAT_AFTER = {"و": "ؤ", "ي": "ئ", "ا": "أ"}


def _short_present(verb: Verb, stem: str) -> tuple[str, str]:
    """The present stem before نون النسوة, and in the jussive."""
    if verb.weak:
        return stem[:-1] + ("و" if stem[-1] == "و" else "ي"), stem[:-1]
    if verb.doubled:
        return stem + stem[-1], stem
    if not verb.hollow:
        return stem, stem
    cut = _hamza_seat(stem[:-2] + stem[-1], _SEAT_AFTER.get(stem[-2], "ئ"))
    return cut, cut


def _passive_past(verb: Verb) -> str:
    """قال → قيل, دعا → دعي, ناشد → نوشد, سأل → سئل, بدأ → بدئ, اتهم → اتهم."""
    word = verb.lemma
    if verb.hollow:
        return word[:-2] + "ي" + word[-1]
    if verb.weak:
        word = word[:-1] + "ي"
    if word[0] == "آ":
        word = "أو" + word[1:]
    at = word.find("ا", 1)
    if 0 < at <= 2 and at < len(word) - 1 and (at == 1 or word[0] == "ت"):
        word = word[:at] + "و" + word[at + 1 :]
    if word[-1] == "أ":
        return word[:-1] + "ئ"
    if word[-2] in "أء" and len(word) > 2:
        word = word[:-2] + "ئ" + word[-1]
    return word


def _passive_stem(verb: Verb) -> str:
    """The stem of the passive present: يقول → قال, يدعو → دعى, يصل → وصل, ينبئ → نبأ."""
    stem = verb.stem
    if verb.hollow:
        return stem[:-2] + "ا" + stem[-1]
    if verb.weak:
        stem = stem[:-1] + ("ا" if stem[-2:-1] == "ي" else "ى")
    if verb.lemma[0] == "و" and verb.first and stem[0] != "و":
        stem = "و" + stem
    if stem[-1] == "ئ":
        return stem[:-1] + "أ"
    if len(stem) > 2 and stem[-2] == "ئ":
        return stem[:-2] + ("ء" if stem[-3] == "ا" else "أ") + stem[-1]
    return stem


def _finite(verb: Verb) -> list[Form]:
    cells: dict[Cell, FormVoice] = {}
    for cell in _active_cells(verb):
        cells[cell] = "active"
    third, stem = _passive_past(verb), _passive_stem(verb)
    for cell in _past(third, _short_past(verb, third), verb.weak):
        cells[cell] = "either" if cell in cells else "passive"
    for cell in _present(stem, *_short_present(verb, stem), verb.weak):
        cells[cell] = "either" if cells.get(cell, "passive") != "passive" else "passive"
    return [Form(*cell, voice) for cell, voice in cells.items()]


def _active_cells(verb: Verb) -> Iterator[Cell]:
    yield from _past(verb.lemma, _short_past(verb, verb.lemma), verb.weak)
    yield from _present(verb.stem, *_short_present(verb, verb.stem), verb.weak)


def _imperative_stems(verb: Verb) -> list[tuple[str, str]]:
    """The stems of the imperative: alone, and before a vowel ending."""
    jussive = _short_present(verb, verb.stem)[1]
    ended = verb.stem[:-1] if verb.weak else verb.stem
    heads: list[str] = []
    if verb.lemma[0] == "ا":
        heads.append("ا")
    elif verb.fourth:
        heads.append("أ")
    if verb.first and not (verb.hollow or verb.doubled or len(verb.stem) < 3):
        if verb.lemma in _NO_ALEF_IMPERATIVE:
            jussive, ended = jussive[1:], ended[1:]
            heads.append("")
        else:
            heads.append("ا")
    if verb.second or not heads:
        heads.append("")
    return [(head + jussive, head + ended) for head in heads]


def _imperative(verb: Verb) -> Iterator[Form]:
    for alone, ended in _imperative_stems(verb):
        yield Form(alone, "imperative", "2", "m", "s", "active")
        for text in join(ended, "وا"):
            yield Form(text, "imperative", "2", "m", "p", "active")


def _active_first(verb: Verb) -> list[Form]:
    """فاعل: كاتب, قائل, داع, شان, آخذ, سائل, قارئ, جاء."""
    word = verb.lemma
    head = "آ" if word[0] == "أ" else word[0] + "ا"
    if verb.weak:
        return defective(head + ("ئ" if word[1] == "أ" and len(word) > 2 else word[1:-1]), "active", "active")
    if verb.hollow:
        return defective(head + "ئ", "active", "active") if word[-1] == "ء" else _regular(head + "ئ" + word[-1], True)
    body = word[1:]
    if len(body) == 2 and body[0] in "أئ":
        body = "ئ" + body[1]
    return _regular(head + (body[:-1] + "ئ" if body[-1] == "أ" else body), True)


def _passive_first(verb: Verb) -> list[Form]:
    """مفعول: مكتوب, مدعو, منفي, مقول, مبيع, مشنون, مقروء."""
    word, stem = verb.lemma, verb.stem
    if verb.weak:
        return _regular("م" + word[:-1] + ("و" if stem[-1] == "و" else "ي"), False)
    if verb.hollow:
        return _regular("م" + word[0] + ("ي" if stem[-2:-1] == "ي" else "و") + word[-1], False)
    if verb.doubled:
        return _regular("م" + word + "و" + word[-1], False)
    last = "ء" if word[-1] in "أئ" else word[-1]
    middle = "ؤ" if word[1] in "أئ" else word[1]
    return _regular("م" + word[0] + middle + "و" + last, False)


def _regular(word: str, active: bool) -> list[Form]:
    return inflect(word, "active", "active") if active else inflect(word, "passive_part", "passive")


def _participles(verb: Verb) -> Iterator[list[Form]]:
    if verb.first:
        yield _active_first(verb)
        yield _passive_first(verb)
    if verb.second or not verb.first:
        stem = verb.stem
        yield defective("م" + stem[:-1], "active", "active") if verb.weak else _regular("م" + _active_body(stem), True)
        yield _regular("م" + _passive_stem(verb), False)


def _active_body(stem: str) -> str:
    """The body of a derived active participle: its last syllable has i, which seats a hamza on ي (متنبئ، متسائل)."""
    if stem[-1] == "أ":
        return stem[:-1] + "ئ"
    return stem[:-2] + "ئ" + stem[-1] if len(stem) > 2 and stem[-2] in "أء" else stem


def _given(word: str, active: bool, weak: bool) -> list[Form]:
    if active and weak and word[-1] != "ى":
        return defective(word[:-1] if word[-1] == "ي" else word, "active", "active")
    return _regular(word, active)


def verb_forms(
    lemma: str, present: str, masdars: Sequence[str] = (), active: str = "", passive: str = ""
) -> list[Form]:
    """Every written form of a verb: finite forms, participles and the given verbal nouns.

    ``lemma`` is the past and ``present`` the present, third person masculine singular, bare spelling with hamzas;
    ``active`` and ``passive`` override the derived participles. Raises ``ValueError`` where ``lemma`` has under two
    letters or ``present`` does not begin with ي.
    """
    if len(lemma) < 2 or len(present) < 3 or present[0] != "ي":
        raise ValueError(f"not a verb: {lemma!r}, {present!r}")
    verb = analyse(lemma, present, masdars)
    forms = _finite(verb)
    forms.extend(_imperative(verb))
    overridden = {"active": active, "passive_part": passive}
    for group in _participles(verb):
        if group and not overridden[group[0].pos]:
            forms.extend(group)
    forms.extend(_given(active, True, verb.weak) if active else ())
    forms.extend(_given(passive, False, verb.weak) if passive else ())
    for masdar in masdars:
        forms.extend(masdar_forms(masdar))
    return forms
