"""Marked paragraphs to a body with exact gold.

Marks inside paragraphs
    {Passau}  {the surface|Name}  {Vienna:e}    a place; :a associative, :e embedded in another name;
                                                demonyms know themselves
    <Peter Hofer|role>  <Hofer>  <Hofer|=Eva Hofer>     a person; the role as the article gives it at the first mention
    [23|>= K; counted; said by; place; count kind]      a figure; bounds ~ >= > <= < before a code of CODES or a unit
    "words"@(Hofer)                             a quotation and its speaker
Straight quotation marks and apostrophes become typographic ones, except for outlets that type them straight.
"""

from __future__ import annotations

import re

from maker.registry import ALIASES, DEMONYMS, OUTLETS, PLACES
from maker.stories import Page, fold

CODES = {  # code: unit, counted, event, count kind
    "K": ("person", "people killed", "killed", "cumulative"),
    "M": ("person", "people missing", "missing", "cumulative"),
    "I": ("person", "people injured", "injured", "cumulative"),
    "E": ("person", "people evacuated", "evacuated", "cumulative"),
    "D": ("person", "people displaced", "displaced", "cumulative"),
    "R": ("person", "people rescued", "rescued", "cumulative"),
    "P": ("home", "homes without power", "without power", "unknown"),
    "F": ("home", "homes flooded", "flooded", "cumulative"),
    "L": ("m", "water level", "level", "unknown"),
    "G": ("EUR", "money pledged", "pledged", "unknown"),
    "C": ("EUR", "damage", "cost", "unknown"),
    "N": ("EUR", "insured losses", "cost", "unknown"),
    "B": ("count", "sandbags", "deployed", "unknown"),
    "T": ("person", "troops and helpers deployed", "deployed", "unknown"),
    "H": ("hectare", "land under water", "flooded", "unknown"),
}
UNIT_OF = {  # what code X counts, by a word of it; else "count"
    "people": "person", "patients": "person", "pupils": "person", "mothers": "person", "onlookers": "person",
    "demonstrators": "person", "population": "person", "commuters": "person", "inspectors": "person",
    "cubic meters": "m3/s", "tons of": "t", "liters of": "l", "houses": "home", "in lei": "RON",
}  # fmt: skip
BOUNDS = {"=": "exact", "~": "about", ">=": "at least", ">": "more than", "<=": "at most", "<": "less than"}
VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "tens of thousands": 20000}
_COUNT = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = {w: n for n, w in enumerate(_COUNT)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
WORDS |= {"a": 1, "half": 0.5, "twice": 2, "a third": 1 / 3, "a quarter": 0.25}
SCALE = {"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9}

MARK = re.compile(
    r'"(?P<quote>[^"]*)"@\((?P<speaker>[^)]*)\)'
    r"|\{(?P<place>[^{}|:]+)(?:\|(?P<name>[^{}|:]+))?(?::(?P<prole>[aelr]))?\}"
    r"|<(?P<person>[^<>|]+)(?:\|(?P<prol>[^<>]+))?>"
    r"|\[(?P<figure>[^\[\]|]+)\|(?P<spec>[^\[\]]*)\]"
)
NUMBER = re.compile(r"€?(\d[\d,]*(?:\.\d+)?|[a-z]+(?: third| quarter)?)(?: ?(hundred|thousand|million|billion))?", re.I)
LEAD = re.compile(
    r"(?:about|around|some|roughly|nearly|almost|up to|at least|at most|more than|fewer than|less than|over|under) "
    r"(?=[\d€a-z])",
    re.I,
)
PLACE_ROLE = {"a": "associative", "e": "embedded", "l": "literal", "r": "dateline"}


def numbers(surface: str) -> list[float]:
    """The values of a figure as written: `2.1 million`, `twelve`, `€2 billion to €3 billion` (two), `dozens`."""
    if surface.lower() in VAGUE:
        return [float(VAGUE[surface.lower()])]
    found = []
    for word, scale in NUMBER.findall(surface.replace("-", " ")):
        word = word.lower()
        if not word[0].isdigit() and word not in WORDS:
            continue
        if word.split()[0] in SCALE:
            continue
        value = float(word.replace(",", "")) if word[0].isdigit() else float(WORDS[word])
        found.append(round(value * SCALE.get(scale.lower(), 1), 6))
    if len(found) == 2 and not surface[0].isdigit() and " to " not in surface:  # "twenty-six", "one hundred and forty"
        return [sum(found)]
    if not found:
        raise SystemExit(f"no number in figure {surface!r}")
    return found


class Renderer:
    """Turns marked paragraphs into the body of one page and its gold rows, offsets counted as the text grows."""

    def __init__(self, page: Page):
        self.page, self.text, self.length = page, [], 0
        self.people: dict[str, tuple[str, str]] = {}
        self.places, self.figures, self.mentions, self.quotes = [], [], [], []
        self.straight = OUTLETS[page.outlet].get("straight", False)
        self.default_place = page.head.get("place", "")

    def out(self, text: str) -> tuple[int, int]:
        """Append plain text in the outlet's spelling; returns its offsets."""
        text = self.spell(text)
        start = self.length
        self.text.append(text)
        self.length += len(text)
        return start, self.length

    def spell(self, text: str) -> str:
        if self.straight:
            return fold(text).replace("—", "-").replace("–", "-")
        return text.replace("'", "’")

    def run(self, marked: str, *, dateline: bool = False) -> None:
        """Render one piece of marked text (recursive for what stands inside quotations)."""
        position = 0
        for m in MARK.finditer(marked):
            self.plain(marked[position : m.start()])
            position = m.end()
            if m["quote"] is not None:
                self.quote(m["quote"], m["speaker"])
            elif m["place"]:
                self.place(m, dateline)
            elif m["person"]:
                self.person(m["person"], m["prol"])
            else:
                self.figure(m["figure"], m["spec"])
        self.plain(marked[position:])

    def plain(self, text: str) -> None:
        if re.search(r'[<>{}\[\]"]|@\(', text):
            raise SystemExit(f"{self.page.story}: a mark that cannot be read in {text!r}")
        self.out(text)

    def quote(self, words: str, speaker: str) -> None:
        self.out('"' if self.straight else "“")
        start = self.length
        self.run(words)
        self.quotes.append({"start": start, "end": self.length, "speaker": speaker})
        self.out('"' if self.straight else "”")

    def place(self, m: re.Match, dateline: bool) -> None:
        surface, name = m["place"], m["name"] or m["place"]
        if name not in PLACES and name in DEMONYMS:
            name, role = DEMONYMS[name], PLACE_ROLE.get(m["prole"] or "", "demonym")
        else:
            name = name if name in PLACES else next((k for k in PLACES if k.lower() == name.lower()), name)
            role = "dateline" if dateline else PLACE_ROLE[m["prole"] or "l"]
        if name not in PLACES:
            raise SystemExit(f"{self.page.story}: unknown place {name!r}")
        kind, country, lat, lon = PLACES[name]
        start, end = self.out(surface)
        self.places.append(
            {
                "start": start,
                "end": end,
                "name": name,
                "kind": kind,
                "country": country,
                "lat": lat,
                "lon": lon,
                "role": role,
            }
        )

    def person(self, surface: str, note: str | None) -> None:
        full = ALIASES.get(surface, surface)
        if note and note.startswith("="):
            full, note = note[1:], None
            role = self.people[full][1]
        elif full in self.people and not note:
            full, role = self.people[full]
        else:
            role = note or ""
            if " " not in full:
                raise SystemExit(f"{self.page.story}: {surface!r} is not introduced")
        for key in (full, full.split()[-1], surface.split()[-1]):
            self.people[key] = (full, role)
        start, end = self.out(surface)
        self.mentions.append({"start": start, "end": end, "person": full, "role": role or None})

    def figure(self, surface: str, spec: str) -> None:
        what, *more = [p.strip() for p in spec.split(";")]
        more += [""] * (4 - len(more))
        sign, code = re.fullmatch(r"(=|~|>=|<=|>|<|)\s*(.*)", what).groups()
        unit, counted, event, count_kind = CODES.get(code, (code, more[0], None, "unknown"))
        values = numbers(surface)
        bound = BOUNDS["=" if sign == "" else sign]
        if surface.lower() in VAGUE:
            bound = "at least"
        low = None if bound in ("at most", "less than") else values[0]
        high = None if bound in ("at least", "more than") else values[-1]
        if unit == "X":
            unit = "EUR" if "€" in surface else next((u for word, u in UNIT_OF.items() if word in counted), "count")
        if lead := LEAD.match(surface):  # the bound word is text, the figure is the number
            self.out(surface[: lead.end()])
            surface = surface[lead.end() :]
        start, end = self.out(surface)
        self.figures.append(
            {
                "start": start,
                "end": end,
                "low": low,
                "high": high,
                "bound": bound,
                "unit": unit,
                "counted": more[0] or counted,
                "event": event,
                "said_by": more[1] or None,
                "place": more[2] or self.default_place or None,
                "count_kind": more[3] or count_kind,
            }
        )

    def finish(self) -> tuple[str, dict[str, list[dict]]]:
        """The body and its gold rows, speakers named in full."""
        body = "".join(self.text)
        for row in self.figures:
            if row["said_by"]:
                row["said_by"] = self.people.get(row["said_by"], (row["said_by"],))[0]
        for row in self.quotes:
            row["speaker"] = self.people.get(row["speaker"], (row["speaker"],))[0]
        quotes = [
            {"start": q["start"], "end": q["end"], "text": body[q["start"] : q["end"]], "speaker": q["speaker"]}
            for q in self.quotes
        ]

        def named(rows: list[dict]) -> list[dict]:
            return [
                {
                    "start": r["start"],
                    "end": r["end"],
                    "surface": body[r["start"] : r["end"]],
                    **{k: v for k, v in r.items() if k not in ("start", "end")},
                }
                for r in rows
            ]

        return body, {
            "places": named(self.places),
            "figures": named(self.figures),
            "people": named(self.mentions),
            "quotes": sorted(quotes, key=lambda q: q["start"]),
        }


def render(page: Page) -> None:
    """Fill the page's body, its shown lines (story and what stands between) and its gold."""
    maker, shown, first = Renderer(page), [], True
    for paragraph in page.paragraphs:
        if paragraph.startswith((">> ", "__ ")):
            text = maker.spell(paragraph[3:])
            shown += ["___", text] if paragraph.startswith("__ ") else [text]
            continue
        if not first:
            maker.out("\n\n")
        start = maker.length
        if first and page.head.get("dateline"):
            maker.run(page.head["dateline"], dateline=True)
            maker.out(" — ")
        maker.run(paragraph)
        shown.append("".join(maker.text)[start:])
        first = False
    page.body, page.gold = maker.finish()
    page.shown = shown
    page.title = maker.spell(page.title) if maker.straight else page.title.replace("'", "’")
