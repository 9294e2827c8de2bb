"""Pages as a browser shows them: nothing is fetched, nothing foreign runs, nothing is cut on a phone."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from helpers.report import Table
from helpers.report.export import csv_bytes, csv_link
from helpers.report.index import render_runs
from helpers.report.page import style

pytestmark = pytest.mark.browser
PAGES = ("03_places.html", "index.html", "../index.html")


@contextmanager
def opened(browser, path, *, width: int = 1280, scheme: str = "light", script: bool = True):
    """The page, and the lists of its requests and of its console messages."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
    )
    page = context.new_page()
    page.requests, page.messages = [], []
    page.on("request", lambda request: page.requests.append(request.url))
    page.on("console", lambda message: page.messages.append(message.text))
    page.on("pageerror", lambda error: page.messages.append(str(error)))
    page.goto(path.resolve().as_uri())
    yield page
    context.close()


def foreign(page) -> list[str]:
    return [url for url in page.requests[1:] if not url.startswith("data:")]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("run", ["plain_run", "hostile_run", "failed_run"])
def test_zero_requests_no_console_message_nothing_foreign_runs(browser, request, run, name):
    with opened(browser, request.getfixturevalue(run) / name) as page:
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
        page.wait_for_timeout(50)
        assert foreign(page) == []
        assert page.messages == []
        assert page.title() != "owned"
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("run", ["plain_run", "hostile_run", "failed_run"])
def test_the_page_never_scrolls_sideways(browser, request, run, width):
    for name in PAGES:
        with opened(browser, request.getfixturevalue(run) / name, width=width) as page:
            page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_a_foreign_script_in_the_page_is_refused_by_the_policy(browser, plain_run, tmp_path):
    html = (plain_run / "03_places.html").read_text(encoding="utf-8")
    bad = tmp_path / "bad.html"
    bad.write_text(
        html.replace(
            "<main",
            "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
            "<img src='http://evil.example/x.png'><main",
            1,
        ),
        encoding="utf-8",
    )
    with opened(browser, bad) as page:
        page.wait_for_timeout(50)
        assert page.title() != "owned"
        assert len(page.messages) >= 3


def test_tables_sort_and_sort_back(browser, plain_run):
    with opened(browser, plain_run / "03_places.html") as page:
        first = page.locator("#places-table tbody tr").first
        page.get_by_role("button", name="Articles").click()
        assert first.locator("th").inner_text() == "Ostrava"
        page.get_by_role("button", name="Articles").click()
        assert first.locator("th").inner_text() == "Belgrade"
        assert page.locator("#places-table [aria-sort]").get_attribute("aria-sort") == "ascending"
        page.get_by_role("button", name="First named").click()
        assert first.locator("th").inner_text() == "Ostrava"


def test_long_tables_filter(browser, plain_run, tmp_path):
    html = (plain_run / "03_places.html").read_text(encoding="utf-8")
    begin = html.index('<tr><th scope="row"', html.index('<div class="dl-table" id="places-table"'))
    end = html.index("</tr>", begin) + 5
    long = tmp_path / "long.html"
    long.write_text(html[:begin] + html[begin:end] * 5 + html[end:], encoding="utf-8")
    with opened(browser, long) as page:
        box = page.get_by_label("Filter rows")
        assert box.count() == 1
        box.fill("slovakia 27")
        assert page.locator("#places-table tbody tr:visible").count() == 1
        box.fill("")
        assert page.locator("#places-table tbody tr:visible").count() == 12


def test_a_link_to_evidence_opens_it(browser, plain_run):
    with opened(browser, plain_run / "03_places.html") as page:
        page.locator("#places-table a", has_text="Passau").click()
        assert page.locator("#ev-places-passau q").first.is_visible()
        assert page.locator("#ev-places-ostrava q").first.is_hidden()


def test_bars_are_links_to_evidence(browser, plain_run):
    with opened(browser, plain_run / "03_places.html") as page:
        bar = page.locator("#places-ranked svg a:visible", has_text="Ostrava").first
        assert bar.locator("title").text_content() == "Ostrava: 41 articles"
        bar.click()
        assert page.locator("#ev-places-ostrava q").first.is_visible()


def test_a_link_to_a_row_shows_it_and_is_copied(browser, plain_run):
    with opened(browser, plain_run / "03_places.html") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        row = page.locator("#places-table tbody tr", has_text="Passau")
        row.hover()
        row.get_by_label("Copy a link to this row").click()
        page.get_by_text("Link copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.endswith("03_places.html#places-table~Passau")
        page.goto("about:blank")
        page.goto(copied)
        assert page.locator("tr.dl-here th").inner_text().startswith("Passau")


def test_a_link_to_a_figure_is_copied(browser, plain_run):
    with opened(browser, plain_run / "03_places.html") as page:
        page.locator("#places-ranked").hover()
        page.locator("#places-ranked > .dl-copy").click()
        assert page.evaluate("location.hash") == "#places-ranked"


@pytest.mark.parametrize("hash", ["#%E0%A4%A", "#~", "#nothing", "#places-table~nobody", "#<script>"])
def test_a_wrong_link_does_nothing(browser, plain_run, tmp_path, hash):
    context = browser.new_context()
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((plain_run / "03_places.html").resolve().as_uri() + hash)
    assert said == []
    assert page.locator("#places-table thead button").count() > 2
    context.close()


def test_evidence_of_one_place_only_and_of_some_words(browser, plain_run):
    with opened(browser, plain_run / "03_places.html") as page:
        page.get_by_label("Show the evidence of").select_option("Passau")
        assert page.locator(".dl-proof:visible").count() == 1
        assert page.locator("#ev-places-passau q").first.is_visible()
        page.get_by_label("Show the evidence of").select_option("")
        page.get_by_label("Filter sentences of the evidence").fill("ostrava bridges")
        shown = page.locator(".dl-evidence li:visible")
        assert shown.count() and all("Ostrava" in text for text in shown.all_inner_texts())
        page.get_by_label("Filter sentences of the evidence").fill("")
        assert page.locator(".dl-proof:visible").count() == page.locator(".dl-proof").count()


def test_a_link_leads_out_of_a_filter(browser, plain_run):
    with opened(browser, plain_run / "03_places.html") as page:
        page.get_by_label("Show the evidence of").select_option("Passau")
        page.locator("#places-table a", has_text="Ostrava").click()
        assert page.locator("#ev-places-ostrava q").first.is_visible()


def test_code_is_out_of_the_way_until_asked_for(browser, plain_run):
    with opened(browser, plain_run / "03_places.html") as page:
        assert page.locator(".dl-code:visible").count() == 0
        page.get_by_role("button", name="Show code").click()
        assert page.locator(".dl-code pre:visible").count() == page.locator(".dl-code pre").count() > 0
        page.get_by_role("button", name="Hide code").click()
        assert page.locator(".dl-code:visible").count() == 0


def test_contents_follow_the_reader(browser, plain_run):
    with opened(browser, plain_run / "03_places.html") as page:
        entries = page.locator(".dl-contents a")
        assert entries.all_inner_texts() == page.locator("main h2").all_inner_texts()
        assert page.locator(".dl-contents").evaluate("(nav) => getComputedStyle(nav).position") == "fixed"
        last = entries.nth(entries.count() - 1)
        last.click()
        page.mouse.wheel(0, 20_000)
        page.wait_for_function("document.querySelector('.dl-contents li:last-child [aria-current]') !== null")


def test_a_packed_table_is_saved_as_plain_csv(browser, plain_run, tmp_path):
    html = (plain_run / "03_places.html").read_text(encoding="utf-8")
    frame = pd.DataFrame({"place": range(9000)})
    long = tmp_path / "long.html"
    long.write_text(html.replace("</main>", csv_link(frame, "long") + "</main>"), encoding="utf-8")
    with opened(browser, long) as page:
        with page.expect_download() as saving:
            page.get_by_label("Save the data as long.csv").click()
        assert saving.value.suggested_filename == "long.csv"
        assert Path(saving.value.path()).read_bytes() == csv_bytes(frame)


def test_readable_without_the_script(browser, plain_run):
    with opened(browser, plain_run / "03_places.html", script=False) as page:
        assert page.locator("#places-table tbody tr").count() == 8
        page.locator("#ev-places-passau summary").click()
        assert page.locator("#ev-places-passau q").first.is_visible()


@pytest.mark.parametrize(
    "scheme, background, ink",
    [
        ("light", "rgb(253, 252, 250)", "rgb(29, 28, 26)"),
        ("dark", "rgb(23, 25, 28)", "rgb(236, 233, 227)"),
    ],
)
def test_pictures_follow_light_and_dark(browser, plain_run, scheme, background, ink):
    with opened(browser, plain_run / "03_places.html", scheme=scheme) as page:
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == background
        fill = "getComputedStyle(document.querySelector('#places-ranked svg text')).fill"
        assert page.evaluate(fill) == ink


def test_more_contrast_where_it_is_asked_for(browser, plain_run):
    look = """() => [getComputedStyle(document.querySelector('.dl-note')).color,
      getComputedStyle(document.querySelector('td')).borderBottomColor]"""
    with opened(browser, plain_run / "03_places.html") as page:
        usual = page.evaluate(look)
        assert usual == ["rgb(92, 90, 85)", "rgb(222, 219, 212)"]
        page.emulate_media(contrast="more")
        soft, grid = page.evaluate(look)
        assert soft == page.evaluate("getComputedStyle(document.body).color") == "rgb(29, 28, 26)"
        assert grid not in (soft, usual[1])
        page.emulate_media(contrast="more", media="print")
        assert page.evaluate(look) == usual


def test_pictures_are_seen_in_forced_colours(browser, plain_run):
    with opened(browser, plain_run / "03_places.html") as page:
        page.emulate_media(forced_colors="active")
        system = page.evaluate("""() => ["CanvasText", "LinkText", "Canvas"].map((name) => {
          const one = document.body.appendChild(document.createElement("p"));
          one.style.color = name;
          return getComputedStyle(one).color;
        })""")
        bar = page.locator("#places-ranked svg a:visible path").first
        text = page.locator("#places-ranked svg text:visible").first
        found = [one.evaluate("(one) => getComputedStyle(one).fill") for one in (text, bar)]
        assert found == system[:2]
        assert system[2] not in found


def test_nothing_moves_where_the_reader_asks_for_it(browser, plain_run):
    with opened(browser, plain_run / "03_places.html") as page:
        page.emulate_media(reduced_motion="reduce")
        assert page.evaluate("""() => [...document.querySelectorAll("*")].every((one) => {
          const look = getComputedStyle(one);
          return look.transitionProperty === "none" && look.animationName === "none" && look.scrollBehavior === "auto";
        })""")


def test_a_column_of_long_texts_is_not_one_word_wide_on_a_phone(browser, tmp_path):
    why = "same surname, and the spelling of the first name"
    frame = pd.DataFrame({"a": ["Milutin Radojcic"] * 2, "b": ["Milutin"] * 2, "why": [why] * 2, "n": [1, 2]})
    with opened(browser, shown_alone(tmp_path, Table(frame, id="t", caption="c")), width=390) as page:
        assert page.locator("#t tbody td").nth(1).bounding_box()["width"] >= 170


def shown_alone(folder: Path, thing) -> Path:
    path = folder / "alone.html"
    path.write_text(f"<meta charset=utf-8><meta name=viewport content='width=device-width'><style>{style()}</style>"
                    f"<main>{thing.html()}</main>", encoding="utf-8")  # fmt: skip
    return path


def test_a_phone_gets_the_narrow_picture_in_full_size(browser, plain_run):
    with opened(browser, plain_run / "03_places.html", width=390) as page:
        assert page.locator("#panels .dl-broad").is_hidden()
        assert page.locator("#panels .dl-narrow").is_visible()
        size = page.evaluate("document.querySelector('#panels .dl-narrow text').getBoundingClientRect().height")
        assert size >= 11


def test_keyboard_reaches_the_skip_link_first(browser, plain_run):
    with opened(browser, plain_run / "03_places.html") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "dl-skip"


def test_prints_on_paper_without_a_lost_first_page(browser, plain_run):
    with opened(browser, plain_run / "03_places.html") as page:
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 252, 250)"
        assert page.locator(".dl-top").is_hidden()
        assert page.locator("#ev-places-passau q").first.is_visible()  # sentences are printed, open or not
        # Chromium leaves the head of a table out on later pages if it holds a box, such as a button's
        assert page.evaluate("getComputedStyle(document.querySelector('thead button')).display") == "contents"
        assert page.pdf(format="A4").startswith(b"%PDF")


def test_many_runs_are_searched(browser, tmp_path):
    for number, river in enumerate(("Danube", "Drava", "Inn", "Morava", "Sava", "Tisza", "Vah"), 1):
        folder = tmp_path / f"2031060{number}-060000-aaaaaa"
        folder.mkdir()
        run = {"run_id": folder.name, "status": "good", "title": f"Flood of the {river}", "steps": []}
        (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    render_runs(tmp_path)
    with opened(browser, tmp_path / "index.html") as page:
        page.get_by_label("Search the runs").fill("flood sava")
        assert page.locator(".dl-runs > li:visible h2").all_inner_texts() == ["Flood of the Sava"]
        assert page.messages == []
