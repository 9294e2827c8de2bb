"""What is computed about people for notebook 05: who is there, who speaks, who is new, who rises, who with whom.

Frames in, frames out; the sentences about them are in findings.py, the pictures in pictures.py. Counts are of articles
unless a column says otherwise. Refuses: to count a person whom no rule could name.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pandas as pd

from helpers import timeline
from helpers.context import Context
from helpers.paths import REFERENCE
from helpers.places.fold import fold
from helpers.places.gazetteer import read_demonyms

_PERSON_COLUMNS = [
    "person_id",
    "name",
    "role",
    "articles",
    "mentions",
    "quotes",
    "words",
    "share",
    "outlets",
    "first_seen",
    "last_seen",
]
_MIN_ARTICLES = 2
_MOST_IN_ARTICLE = 40
_SHORT = {"US": "United States", "UK": "United Kingdom", "Britain": "United Kingdom"}
_AROUND = 80  # characters on each side of a quotation


def mentions(ctx: Context) -> pd.DataFrame:
    """Mentions of people in the selected articles: the table `people` with day, source and story."""
    return ctx.table("people")


def quotations(ctx: Context) -> pd.DataFrame:
    """Quotations in the selected articles, with the speaker's name (`who`: the person, else the words), and `words`."""
    found = ctx.table("quotes")
    names = ctx.sql("SELECT DISTINCT person_id, canonical FROM identities").set_index("person_id")["canonical"]
    known = found["person_id"].map(names)
    return found.assign(
        name=known,
        who=known.fillna(found["speaker"].replace("", pd.NA)),
        words=found["text"].str.split().str.len().fillna(0).astype(int),
    )


def persons(seen: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    """A row a person, most articles first: name, latest role, articles, mentions, quotes, quoted words, their share."""
    if seen.empty:
        return pd.DataFrame(columns=_PERSON_COLUMNS)
    groups = seen.groupby("person_id", sort=True)
    table = pd.DataFrame(
        {
            "name": groups["name"].first(),
            "articles": groups["article_id"].nunique(),
            "mentions": groups.size(),
            "outlets": groups["source"].nunique(),
            "first_seen": groups["day"].min(),
            "last_seen": groups["day"].max(),
        }
    )
    spoken = said[said["person_id"] != ""].groupby("person_id")["words"].agg(["size", "sum"])
    table = table.join(spoken.rename(columns={"size": "quotes", "sum": "words"}))
    table[["quotes", "words"]] = table[["quotes", "words"]].fillna(0).astype(int)
    total = int(said["words"].sum())
    table["share"] = table["words"] / total if total else 0.0
    table["role"] = latest_roles(seen).reindex(table.index).fillna("")
    table = table.reset_index().sort_values(
        ["articles", "mentions", "name"], ascending=[False, False, True], kind="stable"
    )
    return table[_PERSON_COLUMNS].reset_index(drop=True)


def latest_roles(seen: pd.DataFrame) -> pd.Series:
    """The role with affiliation that each person was last given, by person_id; the fullest of that day's."""
    given = seen[seen["role"].fillna("") != ""]
    label = [
        f"{whom} {role}".strip() if "," not in whom else role
        for whom, role in zip(given["affiliation"].fillna(""), given["role"], strict=True)
    ]
    given = given.assign(label=label, length=[len(text) for text in label])
    order = given.sort_values(["day", "length", "label"], kind="stable", na_position="first")
    return order.groupby("person_id")["label"].last()


def by_affiliation(seen: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    """Quoted words by whom the speakers act for: columns affiliation, words, quotes, people, share (of all quoted
    words), most words first. A person counts for the affiliation named most often; a people's name for its country."""
    named = seen["affiliation"].fillna("")
    given = seen[named != named.str.lower()]  # "the hospital" has no name
    most = (
        given.groupby(["person_id", "affiliation"]).size().rename("n").reset_index()
        .sort_values(["n", "affiliation"], ascending=[False, True], kind="stable")
        .drop_duplicates("person_id").set_index("person_id")["affiliation"]
    )  # fmt: skip
    countries = read_demonyms(REFERENCE / "gazetteer.demonyms.csv")
    whom = said["person_id"].map(most).dropna()
    whom = whom.map(lambda name: _SHORT.get(name.replace(".", ""), countries.get(fold(name), name)))
    groups = said.loc[whom.index].assign(affiliation=whom).groupby("affiliation")
    table = pd.DataFrame(
        {"words": groups["words"].sum(), "quotes": groups.size(), "people": groups["person_id"].nunique()}
    ).reset_index()
    total = int(said["words"].sum())
    table = table.assign(share=table["words"] / total if total else 0.0)
    return table.sort_values(["words", "affiliation"], ascending=[False, True], kind="stable").reset_index(drop=True)


def in_context(text: str, start: int, end: int) -> str:
    """text[start:end] with the words around it in its paragraph."""
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    after = text.find("\n", end)
    last = min(len(text) if after < 0 else after, end + _AROUND)
    before, behind = text[first:start], text[end:last]
    if first and text[first - 1] != "\n":
        before = f"…{before[before.find(' ') + 1:]}"
    if last < len(text) and text[last] != "\n":
        behind = f"{behind[:behind.rfind(' ')]}…"
    return f"{before}{text[start:end]}{behind}"


def quoted_by_outlet(said: pd.DataFrame, shown: pd.Series) -> pd.DataFrame:
    """How many quotations of each of the `shown` names each outlet prints: columns name, source, quotes."""
    rows = said[said["name"].isin(set(shown)) & (said["source"].fillna("") != "")]
    return rows.groupby(["name", "source"]).size().rename("quotes").reset_index()


def by_bin(ctx: Context, seen: pd.DataFrame, shown: pd.Series) -> pd.DataFrame:
    """For each of the `shown` names and each time bin: articles that name the person, all articles, and their share."""
    dated = seen.dropna(subset=["day"])
    dated = dated[dated["name"].isin(set(shown))].drop_duplicates(["article_id", "name"])
    everything = timeline.count_by_bin(ctx.articles["day"], ctx.period, ctx.bin)
    parts = [
        pd.DataFrame(
            {
                "bin": everything.index,
                "name": name,
                "all_articles": everything.to_numpy(),
                "articles": timeline.count_by_bin(
                    dated.loc[dated["name"] == name, "day"], ctx.period, ctx.bin
                ).to_numpy(),
            }
        )
        for name in shown
    ]
    if not parts:
        return pd.DataFrame(columns=["bin", "name", "all_articles", "articles", "share"])
    table = pd.concat(parts, ignore_index=True)
    return table.assign(share=table["articles"] / table["all_articles"].where(table["all_articles"] > 0))


def changes(ctx: Context, seen: pd.DataFrame) -> pd.DataFrame:
    """Per person the share of articles in the earlier and the later half of the dated articles, and the difference in
    points; people in at least two articles. `new`: nowhere in the earlier half."""
    dated = ctx.articles.dropna(subset=["day"]).sort_values(["day", "article_id"], kind="stable")
    columns = ["name", "early", "late", "points", "articles", "new", "first_seen"]
    if dated["day"].nunique() < 2 or seen.empty:
        return pd.DataFrame(columns=columns)
    later = set(dated["article_id"].iloc[len(dated) // 2 :])
    rows = seen[seen["article_id"].isin(set(dated["article_id"]))].drop_duplicates(["article_id", "name"])
    late = rows["article_id"].isin(later)
    n_late, n_early = len(later), len(dated) - len(later)
    table = pd.DataFrame(
        {
            "early": rows[~late].groupby("name").size() / max(n_early, 1),
            "late": rows[late].groupby("name").size() / max(n_late, 1),
            "articles": rows.groupby("name").size(),
            "first_seen": rows.groupby("name")["day"].min(),
        }
    ).fillna({"early": 0.0, "late": 0.0})
    table = table[table["articles"] >= _MIN_ARTICLES]
    table = (
        table.assign(points=100 * (table["late"] - table["early"]), new=table["early"] == 0)
        .rename_axis("name")
        .reset_index()
    )
    return table.sort_values(["points", "name"], ascending=[False, True], kind="stable")[columns].reset_index(drop=True)


def together(seen: pd.DataFrame, shown: pd.Series) -> pd.DataFrame:
    """Pairs of the `shown` names by the number of articles that name both: columns one, other, articles."""
    wanted = set(shown)
    pairs: Counter[tuple[str, str]] = Counter()
    for _, names in seen[seen["name"].isin(wanted)].groupby("article_id")["name"]:
        pairs.update(combinations(sorted(set(names))[:_MOST_IN_ARTICLE], 2))
    rows = sorted(((n, one, other) for (one, other), n in pairs.items()), key=lambda row: (-row[0], row[1], row[2]))
    return pd.DataFrame([(one, other, n) for n, one, other in rows], columns=["one", "other", "articles"])


def merges(ctx: Context, seen: pd.DataFrame) -> pd.DataFrame:
    """Names that were taken for another spelling of a person in the selection: canonical, name, witness, articles."""
    found = ctx.sql(
        "SELECT canonical, name, witness, n_articles AS articles, person_id FROM identities WHERE witness <> ''"
        " ORDER BY n_articles DESC, canonical, name"
    )
    return found[found["person_id"].isin(set(seen["person_id"]))].reset_index(drop=True)


def doubtful(seen: pd.DataFrame) -> pd.DataFrame:
    """For the analyst to settle: surnames that two people of an article bear. Columns surface, name, articles."""
    rows = seen[seen["why"].str.contains("ambiguous", regex=False, na=False)]
    table = rows.groupby(["surface", "name"])["article_id"].nunique().rename("articles").reset_index()
    return table.sort_values(["articles", "surface", "name"], ascending=[False, True, True], kind="stable").reset_index(
        drop=True
    )
