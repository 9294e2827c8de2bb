"""Where sentences end, by NLTK's Punkt, decided from what each chunk (a run without white space) is, not from the text.

Punkt looks at one full stop, question or exclamation mark a chunk (the last that can end a sentence), at the word
before it and at the chunk behind. So what it needs to know is found once a chunk, and two small numbers decide.
Punkt: Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection", Computational Linguistics 32 (2006).
Refuses: chunks with blanks of other scripts inside and the like (`is_odd`); a text that holds them goes to NLTK whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np

#: What the last word of a chunk is to Punkt. NONE: there is no mark at the chunk's end that could end a sentence.
NONE, NEVER, ALWAYS, WORD, ABBREVIATION, NUMBER, INITIAL = range(7)
#: What the chunk behind it is, as bits.
STARTS, GOES_ON, STARTER, CAPITAL_ONLY, BREAKS_ITSELF = 1, 2, 4, 8, 16

# Punkt's flags for how a word was seen: in lower case (and so at a beginning), in upper case (and so in a sentence).
_LOWER, _BEGINS_LOWER, _UPPER, _INSIDE_UPPER = 0b1110000, 0b10000, 0b1110, 0b100
_MAY_END = re.compile(r"""[.?!](?:[)";}\]*:@'({\[‘’“”«»?!]|$)""")
_PLAIN_STOP = re.compile(r"""([A-Za-z]{2,}|[0-9]+(?:[.,][0-9]+)*)\.(["”]?)""")
_PLAIN_MARK = re.compile(r"[A-Za-z]+[?!]")
_PLAIN_WORD = re.compile(r"([A-Za-z]+),?")
_ODD = re.compile(r"""\s|^[.?!](?=[)";}\]*:@'({\[‘’“”«»?!]).*[.?!]""", re.DOTALL)
_CLOSERS = re.compile(r"""["')\]}‘’“”«»]+(?:--.*)?|[\])}>"'»”’]+""", re.DOTALL)


def _decisions() -> np.ndarray:
    table = np.zeros((7, 32), bool)
    for bits in range(32):
        itself = bool(bits & BREAKS_ITSELF)
        table[NEVER, bits] = itself
        table[ALWAYS, bits] = table[WORD, bits] = True
        table[ABBREVIATION, bits] = itself or bits & (STARTS | STARTER) > 0
        table[NUMBER, bits] = itself or not bits & GOES_ON
        unknown_capital = not bits & (STARTS | GOES_ON) and bits & CAPITAL_ONLY
        table[INITIAL, bits] = itself or not (bits & GOES_ON or unknown_capital)
    return table


#: DECIDES[kind of the chunk, bits of the next]: whether a sentence ends between them, collocations aside.
DECIDES = _decisions()


class Ending(NamedTuple):
    """How a chunk can end a sentence. `kind`: see above; `pair`: number of its last word among the first words of
    collocations, or 0. For a mark inside the chunk: `inner` is where the next sentence begins in the chunk, 0 if
    nowhere, or -1 if it begins behind the chunk, the marks after the stop being closing ones."""

    kind: int = NONE
    pair: int = 0
    inner: int = 0


def is_odd(chunk: str) -> bool:
    """Whether a chunk holds white space that is not ASCII's, about which Punkt and Treebank disagree, or begins with a
    mark and holds another: only there does Punkt look at two marks of a chunk."""
    return _ODD.search(chunk) is not None


def is_closer(chunk: str) -> bool:
    """Whether a chunk is nothing but closing marks, which NLTK draws to the sentence before."""
    return _CLOSERS.fullmatch(chunk) is not None


class Breaks:
    """Punkt's decisions under one set of parameters; `extra`: more abbreviations (lower case, no final stop)."""

    def __init__(self, extra: frozenset[str] = frozenset()) -> None:
        import punkt as source
        from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

        model = source.load_model("english")
        params = PunktParameters()
        params.abbrev_types = set(model.abbrev_types) | extra
        params.collocations = set(model.collocations)
        params.sent_starters = set(model.sent_starters)
        params.ortho_context.update(dict(model.ortho_context))
        self.punkt = PunktSentenceTokenizer(params)
        self._params = params
        rules = self.punkt._lang_vars
        self._marks, self._realign = rules.period_context_re(), rules.re_boundary_realignment
        firsts, seconds = sorted({a for a, _ in params.collocations}), sorted({b for _, b in params.collocations})
        self._first = {word: number for number, word in enumerate(firsts, start=1)}
        self._second = {word: number for number, word in enumerate(seconds, start=1)}
        self.together = np.zeros((len(firsts) + 1, len(seconds) + 1), bool)
        for a, b in params.collocations:
            self.together[self._first[a], self._second[b]] = True

    def ending(self, chunk: str) -> Ending:
        """How a chunk can end a sentence."""
        if not _MAY_END.search(chunk):
            return Ending()
        plain = _PLAIN_STOP.fullmatch(chunk)
        if plain:
            word, quote = plain[1].lower(), plain[2]
            known = word in self._params.abbrev_types
            if not quote and word[0] < "a" and not known:
                return Ending(NUMBER, self._first.get("##number##", 0))
            if not quote:
                return Ending(ABBREVIATION if known else WORD, self._first.get(word, 0))
            if word[0] >= "a" and not known:
                return Ending(inner=-1)
        if _PLAIN_MARK.fullmatch(chunk):
            return Ending(ALWAYS)
        marks = list(self._marks.finditer(f"{chunk} x"))
        at_end = bool(marks) and marks[-1].end() == len(chunk)
        inside = marks[: -1 if at_end else None]
        inner = self._inner(chunk, inside[-1]) if inside else 0
        if not at_end:
            return Ending(inner=inner)
        kind, pair = self._last_word(chunk)
        return Ending(kind, pair, inner)

    def beginning(self, chunk: str) -> tuple[int, int]:
        """What a chunk says about a sentence ending before it: bits, and its number among the second words of
        collocations, or 0."""
        plain = _PLAIN_WORD.fullmatch(chunk)
        if plain:
            word = plain[1].lower()
            return self._bits_of_word(plain[1][0] < "a", word), self._second.get(word, 0)
        tokens = list(self.punkt._annotate_first_pass(self.punkt._tokenize_words(chunk)))
        if not tokens:
            return 0, 0
        bits, pair = self._bits(tokens[0]), self._second.get(tokens[0].type_no_sentperiod, 0)
        return bits | (BREAKS_ITSELF if self._breaks_inside(tokens) else 0), pair

    def _bits_of_word(self, capital: bool, word: str) -> int:
        """`_bits` for a word of plain letters: Punkt's orthographic heuristic, section 4.1.1 of the paper."""
        seen = self._params.ortho_context.get(word, 0)
        if not capital:
            return GOES_ON if seen & _UPPER or not seen & _BEGINS_LOWER else 0
        bits = STARTS if seen & _LOWER and not seen & _INSIDE_UPPER else 0
        bits |= STARTER if word in self._params.sent_starters else 0
        return bits if seen & _LOWER else bits | CAPITAL_ONLY

    def _bits(self, token) -> int:
        kind = token.type_no_sentperiod
        verdict = self.punkt._ortho_heuristic(token)
        bits = STARTS if verdict is True else GOES_ON if verdict is False else 0
        if token.first_upper:
            bits |= STARTER if kind in self._params.sent_starters else 0
            lower = self._params.ortho_context.get(kind, 0) & _LOWER
            bits |= 0 if lower else CAPITAL_ONLY
        return bits

    def _last_word(self, chunk: str) -> tuple[int, int]:
        tokens = list(self.punkt._annotate_first_pass(self.punkt._tokenize_words(chunk)))
        word = tokens[-1]
        abbreviation, breaks = bool(word.abbr or word.ellipsis), bool(word.sentbreak)
        kind_of = word.type_no_period
        if self._breaks_inside(tokens):
            return ALWAYS, 0
        if not word.period_final:
            return (ALWAYS if breaks else NEVER), 0
        pair = self._first.get(kind_of, 0)
        if word.is_initial:
            return (NEVER if abbreviation else INITIAL), pair
        if abbreviation:
            return ABBREVIATION, pair
        return (NUMBER if kind_of == "##number##" else WORD if breaks else NEVER), pair

    def _breaks_inside(self, tokens: list) -> bool:
        """Whether Punkt sees a sentence end before the last of the tokens."""
        for one, two in zip(tokens, tokens[1:]):
            self.punkt._second_pass_annotation(one, two)
        return any(token.sentbreak for token in tokens[:-1])

    def _inner(self, chunk: str, mark) -> int:
        if not self.punkt.text_contains_sentbreak(chunk[: mark.end()] + mark["after_tok"]):
            return 0
        rest = chunk[mark.end() :]
        drawn = self._realign.match(f"{rest} x")
        if not drawn:
            return mark.end()
        return -1 if drawn.end() > len(rest) else mark.end() + drawn.end()

    def drawn_to_the_sentence_before(self, text: str, start: int) -> tuple[int, int] | None:
        """Closing marks that stand at `start`, behind a sentence's end, belong to it: where they end, and where the
        next sentence begins. None if there are none."""
        drawn = self._realign.match(text, start)
        return (start + len(drawn.group().rstrip()), drawn.end()) if drawn else None

    def ends(self, ending: Ending, bits: int, pair: int) -> bool:
        """Whether a sentence ends between a chunk and the next."""
        if not DECIDES[ending.kind, bits]:
            return False
        if ending.pair and pair and ending.kind != ALWAYS and not bits & BREAKS_ITSELF:
            return not self.together[ending.pair, pair]
        return True


@lru_cache(maxsize=1)
def english() -> Breaks:
    """Punkt as word_tokenize asks it: the English parameters and nothing else."""
    return Breaks()
