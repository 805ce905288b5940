"""Where the server listens, and the names by which a browser may call it."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import ip_address

from borderSim.errors import UserError

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"


@dataclass(frozen=True)
class Address:
    """``port`` on this machine alone, or on its networks too (``lan``: its IPv4 addresses there)."""

    port: int
    lan: tuple[str, ...] = ()
    name: str = ""

    @property
    def hosts(self) -> frozenset[str]:
        """The Host headers that are answered, lower case, with the port."""
        named = (self.name, f"{self.name}.local") if self.lan and self.name else ()
        return frozenset(f"{host.lower()}:{self.port}" for host in (LOOPBACK, "localhost", *self.lan, *named))

    @property
    def origins(self) -> frozenset[str]:
        """The Origin headers that are answered."""
        return frozenset(f"http://{host}" for host in self.hosts)

    @property
    def own(self) -> str:
        """The address on this machine."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def shared(self) -> tuple[str, ...]:
        """The addresses for other devices, none without ``lan``."""
        return tuple(f"http://{host}:{self.port}" for host in self.lan)

    @property
    def posted(self) -> str:
        """The address that stands on the poster: the first for other devices, else that on this machine."""
        return next(iter(self.shared), self.own)


def here(port: int) -> Address:
    """This machine alone."""
    return Address(port)


def on_the_network(port: int) -> Address:
    """This machine and its networks as they are now. Raises UserError where it is on none."""
    import ifaddr

    found = [str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]
    shared = tuple(sorted({host for host in found if not ip_address(host).is_loopback}))
    if not shared:
        raise UserError("--lan: this computer is on no network; turn on the hotspot or plug in the cable first")
    return Address(port, shared, socket.gethostname())


def listen(lan: bool, port: int | None, otherwise: range) -> socket.socket:
    """A socket that listens at ``port``, or at the first free one of ``otherwise`` where None is asked for.

    It hears this machine alone, or its networks too (``lan``). Raises UserError where there is none.
    """
    for candidate in [port] if port else otherwise:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((EVERYWHERE if lan else LOOPBACK, candidate))
            listener.listen()
        except OSError:
            listener.close()
        else:
            return listener
    asked = f"port {port} is" if port else f"ports {otherwise[0]} to {otherwise[-1]} are"
    raise UserError(f"{asked} taken by another program, perhaps another workshop; name a free one with --port")


def is_loopback(host: str) -> bool:
    """Whether a request comes from this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
