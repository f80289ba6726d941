"""Who speaks: from the words that name a speaker to an actor of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.actors import document_actors
from onrecord.actors.antecedents import last_speaker, most_recent, pronoun
from onrecord.actors.bodies import several, without_name
from onrecord.actors.catalogue import Catalogue
from onrecord.actors.mentions import Mentions, NameMention
from onrecord.actors.names import name_words
from onrecord.actors.offices import Office, office_in
from onrecord.actors.people import Person, people
from onrecord.actors.phrases import (
    PRONOUNS,
    head_roles,
    is_described,
    is_head,
    is_preposition,
    own_name,
    role_of,
    role_words,
    share_role,
    stands_bare,
    words_of,
)
from onrecord.actors.scene import (
    UNRESOLVED,
    Resolved,
    Scene,
    Source,
    SpeakerPhrase,
    named_outside,
)
from onrecord.languages import Language, language
from onrecord.records import Span
from onrecord.romanisation import fold_word

_ROLE_REACH = 90
_OFTEN = 2
# “In the official statement”.
_MOST_WORDS_BEFORE_CUE = 2
_APPOSITION = re.compile(r"\s[—–]\s([^\W\d_][^—–,.;:()«»“”\n]{2,60})")
_MARKS = tuple('«“„"')


def resolve(
    text: str,
    mentions: Mentions,
    phrases: Sequence[SpeakerPhrase],
    catalogue: Catalogue,
    published: str | None = None,
) -> tuple[list[Resolved], Scene]:
    """The actor of each phrase, in order, and what is known of the document then.

    ``mentions`` are all names of the text, ``published`` is its date (ISO 8601) where known. Nobody is
    guessed: a pronoun or role without a plausible antecedent stays unresolved.
    """
    known = people(mentions.persons)
    said = sorted(span for phrase in phrases if not phrase.narrated for span in phrase.content)
    scene = Scene(text, mentions, known, named_outside(known, said), catalogue, published)
    _collect_roles(scene)
    resolved = [_resolve(scene, phrase) for phrase in phrases]
    for index in range(len(phrases) - 2, -1, -1):
        if phrases[index].source is Source.AFTER:
            resolved[index] = resolved[index + 1]
    return resolved, scene


def office_holder(scene: Scene, span: Span, language: Language) -> Resolved:
    """The person who holds the office that a phrase names, by the text or by the catalogue."""
    return _holder(scene, span, language, head_roles(scene.text, span, language)) or UNRESOLVED


def _collect_roles(scene: Scene) -> None:
    """The role words that stand before a name without a full stop or comma between."""
    for person in scene.people:
        for mention in person.mentions:
            known = language(mention.language)
            start = mention.span.start
            lead = re.split(r"[.,;:!?\n]", scene.text[max(0, start - _ROLE_REACH) : start])[-1]
            if known:
                person.roles |= role_words(scene.text, Span(start - len(lead), start), known)


def _resolve(scene: Scene, phrase: SpeakerPhrase) -> Resolved:
    if phrase.span is not None:
        found = _named(scene, phrase.span, phrase.language)
    elif phrase.source is Source.BEFORE:
        found = _elided(scene, phrase)
    elif phrase.source is Source.INTERVIEWEE:
        found = _interviewee(scene, phrase.at)
    elif phrase.source is Source.INTERVIEWER:
        return Resolved(document_actors.interviewer(scene, phrase.language), 0.9)
    else:
        return UNRESOLVED
    if found.actor is not None:
        scene.last = (phrase.at, found.actor)
    return found


def _elided(scene: Scene, phrase: SpeakerPhrase) -> Resolved:
    """The subject of the clause before in the same sentence, else who spoke last.

    Who spoke last is not meant where the sentence has words of its own before the cue: “there they accuse
    him of …” is what somebody says whom the text does not name.
    """
    last = last_speaker(scene, phrase.at)
    if phrase.subject is not None and not (last and last[0] >= phrase.subject.start):
        for clause in _outside(phrase.subject, phrase.content):
            first = next(iter(words_of(scene.text, clause)), "")
            role = phrase.language.roles.get(first, "")
            if role in PRONOUNS:
                return pronoun(scene, clause.start, role)
            for mention in scene.mentions.persons_in(clause):
                if mention.bare:
                    return _by_name(scene, mention, mention.span, phrase.language)
        if _words_before_cue(scene.text, phrase.subject, phrase) > _MOST_WORDS_BEFORE_CUE:
            return UNRESOLVED
    if last is None and scene.last is None and phrase.subject is None:
        return _only_one_named(scene, phrase.at)
    return Resolved(last[1], 0.85) if last else UNRESOLVED


def _only_one_named(scene: Scene, at: int) -> Resolved:
    """The only person whom what stands above a first speech names, as above somebody's own story."""
    named = list({person for start, person in scene.named if start < at})
    return Resolved(document_actors.person(scene, named[0], at), 0.6) if len(named) == 1 else UNRESOLVED


def _words_before_cue(text: str, clause: Span, phrase: SpeakerPhrase) -> int:
    """How many words of its own a clause has; in Kyrgyz what is said stands there as well."""
    said = [
        content
        for content in phrase.content
        if phrase.language.code == "ky" or text.startswith(_MARKS, content.start)
    ]
    return sum(len(words_of(text, part)) for part in _outside(clause, said))


def _outside(span: Span, contents: Sequence[Span]) -> Iterator[Span]:
    """The parts of a span that are no part of what is said."""
    start = span.start
    for content in contents:
        if start < content.start:
            yield Span(start, min(content.start, span.end))
        start = max(start, content.end)
    if start < span.end:
        yield Span(start, span.end)


def _interviewee(scene: Scene, at: int) -> Resolved:
    """Who answered before, else who is named most in what introduces the interview."""
    if scene.interviewee is None:
        counts = sorted(
            (
                (sum(mention.span.start < at for mention in person.mentions), person)
                for person in scene.people
            ),
            key=lambda each: -each[0],
        )
        named = [person for count, person in counts if count and count == counts[0][0]]
        if len(named) != 1:
            return UNRESOLVED
        scene.interviewee = named[0]
    return Resolved(document_actors.person(scene, scene.interviewee, at), 0.85)


def _named(scene: Scene, span: Span, language: Language) -> Resolved:
    mention = own_name(scene.text, scene.mentions, span, language)
    role = role_of(scene.text, span, language)
    if together := several(scene, span, language):
        return together
    if mention is not None and not _is_of_another(scene, span, mention, language):
        return _by_name(scene, mention, span, language, titled=role == "person")
    words = words_of(scene.text, span)
    role_of_last = language.roles.get(words[-1], "") if words else ""
    if role_of_last in PRONOUNS:
        # "One of them" is nobody who was named.
        part = any(is_preposition(word, language) for word in words)
        return UNRESOLVED if part else pronoun(scene, span.start, role_of_last)
    if role == "person":
        apposed = _apposed(scene, span, language)
        return _by_name(scene, apposed, span, language) if apposed else _by_role(scene, span, language)
    return without_name(scene, span, language, role)


def _is_of_another(scene: Scene, span: Span, mention: NameMention, language: Language) -> bool:
    """Whether a declined name says whose: супруга Айбека Сариева, where the text has Айбек Сариев."""
    head = Span(span.start, mention.span.start)
    if language.code != "ru" or not stands_bare(scene.text, head, language):
        return False
    owners = [person for person in scene.people if mention in person.mentions]
    return len(owners) == 1 and mention.written[-1] not in owners[0].name.split()


def _apposed(scene: Scene, span: Span, language: Language) -> NameMention | None:
    """The name that stands after a dash: “the driver — Aibek Sariev”."""
    dash = _APPOSITION.match(scene.text, span.end)
    return own_name(scene.text, scene.mentions, Span(*dash.span(1)), language) if dash else None


def _by_name(
    scene: Scene, mention: NameMention, phrase: Span, language: Language, *, titled: bool = False
) -> Resolved:
    owners = (
        [person for person in scene.people if person.keys & mention.keys] if len(mention.words) > 1 else []
    )
    owners = owners or [person for person in scene.people if person.answers_to(mention)]
    owners = owners or [person for person in scene.people if person.is_misspelt(mention)]
    if len(owners) == 1:
        who = document_actors.person(scene, owners[0], mention.span.start)
        return Resolved(who, 1.0 if len(mention.words) > 1 else 0.97)
    if owners:
        spoke = [person for person in owners if person in scene.known]
        if len(spoke) != 1:
            return UNRESOLVED
        return Resolved(document_actors.person(scene, spoke[0], mention.span.start), 0.8)
    alone = Person(set(mention.keys), [mention])
    if len(mention.words) == 1 and alone.gender is None and not titled:
        return without_name(scene, phrase, language, role_of(scene.text, phrase, language))
    scene.people.append(alone)
    return Resolved(document_actors.person(scene, alone, mention.span.start), 0.9)


def _by_role(scene: Scene, span: Span, language: Language) -> Resolved:
    roles = head_roles(scene.text, span, language)
    owned = _is_owned(scene, span, language)
    if not owned and (found := _holder(scene, span, language, roles)):
        return found
    if owned or (is_described(scene.text, span, language) and not is_head(scene.text, span, language)):
        # "The speaker of parliament", when no speaker was named, is somebody new.
        return without_name(scene, span, language, "person")
    found = _spoke_before(scene, span, roles)
    if found.actor and scene.last_person:
        # Once "the expert" has meant somebody, it goes on to mean the same.
        scene.last_person[1].roles |= roles
    return found


def _is_owned(scene: Scene, span: Span, language: Language) -> bool:
    """Whether a phrase says whose somebody is: his lawyer, Sariev's driver."""
    if any(language.roles.get(word) in PRONOUNS for word in words_of(scene.text, span)):
        return True
    return any(_names_somebody(scene, mention, span) for mention in scene.mentions.persons_in(span))


def _holder(scene: Scene, span: Span, language: Language, roles: set[str]) -> Resolved | None:
    """The person to whom the text or the catalogue gives a role; ``None`` where neither knows of any."""
    office = office_in(scene.text, span, language, scene.catalogue)
    if holders := _holders(scene, roles, office):
        found = most_recent(scene, span.start, holders, 0.9)
        return found if found.actor else _named_later(scene, span.start, holders)
    if office and (entry := office.holder(scene.catalogue, scene.published or "")):
        return Resolved(document_actors.entered(scene, entry, span, language.code), 0.7)
    return None


def _names_somebody(scene: Scene, mention: NameMention, phrase: Span) -> bool:
    """Whether a name in a phrase is somebody's, not the capitalised word that opens the sentence."""
    opens = len(mention.words) == 1 and mention.span.start == phrase.start
    return not opens or any(person.answers_to(mention) for person in scene.people)


def _holders(scene: Scene, roles: set[str], office: Office | None) -> list[Person]:
    """Whom the text gives the role, else whom the catalogue knows to have held the office."""
    if office is None:
        return [person for person in scene.people if share_role(person.roles, roles)]
    known = {person: document_actors.entry_of(scene, person) for person in scene.people}
    named = {fold_word(word) for word in office.words}
    told = [person for person in scene.people if share_role(person.roles, named)]
    told = [person for person in told if not ((entry := known[person]) and office.held_elsewhere(entry))]
    return told or [
        person for person, entry in known.items() if entry and office.held_by(entry, scene.published)
    ]


def _named_later(scene: Scene, at: int, holders: Sequence[Person]) -> Resolved:
    """The only person of the text who has the role, though named farther down."""
    if len(holders) != 1:
        return UNRESOLVED
    return Resolved(document_actors.person(scene, holders[0], at), 0.7)


def _spoke_before(scene: Scene, span: Span, roles: set[str]) -> Resolved:
    """The person who made the last statement: “the deputy”, where nothing told of any deputy.

    Else the person whom the text is about, unless the role is one of those who speak about others; before
    anybody has spoken, the person who was named last.
    """
    spoke = scene.last_person[1] if scene.last and scene.last_person else None
    if spoke and scene.last and scene.known[spoke].id == scene.last[1].id:
        return most_recent(scene, span.start, [spoke], 0.75)
    if any(role.startswith(name_words("about others")) for role in roles):
        return UNRESOLVED
    if scene.last is None:
        return most_recent(scene, span.start, scene.people, 0.75)
    return _topic(scene, span.start)


def _topic(scene: Scene, at: int) -> Resolved:
    """The person whom the text names far more often than any other."""
    counts = sorted(((len(person.mentions), n) for n, person in enumerate(scene.people)), reverse=True)
    if not counts or counts[0][0] < _OFTEN * (counts[1][0] if len(counts) > 1 else 1):
        return UNRESOLVED
    return most_recent(scene, at, [scene.people[counts[0][1]]], 0.65)
