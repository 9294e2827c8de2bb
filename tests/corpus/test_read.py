from __future__ import annotations

import pickle

import pytest

from helpers.corpus.read import FILES_A_SHARD, cut, leads_out, list_shards
from helpers.errors import CorpusError


def _write(folder, *names, text="Words of a story."):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _files(shards):
    return sorted(name for shard in shards for name in shard.files)


def test_reads_known_kinds_at_any_depth_and_skips_the_rest(tmp_path):
    _write(tmp_path, "a.txt", "b/c.HTML", "b/d/e.jsonl", "x.png", ".hidden.txt", ".git/f.txt", "notes.md")
    assert _files(list_shards(tmp_path)) == ["a.txt", "b/c.HTML", "b/d/e.jsonl"]


def test_ignore_file_takes_globs_and_comments(tmp_path):
    _write(tmp_path, "a.txt", "gold/b.txt", "gold/c/d.txt", "draft-1.txt")
    (tmp_path / ".datelineignore").write_text("# not ours\ngold/*\n\ndraft-*\n", encoding="utf-8")
    assert _files(list_shards(tmp_path)) == ["a.txt"]


def test_one_file_is_a_corpus(tmp_path):
    _write(tmp_path, "a.txt", "b.txt")
    (shard,) = list_shards(tmp_path / "a.txt")
    assert shard.files == ("a.txt",)
    assert pickle.loads(pickle.dumps(shard)) == shard


@pytest.mark.parametrize("names", [(), ("a.png", "b.jpg")])
def test_nothing_to_read_says_what_to_do(tmp_path, names):
    _write(tmp_path, *names)
    with pytest.raises(CorpusError, match=r"Put \.txt"):
        list_shards(tmp_path)


def test_missing_path_and_unknown_kind_are_refused(tmp_path):
    with pytest.raises(CorpusError, match="not found"):
        list_shards(tmp_path / "absent")
    _write(tmp_path, "a.pdf")
    with pytest.raises(CorpusError, match="a.pdf"):
        list_shards(tmp_path / "a.pdf")


def test_key_follows_names_and_bytes(tmp_path):
    _write(tmp_path, "a.txt")
    before = list_shards(tmp_path)[0].key
    assert list_shards(tmp_path)[0].key == before
    (tmp_path / "a.txt").write_text("Other words.", encoding="utf-8")
    changed = list_shards(tmp_path)[0].key
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    assert len({before, changed, list_shards(tmp_path)[0].key}) == 3


def test_a_new_file_changes_one_shard_only():
    names = [f"{number:04d}.txt" for number in range(20 * FILES_A_SHARD)]
    groups = set(cut(names))
    assert 5 < len(groups) < 60
    for new in ("0000a.txt", "0633a.txt", "9999.txt"):
        assert len(groups - set(cut(sorted([*names, new])))) <= 1


def test_a_big_file_stands_alone_and_moves_nobody():
    names = [f"{number:03d}.txt" for number in range(200)]
    groups = set(cut(names))
    with_big = set(cut(sorted([*names, "100-big.jsonl"]), frozenset({"100-big.jsonl"})))
    assert with_big - groups == {("100-big.jsonl",)}


def test_links_out_of_the_folder_are_known(tmp_path):
    corpus = tmp_path / "corpus"
    _write(tmp_path, "secret.txt", "corpus/a.txt", "outside/c.txt")
    (corpus / "b.txt").symlink_to(tmp_path / "secret.txt")
    (corpus / "dead.txt").symlink_to(tmp_path / "absent.txt")
    (corpus / "loop").symlink_to(corpus, target_is_directory=True)
    (corpus / "away").symlink_to(tmp_path / "outside", target_is_directory=True)
    assert _files(list_shards(corpus)) == ["a.txt", "b.txt", "dead.txt"]
    assert [leads_out(corpus, name) for name in ("a.txt", "b.txt", "dead.txt")] == [False, True, True]
