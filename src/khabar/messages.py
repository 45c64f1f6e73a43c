"""What Khabar says to people, in English and Arabic; data is never translated."""

from __future__ import annotations

from typing import Literal

from khabar.model import Fault

Lang = Literal["en", "ar"]
LANGS: tuple[Lang, ...] = ("en", "ar")

TEXTS: dict[str, tuple[str, str]] = {
    # headings of a record
    "statements": ("Statements", "التصريحات"),
    "events": ("Events", "الأحداث"),
    "actors": ("Actors", "الفاعلون"),
    "dropped": ("Left out", "المستبعد"),
    "faults": ("Faults", "الأخطاء"),
    "speaker": ("speaker", "المتحدث"),
    "cue": ("cue", "لفظ الإسناد"),
    "content": ("content", "المضمون"),
    "chain": ("chain", "السند"),
    "channel": ("told to", "قيل لـ"),
    "inside": ("inside", "ضمن"),
    "who": ("who", "من"),
    "whom": ("to whom", "مع من"),
    "when": ("when", "متى"),
    "where": ("where", "أين"),
    "size": ("size", "الحصيلة"),
    "words": ("words", "النص"),
    "voice": ("according to", "بحسب"),
    "outlet_voice": ("the outlet itself", "الناشر نفسه"),
    "from_published": ("taken from the date of publication", "مأخوذ من تاريخ النشر"),
    "nothing": ("no statement or event was found", "لم يعثر على تصريح أو حدث"),
    "untitled": ("(no title)", "(بلا عنوان)"),
    "unknown_speaker": ("(unknown)", "(غير معروف)"),
    "none": ("nothing", "لا شيء"),
    # the command line
    "error": ("Error", "خطأ"),
    "usage": ("Usage:", "الاستعمال:"),
    "options": ("Options", "الخيارات"),
    "commands": ("Commands", "الأوامر"),
    "summary": (
        "{articles} articles, {statements} statements, {events} events, {faults} faults",
        "المقالات: {articles}، التصريحات: {statements}، الأحداث: {events}، الأخطاء: {faults}",
    ),
    "progress": ("{done} articles, {rate:.0f} a second", "المقالات: {done}، في الثانية: {rate:.0f}"),
    "left": ("{time} left", "الباقي: {time}"),
    "bad_date": (
        "'{value}' is no date; write it as 2024-05-06",
        "«{value}» ليس تاريخا؛ يكتب التاريخ هكذا: 2024-05-06",
    ),
    "no_such_record": (
        "{id}: no such record in this article; it has {ids}",
        "{id}: لا سجل بهذا الرقم في هذا المقال؛ فيه {ids}",
    ),
    "many_articles": (
        "this input holds several articles; write ARTICLE/{id}, with one of {ids}",
        "في هذا المدخل عدة مقالات؛ اكتب ARTICLE/{id} مع واحد من {ids}",
    ),
    "no_such_rule": ("no rule {id}; near it: {near}", "لا قاعدة باسم {id}؛ أقرب الأسماء: {near}"),
    "below_floor": ("below the floor: {line}", "دون الحد الأدنى: {line}"),
    "floors_held": ("every floor is held ({name})", "كل الحدود الدنيا محفوظة ({name})"),
    "lexicon_fine": ("{rows} rows in {tables} tables, nothing wrong", "{rows} صفا في {tables} جدولا، لا خطأ فيها"),
    "no_folder": ("{path}: no such folder", "{path}: لا مجلد بهذا الاسم"),
    "missing_value": ("{name} is missing", "ينقص {name}"),
    "bad_value": ("{name} cannot be that: {detail}", "قيمة {name} غير صالحة: {detail}"),
    "no_option": ("there is no option {name}", "لا خيار باسم {name}"),
    "bad_usage": ("wrong usage: {detail}", "استعمال خاطئ: {detail}"),
    # a rule
    "why": ("why", "السبب"),
    "matches": ("matches", "تطابق"),
    "codes": ("codes", "تسجل"),
    "never": ("never", "لا تسجل أبدا"),
}  # fmt: skip

FAULTS_AR: dict[str, str] = {
    "missing": "لا ملف بهذا الاسم؛ راجع الاسم",
    "binary": "ليس نصا بأي ترميز تكتب به العربية؛ حوله أولا",
    "unreadable": "تعذرت قراءته؛ راجع صلاحيات الملف",
    "unsupported": "هذا النوع من الملفات لا يقرأ",
    "skipped": "في المجلد ملفات من أنواع لا تقرأ فتركت",
    "no_files": "المجلد لا ملفات فيه",
    "empty": "لا حروف في النص؛ لا شيء يسجل",
    "not_arabic": "أقل من نصف الحروف عربي؛ خبر يقرأ العربية وحدها",
    "index_page": "الصفحة قائمة مقالات لا مقال؛ أعط الصفحات التي تشير إليها",
    "video_only": "في الصفحة مقطع مصور ولا نص يذكر؛ ما يقال فيه لا يقرأ",
    "paywall": "الصفحة للمشتركين؛ ليس فيها إلا أول المقال",
    "no_article": "لا مقال في الصفحة؛ احفظها بعد اكتمال تحميلها أو أعط نص المقال",
    "no_items": "لا مقالات في الملف",
    "unreadable_page": "تعذرت قراءة صفحة من الأرشيف",
    "farsi": "النص فارسي؛ خبر يقرأ العربية وحدها",
    "urdu": "النص أردي؛ خبر يقرأ العربية وحدها",
    "kurdish": "النص كردي؛ خبر يقرأ العربية وحدها",
    "other_language": "النص بلغة أخرى تكتب بالحرف العربي؛ خبر يقرأ العربية وحدها",
    "visual_order": "حروف النص معكوسة الترتيب كما في بعض ملفات PDF؛ خذ النص من نسخة أخرى",
    "encoding": "لم يكن الترميز كما أعلن، أو أصلح",
    "killed": "توقفت العملية التي كانت ترمزه؛ أعطه وحده أو قلل العمليات",
    "internal": "خطأ داخلي في الترميز",
}


def say(key: str, lang: Lang, **values: object) -> str:
    """The text ``key`` in ``lang``, with ``values`` put in."""
    return TEXTS[key][LANGS.index(lang)].format(**values)


def say_fault(fault: Fault, lang: Lang) -> str:
    """A fault in ``lang``: in Arabic by its code, with the name of the file that the message begins with."""
    known = FAULTS_AR.get(fault.code)
    if lang == "en" or known is None:
        return fault.message
    where, colon, _ = fault.message.partition(": ")
    return f"{where}: {known}" if colon else known


HELP_AR: dict[str, str] = {
    "Read Arabic news and write down who said and did what to whom, where, when, and according to whom.":
        "يقرأ الأخبار العربية ويكتب من قال ومن فعل، وماذا، ومع من، وأين، ومتى، وبحسب من.",
    "Code articles without storing them: texts, JSONL, pages, feeds, web archives, gzipped or not, folders, - for standard input.":
        "ترميز المقالات بلا حفظ: نصوص و JSONL وصفحات وخلاصات وأرشيفات ويب، مضغوطة أو لا، ومجلدات، و - للمدخل القياسي.",
    "Tell in prose why record ID of an article is there.": "يشرح سبب وجود السجل ID في مقال.",
    "Code a folder of gold articles and print the figures.": "يرمز مجلدا من المقالات المحكمة ويطبع المقاييس.",
    "Show a rule with its examples, or list all rules.": "يعرض قاعدة بأمثلتها، أو يسرد القواعد كلها.",
    "Look after the words.": "العناية بالمفردات.",
    "Check every word table.": "يفحص جداول المفردات كلها.",
    "Count the words that no table knows.": "يعد الكلمات التي لا يعرفها أي جدول.",
    "Language of help, errors and headings.": "لغة المساعدة والأخطاء والعناوين.",
    "Show the versions and hashes of coder, lexicon and rules.": "إصدار المرمز والمعجم والقواعد وبصماتها.",
    "Show this message and exit.": "عرض هذه الرسالة.",
    "Date of publication where the input does not tell, as 2024-05-06.": "تاريخ النشر إن لم يذكره المدخل، مثل 2024-05-06.",
    "Who published it.": "الناشر.",
    "Where it stood.": "رابط المقال.",
    "table for people (on a terminal), jsonl for programs (elsewhere), json for one object or a list.":
        "table للناس (في الطرفية)، و jsonl للبرامج (في غيرها)، و json لكائن واحد أو قائمة.",
    "Write NAME.json for each input file into this folder.": "كتابة NAME.json لكل ملف في هذا المجلد.",
    "Processes to work on.": "عدد العمليات.",
    "Tell what was left out, and why.": "ذكر ما استبعد وسببه.",
    "A folder with word tables of your own, added to those that ship.": "مجلد فيه جداول مفرداتك، تضاف إلى الجداول المرفقة.",
    "Write the records, NAME.json, into this folder.": "كتابة السجلات في هذا المجلد.",
    "A line for each article.": "سطر لكل مقال.",
    "What was missed and what is too much, by article.": "ما فات وما زاد في كل مقال.",
    "The figures as JSON.": "المقاييس بصيغة JSON.",
    "Floors that the figures must hold; exit 1 when one does not.": "حدود دنيا للمقاييس؛ رمز الخروج 1 إن لم تبلغ.",
    "How many words to show.": "عدد الكلمات المعروضة.",
}  # fmt: skip


def say_help(text: str | None, lang: Lang) -> str:
    """A help text, which in the source is English, in ``lang``."""
    return HELP_AR.get(text or "", text or "") if lang == "ar" else text or ""
