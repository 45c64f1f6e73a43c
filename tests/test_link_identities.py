"""The same actor across articles: joined for a reason, apart where the reason lacks, and undone where it was wrong."""

from __future__ import annotations

import pytest

from khabar.link import names
from khabar.link.identities import Identities, identities
from khabar.model import Record
from tests.stories import told


def read(*texts: str, days: tuple[str, ...] = ()) -> tuple[list[Record], Identities]:
    records = [told(f"a{n}", text, f"صحيفة {n}", days[n] if days else f"2026-03-{11 + n}") for n, text in enumerate(texts)]
    return records, identities(records)


def people(found: Identities) -> list[list[str]]:
    """Names of each person."""
    return sorted(sorted(i.names) for i in found.all() if i.kind == "person")


# 21. Variant names, kunya, compound names


@pytest.mark.issue(21)
@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["قال القيادي سامر الدهماني (أبو نزار) إن الهدنة انتهت.", "أكد القيادي أبو نزار أن الحل قريب.", "أوضح القيادي أبي نزار أن الخبر صحيح."], "kunya"),
        (["قال رئيس الوزراء العراقي عبدالإله النجار إن الوضع هادئ.", "أكد رئيس الوزراء العراقي عبد الاله النجار أن الوضع هادئ."], "same name"),
        (["قال وزير الخارجية الروسي إيغور لوكاريف إن بلاده ترفض.", "أعلن وزير الخارجية الروسي ايغور لوكارييف أن بلاده ترفض."], "spelling"),
        (["قال وزير الخارجية الروسي إيغور لوكاريف إن بلاده ترفض.", "أعلن وزير الخارجية الروسي لوكاريڤ أن بلاده ترفض."], "surname"),
        (["قال وزير المالية التونسي نصر الله الغانمي إن العجز تراجع.", "أكد وزير المالية التونسي نصرالله الغانمي أن العجز تراجع."], "same name"),
        (["قال وزير النقل اليمني سالم باوزير إن الميناء يعمل.", "أكد وزير النقل اليمني سالم عمر باوزير أن الميناء يعمل."], "shorter form"),
        (["قالت وزيرة البيئة اللبنانية هالة النوري إن الخطة جاهزة.", "أكدت هالة النوري أن الخطة جاهزة."], "same name"),
    ],
)  # fmt: skip
def test_link_identities_join_the_forms_of_one_name(texts: list[str], kind: str) -> None:
    records, found = read(*texts)
    assert len(people(found)) == 1
    person = next(i for i in found.all() if i.kind == "person")
    assert len(person.articles) == len(records)
    assert kind in {m.kind for m in found.merges}
    assert all(m.reason and m.articles for m in found.merges)


@pytest.mark.issue(21)
@pytest.mark.parametrize(
    "texts",
    [
        ("قال وزير الداخلية الأردني محمد الدرعاني إن الحدود مغلقة.", "قال لاعب المنتخب الأردني محمد الدرعاني إن المباراة صعبة."),
        ("قال وزير الداخلية الأردني محمد الدرعاني إن الحدود مغلقة.", "قال وزير الزراعة المغربي محمد الدرعاني إن الموسم جيد."),
        ("قال وزير الداخلية الأردني محمد الدرعاني إن الحدود مغلقة.", "قال وزير الداخلية الأردني كمال الدرعاني إن الحدود مفتوحة."),
        ("أعلن قائد الجيش السوداني خالد البشاري الهدنة.", "قال مدرب المنتخب السوداني خالد البشاري إن الفوز مستحق."),
        ("قال المحامي عماد الحايك إن الحكم جائر.", "قال وزير العدل اللبناني عماد الزين إن الحكم مدروس."),
    ],
)
def test_link_identities_keep_two_men_apart(texts: tuple[str, str]) -> None:
    assert len(people(read(*texts)[1])) == 2


def test_link_identities_of_a_career_are_one_and_of_one_day_two() -> None:
    texts = ("قال وزير الزراعة التونسي ماهر العطار إن الموسم جيد.", "قال رئيس الوزراء التونسي ماهر العطار إن الموسم جيد.")
    assert len(people(read(*texts, days=("2024-05-01", "2026-03-11"))[1])) == 1
    assert len(people(read(*texts, days=("2026-03-11", "2026-03-11"))[1])) == 2


def test_link_identities_undo_keeps_the_two_apart_for_good() -> None:
    records, found = read("قال وزير الخارجية الروسي إيغور لوكاريف إن بلاده ترفض.", "أعلن وزير الخارجية الروسي ايغور لوكارييف أن بلاده ترفض.")
    merge = next(m for m in found.merges if m.kind == "spelling")
    undone = found.undo(merge.id)
    assert len(people(undone)) == 2
    assert merge.id not in {m.id for m in undone.merges}
    assert len(people(identities(records, [(merge.left, merge.right)]))) == 2
    assert len(people(found)) == 1


def test_link_identities_undo_leaves_the_other_merges() -> None:
    _, found = read(
        "قال وزير الخارجية الروسي إيغور لوكاريف إن بلاده ترفض.", "أعلن وزير الخارجية الروسي ايغور لوكارييف أن بلاده ترفض.",
        "قالت وزيرة البيئة اللبنانية هالة النوري إن الخطة جاهزة.", "أكدت هالة النوري أن الخطة جاهزة.",
    )  # fmt: skip
    assert len(people(found)) == 2
    spelling = next(m for m in found.merges if m.kind == "spelling")
    assert len(people(found.undo(spelling.id))) == 3


def test_link_identities_every_actor_has_one() -> None:
    records, found = read("قال وزير الداخلية الأردني محمد الدرعاني إن مصر والعراق دولتان شقيقتان.", "أعلنت مصر رفضها القرار.")
    places = {(r.article.id, a.key) for r in records for a in r.actors}
    assert set(found.of) == places
    egypt = [i for i in found.all() if i.country == "EGY" and i.kind == "country"]
    assert len(egypt) == 1
    assert len(egypt[0].articles) == 2


def test_link_identities_of_people_without_a_name_are_of_one_article() -> None:
    _, found = read("قتل خمسة مدنيين في قصف على البلدة.", "أصيب عشرة مدنيين في انفجار بالسوق.")
    assert all(len(i.articles) == 1 for i in found.all() if i.kind == "people")
    assert any(i.kind == "people" for i in found.all())


def test_link_identities_tell_roles_with_their_days() -> None:
    _, found = read("قال وزير النقل اليمني سالم باوزير إن الميناء يعمل.", "أكد وزير النقل اليمني سالم باوزير أن الميناء يعمل.")
    person = next(i for i in found.all() if i.kind == "person")
    assert [(r["first"], r["last"]) for r in person.roles] == [("2026-03-11", "2026-03-12")]
    assert person.names["سالم باوزير"] == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("عبدالإله النجار", "عبد الاله النجار"), ("أبي نزار", "ابو نزار"), ("نصر الله حداد", "نصرالله حداد"), ("رشيد ابن عودة", "رشيد بن عودة")],
)
def test_link_names_key_unifies_spellings(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(("short", "long", "holds"), [("سالم باوزير", "سالم عمر باوزير", True), ("سالم باوزير", "عمر سالم باوزير", False), ("باوزير", "سالم باوزير", False)])
def test_link_names_shorter_keeps_first_and_last(short: str, long: str, holds: bool) -> None:
    assert names.shorter(names.key(short), names.key(long)) is holds
