"""Which addresses may be asked: no private, loopback or link-local network, in any spelling.

The check sits where the socket is opened, on the final address, so that redirects, literal IP
addresses and DNS answers that change between two look-ups (rebinding) meet it alike.
"""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from aiohttp import AddrInfoType


class ForbiddenError(OSError):
    """An address that is never asked; the message says why."""


def check_url(url: str) -> None:
    """Refuse anything but http and https, and addresses with a user name in them.

    Raises:
        ForbiddenError: the address is refused.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise ForbiddenError(f"{url[:200]!r}: only http and https are fetched")
    if not parts.hostname or parts.username is not None or parts.password is not None:
        raise ForbiddenError(f"{url[:200]!r}: no host, or a user name in the address")


def guarded_socket(loopback_port: int | None) -> Callable[[AddrInfoType], socket.socket]:
    """Return a socket factory that opens sockets to public addresses only.

    `loopback_port` is set for the sample newsroom alone: then only that port of the loopback
    network may be asked, and nothing else.
    """

    def open_socket(info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        host, port = str(address[0]), int(address[1])
        ip = ipaddress.ip_address(host.split("%")[0])
        if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        if loopback_port is not None:
            if not ip.is_loopback or port != loopback_port:
                raise ForbiddenError(errno.EACCES, f"{host}:{port} is not the sample newsroom")
        elif not ip.is_global or ip.is_multicast:
            raise ForbiddenError(errno.EACCES, f"{host} is a private or reserved address")
        return socket.socket(family, kind, protocol)

    return open_socket
