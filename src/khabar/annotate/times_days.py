"""The grammar of days: today, yesterday, weekdays, parts of the day, and the dates that follow them."""

from __future__ import annotations

from khabar.annotate.times_dates import FROM, PLACES, TO_WORDS, Hit, Spec, date, qualifier, unit_qualified
from khabar.annotate.times_words import Form, Line
from khabar.script.fold import fold

_NIGHT = frozenset(fold(w) for w in ("ليل", "ليلة"))
_NEED = frozenset(fold(w) for w in ("الحاجة", "حاجة"))
_NEAR = frozenset(fold(w) for w in ("القريب", "البعيد"))
_FIRST_OF = fold("أول")
_COMMAS = frozenset({"،", ","})


def _keys(words: str) -> frozenset[str]:
    return frozenset(fold(w) for w in words.split())


# After اليوم these words make it a day of another kind: a world day, the nth day, a paper's name.
_NOT_TODAY = _keys(
    """العالمي الوطني الدولي الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر الأخير الواحد
    الدراسي الذي"""
)
_PER_DAY = _keys("برميل برميلا مرة مرات مرتين ساعات ساعة ليتر لتر دولار دولارا برميلاً وجبات وجبة مرتان طن طنا")
# After these words a weekday is a prayer, a market or a place.
_NOT_A_WEEKDAY = _keys(
    """صلاة لصلاة وصلاة بصلاة خطبة وخطبة خطيب سوق بسوق لسوق جامع حي بحي بلدة قرية وادي باب عين مخيم شارع ساحة ابن
    بن بني دوري مباريات"""
)
_DAYS_OF = _keys("أيام وأيام كل")
_WEEKDAY_KINDS = _keys("العظيمة السوداء البيضاء الأسود الأبيض الدامي الدامية الحزينة الشعانين عشر الخضراء")
_TWO = _keys(
    """كلا بين الطرفين الجانبين البلدين الرئيسين الوزيرين الشخصين الفريقين الرجلين الاثنان كلاهما الزعيمين
    المسؤولين الجنديين الحزبين"""
)


def heads(line: Line, i: int) -> tuple[int, int, int, str]:
    """The words for a part of the day and يوم before a day: how many tokens, clitic letters, next token, last word."""
    at, skip, last = i, 0, ""
    while True:
        read = _head(line, at, at == i)
        if read is None:
            return at - i, skip, at, last
        skip = read[0].skip if at == i else skip
        last = line.key(at)[read[0].skip :]
        at = read[1]
        if line.key(at) == FROM and (
            _head(line, at + 1, False) or line.form(at + 1, "weekday", "today", "yesterday", "pair")
        ):
            at += 1


def _head(line: Line, i: int, first: bool) -> tuple[Form, int] | None:
    if not 0 <= i < len(line.tokens):
        return None
    for form in line.tokens[i].forms:
        if form.skip and not first:
            continue
        if form.kind == "pair" and form.note == "day":
            return form, i + 1
        if (
            form.kind == "unit"
            and form.note == "day"
            and form.value == 1
            and not form.definite
            and line.key(i).endswith("م")
        ):
            return form, i + 1
        if form.kind == "part":
            words = [fold(w) for w in form.note.split("_")[1:]]
            if all(line.key(i + 1 + n) == w for n, w in enumerate(words)):
                return form, i + 1 + len(words)
    return None


def day(line: Line, i: int) -> Hit | None:
    """A day at token ``i`` in the fullest form: مساء يوم الثلاثاء الماضي, أمس الاثنين 7 فيفري, 12 مارس 2024."""
    count, skip, at, last = heads(line, i)
    core = _core(line, at, last, first=count == 0)
    if core is None and count > 1:  # the last head may itself be the core: بعد ظهر
        return None
    if core is None:
        return _this_part(line, i)
    return core._replace(first=i, skip=skip if count else core.skip)


def _core(line: Line, i: int, head: str, *, first: bool) -> Hit | None:
    hit = _relative(line, i, first, head) or weekday(line, i, first, head)
    if hit is None:
        return date(line, i, first=first)
    return _with_date(line, hit)


def _with_date(line: Line, hit: Hit) -> Hit:
    """``hit`` with the date that follows it, if any: الأربعاء، 11 مارس 2026; الثلاثاء الموافق 12 مارس."""
    at = hit.after
    if line.form(at, "corr") or line.key(at) in _COMMAS or line.key(at) == FROM:
        at += 1
    following = date(line, at, first=at > hit.after)
    if following is None:
        return hit
    spec = following.spec._replace(weekday=hit.spec.weekday, shift=hit.spec.shift, until_weekday=hit.spec.until_weekday)
    if not (spec.qual or spec.year):
        spec = spec._replace(qual=hit.spec.qual)
    return hit._replace(spec=spec, after=following.after)


def _relative(line: Line, i: int, first: bool, head: str) -> Hit | None:
    read = _shift(line, i, first, head)
    if read is None:
        return None
    shift, skip, after = read
    if shift == 0 and head not in _NIGHT:
        if qualifier(line, after)[0] == "after" and line.key(after + 1).startswith("لل"):
            return None  # اليوم التالي للحرب
        other = _same_day(line, i, skip, after) or _nth_day(line, i, skip, after)
        if other or _is_no_today(line, i, after):
            return other
    name = line.form(after, "weekday")
    at = after + 1 if line.key(after) in _COMMAS else after
    if name is None and at > after and line.form(at, "weekday") and date(line, at + 1):
        name, after = line.form(at, "weekday"), at
    if shift == 0 and line.key(after) == "(" and line.form(after + 1, "yesterday") and line.key(after + 2) == ")":
        return Hit(Spec("day", shift=-1), i, skip, after)  # اليوم (أمس): the paper corrects its source
    if name and not _is_eleven(line, after):
        return Hit(Spec("day", shift=shift, weekday=name.value), i, skip, after + 1)
    return Hit(Spec("day", shift=shift), i, skip, after)


def _shift(line: Line, i: int, first: bool, head: str) -> tuple[int, int, int] | None:
    """Days from today, clitic letters and the token after اليوم, أمس الأول, أول من أمس, بعد غد …"""
    form = line.form(i, "yesterday", "tomorrow", "today", "first_of", first=first)
    if form is None:
        ahead, key = line.form(i + 1, "tomorrow"), line.key(i)
        if key in _BEFORE_FORMS and line.form(i + 1, "yesterday") and (first or key == fold("قبل")):
            return -2, len(key) - 3, i + 2
        if ahead and key in _AFTER_FORMS and (first or key == fold("بعد")):
            return 2, len(key) - 3, i + 2
        return None
    if form.kind == "first_of":
        at = i + 2 if line.key(i + 1) == FROM else i + 1
        return (-2, form.skip, at + 1) if line.form(at, "yesterday") else None
    if form.kind == "yesterday":
        return _yesterday(line, i, form)
    if form.note == "weak" and not _is_tomorrow(line, i, form, head):
        return None
    return form.value, form.skip, i + 1


_BEFORE_FORMS = frozenset(p + fold("قبل") for p in ("", "و", "ف"))
_AFTER_FORMS = frozenset(p + fold("بعد") for p in ("", "و", "ف", "ل"))


def _yesterday(line: Line, i: int, form: Form) -> tuple[int, int, int] | None:
    if line.key(i + 1) in _NEED or line.key(i + 1) in _NEAR:
        return None
    second = line.form(i + 1, "ord")
    if second and second.value == 1:
        return -2, form.skip, i + 2
    return -1, form.skip, i + 1


_BEFORE_TOMORROW = _keys("من منذ حتى إلى قبل يوم ليوم")


def _is_tomorrow(line: Line, i: int, form: Form, head: str) -> bool:
    """Whether غد is tomorrow, not the future in general (لغد أفضل) or a name (تيار الغد)."""
    return bool(
        head
        or line.form(i + 1, "weekday")
        or line.key(i - 1) in _BEFORE_TOMORROW
        or (form.definite and form.skip and line.key(i)[0] == "ل")
    )


def _same_day(line: Line, i: int, skip: int, after: int) -> Hit | None:
    """اليوم نفسه, اليوم التالي, اليوم السابق, ذلك اليوم: days known from the text before."""
    qual, end = qualifier(line, after)
    lead = line.form(i - 1, "that", "same_of", first=True)
    if lead:
        return Hit(Spec("day", qual="same"), i - 1, lead.skip, after)
    if qual in ("same", "before", "after"):
        return Hit(Spec("day", qual=qual), i, skip, end)
    return None


def _nth_day(line: Line, i: int, skip: int, after: int) -> Hit | None:
    """اليوم السابع من كانون الثاني."""
    hit = date(line, after) if line.form(after, "ord") else None
    return hit._replace(first=i, skip=skip) if hit else None


def _is_no_today(line: Line, i: int, after: int) -> bool:
    """Whether اليوم is not today: اليوم العالمي, اليوم الـ40, برميل في اليوم, مثل هذا اليوم."""
    numbered = line.key(after) in _NOT_TODAY or line.form(after, "the") is not None
    return numbered or _per_day(line, i) or line.key(i - 2) == fold("مثل")


def _per_day(line: Line, i: int) -> bool:
    """Whether اليوم is a rate: مليون برميل في اليوم."""
    return line.key(i - 1) == fold("في") and any(line.key(i - n) in _PER_DAY for n in (2, 3))


def _is_eleven(line: Line, i: int) -> bool:
    return line.form(i + 1, "ten") is not None


def weekday(line: Line, i: int, first: bool, head: str) -> Hit | None:
    """A weekday with its qualifier: الثلاثاء المقبل, الجمعة قبل الماضي, الخميس من الأسبوع الماضي."""
    form = line.form(i, "weekday", first=first)
    if form is None:
        return _dateline_weekday(line, i)
    if not head and not _is_weekday(line, i):
        return None
    if line.key(i + 1) in _WEEKDAY_KINDS:
        return None
    until, after = _second_weekday(line, i + 1, head)
    qual, after = qualifier(line, after)
    if qual in ("before", "after"):
        qual, after = "", after - 1
    spec = Spec("day", weekday=form.value, qual=qual, until_weekday=until)
    of_week = unit_qualified(line, after + 1, "week") if line.key(after) == FROM else None
    if of_week:
        spec, after = spec._replace(of_week=of_week[0]), of_week[2]
    return Hit(spec, i, form.skip, after)


def _is_weekday(line: Line, i: int) -> bool:
    """Whether a bare weekday is one: not a market, a prayer, the two of them, or every such day."""
    before = line.key(i - 1)
    qualified = qualifier(line, i + 1)[0] or line.form(i + 1, "today", "yesterday")
    if before in _NOT_A_WEEKDAY and not (qualified and before.endswith(fold("صلاة"))):
        return False
    if before in _DAYS_OF and line.key(i + 1)[:3] != "وال":
        return False
    following = line.key(i + 1)
    two = before in _TWO or (following[:1] in ("ي", "ت") and following.endswith("ان"))
    return not (two and line.key(i).endswith("اثنين"))


def _second_weekday(line: Line, i: int, head: str) -> tuple[int | None, int]:
    """The second day of ليل السبت الأحد, يومي الأربعاء والخميس, السبت - الأحد."""
    at = i + 1 if line.key(i) in PLACES or line.key(i) in TO_WORDS else i
    paired = head in _PAIR or head in _NIGHT
    joined = line.form(i, "weekday", first=True)
    if joined and joined.skip == 1 and head in _PAIR:
        return joined.value, i + 1
    second = line.form(at, "weekday")
    if second and (at > i or paired):
        return second.value, at + 1
    return None, i


_PAIR = frozenset(fold(w) for w in ("يومي", "ليلتي"))


def _dateline_weekday(line: Line, i: int) -> Hit | None:
    """A weekday without ال, as datelines and feeds write it before a date: أربعاء, 11/03/2026."""
    form = line.form(i, "weekday_bare")
    at = i + 2 if line.key(i + 1) in _COMMAS else i + 1
    following = date(line, at) if form else None
    if form is None or following is None:
        return None
    return Hit(Spec("day", weekday=form.value), i, 0, i + 1)


_PART_QUALS = {"past": -1, "past2": -2, "next": 1}


def _this_part(line: Line, i: int) -> Hit | None:
    """هذا الصباح, هذه الليلة, الليلة, الليلة الماضية."""
    lead = line.form(i, "this", first=True)
    at = i + 1 if lead else i
    night = line.form(at, "tonight", first=lead is None)
    if night:
        qual, after = qualifier(line, at + 1)
        if qual in ("", *_PART_QUALS) and (lead or qual or _bare_tonight(line, at)):
            return Hit(Spec("day", shift=_PART_QUALS.get(qual, 0)), i, (lead or night).skip, after)
        return None
    if lead and line.form(at, "part_def", "today") and line.key(i - 1) != fold("مثل"):
        return Hit(Spec("day", shift=0), i, lead.skip, at + 1)
    return None


def _bare_tonight(line: Line, i: int) -> bool:
    return line.form(i + 1, "ord") is None and line.form(i - 1, "that", "same_of", first=True) is None
