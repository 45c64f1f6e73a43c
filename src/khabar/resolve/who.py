"""Mentions of one article become its distinct actors.

Roles introduce persons; persons live on as surname, role or title; bodies as their head noun; states as capital or
adjective. Two people of one surname stay apart; a bare role that fits nobody stays a role.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import structs

from khabar.annotate.actors import name_text
from khabar.annotate.line import Line
from khabar.annotate.names import name_keys
from khabar.annotate.raw import RawMention
from khabar.lexicon.words import Lexicon
from khabar.model import Actor, ActorKind, Via
from khabar.resolve.draft import Called, Draft
from khabar.script.fold import bare, fold

_PLACE_PREPS = frozenset(("في", "الي", "من", "نحو", "قرب", "داخل", "خارج", "عبر", "علي", "بين", "شرق", "غرب", "شمال", "جنوب", "وسط", "لدي", "حدود", "قباله", "ضاحيه", "بضاحيه", "خليج", "بحر", "ساحل", "سواحل", "مدينه", "بمدينه", "العاصمه"))
_INSIDE, _SELDOM = frozenset(("في", "داخل", "خارج", "قرب", "امام")), frozenset(("محافظة", "ولاية", "منتخب", "نادي"))


class Cast:
    """The actors of one article as they are met, and which mention is whose."""

    def __init__(self, lexicon: Lexicon, home: str | None = None, published: str | None = None) -> None:
        self.lexicon, self.home, self.published = lexicon, home, published
        self.drafts: list[Draft] = []
        self.by_key: dict[str, Draft] = {}
        self.by_kind: defaultdict[ActorKind, list[Draft]] = defaultdict(list)
        self._called = Called()
        self._nameless: list[Draft] = []
        """Persons that had no name when last looked at."""
        self._groups: list[Draft] = []
        """All but persons: few even where an article names thousands."""
        self._states: dict[str, Draft] = {}
        self._rows: dict[tuple[str, int, str | None, str], Draft] = {}
        self._clock = 0
        self.found: dict[tuple[int, int], str] = {}
        self.also: dict[tuple[int, int], tuple[str, ...]] = {}

    # -- drafts
    def new(self, kind: ActorKind, name: str, reason: str) -> Draft:
        draft = Draft(len(self.drafts) + 1, kind, bare(name), reason)
        self.drafts.append(draft)
        self.by_key[draft.key] = draft
        self.by_kind[kind].append(draft)
        (self._nameless if kind == "person" else self._groups).append(draft)
        return draft

    def state(self, iso: str) -> Draft:
        """The state of this ISO code, made when first asked for."""
        if iso not in self._states:
            row = next((r for r in self.lexicon.tables["states"] if (("XKX" if r.iso3 == "KOS" else r.iso3)) == iso), None)
            draft = self.new("country", row.name_ar if row else iso, "a state by name, capital or adjective")
            draft.country, draft.name_en = iso, row.name_en if row else iso
            draft.gender = row.gender if row else "f"
            draft.sectors = ["GOV"]
            self._states[iso] = draft
        return self._states[iso]

    def add(self, line: Line, number: int, mention: RawMention, focus: Draft | None = None) -> Draft | None:
        """The actor of a mention in line ``number``; None where it names nobody by itself (an adjective of state)."""
        self._clock += 1
        draft = self._resolve(line, mention, focus)
        if draft is None:
            return None
        draft.last_seen = self._clock
        if not self._locative(line, mention):
            draft.acting += 1
        self.found[(number, mention.start)] = draft.key
        if mention.also:
            shared = self._joint_holder if mention.kind == "role" else self._shared
            self.also[(number, mention.start)] = tuple(shared(mention, iso).key for iso in mention.also)
        return draft

    def _shared(self, mention: RawMention, iso: str) -> Draft:
        """The same body of another state: القوات البريطانية in «القوات الأمريكية والبريطانية»."""
        row = self.lexicon.tables["bodies"][mention.row]
        known = next((d for d in self._groups if d.row == ("bodies", mention.row) and d.country == iso), None)
        if known is not None:
            return known
        nisba = next((r.nisba for r in self.lexicon.tables["states"] if r.iso3 == iso), "")
        head = " ".join(mention.head.split()[: len(row.head.split())])
        draft = self.new(row.kind, f"{head} ال{nisba}ة", "a body shared by several states")
        draft.country, draft.row, draft.gender, draft.sectors = iso, ("bodies", mention.row), row.gender, list(row.sectors)
        draft.acting = 1
        return draft

    def _locative(self, line: Line, mention: RawMention) -> bool:
        """A state, capital or body that only says where."""
        before = line.key(mention.start - 1)
        if mention.kind != "state":
            return mention.kind == "body" and mention.via == "name" and mention.table == "bodies" and before in _INSIDE
        dateline = mention.via == "capital" and mention.start == 0 and mention.end in line.timed
        before = before.removeprefix("و") if before.removeprefix("و") in _PLACE_PREPS else before
        if "العاصمه" in (before, line.key(mention.start - 2)):
            return True
        return dateline or mention.prep == "ب" or before in _PLACE_PREPS or (mention.via == "capital" and mention.prep != "")

    def _resolve(self, line: Line, mention: RawMention, focus: Draft | None) -> Draft | None:
        if mention.kind == "state":
            return self._of_state(line, mention)
        if mention.kind == "body":
            return self.body(mention, focus)
        if mention.kind == "outlet":
            return self._of_outlet(mention) if mention.via != "role" else self._last_outlet()
        if mention.kind in ("people", "unnamed"):
            return self._of_people(mention)
        if mention.kind == "counterpart":
            return self._of_counterpart(line, mention, focus)
        return self._of_person(line, mention) if mention.name else self._of_role(line, mention)

    def _of_state(self, line: Line, mention: RawMention) -> Draft | None:
        if mention.country is None:
            return None
        if mention.via == "nisba":
            if not mention.definite or mention.number == "s" or mention.prep:
                return None
            return self._demonym(line, mention)
        draft = self.state(mention.country)
        draft.alias(mention.head)
        return draft

    def _demonym(self, line: Line, mention: RawMention) -> Draft | None:
        """الإيرانيون, السوريين: people of a state where no noun stands before the adjective."""
        if mention.start > 0 and line.is_word(mention.start - 1) and not any(r.entry.pos in ("past", "present", "particle") for r in line.tokens[mention.start - 1].readings):
            return None
        return self._by_row("states", mention.row, mention.country, "people", "people", mention.head, "people of a state")

    def _by_row(self, table: str, row: int, country: str | None, extra: str, kind: ActorKind, name: str, reason: str) -> Draft:
        key = (table, row, country, extra)
        if key not in self._rows:
            draft = self.new(kind, name, reason)
            draft.country, draft.row = country, (table, row)
            self._rows[key] = draft
        draft = self._rows[key]
        draft.alias(name)
        return draft

    # -- bodies, outlets, people
    def body(self, mention: RawMention, focus: Draft | None) -> Draft | None:
        row = self.lexicon.tables[mention.table][mention.row]
        if mention.table == "actors":
            draft = self._by_row("actors", mention.row, row.country or mention.country, "", row.kind, row.name_ar, "a listed body")
            draft.alias(mention.head)
            draft.name_en, draft.sectors, draft.gender = row.name_en, row.sectors, mention.gender
            return draft
        if mention.suffix:
            return self._of_owned_body(mention, row, focus)
        if mention.via == "role":
            return self._bare_body(mention, row)
        key = _head_key(mention.head)
        for draft in self._groups:
            if draft.row == ("bodies", mention.row) and draft.country == mention.country and any(_head_key(a) == key for a in (draft.name, *draft.aliases)):
                draft.alias(mention.head)
                return draft
        same = self._same_row(mention, key) if row.head.split()[0] in ("وزارة", "جيش", "حكومة", "برلمان", "رئاسة") else None
        draft = same or self.new(row.kind, mention.head, "a body and the state or name that completes it")
        self._fill_body(draft, mention, row)
        return draft

    def _same_row(self, mention: RawMention, key: str) -> Draft | None:
        return next((d for d in self._groups if d.row == ("bodies", mention.row) and d.country == mention.country and mention.country and key.endswith(_head_key(d.name)[-6:])), None)

    def _fill_body(self, draft: Draft, mention: RawMention, row: object) -> None:
        draft.row = ("bodies", mention.row)
        own = self.home if row.alone and row.kind in ("government", "military", "police") else None  # type: ignore[attr-defined]
        draft.country = draft.country or mention.country or own
        draft.sectors = list(row.sectors)  # type: ignore[attr-defined]
        draft.gender = row.gender  # type: ignore[attr-defined]
        for form in _short_forms(mention.head):
            draft.alias(form)
        draft.bare = row.head in _SELDOM or not any(w.startswith(("ال", "لل")) or "\"" in w or "«" in w or "“" in w for w in mention.head.split()) and row.kind == "organization"  # type: ignore[attr-defined]

    def _of_owned_body(self, mention: RawMention, row: object, focus: Draft | None) -> Draft | None:
        """حكومته، جيشها: of the state of the one spoken of."""
        country = focus.country if focus else None
        for draft in reversed(self._groups):
            if draft.row == ("bodies", mention.row) and draft.country == country:
                return draft
        if country is None:
            return None
        draft = self.new(row.kind, row.head, "a body of the speaker's state")  # type: ignore[attr-defined]
        draft.country, draft.row, draft.gender = country, ("bodies", mention.row), row.gender  # type: ignore[attr-defined]
        draft.sectors = list(row.sectors)  # type: ignore[attr-defined]
        draft.bare = True
        return draft

    def _bare_body(self, mention: RawMention, row: object) -> Draft | None:
        """الحكومة, المحكمة alone: the last body with this head, else the home state's."""
        if mention.number == "d":
            return None
        head = _head_key(mention.head)
        options = [d for d in self._groups if d.kind not in ("country", "people", "unnamed") and head in {_head_key(a)[: len(head)] for a in (d.name, *d.aliases)}]
        if options:
            return max(options, key=lambda d: d.last_seen)
        if not row.alone:  # type: ignore[attr-defined]
            return None
        draft = self.new(row.kind, mention.head, "a body named by its head alone, of the article's home state")  # type: ignore[attr-defined]
        self._fill_body(draft, mention, row)
        draft.bare = True
        if row.kind in ("government", "military", "police"):  # type: ignore[attr-defined]
            draft.country = draft.country or self.home
        return draft

    def _of_outlet(self, mention: RawMention) -> Draft:
        row = self.lexicon.tables["outlets"][mention.row] if mention.row >= 0 else None
        name = row.name_ar if row else mention.head
        draft = next((d for d in self.by_kind["media"] if (fold(d.name) == fold(name) or fold(mention.head) in {fold(a) for a in d.aliases})), None)
        if draft is None:
            draft = self.new("media", name, "an outlet or agency")
            draft.country = mention.country or (row.country if row else None)
            draft.name_en = row.name_en if row else None
            draft.sectors, draft.gender = ["JRN"], "f"
        draft.alias(mention.head)
        return draft

    def _last_outlet(self) -> Draft | None:
        return max(self.by_kind["media"], key=lambda d: d.last_seen, default=None)

    def _of_people(self, mention: RawMention) -> Draft:
        row = self.lexicon.tables["people"][mention.row]
        if row.kind == "unnamed":
            return self._of_unnamed(mention, row)
        draft = self._by_row("people", mention.row, mention.country, "", row.kind, mention.head, "people by what they are")
        draft.sectors, draft.number, draft.gender = list(row.sectors), mention.number, mention.gender
        draft.name_en = row.name_en
        return draft

    def _of_unnamed(self, mention: RawMention, row: object) -> Draft:
        if mention.definite and mention.head.count(" ") == 0:
            last = [d for d in self.by_kind["unnamed"] if d.row == ("people", mention.row)]
            if last:
                return max(last, key=lambda d: d.last_seen)
        draft = self._by_row("people", mention.row, mention.country, _head_key(mention.head), "unnamed", mention.head, "an unnamed source")
        draft.name_en, draft.sectors = row.name_en, list(row.sectors)  # type: ignore[attr-defined]
        draft.gender, draft.number = mention.gender, mention.number
        return draft

    # -- persons
    def _of_person(self, line: Line, mention: RawMention) -> Draft:
        assert mention.name is not None
        text = name_text(line, mention)
        keys = name_keys(text)
        draft = self._called.find(keys) or self._listed(mention) or self._role_holder(mention)
        if draft is None:
            draft = self.new("person", text, "named in the text")
        if keys not in draft.names:
            self._called.add(draft, keys)
        if len(keys) > max((len(n) for n in draft.names[:-1]), default=0) or draft.kind != "person" or draft.name == draft.role_ar:
            draft.name = bare(text)
        draft.alias(text)
        self._describe(draft, line, mention)
        return draft

    def _listed(self, mention: RawMention) -> Draft | None:
        if mention.table != "actors":
            return None
        row = self.lexicon.tables["actors"][mention.row]
        if (known := self._called.find(name_keys(row.name_ar))) is not None:
            return known
        draft = self._by_row("actors", mention.row, row.country, "person", "person", row.name_ar, "a listed office holder")
        held = self.published is not None and (row.since or "0") <= self.published <= (row.until or "9")
        draft.role, draft.name_en = draft.role or (row.role if held else None) or None, row.name_en
        draft.sectors = list(row.sectors) if held else ["ELI"]
        self._called.add(draft, tuple(fold(w) for w in row.name_ar.split()))
        return draft

    def _role_holder(self, mention: RawMention) -> Draft | None:
        """A role met before without a name (in the headline) that this name now fills."""
        if mention.role is None:
            return None
        self._nameless = [d for d in self._nameless if not d.names]
        for draft in self._nameless:
            if draft.role_row == mention.role.row and (draft.country is None or mention.country is None or draft.country == mention.country):
                return draft
        return None

    def _describe(self, draft: Draft, line: Line, mention: RawMention) -> None:
        """Role, body, country, gender of a person from a mention that carries them."""
        draft.gender = draft.gender or mention.gender
        draft.titles |= {line.key(i).removeprefix("و") for i in range(max(0, mention.start - 1), mention.name[0] if mention.name else mention.end)}
        if mention.role is not None and (draft.role is None or draft.role_row < 0):
            row = self.lexicon.tables["roles"][mention.role.row]
            draft.role, draft.role_ar, draft.role_row = _role_name(mention), mention.role.ar, mention.role.row
            draft.sectors = _modified(mention.role.sectors or list(row.sectors), mention.role.modifier)
            draft.modifier = mention.role.modifier
        if mention.of is not None and draft.of is None:
            body = self.body(mention.of, None)
            draft.of = body.key if body else None
        if draft.country is None:
            draft.country = mention.country or self._country_by_role(line, draft, mention)

    def _spoken_for(self, line: Line, mention: RawMention) -> str | None:
        """تعهدت فرنسا، على لسان وزير: the state named before serves."""
        if line.key(mention.start - 1) != "لسان":
            return None
        named = list(line.matches.at(mention.start - 3, "states")) + [m for i in range(mention.start) for m in line.matches.at(i, "states") if m.phrase.via == "name"]
        iso: str | None = self.lexicon.tables["states"][named[-1].phrase.row].iso3 if named else None
        return iso

    def _country_by_role(self, line: Line, draft: Draft, mention: RawMention) -> str | None:
        if draft.of is not None:
            body = self.by_key[draft.of]
            return body.country
        if mention.role is None:
            return None
        if (carried := self._spoken_for(line, mention)) is not None:
            return carried
        international = any(w in mention.role.ar for w in ("الأممي", "أممي", "الدولي", "دولي", "للأمم", "الأوروبي", "الإقليمي", "الأفريقي"))
        return None if international else self.home

    def _of_role(self, line: Line, mention: RawMention) -> Draft | None:
        """A role without a name: who in the article holds it, else a person known by it alone."""
        assert mention.role is not None
        if mention.also:
            return self._joint_holder(mention, mention.country)
        if mention.number == "p" or (not mention.definite and mention.country is not None and mention.number == "s"):
            return self._by_row("roles", mention.role.row, mention.country, mention.number, "unnamed", line.string(mention.start, mention.end, len(mention.pre)), "holders of an office, unnamed")
        if mention.number == "d":
            return None
        holder = self.holder(mention)
        if holder is not None:
            return holder
        if not mention.definite or (mention.country is None and mention.of is None and not mention.role.topic and " " not in mention.role.ar.strip()):
            return None
        draft = self.new("person", mention.role.ar, "a role without a name")
        self._describe(draft, line, mention)
        draft.alias(mention.role.ar)
        return draft

    def _joint_holder(self, mention: RawMention, iso: str | None) -> Draft:
        """One of several holders of an office, each of another state: وزيرا خارجية مصر والأردن."""
        assert mention.role is not None
        office = dict(zip(mention.also, mention.role.others, strict=False)).get(iso or "", mention.role.ar)
        one = structs.replace(mention, number="s", country=iso, also=(), role=structs.replace(mention.role, ar=office))
        draft = self.holder(one)
        if draft is None:
            draft = self.new("person", office, "one of several holders of an office")
            draft.country, draft.role, draft.role_ar, draft.role_row = iso, _role_name(one), office, mention.role.row
            draft.sectors, draft.gender = list(mention.role.sectors), mention.gender
            draft.alias(office)
        draft.last_seen = self._clock
        return draft

    def holder(self, mention: RawMention) -> Draft | None:
        """The person, last seen first, whose role this is or begins with (الوزير for وزير الخارجية)."""
        assert mention.role is not None
        wanted = self.lexicon.tables["roles"][mention.role.row]
        options = []
        for draft in self.by_kind["person"]:
            if draft.role_row < 0:
                continue
            elsewhere = draft.country != mention.country and (draft.country or draft.of or not draft.names)
            if mention.country and elsewhere:
                continue
            if mention.gender == "f" and draft.gender == "m":
                continue
            own = self.lexicon.tables["roles"][draft.role_row]
            same = draft.role_row == mention.role.row and (not mention.role.topic or (draft.role_ar or "").find(mention.role.topic.split()[0]) >= 0)
            general = " " not in wanted.role_ar and own.role_ar.split()[0] == wanted.role_ar and not mention.role.topic
            if same or general:
                options.append(draft)
        return max(options, key=lambda d: d.last_seen, default=None)

    def _of_counterpart(self, line: Line, mention: RawMention, focus: Draft | None) -> Draft | None:
        role = focus if focus is not None and focus.role else self._last_with_role()
        if mention.name:
            draft = self._of_person(line, mention)
            if role is not None and draft is not role and draft.role is None:
                draft.role, draft.sectors, draft.role_row = role.role, role.sectors, role.role_row
                draft.reason = f"counterpart of {role.name}"
            if mention.country:
                draft.country = mention.country
            return draft
        if mention.country is None:
            return None
        for draft in reversed(self.by_kind["person"]):
            if draft.country == mention.country and role is not None and draft.role_row == role.role_row and draft is not role:
                return draft
        return self.state(mention.country)

    def _last_with_role(self) -> Draft | None:
        return max((d for d in self.by_kind["person"] if d.role), key=lambda d: d.last_seen, default=None)

    # -- out
    def actors(self, used: Iterable[str]) -> list[Actor]:
        """The actors that act, speak, are acted on or are spoken about; mere places and passing groups are left out."""
        needed = set(used)
        return [d.record(self.by_key.get(d.of or "")) for d in self.drafts if d.key in needed or (d.acting > 0 and d.named)]


def _short_forms(head: str) -> list[str]:
    """A body's name as written, without «في العراق», and the name in quotation marks alone."""
    forms = [head]
    if " في " in head:
        forms.append(head.split(" في ")[0])
    for opener, closer in (("«", "»"), ("“", "”"), ('"', '"')):
        if opener in head and closer in head.split(opener, 1)[1]:
            inside = head.split(opener, 1)[1].split(closer, 1)[0]
            forms += [inside, head.split(opener, 1)[0] + inside]
    return forms


def _head_key(text: str) -> str:
    """A body's name without article, marks and the head وزارة, for telling whether two phrases name one body."""
    words = [w.removeprefix("ال") for w in fold(text).replace("«", " ").replace("»", " ").replace('"', " ").replace("“", " ").replace("”", " ").split()]
    return " ".join(w for w in words if w not in ("وزاره", "في"))


def _role_name(mention: RawMention) -> str:
    assert mention.role is not None
    prefix = {"former": "former ", "acting": "acting ", "designate": "designate ", "deposed": "deposed ", "late": "late ", "elect": ""}.get(mention.role.modifier, "")
    return prefix + mention.role.en


def _modified(sectors: list[str], modifier: str) -> list[str]:
    """Who no longer holds office is of the elite, not of the government."""
    return ["ELI"] if modifier in ("former", "deposed") else sectors


def home_country(mentions: Sequence[tuple[Line, RawMention]], hints: Sequence[str | None]) -> str | None:
    """The state that an article takes for granted: its outlet's or dateline's, else the one most named."""
    for hint in hints:
        if hint:
            return hint
    # «نظيره اليوناني»: who needs an adjective is from elsewhere, so persons' adjectives do not count
    counts = Counter(m.country for _, m in mentions if m.country and m.kind in ("state", "body") and m.via != "nisba")
    return counts.most_common(1)[0][0] if counts else None


def via_of(mention: RawMention) -> Via:
    """How a mention names its actor, for the record."""
    if mention.kind in ("role", "counterpart") and mention.name is None:
        return "role"
    return "capital" if mention.via == "capital" else "nisba" if mention.via == "nisba" else "role" if mention.via == "role" else "name"
