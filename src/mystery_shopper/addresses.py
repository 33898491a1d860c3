"""The address of a shop as people write it: with or without scheme, with a path, in any script."""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")

_KEPT: Final = "%/:?#[]@!$&'()*+,;=~|{}"  # everything else is sent as browsers send it, in ASCII
_SCHEME_SLIP = re.compile(r"(https?)(?::/?|//|;//|:///+)([^/\d\s].*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a shop or another host stands; ``host`` is ASCII (IDNA) and in brackets when it is IPv6.

    ``path`` is what other pages are put behind; ``front`` is the first page itself, with its query, as it was written.
    """

    scheme: str
    host: str
    port: int
    path: str = "/"
    front: str = field(default="/", compare=False)

    @property
    def url(self) -> str:
        return self._origin + self.path

    @property
    def front_url(self) -> str:
        return self._origin + self.front

    @property
    def host_ports(self) -> frozenset[str]:
        """``host:port``; both web ports when the port is the usual one, because shops redirect between them."""
        ports = DEFAULT_PORTS.values() if self.port == DEFAULT_PORTS[self.scheme] else (self.port,)
        return frozenset(f"{self.host}:{port}" for port in ports)

    @property
    def _origin(self) -> str:
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}"


def parse_address(written: str) -> Address:
    """Return the address; without a scheme it is https, or http for this machine and private networks.

    The path ends with a slash and without the name of a page such as ``index.html``: other pages lie beside that one.
    Neither is done to the front page, whose query and fragment stay too: a shop may tell ``/en`` from ``/en/``.

    Raises:
        ValueError: with a sentence that says what is wrong and what would be right.
    """
    written = written.strip()
    if slip := _SCHEME_SLIP.match(written):
        right = without_login(f"{slip[1].lower()}://{slip[2]}")
        raise ValueError(f"its scheme must end with ://. Write {right}.")
    parts = _split(written if "://" in written else f"//{written}")
    if parts.scheme not in {"", *DEFAULT_PORTS}:
        raise ValueError(f"'{parts.scheme}' is no scheme of a shop. Write https:// or http://.")
    if parts.username is not None or parts.password is not None:
        raise ValueError("it holds a user name or password. Remove everything before the @.")
    host = _host(parts)
    scheme = parts.scheme or ("http" if _is_near(host) else "https")
    parts = parts._replace(**{each: quote(getattr(parts, each), _KEPT) for each in ("path", "query", "fragment")})
    path = re.sub(r"(?<=/)[^/]+\.[a-z]{2,5}$", "", parts.path)
    path = path if path.endswith("/") else f"{path}/"
    front = urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment))
    return Address(scheme, host, _port(parts) or DEFAULT_PORTS[scheme], path, front)


def without_login(written: str) -> str:
    """Return an address as messages may show it: a user name and password are left out."""
    return re.sub(r"[^/]*@", "...@", written)


def path_problem(written: str) -> str:
    """Return what is wrong with the path of a page of the shop, empty when nothing is."""
    found = re.match(r"(?:[a-z][a-z0-9+.-]*://|//|www\.)[^/?#]*", written.strip(), re.IGNORECASE)
    if found is None:
        return ""
    path = written.strip()[found.end() :] or "/"
    return (
        f"'{without_login(written)}' is an address, and a page of the shop is named by its path alone, such as "
        f'"{path}": the rest is what --shop or shop.yaml say.'
    )


def host_port(url: str) -> str:
    """Return ``host:port`` of a URL as ``allowed_hosts`` has it; empty when the URL names no host (data:, about:)."""
    try:
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
        return f"{_host(parts)}:{port}" if parts.hostname else ""
    except ValueError:
        return ""


def _split(written: str) -> SplitResult:
    if any(each.isspace() for each in written):
        raise ValueError("it holds a space. Write an address such as https://shop.example.")
    try:
        return urlsplit(written)
    except ValueError:
        raise ValueError("it is no web address. Write one such as https://shop.example.") from None


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host or "*" in host:
        raise ValueError("it names no host. Write an address such as https://shop.example.")
    if ":" in host:
        return f"[{ipaddress.IPv6Address(host)}]"
    try:
        name = host.encode("idna").decode()
    except UnicodeError:
        name = ""
    if not _NAME.fullmatch(name):
        raise ValueError(f"'{host}' is no name of a host. Write an address such as https://shop.example.")
    return name


def _port(parts: SplitResult) -> int:
    with suppress(ValueError):
        if parts.port != 0:
            return parts.port or 0
    raise ValueError("its port is not a number between 1 and 65535, as in localhost:8000.")


def _is_near(host: str) -> bool:
    """Tell whether a host is this machine or in a private network, where shops rarely have a certificate."""
    if host == "localhost" or host.endswith((".localhost", ".test", ".local")):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_private
    except ValueError:
        return "." not in host  # a bare name such as a container's
