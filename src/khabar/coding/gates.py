"""What is no political event: sport, markets, accidents, weather. The one home for such rules.

A gate looks at the sentence's own words; what it leaves out is listed with its reason, never lost.
"""

from __future__ import annotations

from khabar.coding.drafts import EventDraft
from khabar.frames.scene import Scene
from khabar.script.fold import fold

_SPORT = tuple(
    fold(w)
    for w in (
        "مباراة", "المباراة", "مباريات", "الدوري", "شباك", "المنتخب", "منتخب", "ملعب", "لاعب", "لاعبي", "هدفين", "مدرب", "كأس", "البطولة",
        "ضيفه", "رياضيا", "نهائيات", "الكرة", "مرمى", "باستاد", "استاد", "ثلاثية", "برباعية", "الفريق",
    )
)  # fmt: skip
_MARKET = tuple(
    fold(w)
    for w in ("أسهم", "الأسهم", "بورصة", "البورصة", "الدولار", "الجنيه", "المضاربين", "الأسواق", "أسعار", "الذهب", "الليرة", "السوق الموازية", "مؤشر")
)  # fmt: skip
_ACCIDENT = tuple(
    fold(w)
    for w in (
        "حادث سير", "بحادث سير", "حادث مروري", "أسطوانة غاز", "مولد كهربائي", "عاصفة", "حريق", "زلزال", "فيضانات", "سيول", "غرق", "انهيار مبنى",
        "تدهور حافلة", "اصطدام", "تسرب غاز", "ماس كهربائي", "عطل فني",
    )
)  # fmt: skip
_VIOLENT = frozenset(("ASSAULT", "THREATEN", "MOBILIZE", "PROTEST", "COERCE", "RETREAT"))
MIN_SPORT = 2  # one word of sport may stand in politics (الفريق الركن، الكرة في ملعب…)


def gate_of(scene: Scene, draft: EventDraft) -> tuple[str, str] | None:
    """(gate, reason) that leaves the event out, or None."""
    # Nobody talks with nobody or praises nobody: with one side the sentence is not understood.
    sides = {*draft.actors, *draft.recipients}
    if (draft.type == "CONSULT" and len(sides) < 2) or (draft.type == "SUPPORT" and draft.speech_act and not draft.recipients):
        return "one-sided", f"{draft.type} with only one side found"
    words = [t.key for t in scene.line.tokens]
    joined = " ".join(words)
    stripped = {x.removeprefix("و").removeprefix("ب").removeprefix("ل") for x in words}.union(words)
    sport = [w for w in _SPORT if w in stripped]
    if len(sport) >= MIN_SPORT:
        return "sport", f"a sentence of sport: {sport[0]}، {sport[1]}"
    market = [w for w in _MARKET if f" {w} " in f" {joined} "]
    if draft.type in _VIOLENT and market and not draft.recipients:
        return "market", f"a sentence of markets: {market[0]}"
    accident = next((w for w in _ACCIDENT if f" {w} " in f" {joined} "), None)
    if draft.type == "ASSAULT" and accident and not draft.actors:
        return "accident", f"an accident with no doer: {accident}"
    return None
