"""Train the text cleaner's block model (src/helpers/corpus/cleaner.npz) and check it on held-out pages.

    python benchmarks/train_cleaner.py ../shared/gold/cleaning [--write]

Data: the development half of the article pages of WCXB (CC BY 4.0, M. Murrough-Foley), as text dumps with gold stories,
and some of them as HTML, of which all five converters make dumps again (benchmarks/converters.py). Each given dump is
learned from twice, the second time without its bullets, indents and blank lines, so that the model leans less on what
one converter leaves; and pages are made up of two each, the story of one within the furniture of the other, so that it
leans less on single pages. Words are weighed on other pages than those that their weights are learned from, or the
model would trust them too much. Model: gradient boosting of symmetric trees (one question a level) on logistic loss,
fitted by CatBoost, and neural networks, see train_net.py. This script alone needs `pip install catboost torch`. Pages
are held out in five parts, with all that was made of them; the figures printed are the benchmark's shingle measure of
the whole cleaner on them, and of each converter on the same pages.
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
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np
import train_net
from converters import CONVERTERS

from helpers.corpus.blocks import Block, split
from helpers.corpus.clean import best_run, choose, rule_scores
from helpers.corpus.decode import tidy
from helpers.corpus.features import Page, measure
from helpers.corpus.html import read_html
from helpers.corpus.lexicon import Lexicon, terms
from helpers.corpus.matrix import matrix
from helpers.corpus.model import Model, Trees, save

TREES, DEPTH, RATE, BINS, SMOOTH = 300, 6, 0.06, 64, 8.0
#: Share of the blocks and of the features that a tree sees.
SEED, ROWS, COLS = 7, 0.6, 0.25
#: So many networks are trained.
NETS = 2
#: Of the short lines far from any story, which are many and easy, one in so many is learned from.
THIN = 5
#: So many pages are made up; they weigh as much as all real ones.
MADE_UP = 1000
#: Of so many blocks around a story some go with it into another page.
BEFORE, AFTER = (0, 2, 3, 4, 6), (0, 1, 2, 4, 8)
#: A word is known if so many pages have it; its weight is drawn to zero as by so many pages more.
PAGES_OF_WORD, DRAW = 5, 6.0
#: Words are weighed in so many parts of the pages, each on the others.
PARTS = 5
FOLDS = 5
_TOKEN = re.compile(r"\w+")


@dataclass
class Sample:
    """A page ready for training. `ids`: of the page it is, or of the two it was made of; `kind`: its converter, or
    "plain" (a copy without marks), or "html"; `again`: a dump that was not given, but made of the HTML; `found`: the
    story as other tools see it, of HTML; `x`: features but those of words; `far`: from any story."""

    ids: tuple[str, ...]
    kind: str
    again: bool
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
    ids: tuple[str, ...],
    kind: str,
    blocks: list[Block],
    label: np.ndarray,
    *,
    gold: str = "",
    again: bool = False,
    title: str = "",
    found: Sequence[str] = (),
) -> Sample:
    page = measure(blocks, title=title)
    first, last = best_run(rule_scores(page.traits))
    weight = np.sqrt(np.minimum(page.n, 100) + 1.0)
    index = np.arange(len(blocks))
    far = (page.n < 6) & ((index < first - 20) | (index > last + 20))
    x = matrix(page, (first, last)).T
    return Sample(ids, kind, again, gold, page, list(found), x, label, weight / weight.sum() * 100, far)


def samples(folder: Path) -> list[Sample]:
    """The pages of all kinds; those of one page share its weight."""
    gold = {row["id"]: row["text"] for row in map(json.loads, (folder / "wcxb.dev.gold.jsonl").open(encoding="utf-8"))}
    made = []

    def add(key: str, kind: str, blocks: list[Block], **more: object) -> None:
        if blocks:
            made.append(sample((key,), kind, blocks, truth(blocks, gold[key]), gold=gold[key], **more))

    given = set()
    for row in map(json.loads, (folder / "wcxb.dev.dump.jsonl").open(encoding="utf-8")):
        blocks = split(tidy(row["text"]))
        given.add((row["id"], row["kind"]))
        add(row["id"], row["kind"], blocks)
        bare = [block._replace(marker="", level=0, indent=0, blanks=1, pieces=1) for block in blocks]
        if bare != blocks:
            add(row["id"], "plain", bare)
    with gzip.open(folder / "wcxb.dev.html.jsonl.gz", "rt", encoding="utf-8") as lines:
        saved = [json.loads(line) for line in lines]
    for row in saved:
        text, meta, found = read_html(row["html"])
        add(row["id"], "html", split(text), title=meta.title, found=found)
        for kind, convert in CONVERTERS.items():
            if (row["id"], kind) not in given:
                add(row["id"], kind, split(tidy(convert(row["html"]))), again=True)
    times = Counter(one.ids for one in made)
    for one in made:
        one.weight = one.weight / times[one.ids]
    return made


def make_up(pages: list[Sample], *, number: int = MADE_UP) -> list[Sample]:
    """Pages of the story of one, with a little of what stands around it, within the furniture of another of its kind.
    Together they weigh as much as those they are made of."""
    random = np.random.default_rng(SEED)
    kinds: dict[str, list[Sample]] = {}
    for one in pages:
        if one.y.sum() >= 3:
            kinds.setdefault(one.kind, []).append(one)
    pool = [kinds[kind] for kind in sorted(kinds) if len(kinds[kind]) > 1]
    share = np.array([len(kind) for kind in pool]) / sum(map(len, pool))
    made: list[Sample] = []
    while len(made) < number:
        kind = pool[random.choice(len(pool), p=share)]
        host, guest = (kind[at] for at in random.choice(len(kind), 2, replace=False))
        (first, last), (begin, end) = ((one.y.argmax(), len(one.y) - one.y[::-1].argmax()) for one in (host, guest))
        before, after = random.choice(BEFORE), random.choice(AFTER)
        parts = (
            (host, slice(0, max(0, first - before))), (guest, slice(max(0, begin - before), end + after)),
            (host, slice(last + after, None)),
        )  # fmt: skip
        blocks = [block for one, part in parts for block in one.page.blocks[part]]
        label = np.concatenate([one.y[part] for one, part in parts])
        if host.ids != guest.ids and len(blocks) <= 1200:
            made.append(sample(host.ids + guest.ids, host.kind, blocks, label))
    scale = sum(one.weight.sum() for one in pages) / sum(one.weight.sum() for one in made)
    for one in made:
        one.weight = one.weight * scale
    return made


@dataclass
class Counted:
    """The words of all pages: `keys`, sorted; of each pair of a page and a word in it `page`, `word` (a position in
    `keys`) and `within`: whether it is in the story."""

    keys: np.ndarray
    page: np.ndarray
    word: np.ndarray
    within: np.ndarray

    def lexicon(self, use: np.ndarray) -> Lexicon:
        """What words weigh on some of the pages."""
        here = use[self.page]
        inside = np.bincount(self.word[here & self.within], minlength=len(self.keys))
        outside = np.bincount(self.word[here & ~self.within], minlength=len(self.keys))
        known = inside + outside >= PAGES_OF_WORD
        weight = np.log((inside + DRAW / 2) / (outside + DRAW / 2))[known]
        return Lexicon(self.keys[known], np.round(weight, 2).astype(np.float32))


def count(pages: list[Sample], numbers: dict[str, int]) -> Counted:
    """The words of the pages, each once a page within its story and once around it. `numbers`: of each page its own."""
    found = [(numbers[one.ids[0]], one.y, *terms(one.page)) for one in pages]
    key = np.concatenate([key for _, _, _, key in found])
    keys, word = np.unique(key, return_inverse=True)
    page = np.concatenate([np.full(len(block), number) for number, _, block, _ in found])
    within = np.concatenate([y[block] > 0 for _, y, block, _ in found])
    pairs = np.unique((page * len(keys) + word) * 2 + within)
    return Counted(keys, pairs // 2 // len(keys), pairs // 2 % len(keys), pairs % 2 > 0)


def fit(pages: list[Sample]) -> Model:
    """The model for some pages and those made up of them."""
    numbers = {key: number for number, key in enumerate(sorted({key for page in pages for key in page.ids}))}
    counted = count(pages, numbers)
    part = np.random.default_rng(SEED).integers(0, PARTS, len(numbers))
    # Words of a page are weighed on the parts that it is not of, nor the other page that it was made of.
    others = {
        (a, b): counted.lexicon((part != a) & (part != b)) for a, b in combinations_with_replacement(range(PARTS), 2)
    }
    pages = pages + make_up(pages)
    x = []
    for page in pages:
        of = sorted(part[numbers[key]] for key in page.ids)
        x.append(np.concatenate([page.x, others[of[0], of[-1]].features(page.page).T], axis=1))
    trees = _trees(pages, np.concatenate(x))
    share = np.array([page.weight.sum() for page in pages])
    nets = train_net.fit(x, [page.y for page in pages], share, seeds=range(NETS))
    return Model(trees, nets, counted.lexicon(np.ones(len(numbers), dtype=bool)))


def _trees(pages: list[Sample], x: np.ndarray) -> Trees:
    """Boosted trees. Of the easy lines, which are many, some stand for all."""
    from catboost import CatBoostClassifier

    random = np.random.default_rng(SEED)
    y, w = (np.concatenate([getattr(page, name) for page in pages]) for name in ("y", "weight"))
    easy = np.concatenate([page.far for page in pages]) & (y == 0)
    use = ~easy | (random.random(len(y)) < 1 / THIN)
    w = np.where(easy, w * THIN, w) / 2
    trained = CatBoostClassifier(
        iterations=TREES, depth=DEPTH, learning_rate=RATE, l2_leaf_reg=SMOOTH, rsm=COLS, subsample=ROWS,
        bootstrap_type="Bernoulli", boosting_type="Plain", score_function="L2", leaf_estimation_iterations=1,
        border_count=BINS, random_seed=SEED, thread_count=1, verbose=0, allow_writing_files=False,
    )  # fmt: skip
    trained.fit(x[use], y[use], sample_weight=w[use])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.json")
        trained.save_model(str(path), format="json")
        return from_catboost(json.loads(path.read_text(encoding="utf-8")))


def from_catboost(data: dict) -> Trees:
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
    return Trees(feature, threshold, leaf * np.float32(scale), float(bias))


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
        print("{:<16} pages {:>3}: F1 {:.4f} P {:.4f} R {:.4f}".format(name, len(triples), *measure_all(triples)))


def part_of(page: Sample) -> int:
    """The part in which a page is held out."""
    return zlib.crc32(page.ids[0].encode()) % FOLDS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="train on all pages and write the weights")
    parser.add_argument("--folds", type=int, default=FOLDS, help="how many of the five parts to hold out in turn")
    arguments = parser.parse_args()
    pages = samples(arguments.folder)
    if arguments.write:
        save(fit(pages))
    held: dict[tuple[str, bool], list[tuple[int, int, int]]] = {}
    same: dict[str, list[tuple[int, int, int]]] = {}
    saved = {one.ids for one in pages if one.kind == "html"}
    for fold in range(arguments.folds):
        model = fit([page for page in pages if part_of(page) != fold])
        for one in pages:
            if part_of(one) == fold and one.kind != "plain":
                counted = counts(one.gold, choose(one.page, model, found=one.found).text)
                held.setdefault((one.kind, one.again), []).append(counted)
                if one.ids in saved and one.kind != "html":
                    same.setdefault(one.kind, []).append(counted)
    for kind, again in sorted(held):
        if not again:
            show(kind, held[kind, again])
    show("all dumps", [one for kind, again in held if kind != "html" and not again for one in held[kind, again]])
    for kind in sorted(same):
        show(f"same, {kind}", same[kind])
    dumps = [page for page in pages if page.kind not in ("plain", "html") and not page.again]
    show("by the gold", [
        counts(p.gold, "\n\n".join(b.text for b, y in zip(p.page.blocks, p.y, strict=True) if y)) for p in dumps
    ])  # fmt: skip


if __name__ == "__main__":
    main()
