"""N-grams and phrases: held against a slow count by loops, over partitions and in one."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics import BigramAssocMeasures

from helpers.keywords import collocates, ngrams, phrases
from helpers.keywords.counts import Counts
from helpers.keywords.sequences import Sequences, make_sequences, reader


def part(texts, first=0):
    """A partition of articles, each a list of words ("" for what is no word)."""
    words = sorted({word for text in texts for word in text} | {""})
    codes = np.array([words.index(word) if word else -1 for text in texts for word in text], np.int32)
    starts = np.concatenate([[0], np.cumsum([len(text) for text in texts])])
    return Sequences(codes, starts, np.arange(first, first + len(texts)), np.array(words, dtype=object))


def slow(texts, size):
    n, articles = Counter(), Counter()
    for text in texts:
        grams = [tuple(text[at : at + size]) for at in range(len(text) - size + 1)]
        grams = [gram for gram in grams if all(gram)]
        n.update(grams)
        articles.update(set(grams))
    return n, articles


some_texts = st.lists(st.lists(st.sampled_from(["aa", "bb", "cc", "the", ""]), max_size=25), min_size=2, max_size=6)


@given(some_texts, st.integers(1, 3))
def test_grams_are_those_of_a_loop_however_the_articles_are_parted(texts, least):
    parts = [part(texts[:1]), part(texts[1:], first=1)]
    table = ngrams.find(lambda: parts, stop=frozenset({"the"}), min_articles=least)
    found = {tuple(row.gram.split()): (row.n, row.articles) for row in table.itertuples()}
    expected = {}
    for size in (2, 3, 4):
        n, articles = slow(texts, size)
        expected |= {
            gram: (n[gram], articles[gram])
            for gram in n
            if articles[gram] >= least and gram[0] != "the" and gram[-1] != "the"
        }
    assert found == expected
    article, gram, uses = ngrams.count_in_articles(parts, table["number"].to_numpy(np.uint64))
    assert np.bincount(gram, uses, minlength=len(table)).tolist() == table["n"].tolist()
    assert np.bincount(gram, minlength=len(table)).tolist() == table["articles"].tolist()
    assert len(article) == table["articles"].sum()


def test_the_measures_of_two_words_are_nltks():
    texts = [["aa", "bb", "cc", "aa", "bb"], ["cc", "aa", "cc", "bb"], ["aa", "bb"]]
    table = ngrams.find(lambda: [part(texts)], stop=frozenset(), min_articles=1).set_index("gram")
    assert table.loc["aa bb", "g2"] == pytest.approx(BigramAssocMeasures.likelihood_ratio(3, (4, 4), 11))
    assert table.loc["aa bb", "pmi"] == pytest.approx(BigramAssocMeasures.pmi(3, (4, 4), 11))


def test_a_longer_gram_is_worth_its_weakest_parting():
    texts = [["aa", "bb", "cc"]] * 4 + [["aa", "bb", "dd"]] * 4
    table = ngrams.find(lambda: [part(texts)], stop=frozenset(), min_articles=3).set_index("gram")
    assert table.loc["aa bb cc", "pmi"] == pytest.approx(
        min(BigramAssocMeasures.pmi(4, (8, 4), 24), BigramAssocMeasures.pmi(4, (8, 4), 24))
    )


@pytest.mark.parametrize("texts", [[], [[]], [["one"]], [["", ""]], [["🇺🇦"]]])
def test_nothing_to_find(texts):
    parts = [part(texts)] if texts else []
    assert ngrams.find(lambda: parts, stop=frozenset()).empty
    assert phrases.find(lambda: parts, stop=frozenset()).empty
    assert ngrams.repeated(lambda: parts).empty


def test_repeated_passages_are_counted_by_word():
    call = "sign up for our daily letter now".split()
    texts = [[*call, f"w{number}", "flood"] for number in range(3)] + [["flood", "letter"]]
    parts = [part(texts[:2]), part(texts[2:], first=2)]
    assert ngrams.repeated(lambda: parts, min_articles=3).to_dict() == dict.fromkeys(call, 3)
    # Copies of one story repeat nothing: only one of them is looked at.
    assert ngrams.repeated(lambda: parts, among=lambda: parts[:1], min_articles=3).empty


def test_phrases_shown_are_not_mere_parts_of_longer_ones():
    texts = [["upper", "river", "council", f"w{number}"] for number in range(5)]
    assert phrases.find(lambda: [part(texts)], stop=frozenset())["gram"].tolist() == ["upper river council"]


def test_a_phrase_becomes_a_term_and_its_fragments_step_aside():
    texts = [["white", "house", f"w{number}"] for number in range(40)] + [["house"]] * 3
    texts += [["filler"] * 60]
    vocabulary = sorted({word for text in texts for word in text})
    rows = sorted({(at, word, text.count(word)) for at, text in enumerate(texts) for word in text})
    counts = Counts.of_rows(
        np.array(vocabulary, dtype=object), np.array([at for at, _, _ in rows]),
        np.array([vocabulary.index(word) for _, word, _ in rows]), np.array([n for _, _, n in rows]),
        np.array([len(text) for text in texts]),
    )
    table = phrases.find(lambda: [part(texts)], stop=frozenset())
    joined, fragment = phrases.as_units(counts, table, [part(texts)], wanted=["house filler", "no such phrase"])
    assert joined.terms[-1] == "white house"
    assert set(joined.terms[fragment]) == {"white", "house"}
    assert (joined.term == len(joined.terms) - 1).sum() == 40


def test_glued_words_are_written_together():
    assert phrases.joined("russia 's invasion did n't end") == "russia's invasion didn't end"


def test_sequences_hold_words_and_leave_gaps_for_all_else(tmp_path):
    pages = pa.table({"article_id": ["a", "b", "c"], "text": ["Flood: 300 homes.", "", "FLOOD"]})
    table = make_sequences(pages)
    assert table["tokens"].to_pylist() == [["flood", "", "", "homes", ""], [], ["flood"]]
    pq.write_table(table, tmp_path / "s.parquet")
    (found,) = reader([tmp_path / "s.parquet"], ["c", "a"])()
    assert [found.words[code] if code >= 0 else "" for code in found.codes] == ["flood", "", "", "homes", "", "flood"]
    assert (found.starts.tolist(), found.article.tolist()) == ([0, 5, 6], [1, 0])
    assert not list(reader([tmp_path / "s.parquet"], [])())


def test_a_reader_holds_what_has_room_and_reads_the_rest_anew(tmp_path, monkeypatch):
    paths = [tmp_path / f"{number}.parquet" for number in range(3)]
    for number, path in enumerate(paths):
        pages = pa.table({"article_id": [f"{number}"], "text": [f"the dam of town{number}"]})
        pq.write_table(make_sequences(pages), path)
    for room, held in ((1 << 20, 3), (400, 1), (0, 0)):
        monkeypatch.setattr("helpers.keywords.sequences._HELD", room)
        read = reader(paths, ["0", "1", "2"])
        first, again = list(read()), list(read())
        assert [part.words.tolist() for part in first] == [part.words.tolist() for part in again]
        assert sum(one is other for one, other in zip(first, again)) == held


def test_collocates_are_those_of_a_loop():
    texts = [["dam", "broke", "near", "", "town"], ["town", "dam", "town", "x1", "x2", "x3", "x4", "far"], ["far"]]
    found = collocates.collocates([part(texts[:1]), part(texts[1:], 1)], ["dam"], stop=frozenset(), span=2, min_n=1)
    assert found.set_index("collocate")["n"].to_dict().items() <= {"broke": 1, "near": 1, "town": 2, "x1": 1}.items()
    town = collocates.collocates([part(texts)], ["dam"], stop=frozenset(), span=2, min_n=2)
    assert town.empty or town["collocate"].tolist() == ["town"]


def test_collocates_of_a_phrase_stand_around_it():
    texts = [["old", "white", "house", "burns"]] * 3 + [["calm"] * 90]
    found = collocates.collocates([part(texts)], ["white house", "nobody here"], stop=frozenset(), span=1)
    assert set(found["collocate"]) == {"old", "burns"}
    assert found["n"].tolist() == [3, 3] and found["articles"].tolist() == [3, 3]


def test_collocates_of_nothing():
    assert collocates.collocates([], ["dam"], stop=frozenset()).empty
    assert isinstance(collocates.collocates([part([["a"]])], ["dam"], stop=frozenset()), pd.DataFrame)
