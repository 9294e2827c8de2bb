from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.label import Labelled
from helpers.corpus.site import find_site

TITLE = "Harbor town closes its only bridge"


def _page(*above, below=()):
    body = Labelled("body", "in-story-run", "The council voted late on Tuesday to close the bridge.")
    return [*(Labelled("navigation", "test", text) for text in above), body,
            *(Labelled("boilerplate", "test", text) for text in below)]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "above", "below", "site"),
    [
        (f"saved/{TITLE} - Tallow Courier.txt", (TITLE,), (), "Tallow Courier"),
        (f"saved/{TITLE} - Tallow Courier (2).txt", (TITLE,), (), "Tallow Courier"),
        ("a.txt", (f"{TITLE} | Tallow Courier", "Menu"), (), "Tallow Courier"),
        ("tallow-courier/a.txt", ("TALLOW COURIER · News from the bay", "Menu"), (), "Tallow Courier"),
        ("tallow-courier/a.txt", ("Menu",), ("Tallow Courier 2031, Tallow Bay.",), "Tallow Courier"),
        ("tallow-courier/a.txt", ("Menu",), ("© Tallow Courier 2031",), "Tallow Courier"),
        ("pages/a.txt", ("Menu",), ("Copyright © 2031 Tallow Courier, Inc. All rights reserved.",), "Tallow Courier"),
        ("pages/a.txt", ("Menu",), ("© 2019-2031, Tallow Media LLC. Terms | Privacy",), "Tallow Media"),
        ("tallow-courier/a.txt", ("Menu",), (), ""),
        ("pages/a.txt", ("Menu",), ("© 2031",), ""),
        ("pages/a.txt", ("Menu",), ("All content is copyright of its respective owners and may not be used",), ""),
        ("pages/Harbor - more.txt", ("Menu",), (), ""),
    ],
)
def test_the_outlet(path, above, below, site):
    assert find_site(_page(*above, below=below), path, TITLE) == site


def test_file_names_lack_accents():
    assert find_site(_page("x"), "a/Szigetkoz dike fails - Courier.txt", "Szigetköz dike fails") == "Courier"


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_page(line, path, title):
    assert isinstance(find_site(_page(line, below=("© " + line,)), path, title), str)
