"""Asking real servers on this machine: politely, within limits, and only where that is allowed."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

import pytest

from follow.sites import Asked, Reply, Site, site
from onrecord.follow.web import Answer, NotNowError, Politeness, RefusedError, Wanted, Web
from onrecord.store import Record, host_ready

MOST = 100_000


@pytest.fixture
def web(record: Record) -> Iterator[Web]:
    with Web(record, Politeness("desk@newspaper.example", pause=0, timeout=20)) as opened:
        yield opened


def get(web: Web, site: Site, path: str, **more: object) -> Answer:
    return web.page(Wanted(site.url(path), MOST, named=site.host, **more))  # type: ignore[arg-type]


def ready_in(record: Record, site: Site) -> timedelta:
    ready = host_ready(record, site.host)
    assert ready
    return ready - datetime.now(UTC)


def test_a_page_comes_with_what_it_is_asked_for_again_by(web: Web, here: Site) -> None:
    here.pages["/a"] = Reply(
        "text", headers={"ETag": '"1"', "Last-Modified": "Wed, 16 Oct 2024 08:00:00 GMT"}
    )
    answer = get(web, here, "/a")
    assert (answer.url, answer.body, answer.unchanged) == (here.url("/a"), b"text", False)
    assert (answer.etag, answer.last_modified) == ('"1"', "Wed, 16 Oct 2024 08:00:00 GMT")


def test_who_asks_is_said(web: Web, here: Site) -> None:
    here.pages["/a"] = Reply("text")
    get(web, here, "/a")
    for asked in here.asked:
        assert asked.headers["User-Agent"].startswith("onrecord/")
        assert asked.headers["User-Agent"].endswith(" (+desk@newspaper.example)")


def test_what_has_not_changed_is_not_sent_again(web: Web, here: Site) -> None:
    def page(asked: Asked) -> Reply:
        return Reply(status=304) if asked.headers.get("If-None-Match") == '"1"' else Reply("text")

    here.pages["/a"] = page
    assert get(web, here, "/a", headers={"If-None-Match": '"1"'}).unchanged
    assert not get(web, here, "/a").unchanged


def test_cookies_are_not_kept(web: Web, here: Site) -> None:
    here.pages["/a"] = Reply("text", headers={"Set-Cookie": "id=1"})
    get(web, here, "/a")
    get(web, here, "/a")
    assert not any("Cookie" in asked.headers for asked in here.asked)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_who_is_busy_is_left_alone(web: Web, record: Record, here: Site, status: int, form: str) -> None:
    moment = datetime.now(UTC) + timedelta(hours=2)
    after = "7200" if form == "seconds" else format_datetime(moment, usegmt=True)
    here.pages["/a"] = Reply(status=status, headers={"Retry-After": after})
    with pytest.raises(NotNowError, match="busy") as caught:
        get(web, here, "/a")
    assert caught.value.until
    assert timedelta(minutes=110) < ready_in(record, here) <= timedelta(hours=2)
    with pytest.raises(NotNowError, match="left alone"):
        get(web, here, "/b")
    assert here.paths() == {"/a": 1}


def test_two_requests_to_a_server_are_apart(record: Record, here: Site) -> None:
    here.pages["/a"] = Reply("text")
    with Web(record, Politeness(pause=600)) as web:
        get(web, here, "/a")
        with pytest.raises(NotNowError):
            get(web, here, "/a")
    assert here.paths() == {"/a": 1}


@pytest.mark.parametrize(
    ("status", "error", "gone"),
    [
        (404, RefusedError, False),
        (410, RefusedError, True),
        (403, NotNowError, None),
        (500, NotNowError, None),
    ],
)
def test_what_a_status_means(
    web: Web, here: Site, status: int, error: type[Exception], gone: bool | None
) -> None:
    here.pages["/a"] = Reply(status=status)
    with pytest.raises(error, match=str(status)) as caught:
        get(web, here, "/a")
    assert getattr(caught.value, "gone", None) is gone


def test_a_body_that_is_cut_off_is_not_taken(web: Web, here: Site) -> None:
    here.pages["/a"] = Reply("half of it", length=100)
    with pytest.raises(NotNowError, match="did not answer as it should"):
        get(web, here, "/a")


@pytest.mark.parametrize("head", [b"HTTP/1.0 200 OK\r\n\r\n", b"HTTP/1.0 200 OK\r\nX-Slow: "])
def test_an_answer_that_drips_is_not_waited_for(record: Record, here: Site, head: bytes) -> None:
    left = Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        # Each byte comes well within any time that a single wait may take.
        try:
            handler.wfile.write(head)
            while True:
                handler.wfile.write(b"x")
                time.sleep(0.01)
        except OSError:
            left.set()

    here.raw["/a"] = drip
    with (
        Web(record, Politeness(pause=0, timeout=0.3)) as web,
        pytest.raises(NotNowError, match="did not answer within"),
    ):
        get(web, here, "/a")
    assert left.wait(60), "the connection is closed"


def test_what_is_too_large_is_given_up(web: Web, here: Site) -> None:
    here.pages["/a"] = Reply(b"x" * (MOST + 1))
    here.pages["/b"] = Reply(gzip.compress(b"\0" * 50_000_000), headers={"Content-Encoding": "gzip"})
    for path in ("/a", "/b"):
        with pytest.raises(RefusedError, match="larger than"):
            get(web, here, path)


def test_a_body_that_is_not_what_it_says_is_not_taken(web: Web, here: Site) -> None:
    here.pages["/a"] = Reply(b"no gzip", headers={"Content-Encoding": "gzip"})
    with pytest.raises(NotNowError):
        get(web, here, "/a")


def test_redirects_are_followed_but_not_for_ever(web: Web, here: Site) -> None:
    here.pages["/a"] = Reply(status=301, headers={"Location": "/b"})
    here.pages["/b"] = Reply(status=307, headers={"Location": here.url("/c")})
    here.pages["/c"] = Reply("text")
    assert get(web, here, "/a").url == here.url("/c")
    here.pages["/c"] = Reply(status=302, headers={"Location": "/a"})
    with pytest.raises(RefusedError, match="without end"):
        get(web, here, "/a")
    assert sum(here.paths().values()) == 3 + 6


@pytest.mark.parametrize("location", ["ftp://x.example/", "file:///etc/passwd", "javascript:alert(1)"])
def test_redirects_lead_to_the_web_alone(web: Web, here: Site, location: str) -> None:
    here.pages["/a"] = Reply(status=302, headers={"Location": location})
    with pytest.raises((RefusedError, NotNowError)):
        get(web, here, "/a")


def test_no_link_leads_into_private_networks(web: Web, here: Site, elsewhere: Site) -> None:
    elsewhere.pages["/a"] = Reply("secret")
    here.pages["/a"] = Reply(status=302, headers={"Location": elsewhere.url("/a")})
    port = elsewhere.host.partition(":")[2]
    for address in (
        here.url("/a"),
        elsewhere.url("/a"),
        f"http://localhost:{port}/a",
        f"http://[::1]:{port}/",
    ):
        with pytest.raises(RefusedError, match="private network; --private"):
            web.page(Wanted(address, MOST, named=here.host))
    assert elsewhere.asked == []
    assert web.page(Wanted(here.url("/a"), MOST, private=True)).body == b"secret"


def test_robots_are_asked_once_and_obeyed(web: Web, record: Record, here: Site) -> None:
    here.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /*.pdf$\nDisallow: /in/\nAllow: /in/news/")
    here.pages["/a"] = here.pages["/in/news/a"] = Reply("text")
    for path in ("/a", "/in/news/a"):
        assert get(web, here, path).body == b"text"
    for path in ("/in/a", "/a.pdf"):
        with pytest.raises(RefusedError, match="robots"):
            get(web, here, path)
    with Web(record, Politeness(pause=0)) as another:
        get(another, here, "/a")
    assert [asked.path for asked in here.asked].count("/robots.txt") == 1
    assert here.paths() == {"/a": 2, "/in/news/a": 1}


def test_onrecord_can_be_addressed_by_name(web: Web, here: Site) -> None:
    here.pages["/robots.txt"] = Reply("User-agent: onrecord\nDisallow: /\n\nUser-agent: *\nAllow: /")
    with pytest.raises(RefusedError, match="robots"):
        get(web, here, "/a")


def test_robots_set_the_pause(web: Web, record: Record, here: Site) -> None:
    here.pages["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 3600")
    here.pages["/a"] = Reply("text")
    get(web, here, "/a")
    assert ready_in(record, here) > timedelta(minutes=50)


def test_without_robots_nothing_is_asked(web: Web, record: Record, here: Site) -> None:
    here.pages["/robots.txt"] = Reply(status=500)
    here.pages["/a"] = Reply("text")
    with pytest.raises(NotNowError, match="robots"):
        get(web, here, "/a")
    assert here.paths() == {}
    assert ready_in(record, here) > timedelta(minutes=5)


def test_a_server_that_is_not_there(web: Web, here: Site) -> None:
    with pytest.raises(NotNowError):
        web.page(Wanted("http://127.0.0.1:9/a", MOST, named="127.0.0.1:9"))
    with pytest.raises(NotNowError, match="not known"):
        web.page(Wanted("http://nowhere.invalid/a", MOST))
    with pytest.raises(RefusedError):
        web.page(Wanted("http://[::1", MOST, named=here.host))


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
def test_a_server_has_to_prove_its_name(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made.split(), *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with site(context) as secure:
        secure.pages["/a"] = Reply("text")
        port = secure.host.partition(":")[2]
        with Web(record, Politeness(pause=0)) as web, pytest.raises(NotNowError, match="self-signed"):
            web.page(Wanted(f"https://localhost:{port}/a", MOST, private=True))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        record.execute("DELETE FROM web_host")
        with Web(record, Politeness(pause=0)) as web:
            assert web.page(Wanted(f"https://localhost:{port}/a", MOST, private=True)).body == b"text"
            with pytest.raises(NotNowError, match="mismatch"):
                web.page(Wanted(f"https://127.0.0.1:{port}/a", MOST, private=True))
