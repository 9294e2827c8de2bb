from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus.htmlmeta import HtmlMeta
from helpers.corpus.label import Labelled
from helpers.corpus.metadata import gather, moment

BODY = Labelled("body", "in-story-run", "TALLOW BAY (AP) — The council voted late on Tuesday to close the bridge.")


def _page(*above, below=()):
    blocks = [Labelled(kind, "test", text) for kind, text in above]
    return [*blocks, BODY, *(Labelled(kind, "test", text) for kind, text in below)]


def _utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


def test_facts_of_a_dump():
    page = _page(
        ("title", "Harbor town closes its bridge"), ("byline", "By Nils Ekman, Staff Writer"),
        ("date", "March 3, 2031, 6:10 PM | Updated: March 4, 2031"),
    )  # fmt: skip
    meta = gather(page, BODY.text, name="Harbor town closes its bridge - Tallow Courier.txt")
    assert (meta.title, meta.byline, meta.site) == ("Harbor town closes its bridge", "Nils Ekman", "Tallow Courier")
    assert (meta.dateline, meta.source) == ("TALLOW BAY", "AP")
    assert (meta.published, meta.updated, meta.date_from) == (_utc(2031, 3, 3, 18, 10), _utc(2031, 3, 4), "page")


def test_updated_is_the_day_of_a_report_but_never_of_a_guide():
    page = _page(("date", "Updated: March 4, 2031"))
    report, guide = gather(page, BODY.text), gather(page, "Your bridge should be closed when you find cracks in it.")
    assert (report.published, report.updated, report.date_from) == (_utc(2031, 3, 4), _utc(2031, 3, 4), "updated")
    assert (guide.published, guide.updated, guide.date_from) == (None, _utc(2031, 3, 4), "")


@pytest.mark.parametrize(
    ("above", "name", "fields", "published", "origin"),
    [
        ((), "2031-03-03-bridge.txt", {}, _utc(2031, 3, 3), "file"),
        ((), "a.txt", {"url": "https://x.example/2031/03/03/bridge"}, _utc(2031, 3, 3), "url"),
        ((("date", "March 3, 2031"),), "2031-03-05.txt", {}, _utc(2031, 3, 3), "page"),
        ((("date", "March 3, 2031"),), "a.txt", {"published": "2031-03-01T10:00:00Z"}, _utc(2031, 3, 1, 10), "page"),
        ((("date", "2 hours ago"),), "a.txt", {}, None, ""),
        ((("date", "05/01/2031"),), "a.txt", {}, None, "ambiguous"),
    ],
)
def test_where_the_date_comes_from(above, name, fields, published, origin):
    meta = gather(_page(*above), BODY.text, fields=fields, name=name)
    assert (meta.published, meta.date_from) == (published, origin)


def test_ambiguous_dates_are_counted_and_settled_by_others():
    assert gather(_page(("date", "05/01/2031")), BODY.text).ambiguous
    settled = gather(_page(("date", "05/01/2031 10:00"), ("date", "Updated 13/01/2031")), BODY.text)
    assert (settled.published, settled.ambiguous) == (_utc(2031, 1, 5, 10), False)


def test_head_of_html_and_fields_go_before_the_page():
    head = HtmlMeta(
        title="From the head", author="Ada Lund", site="Courier", url="https://c.example/a", published="2031-03-02"
    )
    meta = gather(_page(("title", "From the page")), BODY.text, head=head)
    assert (meta.title, meta.byline, meta.site, meta.published) == (
        "From the head",
        "Ada Lund",
        "Courier",
        _utc(2031, 3, 2),
    )
    assert gather(_page(), BODY.text, head=head, fields={"title": "NA"}).title == "NA"
    assert (
        gather(_page(), BODY.text, fields={"title": "null", "byline": ["Ann Lee", "Bo Ek"]}).byline == "Ann Lee, Bo Ek"
    )


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("2031-03-03", _utc(2031, 3, 3)), (1_930_000_000, _utc(2031, 2, 27, 23, 6, 40)),
        ("0001-01-01", None), ("9999-12-31T00:00:00Z", None), ("Feb 30, 2031", None), (1e300, None), (True, None),
        (None, None), ({}, None), ("soon", None), (float("nan"), None),
    ],
)  # fmt: skip
def test_dates_of_records(value, wanted):
    assert moment(value) == wanted


@given(st.datetimes(dt.datetime(1850, 1, 1), dt.datetime(2150, 1, 1)))
def test_the_usual_form_is_read_as_any_other(day):
    written = f"{day:%Y-%m-%dT%H:%M:%S}Z".zfill(20)
    assert moment(written) == moment(f" {written} ") == moment(written.replace("-", "/"))


def test_a_byline_with_a_role_of_its_own_kind():
    page = _page(("title", "Owls"), ("byline", "By Ann Lee, Extension horticulture educator"))
    assert gather(page, BODY.text).byline == "Ann Lee"


@pytest.mark.parametrize(
    ("fields", "language"),
    [({"language": "DE-at"}, "de"), ({}, "en")],
)
def test_the_language_of_a_record_goes_before_its_words(fields, language):
    assert (
        gather(_page(), f"{BODY.text} It had been found to be weak by the engineers.", fields=fields).language
        == language
    )


def test_a_day_first_language_settles_the_order_of_day_and_month():
    story = "Der Rat hat am Dienstag beschlossen, die Brücke zu sperren, weil sie nicht mehr sicher ist."
    page = [Labelled("date", "test", "05/01/2031"), Labelled("body", "in-story-run", story)]
    assert gather(page, story).published == _utc(2031, 1, 5)


def test_the_printed_offset_is_kept():
    meta = gather(_page(("title", "Bridge closes"), ("date", "March 3, 2031 at 9:30 p.m. EST")), BODY.text)
    assert meta.published.isoformat() == "2031-03-03T21:30:00-05:00"


def test_an_agency_that_stands_alone_above_the_story_is_the_source():
    body = Labelled("body", "in-story-run", "The council voted late on Tuesday to close the bridge.")
    page = [Labelled("title", "headline-above-story", "Bridge closes"), Labelled("navigation", "x", "Reuters"), body]
    assert gather(page, body.text).source == "Reuters"


def test_an_author_that_is_the_outlet_yields_to_the_byline_of_the_page():
    page = _page(("title", "Bridge closes"), ("byline", "By Ann Lee"))
    assert gather(page, BODY.text, head=HtmlMeta(author="Tallow Courier", site="Tallow Courier")).byline == "Ann Lee"
    assert gather(_page(), BODY.text, head=HtmlMeta(author="Courier", site="Courier")).byline == "Courier"


@pytest.mark.parametrize("url", ["http://[", "http://[::1/2031/03/03", "https://x.example:port/2031/03/03/a"])
def test_damaged_addresses(url):
    assert gather(_page(), BODY.text, fields={"url": url}).url == url
