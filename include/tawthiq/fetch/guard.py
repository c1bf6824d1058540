"""Which addresses may be asked: no private, loopback or link-local network, in any spelling.

The check sits where the socket is opened, on the final address, so that redirects, literal IP
addresses and DNS answers that change between two look-ups (rebinding) meet it alike.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from aiohttp import AddrInfoType

#: IPv6 networks whose addresses carry an IPv4 address in their last 32 bits (RFC 4291, RFC 6052).
_CARRIERS = (ipaddress.ip_network("::/96"), ipaddress.ip_network("64:ff9b::/96"))
_LONGEST_URL = 4096  # characters; the longest percent-encoded Arabic slug of the archives has 1,500


class ForbiddenError(OSError):
    """An address that is never asked; the message says why."""


def check_url(url: str) -> None:
    """Refuse anything but http and https, addresses with a user name in them, and endless ones.

    Raises:
        ForbiddenError: the address is refused.
    """
    if len(url) > _LONGEST_URL:
        raise ForbiddenError(f"{url[:200]!r}…: an address of {len(url)} characters")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ForbiddenError(f"{url[:200]!r}: {error}") from error
    if parts.scheme not in ("http", "https"):
        raise ForbiddenError(f"{url[:200]!r}: only http and https are fetched")
    if not host or parts.username is not None or parts.password is not None:
        raise ForbiddenError(f"{url[:200]!r}: no host, or a user name in the address")


def is_public(host: str) -> bool:
    """Tell whether an IP address lies in the public internet, as do all addresses it carries."""
    ip = ipaddress.ip_address(host.partition("%")[0])
    if ip.is_multicast or ip.is_unspecified:
        return False
    carried = _carried(ip) if isinstance(ip, ipaddress.IPv6Address) else None
    if carried is not None:
        return is_public(str(carried))
    is_site_local = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    return ip.is_global and not ip.is_reserved and not is_site_local


def _carried(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    if ip.teredo:
        return ip.teredo[1]
    if any(ip in network for network in _CARRIERS):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def guarded_socket(loopback_port: int | None) -> Callable[[AddrInfoType], socket.socket]:
    """Return a socket factory that opens sockets to public addresses only.

    `loopback_port` is set for the sample newsroom alone: then only that port of the loopback
    network may be asked, and nothing else.
    """

    def open_socket(info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        host, port = str(address[0]), int(address[1])
        if loopback_port is None and not is_public(host):
            raise ForbiddenError(f"{host} lies in a private or reserved network")
        if loopback_port is not None:
            loopback = ipaddress.ip_address(host.partition("%")[0]).is_loopback
            if not loopback or port != loopback_port:
                raise ForbiddenError(f"{host}:{port} is not the sample newsroom")
        return socket.socket(family, kind, protocol)

    return open_socket
