"""A dictionary of short byte strings that numpy fills and asks: a code for each of millions of pieces of a buffer.

The strings are compared whole, never by hash alone: up to 8 bytes as one machine word, up to 16 as two, longer ones by
a Python dict. Refuses: the empty string, which is code 0, and bytes that no UTF-8 text holds (0, 0xFF) inside a piece.
"""

from __future__ import annotations

import secrets

import numpy as np

#: Zero bytes that must follow the text in a buffer, so that two words can be read at its last character.
PADDING = 16

_MASKS = np.array([(1 << 8 * n) - 1 for n in range(9)], dtype=np.uint64)
_TOP = np.uint64(0xFF << 56)  # no short piece has it: 0xFF is no byte of UTF-8


class Lexicon:
    """Byte strings numbered from 1 in the order in which they came."""

    def __init__(self) -> None:
        self.strings: list[bytes] = [b""]
        self._long: dict[bytes, int] = {}
        #: Bytes of the strings of more than 16 bytes, together.
        self.long_bytes = 0
        # Of each string: its bytes as a word if it has up to 8, else a mixture of its two words; and both words.
        self._keys, self._low, self._high = (np.zeros(1 << 12, np.uint64) for _ in range(3))
        # Another in every run, so that nobody can write a text whose words all want one slot. No result shows it.
        self._mix = np.uint64(secrets.randbits(64) | 1)
        self._resize(1 << 13)

    def __len__(self) -> int:
        return len(self.strings)

    def codes(self, data: np.ndarray, starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """The code (int32) of each piece `data[start : start + length]`; unknown ones are added. `data`: uint8, with
        PADDING zero bytes at its end."""
        words = np.ndarray((len(data) - 7,), "<u8", buffer=data, strides=(1,))
        keys = words[starts]
        keys &= _MASKS[np.minimum(lengths, 8)]
        more = np.flatnonzero(lengths > 8)
        low, high = keys[more], words[starts[more] + 8] & _MASKS[np.minimum(lengths[more] - 8, 8)]
        keys[more] = (low ^ high * self._mix) * self._mix | _TOP
        codes, _ = self._find(keys)
        right = self._keys[codes] == keys
        right[more] &= (self._low[codes[more]] == low) & (self._high[codes[more]] == high) & (lengths[more] <= 16)
        rest = np.flatnonzero(~right)
        if len(rest):
            codes[rest] = self._codes_of_rest(data, starts[rest], lengths[rest], keys[rest])
        return codes

    def add_all(self, strings: list[bytes]) -> None:
        """Add distinct strings, in their order, to an empty lexicon."""
        lengths = np.array([len(string) for string in strings], np.int64)
        data = np.frombuffer(b"".join(strings) + bytes(PADDING), np.uint8)
        low, high = two_words(data, np.cumsum(lengths) - lengths, lengths)
        self.strings += strings
        self._reserve()
        used = slice(1, len(self.strings))
        self._keys[used] = np.where(lengths > 8, (low ^ high * self._mix) * self._mix | _TOP, low)
        self._low[used], self._high[used] = low, high
        for code in (np.flatnonzero(lengths > 16) + 1).tolist():
            self._long[self.strings[code]] = code
            self.long_bytes += len(self.strings[code])
            self._keys[code] = 0
        self._rebuild_if_full(force=True)

    def _find(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What the slot of each key holds: a code, which may be another key's or 0; and the slots."""
        at = (keys * self._mix >> self._shift).view(np.int64)
        return self._slots[at], at

    def _codes_of_rest(self, data: np.ndarray, starts: np.ndarray, lengths: np.ndarray, keys: np.ndarray) -> np.ndarray:
        """Codes of the pieces that were not in their key's first slot, new ones added."""
        raw, ends = data.tobytes(), starts + lengths
        codes, at = self._find(keys)
        for position in np.flatnonzero(lengths > 16).tolist():
            codes[position] = self._code_of_long(raw[int(starts[position]) : int(ends[position])])
        low, high = two_words(data, starts, lengths)
        open_ = np.flatnonzero(lengths <= 16)
        while len(open_):
            open_ = self._probe(keys, low, high, codes, at, open_)
            # Unknown, each at a free slot. Of those that want one slot the last gets it; the others look again.
            claims = np.arange(len(open_), dtype=np.int32)
            self._slots[at[open_]] = claims
            chosen = open_[self._slots[at[open_]] == claims]
            new = slice(len(self.strings), len(self.strings) + len(chosen))
            self.strings += [raw[a:b] for a, b in zip(starts[chosen].tolist(), ends[chosen].tolist())]
            self._slots[at[chosen]] = np.arange(new.start, new.stop, dtype=np.int32)
            self._reserve()
            self._keys[new], self._low[new], self._high[new] = keys[chosen], low[chosen], high[chosen]
            self._rebuild_if_full()
            codes[open_], at[open_] = self._find(keys[open_])
        return codes

    def _probe(
        self,
        keys: np.ndarray,
        low: np.ndarray,
        high: np.ndarray,
        codes: np.ndarray,
        at: np.ndarray,
        open_: np.ndarray,
    ) -> np.ndarray:
        """Go on from slot to slot until each key has its code or a free slot; the positions with a free slot."""
        last = np.int64(len(self._slots) - 1)
        free = [open_[:0]]
        while len(open_):
            found = codes[open_]
            wrong = self._keys[found] != keys[open_]
            wrong |= (self._low[found] != low[open_]) | (self._high[found] != high[open_])
            open_, found = open_[wrong], found[wrong]
            free.append(open_[found == 0])
            open_ = open_[found != 0]
            at[open_] = (at[open_] + 1) & last
            codes[open_] = self._slots[at[open_]]
        return np.concatenate(free)

    def _code_of_long(self, piece: bytes) -> int:
        code = self._long.get(piece)
        if code is None:
            code = self._long[piece] = len(self.strings)
            self.strings.append(piece)
            self.long_bytes += len(piece)
            self._reserve()
        return code

    def _reserve(self) -> None:
        """Room in the key arrays for all strings."""
        missing = len(self.strings) - len(self._keys)
        if missing > 0:
            room = np.zeros(max(len(self._keys), missing), np.uint64)
            self._keys, self._low, self._high = (
                np.concatenate([column, room]) for column in (self._keys, self._low, self._high)
            )

    def _resize(self, size: int) -> None:
        self._slots, self._shift = np.zeros(size, np.int32), np.uint64(65 - size.bit_length())

    def _rebuild_if_full(self, *, force: bool = False) -> None:
        if not force and 2 * len(self.strings) <= len(self._slots):
            return
        size = len(self._slots)
        while size < 6 * len(self.strings):
            size *= 2
        self._resize(size)
        waiting = np.flatnonzero(self._keys[: len(self.strings)]).astype(np.int32)
        _, at = self._find(self._keys[waiting])
        while len(waiting):
            taken = self._slots[at] != 0
            free, slots = waiting[~taken], at[~taken]
            self._slots[slots[::-1]] = free[::-1]  # the first of them gets the slot: what came first is mostly frequent
            taken[~taken] = self._slots[slots] != free
            waiting, at = waiting[taken], (at[taken] + 1) & np.int64(size - 1)


def two_words(data: np.ndarray, starts: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first 8 bytes of each piece and the next 8, zeros behind its end."""
    words = np.ndarray((len(data) - 7,), "<u8", buffer=data, strides=(1,))
    low = words[starts] & _MASKS[np.minimum(lengths, 8)]
    return low, words[starts + np.where(lengths > 8, 8, 0)] & _MASKS[np.clip(lengths - 8, 0, 8)]
