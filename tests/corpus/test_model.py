from __future__ import annotations

import numpy as np
import pytest

from helpers.corpus import model
from helpers.corpus.blocks import split
from helpers.corpus.features import measure
from helpers.corpus.lexicon import N_FEATURES as WORDS
from helpers.corpus.matrix import N_FEATURES
from helpers.errors import StoreError

TEXT = "Home\n\n* News\n\n# Bridge closed\n\nThe council voted late on Tuesday to close the upper bridge.\n\n***"


def test_a_tree_asks_its_questions_in_order():
    trees = model.Trees(
        np.array([[0, 1]]), np.array([[0.5, 2.0]], dtype=np.float32),
        np.array([[1.0, 2.0, 4.0, 8.0]], dtype=np.float32), -1.0,
    )  # fmt: skip
    columns = np.array([[0, 1, 0, 1], [2, 2, 3, 3]], dtype=np.float32)
    assert trees.log_odds(columns).tolist() == [0.0, 1.0, 3.0, 7.0]


def test_trees_and_networks_are_both_heard():
    loaded = model.load()
    page = measure(split(TEXT))
    x = loaded.features(page, (0, len(page.n)))
    trees, nets = loaded.trees.log_odds(x), loaded.nets.log_odds(x)
    assert loaded.log_odds(x) == pytest.approx(trees + model.OF_NETS * (nets - trees), abs=1e-3)
    assert not np.allclose(trees, nets)


def test_a_long_page_is_judged_in_parts(monkeypatch):
    loaded = model.load()
    page = measure(split("\n\n".join(f"Line {number} of a list" for number in range(50))))
    x = loaded.features(page, (0, 0))
    monkeypatch.setattr(model, "AT_ONCE", 20)
    parts = [loaded.log_odds(x[:, :20]), loaded.log_odds(x[:, 20:40]), loaded.log_odds(x[:, 40:])]
    assert loaded.log_odds(x).tolist() == np.concatenate(parts).tolist()


@pytest.mark.parametrize("text", [TEXT, "***", "Home", TEXT * 40])
def test_features_are_finite_and_as_many_as_the_weights_expect(text):
    page = measure(split(text))
    made = model.load().features(page, (0, len(page.n)))
    assert made.shape == (N_FEATURES + WORDS, len(page.n))
    assert np.isfinite(made).all()
    assert np.isfinite(model.load().log_odds(made)).all()


def test_weights_for_other_features_are_refused(tmp_path):
    with np.load(model.WEIGHTS) as data:
        arrays = dict(data) | {"features": np.array(3)}
    other = tmp_path / "cleaner.npz"
    np.savez(other, **arrays)
    with pytest.raises(StoreError, match="do not fit"):
        model.load.__wrapped__(other)


def test_what_is_saved_is_loaded_again_and_its_bytes_do_not_change(tmp_path):
    for name in ("one.npz", "two.npz"):
        model.save(model.load(), tmp_path / name)
    again = model.load.__wrapped__(tmp_path / "one.npz")
    page = measure(split(TEXT * 3))
    x = again.features(page, (0, len(page.n)))
    assert again.log_odds(x).tolist() == model.load().log_odds(x).tolist()
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_the_weights_are_small_and_hold_no_text():
    assert model.WEIGHTS.stat().st_size < 1_000_000
    with np.load(model.WEIGHTS, allow_pickle=False) as data:
        assert {data[name].dtype.kind for name in data} <= set("iuf")
