"""``onrecord queue``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from onrecord.cli.options import document_option, json_option, limit_option, record_option
from onrecord.cli.stands import evidence_in_short, holder_of, pair_of, side_of
from onrecord.cli.statements import about, content_of
from onrecord.cli.tables import print_json
from onrecord.cli.terminal import console, described, one_line, print_indented
from onrecord.export.rows import GAP
from onrecord.store import QueueItem, Reason, find_document, open_record, queue
from onrecord.store.rows import RecordedStatement
from onrecord.wire.recorded import queue_object

_MOST = 10
_SAID_WIDTH = 300
_REASONS = {
    Reason.UNCERTAIN: "uncertain",
    Reason.UNSETTLED: "not settled who",
    Reason.MUCH_QUOTED: "by somebody much quoted",
    Reason.CHANGE: "would be a change of line",
    Reason.AGAINST_A_PERSON: "against a person",
    Reason.SHOWS_A_POSITION: "a position rests on it",
}


@click.command("queue")
@document_option
@limit_option
@json_option
@record_option
def command(record_path: Path, document: str | None, limit: int | None, output: str | None) -> None:
    """What is most worth checking: uncertain, of consequence, and not yet accepted, rejected or changed.

    Each has the reasons why it is here and the id that correct takes. First come those of which most hangs
    on an answer that the machine does not know: positions against a person, or that would make a change of
    line, and statements of those who are much quoted.

    \b
    Examples:
      onrecord queue
      onrecord queue --limit 50 --json
      onrecord queue --document en-2
    """
    with open_record(record_path) as record:
        where = document and find_document(record, document, Path(document).resolve()).document.id
        found = queue(record, limit or _MOST, document=where)
    if output == "json":
        print_json(map(queue_object, found))
        return
    out = console()
    for number, item in enumerate(found):
        if number:
            out.print()
        _print(out, item)
    if not found:
        out.print("Nothing is left to check.")


def _print(out: Console, item: QueueItem) -> None:
    recorded = item.recorded
    out.print(Text(described(recorded.document), style="dim"))
    if isinstance(recorded, RecordedStatement):
        identifier = recorded.statement.id
        print_indented(out, about(recorded), 2)
        print_indented(out, Text(content_of(recorded)), 4)
    else:
        identifier = recorded.position.id
        line = f"{side_of(recorded)} · {pair_of(holder_of(recorded), recorded.target)}"
        sure = f" · {recorded.position.confidence:.0%} sure"
        print_indented(out, Text(line, style="bold cyan").append(sure, style="not bold dim"), 2)
        print_indented(out, Text(f"“{evidence_in_short(recorded)}”"), 4)
        if said := one_line(GAP.join(recorded.words["statement"]), _SAID_WIDTH):
            print_indented(out, Text(f"in: {said}", style="dim"), 4)
    why = "; ".join(_REASONS[each] for each in item.reasons) or "not looked at yet"
    print_indented(out, Text(f"{why} · onrecord correct {one_line(identifier)}", style="yellow"), 2)
