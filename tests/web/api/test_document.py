"""The document of the API is what it does: whatever is sent by it, or against it, is answered as it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from chamdiem.engine.mandates.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.usefixtures("installation"),
    pytest.mark.filterwarnings("ignore:::schemathesis"),
    pytest.mark.filterwarnings("ignore:::hypothesis"),
    pytest.mark.filterwarnings("ignore:::jsonschema"),
]
FEW, MANY = 2, 200
ROLES = (Role.SECRETARY, Role.SUPERVISOR, Role.STANDING_COMMITTEE, Role.AUDITOR)


def operations() -> Iterator[Any]:
    """Yield the operations of the document as it is served."""
    import schemathesis  # noqa: PLC0415 - it takes a second, which only this file needs

    from chamdiem.web.wsgi import application  # noqa: PLC0415 - once Django is set up

    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for found in schema.get_all_operations():
        yield found.ok()  # type: ignore[union-attr] # a document that is wrong raises there


def faults_of(operation: Any, mode: Any, examples: int, secret: str) -> str | None:  # noqa: ANN401 - schemathesis's own
    """Send what the document allows or forbids of an operation, and return what does not fit; None: all does."""
    from schemathesis.specs.openapi import checks  # noqa: PLC0415 - as below

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=examples == FEW,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Any) -> None:  # noqa: ANN401 - as above
        answer = case.call(headers={"Authorization": f"Bearer {secret}"})
        # what has the right shape can still be nothing here, or be refused by what it says; the token is sent by hand,
        # which is taken for one that was made up: who is nobody is tested in `test_reach`
        case.validate_response(answer, excluded_checks=[checks.positive_data_acceptance, checks.ignored_auth])

    try:
        send()
    except BaseExceptionGroup as error:
        return f"{operation.label} {mode.value}: {[str(each)[:900] for each in error.exceptions]}"
    except Exception as error:  # noqa: BLE001 - all of them are told at once
        return f"{operation.label} {mode.value}: {type(error).__name__} {str(error)[:900]}"
    return None


@pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.nightly)])
def test_whatever_is_sent_is_answered_as_the_document_says(examples: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer breaks, has a status, a type or a shape that the document does not tell, or takes what it forbids."""
    from schemathesis import GenerationMode  # noqa: PLC0415 - it takes a second, which only this file needs

    from asking import program_of  # noqa: PLC0415 - once Django is set up
    from chamdiem.web import tokens  # noqa: PLC0415 - as above

    monkeypatch.setattr(tokens, "LIMIT", 10**6)
    programs = [program_of(role) for role in ROLES]
    asked = [(place, operation, mode) for place, operation in enumerate(operations()) for mode in GenerationMode]
    found = [
        faults_of(operation, mode, examples, str(programs[place % len(ROLES)].secret))
        for place, operation, mode in asked
    ]
    if wrong := list(filter(None, found)):
        pytest.fail("\n".join(wrong))
