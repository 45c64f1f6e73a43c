"""Tellings of one statement, aligned word by word."""

from __future__ import annotations

import pytest

from khabar.link.collection import link, variants_of
from khabar.link.records import Telling, Variants
from tests.stories import corpus, linked, told

TEXTS = {
    "first": ("وكالة المرساة", 'قال وزير الداخلية العراقي رائد الكعبي إن الحكومة ستواصل محاربة الإرهاب في الصحراء الغربية.'),
    "scare": ("صحيفة الرواق", 'قال وزير الداخلية العراقي رائد الكعبي إن النظام ستواصل محاربة "الإرهاب" في الصحراء الغربية.'),
    "short": ("قناة السهل", "قال وزير الداخلية العراقي رائد الكعبي إن الحكومة ستواصل محاربة الإرهاب."),
    "long": ("موقع حبر", "قال وزير الداخلية العراقي رائد الكعبي إن الحكومة ستواصل محاربة الإرهاب في الصحراء الغربية مهما طال الزمن."),
}


@pytest.fixture(scope="module")
def tellings() -> dict[str, Telling]:
    found = link([told(id, text, outlet, f"2026-03-11T{9 + n:02}:00") for n, (id, (outlet, text)) in enumerate(TEXTS.items())])
    assert len(found.variants) == 1
    return {t.record: t for t in found.variants[0].tellings}


def changes(telling: Telling, change: str) -> list[tuple[str | None, str | None]]:
    return [(s.old.text if s.old else None, s.new.text if s.new else None) for s in telling.steps if s.change == change]


def test_link_variants_name_the_first(tellings: dict[str, Telling]) -> None:
    assert tellings["first"].reason == "first"
    assert tellings["first"].steps == []
    assert [t.record for t in tellings.values()] == list(TEXTS)


def test_link_variants_show_a_word_put_for_another(tellings: dict[str, Telling]) -> None:
    assert changes(tellings["scare"], "changed") == [("الحكومة", "النظام")]


def test_link_variants_show_scare_quotes(tellings: dict[str, Telling]) -> None:
    marked = [s.new.text for s in tellings["scare"].steps if s.quoted == "added" and s.new]
    assert marked == ["الإرهاب"]
    assert all(s.quoted is None for s in tellings["long"].steps)


def test_link_variants_show_what_was_dropped_and_added(tellings: dict[str, Telling]) -> None:
    assert [old for old, _ in changes(tellings["short"], "dropped")] == ["في", "الصحراء", "الغربية"]
    assert [new for _, new in changes(tellings["long"], "added")] == ["مهما", "طال", "الزمن"]


def test_link_variants_spans_slice_to_their_words() -> None:
    texts = {r.article.id: r.article.text for r in corpus()[0]}
    steps = [(v.tellings[0].article, t.article, s) for v in linked().variants for t in v.tellings for s in t.steps]
    assert steps
    for first, article, step in steps:
        assert step.old is None or texts[first][step.old.start : step.old.end] == step.old.text
        assert step.new is None or texts[article][step.new.start : step.new.end] == step.new.text


def test_link_variants_steps_hold_every_word_of_both() -> None:
    from khabar.link.words import pieces

    for group in linked().variants:
        first = group.tellings[0]
        for t in group.tellings[1:]:
            assert [s.old.text for s in t.steps if s.old] == words(first)
            assert [s.new.text for s in t.steps if s.new] == words(t)
    assert pieces("") == []


def words(telling: Telling) -> list[str]:
    from khabar.link.words import pieces

    text = telling.content.text
    return [text[p.start : p.end] for p in pieces(text)]


def group_of(id: str) -> Variants:
    found = variants_of(linked(), id)
    assert found is not None
    return found


def test_link_variants_follow_copies_and_credits() -> None:
    names = {r.article.id: r.id for r in corpus()[0]}
    group = group_of("pc-wire/s2")
    chain = {t.record: (names.get(t.taken_from or ""), t.reason) for t in group.tellings}
    assert chain["pc-wire"] == (None, "first")
    assert chain["pc-copy-2"] == ("pc-wire", "copy")
    assert chain["pc-riwaq"] == ("pc-wire", "same words")
    assert chain["pc-mina"] == (None, "own")


def test_link_variants_are_found_by_any_telling() -> None:
    group = group_of("pc-wire/s2")
    assert group_of(group.id) == group_of(group.tellings[-1].uid) == group
    assert variants_of(linked(), "pc-wire/s99") is None


def test_link_variants_keep_other_statements_of_the_speaker_apart() -> None:
    assert group_of("pc-wire/s2").id != group_of("pc-wire/s3").id


def test_link_variants_hold_one_telling_an_article() -> None:
    for group in linked().variants:
        articles = [t.article for t in group.tellings]
        assert len(articles) == len(set(articles)) > 1
