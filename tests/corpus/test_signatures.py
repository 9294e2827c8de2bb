from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus.signatures import (
    ALL_BANDS,
    LEAD,
    MAX_NUMBERS,
    MAX_SHINGLES,
    address,
    headline,
    limit,
    make_signatures,
)
from helpers.schema import SCHEMAS

from .stories import pages, signatures, story


def numbers(cell: bytes) -> list[int]:
    return np.frombuffer(cell, np.uint32).tolist()


def test_a_row_a_page_in_their_order_and_no_text():
    made = signatures({"text": story(1, 80)}, {"text": ""}, {"text": story(2, 2000)})
    assert made.schema == SCHEMAS["signatures"]
    assert made["article_id"].to_pylist() == ["a0", "a1", "a2"]
    assert made["n_shingles"].to_pylist() == [78, 0, 1998]
    assert story(1, 80).split()[0].encode() not in b"".join(made["shingles"].to_pylist())


@pytest.mark.parametrize("n_words", [3, 100, 514, 515, 1100, 20_000])
def test_a_row_is_bounded_and_its_sample_even(n_words):
    row = signatures({"text": story(3, n_words)}).to_pylist()[0]
    kept = numbers(row["shingles"])
    assert kept == sorted(set(kept))
    assert len(kept) == row["n_shingles"] if n_words <= MAX_SHINGLES else 180 < len(kept) <= 1.25 * MAX_SHINGLES
    assert len(row["bands"]) == 4 * ALL_BANDS
    assert len(numbers(row["lead"])) == min(LEAD, n_words - 2)
    assert len(numbers(row["numbers"])) <= MAX_NUMBERS


def test_the_limit_halves_with_each_doubling():
    counts = np.array([0, 1, 512, 513, 1024, 1025, 2048, 2049])
    halvings = [0, 0, 0, 1, 1, 2, 2, 3]
    assert limit(counts).tolist() == [0xFFFFFFFF >> n for n in halvings]


@pytest.mark.parametrize("text", ["", " ", "one", "one two", "\n.,;\n", "\ud800", "\0\0"])
def test_texts_without_three_words_have_no_sketch(text):
    row = make_signatures(pages({"text": text.encode("utf-8", "replace").decode()})).to_pylist()[0]
    assert (row["n_shingles"], row["bands"], row["lead"], row["shingles"]) == (0, b"", b"", b"")


@settings(max_examples=40)
@given(st.lists(st.text(alphabet="ab1 .,'_é中\u2019\n", max_size=60), min_size=1, max_size=8))
def test_a_row_depends_on_its_page_alone(texts):
    rows = [{"text": text} for text in texts]
    together = signatures(*rows)
    alone = [signatures(row | {"article_id": f"a{number}"}) for number, row in enumerate(rows)]
    assert together.equals(pa.concat_tables(alone).combine_chunks())


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_case_spaces_and_punctuation_do_not_count(text):
    words = unicodedata.normalize("NFC", text).encode("utf-8", "replace").decode().casefold()
    one, other = signatures({"text": words}, {"text": " " + words.replace(" ", "  ") + " ..."})["shingles"].to_pylist()
    assert one == other


def test_the_same_in_another_process():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\nfrom stories import signatures, story\n"
        "print(signatures({'text': story(5, 700), 'title': 'Ein Zug', 'site': 'C'}).to_pylist())"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent)],
        env={"PYTHONHASHSEED": "7", "RAYON_NUM_THREADS": "4"}, capture_output=True, text=True, check=True, timeout=100,
    )  # fmt: skip
    here = signatures({"text": story(5, 700), "title": "Ein Zug", "site": "C"}).to_pylist()
    assert told.stdout.strip() == repr(here)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He paid 6-3/16 per cent of it", 1), ("two of the 1,000 men and 12 of them", 3), ("no figures at all here", 0),
        ("from 5 to 5 and on to 5 again", 1), (" ".join(f"{n} x" for n in range(500)), MAX_NUMBERS),
    ],
)  # fmt: skip
def test_numbers_are_read_whole(text, count):
    assert len(numbers(signatures({"text": text})["numbers"].to_pylist()[0])) == count


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UPDATE 2-Bridge closed", "Bridge: closed!"), ("CORRECTED - Bridge closed", "BRIDGE CLOSED"),
        ("RPT-UPDATE 1-Bridge closed", "bridge closed"), ("WRAPUP 3-Bridge closed", "Bridge closed"),
    ],
)  # fmt: skip
def test_headlines_sent_again_are_the_same(one, other):
    assert headline(one) == headline(other) == "bridge closed"


@pytest.mark.parametrize("title", ["Update on the bridge", "Leader of the town", "Corrections", "Lead in water"])
def test_headlines_are_not_cut_where_they_begin_like_that(title):
    assert headline(title) == title.casefold()


@pytest.mark.parametrize(
    ("url", "compared"),
    [
        ("https://www.c.example/a/b/?utm=1#top", "c.example/a/b"), ("http://c.example/a/b", "c.example/a/b"),
        ("https://c.example/", ""), ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_addresses(url, compared):
    assert address(url) == compared


def test_hostile_texts():
    texts = ["a" * 100_000, "a," * 50_000, "update " * 20_000, "1 " * 50_000, "." * 100_000]
    made = signatures(*({"text": text, "title": text, "url": text} for text in texts))
    assert made["n_shingles"].to_pylist() == [0, 1, 1, 1, 0]
