import pytest

from helpers.names.own import own_votes
from helpers.names.spans import find_candidates
from helpers.names.votes import context_votes, read_votes, write_votes


def votes(text, surface):
    candidate = next(name for name in find_candidates(text) if name.surface == surface)
    return {(kind, why) for kind, _, why in context_votes(text, candidate)}


@pytest.mark.parametrize(("text", "surface", "expected"), [
    ("He spoke to Dr. Nartov.", "Nartov", ("person", "title")),
    ("as spokesman Konashenkov put it", "Konashenkov", ("person", "role-before")),
    ("and Brovko, 43, lives there", "Brovko", ("person", "age")),
    ("and Brovko said so", "Brovko", ("person", "speech-after")),
    ("said Brovko yesterday", "Brovko", ("person", "speech-before")),
    ("where Brovko, the mayor of the town, lives", "Brovko", ("person", "apposition")),
    ("at Brovko’s wife", "Brovko", ("person", "family")),
    ("to Brovko, who left", "Brovko", ("person", "who")),
    ("fighting in Velmorin today", "Velmorin", ("place", "after-in")),
    ("the village of Velmorin", "Velmorin", ("place", "of-place")),
    ("in the Velmorin district", "Velmorin", ("place", "place-word")),
    ("an Qelmford man was held", "Qelmford", ("place", "dweller")),
    ("a depot at Qelmford, Ohio, burned", "Qelmford", ("place", "state-after")),
    ("Hacker, 43, of Qelmford.", "Qelmford", ("place", "age-of")),
    ("QELMFORD, Ohio (AP) — Fire broke out.", "QELMFORD", ("place", "dateline")),
    ("Kyiv, June 5 (Interfax) - Fire broke out.", "Interfax", ("organisation", "agency")),
    ("near St. Michael’s Hospital", "St. Michael", ("organisation", "saint")),
    ("in the magazine Velmora today", "Velmora", ("organisation", "body-noun")),
    ("the Oslo-listed Velmora fell", "Velmora", ("organisation", "body-noun")),
    ("at Velmora, a Dutch subsidiary of it", "Velmora", ("organisation", "body-noun")),
    ("a subsidiary of Velmora", "Velmora", ("organisation", "of-body")),
    ("the Velmora brand", "Velmora", ("organisation", "body-noun")),
    ("as Velmora’s revenue fell", "Velmora", ("organisation", "body-owned")),
    ("the tanker Jane Velmora sank", "Jane Velmora", ("other", "thing-noun")),
    ("a ship named Jane Velmora left", "Jane Velmora", ("other", "thing-noun")),
    ("by the Velmor people", "Velmor", ("person", "people")),
    ("killed 16 Velmors there", "Velmors", ("person", "counted")),
])
def test_context(text, surface, expected):
    assert expected in votes(text, surface)


@pytest.mark.parametrize(("text", "surface", "weight"), [
    ("like Captain Roe", "Roe", 3.5),
    ("like Captain America", "America", 1.2),
    ("as Miss Tourism Ghana", "Tourism Ghana", 1.2),
])
def test_a_title_makes_no_person_of_a_country(text, surface, weight):
    candidate = next(name for name in find_candidates(text) if name.surface == surface)
    assert ("person", weight, "title") in context_votes(text, candidate)


def test_an_age_needs_its_comma():
    assert votes("Brovko 43 times", "Brovko") == set()


@pytest.mark.parametrize(("surface", "kind", "why"), [
    ("Kherson", "place", "gazetteer"),
    ("Oksana Brovko", "person", "first-name"),
    ("Wong Kwok-kin", "person", "family-name-first"),
    ("Ministry of Health", "organisation", "organisation-head"),
    ("Velmorin River", "place", "place-head"),
    ("Universidad de Velmorin", "person", "foreign-head"),
    ("Lake Brovko", "place", "place-front"),
    ("Ukrainian", "other", "demonym"),
    ("Geneva Convention", "other", "thing-head"),
    ("Kherson International Airport", "other", "facility"),
    ("NATO", "organisation", "known-body"),
    ("Red Cross", "organisation", "known-body"),
    ("UNRXY", "organisation", "acronym"),
    ("Highway 19", "other", "road"),
    ("Putin", "person", "known-person"),
    ("Brovkenko", "person", "surname-ending"),
])
def test_own_words(surface, kind, why):
    assert (kind, why) in {(vote, rule) for vote, _, rule in own_votes(surface, tuple(surface.split()))}


def test_votes_come_back_as_they_were_written():
    said = (("place", 1.6 * 0.6, "after-in"), ("person", -2.0, "the"))
    assert read_votes(write_votes(said)) == said
    assert read_votes(write_votes(())) == ()
