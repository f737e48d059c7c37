"""Which addresses a web hook may lead to: the public ones, and those the administrator lists.

The name in a web hook is other people's: whoever owns it could make it lead into our own network.
"""

from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PUBLIC_6 = IPv6Network("2000::/3")
"""All that is given out for use between networks."""

NAT64 = IPv6Network("64:ff9b::/96")
"""The last 32 bits are the IPv4 address that is meant."""

NOT_PUBLIC = tuple(
    map(
        ip_network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
            *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24"),
            *("192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
            *("224.0.0.0/4", "240.0.0.0/4"),
            *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
        ),
    )
)
"""What the registries of special addresses keep from public use; 6to4 and Teredo lead anywhere."""


def address_of(text: str) -> Address | None:
    """Read an address as a resolver gives it, a zone left out; None where it is none.

    One that stands for an IPv4 address is that address.
    """
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return found.ipv4_mapped
        if found in NAT64:
            return IPv4Address(int(found) & 0xFFFFFFFF)
    return found


def allowed(address: Address, listed: Collection[Network]) -> bool:
    """Whether the administrator lists an address; one of many or of none is never meant."""
    if address.is_multicast or address.is_unspecified:
        return False
    return any(address in network for network in listed)


def public(address: Address) -> bool:
    """Whether an address is one of the open network."""
    if isinstance(address, IPv6Address) and address not in PUBLIC_6:
        return False
    return not any(address in network for network in NOT_PUBLIC)
