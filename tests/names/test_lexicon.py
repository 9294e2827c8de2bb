import pytest

from helpers.errors import StoreError
from helpers.names import lexicon


def test_lists_are_read_and_lower_case():
    words = lexicon.load()
    assert "minister" in words["titles"] and "said" in words["speech"]
    assert all(word == word.lower() for word in words.first_names)
    assert words.prepositions["in"] > words.prepositions["at"] > 0
    assert {"oleksandr", "mohammed", "jinping", "zoltán"} <= words.first_names
    assert "yesterday" in words.common and "kyiv" not in words.common


def test_sections_take_lines_after_their_heading():
    assert lexicon._sections("# note\n[a]\nx y\n\n# more\nz\n[b]\nq\n") == {"a": ["x y", "z"], "b": ["q"]}


def test_a_missing_list_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(lexicon, "REFERENCE", tmp_path)
    lexicon.load.cache_clear()
    with pytest.raises(StoreError, match="names.words.txt"):
        lexicon.load()
    monkeypatch.undo()
    lexicon.load.cache_clear()
