"""A sentence as attribution reads it, and what it finds there: who says what, from where to where.

Refuses: nothing; of an endless sentence only the first tokens are read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from helpers.people import phrases
from helpers.people.frames import Frame, Token

#: Tokens of a sentence that are read; longer ones are cut there, so that time stays linear.
_LONGEST_SENTENCE = 200


@dataclass(frozen=True)
class Source:
    """Who says what: covers text[first:last] (in one sentence), for "according to" only up to `cut`, the next
    semicolon, and never what stands between its name and where its verb ends, `said`; text[start:end] names the source;
    `name`: in full."""

    first: int
    last: int
    start: int
    end: int
    name: str
    why: str
    cut: int = 1 << 31
    said: int = -1


class Clause:
    """A sentence text[start:end] of the paragraph `frame`, and whether a person is named in a span of the text.

    Its tokens [first, after) are read only if they are asked for: most sentences name no source. A quotation is one
    token, of the sentence where it begins and of that where it ends.
    """

    def __init__(self, text: str, start: int, end: int, frame: Frame | None, named: phrases.Names) -> None:
        self.text, self.start, self.end, self.named, self._frame = text, start, end, named, frame

    @property
    def tokens(self) -> Sequence[Token]:
        return self._frame.tokens if self._frame is not None else ()

    @property
    def first(self) -> int:
        return self._range[0]

    @property
    def after(self) -> int:
        return self._range[1]

    @cached_property
    def _range(self) -> tuple[int, int]:
        tokens = self.tokens
        first = bisect_left(tokens, self.start, key=lambda token: token.start)
        after = bisect_left(tokens, self.end, lo=first, key=lambda token: token.start)
        first -= first > 0 and tokens[first - 1].end > self.start
        return first, min(after, first + _LONGEST_SENTENCE)
