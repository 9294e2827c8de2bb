"""Train the text cleaner's block model (src/helpers/corpus/cleaner.json) and check it on held-out pages.

    python benchmarks/train_cleaner.py ../shared/gold/cleaning [--write]

Data: the development half of the article pages of WCXB (CC BY 4.0, M. Murrough-Foley), as text dumps with gold stories,
and some of them as HTML. Each dump is learned from twice, the second time without its bullets, indents and blank lines,
so that the model leans less on what one converter leaves. Model: gradient boosting of symmetric trees (one question a
level) on logistic loss, fitted by CatBoost, which this script alone needs (`pip install catboost`). Pages are held out
in five parts, with all that was made of them; the figures printed are the benchmark's shingle measure of the whole
cleaner on them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tempfile
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from helpers.corpus.blocks import Block, split
from helpers.corpus.clean import best_run, choose, rule_scores
from helpers.corpus.decode import tidy
from helpers.corpus.features import Page, measure
from helpers.corpus.html import read_html
from helpers.corpus.matrix import matrix
from helpers.corpus.model import WEIGHTS, Model

TREES, DEPTH, RATE, BINS, SMOOTH = 300, 6, 0.06, 64, 8.0
#: Share of the blocks and of the features that a tree sees.
SEED, ROWS, COLS = 7, 0.6, 0.25
#: Of the short lines far from any story, which are many and easy, one in so many is learned from.
THIN = 5
FOLDS = 5
_TOKEN = re.compile(r"\w+")


@dataclass
class Sample:
    """A page ready for training. `kind`: its converter, or "plain" (a copy without marks), or "html"; `found`: the
    story as another tool sees it, of HTML."""

    id: str
    kind: str
    gold: str
    page: Page
    found: list[str]
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


def sample(
    key: str, kind: str, gold: str, blocks: list[Block], *, title: str = "", found: Sequence[str] = ()
) -> Sample:
    page = measure(blocks, title=title)
    first, last = best_run(rule_scores(page.traits))
    weight = np.sqrt(np.minimum(page.n, 100) + 1.0)
    index = np.arange(len(blocks))
    far = (page.n < 6) & ((index < first - 20) | (index > last + 20))
    x = matrix(page, (first, last)).T
    return Sample(key, kind, gold, page, list(found), x, truth(blocks, gold), weight / weight.sum() * 100, far)


def samples(folder: Path) -> list[Sample]:
    """The pages of all kinds; those of one page share its weight."""
    gold = {row["id"]: row["text"] for row in map(json.loads, (folder / "wcxb.dev.gold.jsonl").open(encoding="utf-8"))}
    made = []
    for row in map(json.loads, (folder / "wcxb.dev.dump.jsonl").open(encoding="utf-8")):
        blocks = split(tidy(row["text"]))
        made.append(sample(row["id"], row["kind"], gold[row["id"]], blocks))
        bare = [block._replace(marker="", level=0, indent=0, blanks=1, pieces=1) for block in blocks]
        if bare != blocks:
            made.append(sample(row["id"], "plain", gold[row["id"]], bare))
    with gzip.open(folder / "wcxb.dev.html.jsonl.gz", "rt", encoding="utf-8") as lines:
        saved = [json.loads(line) for line in lines]
    for row in saved:
        text, meta, found = read_html(row["html"])
        if blocks := split(text):
            made.append(sample(row["id"], "html", gold[row["id"]], blocks, title=meta.title, found=found))
    times = Counter(one.id for one in made)
    for one in made:
        one.weight = one.weight / times[one.id]
    return made


def fit(pages: list[Sample]) -> Model:
    """The boosted trees for some pages. Of the easy lines, of which there are many, some stand for all."""
    from catboost import CatBoostClassifier

    random = np.random.default_rng(SEED)
    x, y, w = (np.concatenate([getattr(page, name) for page in pages]) for name in ("x", "y", "weight"))
    easy = np.concatenate([page.far for page in pages]) & (y == 0)
    use = ~easy | (random.random(len(y)) < 1 / THIN)
    w = np.where(easy, w * THIN, w)
    trained = CatBoostClassifier(
        iterations=TREES, depth=DEPTH, learning_rate=RATE, l2_leaf_reg=SMOOTH, rsm=COLS, subsample=ROWS,
        bootstrap_type="Bernoulli", boosting_type="Plain", score_function="L2", leaf_estimation_iterations=1,
        border_count=BINS, random_seed=SEED, thread_count=2, verbose=0, allow_writing_files=False,
    )  # fmt: skip
    trained.fit(x[use], y[use], sample_weight=w[use])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.json")
        trained.save_model(str(path), format="json")
        return convert(json.loads(path.read_text(encoding="utf-8")))


def convert(data: dict) -> Model:
    """CatBoost's symmetric trees as ours; a shallower tree is filled up with questions that all blocks deny."""
    feature = np.zeros((len(data["oblivious_trees"]), DEPTH), dtype=np.int32)
    threshold = np.full(feature.shape, np.finfo(np.float32).max, dtype=np.float32)
    leaf = np.zeros((len(feature), 1 << DEPTH), dtype=np.float32)
    for number, tree in enumerate(data["oblivious_trees"]):
        for level, asked in enumerate(tree["splits"] or []):
            feature[number, level] = asked["float_feature_index"]
            threshold[number, level] = asked["border"]
        leaf[number, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, (bias,) = data["scale_and_bias"]
    return Model(feature, threshold, leaf * np.float32(scale), float(bias))


def counts(gold: str, found: str) -> tuple[int, int, int]:
    a, b = shingles(gold), shingles(found)
    same = sum((a & b).values())
    return same, sum(b.values()) - same, sum(a.values()) - same


def measure_all(triples: list[tuple[int, int, int]]) -> tuple[float, float, float]:
    """F1 of mean precision (of the pages with an answer) and mean recall, precision, recall."""
    p = float(np.mean([t / (t + f) for t, f, _ in triples if t + f]))
    r = float(np.mean([t / (t + m) for t, _, m in triples if t + m]))
    return 2 * p * r / (p + r), p, r


def show(name: str, triples: list[tuple[int, int, int]]) -> None:
    if triples:
        print("{:<12} pages {:>3}: F1 {:.4f} P {:.4f} R {:.4f}".format(name, len(triples), *measure_all(triples)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="train on all pages and write the weights")
    parser.add_argument("--folds", type=int, default=FOLDS, help="how many of the five parts to hold out in turn")
    arguments = parser.parse_args()
    pages = samples(arguments.folder)
    if arguments.write:
        write(fit(pages), pages[0].x.shape[1])
    held: dict[str, list[tuple[int, int, int]]] = {}
    for fold in range(arguments.folds):
        model = fit([page for page in pages if zlib.crc32(page.id.encode()) % FOLDS != fold])
        for one in pages:
            if zlib.crc32(one.id.encode()) % FOLDS == fold and one.kind != "plain":
                cleaned = choose(one.page, model, found=one.found)
                held.setdefault(one.kind, []).append(counts(one.gold, cleaned.text))
    for kind in sorted(held):
        show(kind, held[kind])
    show("all dumps", [one for kind in sorted(held) if kind != "html" for one in held[kind]])
    dumps = [page for page in pages if page.kind not in ("plain", "html")]
    show("by the gold", [
        counts(p.gold, "\n\n".join(b.text for b, y in zip(p.page.blocks, p.y, strict=True) if y)) for p in dumps
    ])  # fmt: skip


def write(model: Model, features: int) -> None:
    fresh = WEIGHTS.with_suffix(".new")
    fresh.write_text(
        json.dumps(
            {
                "features": features,
                "base": round(model.base, 5),
                "feature": model.feature.tolist(),
                "threshold": [[float(f"{t:.9g}") for t in row] for row in model.threshold],
                "leaf": [[round(float(v), 4) for v in row] for row in model.leaf],
            }
        )
        + "\n",
        encoding="utf-8",
    )
    fresh.replace(WEIGHTS)


if __name__ == "__main__":
    main()
