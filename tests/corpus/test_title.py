from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.blocks import split
from helpers.corpus.features import measure
from helpers.corpus.title import find_title, tidy_title

TITLE = "Harbor town closes its only bridge after cracks are found"
STORY = """The council of the harbor town voted late on Tuesday to close its only bridge after cracks were found.

Engineers had warned for years that the piers of the bridge were weak, according to documents seen by the paper."""
MENU = "Skip to content\nHome\nWorld\nSport\nLive TV\nSubscribe"


def _title(above: str, below: str = "") -> str:
    blocks = split("\n\n".join(part for part in (above, STORY, below) if part).replace("\n", "\n\n"))
    first = next(number for number, block in enumerate(blocks) if block.text.startswith("The council"))
    found = find_title(blocks, measure(blocks).traits, range(first, first + 2))
    return blocks[found].text if found >= 0 else ""


@pytest.mark.parametrize(
    "above",
    [
        f"{MENU}\n{TITLE}\nBy Ann Lee\nMarch 3, 2031",
        f"{MENU}\nWorld\n{TITLE}\nRepairs will take at least eight months and cost millions\nAnn Lee\nMarch 3, 2031",
        f"{TITLE} | Tallow Courier\n{MENU}\n{TITLE}\nMarch 3, 2031",
        f"{MENU}\nStorm hits the coast as winds pick up\n2 hours ago\nTwo held after fire in mill\n{TITLE}\nBy Ann Lee",
        f"{MENU}\n{TITLE}\nBy Ann Lee\nMarch 3, 2031\nThe bridge on Tuesday. (Photo by Ann Lee/AP)",
        f"{MENU}\n{TITLE.upper()}\n{TITLE}\nMarch 3, 2031",
        f"{MENU}\nHome » News » {TITLE}\n{TITLE}\nShare\nPrint",
        f"{MENU}\n# {TITLE}\n## The piers are weak\nMarch 3, 2031",
        f"{MENU}\nWorld Sport Videos Weather Obituaries Classifieds\n{TITLE}\nMarch 3, 2031",
        f"{TITLE}\n{MENU}\n{MENU}\n{MENU}\nWhy the council of harbor towns closes a bridge over cracks"
        "\nPresented By Crane Works\nBy Ann Lee\nMarch 3, 2031",
        f"{MENU}\nBridge cracks, harbor town, council, engineers, documents, piers, news of Tallow\n{TITLE}",
        f"{MENU}\nGet the best of the bridge and the council in one letter\nShare\n{TITLE}\nShare",
    ],
)
def test_the_headline_is_told_from_what_stands_around_it(above):
    assert _title(above) == TITLE


@pytest.mark.parametrize("above", ["", "Home", "Skip to content\nHome\nMenu", "March 3, 2031\nBy Ann Lee"])
def test_no_headline_where_no_line_earns_it(above):
    assert _title(above) == ""


@pytest.mark.parametrize("title", [TITLE, "Why does the harbor town close its only bridge after cracks were found?"])
def test_a_headline_with_which_the_story_was_kept_is_found(title):
    blocks = split("\n\n".join((*MENU.split("\n"), title, STORY)))
    first = next(number for number, block in enumerate(blocks) if block.text == title)
    assert find_title(blocks, measure(blocks).traits, range(first, len(blocks))) == first


def test_a_headline_below_menu_lines_that_were_kept_with_the_story_is_found():
    menu = [f"Repairs of harbor {part}" for part in ("bridges", "walls", "locks", "roads", "lights", "gates", "piers")]
    blocks = split("\n\n".join((*menu, *menu, TITLE, "By Ann Lee", STORY)))
    found = find_title(blocks, measure(blocks).traits, range(len(blocks)))
    assert blocks[found].text == TITLE


def test_a_standfirst_is_no_headline():
    headline, standfirst = "A harbor is cut off for the winter", "Why it took years to see the cracks"
    blocks = split("\n\n".join((*MENU.split("\n"), headline, standfirst, STORY)))
    found = find_title(blocks, measure(blocks).traits, range(len(blocks) - 2, len(blocks)))
    assert blocks[found].text == headline


def test_the_headline_shown_wins_over_the_title_that_browsers_show():
    assert _title(f"The bridge of the harbor town is closed: cracks found\n{MENU}\n{TITLE}") == TITLE


def test_the_headline_within_a_line_of_links_for_feeds_is_found():
    feeds = f"#Tallow » Feed Tallow » Comments Feed Tallow » {TITLE} Comments Feed alternate"
    assert _title(f"{feeds}\n{MENU}\n{TITLE}") == TITLE


def test_a_headline_known_from_elsewhere_is_looked_for():
    menu = MENU.split("\n")
    blocks = split("\n\n".join((*menu, "Cracks", *menu, "Cracks", TITLE, "March 3, 2031", STORY)))
    kept = range(len(blocks) - 2, len(blocks))
    traits = measure(blocks).traits
    found = [find_title(blocks, traits, kept, known=known) for known in ("CRACKS", "Another", "")]
    assert [blocks[number].text for number in found] == ["Cracks", TITLE, TITLE]
    assert found[0] > 8


@pytest.mark.parametrize("line", ["IFRAME: https://courier.example/bridge-council-town", "https://courier.example/harbor"])
def test_an_address_is_no_headline(line):
    assert _title(f"{line}\n{MENU}") == ""


def test_a_sub_head_within_the_story_is_no_headline():
    blocks = split(f"{STORY}\n\n{TITLE}\n\n{STORY}")
    assert find_title(blocks, measure(blocks).traits, range(len(blocks))) == -1


def test_a_first_sentence_is_no_headline():
    assert _title("", "Storm hits the coast as winds pick up\nTerms of use") == ""


@pytest.mark.parametrize(
    ("text", "lines", "tidy"),
    [
        (f"{TITLE} | Tallow Courier", (), TITLE),
        (f"{TITLE} - Tallow Courier", ("TALLOW COURIER",), TITLE),
        (f"{TITLE} - Tallow Courier", (), f"{TITLE} - Tallow Courier"),
        (f"{TITLE} - World - Tallow Courier", ("World", "Tallow Courier"), TITLE),
        (f"Home » News » {TITLE}", (), TITLE),
        (f"Opinion | {TITLE}", (), TITLE),
        (f"Blog: {TITLE}", (), TITLE),
        ("Live: bridge closes", (), "Live: bridge closes"),
        ("Bridge - Courier", ("Courier",), "Bridge - Courier"),
        (f"{TITLE} Comments Feed alternate alternate Tallow Courier", (), TITLE),
        (f"{TITLE} Skip to content button", (), TITLE),
        (f"{TITLE} (courier.example.com) 87", (), TITLE),
        (f"Title: {TITLE}", (), TITLE),
        (f"Courier/ Sea And Land/ {TITLE}", (), TITLE),
        ("The bridge explained | Cracks, costs and dates | Courier", (), "The bridge explained"),
        (f"{TITLE} - by Anna Lee", (TITLE,), TITLE),
        (f"{TITLE} by Anna Lee", ("Anna Lee",), TITLE),
        ("A long walk home by Anna Lee", (), "A long walk home by Anna Lee"),
        (f"{TITLE} by night", (TITLE,), f"{TITLE} by night"),
        ("", (), ""),
    ],
)
def test_what_the_page_added_is_cut(text, lines, tidy):
    assert tidy_title(text, lines) == tidy


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=60), max_size=12), st.integers(0, 12))
def test_any_page(lines, first):
    blocks = split("\n".join(lines))
    found = find_title(blocks, measure(blocks).traits, range(min(first, len(blocks)), len(blocks)))
    assert -1 <= found < len(blocks)


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=5))
def test_a_tidied_title_is_part_of_the_title(text, lines):
    assert tidy_title(text, lines) in text


@pytest.mark.parametrize("mark", [" | ", " - ", " » ", ":"])
def test_hostile_titles_take_linear_time(mark):
    def cost(size):
        start = time.process_time()
        tidy_title((f"a{mark}" * size)[:size], ["a"])
        return time.process_time() - start

    assert cost(100_000) < 30 * cost(10_000) + 0.5
