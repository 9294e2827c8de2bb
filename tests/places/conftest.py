"""Small inputs for the tests of places: a page and its names, given as (surface, kind) in the order of the text."""

from __future__ import annotations

import pytest

from helpers import schema
from helpers.annotate import pages_of


def spans(text: str, named: list[tuple[str, str]], *, why: str = "test") -> list[dict]:
    """Rows of `names` for one text: each surface is looked for after the one before it."""
    rows, position = [], 0
    for surface, kind in named:
        start = text.index(surface, position)
        position = start + len(surface)
        rows.append(
            {
                "article_id": "a",
                "start": start,
                "end": position,
                "surface": surface,
                "kind": kind,
                "score": 0.8,
                "why": why,
            }
        )
    return rows


@pytest.fixture
def places():
    """(text, named[, dateline]) -> rows of the table `places`."""
    from helpers.places.resolve import mark_places

    def make(text: str, named: list[tuple[str, str]], dateline: str = "", why: str = "test") -> list[dict]:
        pages = pages_of([{"id": "a", "text": text, "dateline": dateline}])
        return mark_places(pages, schema.make("names", spans(text, named, why=why))).to_pylist()

    return make
