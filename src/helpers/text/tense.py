"""Whether the words around a date speak of what is to come or of what was: "will meet Friday", "was killed Friday".

Looks no further than the clause before the date and the word behind it. Refuses to guess where no word tells.
"""

from __future__ import annotations

import re

_REACH = 70
#: Tense around a date: the marker nearest to it decides. "said Friday" and "killed Friday" are past, "will meet
#: Friday" is not.
_FUTURE = re.compile(
    r"(?i)\b(?:will|would|shall|going to|due|scheduled|plan(?:s|ned)? to|planned|planning|expect(?:s|ed)|set to|set for"
    r"|intends?|hopes? to|until|till|upcoming|is to|are to|to be|deadline|expires?|matur(?:ing|es?)|effective|payable"
    r"|ending|by|as (?:soon|early|late) as|could|may|might)\b"
)
_FUTURE_AFTER = re.compile(r"(?i)\W{0,2}(?:will|would|is expected|are expected|deadline|to be)\b")
_PAST = re.compile(
    r"(?i)\b(?:since|was|were|had|did|said|told|went|came|took|began|fell|rose|made|held|left|won|lost|met|hit|got|gave"
    r"|saw|became|ended|(?!(?:united|hundred|indeed|exceed|proceed|need|speed|alfred|biped)\b)[a-z]{3,}ed)\b"
)
_PAST_AFTER = re.compile(r"(?i)['’]s\s|\W{0,2}(?:was|were|had|[a-z]{3,}ed)\b")


def future_of(match: re.Match[str]) -> bool | None:
    """Whether the clause around a match speaks of what is to come (True), of what was (False), or leaves it open."""
    text = match.string
    before = text[max(0, match.start() - _REACH) : match.start()]
    before = before[max(before.rfind(mark) for mark in (". ", "\n", "; ", " but ", ".'' ", "” ")) + 1 :]
    if _PAST_AFTER.match(text, match.end()):
        return False
    ahead = max((found.end() for found in _FUTURE.finditer(before)), default=-1)
    past = max((found.end() for found in _PAST.finditer(before)), default=-1)
    if ahead >= past and ahead >= 0 or _FUTURE_AFTER.match(text, match.end()):
        return True
    return False if past >= 0 else None
