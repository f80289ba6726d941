"""``onrecord actor``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from onrecord import wire
from onrecord.actors.catalogue import Catalogue, Role
from onrecord.cli.courses import QUALIFIED, Sum, summed, told
from onrecord.cli.deciding import record_argument
from onrecord.cli.decisions import print_decisions
from onrecord.cli.options import all_versions_option, catalogue_option, json_option, record_option
from onrecord.cli.sentences import named
from onrecord.cli.stands import target_of
from onrecord.cli.terminal import console, one_line, printed_json
from onrecord.store import actor_profile, find_actor, open_record
from onrecord.store.actor_rows import ActorProfile, ActorTitle, WrittenName
from onrecord.store.settling import is_derived
from onrecord.wire.recorded import actor_object

_MOST_COURSES = 12


@click.command("actor")
@click.argument("name", nargs=-1, required=True)
@all_versions_option
@json_option
@catalogue_option
@record_option
def command(
    record_path: Path, name: tuple[str, ...], catalogue: Catalogue, all_versions: bool, output: str | None
) -> None:
    """All that a record holds of one actor: names, titles, offices, statements, positions, decisions.

    NAME is an id, a name or a part of one that only one actor bears. Whom you decided to be the same is one
    actor.

    \b
    Examples:
      onrecord actor Aida Sarieva
      onrecord actor Сариева
      onrecord actor person/aida-sarieva --json
    """
    with open_record(record_path) as record:
        found = find_actor(record, " ".join(name))
        profile = actor_profile(record, found.actor.id, all_versions=all_versions)
    roles = tuple(_roles(profile, catalogue))
    if output == "json":
        click.echo(printed_json(wire.encode(actor_object(profile, roles))))
    else:
        _print(console(), profile, roles, record_argument(record_path))


def _roles(profile: ActorProfile, catalogue: Catalogue) -> Iterable[Role]:
    for member in profile.members:
        # Reading the catalogue takes a moment, and it does not hold those.
        if not is_derived(member.id) and (entry := catalogue.get(member.id)):
            yield from entry.roles


def _print(out: Console, profile: ActorProfile, roles: Sequence[Role], ending: str) -> None:
    line = profile.line
    out.print(Text(one_line(line.name), style="bold"))
    out.print(Text(f"{line.kind or 'kind not known'} · {one_line(line.id)}", style="dim"))
    for member in profile.members[1:]:
        out.print(Text(f"the same by decision: {one_line(member.name)} ({one_line(member.id)})", style="dim"))
    _print_list(out, "Names", _names(profile))
    _print_list(out, "As written", map(_written, profile.names))
    _print_list(out, "Also called", map(_written, profile.called))
    _print_list(out, "Titles in the texts", map(_title, profile.titles))
    _print_list(out, "Offices in the catalogue", map(_role, roles))
    _print_list(out, "Statements", _statements(profile, ending))
    _print_list(out, "Positions", _positions(profile, ending))
    _print_list(out, "Positions of others on it", _positions_on(profile, ending))
    _print_list(
        out,
        "Named in the same documents",
        (f"{named(each.actor)} {each.documents}" for each in profile.met_with),
    )
    if profile.decisions:
        out.print()
        out.print(Text("Decisions", style="bold"))
        print_decisions(out, profile.decisions)


def _print_list(out: Console, heading: str, items: Iterable[str]) -> None:
    lines = list(items)
    if lines:
        out.print()
        out.print(Text(heading, style="bold"))
    for line in lines:
        out.print(Padding(Text(line), (0, 0, 0, 2), expand=False))


def _names(profile: ActorProfile) -> list[str]:
    names = dict.fromkeys(
        (language, name) for member in profile.members for language, name in member.names.items()
    )
    return [f"{one_line(language)}: {one_line(name)}" for language, name in names]


def _written(name: WrittenName) -> str:
    return f"{one_line(name.name)} ({one_line(name.language)}) {name.count}"


def _title(title: ActorTitle) -> str:
    period = " – ".join(dict.fromkeys(filter(None, (title.first, title.last))))
    languages = ", ".join(title.languages)
    return one_line(f"{title.title} ({languages}) {title.count}{f' · {period}' if period else ''}")


def _role(role: Role) -> str:
    period = f" · {role.start or '?'} – {role.end or '?'}" if role.start or role.end else ""
    return one_line(f"{role.role}, {role.organisation}{period}")


def _statements(profile: ActorProfile, ending: str) -> list[str]:
    speaker = profile.speaker
    if speaker is None:
        return [f"none; named in {profile.line.documents} documents"]
    period = " – ".join(dict.fromkeys(filter(None, (speaker.first, speaker.last))))
    return [
        one_line(f"{speaker.statements}{f', published {period}' if period else ''}"),
        f"by outlet: {_counts(speaker.outlets)}",
        f"by language: {_counts(speaker.languages)}",
        f"onrecord statements --speaker {one_line(profile.line.id)}{ending}",
    ]


def _positions(profile: ActorProfile, ending: str) -> list[str]:
    cells = [summed(course) for course in profile.courses]
    lines = [f"{target_of(cell.target)}: {told(cell)}" for cell in cells]
    return _cut(lines, cells, f"onrecord positions --holder {one_line(profile.line.id)}{ending}")


def _positions_on(profile: ActorProfile, ending: str) -> list[str]:
    cells = [summed(course) for course in profile.courses_on]
    lines = [f"{one_line(cell.holder.name)}: {told(cell)}" for cell in cells]
    return _cut(lines, cells, f"onrecord positions --target {one_line(profile.line.id)}{ending}")


def _cut(lines: list[str], cells: list[Sum], way_to_all: str) -> list[str]:
    if not lines:
        return []
    shown = lines[:_MOST_COURSES]
    more = [f"and {len(lines) - len(shown)} more"] if len(lines) > len(shown) else []
    starred = [QUALIFIED] if any(cell.qualified for cell in cells[:_MOST_COURSES]) else []
    return [*shown, *more, *starred, way_to_all]


def _counts(counts: Mapping[str | None, int] | Mapping[str, int]) -> str:
    return one_line(", ".join(f"{name or 'no outlet'} {count}" for name, count in counts.items()))
