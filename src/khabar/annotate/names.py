"""Where a person's name begins and ends.

Names are not listed: tomorrow's ministers are not in any table. A name is a row of words that the lexicon does not know
as ordinary words, held together by given names and by the particles of Arabic and foreign names.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.match import Match, Matches
from khabar.language.tokens import Token

LINKS = frozenset(("بن", "ابن", "بنت", "ابو", "ابي", "ابا", "ام", "عبد", "ال", "فان", "فون", "دي", "دا", "دو", "دير", "دين", "الدين", "بو", "ولد", "اولد", "سي", "لا", "لو", "ماك", "اوغلو", "نيا", "فر", "زاده", "بور"))
_OPENING_LINKS = frozenset(("ابو", "ابي", "ابا", "ام", "ابن", "بن", "عبد", "فان", "دي", "دو", "ولد", "بو"))
_DEITY = frozenset(("الله", "اللطيف", "الرحمن", "الرحيم", "العزيز", "الكريم", "الله"))
MAX_NAME = 6  # words


def is_given(matches: Matches, at: int) -> bool:
    """The word at ``at`` is a listed given name, with no proclitic."""
    return any(not m.pre for m in matches.at(at, "names"))


def given_only(matches: Matches, at: int) -> bool:
    """A listed given name that is no common word as well."""
    lexicon = matches.lexicon
    return any(not m.pre and not lexicon.tables["names"][m.phrase.row].word for m in matches.at(at, "names"))


def _ordinary(token: Token) -> bool:
    """A word that ends a name: a particle, a common word, or a finite verb that is nothing else."""
    if token.key.startswith("لل") or (len(token.key) > 5 and token.key.startswith(("بال", "وال"))):
        return True
    strong = [r for r in token.readings if (r.suffix not in ("ي", "ك") or r.entry.pos == "particle") and r.entry.voice != "passive"]
    if any(r.entry.table in ("particles", "words", "nouns") for r in strong):
        return True
    return any(r.entry.pos in ("past", "present", "masdar") for r in strong)


def _person(match: Match, matches: Matches) -> bool:
    """The expression is itself a person of the actors' table."""
    return match.phrase.table == "actors" and bool(matches.lexicon.tables["actors"][match.phrase.row].kind == "person")


def _joined(token: Token, matches: Matches, at: int) -> bool:
    """و، ب or ل before something known: the next of a list or a place, not a name's next word (وحماس، بطهران)."""
    return token.key[0] in "وبلف" and any(m.pre for m in matches.at(at)) and not is_given(matches, at)


def _names_a_state(matches: Matches, at: int) -> bool:
    return any(not m.pre and m.phrase.via in ("name", "capital") for m in matches.at(at, "states"))


def _saying(token: Token, matches: Matches) -> bool:
    """قائلا، مضيفة: a participle of saying after a speaker's name."""
    for r in token.readings:
        if r.entry.pos == "active" and not r.pre and not r.suffix and not r.entry.definite and (token.key.endswith("ا") or r.entry.gender == "f"):
            row = matches.lexicon.verb(r.entry.lemma)
            if row is not None and row.klass == "say":
                return True
    return False


_HAMZAS = str.maketrans("أإآ", "ااا")


def function_word(token: Token) -> bool:
    """A particle spelled as such, with its hamza or without: على is one, علي is a name; ان is أن."""
    bare = token.word.bare.translate(_HAMZAS)
    particles = [r for r in token.readings if r.entry.pos == "particle"]
    return any(r.suffix or bare == (r.pre + r.entry.form + r.suffix).translate(_HAMZAS) for r in particles)


def _part(tokens: Sequence[Token], matches: Matches, at: int, first: bool) -> bool:
    """Whether the word at ``at`` may belong to a name."""
    token = tokens[at]
    if token.kind == "latin":
        return True
    if token.kind != "word" or len(token.key) < 2 or "نظير" in token.key[:5]:
        return False
    if function_word(token) and not (is_given(matches, at) and all(r.suffix for r in token.readings)):
        return False
    if _saying(token, matches) or (not first and (_names_a_state(matches, at) or _joined(token, matches, at))):
        return False
    if is_given(matches, at):
        return True
    if token.key in LINKS:
        return not first or token.key in _OPENING_LINKS
    known = [m for m in matches.at(at, "states", "roles", "bodies", "people", "outlets", "actors", "particles", "nouns") if not _person(m, matches)]
    family = not first and is_given(matches, at - 1) and (_surname(token) or (token.key.startswith("ال") and not _finite(token)))
    if family and not any(m.phrase.table in ("states", "bodies", "actors") for m in known):
        return True  # زيد الخصاونة، منصور الحمادي: after a given name even a plain word is a family name
    if any(not m.pre for m in known):
        return _family_nisba(token, known, first)
    return not _ordinary(token) and not (first and token.key.endswith("يه"))


def _finite(token: Token) -> bool:
    """A verb that only looks like a noun with its article: التقى، التزم."""
    return token.has("past", "present") and not token.has("noun", "adj", "masdar", "active", "passive_part")


def _surname(token: Token) -> bool:
    """زيتوني, حداوي: an indefinite word in ي cannot describe a name, so it is one."""
    plain = [r for r in token.readings if not r.pre and not r.suffix]
    return token.key.endswith("ي") and bool(plain) and all(r.entry.table == "words" for r in plain)


def _family_nisba(token: Token, known: list, first: bool) -> bool:  # type: ignore[type-arg]
    """A family name that is also an adjective of state or place (المصري، البغدادي): only after another name."""
    return not first and token.key.startswith("ال") and all(m.phrase.via == "nisba" and m.phrase.gender == "m" for m in known if not m.pre)


def name_end(tokens: Sequence[Token], matches: Matches, at: int, limit: int, need: int = 1) -> int:
    """The end of the name that begins at token ``at``, or ``at`` where none of at least ``need`` words does.

    Links (بن، أبو، عبد) bind the word after them whatever it is.
    """
    end = at
    bound = False
    while end < limit and end - at < MAX_NAME:
        token = tokens[end]
        glued = end == at or _glued(tokens, end)
        if not glued:
            break
        if token.kind == "word" and bound and len(token.key) > 1:
            pass
        elif not _part(tokens, matches, end, end == at):
            break
        bound = token.key in LINKS and token.key not in ("ال", "الدين", "نيا", "فر", "اوغلو", "زاده", "بور")
        end += 1
    while end > at and tokens[end - 1].key in _OPENING_LINKS:
        end -= 1  # a link that binds nothing
    return end if end - at >= need else at


def _glued(tokens: Sequence[Token], at: int) -> bool:
    """Only blanks part the token from the one before it."""
    return tokens[at].kind in ("word", "latin") and tokens[at - 1].kind in ("word", "latin")
