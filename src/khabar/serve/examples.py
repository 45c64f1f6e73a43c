"""An article of our own, coded: what the API's description shows as examples."""

from __future__ import annotations

from typing import Any

TEXT = "قال وزير النقل الأردني نبيل الشرفاوي في عمان أمس إن العمل في خط السكة الحديدية «يسير وفق الجدول المعلن»."
GIVEN: dict[str, Any] = {"text": TEXT, "published": "2024-05-06", "outlet": "صحيفة المرفأ", "url": "https://marfa.example/rail"}
ACCEPT: dict[str, Any] = {"action": "accept", "record": "s1"}
STATEMENT: dict[str, Any] = {
    "uid": "5f1c2a9be0d4", "article": "3b8e1f0c77aa", "id": "s1", "type": "mixed", "voice": "neutral", "cue_lemma": "قال", "verbatim": "marked",
    "content": "العمل في خط السكة الحديدية «يسير وفق الجدول المعلن»", "start": 52, "end": 103, "day": "2024-05-06", "outlet": "صحيفة المرفأ", "title": None,
    "speakers": [{"key": "a1", "id": "kh:JOR:نبيل الشرفاوي", "name_ar": "نبيل الشرفاوي", "name_en": None, "kind": "person", "country": "JOR"}],
}  # fmt: skip
