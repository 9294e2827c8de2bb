"""Sentences made up in the manner of agency copy, and the claims that must come out of them."""

from __future__ import annotations

import datetime as dt
import time

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import schema
from helpers.figures.claims import find_figures
from helpers.text.dates import find_dates

PUBLISHED = dt.datetime(2031, 4, 16, 9, tzinfo=dt.UTC)


def pages_of(*texts: str, published: dt.datetime | None = PUBLISHED) -> pa.Table:
    page = dict.fromkeys(schema.SCHEMAS["pages"].names)
    return schema.make(
        "pages",
        [{**page, "article_id": f"a{i}", "text": text, "published_utc": published} for i, text in enumerate(texts)],
    )


def claims(text: str, *, published: dt.datetime | None = PUBLISHED, **tables: pa.Table) -> list[dict]:
    pages = pages_of(text, published=published)
    given_ = {name: tables.get(name, schema.empty(name)) for name in ("places", "people", "quotes")}
    return find_figures(pages, find_dates(pages), **given_).to_pylist()


# text, then for each figure: low, high, bound, unit, counted, event
READ = [
    ("The fire killed at least 41 people.", [(41, None, "at least", "person", "people", "killed")]),
    ("At least 41 people were killed in the fire.", [(41, None, "at least", "person", "people", "killed")]),
    (
        "The ministry says 214 farmers have been killed and 1,306 injured.",
        [(214, 214, "exact", "person", "farmers", "killed"), (1306, 1306, "exact", "person", "farmers", "injured")],
    ),
    (
        "The quake killed 12 nurses and injured 30 others.",
        [(12, 12, "exact", "person", "nurses", "killed"), (30, 30, "exact", "person", "others", "injured")],
    ),
    ("The death toll rose to 97 by dawn.", [(97, 97, "exact", "person", "people", "killed")]),
    (
        "The number of refugees sheltering in schools has passed 2 million.",
        [(2e6, None, "more than", "person", "refugees", None)],
    ),
    (
        "Nine villages have no power and four are without water.",
        [(9, 9, "exact", "count", "villages", None), (4, 4, "exact", "count", None, None)],
    ),
    (
        "Eleven hamlets were without power and three without bread.",
        [
            (11, 11, "exact", "count", "hamlets", "without power"),
            (3, 3, "exact", "count", "hamlets without bread", "without"),
        ],
    ),
    ("About 6,000 residents fled the valley.", [(6000, 6000, "about", "person", "residents", "displaced")]),
    ("Some 6,000 residents were evacuated by boat.", [(6000, 6000, "about", "person", "residents", "evacuated")]),
    ("Nearly 900 houses were destroyed.", [(900, 900, "about", "count", "houses", "destroyed")]),
    ("Up to 300 barges were damaged.", [(None, 300, "at most", "count", "barges", "damaged")]),
    ("As many as 70 hikers are missing.", [(None, 70, "at most", "person", "hikers", "missing")]),
    ("Fewer than 20 patients remained trapped.", [(None, 20, "less than", "person", "patients", "trapped")]),
    (
        "More than 1,500 officers arrested 88 protesters.",
        [(1500, None, "more than", "person", "officers", None), (88, 88, "exact", "person", "protesters", "detained")],
    ),
    ("Police detained 15 to 20 suspects.", [(15, 20, "exact", "person", "suspects", "detained")]),
    ("Between 15 and 20 suspects were detained.", [(15, 20, "exact", "person", "suspects", "detained")]),
    ("Hundreds of people were wounded.", [(200, None, "at least", "person", "people", "injured")]),
    ("Two dozen trucks were burned.", [(24, 24, "exact", "count", "trucks", "destroyed")]),
    (
        "The army said it destroyed 17 drones, 40 boats and more than 200 crates.",
        [
            (17, 17, "exact", "count", "drones", "destroyed"),
            (40, 40, "exact", "count", "boats", "destroyed"),
            (200, None, "more than", "count", "crates", "destroyed"),
        ],
    ),
    ("The gauge stood at 9.4 meters at noon.", [(9.4, 9.4, "exact", "m", "gauge", "level")]),
    ("The camp lies 15 kilometers (9 miles) from the border.",
     [(15, 15, "exact", "km", "distance from the border", "")]),
    ("The bloc pledged $800 million in new aid.", [(8e8, 8e8, "exact", "USD", "new aid", "pledged")]),
    ("Repairs will cost 3 billion euros.", [(3e9, 3e9, "exact", "EUR", "Repairs", "cost")]),
    ("Shares fell 4.2% after the news.", [(4.2, 4.2, "exact", "percent", "Shares", "")]),
    ("A record level of 9.4 meters was read.", [(9.4, 9.4, "exact", "m", "record level", None)]),
    ("She raised $5 million.", [(5e6, 5e6, "exact", "USD", "", None)]),
    ("The port lies 80 kilometers (50 miles) north of the capital.",
     [(80, 80, "exact", "km", "distance north of the capital", "")]),
    ("The prewar population of 4,000 has fled.", [(4000, 4000, "exact", "person", "population", None)]),
    ("Half of the wells are dry.", [(0.5, 0.5, "exact", "count", "wells", "")]),
    (
        "A third of the 90 patients recovered.",
        [(1 / 3, 1 / 3, "exact", None, None, ""), (90, 90, "exact", "person", "patients", "")],
    ),
    ("The town of 12,000 is cut off.", [(12000, 12000, "exact", "person", "residents", None)]),
    ("Rent rose from $400 to $650.", [(650, 650, "exact", "USD", "Rent", "")]),
    ("Workers, 40 of them women, were rescued.", [(40, 40, "exact", None, None, None)]),
    ("A 12-story tower burned.", [(12, 12, "exact", "story", "tower", None)]),
    ("Another 14 miners were rescued overnight.", [(14, 14, "exact", "person", "miners", "rescued")]),
    ("The storm knocked out 50 or more lines.", [(50, None, "at least", "count", None, None)]),
    ("Three thousand soldiers were deployed.", [(3000, 3000, "exact", "person", "soldiers", "deployed")]),
    ("The group took 21 hostages.", [(21, 21, "exact", "person", "hostages", "captured")]),
    ("Ten prisoners were freed in a swap.", [(10, 10, "exact", "person", "prisoners", "freed")]),
    ("The clinic recorded 340 cases of cholera.", [(340, 340, "exact", "count", "cases", "infected")]),
    ("Gunmen abducted 35 pupils.", [(35, 35, "exact", "person", "pupils", "captured")]),
    ("Air defenses shot down 19 rockets.", [(19, 19, "exact", "count", "rockets", "intercepted")]),
    ("About 900 homes had no electricity.", [(900, 900, "about", "count", "homes", "without power")]),
    ("The city counted 60 flooded cellars, the fire brigade said.",
     [(60, 60, "exact", "count", "flooded cellars", "flooded")]),
    ("The prefecture ordered the evacuation of 2,250 people.",
     [(2250, 2250, "exact", "person", "people", "evacuated")]),
    ("The city put the damage at €85 million.", [(85e6, 85e6, "exact", "EUR", "", "cost")]),
    ("The minister arrived with an offer of €450 million.", [(45e7, 45e7, "exact", "EUR", "offer", "pledged")]),
    ("Up to 30,000 hectares are under water.", [(None, 30000, "at most", "hectare", None, "flooded")]),
    ("Two sailors who were on board are missing.", [(2, 2, "exact", "person", "sailors", "missing")]),
    ("The station received six bodies that were brought in.", [(6, 6, "exact", "person", "bodies", "killed")]),
    ("The crest came at 1:30 p.m. at 10.2 meters.", [(10.2, 10.2, "exact", "m", None, "level")]),
    ("They destroyed 890 armored personnel carriers.",
     [(890, 890, "exact", "count", "armored personnel carriers", "destroyed")]),
    (
        "The ministry said five people died. The mayor, Ana Ruiz, said eight. The Red Cross put the figure at 11.",
        [(n, n, "exact", "person", "people", "killed") for n in (5, 8, 11)],
    ),
    ("The port opened at dawn. Ana Ruiz said eight.", [(8, 8, "exact", "count", "", "")]),
    ("More than 40,000 people have returned.", [(40000, None, "more than", "person", "people", "returned")]),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_reads(text, expected):
    found = claims(text)
    assert len(found) == len(expected)
    for row, (low, high, bound, unit, counted, event) in zip(found, expected):
        assert row["low"] == (low if low is None else pytest.approx(low))
        assert row["high"] == (high if high is None else pytest.approx(high))
        assert row["bound"] == bound
        assert unit is None or row["unit"] == unit
        assert counted is None or row["counted"] == counted
        assert event is None or row["event"] == event


SAID = [
    ("The interior ministry said 41 people died.", "interior ministry"),
    ("At least 41 people died, the interior ministry said.", "interior ministry"),
    ("At least 41 people died, said Governor Ana Ruiz.", "Ana Ruiz"),
    ("At least 41 people died, according to the city hospital.", "city hospital"),
    ("According to the city hospital, at least 41 people died.", "city hospital"),
    ("Regional governor Ana Ruiz said 41 people died.", "Ana Ruiz"),
    ("Ana Ruiz, the governor, said 41 people died.", "Ana Ruiz"),
    ("The governor, Ana Ruiz, said 41 people died.", "Ana Ruiz"),
    ("Governor Ana Ruiz visited the port. She said 41 people died.", "Ana Ruiz"),
    ("Governor Ana Ruiz visited the port, officials said. Ruiz said 41 people died.", "Ana Ruiz"),
    ("The U.N. says 41 people died.", "U.N."),
    ("The blasts, which local officials say killed 41 people, went on.", "local officials"),
    ("“We buried 41 people,” Ruiz said.", "Ruiz"),
    ("Rescuers reported that 41 people died.", "Rescuers"),
    ("Analysts supported the claim, saying 41 people died.", "Analysts"),
    ("By the Red Cross’s count, 41 people died.", "Red Cross"),
    ("At least 41 people died, police and witnesses said.", "police and witnesses"),
    ("The port’s mayor, former pilot Ana Ruiz, said 41 people died.", "Ana Ruiz"),
    ("A spokesman for the governor, Ana Ruiz, said 41 people died.", "spokesman for the governor"),
    ("Governor Ana Ruiz, the head of the flood staff since 2029, said 41 people died.", "Ana Ruiz"),
    ("Repairs are dear, said its chief engineer, Ana Ruiz, of which 41 people will live.", "chief engineer"),
    ("The dead are 30, according to the mayor, or 41, according to Ana Ruiz.", "Ana Ruiz"),
    ("The dead are 41, according to the mayor, or 50, according to Ana Ruiz.", "mayor"),
    ("The deaths of 41 people were reported by the state news agency.", "state news agency"),
    ("A survey by the institute found last week that 41 people died.", "survey by the institute"),
    ("At least 41 people died, new records show.", "new records"),
    ("As the Daily Gazette noted, 41 people died.", "Daily Gazette"),
    ("In a report published on Monday, 41 people are listed as dead.", "report"),
    ("The ministry raised the death toll to 41.", "ministry"),
    ("Officials raised the death toll to 41, Governor Ana Ruiz said.", "Ana Ruiz"),
    ("His ministry raised its count to 41 on Thursday; the mayor, Ana Ruiz, still speaks of eight.", "ministry"),
    ("Police: 41 people died in blast", "Police"),
    ("The ministry is reporting 41 deaths.", "ministry"),
    ("The bloc promised on Monday to take in 41 people.", "bloc"),
    ("New estimates show that 41 people died.", "New estimates"),
    ("In the villages to the south of the river 41 people were taken to a school, the county said.", "county"),
    ("Since 2014 the aggression of the neighbor has claimed about 41 lives.", ""),
    ("The war has claimed, the ministry says, 41 lives.", "ministry"),
    ("Authorities there said they had found 41 bodies.", "Authorities"),
    ("Ana Ruiz spoke. They said 41 people died.", ""),
    ("Ruiz: 41", ""),
    ("Ana Ruiz, 41, told reporters that the port was open.", ""),
    ("Ana Ruiz told 41 supporters that the port was open.", ""),
    ("It is what Ana Ruiz said 41 years ago.", ""),
    ("The mayor took 41 pupils to the port and said it was safe.", ""),
    ("Sailors are likely to say that 41 people died.", ""),
    ("Regardless of what the pundits say, 41 people died.", ""),
    ("The government raised wages by 41 pesos.", ""),
    ("The wine was described, by its maker, as watery; 41 bottles broke.", ""),
    ("At least 41 people died amid reports of gunfire.", ""),
    ("At least 41 people died.", ""),
    ("Witnesses said the bridge fell. At least 41 people died.", ""),
    ("Forty-one percent of voters say they are tired.", ""),
]


@pytest.mark.parametrize(("text", "name"), SAID)
def test_who_says_so(text, name):
    row = next(row for row in claims(text) if row["low"] == 41)
    said = row["said_by"].removesuffix("’s")
    assert said == name


KINDS = [
    ("Since February the floods have killed 41 people.", "cumulative"),
    ("So far 41 people have been killed.", "cumulative"),
    ("The death toll rose to 41.", "cumulative"),
    ("A strike killed 41 people overnight.", "incremental"),
    ("Another 41 people were killed.", "incremental"),
    ("A bomb killed 41 people on Tuesday.", "incremental"),
    ("In the past 24 hours 41 people were killed.", "incremental"),
    ("The hall seats 41 people.", "unknown"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_running_total_or_new_count(text, kind):
    row = next(row for row in claims(text) if row["low"] == 41)
    assert row["count_kind"] == kind


DATED = [
    ("At least 41 people have died since the storm broke on April 2.", dt.date(2031, 4, 2), dt.date(2031, 4, 16)),
    ("A bomb killed 41 people on Tuesday.", dt.date(2031, 4, 15), dt.date(2031, 4, 15)),
    ("Since April 2 the floods have killed 41 people.", dt.date(2031, 4, 2), dt.date(2031, 4, 16)),
    ("In the past 24 hours 41 people were killed.", dt.date(2031, 4, 15), dt.date(2031, 4, 16)),
    ("The fire killed 41 people.", dt.date(2031, 4, 16), dt.date(2031, 4, 16)),
    ("Last week 41 people were killed.", dt.date(2031, 4, 7), dt.date(2031, 4, 13)),
    ("The fire killed 41 people, the mayor said Tuesday.", dt.date(2031, 4, 15), dt.date(2031, 4, 15)),
]


@pytest.mark.parametrize(("text", "first", "last"), DATED)
def test_as_of(text, first, last):
    row = next(row for row in claims(text) if row["low"] == 41)
    assert (row["as_of_first"], row["as_of_last"]) == (first, last)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The body says 41 people died, likely an undercount. The true number is likely higher.", "undercount"),
        ("The army said 41 people died. The claim could not be independently verified.", "unverified"),
        ("A preliminary count put the dead at 41.", "preliminary"),
        ("The fire killed 41 people.", ""),
        ("The bank counts 41 homeless. Its clinics count 300 hurt and say those numbers are an undercount.", ""),
    ],
)
def test_doubts(text, hedge):
    assert next(row for row in claims(text) if row["low"] == 41)["hedge"] == hedge


@pytest.mark.parametrize(
    ("text", "salient"),
    [
        ("The fire killed 41 people.", True),
        ("The two sides met.", False),
        ("A 12-story tower burned.", False),
        ("The bloc pledged $800 million.", True),
        ("They talked for three hours.", False),
        ("Ana Ruiz, 41, is the governor.", False),
        ("Police arrested two men.", True),
        ("Both of the three countries agreed.", False),
        ("The shelling wounded hundreds of people.", True),
        ("The war has forced millions from their homes.", False),
        ("About 400 people could be killed.", False),
        ("Some 6,000 people were killed there in the Second World War.", False),
        ("In the largest attack since the Second World War, 6,000 people were killed.", True),
    ],
)
def test_worth_a_timeline(text, salient):
    assert any(row["salient"] for row in claims(text)) is salient


def test_one_of_the_is_no_figure():
    assert claims("It is one of the oldest dams.") == []


def test_undated_story_has_undated_figures():
    row = claims("A bomb killed 41 people on Tuesday.", published=None)[0]
    assert (row["as_of_first"], row["as_of_last"]) == (None, None)


def test_links_to_person_and_place():
    text = "LUNA BAY (AP) — Governor Ana Ruiz said 41 people died in Port Sol."
    start, place = text.index("Ana Ruiz"), text.index("Port Sol")
    person = {
        "article_id": "a0",
        "start": start,
        "end": start + 8,
        "surface": "Ana Ruiz",
        "person_id": "ana-ruiz",
        "name": "Ana Ruiz",
        "role": "governor",
        "affiliation": "",
        "why": "title",
    }
    spot = {
        "article_id": "a0",
        "start": place,
        "end": place + 8,
        "surface": "Port Sol",
        "place_id": "7",
        "name": "Port Sol",
        "kind": "city",
        "country": "",
        "admin1": "",
        "lat": 0.0,
        "lon": 0.0,
        "role": "literal",
        "score": 1.0,
        "why": "x",
    }
    line = {
        **spot,
        "start": 0,
        "end": 8,
        "surface": "LUNA BAY",
        "name": "Luna Bay",
        "place_id": "8",
        "role": "dateline",
    }
    row = claims(text, people=schema.make("people", [person]), places=schema.make("places", [spot, line]))[0]
    assert (row["person_id"], row["said_by"], row["place_id"], row["series_id"]) == (
        "ana-ruiz",
        "Ana Ruiz",
        "7",
        "killed|person|person|port-sol",
    )


def places_in(text: str, *names: str) -> pa.Table:
    """A places table with the first mention of each name, all towns."""
    spot = dict.fromkeys(schema.SCHEMAS["places"].names, "")
    about = {"article_id": "a0", "kind": "city", "role": "literal", "score": 1.0, "lat": 0.0, "lon": 0.0}
    rows = [(name, text.index(name)) for name in names]
    return schema.make("places", [
        {**spot, **about, "start": at, "end": at + len(name), "surface": name, "name": name, "place_id": name}
        for name, at in rows
    ])


def test_a_place_of_speech_is_not_the_place_of_the_figure():
    text = "The minister told reporters in Luna Bay that 41 people died."
    assert claims(text, places=places_in(text, "Luna Bay"))[0]["place"] == ""


def test_a_list_names_the_place_of_each_number():
    text = "In all countries the floods left Arland with 11 dead, Borland with nine and Corland with three."
    rows = claims(text, places=places_in(text, "Arland", "Borland", "Corland"))
    assert [(row["low"], row["place"]) for row in rows] == [(11, "Arland"), (9, "Borland"), (3, "Corland")]


def test_table_is_ordered_and_offsets_hold():
    texts = ["The fire killed 41 people and hurt 7.", "", "About 3,000 sheep drowned; $5 million was spent."]
    pages = pages_of(*texts)
    table = find_figures(
        pages, find_dates(pages), schema.empty("places"), schema.empty("people"), schema.empty("quotes")
    )
    assert table.schema == schema.SCHEMAS["figures"]
    rows = table.to_pylist()
    assert [row["article_id"] for row in rows] == ["a0", "a0", "a2", "a2"]
    assert all(texts[int(row["article_id"][1:])][row["start"] : row["end"]] == row["surface"] for row in rows)


@given(st.text(alphabet=st.sampled_from("0123456789 .,-$%()killedpeoplesaidthe“”\n,MinistryTuesday"), max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_text(text):
    rows = claims(text)
    assert all(text[row["start"] : row["end"]] == row["surface"] for row in rows)
    assert all(row["low"] is not None or row["high"] is not None for row in rows)
    assert all(row["why"] for row in rows)


@pytest.mark.parametrize(
    "piece", ["killed 3 people and ", "said ", "1,000, ", "the the ", "“3 ", "according to ", "X, Y, said "]
)
def test_time_grows_with_the_text_only(piece):
    started = time.process_time()
    claims(piece * (4_000 // len(piece)))
    assert time.process_time() - started < 8
