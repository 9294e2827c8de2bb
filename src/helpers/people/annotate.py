"""People and quotes of an analyst's own texts, as plain rows.

The functions behind `dateline annotate people` and `dateline annotate quotes`.
"""

from __future__ import annotations

import pyarrow as pa

from helpers.annotate import pages_of
from helpers.names.candidates import mark_names
from helpers.people.identity import apply_identities, identify
from helpers.people.quotes import find_quotes
from helpers.people.roles import find_people


def people_of(pages: pa.Table) -> pa.Table:
    """The table `people` of some pages, by all the steps that lead to it."""
    names = mark_names(pages)
    mentions = find_people(pages, names)
    return apply_identities(pages, mentions, identify(mentions))


def annotate_people(records: list[dict]) -> list[dict]:
    """One row a mention: {doc_id, start, end, name, entity}, and its role, affiliation and rule."""
    return [
        {
            "doc_id": row["article_id"],
            "start": row["start"],
            "end": row["end"],
            "name": row["surface"],
            "entity": row["person_id"],
            "full_name": row["name"],
            "role": row["role"],
            "affiliation": row["affiliation"],
            "why": row["why"],
        }
        for row in people_of(pages_of(records)).to_pylist()
    ]


def annotate_quotes(records: list[dict]) -> list[dict]:
    """One row a quotation: {doc_id, start, end, speaker_start, speaker_end, speaker}; and person, cue, kind, rule."""
    pages = pages_of(records)
    return [
        {
            "doc_id": row["article_id"],
            **{
                key: row[key]
                for key in (
                    "start",
                    "end",
                    "speaker_start",
                    "speaker_end",
                    "speaker",
                    "person_id",
                    "cue",
                    "kind",
                    "why",
                )
            },
        }
        for row in find_quotes(pages, people_of(pages)).to_pylist()
    ]
