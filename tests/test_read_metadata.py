"""Date lines of every kind."""

from __future__ import annotations

import pytest

from khabar.read.lines import line_key
from khabar.read.metadata import load_months, read_date_line

MONTHS = load_months()


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("الأحد، 7 مارس 2021 05:12 م", "2021-03-07"),
        ("8/4/2025", "2025-04-08"),
        ("08-04-2025", "2025-04-08"),
        ("2025/04/08", "2025-04-08"),
        ("04/28/2025", "2025-04-28"),
        ("نُشر في 09 فيفري 2022 (12:46)", "2022-02-09"),
        ("١١ كانون الثاني ٢٠١٦ | ٠٨:٤٥ م | عدد المشاهدات: ٣٤١٢", "2016-01-11"),
        ("۱۱/۱/۲۰۱۶", "2016-01-11"),
        ("آخر تحديث: الجمعة 3 تشرين الأول/أكتوبر 2014 - 10:15 بتوقيت غرينتش", "2014-10-03"),
        ("نشر يوم 21 أفريل 2024", "2024-04-21"),
        ("الثلاثاء 5 غشت 2014", "2014-08-05"),
        ("الخميس, نوفمبر 8, 2016", "2016-11-08"),
        ("22 رمضان 1447 هـ - 11 مارس 2026", "2026-03-11"),
        ("الأربعاء 07 جمادى الآخرة 1429", "2008-06-11"),
        ("تاريخ النشر: 2019-06-01 14:05", "2019-06-01"),
        ("مرفأ نيوز - خاص | 19-10-2020", "2020-10-19"),
        ("الجمعة 12 أيلول 2014م", "2014-09-12"),
        ("1 أيار/مايو 2020", "2020-05-01"),
        ("3 مايو/ أيار 2021", "2021-05-03"),
    ],
)
def test_metadata_date_stamp(line: str, day: str) -> None:
    found = read_date_line(line_key(line), MONTHS)
    assert found is not None
    assert found.stamp
    assert found.day is not None
    assert found.day.isoformat() == day


def test_metadata_dateline_is_no_stamp() -> None:
    found = read_date_line(line_key("جدة 16 شوال 1443 هـ الموافق 17 مايو 2022 م واس"), MONTHS)
    assert found is not None
    assert not found.stamp
    assert str(found.day) == "2022-05-17"


@pytest.mark.parametrize(
    "line",
    [
        "هجوم على ميناء المرساة في 14 نوفمبر 2021 يوقع قتلى وجرحى",
        "أسعار الذهب والعملات في الأسواق المحلية اليوم الأحد 14 نوفمبر 2021",
        "وقال الوزير إن الاتفاق وقع يوم 8/4/2025 في جنيف",
        "31/31/2025",
        "30 فبراير 2021",
        "قمة 2024",
        "عملية 7 أكتوبر",
    ],
)
def test_metadata_running_text_is_no_date(line: str) -> None:
    found = read_date_line(line_key(line), MONTHS)
    assert found is None or found.day is None
