"""The record: one SQLite file. The only package with SQL."""

from onrecord.store.adding import Added, Standing, add, standing
from onrecord.store.database import Record, open_record, snapshot, transaction
from onrecord.store.dates import days
from onrecord.store.errors import AmbiguousDocumentError, NoRecordError, NotFoundError, RecordError, SqlError
from onrecord.store.listings import count_unsettled, documents, languages, replacements_of, speakers
from onrecord.store.lookup import actor_name, all_actors, all_documents, find_document, is_empty
from onrecord.store.search import search
from onrecord.store.statements import StatementFilter, count_undated, statements, statements_of
from onrecord.store.verifying import count_checked, problems

__all__ = [
    "Added",
    "AmbiguousDocumentError",
    "NoRecordError",
    "NotFoundError",
    "Record",
    "RecordError",
    "SqlError",
    "Standing",
    "StatementFilter",
    "actor_name",
    "add",
    "all_actors",
    "all_documents",
    "count_checked",
    "count_undated",
    "count_unsettled",
    "days",
    "documents",
    "find_document",
    "is_empty",
    "languages",
    "open_record",
    "problems",
    "replacements_of",
    "search",
    "snapshot",
    "speakers",
    "standing",
    "statements",
    "statements_of",
    "transaction",
]
