"""Token rule `nltk` on arrays: exactly the tokens of NLTK's `word_tokenize`, each distinct chunk tokenized once.

A text is cut at ASCII white space into chunks. Punkt's decision at a chunk needs two small numbers (text/breaks.py),
its tokens are those of one of a few forms (text/treebank.py): amid a sentence, at its end, or with a quotation mark in
front at the start of a sentence or of a line. What reaches further is rare and goes to NLTK as it is: the sentences
around a closing mark that stands alone, texts with white space of other scripts. A chunk of more than LONGEST_CHUNK
characters is one token.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import numpy as np

from helpers.text import breaks, treebank
from helpers.text.blocks import WALL, Block
from helpers.text.forms import Forms, Growing
from helpers.text.lexicon import Lexicon

LONGEST_CHUNK = 1000

#: Traits of a chunk, one byte: how it can end a sentence (see breaks.Ending.kind) and what else must be looked at.
_KIND, _QUOTE, _CLOSER, _ODD, _ENDS, _PARTED = 7, 8, 16, 32, 64, 128
_KEPT = ("traits", "pairs", "bits", "seconds", "amid", "last")
_PLACES = (treebank.START, treebank.AMID, treebank.LINE)
#: A chunk without any of these has no traits.
_REMARKABLE = re.compile(r"""[.?!\s]|^["'\])}>»”’‘“«]""").search
_UNKNOWN = 255  # bits of a chunk that was not yet seen behind a stop
_SPACE = bytes(1 if code in b" \t\n\r\x0b\x0c\0" or code == WALL else 0 for code in range(256))


class TreebankPunkt:
    """What is known of chunks so far. `forms`: their tokens."""

    def __init__(self) -> None:
        self.lexicon, self.forms = Lexicon(), Forms()
        self._traits, self._pairs = Growing(np.uint8, [0]), Growing(np.uint8, [0])
        self._bits, self._seconds = Growing(np.uint8, [_UNKNOWN]), Growing(np.uint8, [0])
        self._amid, self._last = Growing(first=[0]), Growing(first=[-1])
        self._together = np.zeros((0, 0), bool)
        self._inner: dict[int, int] = {}
        self._special: dict[tuple[int, str, bool, bool], int] = {}
        self._whole: dict[bytes, int] = {}
        self.forms.add([()])

    def arrays(self, codes: np.ndarray) -> dict[str, np.ndarray]:
        """What is known of some chunks (ascending codes, 0 first), numbered anew, for keeping (text/memo.py)."""
        code = np.full(len(self.lexicon), -1, np.int32)
        code[codes] = np.arange(len(codes))
        inner = [(chunk, cut) for chunk, cut in sorted(self._inner.items()) if code[chunk] >= 0]
        special = [(chunk, _PLACES.index(place), *rest, form) for (chunk, place, *rest), form in self._special.items()]
        specials = np.array([row for row in special if code[row[0]] >= 0], np.int32).reshape(-1, 5)
        inners = np.array(inner, np.int32).reshape(-1, 2)
        inners[:, 0], specials[:, 0] = code[inners[:, 0]], code[specials[:, 0]]
        kept = {name: getattr(self, f"_{name}").array[codes] for name in _KEPT}
        forms = np.unique(np.concatenate([[0], kept["amid"], kept["last"][kept["last"] >= 0], specials[:, 4]]))
        form = np.full(len(self.forms) + 1, -1, np.int32)  # the last is that of -1, which is not known yet
        form[forms] = np.arange(len(forms))
        specials[:, 4] = form[specials[:, 4]]
        kept |= {name: form[kept[name]] for name in ("amid", "last")}
        chunks = np.frombuffer(b"\n".join([self.lexicon.strings[number] for number in codes.tolist()]), np.uint8)
        alone = {"chunks": chunks, "together": self._together, "inner": inners, "special": specials}
        return alone | kept | self.forms.arrays(forms)

    @classmethod
    def from_arrays(cls, arrays: dict[str, np.ndarray]) -> TreebankPunkt:
        """What `arrays` gave. ValueError or KeyError if it does not fit together."""
        known = cls()
        known.lexicon.add_all(arrays["chunks"].tobytes().split(b"\n")[1:])
        for name in _KEPT:
            column = arrays[name]
            if len(column) != len(known.lexicon):
                raise ValueError(name)
            setattr(known, f"_{name}", Growing(column.dtype, column))
        known.forms = Forms.from_arrays(arrays)
        known._together = arrays["together"]
        known._inner = dict(arrays["inner"].tolist())
        special = arrays["special"].tolist()
        known._special = {(code, _PLACES[p], bool(last), bool(ends)): form for code, p, last, ends, form in special}
        return known

    def read(self, block: Block) -> tuple[np.ndarray, np.ndarray]:
        """The forms of a block's texts in order (int32), and where each text begins among them, and the end."""
        space = np.frombuffer(block.data[: block.n_bytes].tobytes().translate(_SPACE), np.bool_)
        edges = np.flatnonzero(space[1:] != space[:-1]) + 1
        if len(space) and not space[0]:
            edges = np.concatenate([[0], edges])
        starts, ends = edges[0::2], edges[1::2]
        codes = self.lexicon.codes(block.data, starts, ends - starts)
        self._learn()
        firsts = np.zeros(len(block.walls) + 1, np.int64)
        firsts[1:] = np.searchsorted(starts, block.walls)
        return self._choose(block, starts, codes, firsts)

    def _choose(
        self, block: Block, starts: np.ndarray, codes: np.ndarray, firsts: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        forms = self._amid.array[codes]
        traits = self._traits.array[codes]
        special = np.flatnonzero(traits)
        kinds = traits[special]
        # One place more than chunks: position -1, before the first chunk, is the end of a text too.
        is_last, stops = np.zeros(len(codes) + 1, bool), np.zeros(len(codes) + 1, bool)
        is_last[firsts[1:][firsts[1:] > firsts[:-1]] - 1] = is_last[-1] = True
        may_end = special[(kinds & _KIND > 0) & ~is_last[special]]
        stops |= is_last
        stops[may_end[self._sentence_ends(codes[may_end], codes[may_end + 1])]] = True
        stops[special[kinds & _ENDS > 0]] = True
        at = np.flatnonzero(stops[:-1])
        forms[at] = self._forms_at_end(codes[at])
        odd = special[kinds & (_QUOTE | _CLOSER | _ODD | _PARTED) > 0]
        if not len(odd):
            return forms, firsts
        for position, place in self._places(block, starts, traits, odd, stops, is_last):
            ends_text = bool(is_last[position])
            forms[position] = self._form(int(codes[position]), place, bool(stops[position]), ends_text)
        passages = _reaching_further(traits, odd, stops, is_last, firsts)
        return self._with_passages(block, starts, forms, firsts, passages) if passages else (forms, firsts)

    def _sentence_ends(self, codes: np.ndarray, following: np.ndarray) -> np.ndarray:
        """Whether a sentence ends between each chunk and the one behind it."""
        unknown = np.unique(following[self._bits.array[following] == _UNKNOWN])
        if len(unknown):
            punkt = breaks.english()
            pairs = [punkt.beginning(chunk) for chunk in self._chunks(unknown)]
            self._bits.array[unknown] = [bits for bits, _ in pairs]
            self._seconds.array[unknown] = [pair for _, pair in pairs]
        kinds, bits = self._traits.array[codes] & _KIND, self._bits.array[following]
        ends = breaks.DECIDES[kinds, bits]
        both = (self._pairs.array[codes] > 0) & (self._seconds.array[following] > 0)
        both &= (kinds != breaks.ALWAYS) & (bits & breaks.BREAKS_ITSELF == 0) & ends
        if both.any():
            where = np.flatnonzero(both)
            if not self._together.size:
                self._together = breaks.english().together
            ends[where] = ~self._together[self._pairs.array[codes[where]], self._seconds.array[following[where]]]
        return ends

    def _forms_at_end(self, codes: np.ndarray) -> np.ndarray:
        forms = self._last.array[codes]
        if forms.min(initial=0) < 0:
            unknown = np.unique(codes[forms < 0])
            self._last.array[unknown] = self.forms.add(treebank.at_end(self._chunks(unknown)))
            forms = self._last.array[codes]
        return forms

    def _places(
        self,
        block: Block,
        starts: np.ndarray,
        traits: np.ndarray,
        odd: np.ndarray,
        stops: np.ndarray,
        is_last: np.ndarray,
    ) -> Iterator[tuple[int, str]]:
        """Positions of chunks whose tokens depend on their place, and that place."""
        quotes = odd[traits[odd] & _QUOTE > 0]
        before = block.data[starts[quotes] - 1]
        at_edge = (before == WALL) | (starts[quotes] == 0)
        at_start = stops[quotes - 1] & (~is_last[quotes - 1] | at_edge)
        # A double mark at the start of a sentence is an opening one, as behind a blank; for two marks NLTK differs.
        two = np.isin(block.data[starts[quotes] + 1], (ord("'"), ord('"')))
        elsewhere = np.where(at_start, two, before != ord(" "))
        places = np.where(at_start, treebank.START, treebank.LINE)
        yield from zip(quotes[elsewhere].tolist(), places[elsewhere].tolist(), strict=True)
        parted = odd[(traits[odd] & _PARTED > 0) & is_last[odd]]
        yield from ((position, treebank.AMID) for position in np.setdiff1d(parted, quotes[elsewhere]).tolist())

    def _form(self, code: int, place: str, last: bool, ends_text: bool) -> int:
        key = code, place, last, ends_text
        if key not in self._special:
            # Punkt looks at a mark inside the chunk only if there is none at its end, with a chunk behind.
            cut = self._inner.get(code, 0) if ends_text or not self._traits.array[code] & _KIND else 0
            self._special[key] = int(self.forms.add([treebank.placed(self._chunk(code), place, last=last, cut=cut)])[0])
        return self._special[key]

    def _with_passages(
        self, block: Block, starts: np.ndarray, forms: np.ndarray, firsts: np.ndarray, passages: list[tuple[int, int]]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Put one form with all the tokens of a passage (first chunk and end) in place of its chunks' forms."""
        keep = np.ones(len(forms), bool)
        for first, end in passages:
            wall = block.walls[np.searchsorted(block.walls, starts[first])]
            last_byte = min(wall, starts[end]) if end < len(starts) else wall
            raw = bytes(block.data[starts[first] : last_byte]).replace(b"\0", b" ")
            key = hashlib.sha256(raw).digest()
            if key not in self._whole:
                tokens = word_tokenize(raw.decode("utf-8"))
                self._whole[key] = int(self.forms.add([tuple(tokens)])[0])
            keep[first + 1 : end] = False
            forms[first] = self._whole[key]
        before = np.concatenate([[0], np.cumsum(keep)])
        return forms[keep], before[firsts]

    def _learn(self) -> None:
        """Find out about the chunks that are new in the lexicon."""
        first = len(self._amid)
        chunks = [piece.decode("utf-8") for piece in self.lexicon.strings[first:]]
        if not chunks:
            return
        traits, pairs = np.zeros(len(chunks), np.uint8), np.zeros(len(chunks), np.uint8)
        rows: list[tuple[str, ...]] = [(chunk,) for chunk in chunks]
        short = [number for number, chunk in enumerate(chunks) if len(chunk) <= LONGEST_CHUNK]
        for number in short:
            if _REMARKABLE(chunks[number]):
                traits[number], pairs[number] = self._look(first + number, chunks[number])
        for number, row in zip(short, treebank.amid([chunks[number] for number in short]), strict=True):
            rows[number] = row
        for number in np.flatnonzero((traits & _PARTED > 0) & (traits & _KIND == 0)).tolist():
            rows[number] = treebank.placed(chunks[number], treebank.AMID, last=False, cut=self._inner[first + number])
        forms = self.forms.add(rows)
        long = [number for number, chunk in enumerate(chunks) if len(chunk) > LONGEST_CHUNK]
        lasts = np.full(len(chunks), -1, np.int32)
        lasts[long] = forms[long]
        self._traits.extend(traits)
        self._pairs.extend(pairs)
        self._bits.extend(np.full(len(chunks), _UNKNOWN))
        self._seconds.extend(np.zeros(len(chunks)))
        self._amid.extend(forms)
        self._last.extend(lasts)

    def _look(self, code: int, chunk: str) -> tuple[int, int]:
        """Traits of a chunk, and its number among the first words of collocations."""
        trait = pair = 0
        if "." in chunk or "?" in chunk or "!" in chunk:
            ending = breaks.english().ending(chunk)
            trait, pair = ending.kind, ending.pair
            if ending.inner < 0 and not ending.kind:
                trait |= _ENDS
            elif ending.inner > 0:
                trait |= _PARTED
                self._inner[code] = ending.inner
        if chunk[0] in "\"'" and chunk.startswith(('"', "''")):
            trait |= _QUOTE
        if not chunk[0].isalnum():
            trait |= _CLOSER if breaks.is_closer(chunk) else 0
        if not chunk[0].isalnum() or not chunk.isascii():
            trait = _ODD if breaks.is_odd(chunk) else trait
        return trait, pair

    def _chunk(self, code: int) -> str:
        return self.lexicon.strings[code].decode("utf-8")

    def _chunks(self, codes: np.ndarray) -> list[str]:
        return [self._chunk(code) for code in codes.tolist()]


def _reaching_further(
    traits: np.ndarray, odd: np.ndarray, stops: np.ndarray, is_last: np.ndarray, firsts: np.ndarray
) -> list[tuple[int, int]]:
    """Passages (first chunk and end) that must go to NLTK as they are: texts with odd chunks, and the sentences around
    a closing mark that stands alone beside a sentence end. In order, none inside another."""
    texts = np.unique(np.searchsorted(firsts, odd[traits[odd] & _ODD > 0], side="right"))
    passages = {(int(firsts[text - 1]), int(firsts[text])) for text in texts}
    closers = odd[traits[odd] & _CLOSER > 0]
    closers = closers[~is_last[closers - 1] & (stops[closers - 1] | stops[closers])]
    closers = closers[~np.isin(np.searchsorted(firsts, closers, side="right"), texts)]
    if len(closers):
        # Where a sentence surely ends, whatever NLTK makes of the marks around.
        sure = stops[:-1] & (traits & (_CLOSER | _PARTED) == 0)
        sure[:-1] &= traits[1:] & _CLOSER == 0
        ends = np.flatnonzero(sure | is_last[:-1]) + 1
        at = np.searchsorted(ends, closers, side="right")
        passages |= set(zip(np.append(0, ends)[at].tolist(), ends[at].tolist(), strict=True))
    return sorted(passages)


def word_tokenize(text: str) -> list[str]:
    """What NLTK's `word_tokenize` gives, by NLTK alone: for the rare texts that arrays cannot read, and for tests."""
    return [token for sentence in breaks.english().punkt.tokenize(text) for token in treebank.tokens_of(sentence)]
