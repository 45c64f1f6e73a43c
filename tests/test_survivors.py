"""Sentences that tell apart what `tools/mutate.py` changed unnoticed."""

from __future__ import annotations

import khabar
from khabar.model import Record


def code(text: str) -> Record:
    return khabar.code_text(text, published="2024-05-06")


def names(record: Record, keys: list[str]) -> list[str]:
    known = {a.key: a.name_ar for a in record.actors}
    return [known[k] for k in keys]


def test_granted_a_relative_clause_on_a_thing_tells_a_deed() -> None:
    record = code("وقع الانفجار الذي قتل خمسة مدنيين في الرملاء.")
    assert [(e.type, names(record, e.recipients)) for e in record.events] == [("ASSAULT", ["مدنيين"])]


def test_agreement_a_list_is_joined_by_its_last_member_right_after_the_second() -> None:
    record = code("أدانت مصر، الأردن وقطر الهجوم على القنصلية.")
    assert [names(record, s.speaker) for s in record.statements] == [["مصر", "الأردن", "قطر"]]
    assert record.statements[0].content.text == "الهجوم على القنصلية"
