"""What the noun phrase of a speaker says: the name it bears, the role that heads it, whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.actors.mentions import Mentions, NameMention
from onrecord.actors.names import is_family_name, name_words
from onrecord.actors.word_roles import word_role
from onrecord.languages import Language
from onrecord.records import ActorKind, Span
from onrecord.romanisation import fold_word

PRONOUNS = frozenset(("he", "she", "one", "they", "it"))
_WORD = re.compile(r"[^\W\d_][\w’'ʼ-]*")
_NO_HEADS = frozenset(
    ("demonym", "place", "oblique", "preposition", "locative", "article", "negation", "self")
)
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_DASH = re.compile(r"\s[—–]\s")
_NEAR = 30


def words_of(text: str, span: Span) -> list[str]:
    """The words of a phrase, in lower case."""
    return [word.lower() for word in _WORD.findall(text, *span)]


def own_name(text: str, mentions: Mentions, span: Span, language: Language) -> NameMention | None:
    """The name that the phrase itself bears, not one inside it that says whose or of whom."""
    # "Джон Смит (John Smith)": the name in brackets only repeats the one before.
    if bracket := _BRACKET.search(text, *span):
        span = Span(span.start, bracket.start())
    inside = mentions.persons_in(span)
    if not inside:
        return None
    first = inside[0].span
    dash = _DASH.match(text, first.end, span.end) and not text[span.start : first.start].strip()
    if dash or text[first.end : min(first.end + 1, span.end)] == ",":
        return inside[0]
    mention = inside[-1]
    after = Span(mention.span.end, span.end)
    if _is_headed_by(text, after, language):
        return None
    if language.code == "ky":
        return mention
    head = _head(text, Span(span.start, mention.span.start), language)
    if role_of(text, head, language) in ("organisation", "group") or not _agrees(
        text, head, mention, language
    ):
        return None
    return mention


def role_of(text: str, span: Span, language: Language) -> str | None:
    """What the words of a noun phrase make of it: a heading of the language's ``roles.txt``.

    The head comes last in Kyrgyz, where genitives precede it, and first where a genitive or "of" follows it.
    """
    roles = (_role(word, language) for word in _WORD.findall(text, *span))
    found = [role for role in roles if role and role not in _NO_HEADS]
    # "His father": the pronoun only says whose.
    found = [role for role in found if role not in PRONOUNS] or found
    if not found:
        return None
    return found[-1] if language.code == "ky" else found[0]


def stands_bare(text: str, head: Span, language: Language) -> bool:
    """Whether the words before a name are headed by a person's role in the nominative."""
    role = next(_person_words(text, head, language), None)
    return role is not None and _is_nominative(role, language)


def head_roles(text: str, span: Span, language: Language) -> set[str]:
    """The folded role word, in every bare form, that heads a phrase without a name.

    A former president may be called president as well, but not the other way about.
    """
    found = list(_person_words(text, _head(text, span, language), language))
    folded = _folded(found[-1 if language.code == "ky" else 0], language) if found else set()
    return {form.removeprefix(former) for form in folded for former in ("", *name_words("former"))}


def is_head(text: str, span: Span, language: Language) -> bool:
    """Whether a phrase only says of what somebody is the head: the head of state, глава ведомства."""
    return any(
        language.roles.get(form.lower()) == "head"
        for word in _WORD.findall(text, *span)
        for form in (word, *language.nominatives(word))
    )


def is_described(text: str, span: Span, language: Language) -> bool:
    """Whether a role phrase says of what: the speaker of parliament, министр торговли, шаардын мэри."""
    words = _WORD.findall(text, *span)
    heads = [index for index, word in enumerate(words) if _role(word, language) == "person"]
    if not heads:
        return False
    if language.code == "ky":
        return any(language.nominatives(word)[0] != word for word in words[: heads[-1]])
    return any(word.lower() not in language.words for word in words[heads[-1] + 1 :])


def share_role(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two sets of folded role words have one in common, be it with an ending: министр, министри."""
    return any(a.startswith(b) or b.startswith(a) for a in some for b in others)


def role_words(text: str, span: Span, language: Language) -> set[str]:
    """All folded words of persons' roles in what leads up to a name, in every bare form.

    A noun of which no list says that it is a role counts right before the name only.
    """
    near = Span(max(span.start, span.end - _NEAR), span.end)
    listed = (word for word in _WORD.findall(text, *span) if word_role(word, language) == "person")
    return {
        form for word in (*listed, *_person_words(text, near, language)) for form in _folded(word, language)
    }


def kind_of(role: str | None) -> ActorKind:
    """The kind of a speaker that bears no personal name, by its role."""
    return {"person": ActorKind.PERSON, "group": ActorKind.GROUP}.get(role or "", ActorKind.ORGANISATION)


def _person_words(text: str, span: Span, language: Language) -> Iterator[str]:
    return (word for word in _WORD.findall(text, *span) if _role(word, language) == "person")


def _role(word: str, language: Language) -> str | None:
    """The role of a word of a phrase, of one that opens the sentence too."""
    return word_role(word, language) or language.noun_role(word.lower())


def _folded(word: str, language: Language) -> set[str]:
    forms = (word, *language.nominatives(word))
    return {fold_word(form) for form in forms if _role(form, language) == "person"}


def _is_headed_by(text: str, after: Span, language: Language) -> bool:
    """Whether what stands behind a name heads the phrase: Сариевдин жардамчысы, not Сариев из фонда."""
    words = words_of(text, after)
    if not words or (language.code != "ky" and is_preposition(words[0], language)):
        return False
    return role_of(text, after, language) is not None


def _is_nominative(word: str, language: Language) -> bool:
    """Whether a word stands in the nominative, which of an indeclinable one (атташе) nobody can tell."""
    return language.nominatives(word)[0] == word and len(language.forms(word)) > 1


def _agrees(text: str, head: Span, mention: NameMention, language: Language) -> bool:
    """Whether a name can stand beside its head in the same case: not "сын Завьяловой", Zavyalova's son."""
    role = next(_person_words(text, head, language), None)
    if role is None or not _is_nominative(role, language):
        return True
    if len(mention.words) == 1 and not is_family_name(fold_word(mention.written[0])):
        return len(mention.words[0]) == 1
    # Names that no dictionary holds are declined by guess: where the given name is bare, all of it is.
    return mention.words[0][0] == mention.written[0]


def _head(text: str, span: Span, language: Language) -> Span:
    """The part of a phrase that holds its head: up to the first preposition."""
    prepositions = (word for word in _WORD.finditer(text, *span) if is_preposition(word[0].lower(), language))
    cut = next(prepositions, None)
    head = Span(span.start, cut.start()) if cut and cut.start() > span.start else span
    if language.code == "en":
        # English compounds end in their head: "the campaign manager".
        heads = [
            word
            for word in _WORD.finditer(text, *head)
            if word_role(word[0], language) not in (None, "demonym")
        ]
        return Span(heads[-1].start(), head.end) if heads else head
    return head


def is_preposition(word: str, language: Language) -> bool:
    """Whether a word in lower case opens a complement, so that the head stands before it."""
    return language.words.get(word) == "R" or language.roles.get(word) in {"locative", "preposition"}
