"""What the frames of a language find in a text, as words."""

from __future__ import annotations

from onrecord.attribution.discourse import document_drafts
from onrecord.languages import language
from onrecord.tagging.segmentation import paragraphs


def read_drafts(text: str, code: str) -> list[tuple[str, ...]]:
    """For each draft its frame and the words of speaker, cue and content, pieces parted by an ellipsis."""
    known = language(code)
    assert known is not None
    return [
        (
            draft.frame,
            *(" … ".join(text[a:b] for a, b in spans) for spans in (draft.speaker, draft.cue, draft.content)),
        )
        for draft in document_drafts(text, [(span, known) for span in paragraphs(text)])
    ]
