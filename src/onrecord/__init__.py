"""Who said what about whom, when, and where it was printed."""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

from onrecord.records import (
    Actor,
    ActorKind,
    ActorReference,
    Analysis,
    Document,
    Kind,
    Polarity,
    Position,
    Span,
    Statement,
    Target,
    TargetKind,
)
from onrecord.version import VERSION

if TYPE_CHECKING:
    from onrecord.actors.sameness import same_name
    from onrecord.pipeline import Engine, analyze
    from onrecord.positions.attitude import attitude

__version__ = VERSION

__all__ = [
    "Actor",
    "ActorKind",
    "ActorReference",
    "Analysis",
    "Document",
    "Engine",
    "Kind",
    "Polarity",
    "Position",
    "Span",
    "Statement",
    "Target",
    "TargetKind",
    "__version__",
    "analyze",
    "attitude",
    "same_name",
]

# Unless told before it is imported, onnxruntime notes each model it runs under ~/.cache and sends that home.
# What a newsroom reads is nobody's business.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

_LATER = {
    "Engine": "onrecord.pipeline",
    "analyze": "onrecord.pipeline",
    "attitude": "onrecord.positions.attitude",
    "same_name": "onrecord.actors.sameness",
}


def __getattr__(name: str) -> Any:
    # Help and questions to a record need neither the pipeline nor the grammars and what runs the model.
    if module := _LATER.get(name):
        return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
