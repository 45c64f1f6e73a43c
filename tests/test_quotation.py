"""Which statements may be copied as quotations, with what source."""

from __future__ import annotations

import pytest

import khabar
from khabar.coding.quotation import Quotation, as_quotation
from khabar.model import Record


def coded(text: str) -> Record:
    return khabar.code_text(text, published="2024-05-06", outlet="قناة السهل", url="https://example.org/1")


def offer(text: str, number: int = 0) -> tuple[Quotation | None, str]:
    record = coded(text)
    return as_quotation(record.statements[number], record)


def test_quotation_has_words_speaker_outlet_date_and_link() -> None:
    found, reason = offer('قال وزير الخارجية المصري ماهر الديب: "لن نقبل بتقسيم أي دولة عربية".')
    assert reason == ""
    assert found is not None
    assert (found.words, found.whole) == (["لن نقبل بتقسيم أي دولة عربية"], True)
    assert [(s.name_ar, s.role) for s in found.speakers] == [("ماهر الديب", "minister of foreign affairs")]
    assert (found.outlet, found.published, found.url, found.denying) == ("قناة السهل", "2024-05-06", "https://example.org/1", None)


def test_quotation_of_an_indirect_statement_is_its_marked_parts() -> None:
    found, _ = offer('قال وزير الخارجية المصري ماهر الديب إن بلاده لن تقبل "بتقسيم أي دولة عربية مهما كان الثمن" وإن الحوار مستمر.')
    assert found is not None
    assert (found.words, found.whole) == (["بتقسيم أي دولة عربية مهما كان الثمن"], False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("قال وزير الخارجية المصري ماهر الديب إن بلاده لن تقبل بتقسيم أي دولة عربية.", "paraphrase"),
        ("قال وزير الخارجية المصري ماهر الديب: لن نقبل بتقسيم أي دولة عربية.", "not_in_marks"),
    ],
)
def test_quotation_is_refused_with_a_reason(text: str, reason: str) -> None:
    assert offer(text) == (None, reason)


def test_quotation_of_words_recounted_by_another_is_refused() -> None:
    record = coded('قال المتحدث سامر الحلواني إن وزير الخارجية المصري ماهر الديب قال: "لن نقبل بتقسيم أي دولة عربية".')
    inner = next(s for s in record.statements if s.parent is not None)
    assert as_quotation(inner, record) == (None, "recounted")


def test_quotation_of_a_denial_carries_its_cue() -> None:
    found, _ = offer('نفى وزير الخارجية المصري ماهر الديب "وجود أي خلاف مع الحكومة السودانية حول المياه".')
    assert found is not None
    assert found.denying == "نفى"
