"""What the tests of reading share: reading a corpus without cleaning it, and files of every kind."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from functools import lru_cache
from pathlib import Path

from helpers.corpus.read import list_shards
from helpers.corpus.records import NotRead, Page, read_pages

STORY = "The council voted late on Tuesday to close the upper bridge, after engineers had found cracks in two pillars."


def read(corpus, derived) -> tuple[dict[str, Page], dict[str, str]]:
    """The pages by path, and the reasons of what is not read by path."""
    found = [one for shard in list_shards(corpus, derived=derived) for part in shard.parts
             for one in read_pages(shard.root, part)]  # fmt: skip
    pages = [one for one in found if isinstance(one, Page)]
    lost = {one.path: one.reason for one in found if isinstance(one, NotRead)}
    assert len({page.path for page in pages}) == len(pages), "paths name pages, so none may come twice"
    return {page.path: page for page in pages}, lost


def jsonl(n: int, *, words: int = 60, first: int = 0) -> bytes:
    """Lines of a JSONL file, of a length that varies, each with words of its own, so that they pack as text does."""
    return b"".join(_line(k, words) for k in range(first, first + n))


@lru_cache(maxsize=8192)
def _line(k: int, words: int) -> bytes:
    own = " ".join(hashlib.sha256(b"%d %d" % (k, n)).hexdigest()[: 9 + k % 7] for n in range(words))
    return json.dumps({"title": f"No {k}", "body": f"{STORY} {own}", "date": "2031-03-03"}).encode() + b"\n"


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def warc_record(url: str, payload: bytes, *, kind: str = "response", mime: str = "application/http") -> bytes:
    """A record of a WARC file."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-03-03T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{url[-12:]}>\r\nContent-Type: {mime}\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def answer(
    body: str | bytes, *, status: str = "200 OK", mime: str = "text/html; charset=utf-8", more: str = ""
) -> bytes:
    """What a web server sends."""
    body = body if isinstance(body, bytes) else body.encode()
    return f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{more}\r\n".encode() + body


def warc(n: int, *, packed: bool, size: int = 300) -> tuple[bytes, list[str]]:
    """A WARC file of n pages, and their addresses."""
    urls = [f"https://e.example/2031/03/03/page-{k:06d}" for k in range(n)]
    records = [
        warc_record(url, answer(f"<html><p>{STORY} {url} {'x y ' * (size + k % 11)}</p></html>"))
        for k, url in enumerate(urls)
    ]
    return b"".join(gzip.compress(one, 1) if packed else one for one in records), urls


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Files in a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder
