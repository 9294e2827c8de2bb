from __future__ import annotations

import pytest

from helpers.briefing import _without

RUN = "20310611-060000-abc123"


@pytest.mark.parametrize("text, said", [
    (f"Since {RUN}: no source changed its figure.", "No source changed its figure."),
    (f"Since run {RUN}, articles using a term: dam 3 to 5.", "Articles using a term: dam 3 to 5."),
    (f"No new places since run {RUN}.", "No new places."),
    (f"The leading people are the same as in run {RUN}.", "The leading people are the same."),
    (f"New since run {RUN}: Linz.", "New: Linz."),
    (f"Odd words on run {RUN} here.", "Odd words on that run here."),
])  # fmt: skip
def test_the_run_compared_with_is_named_once(text, said):
    assert _without(text, RUN) == said
