"""Which addresses may be asked at all, whatever the watchlist says (DESIGN 3.1)."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host name (without port) spells out; None if it is a real name."""
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


def refusal(address: IPv4Address | IPv6Address) -> str:
    """Why that address is never asked, in one or two words; empty if it may be asked.

    Loopback and private addresses may: a listed host can stand inside the office's own network.
    """
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return "IPv4-mapped"
    for fault, name in (
        (address.is_unspecified, "unspecified"),
        (address.is_link_local, "link-local"),
        (address.is_multicast, "multicast"),
        (str(address) == "255.255.255.255", "broadcast"),
    ):
        if fault:
            return name
    return ""


def beyond(address: IPv4Address | IPv6Address) -> str:
    """Why that address may not be asked where nobody has listed it; empty if it may.

    Besides those never asked these are all that are not public: an address somebody passed on
    must not lead the scanner to its own machine or into the office's network.
    """
    if refused := refusal(address):
        return refused
    carried = address.sixtofour if isinstance(address, IPv6Address) else None
    if address.is_loopback:
        return "loopback"
    return "" if (carried or address).is_global and address.is_global else "not public"
