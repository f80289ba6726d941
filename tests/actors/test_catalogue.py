from __future__ import annotations

import json
import pickle
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.actors.catalogue import Catalogue, CatalogueError, Entry, Role, shipped
from onrecord.actors.catalogue.words import key_of
from onrecord.records import ActorKind

LANGUAGES = ("ky", "ru", "en")
ROW: dict[str, Any] = {
    "id": "aida-sarieva",
    "kind": "person",
    "names": {"ky": ["Аида Сариева"], "ru": ["Сариева Аида Асановна"], "en": ["Aida Sarieva"]},
    "roles": [{"role": "Minister of Water", "organisation": "Toluk", "from": "2021-05", "to": "2023"}],
    "source": "written for a test",
}
TOLUK: dict[str, Any] = {
    "id": "toluk",
    "kind": "country",
    "names": {"ky": ["Толук Республикасы", "Толук"], "ru": ["Республика Толук"], "en": ["Toluk", "RTL"]},
    "country": "TL",
    "source": "written for a test",
}
MINISTRY: dict[str, Any] = {
    "id": "ministry-of-water",
    "kind": "organisation",
    "names": {"en": ["Ministry of Water of Toluk"]},
    "generic": {
        "en": ["Ministry of Water"],
        "ru": ["Министерство воды", "МВТ"],
        "ky": ["Суу министрлиги"],
    },
    "country": "TL",
    "source": "written for a test",
}

NAMED = [
    ("Орусиядан", "Russia"),
    ("Россияга", "Russia"),
    ("России", "Russia"),
    ("РФ", "Russia"),
    ("США", "United States"),
    ("АКШнын", "United States"),
    ("Кыргыз Республикасынын", "Kyrgyzstan"),
    ("Республики Корея", "South Korea"),
    ("КНДРге", "North Korea"),
    ("ОДКБга", "Collective Security Treaty Organization"),
    ("ЖККУнун", "Collective Security Treaty Organization"),
    ("CSTO's", "Collective Security Treaty Organization"),
    ("Организации Договора о коллективной безопасности", "Collective Security Treaty Organization"),
    ("БУУ", "United Nations"),
    ("Организацией Объединённых Наций", "United Nations"),
    ("ЕАЭБдин", "Eurasian Economic Union"),
    ("ШКУ", "Shanghai Cooperation Organisation"),
    ("Министерства иностранных дел России", "Ministry of Foreign Affairs of Russia"),
    ("Министерства иностранных дел Кыргызской Республики", "Ministry of Foreign Affairs of Kyrgyzstan"),
    ("МИД РФ", "Ministry of Foreign Affairs of Russia"),
    ("Орусиянын ТИМи", "Ministry of Foreign Affairs of Russia"),
    ("Казакстандын Тышкы иштер министрлигине", "Ministry of Foreign Affairs of Kazakhstan"),
    ("Кыргызстандын Жогорку сотуна", "Supreme Court of Kyrgyzstan"),
    ("the Ministry of Defence of the Kyrgyz Republic", "Ministry of Defence of Kyrgyzstan"),
    ("Жогорку Кеңештин", "Jogorku Kenesh"),
    ("Госдепом", "United States Department of State"),
    ("ОАО «Северэлектро»", "Severelectro"),
]


def every_name(entry: Entry) -> list[str]:
    return [name for names in entry.names.values() for name in names]


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "own.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_there_are_many_of_every_kind() -> None:
    counts: dict[ActorKind, int] = defaultdict(int)
    for entry in shipped().entries:
        counts[entry.kind] += 1
    assert counts[ActorKind.PERSON] >= 700
    assert counts[ActorKind.ORGANISATION] >= 900
    assert counts[ActorKind.COUNTRY] >= 250
    assert counts[ActorKind.GROUP] >= 20


def test_identifiers_are_borne_once() -> None:
    package = Path(__file__).parents[2] / "src/onrecord/actors/catalogue"
    lines = [line for path in package.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    assert len(lines) == len(shipped().entries)


def test_a_name_is_borne_by_one() -> None:
    bearers: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry in shipped().entries:
        for name in every_name(entry):
            key = key_of(name)
            bearers[tuple(sorted(key)) if entry.kind is ActorKind.PERSON else key].add(entry.id)
    assert {key: ids for key, ids in bearers.items() if len(ids) > 1} == {}


def test_a_generic_name_is_nobodys_own() -> None:
    own = {key_of(name) for entry in shipped().entries for name in every_name(entry)}
    generic = {
        key_of(name) for entry in shipped().entries for names in entry.generic.values() for name in names
    }
    assert own & generic == set()


def test_rows_are_complete() -> None:
    for entry in shipped().entries:
        assert entry.source.strip(), entry
        assert set(entry.names) == set(LANGUAGES), entry
        assert entry.assumed <= set(LANGUAGES), entry
        assert all(key_of(name) for name in every_name(entry)), entry
        assert not entry.generic or entry.country, entry


@pytest.mark.parametrize("kind", list(ActorKind))
def test_names_are_in_the_letters_of_their_language(kind: ActorKind) -> None:
    entries = [entry for entry in shipped().entries if entry.kind is kind]
    for language in ("ky", "ru"):
        cyrillic = [e for e in entries if re.search("[а-яё]", e.names[language][0], re.IGNORECASE)]
        assert len(cyrillic) > 0.95 * len(entries)
    assert not [e.id for e in entries if re.search("[а-яё]", e.names["en"][0], re.IGNORECASE)]


def test_nobody_holds_an_office_in_the_future_or_before_the_last_century() -> None:
    years = {
        (entry.id, date[:4])
        for entry in shipped().entries
        for role in entry.roles
        for date in (role.start, role.end)
        if date
    }
    assert [each for each in years if not "1800" <= each[1] <= "2026"] == []


def test_every_actor_is_found_by_each_of_its_names() -> None:
    catalogue = shipped()
    lost = [
        (entry.id, name)
        for entry in catalogue.entries
        for name in every_name(entry)
        if entry not in catalogue.named(name)
    ]
    assert lost == []


@pytest.mark.parametrize(("name", "expected"), NAMED)
def test_a_name_in_whatever_form(name: str, expected: str) -> None:
    assert [entry.name for entry in shipped().named(name)] == [expected]


def test_a_generic_name_is_that_of_many_unless_the_country_is_known() -> None:
    bodies = shipped().named("Министерства внутренних дел")
    assert {"KG", "KZ", "RU"} <= {entry.country for entry in bodies}
    assert [entry.name for entry in shipped().named("ИИМге", country="KG")] == [
        "Ministry of Internal Affairs of Kyrgyzstan"
    ]
    assert shipped().named("МВД", country="XX") == ()


@pytest.mark.parametrize("name", ["", "«»", "who", "us", "кабар", "Толук", "МВД Толука", "а " * 5000])
def test_what_names_nobody(name: str) -> None:
    assert shipped().named(name) == ()


def test_only_of_the_kind_asked_for() -> None:
    assert shipped().named("Россия", kind=ActorKind.PERSON) == ()
    assert shipped().named("Россия", kind=ActorKind.COUNTRY)


def test_a_user_adds_actors(tmp_path: Path) -> None:
    catalogue = shipped().with_own(written(tmp_path, ROW, TOLUK, MINISTRY))
    added = catalogue.get("aida-sarieva")
    assert added is not None
    assert added.roles == (Role("Minister of Water", "Toluk", "2021-05", "2023"),)
    assert len(catalogue.entries) == len(shipped().entries) + 3
    for name in ("Аида Сариеванын", "Сариевой Аиды Асановны", "Sarieva Aida", "АИДА САРИЕВА"):
        assert catalogue.named(name) == (added,), name
    ministry = catalogue.get("ministry-of-water")
    for name in ("Министерством воды Республики Толук", "Толуктун Суу министрлигинде", "МВТ", "МВТга"):
        assert catalogue.named(name) == (ministry,), name
    assert shipped().get("aida-sarieva") is None


def test_a_text_is_read_with_the_actors_of_a_user(tmp_path: Path) -> None:
    catalogue = shipped().with_own(written(tmp_path, ROW))
    text = "“We are ready,” said Sarieva Aida."
    ids = [
        onrecord.analyze(text, engine=onrecord.Engine.RULES, catalogue=each).actors[0].id
        for each in (catalogue, None)
    ]
    assert ids == ["aida-sarieva", "person/aida-sarieva"]


def test_a_user_overrides_an_actor(tmp_path: Path) -> None:
    russia = shipped().named("Россия")[0]
    path = written(tmp_path, TOLUK | {"id": russia.id})
    catalogue = shipped().with_own(path)
    assert len(catalogue.entries) == len(shipped().entries)
    assert [entry.name for entry in catalogue.named("Толуктан")] == ["Toluk"]
    assert catalogue.named("Россия") == ()


def test_namesakes_of_a_user_are_both_given(tmp_path: Path) -> None:
    catalogue = Catalogue(()).with_own(written(tmp_path, ROW, ROW | {"id": "another"}))
    assert [entry.id for entry in catalogue.named("Аида Сариева")] == ["aida-sarieva", "another"]


def test_notes_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes(b"\xef\xbb\xbf# mine\r\n\r\n" + json.dumps(ROW).encode() + b"\r\n")
    assert [entry.id for entry in Catalogue(()).with_own(path).entries] == ["aida-sarieva"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (ROW | {"kind": "place"}, "line 2: Invalid enum value 'place'"),
        ({key: ROW[key] for key in ("id", "kind", "names")}, "line 2: .*missing required field `source`"),
        (ROW | {"source": ""}, "line 2: .*length >= 1"),
        (ROW | {"nmaes": {}}, "line 2: .*unknown field `nmaes`"),
        (ROW | {"names": {}}, "line 2: aida-sarieva has no name"),
        (ROW | {"names": {"en": [" "]}}, "line 2: "),
        (ROW | {"names": {"English": ["Aida"]}}, "line 2: "),
        (ROW | {"id": "Q12x"}, "line 2: Q12x is no Wikidata identifier"),
        (ROW | {"id": "../x"}, "line 2: "),
        (ROW | {"id": "person/aida-sarieva"}, "line 2: person/aida-sarieva is formed like"),
        (ROW | {"roles": [{"role": "x", "organisation": "y", "from": "May 2021"}]}, "line 2: "),
        (
            ROW | {"roles": [{"role": "x", "organisation": "y", "from": "2021-05", "to": "2020"}]},
            "line 2: aida-sarieva is x from 2021-05 to 2020",
        ),
        (TOLUK, "line 2: toluk is already in line 1"),
    ],
)
def test_a_mistake_is_reported_with_its_line(tmp_path: Path, row: dict[str, Any], fault: str) -> None:
    path = written(tmp_path, TOLUK, row)
    with pytest.raises(CatalogueError, match=fault) as raised:
        shipped().with_own(path)
    assert str(path) in str(raised.value)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"{", b"[]", b'{"id": "\xff"}'])
def test_what_is_no_row(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes(content)
    with pytest.raises(CatalogueError, match="line 1"):
        shipped().with_own(path)


def test_entries_travel_between_processes() -> None:
    entry = shipped().entries[0]
    assert pickle.loads(pickle.dumps(entry)) == entry
