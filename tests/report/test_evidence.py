from __future__ import annotations

import io
from types import SimpleNamespace

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers.errors import ParameterError
from helpers.report import Evidence, Table, words
from helpers.report.export import saved, unpack

from . import demo


def soup(**options) -> BeautifulSoup:
    evidence = Evidence(demo.context(), demo.mentions(), by="name", prefix="places", **options)
    return BeautifulSoup(evidence.html(), "html.parser")


def test_each_value_has_its_sentences_marked_named_and_linked():
    page = soup(limit=2)
    first = page.find(id="ev-places-ostrava")
    assert first.summary.get_text(" ", strip=True) == "Ostrava 3 mentions in 3 articles"
    assert first.li.q.text == "At Ostrava crews closed two bridges on day 0."
    assert first.li.mark.text == "Ostrava"
    assert first.li.cite.text == "Central Wire, 2 May 2031"
    assert first.li.a["href"] == "https://news.example/story"
    assert "and 1 more." in first.text


def test_anchor_is_the_id():
    page = soup()
    for value in demo.mentions()["name"].unique():
        assert page.find(id=Evidence.anchor("places", value)[1:])


def test_order_chooses_and_orders():
    page = soup(order=["Passau", "nowhere", "Ostrava"])
    assert [details["id"] for details in page.find_all("details")] == ["ev-places-passau", "ev-places-ostrava"]


def test_values_may_be_shown_under_other_names_and_keep_their_anchors():
    page = soup(names={"Ostrava": "<Ostrava> (CZ)"})
    assert page.find(id="ev-places-ostrava").summary.span.text == "<Ostrava> (CZ)"
    assert page.find(id="ev-places-passau").summary.span.text == "Passau"


def test_a_sentence_printed_by_many_is_shown_once():
    ctx = demo.context()
    ctx.texts = lambda ids: dict.fromkeys(ids, "At Ostrava crews closed two bridges.")
    mentions = demo.mentions().assign(name="Ostrava", start=3, end=10)
    item = BeautifulSoup(Evidence(ctx, mentions, by="name", prefix="p").html(), "html.parser").find_all("li")
    assert len(item) == 1
    assert "also in 11 other articles" in item[0].text


def test_every_mention_of_a_sentence_is_marked():
    ctx = demo.context()
    ctx.texts = lambda ids: dict.fromkeys(ids, "Linz fears for Linz.")
    mentions = pd.DataFrame({"article_id": "a0", "start": [0, 15], "end": [4, 19], "name": "Linz"})
    page = BeautifulSoup(Evidence(ctx, mentions, by="name", prefix="p").html(), "html.parser")
    assert [mark.text for mark in page.find_all("mark")] == ["Linz", "Linz"]
    assert page.q.text == "Linz fears for Linz."


def test_two_things_that_stand_together_are_both_marked_over_sentences():
    ctx = demo.context()
    text = "It rained in Linz. Then it rained in Graz, too. Nobody minded."
    ctx.texts = lambda ids: dict.fromkeys(ids, text)
    row = {"article_id": ["a0"], "start": [13], "end": [17], "start_b": [37], "end_b": [41], "pair": ["Graz and Linz"]}
    two = {"by": "pair", "prefix": "p", "second": ("start_b", "end_b"), "noun": "passage"}
    page = BeautifulSoup(Evidence(ctx, pd.DataFrame(row), **two).html(), "html.parser")
    assert [mark.text for mark in page.find_all("mark")] == ["Linz", "Graz"]
    assert page.q.text.strip() == "It rained in Linz. Then it rained in Graz, too."
    assert "1 passage in 1 article" in page.summary.text


def test_long_sentences_are_cut_around_the_mention():
    ctx = demo.context()
    ctx.texts = lambda ids: dict.fromkeys(ids, "word " * 400 + "Linz " + "word " * 400)
    mentions = pd.DataFrame({"article_id": ["a0"], "start": [2000], "end": [2004], "name": "Linz"})
    page = BeautifulSoup(Evidence(ctx, mentions, by="name", prefix="p").html(), "html.parser")
    assert page.mark.text == "Linz"
    assert page.q.text.startswith("…") and page.q.text.endswith("…")
    assert len(page.q.text) <= words.EXCERPT + 2


def test_a_long_quotation_is_cut():
    ctx = demo.context()
    ctx.texts = lambda ids: dict.fromkeys(ids, "He said: “" + "word " * 400 + "”.")
    mentions = pd.DataFrame({"article_id": ["a0"], "start": [9], "end": [2011], "name": "Linz"})
    page = BeautifulSoup(Evidence(ctx, mentions, by="name", prefix="p").html(), "html.parser")
    assert page.mark.text.startswith("“word word") and page.q.text.endswith("…")
    assert len(page.q.text) <= words.EXCERPT + 2


def test_hostile_text_and_address_stay_text():
    html = Evidence(demo.context(True), demo.mentions(True), by="name", prefix='x"><script>').html()
    page = BeautifulSoup(html, "html.parser")
    assert not page.find_all(["script", "img", "svg", "b"])
    (link,) = page.find_all("a")
    assert (link["download"], link["href"][:14]) == ("evidence-x-script-c2413.csv", "data:text/csv;")


def test_the_csv_has_a_row_for_each_mention():
    evidence = Evidence(demo.context(), demo.mentions(), by="name", prefix="places", limit=1)
    (name, data), = saved(evidence.html()).items()
    assert name == "evidence-places.csv" and evidence.files() == {}
    rows = pd.read_csv(io.BytesIO(data), encoding="utf-8-sig")
    assert rows["name"].value_counts().to_dict() == demo.mentions()["name"].value_counts().to_dict()
    assert {"day", "outlet", "url", "article_id", "start", "end", "n"} <= set(rows.columns)


def test_a_long_csv_lies_in_the_runs_folder_and_the_page_says_so(monkeypatch):
    monkeypatch.setattr("helpers.report.evidence._MOST_CARRIED", 10)
    evidence = Evidence(demo.context(), demo.mentions(), by="name", prefix="places")
    (name, packed), = evidence.files().items()
    assert len(unpack(packed).splitlines()) == 1 + len(demo.mentions())
    page = BeautifulSoup(evidence.html(), "html.parser")
    assert page.select_one(".dl-csv")["href"] == f"data/{name}"
    assert "only in the run's folder" in page.select_one(".dl-all").text
    assert saved(evidence.html()) == {}


def test_where_some_of_the_mentions_are_given_the_counts_are_those_of_all():
    counted = pd.DataFrame({"name": "Ostrava", "article_id": ["a0", "a1", "a2"], "n": [5, 1, 3]})
    evidence = Evidence(demo.context(), demo.mentions(), by="name", prefix="p", order=["Ostrava"], counted=counted)
    assert "9 mentions in 3 articles" in BeautifulSoup(evidence.html(), "html.parser").get_text(" ", strip=True)
    rows = pd.read_csv(io.BytesIO(saved(evidence.html())["evidence-p.csv"]), encoding="utf-8-sig")
    assert rows["n"].tolist() == [5, 1, 3]


@pytest.mark.parametrize("start, end", [(-3, 4), (5, 5), (9, 2), (10_000, 10_010)])
def test_offsets_outside_the_text_are_passed_over(start, end):
    mentions = demo.mentions().head(1).assign(start=start, end=end)
    assert "<q" not in Evidence(demo.context(), mentions, by="name", prefix="p").html()


def test_nothing_to_prove():
    ctx = SimpleNamespace(articles=demo.context().articles, texts=lambda ids: {})
    assert Evidence(ctx, demo.mentions().head(0), by="name", prefix="p").html() == ""


def test_all_that_the_caller_names_is_shown_and_of_the_rest_the_most():
    named = [f"name {number:02}" for number in range(70)]
    mentions = pd.concat([demo.mentions().head(1).assign(name=name) for name in named])
    few = BeautifulSoup(Evidence(demo.context(), mentions, by="name", prefix="p").html(), "html.parser")
    assert len(few.find_all("details")) == 60 and "10 more not shown" in few.text
    every = BeautifulSoup(Evidence(demo.context(), mentions, by="name", prefix="p", order=named).html(), "html.parser")
    assert len(every.find_all("details")) == 70


def test_rows_may_be_called_something_else():
    assert "3 quotations in 3 articles" in soup(noun="quotation").text


def test_refuses_counts_instead_of_mentions():
    with pytest.raises(ParameterError, match="start"):
        Evidence(demo.context(), demo.mentions().drop(columns="start"), by="name", prefix="p")


def test_tables_link_to_it():
    frame = pd.DataFrame({"place": ["Ostrava"], "anchor": [Evidence.anchor("places", "Ostrava")]})
    html = Table(frame, id="t", caption="c", columns={"place": "Place"}, links={"place": "anchor"}).html()
    assert 'href="#ev-places-ostrava"' in html
