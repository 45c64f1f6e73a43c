"""The grammar of weeks, months, years, decades and lengths of time."""

from __future__ import annotations

from khabar.annotate.times_dates import (
    FROM,
    TO_WORDS,
    Hit,
    MonthRead,
    Spec,
    borrowed_year,
    month_pair,
    named_year,
    tail,
    unit_qualified,
    year_number,
)  # fmt: skip
from khabar.annotate.times_words import Form, Line
from khabar.language.numbers import Number, parse_numbers
from khabar.script.fold import fold


def _keys(words: str) -> frozenset[str]:
    return frozenset(p + fold(w) for w in words.split() for p in ("", "و", "ف"))


_LICENSE = _keys("في فى منذ حتى خلال قبل بعد إلى شهر بين بحلول بداية لغاية")
_AND = fold("و")


def phased(line: Line, i: int) -> Hit | None:
    """مطلع الشهر المقبل, نهاية 2023, أواخر آب الماضي, النصف الثاني من العام الجاري, الأسبوع الأول من مايو."""
    at, skip = _phase(line, i)
    if at == i:
        return None
    hit = (
        month(line, at, licensed=True) or unit(line, at, bare=True) or year(line, at, licensed=True) or decade(line, at)
    )
    return hit._replace(first=i, skip=skip) if hit else None


def _phase(line: Line, i: int) -> tuple[int, int]:
    """The token after a word for a part of a period, and its clitic letters; ``i`` itself where there is none."""
    form = line.form(i, "phase", "share", "first_of", "season", first=True)
    if form and form.kind == "share":
        at = i + 2 if line.form(i + 1, "ord") or line.key(i + 1) == fold("الأخير") else i + 1
        return (at + 1, form.skip) if line.key(at) == FROM else (i, 0)
    if form and not form.definite:
        return i + 1, form.skip
    week = line.form(i, "unit", first=True)
    if (
        week
        and week.definite
        and week.note == "week"
        and (line.form(i + 1, "ord") or line.key(i + 1) == fold("الأخير"))
    ):
        return (i + 3, week.skip) if line.key(i + 2) == FROM else (i, 0)
    return i, 0


def month(line: Line, i: int, *, licensed: bool = False) -> Hit | None:
    """A month with its year or qualifier: شهر أكتوبر القادم, سبتمبر/أيلول 2018, مايو من العام الماضي."""
    noun = line.form(i, "unit", first=True)
    named = noun is not None and noun.note == "month" and noun.value == 1 and not noun.definite
    read = month_pair(line, i + 1 if named else i, first=not named)
    if read is None:
        return None
    end = tail(line, read.after, read.month.calendar)
    known = named or licensed or end.found or read.paired
    if not known and not _is_month(line, i, read):
        return None
    borrowed = None if end.found else borrowed_year(line, end.after, read.month)
    qual = end.qual if end.qual not in ("before", "after") else ""
    spec = Spec(
        "month", month=read.month.number, year=end.year or borrowed, calendar=read.month.calendar, qual=qual,
        of_year=end.of_year, other_month=read.other, until_month=read.until,
    )  # fmt: skip
    return Hit(spec, i, noun.skip if noun and named else read.skip, end.after)


def _is_month(line: Line, i: int, read: MonthRead) -> bool:
    """Whether a bare month name is one: unambiguous, or after a preposition of time; never a bare Hijri one."""
    if read.month.calendar == "hijri" or line.key(i - 1) in _WARS or line.key(read.after) in _BLACK:
        return False
    if not read.month.ambiguous:
        return True
    before = line.key(i - 1)
    if before in _LICENSE or line.form(i - 1, "phase", first=True):
        return True
    return before == FROM and line.key(read.after) in TO_WORDS


_WARS = _keys("حرب ثورة نكسة انتفاضة نصر حرب انتصارات هزيمة لحرب بحرب لثورة بثورة")
_BLACK = _keys("الأسود المجيد المجيدة")


def unit(line: Line, i: int, *, bare: bool = False) -> Hit | None:
    """الأسبوع المقبل, الشهر الجاري, هذا العام, العام نفسه; with ``bare`` also مطلع (الشهر)."""
    for name in ("week", "month", "year"):
        read = unit_qualified(line, i, name, first=True)
        if read and (name != "year" or _is_the_year(line, i, read[0])):
            return Hit(Spec(name, qual=read[0]), i, read[1], read[2])
        noun = line.form(i, "unit")
        if bare and noun and noun.note == name and noun.value == 1 and noun.definite and not named_year(line, i):
            if name == "year" and line.key(i + 1).startswith("ال"):
                return None
            return Hit(Spec(name, qual="this"), i, noun.skip, i + 1)
    return None


_GENERAL = frozenset(
    fold(w) for w in (
        "الأمين", "المدير", "الرأي", "النائب", "القطاع", "المدعي", "القائد", "المفوض", "السكرتير", "الإضراب",
        "العفو", "الدين",
        "المراقب", "المفتش", "القنصل", "المنسق", "الأمن", "الصالح", "المال", "الحق", "المشرف", "المراجع",
        "المؤتمر", "الحاكم",
        "المنتدى", "المستشفى", "الاكتتاب", "الإطار", "المشهد", "الوضع", "المستوى", "السياق", "الإنفاق", "والأمين",
        "والمدير",
        "الذوق", "المركز", "التعداد", "الإحصاء", "الانتخاب", "المكتب", "المعدل", "المؤشر", "الطابع", "الخط",
        "التوجه", "النظام",
    )
)  # fmt: skip


def _is_the_year(line: Line, i: int, qual: str) -> bool:
    """Whether العام is a year, not the adjective of the word before it (الأمين العام السابق)."""
    if line.form(i, "this", "that", "same_of", first=True):
        return True
    before = line.key(i - 1)
    if before in _GENERAL or (before.startswith("لل") and "ال" + before[2:] in _GENERAL):
        return False
    return not (qual in ("before", "after", "same") and before.startswith(("ال", "وال", "لل", "بال")))


def year(line: Line, i: int, *, licensed: bool = False) -> Hit | None:
    """عام 2027, بين عامي 2011 و2015, 2013م, and a bare 2013 where its company says that it is a year."""
    named = named_year(line, i)
    if named:
        until = _season_end(line, named[3] - 1, named[0])
        after = named[3] + 2 if until else named[3]
        return Hit(Spec("year", year=named[0], until_year=until, calendar=named[1]), i, named[2], after)
    return _two_years(line, i) or _bare_year(line, i, licensed)


def _two_years(line: Line, i: int) -> Hit | None:
    form = line.form(i, "pair", first=True)
    if form is None or form.note != "year":
        return None
    first = year_number(line, i + 1)
    if first is None:
        return None
    second = year_number(line, first[2] + 1) if line.key(first[2]) in TO_WORDS | {_AND} else None
    if second and (line.key(i - 1) in _BETWEEN or line.key(first[2]) in TO_WORDS):
        return Hit(Spec("year", year=first[0], until_year=second[0], calendar=first[1]), i, form.skip, second[2])
    return Hit(Spec("year", year=first[0], calendar=first[1]), i, form.skip, first[2])


_BETWEEN = _keys("بين")
_YEAR_BEFORE = _keys(
    """في فى منذ حتى إلى من قبل بعد خلال بين بحلول لغاية مطلع نهاية منتصف أواخر أوائل بداية صيف خريف شتاء ربيع سنة
    عام لعام عامي أعوام سنوات ل"""
)
_EVENTS = _keys(
    """حرب مونديال انتخابات اتفاق اتفاقية ثورة العالم أولمبياد دورة بطولة قمة مؤتمر أحداث انقلاب هجمات احتجاجات
    دستور موازنة ميزانية انتفاضة مجزرة زلزال حراك عدوان غزو معاهدة انسحاب هدنة نسخة موسم حصار استفتاء مهرجان
    معرض إكسبو جائزة خطة استراتيجية كوبا أفريقيا آسيا"""
)
_NOT_YEAR_BEFORE = _keys(
    """رقم القرار قرار القرارات قرارات المادة مادة القانون قانون غرفة هاتف طراز رحلة الرحلة نحو حوالي قرابة زهاء
    أكثر بنحو مقتل إصابة شارع صفحة رؤية أجندة المرسوم مرسوم عددهم بلغ إجمالي نقطة الكيلو كيلومتر عدد رؤى طريق
    موديل حساب تردد ال % $ € £"""
) | {fold("ال"), "%", "$", "€", "£", ".", ":", "/", "+", "-", "#", "_"}  # fmt: skip
_COUNTED = _keys(
    """شخص شخصا أشخاص جندي جنديا جنود قتيل قتيلا جريح جريحا مصاب مصابا مدني مدنيا مدنيين أسير أسيرا معتقل معتقلا
    لاجئ لاجئا نازح نازحا دولار دولارا يورو جنيه جنيها ريال ريالا دينار دينارا درهم درهما ليرة طن طنا كيلومتر
    كيلومترا كيلو كم متر مترا هكتار هكتارا ميل ميلا برميل برميلا ميغاواط ميجاوات ميغاوات موظف موظفا عامل عاملا
    طالب طالبا مقاتل مقاتلا عنصر عنصرا أسرة عائلة منزل منزلا وحدة قطعة قرية سيارة شاحنة طائرة صاروخ صاروخا مسلح
    مسلحا مهاجر مهاجرا حالة إصابة شهيد شهيدا نسمة مليون مليار ألف سنة عاما عام يوم يوما ساعة دقيقة نقطة درجة
    فدان فدانا شركة مدرسة مشروع مشروعا ضحية ناخب ناخبا صوت صوتا مقعد مقعدا معلم معلما ضابط ضابطا شرطي شرطيا
    متظاهر متظاهرا فلسطيني فلسطينيا سوري سوريا عسكري عسكريا من بالمئة بالمائة كلم لتر لترا قذيفة غارة دونم دونما
    وظيفة مستوطن مستوطنا مواطن مواطنا صحفي صحفيا حاج حاجا زائر زائرا"""
) | {"%", "$", "€", "£", "٪", "/", "-", "_"}  # fmt: skip
_SEASON_MARKS = frozenset({"-", "/", "–"})


def _bare_year(line: Line, i: int, licensed: bool) -> Hit | None:
    n = line.number(i)
    read = year_number(line, i)
    if n is None or read is None:
        return None
    spaced = line.tokens[i - 1].end == line.tokens[i].start if i else False
    before = line.key(i - 1)
    marked = read[2] > i + 1
    if (before in _NOT_YEAR_BEFORE and not marked and not licensed) or (spaced and before not in _OPENERS):
        return None
    until = _season_end(line, i, n)
    if until:
        return Hit(Spec("year", year=n, until_year=until), i, 0, i + 3)
    if not marked and not _year_company(line, i, n, licensed or before in _YEAR_BEFORE):
        return None
    return Hit(Spec("year", year=n, calendar=read[1]), i, 0, read[2])


_OPENERS = frozenset({"(", "«", '"', "“", "و", "ل", "ب", "[", "،"})


def _season_end(line: Line, i: int, n: int) -> int | None:
    """2025 of 2024-2025 or 2024/2025, and of 2024/25."""
    last = line.number(i + 2) if line.key(i + 1) in _SEASON_MARKS else None
    if last is None or not 1900 <= n <= 2100:
        return None
    last = last if last > 99 else n // 100 * 100 + last
    return last if n < last <= n + 40 else None


def _year_company(line: Line, i: int, n: int, asked: bool) -> bool:
    """Whether the words around a bare number let it be a year."""
    if not 1900 <= n <= 2099:
        return False
    following = line.key(i + 1)
    if following in _COUNTED and not (asked and following == FROM):
        return False
    if asked or line.key(i - 1) in _EVENTS or (line.key(i - 1) == _AND and year_number(line, i - 2)):
        return True
    if any(line.key(i - back) in _RESOLUTION for back in (2, 3, 4, 5)):
        return False
    if line.key(i - 1) == "(" and following == ")":
        return True
    ends = (
        line.kind(i + 1) in ("", "l", "m")
        or following.startswith(("ال", "وال"))
        or following in _FUNCTION
        or following[:1] == "و"
    )
    return ends and (line.kind(i - 1) == "w" or line.key(i - 1) in _CLOSERS) and line.key(i - 1) != _AND


_CLOSERS = frozenset("»”")
_RESOLUTION = _keys("القرار قرار رقم القرارات بالقرار للقرار")
_FUNCTION = _keys("في على إلى عن مع بعد قبل التي الذي بين حتى أن إن أو ثم عندما حين بسبب ضد خلال هو هي كما لكن ما لم")

_ERA_OF = frozenset(fold(w) for w in ("القرن",))
_CENTURIES = {
    fold("الماضي"): 1900,
    fold("العشرين"): 1900,
    fold("الحالي"): 2000,
    fold("الجاري"): 2000,
    fold("الحادي"): 2000,
    fold("التاسع"): 1800,
}
_AGES = _keys("عمره عمرها العمر رجل امرأة سيدة شاب شابة عمر")


def decade(line: Line, i: int) -> Hit | None:
    """التسعينيات, ثمانينيات القرن الماضي, ستينات القرن التاسع عشر."""
    form = line.form(i, "decade", first=True)
    if form is None:
        return None
    at = i + 2 if line.key(i + 1) == FROM else i + 1
    century, after = 0, i + 1
    if line.key(at) in _ERA_OF:
        century = _CENTURIES.get(line.key(at + 1), 0)
        after = at + 3 if line.key(at + 2) == fold("عشر") or line.key(at + 2) == fold("والعشرين") else at + 2
    elif not form.definite or form.value < 60 or any(line.key(i + n) in _AGES for n in (-3, -2, 1, 2)):
        return None
    century = century or 1900
    return Hit(Spec("decade", year=century + form.value), i, form.skip, after)


_BEFORE_WORDS = {fold("قبل"): -1, fold("منذ"): -1, fold("بعد"): 1}
_SINCE = frozenset(p + fold("منذ") for p in ("", "و", "ف"))
_LENGTH = _keys("لمدة مدة خلال غضون طوال طيلة مدى استمر استمرت دام دامت لفترة")
_CODES = {
    "day": "P{}D",
    "week": "P{}W",
    "month": "P{}M",
    "year": "P{}Y",
    "hour": "PT{}H",
    "minute": "PT{}M",
    "decade": "P{}Y",
}
_AGE = _keys("عمره عمرها عمر العمر البالغ البالغة يبلغ تبلغ بعمر سن أعمارهم")
_NOW = _keys("الآن اليوم")


def duration(line: Line, i: int) -> Hit | None:
    """A counted length that ends at token ``i``: قبل ثلاثة أيام, منذ أسبوعين, خمس سنوات."""
    form = line.form(i, "unit", first=True)
    if form is None or form.definite or any(line.key(i - n) in _AGE for n in range(1, 6)):
        return None
    count, start, skip, vague = _count(line, i, form)
    if count == 0 or vague or _is_age(line, start, i, form):
        return None
    at, direction = _direction(line, start)
    if form.value == 1 and start == i and not direction and line.key(i - 1) not in _LENGTH:
        return None
    if direction and at < start:
        key = line.key(at)
        skip = len(key) - 3
        start = at
    anchored = count <= 150 and form.note in ("day", "week", "month", "year") and not _relative_to(line, i)
    since_long = line.key(start) in _SINCE and form.note in ("month", "year")
    code = _CODES[form.note].format(count * 10 if form.note == "decade" else count)
    if not (direction and anchored and not since_long):
        return Hit(Spec("duration", duration=code, direction=direction), start, skip, i + 1)
    return Hit(Spec(form.note, shift=direction * count, duration=code, direction=direction), start, skip, i + 1)


def _is_age(line: Line, start: int, i: int, form: Form) -> bool:
    """Whether a count of years between commas or brackets is someone's age: سامر الدهماني (45 عاما)."""
    apart = line.key(start - 1) in _APART and (line.key(i + 1) in _APART or line.kind(i + 1) in ("", "l"))
    return apart and form.note == "year" and line.kind(start) == "n"


_APART = frozenset({"،", ",", "(", ")", "-", "–"})


def _relative_to(line: Line, i: int) -> bool:
    """Whether the length is counted from something named after it: قبل يومين من الموعد, بعد أسبوع على الهجوم."""
    following = line.key(i + 1)
    if following in (fold("من"), fold("على"), fold("عن")):
        return line.key(i + 2) not in _NOW
    return False


def _direction(line: Line, start: int) -> tuple[int, int]:
    """The token of قبل, منذ or بعد before a count (نحو and such between), and the way it points."""
    at = start - 1
    key = line.key(at)
    for word, way in _BEFORE_WORDS.items():
        if key in (word, "و" + word, "ف" + word):
            return at, way
    return start, 0


def _count(line: Line, i: int, form: Form) -> tuple[int, int, int, bool]:
    """How many units, the first token of the count, its clitic letters, and whether the count is loose."""
    if form.value == 2:
        return 2, i, form.skip, False
    first = max(i - 7, 0)
    if i == 0 or line.tokens[i - 1].kind in ("l", "d", "t"):
        number = None
    else:
        while first < i and any(t.kind == "l" for t in line.tokens[first:i]):
            first += 1
        number = _number_before(line, first, i)
    if number is None or form.skip:
        follows = line.number(i + 1) is not None or line.form(i + 1, "month") is not None
        return (0 if form.value == 3 or follows else 1), i, form.skip, False
    at = next(j for j in range(first, i) if line.span(j, j)[1] > number.start)
    skip = number.start - line.span(at, at)[0]
    exact = number.low == number.high
    return (number.low if number.high is not None else 0), at, skip, not exact


def _number_before(line: Line, first: int, i: int) -> Number | None:
    start, end = line.span(first, i - 1)
    found = parse_numbers(line.text, start, end)
    return found[-1] if found and found[-1].end == end else None
