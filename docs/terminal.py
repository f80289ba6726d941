"""Renews the pictures of the README from what the program prints: ``.venv/bin/python docs/terminal.py``.

Each command runs in a terminal of its own (a pseudo-terminal, so Linux or macOS) over a record of the example
articles. What it prints is drawn as it is; only the folder of this repository is shown as ``~/onrecord``.
"""

from __future__ import annotations

import os
import pty
import re
import shlex
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
# The command and the columns of its terminal.
PICTURES = {
    "terminal.svg": ("onrecord statements --speaker Сариев --kind direct", 108),
    "show.svg": ("onrecord show examples/trade-deal.en.txt", 145),
}
# A picture must look the same offline, and a page that shows it may not fetch fonts for it.
_REMOTE_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def main() -> None:
    """Draw every picture anew."""
    with tempfile.TemporaryDirectory() as folder:
        record = str(Path(folder) / "examples.record")
        printed_by("onrecord add examples", record, 80)
        for name, (command, width) in PICTURES.items():
            svg = drawn(command, printed_by(command, record, width), width)
            (DOCS / name).write_text(svg, encoding="utf-8")
            print(f"docs/{name}")


def printed_by(command: str, record: str, width: int) -> str:
    """What ``command`` prints on a terminal of ``width`` columns, in colour; raises where it fails."""
    program, *arguments = shlex.split(command)
    environment = os.environ | {
        "ONRECORD_RECORD": record, "COLUMNS": str(width), "TERM": "xterm-256color", "PWD": str(ROOT),
    }  # fmt: skip
    environment.pop("NO_COLOR", None)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [Path(sys.executable).with_name(program), *arguments], cwd=ROOT, env=environment, stdout=theirs
    ) as process:
        os.close(theirs)
        output = _read(ours)
    os.close(ours)
    if process.returncode:
        raise SystemExit(f"{command}: exit status {process.returncode}")
    return output.replace("\r\n", "\n").replace(str(ROOT), "~/onrecord")


def drawn(command: str, output: str, width: int) -> str:
    """A terminal window with a prompt, the command and its output, as SVG."""
    console = Console(
        record=True, file=StringIO(), width=width, force_terminal=True, color_system="truecolor"
    )
    console.print(Text.assemble(("$ ", "bold green"), (command, "bold")))
    console.print(Text.from_ansi(output.rstrip()))
    svg = console.export_svg(title="onrecord", unique_id="onrecord")
    return _REMOTE_FONT.sub("", svg)


def _read(terminal: int) -> str:
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other side is closed
            part = b""
        if not part:
            return b"".join(parts).decode()
        parts.append(part)


if __name__ == "__main__":
    main()
