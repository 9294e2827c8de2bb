"""The training of the text cleaner's neural networks (src/helpers/corpus/net.py), for benchmarks/train_cleaner.py.

Needs PyTorch, which nothing else in the project does (`pip install torch`). Loss: of each page the log loss of its
blocks, weighed by their words, and the soft F1 of the words it would keep (Milletari et al., V-Net, 2016), which is
near to what is measured in the end. Against learning pages by heart: noise on the features, features and the weights of
words left out at random, dropout, weight decay, and the pages that are made up.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from helpers.corpus import net
from helpers.corpus.lexicon import N_FEATURES as WORDS
from helpers.corpus.matrix import HINT, N_HINTS

CHANNELS, EPOCHS, RATE, DECAY = 48, 8, 3e-3, 0.02
DROPOUT, NOISE, NO_FEATURE, NO_WORDS = 0.3, 0.15, 0.15, 0.15
#: The weight of the soft F1.
OVERLAP = 0.15
#: So many blocks make a batch, with those that fill up shorter pages.
BATCH = 6000


class Network(nn.Module):
    """The network of `helpers.corpus.net`, as PyTorch trains it."""

    def __init__(self, features: int) -> None:
        super().__init__()
        reach = net.DILATIONS
        self.first = nn.Linear(features, CHANNELS)
        self.norm = nn.ModuleList(nn.LayerNorm(CHANNELS) for _ in reach)
        self.conv = nn.ModuleList(nn.Conv1d(CHANNELS, CHANNELS, 3, padding=one, dilation=one) for one in reach)
        self.mix = nn.ModuleList(nn.Linear(CHANNELS, CHANNELS) for _ in reach)
        self.whole = nn.Linear(2 * CHANNELS, CHANNELS)
        self.last = nn.LayerNorm(CHANNELS)
        self.out = nn.Linear(CHANNELS, 1)

    def forward(self, x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
        """Log-odds, (pages, blocks); `x`: (pages, blocks, features); `weight`: of blocks, 0 where a page has none."""
        there = (weight > 0).float()[..., None]
        h = self.first(x)
        for layer, (norm, conv, mix) in enumerate(zip(self.norm, self.conv, self.mix, strict=True)):
            seen = functional.relu(norm(h)) * there
            seen = functional.relu(conv(seen.transpose(1, 2)).transpose(1, 2))
            h = h + mix(functional.dropout(seen, DROPOUT, self.training))
            if layer == net.WHOLE_AFTER:
                seen = functional.relu(h) * there
                mean = (seen * weight[..., None]).sum(1) / weight.sum(1, keepdim=True)
                h = h + self.whole(torch.cat([mean, seen.amax(1)], -1))[:, None]
        h = functional.dropout(functional.relu(self.last(h)), DROPOUT, self.training)
        return self.out(h)[..., 0]


def fit(
    pages: Sequence[np.ndarray], labels: Sequence[np.ndarray], share: np.ndarray, *, seeds: Sequence[int]
) -> net.Nets:
    """One network for each seed. `pages`: the features of each page, (blocks, features); `labels`: of its blocks;
    `share`: what each page counts."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    compressed = [net.compress(x.T) for x in pages]
    every = np.concatenate(compressed)
    mean, scale = every.mean(axis=0), every.std(axis=0) + np.float32(1e-3)
    inputs = [
        np.concatenate([net.standard(x.T, mean, scale), np.eye(N_HINTS, dtype=np.float32)[x[:, HINT].astype(int)]], 1)
        for x in pages
    ]
    words = [np.expm1(x[:, 0]) + 0.01 for x in pages]
    trained = [_train(inputs, labels, words, share / share.mean(), seed) for seed in seeds]
    return net.Nets(mean=mean, scale=scale, **{name: _stack(name, trained) for name in net.NAMES[2:]})


def _train(
    inputs: list[np.ndarray], labels: Sequence[np.ndarray], words: list[np.ndarray], share: np.ndarray, seed: int
) -> Network:
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    model = Network(inputs[0].shape[1])
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    sizes = np.array([len(y) for y in labels])
    steps = EPOCHS * len(_batches(np.argsort(sizes), sizes))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.15)
    of_words = slice(inputs[0].shape[1] - N_HINTS - WORDS, inputs[0].shape[1] - N_HINTS)
    done = 0
    while done < steps:
        batches = _batches(np.argsort(sizes * random.uniform(0.8, 1.25, len(sizes))), sizes)
        random.shuffle(batches)
        for batch in batches[: steps - done]:
            x, y, n = (_padded([values[at] for at in batch]) for values in (inputs, labels, words))
            weight = torch.sqrt(torch.clamp(n, max=100) + 1) * (n > 0)
            x = x + NOISE * torch.randn_like(x)
            kept = (torch.rand(len(batch), 1, x.shape[2]) > NO_FEATURE).float()
            kept[torch.rand(len(batch)) < NO_WORDS, :, of_words] = 0
            loss = (_loss(model(x * kept, weight), y, n, weight) * torch.from_numpy(share[batch]).float()).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
    return model.eval()


def _loss(odds: torch.Tensor, y: torch.Tensor, words: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Of each page; a page without a story has no F1."""
    log_loss = functional.binary_cross_entropy_with_logits(odds, y, reduction="none")
    likely = torch.sigmoid(odds) * words
    overlap = 2 * (likely * y).sum(1) / (likely.sum(1) + (y * words).sum(1) + 1)
    return (log_loss * weight).sum(1) / weight.sum(1) + OVERLAP * (1 - overlap) * (y.sum(1) > 0)


def _batches(order: np.ndarray, sizes: np.ndarray) -> list[list[int]]:
    """Pages, in an order by size, in groups that are `BATCH` blocks when filled up."""
    groups: list[list[int]] = [[]]
    for at in order.tolist():
        if groups[-1] and max(sizes[at], *sizes[groups[-1]]) * (len(groups[-1]) + 1) > BATCH:
            groups.append([])
        groups[-1].append(at)
    return groups


def _padded(parts: list[np.ndarray]) -> torch.Tensor:
    longest = max(map(len, parts))
    made = np.zeros((len(parts), longest, *parts[0].shape[1:]), dtype=np.float32)
    for number, part in enumerate(parts):
        made[number, : len(part)] = part
    return torch.from_numpy(made)


def _stack(name: str, trained: list[Network]) -> np.ndarray:
    """The weights of some networks as `Nets` has them."""
    kind, _, bias = name.partition("_")
    modules = [getattr(model, kind) for model in trained]
    layered = isinstance(modules[0], nn.ModuleList)
    rows = list(zip(*modules, strict=True)) if layered else [modules]
    made = np.stack([np.stack([_weights(module, bias) for module in row]) for row in rows])
    return made if layered else made[0]


def _weights(module: nn.Module, bias: str) -> np.ndarray:
    """Weights or biases of a layer: (inputs, outputs) or (1, outputs); of convolutions the three inputs one below the
    other."""
    if bias:
        return module.bias.detach().numpy()[None]
    weight = module.weight.detach().numpy()
    if weight.ndim == 1:
        return weight[None]
    return weight.T if weight.ndim == 2 else weight.transpose(2, 1, 0).reshape(-1, weight.shape[0])
