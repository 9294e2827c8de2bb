"""The memo on disk: a warm reader gives what a cold one gives; a damaged or foreign file is as good as none."""

import os
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.text import memo
from helpers.text.blocks import blocks
from helpers.text.treebankpunkt import TreebankPunkt

TEXTS = [
    'He said "no." The U.S.\n"army" left... (Gen. Smith).',
    "Odd\u00a0space. It isn't; cannot!",
    "'' x",
    'end."He',
    "",
]
MORE = ["New words, Mr. Kovács? 3,000 ''of'' them." + "z" * 30]


def tokens(known, texts):
    found = []
    for block in blocks(texts, in_plain=False):
        forms, starts = known.read(block)
        codes, before = known.forms.expand(forms)
        words = [known.forms.strings[code] for code in codes.tolist()]
        found += [words[before[a] : before[b]] for a, b in zip(starts, starts[1:])]
    return found


def test_warm_and_cold_give_the_same(tmp_path):
    cold = TreebankPunkt()
    expected = tokens(cold, TEXTS)
    memo.save(cold, tmp_path)
    warm = memo.load(tmp_path)
    assert len(warm.lexicon) == len(cold.lexicon) > 10
    assert tokens(warm, TEXTS) == expected
    assert tokens(warm, MORE) == tokens(cold, MORE) == tokens(TreebankPunkt(), MORE)
    assert [path.name for path in tmp_path.iterdir()] == [memo.file_name()]


@pytest.mark.parametrize("damage", ["empty", "short", "flipped", "text", "folder", "absent"])
def test_a_damaged_memo_is_as_good_as_none(tmp_path, damage):
    cold = TreebankPunkt()
    expected = tokens(cold, TEXTS)
    memo.save(cold, tmp_path)
    path = tmp_path / memo.file_name()
    good = path.read_bytes()
    path.unlink()
    if damage == "folder":
        path.mkdir()
    elif damage != "absent":
        flipped = bytearray(good)
        flipped[len(good) // 2] ^= 0xFF
        path.write_bytes({"empty": b"", "short": good[:-500], "flipped": bytes(flipped), "text": b"no zip"}[damage])
    assert tokens(memo.load(tmp_path), TEXTS) == expected


def test_a_memo_whose_parts_do_not_fit_is_not_believed(tmp_path):
    cold = TreebankPunkt()
    tokens(cold, TEXTS)
    arrays = cold.arrays(np.arange(len(cold.lexicon)))
    for name in ("traits", "first_terms", "tokens_text", "chunks"):
        with (tmp_path / memo.file_name()).open("wb") as file:
            np.savez(file, **arrays | {name: arrays[name][:-9]})
        assert len(memo.load(tmp_path).lexicon) == 1


def test_writers_side_by_side_leave_one_whole_file(tmp_path):
    known = TreebankPunkt()
    tokens(known, TEXTS)
    threads = [threading.Thread(target=memo.save, args=(known, tmp_path)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(memo.load(tmp_path).lexicon) == len(known.lexicon)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_place_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "file").write_text("x")
    memo.save(TreebankPunkt(), tmp_path / "file" / "memo")


@pytest.mark.parametrize(("bound", "most"), [("MOST_KEPT", 9), ("MOST_BYTES", 60)])
def test_it_is_bounded_and_what_came_first_stays(tmp_path, monkeypatch, bound, most):
    monkeypatch.setattr(memo, bound, most)
    known = TreebankPunkt()
    expected = tokens(known, TEXTS)
    memo.save(known, tmp_path)
    warm = memo.load(tmp_path)
    assert 5 < len(warm.lexicon) < len(known.lexicon)
    assert warm.lexicon.strings == known.lexicon.strings[: len(warm.lexicon)]
    assert tokens(warm, TEXTS) == expected


def test_long_chunks_are_left_out_one_by_one(tmp_path):
    long = ["y" * 201, "Yes.No" * 40, '"' + "ä.Ä" * 300, "\u0130" * 400 + "."]
    texts = [f"Before {chunk} the U.S. {chunk}\n{chunk} After. {chunk}" for chunk in long] + TEXTS + ["behind KEPT"]
    cold = TreebankPunkt()
    expected = tokens(cold, texts)
    memo.save(cold, tmp_path)
    warm = memo.load(tmp_path)
    gone = set(cold.lexicon.strings) - set(warm.lexicon.strings)
    assert gone == {chunk.encode() for chunk in long}
    assert b"KEPT" in warm.lexicon.strings
    assert max(map(len, warm.forms.strings)) <= memo.LONGEST_KEPT
    assert tokens(warm, texts) == expected


@given(st.lists(st.sampled_from([*TEXTS, "x" * 300, '"Ab.Cd', "\u0130 \u1e9e", "A.\n'' b", "don't 'n"]), max_size=4))
def test_any_part_of_what_is_known_is_right(texts):
    cold = TreebankPunkt()
    expected = tokens(cold, [" ".join(texts), *texts])
    for step in (1, 2, 3):
        part = TreebankPunkt.from_arrays(cold.arrays(np.arange(0, len(cold.lexicon), step)))
        assert len(part.lexicon) == (len(cold.lexicon) + step - 1) // step
        assert tokens(part, [" ".join(texts), *texts]) == expected


def test_memos_of_other_versions_and_broken_runs_go(tmp_path):
    known = TreebankPunkt()
    tokens(known, TEXTS)
    for name in ("0123456789abcdef.npz", "old.tmp", "new.tmp", "notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    os.utime(tmp_path / "old.tmp", (0, 0))
    memo.save(known, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {memo.file_name(), "new.tmp", "notes.txt"}
