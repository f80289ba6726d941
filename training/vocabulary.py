"""The tokenizer: XLM-R's unigram pieces, pruned to those that our three languages need.

A word is what the pre-tokenizer leaves whole: a run between spaces, with punctuation set apart, so that
labels, which sit on words, can end a content before its full stop or at its quotation mark.
"""

from collections.abc import Iterable

import numpy as np
from tokenizers import Regex, Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import NFKC, Replace, Sequence
from tokenizers.pre_tokenizers import Metaspace, Split
from tokenizers.pre_tokenizers import Sequence as PreSequence

from onrecord.tagging.pieces import UNKNOWN
from training.e5s1 import Floats

_SPECIALS = 4  # <s>, <pad>, </s>, <unk> keep their places 0..3

_MARK = (
    r"▁?(?:\.\.\.|''|``|[“”„‟«»‹›\"(){}\[\],.;:!?—–―|/]"
    r"|(?<![\p{L}\p{N}])[-'’‘]|[-'’‘](?![\p{L}\p{N}])|['’](?:s|ll|re|ve|d|m)(?!\p{L}))"
)


def tokenizer(pieces: list[str], scores: Floats) -> Tokenizer:
    """A tokenizer over `pieces`; offsets are code points into the line as it was given."""
    made = Tokenizer(
        Unigram([(p, float(s)) for p, s in zip(pieces, scores, strict=True)], UNKNOWN, byte_fallback=False)
    )
    made.normalizer = Sequence(
        [
            Replace(Regex(r"[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"), " "),
            Replace(Regex(r"[\x00-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"), ""),
            NFKC(),
            Replace(Regex(r" {2,}"), " "),
        ]
    )
    made.pre_tokenizer = PreSequence([Metaspace(prepend_scheme="always"), Split(Regex(_MARK), "isolated")])
    return made


def _is_cyrillic(piece: str) -> bool:
    return any("\u0400" <= letter <= "\u052f" for letter in piece)


def _is_short(piece: str) -> bool:
    """Single characters below the CJK blocks, with and without a space before them."""
    bare = piece.removeprefix("▁")
    return len(bare) <= 1 and all(letter < "\u2e80" for letter in bare)


def _is_ascii(piece: str) -> bool:
    return piece.removeprefix("▁").isascii()


def kept(pieces: list[str], scores: Floats, lines: Iterable[str], frequent: int) -> list[int]:
    """Indices to keep, in order.

    The special ones, every Cyrillic piece, single characters, what the text in `lines` uses, and the ASCII
    pieces among the `frequent` first, which are the most probable ones.
    """
    used = np.zeros(len(pieces), bool)
    whole = tokenizer(pieces, scores)
    for encoding in whole.encode_batch_fast(list(lines), add_special_tokens=False):
        used[encoding.ids] = True
    return [
        at
        for at, piece in enumerate(pieces)
        if at < _SPECIALS
        or used[at]
        or _is_cyrillic(piece)
        or _is_short(piece)
        or (at < frequent and _is_ascii(piece))
    ]
