"""How probable it is that a position is right: a logistic regression over what was seen of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

from onrecord.positions.opinions import Opinion
from onrecord.records import Target, TargetKind

FEATURES = (
    "constant",
    "opinion",
    "holder",
    "named",
    "said",
    "actor",
    "named actor",
    "listed",
    "ky",
    "ru",
)
_LEAST = 1e-4


class Weights(msgspec.Struct, frozen=True):
    """One weight for each feature, fitted by `training.attitude_weigh` for a version of the model."""

    model: str
    weights: tuple[float, ...]


def features(
    opinion: Opinion, about: Target, language: str, *, said: bool, listed: bool
) -> tuple[float, ...]:
    """What is seen of the position that an opinion shows, in the order of FEATURES.

    ``said`` tells that it stands in the content of a statement, ``listed`` that lists of words by which one
    takes a side tell the side that was read.
    """
    named = opinion.holder is not None
    actor = about.kind is TargetKind.ACTOR
    return (
        1.0,
        _logit(opinion.sureness),
        _logit(opinion.holder_sureness) if named else 0.0,
        float(named),
        float(said),
        float(actor),
        float(actor and named),
        float(listed),
        float(language == "ky"),
        float(language == "ru"),
    )


def confidence(weights: Sequence[float], seen: Sequence[float]) -> float:
    """The probability, 0 to 1."""
    return 1 / (1 + math.exp(-sum(weight * each for weight, each in zip(weights, seen, strict=True))))


def _logit(probability: float) -> float:
    bounded = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))


@cache
def default_weights() -> Weights:
    """Those that come with onrecord."""
    written = files("onrecord.positions").joinpath("weights.json").read_bytes()
    return msgspec.json.decode(written, type=Weights)
