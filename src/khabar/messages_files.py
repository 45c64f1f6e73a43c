"""What is said of other people's files: messages, Word files and PDF that are read, exports and briefings that are written."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "since_needs_db": ("--since compares with what the database held; leave --records out", "الخيار --since يقارن بما كان في القاعدة؛ احذف --records"),
    "acled_like": (
        "acled is called acled-like now: ACLED's columns filled by Khabar, not data of ACLED's",
        "صار اسم acled هو acled-like: أعمدة أكلد يملؤها خبر، وليست من بيانات أكلد",
    ),
    "changes": (
        "since {since}: {new} new, {changed} changed, {merged} merged, {withdrawn} withdrawn",
        "منذ {since}: الجديد {new}، المتغير {changed}، المدموج {merged}، المسحوب {withdrawn}",
    ),
    "brief_since": ("say --since DATE or --last", "أعط --since DATE أو --last"),
    "brief_written": ("{path}: {lines} lines, new since {since}", "{path}: الأسطر {lines}، الجديد منذ {since}"),
    "brief_place": ("{path}: cannot be written ({detail}); choose another place", "{path}: تعذرت الكتابة ({detail})؛ اختر مكانا آخر"),
    "export_left_out": ("left out: {left}", "المستبعد: {left}"),
    "sheet_articles": ("articles", "المقالات"),
    "sheet_statements": ("statements", "التصريحات"),
    "sheet_events": ("events", "الأحداث"),
    "sheet_actors": ("actors", "الفاعلون"),
    "sheet_codebook": ("codebook", "دليل الترميز"),
}  # fmt: skip

FAULTS_AR: dict[str, str] = {
    "left_out": "في الملف ما لا يقرأ فترك: محادثات خاصة أو رسائل خدمة أو رسائل بلا نص",
    "bad_message": "رسالة ليست كما يكتبها Telegram Desktop فتركت",
    "too_large": "الملف أكبر من أي مقال؛ أعط المقال وحده",
    "locked": "ملف PDF مقفل بكلمة سر؛ احفظه بغيرها",
    "no_text_layer": "في ملف PDF صور صفحات لا نص؛ مررها على برنامج تعرف ضوئي أولا",
    "date_of_file": "التاريخ هو تاريخ إنشاء الملف بحسب خصائصه؛ أعط --published إن نشر في يوم آخر",
}  # fmt: skip

HELP_AR: dict[str, str] = {
    "Write a table of changes beside: ids that are new, changed, merged or withdrawn since this day or moment (UTC).":
        "كتابة جدول تغييرات بجانبه: ما جد أو تغير أو دمج أو سحب منذ هذا اليوم أو اللحظة بالتوقيت العالمي.",
    "Write a briefing: what is new, by story and actor, every line with its outlet, date, link and words.":
        "يكتب موجزا: ما جد، بحسب القصة والفاعل، ولكل سطر ناشره وتاريخه ورابطه وكلامه.",
    "What came into the database on this day or moment (UTC) or later.": "ما دخل القاعدة في هذا اليوم أو اللحظة (بالتوقيت العالمي) أو بعد ذلك.",
    "What came since the last briefing of this database.": "ما دخل منذ آخر موجز لهذه القاعدة.",
    "File to write: .html or .docx (needs the extra documents).": "الملف المكتوب: ‎.html أو ‎.docx (وهذه تحتاج الإضافة documents).",
    "Leave the words of the articles out: offsets, names and codes stay.": "ترك كلام المقالات؛ وتبقى المواضع والأسماء والرموز.",
    "Put a pseudonym for every person, the same in all articles; bodies and offices stay.": "وضع اسم مستعار لكل شخص، واحد في كل المقالات؛ وتبقى الهيئات والمناصب.",
    "Makes the pseudonyms such that nobody finds the names by trying; keep it, and they stay the same.":
        "سر يمنع معرفة الأسماء بالتجريب؛ احتفظ به تبق الأسماء المستعارة كما هي.",
    "Only what the watch list LIST looks out for.": "ما تراقبه القائمة LIST وحده.",
}  # fmt: skip
