"""What is no political event: sport, markets, accidents, opinion, obituaries. The one home for such rules.

A gate looks at the sentence's own words, or at what kind of piece the article is (``genres.py``); what it leaves out is
listed with its reason, never lost.
"""

from __future__ import annotations

from collections.abc import Collection

from khabar.coding.drafts import EventDraft
from khabar.coding.genres import Found
from khabar.frames.scene import Scene
from khabar.resolve.who import Cast
from khabar.script.fold import fold

_SPORT = tuple(
    fold(w)
    for w in (
        "مباراة", "المباراة", "مباريات", "الدوري", "شباك", "المنتخب", "منتخب", "ملعب", "لاعب", "لاعبي", "هدفين", "مدرب", "كأس", "البطولة",
        "ضيفه", "رياضيا", "نهائيات", "الكرة", "مرمى", "باستاد", "استاد", "ثلاثية", "برباعية", "الفريق",
    )
)  # fmt: skip
_PITCH = frozenset(
    fold(w)
    for w in (
        "شباك", "الشوط", "الدوري", "مباراة", "المباراة", "المنتخب", "مرمى", "المرمى", "ركلة", "الميركاتو", "التعادل", "برباعية", "بثنائية",
        "بسداسية", "بخماسية", "بثلاثية", "المران", "بهدفين", "التصفيات", "ميركاتو", "الهداف", "الدربي", "الكلاسيكو", "صافرة",
    )
)  # fmt: skip
"""Words that hardly stand outside sport: beside a word of violence one is enough."""
_MARKET = tuple(
    fold(w)
    for w in ("أسهم", "الأسهم", "بورصة", "البورصة", "الدولار", "الجنيه", "المضاربين", "الأسواق", "أسعار", "الذهب", "الليرة", "السوق الموازية", "مؤشر")
)  # fmt: skip
_ACCIDENT = tuple(
    fold(w)
    for w in (
        "حادث سير", "بحادث سير", "حادث مروري", "أسطوانة غاز", "مولد كهربائي", "عاصفة", "حريق", "زلزال", "فيضانات", "سيول", "غرق", "انهيار مبنى",
        "انقلبت حافلة", "انقلاب حافلة", "انقلبت سيارة", "انقلاب سيارة", "سقوطه من", "سقوطها من", "سقوطهم من", "سقط من", "سقالة", "تدهور حافلة", "اصطدام", "تسرب غاز", "ماس كهربائي", "عطل فني",
    )
)  # fmt: skip
_CRIME = tuple(
    fold(w)
    for w in ("زوجته", "زوجها", "طليقته", "طليقها", "خلاف عائلي", "خلافات عائلية", "خلاف أسري", "مشاجرة", "شجار", "بدافع السرقة", "بقصد السرقة", "خلاف على الميراث", "قضية ثأر", "بدافع الغيرة")
)  # fmt: skip
_PRIVATE = frozenset(("people", "person", "unnamed"))
_STARS = tuple(f"برج {fold(w)}" for w in ("الحمل", "الثور", "الجوزاء", "السرطان", "الأسد", "العذراء", "الميزان", "العقرب", "القوس", "الجدي", "الدلو", "الحوت"))
_VIOLENT = frozenset(("ASSAULT", "THREATEN", "MOBILIZE", "PROTEST", "COERCE", "RETREAT"))
_ANNIVERSARY = tuple(fold(w) for w in ("في مثل هذا اليوم من", "في مثل هذا الشهر من عام", "حدث في مثل هذا اليوم"))
_MOURNING = tuple(fold(w) for w in ("انتقل إلى رحمة الله", "انتقلت إلى رحمة الله", "إنا لله وإنا إليه راجعون", "وافته المنية", "وافتها المنية", "تغمده الله", "تغمدها الله", "أسكنه فسيح جناته", "ببالغ الحزن والأسى"))
_FICTION = tuple(fold(w) for w in ("فيلم", "الفيلم", "فيلمه", "فيلمها", "مسرحية", "المسرحية", "الرواية البوليسية", "سينمائي", "السينمائي"))
_ABOUT_FILMS = frozenset(fold(w) for w in ("المسيء", "المسيئ", "مسيء", "احتجاجا", "مهرجان", "المهرجان", "منتج", "المنتج", "مصور", "صالة", "دار"))
"""A film may also be why someone was attacked, or where."""
_BALL = "الكره في ملعب"
"""Whose turn it is, in politics."""
MIN_SPORT = 2  # one word of sport may stand in politics (الفريق الركن، الكرة في ملعب…)


def gate_of(scene: Scene, draft: EventDraft, cast: Cast, genre: Found | None = None) -> tuple[str, str] | None:
    """(gate, reason) that leaves the event out, or None; ``genre`` is what kind of piece the article is."""
    if genre is not None:
        return genre.genre, genre.reason
    # Nobody talks with nobody or praises nobody: with one side the sentence is not understood.
    sides = {*draft.actors, *draft.recipients}
    if (draft.type == "CONSULT" and len(sides) < 2 and not (draft.mutual and _many(scene, cast, sides))) or (draft.type == "SUPPORT" and draft.speech_act and not draft.recipients):
        return "one-sided", f"{draft.type} with only one side found"
    if draft.type == "CONSULT" and any(side and all(cast.by_key[k].kind == "media" for k in side) for side in (draft.actors, draft.recipients)):
        return "media", "a talk with a newsroom"
    words = [t.key for t in scene.line.tokens]
    joined = " ".join(words)
    stripped = {x.removeprefix("و").removeprefix("ب").removeprefix("ل") for x in words}.union(words)
    sport = [w for w in _SPORT if w in stripped]
    if len(sport) >= MIN_SPORT and _BALL not in joined:
        return "sport", f"a sentence of sport: {sport[0]}، {sport[1]}"
    if draft.type in _VIOLENT and (pitch := next((w for w in words if w in _PITCH), None)) is not None:
        return "sport", f"violence with a word of sport: {pitch}"
    market = [w for w in _MARKET if f" {w} " in f" {joined} "]
    if draft.type in _VIOLENT - {"PROTEST"} and market and (not draft.recipients or len(market) > 1):
        return "market", f"a sentence of markets: {market[0]}"
    if (stars := next((w for w in _STARS if joined.startswith(w)), None)) is not None:
        return "horoscope", f"what the stars say: {stars}"
    crime = next((w for w in _CRIME if f" {w} " in f" {joined} "), None)
    if draft.type == "ASSAULT" and crime and all(cast.by_key[k].kind in _PRIVATE and not cast.by_key[k].role for k in sides):
        return "crime", f"a crime among private people: {crime}"
    accident = next((w for w in _ACCIDENT if f" {w} " in f" {joined} "), None)
    if draft.type == "ASSAULT" and accident and not draft.actors:
        return "accident", f"an accident with no doer: {accident}"
    if (past := next((w for w in _ANNIVERSARY if w in joined), None)) is not None:
        return "history", f"a sentence of what happened once: {past}"
    if draft.type != "ASSAULT" and (mourned := next((w for w in _MOURNING if w in joined), None)) is not None:
        return "obituary", f"a sentence of mourning: {mourned}"
    if draft.type == "ASSAULT" and (film := next((w for w in _FICTION if w in stripped), None)) is not None and not stripped & _ABOUT_FILMS:
        return "fiction", f"what a film or play tells: {film}"
    return None


def _many(scene: Scene, cast: Cast, sides: Collection[str]) -> bool:
    """وزراء الدول السبع, قادة الخليج: those who meet are named together."""
    blocs = any(cast.by_key[k].kind == "bloc" for k in sides)
    return blocs or any(m.number == "p" and cast.found.get((scene.number, m.start)) in sides for m in scene.mentions)
