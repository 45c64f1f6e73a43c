"""Every noun phrase of a line that may name an actor, in order, without overlaps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import structs

from khabar.annotate.bodies import body_at, country_of, names_two_states, state_at
from khabar.annotate.line import Line
from khabar.annotate.match import splits
from khabar.annotate.names import function_word, is_given, kunya_at
from khabar.annotate.people import media_at, outlet_at, people_at
from khabar.annotate.persons import counterpart_at, named_at, owned_at, person_at
from khabar.annotate.raw import RawMention

_READERS: tuple[Callable[[Line, int], RawMention | None], ...] = (
    outlet_at, counterpart_at, owned_at, person_at, body_at, people_at, named_at,
)  # fmt: skip


_RANK = {"body": 4, "outlet": 4, "role": 3, "state": 3, "people": 1, "unnamed": 1}
"""Of two readings of the same words: a body before an office, an office that is known before an unnamed one."""
Known = Mapping[str, Sequence[tuple[str, ...]]]


def find_mentions(line: Line, known: Known | None = None, media: Known | None = None) -> list[RawMention]:
    """The mentions of a line.

    Args:
        line: the sentence.
        known: endings of the persons' names met elsewhere in the article (first key → their keys).
        media: names of the outlets in the article's credits, likewise.
    """
    found: list[RawMention] = []
    at = 0
    while at < len(line):
        if at in line.timed:
            at = line.timed[at]
            continue
        mention = _best_at(line, at, known or {}, media or {}) if line.is_word(at) else None
        if mention and not _namesake(line, mention):
            found.append(_with_shared_role(found, mention))
        at = mention.end if mention else _past_place(line, at)
    return found


def find_again(line: Line, first: list[RawMention], known: Known, media: Known) -> list[RawMention]:
    """The mentions of a line now that the whole article is known; ``first``, found without, where nothing in it can differ."""
    return find_mentions(line, known, media) if any(_can_differ(line, at, known, media) for at in range(len(line))) else first


def _can_differ(line: Line, at: int, known: Known, media: Known) -> bool:
    """A name met elsewhere may begin here, or the name of two states."""
    if any(rest in known or rest in media for _, rest in splits(line.key(at))):
        return True
    return bool(line.countries) and names_two_states(line, at)


_NAMED_AFTER = frozenset(
    ("شارع", "جسر", "حي", "فندق", "مطار", "ملعب", "ميدان", "مدرسه", "مسجد", "جامع", "سد", "ساحه", "قاعده", "مخيم", "كاس", "جاءزه", "كليه", "معهد",
     "دوار", "حديقه", "متحف", "مكتبه", "ميناء", "برج", "نفق", "طريق", "ثانويه", "ضريح", "مرقد", "مقام", "محطه", "استاد", "قاعه", "صاله", "مزار",
     "معسكر", "ثكنه", "قاعدتي", "مطاري", "مستشفي", "قريه", "بلده")
)  # fmt: skip


def _namesake(line: Line, mention: RawMention) -> bool:
    """A person that only lends a place the name: شارع الملك فيصل, ملعب أحمد بن علي."""
    if mention.kind not in ("person", "role") or mention.pre:
        return False
    return any(rest in _NAMED_AFTER for _, rest in splits(line.key(mention.start - 1))) and line.is_word(mention.start - 1)


def _past_place(line: Line, at: int) -> int:
    """The token after a place of several words (عين عيسى), else the next one: no person begins inside it."""
    place = line.matches.best(at, "places")
    if place is None or place.end == at + 1 or any(line.matches.at(i, "states") for i in range(at + 1, place.end)):
        return at + 1
    return place.end


def _with_shared_role(found: Sequence[RawMention], mention: RawMention) -> RawMention:
    """The second of two names after one office: النائبان فلان وفلان."""
    last = found[-1] if found else None
    joined = last is not None and last.role is not None and last.role.joint and last.end == mention.start and mention.conj == "و"
    if last is None or not joined or mention.kind != "person" or mention.role is not None:
        return mention
    return structs.replace(mention, role=last.role, of=last.of, country=last.country)


def _best_at(line: Line, at: int, known: Known, media: Known) -> RawMention | None:
    """The longest mention that begins here; between equals the earlier reader, and fewer proclitics."""
    if function_word(line.tokens[at]) and not kunya_at(line.tokens, line.matches, at, line.key(at)) and not _fixed(line, at):
        again = _known_name(line, at, known)  # فان دير هوفن
        return again if again is not None and again.end > at + 1 else None  # أما, بين: else no name begins with a function word
    options = [m for read in _READERS if (m := read(line, at)) is not None]
    options += [m for m in (_known_name(line, at, known), media_at(line, at, media), _listed_person(line, at), _state(line, at)) if m is not None]
    if not options:
        return None
    best = max(options, key=lambda m: (m.end, -len(m.pre), m.name is not None, _RANK.get(m.kind, 2) if m.definite or m.kind != "role" else 0))
    return _recognised(line, best)


def _fixed(line: Line, at: int) -> bool:
    """A fixed expression begins here, whatever else its first word may be: ولي العهد."""
    return any(m.end > at + 1 and not m.pre for m in line.matches.at(at, "roles", "actors", "bodies"))


def _recognised(line: Line, mention: RawMention) -> RawMention:
    """The mention with the row of the actors' table where its name is a listed person's."""
    if mention.name is None or mention.table:
        return mention
    for match in line.matches.at(mention.name[0], "actors"):
        if match.end == mention.name[1] > match.start + 1 and line.lexicon.tables["actors"][match.phrase.row].kind == "person":
            return structs.replace(mention, table="actors", row=match.phrase.row)
    return mention


def _listed_person(line: Line, at: int) -> RawMention | None:
    """A person of the actors' table, by a name or surname that is no ordinary word (بوتين، أردوغان)."""
    found = [m for m in line.matches.at(at, "actors") if line.lexicon.tables["actors"][m.phrase.row].kind == "person"]
    best = max(found, key=lambda m: (m.end, -len(m.pre)), default=None)
    if best is None:
        return None
    if best.end == at + 1 and (line.tokens[at].readings or is_given(line.matches, at)):
        return None
    return RawMention(start=at, end=best.end, kind="person", pre=best.pre, name=(at, best.end), table="actors", row=best.phrase.row)


def _state(line: Line, at: int) -> RawMention | None:
    match = state_at(line, at, ("name", "capital", "nisba"))
    if match is None:
        return None
    if match.pre and any(not r.pre and r.entry.table in ("words", "verbs", "nouns") for r in line.tokens[at].readings):
        return None  # the whole word is known: its first letter is no proclitic
    return RawMention(
        start=at, end=match.end, kind="state", pre=match.pre, country=country_of(line, match), table="states", row=match.phrase.row,
        via=match.phrase.via, gender=match.phrase.gender, number=match.phrase.number, definite=match.phrase.definite,
        head=line.string(at, match.end, len(match.pre)),
    )  # fmt: skip


def _known_name(line: Line, at: int, known: Known) -> RawMention | None:
    """The last words of a full name met in the article: لافروف, صادقي فر."""
    for pre, rest in splits(line.key(at)):
        for keys in known.get(rest, ()):
            end = at + len(keys)
            if all(line.key(at + n) == keys[n] for n in range(1, len(keys))):
                return RawMention(start=at, end=end, kind="person", pre=pre, name=(at, end))
    return None


def name_text(line: Line, mention: RawMention) -> str:
    """The proper name of a mention as written, proclitics off; empty where it has none."""
    if mention.name is None:
        return ""
    return line.string(*mention.name, skip=len(mention.pre) if mention.name[0] == mention.start else 0)


def surnames(names: Sequence[Sequence[str]]) -> dict[str, list[tuple[str, ...]]]:
    """First key of each ending of each full name → those endings, longest first."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for keys in names:
        for cut in range(len(keys)):
            ending = tuple(keys[cut:])
            if len("".join(ending)) >= 3 and ending[0] not in ("بن", "ابن", "ال", "الله", "الدين"):
                index.setdefault(ending[0], []).append(ending)
    return {first: sorted(set(endings), key=lambda e: -len(e)) for first, endings in index.items()}
