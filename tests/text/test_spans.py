"""Token offsets and scripts without spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.text.normalise import plain
from helpers.text.scripts import count_spaceless, spaceless_share
from helpers.text.spans import token_spans
from helpers.text.tokens import RULES, encode


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no way." Then left.', ["He", "said", '"', "no", "way", ".", '"', "Then", "left", "."]),
        ("It isn't\n3.5%", ["It", "is", "n't", "3.5", "%"]),
        ("“Cannot” ''x''", ["“", "Can", "not", "”", "''", "x", "''"]),
        ("Isn’t flo\u00adods", ["Is", "n’t", "flo\u00adods"]),
        ("", []),
    ],
)
def test_spans_are_the_tokens_as_written(text, expected):
    tokens = encode([text], fold=False).tokens(0)
    assert [text[start:end] for start, end in token_spans(text, tokens)] == expected


@pytest.mark.parametrize("rule", RULES)
@given(st.text("ab. \n\"'`”“,?!()-é漢\u0301\u200d\u00ad\u200b", max_size=60))
def test_spans_go_on_and_nltks_leave_only_spaces(rule, text):
    last = 0
    tokens = encode([text], rule=rule, fold=False).tokens(0)
    spans = token_spans(text, tokens)
    assert len(spans) == len(tokens)
    for (start, end), token in zip(spans, tokens):
        assert last <= start < end
        assert token in ("``", "''") or plain(text[start:end]) == token
        assert rule == "words" or not plain(text[last:start]).strip()
        last = end


@pytest.mark.parametrize(
    ("text", "share"),
    [("", 0), ("plain", 0), ("Москва", 0), ("水災", 1), ("ab水災", 0.5), ("น้ำท่วม", 1), ("ひらがな", 1), ("12 — !", 0)],
)
def test_share_of_letters_in_scripts_without_spaces(text, share):
    assert spaceless_share(text) == pytest.approx(share)
    assert count_spaceless([text, "plain"]) == (share > 0)
