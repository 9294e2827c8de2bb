from __future__ import annotations

import json
import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from helpers import paths
from helpers.corpus.annotate import annotate_clean
from helpers.corpus.build import build_pages, text_hash
from helpers.corpus.read import list_shards
from helpers.schema import SCHEMAS

from .reading import answer, warc_record, write

STORY = (
    "The council of the harbor town voted late on Tuesday to close the upper bridge, after engineers had found cracks."
    "\n\n"
    "“We were lucky,” said Mayor Ida Brandt, who lives on the far side and will now have to walk for an hour."
)
SAMPLE = paths.ROOT / "data" / "sample"


def _build(folder):
    made = [build_pages(shard) for shard in list_shards(folder)]
    pages, blocks, not_read = ([row for tables in made for row in tables[number].to_pylist()] for number in range(3))
    return pages, blocks, {row["page_path"]: row["reason"] for row in not_read}


def test_tables_have_their_schemas(tmp_path):
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (shard,) = list_shards(tmp_path)
    for table, name in zip(build_pages(shard), ("pages_alone", "blocks_alone", "not_read"), strict=True):
        assert table.schema == SCHEMAS[name]


def test_a_clean_story(tmp_path):
    (tmp_path / "20310303T181000Z_bridge.txt").write_text(STORY, encoding="utf-8")
    (page,), blocks, lost = _build(tmp_path)
    assert page["text"] == STORY
    assert (page["date_from"], page["language"], page["kept_share"]) == ("file", "en", 1.0)
    assert page["n_words"] == len(text_words(STORY))
    assert [block["position"] for block in blocks] == [0, 1]
    assert not lost


def text_words(text):
    return [
        word for word in text.replace("“", " ").replace("”", " ").replace(",", " ").replace(".", " ").split() if word
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"\0\0\0", "no text"), (b" \n\t\n", "no text"), (b"\xff\xfe", "no text")],
)
def test_files_without_text_are_not_read(tmp_path, data, reason):
    (tmp_path / "bad.txt").write_bytes(data)
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    pages, _, lost = _build(tmp_path)
    assert [page["page_path"] for page in pages] == ["good.txt"]
    assert reason in lost["bad.txt"]


def test_links_and_vanished_files_are_not_read(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (tmp_path / "secret.txt").write_text("SECRET", encoding="utf-8")
    (corpus / "a.txt").write_text(STORY, encoding="utf-8")
    (corpus / "b.txt").symlink_to(tmp_path / "secret.txt")
    (shard,) = list_shards(corpus)
    (corpus / "a.txt").unlink()
    pages, _, lost = build_pages(shard)
    assert pages.num_rows == 0
    assert sorted(lost["page_path"].to_pylist()) == ["a.txt", "b.txt"]


def test_records(tmp_path):
    records = [
        {"id": 7, "text": STORY, "title": "NA", "date": "2031-03-03", "source": "null", "author": "Ann Lee"},
        {"id": 7, "content": STORY, "headline": "null"},
        {"BODY": ["One paragraph of it.", "And another."], "url": "https://c.example/2031/03/04/a"},
        {"title": "No text"},
        ["not", "an", "object"],
        {"text": "Half a \ud800 pair and a \0 nul in a line of text.", "date": "0001-01-01"},
        {"html": f"<html><body><article><p>{STORY}</p></article></body></html>", "title": "Marked up"},
        {"text": 12, "date": "9999-99-99"},
    ]
    lines = [json.dumps(record) for record in records]
    lines[1:1] = ["{broken", ""]
    (tmp_path / "wire.jsonl").write_bytes(b"\xef\xbb\xbf" + "\n".join(lines).encode())
    pages, _, lost = _build(tmp_path)
    found = {page["page_path"]: page for page in pages}
    assert list(found) == ["wire.jsonl#7", "wire.jsonl#4", "wire.jsonl#5", "wire.jsonl#8", "wire.jsonl#9"]
    first = found["wire.jsonl#7"]
    assert (first["title"], first["source"], first["byline"]) == ("NA", "null", "Ann Lee")
    assert str(first["published_utc"])[:10] == "2031-03-03"
    assert found["wire.jsonl#4"]["title"] == "null"
    assert found["wire.jsonl#5"]["date_from"] == "url"
    assert found["wire.jsonl#5"]["site"] == "c.example"
    assert found["wire.jsonl#8"]["published_utc"] is None
    assert "council" in found["wire.jsonl#9"]["text"]
    assert sorted(lost) == ["wire.jsonl#10", "wire.jsonl#2", "wire.jsonl#6", "wire.jsonl#7"]
    assert "not JSON" in lost["wire.jsonl#2"]
    assert len({page["article_id"] for page in pages}) == len(pages)


def test_dates_that_no_calendar_has(tmp_path):
    days = [
        "0001-01-01",
        "9999-12-31",
        "2031-02-30",
        "30 February 2031",
        "0000-00-00",
        "99999999999999",
        "31/31/2031",
        "",
    ]
    rows = "\n".join(f'T{number},"{STORY}",{day}' for number, day in enumerate(days))
    (tmp_path / "a.csv").write_text(f'title,text,date\n{rows}\nlast,"{STORY}",2031-03-01\n', encoding="utf-8")
    far = pa.array([-(10**17), 10**17, 0], pa.timestamp("us"))
    pq.write_table(pa.table({"text": [STORY] * 3, "date": far}), tmp_path / "b.parquet")
    pages, _, lost = _build(tmp_path)
    dated = {page["page_path"]: str(page["published_utc"])[:10] for page in pages if page["published_utc"]}
    assert dated == {"a.csv#10": "2031-03-01", "b.parquet#3": "1970-01-01"}
    assert (len(pages), lost) == (12, {})


@pytest.mark.parametrize(
    ("others", "day"),
    [
        (("03/25/2031", "12/31/2031"), "2031-05-01"),
        (("25/03/2031", "31/12/2031"), "2031-01-05"),
        (("03/25/2031", "31/12/2031"), "None"),  # they do not agree
        (("03/25/2031",), "None"),  # one alone may be a slip
        ((), "None"),
    ],
)
def test_day_and_month_are_read_as_the_other_dates_of_a_table_are_written(tmp_path, others, day):
    rows = "\n".join(f'"{STORY}",{date}' for date in ("05/01/2031", *others))
    (tmp_path / "story-2031-09-09.csv").write_text(f"text,date\n{rows}\n", encoding="utf-8")
    pages, _, _ = _build(tmp_path)
    first = next(page for page in pages if page["page_path"].endswith("#2"))
    assert str(first["published_utc"])[:10] == day
    assert first["date_from"] == ("page" if day != "None" else "ambiguous")


def test_what_is_no_date_is_told_and_the_tables_name_is_not_taken_instead(tmp_path):
    (tmp_path / "story-2031-09-09.csv").write_text(f'text,date\n"{STORY}",30.02.2031\n"{STORY}",\n', encoding="utf-8")
    pages, _, _ = _build(tmp_path)
    assert [page["date_from"] for page in pages] == ["unreadable", "file"]
    assert [page["published_utc"] is None for page in pages] == [True, False]


def test_a_feed_and_an_archive_give_dated_articles(tmp_path):
    date = "<pubDate>Mon, 3 Mar 2031 23:30:00 -0500</pubDate>"
    items = f"<item><title>Bridge closed</title><description>{STORY}</description>{date}</item>"
    saved = warc_record(
        "https://e.example/2031/03/05/bridge",
        answer(f"<html><head><title>Bridge</title></head><body><article><p>{STORY}</p></article></body></html>"),
    )
    write(tmp_path, {"a.xml": f"<rss><channel><title>The Post</title>{items}</channel></rss>", "b.warc": saved})
    (one, two), _, _ = _build(tmp_path)
    assert (one["title"], one["source"], str(one["published_utc"])) == (
        "Bridge closed",
        "The Post",
        "2031-03-04 04:30:00+00:00",
    )
    assert (two["url"], str(two["published_utc"])[:10], two["date_from"]) == (
        "https://e.example/2031/03/05/bridge",
        "2031-03-05",
        "url",
    )
    assert one["text"] == STORY


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_give_one_text(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes(STORY.encode(encoding))
    (page,), _, _ = _build(tmp_path)
    assert page["text"] == STORY


def test_ids_and_rows_do_not_change_from_run_to_run(tmp_path):
    for name in ("a.txt", "b/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    assert _build(tmp_path) == _build(tmp_path)
    pages, _, _ = _build(tmp_path)
    assert pages[0]["text_hash"] == pages[1]["text_hash"]
    assert pages[0]["article_id"] != pages[1]["article_id"]


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_a_file_name_that_is_not_text(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(STORY, encoding="utf-8")
    (page,), _, _ = _build(tmp_path)
    assert page["page_path"] == "caf?.txt"


def test_hash_forgives_case_spacing_and_punctuation():
    assert text_hash("A bridge,  closed!") == text_hash("a Bridge closed")
    assert text_hash("") == text_hash("…") == ""


def test_the_sample_comes_back_as_it_was_written():
    gold = {
        row["page_path"]: row for row in map(json.loads, (SAMPLE / "gold" / "articles.jsonl").open(encoding="utf-8"))
    }
    pages, _, _ = _build(SAMPLE)
    assert {page["page_path"] for page in pages} == set(gold)
    exact = sum(page["text"] == gold[page["page_path"]]["body"].strip() for page in pages)
    assert exact >= 0.97 * len(gold)
    for field in ("title", "byline", "dateline"):
        assert sum(page[field] == (gold[page["page_path"]][field] or "") for page in pages) >= 0.97 * len(gold)
    days = sum(
        str(page["published_utc"])[:10] == (gold[page["page_path"]]["published"] or "None")[:10] for page in pages
    )
    assert days >= 0.95 * len(gold)


def test_annotate_gives_the_form_that_is_scored():
    rows = annotate_clean(
        [{"id": "1", "text": f"Bridge closed\n\nMarch 3, 2031\n\n{STORY}"}, {"doc_id": 2, "text": ""}, {"id": 3}]
    )
    assert [row["id"] for row in rows] == ["1", 2, 3]
    assert set(rows[0]) == {"id", "text", "title", "byline", "published"}
    assert rows[0]["published"] == "2031-03-03T00:00:00+00:00"
    assert rows[1]["text"] == rows[2]["text"] == ""
