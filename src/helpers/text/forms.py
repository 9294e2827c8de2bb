"""What chunks stand for: the numbered tokens of a rule, and `forms`, the short rows of tokens that chunks become.

Case folding, the test for letters and all other costly acts happen here, once for each distinct string.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

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


_KEPT = ("folded", "terms", "order", "starts", "sizes", "tokens", "first_terms", "more_terms")


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
        self._folded, self._terms, self._order = Growing(), Growing(), Growing(np.uint64)
        self._starts, self._sizes, self._tokens = Growing(), Growing(), Growing()
        self._first_terms, self._more_terms = Growing(), Growing(np.uint16)

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
            "order": self._order.array[kept],
            "starts": (np.cumsum(sizes) - sizes).astype(np.int32),
            "sizes": sizes,
            "tokens": new[tokens],
            "first_terms": new[self._first_terms.array[forms]],
            "more_terms": self._more_terms.array[forms],
        }

    @classmethod
    def from_arrays(cls, arrays: dict[str, np.ndarray]) -> Forms:
        """What `arrays` gave. ValueError or KeyError if it does not fit together."""
        forms = cls()
        text = arrays["tokens_text"].tobytes().decode("utf-8")
        forms.strings = text.split("\n") if text else []
        for name in _KEPT:
            setattr(forms, f"_{name}", Growing(arrays[name].dtype, arrays[name]))
        same = {len(forms.strings), len(forms._folded), len(forms._terms), len(forms._order)}
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
        self._terms.extend([number if is_term(string) else -1 for string, number in zip(added, folded, strict=True)])
        heads = np.array([string.encode("utf-8") for string in added] or [b""], "S8")
        self._order.extend(heads.view(">u8")[: len(added)])
        return [known[string] for string in strings]

    def add(self, rows: Sequence[Sequence[str]]) -> np.ndarray:
        """Number new forms; their numbers, int32."""
        first = len(self)
        sizes = np.array([len(row) for row in rows], np.int32)
        numbers = np.array(self.add_tokens([token for row in rows for token in row]), np.int32)
        self._starts.extend(np.cumsum(sizes) - sizes + len(self._tokens))
        self._sizes.extend(sizes)
        self._tokens.extend(numbers)
        first_terms, more_terms = np.full(len(rows), -1, np.int32), np.zeros(len(rows), np.uint16)
        owners = np.repeat(np.arange(len(rows)), sizes)
        terms = self.terms[numbers]
        owners, terms = owners[terms >= 0], terms[terms >= 0]
        first_terms[owners[::-1]] = terms[::-1]
        more_terms[:] = np.maximum(np.bincount(owners, minlength=len(rows)) - 1, 0)
        self._first_terms.extend(first_terms)
        self._more_terms.extend(more_terms)
        return np.arange(first, len(self), dtype=np.int32)

    def add_single(self, tokens: Sequence[str]) -> None:
        """Number new forms of one token each."""
        numbers = np.array(self.add_tokens(tokens), np.int32)
        self._starts.extend(np.arange(len(self._tokens), len(self._tokens) + len(tokens)))
        self._sizes.extend(np.ones(len(tokens)))
        self._tokens.extend(numbers)
        self._first_terms.extend(self.terms[numbers])
        self._more_terms.extend(np.zeros(len(tokens)))

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

    def count_terms(self, forms: np.ndarray, owners: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(owner, term, n) of the terms of a sequence of forms, each with its owner (ascending numbers): sorted by
        owner, then by the term's string; all int32."""
        seen = np.zeros(len(self), bool)
        seen[forms] = True
        used_forms = np.flatnonzero(seen)
        longer = np.flatnonzero(self._more_terms.array[forms])
        codes, before = self.expand(forms[longer])
        rest, rest_owners = self.terms[codes], np.repeat(owners[longer], np.diff(before))
        used = self.sort([self._first_terms.array[used_forms], rest])
        rank = np.full(len(self.strings) + 1, -1, np.int32)
        rank[used] = np.arange(len(used))
        rank_of_form = rank[self._first_terms.array]
        rank_of_form[forms[longer]] = -1
        ranks = np.concatenate([rank_of_form[forms], rank[rest]])
        owners = np.concatenate([owners, rest_owners])
        kind = np.int32 if (int(owners[-1:].sum()) + 1) * len(used) < 1 << 31 else np.int64
        keys = (owners.astype(kind) * kind(len(used)) + ranks)[ranks >= 0]
        keys.sort()
        edges = np.flatnonzero(keys[1:] != keys[:-1]) + 1
        edges = np.concatenate([np.zeros(min(len(keys), 1), np.int64), edges])
        n = np.diff(edges, append=len(keys)).astype(np.int32)
        owners, ranks = np.divmod(keys[edges], kind(max(len(used), 1)))
        return owners.astype(np.int32), used[ranks].astype(np.int32), n

    def sort(self, parts: Sequence[np.ndarray]) -> np.ndarray:
        """The distinct numbers (from 0 on) in some arrays of tokens, in the order of their strings."""
        seen = np.zeros(len(self.strings) + 1, bool)
        for part in parts:
            seen[part] = True
        used = np.flatnonzero(seen[:-1])
        heads = self._order.array[used]
        order = np.argsort(heads, kind="stable")
        used, heads = used[order], heads[order]
        same = np.concatenate([[False], heads[1:] == heads[:-1], [False]])
        firsts, ends = np.flatnonzero(~same[:-1] & same[1:]), np.flatnonzero(same[:-1] & ~same[1:]) + 1
        for first, end in zip(firsts.tolist(), ends.tolist(), strict=True):
            used[first:end] = sorted(used[first:end].tolist(), key=self.strings.__getitem__)
        return used
