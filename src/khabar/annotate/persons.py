"""Persons: titles, an office and a name in every order; a name alone; who is named by another (ناطقها، نظيره)."""

from __future__ import annotations

import msgspec

from khabar.annotate.bodies import body_at, country_of, nisba_at, state_at, topic_end
from khabar.annotate.line import Line
from khabar.annotate.match import Match, splits
from khabar.annotate.names import (
    definite,
    family_name,
    given_only,
    holder_gender,
    is_given,
    kunya_at,
    name_end,
    name_gender,
    unread,
)
from khabar.annotate.raw import RawMention, RoleParts
from khabar.annotate.roles import RolePhrase, role_phrase, title_at, titles_end, whole


def _adjective_of_noun(line: Line, at: int) -> bool:
    """المؤتمر الصحفي, الخبير العسكري: a word in -ي after a noun of the same definiteness is its adjective."""
    key = line.key(at)
    if at == 0 or not key.endswith(("ي", "يه")) or is_given(line.matches, at + 1):
        return False
    before = line.tokens[at - 1]
    return before.kind == "word" and before.key.removeprefix("و").removeprefix("ب").startswith("ال") == key.startswith("ال") and (
        not before.readings or before.has("noun", "masdar")
    ) and not before.has("past", "present", "particle")


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
    row = line.lexicon.tables["roles"][title.phrase.row]
    if end == title.end and not row.sectors and not row.role_ar.startswith("ال"):
        return None  # دولة, حضرة: an office or a second title must follow
    seat = _in_body(line, end) if row.sectors else None
    after = seat.end if seat else end
    stop = name_end(line.tokens, line.matches, after, line.limit(after), introduced=True)
    if seat is not None and stop > after:
        return _of_rank(line, at, pre, end, seat, (after, stop))
    stop = name_end(line.tokens, line.matches, end, line.limit(end), introduced=True)
    gender = title.phrase.gender
    if stop == end:
        if not title.phrase.definite or row.sectors == []:
            return None
        return RawMention(start=at, end=end, kind="role", pre=pre, via="role", role=_parts(row, line, at, end, pre), gender=gender)
    parts = _title_role(line, at, end)
    gender = holder_gender(gender, name_gender(line.matches, end))
    found = RawMention(start=at, end=stop, kind="person", pre=pre, name=(end, stop), role=parts, gender=gender)
    return _appositive(line, found)


def _in_body(line: Line, at: int) -> RawMention | None:
    """The body that an officer is in: المقدم + في الشرطة العراقية."""
    body = body_at(line, at + 1) if line.key(at) == "في" else None
    return body if body is not None and not body.pre and not body.suffix else None


def _of_rank(line: Line, at: int, pre: str, end: int, seat: RawMention, name: tuple[int, int]) -> RawMention:
    """An officer of a body: المقدم في الشرطة العراقية فلان."""
    gender = name_gender(line.matches, name[0])
    return RawMention(
        start=at, end=name[1], kind="person", pre=pre, name=name, role=_title_role(line, at, end), of=seat, country=seat.country, gender=gender or "m",
    )  # fmt: skip


def _title_role(line: Line, at: int, end: int) -> RoleParts | None:
    """The rank or dignity among titles (اللواء، الأمير، الأنبا); معالي and سماحة are none."""
    while at < end and (title := title_at(line, at)) is not None:
        row = line.lexicon.tables["roles"][title.phrase.row]
        if row.sectors and row.role_ar.startswith("ال"):
            return _parts(row, line, at, title.end, title.pre)
        at = title.end
    return None


def _parts(row: object, line: Line, start: int, end: int, pre: str, modifier: str = "", topic: str = "") -> RoleParts:
    return RoleParts(
        row=line.lexicon.tables["roles"].index(row), en=row.role_en, ar=line.string(start, end, len(pre)), sectors=row.sectors,  # type: ignore[attr-defined]
        modifier=modifier, topic=topic,
    )  # fmt: skip


def _with_role(line: Line, at: int, pre: str, role: RolePhrase) -> RawMention | None:
    row = role.row
    phrase = role.match.phrase
    name = _name_after(line, role) if whole(line, role) else None
    office, *others = _offices(line, role)
    parts = RoleParts(
        row=role.match.phrase.row, en=row.role_en, ar=office, sectors=row.sectors,  # type: ignore[attr-defined]
        modifier=role.modifier, topic=role.topic, joint=phrase.number != "s", others=tuple(others),
    )  # fmt: skip
    if name is None and line.mark(role.end) in ("،", ","):
        name = _after_comma(line, role.end + 1)
    base = RawMention(
        start=at, end=role.end, kind="role", via="role", pre=pre, role=parts, of=role.of, country=role.country, gender=phrase.gender,
        number=phrase.number, also=tuple(role.also), suffix=role.suffix,
    )  # fmt: skip
    if name and (phrase.number == "s" or is_given(line.matches, name[0])):
        gender = holder_gender(phrase.gender, name_gender(line.matches, name[0]))
        person = msgspec.structs.replace(base, end=name[1], kind="person", via="name", name=name, number="s", gender=gender)
        bare = role.country is None and role.of is None and not role.topic
        return _appositive(line, person) if bare else person  # السفير فلان، المتحدث باسم الخارجية
    if not name and _unnamed(line, role):
        return None
    known = phrase.definite or (role.country is not None and not role.any_one) or role.of is not None or bool(role.topic) or row.body_ar != ""  # type: ignore[attr-defined]
    return msgspec.structs.replace(base, definite=known)


def _unnamed(line: Line, role: RolePhrase) -> bool:
    """مسؤول أمريكي, متحدث باسم الجيش, صحفيون: people without a name, whom the table of people knows."""
    bare = not role.match.phrase.definite and role.match.phrase.number == "s" and (role.match.end == role.start + 1 or line.key(role.start + 1) == "باسم")
    rows = [line.lexicon.tables["people"][m.phrase.row] for m in line.matches.at(role.start, "people") if m.pre == role.pre]
    if role.match.phrase.number != "s":
        return bool(rows) and not role.also
    return bare and any(row.kind == "unnamed" for row in rows)


def _offices(line: Line, role: RolePhrase) -> list[str]:
    """The office in words; of several holders each one's: وزيرا خارجية مصر والأردن as وزير خارجية مصر، وزير خارجية الأردن."""
    phrase = role.match.phrase
    if phrase.number == "s":
        return [line.string(role.start, role.end, len(role.pre))]
    row = line.lexicon.tables["roles"][role.one.row]
    one: str = row.feminine if phrase.gender == "f" else row.role_ar
    first, last = role.states[0]
    if role.match.end > role.start + 1 or last == first:
        return [one]
    article = "ال" if line.key(role.start)[len(role.pre) :].startswith("ال") else ""
    head = " ".join(w for w in (article + one, line.string(role.start + 1, first)) if w)
    return [f"{head} {line.string(start, end, int(start > first))}" for start, end in role.states]


def _name_after(line: Line, role: RolePhrase) -> tuple[int, int] | None:
    """The name that follows an office, titles passed over; after a field of study too (الباحث في الشأن الإيراني فلان)."""
    after = _past_titles(line, _past_seat(line, role.end))
    stop = name_end(line.tokens, line.matches, after, line.limit(after), introduced=True)
    if stop == after + 1 and line.key(after) == "علي" and line.is_word(stop):
        return None  # شدد الوزير علي أهمية: the preposition, as it is spelled in Egypt
    if stop > after:
        return after, stop
    field = topic_end(line, role.end + 1) if line.key(role.end) == "في" else role.end
    while field > role.end and field < len(line) and nisba_at(line, field):
        field += 1
    stop = name_end(line.tokens, line.matches, field, line.limit(field), need=2) if field > role.end + 1 else field
    if stop > field and is_given(line.matches, field):
        role.end = field
        return field, stop
    return None


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
    start = _past_titles(line, at)
    stop = name_end(line.tokens, line.matches, start, line.limit(start), need=2)
    if stop > start and is_given(line.matches, start) and (line.mark(stop) in ("،", ",", ":") or stop == len(line)):
        return start, stop
    return None


def named_at(line: Line, at: int) -> RawMention | None:
    """A person named without a role: two words or more that begin with a given name."""
    if state_at(line, at, ("name", "capital"), pre=False):
        return None
    if not is_given(line.matches, at):
        return _called(line, at) or _joined_name(line, at) or _stranger(line, at)
    stop = name_end(line.tokens, line.matches, at, line.limit(at), need=2)
    sure = given_only(line.matches, at) and not any(not m.pre for m in line.matches.at(at, "roles", "bodies", "people"))
    place = line.matches.best(at, "places", bare=True)
    proper = any(not line.tokens[i].readings or is_given(line.matches, i) for i in range(at + 1, stop))
    thing = line.tokens[at].has("noun", "masdar") and not sure  # نظام البشير, ذكرى عرفات
    if stop == at or not (sure or (given_only(line.matches, at + 1) and not thing) or (proper and _after_cue(line, at))) or (place is not None and place.end == stop):
        return None
    return _appositive(line, RawMention(start=at, end=stop, kind="person", name=(at, stop), gender=name_gender(line.matches, at)))


def _called(line: Line, at: int) -> RawMention | None:
    """Someone known as father or mother of another: أبو خالد الشامي، بأبي حمزة الكردي."""
    for pre, rest in splits(line.key(at)):
        if kunya_at(line.tokens, line.matches, at, rest) and not line.matches.best(at, "places", "states"):
            stop = name_end(line.tokens, line.matches, at, line.limit(at), need=2, begun=True)
            gender = "f" if rest == "ام" else "m"
            found = RawMention(start=at, end=stop, kind="person", pre=pre, name=(at, stop), gender=gender)
            return _appositive(line, found) if stop > at else None
    return None


def _stranger(line: Line, at: int) -> RawMention | None:
    """Two words or more that no table knows, after a verb of saying: قال لودجر برنز."""
    if not _after_cue(line, at) or not unread(line.tokens, line.matches, at):
        return None
    if not (unread(line.tokens, line.matches, at + 1) or family_name(line.tokens, line.matches, at + 1)):
        return None
    stop = name_end(line.tokens, line.matches, at, line.limit(at), need=2)
    return _appositive(line, RawMention(start=at, end=stop, kind="person", name=(at, stop))) if stop > at else None


def _joined_name(line: Line, at: int) -> RawMention | None:
    """A name with a proclitic on it, where the word is nothing else: وليلى الكعبي، لسامر الحلواني."""
    if any(not r.pre for r in line.tokens[at].readings) or any(not m.pre for m in line.matches.at(at)):
        return None
    for match in line.matches.at(at, "names"):
        sure = not line.tokens[at].readings or (match.pre == "و" and family_name(line.tokens, line.matches, at + 1))
        plain = not line.lexicon.tables["names"][match.phrase.row].word
        if match.pre in (("و", "ل", "ب") if plain else ("و",)) and len(line.key(at)) > 2 and sure:
            stop = name_end(line.tokens, line.matches, at, line.limit(at), need=2, begun=True)
            found = RawMention(start=at, end=stop, kind="person", pre=match.pre, name=(at, stop), gender=match.phrase.gender.strip("u"))
            return _appositive(line, found) if stop > at else None
    return None


def _after_cue(line: Line, at: int) -> bool:
    """The word before is a verb of saying and nothing else: أبلغ عامر فلان."""
    if at and line.tokens[at - 1].has("particle"):
        return False
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
    gender = found.gender or role.match.phrase.gender
    return RawMention(
        start=found.start, end=role.end, kind="person", pre=found.pre, name=found.name, role=parts, of=role.of,
        country=role.country or found.country, gender=gender,
    )  # fmt: skip


def owned_at(line: Line, at: int) -> RawMention | None:
    """A role with a pronoun: ناطقها هاشم فلان, وزيره للخارجية."""
    for pre, rest in splits(line.key(at)):
        for suffix in ("ها", "هم", "ه"):
            stem = rest.removesuffix(suffix)
            if stem == rest or len(stem) < 3 or stem.startswith("ال") or line.tokens[at].word.bare.endswith("ة"):
                continue  # الوزيرة is no وزير of someone
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
    gender = holder_gender(match.phrase.gender, name_gender(line.matches, start))
    return RawMention(start=at, end=stop, kind="person", pre=pre, name=(start, stop), role=parts, gender=gender, suffix=suffix)


def _definite_adjective(line: Line, at: int) -> bool:
    return any(r.entry.pos == "adj" and r.entry.definite and not r.pre for r in line.tokens[at].readings)


def _same_as_name(line: Line, at: int) -> Match | None:
    """The adjective of a state whose name is already one, and another word elsewhere: نظيره المالي."""
    for keys, phrase in line.lexicon.phrases(line.key(at).removeprefix("ال")):
        if phrase.table == "states" and phrase.via == "name" and len(keys) == 1 and definite(line.tokens[at]):
            return Match(at, at + 1, "", phrase)
    return None


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
    if (match := nisba_at(line, end) or _same_as_name(line, end)) is not None:
        end, country = match.end, country_of(line, match)
    after, _, _ = titles_end(line, end)
    stop = name_end(line.tokens, line.matches, after, line.limit(after))
    gender = "f" if rest.startswith("نظيرت") else "m"
    name = (after, stop) if stop > after else None
    return RawMention(
        start=at, end=stop if name else end, kind="counterpart", pre=pre, name=name, country=country, gender=gender, suffix=suffix,
        via="name" if name else "role",
    )  # fmt: skip
