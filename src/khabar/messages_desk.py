"""What the commands of the desk say: watch lists, notes, tags, counts, joining databases."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "watch_kind": ("{kind} is no kind of thing to watch; the kinds are {kinds}", "{kind} ليس مما يراقب؛ الأنواع: {kinds}"),
    "watching": ("watch list {name} holds {count}", "في قائمة المراقبة {name}: {count}"),
    "unwatched": ("{gone} taken off watch list {name}, which holds {count}", "رفع {gone} من قائمة المراقبة {name}، وبقي فيها {count}"),
    "no_watch": ("no watch list {name}; there are: {names}", "لا قائمة مراقبة باسم {name}؛ الموجود: {names}"),
    "no_search": ("no saved search {name}; there are: {names}", "لا بحث محفوظا باسم {name}؛ الموجود: {names}"),
    "search_saved": ("saved as {name}; khabar search --saved {name} runs it", "حفظ باسم {name}؛ يعاد بالأمر khabar search --saved {name}"),
    "noted": ("note {row} is kept", "حفظت الملاحظة {row}"),
    "note_gone": ("note {row} is taken back", "سحبت الملاحظة {row}"),
    "no_note": ("there is no note {row}, or it is taken back already", "لا ملاحظة برقم {row}، أو سحبت من قبل"),
    "same_twice": ("{id} is one already: both names mean it", "{id} واحد أصلا: الاسمان له"),
    "no_actor": ("no actor in the database is called {name}; give an id or a full name", "لا فاعل في القاعدة باسم {name}؛ أعط معرفا أو اسما كاملا"),
    "many_actors": ("several actors are called {name}; give one of the ids {ids}", "عدة فاعلين باسم {name}؛ أعط أحد المعرفات {ids}"),
    "pair_one": ("{one} and {other} are kept as one", "حفظ {one} و{other} على أنهما واحد"),
    "pair_two": ("{one} and {other} are kept as two", "حفظ {one} و{other} على أنهما اثنان"),
    "pair_undone": ("what was said of {one} and {other} is taken back", "سحب ما قيل عن {one} و{other}"),
    "count_column": ("{name}: no such column to count by; the columns are {names}", "{name}: لا يعد بحسبه؛ الأعمدة: {names}"),
    "count_periods": ("count by one period only, of {names}", "العد بفترة واحدة فقط، من {names}"),
    "count_left_out": ("{count} outlets left out, being newer: {names}", "استبعد {count} ناشرين لأنهم أحدث: {names}"),
    "count_undated": ("{count} events have no date and no dated article: no period holds them", "{count} أحداث بلا تاريخ ولا مقال مؤرخ: لا تقع في فترة"),
    "unread": ("{count} inputs gave no article:", "مدخلات لم تعط مقالا: {count}"),
    "bad_size": ("{text} is no size; write it as dead=12, injured=3-5, or dead= for none", "{text} ليست حصيلة؛ تكتب dead=12 أو injured=3-5، أو dead= لحذفها"),
    "merged_stores": (
        "{articles} articles, {versions} versions, {codings} codings, {corrections} corrections, {notes} notes, {tags} tags, {watches} watched, {searches} searches and {verdicts} verdicts came over",
        "انتقل: مقالات {articles}، نسخ {versions}، ترميزات {codings}، تصويبات {corrections}، ملاحظات {notes}، وسوم {tags}، مراقبات {watches}، أبحاث {searches}، أحكام {verdicts}",
    ),
    "store_conflict": ("conflict: {id} {field}: {mine} here, {theirs} there; the later one stands", "تعارض: {id} {field}: هنا {mine} وهناك {theirs}؛ يبقى الأحدث"),
    "everywhere": ("{count} records in {articles} articles would change", "يتغير {count} سجلا في {articles} مقالات"),
    "everywhere_kept": ("written to {path}; `khabar recode` applies it", "كتب في {path}؛ يطبقه الأمر khabar recode"),
    "everywhere_none": (
        "nothing to write: name somebody new as NAME|KIND|COUNTRY with --speaker, --actor or --recipient",
        "لا شيء يكتب: سم جديدا هكذا NAME|KIND|COUNTRY بالخيار --speaker أو --actor أو --recipient",
    ),
    "everywhere_ask": ("Write this row?", "أتكتب هذا الصف؟"),
}

HELP_AR: dict[str, str] = {
    "table for people (on a terminal), jsonl for programs (elsewhere).": "table للناس (في الطرفية)، و jsonl للبرامج (في غيرها).",
    "table for people (on a terminal), csv for spreadsheets, jsonl for programs (elsewhere).":
        "table للناس (في الطرفية)، و csv لجداول الحساب، و jsonl للبرامج (في غيرها).",
    "Why; kept with it.": "السبب؛ يحفظ معه.",
    "Take back what was said.": "سحب ما قيل.",
    "Lists of what to look out for: actors, countries, places, types of event, words.": "قوائم ما يراقب: فاعلون ودول وأماكن وأنواع أحداث وكلمات.",
    "What the values are.": "نوع القيم.",
    "Put VALUEs on the watch list LIST; a new name makes a new list.": "إضافة قيم إلى قائمة المراقبة LIST؛ والاسم الجديد ينشئ قائمة.",
    "Take VALUEs off the watch list LIST; without any, the whole list.": "رفع قيم من قائمة المراقبة LIST؛ وبلا قيم ترفع القائمة كلها.",
    "Show what the watch lists hold.": "عرض ما في قوائم المراقبة.",
    "Only what came into the database after this moment (UTC), as 2024-05-06T08:00:00Z.":
        "ما دخل القاعدة بعد هذه اللحظة وحده (بالتوقيت العالمي)، مثل 2024-05-06T08:00:00Z.",
    "How many of each kind to show.": "عدد المعروض من كل نوع.",
    "Show what was said and done by, to or about what is on the watch list LIST, newest first.":
        "عرض ما قيل وما فعل مما يخص قائمة المراقبة LIST، الأحدث أولا.",
    "Forget the saved search NAME.": "حذف البحث المحفوظ NAME.",
    "List the saved searches; `khabar search --saved NAME` runs one.": "سرد الأبحاث المحفوظة؛ ويعاد أحدها بالأمر khabar search --saved NAME.",
    "Write a note on ID, an article, ARTICLE/s1 or a uid; without TEXT, show the notes of an article, or all.":
        "كتابة ملاحظة على ID: مقال أو ARTICLE/s1 أو uid؛ وبلا نص تعرض ملاحظات المقال أو الكل.",
    "Take back the note of this number; it stays in the database.": "سحب الملاحظة ذات الرقم؛ وتبقى في القاعدة.",
    "Put TAGs on ID, an article, ARTICLE/s1 or a uid; without TAG, show the tags of an article, or all.":
        "وسم ID: مقال أو ARTICLE/s1 أو uid؛ وبلا وسم تعرض وسوم المقال أو الكل.",
    "Take the tags off.": "رفع الوسوم.",
    "Say that two actors (ids or names) or two events (uids, or ARTICLE/e1) are one; links and counts follow.":
        "الحكم بأن فاعلين (معرفين أو اسمين) أو حدثين (uid أو ARTICLE/e1) واحد؛ وتتبعه الروابط والأعداد.",
    "Say that two actors or two events are not one, however alike; links and counts follow.":
        "الحكم بأن فاعلين أو حدثين ليسا واحدا مهما تشابها؛ وتتبعه الروابط والأعداد.",
    "What to count by, parted by commas: day, week, month, year; type, mode, quad, status, attribution; country, admin1, pcode, place; actor, recipient, actor_country, recipient_country; outlet.":
        "ما يعد بحسبه مفصولا بفواصل: day و week و month و year؛ و type و mode و quad و status و attribution؛ و country و admin1 و pcode و place؛ و actor و recipient و actor_country و recipient_country؛ و outlet.",
    "Whose word counts: what an outlet tells in its own voice, or what is only claimed, denied or contested.":
        "قول من يعد: ما يرويه الناشر بصوته، أو ما هو دعوى أو منفي أو متنازع فيه.",
    "Count only outlets of which there are articles from the day of --from or before: one added later makes no trend.":
        "عد الناشرين الذين لهم مقالات من يوم --from أو قبله وحدهم: فمن أضيف بعده لا يصنع اتجاها.",
    "Count events, each once however many articles report it; periods without any are told with a zero.":
        "عد الأحداث، كل حدث مرة مهما كثرت مقالاته؛ والفترة الخالية تذكر بصفر.",
    "Periods of publication.": "فترات النشر.",
    "Tell what counts rest on: articles read, coded, left out and why, and faulted, by outlet and period.":
        "بيان ما تقوم عليه الأعداد: ما قرئ من المقالات وما رمز وما استبعد ولماذا وما فيه خطأ، بحسب الناشر والفترة.",
    "List the outlets in the database with the first and last day that it holds of each.": "سرد الناشرين في القاعدة مع أول يوم وآخر يوم لكل منهم.",
    "Where an event took place: a name, or a country's code.": "مكان الحدث: اسمه، أو رمز الدولة.",
    "What bears this tag.": "ما يحمل هذا الوسم.",
    "Keep this search under NAME.": "حفظ هذا البحث باسم NAME.",
    "Run the search kept under NAME.": "إعادة البحث المحفوظ باسم NAME.",
    "With --saved: only what came into the database since it was last looked at.": "مع --saved: ما دخل القاعدة منذ آخر اطلاع وحده.",
    "A count of the event, as dead=12, injured=3-5, or dead= for none.": "حصيلة الحدث، مثل dead=12 أو injured=3-5، أو dead= لحذفها.",
    "Bring the articles, codings, corrections and desk of another database FILE into this one; conflicts are told.":
        "ضم مقالات قاعدة أخرى FILE وترميزاتها وتصويباتها ومكتبها إلى هذه؛ ويذكر كل تعارض.",
    "Write what the correction teaches as a row of your own word tables (--lexicon), after showing what it changes in all articles.":
        "كتابة ما يعلمه التصويب صفا في جداول مفرداتك (--lexicon)، بعد عرض ما يغيره في كل المقالات.",
    "Do not ask.": "بلا سؤال.",
}
