"""Pages out of web archives (WARC, as crawls write them), a range of a file at a time.

Each record of a `.warc.gz` is a gzip member of its own, so reading can begin at any of them. A range holds the records
that begin in it, found by their first bytes, without a look at what stands before: a file of 1 GB costs nothing to
list. (Bytes inside a page that look like a record can, at worst, be read as a page of their own.)
Refuses: answers other than 200, payloads larger than a page may be, damaged records; each is told, and reading goes on
at the next. What is no text (images, scripts) is passed over as it is in a folder, and so are redirects.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from helpers.corpus.shards import MAX_PAGE_BYTES
from helpers.corpus.streams import Refused

_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b\x08"
_RECORD = b"WARC/1."
_HTML = ("text/html", "application/xhtml+xml")
_SECOND = 1 << 18

Found = tuple[int, str, bytes, str, dict[str, Any]]


def read_warc(stream: BinaryIO, *, start: int, stop: int, packed: bool) -> Iterator[Found | tuple[int, str]]:
    """The pages that begin at start..stop (-1: end): place, kind (html, dump), bytes, stated encoding, facts; or place
    and the reason why there is none."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise Refused("a package is missing: pip install fastwarc") from error
    types = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit
    at, told = find_record(stream, start, stop, packed=packed), -1
    while at >= 0:
        stream.seek(at)
        last = at
        try:
            for record in ArchiveIterator(stream, record_types=types, auto_decode="all", fsspec_args=False):
                last = record.stream_pos
                if 0 <= stop <= last:
                    return
                for found in _page(record, last):
                    told = last if len(found) == 2 else told
                    yield found
            return
        except OSError as error:  # fastwarc's word for damage of any kind
            at = find_record(stream, max(last, at) + 1, stop, packed=packed)
            if told != last:
                yield last, f"a damaged record: {str(error)[:100]}"


def find_record(stream: BinaryIO, start: int, stop: int, *, packed: bool) -> int:
    """Where the first record at or after `start` begins; -1 if none does before `stop`."""
    if start <= 0:
        return 0
    sign = _GZIP if packed else b"\n" + _RECORD
    at = start if packed else start - 1
    stream.seek(at)
    window = b""
    while chunk := stream.read(_CHUNK):
        window += chunk
        found = window.find(sign)
        while found >= 0:
            begins = at + found + (0 if packed else 1)
            if 0 <= stop <= begins:
                return -1
            if not packed or _begins_record(window[found : found + 4096]):
                return begins
            found = window.find(sign, found + 1)
        keep = min(len(window), 4096 if packed else len(sign))
        at, window = at + len(window) - keep, window[-keep:]
        if 0 <= stop <= at:
            return -1
    return -1


def is_seekable(head: bytes) -> bool:
    """Whether a packed WARC file, by its first bytes, has a gzip member for each record and not one for all."""
    try:
        text = zlib.decompressobj(31).decompress(head, _SECOND)
    except zlib.error:
        return True
    return text.find(b"\n" + _RECORD, 1) < 0


def _begins_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(data, len(_RECORD)) == _RECORD
    except zlib.error:
        return False


def _page(record: Any, place: int) -> Iterator[Found | tuple[int, str]]:
    url = record.headers.get("WARC-Target-URI") or ""
    if record.headers.get("WARC-Type") == "revisit":
        yield place, f"the page was the same as when it was saved before: {url[:300]}"
        return
    http = record.is_http and record.is_http_parsed
    stated = (record.http_content_type if http else record.headers.get("Content-Type")) or ""
    mime = stated.partition(";")[0].strip().lower()
    status = record.http_headers.status_code if http else 200
    kind = "html" if mime in _HTML else "dump" if mime == "text/plain" and not url.endswith("/robots.txt") else ""
    if not kind or (status is not None and 300 <= status < 400):
        return
    if status != 200:
        yield place, f"the server answered {status}: {url[:300]}"
        return
    data = record.reader.read(MAX_PAGE_BYTES + 1)
    if len(data) > MAX_PAGE_BYTES:
        yield place, f"larger than {MAX_PAGE_BYTES >> 20} MB"
        return
    fetched = record.headers.get("WARC-Date") or ""
    yield place, kind, data, (record.http_charset or "") if http else "", {"url": url, "fetched": fetched}
