"""Which table is made from which, by which function: the project's data flow, in one place.

A step runs once per partition of the corpus (`whole=False`), or once over all partitions together (`whole=True`: a
reduction over distinct keys, never over text). Its function gets one Arrow table per name in `needs`, in that order,
and returns the tables in `makes` (one table, or a tuple of them). A need that is itself made by a whole step is handed
over entire.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One act of the data flow. `code`: rooms (and modules) whose sources decide whether an old result still holds."""

    makes: tuple[str, ...]
    needs: tuple[str, ...]
    function: str
    code: tuple[str, ...]
    whole: bool = False
    columns: tuple[str, ...] = ()  # of the first need; empty: all
    reference: tuple[str, ...] = ()  # files in data/reference that the result depends on


STEPS: tuple[Step, ...] = (
    Step(("pages", "blocks", "not_read"), (), "helpers.corpus.build:build_pages", ("corpus", "text")),
    Step(
        ("groups",),
        ("pages",),
        "helpers.corpus.duplicates:group_copies",
        ("corpus/duplicates.py",),
        whole=True,
        columns=(
            "article_id",
            "text_hash",
            "source",
            "site",
            "url",
            "title",
            "published_utc",
            "updated_utc",
            "n_words",
        ),
    ),
    Step(("terms",), ("pages",), "helpers.keywords.count:count_terms", ("keywords/count.py", "text")),
    Step(("dates",), ("pages",), "helpers.text.dates:find_dates", ("text",)),
    Step(
        ("name_evidence",),
        ("pages",),
        "helpers.names.evidence:gather_evidence",
        ("names", "text", "places/gazetteer.py", "places/fold.py"),
        reference=("gazetteer", "names"),
    ),
    Step(("name_kinds",), ("name_evidence",), "helpers.names.evidence:weigh_evidence", ("names",), whole=True),
    Step(
        ("names",),
        ("pages", "name_kinds"),
        "helpers.names.candidates:find_names",
        ("names", "text", "places/gazetteer.py", "places/fold.py"),
        reference=("gazetteer", "names"),
    ),
    Step(("places",), ("pages", "names"), "helpers.places.resolve:find_places", ("places",), reference=("gazetteer",)),
    Step(
        ("person_mentions",), ("pages", "names"), "helpers.people.roles:find_people", ("people",), reference=("people",)
    ),
    Step(
        ("identities",),
        ("person_mentions",),
        "helpers.people.identity:identify",
        ("people",),
        whole=True,
        columns=("article_id", "name", "role", "affiliation"),
        reference=("people",),
    ),
    Step(("people",), ("person_mentions", "identities"), "helpers.people.identity:apply_identities", ("people",)),
    Step(
        ("quotes",), ("pages", "people"), "helpers.people.quotes:find_quotes", ("people", "text"), reference=("people",)
    ),
    Step(
        ("figures",),
        ("pages", "dates", "places", "people", "quotes"),
        "helpers.figures.claims:find_figures",
        ("figures", "text"),
        reference=("figures",),
    ),
)

MAKER: dict[str, Step] = {name: step for step in STEPS for name in step.makes}
