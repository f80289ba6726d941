"""A page as a browser takes it apart, with the parser of the standard library."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

_VOID = {"meta", "link", "input", "br", "img", "hr"}
# fmt: off
ELEMENTS = {
    "html", "head", "meta", "title", "link", "script", "body", "header", "nav", "main", "aside", "footer",
    "section", "article", "h1", "h2", "h3", "p", "br", "div", "span", "a", "bdi", "strong", "time", "abbr",
    "mark", "blockquote", "ul", "li", "dl", "dt", "dd", "details", "summary", "dialog", "code", "pre", "kbd",
    "meter", "form", "label", "input", "select", "option", "datalist", "button", "output", "table", "thead",
    "tbody", "tr", "th", "td", "figure", "figcaption", "svg", "path", "text",
}
# fmt: on
"""Those that the templates use; any other in a page came out of an article."""
# A browser ends a paragraph where one of these begins.
_BLOCKS = {
    *("p", "div", "form", "section", "article", "h1", "h2", "h3", "ul", "dl", "table", "details"),
    "blockquote",
}


class Reading(HTMLParser):
    """What a page holds: elements, attributes, links, and the text of the article in it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.article = ""
        self.words = ""
        self._open: list[tuple[str, bool]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        assert tag not in _BLOCKS or "p" not in self.left_open, f"<{tag}> in a paragraph"
        self.elements.append((tag, attributes))
        if tag not in _VOID:
            inside = bool(self._open and self._open[-1][1])
            is_text = tag == "p" and "text" in attributes.get("class", "").split()
            self._open.append((tag, inside or is_text))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1][0] == tag, f"</{tag}> closes <{self._open[-1][0]}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._open and self._open[-1][1]:
            self.article += data

    @property
    def left_open(self) -> list[str]:
        return [tag for tag, _ in self._open]

    @property
    def links(self) -> set[str]:
        """Addresses of pages of this site, without fragments."""
        found = (attributes.get("href", "") for _, attributes in self.elements)
        return {each.partition("#")[0] for each in found if re.match("/(?!static/)", each)}

    @property
    def files(self) -> set[str]:
        """What a browser loads beside the page."""
        named = [a.get("src") or a.get("href", "") for tag, a in self.elements if tag in ("script", "link")]
        return {each for each in named if each}


def check(html: str) -> Reading:
    """The page taken apart, after what holds for every page was checked."""
    page = Reading(html)
    assert page.left_open == []
    assert {tag for tag, _ in page.elements} <= ELEMENTS
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        assert tag != "script" or attributes.get("src", "").startswith("/static/")
        for name in ("href", "src", "action"):
            assert re.match(r"/|#|https?://|$", attributes.get(name, "")), attributes
    identifiers = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))
    return page


def path_of(address: str) -> str:
    """The path of an address, without what it asks."""
    return urlsplit(address).path
