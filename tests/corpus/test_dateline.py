from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.dateline import find_dateline


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("KYIV, Ukraine (AP) — Talks went on.", "KYIV, Ukraine", "AP"),
        ("LONDON, March 16 (Xinhua) -- Talks went on.", "LONDON", "Xinhua"),
        ("PARIS (Reuters) - Talks went on.", "PARIS", "Reuters"),
        ("GALAȚI, Romania — The wall leaks.", "GALAȚI, Romania", ""),
        ("NEW YORK — Talks went on.", "NEW YORK", ""),
        ("Geneva (AFP) – Talks went on.", "Geneva", "AFP"),
        ("ST. PETERSBURG, Fla. (AP) — Talks went on.", "ST. PETERSBURG, Fla.", "AP"),
    ],
)
def test_datelines(text, place, agency):
    found = find_dateline(text)
    assert (found.place, found.agency) == (place, agency)
    assert text[found.end :].split()[0] in ("Talks", "The")


@pytest.mark.parametrize(
    "text",
    [
        "The minister — a former general — resigned.",
        "He said the war (the second) — was over.",
        "Breaking news: talks went on.",
        "EXCLUSIVE: talks went on.",
        "THE BEST TALKS OF 2031: we sat through all of them.",
        "TLDR: talks went on.",
        "Talks went on in KYIV, Ukraine (AP) — or so they say.",
        "",
    ],
)
def test_not_datelines(text):
    assert find_dateline(text) is None


@given(st.text(max_size=200))
def test_any_text(text):
    found = find_dateline(text)
    assert found is None or 0 < found.end <= len(text)
