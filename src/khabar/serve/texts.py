"""Words of the server, in English and Arabic; those of the pages stand in `page_texts` and `article_texts`."""

from __future__ import annotations

from collections.abc import Mapping

from khabar.messages import LANGS, TEXTS, Lang
from khabar.serve.article_texts import ARTICLE
from khabar.serve.page_texts import PAGES

SERVER: dict[str, tuple[str, str]] = {
    "khabar": ("Khabar", "خبر"),
    "login": ("Log in", "الدخول"),
    "logout": ("Log out", "الخروج"),
    "token": ("Token", "الرمز"),
    "login_why": ("This server is open to people with a token.", "هذا الخادم مفتوح لمن له رمز."),
    "back": ("To the first page", "إلى الصفحة الأولى"),
    # problems: title, then what to do
    "not_found": ("There is nothing at this address", "لا شيء في هذا العنوان"),
    "not_found_do": ("Check the address.", "راجع العنوان."),
    "method": ("This address does not answer {method}", "هذا العنوان لا يجيب {method}"),
    "method_do": ("It answers {allowed}.", "يجيب {allowed}."),
    "no_article": ("There is no article {id}", "لا مقال بالرقم {id}"),
    "no_article_do": ("See /api/v1/articles for those that there are.", "المقالات الموجودة في ‎/api/v1/articles."),
    "no_item": ("There is no statement or event {id}", "لا تصريح ولا حدث بالرقم {id}"),
    "no_item_do": ("Give its uid, or ARTICLE/s1.", "أعط uid أو ARTICLE/s1."),
    "login_needed": ("Nobody is logged in", "لم يسجل أحد دخوله"),
    "login_needed_do": ("Send Authorization: Bearer TOKEN, or log in at /login.", "أرسل Authorization: Bearer TOKEN أو ادخل من ‎/login."),
    "login_wrong": ("No such token", "لا رمز كهذا"),
    "login_wrong_do": ("Check it, or ask for a new one.", "راجعه أو اطلب رمزا جديدا."),
    "not_allowed": ("{name} may read, not change", "لك {name} أن تقرأ لا أن تغير"),
    "not_allowed_do": ("It takes the role editor.", "هذا يحتاج دور editor."),
    "csrf": ("The form is not of this server, or too old", "النموذج ليس من هذا الخادم أو قديم"),
    "csrf_do": ("Load the page again and send it once more.", "حمل الصفحة من جديد وأرسل مرة أخرى."),
    "origin": ("The request comes from another site", "الطلب آت من موقع آخر"),
    "origin_do": ("Send it from a page of this server, or from a program.", "أرسله من صفحة لهذا الخادم أو من برنامج."),
    "host": ("This server is not called {host}", "ليس اسم هذا الخادم {host}"),
    "host_do": ("Use its own address; a proxy's name is given by --allow-host.", "استعمل عنوانه؛ واسم الوسيط يعطى بالخيار ‎--allow-host."),
    "too_many": ("Too many requests", "طلبات كثيرة"),
    "too_many_do": ("Wait {seconds} seconds.", "انتظر {seconds} ثانية."),
    "too_large": ("The request is larger than {limit} bytes", "الطلب أكبر من {limit} بايت"),
    "too_large_do": ("Send less at a time.", "أرسل أقل في المرة."),
    "too_slow": ("The request did not come within {seconds} seconds", "لم يصل الطلب في {seconds} ثانية"),
    "too_slow_do": ("Send it again.", "أرسله مرة أخرى."),
    "busy": ("The server is busy", "الخادم مشغول"),
    "busy_do": ("Try again in a moment, or ask for less.", "أعد المحاولة بعد قليل أو اطلب أقل."),
    "media": ("Bodies of kind {kind} are not read here", "لا يقرأ هنا ما نوعه {kind}"),
    "media_do": ("Send {kinds}.", "أرسل {kinds}."),
    "invalid": ("The request cannot be used", "لا يستعمل هذا الطلب"),
    "invalid_do": ("See what is told under errors.", "انظر ما في errors."),
    "code_slow": ("Coding took longer than {seconds} seconds", "طال الترميز أكثر من {seconds} ثانية"),
    "code_slow_do": ("Send less text at a time, or try again in a moment.", "أرسل نصا أقل أو أعد المحاولة بعد قليل."),
    "code_killed": ("The process that coded ended", "انتهت العملية التي كانت ترمز"),
    "code_killed_do": ("Try again; send less text at a time.", "أعد المحاولة وأرسل نصا أقل."),
    "export_slow": ("The export took longer than {seconds} seconds", "طال التصدير أكثر من {seconds} ثانية"),
    "export_slow_do": ("Ask for less, or use `khabar export`.", "اطلب أقل أو استعمل الأمر khabar export."),
    "no_text": ("There is no article in it", "لا مقال فيه"),
    "no_text_do": ("See what is told under errors.", "انظر ما في errors."),
    "no_story": ("There is no story {id}", "لا قصة بالرقم {id}"),
    "no_story_do": ("See /api/v1/stories; what was just added is linked in a moment.", "انظر ‎/api/v1/stories؛ وما أضيف الآن يربط بعد قليل."),
    "no_actor": ("There is no actor {id}", "لا فاعل بالرقم {id}"),
    "no_actor_do": ("See /api/v1/actors; who was just added is linked in a moment.", "انظر ‎/api/v1/actors؛ ومن أضيف الآن يربط بعد قليل."),
    "no_tellings": ("Nobody else tells the statement {id}", "لا رواية أخرى للتصريح {id}"),
    "no_tellings_do": ("What was just added is linked in a moment.", "ما أضيف الآن يربط بعد قليل."),
    "no_form": ("There is no export as {form}", "لا تصدير بالصيغة {form}"),
    "no_form_do": ("There are {forms}.", "الصيغ {forms}."),
    "no_standing": ("The article has no correction {row}", "ليس للمقال تصويب رقمه {row}"),
    "no_standing_do": ("See its corrections for those that there are.", "انظر تصويبات المقال."),
    "one_article": ("send one article", "أرسل مقالا واحدا"),
    "so_many": ("{count} articles; send 1 to {most} at a time", "المقالات {count}؛ أرسل من 1 إلى {most} في المرة"),
    "no_field": ("no such field", "لا حقل بهذا الاسم"),
    "undone": ("The correction {row} is taken back already", "سبق سحب التصويب {row}"),
    "undone_do": ("There is nothing to do.", "لا شيء يلزم."),
    "span": ("The article does not have these words there", "ليست هذه الكلمات في ذلك الموضع من المقال"),
    "span_do": ("Load the article again: start and end count Unicode code points.", "حمل المقال من جديد: البداية والنهاية بعدد رموز يونيكود."),
    "cursor": ("The cursor is not of this list", "المؤشر ليس لهذه القائمة"),
    "cursor_do": ("Begin without one, with the same filters all along.", "ابدأ بغير مؤشر، وأبق الشروط نفسها."),
    "store": ("The database cannot be used", "لا تستعمل قاعدة البيانات"),
    "internal": ("Something is wrong in Khabar", "خلل في خبر"),
    "internal_do": ("The server's log tells more.", "في سجل الخادم تفصيل."),
}  # fmt: skip


VALUES_AR = {
    "missing": "لا بد منه", "greater_than_equal": "أقله {ge}", "less_than_equal": "أكثره {le}", "string_too_long": "أطول من {max_length} حرفا",
    "literal_error": "ليس واحدا من {expected}", "int_parsing": "ليس عددا صحيحا", "bool_parsing": "ليس true ولا false",
    "date_from_datetime_parsing": "ليس يوما؛ يكتب هكذا: 2024-05-06", "date_parsing": "ليس يوما؛ يكتب هكذا: 2024-05-06",
}  # fmt: skip
"""What FastAPI finds wrong with a value, by the kind of trouble."""


def value_problem(kind: str, message: str, context: Mapping[str, object], lang: Lang) -> str:
    """What is wrong with a value of the address, in ``lang``."""
    if lang == "en":
        return message
    return VALUES_AR.get(kind, "قيمة لا تصلح").format(**context)


def told(key: str, lang: Lang, **values: object) -> str:
    """The text ``key`` in ``lang``, with ``values`` put in; looked for here, in the pages' words, then in `messages`."""
    for table in (SERVER, PAGES, ARTICLE, TEXTS):
        if key in table:
            text = table[key][LANGS.index(lang)]
            return text.format(**values) if values else text
    raise KeyError(key)
