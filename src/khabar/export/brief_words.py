"""What a briefing says beside the news, in English and Arabic."""

from __future__ import annotations

from khabar.messages import LANGS, Lang

WORDS: dict[str, tuple[str, str]] = {
    "heading": ("News briefing", "موجز الأخبار"),
    "span": ("New from {since} to {until} (UTC)", "ما جد من {since} إلى {until} (بالتوقيت العالمي)"),
    "counts": (
        "{articles} articles, {stories} stories, {statements} statements, {events} events",
        "المقالات {articles}، القصص {stories}، التصريحات {statements}، الأحداث {events}",
    ),
    "nothing": ("Nothing is new.", "لا جديد."),
    "how": (
        "Every line names its outlet, date and words. What has no mark the outlet tells in its own voice. Quotation marks stand only around words "
        "that the article itself puts in them as the speaker's own; the rest is the outlet's wording.",
        "لكل سطر ناشره وتاريخه وكلامه. ما لا علامة عليه يرويه الناشر بصوته. ولا تنصيص إلا على كلام وضعه المقال نفسه بين علامتي تنصيص بلفظ قائله، وما عداه بلفظ الناشر.",
    ),
    "unknown_actor": ("Doer not named", "فاعل لم يسم"),
    "unknown_speaker": ("Speaker not known", "قائل غير معروف"),
    "bare": ("New articles that tell nothing new", "مقالات جديدة لا جديد فيها"),
    "also": ("also", "وأيضا"),
    "no_outlet": ("outlet not named", "ناشر لم يذكر"),
    "no_date": ("no date", "بلا تاريخ"),
    "planned_for": ("for {date}", "في {date}"),
    "with": ("with {name}", "مع {name}"),
    "context": ("in the article", "في المقال"),
    "by": ("according to {name}", "بحسب {name}"),
    "dead": ("dead", "القتلى"), "injured": ("injured", "الجرحى"), "arrested": ("arrested", "المعتقلون"), "displaced": ("displaced", "النازحون"),
    "participants": ("participants", "المشاركون"), "abducted": ("abducted", "المخطوفون"), "missing": ("missing", "المفقودون"),
    # marks
    "claimed": ("claim", "ادعاء"), "denial": ("denial", "نفي"), "denied": ("denied", "منفي"), "contested": ("contested", "مختلف فيه"), "planned": ("planned", "مزمع"),
    "older": ("earlier", "سابق"), "supposed": ("supposed", "مفترض"), "ceremonial": ("courtesy", "مجاملة"), "promise": ("promise", "وعد"),
    "quotation": ("own words", "بلفظه"), "wording": ("outlet's wording", "بلفظ الناشر"), "translated": ("translated", "مترجم"), "changed": ("changed", "تغير"),
}  # fmt: skip


def word(key: str, lang: Lang, **values: object) -> str:
    """The words ``key`` in ``lang``, with ``values`` put in."""
    return WORDS[key][LANGS.index(lang)].format(**values)
