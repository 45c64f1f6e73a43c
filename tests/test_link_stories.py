"""Copies, stories and events counted once, over the corpus of 60 articles and over pairs made for one point."""

from __future__ import annotations

import random

import pytest

from khabar.link.cards import card_of, short_name
from khabar.link.collection import link, part_of, story_of
from khabar.link.copies import candidates, fingerprint, shared
from khabar.link.union import by_average
from khabar.link.words import pieces, quoted, stem
from tests.stories import corpus, linked, main_event, pairwise, story, told

FLOOR = 0.90


def test_link_stories_of_the_corpus_reach_the_floor() -> None:
    records, gold = corpus()
    assert len(records) == 60
    assert pairwise(linked().stories, gold)[2] >= FLOOR


def test_link_stories_are_the_same_in_any_order() -> None:
    records = list(corpus()[0])
    random.Random(7).shuffle(records)
    assert link(records) == linked()


def test_link_tellings_and_copies_of_a_press_conference_are_one_story() -> None:
    found = story(linked(), "pc-riwaq")
    assert len(found.articles) == 11
    assert len(found.origins) == 9
    assert {m.origin for m in found.articles if m.record in ("pc-wire", "pc-copy-1", "pc-copy-2")} == {"وكالة المرساة"}


def test_link_copies_point_at_what_they_credit_or_at_what_stood_first() -> None:
    names = {r.article.id: r.id for r in corpus()[0]}
    found = {names[c.article]: (names[c.of], c.reason) for c in linked().copies}
    assert found == {"pc-copy-1": ("pc-wire", "earlier"), "pc-copy-2": ("pc-wire", "credit"), "sh-copy": ("sh-wire", "credit")}


def test_link_one_event_has_its_independent_sources() -> None:
    found = main_event(linked(), "pc-riwaq", "REJECT")
    told_by = {r.record for r in found.reports}
    assert {"pc-wire", "pc-copy-1", "pc-copy-2", "pc-riwaq"} <= told_by
    assert found.sources == len(told_by) - 2


def test_link_one_credit_is_no_second_source() -> None:
    found = story(linked(), "ca-1")
    assert len(found.articles) == 4
    assert len(found.origins) == 3


def test_link_events_of_one_place_on_other_days_stay_apart() -> None:
    assert story(linked(), "sh-wire").id != story(linked(), "bo-1").id
    assert story(linked(), "pr-1").id != story(linked(), "st-1").id


def test_link_reports_slice_to_their_words() -> None:
    texts = {r.article.id: r.article.text for r in corpus()[0]}
    reports = [r for e in linked().events for r in e.reports]
    assert reports
    assert all(texts[r.article][r.evidence.start : r.evidence.end] == r.evidence.text for r in reports)


def test_link_every_event_is_reported_once() -> None:
    uids = [r.uid for e in linked().events for r in e.reports]
    assert len(uids) == len(set(uids))
    assert set(uids) == {e.uid for r in corpus()[0] for e in r.events}


def test_link_part_of_holds_one_story_only() -> None:
    one = story_of(linked(), "sh-own")
    assert one is not None
    part = part_of(linked(), one)
    assert {e.story for e in part.events} == {one.id}
    assert {c.article for c in part.copies} <= {m.article for m in one.articles}
    assert story_of(linked(), "nobody") is None


# 30. Duplicates and false corroboration


@pytest.mark.issue(30)
@pytest.mark.parametrize(
    ("texts", "kind", "sources", "dead"),
    [
        (
            [
                ("وكالة المرساة", "مقتل خمسة مدنيين في قصف على الرملاء\n\nقتل خمسة مدنيين في قصف على بلدة الرملاء صباح الأربعاء، بحسب مصدر طبي."),
                ("صحيفة الرواق", "مقتل خمسة مدنيين في قصف على الرملاء\n\nقتل خمسة مدنيين في قصف على بلدة الرملاء صباح الأربعاء، نقلا عن وكالة المرساة."),
                ("قناة السهل", "قصف يودي بستة مدنيين في الرملاء\n\nأفاد مراسلنا بأن قصفا على بلدة الرملاء قتل ستة مدنيين صباح الأربعاء."),
            ],
            "ASSAULT", 2, (5, 6),
        ),
        (
            [
                ("وكالة المرساة", "مقتل ثلاثة جنود في انفجار لغم قرب الحويرة\n\nقتل ثلاثة جنود في انفجار لغم على طريق الحويرة، بحسب مصدر عسكري."),
                ("موقع حبر", "لغم يقتل ثلاثة جنود\n\nنقلا عن وكالة المرساة، قتل ثلاثة جنود في انفجار لغم على طريق الحويرة."),
                ("صحيفة الضفة", "طريق الحويرة: لغم يقتل ثلاثة جنود\n\nقتل ثلاثة جنود بلغم انفجر على طريق الحويرة، وفق ما ذكرت وكالة المرساة."),
            ],
            "ASSAULT", 1, (3, 3),
        ),
        (
            [
                ("قناة السهل", "مظاهرة في الطرفاء\n\nتظاهر مئات العمال في مدينة الطرفاء احتجاجا على تأخر الأجور، وطالبوا باستقالة مدير المصنع."),
                ("صحيفة الرواق", "عمال يتظاهرون في الطرفاء\n\nتظاهر عمال مصنع النسيج في مدينة الطرفاء مطالبين بصرف الأجور المتأخرة واستقالة المدير."),
                ("موقع حبر", "مظاهرة في الطرفاء\n\nتظاهر مئات العمال في مدينة الطرفاء احتجاجا على تأخر الأجور، وطالبوا باستقالة مدير المصنع."),
            ],
            "PROTEST", 2, None,
        ),
        (
            [
                (outlet, "الوزيران يلتقيان في عمان\n\nالتقى وزير الخارجية الأردني سامر الحلواني نظيره العراقي رائد الكعبي في عمان الأربعاء. المصدر: وكالة المرساة")
                for outlet in ("موقع حبر", "صحيفة الرواق", "قناة السهل", "صحيفة الضفة", "بوابة الهضاب")
            ],
            "CONSULT", 1, None,
        ),
    ],
)  # fmt: skip
def test_link_reports_of_one_source_are_counted_once(texts: list[tuple[str, str]], kind: str, sources: int, dead: tuple[int, int] | None) -> None:
    found = link([told(f"r{n}", text, outlet, f"2026-03-11T{9 + n:02}:00") for n, (outlet, text) in enumerate(texts)])
    assert len(found.stories) == 1
    event = main_event(found, "r0", kind)
    assert len({r.article for r in event.reports}) == len(texts)
    assert event.sources == sources
    size = event.sizes.get("dead")
    assert (dead is None and size is None) or (size is not None and (size.low, size.high) == dead)


def test_link_figures_say_whose_they_are() -> None:
    event = main_event(linked(), "sh-wire", "ASSAULT")
    assert (event.sizes["dead"].low, event.sizes["dead"].high) == (5, 6)
    figures = {f.origin: f.low for f in event.sizes["dead"].figures}
    assert figures["وكالة المرساة"] == 5
    assert figures["قناة السهل"] == 6
    assert event.contested


# the parts


def test_link_shared_is_a_share_of_the_shorter_text() -> None:
    words = [f"كلمة{n}" for n in range(60)]
    part, whole = fingerprint(words[:30]), fingerprint(words)
    assert shared(part[0], whole[0]) == 1.0
    assert shared(whole[0], part[0]) == 1.0
    assert shared(part[0], fingerprint([f"غيرها{n}" for n in range(60)])[0]) == 0.0


def test_link_candidates_find_near_copies_and_no_strangers() -> None:
    words = [f"كلمة{n}" for n in range(80)]
    near = [*words[:40], "أخرى", *words[41:]]
    other = [f"غيرها{n}" for n in range(80)]
    assert candidates([fingerprint(w)[1] for w in (words, near, other)]) == {(0, 1)}


@pytest.mark.parametrize("words", [[], ["واحدة"], ["كلمة", "أخرى"]])
def test_link_fingerprint_of_hardly_any_words(words: list[str]) -> None:
    runs, sketch = fingerprint(words)
    assert len(runs) == 1
    assert len(sketch) == 512


@pytest.mark.parametrize(
    ("one", "other"), [("والقصف", "قصف"), ("الجزائرية", "الجزائر"), ("بالمدرسين", "مدرسين"), ("مُحَمَّد", "محمد"), ("إسبانيا", "اسبانيا")]
)
def test_link_stem_is_shared_by_the_forms_of_a_word(one: str, other: str) -> None:
    assert stem(one) == stem(other) != ""


def test_link_stem_of_grammar_is_empty_and_short_words_stay() -> None:
    assert [stem(w) for w in ("في", "التي", "وزير")] == ["", "", "وزير"]


def test_link_pieces_have_offsets() -> None:
    text = "قال «الوزير» إنّه سيعود."
    assert [text[p.start : p.end] for p in pieces(text)] == ["قال", "الوزير", "إنّه", "سيعود"]


@pytest.mark.parametrize(("text", "found"), [('ما يسمى "الإصلاح" هنا', ["الإصلاح"]), ("«أول» ثم “ثان”", ["أول", "ثان"]), ("«لا يغلق", [])])
def test_link_quoted_needs_both_marks(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in quoted(text, 0, len(text))] == found


def test_link_average_keeps_a_chain_apart() -> None:
    chain = {(0, 1): 0.9, (1, 2): 0.3, (2, 3): 0.9}
    assert sorted(by_average(range(4), chain, 0.2)) == [[0, 1], [2, 3]]
    assert by_average(range(4), chain | {(0, 2): 0.3, (0, 3): 0.3, (1, 3): 0.3}, 0.2) == [[0, 1, 2, 3]]


@pytest.mark.parametrize(("outlet", "short"), [("وكالة المرساة للأنباء", "المرساه"), ("قناة السهل", "السهل"), ("الرواق نيوز", "الرواق"), ("الرواق", "الرواق")])
def test_link_short_name_of_an_outlet(outlet: str, short: str) -> None:
    assert short_name(outlet) == short


def test_link_an_article_without_a_date_is_linked_by_its_text_only() -> None:
    text = "قتل خمسة مدنيين في قصف على بلدة الرملاء، بحسب مصدر طبي في المستشفى القريب من السوق."
    first = told("a", text, "قناة السهل")
    undated = told("b", text, "صحيفة الرواق", "2026-03-11")
    undated = type(undated)(**{f: getattr(undated, f) for f in undated.__struct_fields__} | {"article": _undated(undated.article)})
    assert card_of(undated).moment is None
    found = link([first, undated])
    assert len(found.stories) == 1
    assert found.copies[0].reason == "unknown"


@pytest.mark.parametrize(
    ("one", "other", "root", "reason"),
    [
        ("2026-03-11T10:00", "2026-03-11T09:00", "b", "earlier"), ("2026-03-11", "2026-03-11T09:00", "b", "unknown"),
        ("2026-03-11", "2026-03-12T09:00", "a", "earlier"), ("2026-03-11T10:00+03:00", "2026-03-11T08:00+00:00", "a", "earlier"),
    ],
)  # fmt: skip
def test_link_who_copied_whom_is_told_only_where_the_dates_tell(one: str, other: str, root: str, reason: str) -> None:
    text = "قتل خمسة مدنيين في قصف على بلدة الرملاء، بحسب مصدر طبي في المستشفى القريب من السوق."
    records = {id: told(id, text, outlet, day) for id, outlet, day in (("a", "قناة السهل", one), ("b", "صحيفة الرواق", other))}
    copy = link(records.values()).copies[0]
    assert (copy.of, copy.reason) == (records[root].article.id, reason)


def _undated(article: object) -> object:
    import msgspec

    return msgspec.structs.replace(article, published=None)  # type: ignore[type-var]
