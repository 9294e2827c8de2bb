from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus import lexicon, matrix, net

FEATURES = matrix.N_FEATURES + lexicon.N_FEATURES
CHANNELS = 3


def _nets(number: int, *, seed: int = 1) -> net.Nets:
    random = np.random.default_rng(seed)
    deep, used = len(net.DILATIONS), len(net.USED)

    def some(*shape: int) -> np.ndarray:
        return random.normal(scale=0.5, size=shape).astype(np.float32)

    inputs = {"norm": 1, "norm_b": 1, "conv": 3 * CHANNELS, "conv_b": 1, "mix": CHANNELS, "mix_b": 1}
    return net.Nets(
        mean=some(used), scale=np.abs(some(used)) + 1, first=some(number, used + matrix.N_HINTS, CHANNELS),
        first_b=some(number, 1, CHANNELS), whole=some(number, 2 * CHANNELS, CHANNELS),
        whole_b=some(number, 1, CHANNELS), last=some(number, 1, CHANNELS), last_b=some(number, 1, CHANNELS),
        out=some(number, CHANNELS, 1), out_b=some(number, 1, 1),
        **{name: some(deep, number, rows, CHANNELS) for name, rows in inputs.items()},
    )  # fmt: skip


def _page(blocks: int, *, seed: int = 2) -> np.ndarray:
    random = np.random.default_rng(seed)
    x = random.normal(scale=3, size=(FEATURES, blocks)).astype(np.float32)
    x[0] = np.abs(x[0])
    x[matrix.HINT] = random.integers(0, matrix.N_HINTS, blocks)
    return x


def _plainly(one: net.Nets, x: np.ndarray) -> list[float]:
    """The formulas, block by block, of the first network."""

    def normal(v, gain, bias):
        return (v - v.mean()) / np.sqrt(v.var() + 1e-5) * gain + bias

    blocks = []
    for column in x.T.astype(float):
        used = column[net.USED]
        known = np.clip((np.sign(used) * np.log1p(np.abs(used)) - one.mean) / one.scale, -net.LIMIT, net.LIMIT)
        sign = np.eye(matrix.N_HINTS)[int(column[matrix.HINT])]
        blocks.append(np.concatenate([known, sign]) @ one.first[0] + one.first_b[0, 0])
    for layer, reach in enumerate(net.DILATIONS):
        seen = [np.maximum(normal(h, one.norm[layer, 0, 0], one.norm_b[layer, 0, 0]), 0) for h in blocks]
        nothing, made = np.zeros(CHANNELS), []
        for at, h in enumerate(blocks):
            around = [seen[n] if 0 <= n < len(seen) else nothing for n in (at - reach, at, at + reach)]
            inner = np.maximum(np.concatenate(around) @ one.conv[layer, 0] + one.conv_b[layer, 0, 0], 0)
            made.append(h + inner @ one.mix[layer, 0] + one.mix_b[layer, 0, 0])
        blocks = made
        if layer == net.WHOLE_AFTER:
            seen = np.maximum(blocks, 0)
            mean = np.average(seen, axis=0, weights=np.sqrt(np.minimum(np.expm1(x[0]), 100) + 1))
            page = np.concatenate([mean, seen.max(axis=0)]) @ one.whole[0] + one.whole_b[0, 0]
            blocks = [h + page for h in blocks]
    return [
        float((np.maximum(normal(h, one.last[0, 0], one.last_b[0, 0]), 0) @ one.out[0] + one.out_b[0, 0])[0])
        for h in blocks
    ]


@pytest.mark.parametrize("blocks", [1, 2, 5, 16, 17, 60])
def test_the_network_is_its_formulas(blocks):
    nets, x = _nets(1), _page(blocks)
    assert nets.log_odds(x) == pytest.approx(_plainly(nets, x), rel=1e-3, abs=1e-3)


def test_several_networks_give_their_mean():
    nets, x = _nets(3), _page(20)
    alone = []
    for number in range(3):
        parts = {}
        for name in net.NAMES:
            values = getattr(nets, name)
            layered = name in ("norm", "norm_b", "conv", "conv_b", "mix", "mix_b")
            one = values[:, number : number + 1] if layered else values[number : number + 1]
            parts[name] = values if name in ("mean", "scale") else one
        alone.append(net.Nets(**parts).log_odds(x))
    assert nets.log_odds(x) == pytest.approx(np.mean(alone, axis=0), rel=1e-4, abs=1e-4)


def test_the_convolutions_reach_31_blocks_and_no_further():
    nets, x = _nets(1), _page(80)
    mute = net.Nets(**{name: getattr(nets, name) for name in net.NAMES} | {"whole": np.zeros_like(nets.whole)})
    other = x.copy()
    other[:, 40] = -other[:, 40]
    other[matrix.HINT, 40] = 0
    changed = np.flatnonzero(mute.log_odds(x) != mute.log_odds(other))
    assert changed.min() >= 40 - sum(net.DILATIONS)
    assert changed.max() <= 40 + sum(net.DILATIONS)
    assert len(changed) > 20


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.floats(-1e6, 1e6, width=32))
def test_odds_are_finite_whatever_the_features(blocks, value):
    x = np.full((FEATURES, blocks), value, dtype=np.float32)
    x[0], x[matrix.HINT] = 3, 0
    assert np.isfinite(_nets(2).log_odds(x)).all()
