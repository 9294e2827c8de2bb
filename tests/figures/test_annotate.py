"""The forms that scorers and other tools read."""

from __future__ import annotations

from helpers.figures.annotate import annotate_dates, annotate_figures


def test_figures():
    text = "At least 41 people were killed, the ministry said. The hill is 15 kilometers (9 miles) away."
    (record,) = annotate_figures([{"id": "a", "doc_id": "a", "text": text, "published": "2031-04-16"}])
    first, second, third = record["quantities"]
    assert (first["values"], first["change"], first["unit"], first["event"]) == ([41.0], ">", "people", "killed")
    assert (first["low"], first["high"], first["said_by"]) == (41.0, None, "ministry")
    assert [(q["values"], q["unit"]) for q in (second, third)] == [([15.0], "kilometre"), ([9.0], "mile")]
    assert all(text[a:b] for q in record["quantities"] for a, b in q["spans"])


def test_units_are_written_out():
    (record,) = annotate_figures(
        [{"id": "a", "doc_id": "a", "text": "It paid $5 and 3%, one of the best wireless speakers."}]
    )
    assert [q["unit"] for q in record["quantities"]] == ["dollar", "percentage", "good wireless speaker"]


def test_dates():
    (record,) = annotate_dates([{"id": "a", "doc_id": "a", "text": "It fell Friday.", "dct": "1998-08-07"}])
    assert record == {
        "id": "a",
        "timexes": [{"start": 8, "end": 14, "surface": "Friday", "type": "DATE", "value": "1998-08-07"}],
    }


def test_empty_text():
    assert annotate_figures([{"id": "a", "doc_id": "a", "text": ""}]) == [{"id": "a", "quantities": []}]
