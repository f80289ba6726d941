"""The record, opened for one request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus

from onrecord.api.problems import ProblemError
from onrecord.api.settings import Settings
from onrecord.store import NoRecordError, NotFoundError, Record, RecordError, open_record


@contextmanager
def reading(settings: Settings) -> Iterator[Record]:
    """The record to read from."""
    with ExitStack() as stack:
        try:
            record = stack.enter_context(open_record(settings.record))
        except NoRecordError:
            raise
        except RecordError as error:
            # Nothing that a caller could ask otherwise.
            raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, str(error)) from error
        yield record


@contextmanager
def writing(settings: Settings) -> Iterator[Record]:
    """The record to write to; what does not go with what it holds is a conflict."""
    with reading(settings) as record:
        try:
            yield record
        except RecordError as error:
            if type(error) is not RecordError:
                raise
            raise ProblemError(HTTPStatus.CONFLICT, str(error)) from error


def missing(what: str, identifier: str) -> NotFoundError:
    """That something is not there."""
    return NotFoundError(f"There is no {what} {identifier!r} in this record.")
