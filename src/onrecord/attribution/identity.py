"""What makes a statement the same statement."""

from __future__ import annotations

import hashlib

from onrecord.records import Spans


def statement_id(document_id: str, content: Spans, cue: Spans) -> str:
    """The id of the statement of these words: who finds them again gives it the same."""
    return hashlib.sha256(
        repr((document_id, tuple(map(tuple, content)), tuple(map(tuple, cue)))).encode()
    ).hexdigest()[:16]
