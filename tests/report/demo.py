"""A made-up page with every kind of picture, for the tests and for looking at: a flood, counted by invented outlets.

`page(hostile=True)` puts markup, formulas and reordering characters wherever a corpus could put text.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import lru_cache
from types import SimpleNamespace

import nbformat.v4 as nb4
import numpy as np
import pandas as pd

from helpers.context import STEP_MIME
from helpers.report import Evidence, Table, charts, say

HOSTILE = (
    '<script>document.title="owned"</script>',
    "<img src=x onerror=\"document.title='owned'\">",
    "$ \\foo $ a_$x_$",
    "](javascript:document.title='owned')",
    '"><svg onload="document.title=\'owned\'">',
    "</td></tr></table></script></style><b>",
    "\u202egnp.exe\u202c \x00\x1b]0;x\x07",
    '=HYPERLINK("http://evil.example","x")',
    "{{ 7 * 7 }} {% raw %}",
)
PLACES = ["Ostrava", "Győr", "Bratislava", "Passau", "Novi Sad", "Linz", "Komárno", "Belgrade"]
OUTLETS = ["Central Wire", "Danube Courier", "Upland Radio"]
_FIRST = dt.date(2031, 5, 2)


def names(hostile: bool) -> list[str]:
    return [f"{place} {HOSTILE[n % len(HOSTILE)]}" for n, place in enumerate(PLACES)] if hostile else PLACES


def context(hostile: bool = False) -> SimpleNamespace:
    """The part of helpers.context.Context that Evidence uses, over twelve short articles."""
    url = "javascript:document.title='owned'" if hostile else "https://news.example/story"
    rows, texts = [], {}
    for number in range(12):
        place = names(hostile)[number % 4]
        texts[f"a{number}"] = (
            f"The river rose again. At {place} crews closed two bridges on day {number}. Nobody was hurt."
        )
        rows.append(
            {
                "article_id": f"a{number}",
                "source": OUTLETS[number % 3] + (HOSTILE[1] if hostile else ""),
                "site": "",
                "url": url,
                "day": pd.Timestamp(_FIRST) + pd.Timedelta(days=number),
                "story_id": str(number),
            }
        )
    return SimpleNamespace(articles=pd.DataFrame(rows), texts=lambda ids: {i: texts[i] for i in ids}, all_texts=texts)


def mentions(hostile: bool = False) -> pd.DataFrame:
    rows = []
    for article_id, text in context(hostile).all_texts.items():
        place = names(hostile)[int(article_id[1:]) % 4]
        start = text.index(place)
        rows.append({"article_id": article_id, "start": start, "end": start + len(place), "name": place})
    return pd.DataFrame(rows)


@lru_cache(maxsize=2)
def shown(hostile: bool = False) -> list:
    """One of each thing a notebook can show."""
    extra = " " + " ".join(HOSTILE) if hostile else ""
    places = names(hostile)
    rng = np.random.default_rng(1)
    days = [_FIRST + dt.timedelta(days=n) for n in range(40)]

    def about(id_: str, title: str, subtitle: str) -> dict:
        return {
            "id": id_,
            "title": title + extra,
            "subtitle": subtitle + extra,
            "alt": title + " Ostrava 41, Linz 9." + extra,
            "source": "74 articles of Central Wire, Danube Courier and Upland Radio" + extra,
            "n": 74,
        }

    ranked = pd.DataFrame(
        {
            "place": places,
            "articles": [41, 33, 27, 22, 14, 9, 6, 2],
            "anchor": [Evidence.anchor("places", place) for place in places],
            "country": ["Czechia", "Hungary", "Slovakia", "Germany", "Serbia", "Austria", "Slovakia", "Serbia"],
            "first": days[:8],
            "share": [0.55, 0.45, 0.36, 0.3, 0.19, 0.12, 0.08, 0.03],
        }
    )
    daily = pd.DataFrame({"day": days, "articles": rng.poisson(4, 40)})
    stacked = pd.DataFrame(
        [
            {"day": day, "source": outlet + (HOSTILE[0] if hostile else ""), "n": int(rng.poisson(2))}
            for day in days[:12]
            for outlet in OUTLETS
            if day != days[5]
        ]
    )
    panels = pd.DataFrame(
        [
            {
                "week": pd.Timestamp(_FIRST) + pd.Timedelta(weeks=w),
                "place": place,
                "n": int(rng.poisson(max(6 - n, 1))),
                "of": 0 if w == 3 else 12,
                "few": w == 5,
            }
            for n, place in enumerate(places)
            for w in range(8)
        ]
    )
    grid = pd.DataFrame(
        [
            {"week": pd.Timestamp(_FIRST) + pd.Timedelta(weeks=w), "place": place, "n": int(rng.poisson(max(8 - n, 0)))}
            for n, place in enumerate(places)
            for w in range(8)
        ]
    )
    people = pd.DataFrame(
        [
            {"day": days[int(d)], "person": person + (HOSTILE[4] if hostile else ""), "quoted": rng.random() < 0.3}
            for person, many in (
                ("Jana Horáková, mayor of Ostrava", 14),
                ("Péter Sipos, water board", 9),
                ("Anneliese Brandtner, minister of the interior", 5),
            )
            for d in rng.choice(40, many)
        ]
    )
    counts = pd.DataFrame(
        [
            ("2031-05-03", 3, 3, "exact", "police"),
            ("2031-05-05", 9, 9, "at least", "police"),
            ("2031-05-09", 21, 21, "exact", "police"),
            ("2031-05-06", 12, 20, "about", "health ministry"),
            ("2031-05-12", 26, 26, "exact", "health ministry"),
            ("2031-05-07", 30, 30, "more than", "Red Cross"),
            ("2031-05-14", 40, 40, "at most", "Red Cross"),
            ("2031-05-16", 28, 28, "exact", "mayor of Ostrava"),
        ],
        columns=["day", "low", "high", "bound", "who"],
    ).assign(day=lambda f: pd.to_datetime(f["day"]))
    counts["who"] += HOSTILE[0] if hostile else ""
    return [
        say("Ostrava is named in 41 of 74 articles, more often than any other place." + extra),
        charts.bars(
            ranked,
            label="place",
            value="articles",
            links="anchor",
            **about(
                "places-ranked",
                "Ostrava leads: it is named in 41 of 74 articles",
                "Articles that name the place, 2 May to 10 June 2031",
            ),
        ),
        Table(
            ranked,
            id="places-table",
            caption="Places by number of articles" + extra,
            columns={
                "place": "Place",
                "country": "Country",
                "articles": "Articles",
                "share": "Share",
                "first": "First named",
            },
            links={"place": "anchor"},
            note="A story printed by many outlets counts once.",
        ),
        charts.columns(
            daily, x="day", value="articles", **about("per-day", "Coverage never stopped for a day", "Articles a day")
        ),
        charts.columns(
            stacked,
            x="day",
            value="n",
            by="source",
            **about("stack", "Central Wire wrote most", "Articles a day by outlet; nothing was saved on 7 May"),
        ),
        charts.small_multiples(
            panels,
            x="week",
            value="n",
            by="place",
            denominator="of",
            shade="few",
            **about(
                "panels",
                "Every town had its week",
                "Share of the week's articles that name the place; pale: few articles; grey: none",
            ),
        ),
        charts.heatmap(
            grid, x="week", y="place", value="n", **about("heat", "Upstream towns were named first", "Articles a week")
        ),
        charts.lanes(
            people,
            x="day",
            lane="person",
            marks="quoted",
            **about("lanes", "The mayor spoke almost every week", "Days on which a person is named or quoted"),
        ),
        charts.claims(
            counts,
            x="day",
            low="low",
            high="high",
            bound="bound",
            by="who",
            **about(
                "claims",
                "Police and Red Cross counts of the dead differ by half",
                "Reported deaths by the day they hold for; arrows: at least, at most",
            ),
        ),
        Evidence(context(hostile), mentions(hostile), by="name", prefix="places", limit=2),
    ]


def facts(hostile: bool = False) -> dict:
    extra = " " + " ".join(HOSTILE) if hostile else ""
    return {
        "notebook": "03_places",
        "title": "The flood moved from Ostrava to Belgrade in three weeks" + extra,
        "key_points": [
            {
                "text": "Ostrava is named in 41 of 74 articles, more often than any other place." + extra,
                "anchor": "places-ranked",
            },
            {"text": "Police and Red Cross counts of the dead differ by half.", "anchor": "claims"},
            {"text": "Every town had its week.", "anchor": 'x" onclick="alert(1)' if hostile else "panels"},
        ],
        "findings": {},
        "period": ["2031-05-02", "2031-06-10"],
        "cutoff_utc": "2031-06-10T18:30:00+00:00",
        "n_articles": 74,
        "n_sources": 3,
        "n_pages": 81,
        "n_undated": 1,
        "corpus_hash": "0123456789abcdef01234567",
        "parameters": {"corpus": "data/sample" + extra, "top_n": 15, "focus_terms": list(HOSTILE) if hostile else []},
        "compared_with": "",
    }


def notebook(hostile: bool = False, failed: bool = False):
    """The executed notebook."""
    extra = "\n\n" + "\n\n".join(HOSTILE).encode("utf-8", "replace").decode() if hostile else ""
    cells = [
        nb4.new_markdown_cell(
            "# Places: where is it reported?\n\nWhich places the articles name, how often, and when. Reads "
            "`articles` and `places`; writes nothing." + extra
        ),
        nb4.new_code_cell("top_n: int = 15  # how many to show", metadata={"tags": ["parameters"]}, execution_count=1),
    ]
    for number, thing in enumerate(shown(hostile)):
        bundle = json.loads(json.dumps(thing._repr_mimebundle_()).encode("utf-8", "replace"))
        cells.append(nb4.new_markdown_cell(f"## Question {number + 1}: what does it show?"))
        cells.append(
            nb4.new_code_cell(
                f"show({number})",
                execution_count=number + 2,
                outputs=[nb4.new_output("execute_result", bundle, execution_count=number + 2)],
            )
        )
    noise = [
        nb4.new_output("stream", name="stderr", text="/home/someone/x.py: UserWarning" + extra),
        nb4.new_output("display_data", {"application/javascript": "document.title='owned'"}),
        nb4.new_output(
            "display_data", {"text/html": "<script>document.title='owned'</script><b style='color:red'>x</b>"}
        ),
    ]
    cells.append(nb4.new_code_cell("noise()", outputs=noise, execution_count=30))
    if failed:
        cells.append(
            nb4.new_code_cell(
                "ctx.table('nothing')",
                execution_count=31,
                outputs=[
                    nb4.new_output(
                        "error",
                        ename="ParameterError",
                        evalue="no such table: nothing. See /home/someone/secret/store.py" + extra,
                        traceback=["\x1b[31mTraceback\x1b[0m /home/someone/secret/store.py"],
                    )
                ],
            )
        )
    else:
        cells.append(
            nb4.new_markdown_cell(
                "## Method and limits\n\nCounts measure *coverage*, not events. A place's name may "
                "also be a person's. See [the method](https://example.org/method)."
            )
        )
        cells.append(
            nb4.new_code_cell(
                "ctx.finish()",
                execution_count=31,
                outputs=[
                    nb4.new_output(
                        "execute_result",
                        {
                            STEP_MIME: json.loads(json.dumps(facts(hostile)).encode("utf-8", "replace")),
                            "text/plain": "x",
                        },
                        execution_count=31,
                    )
                ],
            )
        )
    return nb4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
