"""The tables of common words, function words and contexts hold what chunking and coding rely on."""

from __future__ import annotations

from collections import Counter

import pytest

from khabar.coding.plover import CONTEXTS
from khabar.lexicon.load import DATA, read_table
from khabar.lexicon.schema import ContextRow, GivenNameRow, NounRow, ParticleRow, PlaceRow, StateRow, WordRow
from khabar.script.fold import fold

WORDS = read_table(DATA / "words.tsv", WordRow)
PARTICLES = read_table(DATA / "particles.tsv", ParticleRow)
ROWS = read_table(DATA / "contexts.tsv", ContextRow)
NAMES = {fold(row.name) for row in read_table(DATA / "names.tsv", GivenNameRow) if not row.word}
BY_WORD = {fold(row.word): row for row in WORDS}


def test_tables_words_hold_five_thousand_of_every_kind() -> None:
    assert len(WORDS) >= 5000
    counts = Counter(row.pos for row in WORDS)
    assert counts["noun"] >= 2000
    assert counts["adj"] >= 2000
    assert counts["adv"] >= 150


def test_tables_words_are_single_bare_words() -> None:
    assert [row.word for row in WORDS if " " in row.word] == []


def test_tables_words_none_is_listed_twice() -> None:
    counts = Counter((fold(row.word), row.pos) for row in WORDS)
    assert [key for key, count in counts.items() if count > 1] == []


def test_tables_words_hold_no_given_name() -> None:
    assert [row.word for row in WORDS if fold(row.word) in NAMES] == []


def test_tables_words_plurals_differ_from_their_singular() -> None:
    assert [row.word for row in WORDS if fold(row.word) in {fold(p) for p in row.plurals}] == []


def test_tables_words_are_no_event_nouns() -> None:
    events = {fold(row.lemma) for row in read_table(DATA / "nouns.tsv", NounRow)}
    assert [row.word for row in WORDS if row.pos == "noun" and fold(row.word) in events] == []


@pytest.mark.parametrize("word", ["قوي", "جديد", "دولي", "سياسي", "عسكري", "أمني", "اقتصادي", "إنساني", "أممي", "إقليمي", "مشترك", "رسمي"])
def test_tables_words_hold_the_adjectives_of_news(word: str) -> None:
    assert BY_WORD[fold(word)].pos == "adj"


@pytest.mark.parametrize(("word", "plural"), [("كبير", "كبار"), ("صوت", "أصوات"), ("ظرف", "ظروف"), ("هدف", "أهداف"), ("وسيلة", "وسائل")])
def test_tables_words_hold_broken_plurals(word: str, plural: str) -> None:
    assert plural in BY_WORD[fold(word)].plurals


@pytest.mark.parametrize(
    "name",
    ["درعا", "أسوان", "قنا", "العيون", "حلوان", "سيئون", "الضفة", "بيروت", "بري", "سلامة", "بركة", "عون", "حداد", "الكرملين", "البنتاغون", "الكونغرس"],
)
def test_tables_words_leave_places_and_family_names_alone(name: str) -> None:
    """A word of the same letters, with a pronoun or an ending too, would keep the name from being read."""
    from khabar.pipeline import tokenizer

    [token] = tokenizer().tokens(name)
    assert [r.entry.lemma for r in token.readings if r.entry.table == "words" and not r.pre] == []


def test_tables_words_name_no_state_or_listed_place_alone() -> None:
    states = {fold(row.name_ar) for row in read_table(DATA / "states.tsv", StateRow)}
    places = {fold(row.name_ar) for row in read_table(DATA / "places.tsv", PlaceRow)}
    clashes = {row.word for row in WORDS if fold(row.word) in states | places}
    assert clashes <= {"مالي", "بحري", "مدني", "بلد", "كلمة", "معركة", "دخان", "شحن", "بورصة", "إطار", "سلوك"}


def test_tables_particles_hold_every_class_of_the_schema() -> None:
    assert len(PARTICLES) >= 440
    assert Counter(row.klass for row in PARTICLES).keys() == {
        "prep", "comp", "neg", "future", "cond", "modal", "conj", "clause", "relative", "demonstrative", "pronoun",
        "focus", "question", "quantifier", "adverb", "vocative", "kana", "source",
    }  # fmt: skip


def test_tables_particles_focus_says_speaker_or_topic() -> None:
    focus = {row.form: row.sense for row in PARTICLES if row.klass == "focus"}
    assert set(focus.values()) == {"speaker", "topic"}
    assert focus["من جانبه"] == focus["بدورها"] == "speaker"
    assert focus["إلى ذلك"] == focus["في سياق متصل"] == "topic"


def test_tables_particles_none_is_listed_twice_in_a_class() -> None:
    counts = Counter((row.form, row.klass) for row in PARTICLES)
    assert [key for key, count in counts.items() if count > 1] == []


def test_tables_contexts_are_plovers_with_twelve_words_each() -> None:
    counts = Counter(row.context for row in ROWS)
    assert set(counts) == set(CONTEXTS)
    assert min(counts.values()) >= 12


@pytest.mark.parametrize("word", ["قال", "ذهب", "شاهد", "ضم", "وزير", "عمرة"])
def test_tables_contexts_hold_no_word_that_is_in_every_article(word: str) -> None:
    assert fold(word) not in {fold(row.word) for row in ROWS}


def test_tables_notice_has_a_line_for_each_table() -> None:
    notice = (DATA / "NOTICE.md").read_text("utf-8")
    assert [path.name for path in sorted(DATA.glob("*.tsv")) if f"`{path.name}`" not in notice] == []
