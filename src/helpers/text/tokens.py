"""Tokens of many texts as arrays, by a named rule: what all keyword counts stand on.

`nltk`: exactly the tokens of NLTK's `word_tokenize` (text/treebankpunkt.py). `words`: runs of letters and digits, for
very large corpora (text/words.py). A count means nothing without its rule: reports print `rule_name`.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version

import numpy as np
import pyarrow as pa

from helpers.errors import ParameterError
from helpers.text import memo
from helpers.text.blocks import Texts, blocks
from helpers.text.forms import Forms, is_term
from helpers.text.treebankpunkt import TreebankPunkt
from helpers.text.words import Words

__all__ = ["RULES", "Counts", "Encoded", "count", "encode", "forget", "is_term", "rule_name", "sequence"]

RULES = ("nltk", "words")

#: With more distinct chunks than this, or more bytes in long ones, what is known of them is forgotten at the next call:
#: memory has an end.
MOST_CHUNKS = 1_500_000
MOST_LONG_BYTES = 64_000_000

_WORTH_SAVING = 500  # new chunks
_ALONE = threading.RLock()


@dataclass(frozen=True)
class Encoded:
    """`codes` (int32): the tokens of all texts in order, as numbers into `vocabulary` (strings, sorted, each used);
    text i has `codes[starts[i] : starts[i + 1]]` (`starts`: int64, one more than texts)."""

    codes: np.ndarray
    starts: np.ndarray
    vocabulary: pa.StringArray

    def __len__(self) -> int:
        return len(self.starts) - 1

    def tokens(self, text: int) -> list[str]:
        """The tokens of one text."""
        return self.vocabulary.take(pa.array(self.codes[self.starts[text] : self.starts[text + 1]])).to_pylist()


@dataclass(frozen=True)
class Counts:
    """How often each term is in each text: rows sorted by text, then term. `texts`: int32, number of the text; `codes`:
    int32, into `vocabulary` (strings, sorted, each used); `n`: int32, at least 1."""

    texts: np.ndarray
    codes: np.ndarray
    n: np.ndarray
    vocabulary: pa.StringArray


def rule_name(rule: str = "nltk") -> str:
    """Name and version of a token rule, for the reader of a report."""
    _check(rule)
    return f"nltk {version('nltk')} word_tokenize" if rule == "nltk" else "words 1"


def encode(texts: Texts, *, rule: str = "nltk", plain: bool = True, fold: bool = True) -> Encoded:
    """The tokens of texts. `plain`: quotes straightened and soft hyphens dropped first, so that "isn’t" is "isn't";
    `fold`: case folded and NFC, as terms are. With both off, rule `nltk` gives what `word_tokenize` gives."""
    parts, firsts = [], [np.zeros(1, np.int64)]
    with _coder(rule, fold) as coder:
        for forms, starts in _read(coder, texts, plain):
            tokens, before = coder.forms.expand(forms)
            parts.append(coder.forms.folded[tokens] if fold else tokens)
            firsts.append(before[starts[1:]] + firsts[-1][-1])
        vocabulary = _vocabulary(coder.forms, parts)
    return Encoded(_joined(parts), np.concatenate(firsts), vocabulary)


def count(texts: Texts, *, rule: str = "nltk", plain: bool = True) -> Counts:
    """How often each term (a folded token with a letter) is in each text."""
    sizes, terms, times = [np.zeros(0, np.int32)], [], []
    with _coder(rule, True) as coder:
        for forms, starts in _read(coder, texts, plain):
            per_text, found, n = coder.forms.count_terms(forms, starts)
            sizes.append(per_text)
            terms.append(found)
            times.append(n.astype(np.min_scalar_type(n.max(initial=0))))
        vocabulary = _vocabulary(coder.forms, terms)
    rows = np.concatenate(sizes)
    owners = np.repeat(np.arange(len(rows), dtype=np.int32), rows)
    return Counts(owners, _joined(terms), _joined(times), vocabulary)


def forget() -> None:
    """Forget what is known of chunks in this process; the memo on disk stays. For measuring."""
    with _ALONE:
        _kept.cache_clear()


def sequence(text: str, *, rule: str = "nltk") -> list[str]:
    """The tokens of one text in order, plain and folded, punctuation included."""
    return encode([text], rule=rule).tokens(0)


def _vocabulary(forms: Forms, parts: list[np.ndarray]) -> pa.StringArray:
    """The sorted vocabulary of some tokens, whose numbers become, in their place, numbers into it."""
    used = forms.sort(parts)
    new = np.zeros(len(forms.strings), np.int32)
    new[used] = np.arange(len(used), dtype=np.int32)
    for number, part in enumerate(parts):
        parts[number] = new[part]
    return pa.array([forms.strings[number] for number in used.tolist()], pa.string())


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    """The parts as one array (int32); the list is emptied on the way, so that nothing is there twice."""
    whole, end = np.empty(sum(map(len, parts)), np.int32), 0
    parts.reverse()
    while parts:
        part = parts.pop()
        whole[end : end + len(part)] = part
        end += len(part)
    return whole


def _read(coder: TreebankPunkt | Words, texts: Texts, plain: bool) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for block in blocks(texts, in_plain=plain):
        yield coder.read(block)


@contextlib.contextmanager
def _coder(rule: str, fold: bool) -> Iterator[TreebankPunkt | Words]:
    """What is known of the rule's chunks, for one thread at a time; the memo is written anew if that is worth it."""
    _check(rule)
    with _ALONE:
        kept = _kept(rule, fold or rule == "nltk")
        if len(kept.coder.lexicon) > MOST_CHUNKS or kept.coder.lexicon.long_bytes > MOST_LONG_BYTES:
            _kept.cache_clear()
            kept = _kept(rule, fold or rule == "nltk")
        yield kept.coder
        if rule == "nltk":
            kept.save_if_worth_it()


class _Kept:
    """A coder, and what of it is on disk."""

    def __init__(self, coder: TreebankPunkt | Words) -> None:
        self.coder = coder
        self._saved, self._rest_until = len(coder.lexicon), 0.0

    def save_if_worth_it(self) -> None:
        """Write the memo if it has grown, but spend no more than a twentieth of the time on that."""
        began = time.monotonic()
        if len(self.coder.lexicon) < self._saved + _WORTH_SAVING or began < self._rest_until:
            return
        memo.save(self.coder, memo.default_folder())
        self._saved = len(self.coder.lexicon)
        self._rest_until = time.monotonic() + 20 * (time.monotonic() - began)


@lru_cache(maxsize=3)
def _kept(rule: str, lower: bool) -> _Kept:
    return _Kept(memo.load(memo.default_folder()) if rule == "nltk" else Words(lower=lower))


def _check(rule: str) -> None:
    if rule not in RULES:
        raise ParameterError("token_rule cannot be", where=repr(rule), do="Choose one of " + ", ".join(RULES) + ".")
