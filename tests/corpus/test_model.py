from __future__ import annotations

import json

import numpy as np
import pytest

from helpers.corpus import model
from helpers.corpus.blocks import split
from helpers.corpus.features import measure
from helpers.corpus.lexicon import N_FEATURES as WORDS
from helpers.corpus.lexicon import Lexicon
from helpers.corpus.matrix import N_FEATURES
from helpers.errors import StoreError

NO_WORDS = Lexicon(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.float32))

TEXT = "Home\n\n* News\n\n# Bridge closed\n\nThe council voted late on Tuesday to close the upper bridge.\n\n***"


def test_a_tree_asks_its_questions_in_order():
    tree = model.Model(
        np.array([[0, 1]]), np.array([[0.5, 2.0]], dtype=np.float32),
        np.array([[1.0, 2.0, 4.0, 8.0]], dtype=np.float32), -1.0, NO_WORDS,
    )  # fmt: skip
    columns = np.array([[0, 1, 0, 1], [2, 2, 3, 3]], dtype=np.float32)
    assert tree.log_odds(columns).tolist() == [0.0, 1.0, 3.0, 7.0]


@pytest.mark.parametrize("text", [TEXT, "***", "Home", TEXT * 40])
def test_features_are_finite_and_as_many_as_the_weights_expect(text):
    page = measure(split(text))
    made = model.load().features(page, (0, len(page.n)))
    assert made.shape == (N_FEATURES + WORDS, len(page.n))
    assert np.isfinite(made).all()
    assert np.isfinite(model.load().log_odds(made)).all()


def test_weights_for_other_features_are_refused(tmp_path):
    data = json.loads(model.WEIGHTS.read_text(encoding="utf-8")) | {"features": 3}
    other = tmp_path / "cleaner.json"
    other.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(StoreError, match="do not fit"):
        model.load.__wrapped__(other)


def test_the_weights_are_small_and_hold_no_text():
    text = model.WEIGHTS.read_text(encoding="utf-8")
    assert len(text) < 1_000_000
    data = json.loads(text)
    assert data.keys() == {"features", "base", "feature", "threshold", "leaf", "words", "weights"}
    assert "".join(str(value) for value in data.values()).strip("[]-.,e 0123456789") == ""
