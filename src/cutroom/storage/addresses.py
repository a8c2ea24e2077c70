"""Which network addresses may be connected to on behalf of a stranger's URL.

Only globally reachable unicast addresses: no loopback, private, link-local (cloud metadata), shared,
multicast or reserved range. Addresses that embed another one (v4-mapped, 6to4, Teredo, NAT64) are
judged by the embedded one too. The operator may exempt hosts by name.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from cutroom.core.errors import Refused

IPAddress = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Sequence[str]]
"""Host and port → the textual addresses it resolves to. Raises OSError when it has none."""

_MORE_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # shared address space of carriers
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",  # benchmarking
        "240.0.0.0/4",
        "168.63.129.16/32",  # Azure's host agent: public by number, metadata by function
    )
)
_V6_GLOBAL = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_MORE_V6 = tuple(
    IPv6Network(text)
    for text in ("2001:db8::/32", "2001::/23", "3fff::/20", "5f00::/16", "fd00:ec2::254/128")
)


def system_resolver(host: str, port: int) -> Sequence[str]:
    """The system's answer, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def is_public(address: IPAddress) -> bool:
    """Whether a stranger's URL may lead there."""
    if isinstance(address, IPv4Address):
        return address.is_global and not (
            address.is_multicast or any(address in network for network in _MORE_V4)
        )
    embedded = _embedded(address)
    if embedded is not None:
        return is_public(embedded)
    # Only 2000::/3 is handed out as global unicast; everything else is special in some way.
    return (
        address in _V6_GLOBAL
        and address.is_global
        and not any(address in network for network in _MORE_V6)
    )


def _embedded(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or int(address) >> 32 == 0:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


@dataclass(frozen=True, slots=True)
class AddressRules:
    """``allow`` holds ``name`` or ``name:port`` in lower case; names match exactly."""

    allow: tuple[str, ...] = ()
    resolve: Resolver = system_resolver

    def is_exempt(self, host: str, port: int) -> bool:
        """Whether the operator vouches for this host."""
        name = host.lower().rstrip(".").strip("[]")
        spelled = f"[{name}]" if ":" in name else name
        return any(
            entry.lower() in (name, spelled, f"{spelled}:{port}", f"{name}:{port}")
            for entry in self.allow
        )

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses to connect to, every one of them checked.

        Raises Refused when any address is not allowed (a mixed answer is an attack, not a choice), and
        OSError when the name does not resolve.
        """
        found = [text.partition("%")[0] for text in self.resolve(host, port)]
        if not found:
            raise OSError(f"{host} has no address")
        if not self.is_exempt(host, port):
            for text in found:
                if not is_public(ip_address(text)):
                    raise Refused(
                        f"{host} leads to {text}, which is not a public address.",
                        hint="The operator can allow the host with CUTROOM_FETCH_ALLOW.",
                        details={"host": host},
                    )
        return found
