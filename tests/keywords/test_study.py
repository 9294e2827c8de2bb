"""The room from a corpus to its tables, on pages written for the tests: copies, phrases, outlets, trends, turnover."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from helpers import context
from helpers.errors import ParameterError
from helpers.keywords import (
    concordance,
    findings,
    frequency,
    incontext,
    keyness,
    network,
    outlets,
    pictures,
    study,
    turnover,
)
from helpers.keywords.counts import Counts
from helpers.store import Store

DAYS = [dt.date(2031, 3, 1) + dt.timedelta(days=number) for number in range(24)]


def _article(number):
    """An early article of mayor Anna Holt and the north dyke, or a late one of mayor Marta Kline and the pumps. No six
    words stand in two of them."""
    late = number >= 12
    own = [f"{word}{number}" for word in ("alfa", "bravo", "cargo", "delta", "echo", "fox")]
    mayor, thing = ("Mayor Marta Kline", "pumps") if late else ("Mayor Anna Holt", "north dyke")
    text = (
        f"Water {own[0]} Osijek {own[1]}. {mayor} {own[2]} {thing} {own[3]}. The {thing} {own[4]} neighbours."
        f" {thing.capitalize()} {own[5]} rain."
    )
    return {
        "id": f"a{number}", "title": f"Report {number}", "published": f"{DAYS[number]}T08:00:00Z",
        "source": "River Post" if number % 2 else "Valley Wire", "url": f"https://example.org/{number}", "text": text,
    }


def _write(folder, articles):
    path = folder / "corpus.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("keywords")


@pytest.fixture(scope="module")
def start(folder):
    """`start(articles, **parameters)`: a context on a corpus of these articles."""
    patch = pytest.MonkeyPatch()
    patch.setitem(Store.__init__.__kwdefaults__, "derived", folder / "derived")

    def make(articles, **parameters):
        place = folder / f"c{abs(hash(json.dumps(articles, sort_keys=True)))}"
        place.mkdir(exist_ok=True)
        return context.start(
            "02_keywords", {"corpus": str(_write(place, articles)), "compare_to": "none", "bin": "day", **parameters}
        )

    yield make
    patch.undo()


@pytest.fixture(scope="module")
def ctx(start):
    return start([_article(number) for number in range(24)])


@pytest.fixture(scope="module")
def found(ctx):
    return study.study(ctx)


@pytest.fixture(scope="module")
def frequencies(ctx, found):
    return frequency.term_frequencies(ctx, found)


def row(frequencies, term):
    return frequencies.set_index("term").loc[term]


def test_counts_shares_and_days_of_a_term(frequencies):
    pumps = row(frequencies, "pumps")
    assert (pumps.n, pumps.articles, pumps.share) == (36, 12, 0.5)
    assert (pumps.first_seen, pumps.last_seen) == (pd.Timestamp(DAYS[12]), pd.Timestamp(DAYS[23]))
    assert pumps.first_title == "Report 12"
    assert pumps.share_low < 0.5 < pumps.share_high
    assert pumps.change_low > 0 and pumps.dp_norm > 0.3 and pumps.dp_norm_outlets < 0.1
    assert pumps.bursts == 1 and row(frequencies, "water").bursts == 0


def test_a_phrase_is_one_term_and_its_words_are_set_aside(frequencies, found):
    assert row(frequencies, "north dyke").n == 36
    assert not {"north", "dyke", "the", "osijek's"} & set(frequencies["term"])


def test_by_bin_has_denominators_intervals_and_bursts(found):
    table = frequency.by_bin(found, ["pumps", "never said"])
    assert len(table) == 48 and set(table["all_articles"]) == {1} and table["few"].all()
    pumps = table[table["term"] == "pumps"].set_index("bin")
    assert pumps["share"].tolist() == [0.0] * 12 + [1.0] * 12
    assert pumps["burst"].tolist() == [False] * 12 + [True] * 12
    assert not table[table["term"] == "never said"]["n"].any()
    assert frequency.by_bin(found, []).empty


def test_copies_count_once_or_each_time_and_both_are_shown(start):
    articles = [_article(number) for number in range(6)]
    copy = articles[0] | {"id": "copy", "source": "Third Paper", "url": "https://example.org/copy"}
    once, each = (start([*articles, copy], copies=way) for way in ("once", "each"))
    one, other = (row(frequency.term_frequencies(ctx), "water") for ctx in (once, each))
    assert (one.articles, one.stories, one.pages) == (6, 6, 7)
    assert (other.articles, other.stories, other.pages) == (7, 6, 7)


def test_halves_and_turnover(ctx, found):
    halves = keyness.early_and_late(ctx, found)
    assert halves.attrs["cut"] == DAYS[12]
    table = turnover.with_replaced(ctx, halves)
    entered = table[table["change"] == "entered"]["term"].tolist()
    assert "pumps" in entered and "north dyke" in table[table["change"] == "left"]["term"].tolist()
    replaced = table[table["change"] == "replaced"].set_index("label")["instead_of"].to_dict()
    assert all(old != new for new, old in replaced.items())
    assert findings.changes(table).startswith("Entered: ")


def test_what_one_day_brought_sets_no_half_apart(start):
    articles = [_article(number) for number in range(24)]
    for number, article in enumerate(articles[12:]):
        article["text"] += " Parade." * 2 * (number < 3) + " Ferry." * 2 * (number in (3, 6, 9))
        if number < 3:
            article["published"] = articles[12]["published"]
    ctx = start(articles)
    terms = set(keyness.early_and_late(ctx)["term"])
    assert "ferry" in terms and "parade" not in terms


def test_replacements_need_shared_company():
    columns = ["node", "collocate", "pmi"]
    before = pd.DataFrame([("holt", "mayor", 5.0), ("holt", "anna", 4.0), ("ice", "thick", 6.0)], columns=columns)
    after = pd.DataFrame([("kline", "mayor", 5.0), ("kline", "anna", 3.0), ("sand", "bags", 6.0)], columns=columns)
    table = turnover.replacements(before, after)
    assert table[["before", "after"]].values.tolist() == [["holt", "kline"]]
    assert table["beside"].tolist() == ["mayor, anna"]
    assert turnover.replacements(before.head(0), after).empty


@pytest.mark.parametrize(("reference", "side"), [("english", "general English"), ("outlet:River Post", "River Post")])
def test_keyness_against_a_list_and_an_outlet(ctx, found, reference, side):
    other = replace(ctx, params=replace(ctx.params, reference=reference))
    table = keyness.compare(other, found)
    assert table.attrs["b"] == side
    if reference == "english":
        assert {"dyke", "pumps"} & set(table.head(8)["term"]) and (table.head(8)["log_ratio"] > 0).all()


def test_keyness_against_another_corpus(ctx, found, start):
    older = start([_article(number) for number in range(12)])
    other = replace(ctx, params=replace(ctx.params, reference=str(older.store.corpus)))
    table = keyness.compare(other, found)
    assert table[table["log_ratio"] > 0]["term"].tolist()[0] == "pumps"


def test_a_reference_that_is_not_there_is_one_clear_line(ctx, found):
    other = replace(ctx, params=replace(ctx.params, reference="no/such/corpus"))
    with pytest.raises(ParameterError, match="reference not found"):
        keyness.compare(other, found)
    nobody = replace(ctx, params=replace(ctx.params, reference="outlet:Nobody"))
    assert keyness.compare(nobody, found).empty


def test_first_use_by_outlet_with_its_lag(ctx, found):
    table = outlets.first_use(ctx, found, ["pumps", "water"])
    pumps = table[table["term"] == "pumps"]
    assert pumps["source"].tolist() == ["Valley Wire", "River Post"]
    assert pumps["lag_days"].tolist() == [0, 1] and not pumps["late_start"].any()
    spread = outlets.spread(table).set_index("term")
    assert spread.loc["pumps", "followed"] == ["River Post +1 day"]
    assert "water" not in spread.index  # the second outlet began only after the first use


def test_shares_by_outlet(found):
    table = outlets.by_source(found, ["pumps"])
    shown = table[["source", "articles", "all_articles"]].values.tolist()
    assert shown == [["River Post", 6, 12], ["Valley Wire", 6, 12]]
    assert outlets.by_source(found, []).empty


def test_links_are_terms_that_share_articles(found):
    table = network.links(found.counts, ["north dyke", "pumps", "holt", "kline", "water"])
    pairs = {frozenset(pair) for pair in table[["term_a", "term_b"]].values.tolist()}
    assert frozenset({"north dyke", "pumps"}) not in pairs
    assert (table["npmi"] > 0).all() and (table["articles"] == 12).all()
    assert len(network.backbone(table, most=1)) <= 1
    assert network.links(found.counts, []).empty


@pytest.mark.parametrize("sort", concordance.SORTS)
def test_kwic_lines_are_cut_at_words_and_sorted(ctx, found, sort):
    uses = concordance.concordance(ctx, found, ["pumps"])
    lines = concordance.kwic(ctx, uses, sort=sort, width=30, limit=50)
    assert len(lines) == 36
    assert lines["left"].str.len().max() <= 30 and lines["right"].str.len().max() <= 30
    if sort == "right":
        assert lines["right"].str.casefold().is_monotonic_increasing
    if sort == "left":
        last = [text.casefold().split()[-1] for text in lines["left"] if text]
        assert last == sorted(last)


def test_an_unknown_order_of_lines_is_refused(ctx):
    with pytest.raises(ParameterError, match="no such order"):
        concordance.kwic(ctx, pd.DataFrame(columns=concordance.COLUMNS), sort="up")


def test_a_concordance_reads_a_sample_but_knows_all(ctx, found):
    uses = concordance.concordance(ctx, found, ["water"], sample=3)
    assert uses["article_id"].nunique() == 3
    counted = concordance.uses_by_article(ctx, found, ["water", "never said"])
    assert counted["term"].unique().tolist() == ["water"]
    assert (counted["n"].sum(), counted["article_id"].nunique()) == (24, 24)


HARD = (
    "A full-scale war. The full “war”… Osijek’s fall, U.S.-led talks in the U.S. on flo\u00adods; wars, war/peace,"
    " war-time (war). Upper river council's plan. Will it? Wills. Cafe\u0301s, O’Brien's café. don’t"
)


@pytest.mark.parametrize(
    "parameters", [{"focus_terms": ["council 's plan", "o'brien"]}, {"token_rule": "words"}, {"stems": "yes"}]
)
def test_every_counted_use_is_in_the_evidence_and_no_other(start, parameters):
    articles = [_article(number) for number in range(8)]
    articles = [article | {"text": f"{article['text']} {HARD} x{at}."} for at, article in enumerate(articles)]
    ctx = start(articles, **parameters)
    found = study.study(ctx)
    terms = found.counts.terms.tolist()
    assert set(parameters.get("focus_terms", [])) <= set(terms)
    counted = concordance.uses_by_article(ctx, found, terms).groupby(["term", "article_id"])["n"].sum()
    shown = concordance.concordance(ctx, found, terms).groupby(["term", "article_id"]).size()
    assert shown.to_dict() == counted.to_dict()


HOSTILE = ["(a+)+$", "C++", '"quoted"', "<b>bold</b>", "   ", "🇺🇦", "north dyke", "a phrase of more than four words"]


@pytest.mark.parametrize(
    ("articles", "parameters"),
    [
        ([_article(3)], {}),
        ([_article(3)], {"start": "2040-01-01"}),
        ([_article(3) | {"text": "Dam"}], {}),
        ([_article(3) | {"text": "The of and it was"}], {}),
        ([_article(3) | {"text": "🇺🇦 👩‍👩‍👧 🔥 🔥"}], {}),
        ([_article(3) | {"text": "洪水淹没了村庄。消防员来了，人们离开家园，去学校避难。" * 9}], {}),
        ([_article(number) | {"text": f"غمرت المياه القرية {number} مرة"} for number in range(4)], {}),
        ([_article(number) | {"text": f"Cafe\u0301 “flo\u00adod” isn’t {number}"} for number in range(4)], {}),
        ([_article(number) | {"published": None} for number in range(5)], {}),
        ([_article(number) | {"source": "Only Paper"} for number in range(5)], {}),
        ([_article(number) for number in range(8)], {"focus_terms": HOSTILE}),
        ([_article(number) for number in range(8)], {"stems": "yes", "bin": "week"}),
        ([_article(number) for number in range(8)], {"copies": "each", "bin": "month", "reference": "english"}),
    ],
    ids=["one", "none", "token", "stops", "emoji", "spaceless", "right-to-left", "marks", "undated", "outlet",
         "hostile", "stems", "each"],
)
def test_every_picture_stands_on_odd_selections(start, articles, parameters):
    ctx = start(articles, **parameters)
    found = study.study(ctx)
    frequencies = frequency.term_frequencies(ctx, found)
    halves, versus = keyness.early_and_late(ctx, found), keyness.compare(ctx, found)
    strongest = pictures.strongest_trends(frequencies)
    moving = frequency.by_bin(found, pictures.moving(ctx, strongest))
    followed = pictures.focus(ctx, frequencies, strongest, halves)
    changes = turnover.with_replaced(ctx, halves)
    shown = [
        pictures.top_terms(ctx, frequencies), pictures.all_terms(ctx, frequencies, found),
        pictures.distinctive(ctx, versus), pictures.trends(ctx, frequencies, moving),
        pictures.over_time(ctx, frequencies, frequency.by_bin(found, followed)), pictures.changes(ctx, changes),
        pictures.phrases(ctx, found), pictures.network(ctx, frequencies, found),
        pictures.outlets(ctx, frequencies, outlets.by_source(found, followed)),
        pictures.first_uses(ctx, frequencies, found, pictures.traced(ctx, strongest, changes)),
        incontext.in_context(ctx, found, followed, halves, "Nothing changed.", followed),
    ]
    html = "".join(picture.html() for picture in shown)
    assert "<b>bold" not in html and ">nan<" not in html and ">NaT<" not in html
    assert all(picture.plain() for picture in shown)
    assert findings.burst(frequencies, found.steps, ctx.bin)
    assert findings.top_terms(frequencies, len(ctx.articles))


def test_text_without_spaces_is_said_to_be_uncounted(start):
    flooded = "次洪水淹没了村庄，人们离开家园，去学校避难。"
    chinese = [_article(number) | {"text": f"第{number}{flooded}"} for number in range(2)]
    for articles, expected in ((chinese, "2 articles are written without spaces"), ([_article(5)], "")):
        ctx = start(articles + [_article(3)])
        found = study.study(ctx)
        note = pictures.all_terms(ctx, frequency.term_frequencies(ctx, found), found).note
        assert expected in note and ("without spaces" in note) == bool(expected)


def test_focus_terms_are_followed_whatever_they_hold(start):
    ctx = start([_article(number) for number in range(8)], focus_terms=HOSTILE)
    found = study.study(ctx)
    followed = pictures.focus(ctx, frequency.term_frequencies(ctx, found))
    assert followed[:3] == ["(a+)+$", "c++", '"quoted"'] and "" not in followed
    counted = concordance.uses_by_article(ctx, found, ["north dyke"])
    assert (counted["n"].sum(), counted["article_id"].nunique()) == (24, 8)


def test_the_analysts_stop_words_are_left_out(start, folder):
    own = folder / "own.txt"
    own.write_text("\ufeff# my words\n\nPumps   water # rain\n\n", encoding="utf-8")
    ctx = start([_article(number) for number in range(14)], stop_words=str(own))
    terms = set(frequency.term_frequencies(ctx)["term"])
    assert not {"pumps", "water"} & terms and "rain" in terms


def test_a_stop_list_that_cannot_be_read_is_one_clear_line(start, folder):
    ctx = start([_article(3)], stop_words=str(folder / "nowhere.txt"))
    with pytest.raises(ParameterError, match="cannot read the list of stop words"):
        study.study(ctx)


def test_stems_join_forms(start):
    texts = ["Floods came. A flood came.", "The flooding went on.", "Flooded roads."]
    articles = [_article(number) | {"text": text} for number, text in enumerate(texts)]
    assert row(frequency.term_frequencies(start(articles, stems="yes")), "flood").articles == 3
    assert row(frequency.term_frequencies(start(articles)), "flood").articles == 1


def test_statistics_of_one_partition_are_those_of_many(found):
    one = frequency.statistics(found)
    order = np.random.default_rng(1).permutation(len(found.counts.n))
    counts = found.counts
    rows = counts.article[order], counts.term[order], counts.n[order]
    mixed = Counts.of_rows(counts.terms, *rows, counts.tokens)
    pd.testing.assert_frame_equal(frequency.statistics(replace(found, counts=mixed)), one)
