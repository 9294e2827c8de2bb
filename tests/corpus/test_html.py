from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.html import bare_text, clean_html

STORY = [
    "The council of the harbor town voted late on Tuesday to close the upper bridge, after engineers had found cracks"
    " in two of its piers and the police had counted more than nine hundred trucks in a single night.",
    "“We were lucky,” said Mayor Ida Brandt, who lives on the far side and will now have to walk for an hour.",
    "The repair will cost about $4 million and last until the spring, the council said in a statement on Wednesday.",
]
PAGE = """<!doctype html><html lang="en-GB"><head><title>Bridge closed - Courier</title>
<meta property="og:title" content="Bridge closed"><meta property="og:site_name" content="Courier">
<meta property="article:published_time" content="2031-03-03T18:10:00+01:00">
<link rel="canonical" href="https://c.example/bridge">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",
"author": [{"name": "Ann Lee"}, {"name": "Bo Ek"}],
"dateModified": "2031-03-04"}]}</script><script>var x = "<p>not text</p>";</script></head>
<body><nav><ul><li>Home</li><li>News</li></ul></nav><article><h1>Bridge closed</h1>%s</article>
<footer><p>All rights reserved.</p></footer></body></html>"""


def test_story_and_head():
    cleaned, meta = clean_html(PAGE % "".join(f"<p>{part}</p>" for part in STORY))
    assert all(part in cleaned.text for part in STORY)
    assert "Home" not in cleaned.text
    assert (meta.title, meta.author, meta.site, meta.url) == (
        "Bridge closed",
        "Ann Lee, Bo Ek",
        "Courier",
        "https://c.example/bridge",
    )
    assert (meta.published, meta.updated, meta.language) == ("2031-03-03T18:10:00+01:00", "2031-03-04", "en")
    kinds = {block.text: block.kind for block in cleaned.blocks}
    assert kinds["Home"] == "navigation"
    assert kinds[STORY[0]] == "body"
    assert "not text" not in " ".join(kinds)


@pytest.mark.parametrize(
    "page", ["", "<", "<html></html>", "plain words", "<script>alert(1)</script>", "\ud800<p>a</p>"]
)
def test_damaged_pages_do_not_raise(page):
    cleaned, _ = clean_html(page)
    assert "alert" not in cleaned.text


def test_a_short_page_falls_back_to_its_bare_text():
    cleaned, _ = clean_html(
        "<div>Ferries will run every twenty minutes from Monday, the council said in a statement.</div>"
    )
    assert cleaned.text.startswith("Ferries will run")


def test_damaged_linked_data_is_passed_over():
    _, meta = clean_html('<script type="application/ld+json">{"@type": "Article", "author": [[[]]]</script><p>a</p>')
    assert meta.author == ""


def test_the_share_kept_is_a_share_when_a_paragraph_stands_twice():
    twice = "".join(f"<p>{part}</p>" for part in [*STORY, *STORY])
    cleaned, _ = clean_html(PAGE % twice)
    assert 0 < cleaned.kept_share <= 1
    assert "\n\n".join(block.text for block in cleaned.blocks if block.kind == "body") == cleaned.text


def test_deep_nesting():
    cleaned, _ = clean_html("<div>" * 3000 + STORY[0] + "</div>" * 3000)
    assert cleaned.text in ("", STORY[0])


def test_blocks_stand_apart_in_bare_text():
    from lxml import html

    tree = html.document_fromstring("<body><div>One <b>bold</b> word<p>Two</p>tail<br>Three</div></body>")
    assert bare_text(tree).split("\n\n") == ["One bold word", "Two", "tail", "Three"]


@given(st.text(alphabet="<>/pdivah1 \"='&;x", max_size=80))
def test_any_markup(page):
    clean_html(page)
