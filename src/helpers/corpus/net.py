"""A small neural network over a page's blocks in their order, which judges beside the trees of `model`.

Residual dilated convolutions (as in van den Oord et al., WaveNet, 2016; layer normalisation by Ba et al., 2016) over
the blocks' own features and the sums around them; after the second layer each block also sees the page's mean and
maximum.
Trained by benchmarks/train_net.py, evaluated with numpy alone, several networks at once.
Refuses: nothing. Features beyond what training saw are cut off.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from helpers.corpus import lexicon, matrix
from helpers.corpus.matrix import HINT

#: The features used: all but a block's sign, which is no quantity, and the copies of its neighbours', which are seen.
USED = np.r_[:HINT, HINT + 1 : matrix.N_OWN, matrix.N_OWN + matrix.N_COPIES : matrix.N_FEATURES + lexicon.N_FEATURES]
#: A layer looks at the block so many before and so many after.
DILATIONS = (1, 2, 4, 8, 16)
#: After this layer the page as a whole is seen.
WHOLE_AFTER = 1
#: Standardised features are cut off here.
LIMIT = 4.0
_TINY = 1e-5


@dataclass(frozen=True)
class Nets:
    """K networks of C channels; L layers; F features. `mean`, `scale`: (F,); `first`: (K, F + signs, C), with
    `first_b`: (K, 1, C); of each layer `norm`, `norm_b`: (L, K, 1, C), `conv`: (L, K, 3 C, C), `conv_b`: (L, K, 1, C),
    `mix`: (L, K, C, C), `mix_b`: (L, K, 1, C); of the page `whole`: (K, 2 C, C), `whole_b`: (K, 1, C); at the end
    `last`, `last_b`: (K, 1, C), `out`: (K, C, 1), `out_b`: (K, 1, 1)."""

    mean: np.ndarray
    scale: np.ndarray
    first: np.ndarray
    first_b: np.ndarray
    norm: np.ndarray
    norm_b: np.ndarray
    conv: np.ndarray
    conv_b: np.ndarray
    mix: np.ndarray
    mix_b: np.ndarray
    whole: np.ndarray
    whole_b: np.ndarray
    last: np.ndarray
    last_b: np.ndarray
    out: np.ndarray
    out_b: np.ndarray

    def log_odds(self, x: np.ndarray) -> np.ndarray:
        """Log-odds of each block to be of the story, the networks' mean; `x`: (features, blocks) of one page."""
        features = standard(x, self.mean, self.scale)
        h = features @ self.first[:, : len(self.mean)] + self.first[:, len(self.mean) :][:, x[HINT].astype(np.int64)]
        h += self.first_b
        for layer, reach in enumerate(DILATIONS):
            seen = _active(h, self.norm[layer], self.norm_b[layer])
            before, here, after = np.split(self.conv[layer], 3, axis=1)
            around = seen @ here
            around += self.conv_b[layer]
            around[:, reach:] += seen[:, :-reach] @ before
            around[:, :-reach] += seen[:, reach:] @ after
            h += np.maximum(around, 0, out=around) @ self.mix[layer]
            h += self.mix_b[layer]
            if layer == WHOLE_AFTER:
                seen, weight = np.maximum(h, 0), weights(x)
                mean = (weight @ seen)[:, None] / weight.sum()
                page = np.concatenate([mean, seen.max(axis=1, keepdims=True)], axis=2)
                h += page @ self.whole + self.whole_b
        odds = _active(h, self.last, self.last_b) @ self.out + self.out_b
        return odds[:, :, 0].mean(axis=0)


NAMES = tuple(field.name for field in fields(Nets))


def standard(x: np.ndarray, mean: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Features as the networks take them, (blocks, F): logarithms, standardised, cut off."""
    return np.clip((compress(x) - mean) / scale, -LIMIT, LIMIT)


def compress(x: np.ndarray) -> np.ndarray:
    """The features that the networks use, by the logarithm of their size, (blocks, F)."""
    used = x[USED].T
    return np.sign(used) * np.log(np.abs(used) + np.float32(1))


def weights(x: np.ndarray) -> np.ndarray:
    """What each block counts within its page, by its words."""
    return np.sqrt(np.minimum(np.expm1(x[0]), 100) + np.float32(1))


def _active(h: np.ndarray, gain: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Layer normalisation, and what is above zero of it."""
    share = np.float32(1 / h.shape[2])
    h = h - (np.einsum("knc->kn", h) * share)[..., None]
    h *= (1 / np.sqrt(np.einsum("knc,knc->kn", h, h) * share + np.float32(_TINY)))[..., None]
    h *= gain
    h += bias
    return np.maximum(h, 0, out=h)
