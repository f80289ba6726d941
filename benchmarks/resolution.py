"""How well a speaker, given the right span, is resolved to the right full name: on three annotated sets.

The statements, their contents and the spans of their speakers are those of the annotation, so that nothing
of the finding of statements is measured. They are passed to :func:`onrecord.actors.resolution.resolve` just
as ``attribute`` does, all those of an article in the order of the text.

Where the annotation has no span of a speaker, the place to look for one is not annotated either. It is what
the rules of discourse make of it: the source and clause of the draft without speaker whose cue touches the
annotated cue or, where there is none, whose content touches the annotated content. Where the rules find no
such draft, the speaker is taken to be that of the statement before, or of the statement after where none is
before; the clause is then the sentence as far as the cue.

``all`` is the share of statements, ``persons`` that of those by persons (``speaker_type`` "p"), that are
right; ``wrong`` is the share of all that are resolved to somebody else, which is worse than unresolved. A
statement is right if

- its speaker is "?" in the annotation and unresolved, or
- the romanised words of both names are the same in any order, quotation marks apart, or
- ``onrecord.same_name`` takes them for one with at least 0.9: a spelling, a patronymic, an initial, a known
  abbreviation explains the difference. Speakers that are not persons are compared as organisations,
  countries and groups.

``pooled`` counts the statements of the three sets together.

``python -m benchmarks.resolution --set ky-train`` prints the figures of one set and what is not right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click

from benchmarks.corpora import CORPORA, read_rows
from onrecord import same_name
from onrecord.actors.catalogue import shipped
from onrecord.actors.recognised_mentions import recognised_mentions
from onrecord.actors.resolution import resolve
from onrecord.actors.scene import Source, SpeakerPhrase
from onrecord.attribution.discourse import document_drafts
from onrecord.attribution.drafts import Draft
from onrecord.languages import Language
from onrecord.pipeline import readable
from onrecord.reading import describe
from onrecord.records import Document, Span, Spans
from onrecord.romanisation import fold
from onrecord.tagging.tagged import tagged_sentences
from onrecord.tagging.tagger import default_tagger

SETS = ("seeds", "ky-dev", "ru-dev")
_FILE = "gold/statements-{}.jsonl"
_SAME = 0.9
_KINDS = {"p": ("person",), "o": ("organisation", "country"), "g": ("group", "organisation")}
Row = dict[str, Any]
Paragraphs = list[tuple[Span, Language]]


class Answer(NamedTuple):
    """An annotated statement and the name that its speaker was resolved to, if it was."""

    article: str
    phrase: str
    kind: str
    wanted: str
    found: str | None

    @property
    def right(self) -> bool:
        """Whether the name found is that of the annotated speaker."""
        if self.found is None or self.wanted == "?":
            return self.found is None and self.wanted == "?"
        return same_speaker(self.wanted, self.found, self.kind)

    @property
    def wrong(self) -> bool:
        """Whether somebody else was found."""
        return self.found is not None and not self.right


def measure(corpora: Path = CORPORA) -> dict[str, float]:
    """Every figure as ``SET.MEASURE``, from 0 to 1; a set whose file is absent is left out."""
    figures: dict[str, float] = {}
    pooled: list[Answer] = []
    for name in SETS:
        if (file := corpora / _FILE.format(name)).exists():
            given = list(answers(read_rows(file)))
            pooled += given
            figures |= {f"{name}.{measure}": value for measure, value in shares(given).items()}
    return figures | ({f"pooled.{measure}": value for measure, value in shares(pooled).items()})


def shares(given: Collection[Answer]) -> dict[str, float]:
    """``all``, ``persons`` and ``wrong`` of some answers; empty where there are none."""
    persons = [each for each in given if each.kind == "p"]
    if not persons:
        return {}
    return {
        "all": sum(each.right for each in given) / len(given),
        "persons": sum(each.right for each in persons) / len(persons),
        "wrong": sum(each.wrong for each in given) / len(given),
    }


def answers(rows: Collection[Row]) -> Iterator[Answer]:
    """One answer for each statement of some annotated articles, in order."""
    tagger = default_tagger()
    for row in rows:
        document = describe(Document(id=row["id"], text=row["text"]))
        paragraphs = list(readable(document))
        statements = sorted(row["statements"], key=lambda each: each["content"])
        drafts = [draft for draft in document_drafts(row["text"], paragraphs) if not draft.speaker]
        phrases = [
            _phrase(row["text"], each, first=index == 0, drafts=drafts, paragraphs=paragraphs)
            for index, each in enumerate(statements)
        ]
        tagging = tagger.tag(row["text"], [span for span, _ in paragraphs])
        mentions = recognised_mentions(row["text"], paragraphs, tagging, tagger.evidence, shipped())
        resolved, _ = resolve(row["text"], mentions, phrases, shipped(), document.published)
        for statement, phrase, who in zip(statements, phrases, resolved, strict=True):
            words = (
                row["text"][phrase.span.start : phrase.span.end] if phrase.span else f"({phrase.source.name})"
            )
            found = who.actor.name if who.actor else None
            yield Answer(row["id"], words, statement["speaker_type"], statement["speaker"], found)


def same_speaker(wanted: str, found: str, kind: str) -> bool:
    """Whether two names of a speaker of the annotated kind (p, o, g) are one, as the module defines it."""
    if _words(wanted) == _words(found):
        return True
    return any(same_name(wanted, found, kind=each) >= _SAME for each in _KINDS[kind])


def _words(name: str) -> list[str]:
    bare = (word.strip("«»“”„\"'.,()") for word in fold(name).split())
    return sorted(word for word in bare if word)


def _phrase(
    text: str, statement: Row, *, first: bool, drafts: list[Draft], paragraphs: Paragraphs
) -> SpeakerPhrase:
    content, cue, speaker = (_spans(statement[field]) for field in ("content", "cue", "speaker_span"))
    at = (cue or content)[0].start
    paragraph, language = next((each for each in reversed(paragraphs) if each[0].start <= at), paragraphs[0])
    sentence = next(
        (each.span for each in tagged_sentences(text, paragraph, language) if each.span.end > at), paragraph
    )
    narrated = bool(cue) and statement["kind"] != "direct" and content[-1].end <= sentence.start
    if speaker:
        span = Span(speaker[0].start, speaker[-1].end)
        return SpeakerPhrase(span, None, content, Source.NAMED, language, narrated)
    draft = next(
        (each for each in drafts if _touch(each.cue, cue) or (not cue and _touch(each.content, content))),
        None,
    )
    if draft:
        return SpeakerPhrase(None, draft.clause, content, draft.source, language, narrated)
    clause = Span(sentence.start, at) if cue else None
    return SpeakerPhrase(
        None, clause, content, Source.AFTER if first and not cue else Source.BEFORE, language, narrated
    )


def _spans(given: list[list[int]]) -> Spans:
    return tuple(sorted(Span(*each) for each in given))


def _touch(some: Spans, others: Spans) -> bool:
    return any(a.start < b.end and b.start < a.end for a in some for b in others)


@click.command()
@click.option("--set", "name", default="ky-train", show_default=True, help="One of the annotated sets.")
def main(name: str) -> None:
    """Print the figures of a set and the statements whose speaker is not right."""
    given = list(answers(read_rows(CORPORA / _FILE.format(name))))
    for each in given:
        if not each.right:
            print(each.article, each.kind, each.phrase, each.wanted, each.found or "-", sep=" | ")
    for measured, value in shares(given).items():
        print(f"{name}.{measured} {value:.3f} of {len(given)}")


if __name__ == "__main__":
    main()
