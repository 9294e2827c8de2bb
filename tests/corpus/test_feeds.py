"""RSS and Atom."""

from __future__ import annotations

import pytest

from .reading import STORY, read, write

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Harbor Post</title><link>https://harbor.example/</link><language>en-gb</language>
<item><title>Bridge closed &amp; guarded</title><link>https://harbor.example/bridge</link><guid>b-1</guid>
<pubDate>Mon, 03 Mar 2031 12:30:00 +0200</pubDate><dc:creator>Ida Brandt</dc:creator>
<description>Short.</description><content:encoded><![CDATA[<p>{STORY}</p><p>More.</p>]]></content:encoded></item>
<item><title>NA</title><description>{STORY}</description><pubDate>soon</pubDate></item>
<item><title>Nothing in it</title></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>
<entry><id>urn:1</id><title>Bridge closed</title><link href="https://wire.example/1"/>
<author><name>Bo Park</name></author>
<published>2031-03-03T10:30:00Z</published><updated>2031-03-04T00:00:00+01:00</updated>
<content type="html">&lt;p&gt;{STORY}&lt;/p&gt;</content></entry></feed>"""


def test_rss(tmp_path):
    write(tmp_path, {"a.xml": RSS})
    pages, lost = read(tmp_path, tmp_path / "d")
    assert list(pages) == ["a.xml#b-1", "a.xml#2"]
    first = pages["a.xml#b-1"]
    assert (first.kind, STORY in first.text) == ("html", True)
    wanted = {"title": "Bridge closed & guarded", "published": "2031-03-03T10:30:00Z", "byline": "Ida Brandt",
              "url": "https://harbor.example/bridge", "source": "The Harbor Post", "language": "en"}  # fmt: skip
    assert {name: first.fields[name] for name in wanted} == wanted
    assert (pages["a.xml#2"].fields["title"], pages["a.xml#2"].kind) == ("NA", "record")
    assert list(lost) == ["a.xml#3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_atom_in_any_encoding(tmp_path, encoding):
    write(tmp_path, {"a.atom": ATOM.encode(encoding)})
    ((path, page),) = read(tmp_path, tmp_path / "d")[0].items()
    assert (path, page.fields["byline"]) == ("a.atom#urn:1", "Bo Park")
    assert (page.fields["published"], page.fields["updated"]) == ("2031-03-03T10:30:00Z", "2031-03-03T23:00:00Z")


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [BOMB, FILE, FILE.replace("ENTITY", "entity")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_whatever_they_hide_in(tmp_path, declared, encoding):
    text = (
        f"{declared}<rss><channel><item><title>&b;&x;</title><description>{STORY}</description></item></channel></rss>"
    )
    write(tmp_path, {"a.xml": text.encode(encoding)})
    pages, lost = read(tmp_path, tmp_path / "d")
    assert pages == {}
    assert "<!ENTITY" in lost["a.xml"]


@pytest.mark.parametrize(
    "text", ["", "<html><p>A page</p></html>", "<urlset><url/></urlset>", "<rss", "not markup", "<feed>" * 5000]
)
def test_what_is_no_feed_is_told(tmp_path, text):
    write(tmp_path, {"a.xml": text})
    pages, lost = read(tmp_path, tmp_path / "d")
    assert (pages, list(lost)) == ({}, ["a.xml"])
