"""An executed notebook becomes one HTML file that fetches nothing, runs nothing foreign, and opens anywhere.

nbconvert's `basic` template, extended, makes the cells; `page` the frame; the facts come from what `ctx.finish` said.
A failed notebook gets a page as well: what failed, where, and the last good report; never a traceback.
"""

from __future__ import annotations

import html as html_module
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import markdown2html

from helpers.paths import ROOT, inside
from helpers.report import escape, page, words
from helpers.report.export import saved, unpack
from helpers.report.sanitise import sanitise
from helpers.report.show import FILES_MIME, TEMPLATE
from helpers.runner import history
from helpers.runner.publish import DATA
from helpers.runner.truth import STEP_MIME

_TITLE = re.compile(r"\A\s*#\s+(.+?)\s*(?:\n|\Z)")
_METHOD = ROOT / "docs" / "method-and-limits.md"
METHOD = "method.html"
_PILCROW = re.compile(r'<a class="anchor-link".*?</a>', re.S)
_SKIPPED_TAGS = frozenset({"injected-parameters", "papermill-error-cell-tag", "hide"})
_SHOWN = ("text/html", "image/png", "text/plain")
_MAX_MESSAGE = 400
_IDENTIFIER = re.compile(r' id="([^"]+)"')
_SAID = re.compile(r'<p class="dl-say">.*?</p>', re.S)
_RUN = re.compile(rf"\b(?:run )?({history.RUN_ID.pattern})\b")
_SECTION = re.compile(r"<h2([^<>]*)>(.*?)</h2>", re.S)
_ANY_TAG = re.compile(r"<[^<>]*>")
_TO_PLACE = re.compile(r' href="#([^"]+)"')


def render_report(
    notebook: Mapping[str, Any] | str | Path, *, run: Mapping[str, Any], nav: Sequence[Mapping[str, Any]], out: Path
) -> None:
    """Write the page of an executed notebook (a node, or the path of one) to `out`; its stem names the step.

    `run`: the keys of run.json as far as known (run_id, finished_utc, title, parameters, corpus, versions, steps,
    last_good); `nav`: the pages of the run in order, each with `step` and `status`; its file is named after the step.
    """
    nb = notebook if isinstance(notebook, Mapping) else nbformat.read(Path(notebook), as_version=4)
    step = out.stem
    found = finished(nb)
    failure = _failure(nb, step, run, found)
    facts = {} if failure and found is None else found or {}
    question = _question(nb)
    name = page.name_of(step)
    title = f"{name}: this page could not be finished" if failure else facts.get("title") or question or name
    body, contents = _contents(_SAID.sub(_name_runs, _cells(nb)))
    html = page.fill(
        "article.html.j2", title=title, name=name, kicker=question or name, step=step, failure=failure,
        run_title=page.run_title(run), nav=[_nav_entry(entry) for entry in nav], facts_line=_facts_line(facts, run),
        key_points=[] if failure else page.key_points(facts), body=Markup(body), contents=contents,
        made=_made(facts, run, step), parameters=_parameters(facts, run), made_at=page.moment(run.get("finished_utc")),
        method=METHOD if _METHOD.is_file() else "",
    )
    html = page.in_tags(html, lambda tag: tag.replace(' href="data/', f' href="data/{step}/'))
    _write_data(nb, html, out.parent / DATA / step)
    page.write(out, _lead_links(html, out))


def _write_data(nb: Mapping[str, Any], html: str, folder: Path) -> None:
    """Every CSV of the page as a file, and the files that are too long for it."""
    files = saved(html)
    for cell in nb["cells"]:
        for output in cell.get("outputs", ()):
            for name, held in output.get("data", {}).get(FILES_MIME, {}).items():
                files[name] = unpack(held)
    for name, data in sorted(files.items()):
        folder.mkdir(parents=True, exist_ok=True)
        inside(folder, name).write_bytes(data)


def render_method(folder: Path) -> None:
    """Write `method.html` into the folder of a run: docs/method-and-limits.md, so that it goes where the reports go."""
    if not _METHOD.is_file():
        return
    text = _METHOD.read_text(encoding="utf-8")
    found = _TITLE.match(text)
    body, contents = _contents(sanitise(_PILCROW.sub("", markdown2html(_TITLE.sub("", text)))))
    page.write(folder / METHOD, page.fill(
        "method.html.j2", title=found.group(1) if found else "Method and limits", body=Markup(body), contents=contents))


def _lead_links(html: str, out: Path) -> str:
    """Links to a place that is not on this page lead to the page of the run that has it, or are no links: the briefing
    shows pictures of other pages, whose evidence stays there. Pages are made in order, the briefing last."""
    here = set(_IDENTIFIER.findall(html))
    wanted = set(_TO_PLACE.findall(html)) - here
    homes: dict[str, str] = {}
    for other in sorted(out.parent.glob("[0-9]*.html")) if wanted else ():
        if other != out:
            homes |= dict.fromkeys(wanted & set(_IDENTIFIER.findall(other.read_text(encoding="utf-8"))), other.name)

    def lead(found: re.Match[str]) -> str:
        name = found.group(1)
        if name not in wanted:
            return found.group()
        return f' href="{homes[name]}#{name}"' if name in homes else ""

    return page.in_tags(html, lambda tag: _TO_PLACE.sub(lead, tag))


def _name_runs(sentence: re.Match[str]) -> str:
    """A computed sentence in which an earlier run is named by its time, and linked."""
    return _RUN.sub(
        lambda run: f'the run of <a href="../{run[1]}/index.html">{page.moment_of_run(run[1])}</a>', sentence.group())


def _contents(body: str) -> tuple[str, list[dict[str, str]]]:
    """The body with an id at each of its headings, and the list of them."""
    entries: list[dict[str, str]] = []

    def name(found: re.Match[str]) -> str:
        text = html_module.unescape(_ANY_TAG.sub("", found[2])).strip()
        number = sum(entry["text"] == text for entry in entries)
        entries.append({"id": f"sec-{escape.slug(text)}" + (f"-{number + 1}" if number else ""), "text": text})
        return f'<h2 id="{entries[-1]["id"]}">{found[2]}</h2>'

    return _SECTION.sub(name, body), entries


def finished(nb: Mapping[str, Any]) -> dict[str, Any] | None:
    """What `ctx.finish` said in an executed notebook; None if it was not reached."""
    for cell in reversed(nb["cells"]):
        for output in cell.get("outputs", ()):
            facts = output.get("data", {}).get(STEP_MIME)
            if isinstance(facts, Mapping):
                return dict(facts)
    return None


def _cells(nb: Mapping[str, Any]) -> str:
    """The cells as HTML, through nbconvert and our template."""
    cells, silent, first = [], [], True
    for cell in nb["cells"]:
        cell = nbformat.NotebookNode(cell)
        if _SKIPPED_TAGS & set(cell["metadata"].get("tags", ())):
            continue
        if cell["cell_type"] == "markdown" and first:
            cell["source"] = _TITLE.sub("", cell["source"])
            first = False
        if cell["cell_type"] == "code":
            cell["outputs"] = [output for output in cell.get("outputs", ()) if _is_shown(output)]
            if not cell["outputs"] and cell["source"].strip():
                silent.append(cell)
        cells.append(cell)
    exporter = HTMLExporter(
        template_name=TEMPLATE.name, template_file="report.html.j2", extra_template_basedirs=[str(TEMPLATE.parent)],
        exclude_anchor_links=True,
        filters={"text": escape.text, "sanitise": sanitise, "without_paths": page.without_paths},
    )
    body, _ = exporter.from_notebook_node(
        nbformat.NotebookNode({**nb, "cells": cells}), resources={"silent": silent})
    return body


def _is_shown(output: Mapping[str, Any]) -> bool:
    """Outputs a reader sees: no warnings, nothing that would run, and not what `ctx.finish` tells the runner."""
    if output["output_type"] == "stream":
        return output.get("name") == "stdout" and bool("".join(output.get("text", "")).strip())
    if output["output_type"] == "error":
        return True
    data = output.get("data", {})
    return STEP_MIME not in data and any(kind in data for kind in _SHOWN)


def _question(nb: Mapping[str, Any]) -> str:
    first = next((cell["source"] for cell in nb["cells"] if cell["cell_type"] == "markdown"), "")
    match = _TITLE.match(first)
    return match.group(1).strip("# ") if match else ""


def _failure(nb: Mapping[str, Any], step: str, run: Mapping[str, Any], found: Any) -> dict[str, str] | None:
    """What went wrong in a few words, or None: by run.json if that says so, else by the notebook itself."""
    entry = next((entry for entry in run.get("steps", ()) if entry.get("step") == step), {})
    error = entry.get("error") if entry.get("status") == "failed" else None
    if error is None:
        error = _error_in(nb)
    if error is None and found is None:
        error = {"kind": "", "message": "The notebook did not reach its last line, ctx.finish()."}
    if error is None:
        return None
    cell = error.get("cell")
    kind = str(error.get("kind") or "")
    message = page.without_paths(error.get("message") or "no message")[:_MAX_MESSAGE]
    last_good = str(run.get("last_good") or "")
    return {
        "where": f"Code cell {cell} stopped." if cell else "The notebook stopped.",
        "what": f"{kind}: {message}" if kind else message,
        "last_good": last_good, "last_good_time": page.moment_of_run(last_good), "page": f"{step}.html",
        "since": page.moment_of_run(run.get("failed_since") or ""),
    }


def _error_in(nb: Mapping[str, Any]) -> dict[str, Any] | None:
    code = [cell for cell in nb["cells"] if cell["cell_type"] == "code"
            and not _SKIPPED_TAGS & set(cell["metadata"].get("tags", ()))]
    for number, cell in enumerate(code, 1):
        for output in cell.get("outputs", ()):
            if output["output_type"] == "error":
                return {"kind": output.get("ename", "Error"), "message": output.get("evalue", ""), "cell": number}
    return None


def _nav_entry(entry: Mapping[str, Any]) -> dict[str, str]:
    step = str(entry["step"])
    return {"step": step, "page": f"{step}.html", "status": str(entry.get("status", ""))}


def _facts_line(facts: Mapping[str, Any], run: Mapping[str, Any]) -> list[str]:
    """Period, cut-off, articles and sources, run."""
    line = []
    if facts:
        line.append(page.period_of(dict(facts)))
        if facts.get("cutoff_utc"):
            line.append(f"latest article {page.moment(facts['cutoff_utc'])}")
        undated = facts.get("n_undated") or 0
        articles = words.count(facts.get("n_articles") or 0, "article")
        sources = words.count(facts.get("n_sources") or 0, "source")
        line.append(f"{articles} of {sources}" + (f" ({words.number(undated)} undated)" if undated else ""))
    if run.get("run_id"):
        line.append(f"run {run['run_id']}")
    return line


def _why_moved(run: Mapping[str, Any]) -> str:
    """Since the run it is compared with: more articles, or other rules; a count may have moved for either."""
    changed = run.get("changed") or {}
    if not changed:
        return ""
    more = (changed.get("articles_now") or 0) - (changed.get("articles_before") or 0)
    said = words.count(abs(more), "article") + (" more" if more > 0 else " fewer") if more else "the same articles"
    if not more and changed.get("corpus"):
        said = "as many articles, but not the same"
    rules = ["Dateline's code"] * bool(changed.get("code")) + list(changed.get("packages") or ())
    if rules:
        said += f"; also changed, and a reason for other counts: {words.listing(rules)}"
    return said


def _made(facts: Mapping[str, Any], run: Mapping[str, Any], step: str) -> list[tuple[str, str]]:
    entry = next((entry for entry in run.get("steps", ()) if entry.get("step") == step), {})
    corpus = run.get("corpus") if isinstance(run.get("corpus"), Mapping) else {}
    versions = run.get("versions") or {}
    rows = [
        ("Run", run.get("run_id")),
        ("Made", page.moment(run.get("finished_utc") or run.get("started_utc"))),
        ("Corpus", corpus.get("name")),
        ("Hash of the corpus", facts.get("corpus_hash") or corpus.get("hash")),
        ("Pages read", words.number(facts["n_pages"]) if facts.get("n_pages") is not None else ""),
        ("Taken unchanged from run", entry.get("taken_from")),
        ("Compared with", facts.get("compared_with")),
        ("Since then", "" if entry.get("taken_from") else _why_moved(run)),
        ("Dateline's code", run.get("code_version")),
        ("Versions", ", ".join(f"{name} {number}" for name, number in versions.items())),
    ]
    return [(name, str(value)) for name, value in rows if value]


def _parameters(facts: Mapping[str, Any], run: Mapping[str, Any]) -> list[tuple[str, str]]:
    given = facts.get("parameters") or run.get("parameters") or {}
    shown = []
    for name, value in given.items():
        value = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        shown.append((name, page.without_paths(value) or "\N{EN DASH}"))
    return shown
