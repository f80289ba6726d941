"""The API as an application of its own, to be mounted or served alone."""

from __future__ import annotations

from typing import Any, cast

from litestar import Litestar, get
from litestar.config.cors import CORSConfig
from litestar.datastructures import State
from litestar.types import ASGIApp

from onrecord.api.description import describe
from onrecord.api.front import MOUNTED_AT, PREFIX, front
from onrecord.api.problems import AnyRequest, problem_response
from onrecord.api.resources.actors import (
    get_actor,
    get_changes_of_actor,
    get_map,
    get_matrix_of_actor,
    get_months_of_actor,
    get_timeline_of_actor,
    list_actors,
)
from onrecord.api.resources.analyses import analyse
from onrecord.api.resources.documents import get_document, list_documents, search_texts
from onrecord.api.resources.entry import get_entry
from onrecord.api.resources.history import (
    add_decision,
    get_queue,
    get_said,
    list_decisions,
    list_history,
    undo_said,
)
from onrecord.api.resources.issues import (
    get_changes_of_issue,
    get_matrix_of_issue,
    get_months_of_issue,
    get_timeline_of_issue,
    list_issues,
)
from onrecord.api.resources.positions import correct_position, get_position, list_positions
from onrecord.api.resources.statements import (
    add_missed_statement,
    correct_statement,
    count_statements,
    get_statement,
    list_statements,
)
from onrecord.api.settings import Settings

_OPERATIONS = [
    get_entry, list_documents, get_document, search_texts,
    list_statements, count_statements, get_statement, list_positions, get_position, get_map,
    list_actors, get_actor, get_matrix_of_actor, get_months_of_actor, get_timeline_of_actor,
    get_changes_of_actor, list_issues, get_matrix_of_issue, get_months_of_issue, get_timeline_of_issue,
    get_changes_of_issue, list_decisions, get_queue, list_history, get_said,
    add_missed_statement, correct_statement, correct_position, add_decision, undo_said, analyse,
]  # fmt: skip
_PREFLIGHT_KEPT_S = 600


def application(settings: Settings) -> ASGIApp:
    """The API over a record, at paths below ``PREFIX``."""
    described = describe(_OPERATIONS, open_reading=settings.open_reading)

    @get("/openapi.json", sync_to_thread=False)
    def openapi(request: AnyRequest) -> dict[str, Any]:
        """The description."""
        root = cast("dict[str, Any]", request.scope)[MOUNTED_AT]
        return {**described, "servers": [{"url": f"{root}{PREFIX}"}]}

    inner = Litestar(
        route_handlers=[*_OPERATIONS, openapi],
        exception_handlers={Exception: problem_response},
        cors_config=CORSConfig(
            allow_origins=list(settings.origins),
            allow_methods=["GET", "PATCH", "POST"],
            allow_headers=["Authorization", "Content-Type", "If-Match", "If-None-Match"],
            expose_headers=["ETag", "Link", "Location"],
            max_age=_PREFLIGHT_KEPT_S,
        )
        if settings.origins
        else None,
        state=State({"settings": settings}),
        openapi_config=None,
        logging_config=None,
    )
    return front(inner)
