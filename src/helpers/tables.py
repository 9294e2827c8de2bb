"""Which table is made from which, by which function: the project's data flow, in one place.

A step runs once per partition of the corpus (`whole=False`), or once over all partitions together (`whole=True`: a
reduction over distinct keys, never over text). Its function gets one Arrow table per name in `needs`, in that order,
and returns the tables in `makes` (one table, or a tuple of them). Of a need that is made by a whole step, a partition
gets the rows of its own keys (`slices`), or else all.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Slice:
    """What a partition sees of a whole table: the rows whose `key` is in column `of_column` of the partition's table
    `of`, and of them `columns` only: those that decide, so that a count that grew changes nothing."""

    table: str
    key: str
    of: str
    of_column: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One act of the data flow. `code`: rooms (and modules) whose sources decide whether an old result still holds.

    `combine`: of a whole step, "module:function" that gets partial results of the first need, put together in any
    order, and returns one row for each key; it must be exact (whole numbers, or decimals rounded), so that neither
    partitions nor their order can be seen in the result. `by_article`: the rows of an article come from that article's
    rows of the inputs alone, in the order of `pages`; then only articles with changed inputs are computed again.
    `in_pieces`: the function of a whole step reads its first need itself, as a `corpus.pieces.Source`.
    `on_request`: made when a notebook asks for it, not when all tables are made.
    """

    makes: tuple[str, ...]
    needs: tuple[str, ...]
    function: str
    code: tuple[str, ...]
    whole: bool = False
    columns: tuple[str, ...] = ()  # of each need: those that the function reads, by blanks; none named: all
    reference: tuple[str, ...] = ()  # files in data/reference that the result depends on
    combine: str = ""
    slices: tuple[Slice, ...] = ()
    by_article: bool = False
    on_request: bool = False
    in_pieces: bool = False

    def columns_of(self, number: int) -> list[str] | None:
        """The columns that the function reads of a need, by its number; None for all."""
        return (self.columns[number].split() if number < len(self.columns) else None) or None


STEPS: tuple[Step, ...] = (
    Step(
        ("pages_alone", "blocks_alone", "not_read"),
        (),
        "helpers.corpus.build:build_pages",
        ("corpus", "text"),
        reference=("names",),
    ),
    Step(("lines",), ("pages_alone", "blocks_alone"), "helpers.corpus.standing:find_lines", ("corpus/standing.py",)),
    Step(
        ("standing_lines",),
        ("lines",),
        "helpers.corpus.standing:find_standing",
        ("corpus/standing.py",),
        whole=True,
        columns=("line known beginning longest day",),
    ),
    Step(
        ("pages", "blocks"),
        ("pages_alone", "blocks_alone", "lines", "standing_lines"),
        "helpers.corpus.standing:drop_standing",
        ("corpus",),
        slices=(Slice("standing_lines", "line", "lines", "line", ("line",)),),
    ),
    Step(
        ("signatures",),
        ("pages",),
        "helpers.corpus.signatures:make_signatures",
        ("corpus/signatures.py",),
        columns=(
            "article_id text_hash source site url title published_utc updated_utc n_words text",
        ),
        by_article=True,
    ),
    Step(
        ("groups",),
        ("signatures",),
        "helpers.corpus.duplicates:group_copies",
        ("corpus/duplicates.py", "corpus/nearness.py", "corpus/pieces.py", "corpus/signatures.py"),
        whole=True,
        in_pieces=True,
    ),
    Step(
        ("terms",),
        ("pages",),
        "helpers.keywords.count:count_terms",
        ("keywords/count.py", "text"),
        columns=("article_id text",),
        by_article=True,
    ),
    Step(
        ("sequences",),
        ("pages",),
        "helpers.keywords.sequences:make_sequences",
        ("keywords/sequences.py", "text"),
        columns=("article_id text",),
        by_article=True,
    ),
    Step(
        ("terms_words",),
        ("pages",),
        "helpers.keywords.count:count_words",
        ("keywords/count.py", "text"),
        columns=("article_id text",),
        by_article=True,
        on_request=True,
    ),
    Step(
        ("sequences_words",),
        ("pages",),
        "helpers.keywords.sequences:make_word_sequences",
        ("keywords/sequences.py", "text"),
        columns=("article_id text",),
        by_article=True,
        on_request=True,
    ),
    Step(
        ("dates",),
        ("pages",),
        "helpers.text.dates:find_dates",
        ("text",),
        columns=("article_id text published_utc",),
        by_article=True,
    ),
    Step(
        ("name_mentions",),
        ("pages",),
        "helpers.names.evidence:find_mentions",
        ("names", "text", "places/gazetteer.py", "places/fold.py", "places/own.py"),
        columns=("article_id text",),
        reference=("gazetteer", "names", "places"),
        by_article=True,
    ),
    Step(
        ("name_evidence",),
        ("pages", "name_mentions"),
        "helpers.names.evidence:survey",
        ("names", "text", "places/gazetteer.py", "places/fold.py", "places/own.py"),
        columns=("article_id text",),
        reference=("gazetteer", "names", "places"),
    ),
    Step(
        ("name_kinds",),
        ("name_evidence",),
        "helpers.names.evidence:weigh_evidence",
        ("names",),
        whole=True,
        combine="helpers.names.evidence:add_evidence",
    ),
    Step(
        ("names",),
        ("name_mentions", "name_kinds"),
        "helpers.names.candidates:find_names",
        ("names", "text", "places/gazetteer.py", "places/fold.py", "places/own.py"),
        reference=("gazetteer", "names", "places"),
        slices=(Slice("name_kinds", "surface", "name_mentions", "surface", ("surface", "kind", "vote")),),
        by_article=True,
    ),
    Step(
        ("outlet_names",),
        ("pages", "names"),
        "helpers.places.home:note_names",
        ("places/home.py", "places/gazetteer.py", "places/fold.py", "places/own.py"),
        columns=("article_id source site", "article_id surface kind"),
        reference=("gazetteer", "places"),
        by_article=True,
    ),
    Step(
        ("homes",),
        ("outlet_names",),
        "helpers.places.home:find_homes",
        ("places/home.py", "places/gazetteer.py", "places/fold.py", "places/own.py"),
        whole=True,
        reference=("gazetteer", "places"),
    ),
    Step(
        ("places",),
        ("pages", "names", "outlet_names", "homes"),
        "helpers.places.resolve:find_places",
        ("places",),
        columns=("article_id text dateline",),
        reference=("gazetteer", "places"),
        slices=(
            Slice("homes", "outlet", "outlet_names", "outlet", ("outlet", "name", "country", "admin1", "weight")),
        ),
        by_article=True,
    ),
    Step(
        ("person_mentions",),
        ("pages", "names"),
        "helpers.people.roles:find_people",
        ("people",),
        columns=("article_id text", "article_id start end surface kind"),
        reference=("people",),
        by_article=True,
    ),
    Step(("person_forms",), ("person_mentions",), "helpers.people.forms:gather_forms", ("people",)),
    Step(
        ("identities",),
        ("person_forms",),
        "helpers.people.identity:identify_forms",
        ("people",),
        whole=True,
        reference=("people",),
        combine="helpers.people.forms:add_forms",
    ),
    Step(
        ("people",),
        ("pages", "person_mentions", "identities"),
        "helpers.people.identity:apply_identities",
        ("people",),
        columns=("article_id published_utc",),
        reference=("people",),
        slices=(Slice("identities", "name", "person_mentions", "name", ("name", "person_id", "canonical")),),
        by_article=True,
    ),
    Step(
        ("quotes",),
        ("pages", "people"),
        "helpers.people.quotes:find_quotes",
        ("people", "text"),
        columns=("article_id text", "article_id start end person_id surface role"),
        reference=("people",),
        by_article=True,
    ),
    Step(
        ("figures",),
        ("pages", "dates", "places", "people", "quotes"),
        "helpers.figures.claims:find_figures",
        ("figures", "text"),
        columns=(
            "article_id text published_utc",
            "article_id start end type first_day last_day granularity",
            "article_id start end place_id name kind country role",
            "article_id start end surface person_id name role",
            "article_id start end person_id speaker speaker_start speaker_end",
        ),
        reference=("figures",),
        by_article=True,
    ),
)

#: Token rules other than `nltk`: the tables that stand for `terms` and `sequences` under them.
BY_RULE: dict[str, dict[str, str]] = {"words": {"terms": "terms_words", "sequences": "sequences_words"}}

MAKER: dict[str, Step] = {name: step for step in STEPS for name in step.makes}
