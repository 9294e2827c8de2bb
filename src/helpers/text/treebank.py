"""The Treebank tokens of chunks (runs without white space), as NLTK's word_tokenize gives them inside a sentence.

A chunk without any character that NLTK's rules mention is its own token; marks at the edges of such a chunk stand
alone. All other chunks go to NLTK itself, many in one call. Tests hold every shortcut against NLTK on generated text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np

Tokens = tuple[str, ...]

#: NLTK's rules (nltk.tokenize.destructive, 3.9 and 3.10) set these apart wherever they stand in a chunk,
_APART = re.compile(r"[«“‘„»”’;@#$%&\u2012-\u2015?!*\[\](){}<>]|\.{2,}")
#: and do more with these, which depends on what is beside them.
_TWO_IN_ONE = ("cannot", "gimme", "gonna", "gotta", "lemme", "wanna")
_HARD = re.compile(rf"""[\s`"']|[:,](?!\d)|--|(?i:\b(?:{"|".join(_TWO_IN_ONE)})\b)""")
_EDGES = re.compile(r"""(\(?"?)(.*?[^,;:?!)"'])((?<=\w)'[sS])?([,;:?!)"]{0,4})""", re.DOTALL)
_FINAL = re.compile(r"""(.*[^.])?\.([\])}>"'»”’]*)""", re.DOTALL)
_OPENERS = "([{<«“‘„"
_OPEN = {"": (), "(": ("(",), '"': ("``",), '("': ("(", "``")}
START, AMID, LINE = "start", "amid", "line"


def _table(signs: str) -> np.ndarray:
    """Whether each byte is one of some ASCII signs."""
    return np.isin(np.arange(256), [ord(sign) for sign in signs])


_BREAK = ord("\n")
_SIGNS = ";@#$%&?!*[](){}<>"
#: Bytes that NLTK's rules may mention: the signs of _APART and _HARD, and all that is not ASCII.
_MARKS = _table(_SIGNS + "`\"':,\x1c\x1d\x1e\x1f") | (np.arange(256) >= 0x80)
_AT_END, _AT_START = _table(_SIGNS + '":,'), _table(_SIGNS + '"')
_PARTS_NUMBERS, _DIGITS = _table(":,"), _table("0123456789")
_WORDLIKE = np.array([chr(code).isalnum() and code < 128 or code == ord("_") for code in range(256)])
_WORDS_OF_TWO = re.compile(rb"(?i:\b(?:%b)\b)" % "|".join(_TWO_IN_ONE).encode())

_WALL = "\ue000"  # a character of no script between chunks in one call
_BATCH, _FEW = 400, 30


@lru_cache(maxsize=1)
def _nltk():
    from nltk.tokenize.destructive import NLTKWordTokenizer

    return NLTKWordTokenizer()


def tokens_of(sentence: str) -> list[str]:
    """NLTK's tokens of a whole sentence."""
    return _nltk().tokenize(sentence)


def amid(chunks: Sequence[str]) -> list[Tokens]:
    """The tokens of each chunk where it stands between others in a sentence, a blank on either side."""
    found = at_a_glance(chunks) if len(chunks) > _FEW else [None] * len(chunks)
    for number in [number for number, tokens in enumerate(found) if tokens is None]:
        found[number] = _simple(chunks[number])
    hard = [number for number, tokens in enumerate(found) if tokens is None]
    for number, tokens in zip(hard, _in_batches([chunks[number] for number in hard]), strict=True):
        found[number] = tokens
    return found


def at_a_glance(chunks: Sequence[str]) -> list[Tokens | None]:
    """The tokens of chunks (at least one) that hold no mark of NLTK's rules, or one at their end or beginning, or a
    final 's; None for others. All at once, by their bytes; nothing beyond ASCII is looked at."""
    text = "\n".join(chunks).encode("utf-8")
    data = np.frombuffer(text, np.uint8)
    breaks = np.flatnonzero(data == _BREAK)
    starts, ends = np.concatenate([[0], breaks + 1]), np.append(breaks, len(data))
    marks = _MARKS[data]
    marks[:-1] &= ~(_PARTS_NUMBERS[data[:-1]] & _DIGITS[data[1:]])
    marks[1:] |= (data[1:] == data[:-1]) & ((data[1:] == ord(".")) | (data[1:] == ord("-")))
    for word in _WORDS_OF_TWO.finditer(text):
        marks[word.start() : word.end()] = True
    found: list[Tokens | None] = [(chunk,) for chunk in chunks]
    many = np.add.reduceat(marks, starts, dtype=np.int64)
    for number in np.flatnonzero(many).tolist():
        found[number] = None
    alone = (many == 1) & (ends - starts > 1)
    at_end, at_start = alone & marks[ends - 1], alone & marks[starts]
    for number in np.flatnonzero(at_end & _AT_END[data[ends - 1]]).tolist():
        chunk = chunks[number]
        found[number] = (chunk[:-1], "''" if chunk[-1] == '"' else chunk[-1])
    for number in np.flatnonzero(at_start & _AT_START[data[starts]]).tolist():
        chunk = chunks[number]
        found[number] = ("``" if chunk[0] == '"' else chunk[0], chunk[1:])
    is_s = (data[ends - 1] | 0x20 == ord("s")) & (data[np.maximum(ends - 2, 0)] == ord("'")) & (ends - starts > 2)
    for number in np.flatnonzero(alone & is_s & _WORDLIKE[data[np.maximum(ends - 3, 0)]]).tolist():
        found[number] = (chunks[number][:-2], chunks[number][-2:])
    return found


def at_end(chunks: Sequence[str]) -> list[Tokens]:
    """The tokens of each chunk where it ends a sentence: there a full stop is a token of its own."""
    parts: list[tuple[str, str] | None] = []
    for chunk in chunks:
        stop = _FINAL.fullmatch(chunk)
        if stop:
            parts.append((stop[1] or "", stop[2]))
        else:
            parts.append(None if chunk[-1:] in (":", ",", "'") else (chunk, "-"))
    cores = iter(amid([part[0] for part in parts if part and part[0]]))
    found = []
    for chunk, part in zip(chunks, parts, strict=True):
        if part is None:
            found.append(tuple(tokens_of(f"x {chunk}")[1:]))
        else:
            core = next(cores) if part[0] else ()
            found.append(core if part[1] == "-" else (*core, ".", *_closers(part[1])))
    return found


def placed(chunk: str, place: str, *, last: bool, cut: int = 0) -> Tokens:
    """The tokens of a chunk at the START of a sentence, AMID one behind a blank, or there behind a LINE break, where
    NLTK takes a quotation mark for a closing one. `cut`: where in the chunk a sentence ends and one begins, or 0."""
    if cut:
        return placed(chunk[:cut], place, last=True) + placed(chunk[cut:], START, last=last)
    if place == AMID and last:
        return at_end([chunk])[0]
    if place != AMID and not last and chunk[0] == '"' and chunk[1:2] not in ("", '"', "'"):
        rest = _simple(chunk[1:])
        if rest is not None:
            return ("``" if place == START else "''", *rest)
    before = {START: "", AMID: "x ", LINE: "x\n"}[place]
    tokens = tokens_of(before + chunk + ("" if last else " x"))
    return tuple(tokens[1 if before else 0 : None if last else -1])


def _simple(chunk: str) -> Tokens | None:
    """The tokens of a chunk that holds nothing hard but marks at its edges; None: ask NLTK."""
    if not _HARD.search(chunk):
        return _set_apart(chunk)
    edges = _EDGES.fullmatch(chunk)
    if not edges or _HARD.search(edges[2]):
        return None
    before, core, clitic, after = edges.groups("")
    if after.count(",") + after.count(":") > 1 or after and core[-1] in _OPENERS:
        return None
    behind = tuple("''" if mark == '"' else mark for mark in (*([clitic] if clitic else []), *after))
    return (*_OPEN[before], *_set_apart(core), *behind)


def _set_apart(chunk: str) -> Tokens:
    return tuple(_APART.sub(r" \g<0> ", chunk).split()) if _APART.search(chunk) else (chunk,)


@lru_cache(maxsize=4096)
def _closers(marks: str) -> Tokens:
    """The tokens of the marks behind the full stop that ends a sentence."""
    return tuple(tokens_of(f"x.{marks}")[2:]) if marks else ()


def _in_batches(chunks: Sequence[str]) -> Iterator[Tokens]:
    for first in range(0, len(chunks), _BATCH):
        batch = chunks[first : first + _BATCH]
        tokens = tokens_of(f"{_WALL} " + f" {_WALL} ".join(batch) + f" {_WALL}")
        if tokens.count(_WALL) == len(batch) + 1:
            yield from _between_walls(tokens)
        else:  # a chunk that holds the wall itself
            yield from (tuple(tokens_of(f"x {chunk} x")[1:-1]) for chunk in batch)


def _between_walls(tokens: Iterable[str]) -> Iterator[Tokens]:
    piece: list[str] = []
    for token in list(tokens)[1:]:
        if token == _WALL:
            yield tuple(piece)
            piece = []
        else:
            piece.append(token)
