"""The persons that one document names: mentions gathered by name, whatever their case form or script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from onrecord.actors.mentions import NameMention
from onrecord.actors.names import gender, name_key
from onrecord.romanisation import fold

_MISSPELT = 87.0
# What names more is a list, not an article, and would take time that grows with the square.
_MOST_MENTIONS = 3_000


@dataclass(slots=True, eq=False)
class Person:
    """A person of one document; ``keys`` are all the keys that its mentions allow."""

    keys: set[tuple[str, ...]] = field(default_factory=set)
    mentions: list[NameMention] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)

    def add(self, mention: NameMention) -> None:
        """Take a full name as this person's; one of two words may narrow the keys down."""
        if len(mention.words) <= 2 or not self.keys:
            self.keys = (self.keys & mention.keys) or self.keys | mention.keys
        self.mentions.append(mention)

    @property
    def name(self) -> str:
        """The fullest form in the nominative, the family name as most mentions have it."""
        votes = Counter(form for mention in self.mentions for form in mention.words[-1])
        votes.update(
            m.written[-1] for m in self.mentions for _ in range(2) if m.words[-1] == (m.written[-1],)
        )
        names: list[tuple[str, ...]] = list(dict.fromkeys(mention.name for mention in self.full_mentions))
        chosen: tuple[str, ...] = max(names, key=lambda words: votes[words[-1]])
        return " ".join(chosen)

    @property
    def key(self) -> tuple[str, ...]:
        """The key of the name that is shown."""
        return name_key(tuple(self.name.split()))

    @property
    def full_mentions(self) -> Sequence[NameMention]:
        """The mentions that give this person's name and nothing else."""
        own = [mention for mention in self.mentions if mention.keys & self.keys]
        most = max(len(mention.words) for mention in own)
        return [mention for mention in own if len(mention.words) == most]

    @property
    def gender(self) -> str | None:
        """``"he"``, ``"she"``, or ``None`` where the name does not tell."""
        return gender(tuple(self.name.split()))

    def answers_to(self, mention: NameMention) -> bool:
        """Whether a shorter name, perhaps with initials, can be this person's."""
        *given, family = mention.words
        known = {word for key in self.keys for word in key}
        if not any(fold(form) in known for form in family):
            return False
        return all(
            any(
                fold(form) in known or (len(form) == 1 and any(w[0] == fold(form)[:1] for w in known))
                for form in forms
            )
            for forms in given
        )


def people(mentions: Iterable[NameMention]) -> list[Person]:
    """The persons whom full names introduce, with their shorter mentions where only one can be meant."""
    ordered = sorted(mentions, key=lambda mention: mention.span)[:_MOST_MENTIONS]
    full = sorted(
        (mention for mention in ordered if _is_full(mention)), key=lambda mention: len(mention.words)
    )
    families = {family for mention in full for family in map(fold, mention.words[-1])}
    found: list[Person] = []
    for mention in full:
        owner = next((person for person in found if _same(person, mention)), None)
        # "Путин Жапаров" is no name where both are family names: two persons side by side.
        if owner is None and families.isdisjoint(map(fold, mention.words[0])):
            owner = Person()
            found.append(owner)
        if owner is not None:
            owner.add(mention)
    for mention in ordered:
        owners = [] if _is_full(mention) else [person for person in found if person.answers_to(mention)]
        if len(owners) == 1:
            owners[0].mentions.append(mention)
    return found


def _is_full(mention: NameMention) -> bool:
    return len(mention.words) > 1 and all(len(forms[0]) > 1 for forms in mention.words)


def _same(person: Person, mention: NameMention) -> bool:
    """Whether a full name is this person's, be it with a patronymic, a neighbouring word or a slip."""
    words = {fold(form) for forms in mention.words for form in forms}
    if any(words >= set(key) for key in person.keys):
        return True
    return bool(person.keys & mention.keys) or _misspelt(person, mention)


def _misspelt(person: Person, mention: NameMention) -> bool:
    """Whether two names of as many words differ by a letter of one word: a slip, within one document."""
    for key in mention.keys:
        for known in person.keys:
            if len(key) == len(known) and len(set(key) & set(known)) == len(key) - 1:
                (one,), (other,) = set(key) - set(known) or {""}, set(known) - set(key) or {""}
                if min(len(one), len(other)) > 4 and fuzz.ratio(one, other) >= _MISSPELT:
                    return True
    return False
