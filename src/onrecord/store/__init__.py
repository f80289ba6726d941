"""The record: one SQLite file. The only package with SQL."""

from onrecord.store.actors import actor_profile, actors
from onrecord.store.adding import Added, Standing, add, standing
from onrecord.store.applying import corrected_documents, found_in
from onrecord.store.changes import changes
from onrecord.store.correcting import Place, add_statement, correct, find_subject
from onrecord.store.corrections import CorrectionFilter, corrections, find_correction
from onrecord.store.courses import courses
from onrecord.store.database import Record, open_record, snapshot, transaction
from onrecord.store.dates import days
from onrecord.store.deciding import decide, told
from onrecord.store.decisions import decisions, find_decision
from onrecord.store.errors import (
    AmbiguousActorError,
    AmbiguousDocumentError,
    ConflictError,
    CorrectedMeanwhileError,
    NoRecordError,
    NotFoundError,
    RecordError,
    SqlError,
)
from onrecord.store.facets import facets
from onrecord.store.history import find_said, history, latest_standing, undo
from onrecord.store.issues import find_issue
from onrecord.store.likely import likely_pairs
from onrecord.store.listings import (
    count_unsettled,
    document_page,
    documents,
    languages,
    replacements_of,
    speakers,
)
from onrecord.store.lookup import actor_kinds, actor_name, all_actors, all_documents, find_document, is_empty
from onrecord.store.naming import find_actor, new_actor, shown_actor
from onrecord.store.positions import (
    SURE,
    PositionFilter,
    count_undated_positions,
    find_position,
    position_page,
    positions,
    positions_of,
)
from onrecord.store.rejected import rejected_positions, rejected_statements
from onrecord.store.reviewing import QueueItem, Reason, queue
from onrecord.store.rows import (
    Correction,
    Decision,
    Facet,
    FacetCount,
    Facets,
    Mark,
    Page,
    PositionChange,
    Ruling,
    StatementChange,
    Subject,
    Verdict,
)
from onrecord.store.search import search
from onrecord.store.settling import resolution, without_actor
from onrecord.store.sides import issue_sides, sides, sides_between, sides_by_month
from onrecord.store.statement_filter import StatementFilter
from onrecord.store.statements import (
    count_undated,
    find_statement,
    statement_page,
    statements,
    statements_by_month,
    statements_of,
)
from onrecord.store.unsettled import unsettled_names
from onrecord.store.verifying import count_checked, problems

__all__ = [
    "SURE",
    "Added",
    "AmbiguousActorError",
    "AmbiguousDocumentError",
    "ConflictError",
    "CorrectedMeanwhileError",
    "Correction",
    "CorrectionFilter",
    "Decision",
    "Facet",
    "FacetCount",
    "Facets",
    "Mark",
    "NoRecordError",
    "NotFoundError",
    "Page",
    "Place",
    "PositionChange",
    "PositionFilter",
    "QueueItem",
    "Reason",
    "Record",
    "RecordError",
    "Ruling",
    "SqlError",
    "Standing",
    "StatementChange",
    "StatementFilter",
    "Subject",
    "Verdict",
    "actor_kinds",
    "actor_name",
    "actor_profile",
    "actors",
    "add",
    "add_statement",
    "all_actors",
    "all_documents",
    "changes",
    "correct",
    "corrected_documents",
    "corrections",
    "count_checked",
    "count_undated",
    "count_undated_positions",
    "count_unsettled",
    "courses",
    "days",
    "decide",
    "decisions",
    "document_page",
    "documents",
    "facets",
    "find_actor",
    "find_correction",
    "find_decision",
    "find_document",
    "find_issue",
    "find_position",
    "find_said",
    "find_statement",
    "find_subject",
    "found_in",
    "history",
    "is_empty",
    "issue_sides",
    "languages",
    "latest_standing",
    "likely_pairs",
    "new_actor",
    "open_record",
    "position_page",
    "positions",
    "positions_of",
    "problems",
    "queue",
    "rejected_positions",
    "rejected_statements",
    "replacements_of",
    "resolution",
    "search",
    "shown_actor",
    "sides",
    "sides_between",
    "sides_by_month",
    "snapshot",
    "speakers",
    "standing",
    "statement_page",
    "statements",
    "statements_by_month",
    "statements_of",
    "told",
    "transaction",
    "undo",
    "unsettled_names",
    "without_actor",
]
