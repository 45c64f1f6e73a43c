"""Where a person's name begins and ends.

Names are not listed: tomorrow's ministers are not in any table. A name is a row of words that the lexicon does not know
as ordinary words, held together by given names and by the particles of Arabic and foreign names.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.match import Match, Matches
from khabar.language.number_words import CLITICS, ORDINALS, WORDS
from khabar.language.tokens import Token
from khabar.script.fold import fold

LINKS = frozenset(("بن", "ابن", "بنت", "ابو", "ابي", "ابا", "ام", "عبد", "ال", "رب", "فان", "فون", "دي", "دا", "دو", "دير", "دين", "الدين", "بو", "ولد", "اولد", "سي", "لا", "لو", "ماك", "اوغلو", "نيا", "فر", "زاده", "بور"))
_OPENING_LINKS = frozenset(("ابو", "ابي", "ابا", "ام", "ابن", "بن", "عبد", "فان", "دي", "دو", "ولد", "بو"))
_FOREIGN_LINKS = frozenset(("فان", "فون", "دير", "دي", "دو", "دا"))
_CLOSING_LINKS = frozenset(("الدين", "نيا", "فر", "اوغلو", "زاده", "بور"))
_HAMZA = str.maketrans("أإآ", "ااا")
_PREPOSITIONS = frozenset(("في", "من", "عن", "علي", "الي", "لدي"))
MAX_NAME = 6  # words


def is_given(matches: Matches, at: int) -> bool:
    """The word at ``at`` is a listed given name, with no proclitic."""
    return any(not m.pre for m in matches.at(at, "names"))


def given_only(matches: Matches, at: int) -> bool:
    """A listed given name that is no common word as well."""
    lexicon = matches.lexicon
    return any(not m.pre and not lexicon.tables["names"][m.phrase.row].word for m in matches.at(at, "names"))


def name_gender(matches: Matches, at: int) -> str:
    """m or f where every listed given name at ``at`` is of that gender, else empty."""
    genders = {m.phrase.gender for m in matches.at(at, "names") if not m.pre}
    return genders.pop() if genders in ({"m"}, {"f"}) else ""


def holder_gender(office: str, name: str) -> str:
    """The gender of a person from that of title or role and that of the name; empty where they differ (القاضي سهى)."""
    return "" if office == "m" and name == "f" else office or name


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
    if token.key[0] == "و" and not token.readings and len(token.key) > 5 and token.key.endswith(("ته", "تها", "تهم")):
        return True  # وزوجته, ورفقتها
    return token.key[0] in "وبلف" and any(m.pre and (m.pre != "ف" or m.phrase.table != "names") for m in matches.at(at)) and not is_given(matches, at)


def _proclitic(token: Token, matches: Matches) -> bool:
    """An unread word that is a preposition and a particle or an office: بعدم, كمرشح."""
    if token.readings:
        return not token.key.endswith("ي") and all(r.prep in ("ب", "ل", "ك") for r in token.readings)
    if token.key[0] not in "بلك" or len(token.key) < 4:
        return False
    rest = token.key[1:]
    offices = token.key[0] == "ك" and any(p.table in ("roles", "people") and len(k) == 1 for k, p in matches.lexicon.phrases(rest))
    return offices or any(e.pos == "particle" for e in matches.lexicon.forms(rest))


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


def function_word(token: Token) -> bool:
    """A particle spelled as such: على is one, علي is a name."""
    spelled = _without_hamza(token.word.bare)
    return any(r.entry.pos == "particle" and (r.suffix or spelled == _without_hamza(r.pre + r.entry.form)) for r in token.readings)


def _without_hamza(word: str) -> str:
    """The word as those write it who leave the hamza out: ان for أن and إن."""
    return word.translate(_HAMZA)


def _part(tokens: Sequence[Token], matches: Matches, at: int, start: int, introduced: bool) -> bool:
    """Whether the word at ``at`` may belong to the name that begins at ``start``."""
    token, first = tokens[at], at == start
    if token.kind == "latin":
        return True
    if token.kind != "word" or len(token.key) < 2 or "نظير" in token.key[:5]:
        return False
    if not first and _second_title(matches, at):
        return False
    if not first and _foreign_link(tokens, at):
        return True
    if function_word(token) and not (is_given(matches, at) and (all(r.suffix for r in token.readings) or (first and introduced and family_name(tokens, matches, at + 1)))):
        return False
    if _saying(token, matches) or _joined(token, matches, at) or (not first and _names_a_state(matches, at)):
        return False
    if (not is_given(matches, at) and _proclitic(token, matches)) or (not first and _elements(tokens, start, at) > 1 and token.has("present") and not definite(token)):
        return False
    if is_given(matches, at):
        return first or not _heads_office(tokens, matches, at, start)
    if first and _no_first_word(tokens, matches, at):
        return False
    if first and not token.readings and any(m.pre and len(token.key) - len(m.pre) > 2 for m in matches.at(at, "names")):
        return False  # وعزام, بأبي: another name with a proclitic
    if token.key in LINKS:
        return not first or token.key in _OPENING_LINKS
    if first and introduced and _begins(tokens, matches, at):
        return True
    known = [m for m in matches.at(at, "states", "roles", "bodies", "people", "outlets", "actors", "particles", "nouns") if not _person(m, matches)]
    if not first and _family(tokens, matches, at, start, introduced) and not any(m.phrase.table in ("states", "bodies", "actors") and m.pre != "ك" for m in known):
        return True
    if any(not m.pre for m in known):
        return _family_nisba(token, known, first)
    return not _ordinary(token) and not (first and token.key.endswith("يه"))


def _second_title(matches: Matches, at: int) -> bool:
    """A title of several words inside a name begins another's: آية الله."""
    roles = matches.lexicon.tables["roles"]
    return any(m.end > at + 1 and not m.pre and roles[m.phrase.row].title for m in matches.at(at, "roles"))


def _heads_office(tokens: Sequence[Token], matches: Matches, at: int, start: int) -> bool:
    """A given name that is an office too, where its genitive follows a whole name: فلان الخزرجي قائد الفرقة."""
    if definite(tokens[at]) or _elements(tokens, start, at) < 2 or at + 1 >= len(tokens) or not any(not m.pre for m in matches.at(at, "roles")):
        return False
    after = tokens[at + 1]
    return after.kind == "word" and (after.has("noun", "masdar") or any(not m.pre for m in matches.at(at + 1, "bodies", "actors", "states")))


def _no_first_word(tokens: Sequence[Token], matches: Matches, at: int) -> bool:
    """تعليمات, وانتهاج, الأول: unread words that begin no name."""
    token = tokens[at]
    if token.key in ORDINALS or token.key in ("الاول", "الاولي") or (len(token.key) > 4 and token.key.endswith("ات")):
        return True
    return token.key.startswith("و") and not token.readings and not (unread(tokens, matches, at + 1) or family_name(tokens, matches, at + 1))


def definite(token: Token) -> bool:
    """The word is written with the article: not so إلياس or ألكسي, whose key begins with the same letters."""
    return token.word.bare.startswith("ال")


def _foreign_link(tokens: Sequence[Token], at: int) -> bool:
    """فان, دير of a foreign name, though the letters are those of a particle: an indefinite word follows."""
    return tokens[at].key in _FOREIGN_LINKS and at + 1 < len(tokens) and tokens[at + 1].kind == "word" and not definite(tokens[at + 1])


def _begins(tokens: Sequence[Token], matches: Matches, at: int) -> bool:
    """An adjective or noun that is a given name after a title, as what follows tells: غريب عبد الحافظ، مثنى الربيعي."""
    token = tokens[at]
    if definite(token) or at + 1 >= len(tokens) or token.has("present", "particle") or any(r.pre for r in token.readings):
        return False
    after = tokens[at + 1]
    if unread(tokens, matches, at + 1) and unread(tokens, matches, at + 2):
        return True  # بارك جي سونغ
    if after.kind != "word" or any(not m.pre for m in matches.at(at, "states", "places", "roles", "bodies", "people", "actors")):
        return False
    nisba = definite(after) and after.key.endswith("ي") and not any(r.entry.table in ("nouns", "verbs") for r in after.readings)
    if nisba and after.readings and not token.has("active", "passive_part", "adj"):
        nisba = False  # a thing and its adjective: خطة الإنقاذي
    given = given_only(matches, at + 1) or (is_given(matches, at + 1) and not after.readings)
    return after.key in _OPENING_LINKS or given or nisba


def family_name(tokens: Sequence[Token], matches: Matches, at: int) -> bool:
    """A word with the article that no table knows: الحداد."""
    return at < len(tokens) and definite(tokens[at]) and not tokens[at].readings and not matches.at(at)


def unread(tokens: Sequence[Token], matches: Matches, at: int) -> bool:
    """An indefinite word that no table knows, and no number."""
    if at < len(tokens) and any(tokens[at].key.startswith(c) and tokens[at].key[len(c) :] in WORDS for c in CLITICS):
        return False
    return at < len(tokens) and tokens[at].kind == "word" and not tokens[at].readings and not definite(tokens[at]) and not matches.at(at)


def _elements(tokens: Sequence[Token], start: int, at: int) -> int:
    """How many names stand before ``at``: عبد رب النبي is one, أحمد بن علي two."""
    return sum(1 for i in range(start, at) if tokens[i].key not in LINKS or tokens[i].key in _CLOSING_LINKS)


def _family(tokens: Sequence[Token], matches: Matches, at: int, start: int, introduced: bool) -> bool:
    """A plain word that is a family name where it stands: زيد الخصاونة، منصور الحمادي، المحامي عماد حجاج."""
    token, single = tokens[at], _elements(tokens, start, at) == 1
    bound = at - 2 >= start and tokens[at - 2].key in LINKS
    given = is_given(matches, at - 1) or (at - 1 == start and bool(matches.at(start, "names")))
    if not given and not bound:
        return definite(token) and token.key.endswith("ي") and single and not _worded(token)
    if _surname(token):
        return True
    if not given and any(r.entry.table == "nouns" or r.entry.pos == "masdar" for r in token.readings):
        return False  # أدان عبد الجواد الهجوم
    if definite(token):
        return not _finite(token) and (single or _of_people(tokens, matches, at))
    preposition = tokens[at - 1].has("particle")  # شدد الوزير علي أهمية: as على is spelled in Egypt
    return introduced and single and not preposition and _indefinite_noun(token)


def _worded(token: Token) -> bool:
    return any(r.entry.table in ("nouns", "particles") or r.entry.pos != "adj" for r in token.readings)


def _described(tokens: Sequence[Token], matches: Matches, at: int) -> bool:
    """What follows makes an office of the word before: الناطق الصحافي, المتحدث باسم, النائب اللبناني."""
    if at >= len(tokens) or tokens[at].kind != "word":
        return False
    nisba = any(not m.pre and m.phrase.via == "nisba" for m in matches.at(at, "states"))
    return tokens[at].key == "باسم" or nisba or (definite(tokens[at]) and tokens[at].has("adj"))


def _governs(tokens: Sequence[Token], at: int) -> bool:
    """A noun or participle whose preposition follows: النائب في, المتهم بقتل."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or not tokens[at].readings or after.kind != "word":
        return False
    return after.key in _PREPOSITIONS or any(r.prep == "ب" for r in after.readings)


def _of_people(tokens: Sequence[Token], matches: Matches, at: int) -> bool:
    """Not a thing or a word with its own complement after a name that is already whole; but علي الخطيب.

    ناصر المعرض, عيسى الاستراتيجية, محمد علي المتهم بقتل.
    """
    if _governs(tokens, at):
        return False
    token = tokens[at]
    if any(not m.pre for m in matches.at(at, "roles", "people")):
        return not _described(tokens, matches, at + 1)
    if token.key.endswith("ي") or not token.readings:
        return True
    return not token.has("noun", "masdar") and not token.key.endswith("ه")


def _indefinite_noun(token: Token) -> bool:
    """A bare noun that cannot go on from a definite name but as its family name: no accusative in alef, no verb."""
    if token.key.endswith("ا") or token.has("present", "particle") or any(r.pre for r in token.readings):
        return False
    return token.word.bare.endswith("ة") or token.has("noun", "masdar", "adj") or not token.readings


def _finite(token: Token) -> bool:
    """A verb that only looks like a noun with its article: التقى، التزم."""
    return token.has("past", "present") and not token.has("noun", "adj", "masdar", "active", "passive_part") and not _misread(token)


def _misread(token: Token) -> bool:
    """The article is written and yet only verbs with a pronoun of ours are read: البنا."""
    return definite(token) and all(r.suffix == "نا" for r in token.readings)


def _surname(token: Token) -> bool:
    """زيتوني, منتظري: an indefinite word in ي cannot describe a name, so it is one."""
    return token.key.endswith("ي") and bool(token.readings) and not definite(token) and not token.has("past", "present", "particle")


def _family_nisba(token: Token, known: list, first: bool) -> bool:  # type: ignore[type-arg]
    """A family name that is also an adjective of state or place (المصري، البغدادي): only after another name."""
    return not first and token.key.startswith("ال") and all(m.phrase.via == "nisba" and m.phrase.gender == "m" for m in known if not m.pre)


def name_end(tokens: Sequence[Token], matches: Matches, at: int, limit: int, need: int = 1, introduced: bool = False, begun: bool = False) -> int:
    """The end of the name that begins at token ``at``, or ``at`` where none of at least ``need`` words does.

    Links (بن، أبو، عبد) bind the word after them whatever it is.

    Args:
        introduced: a title or a whole office stands before, so that a name must follow.
        begun: the first word is known to be a name (after a proclitic: وليلى).
    """
    end = at + 1 if begun else at
    bound = begun and tokens[at].key.endswith(("ابو", "ابي", "ابا"))
    while end < limit and end - at < MAX_NAME:
        token = tokens[end]
        glued = end == at or _glued(tokens, end)
        if not glued:
            break
        if token.kind == "word" and bound and len(token.key) > 1:
            pass
        elif not _part(tokens, matches, end, at, introduced):
            break
        bound = token.key in LINKS and token.key not in _CLOSING_LINKS
        end += 1
    while end > at and tokens[end - 1].key in _OPENING_LINKS:
        end -= 1  # a link that binds nothing
    return end if end - at >= need else at


def kunya_at(tokens: Sequence[Token], matches: Matches, at: int, key: str) -> bool:
    """أبو, أبي, أبا (``key``, proclitics off) and a name: someone is called so; أم only where no «or» can stand."""
    if at + 1 >= len(tokens) or tokens[at + 1].kind != "word":
        return False
    after = tokens[at + 1]
    if key in ("ابو", "ابي", "ابا"):
        unread = not after.readings and all(m.phrase.table == "names" for m in matches.at(at + 1))
        known_after = at + 2 < len(tokens) and definite(tokens[at + 2]) and tokens[at + 2].key.endswith("ي")
        return given_only(matches, at + 1) or ((unread or (known_after and not definite(after))) and not function_word(after))
    before = tokens[at - 1] if at else None
    return tokens[at].word.bare == "أم" and given_only(matches, at + 1) and before is not None and before.has("past", "present") and before.key.endswith("ت")


def name_keys(text: str) -> tuple[str, ...]:
    """The folded words of a name as written."""
    return tuple(fold(text).split())


def _glued(tokens: Sequence[Token], at: int) -> bool:
    """Only blanks part the token from the one before it."""
    return tokens[at].kind in ("word", "latin") and tokens[at - 1].kind in ("word", "latin")
