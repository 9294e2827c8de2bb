import pytest

from helpers.names.decide import Seen, decide, person_parts
from helpers.names.spans import find_candidates
from helpers.names.votes import context_votes


def names_of(text, prior):
    return decide([Seen(*one[:5], context_votes(text, one)) for one in find_candidates(text)], prior)


def kinds(text, prior=None):
    return [(name.candidate.surface, name.kind) for name in names_of(text, prior or {})]


@pytest.mark.parametrize(("text", "expected"), [
    ("KYIV, Ukraine (AP) — Shells fell on Kherson.",
     [("KYIV", "place"), ("Ukraine", "place"), ("AP", "organisation"), ("Kherson", "place")]),
    ("Ukrainian President Volodymyr Zelenskyy spoke. Zelenskyy left Kyiv.",
     [("Ukrainian", "other"), ("Volodymyr Zelenskyy", "person"), ("Zelenskyy", "person"), ("Kyiv", "place")]),
    ("We met Oksana Lincoln in Paris. Lincoln smiled.",
     [("Oksana Lincoln", "person"), ("Paris", "place"), ("Lincoln", "person")]),
    ("They flew from Lincoln to Boston.", [("Lincoln", "place"), ("Boston", "place")]),
    ("Patience is needed. Efforts go on.", []),
    ("a talk with Nathan Law of Hong Kong", [("Nathan Law", "person"), ("Hong Kong", "place")]),
    ("the Ministry of Defence and NATO", [("Ministry of Defence", "organisation"), ("NATO", "organisation")]),
    ("in Russian cities, in Russian towns, from Russian soil", [("Russian", "other")]),
    ("They joined NATO; in NATO, from NATO, to NATO, near NATO.", [("NATO", "organisation")]),
    ("with Laurel County Adult Education", [("Laurel County Adult Education", "other")]),
    ("Winona police have named him.", [("Winona", "place")]),
    ("said the Hague tribunal in The Hague", [("Hague", "place"), ("The Hague", "place")]),
])
def test_kinds(text, expected):
    found = kinds(text)
    assert [pair for pair in expected if pair not in found] == []


def test_sentence_openers_are_no_names():
    assert kinds("Efforts are needed. Progress is, too. Asked about it, he left.") == []


def test_the_corpus_decides_where_the_article_says_nothing():
    text = "a letter about Velmorin"
    assert kinds(text) == [("Velmorin", "other")]
    assert kinds(text, {"Velmorin": ("place", 1.8)}) == [("Velmorin", "place")]


def test_the_article_outvotes_the_corpus():
    text = "Mayor Anna Velmorin left. Velmorin, 43, said so. Velmorin’s husband agreed."
    assert kinds(text, {"Velmorin": ("place", 1.8)})[-1] == ("Velmorin", "person")


def test_scores_are_shares_and_rules_are_named():
    for name in names_of("In Kyiv, Sergey Lavrov of the Foo Party met Bar.", {}):
        assert 0 < name.score <= 1
        assert name.why and name.why == name.why.lower()


@pytest.mark.parametrize(("words", "expected"), [
    (("Sergey", "Lavrov"), ("Lavrov", "Sergey")),
    (("Bill", "de", "Blasio"), ("Blasio", "de Blasio", "Bill")),
    (("Ursula", "von", "der", "Leyen"), ("Leyen", "der Leyen", "von der Leyen", "Ursula")),
    (("J.", "K.", "Rowling"), ("Rowling",)),
    (("Martin", "King", "Jr."), ("King", "Martin")),
    (("El", "Diario"), ("Diario",)),
    (("Modi",), ()),
])
def test_person_parts(words, expected):
    assert person_parts(words) == expected
