"""Train the text cleaner's block model (src/helpers/corpus/cleaner.json) and check it on held-out pages.

    python benchmarks/train_cleaner.py ../shared/gold/cleaning [--write]

Data: the development half of the article pages of WCXB (CC BY 4.0, M. Murrough-Foley), as text dumps with gold stories.
Model: gradient boosting of symmetric trees (one question a level) on logistic loss; numpy only. Pages are held out in
five parts; the figure printed is the benchmark's shingle measure of the whole cleaner on them.
"""

from __future__ import annotations

import argparse
import json
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from helpers.corpus.blocks import Block, split
from helpers.corpus.clean import best_run, clean_blocks, rule_scores
from helpers.corpus.decode import tidy
from helpers.corpus.features import Traits, measure
from helpers.corpus.matrix import matrix
from helpers.corpus.model import WEIGHTS, Model

TREES, DEPTH, RATE, BINS, SMOOTH = 250, 6, 0.06, 32, 4.0
#: Share of the blocks and of the features that a tree sees.
SEED, ROWS, COLS = 7, 0.6, 0.25
#: Of the short lines far from any story, which are many and easy, one in so many is learned from.
THIN = 5
FOLDS = 5
_TOKEN = re.compile(r"\w+")


@dataclass
class Sample:
    """A page ready for training."""

    id: str
    gold: str
    blocks: list[Block]
    traits: list[Traits]
    x: np.ndarray
    y: np.ndarray
    weight: np.ndarray
    far: np.ndarray


def shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3)) if tokens)


def truth(blocks: list[Block], gold: str) -> np.ndarray:
    """1 for blocks of which most four-word shingles are in the gold story; short ones count if they stand as a line of
    the story, or amid blocks that do."""
    grams = shingles(gold)
    flat = " " + " ".join(_TOKEN.findall(gold)) + " "
    label = np.zeros(len(blocks))
    for number, block in enumerate(blocks):
        tokens = _TOKEN.findall(block.text)
        if len(tokens) >= 6:
            own = shingles(block.text)
            label[number] = sum((own & grams).values()) >= 0.5 * sum(own.values())
    long = np.flatnonzero(label)
    if len(long):
        for number, block in enumerate(blocks):
            tokens = _TOKEN.findall(block.text)
            if 0 < len(tokens) < 6 and long[0] - 2 <= number <= long[-1] + 8:
                label[number] = f" {' '.join(tokens)} " in flat
    return label


def samples(folder: Path) -> list[Sample]:
    gold = {row["id"]: row for row in map(json.loads, (folder / "wcxb.dev.gold.jsonl").open(encoding="utf-8"))}
    made = []
    for row in map(json.loads, (folder / "wcxb.dev.dump.jsonl").open(encoding="utf-8")):
        blocks = split(tidy(row["text"]))
        traits = measure(blocks)
        first, last = best_run(rule_scores(traits))
        x = matrix(blocks, traits, (first, last))
        y = truth(blocks, gold[row["id"]]["text"])
        words = np.array([one.words for one in traits], dtype=float)
        weight = np.sqrt(np.minimum(words, 100) + 1)
        made.append(
            Sample(
                row["id"],
                gold[row["id"]]["text"],
                blocks,
                traits,
                x,
                y,
                weight / weight.sum() * 100,
                (words < 6) & ((np.arange(len(words)) < first - 20) | (np.arange(len(words)) > last + 20)),
            )
        )
    return made


def midway(values: np.ndarray, cuts: np.ndarray) -> list[float]:
    """For each cut the middle between the values to both sides of it, so that rounding changes no answer."""
    above = np.minimum(np.searchsorted(values, cuts, side="right"), len(values) - 1)
    return [float(values[max(0, n - 1)] / 2 + values[n] / 2) for n in above]


def fit(pages: list[Sample]) -> Model:
    """Boosting: each tree asks DEPTH questions, the same of every block; each is the best for all leaves together."""
    random = np.random.default_rng(SEED)
    x = np.vstack([page.x for page in pages])
    y = np.concatenate([page.y for page in pages])
    w = np.concatenate([page.weight for page in pages])
    easy = (np.concatenate([page.far for page in pages])) & (y == 0)
    use = ~easy | (random.random(len(y)) < 1 / THIN)
    w = np.where(easy, w * THIN, w)[use]
    x, y = x[use], y[use]
    cuts = [np.unique(np.quantile(column, np.linspace(0, 1, BINS + 1)[1:-1])) for column in x.T]
    binned = np.stack([np.searchsorted(cut, column, side="left") for cut, column in zip(cuts, x.T, strict=True)])
    between = [midway(np.unique(column), cut) for cut, column in zip(cuts, x.T, strict=True)]
    share = (w * y).sum() / w.sum()
    base = float(np.log(share / (1 - share)))
    score = np.full(len(y), base)
    feature, threshold, leaves = [], [], []
    for _ in range(TREES):
        p = 1 / (1 + np.exp(-score))
        grad, hess = w * (y - p), w * np.maximum(p * (1 - p), 1e-4)
        pick = np.flatnonzero(random.random(len(y)) < ROWS)
        grad_, hess_ = grad[pick], hess[pick]
        index = np.zeros(len(y), dtype=np.int64)
        chosen: list[tuple[int, int]] = []
        columns = random.permutation(x.shape[1])[: int(COLS * x.shape[1])]
        small = {column: binned[column, pick] for column in columns}
        for level in range(DEPTH):
            best = (-1.0, 0, 0)
            at_leaf = index[pick]
            for column in columns:
                size = len(cuts[column]) + 1
                if size < 2:
                    continue
                key = at_leaf * size + small[column]
                n = (1 << level) * size
                g = np.bincount(key, grad_, n).reshape(-1, size).cumsum(axis=1)
                h = np.bincount(key, hess_, n).reshape(-1, size).cumsum(axis=1)
                left, right = g[:, :-1], g[:, -1:] - g[:, :-1]
                hl, hr = h[:, :-1], h[:, -1:] - h[:, :-1]
                gain = (left**2 / (hl + SMOOTH) + right**2 / (hr + SMOOTH)).sum(axis=0)
                at = int(gain.argmax())
                if gain[at] > best[0]:
                    best = (float(gain[at]), int(column), at)
            _, column, at = best
            chosen.append((column, at))
            index |= (binned[column] > at).astype(np.int64) << level
        g, h = np.bincount(index, grad, 1 << DEPTH), np.bincount(index, hess, 1 << DEPTH)
        leaf = RATE * g / (h + SMOOTH)
        score += leaf[index]
        feature.append([column for column, _ in chosen])
        threshold.append([between[column][at] for column, at in chosen])
        leaves.append(leaf)
    return Model(np.array(feature), np.array(threshold, dtype=np.float32), np.array(leaves), base)


def counts(gold: str, found: str) -> tuple[int, int, int]:
    a, b = shingles(gold), shingles(found)
    same = sum((a & b).values())
    return same, sum(b.values()) - same, sum(a.values()) - same


def measure_all(triples: list[tuple[int, int, int]]) -> tuple[float, float, float]:
    """F1 of mean precision (of the pages with an answer) and mean recall, precision, recall."""
    p = float(np.mean([t / (t + f) for t, f, _ in triples if t + f]))
    r = float(np.mean([t / (t + m) for t, _, m in triples if t + m]))
    return 2 * p * r / (p + r), p, r


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="train on all pages and write the weights")
    parser.add_argument("--folds", type=int, default=FOLDS, help="how many of the five parts to hold out in turn")
    arguments = parser.parse_args()
    pages = samples(arguments.folder)
    held: list[tuple[int, int, int]] = []
    for fold in range(arguments.folds):
        test = [page for page in pages if zlib.crc32(page.id.encode()) % FOLDS == fold]
        model = fit([page for page in pages if zlib.crc32(page.id.encode()) % FOLDS != fold])
        held += [counts(page.gold, clean_blocks(page.blocks, page.traits, model).text) for page in test]
        f1, p, r = measure_all(held)
        print(f"held-out pages so far {len(held)}: F1 {f1:.4f} P {p:.4f} R {r:.4f}")
    oracle = [counts(p.gold, "\n\n".join(b.text for b, y in zip(p.blocks, p.y, strict=True) if y)) for p in pages]
    print("choosing blocks by the gold: F1 {:.4f} P {:.4f} R {:.4f}".format(*measure_all(oracle)))
    if arguments.write:
        model = fit(pages)
        fresh = WEIGHTS.with_suffix(".new")
        fresh.write_text(
            json.dumps(
                {
                    "features": pages[0].x.shape[1],
                    "base": round(model.base, 5),
                    "feature": model.feature.tolist(),
                    "threshold": [[float(f"{t:.6g}") for t in row] for row in model.threshold],
                    "leaf": [[round(float(v), 4) for v in row] for row in model.leaf],
                }
            )
            + "\n",
            encoding="utf-8",
        )
        fresh.replace(WEIGHTS)


if __name__ == "__main__":
    main()
