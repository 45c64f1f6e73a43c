"""The role grammar: a role, what it is over, its modifier, in every order that news uses.

It is this grammar, not a list of people, that resolves tomorrow's ministers.
"""

from __future__ import annotations

from functools import cache

from khabar.annotate.bodies import (
    ABROAD,
    adjective_at,
    body_at,
    country_of,
    joined_state,
    nisba_at,
    quoted_name,
    state_at,
    topic_end,
    tribe_end,
)
from khabar.annotate.line import Line
from khabar.annotate.match import Match
from khabar.annotate.names import definite, function_word, is_given, name_end
from khabar.annotate.raw import RawMention
from khabar.script.fold import fold

MAX_COMPLEMENTS = 6


class RolePhrase:
    """A role phrase as it is read: the parts found so far."""

    def __init__(self, match: Match, row: object) -> None:
        self.start, self.end, self.pre, self.match, self.row = match.start, match.end, match.pre, match, row
        self.one = match.phrase
        """What was read first, before a field made it more exact."""
        self.country: str | None = None
        self.of: RawMention | None = None
        self.modifier = ""
        self.topic = ""
        self.also: list[str] = []
        self.states = [(match.end, match.end)]
        """Where the state stands, and each further one of ``also``."""
        self.suffix = ""
        self.any_one = False
        """Some holder of the office: وزير إسرائيلي."""


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


def role_phrase(line: Line, at: int) -> RolePhrase | None:
    """A role with its complements at token ``at`` (no name, no titles)."""
    found = [m for m in line.matches.at(at, "roles") if not line.lexicon.tables["roles"][m.phrase.row].title]
    best = max(found, key=lambda m: (m.end, -len(m.pre), m.phrase.number == _number(line, m)), default=None)
    if best is None:
        return None
    role = RolePhrase(best, line.lexicon.tables["roles"][best.phrase.row])
    for _ in range(MAX_COMPLEMENTS):
        if not _complement(line, role):
            break
    return role


def _number(line: Line, match: Match) -> str:
    """Which of two numbers the same letters are: وزيرا before a genitive is two ministers, else an accusative."""
    after = line.tokens[match.end] if match.end < len(line) else None
    genitive = after is not None and after.kind == "word" and not after.key.startswith(("ل", "و", "ب")) and not function_word(after)
    return "d" if line.key(match.start).endswith("ا") and match.end == match.start + 1 and genitive else "s"


def _complement(line: Line, role: RolePhrase) -> bool:
    """Take one more word group of the role phrase; False where it ends."""
    at = role.end
    if at >= len(line) or at in line.timed or _titled(line, at):
        return False
    return (
        _take_aside(line, role, at)
        or _take_quoted(line, role, at)
        or _take_modifier(line, role, at)
        or _take_nisba(line, role, at)
        or _take_office(line, role, at)
        or _take_body(line, role, at)
        or _take_state(line, role, at)
        or _take_tribe(line, role, at)
        or _take_place(line, role, at)
        or _take_linked(line, role, at)
        or _take_topic(line, role, at)
    )


def _article_before(line: Line, role: RolePhrase, at: int) -> bool:
    """The word before ``at`` has the article, behind a proclitic too: والرئيس."""
    return bool(role.match.phrase.definite) if at - 1 == role.start else definite(line.tokens[at - 1])


def _take_aside(line: Line, role: RolePhrase, at: int) -> bool:
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


def _take_quoted(line: Line, role: RolePhrase, at: int) -> bool:
    """What the office is over, by its name in quotation marks: رئيس «التنظيم»."""
    end = quoted_name(line, at)
    if role.end != role.match.end or _article_before(line, role, at) or "body" not in role.row.takes or not at < end <= at + 7:  # type: ignore[attr-defined]
        return False
    role.topic, role.end = line.string(at + 1, end - 1), end
    return True


def _take_modifier(line: Line, role: RolePhrase, at: int) -> bool:
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


def _take_nisba(line: Line, role: RolePhrase, at: int) -> bool:
    match = nisba_at(line, at)
    if match and role.country is None and (match.phrase.definite or not _article_before(line, role, at)):
        role.country, role.end = country_of(line, match), match.end
        role.any_one = not match.phrase.definite and not _article_before(line, role, at)
        _take_more_states(line, role, at)
        return True
    return False  # الأمير تركي: an indefinite adjective describes no definite noun


_ENVOYS = frozenset(("ambassador", "envoy", "consul", "charge d'affaires"))  # سفير طهران: a capital for its state


def _take_state(line: Line, role: RolePhrase, at: int) -> bool:
    envoy = role.row.role_en in _ENVOYS and not role.match.phrase.definite  # type: ignore[attr-defined]
    match = state_at(line, at, ("name", "capital") if envoy else ("name",), pre=False)
    if match and role.country is None and role.of is None:
        role.country, role.end = country_of(line, match), match.end
        _take_more_states(line, role, at)
        return True
    return False


def _take_more_states(line: Line, role: RolePhrase, at: int) -> None:
    """The states of the other holders: وزيرا خارجية مصر والأردن، الوزيران المصري والأردني."""
    role.states = [(at, role.end)]
    while role.match.phrase.number != "s" and (more := joined_state(line, role.end)) is not None:
        role.states.append((role.end, more[0]))
        role.end, iso = more
        role.also.append(iso)


def _titled(line: Line, at: int) -> bool:
    """A rank or title stands here: the name comes after it (مدير الأمن اللواء فلان)."""
    title = title_at(line, at)
    return title is not None and not title.pre and title.phrase.definite


def _take_office(line: Line, role: RolePhrase, at: int) -> bool:
    """The office that this one serves or stands in for: مستشار الرئيس، المتحدث باسم الأمين العام، القائم بأعمال الوزير."""
    last = line.key(at - 1)
    serves = last in ("باسم", "باعمال") or ("body" in role.row.takes and not _article_before(line, role, at))  # type: ignore[attr-defined]
    if role.end != role.match.end or not serves:
        return False
    inner = role_phrase(line, at)
    if inner is None or inner.pre or inner.match.phrase.number != "s" or not whole(line, inner):
        return False
    if last == "باعمال":
        role.row, role.modifier = inner.row, "acting"
        role.match = role.match._replace(phrase=role.match.phrase._replace(row=inner.match.phrase.row))
    role.of, role.end, role.country, role.topic = inner.of, inner.end, inner.country, inner.topic or role.topic
    return True


_SETTLED = frozenset(("مدينه", "بلده", "ولايه", "محافظه", "منطقه", "اقليم", "قضاء", "حي", "قريه"))


def _worded(line: Line, at: int) -> bool:
    """A place's name that is a plain word as well: العريضة, القائم."""
    return definite(line.tokens[at]) and line.tokens[at].has("noun", "adj", "active", "passive_part", "masdar")


def _take_place(line: Line, role: RolePhrase, at: int) -> bool:
    """The place that an office is over: محافظ نينوى, والي الخرطوم, عمدة مدينة لندن."""
    if _article_before(line, role, at) or (role.end != role.match.end and role.of is None):
        return False
    start = at + 1 if line.key(at) in _SETTLED else at
    capital = state_at(line, start, ("capital",), pre=False)
    place = capital or line.matches.best(start, "places", bare=True)
    if place is None or (start == at and not capital and (is_given(line.matches, at) or _worded(line, at))):
        return False
    country = country_of(line, capital) if capital else line.lexicon.tables["places"][place.phrase.row].country
    role.country, role.end = role.country or country, place.end
    return True


_SENT = (*_ENVOYS, "representative", "delegate", "coordinator", "rapporteur", "correspondent", "commissioner", "mission", "director", "consul general", "secretary-general")


def _sent(role: RolePhrase) -> bool:
    """The office is held at a place: «السفير الأميركي في بغداد», «منسق الشؤون في اليمن»; «الوزير القطري في باريس» only is there."""
    row = role.row
    return row.role_en.endswith(_SENT) or (role.country is None and ("body" in row.takes or "state" not in row.takes))  # type: ignore[attr-defined]


def _named_after(line: Line, at: int) -> bool:
    """A name of two words or more stands here: what comes before it belongs to its office."""
    return name_end(line.tokens, line.matches, at, line.limit(at), need=2) > at


def _take_body(line: Line, role: RolePhrase, at: int) -> bool:
    body = body_at(line, at)
    if body is None or body.pre not in ("", "ل", "ب") or body.suffix or (role.of is not None and body.pre != "ل"):
        return False
    role.of, role.end = (body if role.of is None or body.table == "actors" else role.of), body.end
    if body.country and role.country is None:
        role.country = body.country
    return True


def _take_linked(line: Line, role: RolePhrase, at: int) -> bool:
    """في/لدى/إلى/باسم + a body, state or people; the state one is sent to is not the state one serves."""
    word = line.key(at)
    if word == "الي" and _moves(line, role.start):
        return False
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
        if word in ("في", "الي") and not _sent(role) and not (state and _named_after(line, state.end)):
            return False
        if state and word in ("لدي", "الي", "في", "باسم"):
            role.end = state.end
            if role.country is None and (word == "باسم" or (word == "في" and _local(role))):
                role.country = country_of(line, state)
            return True
        place = line.matches.best(at + 1, "places", bare=True)
        if place and word in ("في", "عن"):
            role.end = place.end
            if word == "في" and role.country is None and _local(role):
                role.country = line.lexicon.tables["places"][place.phrase.row].country
            return True
        return False
    seat = at + 1 if word.removeprefix("ب") in _SETTLED and word.startswith("ب") else at
    where = [m for m in line.matches.at(seat, "places") if m.pre == ("ب" if seat == at else "")]
    if where and role.end > role.match.end:
        place = max(where, key=lambda m: m.end)
        role.end = place.end
        if role.country is None and _local(role):
            role.country = line.lexicon.tables["places"][place.phrase.row].country
        return True  # رئيس الجمعية بولاية الخرطوم
    sent = state_at(line, at, ("name", "capital"))
    if sent and sent.pre in ("ل", "ب"):
        role.end = sent.end
        return True
    return False


def _moves(line: Line, at: int) -> bool:
    """وصل المبعوث إلى الخرطوم: after a verb of going, where he goes."""
    readings = line.tokens[at - 1].readings if at else []
    verbs = [line.lexicon.verb(r.entry.lemma) for r in readings if r.entry.pos in ("past", "present")]
    return any(row is not None and row.klass == "motion" for row in verbs)


def _local(role: RolePhrase) -> bool:
    """An office of the place it is in: of a government or of a body there, not of one sent there."""
    if role.row.role_en in _ENVOYS or (role.of is not None and role.of.table != "bodies"):  # type: ignore[attr-defined]
        return False
    if role.of is not None:
        return role.of.head.split()[0].removeprefix("ال") not in ABROAD
    return role.row.sectors in (["GOV"], ["MED"])  # type: ignore[attr-defined]


def _take_tribe(line: Line, role: RolePhrase, at: int) -> bool:
    """شيخ قبيلة + بني مرة."""
    end = tribe_end(line, at) if line.key(at - 1) in ("قبيله", "قباءل", "عشيره", "عشاءر") else at
    role.end, role.topic = max(role.end, end), line.string(at, end) if end > at else role.topic
    return end > at


def _take_topic(line: Line, role: RolePhrase, at: int) -> bool:
    """The field of the role: وزير + الخارجية, منسق + للشؤون الإنسانية."""
    takes = role.row.takes  # type: ignore[attr-defined]
    word = line.key(at)
    if word.startswith("و"):
        return _take_second_topic(line, role, at)
    if word.startswith(("لشءون", "للشءون", "لل")) and not role.topic:
        end = topic_end(line, at + 1, begun=True)
        if word.startswith("لل") or end > at + 1:
            role.topic, role.end = line.string(at, end), end
            return True
    if "topic" in takes and not role.topic and role.country is None and not (at == role.match.end and _article_before(line, role, at)):
        end = at + 1 if _ministry(line, at) or _own_ministry(line, role, at) else topic_end(line, at)
        if end > at:
            role.topic, role.end = line.string(at, end), end
            _more_exact(line, role, at)
            return True
    if is_given(line.matches, at):
        return False
    if adjective_at(line, at):
        role.end = at + 1
        return True
    if at == role.match.end and not _article_before(line, role, at):
        end = topic_end(line, at, 3 if line.key(at) == "الشءون" or not definite(line.tokens[at]) else 1)
        if end > at:  # محامي الدفاع، مدير المستشفى
            role.topic, role.end = line.string(at, end), end
            return True
    return False


def _take_second_topic(line: Line, role: RolePhrase, at: int) -> bool:
    """A further field (وزير الصحة والسكان, وزير الخارجية وشؤون المغتربين), where a state or a name shows that the office goes on."""
    end = topic_end(line, at, begun=True)
    if end == at or role.row.body_kind not in ("", "government") or not line.key(at - 1).startswith("ال"):  # type: ignore[attr-defined]
        return False
    follows = nisba_at(line, end) or state_at(line, end, ("name",), pre=False) or _titled(line, end)
    if not follows and not _named_after(line, end):
        return False
    role.topic, role.end = " ".join(w for w in (role.topic, line.string(at, end)) if w), end
    return True


def _ministry(line: Line, at: int) -> bool:
    """خارجية, دفاع without ال before a state: وزير خارجية روسيا."""
    key = "ال" + line.key(at)
    known = any(m.phrase.via == "short" for m in [Match(0, 1, "", p) for k, p in line.lexicon.phrases(key) if len(k) == 1 and p.table == "bodies"])
    return (known and state_at(line, at + 1, ("name", "nisba"), pre=False) is not None) or (known and line.key(at + 1).startswith("ال"))


def _own_ministry(line: Line, role: RolePhrase, at: int) -> bool:
    """وزيرة خارجيته: a field with the pronoun of who is served."""
    for suffix in ("ها", "هم", "ه"):
        stem = line.key(at).removesuffix(suffix)
        field = "ال" + (stem[:-1] + "ه" if stem.endswith("ت") else stem)
        if stem != line.key(at) and any(p.table == "bodies" and p.via == "short" and len(k) == 1 for k, p in line.lexicon.phrases(field)):
            role.suffix = suffix
            return True
    return False


def _more_exact(line: Line, role: RolePhrase, at: int) -> None:
    """The row of the whole office (وزير الخارجية) where the table has one."""
    head = line.key(role.match.start)[len(role.match.pre) :].removeprefix("ال").removesuffix("ه")
    topic = line.key(at) if line.key(at).startswith("ال") else "ال" + line.key(at)
    for keys, phrase in line.lexicon.phrases(head):
        if phrase.table == "roles" and keys == [head, topic]:
            kept = role.match.phrase
            role.match = role.match._replace(phrase=phrase._replace(gender=kept.gender, number=kept.number, definite=kept.definite))
            role.row = line.lexicon.tables["roles"][phrase.row]


def title_at(line: Line, at: int) -> Match | None:
    """The longest courtesy title or rank at ``at``."""
    found = [m for m in line.matches.at(at, "roles") if line.lexicon.tables["roles"][m.phrase.row].title]
    return max(found, key=lambda m: (m.end, -len(m.pre)), default=None)


def whole(line: Line, role: RolePhrase) -> bool:
    """The office is definite, by its article or by what it is over: only then does a name follow at once."""
    own = role.match.phrase.definite or role.country is not None or role.of is not None or bool(role.topic)
    return own or any(definite(line.tokens[i]) for i in range(role.start, role.end))
