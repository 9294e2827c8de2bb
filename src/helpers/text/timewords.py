"""The words and patterns of English time expressions; dates.py gives them their meaning.

Every pattern is a choice of fixed words with short optional parts, so matching stays linear in the text. Month names
count only with a capital; "May", "March" and "sat" need more, as they are words of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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

#: First words of what stands above, in small letters. "0000" stands for four digits, "0" for any other number of them,
#: "0th" for digits with letters behind them.
_MONTH_WORDS = (
    " january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sept sep oct nov dec "
)
_WEEKDAY_WORDS = (
    " monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
)
_EARLY_WORDS = " early late mid later earlier "
_APPROX_WORDS = " about around nearly almost some at more less over up no roughly just "
_MANY_WORDS = " a several many few "
_UNIT_WORDS = (
    "second minute hour day night week fortnight month quarter year decade century"
    " seconds minutes hours days nights weeks fortnights months quarters years decades centuries"
)
_COUNT_WORDS = f" 0 0000 a hundred half twenty thirty forty fifty sixty seventy eighty ninety {' '.join(_SMALL)} "


@dataclass(frozen=True)
class Rule:
    """A kind of time expression, the words that one of them can begin with, and its pattern."""

    why: str
    openings: frozenset[str]
    pattern: re.Pattern[str]


#: The kinds in the order in which they win.
RULES: tuple[Rule, ...] = tuple(
    Rule(why, frozenset(openings.split()), re.compile(pattern))
    for why, openings, pattern in (
        (
            "clock",
            "0 0th noon midday midnight",
            rf"\b(?:(?P<h>\d{{1,2}})(?:[:.](?P<mi>\d\d))?\s?(?P<half>[ap]\.?m\b\.?){_ZONE}|(?P<noon>[Nn]oon|[Mm]idday"
            rf"|[Mm]idnight))(?:,?\s+(?:on\s+)?(?:{_WEEKDAY}|(?P<dayword>today|yesterday|tomorrow)))?\b"
            r"(?![-\w])",
        ),
        ("clock", "0", rf"\b(?P<h>[01]?\d|2[0-4]):(?P<mi>[0-5]\d)(?!:?\d){_ZONE}(?!\d)"),
        ("week-of", "the", rf"\bthe week (?:of|ended|ending) {_MONTH} {_DAY}\b(?:,? {_YEAR}\b)?"),
        (
            "month-day",
            _EARLY_WORDS + _WEEKDAY_WORDS + _MONTH_WORDS,
            rf"\b{_EARLY}(?:{_WEEKDAY_ABBR},?\s+(?:the\s+)?)?{_MONTH}\s+{_DAY}(?!\w)(?:,?\s+{_YEAR}\b)?{_PART}?",
        ),
        (
            "day-month",
            "0 0th the " + _WEEKDAY_WORDS,
            rf"\b(?:{_WEEKDAY_ABBR},?\s+)?(?:the\s+)?{_DAY}(?:\s+of)?\s+{_MONTH}(?!\w)(?:,?\s+{_YEAR}\b)?",
        ),
        ("numeric-date", "0000", r"\b(?P<year>19\d\d|20\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])\b"),
        ("month-year", _EARLY_WORDS + _MONTH_WORDS, rf"\b{_EARLY}{_MONTH},?\s+(?:of\s+)?{_SPELLED_YEAR}\b"),
        (
            "month",
            "the last next this past " + _EARLY_WORDS + _MONTH_WORDS,
            rf"\b(?:[Tt]he (?:end|start|beginning|middle) of )?(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast)\s+"
            rf"|{_EARLY})"
            r"(?<![\w-])(?P<month>January|February|April|June|July|August|September|October|November|December|Jan\."
            r"|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.|(?:(?<=[Ii]n )|(?<=[Ss]ince )|(?<=[Uu]ntil )|(?<=[Bb]y )|(?<=[Oo]f"
            r" )|(?<=[Ll]ast )|(?<=[Ee]arly )|(?<=from )|(?<=[Ll]ate )|(?<=mid-)|(?<=[Tt]his )|(?<=[Nn]ext )|(?<=for )"
            r"|(?<=and )|(?<=to )|(?<=end of )|(?<=until ))(?:March|May))(?![\w-]| \d| [A-Z][a-z]+ (?:said|says|told))",
        ),
        (
            "weekday",
            "the last next this coming early late past " + _WEEKDAY_WORDS,
            rf"\b(?:(?:[Tt]he )?(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Tt]his coming|[Cc]oming|[Ee]arly|[Ll]ate"
            rf"|[Pp]ast)\s+)?{_WEEKDAY}\b{_PART}?",
        ),
        (
            "day-word",
            "earlier later late early mid midmorning midafternoon latemorning lateafternoon earlymorning"
            " earlyafternoon today yesterday tomorrow",
            rf"\b(?:[Ee]arlier |[Ll]ater |[Ll]ate |[Ee]arly |(?:mid|late|early)-?(?:morning|afternoon)?"
            rf" )?(?P<word>[Tt]oday|[Yy]esterday|[Tt]omorrow)\b{_PART}?",
        ),
        ("day-word", "tonight overnight last", r"\b(?P<word>[Tt]onight|[Oo]vernight|[Ll]ast night)\b"),
        (
            "past-span",
            "the past last next coming previous following first latest",
            rf"\b(?:[Tt]he\s+)?(?<!\w)(?P<which>(?:[Pp]ast|[Ll]ast|[Nn]ext|[Cc]oming|[Pp]revious|[Ff]ollowing|[Ff]irst"
            rf"|[Ll]atest)) (?P<n>{_NUMBER}|{_MANY}) (?:or \w+ )?(?:more )?(?P<unit>{_UNITS})\b(?: or so\b)?",
        ),
        (
            "past-span",
            "the recent coming past",
            r"\b(?:[Tt]he )?(?P<which>[Rr]ecent|[Cc]oming|[Pp]ast) (?P<n>)(?P<unit>days|weeks|months|years|decades)\b",
        ),
        (
            "ago",
            _APPROX_WORDS + _COUNT_WORDS + _MANY_WORDS + "a an",
            rf"\b{_APPROX}(?P<n>{_NUMBER}|{_MANY}|[Aa]n?) (?P<unit>{_UNITS}) (?P<when>ago|earlier|later|before|from"
            rf" now)\b",
        ),
        (
            "ago",
            "the year",
            r"\b(?:[Tt]he )?(?P<n>)(?P<unit>year)[- ](?P<when>ago|earlier)(?: (?:quarter|period|third quarter"
            r"|month))?\b",
        ),
        (
            "quarter",
            "the its last next this fiscal first second third fourth",
            rf"\b(?:[Tt]he |[Ii]ts )?(?:(?P<which>last|next|this) year['’]s )?{_FISCAL}{_ORDER}[- ]quarter\b(?: of"
            rf" (?:fiscal )?{_YEAR}\b)?",
        ),
        ("quarter", "the 0000", rf"\b(?:[Tt]he )?{_YEAR} (?P<n>first|second|third|fourth)[- ]quarter\b"),
        (
            "season",
            "this last next the past",
            rf"\b(?:(?:(?P<which>[Tt]his|[Ll]ast|[Nn]ext|[Tt]he|[Pp]ast)\s+)(?:early |late )?(?P<season>spring|summer"
            rf"|fall|autumn|winter)\b(?! of (?!\d)| in the |line|\w)(?:,? (?:of )?{_YEAR}\b)?)",
        ),
        (
            "this-unit",
            "earlier later early late mid the this last next past previous coming following upcoming current",
            rf"\b(?:[Ee]arlier |[Ll]ater |[Ee]arly |[Ll]ate |[Mm]id-?)?(?<!\w)(?P<which>(?:the )?(?:[Tt]his|[Ll]ast"
            rf"|[Nn]ext|[Pp]ast|[Pp]revious|[Cc]oming|[Ff]ollowing|[Uu]pcoming|current)) (?:fiscal |full"
            rf" )?(?P<unit>{_UNIT})\b(?!-old|['’]s (?:first|second|third|fourth))",
        ),
        (
            "this-unit",
            "earlier later early late this",
            r"\b(?:[Ee]arlier |[Ll]ater |[Ee]arly |[Ll]ate )?(?P<which>[Tt]his) (?P<unit>morning|afternoon|evening)\b",
        ),
        (
            "this-unit",
            "the",
            r"\b(?P<which>[Tt]he) (?:fiscal |full |latest )?(?P<unit>weekend|quarter|year)\b(?! of\b)",
        ),
        (
            "edge-of-unit",
            "the end start beginning middle rest",
            rf"\b(?:[Tt]he )?(?:end|start|beginning|middle|rest) of (?P<which>this|the|last|next) (?P<unit>{_UNIT})\b",
        ),
        (
            "set",
            "daily nightly hourly weekly monthly quarterly annually yearly",
            r"\b(?P<adverb>[Dd]aily|[Nn]ightly|[Hh]ourly|[Ww]eekly|[Mm]onthly|[Qq]uarterly|[Aa]nnually|[Yy]early)\b",
        ),
        ("set", "every each", rf"\b(?:[Ee]very|[Ee]ach) (?:(?P<n>{_NUMBER}) )?(?:(?P<unit>{_UNITS})|{_WEEKDAY}s?)\b"),
        (
            "set",
            "mondays tuesdays wednesdays thursdays fridays saturdays sundays",
            r"\b(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days\b",
        ),
        (
            "year",
            "0000 the fiscal early late mid post pre nineteen two",
            rf"(?:(?<=[Tt]he )|(?<!\w))(?:[Tt]he year |[Ff]iscal |[Ee]arly |[Ll]ate |[Mm]id-|[Mm]id |[Pp]ost-|[Pp]re-"
            rf"|[Tt]he (?:end|beginning|start) of )?(?<![\d$£€,.#/-]){_SPELLED_YEAR}(?![\w%]|[,.:/]\d|-\d|\s?(?:km"
            rf"|kilomet|mile|people|men|troops|soldiers|homes|pounds|feet|met(?:er|re)|dollars|tons|points|shares|miles"
            rf"|jobs|employees|megawatt|square|percent)\w*\b)",
        ),
        (
            "decade",
            "0000 0th the early late mid twenties thirties forties fifties sixties seventies eighties nineties",
            r"\b(?:[Tt]he )?(?:[Ee]arly |[Ll]ate |[Mm]id-)?(?P<decade>1[5-9]\d0|20\d0|twenties|thirties|forties|fifties"
            r"|sixties|seventies|eighties|nineties)(?:(?<=0)['’]?s\b|(?<=ies)\b)",
        ),
        (
            "century",
            "0th the early late mid twenty " + " ".join(ORDINALS),
            r"\b(?:[Tt]he )?(?:early |late |mid-)?(?P<n>\d\d?(?:st|nd|rd|th)|" + "|".join(ORDINALS) + r")[- ]century\b",
        ),
        (
            "duration-adjective",
            _COUNT_WORDS,
            rf"\b(?<![$.,])(?P<n>{_NUMBER})-(?P<unit>second|minute|hour|day|week|month|year|decade)"
            r"(?!-old)(?:-long)?\b",
        ),
        (
            "duration",
            _APPROX_WORDS + _COUNT_WORDS + _MANY_WORDS,
            rf"\b(?<![$.,-]){_APPROX}(?P<n>{_NUMBER}|{_MANY}) (?:(?:more|full|straight|consecutive|trading|additional)"
            rf" )?(?P<unit>{_UNITS})(?! old\b| of age\b)(?:-long)?\b(?: or so\b)?",
        ),
        (
            "duration",
            "the its",
            rf"\b(?:[Tt]he|[Ii]ts) (?:first |latest |fiscal )?(?P<n>{_NUMBER}) (?P<unit>{_UNITS})\b",
        ),
        (
            "duration",
            "nearly almost about over more less within half",
            rf"\b(?:(?:nearly|almost|about|over|more than|less than|within|half) )(?P<n>an?) (?P<unit>{_UNITS})\b",
        ),
        (
            "some-units",
            "days weeks months years decades centuries",
            r"(?:(?<=for )|(?<=in )|(?<=over )|(?<=within )|(?<=after ))(?P<unit>days|weeks|months|years|decades"
            r"|centuries)\b",
        ),
        (
            "reference",
            "right now currently current at presently these nowadays recently recent previously formerly soon the"
            " near future",
            r"\b(?:[Rr]ight now|[Nn]ow|[Cc]urrently|[Cc]urrent|[Aa]t present|[Pp]resently|[Tt]hese days|[Nn]owadays"
            r"|[Rr]ecently|[Rr]ecent|[Pp]reviously|[Ff]ormerly|(?<!as )[Ss]oon(?! as\b)"
            r"|(?:[Tt]he )?(?:near )?[Ff]uture|[Tt]he past(?!"
            r" \w+ing))\b(?!-)",
        ),
        (
            "holiday",
            "last next this christmas new thanksgiving halloween easter valentine",
            r"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s+)?(?P<holiday>Christmas(?: Day| Eve)?|New Year['’]s (?:Day|Eve)"
            r"|Thanksgiving|Halloween|Easter|Valentine['’]s Day)\b",
        ),
    )
)

#: "the" and "a" begin many kinds of expression, but few of those that stand in a text: the word behind them tells.
BEHIND = {
    "the": frozenset(
        (
            "week end start beginning middle rest last next this past coming previous following first latest recent"
            " year fiscal early late spring summer fall autumn winter full weekend quarter upcoming current mid"
            " twenties thirties forties fifties sixties seventies eighties nineties near future"
            f" {_COUNT_WORDS} {' '.join(ORDINALS)}"
        ).split()
    ),
    "a": frozenset(f"hundred couple few number {_UNIT_WORDS}".split()),
    "an": frozenset(_UNIT_WORDS.split()),
}


def reference(surface: str) -> str:
    """PRESENT_REF, PAST_REF or FUTURE_REF for a word like "now", "recently", "soon"."""
    word = surface.lower()
    if word in _PRESENT:
        return "PRESENT_REF"
    return "FUTURE_REF" if word in _FUTURE_WORDS or "future" in word else "PAST_REF"
