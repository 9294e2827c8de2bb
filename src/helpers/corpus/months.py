"""The number of a month by its name or abbreviation in the larger European languages, as date lines print it; and
whether a line holds a date or an hour at all.

Refuses: words that only begin like a month.
"""

from __future__ import annotations

import re

#: Of each month: English, German, French, Spanish, Italian, Portuguese, Dutch, Nordic, Polish, Czech, Romanian,
#: Hungarian, Turkish, Finnish, Russian, Ukrainian; names said twice are left out.
_MONTHS = (
    "january jan januar jänner jän janvier janv enero ene gennaio gen janeiro januari stycznia sty styczeń ledna leden"
    " ianuarie ian január ocak tammikuuta января янв січня",
    "february feb februar februára février fevrier févr fév fevr febrero febbraio febb fevereiro fev februari lutego"
    " lut luty února únor februarie február şubat helmikuuta февраля фев лютого",
    "march mar märz mär maerz mars marzo março maart mrt marts marca marzec března březen martie március mart"
    " maaliskuuta марта мар березня",
    "april apr avril avr abril abr aprile kwietnia kwiecień kwi dubna duben aprilie április nisan huhtikuuta апреля апр"
    " квітня",
    "may mai mayo maggio mag maio mei maj maja května květen május mayıs toukokuuta мая травня",
    "june jun juni juin junio giugno giu junho czerwca czerwiec cze června červen iunie június haziran kesäkuuta"
    " июня июн червня",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec lip července červenec iulie július temmuz"
    " heinäkuuta июля июл липня",
    "august aug août aout agosto ago augustus augusti sierpnia sierpień sie srpna srpen ağustos augusztus elokuuta"
    " августа авг серпня",
    "september sept sep septembre septiembre setiembre settembre sett set setembro września wrzesień wrz září"
    " septembrie szeptember eylül syyskuuta сентября сен вересня",
    "october oct oktober okt octobre octubre ottobre ott outubro out października październik paź října říjen octombrie"
    " október ekim lokakuuta октября окт жовтня",
    "november nov novembre noviembre novembro listopada listopad lis listopadu noiembrie kasım marraskuuta ноября ноя"
    " листопада",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro desember des grudnia grudzień gru prosince"
    " prosinec decembrie aralık joulukuuta декабря дек грудня",
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
#: A day or an hour, or how long ago, as lines around a story tell it.
DATED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}\b"
    r"|\d{1,2}(?:st|nd|rd|th|\.)?(?: de)? [^\W\d_]{3,10}\.?(?: de)? (?:19|20)\d\d|\d[./-]\d{1,2}[./-]\d"
    r"|(?<![\d.,])\d{1,2}[:.]\d\d(?: ?[ap]m)?\b|\bago\b|\d[ -]min(?:ute)?s?\b|\bmin(?:ute)?s? read\b|\d{4}[년年]",
    re.I,
)


def month_of(name: str) -> int:
    """1 to 12; 0 if the word is no month."""
    return _NUMBER.get(name.lower(), 0)
