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
        # Words that turn round what follows leave their own side to it.
        ("ru", "Осмонова [x:отказалась поддержать] базу.", Polarity.AGAINST),
        ("ru", "Осмонова [x:прекратила критику] базы.", Polarity.FOR),
        ("ru", "Осмонова [x:прекратила] полёты.", Polarity.AGAINST),
        ("ru", "Осмонова [x:не отменила санкции].", Polarity.AGAINST),
        ("ru", "Осмонова [x:не перестала хвалить] базу.", Polarity.FOR),
        ("ru", "Осмонову [x:лишили доверия].", Polarity.AGAINST),
        # The accusation is not hers.
        ("ru", "Осмонова отвергла [x:обвинения] Кемара.", Polarity.AGAINST),
        # A phrase counts, not the words in it.
        ("ru", "Осмонова [x:не возражает].", Polarity.FOR),
        ("ru", "Осмонова [x:не только осудила] налёт.", Polarity.AGAINST),
        ("ru", "Толук решил это [x:с помощью Кемара].", None),
        ("ky", "Осмонова базаны [x:колдойт].", Polarity.FOR),
        ("ky", "Осмонова базаны [x:колдобойт].", Polarity.AGAINST),
        ("ky", "Осмонова базаны [x:колдогон жок].", Polarity.AGAINST),
        ("ky", "Осмонова базаны [x:айыптабайт].", Polarity.FOR),
        ("ky", "База [x:зыянсыз].", Polarity.FOR),
        # A phrase against holds a word that else negates.
        ("ky", "Бул чечим [x:туура эмес].", Polarity.AGAINST),
        # The last word of a phrase may bear the ending that turns it round, and a plural before that.
        ("ky", "Тургундар өкмөткө [x:ишеним көрсөтпөй] жатышат.", Polarity.AGAINST),
        ("ky", "Депутаттар базаны [x:кабыл алышпайт].", Polarity.AGAINST),
        ("ky", "Бул мыйзам эч кимге [x:коркунуч туудурбайт].", Polarity.FOR),
        # A word that only begins like one of stance: met, and recognised.
        ("ky", "Осмонова депутат менен [x:таанышты].", None),
        ("ky", "Осмонова мыйзамды [x:тааныды].", Polarity.FOR),
        # What one asks for is on the side of the words for it.
        ("ky", "Осмонова базаны [x:талап кылды].", Polarity.FOR),
        ("ky", "Осмонова базаны [x:жабууну талап кылды].", Polarity.AGAINST),
        ("ky", "Осмонова базага [x:барбоого чакырды].", Polarity.AGAINST),
        # Refusing is against, and turns round what is refused.
        ("ky", "Осмонова базадан [x:баш тартты].", Polarity.AGAINST),
        ("ky", "Осмонова базадан [x:баш тартпайт].", Polarity.FOR),
        ("ky", "Осмонова Сариевди [x:жазалоодон баш тартты].", Polarity.FOR),
        ("ky", "Осмонова аны [x:колдоодон баш тартты].", Polarity.AGAINST),
        # Any verb can negate what stands before it, but no name or other word that looks like one.
        ("ky", "Осмонова чечимди [x:адилет деп эсептебейт].", Polarity.AGAINST),
        ("ky", "Осмонова аны [x:адилет деп] эсептебей турганын айтты.", Polarity.AGAINST),
        ("ky", "Осмонованы [x:мактаган] Токтобай келди.", Polarity.FOR),
        ("ky", "Осмонованы [x:мактаган] тургундар көбөйдү.", Polarity.FOR),
        # Who does not hide that he is against is against.
        ("ky", "Осмонова базага [x:каршы] экенин жашырган жок.", Polarity.AGAINST),
        ("ky", "Осмонова базага [x:каршы] эмес.", Polarity.FOR),
        ("ky", "[x:Тилекке каршы], база ачылды.", None),
    ],
)
def test_expressed(code: str, line: str, side: Polarity | None) -> None:
    said, known = read(line), language(code)
    assert known
    assert expressed(said.text, said.marks["x"], known) == side
