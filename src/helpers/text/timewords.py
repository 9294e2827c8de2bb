"""The words and patterns of English time expressions; dates.py gives them their meaning.

Every pattern is a choice of fixed words with short optional parts, so matching stays linear in the text. Month names
count only with a capital; "May", "March" and "sat" need more, as they are words of their own.
"""

from __future__ import annotations

import re

PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
SEASONS = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
ORDINALS = {
    name: number
    for number, name in enumerate(
        (
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ),
        start=1,
    )
}
ORDINALS["twenty-first"] = 21
SETS = {
    "daily": "P1D",
    "nightly": "P1D",
    "hourly": "PT1H",
    "weekly": "P1W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "annually": "P1Y",
    "yearly": "P1Y",
    "annual": "P1Y",
}
VAGUE_COUNTS = frozenset("several,some,few,a few,many,recent,a number of,the past few,the last few".split(","))
BACK = frozenset(("last", "past", "previous", "the previous", "preceding"))
FORTH = frozenset(("next", "coming", "following", "upcoming"))

_PRESENT = frozenset(
    "now|right now|currently|current|at present|presently|these days|at the moment|nowadays|so far|yet|this time"
    "|already".split("|")
)
_FUTURE_WORDS = frozenset(
    "soon|the future|the near future|near future|future|in the future|the coming years".split("|")
)

#: Tense around a date: the marker nearest to it decides. "said Friday" and "killed Friday" are past, "will meet
#: Friday" is not.
FUTURE = re.compile(
    r"(?i)\b(?:will|would|shall|going to|due|scheduled|plan(?:s|ned)? to|planned|planning|expect(?:s|ed)|set to|set for"
    r"|intends?|hopes? to|until|till|upcoming|is to|are to|to be|deadline|expires?|matur(?:ing|es?)|effective|payable"
    r"|ending|by)\b"
)
FUTURE_AFTER = re.compile(r"(?i)\W{0,2}(?:will|would|is expected|are expected|deadline|to be)\b")
PAST = re.compile(
    r"(?i)\b(?:since|was|were|had|did|said|told|went|came|took|began|fell|rose|made|held|left|won|lost|met|hit|got|gave"
    r"|saw|became|ended|[a-z]{3,}ed)\b"
)
PAST_AFTER = re.compile(r"(?i)['’]s\s|\W{0,2}(?:was|were|had|[a-z]{3,}ed)\b")

_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_WORD = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight"
    r"|nine))?|" + "|".join(sorted(_SMALL, key=len, reverse=True)) + ")"
)
_NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?(?: 1/2)?|(?:a )?hundred|{_WORD}(?: hundred| thousand)?|half an?|half a)"
)
_APPROX = (
    r"(?:(?:about|around|nearly|almost|some|at least|more than|less than|over|up to|no more than|roughly|just over)"
    r"\s+)?"
)
_MANY = r"(?:a couple of|a couple|a few|several|many|a number of|few)"
_UNITS = (
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|quarters?|years?|decades?|century|centuries)"
)
_UNIT = r"(?:week|weekend|month|quarter|year|decade|century|day)"
_WEEKDAY = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WEEKDAY_ABBR = r"(?:(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)(?:day|nesday|sday|rsday|urday|\.)?)"
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.?|May|June|Jun\.|July|Jul\.|Aug(?:ust|\.)?"
    r"|Sept(?:ember|\.)?|Sep\.|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d,]*\d|[.:]\d|%)"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_SPELLED_YEAR = (
    r"(?P<year>1[5-9]\d\d|20\d\d|nineteen (?:hundred|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)|two thousand(?: and (?:one|two|three|four|five"
    r"|six|seven|eight|nine|ten))?)"
)
_PART = r"(?:\s+(?P<part>morning|afternoon|evening|night))"
_EARLY = r"(?:(?:[Ee]arly|[Ll]ate|[Mm]id|[Ll]ater|[Ee]arlier)[ -](?:in |on )?)?"
_ZONE = r"(?:\s+\(?(?:EST|EDT|ET|GMT|UTC|PST|PDT|CST|CDT|local time|Kyiv time|Moscow time)\b\)?)?"
_FISCAL = r"(?:fiscal[ -])?"
_ORDER = r"(?P<n>first|second|third|fourth)"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (why, re.compile(pattern))
    for why, pattern in (
        (
            "clock",
            rf"\b(?:(?P<h>\d{{1,2}})(?:[:.](?P<mi>\d\d))?\s?(?P<half>[ap]\.?m\b\.?){_ZONE}|(?P<noon>[Nn]oon|[Mm]idday"
            rf"|[Mm]idnight))(?:,?\s+(?:on\s+)?(?:{_WEEKDAY}|(?P<dayword>today|yesterday|tomorrow)))?\b"
            r"(?![-\w])",
        ),
        ("clock", rf"\b(?P<h>[01]?\d|2[0-4]):(?P<mi>[0-5]\d)(?!:?\d){_ZONE}(?!\d)"),
        ("week-of", rf"\bthe week (?:of|ended|ending) {_MONTH} {_DAY}\b(?:,? {_YEAR}\b)?"),
        (
            "month-day",
            rf"\b{_EARLY}(?:{_WEEKDAY_ABBR},?\s+(?:the\s+)?)?{_MONTH}\s+{_DAY}(?!\w)(?:,?\s+{_YEAR}\b)?{_PART}?",
        ),
        ("day-month", rf"\b(?:{_WEEKDAY_ABBR},?\s+)?(?:the\s+)?{_DAY}(?:\s+of)?\s+{_MONTH}(?!\w)(?:,?\s+{_YEAR}\b)?"),
        ("numeric-date", r"\b(?P<year>19\d\d|20\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])\b"),
        ("month-year", rf"\b{_EARLY}{_MONTH},?\s+(?:of\s+)?{_SPELLED_YEAR}\b"),
        (
            "month",
            rf"\b(?:[Tt]he (?:end|start|beginning|middle) of )?(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast)\s+"
            rf"|{_EARLY})"
            r"(?<![\w-])(?P<month>January|February|April|June|July|August|September|October|November|December|Jan\."
            r"|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.|(?:(?<=[Ii]n )|(?<=[Ss]ince )|(?<=[Uu]ntil )|(?<=[Bb]y )|(?<=[Oo]f"
            r" )|(?<=[Ll]ast )|(?<=[Ee]arly )|(?<=from )|(?<=[Ll]ate )|(?<=mid-)|(?<=[Tt]his )|(?<=[Nn]ext )|(?<=for )"
            r"|(?<=and )|(?<=to )|(?<=end of )|(?<=until ))(?:March|May))(?![\w-]| \d| [A-Z][a-z]+ (?:said|says|told))",
        ),
        (
            "weekday",
            rf"\b(?:(?:[Tt]he )?(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Tt]his coming|[Cc]oming|[Ee]arly|[Ll]ate"
            rf"|[Pp]ast)\s+)?{_WEEKDAY}\b{_PART}?",
        ),
        (
            "day-word",
            rf"\b(?:[Ee]arlier |[Ll]ater |[Ll]ate |[Ee]arly |(?:mid|late|early)-?(?:morning|afternoon)?"
            rf" )?(?P<word>[Tt]oday|[Yy]esterday|[Tt]omorrow)\b{_PART}?",
        ),
        ("day-word", r"\b(?P<word>[Tt]onight|[Oo]vernight|[Ll]ast night)\b"),
        (
            "past-span",
            rf"\b(?:[Tt]he\s+)?(?<!\w)(?P<which>(?:[Pp]ast|[Ll]ast|[Nn]ext|[Cc]oming|[Pp]revious|[Ff]ollowing|[Ff]irst"
            rf"|[Ll]atest)) (?P<n>{_NUMBER}|{_MANY}) (?:or \w+ )?(?:more )?(?P<unit>{_UNITS})\b(?: or so\b)?",
        ),
        (
            "past-span",
            r"\b(?:[Tt]he )?(?P<which>[Rr]ecent|[Cc]oming|[Pp]ast) (?P<n>)(?P<unit>days|weeks|months|years|decades)\b",
        ),
        (
            "ago",
            rf"\b{_APPROX}(?P<n>{_NUMBER}|{_MANY}|[Aa]n?) (?P<unit>{_UNITS}) (?P<when>ago|earlier|later|before|from"
            rf" now)\b",
        ),
        (
            "ago",
            r"\b(?:[Tt]he )?(?P<n>)(?P<unit>year)[- ](?P<when>ago|earlier)(?: (?:quarter|period|third quarter"
            r"|month))?\b",
        ),
        (
            "quarter",
            rf"\b(?:[Tt]he |[Ii]ts )?(?:(?P<which>last|next|this) year['’]s )?{_FISCAL}{_ORDER}[- ]quarter\b(?: of"
            rf" (?:fiscal )?{_YEAR}\b)?",
        ),
        ("quarter", rf"\b(?:[Tt]he )?{_YEAR} (?P<n>first|second|third|fourth)[- ]quarter\b"),
        (
            "season",
            rf"\b(?:(?:(?P<which>[Tt]his|[Ll]ast|[Nn]ext|[Tt]he|[Pp]ast)\s+)(?:early |late )?(?P<season>spring|summer"
            rf"|fall|autumn|winter)\b(?! of (?!\d)| in the |line|\w)(?:,? (?:of )?{_YEAR}\b)?)",
        ),
        (
            "this-unit",
            rf"\b(?:[Ee]arlier |[Ll]ater |[Ee]arly |[Ll]ate |[Mm]id-?)?(?<!\w)(?P<which>(?:the )?(?:[Tt]his|[Ll]ast"
            rf"|[Nn]ext|[Pp]ast|[Pp]revious|[Cc]oming|[Ff]ollowing|[Uu]pcoming|current)) (?:fiscal |full"
            rf" )?(?P<unit>{_UNIT})\b(?!-old|['’]s (?:first|second|third|fourth))",
        ),
        (
            "this-unit",
            r"\b(?:[Ee]arlier |[Ll]ater |[Ee]arly |[Ll]ate )?(?P<which>[Tt]his) (?P<unit>morning|afternoon|evening)\b",
        ),
        ("this-unit", r"\b(?P<which>[Tt]he) (?:fiscal |full |latest )?(?P<unit>weekend|quarter|year)\b(?! of\b)"),
        (
            "edge-of-unit",
            rf"\b(?:[Tt]he )?(?:end|start|beginning|middle|rest) of (?P<which>this|the|last|next) (?P<unit>{_UNIT})\b",
        ),
        (
            "set",
            r"\b(?P<adverb>[Dd]aily|[Nn]ightly|[Hh]ourly|[Ww]eekly|[Mm]onthly|[Qq]uarterly|[Aa]nnually|[Yy]early)\b",
        ),
        ("set", rf"\b(?:[Ee]very|[Ee]ach) (?:(?P<n>{_NUMBER}) )?(?:(?P<unit>{_UNITS})|{_WEEKDAY}s?)\b"),
        ("set", r"\b(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days\b"),
        (
            "year",
            rf"(?:(?<=[Tt]he )|(?<!\w))(?:[Tt]he year |[Ff]iscal |[Ee]arly |[Ll]ate |[Mm]id-|[Mm]id |[Pp]ost-|[Pp]re-"
            rf"|[Tt]he (?:end|beginning|start) of )?(?<![\d$£€,.#/-]){_SPELLED_YEAR}(?![\w%]|[,.:/]\d|-\d|\s?(?:km"
            rf"|kilomet|mile|people|men|troops|soldiers|homes|pounds|feet|met(?:er|re)|dollars|tons|points|shares|miles"
            rf"|jobs|employees|megawatt|square|percent)\w*\b)",
        ),
        (
            "decade",
            r"\b(?:[Tt]he )?(?:[Ee]arly |[Ll]ate |[Mm]id-)?(?P<decade>1[5-9]\d0|20\d0|twenties|thirties|forties|fifties"
            r"|sixties|seventies|eighties|nineties)(?:(?<=0)['’]?s\b|(?<=ies)\b)",
        ),
        (
            "century",
            r"\b(?:[Tt]he )?(?:early |late |mid-)?(?P<n>\d\d?(?:st|nd|rd|th)|" + "|".join(ORDINALS) + r")[- ]century\b",
        ),
        (
            "duration-adjective",
            rf"\b(?<![$.,])(?P<n>{_NUMBER})-(?P<unit>second|minute|hour|day|week|month|year|decade)"
            r"(?!-old)(?:-long)?\b",
        ),
        (
            "duration",
            rf"\b(?<![$.,-]){_APPROX}(?P<n>{_NUMBER}|{_MANY}) (?:(?:more|full|straight|consecutive|trading|additional)"
            rf" )?(?P<unit>{_UNITS})(?! old\b| of age\b)(?:-long)?\b(?: or so\b)?",
        ),
        ("duration", rf"\b(?:[Tt]he|[Ii]ts) (?:first |latest |fiscal )?(?P<n>{_NUMBER}) (?P<unit>{_UNITS})\b"),
        (
            "duration",
            rf"\b(?:(?:nearly|almost|about|over|more than|less than|within|half) )(?P<n>an?) (?P<unit>{_UNITS})\b",
        ),
        (
            "some-units",
            r"(?:(?<=for )|(?<=in )|(?<=over )|(?<=within )|(?<=after ))(?P<unit>days|weeks|months|years|decades"
            r"|centuries)\b",
        ),
        (
            "reference",
            r"\b(?:[Rr]ight now|[Nn]ow|[Cc]urrently|[Cc]urrent|[Aa]t present|[Pp]resently|[Tt]hese days|[Nn]owadays"
            r"|[Rr]ecently|[Rr]ecent|[Pp]reviously|[Ff]ormerly|[Ss]oon|(?:[Tt]he )?(?:near )?[Ff]uture|[Tt]he past(?!"
            r" \w+ing))\b(?!-)",
        ),
        (
            "holiday",
            r"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s+)?(?P<holiday>Christmas(?: Day| Eve)?|New Year['’]s (?:Day|Eve)"
            r"|Thanksgiving|Halloween|Easter|Valentine['’]s Day)\b",
        ),
    )
)


def reference(surface: str) -> str:
    """PRESENT_REF, PAST_REF or FUTURE_REF for a word like "now", "recently", "soon"."""
    word = surface.lower()
    if word in _PRESENT:
        return "PRESENT_REF"
    return "FUTURE_REF" if word in _FUTURE_WORDS or "future" in word else "PAST_REF"
