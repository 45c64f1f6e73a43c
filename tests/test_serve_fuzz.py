"""Schemathesis sends what the API's description allows, and what it does not: no answer is a 500, none breaks its schema."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from khabar.serve.settings import Limits
from tests.serving import SETTINGS, TEXT, client, stories_db

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis import GenerationMode
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

OPEN = msgspec.structs.replace(SETTINGS, hosts=("testserver",), limits=Limits(each_minute=1_000_000, code=20.0))
EXAMPLES = 15
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    db: Path = stories_db(tmp_path_factory.mktemp("fuzz"))
    with client(db, OPEN) as made:
        made.post("/api/v1/code", json={"text": TEXT})  # whose process takes its time to start
        schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", made.app)
        schema.config.update(request_timeout=60)
        yield schema


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda m: m.value)
def test_serve_fuzz_no_answer_is_a_500_and_each_is_as_described(described: Any, mode: GenerationMode) -> None:
    operations = [result.ok() for result in described.get_all_operations()]
    assert len(operations) > 20
    sent = 0

    for operation in operations:

        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None, phases=[Phase.generate])
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            nonlocal sent
            sent += 1
            case.call_and_validate(checks=CHECKS)

        with suppress(Unsatisfiable):  # nothing can be wrong where nothing is given
            ask()
    assert sent > 200
