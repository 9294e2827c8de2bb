from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.stamps import find_stamps, settle, stamp_in_name


def _utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "moments"),
    [
        (
            "Mar 16, 2022, 5:59 AM | Updated: Dec 14, 2022, 12:39 pm",
            [("", _utc(2022, 3, 16, 5, 59)), ("updated", _utc(2022, 12, 14, 12, 39))],
        ),
        ("Posted: Fri 6:45 PM, Feb 16, 2018", [("published", _utc(2018, 2, 16, 18, 45))]),
        ("updatedSep 4, 2023", [("updated", _utc(2023, 9, 4))]),
        ("Published: Dec. 21, 2023", [("published", _utc(2023, 12, 21))]),
        ("12th April 2031 at 14:05 BST", [("", _utc(2031, 4, 12, 13, 5))]),
        ("2031-04-12T09:30:00+02:00", [("", _utc(2031, 4, 12, 7, 30))]),
        ("Apr. 15, 2031 / 2:10 PM CDT", [("", _utc(2031, 4, 15, 19, 10))]),
        ("26-FEB-1987 15:01:01.79", [("", _utc(1987, 2, 26, 15, 1, 1))]),
        ("16.03.2022", [("", _utc(2022, 3, 16))]),
        ("25/12/2024", [("", _utc(2024, 12, 25))]),
        ("12/25/2024", [("", _utc(2024, 12, 25))]),
        ("March 16, 2022 at 9:30 p.m. ET", [("", _utc(2022, 3, 17, 1, 30))]),
        ("January 16, 2022 at 9:30 p.m. ET", [("", _utc(2022, 1, 17, 2, 30))]),
        ("Updated 9:31 PM EST, Tue December 26, 2023", [("updated", _utc(2023, 12, 27, 2, 31))]),
        ("16. März 2022, 14.30 Uhr", [("", _utc(2022, 3, 16, 14, 30))]),
        ("Publié le 16 mars 2022 à 14h30", [("published", _utc(2022, 3, 16, 14, 30))]),
        ("16 de marzo de 2022", [("", _utc(2022, 3, 16))]),
        ("26 grudnia 2023, 10:00", [("", _utc(2023, 12, 26, 10))]),
        ("26 декабря 2023", [("", _utc(2023, 12, 26))]),
        ("2023년 12월 26일", [("", _utc(2023, 12, 26))]),
        ("Wed 05/01/2024", [("", _utc(2024, 5, 1))]),
        ("05/01/2024 21:30 GMT", [("", _utc(2024, 1, 5, 21, 30))]),
        ("March 3, 20222:05 PM ET", [("", _utc(2022, 3, 3, 19, 5))]),
        ("Mar 27, 20255 mins", [("", _utc(2025, 3, 27))]),
        ("HarborMARCH 3, 2031Updated: MARCH 9, 2031", [("", _utc(2031, 3, 3)), ("updated", _utc(2031, 3, 9))]),
        ("a dismay 3, 2031", []),
        ("March 3, 202212345", []),
        ("10 best 2025 and 5 major 2024 and 12 martyrs 1999", []),
        ("2 hours ago", []),
        ("Feb 30, 2024", []),
        ("January 1, 0001 and 31 December 9999 and 0000-00-00", []),
        ("Born 1/2/34, score 10/12", []),
    ],
)
def test_dates_as_pages_print_them(text, moments):
    assert [(one.role, one.utc) for one in find_stamps(text)] == moments


def test_day_and_month_that_may_be_exchanged_are_marked():
    (one,) = find_stamps("05/01/2024")
    assert one.ambiguous
    assert not find_stamps("05/05/2024")[0].ambiguous


@pytest.mark.parametrize(("other", "month"), [("25/12/2024", 1), ("12/25/2024", 5)])
def test_another_date_of_the_page_settles_the_order(other, month):
    first, _ = settle(find_stamps(f"05/01/2024 {other}"))
    assert (first.utc.month, first.ambiguous) == (month, False)


def test_a_date_that_is_spelt_out_elsewhere_settles_the_order():
    first, _ = settle(find_stamps("05/01/2024 Updated January 5, 2024"))
    assert (first.utc.month, first.ambiguous) == (1, False)


def test_a_stamp_keeps_the_offset_in_which_it_was_printed():
    (one,) = find_stamps("Dec. 26, 2023 9:31 PM EST")
    assert one.local.isoformat() == "2023-12-26T21:31:00-05:00"
    assert one.local == one.utc


@pytest.mark.parametrize("text", ["2031 " * 20_000, "1/2/" * 25_000, "5 May " * 16_000 + "2031", "10:00 " * 16_000])
def test_hostile_lines(text):
    assert len(find_stamps(text)) <= 2000


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("20220214T193000Z_US_en_cf9.txt", _utc(2022, 2, 14, 19, 30)),
        ("pages/2031-04-12-bridge-closed.txt", _utc(2031, 4, 12)),
        ("/world/2022/03/16/talks-go-on", _utc(2022, 3, 16)),
        ("story-20229999.txt", None),
        ("00010101-old.txt", None),
        ("call-2024561234.txt", None),
    ],
)
def test_dates_in_names(name, moment):
    assert stamp_in_name(name) == moment


@given(st.text(max_size=200))
def test_any_text_gives_stamps_in_order(text):
    found = find_stamps(text)
    assert found == sorted(found, key=lambda one: one.start)
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@given(st.from_regex(r"\A\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(T\d\d:\d\d)?\Z"))
def test_any_numbers_give_a_year_in_bounds_or_nothing(text):
    assert all(1899 <= one.utc.year <= 2101 for one in find_stamps(text))
