"""The sample corpus is what its script makes, and its gold is exact."""

from __future__ import annotations

import html
import importlib.util
import json
import re
import sys
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
ANNOTATIONS = ("places", "figures", "people", "quotes")


def load(name: str) -> list[dict]:
    lines = (SAMPLE / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def articles() -> dict[str, dict]:
    return {row["page_path"]: row for row in load("articles")}


@pytest.fixture(scope="module")
def builder():
    spec = importlib.util.spec_from_file_location("sample_build", SAMPLE / "build.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["sample_build"] = module
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    spec.loader.exec_module(module)
    yield module
    sys.dont_write_bytecode = before
    sys.path.remove(str(SAMPLE))
    for name in [name for name in sys.modules if name == "sample_build" or name.partition(".")[0] == "maker"]:
        del sys.modules[name]


def page_text(path: str) -> str:
    """A page's visible words with single spaces, whatever its form and encoding."""
    file, _, item = path.partition("#")
    raw = (SAMPLE / file).read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    if item:
        text = next(row["body"] for row in map(json.loads, text.splitlines()) if row["id"] == item)
    if file.endswith(".html"):
        text = html.unescape(re.sub(r"<script.*?</script>|<[^>]+>", " ", text))
    return " ".join(text.split())


def test_building_again_gives_the_same_bytes(builder, tmp_path):
    builder.build(tmp_path)
    for folder in ("pages", "gold"):
        made = {p.relative_to(tmp_path): p.read_bytes() for p in (tmp_path / folder).rglob("*") if p.is_file()}
        kept = {p.relative_to(SAMPLE): p.read_bytes() for p in (SAMPLE / folder).rglob("*") if p.is_file()}
        assert made.keys() == kept.keys()
        assert [str(name) for name in made if made[name] != kept[name]] == []


@pytest.mark.parametrize("name", ANNOTATIONS)
def test_offsets_hold_the_surface(name, articles):
    rows = load(name)
    field = "text" if name == "quotes" else "surface"
    wrong = [row for row in rows if articles[row["page_path"]]["body"][row["start"]:row["end"]] != row[field]]
    assert wrong == []
    assert {row["page_path"] for row in rows} == set(articles)


@pytest.mark.parametrize("name", ANNOTATIONS)
def test_rows_of_a_page_are_in_order_and_apart(name):
    last: dict[str, int] = {}
    for row in load(name):
        assert row["start"] >= last.get(row["page_path"], 0)
        last[row["page_path"]] = row["end"]


def test_pages_hold_their_story_and_the_words_that_are_not_story(articles):
    for path, row in articles.items():
        text = page_text(path)
        for paragraph in row["body"].split("\n\n"):
            assert " ".join(paragraph.split()) in text, path
        for word in row["must_not_contain"]:
            assert word.lower() not in row["body"].lower()
            assert word.lower() in text.lower(), (path, word)


def test_every_page_is_in_the_gold_but_the_empty_one(articles):
    files = {p.relative_to(SAMPLE).as_posix() for p in (SAMPLE / "pages").rglob("*") if p.is_file()}
    assert files - {path.partition("#")[0] for path in articles} == {"pages/untitled.txt"}
    assert (SAMPLE / "pages" / "untitled.txt").read_bytes() == b""


def test_known_places_and_people_are_planted_wherever_they_stand(builder, articles):
    registry = sys.modules["maker.registry"]
    words = sorted({*registry.PLACES, *registry.DEMONYMS}, key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")
    covered: dict[str, list[tuple[int, int]]] = {}
    surnames: dict[str, set[str]] = {}
    for row in [*load("places"), *load("people")]:
        covered.setdefault(row["page_path"], []).append((row["start"], row["end"]))
        if "person" in row:
            surnames.setdefault(row["page_path"], set()).add(row["surface"].split()[-1])
    for path, row in articles.items():
        people = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(surnames[path]))) + r")\b")
        loose = [m.group() for p in (pattern, people) for m in p.finditer(row["body"])
                 if not any(s <= m.start() and m.end() <= e for s, e in covered[path])]
        assert loose == [], path


def test_figures_have_the_bounds_their_words_say(articles):
    for row in load("figures"):
        low, high, bound = row["low"], row["high"], row["bound"]
        assert bound in {"exact", "about", "at least", "more than", "at most", "less than"}
        assert (high is None) == (bound in {"at least", "more than"})
        assert (low is None) == (bound in {"at most", "less than"})
        before = articles[row["page_path"]]["body"][:row["start"]].lower()
        if before.endswith("at least "):
            assert bound == "at least"
        if before.endswith("more than "):
            assert bound in {"more than", "at most"}  # "denied that it would add more than eight"
        if before.endswith(("about ", "some ", "nearly ", "almost ")):
            assert bound == "about"


def test_the_kinds_of_page_an_analyst_meets(articles):
    rows = list(articles.values())
    kinds = Counter(path.partition("#")[0].rpartition(".")[2] for path in articles)
    assert 72 <= len(rows) <= 100
    assert kinds["txt"] >= 50 and 8 <= kinds["html"] <= 12 and kinds["jsonl"] >= 12
    assert sum(row["copy_of"] is not None for row in rows) >= 6
    assert sum(row["version"] > 0 for row in rows) >= 4
    assert sum(row["published"] is None for row in rows) == 1
    texts = [p.read_bytes() for p in (SAMPLE / "pages").rglob("*.txt")]
    assert sum(raw.startswith(b"\xef\xbb\xbf") for raw in texts) == 1
    assert sum(not _is_utf8(raw) for raw in texts) == 1


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def test_copies_share_the_words_and_versions_the_address(articles):
    for row in articles.values():
        if row["copy_of"]:
            original = articles[row["copy_of"]]
            assert original["story"] == row["story"] and original["site"] != row["site"]
            if row["site"] != "Sava Tribune":
                assert original["body"].startswith(row["body"])
        if row["version"]:
            same = [a for a in articles.values() if a["story"] == row["story"] and not a["copy_of"]]
            assert {a["url"] for a in same} == {row["url"]}
            assert len({a["body"] for a in same}) == len(same)
            assert row["updated"] > row["published"]


@pytest.mark.parametrize(("path", "skipped"), [
    ("pages/wire.jsonl", False), ("pages/pannonia-herald/a.txt", False), ("gold/articles.jsonl", True),
    ("stories/01-upper-danube.txt", True), ("build.py", True), ("maker/marks.py", True), ("README.md", True),
])
def test_the_ignore_file_leaves_only_the_pages(path, skipped):
    globs = [g for g in (SAMPLE / ".datelineignore").read_text().splitlines() if g and not g.startswith("#")]
    assert any(fnmatch(path, g) for g in globs) is skipped
