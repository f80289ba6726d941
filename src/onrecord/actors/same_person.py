"""Whether two written names can be one person's, by the words alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from onrecord.actors.names import name_words
from onrecord.actors.personal_names import PersonalName, Words, father_in, personal_names
from onrecord.actors.spelling import same_word
from onrecord.languages.lexicon import read_sections
from onrecord.romanisation import fold_word

_SINGLE_WORD = 0.5
_INITIAL = 0.8
_SHORT_FORM = 0.7
_OTHER_LANGUAGE = 0.9
_WORD_LEFT = 0.95
_SHORTEST_SHORT_FORM = 4
# й and the soft e are both written y before a vowel: Y. Sagynov, Ерлан Сагынов.
_INITIAL_Y = tuple("ei")


def same_person_name(
    a: str, b: str, *, a_language: str | None = None, b_language: str | None = None
) -> float:
    """How surely two written forms can name one person: 0 to 1, at least 0.5 where they can.

    In any script, order and case form, with or without patronymic, given names perhaps as initials. One word
    of a longer name scores 0.5, as it names many. The languages are those of the case endings.
    """
    others = personal_names(b, b_language)
    best = 0.0
    for one in personal_names(a, a_language):
        for other in others:
            best = max(best, _same(one, other))
            if best == 1.0:
                return best
    return best


def _same(a: PersonalName, b: PersonalName) -> float:
    scores, lone_a, lone_b = _paired(a, b)
    left_a, left_b = _without_father(lone_a, b), _without_father(lone_b, a)
    fathers = _same_father(a, b) if (left_a, left_b) == (lone_a, lone_b) else True
    if fathers is False or not (_fit(left_a, b.initials, a) and _fit(left_b, a.initials, b)):
        return 0.0
    by_initial = min(len(left_a), len(b.initials)) + min(len(left_b), len(a.initials))
    if not left_a and not left_b and a.initials and b.initials:
        if not all(map(_initials_agree, a.initials, b.initials)):
            return 0.0
        by_initial = 1
    left_a, left_b = left_a[len(b.initials) :], left_b[len(a.initials) :]
    if (left_a and (left_b or _needs_father(b, fathers))) or (left_b and _needs_father(a, fathers)):
        return 0.0
    return _score(scores, by_initial, bool(fathers), single=max(a.size, b.size) == 1, left=left_a or left_b)


def _score(scores: list[float], by_initial: int, fathers: bool, *, single: bool, left: Words) -> float:
    matched = len(scores) + by_initial + fathers
    if not scores and not fathers and by_initial < 2:
        return 0.0
    score = min([*scores, *([_INITIAL] if by_initial else [])], default=1.0)
    if matched == 1 and not single:
        return min(score, _SINGLE_WORD)
    return score * _WORD_LEFT if left else score


def _paired(a: PersonalName, b: PersonalName) -> tuple[list[float], Words, Words]:
    """The scores of the words that are in both names, best first, and the words of each that are not."""
    foreign = not (a.regional or b.regional)
    rated = [
        (score, here, there)
        for here in range(len(a.words))
        for there in range(len(b.words))
        if (score := _word_score(a.words[here], b.words[there], foreign))
    ]
    scores: list[float] = []
    from_a, from_b = set(range(len(a.words))), set(range(len(b.words)))
    for score, here, there in sorted(rated, key=lambda each: (-each[0], each[1] + each[2])):
        if here in from_a and there in from_b:
            from_a.remove(here)
            from_b.remove(there)
            scores.append(score)
    return scores, tuple(a.words[i] for i in sorted(from_a)), tuple(b.words[i] for i in sorted(from_b))


@lru_cache(maxsize=50_000)
def _word_score(a: str, b: str, foreign: bool) -> float:
    if score := same_word(a, b, foreign=foreign):
        return score
    one, other = sorted((fold_word(a), fold_word(b)), key=len)
    if _listed_given().get(one, one) == _listed_given().get(other, other):
        return _OTHER_LANGUAGE
    if len(one) >= _SHORTEST_SHORT_FORM and other.removeprefix(one) in name_words("dropped"):
        return _SHORT_FORM
    return 0.0


def _same_father(a: PersonalName, b: PersonalName) -> bool | None:
    """Whether the patronymics agree; ``None`` where one has none."""
    if a.father is None or b.father is None:
        return None
    if a.child and b.child and a.child != b.child:
        return False
    return _fathers_agree(a.father, b.father)


def _fathers_agree(a: str, b: str) -> bool:
    one, other = sorted((a, b), key=len)
    # The ending takes a vowel or й with it: Сергеевич, Сергей; Илья уулу, Ильич.
    return other[:-1] == one or same_word(one, other) > 0


def _without_father(words: Words, other: PersonalName) -> Words:
    """Without the patronymic of a name that has no family name: Садыр Асанович, Садыр Асанович Сариев."""
    if other.father is None:
        return words
    return tuple(
        word for word in words if not ((father := father_in(word)) and _fathers_agree(father, other.father))
    )


def _needs_father(name: PersonalName, fathers: bool | None) -> bool:
    """Whether a name has no family name but the father's (уулу, кызы), which the other lacks."""
    return name.child is not None and fathers is None and len(name.words) < 2


def _fit(left: Words, initials: Sequence[str], name: PersonalName) -> bool:
    """Whether the words that the other name lacks begin with its initials, the patronymic with the next."""
    spare = initials[len(left) :]
    if not all(map(_begins, left, initials)):
        return False
    return not (left and spare and name.father) or _begins(name.father, spare[0])


def _begins(word: str, initial: str) -> bool:
    folded = fold_word(word)
    if initial == "y" and folded.startswith(_INITIAL_Y):
        return True
    return word.startswith(initial) or folded.startswith(fold_word(initial))


def _initials_agree(a: str, b: str) -> bool:
    return _begins(a, b) or _begins(b, a)


@cache
def _listed_given() -> dict[str, str]:
    """A given name, folded → the name that its line in the list begins with."""
    return {
        fold_word(name): fold_word(names[0])
        for names in read_sections("", "names.txt")["given"]
        for name in names
    }
