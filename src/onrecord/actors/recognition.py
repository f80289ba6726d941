"""Where a text names persons, organisations, countries, cities and other places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from onrecord.actors.borders import bordered, family_names
from onrecord.actors.consistency import named_again, of_one_kind, with_places
from onrecord.actors.evidence import FEATURES, evidence, weighed, with_neighbours
from onrecord.actors.mentions import Name
from onrecord.actors.russian_context import Heard, context_scores
from onrecord.languages import Language
from onrecord.records import Span
from onrecord.tagging.decoding import NAME_KINDS, Floats, labelled, log_softmax, runs
from onrecord.tagging.tagger import Evidence, Tagging

_LEAST_CERTAINTY = 0.5


def recognised(
    text: str, paragraphs: Sequence[tuple[Span, Language]], tagging: Tagging, weights: Evidence
) -> list[Name]:
    """The names of a text in their order, by what the tagger and what lists make of its words."""
    words = list(map(Span, tagging.starts.tolist(), tagging.ends.tolist()))
    if not words:
        return []
    begins = [span.start for span, _ in paragraphs]
    within = np.searchsorted(begins, tagging.starts, "right") - 1
    languages = [paragraphs[number][1] for number in within.tolist()]
    listed = evidence(text, words, languages)
    scores = tagging.names + weighed(with_neighbours(listed), _matrix(weights))
    if any(language.code == "ru" for language in languages):
        scores += context_scores(text, Heard(words, tagging.opens, languages, listed, scores))
    logs = log_softmax(scores)
    labels = labelled(logs, tagging.opens, 0)
    sure = np.concatenate([[0.0], logs[range(len(labels)), labels].cumsum()])
    found = [
        Name(
            Span(words[run.first].start, words[run.last - 1].end),
            NAME_KINDS[run.field],
            float(np.exp((sure[run.last] - sure[run.first]) / (run.last - run.first))),
        )
        for run in runs(labels)
    ]
    found = of_one_kind(text, [name for name in found if name.certainty >= _LEAST_CERTAINTY])
    found = _by_grammar(text, paragraphs, found)
    return sorted([*found, *named_again(text, paragraphs, found)])


def _by_grammar(text: str, paragraphs: Sequence[tuple[Span, Language]], names: Sequence[Name]) -> list[Name]:
    """The names as far as they go, where the grammar of a language tells that better than the tagger."""
    families = family_names(text, names)
    found: list[Name] = []
    for span, language in paragraphs:
        first, last = (bisect_left(names, at, key=lambda name: name.span.start) for at in span)
        own = names[first:last]
        if language.code == "ky":
            found += bordered(text, span, own, families)
        else:
            found += with_places(text, own) if language.code == "ru" else own
    return found


@lru_cache(maxsize=4)
def _matrix(weights: Evidence) -> Floats:
    if weights.features != FEATURES:
        raise ValueError("the model was trained with other evidence than this version of onrecord gathers")
    return np.array(weights.weights, np.float32)
