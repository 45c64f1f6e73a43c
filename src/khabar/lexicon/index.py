"""Build the two indexes of the lexicon: single words with their grammar, and expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from khabar.lexicon.derive import Form, adjective_forms, noun_forms, suffix_stems, verb_forms
from khabar.lexicon.derive_nisba import nisba_forms
from khabar.lexicon.entry import Entry, Phrase
from khabar.script.fold import fold

Tables = dict[str, list[Any]]
Forms = dict[str, list[Entry]]
Phrases = dict[str, list[tuple[list[str], Phrase]]]
_SUFFIXED = ("past", "present", "masdar", "noun", "active", "passive_part")


def index_forms(tables: Tables) -> tuple[Forms, Forms]:
    """Folded form → entries, and folded pre-pronoun stem → entries, of every word that has grammar."""
    forms: Forms = {}
    stems: Forms = {}
    for number, row in enumerate(tables["verbs"]):
        _add(forms, stems, verb_forms(row.lemma, row.present, row.masdars, row.active, row.passive), row.lemma, "verbs", number)
    for number, row in enumerate(tables["nouns"]):
        if " " not in row.lemma:
            _add(forms, stems, noun_forms(row.lemma, row.plurals, row.gender), row.lemma, "nouns", number)
    for number, row in enumerate(tables["words"]):
        if " " not in row.word:
            derived = _word_forms(row)
            _add(forms, stems, derived, row.word, "words", number)
    for number, row in enumerate(tables["particles"]):
        if " " not in row.form:
            _put(forms, Entry(row.form, row.form, "particle", table="particles", row=number))
            if row.klass in ("prep", "comp", "source") or row.form in ("لكن", "ولكن", "لعل"):
                _put(stems, Entry(row.form, row.form, "particle", table="particles", row=number))
    return forms, stems


def _word_forms(row: Any) -> list[Form]:
    if row.pos == "adj":
        return adjective_forms(row.word, row.plurals)
    if row.pos == "noun":
        return noun_forms(row.word, row.plurals, row.gender)
    return [Form(row.word, "noun" if row.pos == "other" else "adj", "", "", "", "", False)]


def _add(forms: Forms, stems: Forms, derived: Iterable[Form], lemma: str, table: str, row: int) -> None:
    for form in derived:
        if form.voice == "passive" and (form.person in ("1", "2") or form.number == "d") and form.pos in ("past", "present"):
            continue  # never in news, and their letters are those of common words (وفقا)
        entry = Entry(
            form.text, lemma, form.pos, form.person, form.gender, form.number, form.voice, form.definite, form.construct, table, row
        )
        _put(forms, entry)
        if form.pos in _SUFFIXED and not form.definite and not (form.voice == "passive" and form.pos in ("past", "present")):
            for stem in suffix_stems(form):
                _put(stems, entry._replace(form=stem), stem)


def _put(index: Forms, entry: Entry, key: str | None = None) -> None:
    found = index.setdefault(fold(key or entry.form), [])
    if entry not in found:
        found.append(entry)


class _Builder:
    """Collects expressions under the key of their first word."""

    def __init__(self) -> None:
        self.phrases: Phrases = {}

    def put(self, text: str, phrase: Phrase) -> None:
        keys = [fold(word) for word in text.replace("-", " ").split()]
        if not keys:
            return
        found = self.phrases.setdefault(keys[0], [])
        item = (keys, phrase)
        if item not in found:
            found.append(item)

    def done(self) -> Phrases:
        for found in self.phrases.values():
            found.sort(key=lambda item: -len(item[0]))
        return self.phrases


def index_phrases(tables: Tables) -> Phrases:
    """Folded first word → (folded words, what they stand for), longest first."""
    build = _Builder()
    for table, put in _PUTTERS.items():
        for number, row in enumerate(tables[table]):
            put(build, number, row)
    return build.done()


def _put_state(build: _Builder, number: int, row: Any) -> None:
    for name in (row.name_ar, row.official_ar, *row.aliases):
        if name:
            build.put(name, Phrase("states", number, "name", row.gender, "s", True))
    for capital in row.capitals:
        build.put(capital, Phrase("states", number, "capital", "f", "s", True))
    for form, (gender, count) in nisba_forms(row.nisba, row.nisba_plurals).items() if row.nisba else ():
        build.put(form, Phrase("states", number, "nisba", gender, count, form.startswith("ال")))


def _put_named(table: str) -> Callable[[_Builder, int, Any], None]:
    def put(build: _Builder, number: int, row: Any) -> None:
        for name in (row.name_ar, *row.aliases):
            gender = getattr(row, "gender", "") or _gender_of(name)
            if gender == "m" and " " not in name and getattr(row, "kind", "") == "organization":
                gender = _gender_of(row.name_ar)  # قالت الأونروا: a short name goes by the full one
            if getattr(row, "kind", "") == "armed_group" and gender == "m" and " " not in name:
                gender = ""  # شنت طالبان، أعلن داعش
            build.put(name, Phrase(table, number, "name", gender, "s", True))

    return put


def _gender_of(name: str) -> str:
    """The gender that a name's first word shows: the ending ة is feminine."""
    first, *rest = name.split()
    agreeing = bool(rest) and rest[0].startswith("ال") and rest[0].endswith("ة") and first.startswith("ال")  # الأمم المتحدة
    return "f" if first.endswith("ة") or agreeing or first in ("قوات", "القوات", "كتائب", "سرايا", "فصائل", "ألوية") else "m"


def _put_body(build: _Builder, number: int, row: Any) -> None:
    words = row.head.split()
    for name in (row.head, *row.short):
        build.put(name, Phrase("bodies", number, "name" if name == row.head else "short", row.gender, "s", name.startswith("ال")))
        if len(name.split()) == 1 and not name.startswith("ال"):
            build.put("ال" + name, Phrase("bodies", number, "name", row.gender, "s", True))
    if len(words) == 1 and not row.head.startswith("ال"):
        for form in noun_forms(row.head, [], row.gender):
            if form.number == "d" or form.text == row.head + "ا":
                build.put(form.text, Phrase("bodies", number, "name", row.gender, form.number, form.definite))


def _each(*forms: str) -> Iterable[str]:
    """The forms that differ, in this order: a set's would be another in each process, and with it the lexicon."""
    return dict.fromkeys(forms)


_STOP_HEADS = ("باسم", "بأعمال", "لدى", "في", "عن", "إلى", "ل", "على")


def _definite(text: str) -> str:
    """ال on the words that take it: the noun and its adjectives, up to the first preposition; none on a construct."""
    words = text.split()
    if any(w.startswith("ال") for w in words[1:2]):
        return text
    stop = next((i for i, w in enumerate(words) if w in _STOP_HEADS or w.startswith("بال")), len(words))
    return " ".join(("ال" + w if i < stop and not w.startswith("ال") else w) for i, w in enumerate(words))


def _accusative(text: str) -> str:
    """The accusative with its alef, where a writer spells it: متحدثا باسم."""
    words = text.split()
    if any(w.startswith("ال") for w in words[:2]) or words[0][-1] in "ةاءى":
        return text
    stop = next((i for i, w in enumerate(words) if w in _STOP_HEADS), len(words))
    return " ".join(w + "ا" if i < stop and w[-1] not in "ةاءى" else w for i, w in enumerate(words))


def _genitive(text: str) -> str:
    """The definite form of a noun in the construct: رجل الأعمال of رجل أعمال."""
    words = text.split()
    return f"{words[0]} ال{words[1]}" if len(words) == 2 and not any(w.startswith(("ال", "ب", "ل")) or w in _STOP_HEADS for w in words) else text


def _of_women(feminine: str) -> list[tuple[str, str, str]]:
    """The dual of a feminine in ة; its plural is too often another word (مساعدات، مؤسسات)."""
    stem = feminine.removesuffix("ة")
    return [(stem + "تان", "f", "d"), (stem + "تين", "f", "d")] if feminine.endswith("ة") else []


def _put_role(build: _Builder, number: int, row: Any) -> None:
    sides = [(row.role_ar, _holder_gender(row), "s")]
    sides += [(row.feminine, "f", "s")] if row.feminine not in ("", row.role_ar) else []
    sides += [(form, "m", "d") for form in row.dual] + [(form, "m", "p") for form in row.plural]
    sides += _of_women(row.feminine) if " " not in row.feminine else []
    for text, gender, count in sides:
        construct = count == "d" and " " not in text and text.endswith(("ا", "ي"))  # رئيسا، رئيسي: never with the article
        forms = (text,) if construct or row.title else _each(text, _definite(text), _genitive(text), _accusative(text))
        for form in forms:
            build.put(form, Phrase("roles", number, "name", gender, count, "ال" in (form[:2], *(w[:2] for w in form.split()[1:] if form != text))))


def _holder_gender(row: Any) -> str:
    """m; f where the form is the woman's own (الآنسة، سيدة أولى); nothing for a title of either (معالي، سعادة)."""
    if row.role_ar == row.feminine:
        return "f"
    return "" if row.title and not row.feminine and not row.role_ar.startswith("ال") else "m"


def _put_people(build: _Builder, number: int, row: Any) -> None:
    sides = [(row.singular, "m", "s")] + ([(row.feminine, "f", "s")] if row.feminine else [])
    for text, gender, count in sides:
        for form in _each(text, _definite(text), _genitive(text), _accusative(text)):
            build.put(form, Phrase("people", number, "name", gender, count, form != text))
    if " " not in row.singular:
        for derived in noun_forms(row.singular, row.plurals, "m"):
            if derived.number in ("d", "p"):
                both = derived.text.endswith("ين") and derived.number == "d"  # the letters of the plural too
                build.put(derived.text, Phrase("people", number, "name", derived.gender, "" if both else derived.number, derived.definite))
    for text in (*row.dual, *row.plurals):
        for form in _each(text, _definite(text), _genitive(text)):
            build.put(form, Phrase("people", number, "name", "m", "d" if text in row.dual else "p", form != text))


def _put_place(build: _Builder, number: int, row: Any) -> None:
    for name in (row.name_ar, *row.aliases):
        build.put(name, Phrase("places", number, "name", "f", "s", True))


def _put_name(build: _Builder, number: int, row: Any) -> None:
    build.put(row.name, Phrase("names", number, "name", row.gender, "s", True))


def _put_noun(build: _Builder, number: int, row: Any) -> None:
    for text in (row.lemma, *row.plurals) if " " in row.lemma else ():
        for form in _each(text, _definite(text), _accusative(text)):
            build.put(form, Phrase("nouns", number, "name", row.gender, "s", form != text))


def _put_particle(build: _Builder, number: int, row: Any) -> None:
    if " " in row.form:
        build.put(row.form, Phrase("particles", number))


_PUTTERS: dict[str, Callable[[_Builder, int, Any], None]] = {
    "states": _put_state, "actors": _put_named("actors"), "outlets": _put_named("outlets"), "bodies": _put_body,
    "roles": _put_role, "people": _put_people, "places": _put_place, "names": _put_name, "nouns": _put_noun,
    "particles": _put_particle,
}  # fmt: skip
