"""Words of the article, the statement, pasting and correcting, in English and Arabic; data is never translated."""

from __future__ import annotations

from khabar.messages import LANGS, Lang
from khabar.serve.page_texts import PAGES
from khabar.show import plain

ARTICLE: dict[str, tuple[str, str]] = {
    # the article
    "text": ("Text", "النص"),
    "records": ("Records", "السجلات"),
    "statement": ("statement", "تصريح"),
    "event": ("event", "حدث"),
    "actor": ("actor", "فاعل"),
    "time": ("time", "زمان"),
    "place": ("place", "مكان"),
    "times": ("Times", "الأزمنة"),
    "places": ("Places", "الأمكنة"),
    "cue": ("Cue", "لفظ الإسناد"),
    "evidence": ("Evidence", "النص الدال"),
    "content": ("Content", "المضمون"),
    "chain": ("Chain", "السند"),
    "code": ("Code", "الرمز"),
    "voice": ("Voice", "الصيغة"),
    "form": ("Form", "اللفظ"),
    "actors_of": ("Who", "الفاعل"),
    "recipients_of": ("To whom", "المتلقي"),
    "according": ("According to", "بحسب"),
    "outlet_voice": ("the outlet itself", "الناشر نفسه"),
    "size": ("Size", "الحصيلة"),
    "occasion": ("Occasion", "المناسبة"),
    "channel": ("Told to", "قيل لـ"),
    "about": ("Stance", "الموقف"),
    "inside": ("Inside", "ضمن"),
    "holds": ("Holds", "وفيه"),
    "role": ("Role", "الصفة"),
    "named": ("Named", "ورد باسم"),
    "mentions": ("{count} places in the text", "المواضع في النص: {count}"),
    "value": ("Value", "القيمة"),
    "calendar": ("Calendar", "التقويم"),
    "coordinates": ("Coordinates", "الإحداثيات"),
    "why": ("Why", "السبب"),
    "why_of": ("Why {id} is there", "سبب تسجيل {id}"),
    "details": ("Details", "التفصيل"),
    "in_text": ("in the text", "في النص"),
    "reports_of": ("who reports it", "من رواه"),
    "own_page": ("its own page", "صفحته"),
    "correct": ("Correct", "صوب"),
    "close": ("Close", "أغلق"),
    "here_too": ("Also here:", "هنا أيضا:"),
    "unknown_speaker": ("(unknown)", "(غير معروف)"),
    "no_records": ("Nothing was found in this article.", "لم يعثر في هذا المقال على شيء."),
    "none_match": ("No record is as asked.", "لا سجل بهذه الشروط."),
    "denied": ("denied", "منفي"),
    "denied_by": ("denied: {cue}", "منفي: {cue}"),
    "corrected_mark": ("corrected", "مصوب"),
    "ceremonial": ("ceremonial", "مجاملة"),
    "speech_act": ("the saying is the deed", "القول نفسه الفعل"),
    "faults": ("What could not be read", "ما تعذرت قراءته"),
    "dropped": ("Left out", "المستبعد"),
    "unpublished": ("no date", "بلا تاريخ"),
    "version": ("version {number} of the text", "النسخة {number} من النص"),
    "original": ("the original page", "الصفحة الأصلية"),
    "legend": ("What is marked", "المعلم في النص"),
    "hidden_sign": ("hidden sign", "علامة خفية"),
    "hidden_signs": (
        "This text holds {count} hidden signs; they are shown by name and steer nothing.",
        "في هذا النص علامات خفية عددها {count}؛ تعرض بأسمائها ولا أثر لها.",
    ),
    "piece": ("Part {number} of {count}", "الجزء {number} من {count}"),
    "piece_long": (
        "This article is long ({letters} letters) and is shown in {count} parts.",
        "هذا المقال طويل (عدد حروفه {letters}) ويعرض في {count} من الأجزاء.",
    ),
    "limited": (
        "{shown} of the {all} records of this part are listed and marked.",
        "المعروض من سجلات هذا الجزء {shown} من {all}.",
    ),
    "more_records": ("the next records", "السجلات التالية"),
    "first_records": ("the first records", "السجلات الأولى"),
    "deep": (
        "Where very many records lie over one another, {count} marks are not drawn; the list has them.",
        "حيث تتراكب سجلات كثيرة جدا لم ترسم {count} من العلامات؛ وهي في القائمة.",
    ),
    # filters
    "reset": ("Show all", "أظهر الكل"),
    "shown_count": ("{count} shown", "المعروض: {count}"),
    # keys
    "keys": ("Keys", "المفاتيح"),
    "key_next": ("next record", "السجل التالي"),
    "key_previous": ("previous record", "السجل السابق"),
    "key_open": ("details and why", "التفصيل والسبب"),
    "key_correct": ("correct it", "تصويبه"),
    "key_accept": ("it is right", "صحيح"),
    "key_undo": ("take back your last correction", "سحب آخر تصويب لك"),
    "key_filter": ("filters", "التصفية"),
    "key_close": ("close", "إغلاق"),
    "key_help": ("these keys", "هذه المفاتيح"),
    "keys_hint": (
        "Press ? for the keys. Choose words in the text to mark what was missed.",
        "اضغط ؟ لعرض المفاتيح. حدد كلاما في النص لتسجيل ما فات.",
    ),
    # corrections
    "correct_of": ("Correct {id}", "تصويب {id}"),
    "correct_new": ("What was missed here", "ما فات هنا"),
    "is_right": ("It is right", "صحيح"),
    "save": ("Save the correction", "احفظ التصويب"),
    "remove": ("It is none: remove it", "ليس سجلا: احذفه"),
    "undo_last": ("Take back my last correction", "اسحب آخر تصويب لي"),
    "undo": ("Take back", "اسحب"),
    "reason": ("Reason", "السبب"),
    "by": ("Your name", "اسمك"),
    "people_hint": ("Names parted by commas; a new one as NAME|KIND|COUNTRY.", "أسماء بينها فاصلة؛ والجديد هكذا NAME|KIND|COUNTRY."),
    "words_of": ("Words", "الكلام"),
    "words_hint": (
        "Choose other words in the text to change them, or give the offsets of the first letter and of the end.",
        "حدد كلاما آخر في النص لتغييره، أو اكتب موضع أول حرف والموضع بعد الأخير.",
    ),
    "from_letter": ("First letter", "من الموضع"),
    "to_letter": ("End", "إلى الموضع"),
    "mode": ("Mode", "الوجه"),
    "kept": ("Kept as correction {row}.", "حفظ التصويب {row}."),
    "undone": ("Correction {row} was taken back.", "سحب التصويب {row}."),
    "nothing_to_undo": ("There is nothing of yours to take back.", "لا شيء لك لتسحبه."),
    "not_kept": ("Not kept: {problem}", "لم يحفظ: {problem}"),
    "corrections": ("Corrections", "التصويبات"),
    "accept_article": ("The whole article is right", "المقال كله صحيح"),
    "state_held": ("stands", "قائم"),
    "state_met": ("met by the coder", "وافقه المرمز"),
    "state_gone": ("its record is gone", "زال سجله"),
    "state_undone": ("taken back", "مسحوب"),
    "action_accept": ("right", "صحيح"),
    "action_change": ("changed", "غير"),
    "action_add": ("added", "أضيف"),
    "action_remove": ("removed", "حذف"),
    "no_action": ("the form lacks what to do", "ينقص النموذج ما يفعل"),
    "nothing_changed": ("nothing was changed; where it is right, say so", "لم يتغير شيء؛ إن كان صحيحا فقل ذلك"),
    "stored": ("Stored.", "حفظ."),
    "stored_many": ("Stored: {count}.", "المحفوظ: {count}."),
    "offsets_wrong": ("the offsets lie outside the text, or hold no words", "الموضعان خارج النص أو ليس بينهما كلام"),
    # the statement
    "statement_page": ("A statement and its tellings", "تصريح ورواياته"),
    "tellings": ("Its tellings", "رواياته"),
    "tellings_none": (
        "No other article in this store tells it.",
        "لا يرويه مقال آخر في هذه القاعدة.",
    ),
    "tellings_looked": ("Looked for among {count} articles with words in common.", "بحث عنه في المقالات التي تشترك معه في اللفظ، وعددها {count}."),
    "likeness": ("{share} % of the words", "من الألفاظ {share} %"),
    "first_telling": ("stood first", "أول من نشره"),
    "taken_first": ("stood first", "أول من نشره"),
    "taken_copy": ("copied from {of}", "منسوخ من {of}"),
    "taken_credit": ("taken from {of}, which it credits", "منقول عن {of} مع ذكره"),
    "taken_same words": ("the same words as {of}", "باللفظ نفسه في {of}"),
    "taken_own": ("its own wording", "بصياغته"),
    "diff_same": ("the same", "باق"),
    "diff_changed": ("changed", "استبدل"),
    "diff_dropped": ("dropped", "حذف"),
    "diff_added": ("added", "زاد"),
    "diff_quoted": ("marks put on or taken off", "تغيرت علامتا التنصيص"),
    "diff_was": ("was: {old}", "كان: {old}"),
    "differences": ("Differences in words", "الفروق كلمة كلمة"),
    "copy": ("Copy as quotation", "انسخ اقتباسا"),
    "quotation": ("As a quotation", "اقتباسا"),
    "no_quotation": (
        "That these are the speaker's own words is not certain, so they are not offered as a quotation.",
        "لا يثبت أن هذا لفظ المتحدث نفسه، فلا يعرض اقتباسا.",
    ),
    "to_article": ("to the article", "إلى المقال"),
    # paste
    "paste": ("Paste an article", "الصق مقالا"),
    "paste_lead": (
        "Paste an article, or drop a file anywhere on this page: it is coded at once, and kept only when you say so.",
        "الصق مقالا أو أفلت ملفا في هذه الصفحة: يرمز في الحال، ولا يحفظ إلا إذا أردت.",
    ),
    "paste_text": ("The article", "المقال"),
    "paste_file": ("or a file", "أو ملف"),
    "paste_file_hint": ("{kinds}, up to {size} MB", "{kinds}، حتى {size} ميغابايت"),
    "published": ("Published on", "تاريخ النشر"),
    "link": ("Link", "الرابط"),
    "optional": ("where the text does not say it", "حيث لا يذكرها النص"),
    "code_it": ("Code it", "رمزه"),
    "code_again": ("Code it again with this", "أعد الترميز بهذا"),
    "store_it": ("Store it", "احفظه"),
    "not_stored": ("Not stored yet.", "لم يحفظ بعد."),
    "asks": (
        "The text does not tell {what}. With a date, days such as «yesterday» are resolved.",
        "لا يذكر النص {what}. وبالتاريخ تعرف الأيام مثل «أمس».",
    ),
    "asks_published": ("when it was published", "تاريخ نشره"),
    "asks_outlet": ("by whom", "ناشره"),
    "asks_link": ("at which address", "رابطه"),
    "and": (" and ", " و"),
    "coded_in": ("Coded in {seconds} s.", "رمز في {seconds} ثانية."),
    "many_coded": ("The file holds {count} articles.", "في الملف من المقالات: {count}."),
    "many_limited": ("Only the first {count} are shown here; `khabar add` takes all.", "المعروض أول {count} منها؛ والأمر khabar add يأخذها كلها."),
    "paste_gone": ("This paste is no longer held here; paste it again.", "لم يعد ما ألصقته محفوظا هنا؛ الصقه مرة أخرى."),
    "paste_empty": ("There was nothing in it: paste an article or choose a file.", "لا شيء فيه: الصق مقالا أو اختر ملفا."),
    "paste_large": ("It is larger than {size} MB; `khabar add` takes such files.", "حجمه أكبر من {size} ميغابايت؛ والأمر khabar add يأخذ مثله."),
    "cannot_read": ("It could not be read", "تعذرت قراءته"),
    "store_all": ("Store all {count}", "احفظها كلها ({count})"),
    "drop_here": ("Drop it here", "أفلته هنا"),
}  # fmt: skip


def word(key: str, lang: Lang, **values: object) -> str:
    """The text ``key`` in ``lang`` with ``values`` put in; what is not these pages' own is said as on all pages."""
    text = (ARTICLE.get(key) or PAGES[key])[LANGS.index(lang)]
    return text.format(**values) if values else text


class Speech:
    """The words of one language, for templates: ``w("key")``; ``w.plain(text)`` for a line of an article."""

    plain = staticmethod(plain)

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def __call__(self, key: str, **values: object) -> str:
        """The text ``key``."""
        return word(key, self.lang, **values)
