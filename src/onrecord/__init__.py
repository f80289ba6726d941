"""Who said what about whom, when, and where it was printed."""

from onrecord.actors.sameness import same_name
from onrecord.pipeline import analyze
from onrecord.records import Actor, ActorKind, ActorReference, Analysis, Document, Kind, Span, Statement
from onrecord.version import VERSION

__version__ = VERSION

__all__ = [
    "Actor",
    "ActorKind",
    "ActorReference",
    "Analysis",
    "Document",
    "Kind",
    "Span",
    "Statement",
    "__version__",
    "analyze",
    "same_name",
]
