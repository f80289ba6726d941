"""A dossier is valid HTML that runs nothing and loads nothing, with the words as they were printed."""

from __future__ import annotations

import re
from typing import Any

import lxml.html
import pytest

from onrecord.export.dossier import LANGUAGES, dossier_of_actor, dossier_of_issue, page
from onrecord.export.dossier.page import _catalogue
from onrecord.store import (
    NotFoundError,
    PositionFilter,
    Record,
    StatementFilter,
    add,
    find_document,
    positions,
    statements,
)
from store.holding import KEMAR, SARIEV
from store.making import READY, analysis

ANN = "=ann-<b>böse</b>"
_LOADING = ("src", "srcset", "background", "poster", "data", "action", "formaction", "style", "ping")


def of_actor(record: Record, identifier: str, language: str = "en", most: int = 100, **period: Any) -> str:
    asked = StatementFilter(**period), PositionFilter(**period)
    return "".join(page(dossier_of_actor(record, identifier, *asked, most), language, "2024-12-01"))


def of_issue(record: Record, issue: str, language: str = "en", most: int = 100) -> str:
    return "".join(page(dossier_of_issue(record, issue, PositionFilter(), most), language, "2024-12-01"))


def entries(html: str) -> list[str]:
    return [" ".join(each.text_content().split()) for each in lxml.html.fromstring(html).find_class("entry")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_valid_html_in_every_language(told: Record, language: str) -> None:
    html5lib = pytest.importorskip("html5lib")
    for html in (
        of_actor(told, ANN, language),
        of_actor(told, SARIEV.id, language),
        of_issue(told, "neutral", language),
    ):
        html5lib.HTMLParser(strict=True).parse(html)
        assert f'<html lang="{language}">' in html


def test_every_language_has_all_words() -> None:
    english, *others = (_catalogue()[language] for language in LANGUAGES)
    for other in others:
        assert other.keys() == english.keys()
        for key, words in other.items():
            assert sorted(re.findall(r"\{\w*\}", words)) == sorted(re.findall(r"\{\w*\}", english[key]))


def test_a_hostile_text_runs_and_loads_nothing(told: Record) -> None:
    html = of_actor(told, ANN)
    tree = lxml.html.fromstring(html)
    assert not tree.xpath("//script | //img | //iframe | //object | //embed | //link | //form | //b | //svg")
    for element in tree.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name in _LOADING]
    assert not [link for link in tree.xpath("//@href") if not link.startswith("#")]
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", html)
    assert "</script><img src=x onerror=alert(1)>" in tree.text_content(), "the words are shown as words"


def test_statements_are_in_their_words_with_place_and_source(told: Record) -> None:
    add(told, (found := analysis(READY.replace("ready", "late"), id="x", url="https://example.org/1?a=1&b=2",
                                 outlet="Courier", published="2025-01")).document, found)  # fmt: skip
    html = of_actor(told, "aida-sarieva")
    (recorded,) = statements(told, StatementFilter(document="x"))
    ((start, end),) = recorded.statement.content
    assert (
        f"“We are late,” Courier, 2025-01, (no headline) · characters {start}–{end} · [2]"
        in entries(html)[-1]
    )
    source = lxml.html.fromstring(html).get_element_by_id("source-2")
    assert source.xpath("a/@href") == ["https://example.org/1?a=1&b=2"]
    assert find_document(told, "x").text_sha256 in source.text_content()


def test_positions_stand_by_target_the_earliest_first(told: Record) -> None:
    tree = lxml.html.fromstring(of_actor(told, SARIEV.id))
    first, *others = tree.xpath("//section")
    assert first.findtext("h3/bdi") == "neutrality of Toluk"
    assert [each.text_content() for each in first.xpath("ol/li")] == [
        "+ 2022-03-09",
        "+ 2024-10-16",
        "− 2024-10-16",
        "− 2024-10-16",
    ]
    marked = [each.text_content() for each in first.xpath(".//mark")]
    assert marked == [
        "has served Toluk well", "It was right that we were neutral",
        "now we must choose a side", "give neutrality up",
    ]  # fmt: skip
    assert "of the past only" in entries(lxml.html.tostring(first, encoding="unicode"))[1]
    assert "according to Kanat Borubaev" in entries(lxml.html.tostring(first, encoding="unicode"))[3]
    assert [each.findtext("h3/bdi") for each in others] == ["Kemar", "Aida Sarieva"]


def test_what_others_hold_is_in_it(told: Record) -> None:
    tree = lxml.html.fromstring(of_actor(told, KEMAR.id))
    assert [each.findtext("h3/bdi") for each in tree.xpath("//section")] == ["Aibek Sariev"]


def test_an_issue_has_the_lines_of_its_holders(told: Record) -> None:
    tree = lxml.html.fromstring(of_issue(told, "bridge-toll"))
    assert tree.findtext(".//h1/bdi") == "платный мост"
    assert [each.text_content().strip() for each in tree.xpath("//h3")] == ["not settled who"]
    assert tree.xpath("//blockquote/@lang") == ["ky"]


def test_a_period_and_a_number_limit_it(told: Record) -> None:
    found = of_actor(told, SARIEV.id, since="2024-01-01")
    assert "has served Toluk well" not in found
    assert "There are more" not in found
    few = of_actor(told, SARIEV.id, most=2)
    assert "There are more than are shown here." in few
    latest = sorted(each.position.id for each in positions(told, PositionFilter(holder=SARIEV.id), 2))
    assert len(lxml.html.fromstring(few).xpath("//section//blockquote")) == len(latest) + 1


def test_who_is_not_there_has_none(told: Record) -> None:
    with pytest.raises(NotFoundError):
        of_actor(told, "person/nobody")
    with pytest.raises(NotFoundError):
        of_issue(told, "nothing")
