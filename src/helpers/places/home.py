"""Where an outlet is at home: the division that the places of its articles lie in, and the towns that it names daily.

"Paris" in a paper of Paris, Tennessee, is not the one in France, though no single article says so. Map, reduce, map:
`note_names` lists the place names of each article with its outlet, `find_homes` weighs them over the corpus, and
`senses.choose` asks `Home.worth`. An outlet is a site, else a source; one of few articles, or none, is at home where
the corpus is. Refuses: a home for outlets that write of the whole world.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.places.fold import fold
from helpers.places.gazetteer import Gazetteer, load
from helpers.schema import SCHEMAS

#: In units of log10 of people, as in senses.py: less than a division weighs that the article itself names.
HOME_WORTH, TOWN_WORTH = 2.0, 1.5
LEAST_ARTICLES = 3
_LEAST_SHARE, _FULL_SHARE = 0.1, 0.4  # of an outlet's names: where a division's weight begins, and where it is whole
_STEP = 0.2  # weights come in steps, so that one day more does not change what every article is told
_TOWN_SHARE, _TOWN_ARTICLES, _TOWN_WEIGHT = 0.4, 2, 0.4  # of the articles that name a town; weight of its division
_MANY = 24  # bearers of a name
_SIZE = 0.3  # power of a bearer's size: the tenfold makes it twice as likely, before the outlet is known
_ROUNDS, _ANYWHERE, _UNKNOWN = 6, 0.01, 4.0

Area = tuple[str, str]  # country and first-level division


class Home(NamedTuple):
    """`areas`: weight of each division, 0..1; `towns`: the division of each name that the outlet uses daily."""

    areas: Mapping[Area, float]
    towns: Mapping[str, Area]

    def worth(self, name: str, area: Area) -> float:
        """What the outlet's home says for a bearer of `name` (folded) that lies in `area`."""
        if self.towns.get(name, area) != area:
            return 0.0
        return HOME_WORTH * self.areas.get(area, 0.0) + TOWN_WORTH * (name in self.towns)


NOWHERE = Home({}, {})


def note_names(pages: pa.Table, names: pa.Table) -> pa.Table:
    """The table `outlet_names` of a partition: each place name of an article once, in the order of the text, if the
    gazetteer has it."""
    gazetteer = load()
    places = names.filter(pc.equal(names["kind"], "place"))
    coded = places["surface"].combine_chunks().dictionary_encode()
    keys = [fold(name) if gazetteer.first(name) else None for name in coded.dictionary.to_pylist()]
    name = pa.array(keys, pa.string()).take(coded.indices).dictionary_encode()
    article = pc.index_in(places["article_id"], value_set=pages["article_id"].combine_chunks()).to_numpy()
    unknown = len(name.dictionary)
    number = name.indices.fill_null(unknown).to_numpy().astype(np.int64)
    _, first = np.unique(article * (unknown + 1) + number, return_index=True)
    first = np.sort(first[number[first] < unknown])
    outlets = pc.if_else(pc.equal(pages["site"], ""), pages["source"], pages["site"])
    columns = [places["article_id"].take(first), outlets.take(article[first]), name.cast(pa.string()).take(first)]
    return pa.table(columns, schema=SCHEMAS["outlet_names"])


def find_homes(outlet_names: pa.Table) -> pa.Table:
    """The table `homes`: of each outlet, and of the corpus as outlet "", the divisions that have weight, `name` being
    "", and its towns by `name`. An outlet of few articles has the rows of the corpus."""
    n_articles, counts = _counted(outlet_names)
    found = defaultdict(list)
    for outlet, *row in _homes(n_articles, counts, load()):
        found[outlet].append(tuple(row))
    rows = [
        (outlet, *row)
        for outlet, n in sorted(n_articles.items())
        for row in sorted(found[outlet if n >= LEAST_ARTICLES else ""])
    ]
    return pa.table(list(zip(*rows, strict=True)) or [()] * 5, schema=SCHEMAS["homes"])


def read_homes(homes: pa.Table) -> dict[str, Home]:
    """The homes by outlet."""
    found: dict[str, Home] = defaultdict(lambda: Home({}, {}))
    for outlet, name, country, admin1, weight in zip(*(column.to_pylist() for column in homes.columns), strict=True):
        if name:
            found[outlet].towns[name] = country, admin1
        else:
            found[outlet].areas[country, admin1] = weight
    return dict(found)


def _counted(outlet_names: pa.Table) -> tuple[dict[str, int], pa.Table]:
    """How many articles each outlet has, the corpus being outlet ""; and the columns outlet, name and n, the articles
    that use a name, of outlets of enough articles, in order."""
    known = outlet_names.filter(pc.not_equal(outlet_names["outlet"], ""))
    corpus = outlet_names.set_column(1, known.schema.field("outlet"), pa.repeat("", len(outlet_names)))
    both = pa.concat_tables([corpus, known])
    articles = both.group_by("outlet", use_threads=False).aggregate([("article_id", "count_distinct")])
    n_articles = dict(zip(*(column.to_pylist() for column in articles.columns), strict=True))
    large = pa.array([outlet for outlet, n in n_articles.items() if n >= LEAST_ARTICLES], pa.string())
    both = both.filter(pc.is_in(both["outlet"], value_set=large))
    counts = both.group_by(["outlet", "name"], use_threads=False).aggregate([([], "count_all")])
    counts = counts.sort_by([("outlet", "ascending"), ("name", "ascending")])
    return n_articles, counts.rename_columns(["outlet", "name", "n"])


def _homes(n_articles: Mapping[str, int], counts: pa.Table, gazetteer: Gazetteer) -> Iterator[tuple]:
    """The rows of the outlets in `counts`."""
    coded = counts["outlet"].combine_chunks().dictionary_encode()
    outlets, outlet = coded.dictionary.to_pylist(), coded.indices.to_numpy().astype(np.int64)
    names, n = counts["name"].to_pylist(), counts["n"].to_numpy()
    pair, area, chance, areas = _divisions(names, gazetteer)
    if not areas:
        return
    slots, slot = np.unique(outlet[pair] * len(areas) + area, return_inverse=True)  # an outlet and a division
    owner, where = np.divmod(slots, len(areas))
    in_all = np.bincount(outlet, n)[owner] + _UNKNOWN
    weight = _weights(_shares(pair, slot, chance, n, in_all))
    weight[np.array([not division for _, division in areas])[where]] = 0.0  # a country is no home
    for number in np.flatnonzero(weight).tolist():
        yield outlets[owner[number]], "", *areas[where[number]], float(weight[number])
    least = _TOWN_SHARE * np.array([n_articles[name] for name in outlets])[outlet]
    daily = (n >= np.maximum(least, _TOWN_ARTICLES))[pair] & (weight[slot] >= _TOWN_WEIGHT)
    towns: dict[int, tuple[float, Area]] = {}
    for one, number in zip(pair[daily].tolist(), slot[daily].tolist(), strict=True):
        found = -float(weight[number]), areas[where[number]]
        towns[one] = min(found, towns.get(one, found))
    for one, (weighed, found) in towns.items():
        yield outlets[outlet[one]], names[one], *found, -weighed


def _divisions(names: list[str], gazetteer: Gazetteer) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[Area]]:
    """Of each name, by its number, the divisions that its bearers lie in, as numbers in the last of the four; and what
    the size of the first bearer there gives it."""
    name, row, prior = gazetteer.bearers_of(names, _MANY)
    columns = [gazetteer.table[column].combine_chunks() for column in ("country", "admin1")]
    country, admin1 = (column.indices.to_numpy().astype(np.int64)[row] for column in columns)
    countries, divisions = (column.dictionary.to_pylist() for column in columns)
    numbers, area = np.unique(country * len(divisions) + admin1, return_inverse=True)
    _, first = np.unique(name * max(len(numbers), 1) + area, return_index=True)
    areas = [(countries[at], divisions[of]) for at, of in zip(*np.divmod(numbers, len(divisions)), strict=True)]
    return name[first], area[first], 10 ** (_SIZE * prior[first]), areas


def _shares(pair: np.ndarray, slot: np.ndarray, chance: np.ndarray, n: np.ndarray, in_all: np.ndarray) -> np.ndarray:
    """Of each slot its share of its outlet's names, by expectation maximisation for a mixture of divisions (Dempster,
    Laird and Rubin 1977): a name is given to the divisions that its bearers lie in, by their shares so far and by
    `chance`. `in_all`: the outlet's names, and some taken to be of nowhere, so that few do not sound like many."""
    likely = chance
    for _ in range(_ROUNDS):
        given = likely * (n / np.bincount(pair, likely, len(n)).clip(1e-300))[pair]
        share = np.bincount(slot, given, len(in_all)) / in_all
        likely = chance * (share[slot] + _ANYWHERE)
    return share


def _weights(shares: np.ndarray) -> np.ndarray:
    """What shares weigh, 0..1 in steps."""
    weights = (shares.clip(_LEAST_SHARE, _FULL_SHARE) - _LEAST_SHARE) / (_FULL_SHARE - _LEAST_SHARE)
    return np.round(np.round(weights / _STEP) * _STEP, 1)
