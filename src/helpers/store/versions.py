"""The version of a step: its sources, the reference data, the packages and the schema that decide what it makes."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from helpers import schema
from helpers.engine.versions import DECIDE, packages
from helpers.paths import REFERENCE
from helpers.store.files import digest
from helpers.tables import STEPS, Step

_SOURCES = Path(__file__).resolve().parents[1]


def step_versions() -> dict[str, str]:
    """The version of each step, by the first table it makes."""
    return {step.makes[0]: step_version(step) for step in STEPS}


@lru_cache(maxsize=64)
def step_version(step: Step) -> str:
    """Hash of all but the inputs that decides what a step makes."""
    found: list[Path] = []
    for part in step.code:
        folder = _SOURCES / part
        inside = sorted(folder.rglob("*")) if folder.is_dir() else [folder]
        found += [path for path in inside if path.suffix in DECIDE]
    for part in step.reference:
        found += sorted(path for path in REFERENCE.glob(f"{part}*") if path.is_file())
    sources = (_hash(path) for path in found)
    known = (f"{name} {version}" for name, version in sorted(packages().items()))
    return digest(*sources, *known, *(schema.version(table) for table in step.makes))


@lru_cache(maxsize=512)
def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
