"""An article that attacks must be shown as the text that it is, on every page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.store import all_documents, open_record
from onrecord.web import addresses
from onrecord.web.showing import plain, shown
from onrecord.web.tables import Table, as_csv
from web.conftest import NASTY, Site, site_of
from web.reading import Reading, check

_SETTING = re.compile("[?&](csv|lang|theme)=")


def pages(site: Site) -> dict[str, Reading]:
    """Every page that can be reached, checked."""
    searches = {f"/?q={'x' * 200}", "/?speaker=%3Cscript%3E&by=x&at=%3Cb%3E"}
    waiting = {"/", "/documents", "/actors", "/issues", "/map", *searches}
    seen: dict[str, Reading] = {}
    while waiting:
        address = waiting.pop()
        answer = site.get(address)
        assert answer.status_code == 200, address
        seen[address] = check(answer.text)
        # Facets narrow down one another; those of the first page are enough.
        fresh = {each for each in seen[address].links - seen.keys() if address == "/" or "?" not in each}
        waiting |= {each for each in fresh if not _SETTING.search(each)}
        assert len(seen) < 200
    return seen


def test_nothing_of_an_article_becomes_part_of_a_page(hostile: Path) -> None:
    with site_of(hostile) as site:
        seen = pages(site)
        kinds = {address.split("/")[1].split("?")[0] for address in seen}
        assert {"", "documents", "statements", "actors", "issues", "positions", "map"} <= kinds
        for address, page in seen.items():
            assert "7*7" in page.words or "{{" not in page.words
            for tag, attributes in page.elements:
                # A field gives back what it was given.
                for value in attributes.values() if tag != "input" else ():
                    assert not {"\u202e", "\u2066", "\0"} & set(value), (address, tag)


def test_the_article_is_whole(hostile: Path) -> None:
    with open_record(hostile) as record:
        (found,) = all_documents(record)
    with site_of(hostile) as site:
        page = check(site.get(addresses.document(found.document.id)).text)
    assert page.article == found.document.text
    assert NASTY in page.article


def test_a_direction_is_held_in_an_element_of_its_own(hostile: Path) -> None:
    with open_record(hostile) as record:
        (found,) = all_documents(record)
    with site_of(hostile) as site:
        html = site.get(addresses.document(found.document.id)).text
    assert html.count("\u202e") == html.count(
        '<span class="control" data-label="U+202E" title="RIGHT-TO-LEFT OVERRIDE">\u202e</span>'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\0b", 'a<span class="control" data-label="U+0000" title="U+0000">\u2400</span>b'),
        ("a\r\nb\rc", "a&#13;\nb&#13;c"),
        ("<b> & \"'", "&lt;b&gt; &amp; &#34;&#39;"),
        ("tab\tand\nbreak", "tab\tand\nbreak"),
    ],
)
def test_shown(text: str, expected: str) -> None:
    assert shown(text) == expected
    assert Reading(f"<p class='text'>{shown(text)}</p>").article == text.replace("\0", "\u2400")


def test_plain_is_one_line_that_steers_nothing() -> None:
    assert plain(" a\n\0b\u202ec ") == "a \u2400b\ufffdc"


def test_a_formula_is_no_formula() -> None:
    assert as_csv(Table("x", ("a",), [("=1+1",), (" @x",), (-1,), ("fine",)])) == (
        "a\r\n'=1+1\r\n' @x\r\n-1\r\nfine\r\n"
    )
