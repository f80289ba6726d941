"""Analysing a text without storing it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLongError
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

import onrecord
from onrecord.access import Role
from onrecord.api.operations import writes
from onrecord.api.problems import ProblemError
from onrecord.api.questions import Date, check_dates
from onrecord.api.rulings import Sent
from onrecord.records import Analysis
from onrecord.wire import AnalysisObject, analysis_object

_LONGEST_TEXT = 100_000  # characters
_LONGEST_WAIT_S = 60
_MOST_AT_A_TIME = 1

# A thread of its own: those of the server stay free for questions, and the model is in memory once.
_ANALYSTS = ThreadPoolExecutor(_MOST_AT_A_TIME, thread_name_prefix="analysis")
_FREE = BoundedSemaphore(_MOST_AT_A_TIME)


class NewAnalysis(Sent, kw_only=True, frozen=True):
    """A text to analyse, with what is known of it."""

    text: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=_LONGEST_TEXT,
            examples=["“We belong to no military bloc,” Foreign Minister Aibek Sariev said."],
        ),
    ]
    language: (
        Annotated[str, Meta(max_length=35, description="BCP 47; without it identified.", examples=["en"])]
        | UnsetType
    ) = UNSET
    title: Annotated[str, Meta(max_length=1_000)] | UnsetType = UNSET
    url: Annotated[str, Meta(max_length=2_000)] | UnsetType = UNSET
    published: Date | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_dates(self.published)


@writes("POST", "/analyses", "analyses", Role.READER)
def analyse(sent: NewAnalysis) -> AnalysisObject:
    """Find statements, actors and positions in a text; nothing of it is stored.

    One text is analysed at a time; where one is, or it takes longer than a minute, try again later.
    """
    if not _FREE.acquire(blocking=False):
        raise _busy("Another text is being analysed.")
    future = _ANALYSTS.submit(_analysed, sent)
    future.add_done_callback(lambda _: _FREE.release())
    try:
        return analysis_object(future.result(_LONGEST_WAIT_S))
    except TooLongError as error:
        raise _busy("This takes too long; send a shorter text.") from error


def _analysed(sent: NewAnalysis) -> Analysis:
    return onrecord.analyze(
        sent.text,
        language=sent.language or None,
        title=sent.title or None,
        url=sent.url or None,
        published=sent.published or None,
    )


def _busy(detail: str) -> ProblemError:
    return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail, {"Retry-After": "5"})
