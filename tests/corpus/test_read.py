"""Listing: which files are read, and how they are parted into shards."""

from __future__ import annotations

import os
import pickle

import fsspec
import pytest

from helpers.corpus.read import cut, exists, list_shards
from helpers.corpus.records import NotRead, read_pages
from helpers.corpus.shards import LEAST, TARGET, Part, Slice
from helpers.errors import CorpusError

from .reading import STORY, jsonl, read, write, zipped


def _files(shards):
    return sorted(name for shard in shards for name in shard.files)


def _slices(names, weight=30_000):
    return [Slice(Part(name, "dump"), name, weight) for name in sorted(names)]


def test_reads_known_kinds_at_any_depth_and_skips_the_rest(tmp_path):
    names = [
        "a.txt",
        "b/c.HTML",
        "b/d/e.jsonl",
        "f.csv",
        "g.parquet",
        "h.xml",
        "i.rss",
        "j.warc.gz",
        "k.txt.gz",
        "l.ndjson.GZ",
    ]
    write(
        tmp_path, dict.fromkeys([*names, "x.png", ".hidden.txt", ".git/f.txt", "notes.md", "y.gz", "y.tar.gz"], STORY)
    )
    assert _files(list_shards(tmp_path)) == sorted(names)


def test_ignore_file_takes_globs_and_comments(tmp_path):
    write(tmp_path, dict.fromkeys(["a.txt", "gold/b.txt", "gold/c/d.txt", "draft-1.txt"], STORY))
    (tmp_path / ".datelineignore").write_text("# not ours\ngold/*\n\ndraft-*\n", encoding="utf-8")
    assert _files(list_shards(tmp_path)) == ["a.txt"]


def test_one_file_is_a_corpus_and_a_shard_is_small(tmp_path):
    write(tmp_path, {"a.txt": STORY, "b.txt": STORY})
    (shard,) = list_shards(tmp_path / "a.txt")
    assert shard.files == ("a.txt",)
    assert pickle.loads(pickle.dumps(shard)) == shard
    assert len(pickle.dumps(shard)) < 400


@pytest.mark.parametrize("names", [(), ("a.png", "b.jpg")])
def test_an_empty_folder_or_one_of_images_says_what_to_do(tmp_path, names):
    write(tmp_path, dict.fromkeys(names, b"\x89PNG"))
    with pytest.raises(CorpusError, match=r"Put \.txt"):
        list_shards(tmp_path)


@pytest.mark.parametrize(
    "corpus", ["absent", "absent/*.txt", "a.pdf", "nul\0", "x" * 5000, "memory://absent", "nosuch://x"]
)
def test_what_is_not_there_or_not_read_is_refused_in_one_line(tmp_path, corpus):
    write(tmp_path, {"a.pdf": b"%PDF"})
    where = corpus if "://" in corpus else str(tmp_path / corpus)
    with pytest.raises(CorpusError) as told:
        list_shards(where)
    assert "\n" not in str(told.value)


def test_a_missing_package_is_named(monkeypatch):
    def absent(*_):
        raise ImportError("Install gcsfs to access Google Storage", name="gcsfs")

    monkeypatch.setattr(fsspec.core, "url_to_fs", absent)
    for look in (list_shards, exists):
        with pytest.raises(CorpusError, match=r"gs://\. Run: pip install gcsfs\.$"):
            look("gs://bucket/x")


def test_exists(tmp_path):
    write(tmp_path, {"a.txt": STORY, "2031-04/b.txt": STORY})
    assert all(exists(one) for one in (tmp_path, tmp_path / "a.txt", f"{tmp_path}/2031-*", f"file://{tmp_path}"))
    assert not any(exists(one) for one in (f"{tmp_path}/2032-*", tmp_path / "b.txt", "memory://absent", "absent/*"))


def test_key_follows_names_and_bytes(tmp_path):
    write(tmp_path, {"a.txt": STORY})
    before = list_shards(tmp_path)[0].key
    assert list_shards(tmp_path)[0].key == before
    (tmp_path / "a.txt").write_text(STORY[::-1], encoding="utf-8")
    changed = list_shards(tmp_path)[0].key
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    assert len({before, changed, list_shards(tmp_path)[0].key}) == 3


def test_the_key_does_not_depend_on_the_working_folder(tmp_path, monkeypatch):
    write(tmp_path, {"c/a.txt": STORY})
    monkeypatch.chdir(tmp_path)
    (here,) = list_shards("c")
    monkeypatch.chdir(tmp_path / "c")
    (there,) = list_shards("../c")
    assert (here.key, here.root) == (there.key, str(tmp_path / "c"))


def test_a_new_file_changes_one_shard_and_hardly_ever_two():
    names = {f"{number:05d}.txt" for number in range(2000)}
    groups = set(cut(_slices(names)))
    changed = [len(groups - set(cut(_slices(names | {f"{number:05d}a.txt"})))) for number in range(0, 2000, 40)]
    assert max(changed) <= 3 and sum(changed) <= 1.2 * len(changed)
    assert len(groups - set(cut(_slices(names | {"99999.txt"})))) <= 1


@pytest.mark.parametrize("weight", [LEAST, 30_000, 400_000, TARGET, 9 * TARGET])
def test_shards_hold_about_as_much_text_whatever_the_size_of_the_files(weight):
    groups = cut(_slices({f"{number:05d}.txt" for number in range(20 * max(1, TARGET // weight))}, weight))
    assert (
        0.5 * max(weight, TARGET)
        < sum(one.weight for group in groups for one in group) / len(groups)
        < 2 * max(weight, TARGET)
    )


def test_no_shard_is_much_larger_than_the_others():
    sizes = [sum(one.weight for one in group) for group in cut(_slices({f"{n:05d}.txt" for n in range(4000)}, 100_000))]
    assert max(sizes) < 2 * TARGET and len(sizes) > 150


def test_slices_of_a_large_file_stand_alone_and_move_nobody():
    small = _slices({f"{number:03d}.txt" for number in range(200)})
    large = [Slice(Part("100-big.jsonl", "lines", whole=False), str(number), TARGET) for number in range(3)]
    assert set(cut(small[:100] + large + small[100:])) - set(cut(small)) == {(one,) for one in large}


def test_an_appended_jsonl_changes_its_last_shard_only(tmp_path):
    file = tmp_path / "wire.jsonl"
    file.write_bytes(jsonl(4300))
    before = [shard.key for shard in list_shards(file)]
    file.write_bytes(file.read_bytes() + jsonl(5, first=4300))
    after = [shard.key for shard in list_shards(file)]
    assert len(before) == len(after) > 2
    assert [one == other for one, other in zip(before, after, strict=True)] == [True] * (len(before) - 1) + [False]


def test_links_are_not_followed_out_of_the_folder_nor_in_circles(tmp_path):
    corpus = tmp_path / "corpus"
    write(
        tmp_path,
        {"secret.txt": "SECRET", "corpus/a.txt": STORY, "corpus/deep/own.txt": STORY, "outside/c.txt": "SECRET"},
    )
    (corpus / "b.txt").symlink_to(tmp_path / "secret.txt")
    (corpus / "dead.txt").symlink_to(tmp_path / "absent.txt")
    (corpus / "round.txt").symlink_to(corpus / "round.txt")
    (corpus / "loop").symlink_to(corpus, target_is_directory=True)
    (corpus / "away").symlink_to(tmp_path / "outside", target_is_directory=True)
    (corpus / "inside.txt").symlink_to(corpus / "deep" / "own.txt")
    pages, lost = read(corpus, tmp_path / "d")
    assert sorted(pages) == ["a.txt", "deep/own.txt", "inside.txt"]
    assert sorted(lost) == ["away", "b.txt", "dead.txt", "loop", "round.txt"]
    assert all("link" in reason for reason in lost.values())


def test_a_link_that_is_put_in_after_listing_is_not_followed_either(tmp_path):
    write(tmp_path, {"secret.txt": "SECRET", "corpus/a.txt": STORY})
    (shard,) = list_shards(tmp_path / "corpus")
    (tmp_path / "corpus/a.txt").unlink()
    (tmp_path / "corpus/a.txt").symlink_to(tmp_path / "secret.txt")
    (found,) = read_pages(shard.root, shard.parts[0])
    assert isinstance(found, NotRead)


def test_nor_is_one_put_in_the_place_of_an_archive(tmp_path):
    write(tmp_path, {"secret.zip": zipped({"a.txt": b"SECRET"}), "corpus/a.zip": zipped({"a.txt": STORY.encode()})})
    (shard,) = list_shards(tmp_path / "corpus")
    (tmp_path / "corpus/a.zip").unlink()
    (tmp_path / "corpus/a.zip").symlink_to(tmp_path / "secret.zip")
    (found,) = read_pages(shard.root, shard.parts[0])
    assert isinstance(found, NotRead)


def test_what_is_no_file_is_never_opened(tmp_path):
    write(tmp_path, {"a.txt": STORY})
    os.mkfifo(tmp_path / "pipe.txt")
    pages, lost = read(tmp_path, tmp_path / "d")
    assert (sorted(pages), lost) == (["a.txt"], {"pipe.txt": "not a file"})


def test_ten_thousand_identical_files(tmp_path):
    write(tmp_path, {f"{number}/0.txt": STORY for number in range(10)})
    for number in range(10, 10_000):
        (tmp_path / str(number % 10) / f"{number}.txt").hardlink_to(tmp_path / "0" / "0.txt")
    shards = list_shards(tmp_path, derived=tmp_path / "d")
    assert 5 < len(shards) < 40
    assert sum(len(shard.parts) for shard in shards) == 10_000
    assert len({shard.key for shard in shards}) == len(shards)
