from __future__ import annotations

import pytest
from lxml import html

from helpers.corpus.htmlmeta import read_meta


def _meta(head: str, body: str = ""):
    return read_meta(html.document_fromstring(f"<html><head>{head}</head><body>{body}<p>x</p></body></html>"))


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Bridge closes now | Courier</title>", "<h1>Bridge closes now</h1>", "Bridge closes now"),
        # made for search engines
        ("<title>Bridge closed 2031: what to know</title>", "<h1>What to know: the bridge closed</h1>",
         "What to know: the bridge closed"),
        # a heading that is the outlet's name
        ("<title>Bridge closes for good - The Courier</title><meta property='og:site_name' content='The Courier'>",
         "<h1>The Courier</h1>", "Bridge closes for good"),
        ("<title>Bridge closes for good</title>", "", "Bridge closes for good"),
        ("<title>Courier</title>", "<h1>Courier</h1><h1>Bridge closes for good</h1>", "Bridge closes for good"),
        ("", "<h1>Bridge closes</h1>", "Bridge closes"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_the_headline(head, body, title):
    assert _meta(head, body).title == title


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="author" content="Ann Lee">', "Ann Lee"),
        ('<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">', "Ann Lee"),
        ('<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="2 minutes">', ""),
        ('<meta name="author" content="admin">', ""),
        ('<meta name="author" content="https://courier.example/ann">', ""),
        ('<script type="application/ld+json">{"@type":"NewsArticle","author":[{"name":"Ann Lee"},{"name":"Bo Ek"}]}'
         "</script>", "Ann Lee, Bo Ek"),
    ],
)  # fmt: skip
def test_the_author(head, author):
    assert _meta(head).author == author


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ('<meta property="article:published_time" content="2031-03-03">', "", "2031-03-03"),
        ('<meta name="w-published-date" content="2031-03-03">', "", "2031-03-03"),
        ('<meta name="publish-date" content="2031-03-03">', "", "2031-03-03"),
        ('<meta name="pubdate" content="2031-03-03">', "", "2031-03-03"),
        ('<meta name="publisher" content="2031-03-03">', "", ""),
        ("", '<time datetime="2031-03-03">3 March</time>', "2031-03-03"),
        ("", '<time datetime="2031-01-01"></time><time class="entry-date" datetime="2031-03-03"></time>', "2031-03-03"),
        ("", '<time datetime="2031-01-01">a</time>' * 9, ""),
    ],
)
def test_the_date(head, body, published):
    assert _meta(head, body).published == published
