"""What chunks stand for: the numbered tokens of a rule, and `forms`, the short rows of tokens that chunks become.

Case folding, the test for letters and all other costly acts happen here, once for each distinct string.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from helpers.text.lexicon import PADDING, two_words

#: A longer token is no term: it is an address, a table or text without spaces.
LONGEST_TERM = 60

_LONGEST_FOLDED = 1000
_LETTER = re.compile(r"[^\W\d_]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def fold(token: str) -> str:
    """A token as terms are compared: case folded, NFC, without soft hyphens and zero-width characters."""
    if token.isascii() or len(token) > _LONGEST_FOLDED:
        return token.lower()
    folded = unicodedata.normalize("NFD", _UNSEEN.sub("", token)).casefold()
    return unicodedata.normalize("NFC", folded) or token


def is_term(token: str) -> bool:
    """Whether a token is a term that keywords count: it holds a letter and is no longer than LONGEST_TERM."""
    return len(token) <= LONGEST_TERM and (token.isalpha() or _LETTER.search(token) is not None)


#: Of each byte whether it is an ASCII letter.
_LETTERS = np.array([chr(code).isalpha() and code < 128 for code in range(256)])
_KEPT = ("folded", "terms", "heads", "tails", "starts", "sizes", "tokens", "first_terms", "n_terms")


class Growing:
    """An array of one type that grows by adding to its end. `array`: the part in use."""

    def __init__(self, dtype: type = np.int32, first: Sequence[int] = ()) -> None:
        self._room, self._used = np.zeros(1024, dtype), 0
        self.extend(first)

    def __len__(self) -> int:
        return self._used

    @property
    def array(self) -> np.ndarray:
        return self._room[: self._used]

    def extend(self, values: Sequence[int] | np.ndarray) -> None:
        """Add values to the end."""
        end = self._used + len(values)
        if end > len(self._room):
            self._room = np.concatenate([self.array, np.zeros(end, self._room.dtype)])
        self._room[self._used : end] = values
        self._used = end


class Forms:
    """Tokens numbered from 0, with the number of their folded spelling (`folded`) and of their term (`terms`, -1 for
    tokens that are none); forms numbered from 0: rows of tokens."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._numbers: dict[str, int] = {}
        self._folded, self._terms = Growing(), Growing()
        self._heads, self._tails = Growing(np.uint64), Growing(np.uint64)  # the first 16 bytes, for sorting
        self._starts, self._sizes, self._tokens = Growing(), Growing(), Growing()
        self._first_terms, self._n_terms = Growing(), Growing(np.uint16)

    def arrays(self, forms: np.ndarray) -> dict[str, np.ndarray]:
        """Some forms (ascending numbers) and their tokens, all numbered anew, for keeping. No token holds white space,
        so a line break parts them."""
        tokens, _ = self.expand(forms)
        used = np.zeros(len(self.strings), bool)
        used[tokens] = True
        kept = np.flatnonzero(used)
        while not used[self.folded[kept]].all():  # a folded spelling is a token, which has one too
            used[self.folded[kept]] = True
            kept = np.flatnonzero(used)
        new = np.full(len(used) + 1, -1, np.int32)  # the last is that of -1
        new[kept] = np.arange(len(kept))
        sizes = self._sizes.array[forms]
        return {
            "tokens_text": np.frombuffer("\n".join([self.strings[n] for n in kept.tolist()]).encode("utf-8"), np.uint8),
            "folded": new[self.folded[kept]],
            "terms": new[self.terms[kept]],
            "heads": self._heads.array[kept],
            "tails": self._tails.array[kept],
            "starts": (np.cumsum(sizes) - sizes).astype(np.int32),
            "sizes": sizes,
            "tokens": new[tokens],
            "first_terms": new[self._first_terms.array[forms]],
            "n_terms": self._n_terms.array[forms],
        }

    @classmethod
    def from_arrays(cls, arrays: dict[str, np.ndarray]) -> Forms:
        """What `arrays` gave. ValueError or KeyError if it does not fit together."""
        forms = cls()
        text = arrays["tokens_text"].tobytes().decode("utf-8")
        forms.strings = text.split("\n") if text else []
        for name in _KEPT:
            setattr(forms, f"_{name}", Growing(arrays[name].dtype, arrays[name]))
        same = {len(forms.strings), *(len(getattr(forms, f"_{name}")) for name in _KEPT[:4])}
        if len(same) > 1 or len({len(forms._starts), len(forms._sizes), len(forms._first_terms)}) > 1:
            raise ValueError("tokens")
        return forms

    def __len__(self) -> int:
        """How many forms there are."""
        return len(self._starts)

    @property
    def folded(self) -> np.ndarray:
        return self._folded.array

    @property
    def terms(self) -> np.ndarray:
        return self._terms.array

    def add_tokens(self, strings: Sequence[str]) -> list[int]:
        """Their numbers. A folded spelling is a token too, numbered with the first token that needs it."""
        if len(self._numbers) < len(self.strings):  # read from a memo, where most runs have nothing to add
            self._numbers = dict(zip(self.strings, range(len(self.strings)), strict=True))
        known = self._numbers
        new = [string for string in dict.fromkeys(strings) if string not in known]
        text = "\n".join(new)
        same = text.lower().split("\n") if new and text.isascii() else list(map(fold, new))
        added = new if same == new else [string for string in dict.fromkeys([*same, *new]) if string not in known]
        known.update(zip(added, range(len(known), len(known) + len(added)), strict=True))
        folded = range(len(self.strings), len(known))
        self.strings += added
        if added is not new:
            folds = dict(zip(new, same, strict=True))
            folded = [known[folds.get(string, string)] for string in added]
        self._folded.extend(folded)
        if added:
            terms, heads, tails = _looked_at(added)
            self._terms.extend(np.where(terms, folded, -1))
            self._heads.extend(heads)
            self._tails.extend(tails)
        return [known[string] for string in strings]

    def add(self, rows: Sequence[Sequence[str]]) -> np.ndarray:
        """Number new forms; their numbers, int32."""
        first = len(self)
        sizes = np.array([len(row) for row in rows], np.int32)
        numbers = np.array(self.add_tokens([token for row in rows for token in row]), np.int32)
        self._starts.extend(np.cumsum(sizes) - sizes + len(self._tokens))
        self._sizes.extend(sizes)
        self._tokens.extend(numbers)
        first_terms = np.full(len(rows), -1, np.int32)
        owners = np.repeat(np.arange(len(rows)), sizes)
        terms = self.terms[numbers]
        owners, terms = owners[terms >= 0], terms[terms >= 0]
        first_terms[owners[::-1]] = terms[::-1]
        self._first_terms.extend(first_terms)
        self._n_terms.extend(np.bincount(owners, minlength=len(rows)))
        return np.arange(first, len(self), dtype=np.int32)

    def add_single(self, tokens: Sequence[str]) -> None:
        """Number new forms of one token each."""
        numbers = np.array(self.add_tokens(tokens), np.int32)
        self._starts.extend(np.arange(len(self._tokens), len(self._tokens) + len(tokens)))
        self._sizes.extend(np.ones(len(tokens)))
        self._tokens.extend(numbers)
        self._first_terms.extend(self.terms[numbers])
        self._n_terms.extend(self.terms[numbers] >= 0)

    def expand(self, forms: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Tokens of a sequence of forms, in order, and how many tokens come before each form and at the end."""
        sizes = self._sizes.array[forms]
        before = np.zeros(len(forms) + 1, np.int64)
        np.cumsum(sizes, out=before[1:])
        if before[-1] == len(forms) and sizes.min(initial=1) == 1:
            return self._tokens.array[self._starts.array[forms]], before
        source = np.repeat(self._starts.array[forms] - before[:-1], sizes)
        source += np.arange(before[-1])
        return self._tokens.array[source], before

    def count_terms(self, forms: np.ndarray, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The terms of texts and how often each has them: (texts,) how many different ones each has; then, for text
        after text, each in the order of the terms' strings, term and n. int32. `starts`: where each text begins among
        the forms, and the end."""
        seen = np.zeros(len(self), bool)
        seen[forms] = True
        sizes = self._n_terms.array[forms]
        before = np.zeros(len(forms) + 1, np.int64)
        np.cumsum(sizes, out=before[1:])
        longer = np.flatnonzero(sizes > 1)
        rest = self.terms[self.expand(forms[longer])[0]]
        rest = rest[rest >= 0]
        used = self.sort([self._first_terms.array[seen], rest])
        rank = np.zeros(len(self.strings) + 1, np.int32)  # the last is that of -1
        rank[used] = np.arange(len(used))
        if len(used) <= 1 << 16:
            rank = rank.astype(np.uint16)  # half as long to sort
        ranks = np.repeat(rank[self._first_terms.array][forms], sizes)
        if len(longer):
            many = sizes[longer].astype(np.int64)
            ranks[np.repeat(before[longer] - np.cumsum(many) + many, many) + np.arange(len(rest))] = rank[rest]
        bounds = before[starts]
        # A sort of a few hundred numbers takes a fraction of what the same numbers take in one long sort.
        for first, end in pairwise(bounds.tolist()):
            ranks[first:end].sort()
        new = np.ones(len(ranks) + 1, bool)
        np.not_equal(ranks[1:], ranks[:-1], out=new[1:-1])
        new[bounds] = True
        edges = np.flatnonzero(new)
        per_text = np.diff(np.searchsorted(edges, bounds))
        return per_text.astype(np.int32), used[ranks[edges[:-1]]].astype(np.int32), np.diff(edges).astype(np.int32)

    def sort(self, parts: Sequence[np.ndarray]) -> np.ndarray:
        """The distinct numbers (from 0 on) in some arrays of tokens, in the order of their strings."""
        seen = np.zeros(len(self.strings) + 1, bool)
        for part in parts:
            seen[part] = True
        used = np.flatnonzero(seen[:-1])
        heads = self._heads.array[used]
        order = np.argsort(heads)
        used, heads = used[order], heads[order]
        same = np.concatenate([[False], heads[1:] == heads[:-1], [False]])
        alike = np.flatnonzero(same[:-1] | same[1:])
        heads, tails = heads[alike], self._tails.array[used[alike]]
        order = np.lexsort((tails, heads))
        alike_used, heads, tails = used[alike][order], heads[order], tails[order]
        same = np.concatenate([[False], (heads[1:] == heads[:-1]) & (tails[1:] == tails[:-1]), [False]])
        firsts, ends = np.flatnonzero(~same[:-1] & same[1:]), np.flatnonzero(same[:-1] & ~same[1:]) + 1
        for first, end in zip(firsts.tolist(), ends.tolist(), strict=True):
            alike_used[first:end] = sorted(alike_used[first:end].tolist(), key=self.strings.__getitem__)
        used[alike] = alike_used
        return used


def _looked_at(strings: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Whether each string is a term, and its first 8 bytes and the next 8 as numbers that sort as the strings do. No
    string holds a line break."""
    text = "\n".join(strings)
    data = np.frombuffer(text.encode("utf-8") + bytes(PADDING), np.uint8)
    ends = np.append(np.flatnonzero(data == ord("\n")), len(data) - PADDING)
    starts = np.concatenate([[0], ends[:-1] + 1])
    terms = np.logical_or.reduceat(_LETTERS[data], starts) & (ends - starts <= LONGEST_TERM)
    if not text.isascii():
        terms[:] = [is_term(string) for string in strings]
    heads, tails = two_words(data, starts, ends - starts)
    return terms, heads.byteswap(), tails.byteswap()
