"""Phrases: two-word collocations by NLTK's finder and association measures, never across punctuation."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from helpers.context import Context
from helpers.keywords.stopwords import stop_words
from helpers.text import tokens


def collocations(ctx: Context, *, min_articles: int = 3, limit: int = 50) -> pd.DataFrame:
    """Pairs of neighbouring terms by log-likelihood (Dunning 1993): phrase, n, articles, g2, pmi; strongest first."""
    from nltk.collocations import BigramCollocationFinder
    from nltk.metrics import BigramAssocMeasures

    stop = stop_words()
    documents = [tokens.sequence(text) for _, text in sorted(ctx.texts(ctx.articles["article_id"]).items())]
    in_articles: Counter[tuple[str, str]] = Counter()
    for document in documents:
        in_articles.update(set(zip(document, document[1:])))
    finder = BigramCollocationFinder.from_documents(documents)
    finder.apply_word_filter(lambda word: word in stop or len(word) < 2 or not tokens.is_term(word))
    finder.apply_ngram_filter(lambda *pair: in_articles[pair] < min_articles)
    pmi = dict(finder.score_ngrams(BigramAssocMeasures.pmi))
    scored = sorted(finder.score_ngrams(BigramAssocMeasures.likelihood_ratio), key=lambda row: (-row[1], row[0]))
    return pd.DataFrame(
        [(" ".join(pair), finder.ngram_fd[pair], in_articles[pair], g2, pmi[pair]) for pair, g2 in scored[:limit]],
        columns=["phrase", "n", "articles", "g2", "pmi"],
    )
