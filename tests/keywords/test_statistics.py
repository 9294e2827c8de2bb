"""Keyness and phrases: formulas held against worked values and NLTK's own measures."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from nltk.metrics import BigramAssocMeasures

from helpers.keywords.concordance import find_counted, find_uses
from helpers.keywords.count import count_terms
from helpers.keywords.keyness import bic, keyness, log_likelihood, log_ratio
from helpers.keywords.reference import english, parse
from helpers.keywords.stopwords import stop_words
from helpers.keywords.turnover import turnover
from helpers.schema import SCHEMAS


def test_log_likelihood_is_rayson_and_garsides():
    # 2 * (10 ln(10/6) + 5 ln(5/9)) with 1,000 tokens against 1,500: expected 6 and 9.
    expected = 2 * (10 * np.log(10 / 6) + 5 * np.log(5 / 9))
    assert log_likelihood(np.array([10]), np.array([5]), 1000, 1500)[0] == pytest.approx(expected)


def test_log_likelihood_agrees_with_nltks_where_the_other_cells_vanish():
    # NLTK's measure is over the full 2x2 table; for rare terms the two other cells add next to nothing.
    ours = log_likelihood(np.array([30]), np.array([10]), 5e8, 5e8)[0]
    nltk = BigramAssocMeasures.likelihood_ratio(30, (40, 5e8), 1e9)
    assert ours == pytest.approx(nltk, rel=1e-3)


@pytest.mark.parametrize(("a", "b", "expected"), [(20, 10, 1.0), (10, 20, -1.0), (0, 1, -1.0), (4, 4, 0.0)])
def test_log_ratio(a, b, expected):
    assert log_ratio(np.array([a]), np.array([b]), 1000, 1000)[0] == pytest.approx(expected)


def counts(rows):
    return pd.DataFrame(rows, columns=["term", "n_a", "n_b", "articles_a", "articles_b"])


def test_keyness_orders_by_strength_and_drops_what_too_few_articles_have():
    table = keyness(
        counts([("dam", 50, 2, 9, 2), ("relief", 3, 60, 3, 9), ("odd", 40, 0, 1, 0), ("water", 50, 50, 9, 9)])
    )
    assert table["term"].tolist() == ["relief", "dam", "water"]
    assert (table["g2"] >= 0).all()


def test_keyness_ranks_by_articles_where_they_are_known():
    # Six articles on one country use it many times; nineteen use a word once or twice each.
    table = counts([("serbia", 37, 0, 7, 0), ("drone", 33, 0, 19, 0), ("border", 25, 107, 18, 53)])
    found = keyness(table, tokens=(118_000, 119_000), articles=(198, 197))
    assert found["term"].tolist() == ["drone", "border", "serbia"]
    assert keyness(table, tokens=(118_000, 119_000))["term"].tolist()[0] == "border"
    assert found["g2_articles"].tolist() == pytest.approx(
        [BigramAssocMeasures.likelihood_ratio(a, (a + b, 198), 395) for a, b in ((19, 0), (18, 53), (7, 0))]
    )


def test_keyness_of_an_empty_side_is_empty():
    assert keyness(counts([("dam", 5, 0, 3, 0)])).empty


def test_turnover_names_what_entered_and_left():
    table = keyness(counts([("crest", 0, 60, 0, 9), ("claim", 60, 0, 9, 0), ("water", 500, 500, 9, 9)]))
    table = table.assign(label=table["term"], n=table["n_a"] + table["n_b"])
    assert turnover(table)[["change", "term"]].values.tolist() == [["entered", "claim"], ["left", "crest"]]


def test_count_terms_folds_case_and_leaves_out_numbers_and_marks():
    pages = pa.table({"article_id": ["a"], "text": ["Flood waters: 300 homes flood. FLOOD!"]})
    table = count_terms(pages)
    assert table.schema == SCHEMAS["terms"]
    assert table.to_pylist() == [
        {"article_id": "a", "term": "flood", "n": 3},
        {"article_id": "a", "term": "homes", "n": 1},
        {"article_id": "a", "term": "waters", "n": 1},
    ]


def test_count_terms_of_empty_text():
    assert count_terms(pa.table({"article_id": ["a"], "text": [""]})).num_rows == 0


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("Dam. dams, DAM", ["dam"], ["Dam", "DAM"]),
        ("the White  House said", ["white house"], ["White  House"]),
        ("C++ or C", ["C++"], ["C++"]),
        ("aaaa", ["(a+)+$"], []),
        ("anything", ["", "  "], []),
    ],
)
def test_find_uses_takes_terms_literally(text, terms, expected):
    uses = find_uses({"a": text}, terms)
    assert uses["surface"].tolist() == expected
    assert [text[s:e] for s, e in zip(uses["start"], uses["end"])] == expected


@pytest.mark.parametrize(
    ("texts", "term", "expected"),
    [
        (["Full-scale war, full stop."], "full", ["full"]),
        (["NATO’s eastern flank"], "nato 's eastern flank", ["NATO’s eastern flank"]),
        (["flo\u00adod", "Flood"], "flood", ["flo\u00adod", "Flood"]),
        (["the white", "house burns"], "white house", []),
        (["dam dam"], "dam dam dam dam", []),
        (["", "dam"], "ice", []),
        ([], "dam", []),
    ],
)
def test_find_counted_takes_tokens_in_a_row_of_one_text(texts, term, expected):
    uses = find_counted(dict(enumerate(texts)), [term])
    assert uses["surface"].tolist() == expected


def test_stop_words_are_folded_and_hold_the_commonest():
    assert {"the", "said", "n't", "tuesday"} <= stop_words()
    assert all(word == word.casefold() for word in stop_words())


def test_bic_is_wilsons():
    # Wilson (2013): G2 less the log of the tokens of both sides.
    assert bic(np.array([20.0]), 1000.0)[0] == pytest.approx(20 - np.log(1000))


def test_keyness_of_one_long_article_is_no_finding():
    table = counts([("odd", 60, 2, 4, 4), ("dam", 60, 2, 30, 2)])
    found = keyness(table, tokens=(5000, 5000), articles=(50, 50))
    assert found["term"].tolist() == ["dam"]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("", "past", ""), ("  English ", "english", ""), ("outlet: River Post", "outlet", "River Post"),
        ("data/raw/older", "corpus", "data/raw/older"),
    ],
)
def test_parse_reference(text, kind, name):
    found = parse(text)
    assert (found.kind, found.name) == (kind, name)


def test_the_shipped_list_is_english_and_knows_what_it_does_not_list():
    found = english()
    words = ["the", "water", "bombshell", "zzzz"]
    uses = dict(zip(words, found.uses(pd.Series(words))))
    assert uses["the"] > uses["water"] > uses["bombshell"] > uses["zzzz"] > 0
    assert uses["the"] / found.tokens == pytest.approx(0.05, abs=0.02)
