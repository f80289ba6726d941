"""Documents, and words in them."""

from __future__ import annotations

from litestar import Response

from onrecord.api.opening import missing, reading
from onrecord.api.operations import reads
from onrecord.api.paging import NOTHING, Listed, counted, enough, listed, place
from onrecord.api.problems import AnyRequest
from onrecord.api.questions import DocumentQuestion, SearchQuestion, are_wordless
from onrecord.api.settings import Settings
from onrecord.store import AmbiguousDocumentError, document_page, find_document, replacements_of, search
from onrecord.store.rows import DocumentLine
from onrecord.wire.recorded import DocumentObject, HitObject, document_object, hit_object

_LONGEST_LIST = 2**31


@reads("/documents", "documents")
def list_documents(
    request: AnyRequest, settings: Settings, asked: DocumentQuestion
) -> Response[Listed[DocumentLine]]:
    """What was read, the latest published first, those without a date last."""
    with reading(settings) as record:
        page = document_page(record, all_versions=asked.all_versions, limit=asked.limit, after=place(asked))
    return listed(request, page, _itself)


@reads("/documents/{document:str}", "documents")
def get_document(settings: Settings, document: str) -> DocumentObject:
    """One document with its text, which is as it was read; all offsets are into it."""
    with reading(settings) as record:
        try:
            found = find_document(record, document)
        except AmbiguousDocumentError as error:
            raise missing("document", document) from error
        if found.document.id != document:
            raise missing("document", document)
        return document_object(found, replacements_of(record, document))


@reads("/search", "documents")
def search_texts(
    request: AnyRequest, settings: Settings, asked: SearchQuestion
) -> Response[Listed[HitObject]]:
    """Documents in which all words stand, the best fit first, and the statements in which they do.

    Words are found in either script and with any ending that may follow.
    """
    if are_wordless(asked.q):
        return listed(request, NOTHING, hit_object)
    with reading(settings) as record:
        page = counted(
            search(record, asked.q, all_versions=asked.all_versions, limit=min(enough(asked), _LONGEST_LIST)),
            asked,
        )
    return listed(request, page, hit_object)


def _itself(line: DocumentLine) -> DocumentLine:
    return line
