from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from marked import parse
from onrecord.records import ActorKind, Analysis, Document, Span
from onrecord.store import (
    Added,
    Record,
    RecordError,
    Standing,
    StatementFilter,
    add,
    all_actors,
    all_documents,
    documents,
    find_document,
    problems,
    speakers,
    standing,
    statements,
)
from store.making import BRIDGE, READY, TOLL, analysis


def put(record: Record, marked: str, *, path: str | None = None, **fields: Any) -> Added:
    """Add as the command line does: analysed under the id that the record gives."""
    found = analysis(marked, **fields)
    stands = standing(record, found.document)
    named = replace(found, document=replace(found.document, id=stands.id))
    return add(record, found.document, None if stands.analysed else named, source_path=path)


def contents(record: Record, **wanted: Any) -> list[str]:
    return [found.words["content"][0] for found in statements(record, StatementFilter(**wanted))]


CHANGED = READY.replace("ready", "not ready")


def test_what_is_added_comes_back(record: Record) -> None:
    found = analysis(READY, id="a", title="T", url="http://x/1", outlet="Courier", authors=("A. B.",))
    found = replace(found, document=replace(found.document, boilerplate=(Span(0, 3),), published="2024-10"))
    assert add(record, found.document, found) == Added(
        "a", new=True, analysed=True, printed=True, replaces=None
    )
    assert [stored.document for stored in all_documents(record)] == [found.document]
    [stored] = statements(record)
    assert stored.statement == found.statements[0]
    assert stored.words == {
        "content": ("“We are ready,”",),
        "cue": ("said",),
        "speaker": ("President Aida Sarieva",),
    }
    assert [(actor.id, actor.name) for actor in all_actors(record)] == [("aida-sarieva", "Aida Sarieva")]


def test_content_in_pieces_and_no_speaker(record: Record) -> None:
    put(record, "[content:“We,”] [cue:it was said], [content:“are ready.”]")
    [stored] = statements(record)
    assert stored.words == {"content": ("“We,”", "“are ready.”"), "cue": ("it was said",), "speaker": ()}
    assert stored.statement.speaker is None


def test_the_same_again_changes_nothing(record: Record) -> None:
    put(record, READY, id="a", url="http://x/1", path="/news/a.html")
    before = list(record.iterdump())
    assert put(record, READY, id="a", url="http://x/1", path="/news/a.html") == Added(
        "a", new=False, analysed=False, printed=False, replaces=None
    )
    assert list(record.iterdump()) == before


def test_the_same_text_elsewhere_is_one_document_with_two_printings(record: Record) -> None:
    put(record, READY, outlet="Courier", url="http://courier/1", published="2024-10-16")
    again = put(record, READY, outlet="Herald", url="http://herald/9", published="2024-10-17")
    assert (again.new, again.printed, again.replaces) == (False, True, None)
    [stored] = all_documents(record)
    assert [(p.outlet, p.url, p.published, p.current) for p in stored.printings] == [
        ("Courier", "http://courier/1", "2024-10-16", True),
        ("Herald", "http://herald/9", "2024-10-17", True),
    ]
    assert len(contents(record)) == len(contents(record, outlet="herald")) == 1
    assert contents(record, outlet="Gazette") == []
    assert find_document(record, "http://herald/9") == stored


@pytest.mark.parametrize(
    "place",
    [
        {"url": "http://x/1"},
        {"id": "a"},
        {"path": "/news/a.txt"},
        {"id": "a", "path": "/b", "outlet": "Courier"},
    ],
)
def test_a_changed_page_is_a_new_version(record: Record, place: dict[str, Any]) -> None:
    first = put(record, READY, **place)
    second = put(record, CHANGED, **place)
    assert (second.new, second.replaces) == (True, first.id)
    assert contents(record) == ["“We are not ready,”"]
    assert sorted(contents(record, all_versions=True)) == ["“We are not ready,”", "“We are ready,”"]
    assert [speaker.statements for speaker in speakers(record)] == [1]
    assert [speaker.statements for speaker in speakers(record, all_versions=True)] == [2]
    assert len(list(documents(record))) == 1
    lines = {line.label.id: line for line in documents(record, all_versions=True)}
    assert lines[first.id].replaced_by == (second.id,)
    assert not lines[first.id].label.current
    assert list(problems(record)) == []


def test_a_page_that_changes_back_shows_its_first_text(record: Record) -> None:
    first = put(record, READY, url="http://x/1")
    put(record, CHANGED, url="http://x/1")
    back = put(record, READY, url="http://x/1")
    assert (back.id, back.new, back.replaces) == (
        first.id,
        False,
        standing(record, analysis(CHANGED).document).id,
    )
    assert contents(record) == ["“We are ready,”"]


def test_a_text_replaced_at_one_place_stays_current_at_another(record: Record) -> None:
    put(record, READY, url="http://x/1")
    put(record, READY, url="http://y/1")
    put(record, CHANGED, url="http://x/1")
    assert len(contents(record)) == 2
    [kept] = [s for s in statements(record) if s.words["content"] == ("“We are ready,”",)]
    assert kept.document.url == "http://y/1"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"id": "1", "outlet": "Courier"}, {"id": "1", "outlet": "Herald"}),
        ({"id": "1", "url": "http://x/1"}, {"id": "1", "url": "http://y/1"}),
        ({"url": "http://x/1", "language": "en"}, {"url": "http://x/1", "language": "ru"}),
        ({"path": "/a", "url": "http://x/1"}, {"path": "/a", "url": "http://x/2"}),
        ({}, {}),
    ],
    ids=["outlets number alike", "one id, two addresses", "translation", "file fetched into", "no place"],
)
def test_different_pages_do_not_replace_each_other(
    record: Record, first: dict[str, Any], second: dict[str, Any]
) -> None:
    ids = {put(record, READY, **first).id, put(record, CHANGED, **second).id}
    assert len(ids) == 2
    assert len(contents(record)) == 2


def test_an_id_that_is_taken_gives_way_to_the_hash(record: Record) -> None:
    put(record, READY, id="1")
    second = put(record, CHANGED, id="1")
    text = parse(CHANGED).text
    assert second.id == standing(record, Document(id="", text=text)).id
    assert len(second.id) == 64


def test_the_hash_of_another_text_is_no_id(record: Record) -> None:
    of_another = analysis(TOLL).document.id
    assert put(record, BRIDGE, id=of_another, language="ky").id == analysis(BRIDGE).document.id
    assert find_document(record, of_another).document.text == parse(BRIDGE).text, "it is still found by it"
    assert put(record, TOLL).id == of_another
    assert list(problems(record)) == []


def test_a_described_page_replaces_its_description_only(record: Record) -> None:
    put(record, READY, url="http://x/1")
    again = put(record, READY, url="http://x/1", published="2024-10-16")
    assert (again.printed, again.replaces) == (True, None)
    [stored] = all_documents(record)
    assert [printing.current for printing in stored.printings] == [False, True]
    assert stored.document.published == "2024-10-16"


def test_another_version_or_engine_analyses_again(record: Record) -> None:
    put(record, READY, id="a")
    put(record, BRIDGE, id="b", language="ky")
    renamed = analysis(READY.replace("=> Aida Sarieva", "=> President Aida Sarieva"), id="a")
    assert standing(record, renamed.document).analysed
    assert not standing(record, renamed.document, analysed_with="99").analysed
    assert add(record, renamed.document, renamed, analysed_with="99") == Added(
        "a", new=False, analysed=True, printed=False, replaces=None
    )
    stored = {found.document.id: found for found in statements(record)}
    assert stored["a"].analysed_with == "99"
    assert standing(record, renamed.document, analysed_with="99") == Standing("a", analysed=True)
    assert stored["a"].statement == renamed.statements[0]
    assert stored["b"].analysed_with != "99"
    assert {actor.name for actor in all_actors(record)} == {"President Aida Sarieva", "Айбек Турганов"}
    assert contents(record, about="ready") == ["“We are ready,”"]
    assert list(problems(record)) == []


def test_an_actor_keeps_its_name_until_a_later_version_names_it_anew(record: Record) -> None:
    put(record, READY)
    second = analysis(CHANGED)
    [actor] = second.actors
    [statement] = second.statements
    other = replace(actor, name="Aida S.", names={"ru": "Аида Сариева"}, kind=ActorKind.GROUP)
    add(record, second.document, Analysis(second.document, (statement,), (other,)))
    [kept] = all_actors(record)
    assert (kept.name, kept.kind) == ("Aida Sarieva", "person")
    assert kept.names == {"en": "Aida Sarieva", "ru": "Аида Сариева"}
    add(record, second.document, Analysis(second.document, (statement,), (other,)), analysed_with="another")
    assert [found.name for found in all_actors(record)] == ["Aida Sarieva"]
    add(record, second.document, Analysis(second.document, (statement,), (other,)), named_with="99")
    [renamed] = all_actors(record)
    assert (renamed.name, renamed.kind, renamed.names) == ("Aida S.", "group", {"ru": "Аида Сариева"})


def test_what_cannot_be_stored_leaves_nothing(record: Record) -> None:
    found = analysis(READY)
    [statement] = found.statements
    for wrong in ((Span(0, 10_000),), (Span(5, 5),), (Span(-1, 3),), ()):
        bad = replace(found, statements=(statement, replace(statement, id="s2", content=wrong)))
        with pytest.raises(RecordError):
            add(record, found.document, bad)
    with pytest.raises(RecordError, match="needs an analysis"):
        add(record, found.document)
    with pytest.raises(RecordError, match="not of"):
        add(record, found.document, analysis(CHANGED))
    with pytest.raises(RecordError, match="surrogate"):
        standing(record, Document(id="x", text="half \ud800"))
    assert list(documents(record, all_versions=True)) == []
    assert list(all_actors(record)) == []


def test_odd_characters_are_stored_as_they_are(record: Record) -> None:
    text = "\ufeffa\x00b\r\n\u202e[content:“We\u00a0are 𝐫eady” \U0001f600]\x1b[31m"
    put(record, text)
    [stored] = all_documents(record)
    assert stored.document.text == parse(text).text
    assert [s.words["content"] for s in statements(record)] == [("“We\u00a0are 𝐫eady” \U0001f600",)]
    assert list(problems(record)) == []
