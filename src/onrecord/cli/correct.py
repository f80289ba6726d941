"""``onrecord correct``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click
from msgspec import UNSET, UnsetType

from onrecord.cli.deciding import because_option, record_argument
from onrecord.cli.options import author_option, document_option, one_of, record_option
from onrecord.cli.places import places
from onrecord.cli.sentences import as_sentence, called
from onrecord.cli.terminal import console, one_line
from onrecord.records import ActorReference, Kind, Span, Spans, Target, TargetKind
from onrecord.store import (
    Correction,
    NotFoundError,
    Place,
    PositionChange,
    Record,
    Ruling,
    StatementChange,
    Subject,
    add_statement,
    correct,
    find_actor,
    find_document,
    find_issue,
    find_subject,
    new_actor,
    open_record,
)
from onrecord.wire.recorded import SIDES

_POLARITIES = {name: polarity for polarity, name in SIDES.items()}
_OF_STATEMENT = ("kind", "content", "cue", "speaker_words", "speaker")
_OF_POSITION = ("side", "holder", "target", "issue")
_NOBODY = ""
_ruling = one_of("ruling", "--accept", "--reject")


@click.command("correct")
@click.argument("identifier", metavar="ID", required=False)
@click.option(
    "--accept", is_flag=True, expose_value=False, callback=_ruling, help="It is right as it stands."
)
@click.option("--reject", is_flag=True, expose_value=False, callback=_ruling, help="It is none.")
@click.option("--add", "added_to", metavar="DOCUMENT", help="Add a statement that was missed.")
@click.option("--speaker", metavar="NAME", help='Who says it, as for statements; "" where it is not settled.')
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="In whose words it is.")
@click.option("--content", metavar="PLACE", help="What is said: words of the text, or offsets.")
@click.option("--cue", metavar="PLACE", help='The words that say that it is said; "" for none.')
@click.option("--speaker-words", metavar="PLACE", help='The words for the speaker; "" for none.')
@click.option("--side", type=click.Choice(list(_POLARITIES)), help="How the holder stands.")
@click.option("--holder", metavar="NAME", help='Who stands so; "" where it is not settled.')
@click.option("--target", metavar="NAME", help="The actor that it is about.")
@click.option("--issue", metavar="KEY", help="The issue that it is about.")
@click.option("--new", is_flag=True, help="Whoever is named is a person whom the record need not know.")
@click.option("--upon", type=click.IntRange(0), metavar="NUMBER", help="The correction that you saw it with.")
@document_option
@because_option
@author_option
@record_option
def command(  # noqa: PLR0913 - each is an option
    record_path: Path,
    identifier: str | None,
    ruling: str | None,
    added_to: str | None,
    *,
    new: bool,
    upon: int | None,
    document: str | None,
    because: str | None,
    author: str,
    **given: str | None,
) -> None:
    """Accept, reject or change a statement or a position, or add a statement that was missed.

    ID is the one that queue and show tell of it, or the beginning of it. What the machine found is kept
    beside; from now on everything shows, counts and finds what you made of it, also when the text is analysed
    again, by whatever version. A statement that you reject takes with it the positions that rest on it, and
    one whose speaker you change gives them another holder. All can be taken back: onrecord undo.

    A PLACE is offsets (12-40, several with commas) or words as they are printed, with … where something
    stands between. A NAME is a name or an id that the record knows; with --new it may be anybody's full name.

    Somebody else may have corrected it since you looked. Name the correction that you saw it with (--upon, 0
    for none) and you are told instead of overriding it.

    \b
    Examples:
      onrecord correct 3f2a91c07b44d5e6 --accept
      onrecord correct 3f2a91c07b44d5e6 --reject --because "a headline, nobody's words"
      onrecord correct 3f2a91c07b44d5e6 --speaker "Aida Sarieva" --kind indirect
      onrecord correct 3f2a91c07b44d5e6 --content "the toll … will rise" --upon 4
      onrecord correct 52ab07b44d5e6c01 --side neutral --holder Sariev
      onrecord correct --add en-2 --content "talks were over" --kind indirect --speaker Sariev
    """
    asked = {name: value for name, value in given.items() if value is not None}
    _check(identifier, ruling, added_to, asked)
    with open_record(record_path) as record:
        naming = _Naming(record, new)
        if identifier is None:
            made = _add(naming, added_to or "", asked, author=author, because=because)
        else:
            place = find_subject(record, identifier, _document_id(record, document))
            made = correct(
                record,
                place.subject,
                place.document,
                place.id,
                Ruling(ruling or Ruling.CHANGE),
                None if ruling else _change(naming, place, asked),
                revision=place.revision if upon is None else upon,
                author=author,
                because=because,
            )
    console().print(
        f"{called(made).capitalize()} by {one_line(made.author)}, {as_sentence(made)}\n"
        f"To take it back: onrecord undo {made.number}{record_argument(record_path)}"
    )


@dataclass(frozen=True, slots=True)
class _Naming:
    """Whom names name: somebody in the record, or with ``new`` anybody."""

    record: Record
    new: bool

    def of(self, name: str) -> ActorReference | None:
        if name == _NOBODY:
            return None
        try:
            return find_actor(self.record, name).actor
        except NotFoundError as error:
            if self.new:
                return new_actor(self.record, name)
            raise click.UsageError(f"{error}; for somebody new add --new.") from error


def _check(identifier: str | None, ruling: str | None, added_to: str | None, asked: dict[str, str]) -> None:
    if (identifier is None) == (added_to is None):
        raise click.UsageError("Name what to correct by its ID, or a document to add to with --add.")
    if ruling and (asked or added_to):
        raise click.UsageError(f"--{ruling} goes alone: what you change is then right.")
    if not ruling and not asked:
        raise click.UsageError("Say --accept or --reject, or what to change: --speaker, --kind, --side …")


def _document_id(record: Record, name: str | None) -> str | None:
    return name and find_document(record, name, Path(name).resolve()).document.id


def _add(
    naming: _Naming, name: str, asked: dict[str, str], *, author: str, because: str | None
) -> Correction:
    document = find_document(naming.record, name, Path(name).resolve()).document
    _check_options(asked, _OF_STATEMENT, Subject.STATEMENT)
    change = _statement_change(naming, document.text, None, asked)
    return add_statement(naming.record, document.id, change, author=author, because=because)


def _change(naming: _Naming, place: Place, asked: dict[str, str]) -> StatementChange | PositionChange:
    if place.subject is Subject.POSITION:
        _check_options(asked, _OF_POSITION, place.subject)
        return _position_change(naming, asked)
    _check_options(asked, _OF_STATEMENT, place.subject)
    text = find_document(naming.record, place.document).document.text
    return _statement_change(naming, text, place.around, asked)


def _check_options(asked: dict[str, str], known: tuple[str, ...], subject: Subject) -> None:
    for name in asked:
        if name not in known:
            raise click.UsageError(f"A {subject} has no --{name.replace('_', '-')}.")


def _statement_change(
    naming: _Naming, text: str, around: Span | None, asked: dict[str, str]
) -> StatementChange:
    def spans(name: str) -> Spans | UnsetType:
        return places(text, asked[name], within=around) if name in asked else UNSET

    return StatementChange(
        kind=Kind(asked["kind"]) if "kind" in asked else UNSET,
        content=spans("content"),
        cue=spans("cue"),
        speaker_span=spans("speaker_words"),
        speaker=naming.of(asked["speaker"]) if "speaker" in asked else UNSET,
    )


def _position_change(naming: _Naming, asked: dict[str, str]) -> PositionChange:
    return PositionChange(
        polarity=_POLARITIES[asked["side"]] if "side" in asked else UNSET,
        holder=naming.of(asked["holder"]) if "holder" in asked else UNSET,
        target=_target(naming, asked),
    )


def _target(naming: _Naming, asked: dict[str, str]) -> Target | UnsetType:
    if "issue" in asked:
        return find_issue(naming.record, asked["issue"])
    if "target" not in asked:
        return UNSET
    actor = naming.of(asked["target"])
    if actor is None:
        raise click.UsageError("A position is on something; reject it if it is on nothing.")
    return Target(TargetKind.ACTOR, actor.id, actor.name)
