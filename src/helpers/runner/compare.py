"""What is different between two runs: by what their notebooks found, and why a count may have moved.

Refuses: runs that are not there. Of a finding that only lists its first rows, only those can be compared.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.errors import ParameterError
from helpers.runner import history, manifest


@dataclass(frozen=True)
class Kind:
    """How rows of a finding are told apart, called, and measured; `of`: what a revised value must agree in."""

    key: tuple[str, ...]
    label: tuple[str, ...]
    value: str
    of: str = ""


#: The findings of the notebooks, by name (see `ctx.finish`).
KINDS: dict[str, Kind] = {
    "sources": Kind(("source",), ("source",), "articles"),
    "terms": Kind(("term",), ("label",), "articles"),
    "places": Kind(("place_id",), ("place",), "articles"),
    "figures": Kind(("series_id", "source_name"), ("label", "source_name"), "said", "as_of_last"),
    "conflicts": Kind(("kind", "series_id"), ("label", "kind"), "what"),
    "people": Kind(("person_id",), ("name",), "articles"),
}


def compare(reports: Path, old: str, new: str) -> dict[str, Any]:
    """The difference: `why` (see `manifest.changes`) and, for each kind of finding, the rows that `entered`, `left`,
    `changed` (with the values before and now) and, for figures, were `revised` for the same day."""
    before, now = _manifest(reports, old), _manifest(reports, new)
    return between(reports / before["run_id"], reports / now["run_id"], before, now)


def between(old: Path, new: Path, before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """`compare`, of the runs in two folders with their manifests; the new one may be still in the making."""
    found = {"old": before["run_id"], "new": now["run_id"], "why": manifest.changes(before, now), "findings": {}}
    then, today = _findings(old), _findings(new)
    for name, kind in KINDS.items():
        if name in then and name in today:
            found["findings"][name] = _difference(kind, then[name], today[name])
    return found


def lines(found: Mapping[str, Any], *, most: int = 8) -> list[str]:
    """A comparison as lines of text, at most `most` rows of each kind by name."""
    why = found["why"]
    said = [f"{found['old']} \N{RIGHTWARDS ARROW} {found['new']}",
            f"articles   {why['articles_before']} \N{RIGHTWARDS ARROW} {why['articles_now']}"]
    reasons = ["the articles"] * why["corpus"] + ["Dateline's code"] * why["code"]
    reasons += [f"packages ({', '.join(why['packages'])})"] if why["packages"] else []
    reasons += [f"parameters ({', '.join(why['parameters'])})"] if why["parameters"] else []
    said.append("changed    " + (", ".join(reasons) or "nothing that a count is made from"))
    for name, parts in found["findings"].items():
        for part, rows in parts.items():
            if rows:
                shown = [_shown(row) for row in rows[:most]]
                rest = f" and {len(rows) - most} more" if len(rows) > most else ""
                said.append(f"{name:<10} {len(rows)} {part}: {'; '.join(shown)}{rest}")
    return said


def _difference(kind: Kind, then: list[dict], today: list[dict]) -> dict[str, list[dict[str, Any]]]:
    before = {tuple(row.get(name) for name in kind.key): row for row in then}
    now = {tuple(row.get(name) for name in kind.key): row for row in today}
    parts: dict[str, list[dict[str, Any]]] = {"entered": [], "left": [], "changed": [], "revised": []}
    for key, row in now.items():
        old = before.get(key)
        if old is None:
            parts["entered"].append(_entry(kind, row, None, row.get(kind.value)))
        elif old.get(kind.value) != row.get(kind.value):
            part = "revised" if kind.of and old.get(kind.of) == row.get(kind.of) else "changed"
            parts[part].append(_entry(kind, row, old.get(kind.value), row.get(kind.value)))
    parts["left"] = [_entry(kind, row, row.get(kind.value), None) for key, row in before.items() if key not in now]
    return parts


def _entry(kind: Kind, row: Mapping[str, Any], before: Any, now: Any) -> dict[str, Any]:
    label = ", ".join(str(row[name]) for name in kind.label if row.get(name))
    return {"label": label, "before": before, "now": now}


def _shown(row: Mapping[str, Any]) -> str:
    if row["before"] is None:
        return f"{row['label']} ({row['now']})"
    if row["now"] is None:
        return f"{row['label']} ({row['before']})"
    return f"{row['label']} {row['before']} \N{RIGHTWARDS ARROW} {row['now']}"


def _findings(folder: Path) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for path in sorted((folder / "findings").glob("*.json")):
        try:
            found |= json.loads(path.read_text(encoding="utf-8")).get("findings", {})
        except (OSError, ValueError, AttributeError):
            continue
    return found


def _manifest(reports: Path, run_id: str) -> dict[str, Any]:
    wanted = run_id if history.RUN_ID.fullmatch(run_id) or run_id == "latest" else ""
    found = history.read(reports / wanted) if wanted else {}
    if not found:
        raise ParameterError("no such run", where=run_id, do="See the list: dateline list.")
    return found
