"""Statements as brat standoff (https://brat.nlplab.org/standoff.html): a folder of texts and annotations.

For each document a ``.txt``, its text byte for byte, and an ``.ann``; ``annotation.conf`` tells brat the
types. Offsets count code points of the text.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.export.documents import Exported
from onrecord.records import Spans
from onrecord.store.rows import RecordedDocument, RecordedStatement

_CONFIGURATION = """\
[entities]
Content
Speaker
Cue
[relations]
SpokenBy\tArg1:Content, Arg2:Speaker
CuedBy\tArg1:Content, Arg2:Cue
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>
[events]
[attributes]
Kind\tArg:Content, Value:direct|indirect|mixed
"""
_NOT_IN_A_NAME = re.compile(r"[^\w-]+", re.ASCII)
_NAME_LENGTH, _HASH_LENGTH = 40, 12
_LINE_BREAK = re.compile(r"[\r\n]")
_NOT_ON_A_LINE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def write_folder(exported: Iterable[Exported[RecordedStatement]], folder: Path) -> int:
    """Write into the folder, which is made where it is not there; the number of documents.

    Raises:
        OSError: the folder holds something, or cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY), str(folder))
    _write(folder / "annotation.conf", _CONFIGURATION)
    count = 0
    for each in exported:
        name = file_name(each.recorded)
        _write(folder / f"{name}.txt", each.recorded.document.text)
        _write(folder / f"{name}.ann", "".join(annotation_lines(each)))
        count += 1
    return count


def file_name(recorded: RecordedDocument) -> str:
    """The name of a document's files: what an id may say in a file's name, and digits of the text's hash."""
    identifier, digest = recorded.document.id, recorded.text_sha256
    if identifier == digest:
        return digest
    called = _NOT_IN_A_NAME.sub("-", identifier)[:_NAME_LENGTH].strip("-") or "document"
    return f"{called}-{digest[:_HASH_LENGTH]}"


def annotation_lines(exported: Exported[RecordedStatement]) -> Iterator[str]:
    """The lines of a document's ``.ann``, with their line breaks."""
    text = exported.recorded.document.text
    known: dict[tuple[str, Spans], int] = {}
    relations = 0
    for number, recorded in enumerate(exported.items, 1):
        statement = recorded.statement
        content = _number(known, "Content", statement.content)
        yield _thing(content, "Content", statement.content, text)
        yield f"A{number}\tKind T{content} {statement.kind.value}\n"
        yield f"#{number}\tAnnotatorNotes T{content}\t{_note(recorded)}\n"
        for label, relation, spans in (
            ("Speaker", "SpokenBy", statement.speaker_span),
            ("Cue", "CuedBy", statement.cue),
        ):
            if spans:
                relations += 1
                # Several statements may have one speaker.
                if (label, spans) not in known:
                    yield _thing(_number(known, label, spans), label, spans, text)
                yield f"R{relations}\t{relation} Arg1:T{content} Arg2:T{known[label, spans]}\n"


def _number(known: dict[tuple[str, Spans], int], label: str, spans: Spans) -> int:
    return known.setdefault((label, spans), len(known) + 1)


def _thing(number: int, label: str, spans: Spans, text: str) -> str:
    places = ";".join(f"{start} {end}" for start, end in spans)
    # brat, too, shows line breaks as spaces here.
    words = " ".join(_LINE_BREAK.sub(" ", text[start:end]) for start, end in spans)
    return f"T{number}\t{label} {places}\t{words}\n"


def _note(recorded: RecordedStatement) -> str:
    speaker = recorded.speaker
    who = f"{speaker.name} ({speaker.id})" if speaker else "not settled who"
    statement = recorded.statement
    return _NOT_ON_A_LINE.sub(" ", f"{who}; statement {statement.id}; {statement.confidence:.0%} sure")


def _write(path: Path, content: str) -> None:
    # Line breaks as they are: offsets count them.
    path.write_text(content, encoding="utf-8", newline="")
