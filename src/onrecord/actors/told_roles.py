"""The roles that a text gives those whom it names: before a name, and after it between commas or dashes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.actors.mentions import NameMention
from onrecord.actors.phrases import role_words
from onrecord.actors.scene import Scene
from onrecord.actors.titles import title_of
from onrecord.languages import Language, language
from onrecord.records import Span

_REACH = 90
_STOP = re.compile(r"[.,;:!?\n]")


def collect_roles(scene: Scene) -> None:
    """Give each person of a scene the folded words of its roles."""
    ordered = scene.mentions.persons
    before = {mention.span: index for index, mention in enumerate(ordered)}
    for person in scene.people:
        for mention in person.mentions:
            if known := language(mention.language):
                index = before.get(mention.span, 0)
                person.roles |= _told_before(scene.text, mention, ordered[:index][-2:], known)
                person.roles |= _told_after(scene.text, mention, known)


def _told_before(
    text: str, mention: NameMention, others: Sequence[NameMention], language: Language
) -> set[str]:
    """The roles between a name and the name or stop before it: who else is named has roles of his own.

    In “адвокат Айбека Сариева Ильза Раум” the name before says whose lawyer she is.
    """
    start = max(0, mention.span.start - _REACH)
    for other in reversed(others):
        if not _is_owner(text, other, mention, language):
            start = max(start, other.span.end)
            break
    lead = _STOP.split(text[start : mention.span.start])[-1]
    span = Span(mention.span.start - len(lead), mention.span.start)
    return role_words(text, span, language, declined=language.code == "ru" and not mention.bare)


def _is_owner(text: str, other: NameMention, mention: NameMention, language: Language) -> bool:
    """Whether a name right before another one is in the genitive and the other one is not."""
    beside = text[other.span.end : mention.span.start] == " "
    return language.code == "ru" and beside and mention.bare and not other.bare


def _told_after(text: str, mention: NameMention, language: Language) -> set[str]:
    title = title_of(text, mention.span, language)
    return role_words(text, title, language) if title and title.start >= mention.span.end else set()
