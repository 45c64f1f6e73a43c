"""Who said what: the corpus of own sentences, each cue class in each order, and what must give no statement."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from _pytest.mark import ParameterSet

from khabar.model import Actor, Record, Statement
from khabar.scoring import names_match
from khabar.script.fold import fold
from tests.bugs import coded, later

CORPUS = Path(__file__).parent / "corpus" / "statements.tsv"
PAGES = Path(__file__).parent / "corpus" / "silent_pages.txt"


class Said(NamedTuple):
    """One statement that a sentence holds."""

    speaker: str
    cue: str
    content: str
    type: str
    channel: str


class Case(NamedTuple):
    """A sentence of the corpus with its statements; none where its kind is ``never``."""

    kind: str
    order: str
    text: str
    said: list[Said]
    reason: str


def read_corpus() -> list[Case]:
    """The rows of the corpus; a row without text is a further statement of the sentence above it."""
    cases: list[Case] = []
    for line in CORPUS.read_text("utf-8").splitlines()[1:]:
        if not line or line.startswith("#"):
            continue
        kind, order, text, speaker, cue, content, type_, channel, reason = (line.split("\t") + [""] * 9)[:9]
        if text:
            cases.append(Case(kind, order, text.replace("\\n", "\n"), [], reason))
        if content:
            cases[-1].said.append(Said(speaker, cue, content.replace("\\n", "\n"), type_, channel))
    return cases


def parameters() -> list[ParameterSet]:
    return [later(c.reason, c) if c.reason else pytest.param(c) for c in read_corpus()]


def is_named(name: str, actor: Actor) -> bool:
    """The actor goes by the name; a state by its code, someone unnamed by their kind."""
    forms = [actor.name_ar, *actor.aliases]
    short = any(set(name.split()) <= set(form.split()) for form in forms)
    return name in (actor.country if actor.kind == "country" else "", actor.kind) or short or names_match([name], forms)


def are_named(names: str, keys: list[str], record: Record) -> bool:
    actors = {a.key: a for a in record.actors}
    wanted = [n for n in names.split(" + ") if n]
    return len(wanted) == len(keys) and all(any(is_named(n, actors[k]) for k in keys) for n in wanted)


def agrees(want: Said, got: Statement, record: Record) -> bool:
    plain = (got.cue.text if got.cue else "", got.content.text, got.type) == (want.cue, want.content, want.type)
    return plain and are_named(want.speaker, got.speaker, record) and are_named(want.channel, [got.channel] if got.channel else [], record)


@pytest.mark.issue(6)
@pytest.mark.parametrize("case", parameters())
def test_statements_corpus(case: Case) -> None:
    record = coded(case.text)
    told = [(s.speaker, s.cue and s.cue.text, s.content.text, s.type, s.channel) for s in record.statements]
    assert len(told) == len(case.said), (case.text, told)
    assert all(agrees(want, got, record) for want, got in zip(case.said, record.statements, strict=True)), (case.said, told)


@pytest.mark.issue(6)
def test_statements_corpus_covers_each_cue_class_in_each_order() -> None:
    found = {(c.kind, c.order) for c in read_corpus()}
    assert len(read_corpus()) >= 250
    for kind in ("past", "present"):
        assert {(kind, "verb-first"), (kind, "speaker-first")} <= found
    for kind in ("source", "quote"):
        assert {(kind, "before"), (kind, "between"), (kind, "after")} <= found
    assert {"passive", "masdar", "participle", "colon", "headline", "continued", "noun", "prep", "document", "relay", "never"} <= {k for k, _ in found}


def silent_pages() -> list[ParameterSet]:
    """Pages whose menus, captions, credits and headlines of other stories are all the speech that they hold."""
    parts = [part.split("\n", 1) for part in PAGES.read_text("utf-8").split("%% ")[1:]]
    return [pytest.param(text, id=name) for name, text in parts]


@pytest.mark.issue(6)
@pytest.mark.parametrize("page", silent_pages())
def test_statements_none_from_what_is_not_the_article(page: str) -> None:
    record = coded(page)
    assert [(s.trace.rule, s.content.text) for s in record.statements] == []


@pytest.mark.issue(6)
@pytest.mark.parametrize("page", silent_pages())
def test_statements_beside_what_is_not_the_article_are_found(page: str) -> None:
    """The same page with a statement in its first paragraph: the silence is no deafness."""
    title, first, rest = page.split("\n", 2)
    if not first.endswith("."):
        pytest.skip("the first paragraph stands further below")
    record = coded(f"{title}\n{first} وقال محافظ المدينة رامي الحايك إن الأعمال تسير وفق الخطة.\n{rest}")
    assert [s.content.text for s in record.statements] == ["الأعمال تسير وفق الخطة"]


@pytest.mark.issue(6)
def test_statements_silent_pages_are_thirty() -> None:
    assert len(silent_pages()) >= 30


def spaced(text: str) -> str:
    """Blanks around every mark, as some archives print."""
    return re.sub(r" +", " ", re.sub(r"\s*([،.:؛؟«»])", r" \1 ", text)).strip()


VARIANTS: dict[str, Callable[[str], str]] = {
    "spaced": spaced,
    "straight": lambda text: text.replace("«", '"').replace("»", '"'),
    "no hamza": lambda text: re.sub("[أإآ]", "ا", text),
    "dotless ya": lambda text: re.sub(r"ي\b", "ى", text),
    "marks": lambda text: text.replace("قال", "ق\u064eال").replace("أن ", "أن\u0651 "),
    "tatweel": lambda text: text.replace("قال", "ق\u0640ال").replace("وزير", "وزي\u0640ر"),
    "bidi": lambda text: text.replace(" ", "\u200f ", 3),
}


def gist(text: str) -> list[tuple[str, int, str]]:
    """What was said, folded, by how many, and how."""
    return [(" ".join(re.findall(r"\w+", fold(s.content.text))), len(s.speaker), s.type) for s in coded(text).statements]


@pytest.mark.issue(6)
@pytest.mark.parametrize("name", VARIANTS)
def test_statements_do_not_hang_on_spelling_or_marks(name: str) -> None:
    cases = [c.text for c in read_corpus()[::4] if c.kind not in ("headline", "continued")]
    changed = [(text, VARIANTS[name](text)) for text in cases if VARIANTS[name](text) != text]
    assert len(changed) >= 8
    assert [(text, gist(other)) for text, other in changed if gist(other) != gist(text)] == []
