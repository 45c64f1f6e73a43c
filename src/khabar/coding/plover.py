"""PLOVER's types, modes, scores, contexts and sectors as tables.

Facts of the PLOVER manual (draft 2.0, Open Event Data Alliance, CC BY-SA 4.0), in our words. The manual prints ACCUSE as
+3, an evident slip (its modes are all negative), and lists SANCTION once as verbal; it is material conflict. It prints no
score for PROTEST/vandalize: that of its type holds.
"""

from __future__ import annotations

import msgspec

from khabar.errors import OptionError


class EventType(msgspec.Struct, frozen=True):
    """One of the 16 event types."""

    name: str
    quad: int
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"""
    score: float
    """Conflict–cooperation, -10 to 10."""
    modes: dict[str, float]
    definition_en: str
    definition_ar: str
    needs_recipient: bool = False


def _type(name: str, quad: int, score: float, en: str, ar: str, modes: str = "", needs: bool = False) -> EventType:
    pairs = (pair.rsplit(" ", 1) for pair in modes.split(", ") if pair)
    return EventType(name, quad, score, {mode: float(value) for mode, value in pairs}, en, ar, needs)


TYPES: dict[str, EventType] = {
    t.name: t
    for t in (
        _type("AGREE", 1, 2.5, "promise, offer, accept, commit; cooperation still to come; invitations", "يعد أو يعرض أو يقبل أو يلتزم؛ تعاون لم يقع بعد؛ دعوات"),
        _type("CONSULT", 1, 2.5, "meetings, talks, visits, calls", "لقاءات ومباحثات وزيارات واتصالات", "visit 4, third-party 1, multilateral 4, phone 1.5"),
        _type("SUPPORT", 1, 5, "praise, back, recognise, sign an agreement: words, not goods", "يشيد أو يؤيد أو يعترف أو يوقع اتفاقا: كلام لا مال"),
        _type("CONCEDE", 1, 4.5, "give way in words: pardon, apologise, ease, announce a truce or withdrawal", "يتنازل بالقول: عفو أو اعتذار أو تخفيف أو إعلان هدنة أو انسحاب"),
        _type("COOPERATE", 2, 9.5, "mutual material exchange: trade, joint exercises, extradition", "تبادل مادي: تجارة ومناورات مشتركة وتسليم مطلوبين", "", True),
        _type("AID", 2, 10, "material help to one side: money, arms, relief, asylum, rescue", "عون مادي لطرف: مال أو سلاح أو إغاثة أو لجوء أو إنقاذ", "", True),
        _type("RETREAT", 2, 6.5, "concessions carried out", "تنازلات منفذة", "withdraw 8, release 6.5, disarm 10, ceasefire 7.5, access 6.5, resign 4.5"),
        _type("REQUEST", 3, 0, "appeal, demand, order, in words", "يطلب أو يطالب أو يأمر بالقول", "assist 0.5, change -1, yield -1, meet 0"),
        _type("ACCUSE", 3, -3, "condemn, criticise, blame, accuse, sue, investigate", "يدين أو ينتقد أو يلوم أو يتهم أو يقاضي أو يحقق", "disapprove -2, investigate -3.5, allege -3.5"),
        _type("REJECT", 3, -2, "refuse, deny, veto, cancel a meeting, bar entry", "يرفض أو ينفي أو ينقض أو يلغي لقاء أو يمنع دخولا", "assist -1.5, change -2, yield -2, meet -2"),
        _type("THREATEN", 3, -3.5, "warn with consequences, give an ultimatum", "يحذر من عواقب أو ينذر", "restrict -3, arrest -3.5, relations -3.5, expel -3.5, territory -4, violence -3.5"),
        _type("PROTEST", 4, -5, "civilian collective action in the street or workplace", "عمل مدني جماعي في الشارع أو العمل", "demo -5, riot -7, strike -5, hunger -4.5, boycott -4.5, obstruct -4.5, vandalize -5"),
        _type("SANCTION", 4, -6, "reduce relations: sanctions, expulsion, cut ties, suspend aid, convict", "يقلص العلاقات: عقوبات وطرد وقطع ووقف عون وإدانة قضائية", "convict -6, expel -5.5, withdraw -6, discontinue -6", True),
        _type("MOBILIZE", 4, -5.5, "military or police moves short of force", "تحركات عسكرية أو أمنية دون استعمال القوة", "troops -6.5, weapons -6.5, police -5.5, militia -6"),
        _type("COERCE", 4, -7, "repression short of violence", "قمع دون عنف", "seize -7, restrict -7, censor -6.5, curfew -6.5, martial-law -7.5, arrest -7, deport -7, withhold -7, misinformation -6.5, cyber -7"),
        _type("ASSAULT", 4, -9, "deliberate acts that can do grave bodily harm", "أفعال متعمدة قد تؤذي الجسد أذى بليغا", "abduct -8.5, beat -7.5, torture -8.5, sexual -8.5, targeted -9.5, destroy -8.5, primitive -8, firearms -9, explosives -9, suicide-attack -9.5, aerial -9.5, drone -9.5, heavy-weapons -9.5, crowd-control -7.5, unconventional -10"),
    )
}  # fmt: skip
"""Type by name."""

MODES_AR: dict[str, str] = {
    "visit": "زيارة: الزائر فاعل والمضيف متلق", "third-party": "وساطة أو لقاء يرعاه طرف ثالث", "multilateral": "اجتماع أطراف كثيرة", "phone": "اتصال هاتفي",
    "withdraw": "سحب قوات أو سفراء أو مال أو عضوية", "release": "إطلاق محتجزين", "disarm": "تسليم سلاح أو إتلافه", "ceasefire": "هدنة منفذة", "access": "فتح معبر أو طريق أو السماح بالدخول",
    "resign": "استقالة", "assist": "ما يطلب أو يرفض عون", "change": "ما يطلب أو يرفض تغيير سياسة", "yield": "ما يطلب أو يرفض تنازل أو كف", "meet": "ما يطلب أو يرفض لقاء أو حوار",
    "disapprove": "إدانة وانتقاد", "investigate": "تحقيق", "allege": "اتهام ودعوى", "restrict": "تقييد حركة أو حق أو نشاط", "arrest": "احتجاز وسجن", "relations": "المساس بالعلاقات",
    "expel": "طرد", "territory": "المساس بالأرض", "violence": "استعمال العنف", "demo": "مظاهرة ومسيرة ووقفة واعتصام", "riot": "شغب ورشق وحرق", "strike": "إضراب عن العمل",
    "hunger": "إضراب عن الطعام", "boycott": "مقاطعة", "obstruct": "قطع طريق أو إغلاق مقر", "vandalize": "تخريب ممتلكات", "convict": "حكم قضائي", "discontinue": "عقوبات وقطع علاقات ووقف عون",
    "troops": "تحريك قوات", "weapons": "نشر سلاح", "police": "نشر شرطة", "militia": "حشد مليشيا", "seize": "مصادرة واستيلاء", "censor": "حجب ومنع نشر", "curfew": "حظر تجول",
    "martial-law": "طوارئ وأحكام عرفية", "deport": "ترحيل", "withhold": "حبس ماء أو غذاء أو خدمة", "misinformation": "تضليل", "cyber": "هجوم إلكتروني", "abduct": "خطف وأسر",
    "beat": "ضرب", "torture": "تعذيب", "sexual": "عنف جنسي", "targeted": "اغتيال", "destroy": "هدم وتدمير", "primitive": "سلاح أبيض وحجارة ودهس", "firearms": "سلاح ناري",
    "explosives": "متفجرات", "suicide-attack": "هجوم انتحاري", "aerial": "قصف من الجو", "drone": "طائرة مسيرة", "heavy-weapons": "مدفعية وصواريخ", "crowd-control": "غاز ورصاص مطاطي لتفريق حشد",
    "unconventional": "سلاح كيميائي أو غير تقليدي",
}  # fmt: skip
"""What each mode is, in Arabic."""

BORDERS_AR: dict[str, str] = {
    "AGREE": "ليس منه اتفاق وقع فعلا: توقيعه SUPPORT، وهدنته RETREAT؛ ولا انسحاب معلن: هو CONCEDE.",
    "CONSULT": "ليس منه لقاء لم يقع بعد: هو AGREE؛ ولا رفض اللقاء أو إلغاؤه: هو REJECT؛ ولا قول من طرف واحد.",
    "SUPPORT": "ليس منه عون بالمال أو السلاح: هو AID؛ ولا المجاملة التي لا يسمى فيها أحد.",
    "CONCEDE": "ليس منه تنازل نفذ: هو RETREAT؛ ولا أسف المرء على فعل غيره: هو ACCUSE.",
    "COOPERATE": "ليس منه عون من جهة واحدة: هو AID؛ ولا مناورة دولة وحدها: هي MOBILIZE.",
    "AID": "ليس منه الوعد بالعون: هو AGREE؛ ولا وقف العون: هو SANCTION.",
    "RETREAT": "ليس منه ما أعلن ولم ينفذ: هو CONCEDE؛ ولا الانسحاب من معاهدة أو هيئة: هو SANCTION.",
    "REQUEST": "ليس منه مظاهرة ترفع مطلبا: هي PROTEST؛ ولا طلب معه وعيد: هو THREATEN.",
    "ACCUSE": "ليس منه حكم المحكمة: هو SANCTION؛ وما يتهم به المرء حدث آخر لفاعله.",
    "REJECT": "ليس منه منع بالقوة: هو COERCE؛ ومن نفى فعلا فقد رفض التهمة، والفعل المنفي حدث حالته النفي.",
    "THREATEN": "ليس منه وعيد نفذ: هو SANCTION أو COERCE أو ASSAULT؛ ولا تحذير من خطر لا يد للمتكلم فيه.",
    "PROTEST": "ليس منه احتجاج دولة بالقول: هو ACCUSE؛ ولا تجمع لعيد أو مباراة.",
    "SANCTION": "ليس منه التلويح بالعقوبات: هو THREATEN؛ وسجن المحكوم COERCE/arrest.",
    "MOBILIZE": "ليس منه تحرك هو جزء من هجوم: الهجوم وحده ASSAULT.",
    "COERCE": "ليس منه قتل أو جرح: هو ASSAULT؛ ولا أسر المقاتلين: هو ASSAULT/abduct.",
    "ASSAULT": "ليس منه حادث أو كارثة أو رياضة أو مجاز؛ والقتلى والجرحى في هجوم حدث واحد معه؛ وما يسمى عرضا (منذ اغتيال فلان) لا يسجل.",
}
"""What each type is not, in Arabic."""

CONTEXT_GLOSSES: dict[str, tuple[str, str]] = {
    "military": ("state armed forces", "القوات المسلحة للدول"),
    "intelligence": ("spying and intelligence services", "التجسس وأجهزة الاستخبارات"),
    "executive": ("heads of state, governments, their acts", "رؤساء الدول والحكومات وأعمالها"),
    "legislative": ("parliaments and their acts", "البرلمانات وأعمالها"),
    "election": ("elections and referendums", "الانتخابات والاستفتاءات"),
    "political_institutions": ("constitutions, regimes, transitions, coups", "الدساتير وأنظمة الحكم والمراحل الانتقالية والانقلابات"),
    "pro_democracy": ("for more democracy", "ما يعزز الديمقراطية"),
    "pro_autocracy": ("for less democracy", "ما يعزز الاستبداد"),
    "economic": ("trade, finance and the economy, not single firms", "التجارة والمال والاقتصاد، لا الشركات المفردة"),
    "legal": ("courts, laws, trials", "المحاكم والقوانين والمحاكمات"),
    "reparations": ("compensation for past wrongs", "التعويض عن مظالم سابقة"),
    "human_rights": ("grave abuses of human rights", "الانتهاكات الجسيمة لحقوق الإنسان"),
    "rights_freedoms": ("civil rights and freedoms", "الحقوق والحريات المدنية"),
    "repression": ("repression by security forces", "القمع على أيدي قوات الأمن"),
    "human_security": ("water, food, housing, energy, land", "الماء والغذاء والسكن والطاقة والأرض"),
    "gender": ("women, men and equality between them", "النساء والرجال والمساواة بينهم"),
    "lgbt": ("sexual minorities", "الأقليات الجنسية"),
    "religion_ethnicity": ("religions, sects, ethnic groups", "الأديان والطوائف والأعراق"),
    "inequality": ("poverty, discrimination, marginal groups", "الفقر والتمييز والتهميش"),
    "diplomatic": ("relations between states and with international bodies", "العلاقات بين الدول ومع الهيئات الدولية"),
    "territory": ("borders, occupation, secession", "الحدود والاحتلال والانفصال"),
    "peacekeeping": ("peacekeepers and observers", "قوات حفظ السلام والمراقبون"),
    "health": ("health, disease, hospitals", "الصحة والأمراض والمستشفيات"),
    "asylum": ("refugees and asylum", "اللاجئون واللجوء"),
    "migration": ("migrants and displaced people", "المهاجرون والنازحون"),
    "disasters": ("natural and man-made disasters", "الكوارث الطبيعية وغيرها"),
    "natural_resource": ("oil, gas, minerals, water, forests", "النفط والغاز والمعادن والمياه والغابات"),
    "environment": ("climate, pollution, nature", "المناخ والتلوث والطبيعة"),
    "technology": ("technology, communications, space", "التكنولوجيا والاتصالات والفضاء"),
    "terrorism": ("terrorism and the fight against it", "الإرهاب ومكافحته"),
    "cbrn": ("chemical, biological, radiological, nuclear matters", "الشؤون الكيميائية والبيولوجية والإشعاعية والنووية"),
    "cyber": ("computer attacks and their defence", "الهجمات الإلكترونية والوقاية منها"),
    "misinformation": ("false or misleading information", "المعلومات الكاذبة أو المضللة"),
    "crime": ("ordinary and organised crime", "الجريمة العادية والمنظمة"),
    "corruption": ("bribery, embezzlement, abuse of office", "الرشوة والاختلاس واستغلال المنصب"),
    "illegal_drugs": ("illegal drugs", "المخدرات"),
    "trafficking": ("smuggling of people and goods", "تهريب البشر والبضائع"),
}  # fmt: skip
"""What each context covers, in English and Arabic."""

CONTEXTS: tuple[str, ...] = tuple(CONTEXT_GLOSSES)
"""The 37 contexts; an event may have any number of them."""

SECTORS: dict[str, tuple[str, str]] = {
    "COP": ("police", "شرطة"), "GOV": ("executive", "سلطة تنفيذية"), "JUD": ("courts", "قضاء"), "LEG": ("parliament", "برلمان"),
    "MIL": ("armed forces", "قوات مسلحة"), "PRM": ("pro-government paramilitaries", "قوات رديفة"), "PTY": ("party", "حزب"),
    "REB": ("armed opposition", "معارضة مسلحة"), "SPY": ("intelligence", "استخبارات"), "UAF": ("unidentified armed men", "مسلحون مجهولون"),
    "UNK": ("unidentified", "مجهول"), "AGR": ("farmers", "مزارعون"), "BUS": ("business", "أعمال"), "CRM": ("criminals", "مجرمون"),
    "CVL": ("civilians", "مدنيون"), "EDU": ("education", "تعليم"), "ELI": ("former officials and families", "نخبة"),
    "JRN": ("media", "إعلام"), "LAB": ("labour", "عمال"), "MED": ("health", "صحة"), "REF": ("refugees", "لاجئون"),
    "OPP": ("opposition", "معارضة"), "PRE": ("partially recognised", "اعتراف جزئي"), "REL": ("religious", "ديني"), "SOC": ("civil society", "مجتمع مدني"),
    "IGO": ("intergovernmental body", "منظمة حكومية دولية"), "UNO": ("United Nations", "الأمم المتحدة"), "EUR": ("European Union", "الاتحاد الأوروبي"),
    "NGO": ("non-governmental body", "منظمة غير حكومية"), "ISM": ("movement", "حركة"), "IMG": ("transnational armed group", "جماعة مسلحة عابرة للحدود"),
    "MNC": ("multinational company", "شركة متعددة الجنسيات"),
}  # fmt: skip

AUX_STATUSES: tuple[str, ...] = ("historical", "future", "hypothetical", "negation")
"""PLOVER's auxiliary modes."""

# From CAMEO2PLOVER-2021.txt (PLOVER repository, Open Event Data Alliance), licence CC BY-SA 4.0. A pair is here only where
# the way back is plain: one root code for the type, or for the mode one code with all its sub-codes and no other.
# 143 is strike and boycott in one, which PLOVER now parts; CONCEDE and RETREAT share 08; ACCUSE and ASSAULT have several roots.
CAMEO: dict[tuple[str, str | None], str] = {
    ("AGREE", None): "03", ("CONSULT", None): "04", ("SUPPORT", None): "05", ("COOPERATE", None): "06", ("AID", None): "07",
    ("REQUEST", None): "10", ("REJECT", None): "12", ("THREATEN", None): "13", ("PROTEST", None): "14",
    ("MOBILIZE", None): "15", ("SANCTION", None): "16", ("COERCE", None): "17",
    ("CONSULT", "phone"): "041", ("CONSULT", "third-party"): "044",
    ("RETREAT", "release"): "0841", ("RETREAT", "access"): "086", ("RETREAT", "ceasefire"): "0871", ("RETREAT", "withdraw"): "0872",
    ("THREATEN", "expel"): "136", ("THREATEN", "territory"): "1382",
    ("PROTEST", "demo"): "141", ("PROTEST", "hunger"): "142", ("PROTEST", "obstruct"): "144", ("PROTEST", "riot"): "145",
    ("SANCTION", "discontinue"): "162", ("SANCTION", "expel"): "166",
    ("COERCE", "curfew"): "1723", ("COERCE", "martial-law"): "1724", ("COERCE", "arrest"): "173", ("COERCE", "deport"): "174",
    ("ASSAULT", "beat"): "182", ("ASSAULT", "sexual"): "1821", ("ASSAULT", "torture"): "1822", ("ASSAULT", "firearms"): "193",
    ("ASSAULT", "unconventional"): "204",
}  # fmt: skip
"""The CAMEO code of a type, or of a type and mode, where the mapping is one to one."""



def check(type: str, mode: str | None = None) -> None:
    """Check a type and, where one is given, its mode.

    Raises:
        OptionError: the type or mode is not PLOVER's.
    """
    if type not in TYPES:
        raise OptionError(f"{type!r} is no PLOVER type; types are {', '.join(TYPES)}")
    if mode is not None and mode not in TYPES[type].modes:
        known = ", ".join(TYPES[type].modes) or "none"
        raise OptionError(f"{mode!r} is no mode of {type}; its modes are {known}")


def quad(type: str) -> int:
    """The quad code (1–4) of a type.

    Raises:
        OptionError: the type is not PLOVER's.
    """
    check(type)
    return TYPES[type].quad


def score(type: str, mode: str | None = None) -> float:
    """The conflict–cooperation score (-10 to 10) of a type, or of its mode where one is given.

    Raises:
        OptionError: the type or mode is not PLOVER's.
    """
    check(type, mode)
    return float(TYPES[type].modes[mode] if mode is not None else TYPES[type].score)
