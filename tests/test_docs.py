"""The documents say what the program does: commands, options, examples, files, tables, dependencies."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from benchmarks.resolution import main as resolution_program
from benchmarks.run import main as benchmarks_program

import onrecord
from marked import parse
from onrecord.attribution.statements import attribute
from onrecord.cli import main as program
from onrecord.languages import language
from onrecord.positions import IssueReader
from onrecord.positions.issues import read_issues
from onrecord.records import Document, Span
from onrecord.store import open_record
from onrecord.tagging.tagged import tagged_sentences

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "onrecord"
README, CONTRIBUTING, ARCHITECTURE, DEPENDENCIES = (
    ROOT / name for name in ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/dependencies.md")
)
ISSUES = ROOT / "docs" / "issues.md"
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

_FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
_FILE = re.compile(r"[\w.][\w.-]*(?:/[\w.-]*)+|\w[\w-]*\.(?:py|txt|md|toml|sql|svg)")
# What a user makes or make installs, and ids of actors.
_NOT_OURS = re.compile(r"\./|\.venv/|(?:person|organisation|country|group)/")
_SETTING_UP = ("make", "pip", ".venv/bin/")

every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def fences(path: Path, kind: str) -> list[str]:
    """The code blocks of one language, without their indentation, in the order of the document."""
    return [
        re.sub(rf"^{indent}", "", code, flags=re.MULTILINE)
        for indent, each, code in _FENCE.findall(path.read_text(encoding="utf-8"))
        if each == kind
    ]


def inline_code(path: Path) -> list[str]:
    """What stands between single backquotes outside of code blocks."""
    return _INLINE.findall(_FENCE.sub("", path.read_text(encoding="utf-8")))


def code(path: Path) -> str:
    """All code of a document, blocks and inline."""
    return "\n".join(
        [*(block for _, _, block in _FENCE.findall(path.read_text("utf-8"))), *inline_code(path)]
    )


def table(path: Path, first_heading: str) -> list[str]:
    """The first cells of the table whose first heading this is."""
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {first_heading} |")) + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append(line.split("|")[1].strip())
    return rows


def commands() -> dict[str, click.Command]:
    context = click.Context(program)
    found = {name: program.get_command(context, name) for name in program.list_commands(context)}
    return {name: command for name, command in found.items() if command}


def options(command: click.Command) -> set[str]:
    context = click.Context(command)
    parameters = command.get_params(context)
    return {option for each in parameters for option in (*each.opts, *each.secondary_opts)}


def readme_commands() -> Iterator[str]:
    for block in fences(README, "sh"):
        lines = block.splitlines()
        if not lines[0].startswith(_SETTING_UP):
            yield from lines


def test_readme_commands_run_and_find_something(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for variable in ("ONRECORD_RECORD", "ONRECORD_ENGINE", "ONRECORD_CATALOGUE"):
        environment.pop(variable, None)
    lines = list(readme_commands())
    assert lines
    for line in lines:
        run = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert run.returncode == 0, f"{line}: {run.stderr}"
        assert "No statements found" not in run.stdout, line
        assert "Nothing found" not in run.stdout, line


@pytest.mark.parametrize("name", list(commands()))
def test_readme_names_every_command(name: str) -> None:
    assert re.search(rf"\bonrecord {name}\b", code(README))


@pytest.mark.parametrize("path", [README, ARCHITECTURE], ids=lambda path: path.name)
def test_commands_named_in_prose_exist(path: Path) -> None:
    named = {match[1] for each in inline_code(path) if (match := re.match(r"onrecord ([a-z-]+)", each))}
    assert named <= set(commands())


@every_document
def test_options_exist(path: Path) -> None:
    training = {"--fold", "--folds", "--steps"}  # its programs need what the tests do not have
    known = training.union(
        *map(options, [program, *commands().values(), benchmarks_program, resolution_program])
    )
    assert set(_OPTION.findall(code(path))) <= known


@every_document
def test_make_targets_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", code(path))) <= targets


@every_document
def test_links_lead_somewhere(path: Path) -> None:
    local = {link.partition("#")[0] for link in _LINK.findall(path.read_text(encoding="utf-8"))}
    assert [link for link in local if "://" not in link and not (path.parent / link).exists()] == []


@every_document
def test_files_exist(path: Path) -> None:
    named = {each for each in inline_code(path) if _FILE.fullmatch(each) and not _NOT_OURS.match(each)}
    places = [ROOT, path.parent, PACKAGE, PACKAGE / "languages", *(PACKAGE / "languages").iterdir()]
    assert [each for each in sorted(named) if not any((place / each).exists() for place in places)] == []


@pytest.mark.parametrize("path", [README, ISSUES], ids=lambda path: path.name)
def test_python_gives_what_it_shows(path: Path) -> None:
    source = "\n".join(fences(path, "python"))
    examples = doctest.DocTestParser().get_doctest(source, {}, path.name, path.name, 0)
    assert examples.examples
    results = doctest.DocTestRunner(verbose=False).run(examples)
    assert results.failed == 0


def test_the_file_of_issues_can_be_read() -> None:
    (issue,) = read_issues(fences(ISSUES, "toml")[0].encode(), ISSUES.name)
    assert {f"`{key}`" for key in ("names", "terms", "opposites")} <= set(table(ISSUES, "key"))
    reader = IssueReader([issue])
    assert [stand.issue for stand in reader.read("Көпүрөнүн акысын ким төлөйт?", "ky")] == [issue.key]


@pytest.mark.parametrize("block", fences(CONTRIBUTING, "python"))
def test_contributing_python_runs(block: str) -> None:
    exec(compile(block, "CONTRIBUTING.md", "exec"), {"__name__": "example"})


def test_the_language_of_contributing_reads_its_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "kk"
    folder.mkdir()
    lists = next(block for block in fences(CONTRIBUTING, "text") if block.startswith("# words.txt"))
    for part in re.split(r"^# (?=\w+\.txt$)", lists, flags=re.MULTILINE)[1:]:
        name, _, content = part.partition("\n")
        (folder / name).write_text(content, encoding="utf-8")
    shutil.copy(PACKAGE / "languages" / "names.txt", tmp_path)
    monkeypatch.setattr("onrecord.languages.lexicon.files", lambda _package: tmp_path)
    module: dict[str, Any] = {"__name__": "kk"}
    exec(next(block for block in fences(CONTRIBUTING, "python") if "Kazakh" in block), module)

    line = next(block for block in fences(CONTRIBUTING, "text") if "деді" in block and "=>" in block)
    case = parse(line.strip())
    whole = Span(0, len(case.text))
    (statement,), _ = attribute(
        Document("case", case.text, "kk"), [(whole, module["language"]())], tagger=None
    )
    assert case.statements == ((statement.content, statement.cue, statement.speaker_span),)
    assert statement.speaker
    assert statement.speaker.name == case.names[1]


def test_the_tags_of_architecture_are_those_of_its_sentence() -> None:
    sentence, tags = fences(ARCHITECTURE, "text")[0].splitlines()
    english = language("en")
    assert english
    (tagged,) = tagged_sentences(sentence, Span(0, len(sentence)), english)
    assert " ".join(tagged.tags) == tags


def test_every_data_file_of_a_language_is_explained() -> None:
    present = {path.name for path in (PACKAGE / "languages").rglob("*.txt")}
    assert {name.strip("`") for name in table(CONTRIBUTING, "file")} == present


def test_the_layers_are_those_that_are_enforced() -> None:
    contract = next(each for each in PROJECT["tool"]["importlinter"]["contracts"] if each["type"] == "layers")
    layers = [re.findall(r"onrecord\.(\w+)", layer) for layer in contract["layers"]]
    written = r"\s*>\s*".join(r",\s*".join(f"`{name}`" for name in layer) for layer in layers)
    for path in (ARCHITECTURE, CONTRIBUTING):
        assert re.search(written, path.read_text(encoding="utf-8")), path.name
    picture = (ROOT / "docs" / "layers.svg").read_text(encoding="utf-8")
    assert re.findall(r'class="name"[^>]*>(\w+)<', picture) == [name for layer in layers for name in layer]


def test_the_tables_are_those_of_a_record(tmp_path: Path) -> None:
    with open_record(tmp_path / "new.record", create=True) as record:
        rows = record.execute("PRAGMA table_list").fetchall()
    present = {name for _, name, kind, *_ in rows if kind != "shadow" and not name.startswith("sqlite_")}
    assert {name for cell in table(ARCHITECTURE, "table") for name in _INLINE.findall(cell)} == present


def test_dependencies_are_those_of_the_project() -> None:
    project = PROJECT["project"]
    needed = {
        kind: {re.split(r"[<>=!~; \[]", each)[0] for each in requirements}
        for kind, requirements in (
            ("To run", project["dependencies"]),
            ("To test", project["optional-dependencies"]["test"]),
        )
    }
    sections = re.split(r"^## ", DEPENDENCIES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for kind, names in needed.items():
        section = next(each for each in sections if each.startswith(kind))
        rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| [")]
        assert {name for row in rows for name in re.findall(r"\[([^]]+)\]\(", row)} == names


@pytest.mark.parametrize("name", onrecord.__all__)
def test_public_names_are_documented(name: str) -> None:
    assert re.search(rf"(?<!\w){name}(?!\w)", code(README) + code(ARCHITECTURE))


def test_pictures_show_nobodys_folder() -> None:
    pictures = list((ROOT / "docs").glob("*.svg"))
    assert pictures
    for picture in pictures:
        assert str(ROOT) not in picture.read_text(encoding="utf-8"), picture.name
        assert "@font-face" not in picture.read_text(encoding="utf-8"), picture.name
