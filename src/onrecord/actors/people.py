"""The persons that one document names: mentions gathered by name, whatever their case form or script."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz

from onrecord.actors.mentions import NameMention
from onrecord.actors.names import gender, name_key
from onrecord.actors.spelling import same_word
from onrecord.languages import language
from onrecord.languages.language import NameReadings
from onrecord.romanisation import fold_word

_MISSPELT = 87.0
_SHORTEST_SLIP = 4
_SPELT_ALIKE = 0.9
_ENDING_LENGTH = 2
# What names more is a list, not an article, and would take time that grows with the square.
_MOST_MENTIONS = 1_500


@dataclass(eq=False)
class Person:
    """A person of one document; ``keys`` are all the keys that its mentions allow.

    Name, key and gender are settled when they are first asked for, after all mentions were gathered.
    """

    keys: set[tuple[str, ...]] = field(default_factory=set)
    mentions: list[NameMention] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)

    def add(self, mention: NameMention) -> None:
        """Take a full name as this person's; one of two words may narrow the keys down."""
        if len(mention.words) <= 2 or not self.keys:
            self.keys = (self.keys & mention.keys) or self.keys | mention.keys
        self.mentions.append(mention)

    @cached_property
    def name(self) -> str:
        """The fullest form in the nominative, the family name as most mentions have it."""
        votes = Counter(form for mention in self.mentions for form in mention.words[-1])
        votes.update(
            m.written[-1] for m in self.mentions for _ in range(2) if m.words[-1] == (m.written[-1],)
        )
        names: list[tuple[str, ...]] = list(dict.fromkeys(mention.name for mention in self.full_mentions))
        chosen: tuple[str, ...] = max(names, key=lambda words: votes[words[-1]])
        return " ".join(chosen)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The key of the name that is shown."""
        return name_key(tuple(self.name.split()))

    @property
    def full_mentions(self) -> Sequence[NameMention]:
        """The mentions that give this person's name and nothing else."""
        own = [mention for mention in self.mentions if mention.keys & self.keys]
        most = max(len(mention.words) for mention in own)
        return [mention for mention in own if len(mention.words) == most]

    @cached_property
    def gender(self) -> str | None:
        """``"he"``, ``"she"``, or ``None`` where the name does not tell."""
        if told := self._genders():
            return next(iter(told)) if len(told) == 1 else None
        words = tuple(self.name.split())
        known = language(self.mentions[0].language)
        given = (known.name_gender(word) for word in words) if known else ()
        return gender(words) or next((found for found in given if found), None)

    def _genders(self) -> frozenset[str]:
        """Those in which the words of all mentions can agree: Айбека Сариева may be a woman, Сариевым not.

        None where the language does not tell, or the mentions tell different things.
        """
        full = [_readings(mention) for mention in self.full_mentions]
        own = {word for readings in full for _, name in readings for word in name}
        told = (
            frozenset(gender for gender, name in _readings(mention) if own.issuperset(name))
            for mention in self.mentions
        )
        known = [genders for genders in told if genders]
        return frozenset.intersection(*known) if known else frozenset()

    def answers_to(self, mention: NameMention) -> bool:
        """Whether a shorter name, perhaps with initials, can be this person's."""
        *given, family = mention.words
        known = {word for key in self.keys for word in key}
        if not any(fold_word(form) in known for form in family):
            return False
        return all(
            any(
                fold_word(form) in known
                or (len(form) == 1 and any(w[0] == fold_word(form)[:1] for w in known))
                for form in forms
            )
            for forms in given
        )

    def is_misspelt(self, mention: NameMention) -> bool:
        """Whether a name of one word is this person's family name but for a slip or another spelling of it.

        Not where the endings differ: those are of case and gender, and Sariev is no Sarieva.
        """
        own = {form for full in self.full_mentions for form in full.words[-1]}
        return len(mention.words) == 1 and any(
            same_word(form.lower(), other.lower()) >= _SPELT_ALIKE
            or _is_slip_inside(fold_word(form), fold_word(other))
            for form in mention.words[0]
            for other in own
        )


def _readings(mention: NameMention) -> NameReadings:
    known = language(mention.language)
    return known.name_readings(mention.written) if known else frozenset()


def people(mentions: Iterable[NameMention]) -> list[Person]:
    """The persons whom full names introduce, with their shorter mentions where only one can be meant."""
    ordered = sorted(mentions, key=lambda mention: mention.span)[:_MOST_MENTIONS]
    full = sorted(
        (mention for mention in ordered if _is_full(mention)), key=lambda mention: len(mention.words)
    )
    families = {family for mention in full for family in map(fold_word, mention.words[-1])}
    bearers: dict[str, list[Person]] = defaultdict(list)
    # By where it ends. "Джон Смит (John Smith)": a name in brackets repeats the one before.
    ending: dict[int, Person] = {}
    found: list[Person] = []
    for mention in full:
        owner = next((person for person in _bearers(bearers, mention) if _same(person, mention)), None)
        if owner is None and mention.bracketed:
            owner = ending.get(mention.span.start - len(" ("))
        # "Путин Жапаров" is no name where both are family names: two persons side by side.
        if owner is None and families.isdisjoint(map(fold_word, mention.words[0])):
            owner = Person()
            found.append(owner)
        if owner is not None:
            owner.add(mention)
            ending[mention.span.end] = owner
            for word in {word for key in mention.keys for word in key}:
                if owner not in bearers[word]:
                    bearers[word].append(owner)
    for mention in ordered:
        if not _is_full(mention):
            owners = [person for person in _bearers(bearers, mention) if person.answers_to(mention)]
            if len(owners) == 1:
                owners[0].mentions.append(mention)
    return found


def _bearers(bearers: Mapping[str, Sequence[Person]], mention: NameMention) -> list[Person]:
    """The persons who share a word with a mention, first come first."""
    words = dict.fromkeys(fold_word(form) for forms in mention.words for form in forms)
    return list(dict.fromkeys(person for word in words for person in bearers.get(word, ())))


def _is_full(mention: NameMention) -> bool:
    return len(mention.words) > 1 and all(len(forms[0]) > 1 for forms in mention.words)


def _same(person: Person, mention: NameMention) -> bool:
    """Whether a full name is this person's, be it with a patronymic, a neighbouring word or a slip."""
    if person.keys & mention.keys:
        return True
    words = {fold_word(form) for forms in mention.words for form in forms}
    return any(words >= set(key) for key in person.keys) or _misspelt(person, mention)


def _misspelt(person: Person, mention: NameMention) -> bool:
    """Whether two names of as many words differ by a letter of one word: a slip, within one document."""
    for key in mention.keys:
        for known in person.keys:
            only_here, only_there = set(key) - set(known), set(known) - set(key)
            one_word = len(key) == len(known) and len(only_here) == len(only_there) == 1
            if one_word and _is_slip(only_here.pop(), only_there.pop()):
                return True
    return False


def _is_slip_inside(one: str, other: str) -> bool:
    return one[-_ENDING_LENGTH:] == other[-_ENDING_LENGTH:] and _is_slip(one, other)


def _is_slip(one: str, other: str) -> bool:
    return min(len(one), len(other)) > _SHORTEST_SLIP and fuzz.ratio(one, other) >= _MISSPELT
