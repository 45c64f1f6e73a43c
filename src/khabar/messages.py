"""What Khabar says to people, in English and Arabic; data is never translated."""

from __future__ import annotations

from typing import Literal

from khabar import messages_desk, messages_files
from khabar.errors import OptionError, StoreError
from khabar.model import Fault

Lang = Literal["en", "ar"]
LANGS: tuple[Lang, ...] = ("en", "ar")

TEXTS: dict[str, tuple[str, str]] = {
    **messages_desk.TEXTS,
    **messages_files.TEXTS,
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
    "about": ("about", "موقفه"),
    "for": ("for", "مع"),
    "against": ("against", "ضد"),
    "concern": ("concerned about", "قلق على"),
    "neutral": ("on", "عن"),
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
    # the store
    "stored": (
        "{articles} new articles, {versions} new versions, {again} met again, {faults} faults",
        "المقالات الجديدة: {articles}، النسخ الجديدة: {versions}، ما سبق حفظه: {again}، الأخطاء: {faults}",
    ),
    # archives
    "scaled": (
        "{shards} shards ({there} of them there already), {lost} parts lost; {articles} articles, {statements} statements, {events} events, {faults} faults",
        "الأجزاء المكتوبة: {shards} (منها ما سبق: {there})، الأجزاء الضائعة: {lost}؛ المقالات: {articles}، التصريحات: {statements}، الأحداث: {events}، الأخطاء: {faults}",
    ),
    "part_lost": (
        "{path} ({name}): not coded, {detail}; run the command again for what is missing",
        "{path} ({name}): لم يرمز، {detail}؛ أعد الأمر لإتمام الناقص",
    ),
    "stored_there": (", {there} there already", "، ما سبق تحميله: {there}"),
    # the store, on
    "stored_same": (", {same} pages unchanged", "، الصفحات التي لم تتغير: {same}"),
    "no_fetch": (
        'what opens connections is not installed: pip install "khabar[fetch]"',
        'لم يثبت ما يفتح الاتصال: pip install "khabar[fetch]"',
    ),
    "nothing_found": ("nothing was found", "لا نتيجة"),
    "db_whole": ("{path}: whole", "{path}: سليمة"),
    "db_wrong": ("{path}: {count} things are wrong; restore a backup", "{path}: وجد {count} من الأعطال؛ استعد نسخة احتياطية"),
    "backed_up": ("{path}: written", "{path}: كتبت"),
    "no_article": ("no article {id} in the database", "لا مقال بالرقم {id} في القاعدة"),
    "no_body": ("no capture with the hash {sha256}", "لا نسخة أصلية بالبصمة {sha256}"),
    "no_record": ("no statement or event {id} in the database; give a uid, or ARTICLE/s1", "لا تصريح ولا حدث بالرقم {id} في القاعدة؛ أعط uid أو ARTICLE/s1"),
    "no_correction": ("article {article} has no correction {row}", "لا تصويب بالرقم {row} في المقال {article}"),
    "correction_lacks": ("a new record needs {names}", "السجل الجديد ينقصه {names}"),
    "correction_field": ("{kind}: has no {field}", "{kind}: لا حقل فيه باسم {field}"),
    "correction_type": ("no type {type}; there are {types}", "لا نوع باسم {type}؛ الأنواع: {types}"),
    "correction_kind": ("no kind of actor {kind}; there are {kinds}", "لا صنف للفاعلين باسم {kind}؛ الأصناف: {kinds}"),
    "correction_words": ("the article does not have these words: {words}", "ليس في المقال هذا الكلام: {words}"),
    "one_act": ("say one thing: --accept, --remove, --undo, --add, or what to change", "اختر فعلا واحدا: --accept أو --remove أو --undo أو --add أو ما يغير"),
    "corrected": ("kept as correction {row} by {by}", "حفظ التصويب {row} باسم {by}"),
    "correction_gone": (
        "correction {row} of article {article} by {by}: the record that it was made on is gone; the correction stays",
        "التصويب {row} في المقال {article} باسم {by}: لم يعد للسجل وجود، والتصويب باق",
    ),
    "state_held": ("stands", "قائم"),
    "state_met": ("met by the coder", "وافقه المرمز"),
    "state_gone": ("its record is gone", "زال سجله"),
    "state_undone": ("undone", "مسحوب"),
    "rule": ("rule", "القاعدة"),
    "what_new": ("new", "جديد"),
    "what_gone": ("gone", "زال"),
    "what_changed": ("changed", "تغير"),
    "recoded": ("{done} articles, {changed} changed", "المقالات: {done}، ما تغير منها: {changed}"),
    "gold_written": ("{count} gold cases in {path}", "{path}: كتبت {count} من المقالات المحكمة"),
    "gold_read": ("{count} corrections kept", "التصويبات المحفوظة: {count}"),
    "review_keys": (
        "a right · s speaker · w words · t type · u status · c actors · r recipients · x is none · + statement missed · e event missed · z undo · n next · p back · f all right · q leave",
        "a صحيح · s المتحدث · w الكلام · t النوع · u الحال · c الفاعلون · r المتلقون · x لا شيء · + تصريح فات · e حدث فات · z تراجع · n التالي · p السابق · f الكل صحيح · q خروج",
    ),
    "review_end": (
        "that was all: f accepts the article as a whole, + and e add what was missed, p goes back, q leaves",
        "انتهى المقال: f لقبوله كله، و + و e لإضافة ما فات، و p للرجوع، و q للخروج",
    ),
    "review_speaker": ("Speaker (key, name, or NAME|KIND|COUNTRY)", "المتحدث (رمز أو اسم أو NAME|KIND|COUNTRY)"),
    "review_actors": ("Actors, parted by commas", "الفاعلون، بينهم فاصلة"),
    "review_recipients": ("Recipients, parted by commas", "المتلقون، بينهم فاصلة"),
    "review_words": ("The words, exactly as in the article", "الكلام كما في المقال تماما"),
    "review_type": ("Type", "النوع"),
    "review_status": ("Status", "الحال"),
    "review_reason": ("Why", "السبب"),
    "review_nothing_to_undo": ("there is nothing of yours to undo", "لا شيء لك لتتراجع عنه"),
    "store_missing": (
        "{path}: no database there; `khabar add` makes one, --db names another",
        "{path}: لا قاعدة بيانات هنا؛ الأمر khabar add ينشئها، والخيار --db يسمي غيرها",
    ),
    "store_folder": ("{path}: there is no folder {folder}; make it first", "{path}: لا مجلد باسم {folder}؛ أنشئه أولا"),
    "store_foreign": (
        "{path}: not a database of Khabar; name another file with --db",
        "{path}: ليست قاعدة بيانات لخبر؛ سم ملفا آخر بالخيار --db",
    ),
    "store_newer": (
        "{path}: written by a newer Khabar (store version {found}, this one knows {known}); upgrade Khabar",
        "{path}: كتبتها نسخة أحدث من خبر (إصدار القاعدة {found}، وهذه تعرف {known})؛ حدث خبر",
    ),
    "store_sqlite": ("SQLite {found} is too old; Khabar needs {needed} or newer", "إصدار SQLite قديم ({found})؛ يلزم {needed} أو أحدث"),
    "store_damaged": ("{path}: damaged ({detail}); restore a backup", "{path}: تالفة ({detail})؛ استعد نسخة احتياطية"),
    "store_full": (
        "{path}: the disk is full; what was stored stands, make room and run it again",
        "{path}: القرص ممتلئ؛ ما حفظ باق، أفرغ مكانا وأعد التشغيل",
    ),
    "store_busy": ("{path}: another program is writing and does not end; try later", "{path}: برنامج آخر يكتب فيها ولا ينتهي؛ حاول لاحقا"),
    "store_readonly": ("{path}: may be read but not written; check its permissions", "{path}: للقراءة دون الكتابة؛ راجع الصلاحيات"),
    "store_cannot_open": (
        "{path}: cannot be opened or made there; check the folder's permissions",
        "{path}: تعذر فتحها أو إنشاؤها هنا؛ راجع صلاحيات المجلد",
    ),
    "store_text": (
        "article {id}: holds half of a letter (a lone surrogate), which no file can hold; repair the text first",
        "المقال {id}: فيه نصف حرف لا يحفظه ملف؛ أصلح النص أولا",
    ),
    "store_io": ("{path}: the disk gives an error ({detail})", "{path}: خطأ في القرص ({detail})"),
    "store_exists": ("{path}: there is such a file already; name a new one", "{path}: الملف موجود؛ اختر اسما جديدا"),
    "store_failed": ("{path}: {detail}", "{path}: خطأ في القاعدة: {detail}"),
    # links, exports, pictures
    "stories": ("Stories", "القصص الخبرية"),
    "articles": ("Articles", "المقالات"),
    "tellings": ("Tellings of one statement", "روايات التصريح الواحد"),
    "story_line": ("{articles} articles, {sources} independent sources", "المقالات: {articles}، المصادر المستقلة: {sources}"),
    "event_line": ("{reports} reports, {sources} independent sources", "الروايات: {reports}، المصادر المستقلة: {sources}"),
    "contested": ("contested: some report denies it", "مختلف فيه: من الروايات ما ينفيه"),
    "copy_of": ("copy of {of} ({share:.0%})", "نسخة من {of} ({share:.0%})"),
    "figure_by": ("according to {by}", "بحسب {by}"),
    "taken_first": ("stood first", "أول من نشره"),
    "taken_copy": ("copied from {of}", "منسوخ من {of}"),
    "taken_credit": ("taken from {of}, which it credits", "منقول عن {of} مع ذكره"),
    "taken_same words": ("the same words as {of}", "باللفظ نفسه في {of}"),
    "taken_own": ("its own wording", "بصياغته"),
    "diff_changed": ("changed", "استبدل"),
    "diff_dropped": ("dropped", "حذف"),
    "diff_added": ("added", "زاد"),
    "diff_marks_added": ("put in quotation marks", "وضع بين علامتي تنصيص"),
    "diff_marks_removed": ("taken out of quotation marks", "رفعت عنه علامتا التنصيص"),
    "no_story": ("no story with {id}; `khabar story` lists them", "لا قصة خبرية فيها {id}؛ الأمر khabar story يسردها"),
    "no_variants": ("no other article tells statement {id}; `khabar statement` lists those that several tell", "لا رواية أخرى للتصريح {id}؛ الأمر khabar statement يسرد ما تعددت رواياته"),
    "exported": ("{records} records as {form}: {files}", "السجلات: {records}، الصيغة {form}: {files}"),
    "plotted": ("{path}: {count} shown", "{path}: المعروض {count}"),
    "nothing_to_plot": ("nothing to show; ask for less, or add articles", "لا شيء يعرض؛ خفف الشروط أو أضف مقالات"),
    "plot_timeline": ("Events in time ({count})", "الأحداث في الزمن ({count})"),
    "plot_relations": ("Who deals with whom ({count} pairs)", "من يتعامل مع من (الأزواج: {count})"),
    "plot_map": ("Where it happened ({count} places)", "أين وقعت (المواضع: {count})"),
    "plot_sources": ("independent sources", "المصادر المستقلة"),
    "plot_score": ("from conflict to cooperation", "من النزاع إلى التعاون"),
    "bad_picture": ("{path}: pictures are .svg or .png", "{path}: الصور svg أو png"),
    "needs_extra": ("this needs the extra khabar[{extra}]; install it", "هذا يحتاج الإضافة khabar[{extra}]؛ ثبتها"),
    "no_records": ("{path}: no coded articles there; give what `khabar code` wrote", "{path}: لا مقالات مرمزة هنا؛ أعط ما كتبه الأمر khabar code"),
    "bad_records": ("{path}: no record of Khabar ({detail})", "{path}: ليس سجلا من سجلات خبر ({detail})"),
    # serving
    "store_slow": ("{path}: it took too long; ask for less", "{path}: طال الأمر؛ اطلب أقل"),
    "serve_open": ("Khabar is at {url} (stop it with Ctrl-C)", "خبر على {url} (يوقف بالمفتاحين Ctrl-C)"),
    "serve_port": ("{host}:{port} cannot be used ({detail}); choose another --port", "لا يستعمل {host}:{port} ({detail})؛ اختر منفذا آخر بالخيار --port"),
    "serve_needs_tokens": (
        "others can reach {host}: give --token-file, made by `khabar token`",
        "العنوان {host} يصل إليه غيرك: أعط --token-file، ويصنعه الأمر khabar token",
    ),
    "correction_which": ("say which record; only accept is for the whole article", "سم السجل؛ فالقبول وحده يكون للمقال كله"),
    "token_made": ("Give this to {name}; it is shown once:", "أعط هذا إلى {name}؛ لا يعرض إلا مرة:"),
    # a rule
    "why": ("why", "السبب"),
    "matches": ("matches", "تطابق"),
    "codes": ("codes", "تسجل"),
    "never": ("never", "لا تسجل أبدا"),
    "voice_claimed": ("claimed", "ادعاء"),
    "voice_contested": ("contested", "متنازع فيه"),
    "voice_denied": ("denied", "منفي"),
    "no_outlet": ("no outlet", "بلا ناشر"),
    "rule_never_fired": ("On the gold: it never fired.", "على المقالات المرجعية: لم تطلق قط."),
    "rule_trust": ("On the gold: fired {fired} times, right in type {typed}, right in all {right}.", "على المقالات المرجعية: أطلقت {fired}، أصاب نوعها {typed}، وأصابت كلها {right}."),
    "rule_strict": ("Strict: alerts may rest on it.", "صارمة: تصلح للتنبيه."),
    "rule_not_strict": ("Not strict: that takes {precision} over {fires} firings.", "غير صارمة: شرطها {precision} على {fires} إطلاقا."),
    "rule_name": ("rule", "القاعدة"),
    "fired": ("fired", "أطلقت"),
    "type_right": ("type right", "أصاب نوعها"),
    "all_right": ("all right", "أصابت كلها"),
    "more_wrong": ("wrong more often than right", "خطؤها أكثر من صوابها"),
}  # fmt: skip

FAULTS_AR: dict[str, str] = {
    "missing": "لا ملف بهذا الاسم؛ راجع الاسم",
    "binary": "ليس نصا بأي ترميز تكتب به العربية؛ حوله أولا",
    "unreadable": "تعذرت قراءته؛ راجع صلاحيات الملف، أو أن الإضافة اللازمة مثبتة",
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
    "time_limit": "لم يكتمل ترميزه في الوقت المحدد؛ قسم المقال أو زد الوقت بالخيار --time-limit",
    "crowded": "جملة فيها أفعال قول أكثر مما في الأخبار؛ لم يرمز ما زاد",
    **messages_files.FAULTS_AR,
    "unresolved_speaker": "لم يعرف المتحدث؛ راجع النص",
    "time-conflict": "في النص تاريخان لا يتفقان؛ راجعه",
    "fetch_address": "ليس عنوان صفحة؛ أعط https://…",
    "fetch_http": "اتصال http غير مشفر؛ أعط https أو اسمح به بالخيار --http",
    "fetch_private": "عنوان هذا الجهاز أو شبكة خاصة؛ اسمح به بالخيار --private",
    "fetch_unknown_host": "اسم الموقع غير معروف",
    "fetch_connection": "انقطع الاتصال أو لم يقم",
    "fetch_slow": "لم تصل الصفحة في الوقت المحدد",
    "fetch_large": "الصفحة أكبر من الحد",
    "fetch_redirects": "تحيل إلى غيرها بلا نهاية",
    "fetch_robots": "ملف robots.txt لا يسمح بها، أو تعذرت قراءته",
    "fetch_status": "أجاب الخادم بخطأ",
    "fetch_type": "ليست صفحة ولا خلاصة",
    "fetch_encoding": "مضغوطة بصيغة لم تطلب أو لا تفك",
}


def say(key: str, lang: Lang, **values: object) -> str:
    """The text ``key`` in ``lang``, with ``values`` put in."""
    return TEXTS[key][LANGS.index(lang)].format(**values)


def wrong(key: str, **values: object) -> OptionError:
    """The error ``key``, in English, with what is needed to say it in another language."""
    return OptionError(say(key, "en", **values), key=key, values=values)


def say_error(error: OptionError | StoreError, lang: Lang) -> str:
    """An error in ``lang``, where its texts are known; else as it is."""
    return str(error) if error.key is None else say(error.key, lang, **error.values)


def say_fault(fault: Fault, lang: Lang) -> str:
    """A fault in ``lang``: in Arabic by its code, with the name of the file that the message begins with."""
    known = FAULTS_AR.get(fault.code)
    if lang == "en" or known is None:
        return fault.message
    where, colon, _ = fault.message.partition(": ")
    return f"{where}: {known}" if colon else known


HELP_AR: dict[str, str] = {
    **messages_desk.HELP_AR,
    **messages_files.HELP_AR,
    "Read Arabic news and write down who said and did what to whom, where, when, and according to whom.":
        "يقرأ الأخبار العربية ويكتب من قال ومن فعل، وماذا، ومع من، وأين، ومتى، وبحسب من.",
    "Code articles without storing them: texts, JSONL, pages, feeds, web archives, gzipped or not, folders, - for standard input.":
        "ترميز المقالات بلا حفظ: نصوص و JSONL وصفحات وخلاصات وأرشيفات ويب، مضغوطة أو لا، ومجلدات، و - للمدخل القياسي.",
    "Tell in prose why record ID of an article is there.": "يشرح سبب وجود السجل ID في مقال.",
    "Code a folder of gold articles and print the figures.": "يرمز مجلدا من المقالات المحكمة ويطبع المقاييس.",
    "Show a rule with its examples, or list all rules.": "يعرض قاعدة بأمثلتها، أو يسرد القواعد كلها.",
    "Count for each rule how often it fired on a folder of gold articles, and how often it was right.": "يعد لكل قاعدة مرات إطلاقها على مجلد مقالات مرجعية ومرات صوابها.",
    "List only the rules that alerts may rest on: right in their type nine times in ten, over at least twenty firings on the gold.":
        "يسرد القواعد التي تصلح للتنبيه وحدها: تصيب النوع تسع مرات من عشر في عشرين إطلاقا على الأقل.",
    "In plover and polecat also events that are only somebody's word, denied or planned; the other forms hold all, with whose word it is.":
        "في plover و polecat أيضا ما هو قول قائل أو نفي أو وعد؛ وسائر الصيغ فيها الكل مع بيان القائل.",
    "Which outlet calls an actor what: each actor under a heading that takes no side, with the names it is given.":
        "بم يسمي كل ناشر كل فاعل: كل فاعل تحت عنوان محايد، مع الأسماء التي تطلق عليه.",
    "Only this actor: a name or a part of it, an id, or a country's code.": "هذا الفاعل وحده: اسم أو جزء منه، أو معرف، أو رمز دولة.",
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
    "What an article may take before it is given up with the fault time_limit; 0 for no limit.":
        "مدة ترميز المقال قبل تركه وتسجيل الخطأ time_limit؛ و 0 بلا حد.",
    "Tell what was left out, and why.": "ذكر ما استبعد وسببه.",
    "A folder with word tables of your own, added to those that ship.": "مجلد فيه جداول مفرداتك، تضاف إلى الجداول المرفقة.",
    "Write the records, NAME.json, into this folder.": "كتابة السجلات في هذا المجلد.",
    "A line for each article.": "سطر لكل مقال.",
    "What was missed and what is too much, by article.": "ما فات وما زاد في كل مقال.",
    "The figures as JSON.": "المقاييس بصيغة JSON.",
    "Floors that the figures must hold; exit 1 when one does not.": "حدود دنيا للمقاييس؛ رمز الخروج 1 إن لم تبلغ.",
    "How many words to show.": "عدد الكلمات المعروضة.",
    "Read, code and store articles; run again, it goes on where it stopped.":
        "قراءة المقالات وترميزها وحفظها؛ وإن أعيد التشغيل أكمل من حيث توقف.",
    "The database.": "قاعدة البيانات.",
    "Search articles, statements and events, in Arabic as it is read.": "البحث في المقالات والتصريحات والأحداث، بالعربية كما تقرأ.",
    "Who says it: a name or a part of it, a stable id, or a country's code.": "المتحدث: اسمه أو جزء منه، أو معرفه الثابت، أو رمز الدولة.",
    "Who says it, does it or has it done to them.": "من قال أو فعل أو وقع عليه الفعل.",
    "Type of event (CONSULT) or statement (direct).": "نوع الحدث (CONSULT) أو التصريح (direct).",
    "Status of the event.": "حال الحدث.",
    "Published on this day or later.": "نشر في هذا اليوم أو بعده.",
    "Published on this day or earlier.": "نشر في هذا اليوم أو قبله.",
    "Look only in these.": "البحث في هذه وحدها.",
    "As spelled: hamzas, ta marbuta and clitics count, vowel marks do not.": "كما كتب: تحسب الهمزات والتاء المربوطة والسوابق، دون الحركات.",
    "What comes first; by name is by speaker, actor or title in the Arabic order.":
        "ما يأتي أولا؛ و name ترتيب هجائي بحسب المتحدث أو الفاعل أو العنوان.",
    "Tell when an article was met, and what its text gained and lost from one version to the next.":
        "متى عثر على المقال، وما زاد في نصه وما نقص من نسخة إلى أخرى.",
    "How many of each kind to show.": "عدد النتائج من كل نوع.",
    "It is right as it is. With an article's id: the whole article is right and complete.": "السجل صحيح كما هو؛ ومع رقم المقال: المقال كله صحيح وتام.",
    "It is none.": "ليس بسجل.",
    "Take back the last correction of this record.": "سحب آخر تصويب لهذا السجل.",
    "Add what was missed; ID is then the article's.": "إضافة ما فات؛ و ID حينئذ رقم المقال.",
    "The content or evidence, letter by letter as in the article.": "المضمون أو النص الدال، حرفا بحرف كما في المقال.",
    "Which occurrence of these words.": "أي ورود لهذا الكلام.",
    "Mode of the event; an empty one for none.": "صيغة الحدث؛ والفارغ يعني لا شيء.",
    "Date of the event, as 2024-05-06 or 2024-05; an empty one for none.": "تاريخ الحدث، مثل 2024-05-06 أو 2024-05؛ والفارغ يعني لا شيء.",
    "Place of the event; an empty one for none.": "مكان الحدث؛ والفارغ يعني لا شيء.",
    "Who says it: a name or key of the article's actors, or somebody new as NAME|KIND|COUNTRY.":
        "المتحدث: اسم أو رمز من فاعلي المقال، أو جديد بالصيغة NAME|KIND|COUNTRY.",
    "Who does it; written as a speaker is.": "الفاعل؛ ويكتب كما يكتب المتحدث.",
    "Who has it done to them; written as a speaker is, an empty one for nobody.": "المتلقي؛ ويكتب كما يكتب المتحدث، والفارغ يعني لا أحد.",
    "Why; kept with the correction.": "السبب؛ يحفظ مع التصويب.",
    "Whose correction it is; your user name unless given.": "صاحب التصويب؛ واسم المستخدم إن لم يذكر.",
    "Correct statement or event ID (a uid, or ARTICLE/s1); the coding stays, and the correction outlives the next one.":
        "تصويب التصريح أو الحدث ID (uid أو ARTICLE/s1)؛ يبقى الترميز، ويبقى التصويب بعد الترميز التالي.",
    "List the corrections with how they stand, and ask nothing.": "سرد التصويبات وحالها بلا سؤال.",
    "How far two people agree over the articles that both corrected, as JSON.": "مدى اتفاق شخصين على ما صوباه معا، بصيغة JSON.",
    "Go through what was coded, with one key for each act; without ARTICLE, through all that you have not finished.":
        "مراجعة ما رمز، ولكل فعل مفتاح؛ وبلا ARTICLE كل ما لم تنهه.",
    "table for people, jsonl for programs: a line for each article that changed.": "table للناس، و jsonl للبرامج: سطر لكل مقال تغير.",
    "Only the sums by rule.": "المجاميع بحسب القاعدة وحدها.",
    "Run the current coder over the stored texts and tell what changed; the old codings stay.":
        "تشغيل المرمز الحالي على النصوص المحفوظة وذكر ما تغير؛ والترميزات القديمة باقية.",
    "Corrected articles as gold cases, and gold cases as corrections.": "المقالات المصوبة محكمة، والمحكمة تصويبات.",
    "Only by the corrections of this person.": "بتصويبات هذا الشخص وحده.",
    "Write each corrected article as NAME.txt and NAME.gold.json; what nobody looked at is optional in it.":
        "كتابة كل مقال مصوب في NAME.txt و NAME.gold.json؛ وما لم ينظر فيه أحد اختياري.",
    "Store the articles of a folder of gold, with the corrections that bring their coding there.":
        "حفظ مقالات مجلد محكم مع التصويبات التي تبلغ بترميزها ذلك.",
    "How many items of each feed to follow.": "كم خبرا يتبع من كل خلاصة.",
    "Between two requests to one host, where its robots.txt does not ask for more.": "بين طلبين من موقع واحد، ما لم يطلب robots.txt أكثر.",
    "Allow plain http, which can be read and changed on its way.": "السماح باتصال http غير المشفر، وقد يقرأ أو يغير في الطريق.",
    "Allow addresses of this machine and of private networks.": "السماح بعناوين هذا الجهاز والشبكات الخاصة.",
    "Fetch pages and feeds from the network, code and store them; the only command that opens a connection.":
        "جلب الصفحات والخلاصات من الشبكة وترميزها وحفظها؛ وهو الأمر الوحيد الذي يفتح اتصالا.",
    "Code an archive on many cores or machines: JSONL, WARC and Parquet files, folders or patterns in, Parquet shards into OUT; run again, it goes on where it stopped.":
        "ترميز أرشيف على أنوية أو أجهزة كثيرة: المدخل ملفات JSONL و WARC و Parquet أو مجلدات أو أنماط، والناتج أجزاء Parquet في OUT؛ وإن أعيد أكمل من حيث توقف.",
    "Processes of the Ray that is started here; all cores unless given. A cluster that RAY_ADDRESS names decides for itself.":
        "عدد عمليات Ray الذي يبدأ هنا؛ وكل الأنوية إن لم يذكر. والعنقود الذي يسميه RAY_ADDRESS يقرر لنفسه.",
    "Keep the records of Parquet shards that `khabar scale` wrote; run again, nothing is kept twice.":
        "حفظ سجلات أجزاء Parquet التي كتبها khabar scale؛ وإن أعيد لم يحفظ شيء مرتين.",
    "Look after the database.": "العناية بقاعدة البيانات.",
    "Check that the database is whole, and count what is in it.": "فحص سلامة القاعدة وعد محتواها.",
    "Copy the database to FILE while others may use it.": "نسخ القاعدة إلى FILE وإن كان غيرك يستعملها.",
    "Coded articles from files or folders that `khabar code` wrote, instead of the database; - is standard input.":
        "مقالات مرمزة من ملفات أو مجلدات كتبها khabar code بدل القاعدة؛ والشرطة - للمدخل المعياري.",
    "Actors that are two: a file with a pair a line, parted by a tab, as --format json names them under merges.":
        "فاعلون هم اثنان لا واحد: ملف في كل سطر منه زوج تفصل بينهما علامة جدولة، كما تسميهم --format json تحت merges.",
    "On this day or earlier.": "في هذا اليوم أو قبله.",
    "On this day or later.": "في هذا اليوم أو بعده.",
    "Type of event, as CONSULT.": "نوع الحدث، مثل CONSULT.",
    "Who does it or has it done to them: a name or a part of it, an id, or a country's code.":
        "من فعل أو فعل به: اسم أو جزء منه، أو رقم، أو رمز بلد.",
    "Write records in the forms that others read, each with a data package beside it.":
        "يكتب السجلات بالصيغ التي يقرؤها غيره، ومع كل منها حزمة بيانات تصفها.",
    "plover, polecat, acled-like (ACLED's columns; acled is its older name), gdelt (which report tells which event), csv and parquet (folders of tables), xlsx (a workbook), geojson (points), hxl (hashtags for humanitarian data), webannotation, ftm, ninjs.":
        "plover و polecat و acled-like (أعمدة أكلد؛ واسمه القديم acled) و gdelt (أي خبر يروي أي حدث) و csv و parquet (مجلدات جداول) و xlsx (مصنف جداول) و geojson (نقاط) و hxl (وسوم البيانات الإنسانية) و webannotation و ftm و ninjs.",
    "File to write; of csv and parquet a folder. A data package that describes it goes beside.":
        "الملف المكتوب؛ وهو مجلد في csv و parquet. وتوضع بجانبه حزمة بيانات تصفه.",
    "Begin CSV files with a byte-order mark: Excel needs it, other programs stumble over it.":
        "بدء ملفات CSV بعلامة ترتيب البايتات: يحتاجها Excel وتتعثر بها برامج أخرى.",
    "Events in time, each once, with how many independent sources tell it.":
        "الأحداث في الزمن، كل حدث مرة واحدة، وعدد المصادر المستقلة التي ترويه.",
    "Who deals with whom: events counted once, and their mean score from conflict (-10) to cooperation (10).":
        "من يتعامل مع من: كل حدث يعد مرة، ومتوسط درجاتها من النزاع (-10) إلى التعاون (10).",
    "The articles of one story side by side; ID is a story's or an article's. Without it, all stories.":
        "مقالات القصة الواحدة جنبا إلى جنب؛ و ID رقم قصة أو مقال. وبغيره القصص كلها.",
    "The tellings of one statement side by side; ID is a uid, ARTICLE/s1 or a group's. Without it, all groups.":
        "روايات التصريح الواحد جنبا إلى جنب؛ و ID هو uid أو ARTICLE/s1 أو رقم مجموعة. وبغيره المجموعات كلها.",
    "Draw a picture of events in time, of who deals with whom, or of where it happened.":
        "يرسم الأحداث في الزمن، أو من يتعامل مع من، أو أين وقعت.",
    "Serve the page and the API over the database, on this machine unless told otherwise.":
        "يقدم الصفحة وواجهة البرامج من القاعدة، على هذا الجهاز ما لم يطلب غيره.",
    "Address to listen on; others than this machine's own need --token-file.": "العنوان؛ وغير عنوان هذا الجهاز يحتاج --token-file.",
    "Port to listen on; 0 for any that is free.": "المنفذ؛ و 0 لأي منفذ شاغر.",
    "Who may come in, as `khabar token` writes it; with it everybody needs a token.": "من يدخل، كما يكتبه khabar token؛ ومعه يحتاج كل أحد رمزا.",
    "A name by which a proxy passes requests on; may be given several times.": "اسم يحيل به وسيط الطلبات؛ ويعطى مرارا.",
    "Make a token for NAME and add it to the token file.": "يصنع رمزا باسم NAME ويضيفه إلى ملف الرموز.",
    "What its holder may do.": "ما يجوز لحامله.",
    "File of the tokens; they are kept as argon2 hashes.": "ملف الرموز؛ تحفظ فيه بصمات argon2.",
    "Picture to write: .svg or .png.": "الصورة المكتوبة: ‎.svg أو ‎.png.",
}  # fmt: skip


def say_help(text: str | None, lang: Lang) -> str:
    """A help text, which in the source is English, in ``lang``."""
    return HELP_AR.get(text or "", text or "") if lang == "ar" else text or ""
