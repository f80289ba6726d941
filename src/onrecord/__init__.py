"""Who said what about whom, when, and where it was printed."""

from onrecord.records import Actor, ActorKind, ActorReference, Analysis, Document, Kind, Span, Statement

__all__ = ["Actor", "ActorKind", "ActorReference", "Analysis", "Document", "Kind", "Span", "Statement"]
