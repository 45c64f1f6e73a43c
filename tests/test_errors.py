"""Errors go from one process to another as they are."""

from __future__ import annotations

import pickle

import pytest

from khabar.errors import (
    DataError,
    ExtraError,
    FetchError,
    InputError,
    KhabarError,
    OptionError,
    StoreError,
    TimeLimitError,
)

ERRORS = (
    InputError("a.txt: empty"), OptionError("no such form", key="no_form", values={"form": "x"}), ExtraError("sheets"), DataError("rules.yaml", 3, "no id"),
    StoreError("no store", key="store_foreign", values={"path": "k.db"}), FetchError("robots", "https://a.example/", "not allowed", status=403), TimeLimitError(2.5),
)  # fmt: skip


@pytest.mark.parametrize("error", ERRORS, ids=lambda e: type(e).__name__)
def test_errors_come_out_of_another_process_as_they_went_in(error: KhabarError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
