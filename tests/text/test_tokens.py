"""Tokens: exactly those of NLTK's word_tokenize, on corpora, on generated text and on bad input; and counts of them."""

import gzip
import json
import random
import shutil
from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import params, paths
from helpers.errors import ParameterError
from helpers.text import tokens
from helpers.text.blocks import BLOCK
from helpers.text.normalise import plain
from helpers.text.treebankpunkt import LONGEST_CHUNK, word_tokenize

SHARED = paths.ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "corpora").is_dir(), reason="the corpora beside the project are absent")

PIECES = [
    *"aB.!?\"'`”“ \n\t-—…)([$%&@#*<>{}§,;:éßİ漢_/", "''", "``", " ", " ", "U.S.", "Gen.", "No.", "5", "--", "The", "he",
    "\u00a0", "\u200d", "»", "«", "..", "...", "don't", "cannot", "gonna", "Gimme", "wanna", "'s", "'S", "n't", "'ll",
    "'tis", "d'ye", "more'n", "\ue000", "\x1c", "\u2009", "\r\n", "😀", "A.", "24.", "Jan. 5", 'end."', '"Yes,"', ".”",
    "\u00ad", "1st", "3,000", "\u0301", "مرحبا", "?!", ".)", "word.", "Foo.Bar", "O'Neill", ",,", "a\u200db",
]  # fmt: skip
prose = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", "", " "])), max_size=30).map(
    lambda pairs: "".join(a + b for a, b in pairs)
)


def own(texts):
    found = tokens.encode(texts, plain=False, fold=False)
    return [found.tokens(number) for number in range(len(found))]


def disagreement(texts, reference=word_tokenize):
    """Share of the reference's tokens that are not among ours, or ours among them, text by text."""
    wrong = total = 0
    for mine, text in zip(own(texts), texts, strict=True):
        theirs = reference(text)
        total += len(theirs)
        if mine != theirs:
            apart = Counter(mine)
            apart.subtract(Counter(theirs))
            wrong += max(1, sum(map(abs, apart.values())))
    return wrong / max(total, 1)


@pytest.fixture(scope="module")
def nltks(tmp_path_factory):
    """NLTK's own word_tokenize, with its own data."""
    if not (SHARED / "nltk_data").is_dir():
        pytest.skip("NLTK's data beside the project is absent")
    import nltk

    folder = tmp_path_factory.mktemp("nltk_data")
    shutil.copytree(SHARED / "nltk_data", folder, dirs_exist_ok=True)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    nltk.data.path.insert(0, str(folder))
    yield nltk.word_tokenize
    nltk.data.path.remove(str(folder))


def reuters():
    with gzip.open(SHARED / "corpora/reuters-21578.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line)["body"] or "" for line in lines]


def ukraine():
    return [path.read_text(encoding="utf-8") for path in sorted((SHARED / "corpora/ukraine-2022-2024").glob("*.txt"))]


def test_the_sample_has_word_tokenizes_tokens():
    texts = [path.read_text("utf-8", "replace") for path in sorted((paths.ROOT / "data/sample").rglob("*.txt"))[:40]]
    assert texts
    assert disagreement(texts) == 0
    straight = [plain(text) for text in texts]
    assert [tokens.encode(texts, fold=False).tokens(n) for n in range(3)] == own(straight[:3])


@needs_shared
def test_a_part_of_the_corpora_has_word_tokenizes_tokens(nltks):
    assert disagreement(reuters()[:250] + ukraine()[::8], nltks) <= 0.0001


@needs_shared
@pytest.mark.slow
def test_whole_corpora_have_word_tokenizes_tokens(nltks):
    assert disagreement(ukraine(), nltks) <= 0.0001
    assert disagreement(reuters(), nltks) <= 0.0001


@settings(max_examples=250)
@given(prose)
def test_any_text_has_word_tokenizes_tokens(text):
    assert own([text]) == [word_tokenize(text)]


def test_generated_texts_side_by_side_do_not_touch():
    chance = random.Random(7)
    texts = ["".join(chance.choices([*PIECES, " "], k=chance.randint(0, 20))) for _ in range(800)]
    assert own(texts) == [word_tokenize(text) for text in texts]


def test_marks_that_stand_alone_among_sentences():
    chance = random.Random(3)
    words = "The he Gen. U.S. end. Why? it's \"Word.\" said.\" end.Begin etc. 3.5 ... No.".split()
    marks = ['"', "'", ")", "]", ">", ">>>", "''", '"--', '")', "”"]
    texts = []
    for _ in range(500):
        chosen = [chance.choice(marks if chance.random() < 0.12 else words) for _ in range(chance.randint(1, 28))]
        texts.append("".join(word + chance.choice("   \n") for word in chosen))
    assert own(texts) == [word_tokenize(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam broke.", ["the", "dam", "broke", "."]),
        ("It isn’t over, he said.", ["it", "is", "n't", "over", ",", "he", "said", "."]),
        ("The U.S. sent Gen. Smith.", ["the", "u.s.", "sent", "gen.", "smith", "."]),
        ("$3.5 million", ["$", "3.5", "million"]),
        ("sand\u00adbags", ["sandbags"]),
        ("5\u00a0km", ["5", "km"]),
        ("Cafe\u0301", ["café"]),
        ("", []),
        ("  \n\n ", []),
        ("x", ["x"]),
        ("the of and", ["the", "of", "and"]),
    ],
)
def test_sequence(text, expected):
    assert tokens.sequence(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It isn’t 3,000.", ["it", "isn", "t", "3", "000"]),
        ("naïve CAFÉ cafe\u0301 ÇA", ["naïve", "café", "café", "ça"]),
        ("snake_case, e-mail", ["snake", "case", "e", "mail"]),
        ("sand\u00adbags 👩\u200d👩\u200d👦 👍🏽!", ["sandbags"]),
        ("مرحبا بالعالم", ["مرحبا", "بالعالم"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("Straße STRASSE Москва́", ["strasse", "strasse", "москва́"]),
        ("𝟘 ٣ Ⅷ 𠀋", ["𝟘", "٣", "ⅷ", "𠀋"]),
        ("“curly” ‘quotes’ — dash", ["curly", "quotes", "dash"]),
        ("", []),
        ("...", []),
    ],
)
def test_words(text, expected):
    found = tokens.encode([text, text], rule="words", plain=False)
    assert [token for token in found.tokens(0) if token not in ("\u200d",)] == expected
    assert found.tokens(0) == found.tokens(1)


@pytest.mark.parametrize("rule", tokens.RULES)
def test_counts_are_those_of_the_tokens(rule):
    texts = ["Flood, flood: the FLOOD of 300 homes.", "", "Isn’t it? No.", "§ 5 — !"]
    found = tokens.count(texts, rule=rule)
    words = found.vocabulary.to_pylist()
    assert words == sorted(set(words))
    rows = list(zip(found.texts.tolist(), [words[code] for code in found.codes], found.n.tolist(), strict=True))
    assert rows == sorted(rows)
    encoded = tokens.encode(texts, rule=rule)
    for number in range(len(texts)):
        expected = Counter(token for token in encoded.tokens(number) if tokens.is_term(token))
        assert {term: n for text, term, n in rows if text == number} == expected


@pytest.mark.parametrize("rule", tokens.RULES)
@pytest.mark.parametrize("sign", ["a", ".", "!", '"', "漢", "\u0301", " ", "'", ",", "-"])
def test_megabytes_of_one_character(rule, sign):
    text = sign * ((10_000_000 if sign == "a" else BLOCK + 5) // len(sign.encode()))
    found = tokens.encode(["Before.", text, "After."], rule=rule)
    assert len(found.tokens(1)) <= 1
    assert found.tokens(2)[0] == "after"
    assert tokens.count([text], rule=rule).n.sum() <= 1


def test_a_longer_chunk_is_one_token_and_no_term():
    text = "a." * LONGEST_CHUNK
    assert tokens.sequence(f"x {text} y") == ["x", text, "y"]
    assert tokens.count([text]).n.sum() == 0


@pytest.mark.parametrize("rule", tokens.RULES)
def test_any_way_of_giving_texts_is_the_same(rule):
    texts = ["One flood.", "", "Two — “floods”."]
    ways = [texts, tuple(texts), pa.array(texts), pa.array(texts, pa.large_string())]
    ways += [pa.chunked_array([texts[:1], texts[1:]]), pa.array(["no", *texts]).slice(1)]
    found = [tokens.encode(way, rule=rule) for way in ways]
    assert all(one.vocabulary.equals(found[0].vocabulary) for one in found)
    assert all(np.array_equal(one.codes, found[0].codes) for one in found)
    assert all(np.array_equal(one.starts, found[0].starts) for one in found)
    assert found[0].starts.dtype == np.int64 and found[0].codes.dtype == np.int32
    nothing = tokens.encode([], rule=rule)
    assert len(nothing) == 0 and len(nothing.codes) == 0 and nothing.starts.tolist() == [0]
    assert tokens.encode(pa.array([None, "a"]), rule=rule).tokens(1) == ["a"]


def test_lone_surrogates_do_no_harm():
    assert tokens.encode(["a \ud800b c"]).tokens(0) == ["a", "?", "b", "c"]


@pytest.mark.parametrize(
    ("token", "expected"),
    [("flood", True), ("u.s.", True), ("3.5", False), ("—", False), ("_", False), ("a" * 61, False), ("", False)],
)
def test_is_term(token, expected):
    assert tokens.is_term(token) is expected


def test_rules_are_named_and_versioned():
    import nltk

    assert tokens.rule_name("nltk") == f"nltk {nltk.__version__} word_tokenize"
    assert tokens.rule_name("words") == "words 1"
    assert params.TOKEN_RULES == tokens.RULES
    with pytest.raises(ParameterError, match="token_rule"):
        tokens.encode(["a"], rule="spacy")
