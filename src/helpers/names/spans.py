"""Capitalised name candidates of a text: where each begins and ends, and what was cut off it.

A run of capitalised words is cut at words that are capitalised only by their place, at titles, at names of days, and
at "of" that does not belong to a name. What is cut depends on the run alone, so it is remembered. Refuses: single
letters, titles and ordinary words that stand alone at the start of a sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import NamedTuple

from helpers.names.gazetteer import demonym, strength
from helpers.names.lexicon import load
from helpers.names.pieces import (
    JOIN_WORDS,
    Tokens,
    is_body,
    is_compound,
    is_function,
    is_role,
    is_title,
    known,
    may_bear,
    near_person,
    only_opens,
    person_inside,
)
from helpers.names.runs import ENDINGS, opens_sentence, run_pattern

_STOPPED = frozenset(f"{word.lower()}." for word in ENDINGS)
_BLANKS = re.compile("[ \u00a0]+")
_ADMINISTERED = frozenset("state city town village county province".split())


class Candidate(NamedTuple):
    """A possible name. `opens`: it stands where any word is capitalised; `title`: the title cut off before it."""

    start: int
    end: int
    surface: str
    words: tuple[str, ...]
    opens: bool
    title: str = ""


@lru_cache(maxsize=100_000)
def words_of(surface: str) -> tuple[str, ...]:
    """The words of a candidate."""
    return tuple(_BLANKS.split(surface))


#: `Candidate._make` without a Python call for each.
_candidate_of = partial(tuple.__new__, Candidate)


def find_candidates(text: str) -> list[Candidate]:
    """The candidates of a text in order; their spans do not overlap."""
    found: list[Candidate] = []
    for match in run_pattern().finditer(text):
        run, start = match.group(), match.start()
        for first, last, surface, words, opens, title in _cut(run, opens_sentence(text, start)):
            found.append(_candidate_of((start + first, start + last, surface, words, opens, title)))
    return found


@lru_cache(maxsize=100_000)
def _cut(run: str, opens: bool) -> tuple[Candidate, ...]:
    """A run of capitalised words as candidates, their offsets counted from its beginning."""
    if is_function(run, run.lower()):
        return ()
    if " " not in run and "\u00a0" not in run:
        return tuple(_single(run, 0, run, opens))
    if run.lower() in load().and_names:
        return (Candidate(0, len(run), run, tuple(run.split()), opens),)
    tokens: Tokens = []
    place = 0
    for word in re.split(r"([ \u00a0]+)", run):
        if word and not word.isspace():
            tokens.append((word, place))
        place += len(word)
    made: list[Candidate] = []
    for piece, piece_opens in _break(tokens, opens):
        made.extend(_shape(run, piece, piece_opens))
    return tuple(made)


def _single(text: str, start: int, word: str, opens: bool) -> list[Candidate]:
    word = _stem(word)
    key = word.lower()
    words = load()
    if is_function(word, key) or key in words["days"] or len(word) < 2:
        return []
    if opens and key in words["openers"]:
        return []
    if key.rstrip(".") in words["titles"] and (opens or word.endswith(".") or not (
            key in words.first_names or key in words.surnames)):
        return []
    return _split_hyphen(start, word, opens)


def _split_hyphen(start: int, word: str, opens: bool) -> list[Candidate]:
    """One word; "Russia-Ukraine" is two, if each half is a place and the whole is none."""
    for mark in "-–‑":
        left, found, right = word.partition(mark)
        if found and right[:1].isupper() and known(left) and known(right) and not strength(word):
            return [Candidate(start, start + len(left), left, (left,), opens),
                    Candidate(start + len(left) + 1, start + len(word), right, (right,), False)]
    return [Candidate(start, start + len(word), word, (word,), opens)]


def _stem(word: str) -> str:
    """A word without "-backed" or "-based" after it, and without a closing mark."""
    if word.isalnum():
        return word  # most words
    for mark in "-‑":
        left, found, right = word.partition(mark)
        if found and len(left) > 1 and right in load()["compound-tails"]:
            return left.rstrip("’'")
    return word.rstrip("’'`‘-")


def _break(tokens: Tokens, opens: bool) -> list[tuple[Tokens, bool]]:
    """Pieces of a run between words that belong to no name, and whether each piece opens a sentence."""
    words = load()
    pieces: list[tuple[Tokens, bool]] = []
    piece: Tokens = []
    piece_opens = opens
    for number, (word, place) in enumerate(tokens):
        key = word.lower()
        stem = _stem(word)
        alone = word not in JOIN_WORDS and (is_function(word, key) or (
            key.rstrip(".") in words["days"] and not (piece and may_bear(piece[-1][0], key))))
        if opens and number == 0 and key in words["openers"] and len(tokens) > 1 and not is_title(tokens[1][0]):
            alone = True
        if opens and number == 0 and is_compound(word) and not is_body([word.lower() for word, _ in tokens]):
            alone = True
        if alone and key == "the" and tokens[number + 1: number + 2] and tokens[number + 1][0] in ("Hague", "Gambia"):
            alone = False
        if alone and key in ("may", "will", "april", "june", "august") and near_person(tokens, number):
            alone = False
        if alone:
            pieces.append((piece, piece_opens))
            piece, piece_opens = [], opens and not any(p for p, _ in pieces)
        elif (stem != word and word[0] not in "‘'") or (key in _STOPPED and number + 1 < len(tokens)):
            pieces.append(([*piece, (stem, place)], piece_opens))
            piece, piece_opens = [], False
        else:
            piece.append((word, place))
    pieces.append((piece, piece_opens))
    return [(tidy, flag) for raw, flag in pieces if (tidy := _tidy(raw))]


def _tidy(piece: Tokens) -> Tokens:
    """A piece without joining words at its ends, but for the "de" of a bare surname."""
    while piece and (piece[-1][0] in JOIN_WORDS or piece[-1][0][0] == "("):
        piece = piece[:-1]
    while piece and piece[0][0] in JOIN_WORDS and piece[0][0] not in load()["open-particles"]:
        piece = piece[1:]
    return piece


def _shape(text: str, piece: Tokens, opens: bool) -> list[Candidate]:
    """A piece cut at "of" and at titles."""
    made: list[Candidate] = []
    rest = piece
    while True:
        at = _of_cut(rest)
        if at is None:
            break
        made.extend(_titles(text, rest[:at], opens))
        while rest[at][0] in ("of", "the", "for"):
            at += 1
        rest, opens = rest[at:], False
    return made + _titles(text, rest, opens)


def _of_cut(piece: Tokens) -> int | None:
    """Where a piece falls apart at "of" or "for": not after a head that takes one ("Bank of ...")."""
    words = load()
    for number, (word, _) in enumerate(piece):
        if word != "of" and word != "for":
            continue
        left = piece[number - 1][0].lower()
        whole = " ".join(word for word, _ in piece)
        rest = " ".join(word for word, _ in piece[number + 1:])
        if number == 1 and left in _ADMINISTERED and strength(rest) > 0:
            return number
        if word == "for" and left in words["organisation-heads"]:
            continue
        if word == "of" and left in words["of-links"] and not (
                left in words["titles"] and number < 3 and number + 2 < len(piece)):
            if left in words["titles"]:
                return number
            continue
        if strength(whole) > 0:
            return None
        return number
    return None


def _titles(text: str, piece: Tokens, opens: bool) -> list[Candidate]:
    """A piece with titles: the person after the last title, and what stands before the first role word."""
    words = load()
    titles, modifiers = words["titles"], words["modifiers"]
    keys = [word.lower().rstrip(".") for word, _ in piece]
    keys = [tail if key not in titles and (tail := key.rpartition("-")[2]) in titles else key for key in keys]
    if titles.isdisjoint(keys):  # most pieces
        return [] if modifiers.issuperset(keys) else _plain(text, _tidy(piece), opens)
    last = max((number for number, key in enumerate(keys) if key in titles and number < len(keys) - 1), default=None)
    whole = " ".join(word for word, _ in piece)
    if last is not None and (strength(whole) >= 0.3 or demonym(whole)):
        last = None
    if last is not None and all(key in titles or key in modifiers for key in keys[last:]):
        last = None
    if last is not None and not is_body(keys[last + 1:]):
        person = piece[last + 1:]
        before = last
        while before and (keys[before - 1] in titles or keys[before - 1] in modifiers):
            before -= 1
        left = _tidy(piece[:before])
        made = _plain(text, left, opens) if left and not is_role(left) else []
        title = text[piece[before][1]: piece[last][1] + len(piece[last][0])]
        return made + _person(text, person, title)
    if all(key in titles or key in modifiers for key in keys):
        return []
    while keys and keys[-1] in titles and len(keys) > 1 and keys[-1] not in words["organisation-heads"]:
        if keys[-2] not in words.first_names or keys[-1] in ("president", "minister", "secretary", "general"):
            piece, keys = piece[:-1], keys[:-1]
            while keys and keys[-1] in modifiers:
                piece, keys = piece[:-1], keys[:-1]
        else:
            break
    return _plain(text, _tidy(piece), opens)


def _person(text: str, piece: Tokens, title: str) -> list[Candidate]:
    piece = _tidy(piece)
    if not piece:
        return []
    return [_candidate(text, piece, False, title)]


def _plain(text: str, piece: Tokens, opens: bool) -> list[Candidate]:
    """A piece without titles; a nationality or an ordinary word that only opens the sentence is cut off its front."""
    words = load()
    if len(piece) > 1:
        first = piece[0][0].lower()
        second = piece[1][0].lower().rstrip(".")
        whole = " ".join(word for word, _ in piece)
        if demonym(piece[0][0]) and second in words.first_names and not strength(whole) and len(piece) > 2:
            return [_candidate(text, piece[:1], opens, ""), _candidate(text, piece[1:], False, "")]
        if opens and only_opens(piece, first, second, whole):
            return _plain(text, piece[1:], False)
    if len(piece) > 1:
        rest = " ".join(word for word, _ in piece[1:])
        if piece[0][0].lower() in words["compass"] and not strength(whole) and strength(rest) >= 0.3:
            return _plain(text, piece[1:], False)
        at = person_inside(piece)
        if at is not None:
            return _plain(text, _tidy(piece[:at]), opens) + _plain(text, piece[at:], False)
    if not piece:
        return []
    if len(piece) == 1:
        return _single(text, piece[0][1], piece[0][0], opens)
    return [_candidate(text, piece, opens, "")]


def _candidate(text: str, piece: Tokens, opens: bool, title: str) -> Candidate:
    word, place = piece[-1]
    stripped = word.rstrip("’'`‘")
    start, end = piece[0][1], place + len(stripped)
    words = (*(word for word, _ in piece[:-1]), stripped)
    return Candidate(start, end, text[start:end], words, opens, title)
