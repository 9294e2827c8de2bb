"""The words that report speech, and the small words by which a sentence is cut into its parts.

Reads data/reference/people.verbs.txt and people.roles.txt (general knowledge of English).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from helpers.errors import StoreError
from helpers.paths import REFERENCE

PRONOUNS = frozenset("he she they i we it".split())
RELATIVES = frozenset("who which that".split())
AUXILIARIES = frozenset(
    "has have had is are was were be been being will would can could may might must shall should did does do 'd"
    " ’d hasn't hadn't didn't doesn't isn't wasn't won't wouldn't didn’t doesn’t isn’t wasn’t won’t wouldn’t".split()
)
MODALS = frozenset("will would can could may might must shall should to 'd ’d".split())
PASSIVE = frozenset("is are was were be been being get gets got".split())
ADVERBS = frozenset(
    "also then later once again now still just even never always often soon thus further instead too only already"
    " ever indeed since twice not recently previously not first last meanwhile moreover however simply earlier"
    " yesterday today".split()
)
DETERMINERS = frozenset(
    "the a an his her its their our my your this that these those one another some several many most both each"
    " every any no two three four five six seven eight nine ten other".split()
)
PREPOSITIONS = frozenset(
    "of in on at by for from with to into onto about after before during through over under against between among"
    " amid around near since until till upon via within without toward towards despite per like as than across"
    " behind".split()
)
#: Words that begin a new clause, so that what lies before them is not the subject of the verb after them.
CLAUSE_WORDS = frozenset(
    "that as when while because but if after before although though what how where since until whether than so"
    " once and or nor unless why whereas yet which who whom whose".split()
)
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december".split()
)
TIME_WORDS = CALENDAR | frozenset(
    "today yesterday tonight tomorrow earlier later last next this week month year morning afternoon evening night day"
    " early late".split()
)
#: What is said, as a noun: its owner is the speaker ("her remark that").
SPEECH_NOUNS = frozenset(
    "remark remarks comment comments statement claim claims assertion message words word warning promise pledge"
    " vow tweet tweets speech argument view call answer reply response question description mantra slogan motto"
    " refrain line phrase suggestion insistence contention declaration admission".split()
)
#: Forms that are as often nouns as verbs: nouns before one of NOUN_FOLLOWERS.
NOUN_OR_VERB = frozenset(
    "challenge challenges report reports claim claims comment comments remark remarks question questions attack"
    " attacks charge charges release releases support praise blame vow vows pledge promise promises demand demands"
    " protest protests answer answers estimate estimates view views appeal appeals dispute disputes post posts"
    " order orders address".split()
)
NOUN_FOLLOWERS = frozenset("of from for by against on between at".split())


@dataclass(frozen=True)
class Lexicon:
    """Reporting verbs by form: `say` (speaking itself), `judge` (speaking only beside quoted words), and those of
    `judge` that mostly mean something else (`loose`)."""

    say: frozenset[str]
    judge: frozenset[str]
    loose: frozenset[str]

    def __contains__(self, word: str) -> bool:
        return word in self.say or word in self.judge


@lru_cache(maxsize=1)
def reporting_verbs() -> Lexicon:
    """The lexicon of reporting verbs."""
    parts = read_sections("people.verbs.txt")
    say, judge, loose = (
        frozenset(word for line in parts.get(name, ()) for word in line.split()) for name in ("say", "judge", "loose")
    )
    return Lexicon(say, judge | loose, loose)


def read_sections(name: str) -> dict[str, list[str]]:
    """The lines of a reference file by its [section]s, without comments."""
    path = REFERENCE / name
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise StoreError(
            "reference file is missing", where=f"data/reference/{name}", do="Restore it from git."
        ) from error
    found: dict[str, list[str]] = {}
    section = ""
    for line in lines:
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line and not line.startswith("#"):
            found.setdefault(section, []).append(line)
    return found
