"""`dateline annotate places`: the rows that a scorer or a map tool reads, for texts in lines of JSON.

Refuses: demonyms, and buildings that stand for a government ("a White House official"): no point on a map.
"""

from __future__ import annotations

from typing import Any

from helpers.annotate import pages_of
from helpers.names.candidates import mark_names
from helpers.places.resolve import mark_places


def annotate_places(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows doc_id, start, end, name, lat, lon, geonameid; `records` are {"id" or "doc_id", "text"}."""
    pages = pages_of(records)
    names = mark_names(pages)
    return [
        {
            "doc_id": row["article_id"],
            "start": row["start"],
            "end": row["end"],
            "name": row["name"],
            "lat": row["lat"],
            "lon": row["lon"],
            "geonameid": row["place_id"] if (row["place_id"] or "").isdigit() else "",
        }
        for row in mark_places(pages, names).to_pylist()
        if row["role"] != "demonym" and not (row["kind"] == "building" and row["role"] == "associative")
    ]
