"""Every parameter: its name, type, default, help, and what is wrong with a value, in one line.

The `parameters` cells of the notebooks repeat name, type, default and help; a test holds them to this.
Refuses: unknown names, wrong types, an end before its start, a corpus that is not there, unknown time zones.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any
from zoneinfo import ZoneInfo

from helpers.corpus.read import exists
from helpers.corpus.select import query_to_sql
from helpers.errors import ParameterError
from helpers.paths import from_root, is_address

BINS = ("auto", "day", "week", "month")
COPIES = ("once", "each")
STEMS = ("no", "yes")
TOKEN_RULES = ("nltk", "words")
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


def _param(default: Any, help_: str) -> Any:
    if isinstance(default, list):
        return field(default_factory=lambda: list(default), metadata={"help": help_})
    return field(default=default, metadata={"help": help_})


@dataclass(frozen=True)
class Params:
    """One checked set of parameters. Build it with `check`."""

    corpus: str = _param("data/sample", "file, folder, glob or URL with the articles")
    start: str = _param("", "first day, YYYY-MM-DD; empty: from the first article on")
    end: str = _param("", "last day, inclusive; empty: to the last article")
    query: str = _param("", 'words, "phrases", AND OR NOT ( ), source: site: title: language:; empty: all')
    timezone: str = _param("UTC", "days are counted in this time zone, such as Europe/Kyiv")
    bin: str = _param("auto", "time step of the charts: auto, day, week or month")
    top_n: int = _param(15, "how many terms, places, figures or people to show")
    focus_terms: list[str] = _param([], "terms to follow whatever their rank")
    stop_words: str = _param("", "text file with your own stop words, beside the shipped ones")
    stems: str = _param("no", "count flood, floods and flooding as one term: yes or no")
    token_rule: str = _param("nltk", "what a word is: nltk (its word_tokenize), or words (letters and digits; faster)")
    reference: str = _param("", "what is distinctive against: empty (own past), english, outlet:NAME or a corpus")
    focus_places: list[str] = _param([], "places to follow whatever their rank")
    copies: str = _param("once", "a story printed by many outlets counts: once, or each time")
    full_text: bool = _param(False, "open whole articles in the corpus report, not excerpts only: True or False")
    compare_to: str = _param("", "run id to compare with; empty: the last good run of this corpus, if any")
    store: str = _param("", "where the tables are kept, a folder or s3://...; empty: data/derived")
    cluster: str = _param("", "who makes the tables: empty for this machine, local, or tcp://... of a Dask scheduler")
    run_title: str = _param("", "title on the reports; empty: made from the corpus")

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


NAMES: tuple[str, ...] = tuple(f.name for f in fields(Params))
HELP: dict[str, str] = {f.name: f.metadata["help"] for f in fields(Params)}
TYPES: dict[str, str] = {f.name: str(f.type) for f in fields(Params)}


def check(given: Mapping[str, Any], *, need_corpus: bool = True) -> Params:
    """The values as `Params`, or ParameterError naming the first that does not fit and what would."""
    clean: dict[str, Any] = {}
    for name, value in given.items():
        if name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, n=1)
            do = f"Did you mean {near[0]}?" if near else "Known: " + ", ".join(NAMES) + "."
            raise ParameterError("unknown parameter", where=name, do=do)
        clean[name] = _typed(name, value)
    params = Params(**clean)
    _check_choice("bin", params.bin, BINS)
    _check_choice("copies", params.copies, COPIES)
    _check_choice("stems", params.stems, STEMS)
    _check_choice("token_rule", params.token_rule, TOKEN_RULES)
    first, last = day(params.start, name="start"), day(params.end, name="end")
    if first and last and last < first:
        raise ParameterError("end is before start", where=f"start {params.start}, end {params.end}", do="Swap them.")
    query_to_sql(params.query)
    if params.cluster not in ("", "local") and not is_address(params.cluster):
        do = "Leave it empty, or give local or an address such as tcp://host:8786."
        raise ParameterError("not a cluster", where=params.cluster, do=do)
    if not 1 <= params.top_n <= 200:
        raise ParameterError("top_n out of range", where=str(params.top_n), do="Give a whole number from 1 to 200.")
    try:
        ZoneInfo(params.timezone)
    except (KeyError, ValueError, OSError) as error:
        raise ParameterError(
            "unknown time zone", where=params.timezone, do="Use a name such as Europe/Kyiv."
        ) from error
    if need_corpus and not exists(from_root(params.corpus)):
        raise ParameterError("corpus not found", where=params.corpus, do="Give an existing folder or file.")
    return params


def day(text: str, *, name: str) -> dt.date | None:
    """`YYYY-MM-DD` as a date, None for an empty text."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ParameterError(f"{name} is not a day", where=text, do="Write it as YYYY-MM-DD.") from error


def _check_choice(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise ParameterError(f"{name} cannot be", where=repr(value), do="Choose one of " + ", ".join(choices) + ".")


def _typed(name: str, value: Any) -> Any:
    kind = TYPES[name]
    if kind == "str":
        if isinstance(value, str):
            return value
        if isinstance(value, dt.date) and name in ("start", "end"):
            return value.isoformat()
        raise _wrong(name, value, "text", "Put it in quotes.")
    if kind == "int":
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise _wrong(name, value, "a whole number", "")
        try:
            return int(value)
        except ValueError:
            raise _wrong(name, value, "a whole number", "") from None
    if kind == "bool":
        value = _TRUTHS.get(value.strip().lower(), value) if isinstance(value, str) else value
        if isinstance(value, bool):
            return value
        raise _wrong(name, value, "true or false", "")
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return list(value)
    raise _wrong(name, value, "a list of texts", "Write it as a list, or as texts parted by commas.")


def _wrong(name: str, value: Any, wanted: str, do: str) -> ParameterError:
    return ParameterError(f"{name} must be {wanted}", where=f"{value!r} ({type(value).__name__})", do=do)
