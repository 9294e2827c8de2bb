"""Front pages: of one run, linking its reports with what each found; of the reports folder, linking all runs; and what
changed from one run to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.report import page, words
from helpers.runner import compare, history

#: The step that leads the front page.
_LEAD = "06_briefing"
_MOST_POINTS = 3
#: The page of what changed, and how many rows of a kind it names.
CHANGES = "changes.html"
_MOST_CHANGES = 50


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
        n_failed=len(failed), run=_run(run), has_changes=(out.parent / CHANGES).is_file(),
    )
    page.write(out, html)


def render_changes(run: Mapping[str, Any], folder: Path) -> None:
    """Write `changes.html` into the folder of a run: what it found otherwise than the run it was compared with, and why
    a count may have moved. Nothing where there is no such run any more."""
    before = str(run.get("compared_with") or "")
    if not history.RUN_ID.fullmatch(before) or not history.read(folder.parent / before):
        return
    found = compare.between(folder.parent / before, folder, history.read(folder.parent / before), run)
    why, rooms = found["why"], []
    for name, parts in found["findings"].items():
        rows = [{"part": part, "rows": rows[:_MOST_CHANGES], "more": max(len(rows) - _MOST_CHANGES, 0), "n": len(rows)}
                for part, rows in parts.items() if rows]
        rooms.append({"name": page.name_of(name), "parts": rows})
    reasons = ["the articles"] * bool(why["corpus"]) + ["Dateline's code"] * bool(why["code"])
    reasons += [f"the version of {words.listing(why['packages'])}"] if why["packages"] else []
    reasons += [f"the parameters {words.listing(why['parameters'])}"] if why["parameters"] else []
    page.write(folder / CHANGES, page.fill(
        "changes.html.j2", run=_run(run), before=before, before_at=page.moment_of_run(before), rooms=rooms,
        reasons=words.listing(reasons), articles=(why["articles_before"], why["articles_now"])))


def render_runs(reports_dir: Path) -> None:
    """Write `index.html` of the reports folder: the last good run on top, then all, the newest first."""
    facts = history.runs(reports_dir)
    stale = _stale(reports_dir, facts)
    runs = [_run(run) | {"line": _facts_line(run), "pages": _n_pages(run), "size": _size(reports_dir / run["run_id"]),
                         "stale_since": stale.get(run["run_id"], ""),
                         "has_changes": (reports_dir / run["run_id"] / CHANGES).is_file()} for run in facts]
    best = history.last_good(reports_dir)
    for run in runs:
        run["is_best"] = run["run_id"] == best
    runs.sort(key=lambda run: not run["is_best"])
    page.write(reports_dir / "index.html", page.fill("runs.html.j2", runs=runs))


def _stale(reports: Path, runs: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The good runs that are the last of their corpus and parameters although newer ones failed: their id -> when the
    first of those began."""
    found: dict[str, str] = {}
    for run in runs:
        if run.get("status") == "failed" and "corpus" in (run.get("parameters") or {}):
            good = history.last_good(reports, run["parameters"])
            if good and good < run["run_id"]:
                found[good] = page.moment_of_run(run["run_id"])
    return found


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
