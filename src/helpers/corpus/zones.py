"""Time zones as pages name them, in minutes east of UTC. ET, CT, MT and PT follow American summer time.

Refuses: to guess a zone it does not know; its times then count as UTC.
"""

from __future__ import annotations

import datetime as dt
import re

_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120,
    "eet": 120, "sast": 120, "eest": 180, "msk": 180, "trt": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "brt": -180,
    "art": -180, "ist": 330, "pkt": 300, "gst": 240, "sgt": 480, "hkt": 480, "jst": 540, "kst": 540, "aest": 600,
    "aedt": 660, "nzst": 720, "nzdt": 780,
}  # fmt: skip
#: Standard time of the zones that are named without saying which half of the year it is.
_AMERICAN = {"et": -300, "ct": -360, "mt": -420, "pt": -480}
#: Zones of countries that write the month first, and of countries that write the day first.
AMERICAN = frozenset((*_AMERICAN, "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "akst", "akdt", "hst"))
EUROPEAN = frozenset(("gmt", "bst", "wet", "west", "cet", "cest", "mez", "mesz", "eet", "eest", "msk", "sast", "aest",
                      "aedt", "nzst", "nzdt"))  # fmt: skip

_NAMED = re.compile(r"^(?:utc|gmt)\s?(?=[+-])")


def offset_of(zone: str, local: dt.datetime) -> int:
    """Minutes east of UTC of a zone (lower case: a name, `+02:00`, `gmt+2`) at a local time; 0 if it is not known."""
    zone = _NAMED.sub("", zone)
    if zone[:1] in ("+", "-"):
        digits = zone[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:4] or 0)
        return (-minutes if zone[0] == "-" else minutes) if minutes <= 14 * 60 else 0
    if zone in _AMERICAN:
        return _AMERICAN[zone] + 60 * _is_american_summer(local)
    return _ZONES.get(zone, 0)


def _is_american_summer(local: dt.datetime) -> bool:
    """Second Sunday of March, 2 am, to first Sunday of November, 2 am (the rule since 2007)."""
    start = _sunday(local.year, 3, 2).replace(hour=2)
    end = _sunday(local.year, 11, 1).replace(hour=2)
    return start <= local < end


def _sunday(year: int, month: int, which: int) -> dt.datetime:
    first = dt.datetime(year, month, 1, tzinfo=dt.UTC)
    return first + dt.timedelta(days=(6 - first.weekday()) % 7 + 7 * (which - 1))
