from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from onrecord.follow.addresses import host_of, is_public, web_address
from onrecord.follow.patience import back_off, retry_after

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("address", ["93.184.216.34", "2a00:1450:4001::1", "64:ff9b::5db8:d822"])
def test_the_public_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::", "192.0.2.1",
    ],
)  # fmt: skip
def test_what_is_not_of_the_public_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("https://News.example/a?b#c", "news.example:443"),
        ("http://news.example:8080", "news.example:8080"),
        ("http://жаңылык.example/а", "xn--80alnd3fb72d.example:80"),
        ("http://[::1]:80/", "[::1]:80"),
        ("ftp://news.example/", None),
        ("news.example", None),
        ("http:///a", None),
        ("file:///etc/passwd", None),
        ("http://[::1", None),
        ("http://news.example/" + "a" * 3000, None),
    ],
)
def test_addresses_of_the_web(written: str, host: str | None) -> None:
    url = web_address(written)
    assert (url and host_of(url)) == host


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("120", timedelta(minutes=2)),
        ("99999999999999999999", timedelta(days=1)),
        ("Sun, 01 Nov 2026 13:00:00 GMT", timedelta(hours=1)),
        ("Sun, 01 Nov 2026 11:00:00 GMT", timedelta()),
        ("Sun, 01 Nov 2099 11:00:00 GMT", timedelta(days=1)),
    ],
)
def test_how_long_a_server_asks_to_be_left_alone(header: str | None, expected: timedelta | None) -> None:
    assert retry_after(header, NOW) == expected


def test_waits_grow_and_stay_within_bounds() -> None:
    first, longest = timedelta(minutes=1), timedelta(hours=6)
    for failures in range(1, 5000):
        whole = min(first * 2 ** min(failures - 1, 20), longest)
        assert whole / 2 <= back_off(failures, first, longest) <= whole
