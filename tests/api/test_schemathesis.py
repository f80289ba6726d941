"""Requests that a machine makes up from the description, right ones and wrong ones, against the whole API.

``ONRECORD_REQUESTS`` sets how many it makes up for each operation.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from onrecord.access import Role, Tokens
from onrecord.api import PREFIX, Settings, application

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

_REQUESTS = int(os.environ.get("ONRECORD_REQUESTS", "1"))
# Statuses that no schema can foretell, beside those that schemathesis knows.
_CHECKS = {
    # 412: somebody else was first; 503: another text is being analysed.
    "positive_data_acceptance": {
        "expected-statuses": ["200", "201", "304", "403", "404", "409", "412", "503"]
    },
    # 412: no such tag; 413: too long to be looked at.
    "negative_data_rejection": {
        "expected-statuses": ["400", "401", "403", "404", "405", "406", "409", "412", "413", "415", "428"]
    },
    # 428: what If-Match is for (RFC 6585).
    "missing_required_header": {"expected-statuses": ["400", "404", "415", "428"]},
}


def test_no_check_fails(record: Path, tokens: Tokens) -> None:
    token = tokens.add("Schemathesis", Role.ADMIN)
    config = schemathesis.config.SchemathesisConfig.from_dict(
        {
            "headers": {"Authorization": f"Bearer {token}"},
            "generation": {"max-examples": _REQUESTS, "deterministic": True, "database": "none"},
            "checks": _CHECKS,
            # The longest text of an analysis, on a machine that has other things to do.
            "request-timeout": 120,
        }
    )
    app = application(Settings(record, tokens))
    schema = schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", app, config=config)
    failures, phases = [], set()
    for event in schemathesis.engine.from_schema(schema).execute():
        if isinstance(
            event, schemathesis.engine.events.NonFatalError | schemathesis.engine.events.FatalError
        ):
            failures.append(str(event))
        if isinstance(event, schemathesis.engine.events.ScenarioFinished):
            phases.add(event.phase.value)
            failures += [
                f"{check.name}: {check.failure_info.failure.message}\n{check.failure_info.code_sample}"
                for checks in event.recorder.checks.values()
                for check in checks
                if check.failure_info
            ]
    assert failures == []
    assert {"coverage", "fuzzing", "stateful"} <= {phase.lower() for phase in phases}
