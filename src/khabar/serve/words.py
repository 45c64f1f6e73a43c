"""Every word that the pages say, in English and Arabic. What is data (names, titles, quoted words) is never translated.

Words of the codebook come from where the coder has them: types, quads and occasions from `khabar.explain`, modes from
`khabar.coding.plover`, stances from `khabar.messages`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from khabar.coding.plover import MODES_AR
from khabar.explain import LINKS, OCCASIONS, QUADS, TYPES_AR
from khabar.lexicon.load import DATA, read_table
from khabar.lexicon.schema import RoleRow, StateRow
from khabar.messages import LANGS, Lang

WORDS: dict[str, tuple[str, str]] = {
    # the frame
    "brand": ("Khabar", "خبر"),
    "skip": ("Skip to the content", "تجاوز إلى المحتوى"),
    "nav": ("Main", "الرئيسية"),
    "desk": ("Desk", "المكتب"),
    "search": ("Search", "البحث"),
    "stories": ("Stories", "القصص"),
    "actors": ("Actors", "الفاعلون"),
    "relations": ("Relations", "العلاقات"),
    "calendar": ("Announced", "المواعيد"),
    "faults": ("Faults", "الأعطال"),
    "paste": ("Code a text", "رمز نصا"),
    "search_in_news": ("Search the news", "ابحث في الأخبار"),
    "other_lang": ("عربي", "English"),
    "display": ("Display", "العرض"),
    "set_lang": ("Language", "اللغة"),
    "set_theme": ("Colours", "الألوان"),
    "set_digits": ("Digits", "الأرقام"),
    "lang_ar": ("العربية", "العربية"),
    "lang_en": ("English", "English"),
    "theme_auto": ("as the device", "كالجهاز"),
    "theme_light": ("light", "فاتح"),
    "theme_dark": ("dark", "داكن"),
    "digits_latin": ("123", "123"),
    "digits_arabic": ("١٢٣", "١٢٣"),
    "foot": ("Read by a program: every record leads to the words it rests on. Check before you cite.", "قرأه برنامج: كل سجل يقود إلى الكلام الذي بني عليه. تحقق قبل أن تستشهد به."),
    "api": ("API", "واجهة البرمجة"),
    # what is shared
    "statements": ("Statements", "التصريحات"),
    "events": ("Events", "الأحداث"),
    "articles": ("Articles", "المقالات"),
    "who": ("Who", "من"),
    "whom": ("To whom", "مع من"),
    "when": ("When", "متى"),
    "where": ("Where", "أين"),
    "what": ("What", "ماذا"),
    "words": ("Words", "الكلام"),
    "outlet": ("Outlet", "الناشر"),
    "published": ("Published", "النشر"),
    "status": ("Status", "الحال"),
    "type": ("Type", "النوع"),
    "country": ("Country", "البلد"),
    "kind": ("Kind", "الصنف"),
    "number": ("Number", "العدد"),
    "name": ("Name", "الاسم"),
    "date": ("Date", "التاريخ"),
    "no_date": ("no date", "بلا تاريخ"),
    "from": ("From", "من"),
    "to": ("To", "إلى"),
    "all": ("All", "الكل"),
    "any": ("any", "أي"),
    "none": ("none", "لا شيء"),
    "comma": (", ", "، "),
    "more": ("More", "المزيد"),
    "next": ("Next", "التالي"),
    "previous": ("Previous", "السابق"),
    "page_n": ("Page {n}", "صفحة {n}"),
    "apply": ("Apply", "طبق"),
    "clear": ("Clear", "امسح"),
    "show": ("Show", "اعرض"),
    "filter": ("Filter", "تصفية"),
    "as_table": ("As a table", "في جدول"),
    "in_article": ("In the article", "في المقال"),
    "unnamed": ("unnamed", "غير مسمى"),
    "untitled": ("(no title)", "(بلا عنوان)"),
    "unknown_outlet": ("unknown outlet", "ناشر غير معروف"),
    "from_published": ("the day of publication; the words give no date", "يوم النشر؛ لم يذكر النص تاريخا"),
    "latest": ("Latest", "الأحدث"),
    "yes": ("yes", "نعم"),
    "total": ("Total", "المجموع"),
    "copy_address": ("Copy the address", "انسخ الرابط"),
    "copied": ("Copied", "نسخ"),
    "first": ("First", "الأول"),
    "last": ("Last", "الأخير"),
    "share": ("Share", "النسبة"),
    "limited": ("The latest {n} are shown.", "يعرض أحدث {n}."),
    # statuses and voices of events
    "status_actual": ("happened", "وقع"),
    "status_historical": ("earlier", "سابق"),
    "status_future": ("to come", "لم يقع بعد"),
    "status_hypothetical": ("supposed", "مفترض"),
    "status_negation": ("denied", "منفي"),
    "attribution_outlet": ("told by the outlet", "يرويه الناشر"),
    "attribution_claimed": ("claimed", "ادعاء"),
    "attribution_denied": ("denied", "ينفيه طرف"),
    "attribution_contested": ("contested", "مختلف فيه"),
    "claim_hint": ("A claim, denial or plan: never counted as a deed", "ادعاء أو نفي أو خطة: لا يعد فعلا"),
    "deeds": ("deeds", "أفعال"),
    "sayings": ("in words", "أقوال"),
    "type_direct": ("own words", "بلفظه"),
    "type_indirect": ("in the outlet's words", "بلفظ الناشر"),
    "type_mixed": ("partly own words", "بعضه بلفظه"),
    "voice_neutral": ("says", "قول"),
    "voice_affirm": ("affirms", "تأكيد"),
    "voice_deny": ("denies", "نفي"),
    "voice_praise": ("praises", "إشادة"),
    "voice_condemn": ("condemns", "إدانة"),
    "voice_call": ("calls for", "دعوة"),
    "voice_warn": ("warns", "تحذير"),
    "voice_promise": ("promises", "وعد"),
    "voice_ask": ("asks", "سؤال"),
    "voice_reveal": ("reveals", "كشف"),
    "voice_doubt": ("doubts", "تشكيك"),
    "stance_for": ("for", "مع"),
    "stance_against": ("against", "ضد"),
    "stance_concern": ("concerned about", "قلق على"),
    "stance_neutral": ("about", "عن"),
    # kinds of actors
    "kind_country": ("state", "دولة"),
    "kind_government": ("government body", "جهة حكومية"),
    "kind_military": ("armed forces", "قوات مسلحة"),
    "kind_police": ("police", "شرطة"),
    "kind_party": ("party", "حزب"),
    "kind_armed_group": ("armed group", "جماعة مسلحة"),
    "kind_organization": ("organisation", "منظمة"),
    "kind_bloc": ("bloc of states", "تكتل دول"),
    "kind_company": ("company", "شركة"),
    "kind_media": ("media", "إعلام"),
    "kind_person": ("person", "شخص"),
    "kind_people": ("people", "ناس"),
    "kind_unnamed": ("unnamed", "غير مسمى"),
    # counts of an event
    "size_dead": ("dead", "قتلى"),
    "size_injured": ("injured", "جرحى"),
    "size_arrested": ("arrested", "معتقلون"),
    "size_participants": ("participants", "مشاركون"),
    "size_displaced": ("displaced", "نازحون"),
    "size_abducted": ("abducted", "مخطوفون"),
    "size_missing": ("missing", "مفقودون"),
    # the desk
    "desk_today": ("Today", "اليوم"),
    "desk_latest": ("The latest day: {day}", "أحدث يوم: {day}"),
    "desk_stories": ("Stories of the day", "قصص اليوم"),
    "desk_speakers": ("Who spoke most", "الأكثر تصريحا"),
    "desk_pairs": ("Who dealt with whom", "من تعامل مع من"),
    "desk_week": ("in the seven days before {day}", "في الأيام السبعة حتى {day}"),
    "desk_new": ("New since your last visit", "الجديد منذ آخر زيارة"),
    "desk_new_none": ("Nothing new since your last visit.", "لا جديد منذ آخر زيارة."),
    "desk_first_visit": ("This is your first visit; from now on the desk marks what is new.", "هذه زيارتك الأولى؛ من الآن يميز المكتب ما هو جديد."),
    "desk_coming": ("Coming up", "المرتقب"),
    "desk_faults": ("Faults", "الأعطال"),
    "desk_no_faults": ("Every article was read without a fault.", "قرئت المقالات كلها بلا عطل."),
    "desk_empty": ("Nothing here yet", "لا شيء هنا بعد"),
    "desk_empty_hint": ("Paste an article to see it coded, or fill the database: khabar add FOLDER", "ألصق مقالا لتراه مرمزا، أو املأ القاعدة: khabar add FOLDER"),
    "desk_in_store": ("In the database", "في القاعدة"),
    "coop": ("cooperation", "تعاون"),
    "conflict": ("conflict", "نزاع"),
    "linking": ("Stories are being put together; reload in a moment.", "يجري جمع القصص؛ أعد التحميل بعد قليل."),
    # search
    "search_hint": ('Words are found with their clitics; "a phrase" in quotation marks, -without, begin*', "تجد الكلمات بسوابقها ولواحقها؛ \"عبارة\" بين علامتي تنصيص، ‎-بدون، أول*"),
    "search_for": ("Results for {q}", "نتائج {q}"),
    "search_any": ("Everything, newest first", "كل شيء، الأحدث أولا"),
    "in_kind": ("Look in", "ابحث في"),
    "speaker": ("Speaker", "المتحدث"),
    "actor": ("Who takes part", "المشارك"),
    "actor_hint": ("a name, or a country's code", "اسم، أو رمز بلد"),
    "exact": ("exactly as spelled", "كما كتب تماما"),
    "sort": ("Order", "الترتيب"),
    "sort_best": ("best first", "الأنسب أولا"),
    "sort_newest": ("newest first", "الأحدث أولا"),
    "sort_oldest": ("oldest first", "الأقدم أولا"),
    "sort_name": ("by name", "بالاسم"),
    "search_nothing": ("Nothing was found", "لا نتيجة"),
    "search_nothing_hint": ("Ask for fewer words, another spelling, or clear the filters.", "اطلب كلمات أقل، أو إملاء آخر، أو امسح عوامل التصفية."),
    "export_shown": ("Export what is shown", "صدر المعروض"),
    "bad_date": ("'{value}' is no date and was passed over; write it as 2024-05-06.", "«{value}» ليس تاريخا فأهمل؛ يكتب هكذا: 2024-05-06."),
    # actors
    "actors_most": ("Those told of most", "الأكثر ذكرا"),
    "actors_find": ("Find an actor", "ابحث عن فاعل"),
    "actor_said": ("What they said", "ما قيل على لسانه"),
    "actor_did": ("What they did", "ما فعله"),
    "actor_met": ("What was done to them", "ما وقع عليه"),
    "actor_time": ("Over time", "عبر الزمن"),
    "actor_towards": ("With whom", "مع من"),
    "actor_stance": ("Stance in words", "المواقف المعلنة"),
    "actor_stance_hint": ("What their statements are for, against or concerned about; counted are statements.", "ما كانت التصريحات معه أو ضده أو قلقا عليه؛ المعدود التصريحات."),
    "actor_names": ("Names", "الأسماء"),
    "actor_roles": ("Offices", "المناصب"),
    "actor_roles_hint": ("with the days on which they were first and last told", "مع أول يوم ذكرت فيه وآخر يوم"),
    "actor_none": ("No such actor here", "لا فاعل بهذا المعرف"),
    "actor_none_hint": ("It may have had another name in an earlier coding. Search for the name.", "ربما كان له اسم آخر في ترميز سابق. ابحث بالاسم."),
    "actor_nothing_said": ("No statement is given to them.", "لم ينسب إليه تصريح."),
    "actor_nothing_did": ("No event is told of them.", "لم يرو عنه حدث."),
    "not_deeds": ("Claimed, denied or to come", "مدعى أو منفي أو لم يقع"),
    "also_known": ("also", "وأيضا"),
    "stance_of": ("For, against, concerned", "مع، ضد، قلق"),
    # relations
    "relations_intro": ("Deeds and words between two sides, from conflict to cooperation. Claims, denials and plans are listed but not counted.", "الأفعال والأقوال بين طرفين من النزاع إلى التعاون. يسرد الادعاء والنفي والخطط ولا تعد."),
    "relations_pick": ("Choose two sides", "اختر طرفين"),
    "side_a": ("One side", "الطرف الأول"),
    "side_b": ("The other side", "الطرف الثاني"),
    "compare": ("Show", "اعرض"),
    "relations_network": ("The network", "الشبكة"),
    "relations_network_hint": ("Arcs join those who deal with one another: as wide as the events are many; whole for cooperation, dashed for conflict.", "الأقواس تصل من يتعامل بعضهم مع بعض: عرضها عدد الأحداث؛ متصلة للتعاون ومتقطعة للنزاع."),
    "relations_pairs": ("Pairs", "الأزواج"),
    "relations_map": ("The map", "الخريطة"),
    "relations_map_hint": ("Where events took place; circles grow with their number.", "أين وقعت الأحداث؛ تكبر الدائرة بعددها."),
    "relations_none": ("Nothing between these two", "لا شيء بين هذين الطرفين"),
    "relations_none_hint": ("Try another name, a country instead of a minister, or a longer time.", "جرب اسما آخر، أو دولة بدل وزير، أو مدة أطول."),
    "relations_time": ("Cooperation and conflict over time", "التعاون والنزاع عبر الزمن"),
    "relations_bars": ("Above the line cooperation, below it conflict; light are words, dark are deeds.", "فوق الخط تعاون وتحته نزاع؛ الفاتح أقوال والداكن أفعال."),
    "mean_score": ("Mean score", "متوسط الدرجة"),
    "score_hint": ("from -10, conflict, to 10, cooperation", "من -10 للنزاع إلى 10 للتعاون"),
    "direction": ("Direction", "الاتجاه"),
    "not_counted": ("Not counted: claimed, denied, supposed or to come", "لا يعد: مدعى أو منفي أو مفترض أو لم يقع"),
    "tab_network": ("Network and pairs", "الشبكة والأزواج"),
    "tab_map": ("Map", "الخريطة"),
    "tab_pair": ("Two sides", "طرفان"),
    "place": ("Place", "الموضع"),
    "no_places": ("No event here has a place with coordinates.", "لا حدث هنا له موضع بإحداثيات."),
    # events and stories
    "story": ("Story", "قصة"),
    "stories_intro": ("Articles about one happening, put together; an event is counted once however many report it.", "مقالات عن واقعة واحدة جمعت معا؛ ويعد الحدث مرة مهما كثر رواته."),
    "event": ("Event", "حدث"),
    "story_none": ("No such story or event here", "لا قصة ولا حدث بهذا المعرف"),
    "story_none_hint": ("Its articles may have been joined otherwise since. Look through the stories.", "ربما جمعت مقالاته على نحو آخر منذ ذلك. تصفح القصص."),
    "reports": ("Who tells it", "من يرويه"),
    "sources": ("Independent sources", "المصادر المستقلة"),
    "sources_hint": ("Copies and credited reports are followed back to whom they were taken from.", "ترد النسخ والمنقول المنسوب إلى من أخذت عنه."),
    "range": ("Toll", "الحصيلة"),
    "range_hint": ("Every figure with who gives it.", "كل رقم مع من قال به."),
    "given_by": ("according to", "بحسب"),
    "telling": ("The telling in time", "الرواية في الزمن"),
    "telling_hint": ("A dot for each report, from the first on: filled where the source is independent, hollow where it was taken from another.", "نقطة لكل رواية من أولها: ممتلئة للمصدر المستقل ومفرغة للمنقول."),
    "taken_from": ("from {of}", "عن {of}"),
    "own_report": ("own report", "رواية مستقلة"),
    "denies": ("denies it", "ينفيه"),
    "contested": ("Contested: some report denies it", "مختلف فيه: من الروايات ما ينفيه"),
    "said_in_story": ("What was said", "ما قيل"),
    "happened_in_story": ("What happened", "ما وقع"),
    "tellings_many": ("told by several; compare", "رواه عدة ناشرين؛ قارن"),
    "told_alone": ("Stands alone: no other article tells of it.", "مفردة: لا مقال آخر عنها."),
    "event_of_story": ("of the story", "من القصة"),
    # calendar
    "calendar_intro": ("What the news announces, by the day that it is announced for. A plan is no deed: it stands here, and in no count.", "ما تعلنه الأخبار باليوم الموعود. الخطة ليست فعلا: مكانها هنا ولا تدخل في عد."),
    "calendar_none": ("Nothing is announced in this time", "لا شيء معلن في هذه المدة"),
    "calendar_none_hint": ("Go to another month, or show what was announced without a date.", "انتقل إلى شهر آخر، أو اعرض ما أعلن بلا تاريخ."),
    "calendar_undated": ("Announced without a day", "معلن بلا يوم"),
    "calendar_announced": ("announced {day}", "أعلن {day}"),
    "calendar_month_only": ("in the month, no day given", "في الشهر، بلا يوم"),
    "calendar_said_by": ("says", "بحسب"),
    # faults
    "faults_intro": ("What could not be read or decided. Nothing is left out silently.", "ما تعذرت قراءته أو البت فيه. لا يترك شيء في صمت."),
    "faults_none": ("No faults", "لا أعطال"),
    "faults_none_hint": ("Every article was read and coded without trouble.", "قرئت المقالات كلها ورمزت بلا عطل."),
    "fault_where": ("Where", "الموضع"),
    "fault_stage": ("Stage", "المرحلة"),
    "export_csv": ("CSV", "CSV"),
    "export_json": ("JSON", "JSON"),
}  # fmt: skip
"""Key → English, Arabic."""


class Noun(NamedTuple):
    """A thing that is counted: English one and many; Arabic one, two, three to ten, eleven on, hundreds."""

    en: tuple[str, str]
    ar: tuple[str, str, str, str, str]


NOUNS: dict[str, Noun] = {
    "article": Noun(("article", "articles"), ("مقال واحد", "مقالان", "مقالات", "مقالا", "مقال")),
    "statement": Noun(("statement", "statements"), ("تصريح واحد", "تصريحان", "تصريحات", "تصريحا", "تصريح")),
    "event": Noun(("event", "events"), ("حدث واحد", "حدثان", "أحداث", "حدثا", "حدث")),
    "report": Noun(("report", "reports"), ("رواية واحدة", "روايتان", "روايات", "رواية", "رواية")),
    "source": Noun(("independent source", "independent sources"), ("مصدر مستقل واحد", "مصدران مستقلان", "مصادر مستقلة", "مصدرا مستقلا", "مصدر مستقل")),
    "story": Noun(("story", "stories"), ("قصة واحدة", "قصتان", "قصص", "قصة", "قصة")),
    "result": Noun(("result", "results"), ("نتيجة واحدة", "نتيجتان", "نتائج", "نتيجة", "نتيجة")),
    "actor": Noun(("actor", "actors"), ("فاعل واحد", "فاعلان", "فاعلين", "فاعلا", "فاعل")),
    "fault": Noun(("fault", "faults"), ("عطل واحد", "عطلان", "أعطال", "عطلا", "عطل")),
    "pair": Noun(("pair", "pairs"), ("زوج واحد", "زوجان", "أزواج", "زوجا", "زوج")),
    "place": Noun(("place", "places"), ("موضع واحد", "موضعان", "مواضع", "موضعا", "موضع")),
    "plan": Noun(("plan", "plans"), ("موعد واحد", "موعدان", "مواعيد", "موعدا", "موعد")),
    "time": Noun(("time", "times"), ("مرة واحدة", "مرتان", "مرات", "مرة", "مرة")),
    "outlet": Noun(("outlet", "outlets"), ("ناشر واحد", "ناشران", "ناشرين", "ناشرا", "ناشر")),
    "telling": Noun(("telling", "tellings"), ("رواية واحدة", "روايتان", "روايات", "رواية", "رواية")),
}
"""What is counted on the pages."""


def ui(key: str, lang: Lang, **values: object) -> str:
    """The words ``key`` in ``lang``, with ``values`` put in."""
    return WORDS[key][LANGS.index(lang)].format(**values)


def counted(number: int, shown: str, noun: str, lang: Lang) -> str:
    """``number`` of ``noun`` as the language counts: ``3 articles``, «مقالان»، «11 مقالا».

    Args:
        number: how many.
        shown: the number as it is written.
        noun: a key of `NOUNS`.
        lang: the language.
    """
    if lang == "en":
        return f"{shown} {NOUNS[noun].en[number != 1]}"
    one, two, few, many, hundred = NOUNS[noun].ar
    if number in (1, 2):
        return (one, two)[number - 1]
    tail = number % 100
    if number and 3 <= tail <= 10:
        return f"{shown} {few}"
    return f"{shown} {many if 11 <= tail <= 99 else hundred}"


def type_name(type: str, lang: Lang) -> str:
    """A PLOVER type for people."""
    return TYPES_AR.get(type, type) if lang == "ar" else type.capitalize()


def mode_name(mode: str | None, lang: Lang) -> str:
    """A mode for people; empty where there is none."""
    if not mode:
        return ""
    return MODES_AR.get(mode, mode).split(":")[0] if lang == "ar" else mode.replace("-", " ")


def quad_name(quad: int, lang: Lang) -> str:
    """What a quad code (1–4) means."""
    return QUADS[quad - 1][LANGS.index(lang)]


def link_name(link: str, lang: Lang) -> str:
    """A link of the chain."""
    return LINKS[link][LANGS.index(lang)]


def occasion_name(occasion: str, lang: Lang) -> str:
    """On what occasion something was said."""
    return OCCASIONS[occasion][LANGS.index(lang)]


def country_name(code: str, lang: Lang) -> str:
    """A state by its ISO 3166-1 alpha-3 code; the code where the tables do not know it."""
    known = _countries().get(code)
    return known[LANGS.index(lang)] if known else code


@cache
def _countries() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for row in read_table(DATA / "states.tsv", StateRow):
        found.setdefault(row.iso3, (row.name_en, row.name_ar))
    return found


def role_name(role: str, lang: Lang) -> str:
    """An office by its English name as the role table has it; «سابق» and the like are put behind."""
    if lang == "en":
        return role
    for prefix, after in (("former ", "سابق"), ("acting ", "بالإنابة"), ("deputy ", "")):
        if role.startswith(prefix) and role not in _roles():
            rest = role_name(role.removeprefix(prefix), lang)
            return f"{rest} {after}" if after else f"نائب {rest}"
    return _roles().get(role, role)


@cache
def _roles() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_table(DATA / "roles.tsv", RoleRow):
        found.setdefault(row.role_en, row.role_ar)
    return found
