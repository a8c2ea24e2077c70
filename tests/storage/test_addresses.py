"""Which addresses may be connected to."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path

import pytest

from cutroom.core.errors import MediaError, Refused
from cutroom.storage.addresses import AddressRules, is_public
from cutroom.storage.fetch import Fetcher
from cutroom.storage.fetch_rules import FetchRules
from tests.storage.web import website

SPECIAL = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.1.2.3", "168.63.129.16", "169.254.169.254",
    "172.16.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
    "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "5f00::1",
    "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
]  # fmt: skip
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "172.32.0.1",
    "2606:4700::1111",
    "64:ff9b::808:808",
]


@pytest.mark.parametrize("address", SPECIAL)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


def answering(*addresses: str) -> AddressRules:
    return AddressRules(resolve=lambda host, port: addresses)


def test_a_name_with_one_bad_address_among_good_ones_is_refused() -> None:
    with pytest.raises(Refused, match=r"10\.0\.0\.1"):
        answering("1.1.1.1", "10.0.0.1").addresses("mixed.example", 80)


def test_a_zone_index_does_not_hide_an_address() -> None:
    with pytest.raises(Refused):
        answering("fe80::1%eth0").addresses("local.example", 80)


def test_an_allowed_name_may_lead_anywhere() -> None:
    rules = AddressRules(("minio.internal:9000", "assets"), lambda host, port: ["10.0.0.1"])
    assert rules.addresses("minio.internal", 9000) == ["10.0.0.1"]
    assert rules.addresses("ASSETS", 80) == ["10.0.0.1"]


@pytest.mark.parametrize(
    ("host", "port"), [("minio.internal", 9001), ("x.minio.internal", 9000), ("10.0.0.1", 9000)]
)
def test_an_allowance_covers_only_the_very_name(host: str, port: int) -> None:
    rules = AddressRules(("minio.internal:9000",), lambda host, port: ["10.0.0.1"])
    with pytest.raises(Refused):
        rules.addresses(host, port)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]",
     "[::ffff:127.0.0.1]"],
)  # fmt: skip
def test_no_spelling_of_this_machine_is_connected_to(host: str, tmp_path: Path) -> None:
    with website() as site:
        site.serve("/secret", b"secret")
        fetcher = Fetcher(FetchRules(attempts=1), tmp_path)
        with pytest.raises((Refused, MediaError)):
            fetcher.fetch(site.url("/secret", host))
        assert site.seen == []


def test_a_name_that_resolves_differently_a_moment_later_changes_nothing(tmp_path: Path) -> None:
    """DNS rebinding: the second answer is private, and no connection may rest on the first one."""
    answers: list[Sequence[str]] = [["1.1.1.1"], ["127.0.0.1"]]
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    with website() as site:
        site.serve("/secret", b"secret")
        rules = FetchRules(attempts=2, connect_timeout_s=0.2, pause_s=0.01)
        fetcher = Fetcher(rules, tmp_path, resolve=resolve)
        with pytest.raises((Refused, MediaError)):
            fetcher.fetch(site.url("/secret", "rebind.example"))
        assert site.seen == []


def test_the_host_header_keeps_the_name(tmp_path: Path) -> None:
    with website() as site:
        site.serve("/a", b"hello")
        rules = FetchRules(allow=("media.example",))
        fetcher = Fetcher(rules, tmp_path, resolve=lambda host, port: ["127.0.0.1"])
        fetcher.fetch(site.url("/a", "media.example"))
        assert site.seen[0][1]["Host"] == f"media.example:{site.port}"


def test_proxies_of_the_environment_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with website() as site, website() as proxy:
        site.serve("/a", b"hello")
        monkeypatch.setenv("HTTP_PROXY", proxy.url("/"))
        monkeypatch.setenv("http_proxy", proxy.url("/"))
        Fetcher(FetchRules(allow=("127.0.0.1",)), tmp_path).fetch(site.url("/a"))
        assert proxy.seen == []
