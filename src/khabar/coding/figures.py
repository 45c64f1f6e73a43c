"""Figures of people in a sentence: how many dead, injured, arrested, taking part …, each with the words that count them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from khabar.frames.scene import Scene
from khabar.language.numbers import Number, parse_numbers
from khabar.language.tokens import Token
from khabar.script.fold import fold, fold_word

_NOUNS: Mapping[str, tuple[str, ...]] = {
    "dead": ("قتيل", "قتلى", "قتلاه", "قتلاها", "قتلاهم", "شهيد", "شهداء", "ضحية", "ضحايا", "وفاة", "وفيات", "جثة", "جثمان", "مقتل", "مصرع", "استشهاد", "قتل", "اغتيال", "إعدام"),
    "injured": ("جريح", "جرحى", "جرحاه", "جرحاها", "مصاب", "مصابين", "مصابون", "إصابة", "إصابات", "جرح"),
    "arrested": ("معتقل", "معتقلين", "معتقلون", "موقوف", "موقوفين", "موقوفون", "محتجز", "محتجزين", "اعتقال", "توقيف", "إيقاف", "احتجاز", "القبض", "أسير", "أسر", "أسرى"),
    "participants": ("مشارك", "مشاركين", "مشاركون", "متظاهر", "متظاهرين", "متظاهرون", "محتج", "محتجين", "محتجون", "مضرب", "مضربين", "مضربون", "معتصم", "معتصمين", "مشاركة", "تظاهر", "حشود"),
    "displaced": ("نازح", "نازحين", "نازحون", "مشرد", "مشردين", "مشردون", "مهجر", "مهجرين", "نزوح", "تشريد", "تهجير", "لاجئ", "لاجئين", "فرار"),
    "abducted": ("مختطف", "مختطفين", "مختطفون", "مخطوف", "مخطوفين", "مخطوفون", "رهينة", "رهائن", "خطف", "اختطاف"),
    "missing": ("مفقود", "مفقودين", "مفقودون", "فقدان"),
}  # fmt: skip
_VERBS: Mapping[str, tuple[str, ...]] = {
    "dead": ("قتل", "استشهد", "قضى", "لقي", "أودى", "اغتال", "صرع", "توفي", "مات", "أعدم", "صفى", "سقط", "أردى", "أجهز"),
    "injured": ("أصاب", "أصيب", "جرح"),
    "arrested": ("اعتقل", "أوقف", "احتجز", "ضبط", "أسر"),
    "participants": ("تظاهر", "شارك", "خرج", "احتشد", "تجمع", "اعتصم", "احتج", "أضرب"),
    "displaced": ("نزح", "شرد", "هجر", "فر", "هرب"),
    "abducted": ("خطف", "اختطف"),
    "missing": ("فقد",),
}  # fmt: skip
_DUAL_VERBS: Mapping[str, tuple[str, ...]] = {
    "dead": ("قتلا", "استشهدا", "لقيا", "قضيا"), "injured": ("أصيبا", "جرحا", "أصيبتا"), "arrested": ("اعتقلا", "أوقفا", "احتجزا"), "abducted": ("خطفا", "اختطفا"),
}  # fmt: skip
"""What befell two: forms that no table of verbs derives."""
_FORMS = {fold(word): name for name, words in _DUAL_VERBS.items() for word in words} | {fold(f"{head}{word}"): name for name, words in _NOUNS.items() for word in words for head in ("", "ال")}
_DUALS = frozenset(fold(word) for words in _DUAL_VERBS.values() for word in words)
_ACTS = {fold_word(word): name for name, words in _VERBS.items() for word in words}
_COUNT_WORDS = frozenset(fold(w) for w in ("عدد", "العدد", "عددهم", "عددها", "حصيلة", "الحصيلة", "حصيلته", "أعداد", "أعدادهم", "إجمالي", "مجموع", "بينهم", "قدرهم", "قدرتهم", "يقدرهم", "قدرها", "تقديرات"))
_PEOPLE = frozenset(
    fold(w)
    for w in (
        "شخص", "شخصا", "أشخاص", "فرد", "فردا", "أفراد", "آخرون", "آخرين", "آخر", "أسرة", "أسر", "عائلة", "عائلات", "عنصرا", "عنصر", "عناصر", "مقاتلا", "مقاتلين", "مقاتل", "مسلحا", "مسلحين", "نسمة",
        "بحارا", "بحارة", "رجال", "امرأة", "نساء", "طفلا", "أطفال", "منهم", "منها", "من", "على", "علي", "حتى", "إلى", "الي", "بجروح", "في", "خلال", "منذ", "بعد", "قبل", "جراء", "فقط", "أيضا",
    )
)  # fmt: skip
"""What may follow a count of people without being one."""
_PART_OF = frozenset(fold(w) for w in ("بينهم", "بينها", "منهم", "ضمنهم", "بينهما", "وبينهم", "ومنهم"))
_NOT_PEOPLE = frozenset(
    fold(w)
    for w in (
        "في المئة", "بالمئة", "بالمائة", "يوما", "أيام", "ساعة", "ساعات", "دقيقة", "سنة", "سنوات", "عاما", "أعوام", "شهرا", "أشهر", "أسبوعا", "أسابيع", "كيلومترا", "كيلومتر", "كيلومترات", "مترا", "متر",
        "دولار", "دولارا", "يورو", "ريال", "دينار", "جنيه", "مليون", "مليار", "طنا", "طن", "صاروخا", "صواريخ", "صاروخ", "قذيفة", "قذائف", "غارة", "غارات", "طائرة", "طائرات", "مركبة", "سيارة", "سيارات", "منزلا",
        "منازل", "مواقع", "موقعا", "قرى", "قرية", "مدن", "مدينة", "دولة", "دول", "خيمة", "شاحنة", "شاحنات", "هكتار", "برميل", "نقاط", "مرة", "مرات", "مليونا", "مدرسة", "مدارس",
    )
)  # fmt: skip
_BACK, _AHEAD = 7, 9  # tokens on either side in which the word that counts is looked for
_MARKS = frozenset(".؛:!؟?")
_COMMAS = frozenset("،,")
_THAT = frozenset(("ان", "انه", "انها", "بان", "الذي", "التي", "الذين"))
_VAGUE = frozenset(fold(w) for w in ("عشرات", "مئات", "آلاف", "ألوف", "ملايين", "مئات", "الآلاف"))
_DONE_TO = frozenset(("dead", "injured", "arrested", "abducted", "missing"))
"""What is done to people who may be named by what they took part in: توقيف 17 متظاهرا."""


class FigureFound(NamedTuple):
    """A count of people at its place in the text."""

    quantity: str
    """One of `khabar.model.QUANTITIES`, or ``""`` for «their number»: what the event is about."""
    number: Number
    counted: bool
    """A number, not «dozens» or «thousands» alone."""


def figures_of(scene: Scene) -> list[FigureFound]:
    """The counts of people in a sentence, in text order; dates, money, distances and the like are none."""
    found = []
    for number in (*parse_numbers(scene.line.text, scene.start, scene.end), *duals(scene)):
        figure = _figure(scene, number)
        if figure is not None:
            found.append(figure)
    return sorted(found, key=lambda f: f.number.start)


def duals(scene: Scene) -> Iterator[Number]:
    """Two people by the dual alone: إصابة جنديين; مدنيين may as well be many."""
    tokens = scene.line.tokens
    for mention in scene.mentions:
        if mention.table != "people":
            continue
        row = scene.line.lexicon.tables["people"][mention.row]
        word = tokens[mention.start].key[len(mention.pre) :].removeprefix("ال")
        if word in {fold(w) for w in row.dual} - {fold(w) for w in row.plurals}:
            start, end = scene.line.offset(mention.start, len(mention.pre)), tokens[mention.start].end
            yield Number(start=start, end=end, low=2, high=2)


def _figure(scene: Scene, number: Number) -> FigureFound | None:
    """The figure that a number is; None for dates, money, distances, and a part of a figure told before (بينهم)."""
    tokens = scene.line.tokens
    first = next((i for i, t in enumerate(tokens) if t.end > number.start), len(tokens))
    last = next((i for i, t in enumerate(tokens) if t.start >= number.end), len(tokens))
    if first in scene.line.timed or scene.line.key(first - 1) in _PART_OF or not _people(scene, last):
        return None
    vague = tokens[last - 1].kind != "number" and any(_VAGUE & {t.key, t.key.removeprefix("ال"), t.key.removeprefix("و")} for t in tokens[first:last]) and last - first == 1
    ahead, behind = _counted(tokens[last : last + 3]), _behind(scene, first)
    if ahead and not (ahead == "participants" and behind in _DONE_TO):
        return FigureFound(ahead, number, not vague)
    if behind is not None:
        return FigureFound(behind, number, not vague)
    acted = _acted(scene, last)
    return FigureFound(acted, number, not vague) if acted else None


def _people(scene: Scene, at: int) -> bool:
    """What follows the number is no thing, day or coin."""
    key, two = scene.line.key(at), f"{scene.line.key(at)} {scene.line.key(at + 1)}"
    if key in _NOT_PEOPLE or two in _NOT_PEOPLE or scene.line.mark(at) in ("%", "٪"):
        return False
    if at < len(scene.line) and any(
        r.entry.table == "nouns" and scene.line.lexicon.row(r.entry).klass == "event" and not r.pre and not r.suffix for r in scene.line.tokens[at].readings
    ):
        return False  # ثلاث مسيرات, عشر غارات
    if at >= len(scene.line.tokens) or scene.line.tokens[at].kind != "word" or key in _PEOPLE or key in _FORMS or key.startswith(("و", "ال")):
        return True
    named = any(m.start <= at < m.end for m in scene.mentions)
    return named or _counted(scene.line.tokens[at : at + 1]) != "" or scene.line.tokens[at].has("verb", "past", "present", "active", "passive_part", "adj") or not _thing(scene.line.tokens[at])


def _thing(token: Token) -> bool:
    """A common noun that no table of people knows."""
    return any(r.entry.table == "words" and r.entry.pos == "noun" for r in token.readings)


def _counted(tokens: Sequence[Token]) -> str:
    """The quantity that the words right after a number name: 45 قتيلا, ثلاثة آلاف متظاهر."""
    for token in tokens:
        if token.kind != "word":
            return ""
        name = _FORMS.get(token.key) or _FORMS.get(token.key.removesuffix("ا"))
        if name:
            return name
        if token.key not in _PEOPLE or token.key in ("من", "في"):
            return ""
    return ""


def _behind(scene: Scene, first: int) -> str | None:
    """The nearest word before the number that says what is counted; ``""`` for «their number»; None where there is none."""
    loose = None
    for at in range(first - 1, max(-1, first - 1 - _BACK), -1):
        token = scene.line.tokens[at]
        if token.kind == "mark":
            if scene.line.mark(at) in _MARKS | _COMMAS:
                break
            continue
        if token.key in _THAT:
            break
        name = quantity_named(token)
        if name:
            return name
        key = token.key.removeprefix("و").removeprefix("ف").removeprefix("ب")
        if key in _COUNT_WORDS:
            loose = ""
    return loose


def quantity_named(token: Token) -> str:
    """The quantity that a noun or verb names, its proclitics and pronouns aside."""
    for key in (token.key, token.key.removeprefix("و"), token.key.removeprefix("ب"), token.key.removeprefix("وب"), token.key.removeprefix("ل")):
        if key in _FORMS:
            return _FORMS[key]
    lemmas = [fold_word(r.entry.lemma) for r in token.readings if r.entry.pos in ("past", "present", "masdar")]
    return next((_ACTS[lemma] for lemma in lemmas if lemma in _ACTS), "")


def _acted(scene: Scene, last: int) -> str:
    """The verb after the counted people: 52 شرطيا على الأقل قتلوا, 25 ألف شخص شاركوا."""
    for at in range(last, min(len(scene.line.tokens), last + _AHEAD)):
        token = scene.line.tokens[at]
        if token.kind == "mark" and scene.line.mark(at) in _MARKS | _COMMAS:
            return ""
        if token.kind == "number":
            return ""
        verb = token.key in _DUALS or any(r.entry.pos in ("past", "present") for r in token.readings)
        if verb and (name := quantity_named(token)):
            return name
    return ""
