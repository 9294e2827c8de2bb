"""Runs of capitalised words in a text, and whether a word is capitalised only by its place.

Refuses: words inside longer words, e-mail and web addresses, and runs of more than `MAX_WORDS` words (cut there).
"""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.names.lexicon import load

MAX_WORDS = 12
_LETTERS = [chr(code) for code in (*range(0x41, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00))]
_CAPITALS = "".join(letter for letter in _LETTERS if letter.isupper() or letter.istitle())
_U = f"[{_CAPITALS}]"
#: A word that begins with a capital. What has a full stop in it is looked for only where one follows.
_CAPITAL = (
    r"(?=[{capitals}])(?![DRI]-{U})(?:"
    r"(?=\w{{1,6}}\.)(?:W\. ?Va\.|(?:{U}\.){{2,}}(?:{U}\b)?|(?:{abbreviations})\.|{U}\.(?=[ \u00a0]?{U}))"
    r"|(?:[AE][lnrstzdh]|U[ln]|Ash)[-‑–]{U}\w*(?:[’'-]\w+)*|D[’']{U}\w+"
    r"|{U}\w*(?:[’'ʼ`‘](?!(?:s|S|t|re|ve|ll|d|m)\b)\w+)*(?:[-‑](?:(?:{U}\.){{2,}}|[\w’']*\w))*)"
)
#: A word with a small letter before its capital: "al-Assad", "d'Or".
_SMALL = rf"(?:(?:[ae][lnrstzdh]|u[ln]|ash)[-‑–]{_U}\w*(?:[’'-]\w+)*|d[’']{_U}\w+)"
_SHORT = (
    "Mr Mrs Ms Dr Prof Rev Fr Sr Jr St Ste Mt Ft Gen Lt Col Maj Capt Sgt Cpl Pvt Spc Adm Cmdr Brig Hon Gov Govs Sen"
    " Sens Rep Reps Det Insp Supt Messrs Ave Rd Blvd"
).split()
#: abbreviations that end a name: what follows one begins another name
ENDINGS = (
    "Co Corp Inc Ltd No Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass"
    " Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ont Que Alta Sask Man"
).split()
_JOINS = (
    r"(?: of the | of | for | de la | de las | de los | de | da | do | dos | das | del | della | di | du | van der "
    r"| van den | van de | van | von der | von | der | den | ter | ten | zu | bin | bint | ibn | al | el | & )"
)
_ROAD = r"(?:(?:[A-Z]\w+|U\.S\.) )?(?:Highway|Interstate|Route|Road) \d+[A-Z]?\b"
_PARTICLES = "de la|de|van der|van den|van de|van|von der|von|da|di|du|del|della|bin|ibn|dos"


def _in_title_case(name: str) -> str:
    return " ".join(word if word in ("and", "the", "for") else re.escape(word.capitalize()) for word in name.split())


@lru_cache(maxsize=1)
def run_pattern() -> re.Pattern[str]:
    """The pattern of a run of capitalised words, with joining words, nicknames in quotes and numbered roads."""
    capital = _CAPITAL.format(U=_U, capitals=_CAPITALS, abbreviations="|".join(_SHORT + ENDINGS))
    fixed = "|".join(_in_title_case(name) for name in load().and_names)
    joins = rf"(?:[ \u00a0]{{1,2}}|{_JOINS}| [“\"‘(]{_U}\w+[”\"’)] )"
    more = rf"(?:{joins}(?:{capital}|{_SMALL})){{0,{MAX_WORDS - 1}}}"
    # the first look-ahead only makes the search faster
    return re.compile(
        rf"(?=[{_CAPITALS}dvbiaeu])(?<![\w@#/])(?:(?=[{_CAPITALS}])(?:(?:{fixed})\b|{_ROAD}|{capital}{more})"
        rf"|(?:{_PARTICLES}) (?:{capital}|{_SMALL}){more}|{_SMALL}{more})"
    )


_SENTENCE_END = frozenset(".!?:;\n\r•*|—–")
_QUOTES = frozenset("\"'“”‘’«»([{ \t\u00a0")


def opens_sentence(text: str, start: int) -> bool:
    """Whether a word at `start` is capitalised by its place: after a full stop, an opening quotation mark, a break."""
    place = start - 1
    if place > 0 and text[place] == " " and text[place - 1].isalnum():
        return False  # most words
    while place >= 0 and text[place] in _QUOTES:
        if text[place] in '"“«' and place + 1 == start:
            return True
        place -= 1
    return place < 0 or text[place] in _SENTENCE_END
