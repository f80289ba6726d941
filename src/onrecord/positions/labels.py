"""What the reader of attitudes says of words, of pairs of them, and of a target."""

from __future__ import annotations

from onrecord.records import Polarity
from onrecord.tagging.decoding import bio

SIDES = (Polarity.AGAINST, Polarity.FOR)
EXPRESSIONS = bio(("against", "for"))
"""Labels of words by which expressions of an attitude are marked, in the order of SIDES."""
LINKS = ("target begins", "target ends", "holder begins", "holder ends")
"""The words that each expression points to."""
TARGET, HOLDER = slice(0, 2), slice(2, 4)
"""Of LINKS, where a target and where a holder begins and ends."""
ATTITUDES = (Polarity.AGAINST, Polarity.NEUTRAL, Polarity.FOR)
"""Of the attitude toward one given target, or the side of a sentence on an issue."""
LANGUAGES = ("en", "ky", "ru")
"""Each has a leaning of its own: annotators of different corpora call different things neutral."""
