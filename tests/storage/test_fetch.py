"""Fetching files that strangers name."""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cutroom.core.errors import (
    Cancelled,
    LimitExceeded,
    MediaError,
    MediaUnreachable,
    Refused,
)
from cutroom.storage.fetch import Fetcher
from cutroom.storage.fetch_rules import FetchRules, redact
from tests.storage.web import Request, Site, website

RULES = FetchRules(
    allow=("127.0.0.1",), max_bytes=2_000_000, timeout_s=20.0, read_timeout_s=5.0, pause_s=0.01
)


@pytest.fixture
def site() -> Iterator[Site]:
    with website() as running:
        yield running


@pytest.fixture
def fetcher(tmp_path: Path) -> Iterator[Fetcher]:
    made = Fetcher(RULES, tmp_path / "cache")
    yield made
    made.close()


def fetcher_with(tmp_path: Path, **changes: object) -> Fetcher:
    return Fetcher(replace(RULES, **changes), tmp_path / "cache")  # type: ignore[arg-type]


def test_a_file_arrives_with_its_digest(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/a.bin", b"hello" * 1000, Content_Type="video/mp4")
    got = fetcher.fetch(url)
    assert got.path.read_bytes() == b"hello" * 1000
    assert got.digest == hashlib.sha256(b"hello" * 1000).hexdigest()
    assert (got.size, got.content_type) == (5000, "video/mp4")


def test_a_second_fetch_soon_after_asks_nobody(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/a.bin", b"hello")
    assert fetcher.fetch(url) == fetcher.fetch(url)
    assert len(site.seen) == 1


def test_an_older_file_is_kept_when_the_host_says_it_has_not_changed(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(request: Request) -> None:
        if request.headers.get("If-None-Match") == '"v1"':
            request.reply(304)
        else:
            request.reply(200, b"hello", ETag='"v1"')

    site.answers["/a.bin"] = answer
    monkeypatch.setattr("cutroom.storage.fetch._FRESH_S", -1.0)
    first = fetcher.fetch(site.url("/a.bin"))
    assert fetcher.fetch(site.url("/a.bin")) == first
    assert [headers.get("If-None-Match") for _, headers in site.seen] == [None, '"v1"']


def test_a_changed_file_replaces_the_older_one(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cutroom.storage.fetch._FRESH_S", -1.0)
    url = site.serve("/a.bin", b"old", ETag='"1"')
    fetcher.fetch(url)
    site.serve("/a.bin", b"new", ETag='"2"')
    assert fetcher.fetch(url).path.read_bytes() == b"new"


def test_one_url_wanted_by_many_is_fetched_once(site: Site, fetcher: Fetcher) -> None:
    def slowly(request: Request) -> None:
        time.sleep(0.3)
        request.reply(200, b"hello")

    site.answers["/a.bin"] = slowly
    threads = [threading.Thread(target=fetcher.fetch, args=(site.url("/a.bin"),)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(site.seen) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Site, fetcher: Fetcher, status: int) -> None:
    site.serve("/there", b"found")
    site.answers["/here"] = lambda request: request.reply(status, Location="/there")
    assert fetcher.fetch(site.url("/here")).path.read_bytes() == b"found"


def test_a_redirect_to_a_private_address_is_refused(site: Site, tmp_path: Path) -> None:
    """Only the first host is allowed by name; the second is the same machine by another address."""
    site.answers["/here"] = lambda request: request.reply(
        302, Location=f"http://127.0.0.2:{site.port}/there"
    )
    site.serve("/there", b"secret")
    with pytest.raises(Refused, match=r"127\.0\.0\.2"):
        fetcher_with(tmp_path, allow=(f"127.0.0.1:{site.port}",)).fetch(site.url("/here"))
    assert site.paths == ["/here"]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1:1/"]
)
def test_a_redirect_out_of_http_is_refused(site: Site, fetcher: Fetcher, target: str) -> None:
    site.answers["/here"] = lambda request: request.reply(302, Location=target)
    with pytest.raises(Refused):
        fetcher.fetch(site.url("/here"))


def test_endless_redirects_end(site: Site, fetcher: Fetcher) -> None:
    site.answers["/here"] = lambda request: request.reply(302, Location="/here")
    with pytest.raises(MediaError, match="redirects more than 5 times"):
        fetcher.fetch(site.url("/here"))


def test_an_announced_size_over_the_limit_is_refused_before_it_is_sent(
    site: Site, fetcher: Fetcher
) -> None:
    def answer(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "99999999999")
        request.end_headers()

    site.answers["/huge"] = answer
    with pytest.raises(LimitExceeded, match="larger than 2 MB"):
        fetcher.fetch(site.url("/huge"))


def test_a_body_without_announced_size_stops_at_the_limit(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    def answer(request: Request) -> None:
        request.send_response(200)
        request.send_header("Connection", "close")
        request.end_headers()
        try:
            for _ in range(1000):
                request.wfile.write(b"x" * 65536)
        except OSError:
            request.close_connection = True

    site.answers["/endless"] = answer
    with pytest.raises(LimitExceeded):
        fetcher.fetch(site.url("/endless"))
    assert not list((tmp_path / "cache" / "partial").iterdir())


def test_a_gzip_bomb_meets_the_size_limit(site: Site, fetcher: Fetcher) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 100_000
    url = site.serve("/bomb", bomb, Content_Encoding="gzip")
    with pytest.raises(LimitExceeded):
        fetcher.fetch(url)


def test_a_compressed_answer_nobody_asked_for_is_still_understood(
    site: Site, fetcher: Fetcher
) -> None:
    url = site.serve("/a.json", gzip.compress(b"{}" * 1000), Content_Encoding="gzip")
    assert fetcher.fetch(url).path.read_bytes() == b"{}" * 1000
    assert site.seen[0][1]["Accept-Encoding"] == "identity"


def test_a_cut_off_gzip_is_an_error(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/a.json", gzip.compress(bytes(range(256)) * 50)[:-9], Content_Encoding="gzip")
    with pytest.raises(MediaError, match="middle of its compressed data"):
        fetcher.fetch(url)


def test_a_broken_transfer_goes_on_where_it_stopped(site: Site, fetcher: Fetcher) -> None:
    body = bytes(range(256)) * 2000

    def answer(request: Request) -> None:
        asked = request.headers.get("Range")
        if asked is None:
            request.send_response(200)
            request.send_header("ETag", '"v1"')
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body[:300_000])
            request.close_connection = True
            return
        start = int(asked.removeprefix("bytes=").rstrip("-"))
        assert request.headers["If-Range"] == '"v1"'
        whole = f"bytes {start}-{len(body) - 1}/{len(body)}"
        request.reply(206, body[start:], ETag='"v1"', Content_Range=whole)

    site.answers["/a.bin"] = answer
    got = fetcher.fetch(site.url("/a.bin"))
    assert got.path.read_bytes() == body
    assert got.digest == hashlib.sha256(body).hexdigest()
    assert site.seen[1][1]["Range"] == "bytes=300000-"


def test_a_file_that_changed_in_between_is_fetched_from_the_start(
    site: Site, fetcher: Fetcher
) -> None:
    def answer(request: Request) -> None:
        if request.headers.get("Range"):
            request.reply(200, b"new content", ETag='"v2"')
            return
        request.send_response(200)
        request.send_header("ETag", '"v1"')
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"old")
        request.close_connection = True

    site.answers["/a.bin"] = answer
    assert fetcher.fetch(site.url("/a.bin")).path.read_bytes() == b"new content"


def test_passing_failures_are_tried_again(site: Site, fetcher: Fetcher) -> None:
    def answer(request: Request) -> None:
        if len(site.seen) < 3:
            request.reply(503)
        else:
            request.reply(200, b"at last")

    site.answers["/a.bin"] = answer
    assert fetcher.fetch(site.url("/a.bin")).path.read_bytes() == b"at last"


def test_a_host_that_keeps_failing_is_unreachable(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a.bin"] = lambda request: request.reply(500)
    with pytest.raises(MediaUnreachable, match="the host answers 500") as caught:
        fetcher.fetch(site.url("/a.bin?token=secret"))
    assert len(site.seen) == RULES.attempts
    assert caught.value.transient
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_an_answer_that_will_not_change_is_not_tried_again(
    site: Site, fetcher: Fetcher, status: int
) -> None:
    site.answers["/a.bin"] = lambda request: request.reply(status)
    with pytest.raises(MediaError) as caught:
        fetcher.fetch(site.url("/a.bin"))
    assert not isinstance(caught.value, MediaUnreachable)
    assert len(site.seen) == 1


def test_nobody_listening_is_unreachable(tmp_path: Path) -> None:
    with website() as gone:
        url = gone.url("/a.bin")
    with pytest.raises(MediaUnreachable, match="no connection"):
        fetcher_with(tmp_path, attempts=2).fetch(url)


def test_a_host_that_sends_a_byte_now_and_then_is_given_up(site: Site, tmp_path: Path) -> None:
    """Each byte comes within the read time, all of them would take minutes."""

    def drip(request: Request) -> None:
        try:
            for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000:
                request.wfile.write(bytes([letter]))
                request.wfile.flush()
                time.sleep(0.1)
        except OSError:
            request.close_connection = True

    site.answers["/slow"] = drip
    started = time.monotonic()
    with pytest.raises(MediaUnreachable, match="too slowly"):
        fetcher_with(tmp_path, timeout_s=1.0).fetch(site.url("/slow"))
    assert time.monotonic() - started < 10


def test_a_fetch_can_be_stopped_in_the_middle(site: Site, fetcher: Fetcher) -> None:
    asked = threading.Event()

    def hang(request: Request) -> None:
        asked.set()
        time.sleep(3)

    site.answers["/hang"] = hang
    with pytest.raises(Cancelled):
        fetcher.fetch(site.url("/hang"), asked.is_set)


def test_no_cookie_of_one_site_is_kept(site: Site, fetcher: Fetcher) -> None:
    site.serve("/one", b"1", Set_Cookie="id=42; Path=/")
    site.serve("/two", b"2")
    fetcher.fetch(site.url("/one"))
    fetcher.fetch(site.url("/two"))
    assert "Cookie" not in site.seen[1][1]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/a",
        "file:///etc/passwd",
        "data:text/plain,hi",
        "http://user:secret@example.com/a",
        "http://user@example.com/a",
        "http://[::1/a",
        "http://example.com:99999/a",
        "//example.com/a",
        "http://",
        "http://example.com/" + "a" * 9000,
    ],
)
def test_a_url_that_is_not_plain_http_is_refused(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(Refused) as caught:
        fetcher.fetch(url)
    assert "secret" not in str(caught.value)


def test_a_document_over_its_own_limit_is_refused(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/a.json", b"[" + b"1," * 1000 + b"1]")
    with pytest.raises(LimitExceeded):
        fetcher.fetch_bytes(url, 100)
    assert len(fetcher.fetch_bytes(url, 10_000)) == 2003


def test_a_full_cache_drops_what_was_unused_for_longest(site: Site, tmp_path: Path) -> None:
    fetcher = Fetcher(RULES, tmp_path / "cache", cache_max_bytes=2500)
    urls = [site.serve(f"/{name}", name.encode() * 1000) for name in "abc"]
    first, second = fetcher.fetch(urls[0]), fetcher.fetch(urls[1])
    fetcher.fetch(urls[0])
    third = fetcher.fetch(urls[2])
    assert first.path.exists()
    assert third.path.exists()
    assert not second.path.exists()
    assert fetcher.fetch(urls[1]).path.read_bytes() == b"b" * 1000


def test_a_url_in_a_message_shows_neither_password_nor_query() -> None:
    assert redact("https://me:pw@host/a.mp4?sig=1#x") == "https://host/a.mp4?…"
