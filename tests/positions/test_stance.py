"""The side that words take by themselves."""

from __future__ import annotations

import pytest
from scenes import read

from onrecord.languages import language
from onrecord.positions.stance import expressed
from onrecord.records import Polarity


@pytest.mark.parametrize(
    ("code", "line", "side"),
    [
        ("en", "Osmonova [x:condemned] the raid.", Polarity.AGAINST),
        ("en", "Osmonova [x:does not oppose] the base.", Polarity.FOR),
        # The negation may stand before the words.
        ("en", "Osmonova does not [x:oppose] the base.", Polarity.FOR),
        ("en", "Osmonova could not but [x:visit] the base.", None),
        ("en", "Osmonova [x:no longer supports] the base.", Polarity.AGAINST),
        # A word may turn round what it governs, and else takes its own side.
        ("en", "Osmonova [x:refused to support] the base.", Polarity.AGAINST),
        ("en", "Osmonova [x:refused to condemn] the raid.", Polarity.FOR),
        ("en", "Osmonova did [x:not refuse to support] the base.", Polarity.FOR),
        ("en", "Osmonova [x:stopped attacking] the base.", Polarity.FOR),
        ("en", "Osmonova [x:stopped] the raid.", Polarity.AGAINST),
        ("en", "Osmonova [x:stopped], and she thanked the base.", Polarity.AGAINST),
        # A phrase counts in place of the words in it.
        ("en", "Osmonova is [x:no friend] of the base.", Polarity.AGAINST),
        ("en", "Osmonova is [x:far from a friend] of the base.", Polarity.AGAINST),
        ("en", "Osmonova is [x:without doubt for] the base.", None),
        # A word that only begins as one that takes a side.
        ("en", "Osmonova is [x:the successor] of Kadyrov.", None),
        ("en", "Osmonova's raid was [x:a success].", Polarity.FOR),
        # Only the words count, not what stands around them.
        ("en", "Osmonova, who condemned the raid, [x:visited] the base.", None),
        ("ru", "Осмонова [x:осудила] налёт.", Polarity.AGAINST),
        ("ru", "Осмонова [x:не осудила] налёт.", Polarity.FOR),
        ("ky", "Осмонова базаны [x:колдойт].", Polarity.FOR),
        ("ky", "Осмонова базаны [x:колдобойт].", Polarity.AGAINST),
        ("ky", "Осмонова базаны [x:колдогон жок].", Polarity.AGAINST),
        ("ky", "Осмонова базаны [x:айыптабайт].", Polarity.FOR),
        ("ky", "База [x:зыянсыз].", Polarity.FOR),
        # A phrase against holds a word that else negates.
        ("ky", "Бул чечим [x:туура эмес].", Polarity.AGAINST),
    ],
)
def test_expressed(code: str, line: str, side: Polarity | None) -> None:
    said, known = read(line), language(code)
    assert known
    assert expressed(said.text, said.marks["x"], known) == side
