"""A paragraph with its quoted words folded into one token each, and cut into sentences: the frame that names a speaker.

Tokens are words and single signs. Nothing here looks further than its own paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, partial
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
_MAX_WORDS = 1 << 16
_FAR = 1500  # characters: more than the words that a rule looks at
_SENTENCE_START = re.compile(r"(?<=\w\w[.?!])\s+(?=[A-Z])")
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


class _Words(dict[str, tuple[str, str, bool, int]]):
    """What a token says of a word: the word, in small letters, whether it begins with a capital, and no quotation."""

    def __missing__(self, word: str) -> tuple[str, str, bool, int]:
        if len(self) >= _MAX_WORDS:
            self.clear()
        self[word] = said = (word, word.lower(), word[0].isupper(), -1)
        return said


_words = _Words()


class Frame:
    """The tokens of the paragraph text[start:end] around its quotations."""

    def __init__(self, text: str, start: int, end: int, quoted: list[Quoted]) -> None:
        self.text, self.start, self.end, self.quoted = text, start, end, quoted

    @cached_property
    def tokens(self) -> list[Token]:
        found: list[Token] = []
        at, stop = self._reach()
        for number, quote in enumerate(self.quoted):
            self._read(found, at, quote.outer_start)
            found.append(Token(quote.outer_start, quote.outer_end, QUOTE, QUOTE, False, number))
            at = quote.outer_end
        self._read(found, at, stop)
        return found

    def _reach(self) -> tuple[int, int]:
        """The part of a very long paragraph that can name a speaker: around its quotations, or else its end."""
        first = self.quoted[0].outer_start if self.quoted else self.end
        last = self.quoted[-1].outer_end if self.quoted else self.end
        start, end = self.start, self.end
        if first - start > 2 * _FAR and (cut := _SENTENCE_START.search(self.text, first - 2 * _FAR, first - _FAR)):
            start = cut.end()
        if end - last > 2 * _FAR and (cut := _SENTENCE_START.search(self.text, last + _FAR, last + 2 * _FAR)):
            end = cut.start()
        return start, end

    def _read(self, found: list[Token], start: int, end: int) -> None:
        words = _words
        found += [_token(match.span() + words[match[0]]) for match in _TOKEN.finditer(self.text, start, end)]

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
