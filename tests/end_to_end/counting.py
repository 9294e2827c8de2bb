"""Counts as a reader sees them on the pages of a run, and the rows of evidence behind each.

A count is linked to its evidence; the evidence says how many mentions in how many articles; the CSV in the run's folder
holds them, a row each (or a row for each article, with their number). All three must say the same.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html as markup

from helpers.report.escape import slug

#: Headings and units under which a number counts the evidence that its row or bar is linked to, by what that counts.
MENTIONS = ("Mentions", "Uses", "Values", "Quotations", "mentions", "uses", "quotations")
ARTICLES = ("Articles", "articles")
_NUMBER = re.compile(r"[\d,]+")
_TIP = re.compile(r".*: ([\d,]+) (\w+)", re.S)
_SAID = re.compile(r"([\d,]+) (\w+?)s? in ([\d,]+) articles?")


@dataclass(frozen=True)
class Proof:
    """The evidence for one value: what its heading says, and what the CSV holds."""

    where: str
    mentions: int
    articles: int
    noun: str
    rows: int
    rows_articles: int


def words_of(element: markup.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def number(text: str) -> int:
    return int(text.replace(",", ""))


def proofs(folder: Path) -> dict[str, Proof]:
    """All evidence of a run, by `page#id`."""
    found = {}
    for page in sorted(folder.glob("[0-9]*.html")):
        held: dict[str, list[dict[str, str]]] = {}
        for path in sorted((folder / "data" / page.stem).glob("evidence-*.csv")):
            prefix = path.stem.removeprefix("evidence-")
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    held.setdefault(f"ev-{prefix}-{slug(_as_written(next(iter(row.values()))))}", []).append(row)
        for details in _tree(page).xpath("//*[contains(@class, 'dl-evidence')]/details"):
            said = _SAID.fullmatch(words_of(details.xpath("./summary//*[@class='dl-count']")[0]))
            rows = held.get(details.get("id"), [])
            found[f"{page.name}#{details.get('id')}"] = Proof(
                f"{page.name}#{details.get('id')}", number(said[1]), number(said[3]), said[2],
                sum(int(row["n"]) for row in rows), len({row["article_id"] for row in rows}))
    return found


def shown_counts(folder: Path) -> Iterator[tuple[str, str, str, int]]:
    """Of each count of the pages: where it stands, `page#id` of its evidence, its heading or unit, the number."""
    for page in sorted(folder.glob("[0-9]*.html")):
        tree = _tree(page)
        for row in tree.xpath("//table/tbody/tr[.//a[contains(@href, '#ev-')]]"):
            heads = [words_of(head) for head in row.getparent().getparent().xpath("./thead//th")]
            targets = {target for target in row.xpath(".//a/@href") if "#ev-" in target}
            for head, cell in zip(heads, row):
                if _NUMBER.fullmatch(words_of(cell)) and head in MENTIONS + ARTICLES:
                    for target in sorted(targets):
                        yield f"{page.name}: {words_of(row)}", _whole(target, page), head, number(words_of(cell))
        for link in tree.xpath("//svg//a[contains(@href, '#ev-')]"):
            tip = _TIP.fullmatch("".join(link.xpath("./title//text()")))
            if tip and tip[2] in MENTIONS + ARTICLES:
                yield f"{page.name}: {tip[0]}", _whole(link.get("href"), page), tip[2], number(tip[1])


def disagreements(folder: Path) -> list[str]:
    """Everything on the pages that does not agree with the evidence behind it."""
    known = proofs(folder)
    wrong = [
        f"{proof.where}: says {proof.mentions} in {proof.articles} articles, has {proof.rows} in {proof.rows_articles}"
        for proof in known.values() if (proof.mentions, proof.articles) != (proof.rows, proof.rows_articles)
    ]
    for where, target, head, shown in shown_counts(folder):
        proof = known.get(target)
        if proof is None:
            wrong.append(f"{where}: no evidence at {target}")
        elif head == "Quotations" and proof.noun != "quotation":
            continue
        elif shown != (proof.articles if head in ARTICLES else proof.mentions):
            wrong.append(f"{where}: {head} {shown}, but {proof.mentions} in {proof.articles} at {target}")
    return wrong


def _whole(target: str, page: Path) -> str:
    return target if not target.startswith("#") else page.name + target


def _as_written(cell: str) -> str:
    """A cell without the apostrophe that makes a formula harmless."""
    return cell[1:] if re.match(r"'\s*[=+\-@\t\r＝＋－＠]", cell) else cell


def _tree(page: Path) -> markup.HtmlElement:
    return markup.document_fromstring(page.read_text(encoding="utf-8"))
