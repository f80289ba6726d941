"""English: tags of inflected forms and the constructions in which speech is attributed."""

from __future__ import annotations

import pytest
from drafting import read_drafts

from onrecord.languages import language

ENGLISH = language("en")
assert ENGLISH is not None


@pytest.mark.parametrize(
    ("form", "tag", "cue_class"),
    [
        ("said", "V", "say"),
        ("says", "V", "say"),
        ("say", "B", "say"),
        ("saying", "v", "say+ing"),
        ("denies", "V", "find"),
        ("denied", "V", "find"),
        ("wrote", "V", "claim"),
        ("admitted", "V", "say"),
        ("admitting", "v", "say+ing"),
        ("stressed", "V", "say"),
        ("stresses", "V", "say"),
        ("muse", "B", "quote"),
        ("musing", "v", "quote+ing"),
        ("told", "V", "tell"),
        ("showed", "V", "show"),
        ("endorsed", "V", "support"),
        ("slammed", "V", "support"),
        ("called", "V", "call"),
        ("sees", "V", "regard"),
        ("sought", "V", "demand"),
        ("refuses", "V", "intend"),
        ("convinced", "a", "attitude"),
        ("the", "D", None),
        ("some", "d", None),
        ("her", "G", None),
        ("Sariev’s", "G", None),
        ("drivers'", "G", None),
        ("who", "H", None),
        ("she", "O", None),
        ("them", "M", None),
        ("of", "R", None),
        ("at", "r", None),
        ("by", "y", None),
        ("to", "t", None),
        ("that", "T", None),
        ("whether", "I", None),
        ("which", "W", None),
        ("had", "A", None),
        ("should", "m", None),
        ("was", "E", None),
        ("never", "X", None),
        ("quietly", "X", None),
        ("420", "D", None),
        ("Sariev", "P", None),
        ("bridge", "N", None),
        ("bridges", "S", None),
        ("congress", "N", None),
        ("police", "S", None),
    ],
)
def test_form(form: str, tag: str, cue_class: str | None) -> None:
    assert ENGLISH is not None
    assert ENGLISH.tag(form) == (tag, cue_class)


@pytest.mark.parametrize(
    ("text", "frame", "speaker", "cue", "content"),
    [
        (
            "“We are ready to work,” the mayor told reporters.",
            "quote-subject-cue",
            "the mayor",
            "told",
            "“We are ready to work,”",
        ),
        (
            "“It cannot go on like this,” she said, looking at the road with the drivers.",
            "quote-subject-cue",
            "she",
            "said",
            "“It cannot go on like this,”",
        ),
        (
            "“We are ready to work,” said the mayor.",
            "quote-cue-subject",
            "the mayor",
            "said",
            "“We are ready to work,”",
        ),
        (
            "The town needs someone “who can read a map,” Borubaev said.",
            "half-quoted-subject-cue",
            "Borubaev",
            "said",
            "The town needs someone “who can read a map,”",
        ),
        (
            "Sariev, a former judge, said on Friday that the road was open.",
            "subject-cue-that",
            "Sariev, a former judge",
            "said",
            "the road was open",
        ),
        (
            "Sariev, who built the road, said it was open.",
            "subject-cue-clause",
            "Sariev",
            "said",
            "it was open",
        ),
        (
            "The deputies who opposed the toll said it was unfair.",
            "subject-cue-clause",
            "The deputies",
            "said",
            "it was unfair",
        ),
        (
            "The mayor went on to say that the road was open.",
            "subject-cue-that",
            "The mayor",
            "say",
            "the road was open",
        ),
        (
            "The council made clear that the road was open.",
            "subject-cue-that",
            "The council",
            "made clear",
            "the road was open",
        ),
        (
            "28 percent of the drivers said they would pay.",
            "subject-cue-clause",
            "28 percent of the drivers",
            "said",
            "they would pay",
        ),
        (
            "About half of the drivers say they would pay.",
            "subject-cue-clause",
            "half of the drivers",
            "say",
            "they would pay",
        ),
        ("The road is open, the mayor said.", "clause-subject-cue", "the mayor", "said", "The road is open"),
        (
            "The minister asked the drivers to wait.",
            "subject-tell-to",
            "The minister",
            "asked",
            "the drivers to wait",
        ),
        (
            "She called the contract a mistake.",
            "subject-call",
            "She",
            "called",
            "the contract a mistake",
        ),
        (
            "He called the contract “a gift to thieves” in May.",
            "subject-call-quote",
            "He",
            "called",
            "the contract “a gift to thieves”",
        ),
        (
            "Experts see the dam as a danger to the valley.",
            "subject-regard",
            "Experts",
            "see",
            "the dam as a danger to the valley",
        ),
        (
            "The guild has endorsed Sariev at a rally on Monday.",
            "subject-support",
            "The guild",
            "endorsed",
            "Sariev",
        ),
        (
            "The deputy railed against the new duties.",
            "subject-evaluate",
            "The deputy",
            "railed against",
            "the new duties",
        ),
        (
            "He referred to the treaty of 1998.",
            "subject-evaluate",
            "He",
            "referred to",
            "the treaty of 1998",
        ),
        (
            "The city ordered a review of the contract.",
            "subject-demand",
            "The city",
            "ordered",
            "a review of the contract",
        ),
        (
            "She refused to sign the contract.",
            "subject-intend",
            "She",
            "refused",
            "to sign the contract",
        ),
        (
            "The head of state is convinced that the road is safe.",
            "subject-attitude",
            "The head of state",
            "is convinced",
            "the road is safe",
        ),
        (
            "The plan was criticized by the guild.",
            "passive-by",
            "the guild",
            "criticized by",
            "The plan",
        ),
        (
            "The road is expected to open in June.",
            "unknown-passive-to",
            "",
            "is expected",
            "The road … to open in June",
        ),
        (
            "It was reported that the dam had cracked.",
            "unknown-passive-that",
            "",
            "reported",
            "the dam had cracked",
        ),
        (
            "Asked whether the road was safe, the mayor smiled.",
            "unknown-asked",
            "",
            "Asked",
            "whether the road was safe",
        ),
        (
            "According to a survey of drivers, the toll is too high.",
            "source-first",
            "a survey of drivers",
            "According to",
            "the toll is too high",
        ),
        ("The deputy might support the fund.", None, "", "", ""),
        ("Villagers backed away from the fire.", None, "", "", ""),
        ("The reported losses were small.", None, "", "", ""),
        ("The support of the drivers was loud.", None, "", "", ""),
        ("She wrote a letter to the governor.", None, "", "", ""),
        ("The bridge was closed by the police.", None, "", "", ""),
    ],
)
def test_construction(text: str, frame: str | None, speaker: str, cue: str, content: str) -> None:
    assert read_drafts(text, "en") == ([] if frame is None else [(frame, speaker, cue, content)])


@pytest.mark.parametrize("letters", ["NSPD,", "DNRN,J", "wD", "XAm", "NP()", "QNO,", "GX", "v,VT", "RrDNSO"])
def test_long_nonsense_is_read_to_its_end(letters: str) -> None:
    """A pattern that tried exponentially many ways to read a sentence would not come back."""
    assert ENGLISH is not None
    tags = (letters * 400)[:400]
    for frame in ENGLISH.frames:
        for cue in (5, 200, 399):
            found = list(frame.pattern.finditer(tags[:cue] + "!" + tags[cue + 1 :]))
            assert all(match.start("cue") <= cue < match.end("cue") for match in found), frame.name
