"""Floors on the development halves: people, roles and quotes may not get worse. Skipped where ../shared is absent."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest

from helpers import paths, schema
from helpers.annotate import pages_of
from helpers.people.identity import apply_identities, identify
from helpers.people.quotes import find_quotes
from helpers.people.roles import find_people

GOLD = paths.ROOT.parent / "shared" / "gold"
SAMPLE = paths.ROOT / "data" / "sample" / "gold"
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="../shared/gold is not here")


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def people_from(pages: pa.Table, rows: list[dict], key: str) -> pa.Table:
    """The people table from mentions that are given."""
    names = schema.make("names", (
        {"article_id": row[key], "start": row["start"], "end": row["end"], "surface": row.get("name") or row["surface"],
         "kind": "person", "score": 1.0, "why": "given"} for row in rows))  # fmt: skip
    mentions = find_people(pages, names)
    return apply_identities(pages, mentions, identify(mentions))


@needs_gold
def test_the_wire_page_has_its_people_roles_and_quotes() -> None:
    article = json.loads((GOLD / "ap-2022-03-16" / "article.json").read_text(encoding="utf-8"))
    rows = [{**row, "id": "ap"} for row in lines(GOLD / "ap-2022-03-16" / "people.jsonl")]
    pages = pages_of([{"id": "ap", "text": article["body"]}])
    people = people_from(pages, rows, "id")
    found = {row["name"]: f"{row['affiliation']} {row['role']}".strip() for row in people.to_pylist()}
    assert set(found) == {row["person"] for row in rows}
    assert found["Sergey Lavrov"] == "Russian Foreign Minister"
    assert found["Volodymyr Zelenskyy"] == "Ukrainian President"
    named = {row["person_id"]: row["name"] for row in people.to_pylist()}
    quotes = {
        row["text"]: named.get(row["person_id"], row["speaker"]) for row in find_quotes(pages, people).to_pylist()
    }
    gold = lines(GOLD / "ap-2022-03-16" / "quotes.jsonl")
    assert sum(quotes.get(row["text"]) == row["speaker"] for row in gold) >= 14


@needs_gold
def test_identity_on_given_mentions() -> None:
    docs, gold = lines(GOLD / "people" / "gum.dev.docs.jsonl"), lines(GOLD / "people" / "gum.dev.people.jsonl")
    people = people_from(pages_of(docs), gold, "doc_id").to_pylist()
    mine = {(row["article_id"], row["start"]): row["person_id"] for row in people}
    theirs = {(row["doc_id"], row["start"]): row["entity"] for row in gold}
    assert len(mine) == len(theirs)
    both = [(mine[key], theirs[key]) for key in theirs]
    same = sum(sum(a == c and b == d for c, d in both) / sum(a == c for c, _ in both) for a, b in both)
    whole = sum(sum(a == c and b == d for c, d in both) / sum(b == d for _, d in both) for a, b in both)
    precision, recall = same / len(both), whole / len(both)
    assert precision >= 0.985
    assert 2 * precision * recall / (precision + recall) >= 0.97


@pytest.mark.skipif(not (SAMPLE / "quotes.jsonl").exists(), reason="the sample's gold is not built")
def test_the_samples_quotes_have_their_speakers() -> None:
    articles, gold = lines(SAMPLE / "articles.jsonl"), lines(SAMPLE / "quotes.jsonl")
    pages = pages_of([{"id": row["page_path"], "text": row["body"]} for row in articles])
    people = people_from(pages, lines(SAMPLE / "people.jsonl"), "page_path")
    named = {row["person_id"]: row["name"] for row in people.to_pylist()}
    found = {
        (row["article_id"], row["start"]): named.get(row["person_id"], row["speaker"])
        for row in find_quotes(pages, people).to_pylist()
    }
    hits = sum((row["page_path"], row["start"]) in found for row in gold)
    assert hits >= 0.97 * len(gold)
    right = sum(found.get((row["page_path"], row["start"])) == row["speaker"] for row in gold)
    assert right >= 0.9 * len(gold)
