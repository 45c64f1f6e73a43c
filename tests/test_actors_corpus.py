"""Introductions of actors: who is named, with which office, of which state, and who says what."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

import khabar
from khabar.model import Actor, Record

CORPUS = Path(__file__).parent / "corpus" / "actors.tsv"
STATUS = ("former", "acting", "designate", "late", "deposed")


class Row(NamedTuple):
    """A sentence and what it must give."""

    sentence: str
    actors: list[tuple[str, ...]]
    """Name, office, state, kind, status of each."""
    says: str


def rows() -> list[Row]:
    lines = [line for line in CORPUS.read_text("utf-8").split("\n") if line and not line.startswith("#")]
    return [row(line.split("\t")) for line in lines[1:]]


def row(cells: list[str]) -> Row:
    sentence, names, roles, countries, kinds, status, says = (cells + [""] * 7)[:7]
    count = names.count("|") + 1 if names else 0
    columns = [(cell.split("|") + [""] * count)[:count] for cell in (names, roles, countries, kinds, status)]
    return Row(sentence, list(zip(*columns, strict=True)), says)


def shown(actor: Actor) -> tuple[str, ...]:
    status = next((s for s in STATUS if (actor.role or "").startswith(s + " ")), "")
    return actor.name_ar, actor.role_ar or "", actor.country or "", "" if actor.kind == "person" else actor.kind, status


def speakers(record: Record) -> str:
    names = {a.key: a.name_ar for a in record.actors}
    return " + ".join("|".join(names[key] for key in s.speaker) for s in record.statements)


@pytest.mark.issue(5)
@pytest.mark.parametrize("expected", rows(), ids=lambda r: r.sentence)
def test_actors_corpus(expected: Row) -> None:
    record = khabar.code_text(expected.sentence, published="2026-03-11")
    wanted = {a[0] for a in expected.actors}
    found = [shown(a) for a in record.actors if a.kind == "person" or a.name_ar in wanted]
    assert sorted(found) == sorted(expected.actors)
    if expected.says:
        assert speakers(record) == expected.says


def test_actors_corpus_is_large() -> None:
    named = [r for r in rows() if r.actors]
    assert len(named) >= 300
    assert len(rows()) - len(named) >= 40


@pytest.mark.issue(5)
@pytest.mark.parametrize(
    ("sentence", "nobody"),
    [
        ("عاد البلد إلى النظام الدستوري بعد الانتخابات.", "النظام الدستوري"),
        ("وقعت الدولتان مذكرة في مجال الأمن الغذائي.", "الأمن الغذائي"),
        ("شاركت الزوارق السريعة في المناورات.", "الزوارق السريعة"),
        ("دخل الاتفاق حيز التنفيذ في محافظة تعز.", "محافظة تعز"),
        ("عقد الاجتماع في وزارة الخارجية الأردنية.", "وزارة الخارجية الأردنية"),
        ("قال الوزير سالم الدوري إن حملة فرنسا فشلت.", "حملة فرنسا"),
        ("تحدث التقرير عن ضباط سابقين.", "ضباط سابقين"),
        ("غرقت سفينة قبالة المنامة.", "البحرين"),
    ],
)
def test_actors_abstracts_weapons_and_places_are_nobody(sentence: str, nobody: str) -> None:
    assert nobody not in {a.name_ar for a in khabar.code_text(sentence, published="2026-03-11").actors}


@pytest.mark.issue(5)
@pytest.mark.parametrize(
    ("sentence", "speaker", "content"),
    [
        ("أعلن الأسرى إضرابا مفتوحا عن الطعام.", "الأسرى", "إضرابا مفتوحا عن الطعام"),
        ("قالت د. سعاد بلحاج إن المريض تعافى.", "سعاد بلحاج", "المريض تعافى"),
        ("أكدت المستشارة نيفين الطحان أن الحكم نهائي.", "نيفين الطحان", "الحكم نهائي"),
    ],
)
def test_actors_a_subject_ends_where_its_object_begins(sentence: str, speaker: str, content: str) -> None:
    record = khabar.code_text(sentence, published="2026-03-11")
    assert speakers(record) == speaker
    assert [s.content.text for s in record.statements] == [content]
