"""Arabic, or another language in Arabic letters: Farsi, Urdu, Kurdish, each with its reason."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from khabar.model import Fault
from khabar.read.faults import fault
from khabar.script.encoding import is_reversed

_RUN = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]+")
_LETTER_RUN = re.compile(r"[^\W\d_]+")
_SHARE = 0.5
_SAMPLE = 50_000
_FOREIGN = 0.01  # share of letters that Arabic does not write, from which on a text is looked at
_SURE = 0.12  # share of its words that are words of the other language, from which on it is that language


class _Language(NamedTuple):
    """A language in Arabic letters that is not Arabic."""

    code: str
    name: str
    letters: str
    """Letters that it writes and Arabic does not; ی and ک, which Arabic typed on its keyboard has too, left out."""
    words: frozenset[str]
    """Its commonest small words that are none in Arabic, folded by `_plain`."""


_KURDISH = _Language(
    "ckb",
    "Kurdish",
    "ەێۆڕڵڤگپچژ",
    frozenset("لە بە بۆ ئەم ئەو کە لەگەڵ هەر بوو دەکات کرد هەیە نیە خۆی سەر پێش دوای ئێمە ئەوان".split()),
)
_URDU = _Language(
    "ur",
    "Urdu",
    "ٹڈڑںےھہگپچژ",
    frozenset("کے کی کا میں نے ہے سے کو اور پر ہیں یہ کہ اس تھا گیا بھی نہیں تھے ہوئے".split()),
)
_FARSI = _Language(
    "fa",
    "Farsi",
    "گپچژ",
    frozenset("این که را است از می های برای کرد شده یک بود گفت شود نیز باید اند تا هستند کند دارد اما چه".split()),
)
LANGUAGES = (_KURDISH, _URDU, _FARSI)
_OTHERS = {"ps": "Pashto", "ug": "Uyghur"}
_FOREIGN_LETTERS = re.compile(
    "[" + "".join(dict.fromkeys("".join(x.letters for x in LANGUAGES) + "ټډړښځڅڼېۍۇۈۋ")) + "]"
)


def is_arabic_script(text: str) -> bool:
    """Whether most letters are Arabic letters, of whatever language."""
    sample = text[:_SAMPLE]
    arabic = sum(map(len, _RUN.findall(sample)))
    letters = sum(map(len, _LETTER_RUN.findall(sample)))
    return arabic >= 2 and arabic >= _SHARE * letters


def other_language(text: str) -> tuple[str, str] | None:
    """The code of a language in Arabic letters that is not Arabic, and the reason in words; None for Arabic.

    Letters that Arabic does not write raise the question, the commonest small words answer it; where they do not,
    the language model of py3langid does.
    """
    runs = _RUN.findall(text[:_SAMPLE])
    letters = sum(map(len, runs))
    foreign = _FOREIGN_LETTERS.findall(" ".join(runs))
    words = [run for run in runs if len(run) > 1]
    farsi_typed = sum(run.count("ی") + run.count("ک") for run in runs)
    if not words or (len(foreign) < _FOREIGN * letters and farsi_typed < _FOREIGN * letters):
        return None
    for language in LANGUAGES:
        own = [w for w in words if w in language.words]
        mine = [c for c in foreign if c in language.letters]
        if len(own) >= max(2, _SURE * len(words)) and (mine or len(own) >= 4):
            return language.code, _reason(language.name, mine, own)
    if len(foreign) >= 2 * _FOREIGN * letters and len(words) >= 8:
        code = _model().classify(" ".join(words))[0]
        if code == "ku" or (code == "ug" and "ە" in foreign):
            return "ckb", _reason("Kurdish", foreign, [])
        if code in ("fa", "ur", *_OTHERS):
            name = next((x.name for x in LANGUAGES if x.code == code), None) or _OTHERS[code]
            return code, _reason(name, foreign, [])
    return None


def _reason(name: str, letters: list[str], words: list[str]) -> str:
    told = []
    if letters:
        told.append(f"letters {' '.join(dict.fromkeys(letters))}")
    if words:
        told.append(f"words {' '.join(list(dict.fromkeys(words))[:5])}")
    return f"the text is {name}, not Arabic ({'; '.join(told) or 'by its letters'}); Khabar reads Arabic only"


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # a second to load: only texts in doubt need it

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(["ar", "fa", "ur", "ku", *_OTHERS])
    return model


_CODES = {"fa": "farsi", "ur": "urdu", "ckb": "kurdish"}


def judge(text: str) -> tuple[str | None, Fault | None]:
    """The language of a text (``ar``, another code, None for no letters or other scripts), and the fault it gives.

    Faults are ``not_arabic``, ``farsi``, ``urdu``, ``kurdish``, ``other_language`` and ``visual_order``.
    """
    if not is_arabic_script(text):
        return None, fault("not_arabic", "less than half of the letters are Arabic; Khabar reads Arabic only")
    other = other_language(text)
    if other:
        return other[0], fault(_CODES.get(other[0], "other_language"), other[1])
    if is_reversed(text):
        why = "the letters stand in visual order, last letter first, as some PDF files give them; take the text from another copy"
        return None, fault("visual_order", why)
    return "ar", None

