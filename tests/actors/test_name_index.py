"""The index finds what a scan over all entries finds, however short its hashes are, and is made once."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from itertools import permutations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.actors.catalogue import Catalogue, CatalogueError, Entry, Role, shipped
from onrecord.actors.catalogue.building import index_bytes
from onrecord.actors.catalogue.entry import borne
from onrecord.actors.catalogue.index import NameIndex
from onrecord.actors.catalogue.layout import FORMAT, HASH_BITS, MAGIC
from onrecord.actors.catalogue.words import Forms, key_of, spelling_of, word_forms
from onrecord.records import ActorKind

# Of one root and alike, so that few words make many names that nearly are the same.
WORDS = ("Айбек", "Сариев", "Сариева", "Sariev", "Sarieva", "МВТ", "of", "Toluk", "Толук", "«»")
FORMS = (*WORDS, "Айбека", "Сариевдин", "Сариевой", "МВТга", "Толуктун", "Sariev's", "\ud800")
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
by_language = st.dictionaries(st.sampled_from(("ky", "ru", "en")), st.lists(names, max_size=3).map(tuple))
ENTRY = Entry("aibek-sariev", ActorKind.PERSON, {"ky": ("Айбек Сариев",)}, (), "written for a test")


@st.composite
def catalogues(draw: st.DrawFn) -> list[Entry]:
    kinds = draw(st.lists(st.sampled_from(ActorKind), max_size=6))
    return [
        Entry(
            id=f"e{number}",
            kind=kind,
            names=draw(by_language),
            roles=(Role("Minister", "Toluk", "2021"),) * (number % 2),
            source="drawn",
            generic=draw(by_language),
            country=draw(st.sampled_from((None, "TL", "SV"))),
            assumed=draw(st.frozensets(st.sampled_from(("ky", "ru")))),
        )
        for number, kind in enumerate(kinds)
    ]


def scan(entries: list[Entry], words: Forms, *, persons: bool) -> set[tuple[str, str]]:
    """By identifier and spelling the names that the words can be: each compared in each order."""
    orders = list(permutations(words)) if persons else [tuple(words)]
    return {
        (entry.id, spelling_of(name))
        for entry in entries
        if (entry.kind is ActorKind.PERSON) is persons
        for name in borne(entry)
        for order in orders
        if len(keys := key_of(name)) == len(order)
        and all(key in forms for key, forms in zip(keys, order, strict=True))
    }


@settings(deadline=None)
@given(
    entries=catalogues(),
    mention=st.lists(st.sampled_from(FORMS), min_size=1, max_size=4),
    bits=st.one_of(st.just(HASH_BITS), st.integers(1, 8)),
)
def test_what_a_scan_finds(entries: list[Entry], mention: list[str], bits: int) -> None:
    index = NameIndex(index_bytes(entries, bits))
    words = [word_forms(word, None) for word in mention]
    for found, persons in ((index.bodies(words), False), (index.persons(words), True)):
        spelled = {(each.entry.id, each.spelling) for each in found}
        assert spelled == scan(entries, words, persons=persons)


@settings(deadline=None)
@given(entries=catalogues(), bits=st.one_of(st.just(HASH_BITS), st.integers(1, 3)))
def test_entries_come_back_as_they_were(entries: list[Entry], bits: int) -> None:
    index = NameIndex(index_bytes(entries, bits))
    assert list(index) == entries
    assert [index.get(entry.id) for entry in entries] == entries
    assert index.get("somebody-else") is None


def test_names_of_one_hash_are_told_apart() -> None:
    """With a single bit half of all names share each hash."""
    entries = [
        Entry(f"e{number}", ActorKind.PERSON, {"en": (f"{given} {family}",)}, (), "written for a test")
        for number, (given, family) in enumerate(product(("Aibek", "Nurbek", "Aida"), ("Sariev", "Dorek")))
    ]
    index = NameIndex(index_bytes(entries, bits=1))
    for entry in entries:
        words = [word_forms(word, "en") for word in entry.name.split()]
        assert [found.entry for found in index.persons(words)] == [entry]


def test_another_layout_or_other_keys_have_another_format() -> None:
    """Where this fails give ``FORMAT`` the next number, so that kept indexes are left."""
    body = Entry("kb", ActorKind.ORGANISATION, {"ru": ("ОАО «Кемар-Банк»", "КБ")}, (), "written for a test")
    content = index_bytes([ENTRY, body])
    assert (FORMAT, sha256(content[len(MAGIC) :]).hexdigest()[:16]) == (1, "6b171b6e87d5d293")


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where indexes are kept, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches" / "onrecord" / "catalogues"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return written(tmp_path / "own.jsonl", 3)


def written(path: Path, count: int) -> Path:
    rows = [
        {
            "id": f"sariev-{number}",
            "kind": "person",
            "names": {"en": ["Aibek Sariev" + " Nurbek" * bool(number)]},
            "source": "-",
        }
        for number in range(count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_an_index_is_made_once(caches: Path, own: Path) -> None:
    assert found(shipped().with_own(own)) == ["sariev-0"]
    [made] = caches.iterdir()
    before = made.stat()
    assert found(shipped().with_own(own)) == ["sariev-0"]
    assert [path.stat().st_ino for path in caches.iterdir()] == [before.st_ino]
    written(own, 2)
    assert len(shipped().with_own(own).entries) == len(shipped().entries) + 2
    assert len(list(caches.iterdir())) == 2


def found(catalogue: Catalogue) -> list[str]:
    return [entry.id for entry in catalogue.named("Sariev Aibek’s")]


def damages(whole: bytes) -> Iterator[bytes]:
    yield from (whole[:length] for length in (0, 1, 40, 150, len(whole) // 2, len(whole) - 1))
    yield from (
        whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :]
        for at in (0, 30, *range(100, len(whole), 97), len(whole) - 90, len(whole) - 1)
    )
    yield whole + b"\0"
    yield bytes(len(whole))


def test_a_damaged_index_is_made_anew(caches: Path, own: Path) -> None:
    Catalogue(()).with_own(own)
    [made] = caches.iterdir()
    whole = made.read_bytes()
    for damaged in damages(whole):
        made.write_bytes(damaged)
        assert found(Catalogue(()).with_own(own)) == ["sariev-0"]
        assert made.read_bytes() == whole


def test_an_index_in_use_may_be_replaced_and_removed(caches: Path, own: Path) -> None:
    catalogue = Catalogue(()).with_own(own)
    assert found(catalogue) == ["sariev-0"]
    [made] = caches.iterdir()
    made.unlink()
    assert len(catalogue.entries) == 3
    assert found(Catalogue(()).with_own(own)) == ["sariev-0"]


def test_a_mistake_leaves_nothing(caches: Path, own: Path) -> None:
    with own.open("a", encoding="utf-8") as stream:
        stream.write("{}\n")
    with pytest.raises(CatalogueError, match=r"own\.jsonl, line 4"):
        shipped().with_own(own)
    assert list(caches.iterdir()) == []


def test_what_nobody_opens_is_removed(caches: Path, own: Path) -> None:
    Catalogue(()).with_own(own)
    [made] = caches.iterdir()
    (caches / "half.part").touch()
    long_ago = time.time() - 100 * 24 * 60 * 60
    for path in caches.iterdir():
        os.utime(path, (long_ago, long_ago))
    Catalogue(()).with_own(own)
    assert time.time() - made.stat().st_mtime < 60, "it was opened"
    Catalogue(()).with_own(written(own, 1))
    assert made in caches.iterdir()
    assert {path.suffix for path in caches.iterdir()} == {".names"}


MAKE = "import sys; from onrecord.actors.catalogue import shipped; shipped().with_own(sys.argv[1])"


def making(path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", MAKE, str(path)])


def test_two_that_make_one_index_do_not_disturb_each_other(caches: Path, own: Path) -> None:
    written(own, 3_000)
    both = [making(own), making(own)]
    assert [process.wait() for process in both] == [0, 0]
    assert [path.suffix for path in caches.iterdir()] == [".names"]
    assert found(Catalogue(()).with_own(own)) == ["sariev-0"]


def test_one_that_is_killed_does_no_harm(caches: Path, own: Path) -> None:
    written(own, 30_000)
    process = making(own)
    while not list(caches.glob("*.part")):
        assert process.poll() is None, "it ended by itself"
        time.sleep(0.005)
    process.kill()
    process.wait()
    assert list(caches.glob("*.names")) == []
    assert found(Catalogue(()).with_own(written(own, 3))) == ["sariev-0"]


def test_catalogues_travel_between_processes(own: Path) -> None:
    assert pickle.loads(pickle.dumps(shipped())) is shipped()
    catalogue = shipped().with_own(own)
    sent = pickle.dumps(catalogue)
    assert len(sent) < 1_000
    received = pickle.loads(sent)
    assert received is pickle.loads(sent)
    assert (found(received), received.fingerprint) == (found(catalogue), catalogue.fingerprint)
    by_hand = pickle.loads(pickle.dumps(Catalogue([ENTRY]).with_own(own)))
    assert [entry.id for entry in by_hand.entries] == [ENTRY.id, "sariev-0", "sariev-1", "sariev-2"]


def test_the_fingerprint_is_that_of_the_rows(own: Path) -> None:
    assert shipped().fingerprint == ""
    first = shipped().with_own(own).fingerprint
    assert first == shipped().with_own(own).fingerprint != ""
    assert first != shipped().with_own(written(own, 2)).fingerprint
