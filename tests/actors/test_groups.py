"""Groups and unnamed office holders are found as the lines of ``groups/*.txt`` are marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marked import read_cases
from onrecord.actors.group_words import group_words
from onrecord.actors.groups import GroupMention, group_mentions
from onrecord.languages import CODES, language
from onrecord.languages.lexicon import read_sections
from onrecord.records import ActorKind, Span

_MARK = re.compile(r"\[(group|organisation|person):([^\]]+)\]")
CASES = [
    pytest.param(path.stem, line, id=f"{path.stem}:{number}")
    for path in sorted((Path(__file__).parent / "groups").glob("*.txt"))
    for number, line in read_cases(path)
]
WORDS = sorted(
    {
        *(form for code in CODES for form in group_words(code).entries),
        *(
            "Толук",
            "Toluk",
            "Ак-Сай",
            "U.S.",
            "2014",
            "3,5",
            ".",
            ",",
            "\n",
            "«",
            "”",
            "—",
            "’s",
            "Сариев",
            "ый",
        ),
    }
)


def mentions(text: str, code: str) -> list[GroupMention]:
    known = language(code)
    assert known
    return list(group_mentions(text, Span(0, len(text)), known))


def marked(line: str) -> tuple[str, list[tuple[str, str]], list[str]]:
    """The text of a line, the kind and words of each mark, and the names after “=>”."""
    text, _, names = line.partition(" => ")
    marks = [(match[1], match[2]) for match in _MARK.finditer(text)]
    return _MARK.sub(r"\2", text), marks, names.split("; ") if names else []


@pytest.mark.parametrize(("code", "line"), CASES)
def test_groups_are_found_as_marked(code: str, line: str) -> None:
    text, marks, names = marked(line)
    found = mentions(text, code)
    assert [(each.kind, text[slice(*each.span)]) for each in found] == marks
    if names:
        assert [each.name for each in found] == names


@pytest.mark.parametrize(
    ("some", "others"),
    [
        (("en", "The authorities of Kazakhstan agreed."), ("en", "They met the Kazakh authorities.")),
        (("en", "Russian journalists asked."), ("ru", "Он видел российских журналистов.")),
        (("en", "Russian journalists asked."), ("ky", "Ал орус журналисттерине айтты.")),
        (("en", "Demonstrators left."), ("ky", "Митингчилерге айтты.")),
        (("en", "Local residents left."), ("ru", "Местные жители ушли.")),
        (("ru", "Западные страны против."), ("en", "He saw Western countries.")),
        (("en", "Americans left."), ("ru", "Он видел американцев.")),
        (("en", "the Ukrainian ambassador left"), ("ru", "Украинский посол ушёл.")),
    ],
)
def test_one_group_has_one_key(some: tuple[str, str], others: tuple[str, str]) -> None:
    (one,), (other,) = (mentions(text, code) for code, text in (some, others))
    assert one.key == other.key
    assert one.countries == other.countries


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "European countries met some European countries."),
        ("en", "EU countries met European countries."),
        ("ky", "Европа өлкөлөрү Европа биримдигине кирген өлкөлөр менен макулдашты."),
        ("ru", "Российские банки и российские компании закрыты."),
    ],
)
def test_groups_of_another_extent_have_another_key(code: str, text: str) -> None:
    one, other = mentions(text, code)
    assert one.key != other.key


def test_a_mention_tells_its_head_and_its_countries() -> None:
    text = "Then the American and British governments asked some experts from Kazakhstan."
    governments, experts = mentions(text, "en")
    assert text[slice(*governments.head)] == governments.base == "governments"
    assert governments.countries == ("GB",)
    assert (experts.name, experts.base, experts.countries) == (
        "some experts from Kazakhstan",
        "experts",
        ("KZ",),
    )
    assert experts.kind is ActorKind.GROUP


def test_a_span_bounds_what_is_read() -> None:
    text = "Experts met the residents."
    known = language("en")
    assert known
    assert [text[slice(*each.span)] for each in group_mentions(text, Span(8, len(text)), known)] == [
        "the residents"
    ]


@pytest.mark.parametrize("code", CODES)
@given(words=st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=30))
def test_spans_are_valid_in_any_text(code: str, words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for each in mentions(text, code):
        assert end <= each.span.start <= each.head.start < each.head.end <= each.span.end <= len(text)
        assert each.name
        assert each.base
        assert each.key
        end = each.span.end


@pytest.mark.parametrize("code", CODES)
def test_every_list_is_in_order(code: str) -> None:
    """Each word is listed once, and each pattern has one group, the head."""
    known = group_words(code)
    assert all(pattern.groups == 1 for _, _, pattern in known.patterns)
    letters = {letter for letter, _ in known.entries.values()}
    used = set("".join(pattern.pattern for _, _, pattern in known.patterns))
    assert {letter for letter in letters if letter not in "xtTr"} <= used


def concepts(code: str) -> Iterator[str]:
    settings = ("", "tags", "endings", "possessives", "singular", "patterns")
    for heading, rows in read_sections(code, "groups.txt").items():
        if heading.partition(" ")[0] not in settings:
            yield from (row[0].partition("=")[0].strip() for row in rows if "=" in row[0])


@pytest.mark.parametrize("code", ["ru", "ky"])
def test_most_words_have_their_english_counterpart(code: str) -> None:
    english = {concept for _, concept in group_words("en").entries.values()}
    missing = [each for each in concepts(code) if each.lower() not in english]
    assert missing == []


@pytest.mark.parametrize("code", CODES)
def test_patterns_are_bounded(code: str) -> None:
    """What repeats does so a limited number of times, so that the time taken is linear in any text."""
    for _, _, pattern in group_words(code).patterns:
        assert not re.search(r"[*+]|,\}", pattern.pattern)
        assert max(map(int, re.findall(r"(\d+)\}", pattern.pattern)), default=0) <= 6


@pytest.mark.parametrize("code", CODES)
def test_long_runs_of_one_kind_are_read(code: str) -> None:
    for unit in ("experts ", "Russian local the some of ", "эксперты ", "орус жана калган ", "x, "):
        mentions(unit * 5_000, code)
