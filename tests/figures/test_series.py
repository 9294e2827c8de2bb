"""Claims joined into series, and what does not fit together."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from helpers.figures import conflicts, findings, series, summary


def frame(*rows: tuple) -> pd.DataFrame:
    """Rows of (article, story, day, said_by, low, high, bound, count_kind)."""
    return pd.DataFrame(
        [
            {
                "article_id": article,
                "story_id": story,
                "day": pd.Timestamp(2031, 4, day),
                "source": "X",
                "start": 0,
                "end": 2,
                "surface": str(low),
                "low": low,
                "high": high,
                "bound": bound,
                "change": "=",
                "unit": "person",
                "counted": "people",
                "event": "killed",
                "said_by": said,
                "place": "Port Sol",
                "as_of_first": dt.date(2031, 4, day),
                "as_of_last": dt.date(2031, 4, day),
                "count_kind": kind,
                "hedge": "",
                "salient": True,
                "series_id": "killed|person|person|port-sol",
            }
            for article, story, day, said, low, high, bound, kind in rows
        ]
    )


def seen_of(*rows: tuple) -> pd.DataFrame:
    table = frame(*rows)
    table["said"] = [summary.value_text(row) for row in table.to_dict("records")]
    table["label"] = "people killed, Port Sol"
    return series.observations(table)


A = ("a", "s1", 1, "ministry", 41.0, None, "at least", "cumulative")
B = ("b", "s2", 2, "ministry", 52.0, 52.0, "exact", "cumulative")
C = ("c", "s3", 2, "prefect", 90.0, 90.0, "exact", "cumulative")


@pytest.mark.parametrize(
    ("event", "head", "unit", "place", "expected"),
    [
        ("killed", "people", "person", "7", "killed|person|person|7"),
        ("killed", "victims", "count", "7", "killed|person|person|7"),
        ("killed", "soldiers", "person", "7", "killed|soldier|person|7"),
        ("destroyed", "houses", "count", "Őr", "destroyed|home|count|or"),
        ("", "", "", None, "||count|"),
    ],
)
def test_series_id(event, head, unit, place, expected):
    assert series.series_id(event, head, unit, place) == expected


def test_a_repeated_statement_counts_once():
    again = ("d", "s4", 1, "ministry", 41.0, None, "at least", "cumulative")
    copy = ("e", "s1", 3, "ministry", 41.0, None, "at least", "cumulative")
    assert len(seen_of(A, again, copy)) == 1


def test_sources_stay_side_by_side():
    latest = series.latest(seen_of(A, B, C), "killed|person|person|port-sol")
    assert dict(zip(latest["source_name"], latest["value"])) == {"ministry": 52.0, "prefect": 90.0}


def test_sources_that_differ_are_listed():
    found = conflicts.disagreements(seen_of(A, B, C))
    assert found[["low_source", "high_source"]].to_numpy().tolist() == [["ministry", "prefect"]]
    assert found["ratio"].iloc[0] == pytest.approx(90 / 52)


def test_what_only_grows_does_not_fall_tenfold():
    total = ("a", "s1", 1, "ministry", 14000.0, 14000.0, "about", "cumulative")
    grave = ("b", "s2", 3, "prefect", 59.0, 59.0, "exact", "cumulative")
    seen = seen_of(total, grave)
    fresh = dict(zip(seen["source_name"], seen["series_id"].str.endswith("|new")))
    assert fresh == {"ministry": False, "prefect": True}


def test_pledges_are_sums_of_their_own_and_do_not_conflict():
    pledged = frame(B, C).assign(event="pledged", unit="USD", series_id="pledged||usd|port-sol")
    pledged["said"] = [summary.value_text(row) for row in pledged.to_dict("records")]
    assert conflicts.disagreements(series.observations(pledged)).empty


def test_a_value_given_anew_for_the_same_day_makes_the_earlier_one_a_vintage():
    later = ("d", "s4", 5, "ministry", 55.0, 55.0, "exact", "cumulative")
    seen = seen_of(B, C, later).assign(as_of_last=dt.date(2031, 4, 2))
    assert series.restated(seen).tolist() == [True, False, False]


def test_single_reports_stand_behind_running_totals():
    single = [(*row[:7], "unknown") for row in (A, B, C)]
    totals = frame(A, B, C).assign(series_id="injured|person|person|port-sol", event="injured")
    seen = series.observations(pd.concat([frame(*single), totals], ignore_index=True))
    assert series.strongest(seen, 2)["series_id"].iloc[0].startswith("injured")


def test_a_total_that_falls_is_listed():
    lower = ("d", "s4", 3, "ministry", 38.0, 38.0, "exact", "cumulative")
    assert conflicts.falls(seen_of(A, B, lower))[["earlier", "later"]].to_numpy().tolist() == [[52.0, 38.0]]


@pytest.mark.parametrize("bound", ["at least", "more than"])
def test_an_open_value_below_is_no_fall(bound):
    assert conflicts.falls(seen_of(B, ("d", "s4", 3, "ministry", 38.0, None, bound, "cumulative"))).empty


def test_strongest_counts_sources_and_days():
    row = series.strongest(seen_of(A, B, C), 5).iloc[0]
    assert (row["n"], row["n_days"], row["n_sources"], row["n_articles"]) == (3, 2, 2, 3)


def test_focus_terms_come_first():
    rows = frame(A, B, C)
    other = frame(("z", "s9", 1, "mayor", 5.0, 5.0, "exact", "unknown")).assign(
        series_id="missing|person|person|luna-bay", event="missing", place="Luna Bay"
    )
    seen = series.observations(pd.concat([rows, other]))
    assert series.strongest(seen, 2, terms=("luna",))["series_id"].iloc[0] == "missing|person|person|luna-bay"


def test_sentences_keep_the_bounds():
    text = findings.series_sentence(seen_of(A, C), "people killed, Port Sol")
    assert text == "People killed, Port Sol: the prefect says 90, the ministry at least 41 (2 Apr 2031)"


@pytest.mark.parametrize(
    ("low", "high", "bound", "unit", "expected"),
    [
        (41, None, "at least", "person", "at least 41"),
        (None, 5e6, "at most", "USD", "up to $5 million"),
        (15, 20, "exact", "count", "15 to 20"),
        (12.5, 12.5, "exact", "percent", "12.5%"),
        (1.25e9, 1.25e9, "about", "EUR", "about EUR 1.25 billion"),
        (9.4, 9.4, "exact", "m", "9.4 m"),
    ],
)
def test_value_in_words(low, high, bound, unit, expected):
    assert summary.value_text({"low": low, "high": high, "bound": bound, "unit": unit}) == expected


def test_nothing_to_say():
    empty = series.observations(frame(A).head(0))
    strong = series.strongest(empty, 5)
    assert strong.empty
    assert summary.conflicts(empty).empty
    assert findings.conflicts(summary.conflicts(empty)).startswith("No conflicts")
    assert findings.lead(empty, strong) == "No figure is reported of which a series could be made"
    assert summary.side_by_side(empty, strong).empty
    assert summary.checklist(empty).empty


def test_since_the_last_run():
    now = summary.side_by_side(seen_of(B, C), series.strongest(seen_of(B, C), 3))
    before = now.assign(
        said=["51" if name == "ministry" else said for name, said in zip(now["source_name"], now["said"])]
    )
    before = before[["series_id", "source_name", "said"]]
    assert "ministry now says 52, before 51" in findings.since(before, now, "run-1")
    assert findings.since(None, now, "").startswith("Nothing to compare")


def test_new_cases_are_a_series_of_their_own():
    assert series.series_id("killed", "people", "person", "X", kind="incremental") == "killed|person|person|x|new"


def test_two_spellings_are_one_source():
    names = series.one_spelling(pd.Series(["Ana Ruíz", "Ana Ruiz", "Ana Ruíz", "", None, "The FSB", "FSB", "FSB"]))
    assert names.tolist() == ["Ana Ruíz"] * 3 + [series.UNNAMED] * 2 + ["FSB"] * 3


def test_a_small_local_count_stays_out_of_the_series_of_the_country():
    national = frame(A, B).assign(series_id="killed|person|person|sol", place="Sol")
    local = frame(("d", "s4", 2, "mayor", 3.0, 3.0, "exact", "cumulative")).assign(series_id="killed|person|person|sol")
    seen = series.observations(pd.concat([national, local], ignore_index=True))
    assert sorted(seen["series_id"]) == ["killed|person|person|port-sol", *["killed|person|person|sol"] * 2]


def test_absurd_pairs_are_no_conflict():
    far = ("d", "s4", 2, "prefect", 80000.0, 80000.0, "exact", "cumulative")
    assert conflicts.disagreements(seen_of(B, far)).empty


def test_versions_of_one_story_do_not_fall():
    lower = ("d", "s2", 3, "ministry", 38.0, 38.0, "exact", "cumulative")
    same_day = ("e", "s5", 2, "ministry", 38.0, 38.0, "exact", "cumulative")
    assert conflicts.falls(seen_of(B, lower)).empty
    assert conflicts.falls(seen_of(B, same_day)).empty


def test_units_that_do_not_agree_are_listed():
    seen = seen_of(A).assign(why="unit-length+conversion-off", surface="15 km")
    assert summary.conflicts(seen)["kind"].tolist() == ["two units do not agree"]


@pytest.mark.parametrize("source", ["the ministry of foreign affairs and European integration of the republic", "Roe"])
def test_titles_are_short(source):
    rows = seen_of(A, B, C, ("d", "s4", 2, source, 70.0, 70.0, "exact", "cumulative"))
    text = findings.series_sentence(rows, "People killed in Port Sol")
    assert len(text) <= findings.TITLE
    assert "the ministry says 70" in text or "Roe says 70" in text


def test_a_conflict_that_was_not_there_before_is_said():
    columns = ["kind", "label", "series_id", "what"]
    row = ["sources differ", "People killed", "killed|person|person|", "3 according to A, 9 according to B"]
    now, none = pd.DataFrame([row], columns=columns), pd.DataFrame([], columns=columns)
    text = findings.new_conflicts(none, now)
    assert text == "One conflict not there before. People killed: 3 according to A, 9 according to B."
    assert [findings.new_conflicts(*pair) for pair in ((now, now), (None, now), (now, none))] == ["", "", ""]


def test_a_label_does_not_say_its_event_twice():
    row = {"series_id": "flooded|cellar|count|arland", "event": "flooded", "unit": "count", "place": "Arland"}
    assert series.series_label({**row, "counted": "flooded cellars"}) == "Cellars flooded in Arland"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("prefect", "90", "")], "the prefect says 90"),
        ([("officials", "71", ""), ("UN", "64", "unverified")], "officials say 71, UN 64 (unverified)"),
        ([("", "71", "preliminary"), ("ministry", "64", "")], "71 (preliminary); the ministry says 64"),
        ([("the ministry", "64", ""), ("", "71", "")], "the ministry says 64; 71 without a source"),
        ([("", "71", ""), ("", "64", "")], "71; 64 without a source"),
    ],
)
def test_one_or_two_sources_in_a_row(rows, said):
    made = [{"source_name": name or series.UNNAMED, "said": value, "hedge": hedge} for name, value, hedge in rows]
    assert findings.statements(made) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "No conflicts found"),
        (1, "One conflict between figures. People killed in Port Sol: 52 according to the ministry, 90 according to"
            " the prefect (1.7 times as many), 2 Apr 2031."),
        (2, "2 conflicts between figures. People killed in Port Sol, for one: 52 according to the ministry, 90"),
    ],
)  # fmt: skip
def test_conflicts_in_a_sentence(n, said):
    found = summary.conflicts(seen_of(B, C).assign(why="", surface=""))
    assert len(found) == 1
    assert findings.conflicts(pd.concat([found] * n) if n else found.head(0)).startswith(said)
