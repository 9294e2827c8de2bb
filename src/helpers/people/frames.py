"""A paragraph with its quoted words folded into one token each, and cut into sentences: the frame that names a speaker.

Tokens are words and single signs. Nothing here looks further than its own paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

from helpers.people.marks import Quoted

# A full stop joins ("U.S.", "3.5", "gazeta.pl") unless it stands where a space was lost: "in Kyiv.He said".
_TOKEN = re.compile(r"\w+(?:['’&@/-]\w+|\.(?=[a-z0-9])\w+|(?<![^\W\d_A-Z])\.\w+)*|['’]\w+|[^\w\s]")
_ABBREVIATED = frozenset(
    "mr mrs ms dr prof gen col lt maj capt cmdr adm sgt sen rep gov hon rev st sr jr pres amb atty det supt messrs"
    " no vs v inc corp co ltd llc mass calif conn d-calif r-ky u.s u.n u.k e.u a.m p.m d.c n.y n.j ph.d vt va pa wis"
    " ariz ark colo del fla ga ill ind kan ky la md mich minn miss mo mont neb nev okla ore tenn tex wash wyo".split()
)
_STOPS = frozenset(".?!…")
QUOTE = "\ue000"


class Token(NamedTuple):
    """One word or sign text[start:end]; `capital`: whether it begins with one; `quoted` is the number of a quotation
    that the token stands for, else -1."""

    start: int
    end: int
    text: str
    low: str
    capital: bool = False
    quoted: int = -1


#: `Token._make` without a Python call for each: there are as many tokens as words.
_token = partial(tuple.__new__, Token)


@lru_cache(maxsize=1 << 16)
def _word(text: str) -> tuple[str, str, bool]:
    """A word, the word in small letters, and whether it begins with a capital."""
    return text, text.lower(), text[0].isupper()


class Frame:
    """The tokens of the paragraph text[start:end] around its quotations."""

    def __init__(self, text: str, start: int, end: int, quoted: list[Quoted]) -> None:
        self.text, self.start, self.end, self.quoted = text, start, end, quoted

    @cached_property
    def tokens(self) -> list[Token]:
        found: list[Token] = []
        at = self.start
        for number, quote in enumerate(self.quoted):
            self._read(found, at, quote.outer_start)
            found.append(Token(quote.outer_start, quote.outer_end, QUOTE, QUOTE, False, number))
            at = quote.outer_end
        self._read(found, at, self.end)
        return found

    def _read(self, found: list[Token], start: int, end: int) -> None:
        found += [_token((*match.span(), *_word(match[0]), -1)) for match in _TOKEN.finditer(self.text, start, end)]

    @cached_property
    def places(self) -> dict[int, int]:
        """Position of each quotation among the tokens."""
        return {token.quoted: at for at, token in enumerate(self.tokens) if token.quoted >= 0}

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Token ranges [first, after) of the sentences."""
        tokens, spans, first = self.tokens, [], 0
        for at, token in enumerate(tokens):
            if (token.text in _STOPS or token.quoted >= 0) and self._ends(at):
                spans.append((first, at + 1))
                first = at + 1
        if first < len(tokens):
            spans.append((first, len(tokens)))
        return spans

    def sentence_of(self, at: int) -> int:
        """Which sentence holds token `at`."""
        return bisect_right(self._sentence_ends, at)

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [after for _, after in self.sentences]

    def _ends(self, at: int) -> bool:
        """Whether a sentence ends with a token: a quotation or a stop."""
        token = self.tokens[at]
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if following is None:
            return True
        starts = following.text[0].isupper() or following.quoted >= 0 or following.text[0].isdigit()
        if token.quoted >= 0:
            last = self.text[self.quoted[token.quoted].end - 1]
            return last in ".?!…" and starts
        if token.text == "." and at and self.tokens[at - 1].end == token.start:
            word = self.tokens[at - 1].low
            if word in _ABBREVIATED or (len(word) == 1 and word.isalpha()):
                return False
        return starts or following.text in "([—–-"
