"""From files to documents: formats, encodings, languages, and what a text says of itself."""

from onrecord.reading.dates import DateMention, find_dates
from onrecord.reading.description import describe, text_id
from onrecord.reading.files import Source, read, read_sources, readable_files
from onrecord.reading.language_identification import identify_language, paragraph_languages
from onrecord.reading.unreadable import Unreadable

__all__ = [
    "DateMention",
    "Source",
    "Unreadable",
    "describe",
    "find_dates",
    "identify_language",
    "paragraph_languages",
    "read",
    "read_sources",
    "readable_files",
    "text_id",
]
