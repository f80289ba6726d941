"""Files, folders, standard input: what is read, what is refused and why."""

from __future__ import annotations

import io
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord.reading import Source, Unreadable, read, read_sources, text_id
from onrecord.reading.decoding import MAX_DOCUMENT_BYTES
from onrecord.records import Document

TEXT = "Сенат Толука принял бюджет\r\n\r\nСенат принял бюджет на будущий год, сообщил\u00a0спикер.\r\n"


def documents(*paths: str | Path) -> list[Document]:
    entries = list(read(paths))
    assert not [entry for entry in entries if isinstance(entry, Unreadable)]
    return [entry for entry in entries if isinstance(entry, Document)]


def error_of(path: str | Path) -> str:
    (entry,) = read([path])
    assert isinstance(entry, Unreadable)
    assert entry.id == str(path)
    assert entry.error.startswith(str(path))
    assert entry.error.endswith(".")
    return entry.error


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8_r"]
)
def test_the_text_is_exactly_what_the_file_holds(tmp_path: Path, encoding: str) -> None:
    (document,) = documents(write(tmp_path / "a.txt", TEXT.encode(encoding)))
    assert document.text == TEXT
    assert document.id == text_id(TEXT)
    assert (document.language, document.title) == ("ru", "Сенат Толука принял бюджет")


def test_a_folder_is_read_in_order_of_names_without_hidden_and_foreign_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.txt", "b/a.TXT", "a.txt", ".hidden.txt", ".git/x.txt", "picture.png", "b/notes.md"):
        write(tmp_path / name, f"This is the text of {name}.")
    (tmp_path / "again").symlink_to(tmp_path)
    names = ["a.txt", "z.txt", "b/a.TXT"]
    assert [d.text for d in documents(tmp_path)] == [f"This is the text of {name}." for name in names]


def test_paths_are_read_in_the_order_given_and_lazily(tmp_path: Path) -> None:
    first, second = write(tmp_path / "z.txt", "The last comes first."), tmp_path / "a.txt"
    entries = read([first, second])
    assert next(entries).id == text_id("The last comes first.")
    write(second, "Written after the reading began.")
    assert next(entries).id == text_id("Written after the reading began.")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "has no text"),
        (b"\xef\xbb\xbf \r\n\t", "has no text"),
        (bytes(range(256)) * 20, "is not text but a binary file"),
        (b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n", "is a PDF file: convert it to text first"),
        (b"PK\x03\x04" + bytes(99), "convert it to text first"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "is a PNG picture: convert it to text first"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "is a JPEG picture: convert it to text first"),
        (b"\x1f\x8b\x08" + bytes(99), "is a gzip file: unpack it first"),
        ("Да".encode()[:-1], "ends in the middle of a character"),
        ((TEXT + "€").encode()[:-1], "ends in the middle of a character"),
        ((TEXT + "😀").encode()[:-1], "ends in the middle of a character"),
        (TEXT.encode()[:-40] + b"\xff\xfe" + TEXT.encode()[-40:], "is UTF-8 but for byte 0xff"),
        (b"x " * (MAX_DOCUMENT_BYTES // 2 + 1), "is larger than 20 MB"),
        (b"\xff\xfe" + "Толук".encode("utf-16-le") + b"\x00", "seems to be UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    assert reason in error_of(write(tmp_path / "a.txt", content))


@pytest.mark.parametrize("suffix", [".html", ".xml", ".jsonl", ""])
def test_a_foreign_format_is_told_whatever_the_file_is_called(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"a{suffix}", b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n" * 9)
    assert "is a PDF file: convert it to text first" in error_of(path)


def test_text_of_an_older_encoding_is_not_taken_for_text_that_was_cut(tmp_path: Path) -> None:
    text = "Сенат Толука принял бюджет на будущий год, сообщил спикер Р"
    assert documents(write(tmp_path / "a.txt", text.encode("cp1251")))[0].text == text


def test_the_place_of_an_odd_byte_is_named(tmp_path: Path) -> None:
    error = error_of(write(tmp_path / "a.txt", "Толук\n".encode() * 3 + b"\xe9" + "Толук\n".encode() * 3))
    assert "byte 0xe9 at offset 33 (line 4)" in error


def test_a_stray_control_character_does_not_lose_the_document(tmp_path: Path) -> None:
    text = TEXT * 3 + "\x00"
    assert documents(write(tmp_path / "a.txt", text))[0].text == text


def test_one_line_of_ten_megabytes_is_a_document(tmp_path: Path) -> None:
    text = "Толукта шайлоо өттү. " * 270_000
    (document,) = documents(write(tmp_path / "a.txt", text))
    assert (len(document.text), document.language, document.title) == (len(text), "ky", None)


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "broken.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "empty").mkdir()
    assert "is a link to a file that is gone" in error_of(tmp_path / "broken.txt")
    assert "cannot be opened" in error_of(tmp_path / "loop.txt")
    assert "does not exist" in error_of(tmp_path / "missing.txt")
    assert "holds no file that can be read" in error_of(tmp_path / "empty")
    assert "is no path" in error_of("a\0b")


def test_what_is_no_regular_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    write(tmp_path / "b.txt", TEXT)
    unreadable, document = read([tmp_path])
    assert isinstance(document, Document)
    assert isinstance(unreadable, Unreadable)
    for error in (unreadable.error, error_of(tmp_path / "a.txt"), error_of("/dev/zero")):
        assert "is no regular file" in error


def test_links_that_lead_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    file = write(outside / "secret.txt", TEXT)
    write(folder / "own.txt", TEXT)
    (folder / "b.txt").symlink_to(folder / "own.txt")
    (folder / "c.txt").symlink_to(file)
    (folder / "d").symlink_to(outside)
    entries = list(read([folder]))
    assert [type(entry) for entry in entries] == [Document, Unreadable, Document, Unreadable]
    errors = {entry.id: entry.error for entry in entries if isinstance(entry, Unreadable)}
    assert list(errors) == [f"{folder}/c.txt", f"{folder}/d"]
    assert all("leads out of the folder" in error for error in errors.values())
    assert documents(folder / "c.txt", folder / "d") == documents(file, file)


def test_a_folder_of_nothing_but_foreign_files_says_what_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.pdf", b"%PDF-1.4")
    error = error_of(tmp_path)
    assert "holds no file that can be read (.txt, .html" in error


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_closed_files_and_folders(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT).chmod(0)
    (tmp_path / "b").mkdir(mode=0)
    errors = [entry.error for entry in read([tmp_path]) if isinstance(entry, Unreadable)]
    (tmp_path / "b").chmod(0o700)
    assert ["may not be read by this user" in error for error in errors] == [True, True]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    for name, content in (("a.txt", b""), ("b.txt", TEXT.encode()), ("c.xml", b"<x"), ("d.txt", b"Done.")):
        write(tmp_path / name, content)
    kinds = [type(entry) for entry in read([tmp_path / "missing", tmp_path])]
    assert kinds == [Unreadable, Unreadable, Document, Unreadable, Document]


def test_a_name_that_is_not_utf8_can_be_reported(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")
    write(Path(path), b"")
    (entry,) = read([path])
    assert isinstance(entry, Unreadable)
    assert entry.id.encode().endswith("/\ufffd.txt".encode())


def test_standard_input_is_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = io.BytesIO('{"id": "7", "text": "Толукта шайлоо өттү."}\nnone\n'.encode())
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=lines))
    document, unreadable = read(["-"])
    assert isinstance(document, Document)
    assert (document.id, document.language, unreadable.id) == ("7", "ky", "-:2")


def test_a_source_has_the_file_that_holds_its_document_alone(tmp_path: Path) -> None:
    texts = [write(tmp_path / name, TEXT) for name in ("a.txt", "b.html", "notes")]
    write(tmp_path / "c.jsonl", '{"text": "Толук"}\n')
    write(tmp_path / "d.txt", b"")
    sources = list(read_sources([tmp_path, tmp_path / "notes"]))
    assert [source.path for source in sources] == [*map(str, texts[:2]), None, None, str(texts[2])]
    assert [source.document for source in sources] == list(read([tmp_path, tmp_path / "notes"]))


def test_the_file_of_a_source_is_one_however_the_path_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / os.fsdecode(b"\xff.txt"), TEXT)
    (tmp_path / "link.txt").symlink_to(file)
    monkeypatch.chdir(tmp_path)
    found = {source.path for source in read_sources([tmp_path, file, ".", "link.txt"])}
    assert found == {f"{tmp_path}/\ufffd.txt"}


def test_sources_of_standard_input_have_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "sys.stdin", SimpleNamespace(buffer=io.BytesIO(b'{"id": "7", "text": "Toluk"}\nno\n'))
    )
    document, unreadable = read_sources(["-"])
    assert isinstance(document.document, Document)
    assert (document.document.id, document.path) == ("7", None)
    assert isinstance(unreadable, Source)
    assert isinstance(unreadable.document, Unreadable)
