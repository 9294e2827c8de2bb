"""What is said, and by whom: the quoted words of each article, with the speaker as written and the person meant.

Marks are read by marks.py, sentences by frames.py, speakers by speaker.py. Refuses: names of works, words in scare
quotes that nobody is said to say, and headlines inside the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyarrow as pa

from helpers import schema
from helpers.people.frames import Frame
from helpers.people.kinds import is_headline, is_scare, is_title
from helpers.people.marks import find_quoted, has_marks
from helpers.people.meant import Cast, Mention, person_meant
from helpers.people.speaker import Speaker, attribute
from helpers.people.verbs import reporting_verbs

_MIN_WORDS_UNATTRIBUTED, _MIN_WORDS_LOOSE, _MIN_WORDS_CARRIED = 5, 4, 3
_ENDS_SPEECH = ",.?!…—–"


def find_quotes(pages: pa.Table, people: pa.Table) -> pa.Table:
    """The table `quotes`: one row a quotation, in order. start and end are those of the words without their marks."""
    by_article: dict[str, list[Mention]] = defaultdict(list)
    columns = (people[name].to_pylist() for name in ("article_id", "start", "end", "person_id", "surface", "role"))
    for article_id, start, end, person_id, surface, role in zip(*columns, strict=True):
        by_article[article_id].append(Mention(start, end, person_id, surface, role or ""))
    rows = []
    for article_id, text in zip(pages["article_id"].to_pylist(), pages["text"].to_pylist(), strict=True):
        rows += ({"article_id": article_id, **row} for row in quotes_in(text, by_article.get(article_id, [])))
    return schema.make("quotes", rows)


def quotes_in(text: str, mentions: list[Mention]) -> Iterator[dict]:
    """Rows of `quotes`, without the article, for one text."""
    if not has_marks(text):
        return
    frames = [Frame(text, start, end, quoted) for (start, end), quoted in find_quoted(text)]
    if not any(frame.quoted for frame in frames):
        return
    double = any(text[quoted.outer_start] not in "'‘" for frame in frames for quoted in frame.quoted)
    cast = Cast(mentions)
    last = (-1, "")
    for frame, speakers in zip(frames, attribute(frames, cast.named), strict=True):
        if not frame.quoted or is_headline(frame, double=double):
            continue
        for number, (quoted, speaker) in enumerate(zip(frame.quoted, speakers, strict=True)):
            if is_title(frame, number) or is_scare(frame, number):
                continue
            kind = _kind(frame, number, speaker)
            if not _is_said(kind, len(text[quoted.start : quoted.end].split()), speaker):
                continue
            person = ""
            if speaker:
                person = person_meant(text, speaker.start, speaker.end, cast, last)
                last = (speaker.start, person)
            yield {
                "start": quoted.start,
                "end": quoted.end,
                "text": text[quoted.start : quoted.end],
                "speaker_start": speaker.start if speaker else None,
                "speaker_end": speaker.end if speaker else None,
                "speaker": text[speaker.start : speaker.end] if speaker else "",
                "person_id": person,
                "cue": speaker.cue if speaker else "",
                "kind": kind,
                "why": speaker.why if speaker else "no-speaker",
            }


def _is_said(kind: str, n_words: int, speaker: Speaker | None) -> bool:
    """Whether the words are somebody's, and not scare quotes: a few words need a verb of speech that is near."""
    if speaker is None:
        return kind == "direct" and n_words >= _MIN_WORDS_UNATTRIBUTED
    if speaker.why == "paragraph-before" and n_words < _MIN_WORDS_CARRIED:
        return False  # a crosshead
    loose = speaker.why == "clause-subject" and speaker.cue.lower() not in reporting_verbs().say
    return not (kind == "fragment" and loose and n_words < _MIN_WORDS_LOOSE)


def _kind(frame: Frame, number: int, speaker: Speaker | None) -> str:
    """direct: a sentence or more of speech, or a part of one set off by a comma; else fragment."""
    quoted = frame.quoted[number]
    text = frame.text
    if quoted.outer_start == frame.start:
        return "direct"
    ends = text[quoted.end - 1] in _ENDS_SPEECH or text[quoted.outer_end : quoted.outer_end + 1] == ","
    if text[quoted.start].islower():
        before = text[max(frame.start, quoted.outer_start - 3) : quoted.outer_start].rstrip()
        set_off = before.endswith((",", ":")) and speaker is not None
        return (
            "direct"
            if ends and (set_off or text[quoted.end - 1] == "," and speaker is not None and speaker.start >= quoted.end)
            else "fragment"
        )
    return "direct" if ends and text.count(" ", quoted.start, quoted.end) else "fragment"
