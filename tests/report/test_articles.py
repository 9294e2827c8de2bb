"""Whole articles: escaped, bounded, the rest counted."""

from __future__ import annotations

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers.report import Articles
from helpers.report import articles as module

from . import demo


def page_of(ctx, rows=None) -> BeautifulSoup:
    shown = Articles(ctx, ctx.articles if rows is None else rows, id="texts", caption="Whole & all")
    return BeautifulSoup(shown.html(), "html.parser")


@pytest.fixture
def ctx():
    made = demo.context()
    made.articles = made.articles.head(4).assign(title="A flood")
    made.texts = lambda ids: {one: f"First of {one}.\n\n" + "word " * 200 + "last." for one in ids}
    return made


def test_each_text_is_there_to_its_end_with_outlet_day_and_link(ctx):
    page = page_of(ctx)
    opened = page.find_all("details")
    assert len(opened) == 4 and not page.select("details[open]")
    assert all(part.find_all("p")[-1].text.endswith("word last.") for part in opened)
    assert opened[0].cite.text == "Central Wire, 2 May 2031"
    assert opened[0].a["href"] == "https://news.example/story"
    assert "more article" not in page.text


@pytest.mark.parametrize(("most", "most_bytes", "shown"), [(2, 10**6, 2), (300, 2500, 2), (300, 10, 0)])
def test_more_than_there_is_room_for_is_counted(ctx, monkeypatch, most, most_bytes, shown):
    monkeypatch.setattr(module, "MOST", most)
    monkeypatch.setattr(module, "MOST_BYTES", most_bytes)
    page = page_of(ctx)
    assert len(page.find_all("details")) == shown
    assert f"And {4 - shown} more articles" in page.text


def test_hostile_texts_stay_text():
    ctx = demo.context(True)
    ctx.texts = lambda ids: dict.fromkeys(ids, "\n".join(demo.HOSTILE))
    page = page_of(ctx, ctx.articles.assign(title=demo.HOSTILE[0], source=demo.HOSTILE[1], url="javascript:alert(1)"))
    assert not page.find_all(["script", "img", "svg", "b", "a"])


def test_no_articles():
    ctx = demo.context()
    assert "No articles." in page_of(ctx, ctx.articles.head(0)).text
    assert isinstance(Articles(ctx, pd.DataFrame(ctx.articles).head(0), id="t", caption="c").plain(), str)
