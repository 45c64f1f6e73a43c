"""Why a record is there, in prose that an analyst can follow without knowing the program."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from khabar.errors import OptionError
from khabar.messages import Lang, say
from khabar.model import Actor, Event, Record, Span, Statement, When
from khabar.show import isolate, plain, sizes

STATEMENT_RULES: dict[str, tuple[str, str]] = {
    "statement.verb": (
        "a verb of saying, its speaker and what follows it",
        "فعل قول مع قائله وما يليه من كلام",
    ),
    "statement.participle": (
        "a participle of saying (adding, stressing) that goes on with the speaker of its clause",
        "اسم فاعل من أفعال القول (مضيفا، مؤكدا) يتبع متحدث الجملة",
    ),
    "statement.noun": ("a noun of saying with its content", "اسم من أسماء القول مع مضمونه"),
    "statement.masdar": ("a verbal noun of saying with its content", "مصدر من مصادر القول مع مضمونه"),
    "statement.source": (
        "a phrase that names the source (according to, in the words of)",
        "عبارة تسمي المصدر (وفق، بحسب)",
    ),
    "statement.colon": ("a name, a colon, and the words", "اسم تليه نقطتان ثم الكلام"),
    "statement.quote": ("words in quotation marks beside their speaker", "كلام بين علامتي تنصيص بجوار قائله"),
    "statement.turn": (
        "a turn of an interview or a full text, whose owner is told once before it",
        "دور في مقابلة أو نص كامل يذكر صاحبه مرة قبله",
    ),
}
"""Statement rule (or its beginning) → what it looks for."""
ATTACHED: dict[str, tuple[str, str]] = {
    "an": ("the content follows as a clause with أن or إن", "المضمون جملة بعد أن أو إن"),
    "noun": ("the content follows as a noun", "المضمون اسم بعد الفعل"),
    "prep": ("the content follows the verb's own preposition", "المضمون بعد حرف الجر الذي يتعدى به الفعل"),
    "colon": ("the content follows a colon", "المضمون بعد نقطتين"),
    "quote": ("the content stands in quotation marks", "المضمون بين علامتي تنصيص"),
}
LINKS: dict[str, tuple[str, str]] = {
    "published": ("published by", "نشره"), "credited": ("credited to", "منسوب إلى"), "quoted_by": ("quoted by", "نقله"),
    "document": ("in a document of", "في وثيقة من"), "spokesperson_for": ("spoken for", "باسم"),
    "on_behalf_of": ("on behalf of", "نيابة عن"), "spoken_to": ("spoken to", "قيل لـ"), "told": ("told by", "رواه"),
    "recounted": ("recounted by", "حكاه"),
}  # fmt: skip
TYPES_AR = {
    "AGREE": "موافقة أو وعد", "CONSULT": "تشاور", "SUPPORT": "تأييد", "CONCEDE": "تنازل", "COOPERATE": "تعاون", "AID": "مساعدة",
    "RETREAT": "تراجع", "REQUEST": "طلب", "ACCUSE": "اتهام أو إدانة", "REJECT": "رفض", "THREATEN": "تهديد", "PROTEST": "احتجاج",
    "SANCTION": "عقوبة", "MOBILIZE": "حشد", "COERCE": "إكراه", "ASSAULT": "اعتداء",
}  # fmt: skip
QUADS = (
    ("verbal cooperation", "تعاون بالقول"), ("material cooperation", "تعاون بالفعل"),
    ("verbal conflict", "نزاع بالقول"), ("material conflict", "نزاع بالفعل"),
)  # fmt: skip
STATUSES: dict[str, tuple[str, str]] = {
    "actual": ("told as having happened", "يروى على أنه وقع"),
    "historical": ("an older event, told as background", "حدث قديم ذكر خلفية للخبر"),
    "future": ("still to come", "لم يقع بعد"),
    "hypothetical": ("only supposed, not told as fact", "مفترض لا واقع"),
    "negation": ("said not to have happened", "منفي"),
}
ATTRIBUTIONS: dict[str, tuple[str, str]] = {
    "outlet": ("The outlet tells it in its own voice", "يرويه الناشر بصوته"),
    "claimed": ("It is what a speaker claims", "هو قول متحدث"),
    "denied": ("A speaker denies it", "ينفيه متحدث"),
    "contested": ("It is claimed and denied", "مختلف فيه بين مدع وناف"),
}
OCCASIONS: dict[str, tuple[str, str]] = {
    "press_conference": ("a press conference", "مؤتمر صحفي"), "statement": ("a written statement", "بيان أو تصريح"),
    "interview": ("an interview", "مقابلة"), "speech": ("a speech", "كلمة أو خطاب"), "call": ("a telephone call", "اتصال هاتفي"),
    "post": ("a post on a network", "منشور على شبكة"), "leak": ("a leak", "تسريب"),
}  # fmt: skip
STANCES: dict[str, tuple[str, str]] = {
    "for": ("It is for", "وهو مع"), "against": ("It is against", "وهو ضد"), "concern": ("It is concerned about", "وهو قلق على"),
    "neutral": ("It is about", "وهو عن"),
}  # fmt: skip
SHORT = 60  # characters of a statement's words in a tree
TYPES: dict[str, tuple[str, str]] = {
    "direct": ("in the speaker's own words", "بلفظ المتحدث"),
    "indirect": ("in the outlet's words", "بلفظ الناشر"),
    "mixed": ("in the outlet's words with parts quoted", "بلفظ الناشر وفيه مقاطع بلفظ المتحدث"),
}


def find(records: Sequence[Record], id: str, lang: Lang = "en") -> tuple[Record, str]:
    """The record and id that ``id`` means: ``s1`` in a single article, ``ARTICLE/s1``, or a ``uid`` in any.

    Raises:
        OptionError: it is in none, or several articles leave it open.
    """
    article, slash, rest = id.rpartition("/")
    for record in records:
        for own, uid in _ids(record):
            if uid == id or (slash and record.id == article and own == rest):
                return record, own
    if len(records) > 1:
        raise OptionError(say("many_articles", lang, id=id, ids=", ".join(r.id for r in records[:10])))
    return records[0], id


def _ids(record: Record) -> list[tuple[str, str]]:
    """(id, uid) of each statement and event."""
    return [(s.id, s.uid) for s in record.statements] + [(e.id, e.uid) for e in record.events]


def explain(record: Record, id: str, lang: Lang = "en") -> str:
    """Why statement or event ``id`` of ``record`` is there: rule, words, frame, chain.

    Args:
        record: what the coder gave.
        id: ``s1``, ``e1`` … or a ``uid``.
        lang: of the prose; the data stays as it is.

    Raises:
        OptionError: the record holds no such id; the message lists those it holds.
    """
    teller = _Teller(record, lang)
    for statement in record.statements:
        if id in (statement.id, statement.uid):
            return "\n".join(teller.statement(statement))
    for event in record.events:
        if id in (event.id, event.uid):
            return "\n".join(teller.event(event))
    ids = ", ".join(own for own, _ in _ids(record)) or say("none", lang)
    raise OptionError(say("no_such_record", lang, id=id, ids=ids))


class _Teller:
    """Tells one record's items in one language."""

    def __init__(self, record: Record, lang: Lang) -> None:
        self.record, self.lang = record, lang
        self.actors = {a.key: a for a in record.actors}

    def _(self, english: str, arabic: str) -> str:
        return english if self.lang == "en" else arabic

    def pick(self, pair: tuple[str, str]) -> str:
        return self._(*pair)

    # -- actors
    def names(self, keys: Sequence[str]) -> str:
        told = [self.actor(self.actors[k]) for k in keys if k in self.actors]
        return self._(" and ", " و").join(told) if told else self._("nobody named", "غير مسمى")

    def actor(self, actor: Actor) -> str:
        role = actor.role if self.lang == "en" else actor.role_ar or actor.role
        facts = [f for f in (role, actor.country, actor.name_en) if f] or [actor.kind]
        return f"{isolate(actor.name_ar)} ({', '.join(facts)})"

    def who_is(self, keys: Sequence[str]) -> list[str]:
        """How each actor was resolved, where the coder says so."""
        reasons = [(self.actors[k], self.actors[k].reason) for k in keys if k in self.actors and self.actors[k].reason]
        head = self._("{} is known here by: {}", "عرف {} هنا بـ: {}")
        return ["  " + head.format(isolate(actor.name_ar), plain(reason)) for actor, reason in reasons]

    # -- statements
    def statement(self, item: Statement) -> list[str]:
        said = self._("{} is said to have said, {}:", "نسب إلى {} القول {}:")
        lines = [f"{item.id}: " + said.format(self.names(item.speaker), self.pick(TYPES[item.type]))]
        lines.append(f"  «{isolate(item.content.text)}» ({self.at(item.content)})")
        lines += self.who_is(item.speaker)
        if item.cue is not None:
            lines.append("  " + self.cue(item.cue, item.cue_lemma) + self._("; it puts the words as: ", "؛ ويقدم الكلام على أنه: ") + item.voice + ".")
        if item.speaker_span is not None:
            named = self._("The speaker is named by «{}» ({}).", "سمي المتحدث بـ«{}» ({}).")
            lines.append("  " + named.format(isolate(item.speaker_span.text), self.at(item.speaker_span)))
        lines.append("  " + self.rule_of_statement(item.trace.rule))
        lines += self.trace(item.trace.lexicon, "")
        return lines + self.surroundings(item)

    def rule_of_statement(self, rule: str) -> str:
        known = next((STATEMENT_RULES[name] for name in STATEMENT_RULES if rule == name or rule.startswith(name + ".")), None)
        text = self._("Rule ", "القاعدة ") + rule + (": " + self.pick(known) if known else "")
        how = next((ATTACHED[part] for part in rule.split(".")[2:] if part in ATTACHED), None)
        return text + (self._("; ", "؛ ") + self.pick(how) if how else "") + "."

    def surroundings(self, item: Statement) -> list[str]:
        """Chain as a tree, occasion, for and against whom, statement around it, quoted parts."""
        lines = self.chain(item)
        if item.occasion:
            lines.append("  " + self._("Occasion: ", "المناسبة: ") + self.pick(OCCASIONS[item.occasion]) + ".")
        for about in item.about:
            shown = f" «{isolate(about.span.text)}» ({self.at(about.span)})" if about.span else ""
            lines.append("  " + self.pick(STANCES[about.stance]) + " " + self.names([about.actor]) + (self._(", by", "، بدلالة") + shown if shown else "") + ".")
        for part in item.quoted:
            if item.type == "mixed" and part.owner:
                lines.append("  " + self._("Words of ", "من كلام ") + f"{isolate(self.actors[part.owner].name_ar)}: «{isolate(part.text)}».")
        if item.parent:
            lines.append("  " + self._(f"It stands inside statement {item.parent}.", f"وهو داخل التصريح {item.parent}."))
        if item.verbatim == "marked":
            lines.append("  " + self._("The words stand in quotation marks and may be shown as a quotation.", "الكلام بين علامتي تنصيص ويجوز عرضه اقتباسا."))
        return lines + (["  " + self.date(item.time)] if item.time else [])

    def chain(self, item: Statement) -> list[str]:
        """The isnad as a small tree, the publisher above, and what stands inside the statement below it."""
        steps = [self.step(step.actor, step.link, step.span) for step in item.chain]
        steps.append(f"{item.id} «{isolate(textwrap.shorten(plain(item.content.text), SHORT, placeholder='…'))}»")
        lines = ["  " + self._("Chain:", "السند:")]
        lines += ["    " + "   " * (depth - 1) + ("└─ " if depth else "") + step for depth, step in enumerate(steps)]
        inner = [s for s in self.record.statements if s.parent == item.id]
        return lines + ["    " + "   " * (len(steps) - 1) + "└─ " + f"{s.id} {self.names(s.speaker)}" for s in inner]

    def step(self, key: str | None, link: str, span: Span | None) -> str:
        name = self.actors[key].name_ar if key in self.actors else span.text if span else self.record.article.outlet or ""
        return f"{self.pick(LINKS[link])} {isolate(name)}".strip()

    # -- events
    def event(self, item: Event) -> list[str]:
        code = item.type + (f"/{item.mode}" if item.mode else "")
        kind = code if self.lang == "en" else f"{TYPES_AR.get(item.type, item.type)} ({code})"
        lines = [f"{item.id}: {kind}, {self.pick(QUADS[item.quad - 1])}, {self._('score', 'الدرجة')} {item.score:g}."]
        lines.append("  " + self._("Done by ", "الفاعل: ") + self.names(item.actors) + ".")
        if item.recipients:
            lines.append("  " + self._("Done to ", "المتلقي: ") + self.names(item.recipients) + ".")
        lines += self.who_is([*item.actors, *item.recipients])
        lines.append("  " + self._("Status: ", "الحال: ") + f"{item.status}: {self.pick(STATUSES[item.status])}.")
        lines.append("  " + self._("The words that say it: ", "النص الدال: ") + f"«{isolate(item.evidence.text)}» ({self.at(item.evidence)}).")
        lines += self.circumstances(item)
        if item.trace.cue is not None:
            lines.append("  " + self.cue(item.trace.cue, item.trace.lexicon[0] if item.trace.lexicon else "") + ".")
        return lines + self.rule_of_event(item.trace.rule) + self.trace(item.trace.lexicon, item.trace.frame)

    def circumstances(self, item: Event) -> list[str]:
        """When, where, how many, according to whom."""
        lines = [self.date(item.date)] if item.date else [self._("No date is told for it.", "لم يذكر له تاريخ.")]
        if item.place:
            facts = ", ".join(f for f in (item.place.name_en, item.place.country) if f)
            lines.append(self._("Place: ", "المكان: ") + isolate(item.place.name_ar) + (f" ({facts})" if facts else "") + ".")
        if item.size and (counts := sizes(item.size)):
            lines.append(self._("Counts: ", "الأعداد: ") + counts + ".")
        inside = self._(" (statement {})", " (التصريح {})").format(item.statement) if item.statement else ""
        lines.append(self.pick(ATTRIBUTIONS[item.attribution]) + inside + ".")
        if item.speech_act:
            lines.append(self._("The saying itself is the event.", "القول نفسه هو الحدث."))
        if item.denial_of:
            lines.append(self._(f"It denies event {item.denial_of}.", f"وهو نفي للحدث {item.denial_of}."))
        if item.mentions:
            lines.append(self._("The article tells it again at ", "ويذكره المقال أيضا عند ") + ", ".join(self.at(m) for m in item.mentions) + ".")
        return ["  " + line for line in lines]

    def rule_of_event(self, id: str) -> list[str]:
        from khabar.catalogue import conditions
        from khabar.rules.schema import rules

        rule = next((r for r in rules() if r.id == id), None)
        if rule is None:
            return ["  " + self._("Rule ", "القاعدة ") + id + "."]
        asked = "; ".join(f"{name} {text}" for name, text in conditions(rule))
        lines = [f"{self._('Rule', 'القاعدة')} {id} ({rule.code}): {rule.why}", f"{self._('It asks for', 'وشرطها')}: {asked}."]
        return ["  " + line for line in lines]

    # -- what both share
    def cue(self, cue: Span, lemma: str) -> str:
        named = f" ({self._('lemma', 'مادته')} {isolate(lemma)})" if lemma else ""
        return self._("Cue ", "اللفظ ") + f"«{isolate(cue.text)}»{named}, {self.at(cue)}"

    def at(self, span: Span) -> str:
        return self._(f"at {span.start}–{span.end}", f"الموضع {span.start}–{span.end}")

    def date(self, when: When) -> str:
        source = self._("read in the text", "مقروء في النص") if when.source == "text" else say("from_published", self.lang)
        return self._("Date: ", "التاريخ: ") + f"{when.value} ({source})."

    def trace(self, rows: Sequence[str], frame: str) -> list[str]:
        coder = self.record.coder
        parts = [self._("lexicon rows", "صفوف المعجم") + ": " + "، ".join(isolate(r) for r in rows)] if rows else []
        parts += [self._("frame", "الإطار") + ": " + isolate(frame)] if frame else []
        made = f"Khabar {coder.version}, {self._('lexicon', 'المعجم')} {coder.lexicon}, {self._('rules', 'القواعد')} {coder.rules}"
        return ["  " + "; ".join([*parts, made]) + "."]
