"""The OpenAPI 3.1 description, made of the operations themselves: their types, docstrings and roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from importlib.resources import files
from inspect import cleandoc
from typing import Any

import msgspec
from litestar.handlers import HTTPRouteHandler

from onrecord.api.operations import JSON, Operation
from onrecord.api.problems import MEDIA_TYPE, Problem
from onrecord.version import VERSION

_ABOUT = """
Who said what about whom, when and where it was printed. Everything can be read with GET and HEAD; every
answer has an ETag, and If-None-Match spares what you have. Lists come in parts: send next of one part as
cursor of the next, or follow the header Link. Offsets are half-open code-point offsets into the text of a
document. What goes wrong is a problem (RFC 9457). Ids go into a path percent-encoded, a slash as %2F.
"""
_TAGS = {
    "entry": "Where to begin.",
    "documents": "Texts as they were read.",
    "statements": "Who said what, in whose words.",
    "positions": "Who is for or against what, as texts show it.",
    "actors": "Persons, organisations, countries and groups, and decisions on who is who.",
    "issues": "What one can be for or against.",
    "corrections": "What people say of what was found, and what is worth checking.",
    "analyses": "Texts that are not stored.",
}
_PATH_PARAMETER = re.compile(r"\{(\w+):(\w+)\}")
_PATH_TYPES = {
    "str": {"type": "string", "minLength": 1},
    "int": {"type": "integer", "minimum": 1, "maximum": 2**53},
}
_PATH_TOLD = {"number": "That of a decision or correction.", "issue": "The key of the issue."}
_FIRST = "$response.body#/items/0/"
_SELF = "$request.path."
_LINKS: dict[str, dict[str, tuple[str, dict[str, str]]]] = {
    "list_documents": {"document": ("get_document", {"document": f"{_FIRST}label/id"})},
    "list_statements": {
        "statement": ("get_statement", {"document": f"{_FIRST}document", "statement": f"{_FIRST}id"}),
        "article": ("get_document", {"document": f"{_FIRST}document"}),
        "next": ("list_statements", {"cursor": "$response.body#/next"}),
    },
    "list_positions": {
        "position": ("get_position", {"document": f"{_FIRST}document", "position": f"{_FIRST}id"}),
    },
    "list_actors": {
        "actor": ("get_actor", {"actor": f"{_FIRST}id"}),
        "timeline": ("get_timeline_of_actor", {"actor": f"{_FIRST}id"}),
    },
    "list_issues": {"matrix": ("get_matrix_of_issue", {"issue": "$response.body#/0/issue"})},
    "list_history": {"said": ("get_said", {"number": f"{_FIRST}number"})},
    "get_statement": {
        "correct": (
            "correct_statement",
            {
                "document": f"{_SELF}document",
                "statement": f"{_SELF}statement",
                "header.If-Match": "$response.header.ETag",
            },
        )
    },
    "get_position": {
        "correct": (
            "correct_position",
            {
                "document": f"{_SELF}document",
                "position": f"{_SELF}position",
                "header.If-Match": "$response.header.ETag",
            },
        )
    },
    "add_missed_statement": {
        "statement": (
            "get_statement",
            {"document": "$response.body#/document", "statement": "$response.body#/id"},
        )
    },
    "add_decision": {
        "said": ("get_said", {"number": "$response.body#/number"}),
        "undo": ("undo_said", {"number": "$response.body#/number"}),
    },
}
"""From an answer to what can be asked next."""


def describe(handlers: Iterable[HTTPRouteHandler], *, open_reading: bool) -> dict[str, Any]:
    """The description of the operations, without the servers."""
    handlers = list(handlers)
    operations = [_operation_of(handler) for handler in handlers]
    forms = list(dict.fromkeys(each for op in operations for each in (op.query, op.sent, op.gives) if each))
    schemas, components = msgspec.json.schema_components(
        [*forms, Problem], ref_template="#/components/schemas/{name}"
    )
    by_form = dict(zip(forms, schemas, strict=False))
    # What several ask for is in the components once.
    queries = {query: components.pop(query.__name__) for query in {op.query for op in operations if op.query}}
    paths: dict[str, Any] = {}
    for handler, operation in zip(handlers, operations, strict=True):
        (path,) = handler.paths
        (method,) = handler.http_methods
        place = paths.setdefault(_PATH_PARAMETER.sub(r"{\1}", path), {})
        place[method.lower()] = {
            "operationId": operation.name,
            "tags": [operation.tag],
            **_told(operation.told),
            "parameters": [*_path_parameters(path), *_query_parameters(queries.get(operation.query))]
            + ([_IF_MATCH] if operation.upon else []),
            **({"requestBody": _body(by_form[operation.sent])} if operation.sent else {}),
            "responses": dict(_responses(operation, by_form[operation.gives], "{" in path)),
            "security": [{"token": []}] if operation.role or not open_reading else [],
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": VERSION,
            "summary": "A record of who said what, over HTTP.",
            "description": " ".join(_ABOUT.split()),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "tags": [{"name": name, "description": told} for name, told in _TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": {name: _plain(schema) for name, schema in _with_examples(components).items()},
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "What onrecord token NAME printed.",
                }
            },
        },
    }


def _operation_of(handler: HTTPRouteHandler) -> Operation:
    operation: Operation = handler.opt["operation"]
    return operation


def _told(docstring: str) -> dict[str, str]:
    summary, _, rest = _unmarked(cleandoc(docstring)).partition("\n\n")
    more = {"description": " ".join(rest.split())} if rest else {}
    return {"summary": " ".join(summary.split()), **more}


def _path_parameters(path: str) -> Iterator[dict[str, Any]]:
    for name, kind in _PATH_PARAMETER.findall(path):
        yield {
            "name": name,
            "in": "path",
            "required": True,
            "description": _PATH_TOLD.get(name, f"The id of the {name}."),
            "schema": _PATH_TYPES[kind],
        }


def _query_parameters(query: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    if query is None:
        return
    for name, given in query["properties"].items():
        schema = _plain(given)
        told = schema.pop("description", None)
        examples = schema.pop("examples", [])
        yield {
            "name": name,
            "in": "query",
            "required": name in query.get("required", ()),
            **({"description": told} if told else {}),
            **({"example": examples[0]} if examples else {}),
            "schema": schema,
        }


_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of what you have seen.",
    "schema": {"type": "string", "pattern": r'^(\*|"[0-9a-f]{32}")$'},
}


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {JSON: {"schema": schema}}}


def _responses(
    operation: Operation, schema: dict[str, Any], named: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    reads = operation.role is None
    headers = {}
    if reads:
        headers["ETag"] = _header("The tag of these bytes.")
    if operation.query and "cursor" in operation.query.__struct_fields__:
        headers["Link"] = _header("The next part, rel=next, where there is one.", required=False)
    if operation.status is HTTPStatus.CREATED:
        headers["Location"] = _header("Where it is.")
    links = {
        name: {"operationId": target, "parameters": parameters}
        for name, (target, parameters) in _LINKS.get(operation.name, {}).items()
    }
    yield (
        str(operation.status.value),
        {
            "description": operation.status.phrase,
            "content": {JSON: {"schema": schema}},
            **({"headers": headers} if headers else {}),
            **({"links": links} if links else {}),
        },
    )
    if reads:
        yield "304", {"description": "You have it already (If-None-Match)."}
    for status in _problems(operation, named):
        yield (
            str(status.value),
            {
                "description": _PROBLEMS.get(status, status.phrase),
                "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                "headers": _PROBLEM_HEADERS.get(status, {}),
            },
        )
    yield (
        "default",
        {
            "description": "Anything else that goes wrong.",
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        },
    )


def _problems(operation: Operation, named: bool) -> Iterator[HTTPStatus]:
    yield HTTPStatus.BAD_REQUEST
    if operation.role:
        yield HTTPStatus.UNAUTHORIZED
        yield HTTPStatus.FORBIDDEN
    if named or operation.tag == "positions":
        yield HTTPStatus.NOT_FOUND
    yield HTTPStatus.NOT_ACCEPTABLE
    yield from operation.problems
    if operation.upon:
        yield HTTPStatus.PRECONDITION_FAILED
        yield HTTPStatus.PRECONDITION_REQUIRED
    if operation.sent:
        yield HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        yield HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    yield HTTPStatus.SERVICE_UNAVAILABLE


_PROBLEMS = {
    HTTPStatus.BAD_REQUEST: "A parameter or the body does not do.",
    HTTPStatus.UNAUTHORIZED: "There is no token, or it is not known.",
    HTTPStatus.FORBIDDEN: "The token does not allow this, or the record is served for reading.",
    HTTPStatus.NOT_FOUND: "There is no such thing.",
    HTTPStatus.CONFLICT: "It does not go with what the record holds; `other` is what somebody else said.",
    HTTPStatus.PRECONDITION_FAILED: "It has changed since: what it is now, and in `other` who said so.",
    HTTPStatus.PRECONDITION_REQUIRED: "There is no If-Match.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The record cannot be read now, or onrecord is busy; try again later.",
}


def _header(told: str, *, required: bool = True) -> dict[str, Any]:
    return {"description": told, "required": required, "schema": {"type": "string"}}


_PROBLEM_HEADERS = {
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": _header("Which kind of token.")},
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: {"Accept": _header("Which kind of body.")},
}


def _with_examples(components: dict[str, Any]) -> dict[str, Any]:
    examples = msgspec.json.decode(files("onrecord.api").joinpath("examples.json").read_bytes())
    for name, example in examples.items():
        components[name]["examples"] = [example]
    return components


def _plain(value: Any) -> Any:
    """The schema with its docstrings freed of the marks of reStructuredText."""
    if isinstance(value, dict):
        return {
            key: _unmarked(each) if key == "description" and isinstance(each, str) else _plain(each)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value


def _unmarked(docstring: str) -> str:
    return re.sub(r":\w+:`~?([^`]+)`", r"`\1`", docstring).replace("``", "`")
