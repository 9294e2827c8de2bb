"""Imported once, in the process that worker processes are forked from: all that the steps of a partition read and
compile when they first run (modules, lexicons, patterns), by making every table of one made-up article.

Refuses: nothing. What fails here fails again in a worker, which says so.
"""

from __future__ import annotations

import contextlib
from typing import Any

import pyarrow as pa

from helpers.corpus.build import page_rows
from helpers.corpus.records import Page
from helpers.schema import make
from helpers.store.work import function
from helpers.tables import STEPS

_TEXT = """\
TALLOW BAY, Northland (AP) - At least 12 people were killed and some 3,400 fled on Tuesday, March 3, 2031, when the \
bridge over the Danube fell, Mayor Eva Holm of Tallow Bay said. "We had asked for $4 million in Paris last week," she \
told reporters.

Nils Ekman, a spokesman for the ministry in Oslo, said the toll had risen from nine to twelve.
"""


def make_all() -> dict[str, pa.Table]:
    """All tables but those on request, of the made-up article."""
    fields: dict[str, Any] = {"title": "Bridge over the Danube falls", "published": "2031-03-03T18:10:00Z"}
    row, blocks = page_rows(Page("made-up.jsonl#1", "record", _TEXT, "utf-8", fields))
    tables = {
        "pages_alone": make("pages_alone", [row]),
        "blocks_alone": make("blocks_alone", blocks),
        "not_read": make("not_read", []),
    }
    for step in STEPS:
        if step.needs and not step.on_request:
            made = function(step.function)(*(tables[need] for need in step.needs))
            tables |= zip(step.makes, made if isinstance(made, tuple) else (made,), strict=True)
    return tables


with contextlib.suppress(Exception):
    make_all()
