"""`dateline annotate people` and `quotes`: plain rows whose offsets hold in the input."""

from __future__ import annotations

from helpers.people.annotate import annotate_people, annotate_quotes

TEXT = (
    "VIENNA (CNA) — Austrian Interior Minister Jane Miller visited the dike on Monday.\n\n"
    "“The dike held,” Miller said. “It will hold again.”\n\n“Not for long,” said her deputy, Robert Wagner."
)
RECORDS = [{"id": "a", "doc_id": "a", "text": TEXT}, {"id": "b", "doc_id": "b", "text": ""}]


def test_people() -> None:
    rows = annotate_people(RECORDS)
    assert all(TEXT[row["start"] : row["end"]] == row["name"] and row["doc_id"] == "a" for row in rows)
    assert {(row["name"], row["entity"]) for row in rows} >= {("Jane Miller", "jane-miller"), ("Miller", "jane-miller")}
    assert {row["role"] for row in rows if row["entity"] == "jane-miller"} == {"Interior Minister"}


def test_quotes() -> None:
    rows = annotate_quotes(RECORDS)
    assert [TEXT[row["start"] : row["end"]] for row in rows] == [
        "The dike held,",
        "It will hold again.",
        "Not for long,",
    ]
    assert [row["person_id"] for row in rows[:2]] == ["jane-miller", "jane-miller"]
    assert all(TEXT[row["speaker_start"] : row["speaker_end"]] == row["speaker"] for row in rows)
    assert annotate_quotes([]) == []
