from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import html as markup

from helpers.errors import RunError
from helpers.paths import ROOT
from helpers.report.share import check, share, whole

from .conftest import RUN_ID


@pytest.fixture
def given(hostile_run, tmp_path) -> tuple[Path, Path]:
    """A hostile run as it is given away, its files alone in a folder."""
    return share(hostile_run, facts(hostile_run), tmp_path / "given")


def facts(folder: Path) -> dict:
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))


def test_the_zip_holds_pages_and_tables_and_nothing_of_the_machine(given):
    with zipfile.ZipFile(given[1]) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert archive.read(f"dateline-{RUN_ID}/all.html") == given[0].read_bytes()
    assert {name.split("/")[0] for name in names} == {f"dateline-{RUN_ID}"}
    inside = [name.partition("/")[2] for name in names]
    assert {"index.html", "all.html", "03_places.html", "data/03_places/evidence-places.csv"} < set(inside)
    assert not [name for name in inside if not name.endswith((".html", ".csv"))]


def test_every_link_of_the_zip_leads_somewhere_in_it(given, tmp_path):
    with zipfile.ZipFile(given[1]) as archive:
        archive.extractall(tmp_path)
    for path in (tmp_path / f"dateline-{RUN_ID}").glob("*.html"):
        tree = markup.document_fromstring(path.read_text(encoding="utf-8"))
        ids = set(tree.xpath("//@id"))
        for href in tree.xpath("//@href"):
            name, _, anchor = href.partition("#")
            if re.match(r"[a-z]+:", href) or name in _NOT_MADE:
                continue
            assert (path.parent / name).is_file() if name else anchor in ids, href


#: The run of these tests has one article page.
_NOT_MADE = {f"{step}.html" for step in ("01_corpus", "02_keywords", "04_figures", "05_people", "06_briefing")}


def test_the_single_file_has_one_heading_own_ids_and_links_within(given):
    tree = markup.document_fromstring(given[0].read_text(encoding="utf-8"))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert len(tree.xpath("//h1")) == 1
    assert not tree.xpath("//nav[@class='dl-contents']")  # fixed beside a page, six would lie upon each other
    for name in tree.xpath("//@aria-labelledby"):
        assert name in ids
    for href in tree.xpath("//@href"):
        assert href.startswith(("https://", "http://", "data:")) or href.removeprefix("#") in ids, href


def test_the_method_goes_with_it(plain_run):
    pages = {path.name: path.read_text(encoding="utf-8") for path in plain_run.glob("*.html")}
    tree = markup.document_fromstring(whole(pages, facts(plain_run)))
    assert tree.xpath("//section[@id='smethod']//h2")[0].text_content() == "Method and limits"
    assert tree.xpath("//section[@id='s03']//a[@href='#smethod']")


def test_what_reads_like_a_tag_in_a_text_is_left_as_it_is():
    main = '<main id="main" tabindex="-1"><p>a id="x" href="#y"</p></main>'
    page = f'<header class="dl-head"></header>{main}<footer>f</footer>'
    assert '<p>a id="x" href="#y"</p>' in whole({"03_places.html": page}, {})


def test_the_same_run_gives_the_same_bytes(plain_run, tmp_path):
    first, again = (share(plain_run, facts(plain_run), tmp_path / name) for name in "ab")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]


@pytest.mark.parametrize("text, kind", [
    (f"see {Path.home()}/stories", "path"),
    (f"file://{ROOT}/x", "path"),
    (f"in {sys.prefix}/lib", "path"),
    ("/srv/desk/flood/a.txt", "path"),
    ("-----BEGIN RSA PRIVATE KEY-----", "private key"),
    ("AKIA" + "ABCDEFGH12345678", "access key"),
    ("s3://someone:hunter2@bucket/x", "password"),
    ("sesame-0815", "variable"),
])
def test_paths_of_the_machine_and_secrets_are_not_given_away(text, kind, monkeypatch):
    monkeypatch.setenv("DESK_API_TOKEN", "sesame-0815")
    with pytest.raises(RunError, match=f"{kind}.*03_places.html"):
        check({"index.html": b"fine", "03_places.html": text.encode()}, {"parameters": {"corpus": "/srv/desk/flood"}})


@pytest.mark.parametrize("text", [
    "and/or", "https://news.example/root/home", "a root", "mail someone@desk.example", "http://x.example:80/@a", "/",
])
def test_what_only_looks_alike_is(text):
    check({"index.html": text.encode()}, {"parameters": {"corpus": "data/sample"}})


@pytest.mark.browser
def test_the_single_file_alone_opens_without_a_request_or_a_message(browser, given, tmp_path):
    alone = tmp_path / "alone" / "mail.html"
    alone.parent.mkdir()
    shutil.copy(given[0], alone)
    page = browser.new_page(viewport={"width": 390, "height": 844})
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(alone.as_uri() + "#s03-ev-places-passau")
    assert (said, [url for url in asked[1:] if not url.startswith("data:")]) == ([], [])
    assert page.title() != "owned"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_the_command_says_what_it_wrote(plain_run, tmp_path):
    command = [sys.executable, "-m", "helpers", "share", RUN_ID, "--reports", str(plain_run.parent), "--to", "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True,
                          env={**os.environ, "HOME": str(tmp_path)})  # fmt: skip
    written = [line.split("  ")[0] for line in done.stdout.splitlines()]
    assert written == [f"out/dateline-{RUN_ID}.html", f"out/dateline-{RUN_ID}.zip"]
    assert all((tmp_path / path).is_file() for path in written)


def test_a_run_that_is_not_there_is_said_in_a_line(tmp_path):
    done = subprocess.run([sys.executable, "-m", "helpers", "share", "nothing", "--reports", str(tmp_path)],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 2 and done.stderr.count("\n") == 1
