from __future__ import annotations

import pandas as pd
import pytest

from helpers.errors import ParameterError
from helpers.report import Compared
from helpers.report.sanitise import sanitise

SIDES = {"kept": "Kept", "dropped": "Set aside"}


def shown(rows, **given):
    frame = pd.DataFrame(rows, columns=["page", "share", "kept", "dropped"])
    return Compared(frame, id="tab-x", caption="Look here", heading="page", note="share", sides=SIDES, **given)


def test_both_sides_of_every_row():
    html = shown([["a.txt", "28% story", "The river rose.", [("teaser", "Octopus"), ("promo", "Subscribe")]],
                  ["b.txt", "30% story", [("begins", "Later")], []]]).html()  # fmt: skip
    assert html.count("<details") == 2 and html.count(" open>") == 1
    assert html.index("The river rose.") < html.index("Set aside") < html.index("Octopus") < html.index("Later")
    assert sanitise(html).count('class="dl-pair"') == 2


def test_texts_are_shown_not_obeyed():
    evil = '<script>alert(1)</script><img src=x onerror="a()">'
    html = shown([[evil, evil, evil, [(evil, evil)]]]).html()
    assert "<script" not in html and "<img" not in html
    assert html.count("&lt;script&gt;") == 5


def test_without_rows():
    made = shown([])
    assert "No rows." in made.html()
    assert made.plain() == "Look here"


@pytest.mark.parametrize(("change", "told"), [({"id": "1 x"}, "not an id"), ({"note": "absent"}, "absent")])
def test_what_does_not_fit_is_refused(change, told):
    given = {"id": "tab-x", "caption": "c", "heading": "page", "note": "page", "sides": {"page": "P"}} | change
    with pytest.raises(ParameterError, match=told):
        Compared(pd.DataFrame({"page": ["a"]}), **given)
