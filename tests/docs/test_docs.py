"""The documentation against the code: every table, column, parameter and command it should name, and no dead link."""

import re
import subprocess
import sys

import pytest

from helpers import params
from helpers.paths import ROOT
from helpers.schema import SCHEMAS

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.fixture(scope="module")
def commands():
    """The commands that `dateline --help` lists."""
    asked = subprocess.run([sys.executable, "-m", "helpers", "--help"], capture_output=True, text=True, check=True)
    return set(re.findall(r"^ {4}(\w+) ", asked.stdout, re.MULTILINE))


@pytest.mark.parametrize("table", sorted(SCHEMAS))
def test_every_table_is_documented_with_all_its_columns(table):
    text = (ROOT / "docs/data-format.md").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith(f"| {table} |"))
    assert row == f"| {table} | {', '.join(SCHEMAS[table].names)} |"


@pytest.mark.parametrize("name", params.NAMES)
def test_every_parameter_is_in_the_readme(name):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `{name}` \| .* \| {re.escape(params.HELP[name])} \|$", text, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_are_there(page):
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_named_are_commands(page, commands):
    named = re.findall(r"^(?:\S*[\\/])?dateline (\w+)|`dateline (\w+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    for command in {first or second for first, second in named}:
        assert command in commands


def test_every_requirement_has_its_reason_in_the_readme():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    names = re.findall(r"^([\w-]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert names
    assert [name for name in names if f"| {name} |" not in text] == []
