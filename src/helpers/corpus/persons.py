"""Whether a short line names people, and the names in a byline without "By", role, outlet, date and handle.

    By Ann Lee, Staff Writer | 5 May  →  Ann Lee         ANN LEE AP Medical Writer  →  ANN LEE
Refuses: words of menus, and lines that go on like a sentence. First names are known from data/reference.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache

from helpers.corpus.months import month_of
from helpers.corpus.signs import ENGLISH
from helpers.paths import REFERENCE

#: A byline holds at most so many words, and a name so many.
MAX_WORDS, NAME_WORDS = 24, 6

_PARTICLE = r"(?:de|van|von|der|den|la|le|el|al|bin|ibn|da|dos|das|del|della|di|du|ten|ter|zu|af|av|y|e|ben)"
_UPPER = r"[A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĞĠĢĪĮİĶĹĻĽŁŃŅŇŌŐŘŚŜŞŠŢŤŪŮŰŲŹŻŽȘȚА-ЯЁІЇЄҐΑ-Ω]"
_WORD = rf"(?:{_UPPER}[\w.’'-]*|{_PARTICLE}(?=\s))"
_ONE = rf"{_UPPER}[\w.’'-]*(?: {_WORD}){{1,5}}"
_NAME = re.compile(rf"^{_ONE}$")
_NAMES = re.compile(
    rf"^{_UPPER}[\w.’'-]*(?: {_WORD}){{0,5}}(?:(?:,| and| &|, and|;| und| et| y| e| og| och| en) {_ONE}){{0,6}}$"
)
_BY = re.compile(
    r"^\W*(?:(?:(?:story|written|reported|reporting|posted|words|text|review|article|opinion|analysis|interview|column"
    r"|published|created|contributed|sponsored) )?by\b:?\s*|authors?:\s*|autor(?:in)?:?\s+|von:?\s+"
    r"|par:?\s+|por:?\s+|di:?\s+|door:?\s+|af:?\s+|av:?\s+"
    r"|(?:words|text)(?: ?(?:&|\+|/|and) ?(?:images?|photos?|pictures?|photography))?:\s+"
    r"|texto:\s+|texte:\s+|oleh:?\s+|from (?:cnn|nbc|abc)(?:'s|’s)\s+)"
    r"|(?-i:^BY(?=[A-Z][a-z])|^(?:(?:Written|Posted|Published) )?[Bb]y(?=[A-Z]))",
    re.I,
)
#: An author at the end of a line.
BY_NAME = re.compile(r"\s(?:[-–—|]\s)?by (?P<name>[^\W\d_][^\W\d_.’' -]*(?: [\w.’'-]+){1,4})$")
#: Where the names end: a mark, a date, an hour, a handle, a word that only follows names.
_END = re.compile(
    r"\s*(?:[|•·;⋅━]|\s[–—-]\s|\s/\s|\s@\w|\(|\[|\bon\b\s(?=[\w.]+ \d|\w+day)|\b(?:last )?updated\b|\bpublished\b"
    r"|\bposted\b|\bfor (?=[A-Z])|\bin (?=[A-Z])|\breports?\b|\d{4}|\b\d{1,2}[:/.]\d|\b(?:jan|feb|mar|apr|jun|jul|aug"
    r"|sep|oct|nov|dec)[a-z]*\.? \d|\bmay \d|\d+ min|https?:|\S+@\S+).*$",
    re.I,
)
_ROLE = re.compile(
    r"^(?:staff|senior|junior|reporter|reporters|writer|writers|editor|editors|editor-in-chief|correspondent"
    r"|correspondents|contributor|contributing|producer|columnist|analyst|journalist|photographer|anchor|host|author"
    r"|founder|co-founder|ceo|cto|president|director|manager|managing|associate|assistant|deputy|chief|executive|digital"
    r"|multimedia|special|political|business|health|medical|science|sports|technology|investigative|freelance|guest"
    r"|national|international|foreign|professor|phd|ph\.d\.?|md|m\.d\.?|dvm|rd|rdn|mba|cpa|cfp®?|jd|esq\.?|lead|principal"
    r"|head|associated|reuters|afp|ap|bbc|cnn|cbs|abc|nbc|fox|npr|pa|bloomberg|news|today|times|post|tribune|herald"
    r"|press|media|wire|service|services|agency|agencies|agentur|redaktion|desk|tv|radio|magazine|kyiv|london|washington)$",
    re.I,
)
_BEFORE_ROLE = frozenset(("the", "with", "from", "is", "has", "at", "of", "via", "as", "a", "an"))
_GROUP = re.compile(
    r"^Team [A-Z]|\b(?:staff|team|editors?|editorial(?: board| team)?|contributors?|doctors|desk|newsroom|redaktion"
    r"|rédaction|redacción|redazione|associated press|reuters|afp|agencies|news service)$",
    re.I,
)
_NOT_NAMES = frozenset(
    "home news menu search subscribe login sign share sports weather business politics world opinion health science"
    " article articles blog contact about read more live video videos newsletter newsletters podcasts podcast guide"
    " guides shop events event type category date popular latest topics topic resources follow facebook twitter"
    " instagram linkedin press image photo photos the our your how why what when where who best top all new in on for"
    " with from this that get free updated published posted last edited reviewed monday tuesday wednesday thursday"
    " friday saturday sunday online options strategy planning schedule book books team teams hub privacy policy terms"
    " cookie cookies careers support help pricing product products solutions services service company customers learn"
    " view see page pages site website skip content table contents key takeaways final thoughts white papers paper"
    " workplace culture consumer insights tools using digital marketing management technology design development"
    " software data cloud security finance travel food fashion lifestyle entertainment music movies culture education"
    " university college school community research studies study rights reserved copyright advertisement sponsored"
    " request smile gallery browse open download app apps add comment comments reply leave save listen watch print"
    " email copy link español review reviews tips ideas trends report reports step steps introduction overview"
    " conclusion summary faq faqs related recommended trending archive archives index categories tags uncategorized"
    " general editorial feature features column interview analysis bio bios profile opportunities information"
    " department departments story stories breaking exclusive local national international us uk usa america"
    " europe".split()
)
#: Words with which no pen name and no staff begins.
_NO_SIGNER = ENGLISH - {"the", "our"} | frozenset(
    "top best read view see get learn watch visit follow latest popular recommended featured".split()
)
_NOTE = re.compile(
    r"(?<=[a-z])[0-9]{1,2}(?=,|;| |$)|[*†‡§]+|(?:['’]s)? (?:avatar|profile (?:picture|photo)|headshot)$"
)
_PICTURE = re.compile(r"^(?:\[[^\]]{0,60}\]\s?)+|^(?:picture|photo|avatar|image) of .{3,40}(?= by )", re.I)


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """First names of many languages, in lower case."""
    with (REFERENCE / "names.first.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["name"].lower() for row in csv.DictReader(file))


def plain_line(text: str) -> str:
    """The start of a line without the mark of a picture before it (`[svg] By Ann Lee`)."""
    text = text[:300]
    return _PICTURE.sub("", text).strip() if text[:1] in "[PpAaIi" else text.strip()


def says_by(text: str) -> bool:
    """Whether a line opens like a byline: `By …`, `Written by …`, `Von …`."""
    return _BY.match(text[:60]) is not None


def clean_byline(text: str) -> str:
    """The names of a byline: `By Ann Lee, Staff Writer | 5 May` gives `Ann Lee`. Without a role it comes back whole."""
    names = _BY.sub("", plain_line(" ".join(text[:300].split())), count=1).strip()
    names = _NOTE.sub("", names).replace(" ; ", ", ")
    names = _BY.sub("", names, count=1) if names[:2] in ("By", "by") else names
    short = _END.sub("", names).strip(" ,.;:|-–—•·")
    return (short if is_group(short) else "") or _without_roles(short) or short or names.strip(" ,;:|-–—")


def is_names(text: str) -> bool:
    """Whether a text is one or more names of people (by shape; menus and headings are refused by their words)."""
    if not _NAMES.match(text) or len(text) > 160:
        return False
    words = [word.strip(",.").lower() for word in text.split()]
    return not any(word in _NOT_NAMES or (month_of(word) and word not in ("april", "may", "june", "jan", "august"))
                   for word in words)  # fmt: skip


def is_person(text: str) -> bool:
    """Whether a text is the name of one person, whose first name is known."""
    words = text.split()
    if not 2 <= len(words) <= NAME_WORDS - 1 or not _NAME.match(text) or not is_names(text):
        return False
    start = words[1] if words[0].lower().rstrip(".") in ("dr", "mr", "mrs", "ms", "prof", "sir", "rev") else words[0]
    return start.lower() in first_names() or start.lower().split("-")[0] in first_names()


def is_group(text: str) -> bool:
    """Whether a line names a staff rather than a person: `Editorial Team`, `The Upwork Team`, `AP Staff`."""
    words = text.split()
    if not 1 < len(words) <= NAME_WORDS or "," in text or not text[0].isupper() or not _GROUP.search(text):
        return False
    if words[0].lower() in _NO_SIGNER:
        return False
    return words[0].lower() not in first_names() - {"al", "the"}


def may_sign(text: str) -> bool:
    """Whether what follows an outright "By" may be an author, be it a pen name, an outlet or a staff."""
    words = text.split()
    if not words or len(words) > NAME_WORDS + 2 or len(text) > 80 or text[-1] in ".!?:" or "@" in text:
        return False
    low = [word.lower().strip(",.") for word in words]
    if low[0] in _NO_SIGNER or low[0].endswith("ing") or (len(words) == 1 and low[0] in _NOT_NAMES):
        return False
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in words)
    return capitals >= len(words) / 2 or len(words) == 1


def _without_roles(names: str) -> str:
    """Names up to the first word of a role or an outlet; empty if they begin with one."""
    kept: list[str] = []
    words = names.split()
    for number, word in enumerate(words):
        bare = word.strip(",").lower()
        named = number > 1 or (number == 1 and words[0].endswith(","))
        if named and (_ROLE.match(bare) or bare in _BEFORE_ROLE):
            break
        kept.append(word)
    while kept and kept[-1].strip(",").lower() in ("and", "&", "by", "und", "et", "y", "e", "og"):
        kept.pop()
    return " ".join(kept).strip(" ,;")
