"""Sentence spans by NLTK's Punkt, with its English parameters from an installed package: no download.

Punkt: Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection", Computational Linguistics 32 (2006).
A line break followed by a blank line always ends a sentence, as paragraphs do.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: Abbreviations of news copy that Punkt's English model was not trained on (lower case, no final stop).
NEWS_ABBREVIATIONS = frozenset(
    "adm ariz brig calif capt cmdr col colo conn cpl dept fla gen gov hon jr lt maj mich minn mont mr mrs ms mt neb nev"
    " okla prof rep rev sen sgt spc sr st supt tenn tex va vt jan feb aug sept oct nov dec vs u.s u.n u.k e.u u.s.a"
    " a.m p.m d.c n.y n.j n.c s.c n.d s.d n.h n.m w.va r.i".split()
)
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*[-•*]\s)")


@lru_cache(maxsize=1)
def punkt():
    """NLTK's PunktSentenceTokenizer with the English model and the abbreviations of news."""
    import punkt as source
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    model = source.load_model("english")
    params = PunktParameters()
    params.abbrev_types = set(model.abbrev_types) | NEWS_ABBREVIATIONS
    params.collocations = set(model.collocations)
    params.sent_starters = set(model.sent_starters)
    params.ortho_context.update(dict(model.ortho_context))
    return PunktSentenceTokenizer(params)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of paragraphs: runs of text between blank lines, white space trimmed."""
    spans, start = [], 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        piece = text[start:end]
        if piece.strip():
            spans.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = gap.end() if gap else end
    return spans


@lru_cache(maxsize=256)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Spans (start, end) of the sentences of a text, in order; they never cross a paragraph."""
    split = punkt().span_tokenize
    return tuple((start + a, start + b) for start, end in paragraphs(text) for a, b in split(text[start:end]))
