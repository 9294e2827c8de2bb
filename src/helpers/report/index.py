"""Front pages: of one run, linking its reports with what each found; and of the reports folder, linking all runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.report import page, words
from helpers.runner import history

#: The step that leads the front page.
_LEAD = "06_briefing"
_MOST_POINTS = 3


def render_front(run: Mapping[str, Any], pages: Sequence[Mapping[str, Any]], out: Path) -> None:
    """Write the front page of a run to `out`, beside its pages.

    `run`: as for `render.render_report`; `pages`: in order, each with `step`, and with `title`, `key_points`, `status`
    and `error` as far as the `steps` of `run` do not say them.
    """
    known = {entry.get("step"): entry for entry in run.get("steps") or ()}
    cards = [_card({**known.get(entry["step"], {}), **entry}, out.parent) for entry in pages]
    lead = [card for card in cards if card["step"] == _LEAD and card["status"] != "failed"]
    failed = [card["name"] for card in cards if card["status"] == "failed"]
    html = page.fill(
        "front.html.j2", run_title=page.run_title(run), lead=lead,
        title=lead[0]["title"] if lead else page.run_title(run), cards=[card for card in cards if card not in lead],
        facts_line=_facts_line(run), failed=words.listing(failed),
        n_failed=len(failed), run=_run(run),
    )
    page.write(out, html)


def render_runs(reports_dir: Path) -> None:
    """Write `index.html` of the reports folder: the last good run on top, then all, the newest first."""
    runs = [_run(run) | {"line": _facts_line(run), "pages": _n_pages(run), "size": _size(reports_dir / run["run_id"])}
            for run in history.runs(reports_dir)]
    best = history.last_good(reports_dir)
    for run in runs:
        run["is_best"] = run["run_id"] == best
    runs.sort(key=lambda run: not run["is_best"])
    page.write(reports_dir / "index.html", page.fill("runs.html.j2", runs=runs))


def _card(entry: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    step = str(entry["step"])
    name = page.name_of(step)
    file = folder / f"{step}.html"
    failed = entry.get("status") == "failed"
    points = [
        {"text": point["text"], "href": f"{step}.html#{point['anchor']}" if point["anchor"] else ""}
        for point in page.key_points(entry)
    ]
    error = entry.get("error") or {}
    reason = ": ".join(part for part in (error.get("kind"), error.get("message")) if part)
    return {
        "step": step, "name": name, "page": file.name, "status": "failed" if failed else "good",
        "title": f"{name}: this page could not be finished" if failed else entry.get("title") or name,
        "points": [] if failed else points[:_MOST_POINTS], "is_there": file.exists(),
        "size": page.size_of(file.stat().st_size) if file.exists() else "",
        "error": page.without_paths(reason) if failed else "",
    }


def _run(run: Mapping[str, Any]) -> dict[str, Any]:
    run_id = str(run.get("run_id", ""))
    return {
        "run_id": run_id, "title": page.run_title(run), "status": "failed" if run.get("status") == "failed" else "good",
        "made_at": page.moment(run.get("finished_utc") or run.get("started_utc")) or page.moment_of_run(run_id),
        "only": words.listing(page.name_of(step) for step in run.get("only") or ()),
        "compared_with": run.get("compared_with") or "", "last_good": run.get("last_good") or "",
        "corpus_hash": (run.get("corpus") or {}).get("hash") or "",
    }


def _facts_line(run: Mapping[str, Any]) -> list[str]:
    corpus = run.get("corpus") or {}
    if corpus.get("n_articles") is None:
        return []
    return [
        page.period_of(dict(corpus)),
        f"{words.count(corpus['n_articles'], 'article')} of {words.count(corpus.get('n_sources') or 0, 'source')}",
    ]


def _n_pages(run: Mapping[str, Any]) -> str:
    steps = run.get("steps") or ()
    failed = sum(1 for step in steps if step.get("status") == "failed")
    return words.count(len(steps), "report") + (f", {words.number(failed)} failed" if failed else "")


def _size(folder: Path) -> str:
    return page.size_of(sum(file.stat().st_size for file in folder.glob("*.html")))
