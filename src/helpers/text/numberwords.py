"""The words and patterns that numbers.py reads numbers with, and those by which it knows what only looks like a figure.

Every pattern is a choice of fixed words with short optional parts, so matching stays linear in the text.
"""

from __future__ import annotations

import re

from helpers.text.openings import Openings

#: Characters of the longest number written in digits; what is longer is a code.
LONGEST = 24

ONES = {
    name: number
    for number, name in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
            " seventeen eighteen nineteen"
        ).split()
    )
}
TENS = {
    name: 10 * number
    for number, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mm": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12}
PARTS = {
    "half": 2,
    "halve": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
GLYPHS = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}

#: "dozens" means at least two of them; no text says how many at most.
VAGUE = {
    "dozens": 24.0,
    "scores": 40.0,
    "tens": 20.0,
    "hundreds": 200.0,
    "thousands": 2e3,
    "millions": 2e6,
    "billions": 2e9,
    "trillions": 2e12,
}

#: Signs and codes of currencies, as ISO 4217 codes. A bare dollar sign is read as U.S. dollars, as wire copy means it.
CURRENCIES = {
    "$": "USD",
    "us$": "USD",
    "us $": "USD",
    "u.s.$": "USD",
    "u.s. $": "USD",
    "usd": "USD",
    "c$": "CAD",
    "c $": "CAD",
    "ca$": "CAD",
    "can$": "CAD",
    "cad": "CAD",
    "a$": "AUD",
    "a $": "AUD",
    "au$": "AUD",
    "aud": "AUD",
    "nz$": "NZD",
    "nzd": "NZD",
    "hk$": "HKD",
    "hk $": "HKD",
    "hkd": "HKD",
    "s$": "SGD",
    "nt$": "TWD",
    "r$": "BRL",
    "$us": "USD",
    "$a": "AUD",
    "$nz": "NZD",
    "$c": "CAD",
    "£": "GBP",
    "gbp": "GBP",
    "ps": "GBP",
    "€": "EUR",
    "eur": "EUR",
    "¥": "JPY",
    "jpy": "JPY",
    "y=": "JPY",
    "₹": "INR",
    "rs": "INR",
    "rs.": "INR",
    "inr": "INR",
    "₴": "UAH",
    "uah": "UAH",
    "₽": "RUB",
    "rub": "RUB",
    "₪": "ILS",
    "nis": "ILS",
    "ils": "ILS",
    "₩": "KRW",
    "₺": "TRY",
    "rm": "MYR",
    "myr": "MYR",
    "chf": "CHF",
    "sfr": "CHF",
    "cny": "CNY",
    "rmb": "CNY",
    "pln": "PLN",
    "sek": "SEK",
    "nok": "NOK",
    "dkk": "DKK",
}

ONE = "|".join(sorted(ONES, key=len, reverse=True))
TEN = "|".join(TENS)
SCALE = "hundred|thousand|million|billion|trillion|dozen"
_UNDER_100 = rf"(?:(?:{TEN})(?:[- ](?:{ONE})\b)?|(?:{ONE}))\b"
WORDS = rf"\b{_UNDER_100}(?:[- ](?:{SCALE})\b(?:(?: and|,)?[- ]{_UNDER_100})?)*"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\w.])\.\d+)"
MIXED = r"(?:(?:[ -](?:1/2|1/4|3/4|1/3|2/3|1/8|3/8|5/8|7/8)(?![\d/])|\s?[½¼¾⅓⅔⅛]| and a half\b))?"
FRACTION = (
    r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine)[- ](?:half|third|quarter|fifth|sixth|seventh|eighth|ninth"
    r"|tenth|halve)s?\b(?=\sof\b|\s(?:as|the|its|their)\b|(?<=one-third)|(?<=one-half)|(?<=one-quarter)|(?<=one-fifth)"
    r"|(?<=s)\s\w)(?![-\w])"
)
HALF = r"\bhalf(?= of\b| (?:the|its|their|his|her|our|all)\b)"
SIGN = sorted((code for code in CURRENCIES if not code.rstrip(".").isalpha()), key=len, reverse=True)
CODE = sorted((code for code in CURRENCIES if code.isalpha()), key=len, reverse=True)
CURRENCY = (
    r"(?P<currency>(?<![A-Za-z])(?:"
    + "|".join(re.escape(sign) for sign in SIGN)
    + r")|\b(?:"
    + "|".join(code.upper() for code in CODE)
    + r"|Rs\.?))\s?"
)

NUMBER = re.compile(
    rf"(?:{CURRENCY})?(?P<minus>(?:\b[Mm]inus[- ]|(?<![\w)\]])[-−–+](?=\.?\d))?)(?:(?P<part>{FRACTION}|{HALF})"
    rf"|(?P<few>\b(?:half an?|half-a|an?|a few|several|a couple(?: of)?|a quarter of an?)[ -](?:{SCALE})\b)"
    rf"|(?P<vague>\b(?:tens|dozens|scores|hundreds|thousands|millions|billions|trillions)(?: (?:of|upon) (?:hundreds"
    rf"|thousands|millions|billions))?\b)|(?P<slash>\b\d{{1,3}}(?:/|⁄)(?:2|3|4|5|6|8|10|16|32|64|100|128"
    rf"|1000)\b(?![/\d]))|(?P<glyph>[½¼¾⅓⅔⅛])"
    rf"|(?P<digits>{DIGITS})(?P<mixed>{MIXED})(?P<scale>(?:[- ]?(?:{SCALE})s?\b(?: (?:million|billion)\b)?|\s?(?:bn|mn"
    rf"|mln|tn|trn)\b"
    r"|[KkMmBb]\b(?![-/²³0-9])|\s[mb]n?\b(?=\s(?:dollars|euros|people)))?)"
    rf"|(?P<words>{WORDS})(?P<wordmixed>(?: and a half\b(?: (?:million|billion|thousand)\b)?)?))"
    r"(?P<percent>\s?%|[- ]?(?:percent|per cent)\b|\s?(?:pct|pc)\b)?(?P<points>(?: |-)(?:percentage[- ])?points?\b)?",
    re.IGNORECASE,
)

#: Where a number can begin: at digits, at a sign, or at one of these words.
SIGNS = re.compile(r"\d+|[$£€¥₹₴₽₪₩₺½¼¾⅓⅔⅛]|[-−–+](?=\.?\d)|\.(?=\d)")
OPENINGS = Openings(
    [*ONES, *TENS, *VAGUE, "a", "an", "half", "several", "minus"]
    + [head for code in CURRENCIES if (head := re.match("[a-z]*", code).group())]
)

SEPARATOR = re.compile(r"(?:\s?[-–—−]\s?|\s?-?to[- ]|\s(?:and|or)\s)", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:between|from)\s(?:about |around |roughly |some |just )?$", re.IGNORECASE)
BY = re.compile(r"\bby\s(?:about\s|nearly\s)?$", re.IGNORECASE)
#: Units that make "by 1 to 1.5 degrees" a range, where "by three to 15" leads to a level.
MEASURED = re.compile(
    r"\s(?:degrees?|percent|per cent|percentage|points?|basis|(?:kilo|centi|milli)?met(?:er|re)s?|feet|foot|inch(?:es)?"
    r"|miles?|tons?|tonnes?|barrels?|years?|months?|weeks?|days?|hours?|minutes?)\b"
)
BOUND_BEFORE = re.compile(
    r"\b(?:than|least|about|around|some|nearly|almost|over|approximately|roughly|most|to|reached|under|exceeded|passed"
    r"|killed|only|just|total of|estimated)\s$",
    re.IGNORECASE,
)

#: A word in front that makes the number a name: "Article 5", "Flight 17", "No. 2", "Group of Seven".
_NAMERS = (
    "article section chapter flight highway route interstate channel page part act phase grade level episode unit room"
    " gate lot exit figure table version type class category model volume resolution proposition size season stage zone"
    " district area rule title apollo windows series big number game round zip formula chapters articles sections top"
    " hall line block building school reactor psalm verse"
).split()
NAMER = re.compile(
    rf"(?:\b(?:{'|'.join(_NAMERS)}|super bowl|world war|group of|gang of|nos?\.)\s|#\s?)$", re.IGNORECASE
)
#: The last words of what NAMER finds.
NAMER_ENDS = frozenset([*_NAMERS, "bowl", "war", "of", "no", "nos"])
CAPITAL_BEFORE = re.compile(r"(?:^|[^\w’'.])((?:[A-Z][\w’'&.]*[\w’'&]|[A-Z]))\s$")
NOT_A_NAME = frozenset(
    "a about above after again all almost also although among an and another any around as at because been before"
    " besides between both but by only even every four five for from given here his how however i if in including its"
    " just last least less like many meanwhile more moreover most nearly no not now of off on one or our out over"
    " roughly since six so some such than that the their then there these they this those though three through thus to"
    " two under until up we when where while with within would you says said killed at what who which monday tuesday"
    " wednesday thursday friday saturday sunday january february march april may june july august september october"
    " november december officials police authorities".split()
)
YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|between|since|of|by|until|through|during|from|for|late|early|mid|year|before|after|fiscal|to|and|the"
    r"|till|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun"
    r"|jul|aug|sept?|oct|nov|dec|spring|summer|autumn|fall|winter|season)\.?,?\s|[(,]\s?|['’]s?\s|\d,\s)$",
    re.IGNORECASE,
)
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
MONTH_BEFORE = re.compile(rf"\b{MONTH}\s(?:\d{{1,2}}\s?(?:-|–|to|and|or)\s?)?$")
MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?\s(?:of\s)?{MONTH}\b(?!\s(?:have|has|said|say))")
CLOCK_AFTER = re.compile(r"[:.]?\d{0,2}\s?(?:[ap]\.?m\b|o['’]clock|hours GMT|GMT|UTC|EST|EDT|BST)|:\d\d", re.IGNORECASE)
STREET_AFTER = re.compile(
    r"\s(?:[A-Z][\w’']+\s){1,3}(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Boulevard|Blvd\.|Lane|Drive|Square|Court)\b"
)
PERSON_NOUN = re.compile(
    r"\s(?:\w+\s)?(?:people|men|women|children|civilians|troops|soldiers|homes|houses|workers|jobs|points|megawatts"
    r"|tons|tonnes|miles|feet|met(?:er|re)s|kilomet(?:er|re)s|km|pounds|dollars|euros|rubles|employees|refugees"
    r"|residents|fighters|victims|deaths|casualties|wounded|injured)\b"
)
PLURAL_AFTER = re.compile(r"\s(?:[a-z]+\s){0,2}[a-z]+(?:s|people|men|women|children)\b")
ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th)\b|['’]?s\b(?!\w)", re.IGNORECASE)
ATTACHED = re.compile(
    r"(?:[cmkunµμ]?m[²2³3]?|km/?h|km/hr|kmh|mph|kph|[kmu]?g|kgs?|mgs?|lbs?|oz|ft|in|yds?|mi|mins?|secs?|s|hrs?|h|[mk]?l"
    r"|ml|cc|[kmg]?w|[kmgt]?wh|b?hp|ps|nm|rpm|[kmgt]?hz|[kmgt]b|[kmgt]bps|mpg|mah|ma|v|kv|db|ppm|ppb|sq|p|c|f|d|°|″|bpd"
    r"|mmbtu|gpa|bar|deg|psi|ha|x|y|yrs?|t|kt|st)(?![A-Za-z])",
    re.IGNORECASE,
)
ONE_NOT_COUNT = re.compile(
    r"\s(?i:who|which|that|said|says|is|was|has|had|are|in|on|at|to|for|with|from|by|and|or|but|can|could|would|should"
    r"|will|may|might|must|day|another|else|as|where|when|of|it|he|she|they|i|we|you|than|so|the|a|does|did|way or"
    r"|more)\b|[^\s\w-]|$|\s[A-Z(]"
)
ONE_OF = re.compile(r"\sof\s(?:the|our|my|your|his|her|its|their|these|those|[A-Z][\w]*['’]s?)\s")
ONE_BEFORE = re.compile(
    r"(?:\b(?:no|this|that|the|any|every|each|which|other|another|last|next|a|an|some|only|big|new|first|good|old"
    r"|day)\s|[-–])$",
    re.IGNORECASE,
)
SCORE_WORD = re.compile(
    r"\b(?:win|wins|won|loss|lost|beat|beaten|victory|defeat|defeated|lead|leads|led|draw|drew|score|vote|votes|voted"
    r"|tie|tied|record|series|aggregate|ruling|decision)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
