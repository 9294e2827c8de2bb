"""Every table of the room counted again the plain way: by loops over NLTK's tokens, and by formulas written anew."""

from __future__ import annotations

import datetime as dt
import json
import math
import random
from collections import Counter, defaultdict
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics import BigramAssocMeasures
from nltk.text import ConcordanceIndex

from helpers import context
from helpers.keywords import concordance, frequency, keyness, measures, network, outlets, stems, study, turnover
from helpers.keywords.counts import Cells
from helpers.keywords.stopwords import stop_words
from helpers.store import Store
from helpers.text.treebankpunkt import word_tokenize

PAPERS = ["River Post", "Valley Wire", "Hill Times"]
WORDS = [f"{first}{last}" for first in ("bram", "cor", "dul", "fen", "gor", "hesk", "jol", "kem") for last in
         ("as", "ent", "ik", "ol", "umb", "yst", "ard", "ep")]


def _articles():
    """Sixty articles of six weeks, no two alike: words of Zipf's law, one that only the first or the last half has."""
    chance = random.Random(7)
    weights = [1 / rank for rank in range(1, len(WORDS) + 1)]
    for number in range(60):
        words = chance.choices(WORDS, weights, k=chance.randint(30, 60))
        words += chance.choices(["the", "of", "said"], k=8)
        words += ["oldword" if number < 30 else "newword"] * chance.randint(0, 3)
        words += ["flood", "ferry"] * (number % 3 == 0) + ["ferry"] * (number % 10 == 1)
        chance.shuffle(words)
        day = dt.date(2031, 3, 1) + dt.timedelta(days=number * 42 // 60)
        yield {
            "id": f"a{number:02d}", "title": f"Report {number}", "published": f"{day}T{number % 24:02d}:00:00Z",
            "source": PAPERS[chance.randint(0, 2)], "url": f"https://example.org/{number}",
            "text": " ".join(words).capitalize() + ".",
        }


@pytest.fixture(scope="module")
def ctx(tmp_path_factory):
    folder = tmp_path_factory.mktemp("oracles")
    path = folder / "corpus.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in _articles()), encoding="utf-8")
    patch = pytest.MonkeyPatch()
    patch.setitem(Store.__init__.__kwdefaults__, "derived", folder / "derived")
    yield context.start("02_keywords", {"corpus": str(path), "compare_to": "none", "bin": "week"})
    patch.undo()


@pytest.fixture(scope="module")
def found(ctx):
    return study.study(ctx)


@pytest.fixture(scope="module")
def plain(ctx):
    """The articles in order of time, each with the Counter of its terms."""
    texts = ctx.texts(ctx.articles["article_id"].tolist())
    rows = []
    for article in ctx.articles.itertuples():
        tokens = [token.lower() for token in word_tokenize(texts[article.article_id])]
        terms = Counter(token for token in tokens if any(map(str.isalpha, token)))
        rows.append((article.article_id, article.day, article.source, terms))
    return rows


def _terms(plain):
    return sorted({term for *_, terms in plain for term in terms} - stop_words())


def test_frequency_share_and_days_are_those_of_a_loop(ctx, found, plain):
    table = frequency.statistics(found).set_index("term")
    shown = frequency.term_frequencies(ctx, found).set_index("term")
    tokens = sum(sum(terms.values()) for *_, terms in plain)
    assert {term for term in table.index if " " not in term} == set(_terms(plain))
    for term in _terms(plain):
        using = [row for row in plain if row[3][term]]
        uses = sum(row[3][term] for row in using)
        row = table.loc[term]
        assert (row.n, row.articles, row.share) == (uses, len(using), len(using) / len(plain))
        assert row.per_million == pytest.approx(uses / tokens * 1e6)
        if term in shown.index:
            seen = shown.loc[term]
            assert (seen.first_seen, seen.last_seen) == (using[0][1], using[-1][1])
            assert seen.first_source == using[0][2]


def test_dispersion_and_peak_over_weeks_and_outlets_are_those_of_a_loop(found, plain):
    table = frequency.statistics(found).set_index("term")
    weeks = [int(np.searchsorted(found.steps, day, side="right")) - 1 for _, day, _, _ in plain]
    papers = [PAPERS.index(source) for _, _, source, _ in plain]
    for term in _terms(plain):
        over = {}
        for name, part, size in (("weeks", weeks, len(found.steps)), ("outlets", papers, len(PAPERS))):
            uses, tokens = [0] * size, [0] * size
            for at, (*_, terms) in zip(part, plain):
                uses[at] += terms[term]
                tokens[at] += sum(terms.values())
            apart = sum(abs(v / sum(uses) - s / sum(tokens)) for v, s in zip(uses, tokens)) / 2
            over[name] = apart / (1 - min(tokens) / sum(tokens))
        row = table.loc[term]
        assert row.dp_norm == pytest.approx(over["weeks"], abs=1e-9)
        assert row.dp_norm_outlets == pytest.approx(over["outlets"], abs=1e-9)
        lows = []
        for step in range(len(found.steps)):
            n = weeks.count(step)
            p = sum(week == step and terms[term] > 0 for week, (*_, terms) in zip(weeks, plain)) / n
            # Wilson's limit as the smaller root of (p - x)^2 = z^2 x (1 - x) / n.
            z2 = 1.959964**2 / n
            lows.append(min(np.roots([1 + z2, -2 * p - z2, p * p]).real) if p else 0.0)
        assert lows[int(row.peak)] == pytest.approx(max(lows), abs=1e-6)


def test_trend_is_the_weighted_least_squares_line(found, plain):
    table = frequency.statistics(found).set_index("term")
    weeks = np.array([np.searchsorted(found.steps, day, side="right") - 1 for _, day, _, _ in plain])
    for term in _terms(plain)[:20]:
        used = np.array([terms[term] > 0 for *_, terms in plain], float)
        slope = np.polyfit(weeks, used, 1)[0]  # a line through the articles themselves, each 0 or 1
        assert table.loc[term, "change"] == pytest.approx(slope * (weeks.max() - weeks.min()), abs=1e-9)


def test_keyness_of_the_halves_is_that_of_a_loop_and_of_nltk(ctx, found, plain):
    table = keyness.early_and_late(ctx, found)
    cut = pd.Timestamp(table.attrs["cut"])
    late, early = ([row for row in plain if (row[1] >= cut) == side] for side in (True, False))
    sizes = [sum(sum(row[3].values()) for row in side) for side in (late, early)]
    assert {"newword", "oldword"} <= set(table["term"].head(2))
    for row in table[~table["term"].str.contains(" ")].itertuples():
        uses = [sum(terms[row.term] for *_, terms in side) for side in (late, early)]
        articles = [sum(terms[row.term] > 0 for *_, terms in side) for side in (late, early)]
        assert [row.n_a, row.n_b, row.articles_a, row.articles_b] == uses + articles
        expected = [sum(uses) * size / sum(sizes) for size in sizes]
        g2 = 2 * sum(o * math.log(o / e) for o, e in zip(uses, expected) if o)
        assert row.g2 == pytest.approx(g2)
        assert row.bic == pytest.approx(g2 - math.log(sum(sizes)))
        a, b = (max(n, 0.5) / size for n, size in zip(uses, sizes))
        assert row.log_ratio == pytest.approx(math.log2(a / b))
        ours = BigramAssocMeasures.likelihood_ratio(articles[0], (sum(articles), len(late)), len(plain))
        assert row.g2_articles == pytest.approx(ours, abs=1e-9)


@pytest.mark.parametrize(
    ("a", "b", "size_a", "size_b", "g2"),  # scipy.stats.power_divergence(lambda_="log-likelihood"), scipy 1.17
    [(10, 5, 1000, 1500, 4.338645826298624), (37, 0, 118_000, 119_000, 51.605788233540515),
     (120, 300, 2_000_000, 1_000_000, 253.93254473520915)],
)
def test_log_likelihood_is_scipys(a, b, size_a, size_b, g2):
    assert keyness.log_likelihood(np.array([a]), np.array([b]), size_a, size_b)[0] == pytest.approx(g2, rel=1e-9)


def test_turnover_is_what_one_half_alone_says(ctx, found, plain):
    halves = keyness.early_and_late(ctx, found)
    cut = pd.Timestamp(halves.attrs["cut"])
    says = [{term for _, day, _, terms in plain if (day >= cut) == side for term in terms} for side in (True, False)]
    table = turnover.turnover(halves.assign(label=halves["term"], n=0))
    for change, (here, gone) in {"entered": says, "left": says[::-1]}.items():
        terms = set(table[table["change"] == change]["term"])
        assert terms and terms <= here - gone


def test_first_use_by_outlet_is_that_of_a_loop(ctx, found, plain):
    terms = _terms(plain)
    expected = defaultdict(dict)
    for article_id, day, source, counts in plain:
        for term in terms:
            if counts[term]:
                expected[term].setdefault(source, (article_id, day))
    table = outlets.first_use(ctx, found, terms)
    assert len(table) == sum(map(len, expected.values()))
    for row in table.itertuples():
        article_id, day = expected[row.term][row.source]
        first = min(other for _, other in expected[row.term].values())
        assert (row.article_id, row.day, row.lag_days) == (article_id, day, (day - first).days)


def test_shares_by_outlet_are_those_of_a_loop(found, plain):
    for row in outlets.by_source(found, WORDS[:6]).itertuples():
        mine = [terms for _, _, source, terms in plain if source == row.source]
        uses = sum(terms[row.term] for terms in mine)
        assert (row.n, row.articles) == (uses, sum(terms[row.term] > 0 for terms in mine))
        assert row.per_million == pytest.approx(1e6 * uses / sum(sum(terms.values()) for terms in mine))


def test_the_network_is_that_of_a_loop_and_nltks_measures(found, plain):
    terms = _terms(plain)
    size = len(plain)
    holding = {term: {at for at, (*_, counts) in enumerate(plain) if counts[term]} for term in terms}
    expected = {}
    for a, b in combinations(terms, 2):
        both, one, other = len(holding[a] & holding[b]), len(holding[a]), len(holding[b])
        g2 = BigramAssocMeasures.likelihood_ratio(both, (one, other), size) if both else 0
        if both >= network.MIN_ARTICLES and both > one * other / size and g2 >= network.MIN_G2:
            npmi = BigramAssocMeasures.pmi(both, (one, other), size) / -math.log2(both / size)
            dice = 14 + math.log2(BigramAssocMeasures.dice(both, (one, other), size))
            expected[a, b] = (both, one, other, g2, npmi, dice)
    table = network.links(found.counts, terms)
    assert len(table) == len(expected) > 0
    for row in table.itertuples():
        found_ = (row.articles, row.articles_a, row.articles_b, row.g2, row.npmi, row.log_dice)
        assert found_ == pytest.approx(expected[row.term_a, row.term_b], abs=1e-9)


def test_the_concordance_has_the_lines_of_nltks(ctx, found, plain):
    terms = WORDS[:5]
    uses = concordance.concordance(ctx, found, terms, sample=1000)
    texts = ctx.texts(ctx.articles["article_id"].tolist())
    lines = defaultdict(list)
    for article_id, text in texts.items():
        index = ConcordanceIndex(word_tokenize(text), key=str.lower)
        for term in terms:
            for line in index.find_concordance(term, width=60):
                lines[term].append((article_id, line.query))
    for term in terms:
        mine = uses[uses["term"] == term]
        assert sorted(zip(mine["article_id"], mine["surface"])) == sorted(lines[term])


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(6, 30)), min_size=4, max_size=9))
def test_the_interval_of_a_trend_is_that_of_the_quasi_binomial_line(steps):
    """From the papers' formulas, article by article: slope of the 0s and 1s, and its variance widened by Pearson."""
    hits, n = (np.array(column) for column in zip(*steps))
    if not 0 < hits.sum() < n.sum():
        return
    found = measures.trend(Cells(np.array([0, len(n)]), np.arange(len(n)), hits, hits), n)
    time = np.repeat(np.arange(len(n)), n)
    used = np.concatenate([[1] * h + [0] * (size - h) for h, size in steps])
    slope = np.polyfit(time, used, 1)[0]
    p = used.mean()
    line = p + slope * (np.arange(len(n)) - time.mean())
    factor = max(1, (n * (hits / n - line) ** 2).sum() / (p * (1 - p)) / (len(n) - 2))
    se = math.sqrt(factor * p * (1 - p) / ((time - time.mean()) ** 2).sum())
    half = measures.student(len(n) - 2) * se * (len(n) - 1)
    assert found.high[0] - found.change[0] == pytest.approx(half, abs=1e-9)


@pytest.mark.parametrize(
    ("word", "stem"),  # from the sample vocabulary of the Porter 2 stemmer's own page
    [("consistency", "consist"), ("consolations", "consol"), ("knightly", "knight"), ("knocks", "knock"),
     ("consigned", "consign"), ("consist", "consist")],
)
def test_stems_are_those_of_the_published_vocabulary(word, stem):
    assert stems.stem(word) == stem
