"""How right Dateline is: every scorer of ../shared/score (and metadata.py) on the development halves, one table.

    make bench          or: python benchmarks/accuracy.py [WHAT ...] [--sample N]

The gold is research data and press copy that may not be given away with the project; without it there is nothing to
score, and each line says so. `--sample N` takes the first N texts of each collection (quick, while working on a rule).
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.annotate import annotate, parse_records, write_rows
from helpers.errors import DatelineError
from helpers.paths import ROOT

SHARED = ROOT.parent / "shared"
#: Scorers of our own, for what the collections bring none.
OWN = {"score_sources.py": Path(__file__).with_name("score_sources.py")}
#: A scorer run: its arguments and its output, as figures by name.
Score = dict[str, float]


@dataclass(frozen=True)
class Task:
    """One collection: what to mark up in it, where its texts and its gold are, and how it is scored."""

    what: str
    name: str
    texts: str
    gold: str
    scorer: str
    arguments: tuple[str, ...]
    read: Callable[[str], Score]
    by_paper: bool = False  # say of each text which paper it is from: see `_with_papers`


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    what: str
    name: str
    n_texts: int
    seconds: float
    scores: Score
    remark: str = ""


def score(task: Task, *, sample: int = 0) -> Line:
    """Mark up the texts of a task and run its scorer; the line says why if that cannot be done."""
    texts, gold = SHARED / "gold" / task.texts, SHARED / "gold" / task.gold
    scorer = OWN[task.scorer] if task.scorer in OWN else SHARED / "score" / task.scorer
    for path in (texts, gold, scorer):
        if not path.is_file():
            return Line(task.what, task.name, 0, 0.0, {}, f"skipped: no {path.relative_to(SHARED.parent)}")
    raw = texts.read_bytes()
    records, _ = parse_records(gzip.decompress(raw) if texts.suffix == ".gz" else raw)
    records = records[:sample] if sample else records
    records = _with_papers(records) if task.by_paper else records
    begin = time.perf_counter()
    try:
        made = write_rows(_KIND.get(task.what, task.what), annotate(_KIND.get(task.what, task.what), records))
    except (DatelineError, ImportError, AttributeError) as error:
        return Line(task.what, task.name, len(records), 0.0, {}, f"skipped: {type(error).__name__}: {error}")
    seconds = time.perf_counter() - begin
    with tempfile.TemporaryDirectory() as folder:
        files = {"pred": Path(folder) / "pred.jsonl", "gold": Path(folder) / "gold.jsonl", "docs": texts}
        files["pred"].write_text(made, encoding="utf-8")
        files["gold"].write_text(_gold_of(gold, {record["id"] for record in records}), encoding="utf-8")
        command = [sys.executable, str(scorer), *(part.format(**files) for part in task.arguments)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        return Line(task.what, task.name, len(records), seconds, {}, f"scorer failed: {ran.stderr.strip()[-200:]}")
    return Line(task.what, task.name, len(records), seconds, task.read(ran.stdout))


def table(lines: Iterable[Line]) -> str:
    """The lines as text in columns."""
    out = [f"{'what':<9} {'collection':<12} {'texts':>5} {'seconds':>8}  scores"]
    for line in lines:
        said = line.remark or "  ".join(f"{name} {value:.1f}" for name, value in line.scores.items())
        out.append(f"{line.what:<9} {line.name:<12} {line.n_texts:>5} {line.seconds:>8.1f}  {said}")
    return "\n".join(out)


def _with_papers(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records of LGL with a source each. It has the articles of a paper one after another, by rising number: one
    that falls begins another paper (72 so, of 78; a few are two taken for one)."""
    paper, last, out = 0, -1, []
    for record in records:
        number = int(record["id"].split("-")[1])
        paper, last = paper + (number < last), number
        out.append({**record, "source": f"paper {paper}"})
    return out


def _gold_of(path: Path, ids: set[str]) -> str:
    rows = (line for line in path.read_text(encoding="utf-8").split("\n") if line.strip())
    return "".join(f"{row}\n" for row in rows if _id_of(json.loads(row)) in ids)


def _id_of(row: dict[str, Any]) -> str:
    return str(row["id"] if "id" in row else row["doc_id"])


def _cleaning(out: str) -> Score:
    found = json.loads(out)
    return {"F1": 100 * found["f1"], "word F1": 100 * found["word_f1"], "pages over .9": 100 * found["good_pages"]}


def _metadata(out: str) -> Score:
    found = json.loads(out)
    return {f"{what} {name}": one[name] for what, one in found.items() for name in ("right", "given", "wrong", "there")}


def _places(out: str) -> Score:
    row = next(line for line in out.splitlines() if " nodem " in line)
    parts = [part.split() for part in row.split("|")]
    return {"strict F1": float(parts[1][2]), "overlap F1": float(parts[2][2]), "a161": float(parts[3][1]),
            "e2e161": float(parts[3][4]), "same": float(parts[3][2])}


def _people(*names: str) -> Callable[[str], Score]:
    """Reads the F1 of the lines that start with the given names."""

    def read(out: str) -> Score:
        found: Score = {}
        for line in out.splitlines():
            for name in names:
                if line.startswith(name) and " F1 " in line:
                    found[name.removeprefix("quote ")] = 100 * float(line.split(" F1 ")[1].split()[0])
            if line.startswith("speaker right"):
                found["speaker if found"] = 100 * float(line.split(": ")[1].split()[0])
        return found

    return read


def _figures(*names: str) -> Callable[[str], Score]:
    def read(out: str) -> Score:
        found = json.loads(out)
        return {name: found[name]["F1"] for name in names if name in found}

    return read


def _named(*names: str) -> Callable[[str], Score]:
    def read(out: str) -> Score:
        found = json.loads(out)
        return {name: found[name] for name in names}

    return read


_MENTIONS = _people("mention exact", "mention any", "surnames")
_QUANTITIES = {
    "newsquant": _figures("value", "value+unit", "value+change", "value+unit+change", "value+concept partial",
                          "value+concept complete"),
    # these two say nothing about change or bound
    "currency": _figures("value", "value+unit"),
    "dimension": _figures("value", "value+unit"),
}
_TIMES = _figures("strict", "relaxed", "relaxed+value", "day value")
#: What is marked up for a task that is not called so.
_KIND = {"sources": "figures"}
_PEOPLE = ("people", "{gold}", "{pred}", "--docs", "{docs}")

TASKS: tuple[Task, ...] = (
    Task("clean", "wcxb dumps", "cleaning/wcxb.dev.dump.jsonl", "cleaning/wcxb.dev.gold.jsonl", "score_cleaning.py",
         ("{gold}", "{pred}", "--word", "--json"), _cleaning),
    Task("clean", "wcxb html", "cleaning/wcxb.dev.html.jsonl.gz", "cleaning/wcxb.dev.gold.jsonl", "score_cleaning.py",
         ("{gold}", "{pred}", "--word", "--json"), _cleaning),
    Task("clean", "metadata", "cleaning/wcxb.dev.dump.jsonl", "cleaning/wcxb.dev.gold.jsonl",
         str(Path(__file__).with_name("metadata.py")), ("{gold}", "{pred}", "--docs", "{docs}", "--json"), _metadata),
    *(Task("places", name, f"places/{name}.dev.jsonl", f"places/{name}.dev.jsonl", "score_places.py",
           ("--gold", "{gold}", "--pred", "{pred}"), _places) for name in ("trn", "gwn", "lgl")),
    Task("places", "lgl by paper", "places/lgl.dev.jsonl", "places/lgl.dev.jsonl", "score_places.py",
         ("--gold", "{gold}", "--pred", "{pred}"), _places, by_paper=True),
    *(Task("people", name, f"people/{name}.dev.docs.jsonl", f"people/{name}.dev.people.jsonl", "score_people.py",
           _PEOPLE, _MENTIONS) for name in ("wwn", "gum")),
    Task("people", "gum identity", "people/gum.dev.docs.jsonl", "people/gum.dev.people.jsonl", "score_people.py",
         ("identity", "{gold}", "{pred}"), _people("B-cubed, matched", "B-cubed, end", "pairs")),
    Task("quotes", "polnear", "quotes/polnear.dev.docs.jsonl", "quotes/polnear.dev.quotes.jsonl", "score_people.py",
         ("quotes", "{gold}", "{pred}", "--min-words", "5"),
         _people("quote span, any", "quote span, exact", "quote + right speaker")),
    *(Task("figures", name, f"figures/{name}.dev.jsonl", f"figures/{name}.dev.jsonl", "score_figures.py",
           ("{gold}", "{pred}", "--scheme", "strict", "--json"), read) for name, read in _QUANTITIES.items()),
    Task("sources", "polnear", "figures/polnear-source.dev.jsonl", "figures/polnear-source.dev.jsonl",
         "score_sources.py", ("{gold}", "{pred}", "--json"), _named("source F1", "none right")),
    *(Task("dates", name, f"dates/{name}.dev.jsonl", f"dates/{name}.dev.jsonl", "score_figures.py",
           ("{gold}", "{pred}", "--scheme", "dates", "--json"), _TIMES) for name in ("timebank", "aquaint")),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", nargs="*", help="clean, places, people, quotes, figures, sources, dates (all)")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="only the first N texts of each collection")
    options = parser.parse_args()
    chosen = [task for task in TASKS if not options.what or task.what in options.what]
    if not chosen:
        parser.error("nothing of that kind to score")
    print(table(score(task, sample=options.sample) for task in chosen))
    return 0


if __name__ == "__main__":
    sys.exit(main())
