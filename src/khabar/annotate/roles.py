"""The role grammar: title, role, what it is over, modifier, name, in every order that news uses.

It is this grammar, not a list of people, that resolves tomorrow's ministers.
"""

from __future__ import annotations

from functools import cache

import msgspec

from khabar.annotate.bodies import adjective_at, body_at, country_of, nisba_at, quoted_name, state_at, topic_end
from khabar.annotate.line import Line
from khabar.annotate.match import Match, splits
from khabar.annotate.names import given_only, is_given, name_end
from khabar.annotate.raw import RawMention, RoleParts
from khabar.script.fold import fold

_LINKS = frozenset(("في", "لدي", "الي", "ب", "باسم", "ل", "لشءون", "لشوءن", "للشءون", "عن", "من", "علي"))
MAX_COMPLEMENTS = 6


class _Role:
    """A role phrase as it is read: the parts found so far."""

    def __init__(self, match: Match, row: object) -> None:
        self.start, self.end, self.pre, self.match, self.row = match.start, match.end, match.pre, match, row
        self.country: str | None = None
        self.of: RawMention | None = None
        self.modifier = ""
        self.topic = ""


def titles_end(line: Line, at: int) -> tuple[int, str, Match | None]:
    """Courtesy titles and ranks at ``at``: (end, proclitics on the first, the first title)."""
    end, pre, first = at, "", None
    while end < len(line):
        found = [m for m in line.matches.at(end, "roles") if line.lexicon.tables["roles"][m.phrase.row].title and (end == at or not m.pre)]
        best = max(found, key=lambda m: (m.end, -len(m.pre)), default=None)
        if best is None:
            break
        if first is None:
            first, pre = best, best.pre
        end = best.end
    return end, pre, first


def role_phrase(line: Line, at: int) -> _Role | None:
    """A role with its complements at token ``at`` (no name, no titles)."""
    found = [m for m in line.matches.at(at, "roles") if not line.lexicon.tables["roles"][m.phrase.row].title]
    best = max(found, key=lambda m: (m.end, -len(m.pre), m.phrase.number != "d" or m.phrase.definite), default=None)  # مسؤولين: rather many than two
    if best is None:
        return None
    role = _Role(best, line.lexicon.tables["roles"][best.phrase.row])
    for _ in range(MAX_COMPLEMENTS):
        if not _complement(line, role):
            break
    return role


def _complement(line: Line, role: _Role) -> bool:
    """Take one more word group of the role phrase; False where it ends."""
    at = role.end
    if at >= len(line) or at in line.timed:
        return False
    return (
        _take_aside(line, role, at)
        or _take_modifier(line, role, at)
        or _take_nisba(line, role, at)
        or _take_body(line, role, at)
        or _take_state(line, role, at)
        or _take_linked(line, role, at)
        or _take_topic(line, role, at)
    )


def _take_aside(line: Line, role: _Role, at: int) -> bool:
    """The short name of the body just read, in brackets or quotation marks: (يونامي)، «أوتشا»."""
    if role.of is None or role.of.end != at:
        return False
    if line.mark(at) == "(" and line.mark(at + 2) == ")":
        role.end = at + 3
        return True
    end = quoted_name(line, at)
    if at < end <= at + 4:
        role.end = end
        return True
    return False


def _take_modifier(line: Line, role: _Role, at: int) -> bool:
    for row in line.lexicon.tables["role_modifiers"]:
        form = line.key(at).removeprefix("ال")
        if form and form in _modifier_forms(row.form):
            role.modifier, role.end = row.sense, at + 1
            return True
    return False


@cache
def _modifier_forms(form: str) -> tuple[str, ...]:
    key = fold(form)
    return (key, key + "ه", key + "ا", key + "ين", key + "ون", fold("ال" + form))


def _take_nisba(line: Line, role: _Role, at: int) -> bool:
    match = nisba_at(line, at)
    if match and role.country is None:
        role.country, role.end = country_of(line, match), match.end
        return True
    return False


_ENVOYS = frozenset(("ambassador", "envoy", "consul", "charge d'affaires"))  # سفير طهران: a capital for its state


def _take_state(line: Line, role: _Role, at: int) -> bool:
    envoy = role.row.role_en in _ENVOYS and not role.match.phrase.definite  # type: ignore[attr-defined]
    match = state_at(line, at, ("name", "capital") if envoy else ("name",), pre=False)
    if match and role.country is None and role.of is None:
        role.country, role.end = country_of(line, match), match.end
        return True
    return False


def _take_body(line: Line, role: _Role, at: int) -> bool:
    body = body_at(line, at)
    if body is None or body.pre not in ("", "ل", "ب") or body.suffix or (role.of is not None and body.pre != "ل"):
        return False
    role.of, role.end = (body if role.of is None or body.table == "actors" else role.of), body.end
    if body.country and role.country is None:
        role.country = body.country
    return True


_SENT = frozenset(("ambassador", "envoy", "consul", "representative", "delegate", "coordinator", "affaires", "mission"))


def _take_linked(line: Line, role: _Role, at: int) -> bool:
    """في/لدى/إلى/باسم + a body, state or people; the state one is sent to is not the state one serves."""
    word = line.key(at)
    if word == "الي" and not _SENT & set(role.row.role_en.split()):  # type: ignore[attr-defined]
        return False  # وصل الوزير إلى بغداد: only who is sent is a minister, envoy ... to somewhere
    if word in ("في", "لدي", "الي", "باسم", "عن"):
        body = body_at(line, at + 1)
        if body and not body.pre and not body.suffix:
            if role.of is None and word != "الي":
                role.of = body
            role.end = body.end
            if body.country and role.country is None and word in ("في", "باسم"):
                role.country = body.country
            return True
        inner = role_phrase(line, at + 1) if word == "باسم" else None
        if inner and not inner.pre:
            role.of, role.end, role.country = role.of or inner.of, inner.end, role.country or inner.country
            return True
        state = state_at(line, at + 1, ("name", "capital"), pre=False)
        if state and word in ("لدي", "الي", "في", "باسم"):
            role.end = state.end
            if word == "باسم" and role.country is None:
                role.country = country_of(line, state)
            return True
        place = line.matches.best(at + 1, "places", bare=True)
        if place and word in ("في", "عن"):
            role.end = place.end
            return True
        return False
    sent = state_at(line, at, ("name", "capital"))
    if sent and sent.pre in ("ل", "ب"):
        role.end = sent.end
        return True
    return False


def _take_topic(line: Line, role: _Role, at: int) -> bool:
    """The field of the role: وزير + الخارجية, منسق + للشؤون الإنسانية."""
    takes = role.row.takes  # type: ignore[attr-defined]
    word = line.key(at)
    if word.startswith(("لشءون", "للشءون", "لل")) and not role.topic:
        end = topic_end(line, at + 1)
        if word.startswith("لل") or end > at + 1:
            role.topic, role.end = line.string(at, end), end
            return True
    if "topic" in takes and not role.topic and role.country is None:  # رفض الرئيس البوليفي الوساطة: no topic after the state
        end = at + 1 if _ministry(line, at) else topic_end(line, at)
        if end > at:
            role.topic, role.end = line.string(at, end), end
            _more_exact(line, role, at)
            return True
    if adjective_at(line, at) and not is_given(line.matches, at):
        role.end = at + 1
        return True
    if at == role.match.end and not line.key(at - 1).startswith("ال") and not is_given(line.matches, at):
        end = topic_end(line, at, 3 if line.key(at) == "الشءون" else 1)
        if end > at:  # محامي الدفاع، مدير المستشفى
            role.topic, role.end = line.string(at, end), end
            return True
    return False


def _adjective_of_noun(line: Line, at: int) -> bool:
    """المؤتمر الصحفي, الخبير العسكري: a word in -ي after a noun of the same definiteness is its adjective."""
    key = line.key(at)
    if at == 0 or not key.endswith(("ي", "يه")) or is_given(line.matches, at + 1):
        return False
    before = line.tokens[at - 1]
    return before.kind == "word" and before.key.removeprefix("و").removeprefix("ب").startswith("ال") == key.startswith("ال") and (
        not before.readings or before.has("noun", "masdar")
    ) and not before.has("past", "present", "particle")


def _ministry(line: Line, at: int) -> bool:
    """خارجية, دفاع without ال before a state: وزير خارجية روسيا."""
    key = "ال" + line.key(at)
    known = any(m.phrase.via == "short" for m in [Match(0, 1, "", p) for k, p in line.lexicon.phrases(key) if len(k) == 1 and p.table == "bodies"])
    return (known and state_at(line, at + 1, ("name", "nisba"), pre=False) is not None) or (known and line.key(at + 1).startswith("ال"))


def _more_exact(line: Line, role: _Role, at: int) -> None:
    """The row of the whole office (وزير الخارجية) where the table has one."""
    head = line.key(role.match.start)[len(role.match.pre) :].removeprefix("ال").removesuffix("ه")
    topic = line.key(at) if line.key(at).startswith("ال") else "ال" + line.key(at)
    for keys, phrase in line.lexicon.phrases(head):
        if phrase.table == "roles" and keys == [head, topic]:
            kept = role.match.phrase
            role.match = role.match._replace(phrase=phrase._replace(gender=kept.gender, number=kept.number, definite=kept.definite))
            role.row = line.lexicon.tables["roles"][phrase.row]


def person_at(line: Line, at: int) -> RawMention | None:
    """A person that begins at token ``at`` with a title or role; the name may be missing (الوزير) or follow a comma."""
    if _adjective_of_noun(line, at):
        return None
    first = role_phrase(line, at)
    if first is not None and first.match.phrase.definite and (first.country or first.of):
        return _with_role(line, at, first.pre, first)  # المستشارة الألمانية: an office, though the word is a title too
    end, pre, title = titles_end(line, at)
    role = role_phrase(line, end) if end < len(line) else None
    if role and (end == at or not role.pre):
        return _with_role(line, at, pre if end > at else role.pre, role)
    if title is None:
        return None
    stop = name_end(line.tokens, line.matches, end, line.limit(end))
    gender = title.phrase.gender
    if stop == end:
        row = line.lexicon.tables["roles"][title.phrase.row]
        if not title.phrase.definite or row.sectors == []:
            return None
        return RawMention(start=at, end=end, kind="role", pre=pre, via="role", role=_parts(row, line, at, end, pre), gender=gender)
    row = line.lexicon.tables["roles"][title.phrase.row]
    parts = _parts(row, line, at, end, pre) if row.sectors else None
    found = RawMention(start=at, end=stop, kind="person", pre=pre, name=(end, stop), role=parts, gender=gender)
    return _appositive(line, found)


def _parts(row: object, line: Line, start: int, end: int, pre: str, modifier: str = "", topic: str = "") -> RoleParts:
    return RoleParts(
        row=line.lexicon.tables["roles"].index(row), en=row.role_en, ar=line.string(start, end, len(pre)), sectors=row.sectors,  # type: ignore[attr-defined]
        modifier=modifier, topic=topic,
    )  # fmt: skip


def _with_role(line: Line, at: int, pre: str, role: _Role) -> RawMention | None:
    row = role.row
    parts = RoleParts(
        row=role.match.phrase.row, en=row.role_en, ar=line.string(at, role.end, len(pre)), sectors=row.sectors,  # type: ignore[attr-defined]
        modifier=role.modifier, topic=role.topic,
    )  # fmt: skip
    after = _past_titles(line, _past_seat(line, role.end))
    stop = name_end(line.tokens, line.matches, after, line.limit(after))
    if stop == after + 1 and line.key(after) == "علي" and line.is_word(stop):
        stop = after  # شدد الوزير علي أهمية: the preposition, as it is spelled in Egypt
    name = (after, stop) if stop > after else None
    if name is None and line.mark(role.end) in ("،", ","):
        name = _after_comma(line, role.end + 1)
    phrase = role.match.phrase
    base = RawMention(
        start=at, end=role.end, kind="role", via="role", pre=pre, role=parts, of=role.of, country=role.country, gender=phrase.gender,
        number=phrase.number,
    )  # fmt: skip
    if name and (phrase.number == "s" or is_given(line.matches, name[0])):
        person = msgspec.structs.replace(base, end=name[1], kind="person", via="name", name=name, number="s")
        bare = role.country is None and role.of is None and not role.topic
        return _appositive(line, person) if bare else person  # السفير فلان، المتحدث باسم الخارجية
    definite = phrase.definite or role.country is not None or role.of is not None or bool(role.topic) or row.body_ar != ""  # type: ignore[attr-defined]
    return msgspec.structs.replace(base, definite=definite)


_SEATED = frozenset(("العامله", "العامل", "التابعه", "المنتشره", "المرابطه", "المتمركزه", "الموجوده"))


def _past_seat(line: Line, at: int) -> int:
    """The token after «العاملة في جنوب لبنان» between a body and who speaks for it."""
    if line.key(at) not in _SEATED or line.key(at + 1) != "في":
        return at
    where = line.matches.best(at + 2, "places", "states", bare=True)
    return where.end if where is not None else at


def _past_titles(line: Line, at: int) -> int:
    """The token after titles and one further office that only adds to the first: وزير الخارجية السفير فلان."""
    after, _, _ = titles_end(line, at)
    second = [m for m in line.matches.at(after, "roles") if m.end == after + 1 and not m.pre and m.phrase.definite]
    if second and name_end(line.tokens, line.matches, after + 1, line.limit(after + 1)) > after + 1:
        return after + 1
    return after


def _after_comma(line: Line, at: int) -> tuple[int, int] | None:
    """A name set off by commas after its role: وزير الداخلية التونسي، فلان بن فلان، …"""
    start, _, _ = titles_end(line, at)
    stop = name_end(line.tokens, line.matches, start, line.limit(start), need=2)
    if stop > start and is_given(line.matches, start) and (line.mark(stop) in ("،", ",", ":") or stop == len(line)):
        return start, stop
    return None


def named_at(line: Line, at: int) -> RawMention | None:
    """A person named without a role: two words or more that begin with a given name."""
    if not is_given(line.matches, at) or state_at(line, at, ("name", "capital"), pre=False):
        return None
    stop = name_end(line.tokens, line.matches, at, line.limit(at), need=2)
    sure = given_only(line.matches, at) and not any(not m.pre for m in line.matches.at(at, "roles", "bodies", "people"))
    if stop == at or not (sure or is_given(line.matches, at + 1) or _after_cue(line, at)):
        return None
    gender = next((m.phrase.gender for m in line.matches.at(at, "names") if not m.pre), "")
    return _appositive(line, RawMention(start=at, end=stop, kind="person", name=(at, stop), gender=gender))


def _after_cue(line: Line, at: int) -> bool:
    """The word before is a verb of saying: أبلغ عامر فلان."""
    for r in line.tokens[at - 1].readings if at else ():
        row = line.lexicon.verb(r.entry.lemma) if r.entry.pos in ("past", "present") else None
        if row is not None and row.klass == "say":
            return True
    return False


def _appositive(line: Line, found: RawMention) -> RawMention:
    """The role that follows a name after a comma: فلان الفلاني، الناطق باسم الوزارة."""
    comma = line.mark(found.end) in ("،", ",") and line.mark(found.end) != ""
    at = found.end if comma else found.end - 1
    role = role_phrase(line, at + 1) if at + 1 < len(line) else None
    if role is None or role.pre or not (role.match.phrase.definite or role.of or role.country or role.topic):
        return found
    if role.match.phrase.number != "s" or name_end(line.tokens, line.matches, role.end, line.limit(role.end)) > role.end:
        return found
    parts = RoleParts(
        row=role.match.phrase.row, en=role.row.role_en, ar=line.string(role.start, role.end), sectors=role.row.sectors,  # type: ignore[attr-defined]
        modifier=role.modifier, topic=role.topic,
    )  # fmt: skip
    gender = found.gender if found.gender in ("m", "f") else role.match.phrase.gender
    return RawMention(
        start=found.start, end=role.end, kind="person", pre=found.pre, name=found.name, role=parts, of=role.of,
        country=role.country or found.country, gender=gender,
    )  # fmt: skip


def owned_at(line: Line, at: int) -> RawMention | None:
    """A role with a pronoun: ناطقها هاشم فلان, وزيره للخارجية."""
    for pre, rest in splits(line.key(at)):
        for suffix in ("ها", "هم", "ه"):
            stem = rest.removesuffix(suffix)
            if stem == rest or len(stem) < 3:
                continue
            row = _single_role(line, stem) or (_single_role(line, stem[:-1] + "ه") if stem.endswith("ت") else None)
            if row is not None:
                return _owned(line, at, pre, suffix, row)
    return None


def _single_role(line: Line, key: str) -> Match | None:
    for keys, phrase in line.lexicon.phrases(key):
        if len(keys) == 1 and phrase.table == "roles" and phrase.number == "s" and not line.lexicon.tables["roles"][phrase.row].title:
            return Match(0, 1, "", phrase)
    return None


def _owned(line: Line, at: int, pre: str, suffix: str, match: Match) -> RawMention | None:
    row = line.lexicon.tables["roles"][match.phrase.row]
    after = at + 1
    if line.key(after) in ("في", "لدي", "الي") and (where := line.matches.best(after + 1, "states", "places", bare=True)):
        after = where.end
    while line.is_word(after) and _definite_adjective(line, after) and not is_given(line.matches, after):
        after += 1  # ناطقه الرسمي, أمينه العام
    start, _, _ = titles_end(line, after)
    stop = name_end(line.tokens, line.matches, start, line.limit(start))
    if stop == start:
        return None
    parts = RoleParts(row=match.phrase.row, en=row.role_en, ar=row.role_ar, sectors=row.sectors)
    return RawMention(start=at, end=stop, kind="person", pre=pre, name=(start, stop), role=parts, gender=match.phrase.gender, suffix=suffix)


def _definite_adjective(line: Line, at: int) -> bool:
    return any(r.entry.pos == "adj" and r.entry.definite and not r.pre for r in line.tokens[at].readings)


def counterpart_at(line: Line, at: int) -> RawMention | None:
    """نظيره التركي فلان: the same office of another state."""
    token = line.tokens[at]
    if not token.key.removeprefix("و").removeprefix("ل").removeprefix("ب").startswith("نظير"):
        return None
    pre = "و" if token.key.startswith("و") else token.key[0] if token.key[0] in "لب" else ""
    rest = token.key.removeprefix(pre)
    suffix = rest.removeprefix("نظير").removeprefix("ت")
    if suffix not in ("ه", "ها", "هما", "هم", "ي"):
        return None
    end, country = at + 1, None
    match = nisba_at(line, end)
    if match:
        end, country = match.end, country_of(line, match)
    after, _, _ = titles_end(line, end)
    stop = name_end(line.tokens, line.matches, after, line.limit(after))
    gender = "f" if rest.startswith("نظيرت") else "m"
    name = (after, stop) if stop > after else None
    return RawMention(
        start=at, end=stop if name else end, kind="counterpart", pre=pre, name=name, country=country, gender=gender, suffix=suffix,
        via="name" if name else "role",
    )  # fmt: skip
