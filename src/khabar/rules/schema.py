"""The shape of an event rule and the loading of all of them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from khabar.cache import kept
from khabar.errors import DataError

RULES = Path(__file__).parent
Part = Literal["actor", "recipient", "both", "none"]
SLOTS = ("subject", "object", "genitive", "doer", "around", "agent", "pronoun", "content", "nisba", "ب", "ل", "على", "إلى", "من", "عن", "مع", "في", "ضد", "بين", "تجاه", "نحو", "لدى", "حول", "لصالح", "أمام")


class When(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a frame must look like, and which part each of its arguments plays."""

    verb: list[str] = []
    """Verb lemmas: finite verbs and adverbial participles."""
    noun: list[str] = []
    """Masdars are given by their verb's lemma, other event nouns by their own."""
    light: list[str] = []
    """The noun counts only when one of these verbs carries it."""
    subject: Part | None = None
    object: Part | None = None
    genitive: Part | None = None
    nisba: Part | None = None
    pronoun: Part | None = None
    agent: Part | None = None
    content: Part | None = None
    """What a saying's content names: by its head, or else first inside it."""
    doer: Part | None = None
    """Whoever the words name as the doer of what is condemned or answered: الهجوم الحوثي, اعتداء الشرطة على."""
    slots: dict[str, Part] = {}
    """Prepositions: {مع: recipient}."""
    needs: list[str] = []
    """Slots that must hold an actor."""
    has: dict[str, list[str]] = {}
    """Slot → lemmas one of which must stand in its phrase: {object: [استقالة]}."""
    lacks: dict[str, list[str]] = {}
    kinds: dict[str, list[str]] = {}
    """Slot → kinds of actor that it may hold."""
    victims: list[str] = []
    """Kinds of actor that here can only suffer, wherever they stand: قتل 14 مدنيا, استهداف المدنيين."""
    negated: bool = False
    """The clause must be negated, and that is the event: لن نقبل is a refusal."""
    tense: list[str] = []
    """past, present, future; empty: any."""
    person: list[str] = []
    """1, 2, 3; empty: any."""
    voice: Literal["active", "passive", ""] = ""
    words: list[str] = []
    """One of these words (lemma or form) must stand in the frame's span."""
    without: list[str] = []
    """None of these words may."""


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence that the rule must code, with its sides by name."""

    text: str
    actors: list[str] = []
    recipients: list[str] = []
    status: str = "actual"
    code: str = ""


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One meaning of a frame, with its proof."""

    id: str
    code: str
    """TYPE or TYPE/mode."""
    why: str
    when: When
    codes: list[Example]
    never: list[str]
    mutual: bool = False
    speech: bool = False
    """The event is the speaker's own saying (he rejects, demands, praises)."""
    harm: bool = False
    """What an attack did to people (they were killed, wounded): one event with the attack that the sentence tells."""
    alone: bool = False
    """The deed counts with nobody named: a car bomb went off, thirty were killed."""
    strength: int = 0
    """Of two rules that match one frame the stronger wins; then the one with more conditions."""

    @property
    def type(self) -> str:
        return self.code.split("/")[0]

    @property
    def mode(self) -> str | None:
        return self.code.split("/")[1] if "/" in self.code else None


def read_rules(folder: Path = RULES / "events") -> list[Rule]:
    """Every rule of ``folder``.

    Raises:
        DataError: a file is no YAML list, a rule breaks the schema or repeats an id; with file and line.
    """
    rules: list[Rule] = []
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        for number, raw in enumerate(_parse(path), 1):
            rule = _convert(path, number, raw)
            if rule.id in seen:
                raise DataError(path, number, f"rule id {rule.id!r} is taken by {seen[rule.id]}")
            seen[rule.id] = path.name
            rules.append(rule)
    return rules


@cache
def _loader() -> Any:
    """YAML with every scalar a string: no is a word and 12:30 a time, not False and 750."""
    import yaml

    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C, where it is there, is eight times as fast
    return type("Loader", (base,), {"yaml_implicit_resolvers": {}})


def _parse(path: Path) -> list[Any]:
    import yaml  # not needed where the rules are cached

    try:
        loaded = yaml.load(path.read_text("utf-8"), Loader=_loader())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DataError(path, mark.line + 1 if mark else 0, f"no YAML: {error}") from None
    if not isinstance(loaded, list):
        raise DataError(path, 1, "a rule file is a list of rules")
    return loaded


def _convert(path: Path, number: int, raw: Any) -> Rule:
    try:
        rule = msgspec.convert(_typed(raw), Rule, strict=False)
    except msgspec.ValidationError as error:
        raise DataError(path, number, f"rule {number} ({raw.get('id', '?') if isinstance(raw, dict) else raw!r}): {error}") from None
    if len(rule.codes) < 2 or not rule.never:
        raise DataError(path, number, f"rule {rule.id} needs two examples and one `never`")
    for slot in (*rule.when.slots, *rule.when.needs, *rule.when.has, *rule.when.kinds, *rule.when.lacks):
        if slot not in SLOTS:
            raise DataError(path, number, f"rule {rule.id}: unknown slot {slot!r}; slots are {', '.join(SLOTS)}")
    return rule


def _typed(raw: Any) -> Any:
    """Booleans and numbers back from their strings, where the schema wants them."""
    if isinstance(raw, dict):
        return {k: (v == "true") if k in ("mutual", "speech", "negated", "harm", "alone") else int(v) if k == "strength" else _typed(v) for k, v in raw.items()}
    return raw


@cache
def rules() -> tuple[Rule, ...]:
    """The built-in rules."""
    digest = _digest(Path(__file__).read_bytes())
    return tuple(kept("rules", digest, lambda: msgspec.msgpack.encode(read_rules()), msgspec.msgpack.Decoder(list[Rule]).decode))


@cache
def rules_hash() -> str:
    """A short hash of every rule file."""
    return _digest()[:12]


def _digest(more: bytes = b"") -> str:
    """A hash of every rule file, and of ``more``."""
    digest = hashlib.sha256()
    for path in sorted(RULES.rglob("*.yaml")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    digest.update(more)
    return digest.hexdigest()
